"""One thing looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.record import Record, field
from nizam.said import message

STATES = ("good", "note", "old", "broken")
"""good: nothing to do. note: something may be wanted. old: answers may miss something. broken: does not work."""
_LABELS = Path(__file__).parent / "labels.yml"


class Finding(Record, frozen=True):
    """What was found of one thing. `area` and `says` are keys of the labels, `values` fill their sentences, and stand
    in the JSON; a finding whose label has an `advice` has something to do."""

    area: str
    name: str
    state: str
    says: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def said(self, lang: str) -> str:
        """What was found, as a sentence in `en` or `ar`."""
        return self._words("said", lang)

    def advice(self, lang: str) -> str:
        """What to do about it; "" where there is nothing."""
        return self._words("advice", lang) if "advice" in yamltext.load(_LABELS)[self.area][self.says] else ""

    def json(self) -> dict[str, Any]:
        """As `nizam doctor --json` prints it."""
        both = ("en", "ar")
        return {
            "area": self.area,
            "name": self.name,
            "state": self.state,
            "said": {lang: self.said(lang) for lang in both},
            "advice": {lang: self.advice(lang) for lang in both} if self.advice("en") else None,
            "values": dict(self.values),
        }

    def _words(self, which: str, lang: str) -> str:
        values = {"name": self.name, **self.values}
        if "why" in values:
            values["why"] = message(str(values["why"]), lang)
        return yamltext.words(_LABELS, f"{self.area}.{self.says}.{which}", lang, **values)


def word(place: str, lang: str, **values: object) -> str:
    """A word of the table, as in `states.old`."""
    return yamltext.words(_LABELS, place, lang, **values)
