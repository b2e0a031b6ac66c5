"""Cases: a match waits for a person as an alert, and is closed as a hit or as a false positive, with the reason.

cases.collect()                          open an alert for every match recorded since the last time
cases.find("open") · cases.get(id)       what waits; one with its history
cases.close(id, "false_positive", reason="born 1988; passport seen", author="amal")
cases.reopen(id, reason=…, author=…)     nothing is deleted: what was said before is superseded

Every step is a record of the decision log. A false positive goes to the good-guy list with its reason and author.
"""

from __future__ import annotations

from nizam.cases.alerts import collect
from nizam.cases.book import (
    FALSE_POSITIVE,
    HIT,
    OPEN,
    PROPOSED,
    STATES,
    Case,
    Event,
    close,
    find,
    get,
    open_case,
    reopen,
)

__all__ = [
    "FALSE_POSITIVE", "HIT", "OPEN", "PROPOSED", "STATES", "Case", "Event", "close", "collect", "find", "get",
    "open_case", "reopen",
]  # fmt: skip
