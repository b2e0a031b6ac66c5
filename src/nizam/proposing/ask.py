"""An article put to a model: asked piece by piece until the time is up; what comes back is placed in the text."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from nizam.model.proposal import Proposals
from nizam.model.text import Reading
from nizam.proposing.endpoint import Endpoint, Trouble, complete
from nizam.proposing.locate import located
from nizam.proposing.prompt import paragraphs, questions, shared_out
from nizam.text.language import PARTIAL

MOST_SECONDS = 120.0
"""For one article, however many questions it takes."""


def asker(where: Endpoint, *, seconds: float = MOST_SECONDS) -> Callable[[Reading], Proposals]:
    """What `casework.read` asks for proposals. It raises nothing: without a usable answer the rules stand alone."""

    def ask(reading: Reading) -> Proposals:
        return proposals(where, reading, seconds=seconds)

    return ask


def proposals(where: Endpoint, reading: Reading, *, seconds: float = MOST_SECONDS) -> Proposals:
    """What a model puts forward for an article, placed in its text but not yet checked against the reading."""
    until = time.monotonic() + seconds
    held = Proposals(where.name)
    if reading.document.language in PARTIAL:
        return Proposals(where.name, trouble="language")
    for messages, about in questions(reading):
        left = until - time.monotonic()
        if left <= 0:
            return _joined(held, Proposals(where.name, trouble="slow"))
        try:
            said = complete(where, messages, seconds=left)
            held = _joined(held, located(said, reading.document.text, about, where.name))
        except Trouble as trouble:
            # the next piece would hardly fare better, and each may take its time
            return _joined(held, Proposals(where.name, trouble=trouble.key))
    if shared_out(reading) < len(paragraphs(reading)):
        return _joined(held, Proposals(where.name, trouble="long_article"))
    return held


def _joined(one: Proposals, other: Proposals) -> Proposals:
    return Proposals(
        one.by,
        (*one.entities, *other.entities),
        (*one.statements, *other.statements),
        (*one.items, *other.items),
        one.given + other.given,
        dict(Counter(one.rejected) + Counter(other.rejected)),
        one.trouble or other.trouble,
    )
