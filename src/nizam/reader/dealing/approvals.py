"""Approvals given as a field of a deal: whose they are, and whether they stand."""

from __future__ import annotations

from nizam.errors import BadDeal
from nizam.model.deal import Fact
from nizam.reader.dealing.deal_fields import Given, when

_COMMITTEE = ("committee", "1718", "لجنة", "комитет", "council")
_REFUSED = ("refus", "reject", "denied", "declin", "withdrawn", "revoked", "رفض", "отказ", "отклон")
_GRANTED = ("granted", "approved", "issued", "given", "valid", "in force", "yes", "موافق", "ممنوح", "одобрен", "выдан")
_BUT = ("not ", "un", "partly", "partial", "pend", "expired", "lapsed", "لم ", "غير", "قيد", "не ", "част")


def put_approvals(facts: dict[str, Fact], given: Given) -> None:
    """Approvals given as a field. Only one that names the Committee counts, in plain words of consent or none, and
    dated no later than the deal; whatever else is said of it leaves it pending."""
    for index, entry in enumerate(given.approvals):
        told = " ".join((entry.get("by", ""), entry.get("reference", ""), entry.get("what", ""))).casefold()
        if not entry.get("by") and not any(word in told for word in _COMMITTEE):
            raise BadDeal(
                f"approvals[{index}].by",
                "say who approved: {by: committee, date: 2019-02-01, reference: ...}, and its status if it is open.",
            )
        if not any(word in told for word in _COMMITTEE):
            continue
        status = entry.get("status", "").casefold()
        term = "pending" if status else "granted"
        if any(word in f"{status} {told}" for word in _REFUSED):
            term = "refused"
        elif any(word in status for word in _GRANTED) and not any(word in status for word in _BUT):
            term = "granted"
        if term == "granted" and (_pending_in(told) or _later(entry.get("date", ""), given)):
            term = "pending"
        facts["approval"] = Fact(frozenset((term,)), complete=True, said=entry.get("reference", "") or "approvals")


def _pending_in(told: str) -> bool:
    return any(word in told for word in ("pending", "applied for", "application", "requested", "awaiting", "قيد النظر"))


def _later(told: str, given: Given) -> bool:
    """Whether an approval is dated after the deal: then it was not there yet."""
    day = when(told, "approvals.date") if told else None
    return bool(day and given.date and day.first > given.date.last)
