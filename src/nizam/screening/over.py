"""Screening over whole lists, each by its index of names.

An index is made once per version of a list and mapped by every process after that. That of the designations which come
with Nizam is made at install; those of stored lists lie under NIZAM_HOME.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import diskcache, durable, settings, yamltext
from nizam.errors import IndexStale
from nizam.index import arrays, designated
from nizam.index.revision import revision
from nizam.model.entity import Entity, Match
from nizam.screening import matcher
from nizam.screening.asked import Question
from nizam.screening.matcher import Matcher, Records

if TYPE_CHECKING:
    from nizam.lists import Dataset

_FOLDER = "names"
_MOST_WAIT = 3600.0
"""Seconds to wait for another process that makes the same index."""


class Over:
    """Several lists asked as one: the best of their answers, each entity once."""

    def __init__(self, parts: Sequence[tuple[str, Matcher]]) -> None:
        """`parts` are the lists' names with their matchers."""
        self.parts = tuple(parts)

    def screen(self, name: str, **asked: Any) -> list[Match]:
        """As `Matcher.screen`. An entity that several lists give under one id comes with the better score."""
        return self.screen_many((Question(name, **asked),))[0]

    def screen_many(self, questions: Sequence[Question]) -> list[list[Match]]:
        """`screen` of many, in order."""
        if len(self.parts) == 1:
            return self.parts[0][1].screen_many(questions)
        answers = [part.screen_many(questions) for _, part in self.parts]
        return [_best(some, one.limit) for one, *some in zip(questions, *answers, strict=True)]

    def by_list(self, name: str, **asked: Any) -> list[tuple[str, list[Match]]]:
        """What each list says, with the list's name."""
        return [(label, part.screen(name, **asked)) for label, part in self.parts]


def _best(answers: Iterable[Sequence[Match]], limit: int) -> list[Match]:
    best: dict[str, Match] = {}
    for matches in answers:
        for match in matches:
            held = best.get(match.entity.id)
            if held is None or _rank(match) < _rank(held):
                best[match.entity.id] = match
    return sorted(best.values(), key=_rank)[:limit]


def _rank(match: Match) -> tuple[bool, float, str]:
    return match.decided == "ruled_out", -match.score, match.entity.id


def over(datasets: Iterable[Dataset], built_in: Callable[[], Matcher]) -> Over:
    """A screener over datasets; `built_in` gives the one over what comes with Nizam."""
    from nizam.lists import BUILT_IN

    return Over([(one.name, built_in() if one.name == BUILT_IN else opened(one)) for one in datasets])


def designations(path: Path) -> Matcher:
    """The matcher over a regime pack's designations. Raises PackError where the file is wrong.

    Its index hangs on the file's bytes and on the rules for reading names, so an edit of either is seen at once.
    """
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    for folder in diskcache.folders():
        try:
            index = folder / _FOLDER / _file(sha256)
            if settings.caching() and index.is_file():
                # whoever wrote the index has checked the entries
                return Matcher(index, designated.Unread(yamltext.load(path), path.name))
        except IndexStale:
            continue
    entities = designated.load_designations(path)
    try:
        if settings.caching():
            return _built(entities, diskcache.target() / _FOLDER / _file(sha256))
    except OSError:
        pass  # nowhere to keep it: it is made again next time
    import tempfile

    # an index is read through a map that outlives the folder
    with tempfile.TemporaryDirectory(prefix="nizam-names-") as folder_name:
        return _built(entities, Path(folder_name) / _file(sha256))


def _built(entities: Sequence[Entity], path: Path) -> Matcher:
    matcher.build(entities, path)
    return Matcher(path, entities)


def opened(dataset: Dataset, progress: Callable[[int], None] | None = None) -> Matcher:
    """The matcher over a stored list; its index is built where it is not there yet, or cannot be used.

    `progress` is told how many entities were read for a new index.
    """
    entities: Records = dataset.entities
    path = index_path(dataset.sha256)
    found = _at_hand(path, entities)
    if found is not None:
        return found
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # who waited for another process finds its work done
        durable.locked(handle, _MOST_WAIT)
        return _at_hand(path, entities) or _indexed(dataset, path, progress)
    finally:
        # closing the file gives the lock back
        os.close(handle)


def _at_hand(path: Path, entities: Records) -> Matcher | None:
    try:
        return Matcher(path, entities) if path.is_file() else None
    except IndexStale:
        path.unlink(missing_ok=True)
        return None


def _indexed(dataset: Dataset, path: Path, progress: Callable[[int], None] | None) -> Matcher:
    for older in path.parent.glob(f"{path.name.split('-')[0]}-*.idx"):
        older.unlink(missing_ok=True)
    matcher.build(iter(dataset.entities), path, progress)
    return Matcher(path, dataset.entities)


def index_path(sha256: str) -> Path:
    """Where the index of a version of a list is kept; other rules for reading names need another."""
    return settings.home() / "cache" / _FOLDER / _file(sha256)


def _file(sha256: str) -> str:
    return f"{sha256[:32]}-{arrays.VERSION}-{revision()[:12]}.idx"
