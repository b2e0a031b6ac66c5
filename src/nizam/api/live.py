"""What the service answers from: the lists in the versions in use. A new version is taken up while it runs."""

from __future__ import annotations

import time
from collections.abc import Mapping

from nizam import lists, screened
from nizam.ftm import graph
from nizam.ftm.graph import Found, Graph
from nizam.goodguys.sift import Screens
from nizam.index.snapshot import Manifest
from nizam.record import Record

_LOOK_EVERY = 1.0
"""Seconds between two looks for a newer version."""


class Lists(Record, frozen=True):
    """The lists of one moment: by name their graphs and manifests, and screeners by dataset."""

    version: str
    graphs: Mapping[str, Graph]
    manifests: Mapping[str, Manifest]
    screeners: Mapping[str, Screens]

    def scope(self, dataset: str) -> Mapping[str, Graph]:
        """The graphs that a dataset stands for; none where there is no such dataset."""
        if dataset == lists.DEFAULT:
            return self.graphs
        return {dataset: self.graphs[dataset]} if dataset in self.graphs else {}

    def get(self, key: str, dataset: str = lists.DEFAULT) -> tuple[str, Found] | None:
        """An entity with the name of the first list that has it."""
        for name, one in self.scope(dataset).items():
            found = one.get(key)
            if found is not None:
                return name, found
        return None


class Live:
    """Gives the lists of now."""

    def __init__(self) -> None:
        self._held: Lists | None = None
        self._looked = 0.0

    def now(self) -> Lists:
        """The lists in use. Opens them where there is a newer version, at most once a second."""
        held = self._held
        if held is not None and time.monotonic() - self._looked < _LOOK_EVERY:
            return held
        version = lists.content_hash()
        self._looked = time.monotonic()
        if held is None or held.version != version:
            held = self._held = _opened(version)
        return held


def _opened(version: str) -> Lists:
    every = lists.datasets()
    return Lists(
        version,
        {one.name: graph.opened(one) for one in every},
        {one.name: one.manifest for one in every},
        {name: screened.screener_of(name) for name in (lists.DEFAULT, *(one.name for one in every))},
    )
