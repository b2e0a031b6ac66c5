"""Which listed names are worth comparing with a name asked: lookup by blocking keys, rarest keys first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from nizam.index.keys import keys
from nizam.model.entity import Entity
from nizam.names import parts
from nizam.names.parts import Form, Part
from nizam.record import Record, astuple, replace

# keys that hold more names than this may only add to names already met
_COMMON = 400
_READINGS: dict[str, Callable[[str], Form]] = {"Person": parts.person, "Vessel": parts.vessel, "Airplane": parts.vessel}
_BODIES = frozenset({"Organization", "Company", "PublicBody", "LegalEntity"})


class Listed(Record, frozen=True):
    """One form of one name of one entity. `kind` as in `Name.kind`."""

    entity: int
    text: str
    kind: str
    form: Form


def forms(text: str, schema: str | None) -> list[Form]:
    """A name read in every way its schema leaves open: person, body, vessel."""
    readings: list[Form] = []
    for variant in parts.variants(text):
        if schema in (None, "Person", "LegalEntity", "Thing"):
            readings.extend(parts.persons(variant))
        if schema is None or schema in _BODIES or schema == "Thing":
            readings.append(parts.body(variant))
        if schema in (None, "Vessel", "Airplane", "Thing", "Person"):
            readings.append(parts.vessel(variant))
    return [form for form in dict.fromkeys(readings) if form.parts]


def listed_forms(entity: Entity, at: int) -> list[Listed]:
    """The forms under which an entity is indexed: one reading, fit to its schema, of each variant of each name."""
    read = _READINGS.get(entity.schema, parts.body)
    out: dict[tuple[object, ...], Listed] = {}
    for name in entity.names:
        for variant in parts.variants(name.text):
            form = _plain(read(variant))
            if form.parts:
                out.setdefault(form.parts, Listed(at, name.text, name.kind, form))
    return list(out.values())


def _plain(form: Form) -> Form:
    """A listed name as it stands: lists do not inflect, so only an Arabic article may be left off."""
    if all(len(part.sounds) < 2 for part in form.parts):
        return form
    kept = []
    for part in form.parts:
        article = part.script == "arabic" and part.text.startswith("ال")
        kept.append(part if article else replace(part, sounds=part.sounds[:1]))
    return replace(form, parts=tuple(kept))


State = tuple[list[Any], dict[str, list[int]], dict[str, int]]
"""Plain data that a `Candidates` can be made from again: listed names, postings, counts of parts."""


class Candidates:
    """An inverted index from blocking keys to listed names."""

    def __init__(self, state: State) -> None:
        """From what `index` gave, at once or in an earlier run."""
        self._raw, self._postings, self._parts = state
        self._total = max(2, len(self._raw))
        self._made: dict[int, Listed] = {}

    @staticmethod
    def index(listed: Sequence[Listed]) -> State:
        """Work out keys and counts of listed names."""
        postings: dict[str, list[int]] = {}
        for at, entry in enumerate(listed):
            for key in sorted(keys(entry.form)):
                postings.setdefault(key, []).append(at)
        counts: dict[str, int] = {}
        for entry in listed:
            for text in sorted({_spelling(part.sounds[0]) for part in entry.form.parts if part.sounds}):
                counts[text] = counts.get(text, 0) + 1
        return [astuple(entry) for entry in listed], postings, counts

    def listed(self, at: int) -> Listed:
        """A listed name by number; made when it is first asked for."""
        made = self._made.get(at)
        if made is None:
            entity, text, kind, (name, reading, raw, countries, korean) = self._raw[at]
            form = Form(name, reading, tuple(Part(*part) for part in raw), countries, korean)
            made = self._made[at] = Listed(entity, text, kind, form)
        return made

    def find(self, form: Form, most: int) -> list[int]:
        """Indexes of at most `most` listed names of the same reading that share the rarest keys with a form."""
        found = sorted((postings for key in keys(form) if (postings := self._postings.get(key))), key=len)
        scores: dict[int, float] = {}
        for postings in found:
            gain = math.log(1 + self._total / len(postings))
            if len(postings) > _COMMON and scores:
                if len(scores) < len(postings):
                    members: Iterable[int] = set(postings) & scores.keys()
                else:
                    members = (at for at in postings if at in scores)
                for at in members:
                    scores[at] += gain
                continue
            for at in postings[: _COMMON * 4]:
                scores[at] = scores.get(at, 0.0) + gain
        fitting = [at for at in scores if self._raw[at][3][1] == form.reading]
        return sorted(fitting, key=lambda at: -scores[at])[:most]

    def rarity(self, sounds: str) -> float:
        """How telling a part is: 1 for one that no listed name has, less the more names have it."""
        count = self._parts.get(_spelling(sounds), 0)
        if count <= 1:
            return 1.0
        return max(0.3, math.log(1 + self._total / count) / math.log(1 + self._total))


def _spelling(sounds: str) -> str:
    """Near spellings counted together: Chol, Cheol and Chul."""
    return sounds.translate(_FOLDED)


_FOLDED = str.maketrans("gdbjuIN", "ktpCoon")
