"""What an index was made with: the rules by which names are read, as one hash. Other rules need another index."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import nizam
from nizam import diskcache

_HERE = Path(nizam.__file__).parent
_MADE_WITH = (
    "names/*.py", "names/resources/*.yml", "index/*.py", "screening/korean.py", "screening/wording.py",
    "screening/matcher.py",
)  # fmt: skip


@lru_cache(maxsize=1)
def revision() -> str:
    """A hash over the code and the reviewed words that decide how a name is read and kept."""
    files = sorted(path for pattern in _MADE_WITH for path in _HERE.glob(pattern))
    return diskcache.key(*(path.read_bytes() for path in files))
