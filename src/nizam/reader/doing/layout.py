"""A sentence read for the finder of deeds: which of its words are deeds, status cues, goods, people and names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam.model.text import Entity, Mention, Statement
from nizam.reader.doing.deedframes import Cue, DeedWords, Frame, Word, longest
from nizam.reader.doing.fragments import Deed, Layout, Named, cut
from nizam.reader.doing.verbforms import verb_form
from nizam.reader.wordtrie import Hit
from nizam.text.normalise import fold
from nizam.text.tokens import Token, is_arabic, plural

if TYPE_CHECKING:
    from nizam.reader.parties import Entities
    from nizam.reader.vocabulary import GoodsHit, Vocabulary

_INSTITUTIONS = frozenset(
    (
        "شركه",
        "شركات",
        "سوق",
        "اسواق",
        "سفينه",
        "سفن",
        "قطاع",
        "صناعه",
        "هييه",
        "وزاره",
        "مديريه",
        "وكاله",
        "نادي",
        "اداره",
        "عقود",
    )
)
_CARRIERS = ("8601", "8602", "8603", "8604", "8605", "8606", "8609", "8701", "8702", "8704", "8716", "88", "89")
_FILLED = frozenset(
    [
        "of",
        "with",
        "carrying",
        "loaded",
        "full",
        "filled",
        "holding",
        "containing",
        "hauling",
        "с",
        "со",
        "полные",
        "из",
        "من",
        "محمله",
        "محملة",
        "تحمل",
        "مليئه",
        "بها",
    ]
)
_ABOARD = frozenset(
    [
        "on",
        "aboard",
        "by",
        "in",
        "onto",
        "via",
        "using",
        "a",
        "the",
        "на",
        "борту",
        "в",
        "متن",
        "على",
        "علي",
        "بواسطه",
        "عبر",
    ]
)


def lay_out(
    text: str,
    tokens: Sequence[Token],
    paragraph: int,
    words: DeedWords,
    entities: Entities,
    statements: Sequence[Statement],
    vocabulary: Vocabulary,
) -> Layout:
    """Read one sentence's words. `statements` are those that overlap it."""
    start, end = tokens[0].start, tokens[-1].end
    named = _named(text, tokens, entities.at(start, end))
    masked = _masked(named)
    deeds = _deeds(text, tokens, words, masked)
    cues = tuple(h for h in longest(words.cues.find(text, tokens)) if not _inside(h.first, h.last, masked))
    goods = _cargo(
        tokens, [h for h in vocabulary.goods(text, tokens) if not _inside(h.first, h.last, masked)], vocabulary
    )
    kinds = tuple(h for h in words.kinds.find(text, tokens) if not _inside(h.first, h.last, masked))
    cues = tuple(h for h in cues if not _is_person(h, kinds, tokens))
    things = [(g.first, g.last) for g in goods] + [(k.first, k.last) for k in kinds]
    fragments = cut(text, tokens, words, deeds, cues, things, named, statements)
    return Layout(text, tokens, words, deeds, cues, goods, kinds, named, tuple(statements), fragments, paragraph)


def _is_person(hit: Hit[Cue], kinds: Sequence[Hit[str]], tokens: Sequence[Token]) -> bool:
    """Whether a status cue is only somebody's name for himself: «34 طالباً», a student, no demand."""
    if not any(k.first == hit.first and k.value == "people" for k in kinds):
        return False
    counted = hit.first > 0 and tokens[hit.first - 1].text[:1].isdigit()
    return counted or tokens[hit.first].text.endswith(("ا", "اً", "ًا"))


def _named(text: str, tokens: Sequence[Token], found: Sequence[tuple[Entity, Mention]]) -> tuple[Named, ...]:
    out: list[Named] = []
    at = 0
    # "The company", "the ship": whether it is the one named before is for the context to weigh, not for the words.
    found = [(e, m) for e, m in found if m.kind != "role" or e.type == "person"]
    for entity, mention in sorted(found, key=lambda p: (p[1].span.start, -p[1].span.end)):
        while at < len(tokens) and tokens[at].end <= mention.span.start:
            at += 1
        last = at
        while last < len(tokens) and tokens[last].start < mention.span.end:
            last += 1
        if last > at:
            prefix = text[tokens[at].start : mention.span.start] if is_arabic(tokens[at].text) else ""
            out.append(Named(entity, mention, at, last, prefix))
    return tuple(out)


def _masked(named: Sequence[Named]) -> list[bool | None]:
    size = max((n.last for n in named), default=0)
    out: list[bool | None] = [None] * size
    for n in named:
        if n.mention.kind == "name" and n.entity.type in ("org", "person", "vessel", "place", "country"):
            for i in range(n.first, n.last):
                out[i] = True
    return out


def _inside(first: int, last: int, masked: Sequence[bool | None]) -> bool:
    """Whether words belong to somebody's name: "Korea Coal Trading" sells no coal by its name."""
    return any(i < len(masked) and masked[i] for i in range(first, last))


def _cargo(tokens: Sequence[Token], hits: Sequence[GoodsHit], vocabulary: Vocabulary) -> tuple[GoodsHit, ...]:
    """Goods without what only carries or counts them: wagons of flour, a flight by aircraft, a shipment of coal."""
    out: list[GoodsHit] = []
    for index, hit in enumerate(hits):
        concept = vocabulary.concept(hit.concept)
        following = next((h for h in hits[index + 1 :] if h.first >= hit.last), None)
        near = following is not None and following.first - hit.last <= 4
        between = {t.folded for t in tokens[hit.last : following.first]} if following is not None else set()
        if (
            not concept.hs
            and not concept.lists
            and any(h is not hit and abs(h.first - hit.first) <= 8 and _firm(h, vocabulary) for h in hits)
        ):
            continue
        if concept.hs and all(code.startswith(_CARRIERS) for code in concept.hs):
            if near and (between & _FILLED or any(w.startswith("ب") for w in between)):
                continue
            if hit.first > 0 and tokens[hit.first - 1].folded in _ABOARD - {"a", "the"} and len(hits) > 1:
                continue
        out.append(hit)
    return tuple(out)


def _firm(hit: GoodsHit, vocabulary: Vocabulary) -> bool:
    concept = vocabulary.concept(hit.concept)
    return bool(concept.hs or concept.lists)


def _deeds(text: str, tokens: Sequence[Token], words: DeedWords, masked: Sequence[bool | None]) -> tuple[Deed, ...]:
    by_first: dict[int, dict[int, list[tuple[Frame, str]]]] = {}
    joined: set[int] = set()
    for hit in words.deeds.find(text, tokens):
        # With a gap in it ("open .. account") only the ends must be no names.
        ends = (hit.first, hit.last - 1)
        if any(_inside(i, i + 1, masked) for i in ends) or (hit.value.gapped and _crosses(hit, tokens, words)):
            continue
        if tokens[hit.first].start and text[tokens[hit.first].start - 1] == "-" and words.language == "en":
            continue  # "Maldives-flagged", "Pyongyang-owned"
        form = verb_form(hit.value, tokens, hit.first, words, 0, hit.label)
        if _odd_form(hit, form, tokens, words):
            continue
        if _carries_clitic(hit, tokens, words):
            joined.add(hit.first)
        group = by_first.setdefault(hit.first, {}).setdefault(hit.last, [])
        if (hit.value.frame, form) not in group and not any(f is hit.value.frame and form == "noun" for f, _ in group):
            group.append((hit.value.frame, form))
    out: list[Deed] = []
    for first in sorted(by_first):
        longest_heavy = max(
            (last for last, group in by_first[first].items() if any(not f.light for f, _ in group)), default=0
        )
        for last in sorted(by_first[first], reverse=True):
            group = [(f, form) for f, form in by_first[first][last] if not f.light or last >= longest_heavy]
            if group:
                out.append(Deed(first, last, tuple(group), first in joined))
    return tuple(out)


def _crosses(hit: Hit[Word], tokens: Sequence[Token], words: DeedWords) -> bool:
    """Whether a phrase with a gap reaches into another clause."""
    parting = words.coordinators | words.complementisers | words.relatives
    return any(t.folded in parting for t in tokens[hit.first + 1 : hit.last - 1])


def _carries_clitic(hit: Hit[Word], tokens: Sequence[Token], words: DeedWords) -> bool:
    """Whether an Arabic word's first «و» or «ف» joins it to what came before: in «وصلت» it is a root letter."""
    folded = tokens[hit.first].folded
    if words.language != "ar" or folded[:1] not in "وف":
        return False
    forms = [fold(form) for form in hit.label.split()[0].split("/")]
    return not any(folded == form or (form[:1] == folded[:1] and folded.startswith(form)) for form in forms)


def _odd_form(hit: Hit[Word], form: str, tokens: Sequence[Token], words: DeedWords) -> bool:
    """Forms that are no deed's word after all: an English noun where only a verb is meant, a short Arabic accident."""
    if words.language == "en":
        if form == "noun" and hit.value.form in ("base", "past"):
            return True
        if hit.last - hit.first == 1:
            folded, label = tokens[hit.first].folded, hit.label.split("/")[0]
            return (
                plural(folded) != plural(label.lower()) if hit.value.form == "noun" else not _inflected(folded, label)
            )
        return False
    if words.language == "ru":
        return form == "noun" and hit.value.form != "noun" and hit.last - hit.first == 1
    if words.language == "ar" and form == "noun" and _of_an_institution(hit, tokens):
        return True
    return words.language == "ar" and form == "noun" and hit.value.form == "perfect" and hit.last - hit.first == 1


def _of_an_institution(hit: Hit[Word], tokens: Sequence[Token]) -> bool:
    """Whether an Arabic noun only says what kind of firm, market or ship stands before it: «شركات التأمين»."""
    if hit.first == 0 or hit.last - hit.first > 1 or not tokens[hit.first].folded.startswith("ال"):
        return False
    return tokens[hit.first - 1].folded.lstrip("ولبف").removeprefix("ال") in _INSTITUTIONS


@lru_cache(maxsize=4096)
def _inflected(folded: str, base: str) -> bool:
    """Whether an English word is a form of a verb, not a noun made from it: "exporter" exports nothing by itself."""
    if folded.startswith(base) and folded[len(base) :] in (
        "",
        "s",
        "es",
        "ed",
        "d",
        "ing",
        base[-1] + "ed",
        base[-1] + "ing",
    ):
        return True
    root = base[:-1]
    endings = {"e": ("ing",), "y": ("ies", "ied")}.get(base[-1], ())
    return folded.startswith(root) and folded[len(root) :] in endings
