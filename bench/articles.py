"""Measure the reader against annotated articles.

    python bench/articles.py --articles FOLDER [--only SLUG] [--show]

The folder holds `<slug>.txt` and `<slug>.gold.json`. Entities must agree in start, end and type; statements and
items are found at an overlap of one half (intersection over union); the rest are shares of those found.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from nizam.casework import judge
from nizam.model.text import Entity, Item, Reading
from nizam.reader.deals import to_deal
from nizam.reader.read import read
from nizam.reader.vocabulary import load_vocabulary
from nizam.text.gazetteer import gazetteer

_UNDER = {
    "planned": {"agreed", "proposed", "possible"},
    "conditional": {"possible"},
    "presupposed": {"possible"},
    "negated": {"denied"},
    "excluded": {"denied"},
}
_SIX = ("done", "agreed", "proposed", "possible", "denied", "historical")
_KINDS = {"person", "org", "country", "place", "vessel", "aircraft", "group"}
_STOP = {"unnamed", "of", "the", "in", "a", "an", "and"}


@dataclass(slots=True)
class Score:
    """Counts for one article; shares are worked out when printed."""

    slug: str
    right: int = 0
    gold: int = 0
    ours: int = 0
    statements: int = 0
    statements_gold: int = 0
    statements_ours: int = 0
    speaker: int = 0
    items: int = 0
    items_gold: int = 0
    items_ours: int = 0
    status: int = 0
    direction: int = 0
    tuple_: int = 0
    closed: int = 0
    closed_gold: int = 0
    verdict: int = 0
    verdict_found: int = 0
    outcome: int = 0
    nothing: int = 0
    alarms: int = 0
    listed: int = 0
    listed_gold: int = 0
    references: int = 0
    references_gold: int = 0
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in self.__slots__:
            if name not in ("slug", "misses"):
                setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self) -> str:
        precision, recall = self.right / (self.ours or 1), self.right / (self.gold or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        return (
            f"{self.slug[:18]:18} ent P {precision:.2f} R {recall:.2f} F {f1:.2f}"
            f" | st found {self.statements}/{self.statements_gold} of {self.statements_ours}"
            f" speaker {self.speaker}/{self.statements}"
            f" | items {self.items}/{self.items_gold} of {self.items_ours} status {self.status}/{self.items}"
            f" from-to {self.direction}/{self.items} tuple {self.tuple_}/{self.items_gold}"
            f" | {self.seconds * 1000:.0f} ms"
        )

    def more(self) -> str:
        """The figures that are asked for by themselves."""

        def share(part: int, whole: int) -> str:
            return f"{part}/{whole} {part / whole:.2f}" if whole else "-"

        return (
            f"{self.slug[:18]:18} countries, capitals, UN bodies {share(self.closed, self.closed_gold)}"
            f" | listed parties {share(self.listed, self.listed_gold)}"
            f" | references {share(self.references, self.references_gold)}"
            f" | verdict {share(self.outcome, self.verdict_found)}, with a right paragraph"
            f" {share(self.verdict, self.verdict_found)}"
            f" | must yield nothing: {self.nothing} articles, {self.alarms} false alarms"
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true", help="print what was missed")
    options = parser.parse_args(arguments)
    total = Score("all")
    by_language: dict[str, Score] = {}
    for path in sorted(options.articles.glob("*.gold.json")):
        slug = path.name.removesuffix(".gold.json")
        if options.only not in slug:
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        name = gold.get("meta", {}).get("source", slug + ".txt")
        score = measure(slug, (options.articles / name).read_bytes(), gold)
        total.add(score)
        language = gold.get("language") or slug[:2]
        by_language.setdefault(language, Score(language)).add(score)
        print(score.line())
        if options.show:
            print("\n".join("    " + miss for miss in score.misses))
    for part in (*by_language.values(), total):
        print(part.line())
    for part in (*by_language.values(), total):
        print(part.more())
    return 0


def measure(slug: str, data: bytes, gold: dict[str, Any]) -> Score:
    """Read one article and compare it with its annotation, in either of the two schemas."""
    day = gold.get("date")
    as_of = date.fromisoformat(day) if isinstance(day, str) else None
    began = time.perf_counter()
    reading = read(data, as_of=as_of, source=slug)
    score = Score(slug, seconds=time.perf_counter() - began)
    people = _gold_entities(gold)
    _entities(score, reading, gold)
    _statements(score, reading, gold, people)
    _items(score, reading, gold, people)
    _closed(score, reading, gold)
    _references(score, reading, gold)
    _listed_parties(score, reading, gold)
    return score


def _mentioned(reading: Reading) -> dict[tuple[int, int], Entity]:
    return {(m.span.start, m.span.end): e for e in reading.entities for m in e.mentions if m.kind == "name"}


def _closed(score: Score, reading: Reading, gold: dict[str, Any]) -> None:
    """Countries, capitals and bodies of the United Nations: found in their span, as the right country."""
    ours = _mentioned(reading)
    for entity in gold["entities"]:
        code = gazetteer().country_code(entity["canonical_en"])
        country = entity["type"].lower() == "country"
        united = any(word in entity["canonical_en"] for word in ("United Nations", "UN ", "Security Council", "1718"))
        if entity.get("score") is False or entity.get("optional") or not (country or (united and code is None)):
            continue
        for mention in entity["mentions"]:
            if mention.get("optional") or mention.get("nested") or mention.get("kind", "name") not in ("name", "short"):
                continue
            also = mention.get("also_acceptable") or []
            places = [mention, *(r for r in ([also] if isinstance(also, dict) else also) if "start" in r)]
            found = next((e for p in places if (e := ours.get((p["start"], p["end"])))), None)
            score.closed_gold += 1
            right = found is not None and (not country or code is None or (found.country or "") == code)
            score.closed += right
            if not right:
                score.misses.append(f"closed missed {mention.get('surface', mention.get('text', ''))!r}")


def _references(score: Score, reading: Reading, gold: dict[str, Any]) -> None:
    """References to sanctions: found where the annotation has them, of its kind."""
    rows = [r for r in gold.get("sanctions_refs", ()) if r.get("score") is not False and not r.get("optional")]
    score.references_gold = len(rows)
    for row in rows:
        place = (row["span"]["start"], row["span"]["end"])
        kinds = {r.kind for r in reading.references if _overlap((r.span.start, r.span.end), place) > 0}
        score.references += bool(kinds)
        if not kinds:
            said = reading.document.text[place[0] : place[1]][:70]
            score.misses.append(f"reference missed ({row['kind']}): {said!r}")


def _listed_parties(score: Score, reading: Reading, gold: dict[str, Any]) -> None:
    """Names the annotation says are on a list, and whether the reader says so."""
    ours = _mentioned(reading)
    for entity in gold["entities"]:
        if not entity.get("listed"):
            continue
        score.listed_gold += 1
        score.listed += any(
            (e := ours.get((m["start"], m["end"]))) is not None and bool(e.listed) for m in entity["mentions"]
        )


def _gold_entities(gold: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Annotated entities by id and by English name."""
    out = {}
    for entity in gold["entities"]:
        for label in (entity.get("id"), entity["canonical_en"]):
            if label:
                out[label] = entity
    return out


def _entities(score: Score, reading: Reading, gold: dict[str, Any]) -> None:
    wanted: dict[tuple[int, int], set[str]] = {}
    optional: set[tuple[int, int]] = set()
    instead: dict[tuple[int, int], tuple[int, int]] = {}
    for entity in gold["entities"]:
        for mention in entity["mentions"]:
            place = (mention["start"], mention["end"])
            if (
                mention.get("kind", "name") not in ("name", "short")
                or mention.get("nested")
                or entity.get("score") is False
            ):
                optional.add(place)
                continue
            kinds = {entity["type"].lower()}
            also = mention.get("also_acceptable") or []
            rows = [also] if isinstance(also, dict) else also
            kinds |= {row.get("type", "") for row in rows}
            instead |= {(row["start"], row["end"]): place for row in rows if "start" in row}
            if entity.get("metonym_for"):
                kinds.add("country")
            if mention.get("optional") or entity.get("optional"):
                optional.add(place)
            else:
                wanted[place] = kinds
    text = reading.document.text
    ours = {
        instead.get((m.span.start, m.span.end), (m.span.start, m.span.end)): e.type
        for e in reading.entities
        for m in e.mentions
        if m.kind == "name"
        and not ((m.span.start, m.span.end) in optional and (m.span.start, m.span.end) not in wanted)
    }
    if "meta" in gold:  # the older annotation leaves out what stands in repeated titles only in part
        ours = {k: v for k, v in ours.items() if v in _KINDS}
    score.gold, score.ours = len(wanted), len(ours)
    score.right = sum(1 for place, kind in ours.items() if kind in wanted.get(place, ()))
    score.misses += [
        f"entity missed {sorted(kinds)} {text[p[0] : p[1]]!r} {p}" for p, kinds in wanted.items() if p not in ours
    ]
    score.misses += [f"entity extra {kind} {text[p[0] : p[1]]!r} {p}" for p, kind in ours.items() if p not in wanted]
    score.misses += [
        f"entity type {kind} for {sorted(wanted[p])} {text[p[0] : p[1]]!r}"
        for p, kind in ours.items()
        if p in wanted and kind not in wanted[p]
    ]


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both else 0.0


def _matched(gold: list[tuple[int, int]], ours: list[tuple[int, int]]) -> dict[int, int]:
    """One-to-one pairs of gold and own spans that overlap by half, best first."""
    pairs = sorted(((_overlap(g, o), i, j) for i, g in enumerate(gold) for j, o in enumerate(ours)), reverse=True)
    out: dict[int, int] = {}
    used: set[int] = set()
    for overlap, i, j in pairs:
        if overlap >= 0.5 and i not in out and j not in used:
            out[i] = j
            used.add(j)
    return out


def _statement_span(row: dict[str, Any]) -> tuple[int, int]:
    if "span" in row:
        return row["span"]["start"], row["span"]["end"]
    parts = [row[k] for k in ("verb_span", "speaker_span", "content_span") if row.get(k)]
    return min(p["start"] for p in parts), max(p["end"] for p in parts)


def _statements(score: Score, reading: Reading, gold: dict[str, Any], people: dict[str, dict[str, Any]]) -> None:
    rows = [r for r in gold["statements"] if r.get("score") is not False and not r.get("optional")]
    body = reading.document.body
    ours = [s for s in reading.statements if s.span.start >= body.start and not _in_title(reading, s.span.start)]
    pairs = _matched([_statement_span(r) for r in rows], [(s.span.start, s.span.end) for s in ours])
    score.statements_gold, score.statements_ours, score.statements = len(rows), len(ours), len(pairs)
    for index, row in enumerate(rows):
        if index not in pairs:
            start, end = _statement_span(row)
            score.misses.append(f"statement missed: {reading.document.text[start:end][:90]!r}")
            continue
        said = ours[pairs[index]].speaker
        accepted = [row["speaker"], *_listed(row.get("acceptable_speakers"))]
        if any(same(reading, said, who, people) for who in accepted):
            score.speaker += 1
        else:
            score.misses.append(f"speaker {_show(reading, said)} for {row['speaker']!r}")


def _items(score: Score, reading: Reading, gold: dict[str, Any], people: dict[str, dict[str, Any]]) -> None:
    if gold.get("must_yield_nothing"):
        score.nothing = 1
        for item in reading.items:
            outcome = _judged(reading, item)["outcome"]
            if outcome != "not_restricted":
                score.alarms += 1
                score.misses.append(f"false alarm {outcome}: {item.span.of(reading.document.text)[:70]!r}")
    rows = [
        r
        for r in gold.get("cooperation_items", gold.get("cooperation", []))
        if r.get("score") is not False and not r.get("optional")
    ]
    ours = [i for i in reading.items if not _in_title(reading, i.span.start)]
    spans = [(r["span"]["start"], r["span"]["end"]) for r in rows]
    pairs = _matched(spans, [(i.span.start, i.span.end) for i in ours])
    score.items_gold, score.items_ours, score.items = len(rows), len(ours), len(pairs)
    for index, row in enumerate(rows):
        if index not in pairs:
            score.misses.append(f"item missed: {reading.document.text[spans[index][0] : spans[index][1]][:90]!r}")
            continue
        item = ours[pairs[index]]
        _verdict(score, reading, item, row)
        status = item.status in _statuses(row)
        giver = any(
            same(reading, item.actor, who, people) for who in [row.get("from"), *_listed(row.get("acceptable_from"))]
        )
        taker = any(same(reading, item.to, who, people) for who in [row.get("to"), *_listed(row.get("acceptable_to"))])
        if row.get("direction") == "mutual" and not (giver and taker):
            giver = same(reading, item.actor, row.get("to"), people)
            taker = same(reading, item.to, row.get("from"), people)
        score.status += status
        score.direction += giver and taker
        score.tuple_ += status and giver and taker
        if not (status and giver and taker):
            score.misses.append(
                f"item {item.status}/{row['status']} from {_show(reading, item.actor)}/{row.get('from')}"
                f" to {_show(reading, item.to)}/{row.get('to')}:"
                f" {item.span.of(reading.document.text)[:60]!r}"
            )


def _judged(reading: Reading, item: Item) -> dict[str, Any]:
    verdict = judge(to_deal(item, reading, load_vocabulary()))
    cited = [row.citation for row in (*verdict.findings, *verdict.doors)]
    return {"outcome": verdict.outcome.name.lower(), "cited": list(dict.fromkeys(cited))[:12]}


def _verdict(score: Score, reading: Reading, item: Item, row: dict[str, Any]) -> None:
    """Outcome accepted, and a listed paragraph among the first twelve provisions and doors."""
    if not row.get("expected_verdict"):
        return
    score.verdict_found += 1
    ours = _judged(reading, item)
    outcome = "insufficient_information" if ours["outcome"] == "undetermined" else ours["outcome"]
    right = outcome in {row["expected_verdict"], *_listed(row.get("acceptable_alternatives"))}
    score.outcome += right
    wanted = {_paragraph(p) for p in _listed(row.get("acceptable_paragraphs"))}
    cited = {_paragraph(p) for p in ours["cited"]}
    told = outcome == "not_restricted" or not wanted or any(_agrees(w, c) for w in wanted for c in cited)
    score.verdict += right and told
    if not (right and told):
        said = item.span.of(reading.document.text)[:60]
        score.misses.append(f"verdict {outcome}/{row['expected_verdict']} {ours['cited'][:3]}: {said!r}")


def _paragraph(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+|(?<=\()[a-z](?=\))", re.sub(r"\(\d{4}\)", "", text)))


def _agrees(wanted: tuple[str, ...], cited: tuple[str, ...]) -> bool:
    size = min(len(wanted), len(cited))
    return size >= 2 and wanted[:size] == cited[:size]


def _statuses(row: dict[str, Any]) -> set[str]:
    accepted = {row["status"], *_listed(row.get("acceptable_statuses"))}
    for match in re.findall(r"status (\w+)", row.get("note") or ""):
        accepted |= {match} & set(_SIX)
    accepted |= {
        _UNDER[s] and next(iter(_UNDER[s]))
        for s in list(accepted)
        if s in ("conditional", "presupposed", "negated", "excluded")
    }
    if "planned" in accepted:
        accepted |= _UNDER["planned"]
    return accepted | {fine for fine, coarse in _UNDER.items() if coarse & accepted}


def _listed(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _in_title(reading: Reading, start: int) -> bool:
    title = reading.document.title
    return title is not None and title.start <= start < title.end


def _show(reading: Reading, who: str | None) -> str:
    entity = reading.entity(who)
    return entity.name if entity else repr(who)


def same(reading: Reading, ours: str | None, gold: str | None, people: dict[str, dict[str, Any]]) -> bool:
    """Whether a party is the annotated one: a shared mention, the same country, the same English words."""
    if gold is None or ours is None:
        return gold is None and ours is None
    entity = reading.entity(ours)
    if "+" in gold and gold.replace("+", "").isalnum():
        return any(same(reading, ours, part, people) for part in gold.split("+"))
    parts = [gold] if gold in people else re.split(r",\s*|\s*\(|\)|\s*\+\s*", gold)
    if gold.startswith(("unnamed", "GENERIC")):
        return bool(_words(_show(reading, ours) if entity else ours) & _words(gold))
    for part in (p for p in parts if p):
        row = people.get(part)
        code = (row or {}).get("iso2") or (row or {}).get("country") or gazetteer().country_code(part)
        if entity is not None and row is not None and _shares(entity, row):
            return True
        if (
            entity is not None
            and code
            and (row is None or row["type"].lower() in ("country", "place"))
            and (entity.country or "").lower() == code.lower()
        ):
            return True
        if entity is None and code and gazetteer().country_code(ours) == code.lower():
            return True
        if _words(part) and _words(part) <= _words(entity.name if entity else ours):
            return True
    return False


def _shares(entity: Entity, row: dict[str, Any]) -> bool:
    spans = {(m["start"], m["end"]) for m in row["mentions"]}
    return any((m.span.start, m.span.end) in spans for m in entity.mentions)


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"[a-z0-9]+", text.lower().replace("generic:", "")) if w not in _STOP}


if __name__ == "__main__":
    raise SystemExit(main())
