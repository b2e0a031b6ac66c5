"""THE JOIN: screen each party, write the answers into the deal, run the engine; for an article, do so for each item.

The lanes do not know one another. The engine learns that a party is listed as a fact of the deal, with its source.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any

from nizam import goodguys, recorded, settings
from nizam.engine.caps import CapTable
from nizam.engine.verdict import judge_deal
from nizam.engine.whatif import settled
from nizam.model.deal import Deal
from nizam.model.law import Regime
from nizam.model.proposal import Proposals
from nizam.model.text import Document, Reading
from nizam.model.verdict import Beside, Verdict
from nizam.record import Record, astuple, replace
from nizam.regime.load import load_regime, regimes
from nizam.screened import (
    entity_names,
    is_listed,
    list_hash,
    listed_entity,
    listing_days,
    party_names,
    screen_parties,
    versions,
)

# The lanes are imported where they are used: checking a deal need not load the reader of articles.


class Answered(Record, frozen=True):
    """One item of an article with the deal it amounts to and the verdict on that deal."""

    item: str
    deal: Deal
    verdict: Verdict


class ArticleCase(Record, frozen=True):
    """An article read and every item of it answered."""

    reading: Reading
    answers: tuple[Answered, ...]
    decision_id: str
    packs: Mapping[str, str]
    lists: Mapping[str, str]


class Period(Record, frozen=True):
    """Days on which a deal has one and the same answer; `until` is None for the last. `verdict` is of its first day."""

    start: date
    until: date | None
    verdict: Verdict


def check(raw: Mapping[str, object], *, as_of: date | None = None, today: date | None = None) -> Verdict:
    """Judge one deal in the shape users send (design §3). Raises BadDeal, BadRequest."""
    from nizam.reader.facts import read_deal

    deal = read_deal(raw, today=today)
    if as_of is not None:
        deal = replace(deal, date=as_of)
    verdict, screened = _judged(deal, today=today, given=raw)
    names, used = party_names(screened), _used(screened, verdict)
    recorded.check(raw, verdict, screened, names, used, as_of=as_of, today=today or date.today())
    recorded.settle()
    return verdict


def judge(deal: Deal, *, today: date | None = None, given: object = None) -> Verdict:
    """Screen a deal's parties and judge it."""
    return _judged(deal, today=today, given=given)[0]


def _judged(deal: Deal, *, today: date | None, given: object) -> tuple[Verdict, Deal]:
    """The verdict, and the deal with what the lists and the ledger say."""
    regime = load_regime()
    day = deal.date or (deal.between[1] if deal.between else today) or date.today()
    screened = with_balances(screen_parties(deal, day), regime)
    verdict = settled(judge_deal(screened, regime, today=today), screened, regime)
    packs, lists = revisions()
    answer = replace(
        verdict,
        understood=_understood(screened),
        decision_id=decision_id(
            regime,
            verdict.as_of,
            _with_outside(given if given is not None else deal.text or deal.id, screened, verdict),
        ),
        packs=packs,
        lists=lists,
        beside=beside(screened, verdict, given, today=today),
    )
    return answer, screened


def beside(deal: Deal, asked: Verdict, given: object = None, *, today: date | None = None) -> Sequence[Beside]:
    """The same screened deal under every other regime that ships, worked out when somebody looks."""
    from nizam import athand
    from nizam.beside import Later, Lists, answers, route_of

    def listed(owner: str, regime: str) -> bool:
        return is_listed(owner, asked.as_of or today or date.today(), regime)

    def work() -> tuple[Beside, ...]:
        others = (load_regime(name) for name in regimes() if name != load_regime().id)
        said = Lists(listed, athand.listed_by, athand.absent)
        return answers(deal, others, asked, said, route=route_of(given), today=today)

    return Later(work)


def with_balances(deal: Deal, regime: Regime) -> Deal:
    """Write what the ledger says is used of each cap into the deal. Raises BadInput where the ledger cannot be read."""
    held = BALANCES.get()
    if held is not None:
        return replace(deal, outside={**held, **deal.outside})
    path, named = settings.ledger()
    if not named and not path.exists():
        return deal
    from nizam.ledger.balances import balances_of

    return replace(deal, outside={**balances_of(path, _caps(regime)), **deal.outside})


BALANCES: ContextVar[recorded.Outside | None] = ContextVar("balances", default=None)
"""What an earlier answer was told of the caps, where that one is given again."""


def _caps(regime: Regime) -> CapTable:
    found = _CAPS.get(regime.sha256)
    if found is None:
        found = _CAPS[regime.sha256] = CapTable((regime,), others=regimes())
    return found


_CAPS: dict[str, CapTable] = {}


def _used(deal: Deal, verdict: Verdict) -> dict[str, dict[str, float]]:
    """The balances of the caps that a verdict cites."""
    cited = tuple(f"cap:{f.provision}:" for f in verdict.findings)
    return {name: dict(by_unit) for name, by_unit in deal.outside.items() if name.startswith(cited)}


def _with_outside(given: object, deal: Deal, verdict: Verdict) -> object:
    """The question, with the balances and the dismissed matches that its answer rests on."""
    used = _used(deal, verdict)
    dismissed = _dismissals(deal)
    asked = [given, used] if used else given
    return [asked, dismissed] if dismissed else asked


def _dismissals(deal: Deal) -> tuple[str, ...]:
    return tuple(note for note in deal.notes if note.startswith(goodguys.NOTE))


def over_time(raw: Mapping[str, object], *, today: date | None = None) -> tuple[Deal, tuple[Period, ...]]:
    """One deal in the shape users send, judged on every day on which its answer can change, and the deal as read.

    Those are the days of the law, the first days of caps, and the days on which its parties were listed or taken off.
    The days of contract and delivery stay as given. Periods run from the regime's first day to the present law, in
    order and without a gap; neighbours differ in outcome, in what is cited and with which outcome, or in what is asked.
    """
    from nizam.reader.facts import read_deal
    from nizam.regime.timeline import answer_days

    deal = read_deal(raw, today=today)
    regime = load_regime()
    first = max(regime.began, regime.encoded_from)
    days = {*answer_days(regime, today or date.today()), *listing_days(deal)}
    periods: list[Period] = []
    held: object = None
    for day in sorted(day for day in days if day >= first):
        verdict = judge(replace(deal, date=day), today=today, given=raw)
        cited = frozenset((f.citation, f.outcome) for f in verdict.findings)
        answer = (verdict.outcome, verdict.at_least, cited, tuple(q.fact for q in verdict.questions))
        if answer != held:
            if periods:
                periods[-1] = replace(periods[-1], until=day - timedelta(days=1))
            periods.append(Period(day, None, verdict))
            held = answer
    return deal, tuple(periods)


def read(
    document: Document,
    *,
    as_of: date | None = None,
    today: date | None = None,
    model: Callable[[Reading], Proposals] | None = None,
) -> ArticleCase:
    """Read a document and answer every item in it, each as of its own day where the text gives one.

    `model` is asked what it would add to the reading (`nizam.proposing`); what passes the checks is taken in.
    """
    from nizam.reader.deals import to_deal
    from nizam.reader.read import read_document
    from nizam.reader.vocabulary import load_vocabulary

    regime = load_regime()
    reading = read_document(document, as_of=as_of, today=today, votes=regime.votes)
    if model is not None:
        from nizam.proposing.admit import admitted

        reading = admitted(reading, model(reading))
    reading = replace(reading, entities=tuple(listed_entity(e, reading) for e in reading.entities))
    vocabulary = load_vocabulary()
    article = Quoted(reading.document.text)
    answers = []
    outside: dict[str, Mapping[str, float]] = {}
    names = entity_names(reading)
    for item in reading.items:
        deal = to_deal(item, reading, vocabulary)
        verdict, screened = _judged(
            deal, today=today, given=[article, item.id, *(astuple(item) if item.proposed_by else ())]
        )
        answers.append(Answered(item.id, deal, verdict))
        outside.update(_used(screened, verdict))
        names += party_names(screened)
    packs, lists = revisions()
    taken = reading.proposals.rests_on if reading.proposals else ()
    made = decision_id(regime, reading.document.as_of, [article, taken] if taken else article)
    verdicts = [(one.item, one.verdict) for one in answers]
    recorded.read(document, reading, verdicts, made, names, outside, as_of=as_of, today=today or date.today())
    recorded.settle()
    return ArticleCase(reading, tuple(answers), made, packs, lists)


def revisions() -> tuple[dict[str, str], dict[str, str]]:
    """Hash of every pack, and of every list at hand, that an answer rests on."""
    regime = load_regime()
    return {regime.id: f"sha256:{regime.sha256}"}, {name: f"sha256:{sha256}" for name, sha256 in versions().items()}


def decision_id(regime: Regime, as_of: date | None, given: object) -> str:
    """An id that the same question on the same law and lists always gets: 26 characters from their hash.

    A `Quoted` in what was given counts as its text does.
    """
    import base64

    from nizam import __version__

    quoted: list[Quoted] = []

    def plain(value: object) -> str:
        if not isinstance(value, Quoted):
            return str(value)
        quoted.append(value)
        return _HERE

    asked = [__version__, regime.sha256, list_hash(), str(as_of), given]
    raw = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=plain)
    if quoted:
        # Nothing but hashes and a date stands before a quoted text, so the first mark is its own.
        before, _, after = raw.partition(json.dumps(_HERE))
        digest = quoted[0].hashed(before)
        digest.update(after.encode())
    else:
        digest = hashlib.sha256(raw.encode())
    return base64.b32encode(digest.digest()).decode()[:26]


_HERE = "quoted text"


class Quoted:
    """A long text that many questions begin with. It is hashed once, not for each of them: a long article has hundreds
    of items, and every one's id rests on the whole text."""

    def __init__(self, text: str) -> None:
        self._json = json.dumps(text, ensure_ascii=False).encode()
        self._hashed: dict[str, Any] = {}

    def hashed(self, before: str) -> Any:
        """A hash of what stands before the text and of the text as JSON, to be gone on with."""
        known = self._hashed.get(before)
        if known is None:
            known = self._hashed[before] = hashlib.sha256(before.encode() + self._json)
        return known.copy()


def _understood(deal: Deal) -> tuple[str, ...]:
    """What the words were taken for, a line each: the classifier shows its hand."""
    out = []
    for index, goods in enumerate(deal.goods):
        codes = ", ".join(goods.hs) or ("perhaps " + ", ".join(goods.maybe_hs) if goods.maybe_hs else "")
        names = ", ".join(sorted(goods.lists))
        out.append(
            f"goods[{index}] «{goods.description}» → HS {codes or 'not known'}" + (f"; {names}" if names else "")
        )
    for name, fact in sorted(deal.facts.items()):
        values = ", ".join(sorted(fact.values)) or (
            f"perhaps {', '.join(sorted(fact.maybe))}" if fact.maybe else "none"
        )
        out.append(f"{name} = {values}" + (f"  «{fact.said}»" if fact.said else ""))
    return (*out, *_dismissals(deal))
