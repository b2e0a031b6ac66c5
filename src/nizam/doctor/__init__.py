"""What is installed, what is old, what cannot be written or reached, and what to do about it.

    for finding in doctor.examine(online=True): finding.state, finding.said("en"), finding.advice("en")

Areas, in this order: program, extras, prepared, packs, lists, home, decisions, ledger, goodguys, settings, online.
"""

from __future__ import annotations

from collections.abc import Iterator

from nizam.doctor.finding import STATES, Finding

__all__ = ["STATES", "Finding", "examine"]


def examine(*, online: bool = False) -> Iterator[Finding]:
    """Every finding, as it is made. Nothing is changed, but for a file written and removed again in each folder that
    has to be writable. `online` also asks the addresses of the lists whether they answer."""
    from nizam.doctor import installed, kept, reach

    yield from installed.program()
    yield from installed.extras()
    yield from installed.prepared()
    yield from kept.packs()
    yield from kept.lists_at_hand()
    yield from kept.home()
    yield from kept.decisions()
    yield from kept.ledger()
    yield from kept.good_guys()
    yield from installed.variables()
    if online:
        yield from reach.addresses_answer()
