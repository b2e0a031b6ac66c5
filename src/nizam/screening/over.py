"""Screening over whole lists: each stored list by its index of names, what comes with Nizam by the screener of its own.

An index is made once per version of a list, kept under NIZAM_HOME, and mapped by every process after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from nizam import settings
from nizam.errors import IndexStale
from nizam.index import arrays
from nizam.index.revision import revision
from nizam.lists import BUILT_IN, Dataset
from nizam.model.entity import Match
from nizam.screening import matcher
from nizam.screening.matcher import Matcher


class Screens(Protocol):
    """Whoever answers which listed entities a name may mean."""

    @property
    def screen(self) -> Callable[..., list[Match]]: ...


class Over:
    """Several lists asked as one: the best of their answers, each entity once."""

    def __init__(self, parts: Sequence[Screens]) -> None:
        self._parts = tuple(parts)

    def screen(self, name: str, *, limit: int = 5, **asked: Any) -> list[Match]:
        """As `Screener.screen`. An entity that several lists give under one id comes with the better score."""
        best: dict[str, Match] = {}
        for part in self._parts:
            for match in part.screen(name, limit=limit, **asked):
                held = best.get(match.entity.id)
                if held is None or _rank(match) < _rank(held):
                    best[match.entity.id] = match
        return sorted(best.values(), key=_rank)[:limit]


def _rank(match: Match) -> tuple[bool, float, str]:
    return match.decided == "ruled_out", -match.score, match.entity.id


def over(datasets: Iterable[Dataset], built_in: Callable[[], Screens]) -> Over:
    """A screener over datasets; `built_in` gives the one over what comes with Nizam."""
    return Over([built_in() if one.name == BUILT_IN else opened(one) for one in datasets])


def opened(dataset: Dataset, progress: Callable[[int], None] | None = None) -> Matcher:
    """The matcher over a stored list; its index is built where it is not there yet, or cannot be used.

    `progress` is told how many entities were read for a new index.
    """
    path = index_path(dataset.sha256)
    try:
        if path.is_file():
            return Matcher(path, dataset.entities)
    except IndexStale:
        path.unlink(missing_ok=True)
    for older in path.parent.glob(f"{path.name.split('-')[0]}-*.idx"):
        older.unlink(missing_ok=True)
    matcher.build(iter(dataset.entities), path, progress)
    return Matcher(path, dataset.entities)


def index_path(sha256: str) -> Path:
    """Where the index of a version of a list is kept; other rules for reading names need another."""
    return settings.home() / "cache" / "names" / f"{sha256[:32]}-{arrays.VERSION}-{revision()[:12]}.idx"
