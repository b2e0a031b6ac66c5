"""References to the law itself: resolutions, the regime, votes and drafts, the panel, exemptions, others' measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import yamltext
from nizam.model.law import Vote
from nizam.model.text import Document, Entity, Mention, Reference, Span
from nizam.reader.segment import Sentence
from nizam.text.dates import find_dates
from nizam.text.normalise import fold
from nizam.text.phrases import Found, Phrases

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_RESOURCE = Path(__file__).parent / "resources" / "references.yml"
_LANGUAGES = ("ar", "en", "ru")
_SETS = (
    "resolution_words", "sanctions", "weak", "united_nations", "committee", "panel", "monitoring_team", "exemption",
    "draft", "block", "adopt", "extend", "ease", "european_union", "treasury",
)  # fmt: skip
_SYMBOL = re.compile(
    r"\bS/RES/(\d{3,4})\s*(?:\(\s*\d{4}\s*\))?|\bUNSCR\s*(\d{4})(?:\s*\(\d{4}\))?|\bS/(20\d\d)/(\d{1,4})\b"
)
_YEAR_AFTER = re.compile(r"\s*[(（]\s*(?:لعام\s*|لسنة\s*)?\d{4}\s*[)）]")
_REGIME_NUMBER = re.compile(r"^(?:1[5-9]|2[0-9])\d\d$")
_PANEL = "panel-of-experts"
_NEAR = 6
# Characters between two words that may still tell of one vote.
_FAR = 90


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of one language, ready to be found, and what each reference says."""

    phrases: dict[str, Phrases[str]]
    joints: frozenset[str]
    aimed: frozenset[str]
    says: dict[str, dict[str, str]]
    issuers: dict[str, dict[str, str]]


@lru_cache(maxsize=3)
def words(language: str) -> Words:
    data: dict[str, Any] = yamltext.load(_RESOURCE)
    phrases: dict[str, Phrases[str]] = {}
    for kind in _SETS:
        found: Phrases[str] = Phrases()
        found.extend(data[kind].get(language, []), kind)
        phrases[kind] = found
    return Words(
        phrases,
        frozenset(fold(w) for w in data["number_joints"].get(language, [])),
        frozenset(fold(w) for w in data["aimed"].get(language, [])),
        data["says"],
        data["unilateral"],
    )


def find_references(
    document: Document, sentences: Sequence[Sentence], entities: Entities, votes: Sequence[Vote]
) -> tuple[Reference, ...]:
    """Every reference in order of place. `votes` are the Council's votes and drafts on the regime.

    A vote is told by its date (a month will do) with the words for a draft, a veto or its subject; where the text
    leaves it open, the reference is a `draft` without a symbol.
    """
    if document.language not in _LANGUAGES:
        return ()
    table = words(document.language)
    about = any(e.country == "kp" or e.name.startswith("Democratic People") for e in entities.all)
    out: list[Reference] = []
    paragraph, recent = -2, ""
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph, recent = sentence.paragraph, ""
        scene = _Scene(document, sentence, entities, table, votes, about)
        found = scene.all(recent)
        recent = next((r.id for r in reversed(found) if r.kind in ("draft", "vote") and r.id != "draft"), recent)
        out.extend(found)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with everything needed to read it."""

    document: Document
    sentence: Sentence
    entities: Entities
    table: Words
    votes: Sequence[Vote]
    about: bool

    def all(self, recent: str) -> list[Reference]:
        """References of the sentence; where two overlap, the more telling one (earlier finder) stays."""
        found: list[Reference] = []
        finders = (self._numbers, lambda: self._vote(recent), self._bodies, self._exemptions, self._sanctions)
        for finder in finders:
            for reference in finder():
                if not any(_clashes(reference, other) for other in found):
                    found.append(reference)
        return sorted(found, key=lambda r: r.span)

    def find(self, kind: str) -> list[Found[str]]:
        return self.table.phrases[kind].find(self.document.text, self.sentence.tokens)

    def has(self, kind: str) -> bool:
        return bool(self.find(kind))

    def mentions(self) -> list[tuple[Entity, Mention]]:
        return self.entities.at(self.sentence.start, self.sentence.end)

    # Resolutions by number

    def _numbers(self) -> Iterator[Reference]:
        text, tokens = self.document.text, self.sentence.tokens
        for match in _SYMBOL.finditer(text, self.sentence.start, self.sentence.end):
            if match.group(3):
                yield self._symbol(f"S/{match.group(3)}/{match.group(4)}", Span(*match.span()))
            else:
                yield self._resolution(match.group(1) or match.group(2), Span(*match.span()))
        for hit in self.find("resolution_words"):
            at, start = hit.last, hit.start
            while at < len(tokens) and at < hit.last + 8 and tokens[at].folded in self.table.joints:
                at += 1
            while at < len(tokens):
                number = tokens[at].folded.removeprefix("و").lstrip("№")
                if not _REGIME_NUMBER.match(number):
                    break
                year = _YEAR_AFTER.match(text, tokens[at].end)
                yield self._resolution(number, Span(start, year.end() if year else tokens[at].end))
                at += 2 if year and at + 1 < len(tokens) and tokens[at + 1].start < year.end() else 1
                if at < len(tokens) and tokens[at].folded in ("and", "и", "و", "as", "or"):
                    at += 1
                if at < len(tokens):
                    start = tokens[at].start + tokens[at].text.startswith("و")

    def _resolution(self, number: str, span: Span) -> Reference:
        vote = next((v for v in self.votes if v.id.startswith(f"S/RES/{number}(")), None)
        if vote is not None:
            return _of_vote("resolution", vote, span)
        return Reference("resolution", f"S/RES/{number}", span, dict(self.table.says["resolution"]))

    def _symbol(self, symbol: str, span: Span) -> Reference:
        vote = next((v for v in self.votes if v.id == symbol), None)
        if vote is not None:
            return _of_vote("draft", vote, span)
        return Reference("draft", symbol, span, dict(self.table.says["draft"]))

    # Votes, vetoes and drafts

    def _vote(self, recent: str) -> Iterator[Reference]:
        drafts, blocks, adopts = self.find("draft"), self.find("block"), self.find("adopt")
        resolutions, extends = self.find("resolution_words"), self.find("extend")
        council = self.has("united_nations") or self.has("sanctions")
        if not (drafts or (blocks and (resolutions or extends or council)) or (adopts and resolutions)):
            return
        days = self._days()
        cues = [*drafts, *blocks, *resolutions, *(extends if blocks else [])]
        for low, high in self._clusters([*(Span(c.start, c.end) for c in cues), *(d[2] for d in days)]):
            inside = [c for c in cues if low <= c.start < high]
            if not inside:
                continue
            drafted = any(c in drafts for c in inside)
            blocked = any(c in blocks for c in inside)
            passed = not drafted and not blocked and any(low - 60 <= c.start < high + 60 for c in adopts)
            best = self._best([d for d in days if low <= d[2].start < high], blocked, passed)
            if best is not None:
                yield _of_vote("draft" if best.kind != "adopted" else "vote", best, self._reach(low, high, best))
                recent = best.id
            elif not passed and blocked | drafted and (council or self.about) and (drafted or resolutions):
                vote = next((v for v in self.votes if v.id == recent), None)
                span = Span(min(c.start for c in inside), max(c.end for c in inside))
                says = dict(self.table.says["draft"])
                yield _of_vote("draft", vote, span) if vote else Reference("draft", "draft", span, says)

    def _clusters(self, places: list[Span]) -> Iterator[tuple[int, int]]:
        """Stretches of words that stand close enough together to be about one vote."""
        low = high = -1
        for place in sorted(places):
            if low < 0:
                low, high = place.start, place.end
            elif place.start - high > _FAR:
                yield low, high
                low, high = place.start, place.end
            else:
                high = max(high, place.end)
        if low >= 0:
            yield low, high

    def _best(self, days: Sequence[tuple[date, date, Span, str]], blocked: bool, passed: bool) -> Vote | None:
        best: tuple[float, Vote] | None = None
        for vote in self.votes:
            if (vote.kind == "adopted") != passed or vote.kind == "mandate_lapsed":
                continue
            score = self._score(vote, days, blocked)
            if score >= 3 and (best is None or score > best[0]):
                best = (score, vote)
        return best[1] if best else None

    def _days(self) -> list[tuple[date, date, Span, str]]:
        base = self.document.as_of or self.document.page_date
        found = find_dates(self.document.text, self.sentence.tokens, base)
        return [(d.first, d.last, Span(d.start, d.end), d.precision) for d in found]

    def _score(self, vote: Vote, days: Iterable[tuple[date, date, Span, str]], blocked: bool) -> float:
        """How well a vote fits the sentence: its date weighs most, then its subject, its movers and its opponents."""
        score = 0.0
        when = _first_day(vote)
        for first, last, _, precision in days:
            if when is not None and first <= when <= last:
                score = max(score, {"day": 3.5, "week": 3.0, "month": 3.0, "quarter": 2.0}.get(precision, 1.5))
            elif when is not None and precision == "day" and abs(first - when) <= timedelta(days=1):
                score = max(score, 3.0)  # a time zone's difference
        if vote.kind == "adopted":
            return score
        if self._named(vote):
            score += 2.0
        countries = {e.country for e, _ in self.mentions()}
        score += 0.5 * sum(_code(name) in countries for name in vote.against) * blocked
        score += 0.5 if vote.id == "S/2024/255" and self.has("extend") else 0
        score += 1.5 if vote.kind == "never_voted" and self.has("ease") else 0
        if vote.id == "S/2024/255" and self.has("extend") and blocked:
            score += 2.0
        return score

    def _named(self, vote: Vote) -> bool:
        names: Phrases[str] = Phrases()
        for forms in vote.names.values():
            names.extend(forms, vote.id)
        return bool(names.find(self.document.text, self.sentence.tokens))

    def _reach(self, low: int, high: int, vote: Vote) -> Span:
        """The stretch a vote is told in, with the countries near it that moved or stopped it."""
        movers = {_code(name) for name in vote.against} | {"us"}
        near = [
            m.span for e, m in self.mentions()
            if e.country in movers and low - _FAR <= m.span.start and m.span.end <= high + _FAR // 2
        ]  # fmt: skip
        return Span(min([low, *(n.start for n in near)]), max([high, *(n.end for n in near)]))

    # The Committee, the Panel and those who watch

    def _bodies(self) -> Iterator[Reference]:
        for hit in self.find("committee"):
            yield Reference("regime", "un-1718", Span(hit.start, hit.end), dict(self.table.says["un-1718-committee"]))
        for hit in self.find("monitoring_team"):
            yield Reference("unilateral", "msmt", Span(hit.start, hit.end), dict(self.table.says["msmt"]))
        panel = next((v for v in self.votes if v.id == _PANEL), None)
        for hit in self.find("panel"):
            if panel is not None:
                yield _of_vote("panel", panel, Span(hit.start, hit.end))
            else:
                yield Reference("panel", _PANEL, Span(hit.start, hit.end))

    def _exemptions(self) -> Iterator[Reference]:
        if not self.about:
            return
        for hit in self.find("exemption"):
            says = dict(self.table.says["un-dprk/2397/25"])
            yield Reference("exemption", "un-dprk/2397/25", Span(hit.start, hit.end), says)

    # Sanctions by description

    def _sanctions(self) -> Iterator[Reference]:
        for hit in self.find("sanctions"):
            issuer, span, target = self._issuer(hit)
            if issuer is None and not self.about:
                continue
            if target not in (None, "kp") and issuer != "un":
                continue  # measures against somebody else
            weak = any(w.start == hit.start for w in self.find("weak"))
            if weak and issuer is None and target is None and not self._still(hit):
                continue
            if issuer in (None, "un"):
                yield Reference("regime", "un-1718", span, dict(self.table.says["un-1718"]))
            else:
                name = self.table.issuers[issuer]
                says = {k: v.replace("{name}", name[k]) for k, v in self.table.says["unilateral"].items()}
                yield Reference("unilateral", issuer, span, says)

    def _still(self, hit: Found[str]) -> bool:
        """Whether a bare "the restrictions" means the measures: definite, in a text about the DPRK."""
        word = self.sentence.tokens[hit.first]
        before = self.sentence.tokens[hit.first - 1].folded if hit.first else ""
        return self.about and ("ال" in word.folded[:4] or before in ("the", "these", "all"))

    def _issuer(self, hit: Found[str]) -> tuple[str | None, Span, str | None]:
        """Who imposed the measures ("un", a country's code), the whole phrase, and the country they are aimed at."""
        tokens, text = self.sentence.tokens, self.document.text
        low, high = max(0, hit.first - 3), min(len(tokens), hit.last + _NEAR)
        for at in range(hit.last, high):
            if re.search("[,،;؛.:]", text[tokens[at - 1].end : tokens[at].start]):
                high = at
                break
        high = next((h.first for h in self.find("sanctions") if hit.last <= h.first < high), high)
        window = tokens[low:high]
        start, end = hit.start, hit.end
        target: str | None = None
        makers: list[tuple[int, str, int, int]] = []  # distance in words, who, place
        for kind, code in (("united_nations", "un"), ("european_union", "eu"), ("treasury", "us")):
            for named in self.table.phrases[kind].find(text, window):
                first, last = low + named.first, low + named.last
                if first >= hit.last:
                    makers.append((first - hit.last, code, named.start, named.end))
                elif first >= hit.first or last == hit.first or code == "us":
                    makers.append((max(0, hit.first - last), code, named.start, named.end))
        for entity, mention in self.entities.at(window[0].start, window[-1].end):
            if entity.type != "country" or not entity.country:
                continue
            before = next((t.folded for t in reversed(tokens) if t.end <= mention.span.start), "")
            if (mention.span.start > hit.start and before in self.table.aimed) or entity.country == "kp":
                target = entity.country if target is None else target
                end = max(end, mention.span.end) if mention.span.start > hit.start else end
            elif entity.country in self.table.issuers:
                distance = sum(
                    hit.end <= t.start < mention.span.start or mention.span.end <= t.start < hit.start for t in window
                )
                makers.append((distance, entity.country, mention.span.start, mention.span.end))
        if not makers:
            return None, Span(start, end), target
        _, issuer, first_place, last_place = min(makers)
        joined = [m for m in makers if m[1] == issuer]
        start = min(start, first_place, *(m[2] for m in joined))
        return issuer, Span(start, max(end, last_place, *(m[3] for m in joined))), target


def _clashes(new: Reference, old: Reference) -> bool:
    """A vote's long stretch may hold other references; otherwise overlapping ones exclude each other."""
    if old.kind in ("vote", "draft") and new.kind not in ("vote", "draft"):
        return new.span.end - new.span.start > 0.8 * (old.span.end - old.span.start) and new.span.overlaps(old.span)
    return new.span.overlaps(old.span)


def _of_vote(kind: str, vote: Vote, span: Span) -> Reference:
    says = {
        language: " ".join(part for part in (vote.says.get(language, ""), vote.effect.get(language, "")) if part)
        for language in ("en", "ar")
    }
    return Reference(kind, vote.id, span, says)


def _first_day(vote: Vote) -> date | None:
    try:
        return date.fromisoformat(vote.date[:10])
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _code(country: str) -> str | None:
    from nizam.text.gazetteer import country_code

    return country_code(country)
