"""Every error Nizam raises on purpose, and the exit code each one ends a command with.

    NizamError
    ├── BadRequest         2  wrong use: an option, a date, an identifier
    ├── BadInput           3  the file, page or deal given cannot be used
    │   ├── BadDeal           a field of a deal; carries `field`
    │   └── UnsupportedLanguage
    ├── PackError          3  a regime pack is wrong; carries file and line
    ├── SourceError        4  a list, page or feed could not be fetched or read
    └── IndexStale         4  an index does not fit the lists it was built from

A message is one sentence or two: what is wrong, where, what to do.
"""

from __future__ import annotations

EXIT_DONE = 0
EXIT_NOTHING_FOUND = 1
EXIT_WRONG_USE = 2
EXIT_BAD_INPUT = 3
EXIT_SOURCE = 4
EXIT_ROWS_FAILED = 5


class NizamError(Exception):
    """Base of the tree; `str(error)` is meant for a person."""

    exit_code = EXIT_BAD_INPUT
    code = "error"


class BadRequest(NizamError):
    """Wrong use: an unknown option value, date or identifier."""

    exit_code = EXIT_WRONG_USE
    code = "bad_request"


class BadInput(NizamError):
    """What was given to read or check cannot be used."""

    code = "bad_input"


class BadDeal(BadInput):
    """A deal that cannot be judged; `field` is the path of the offending field, as in `goods[0].hs_code`."""

    code = "bad_deal"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field
        self.message = message


class UnsupportedLanguage(BadInput):
    """The text is in a language the reader does not know."""

    code = "unsupported_language"


class PackError(NizamError):
    """A regime pack breaks its format; `where` is `file:line` where known."""

    code = "bad_pack"

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where
        self.message = message


class SourceError(NizamError):
    """A list, page or feed could not be fetched or read."""

    exit_code = EXIT_SOURCE
    code = "source"


class IndexStale(NizamError):
    """An index was built from other lists or by another version than those at hand."""

    exit_code = EXIT_SOURCE
    code = "index_stale"
