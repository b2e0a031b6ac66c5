"""The decision log: every answer with what it rests on, appended, chained by hash, never rewritten.

with audit.asking("batch:nightly"): …           what is answered within is recorded
audit.find(audit.Filter(kind="check"))           the latest records, for a table or a page
audit.get(decision_id).row()                     one of them with its basis and its trace
audit.verify()                                   is the chain whole?
"""

from __future__ import annotations

from nizam.audit.read import ANSWERS, KINDS, Decision, Filter, each, find, get, head
from nizam.audit.store import LogError
from nizam.audit.verify import Verified, verify
from nizam.audit.who import asked_by, asking

__all__ = [
    "ANSWERS", "KINDS", "Decision", "Filter", "LogError", "Verified", "asked_by", "asking", "each", "find", "get",
    "head", "verify",
]  # fmt: skip
