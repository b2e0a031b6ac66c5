"""References to the law itself: resolutions, the regime, votes and drafts, the panel, exemptions, others' measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nizam.model.law import Vote
from nizam.model.text import Document, Reference, Span
from nizam.reader.ballots import Ballots
from nizam.reader.lawscene import of_vote, words
from nizam.reader.segment import Sentence
from nizam.text.phrases import Found

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_LANGUAGES = ("ar", "en", "ru")
_SYMBOL = re.compile(
    r"\bS/RES/(\d{3,4})\s*(?:\(\s*\d{4}\s*\))?|\bUNSCR\s*(\d{4})(?:\s*\(\d{4}\))?|\bS/(20\d\d)/(\d{1,4})\b"
)
_YEAR_AFTER = re.compile(r"\s*[(（]\s*(?:لعام\s*|لسنة\s*)?\d{4}\s*[)）]")
_REGIME_NUMBER = re.compile(r"^(?:1[5-9]|2[0-9])\d\d$")
_PANEL = "panel-of-experts"
_NEAR = 6
_MOST_TOKENS = 400


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
    for sentence in _pieces(sentences):
        if sentence.paragraph != paragraph:
            paragraph, recent = sentence.paragraph, ""
        scene = _Scene(document, sentence, entities, table, votes, about)
        found = scene.all(recent)
        recent = next((r.id for r in reversed(found) if r.kind in ("draft", "vote") and r.id != "draft"), recent)
        out.extend(found)
    return tuple(out)


def _pieces(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Sentences no longer than a bound, so that a hostile text stays quick."""
    for sentence in sentences:
        tokens = sentence.tokens
        if len(tokens) <= _MOST_TOKENS:
            yield sentence
            continue
        for at in range(0, len(tokens), _MOST_TOKENS):
            piece = tokens[at : at + _MOST_TOKENS]
            yield Sentence(sentence.index, sentence.paragraph, piece[0].start, piece[-1].end, piece)


class _Scene(Ballots, frozen=True):
    """Reads one sentence."""

    def all(self, recent: str) -> list[Reference]:
        """References of the sentence; where two overlap, the more telling one (earlier finder) stays."""
        found: list[Reference] = []
        finders = (
            self._numbers,
            lambda: self.told_votes(recent, tuple(found)),
            self._bodies,
            self._exemptions,
            self._sanctions,
        )
        for finder in finders:
            for reference in finder():
                if not any(_clashes(reference, other) for other in found):
                    found.append(reference)
        return sorted(found, key=lambda r: r.span)

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
            return of_vote("resolution", vote, span)
        return Reference("resolution", f"S/RES/{number}", span, dict(self.table.says["resolution"]))

    def _symbol(self, symbol: str, span: Span) -> Reference:
        vote = next((v for v in self.votes if v.id == symbol), None)
        if vote is not None:
            return of_vote("draft", vote, span)
        return Reference("draft", symbol, span, dict(self.table.says["draft"]))

    # The Committee, the Panel and those who watch

    def _bodies(self) -> Iterator[Reference]:
        for hit in self.find("committee"):
            yield Reference("regime", "un-1718", Span(hit.start, hit.end), dict(self.table.says["un-1718-committee"]))
        for hit in self.find("monitoring_team"):
            yield Reference("unilateral", "msmt", Span(hit.start, hit.end), dict(self.table.says["msmt"]))
        panel = next((v for v in self.votes if v.id == _PANEL), None)
        for hit in self.find("panel"):
            if panel is not None:
                yield of_vote("panel", panel, Span(hit.start, hit.end))
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
        for token in window:
            if token.text in self.table.initials and token.end <= hit.start:
                makers.append(
                    (hit.first - low - window.index(token) - 1, self.table.initials[token.text], token.start, token.end)
                )
        for entity, mention in self.entities.at(window[0].start, window[-1].end):
            if entity.type == "org" and entity.country in self.table.issuers and mention.span.end <= hit.start:
                between = sum(mention.span.end <= t.start < hit.start for t in window)
                makers.append((between, entity.country, mention.span.start, mention.span.end))
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
