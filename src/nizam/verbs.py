"""The three verbs in Python. Each answer is what the inside of Nizam works with, and has `.json()`: the same shape as
on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from nizam.casework import ArticleCase
from nizam.errors import BadInput, BadRequest
from nizam.goodguys import Sifted
from nizam.model.entity import Match
from nizam.model.text import Document
from nizam.model.verdict import Verdict
from nizam.record import fields

_Kind = TypeVar("_Kind")
_MOST_BYTES = 20 * 1024 * 1024


class Matches(list[Match]):
    """Listed entities that a name may mean, best first. `query` is the name asked; `sifted` keeps all; `decision_id`
    is that of the record, "" where nothing is recorded."""

    def __init__(self, query: str, sifted: Sifted, show_dismissed: bool, decision_id: str = "") -> None:
        super().__init__(sifted.marked() if show_dismissed else sifted.matches)
        self.decision_id = decision_id
        self.query, self.sifted, self._show = query, sifted, show_dismissed

    def json(self) -> dict[str, Any]:
        """As `nizam screen NAME --json` prints it."""
        from nizam.report.matches import matches_json

        return matches_json(self.query, self.sifted, show_dismissed=self._show)


class Answer(Verdict, frozen=True):
    """A verdict. Its fields are those of `nizam.model.verdict.Verdict`."""

    def json(self) -> dict[str, Any]:
        """As `nizam check --json` prints it."""
        from nizam.report.json import verdict_json

        return verdict_json(self)

    def text(self, lang: str = "en") -> str:
        """As `nizam check` prints it on a terminal, in `en` or `ar`."""
        from nizam.report.plain import verdict_text

        return verdict_text(self, lang, color=False)


class Article(ArticleCase, frozen=True):
    """An article read: `reading` is what stands in it, `answers` a verdict for each item."""

    def json(self) -> dict[str, Any]:
        """As `nizam read --format json` prints it."""
        from nizam.report.json import article_json

        return article_json(self)

    def text(self, lang: str = "en") -> str:
        """As `nizam read` prints it on a terminal, in `en` or `ar`."""
        from nizam.report.build import build
        from nizam.report.plain import render

        return render(build(self, lang), color=False)


def screen(
    name: str,
    *,
    schema: str | None = None,
    birth_date: str | None = None,
    countries: Sequence[str] = (),
    identifiers: Mapping[str, Sequence[str]] | None = None,
    dataset: str = "default",
    as_of: date | None = None,
    limit: int = 5,
    threshold: float = 0.7,
    scope: Sequence[str] = (),
    show_dismissed: bool = False,
) -> Matches:
    """Listed entities that a name may mean, best first: empty where none is near.

    `schema`: Person, Organization, Company, Vessel … or None. `birth_date`: YYYY, YYYY-MM or YYYY-MM-DD. `countries`:
    names or codes. `identifiers` by property, as in `{"imoNumber": ["8628597"]}`. `threshold` from 0 to 1. Matches on
    the good-guy list are left out, or come last with `decided` = `dismissed`. Raises BadRequest.
    """
    from nizam import goodguys, recorded, screened
    from nizam.names.countries import country_code
    from nizam.screenfile.mapping import SCHEMAS, schema_of
    from nizam.screenfile.query import birth_date as date_of

    if not isinstance(name, str) or not name.strip():
        raise BadRequest("the name is empty; give one as text.")
    if schema is not None and schema_of(schema) is None:
        raise BadRequest(f"there is no schema {schema!r}; there are {', '.join(SCHEMAS)}.")
    if limit < 1 or not 0 <= threshold <= 1:
        raise BadRequest("limit is 1 or more, threshold from 0 to 1.")
    born = date_of(birth_date) if birth_date else None
    if birth_date and born is None:
        raise BadRequest(f"birth_date {birth_date!r} is no date; write it as 1962 or 1962-02-18.")
    given = [countries] if isinstance(countries, str) else list(countries)
    unknown = next((one for one in given if country_code(one) is None), None)
    if unknown is not None:
        raise BadRequest(f"{unknown!r} is no country known here; give its English name or two-letter code.")
    asked: dict[str, Any] = {
        "schema": schema_of(schema) if schema else None,
        "countries": [country_code(one) for one in given],
        "birth_date": born,
        "identifiers": identifiers,
    }
    how: dict[str, Any] = {
        "as_of": as_of,
        "limit": limit,
        "threshold": threshold,
        "scope": (scope,) if isinstance(scope, str) else tuple(scope),
    }
    sifted = goodguys.ask(screened.screener_of(dataset), name, **asked, **how)
    decision = recorded.screen(dataset, {"name": name, **asked}, sifted, **how)
    recorded.settle()
    return Matches(name, sifted, show_dismissed, decision)


def assess(deal: Mapping[str, Any] | str, *, as_of: date | None = None, today: date | None = None) -> Answer:
    """What the law says of a deal: its fields as in a deal file, or plain words.

    `as_of` judges as of that day instead of the deal's own; `today` stands for the present day. Raises BadDeal naming
    the field, BadRequest for a day before the encoded law.
    """
    from nizam import casework

    if not isinstance(deal, Mapping | str):
        raise BadInput(f"a deal is its fields or a sentence; found {type(deal).__name__}.")
    raw = {"text": deal} if isinstance(deal, str) else deal
    return _as(Answer, casework.check(raw, as_of=as_of, today=today))


def read(source: str | bytes | Path, *, as_of: date | None = None, today: date | None = None) -> Article:
    """An article, read and answered item by item. A string is the article itself, plain or HTML; a Path is a file.

    `as_of` is the day whose law applies; else the event's date, else the page's. Raises BadInput.
    """
    from nizam import casework
    from nizam.reader.page import read_page

    if isinstance(source, Path):
        data, name = _file(source), str(source)
    else:
        data, name = source.encode("utf-8", "replace") if isinstance(source, str) else source, "-"
    if len(data) > _MOST_BYTES:
        raise BadInput(f"the article is larger than {_MOST_BYTES >> 20} MB; give one article, not an archive.")
    return _as(Article, casework.read(read_page(data, source=name), as_of=as_of, today=today))


def given(text: str | None, url: str | None) -> Document:
    """The article a surface was given: its text, or fetched from its address. Raises BadRequest for both or neither."""
    from nizam.reader.page import read_page

    if (text is None) == (url is None):
        raise BadRequest("give the article's text or its url: one of them.")
    if url is None:
        return read_page(str(text).encode("utf-8", "replace"), source="-")
    from nizam.sources.fetch import fetch

    page = fetch(url)
    return read_page(page.body, source=page.url)


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(_MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None


def _as(kind: type[_Kind], answer: Any) -> _Kind:
    """The same answer with the methods of the verbs."""
    return kind(**{field.name: getattr(answer, field.name) for field in fields(answer)})
