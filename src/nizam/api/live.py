"""What the service answers from: the lists of one moment. New versions are read beside the requests.

A thread looks every second. What a new version needs on disk (the index of its names, its graph) is made by a process
of its own, so that no request waits for it; then the files are opened, and from the next request on everything is
answered from them. Until then everything is answered, and recorded, as of the versions before.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping

from nizam import athand, lists, screened
from nizam.api import prepare
from nizam.ftm import graph
from nizam.ftm.graph import Found, Graph
from nizam.goodguys.sift import Screens
from nizam.index.snapshot import Manifest
from nizam.record import Record
from nizam.regime.load import regimes

_LOG = logging.getLogger("nizam.api")
_LOOK_EVERY = 1.0
"""Seconds between two looks for a newer version."""
_AGAIN_AFTER = 60.0
"""Seconds until versions that could not be opened are tried again."""
Versions = Mapping[str, str]
"""Hashes by list, without the one that comes with Nizam."""


class Lists(Record, frozen=True):
    """The lists of one moment: by name their graphs and manifests, and screeners by dataset."""

    version: str
    versions: Versions
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
    """Gives the lists of now. Without `start`, whoever asks first after a change waits for the new ones."""

    def __init__(self) -> None:
        self._held: Lists | None = None
        self._looked = 0.0
        self._refused: tuple[Versions, float] = ({}, 0.0)
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def now(self) -> Lists:
        """The lists in use."""
        held = self._held
        if held is not None and (self._thread is not None or time.monotonic() - self._looked < _LOOK_EVERY):
            return held
        wanted = in_use()
        self._looked = time.monotonic()
        if held is None or held.versions != wanted:
            held = self._held = opened(wanted)
        return held

    def start(self) -> None:
        """Look for newer versions from now on, beside the requests."""
        self.now()
        self._thread = threading.Thread(target=self._watch, name="nizam-lists", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            try:
                self._renew()
            except Exception:
                # whatever is wrong with a new version, the ones at hand go on answering
                _LOG.exception("new versions of the lists cannot be used; the ones before stay in use")
                self._refused = (in_use(), time.monotonic())

    def _renew(self) -> None:
        wanted = in_use()
        refused, when = self._refused
        if self._held is None or wanted == self._held.versions:
            return
        if wanted == refused and time.monotonic() - when < _AGAIN_AFTER:
            return
        if prepare.ready(wanted, self._over):
            self._held = opened(wanted)


def in_use() -> Versions:
    """The versions that the lists' own pointers name."""
    return {name: lists.version(name) for name in lists.names() if name != lists.BUILT_IN}


def opened(versions: Versions) -> Lists:
    """The lists in these versions, with what deals, articles and names ask of them at hand."""
    held = lists.HELD.set(versions)
    try:
        every = lists.datasets()
        athand.others()
        for regime in regimes():
            athand.absent(regime)
        return Lists(
            lists.content_hash(),
            versions,
            {one.name: graph.opened(one) for one in every},
            {one.name: one.manifest for one in every},
            {name: screened.screener_of(name) for name in (lists.DEFAULT, *(one.name for one in every))},
        )
    finally:
        lists.HELD.reset(held)
