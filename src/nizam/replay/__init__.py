"""Would we say the same today? Past decisions given again, and what a change that is to come would do to them.

replay.one("MZXW6YTB…")                 a decision: same, or the first step that differs, and what caused it
replay.again.replay(audit.Filter(…))    many, oldest first
replay.impact.of_pack(folder)           which past answers would change under a new pack …
replay.impact.of_list("un-sc", path)    … or a new version of a list
"""

from __future__ import annotations

from nizam.audit.read import get
from nizam.replay.again import Replayed, replay, some


def one(given: str) -> Replayed:
    """A decision by its id or number (`#12`), given again; with what there was then, too. Raises BadRequest."""
    return some([get(given)], then=True)[0]


__all__ = ["Replayed", "one", "replay", "some"]
