"""Whether a deed was done, agreed, planned, proposed, is only possible, or is denied: by the words that reach it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nizam.model.text import Span, Statement
from nizam.reader.doing.deedframes import Cue
from nizam.reader.doing.fragments import FINITE, Deed, Fragment, Layout
from nizam.reader.doing.sidewords import asking_nouns, pact_words, signing_words
from nizam.reader.doing.statusreach import Reach, reach_of
from nizam.reader.doing.tense import Decided, by_tense, cue_span, deed_span
from nizam.reader.wordtrie import Hit
from nizam.text.dates import DateFound
from nizam.text.tokens import stem_keys

_NOT_OF_A_VERB = frozenset(("without", "без", "دون", "بدون", "no", "عدم", "بعدم"))
_SUBJECT = 3  # words of a subject between an Arabic verb and the verbal noun it governs
_WANTING = frozenset(("want", "wants", "wanted", "asked", "sought", "wanting"))
_AHEAD = frozenset(("planned", "proposed"))


def decide(
    layout: Layout,
    fragment: int,
    main: Deed,
    form: str,
    span: tuple[int, int],
    statement: Statement | None,
    dates: Sequence[DateFound],
    as_of: date | None,
) -> Decided | None:
    """The status of a deed at tokens `span` of a fragment; None where the words make it no deed (a rule, a ban)."""
    reach = reach_of(layout, fragment, main, span)
    found = _by_cues(layout, reach, main, form, layout.fragments[fragment])
    if found is not None and found.status == "ban":
        return None
    if found is not None and found.status in ("denied", "negated", "excluded"):
        return found
    if statement is not None and statement.polarity == "denies" and _told_in(layout, statement, span):
        return Decided("denied", _verb_span(layout, statement))
    carried = _carried_out(layout, main) if form == "noun" else None
    if carried is not None:
        return Decided("done", deed_span(layout, carried))
    stop = next((d for d in reach.verbs if d.light == "stop" and d.form in FINITE and d.form != "future"), None)
    if found is not None and found.status == "agreed" and stop is not None:
        return Decided("historical", deed_span(layout, stop))  # "cancelled its contract with …"
    if found is not None:
        return found
    return by_tense(layout, reach, main, form, span, dates, as_of)


def _carried_out(layout: Layout, main: Deed) -> Deed | None:
    """The Arabic verb right after a deed's noun that says it was done: «زيارة قام بها وفد»."""
    if layout.words.language != "ar":
        return None
    return next(
        (d for d in layout.deeds if d.light == "do" and d.form == "past" and 0 <= d.first - main.last <= 1), None
    )


def of_pact(layout: Layout, first: int, decided: Decided) -> Decided:
    """A deed that opens with the agreement about it, and of which nothing else is said, is agreed."""
    word = layout.tokens[first]
    if decided.status == "possible" and decided.cue is None and word.folded in pact_words(layout.words.language):
        return Decided("agreed", Span(word.start, word.end))
    return decided


def wished_for(layout: Layout, main: Deed, decided: Decided) -> Decided:
    """What was asked for has not come: "requested two helicopters", «طلب الوفد محركات»."""
    if decided.status not in ("done", "historical"):
        return decided
    signed = main.verbal or layout.words.language == "ar"
    if signed and layout.tokens[main.first].folded in signing_words(layout.words.language):
        return Decided("agreed", deed_span(layout, main))
    words = asking_nouns(layout.words.language)
    asks = main.verbal and any(key.text in words for key in stem_keys(layout.tokens[main.first].folded))
    return Decided("proposed", deed_span(layout, main)) if asks else decided


def _told_in(layout: Layout, statement: Statement, span: tuple[int, int]) -> bool:
    start = layout.tokens[span[0]].start
    return (
        statement.content.start <= start < statement.content.end or statement.span.start <= start < statement.span.end
    )


def _verb_span(layout: Layout, statement: Statement) -> Span | None:
    at = layout.text.find(statement.verb, statement.span.start, statement.span.end) if statement.verb else -1
    return Span(at, at + len(statement.verb)) if at >= 0 else None


def _by_cues(layout: Layout, reach: Reach, main: Deed, form: str, fragment: Fragment) -> Decided | None:
    governing = _without_affirmed(reach.governing)
    comply = next((h for h in governing if h.value.status == "comply"), None)
    if comply is not None and not any(_negates(layout, n, comply.first) for n in reach.beside):
        return Decided("excluded", cue_span(comply), commitment=True)
    ban = next((h for h in reversed(governing) if h.value.status == "ban"), None)
    if ban is not None:
        return Decided("ban", cue_span(ban))
    doubt = next((h for h in governing if h.value.status == "doubt"), None)
    if doubt is not None:
        return Decided("possible", cue_span(doubt))
    if not main.verbal and any(h.value.status == "ban" and h.first > main.first for h in reach.around):
        return Decided("ban", None)
    for hit in reach.around:
        if hit.value.status == "denied":
            return Decided("denied", cue_span(hit))
    negation = _negation(layout, reach, main) or _no_object(layout, main) or _undone(layout, fragment, main)
    denial = next((h for h in governing if h.value.status == "denied"), None)
    if denial is not None and negation is None:
        return Decided("denied", cue_span(denial))
    if negation is not None:
        # "did not deny", "has not refused": the negation falls on the denial, and nothing is settled.
        if denial is not None and negation.first < denial.first:
            return Decided("possible", Span(negation.start, denial.end))
        return Decided("denied" if denial is not None else "negated", cue_span(negation))
    qad = _qad(layout, reach) if layout.words.language == "ar" else None
    if qad is not None:
        return Decided("possible", qad)
    condition = next((h for h in governing if h.value.status == "conditional"), None)
    if condition is not None:
        return Decided("conditional", cue_span(condition))
    past = next((h for h in reach.around if h.value.status == "historical"), None)
    ranked = [h for h in governing if h.value.status in ("agreed", "planned", "proposed", "possible")]
    if ranked and not (form in ("past", "passive") and _own_tense(layout, ranked[-1], main)):
        nearest = _strongest(ranked)
        return Decided(nearest.value.status, cue_span(nearest))
    if past is not None:
        return Decided("historical", cue_span(past))
    return None


def _own_tense(layout: Layout, hit: Hit[Cue], main: Deed) -> bool:
    """Whether a past verb stands free of a cue before it: "under the contract … shipped" was done.

    A modal right before the verb, a hedge, or a clause introduced by the cue still colours it.
    """
    if hit.value.scope == "onward" or hit.value.status == "possible":
        return False
    if layout.words.language == "ar" and 0 <= main.first - hit.last <= _SUBJECT and hit.value.status in _AHEAD:
        return False  # «تعتزم الجزائر فتح حساب»: a verbal noun, written like the perfect
    if layout.words.language == "en" and layout.tokens[hit.first].folded in _WANTING and main.form == "past":
        return False  # "wanted a helicopter delivered"
    return not _introduced(layout, hit, main) and hit.last < main.first


def _introduced(layout: Layout, hit: Hit[Cue], main: Deed) -> bool:
    return any(f.opener == "complement" and hit.first < f.first <= main.first for f in layout.fragments)


def _without_affirmed(hits: Sequence[Hit[Cue]]) -> list[Hit[Cue]]:
    affirmed = [h for h in hits if h.value.status == "affirm"]
    if not affirmed:
        return list(hits)
    return [h for h in hits if h.value.status != "affirm" and not any(a.last == h.first for a in affirmed)]


def _strongest(hits: Sequence[Hit[Cue]]) -> Hit[Cue]:
    """An agreement outlives the plan it speaks of; else the cue next to the deed decides."""
    agreed = [h for h in hits if h.value.status == "agreed"]
    hedged = [
        h for h in hits if h.value.status in ("proposed", "possible") and (not agreed or h.last <= agreed[-1].first)
    ]
    if agreed and not hedged:
        return agreed[-1]
    if agreed and hedged and hedged[-1].value.status == "possible":
        return agreed[-1]  # "can be considered an agreement": agreed all the same, with a hedge
    if agreed and hedged:
        return hedged[-1]  # "offered to sign a contract": an offer
    # A hedge over all ("apparently", "may") outweighs a future.
    possible = [h for h in hits if h.value.status == "possible"]
    planned = [h for h in hits if h.value.status == "planned"]
    if possible and planned:
        return possible[-1]
    return hits[-1]


def _negation(layout: Layout, reach: Reach, main: Deed) -> Hit[Cue] | None:
    """A negation that falls on the deed, on a verb that carries it, or on a cue that governs it."""
    targets = [
        main.first,
        *(d.first for d in reach.verbs),
        *(h.first for h in reach.governing if h.value.status not in ("conditional",)),
    ]
    for hit in reversed(reach.beside):
        if hit.value.status == "negated" and any(_negates(layout, hit, t) for t in targets):
            return hit
    return None


def _undone(layout: Layout, fragment: Fragment, main: Deed) -> Hit[Cue] | None:
    """A negation on what is said of a deed named by a noun: "the supply was not discussed"."""
    if main.verbal or any(d.verbal and fragment.first <= d.first < main.first for d in layout.deeds):
        return None
    after = [
        h for h in layout.cues if main.last <= h.first < fragment.last - 1 and h.value.status in ("negated", "denied")
    ]
    first = next((h for h in after if h.value.scope == "verb"), None)
    if first is None or layout.tokens[first.first].folded in _NOT_OF_A_VERB:
        return None
    return first


def _no_object(layout: Layout, main: Deed) -> Hit[Cue] | None:
    """ "bought no coal", "no coal was bought": the negation stands on the thing."""
    if layout.words.language != "en" or not main.verbal:
        return None
    own = next((f for f in layout.fragments if f.first <= main.first < f.last), None)
    low = own.first if own is not None else main.first
    return next(
        (
            h
            for h in layout.cues
            if layout.tokens[h.first].folded == "no"
            and (main.first < h.first <= main.last or low <= h.first <= low + 1)
            and h.first <= main.last
        ),
        None,
    )


def _negates(layout: Layout, hit: Hit[Cue], target: int) -> bool:
    steps = {"ar": 1, "en": 3, "ru": 3}[layout.words.language]
    distance = target - hit.last
    return 0 <= distance < steps


def _qad(layout: Layout, reach: Reach) -> Span | None:
    """قد before an imperfect: maybe. Before a perfect it affirms."""
    firsts = [d.first for d in reach.verbs if d.verbal and d.form == "present"]
    for at in firsts:
        if at > 0 and layout.tokens[at - 1].folded in ("قد", "وقد", "فقد"):
            token = layout.tokens[at - 1]
            return Span(token.start, token.end)
    return None
