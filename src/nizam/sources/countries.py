"""A country as official lists print it → its ISO code. Exact: a list's country field is not guessed at."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from nizam import yamltext

_OWN = Path(__file__).parent / "resources" / "countries.yml"
_ALL = Path(__file__).parent.parent / "text" / "resources" / "countries.yml"
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def country(text: str) -> str | None:
    """The code in lower case, '' for words that stand where no country is meant, None where it is not known.

    >>> [country(text) for text in ("Korea, North", "IRAQ", "undetermined", "Atlantis")]
    ['kp', 'iq', '', None]
    """
    key = _key(text)
    if not key:
        return ""
    found = _table().get(key)
    if found is None:
        found = _table().get(_key(re.sub(r"\(.*?\)|^the ", "", text, flags=re.IGNORECASE)))
    return found


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    rows = yamltext.load(_ALL)
    for code, row in rows.items():
        table.setdefault(_key(code), code)
        if "alpha3" in row:
            table.setdefault(_key(row["alpha3"]), code)
        for forms in (row["names"], {"": row["name"].values()}):
            for texts in forms.values():
                for text in texts:
                    table.setdefault(_key(text), code)
    # after all names, so that no adjective hides a country's own name
    for code, row in rows.items():
        for texts in row.get("adjectives", {}).values():
            for text in texts:
                table.setdefault(_key(text), code)
    own = yamltext.load(_OWN)
    table.update({_key(text): code for code, texts in own["names"].items() for text in texts})
    table.update({_key(text): "" for text in own["none"]})
    return table


def _key(text: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", plain.casefold()).strip()
