"""Which status cues and verbs reach a deed: those of its own fragment, and of fragments it hangs on."""

from __future__ import annotations

from nizam.reader.doing.deedframes import Cue
from nizam.reader.doing.fragments import FINITE, Deed, Fragment, Layout
from nizam.reader.wordtrie import Hit
from nizam.record import Record

_ADVERB_REACH = 6
_TURN = 9
_LONGEST_CHAIN = 3
_NOT_FINITE = frozenset(("noun", "infinitive", "gerund", "participle"))


class Reach(Record, frozen=True):
    """What may colour a deed: cues that govern it, cues beside it, and whether a stop word carries it."""

    governing: tuple[Hit[Cue], ...]
    beside: tuple[Hit[Cue], ...]
    around: tuple[Hit[Cue], ...]
    verbs: tuple[Deed, ...]


def reach_of(layout: Layout, index: int, main: Deed, span: tuple[int, int]) -> Reach:
    """Cues before the deed in its own fragment, in the one that introduces it, and sentence adverbs before it."""
    own = layout.fragments[index]
    chain = _chain(layout, index, main)
    low = layout.fragments[chain[0]].first
    pivot = max(main.first, _predicate(layout, own, main))
    governing: list[Hit[Cue]] = []
    beside: list[Hit[Cue]] = []
    around: list[Hit[Cue]] = []
    chained = {i for f in chain for i in range(layout.fragments[f].first, layout.fragments[f].last)}
    for hit in layout.cues:
        scope = hit.value.scope
        inside_own = own.first <= hit.first < own.last or span[0] <= hit.first < span[1]
        own_word = main.first <= hit.first < main.last
        if own_word and (hit.value.status == "proposed" or (main.verbal and hit.value.status == "agreed")):
            continue  # the deed's own word: "contracted" is past, "studied" no plan, "talks" are talks
        if scope == "governs" and low <= hit.first <= pivot and hit.first in chained:
            governing.append(hit)
        elif scope == "verb" and low <= hit.first < pivot and hit.first in chained:
            beside.append(hit)
        elif scope == "around" and (
            inside_own
            or own.last <= hit.first < _end_of_tail(layout, index)
            or any(a.first <= hit.first < a.last for a in adjuncts(layout, index))
        ):
            around.append(hit)
        elif (
            scope == "adverb" and (low <= hit.first <= main.first or (hit.first >= main.last and hit.last <= own.last))
        ) or (scope == "onward" and hit.first < main.first):
            governing.append(hit)
        elif scope == "adverb" and own.opener == "comma" and _opens_before(layout, index, hit.first):
            governing.insert(0, hit)
    verbs = tuple(d for d in layout.deeds if low <= d.first <= pivot and d.first in chained)
    return Reach(tuple(governing), tuple(beside), tuple(around), verbs)


def adjuncts(layout: Layout, index: int) -> list[Fragment]:
    """Short fragments before one after a comma that only say when or where: "And before 2017, tankers sold …"."""
    out: list[Fragment] = []
    while index > 0 and layout.fragments[index].opener in ("comma", "sub") and len(out) < _LONGEST_CHAIN:
        index -= 1
        before = layout.fragments[index]
        if before.last - before.first > _ADVERB_REACH or any(
            d.verbal and before.first <= d.first < before.last for d in layout.deeds
        ):
            break
        out.append(before)
    return out


def _opens_before(layout: Layout, index: int, at: int) -> bool:
    """Whether a condition opens the fragment right before: "If the Committee agrees, …"."""
    before = layout.fragments[index - 1] if index else None
    return before is not None and before.first <= at <= before.first + 1


def _predicate(layout: Layout, own: Fragment, main: Deed) -> int:
    """The verb after a deed's noun that says what became of it ("their permits will not be renewed"), or -1."""
    if main.verbal or any(d.verbal and own.first <= d.first < main.first for d in layout.deeds):
        return -1
    return next((d.first for d in layout.deeds if d.verbal and main.last <= d.first < own.last), -1)


def _end_of_tail(layout: Layout, index: int) -> int:
    """The end of the fragment after this one where it only tells what became of the offer: ", and refused"."""
    if index + 1 < len(layout.fragments):
        following = layout.fragments[index + 1]
        lone = following.last - following.first <= 1 and following.opener == "comma"  # «، إلا أنها عدلت عن ذلك»
        if not lone and following.opener in ("coord", "comma") and following.last - following.first <= _ADVERB_REACH:
            return following.last
        if lone or following.opener == "sub":
            # «إلا أن الجامعة عدلت عن ذلك»
            end = min(index + 3, len(layout.fragments)) - 1
            last = layout.fragments[end].last if layout.fragments[end].opener == "complement" else following.last
            return last if last - following.first <= _TURN else layout.fragments[index].last
    return layout.fragments[index].last


def _chain(layout: Layout, index: int, main: Deed) -> list[int]:
    """The fragments whose governing words reach this one, first to last."""
    out = [index]
    while True:
        fragment = layout.fragments[out[0]]
        if out[0] == 0:
            return out
        before = layout.fragments[out[0] - 1]
        if fragment.opener == "complement":
            out.insert(0, out[0] - 1)
            if before.opener not in ("complement", "coord"):
                return out
        elif fragment.opener in ("coord", "comma") and _leans(layout, fragment, main):
            out.insert(0, out[0] - 1)
            if len(out) > _LONGEST_CHAIN:
                return out
        elif fragment.opener == "relative" and before.last - before.first <= _ADVERB_REACH and len(out) == 1:
            return out
        else:
            return out


def _leans(layout: Layout, fragment: Fragment, main: Deed) -> bool:
    """Whether a joined fragment goes on under what governs the one before, without a finite verb of its own."""
    if not fragment.first <= main.first < fragment.last:
        return fragment.opener == "coord" or not _stands_alone(layout, fragment)
    if fragment.opener == "comma" and _stands_alone(layout, fragment):
        return False
    own = [d for d in layout.deeds if fragment.first <= d.first <= main.first and d.verbal]
    if layout.words.language == "ar":
        # After أن the second verb is an imperfect with و and no particle.
        return all(d.form in ("present", "noun") for d in own) and not any(
            fragment.first <= h.first < main.first and h.value.scope == "verb" for h in layout.cues
        )
    return all(d.form in _NOT_FINITE or _bare(layout, d) for d in own)


def _stands_alone(layout: Layout, fragment: Fragment) -> bool:
    """Whether a fragment after a comma brings its own governing words or verb."""
    return any(
        fragment.first <= h.first < fragment.last and h.value.scope in ("governs", "verb", "adverb")
        for h in layout.cues
    ) or any(d.verbal and d.form in FINITE and fragment.first <= d.first < fragment.last for d in layout.deeds)


def _bare(layout: Layout, deed: Deed) -> bool:
    """An English verb right after "and" without its own subject: it shares the helper verb of the first."""
    return (
        layout.words.language == "en"
        and deed.form == "present"
        and layout.tokens[deed.first - 1].folded in ("and", "or")
    )
