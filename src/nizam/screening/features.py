"""How a query's name fits one listed name: what met what, what was left over, and how much each part weighs.

Weights: a part that tells who it is weighs 1, a word shared by hundreds of bodies a third, a legal form next to
nothing. Leftovers cost on both sides: a query that says more than the listed name is as far off as one that says less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from nizam.names.compare import Pair, align, bearers
from nizam.names.parts import Form, Part
from nizam.record import Record

# people of one full name from which the name alone identifies nobody
NAMESAKES = 5_000
_WEIGHT = {
    "legal": 0.03,
    "country": 0.06,
    "kind": 0.35,
    "word": 0.35,
    "place": 0.6,
    "number": 0.8,
    "surname": 0.6,
    "particle": 0.05,
    "acronym": 1.0,
    "name": 1.0,
}
_SIGNIFICANT = frozenset({"name", "surname", "place", "number", "acronym", "kind", "word"})
_TELLING = frozenset({"name", "acronym", "place", "number"})
# units of government are translated freely: «управление» is bureau, department and administration
_UNITS = (frozenset({"bureau", "office", "department", "administration"}), frozenset({"committee", "commission"}))
_PERSON_LEFT = 0.65
_VESSEL_LIKENESS = 0.88
# invented names of bodies differ by less than people's spellings do
_BODY_PAIRED = 0.84

Rarity = Callable[[str], float]


class Fit(Record, frozen=True):
    """One query form against one listed form.

    `score` 0..1 for the name alone. `full`: every significant part of both met. `generic`: only common words met.
    `thin`: too little met to identify a body without its country. `common`: a namesake is likely. `detail`: the
    alignment in words.
    """

    score: float
    full: bool
    generic: bool = False
    thin: bool = False
    common: bool = False
    detail: str = ""


def fit(query: Form, name: Form, rarity: Rarity) -> Fit:
    """Compare two forms of the same reading."""
    if query.reading == "person":
        return _person(query, name, rarity)
    if query.reading == "vessel":
        return _vessel(query, name)
    return _body(query, name, rarity)


def _weigh(part: Part, rarity: Rarity) -> float:
    weight = _WEIGHT[part.kind]
    if part.kind == "name" and part.sounds:
        weight *= 0.5 + 0.5 * rarity(part.sounds[0])
    return weight


def _sum(parts: Sequence[Part], at: Sequence[int], rarity: Rarity) -> float:
    return sum(_weigh(parts[index], rarity) for index in at)


def _person(query: Form, name: Form, rarity: Rarity) -> Fit:
    found = align(query.parts, name.parts)
    if not found.pairs:
        return Fit(0.0, False)
    korean = query.korean and name.korean
    weigh: Rarity = (lambda _: 1.0) if name.korean else rarity
    met = paired = 0.0
    for pair in found.pairs:
        weight = (_sum(query.parts, pair.query, weigh) + _sum(name.parts, pair.name, weigh)) / 2
        # a merged part stands for all the parts it is made of
        weight = max(
            weight,
            _sum(query.parts, pair.query, weigh) if len(pair.query) > 1 else 0.0,
            _sum(name.parts, pair.name, weigh) if len(pair.name) > 1 else 0.0,
        )
        paired += weight
        met += weight * _sharp(pair.likeness)
    left = _sum(query.parts, found.query_left, weigh) + _sum(name.parts, found.name_left, weigh)
    score = met / (paired + _PERSON_LEFT * left)
    if korean and not _same_surname(found.pairs, query, name):
        score *= 0.6
    if korean and not _in_order(found.pairs, skip=0):
        # 영철 and 철영 are different names
        score *= 0.65
    if korean and found.query_left and not found.name_left:
        # the listed name is complete: one syllable more is somebody else
        score *= 0.8
    significant = [at for at in (*found.query_left,) if query.parts[at].kind != "particle"]
    significant += [at for at in found.name_left if name.parts[at].kind != "particle"]
    worst = min(pair.likeness for pair in found.pairs)
    least = 2 if len(name.parts) > 1 else 1
    covered = sum(max(len(pair.query), len(pair.name)) for pair in found.pairs)
    full = not significant and worst >= 0.85 and score >= 0.85 and covered >= least
    common = name.korean and bearers(name.parts) >= NAMESAKES
    return Fit(score, full, common=common, detail=_detail(query, name, found.pairs, found.query_left, found.name_left))


def _sharp(likeness: float) -> float:
    """Small doubts count little, larger ones more than their size."""
    return likeness if likeness >= 0.9 else max(0.0, likeness - (0.9 - likeness))


def _same_surname(pairs: Sequence[Pair], query: Form, name: Form) -> bool:
    for pair in pairs:
        if 0 in pair.query or 0 in pair.name:
            if 0 in pair.query and 0 in pair.name:
                first, other = query.parts[0], name.parts[0]
                shared = set(first.concept.split("|")) & set(other.concept.split("|"))
                return bool(shared) or pair.likeness >= 0.9 or len(pair.query) + len(pair.name) > 2
            return False
    # neither surname met anything: two different families
    return False


def _in_order(pairs: Sequence[Pair], skip: int = -1) -> bool:
    """Whether pairs run in the same order on both sides; pairs with the part at `skip` are left out."""
    given = sorted((pair.query[0], pair.name[0]) for pair in pairs if skip not in pair.query and skip not in pair.name)
    return all(one[1] < other[1] for one, other in pairwise(given))


def _vessel(query: Form, name: Form) -> Fit:
    found = align(query.parts, name.parts)
    if not found.pairs or found.query_left or found.name_left:
        return Fit(0.0, False)
    worst = min(pair.likeness for pair in found.pairs)
    if worst < _VESSEL_LIKENESS:
        return Fit(0.0, False)
    score = sum(pair.likeness for pair in found.pairs) / len(found.pairs)
    thin = len(name.parts) < 2
    return Fit(score, worst >= 0.93, thin=thin, detail=_detail(query, name, found.pairs, (), ()))


def _body(query: Form, name: Form, rarity: Rarity) -> Fit:
    found = align(query.parts, name.parts, _BODY_PAIRED)
    pairs, query_left, name_left = _units(query, name, found.pairs, list(found.query_left), list(found.name_left))
    if not pairs:
        return Fit(0.0, False)
    met = double = 0.0
    telling = 0.0
    parts_met = 0.0
    for pair in pairs:
        one, other = _sum(query.parts, pair.query, rarity), _sum(name.parts, pair.name, rarity)
        met += max(one, other) * _sharp(pair.likeness)
        double += 2 * max(one, other)
        kinds = {query.parts[at].kind for at in pair.query} | {name.parts[at].kind for at in pair.name}
        if kinds & _TELLING:
            telling += max(one, other)
        if kinds & _SIGNIFICANT or kinds == {"country"}:
            parts_met += _counts(query.parts[pair.query[0]])
    left = _sum(query.parts, query_left, rarity) + _sum(name.parts, name_left, rarity)
    score = 2 * met / (double + left)
    generic = telling == 0
    left_query = [query.parts[at] for at in query_left if query.parts[at].kind in _SIGNIFICANT]
    left_name = [name.parts[at] for at in name_left if name.parts[at].kind in _SIGNIFICANT]
    if _other_kind(left_query, left_name):
        score *= 0.7
    if any(part.kind == "number" for part in left_query + left_name):
        score *= 0.6
    spoken = [pair for pair in pairs if query.parts[pair.query[0]].kind == "name"]
    if not _in_order(spoken):
        score *= 0.8
    if any(part.kind == "place" for part in left_query) and any(part.kind in _TELLING for part in left_name):
        score *= 0.8
    if generic and (left_query or left_name):
        score *= 0.85 if score >= 0.8 and parts_met > 2 else 0.8
    worst = min((pair.likeness for pair in pairs), default=0.0)
    full = not left_query and not left_name and worst >= (0.95 if generic else 0.85) and parts_met > 0
    if generic and query.parts == name.parts and query.parts[0].script in ("hangul", "han"):
        # the very words in the country's own script: 정찰총국
        parts_met += 1
    if generic and parts_met < 2 and not (full and parts_met >= 1.5):
        # «بنك» and "Trading Company" are no names
        score = 0.0
    short = _short(query, name) and not generic
    # every state has its ministries and forces: they need their country
    everywhere = any(query.parts[at].concept in ("ministry", "army") for pair in pairs for at in pair.query)
    thin = (parts_met <= 2 or (everywhere and parts_met <= 3)) if generic else short
    return Fit(score, full, generic=generic, thin=thin, detail=_detail(query, name, pairs, query_left, name_left))


def _counts(part: Part) -> float:
    """How much a matched part adds to what makes a phrase of common words telling."""
    if part.concept in ("national", "central", "general") and part.kind == "word":
        return 0.5
    return 2.0 if part.kind == "number" else 1.0


def _short(query: Form, name: Form) -> bool:
    """One short word on either side: «Koti», «Unsan», "RGB" name too many things."""
    for form in (query, name):
        telling = [part for part in form.parts if part.kind in _SIGNIFICANT]
        if len(telling) == 1 and telling[0].kind != "number":
            part = telling[0]
            if any(other.kind == "acronym" and other.text == part.text for other in (*query.parts, *name.parts)):
                return len(part.text) < 4
            return (len(part.text) < 7 and form is query) or part.kind == "place"
    return False


def _other_kind(left_query: Sequence[Part], left_name: Sequence[Part]) -> bool:
    """Both names say what sort of body they are, and say different things."""
    return any(part.kind == "kind" for part in left_query) and any(part.kind == "kind" for part in left_name)


def _units(
    query: Form, name: Form, pairs: Sequence[Pair], query_left: list[int], name_left: list[int]
) -> tuple[list[Pair], list[int], list[int]]:
    """Pair units of government left on both sides: the same word to translators."""
    out = list(pairs)
    for i in list(query_left):
        for j in list(name_left):
            same = any({query.parts[i].concept, name.parts[j].concept} <= units for units in _UNITS)
            if same and i in query_left and j in name_left:
                other_script = query.parts[i].script != name.parts[j].script
                out.append(Pair((i,), (j,), 0.97 if other_script else 0.85))
                query_left.remove(i)
                name_left.remove(j)
    return out, query_left, name_left


def _detail(query: Form, name: Form, pairs: Sequence[Pair], query_left: Sequence[int], name_left: Sequence[int]) -> str:
    said = [
        f"{_text(query, pair.query)} = {_text(name, pair.name)} {pair.likeness:.2f}"
        for pair in sorted(pairs, key=lambda pair: pair.query)
    ]
    if query_left:
        said.append(f"only asked: {_text(query, query_left)}")
    if name_left:
        said.append(f"only listed: {_text(name, name_left)}")
    return " · ".join(said)


def _text(form: Form, at: Sequence[int]) -> str:
    return " ".join(form.parts[index].text for index in at)
