"""Two names → how alike they are, part by part.

A part is compared by sound: an edit distance in which likely confusions cost little (k/g, ch/j, o/u), a written vowel
against none costs nearly nothing where a script leaves vowels out, and a wrong consonant costs a whole one.
Parts are then paired without regard to order; parts left over on either side are tried joined ("Chun ryong").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nizam.names import korean
from nizam.names.latinise import VOWELS
from nizam.names.parts import Part
from nizam.record import Record

# likeness from which two parts are taken for the same one
PAIRED = 0.78
# the same for one part against several joined: length hides a wrong syllable
JOINED = 0.9

_WEIGHT = {
    **dict.fromkeys("kgqxGtdTDpbfvFjCZcsSzrlmnN", 1.0),
    **dict.fromkeys(VOWELS, 0.5),
    "h": 0.5,
    "w": 0.6,
    "y": 0.3,
}
# what it costs to take one sound for another, where that is less than a whole consonant
_CLOSE = """
kg 0.10  kq 0.05  gq 0.15  kx 0.25  gG 0.10  kG 0.30  qG 0.20  qx 0.30  xG 0.30  xh 0.10  Gh 0.40  hk 0.70
td 0.10  tT 0.10  dD 0.10  dT 0.30  sT 0.15  zD 0.10  DT 0.20
pb 0.10  pF 0.05  fF 0.05  bF 0.30  pf 0.30  bv 0.25  fv 0.15  vw 0.10
Cj 0.10  CZ 0.30  jZ 0.10  Cc 0.30  CS 0.30  jz 0.20  zc 0.20  sc 0.30  sz 0.15  sS 0.15
ZS 0.30  jg 0.35  jy 0.30  Zy 0.50
rl 0.15  mn 0.60  hy 0.50  hw 0.50
uw 0.05  ow 0.20  iy 0.05  Iy 0.10
ou 0.10  oI 0.15  uI 0.10  iI 0.15  eI 0.25  ei 0.20  ae 0.20  oe 0.30  ao 0.60  au 0.60  eu 0.50  iu 0.50  io 0.50
ai 0.40  aI 0.50
"""
_COSTS: dict[str, dict[str, float]] = {}
for _pair, _cost in zip(*[iter(_CLOSE.split())] * 2, strict=True):
    _COSTS.setdefault(_pair[0], {})[_pair[1]] = float(_cost)
    _COSTS.setdefault(_pair[1], {})[_pair[0]] = float(_cost)
_NO_COSTS: dict[str, float] = {}


class Pair(Record, frozen=True):
    """Parts of the query (indexes) that met parts of the name, and how alike they sound in 0..1."""

    query: tuple[int, ...]
    name: tuple[int, ...]
    likeness: float


class Alignment(Record, frozen=True):
    """All pairs found, and the parts of either side that met nothing."""

    pairs: tuple[Pair, ...]
    query_left: tuple[int, ...]
    name_left: tuple[int, ...]


@lru_cache(maxsize=32_768)
def likeness(a: str, b: str, loose: str = "") -> float:
    """How alike two phoneme strings sound, 0..1; 0 for anything below PAIRED, which is not worked out.

    `loose`: `a` where one side leaves vowels out, `c` where n may be ng.
    """
    if a == b:
        return 1.0
    vowel = 0.2 if "a" in loose else 0.6
    weigh_a, hard_a, gaps_a = _shape(a, vowel)
    weigh_b, hard_b, gaps_b = _shape(b, vowel)
    most = max(weigh_a, weigh_b)
    limit = (1.0 - PAIRED) * most + 1e-9
    # every consonant that only one side has costs a whole one
    if not most or abs(hard_a - hard_b) > limit:
        return 0.0
    nasal = 0.05 if "c" in loose else 0.4
    before = [0.0]
    for gap in gaps_b:
        before.append(before[-1] + gap)
    for x, gap_x in zip(a, gaps_a, strict=True):
        costs = _COSTS.get(x, _NO_COSTS)
        last = before[0] + gap_x
        row = [last]
        for at, (y, gap_y) in enumerate(zip(b, gaps_b, strict=True)):
            swap = before[at]
            if x != y:
                swap += nasal if (x == "n" and y == "N") or (x == "N" and y == "n") else costs.get(y, 1.0)
            other = before[at + 1] + gap_x
            last += gap_y
            if other < last:
                last = other
            if swap < last:
                last = swap
            row.append(last)
        if min(row) > limit:
            return 0.0
        before = row
    score = 1.0 - before[-1] / most
    return score if score >= PAIRED else 0.0


@lru_cache(maxsize=8_192)
def _shape(sounds: str, vowel: float) -> tuple[float, int, tuple[float, ...]]:
    """Total weight, number of full consonants, and what leaving out each sound costs."""
    weights = [_WEIGHT.get(char, 1.0) for char in sounds]
    gaps = tuple(weight * vowel if char in VOWELS else weight for char, weight in zip(sounds, weights, strict=True))
    return sum(weights), sum(weight >= 1.0 for weight in weights), gaps


def alike(a: Part, b: Part) -> float:
    """How alike two parts are, 0..1: by idea where both are known words, else by sound."""
    if a.text == b.text:
        return 1.0
    if a.concept and a.concept == b.concept and a.kind == b.kind:
        return 1.0
    if "number" in (a.kind, b.kind) or "acronym" in (a.kind, b.kind):
        same = a.text == b.text or (a.kind == b.kind and a.concept == b.concept and a.concept != "")
        return 1.0 if same else 0.0
    if not a.sounds or not b.sounds:
        return 0.0
    scripts = {a.script, b.script}
    if "han" in scripts:
        return 0.0
    if "place" in (a.kind, b.kind):
        # Wonsan is not Unsan: a town's name is known to the letter
        return 1.0 if set(a.sounds) & set(b.sounds) else 0.0
    if a.kind == "surname" == b.kind and set(a.concept.split("|")) & set(b.concept.split("|")):
        return 0.98
    return _sounds_alike(a.sounds, b.sounds, scripts)


def _sounds_alike(a: Sequence[str], b: Sequence[str], scripts: set[str]) -> float:
    loose = ("a" if "arabic" in scripts else "") + ("c" if "cyrillic" in scripts else "")
    best = 0.0
    for place, x in enumerate(a):
        for other, y in enumerate(b):
            # a form without its prefix or ending is a guess, and ranks just below the word itself
            score = 1.0 if x == y else likeness(x, y, loose)
            if score > best:
                best = max(best, score - 0.01 * (place > 0) - 0.01 * (other > 0))
    return best


def align(query: Sequence[Part], name: Sequence[Part], paired: float = PAIRED) -> Alignment:
    """Pair the parts of two names, best first, each part once; then what is left with joined neighbours.

    `paired` is the likeness from which two parts are taken for the same one.
    """
    found = [
        (score, -abs(i - j), i, j)
        for i, a in enumerate(query)
        for j, b in enumerate(name)
        if (score := alike(a, b)) >= paired
    ]
    found.sort(reverse=True)
    pairs: list[Pair] = []
    left_query, left_name = dict.fromkeys(range(len(query))), dict.fromkeys(range(len(name)))
    for score, _, i, j in found:
        if i in left_query and j in left_name:
            pairs.append(Pair((i,), (j,), score))
            del left_query[i], left_name[j]
    _join(query, name, left_query, left_name, pairs, flip=False)
    _join(name, query, left_name, left_query, pairs, flip=True)
    return Alignment(tuple(pairs), tuple(left_query), tuple(left_name))


def _join(
    whole: Sequence[Part],
    split: Sequence[Part],
    left_whole: dict[int, None],
    left_split: dict[int, None],
    pairs: list[Pair],
    *,
    flip: bool,
) -> None:
    """Pair one part of `whole` with two or more neighbouring parts of `split` that are still left."""
    joined: list[tuple[tuple[int, ...], str]] | None = None
    for i in list(left_whole):
        if len(left_split) < 2:
            return  # nothing to be joined
        if not whole[i].sounds:
            continue
        if joined is None:
            joined = _glued(split, sorted(left_split))
        best: tuple[float, tuple[int, ...]] = (0.0, ())
        for run, glued in joined:
            scripts = {whole[i].script, split[run[0]].script}
            best = max(best, (_sounds_alike(whole[i].sounds, (glued,), scripts), run))
        if best[0] >= JOINED:
            joined = None
            del left_whole[i]
            for j in best[1]:
                del left_split[j]
            pairs.append(Pair(best[1], (i,), best[0]) if flip else Pair((i,), best[1], best[0]))


def _glued(split: Sequence[Part], left: list[int]) -> list[tuple[tuple[int, ...], str]]:
    """Neighbouring parts that may be one word's, with their sounds in one."""
    able = [j for j in left if split[j].sounds and split[j].kind not in ("acronym", "number")]
    return [(run, "".join(split[j].sounds[0] for j in run)) for run in _runs(able)]


def _runs(left: list[int]) -> list[tuple[int, ...]]:
    """Stretches of two to four neighbouring indexes."""
    runs = []
    for start in range(len(left)):
        for end in range(start + 1, min(start + 4, len(left))):
            if left[end] - left[start] == end - start:
                runs.append(tuple(left[start : end + 1]))
    return runs


def bearers(parts: Sequence[Part]) -> float:
    """About how many people bear a Korean full name given as parts, surname first."""
    given = tuple(part.text for part in parts[1:])
    return korean.bearers(tuple(parts[0].concept.split("|")), given)
