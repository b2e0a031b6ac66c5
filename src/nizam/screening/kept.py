"""The screener over a regime pack's designations, its work done once: at install, or by the first run."""

from __future__ import annotations

from pathlib import Path

from nizam import diskcache, yamltext
from nizam.index import designated
from nizam.index.revision import revision
from nizam.screening.screener import Screener

_KIND = "screener"


def opened(path: Path) -> Screener:
    """The screener over a designations file. Raises PackError where the file is wrong.

    What is kept hangs on the file's bytes and on the rules for reading names, so an edit of either is seen at once.
    """
    name = diskcache.key(path.read_bytes(), revision().encode())
    held = diskcache.get(_KIND, name)
    if held is not None:
        data, state = held
        return Screener(designated.Unread(data, path.name), state)
    data = yamltext.load(path)
    entities = designated.from_data(data, path.name)
    state = Screener.index(entities)
    diskcache.put(_KIND, name, (data, state))
    return Screener(entities, state)
