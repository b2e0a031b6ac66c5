"""Answers on their way into the decision log: who gives one calls this, and it does nothing where nobody asks aloud.

recorded.check(…), recorded.read(…), recorded.screen(…)     hand in a record; `settle()` waits until it is on disk
recorded.Screening(dataset, …)                              the same for the rows of a table, on one basis
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING, Any

from nizam import settings
from nizam.audit.who import asked_by

if TYPE_CHECKING:
    from nizam.audit.write import Basis, Ticket, Writer
    from nizam.goodguys import Sifted
    from nizam.model.deal import Deal
    from nizam.model.text import Document, Reading
    from nizam.model.verdict import Verdict

Names = Sequence[tuple[str, str | None, bool]]
Outside = Mapping[str, Mapping[str, float]]
_LOG = logging.getLogger("nizam.audit")
_OPEN: ContextVar[list[Ticket] | None] = ContextVar("open_records", default=None)
WARN: ContextVar[Callable[[str], None] | None] = ContextVar("warn", default=None)
"""Told where an answer is given without a record; else the log of the process is."""
_warned: set[str] = set()


def check(
    given: Any, verdict: Verdict, deal: Deal, names: Names, outside: Outside, *, as_of: date | None, today: date
) -> None:
    """Record a verdict on a deal in the shape users send, and as it was understood; `names` were put to the lists."""
    who = asked_by()
    if not who:
        return

    def work() -> Ticket:
        from nizam.recorded import basis, content

        says = {"as_of": _day(verdict.as_of), "today": today.isoformat(), "outside": outside}
        asked = {"deal": given, "as_of": _day(as_of)}
        numbers: dict[str, list[str]] = {}
        for party in deal.parties:
            for kind, values in party.identifiers.items():
                numbers.setdefault(kind, []).extend(values)
        return _submit(
            "check", verdict.decision_id, verdict.outcome.word, basis.of_law(), who, says,
            content.verdict_result(verdict), asked,
            {**content.verdict_trace(verdict), "names": names, "identifiers": numbers}, "/deal",
        )  # fmt: skip

    _hand_in(work)


def read(
    document: Document, reading: Reading, answers: Sequence[tuple[str, Verdict]], decision_id: str, names: Names,
    outside: Outside, *, as_of: date | None, today: date,
) -> None:  # fmt: skip
    """Record a document as it was given, with the items read in it and their verdicts."""
    who = asked_by()
    if not who:
        return
    from nizam.recorded import basis, content

    def work() -> Ticket:
        import msgspec

        given = msgspec.to_builtins(document)
        digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        says = {
            "as_of": _day(reading.document.as_of),
            "today": today.isoformat(),
            "outside": outside,
            "article": digest,
        }
        trace = {item: content.verdict_trace(verdict) for item, verdict in answers}
        return _submit(
            "read", decision_id, content.article_outcome(answers), basis.of_law(), who, says,
            content.article_result(reading, answers),
            {"document": given, "as_of": _day(as_of), **content.proposed(reading)},
            {"items": trace, "names": names, "listed": content.listed_names(reading)}, "/document",
        )  # fmt: skip

    _hand_in(work)


class Screening:
    """Records of screenings over one dataset with the same settings."""

    def __init__(self, dataset: str, *, limit: int, threshold: float, scope: Sequence[str] = (), **more: str) -> None:
        """`more` are settings of a surface of its own, as the filters of a service."""
        self._who = asked_by()
        self._dataset, self._settings = dataset, {"limit": limit, "threshold": threshold, "scope": tuple(scope), **more}
        self._basis: Basis | None = None
        self._writer: Writer | None = None

    def add(self, asked: Mapping[str, Any], sifted: Sifted, *, as_of: date | None) -> str:
        """Record what was found for a query: `name` (or `names`), `schema`, `countries`, `birth_date` … Its decision
        id; "" where nothing is recorded."""
        if not self._who:
            return ""
        made: list[str] = []
        _hand_in(lambda: self._ticket(asked, sifted, as_of, made))
        return made[0] if made else ""

    def _ticket(self, asked: Mapping[str, Any], sifted: Sifted, as_of: date | None, made: list[str]) -> Ticket:
        from nizam.recorded import content

        if self._basis is None:
            from nizam.audit.write import writer
            from nizam.recorded import basis

            self._basis = basis.of_lists(self._dataset, **self._settings)
            self._writer = writer()
        today = date.today().isoformat()
        day = as_of.isoformat() if as_of else today
        query = {name: value for name, value in asked.items() if value}
        dismissed = [(match.entity.id, one.id) for match, one in sifted.dismissed]
        made.append(_id([self._basis[0], day, query]))
        return _submit(
            "screen",
            made[0],
            content.matches_outcome(sifted.matches),
            self._basis,
            self._who,
            {"as_of": day, "today": today},
            content.matches_result(sifted.matches, dismissed),
            query,
            content.matches_trace(sifted.matches),
            "",
            self._writer,
        )


def screen(
    dataset: str, asked: Mapping[str, Any], sifted: Sifted, *, as_of: date | None, limit: int, threshold: float,
    scope: Sequence[str] = (),
) -> str:  # fmt: skip
    """Record what was found for one name. Its decision id; "" where nothing is recorded."""
    return Screening(dataset, limit=limit, threshold=threshold, scope=scope).add(asked, sifted, as_of=as_of)


def settle() -> None:
    """Wait until every record handed in by this caller is on disk.

    Where one cannot be written: LogError with NIZAM_AUDIT=1, else a warning, once for each reason.
    """
    waiting = _OPEN.get() or []
    _OPEN.set(None)
    for ticket in waiting:
        _hand_in(lambda ticket=ticket: _done(ticket))  # type: ignore[misc]


def _done(ticket: Ticket) -> None:
    ticket.result()


_MOST_OPEN = 2000


def _hand_in(work: Callable[[], Ticket | None]) -> None:
    """Keep the ticket; what cannot be recorded is told, or is an error where records are a must."""
    from nizam.errors import NizamError

    try:
        ticket = work()
    except (NizamError, OSError) as problem:
        _complain(problem)
        return
    if ticket is not None:
        held = _OPEN.get()
        if held is None:
            _OPEN.set([ticket])
            return
        held.append(ticket)
        if len(held) >= _MOST_OPEN:
            # a table of any size: those in front are on disk by now
            settle()


def _complain(problem: Exception) -> None:
    if settings.audit() == "1":
        raise problem
    said = f"{problem} The answer is given without a record; NIZAM_AUDIT=1 would refuse it, 0 records nothing."
    if said in _warned:
        return
    _warned.add(said)
    tell = WARN.get()
    if tell is not None:
        tell(said)
    else:
        _LOG.warning("%s", said)


def _submit(
    kind: str, decision_id: str, outcome: str, basis: Basis, who: str, says: Mapping[str, Any],
    result: Mapping[str, Any], asked: Mapping[str, Any], trace: Mapping[str, Any], inside: str,
    to: Writer | None = None,
) -> Ticket:  # fmt: skip
    from nizam.audit import entry

    pointers = [inside + pointer for pointer in settings.audit_mask()]
    gone: tuple[str, ...] = ()
    if pointers:
        from nizam.audit.mask import masked
        from nizam.recorded.content import scrubbed, texts

        kept, gone = masked(asked, pointers)
        if gone:
            held = set(texts(kept))
            # other spellings of a name are that name, too
            trace = {name: value for name, value in trace.items() if name not in ("names", "identifiers", "parties")}
            trace = scrubbed(trace, [text for text in texts(asked) if text not in held])
        asked = kept
    says = {**says, "asked_by": who, "masked": list(gone), "result": result}
    made = entry.make(kind, decision_id, outcome, basis[0], says, {"input": asked, **trace})
    if to is None:
        from nizam.audit.write import writer

        to = writer()
    return to.submit(made, basis)


def _id(rests_on: Any) -> str:
    """26 characters that the same question on the same basis always gets (decision 4)."""
    from nizam.audit.entry import encoded

    return base64.b32encode(hashlib.sha256(encoded(rests_on)).digest()[:17]).decode()[:26]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None and day != date.min else None
