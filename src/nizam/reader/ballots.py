"""Votes, vetoes and drafts told in a sentence, matched with the table of votes by date and subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from nizam.model.law import Vote
from nizam.model.text import Reference, Span
from nizam.reader.lawscene import LawScene, of_vote
from nizam.text.dates import find_dates
from nizam.text.gazetteer import country_code
from nizam.text.phrases import Phrases

# Characters between two words that may still tell of one vote.
_FAR = 90


class Ballots(LawScene, frozen=True):
    """The finder of votes."""

    def told_votes(self, recent: str, taken: Sequence[Reference] = ()) -> Iterator[Reference]:
        """Votes the sentence tells of; a resolution already named by its number (`taken`) is no part of one."""
        drafts, blocks, adopts = self.find("draft"), self.find("block"), self.find("adopt")
        resolutions, extends = self.find("resolution_words"), self.find("extend")
        council = self.has("united_nations") or self.has("sanctions")
        if not (drafts or (blocks and (resolutions or extends or council)) or (adopts and resolutions)):
            return
        days = self._days()
        resolutions = [r for r in resolutions if not any(t.span.covers(Span(r.start, r.end)) for t in taken)]
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
                yield of_vote("draft" if best.kind != "adopted" else "vote", best, self._reach(low, high, best))
                recent = best.id
            elif not passed and blocked | drafted and (council or self.about) and (drafted or resolutions):
                vote = next((v for v in self.votes if v.id == recent), None)
                span = Span(min(c.start for c in inside), max(c.end for c in inside))
                says = dict(self.table.says["draft"])
                yield of_vote("draft", vote, span) if vote else Reference("draft", "draft", span, says)

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
        score += 1.5 if vote.kind == "never_voted" and self.has("ease") else 0
        if "Panel" in vote.says.get("en", "") and self.has("extend"):
            score += 2.5 if blocked else 0.5
        return score

    def _named(self, vote: Vote) -> bool:
        forms = tuple(form for language in vote.names.values() for form in language)
        return bool(_names(forms).find(self.document.text, self.sentence.tokens))

    def _reach(self, low: int, high: int, vote: Vote) -> Span:
        """The stretch a vote is told in, with the countries near it that moved or stopped it."""
        movers = {_code(name) for name in vote.against} | {"us"}
        near = [
            m.span for e, m in self.mentions()
            if e.country in movers and low - _FAR <= m.span.start and m.span.end <= high + _FAR // 2
        ]  # fmt: skip
        return Span(min([low, *(n.start for n in near)]), max([high, *(n.end for n in near)]))


def _first_day(vote: Vote) -> date | None:
    try:
        return date.fromisoformat(vote.date[:10])
    except ValueError:
        return None


@lru_cache(maxsize=128)
def _names(forms: tuple[str, ...]) -> Phrases[str]:
    names: Phrases[str] = Phrases()
    names.extend(forms, "vote")
    return names


@lru_cache(maxsize=64)
def _code(country: str) -> str | None:
    return country_code(country)
