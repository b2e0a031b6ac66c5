"""The Harmonized System and its editions: which codes there are, and where goods stood before the edition of 2022.

A resolution speaks the edition of its day, a customs paper that of its office, our lists that of 2022. Codes here are
digits only, of 2, 4 or 6 places; national codes of 8 or 10 are told by their first six.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from nizam import yamltext

VOCABULARY = Path(__file__).parent / "vocabulary"
CURRENT = "2022"
EDITIONS = ("2012", "2017", CURRENT)


@lru_cache(maxsize=1)
def hs_codes() -> frozenset[str]:
    """Every code of the edition of 2022 with 2, 4 or 6 digits."""
    lines = (VOCABULARY / "hs-codes.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _moved() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """Forward (only codes that are no more), backward (those that lost some goods too), last edition of the former."""
    forward: dict[str, tuple[str, ...]] = {}
    backward: dict[str, list[str]] = {}
    editions: dict[str, str] = {}
    for row in yamltext.load(VOCABULARY / "hs-moved.yml"):
        old, new = row["from"], tuple(row["to"])
        if row.get("part") != "true":
            forward[old], editions[old] = new, row["edition"]
        for code in new:
            if code != old:
                backward.setdefault(code, []).append(old)
    return forward, {code: tuple(old) for code, old in backward.items()}, editions


def edition_of(code: str) -> str:
    """The newest edition that has a code: "2022", an older one, or "" where none of them does."""
    if code[:6] in hs_codes():
        return CURRENT
    editions = _moved()[2]
    return editions.get(code[:6]) or (editions.get(code[:4], "") if len(code) > 4 else "")


@lru_cache(maxsize=8_192)
def known_part(code: str) -> str:
    """A code as far as an edition has it: of 271199 only 2711, of 849910 only 84; "" where not even its chapter is one.

    Chapter 99 stands for goods not told by kind, so it names none.
    """
    if code.startswith("99"):
        return ""
    for places in (6, 4, 2):
        if len(code) >= places and edition_of(code[:places]):
            return code[:places]
    return ""


def successors(code: str) -> tuple[str, ...]:
    """Codes of 2022 under which the goods of a code that is no more now stand; empty for one that still is."""
    forward = _moved()[0]
    return forward.get(code[:6]) or forward.get(code[:4], ())


def predecessors(code: str) -> tuple[str, ...]:
    """Older codes from which goods of a code of 2022 came; empty where it was always theirs."""
    backward = _moved()[1]
    found = [*backward.get(code[:6], ()), *backward.get(code[:4], ())]
    return tuple(dict.fromkeys(found))
