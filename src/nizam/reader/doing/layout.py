"""A sentence read for the finder of deeds: which of its words are deeds, status cues, goods, people and names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam.model.text import Entity, Mention, Statement
from nizam.reader.doing.deedframes import Cue, DeedWords, Frame, Word, longest
from nizam.reader.doing.fragments import Deed, Layout, Named, cut
from nizam.reader.doing.things import dealt_in
from nizam.reader.doing.verbforms import verb_form
from nizam.reader.wordtrie import Hit
from nizam.text.normalise import fold
from nizam.text.tokens import Token, is_arabic, plural

if TYPE_CHECKING:
    from nizam.reader.parties import Entities
    from nizam.reader.vocabulary import Vocabulary

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
    goods = dealt_in(
        tokens, [h for h in vocabulary.goods(text, tokens) if not _inside(h.first, h.last, masked)], vocabulary
    )
    kinds = tuple(h for h in words.kinds.find(text, tokens) if not _inside(h.first, h.last, masked))
    kinds = tuple(k for k in kinds if k.value != "people" or not _only_nationality(k, named, tokens, words))
    cues = tuple(h for h in cues if not _is_person(h, kinds, tokens))
    things = [(g.first, g.last) for g in goods] + [(k.first, k.last) for k in kinds]
    fragments = cut(text, tokens, words, deeds, cues, things, named, statements)
    return Layout(text, tokens, words, deeds, cues, goods, kinds, named, tuple(statements), fragments, paragraph)


def _only_nationality(hit: Hit[str], named: Sequence[Named], tokens: Sequence[Token], words: DeedWords) -> bool:
    """Whether a word for people only says whose something is: "Koreans" work, a "North Korean team" may not."""
    if words.language != "en" or tokens[hit.first].folded.endswith("s"):
        return False
    if tokens[hit.first].folded == "korean":
        return True
    return any(n.mention.kind == "nationality" and n.first <= hit.first < n.last for n in named)


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


def _deeds(text: str, tokens: Sequence[Token], words: DeedWords, masked: Sequence[bool | None]) -> tuple[Deed, ...]:
    by_first: dict[int, dict[int, list[tuple[Frame, str]]]] = {}
    joined: set[int] = set()
    idioms = {at for hit in words.idioms.find(text, tokens) for at in range(hit.first, hit.last)}
    for hit in words.deeds.find(text, tokens):
        if idioms and hit.first in idioms and hit.last - 1 in idioms:
            continue
        # With a gap in it ("open .. account") only the ends must be no names.
        ends = (hit.first, hit.last - 1)
        if any(_inside(i, i + 1, masked) for i in ends) or (hit.value.gapped and _crosses(hit, tokens, words)):
            continue
        start, end = tokens[hit.first].start, tokens[hit.last - 1].end
        if words.language == "en" and ((start and text[start - 1] == "-") or text[end : end + 1] == "-"):
            continue  # "Maldives-flagged", "landing-gear"
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
