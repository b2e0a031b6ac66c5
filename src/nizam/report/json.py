"""Verdicts and articles as JSON, in the shapes of the design: they are called from outside and stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from nizam.model.text import Document, Entity, Item, Mention, Reading, Reference, Span, Statement
from nizam.model.verdict import Beside, Door, Finding, Outcome, Question, Verdict
from nizam.report.proposed import to_json

if TYPE_CHECKING:
    from nizam.casework import ArticleCase


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """One verdict (design §3)."""
    return {
        "id": verdict.id,
        "outcome": verdict.outcome.word,
        "at_least": verdict.at_least.word if verdict.at_least else None,
        "as_of": _day(verdict.as_of),
        "today": verdict.today.word if verdict.today else None,
        "provisions": [_finding(f) for f in verdict.findings],
        "doors": [_door(d) for d in verdict.doors],
        "questions": [_question(q) for q in verdict.questions],
        "parties": [
            {
                "name": p.name,
                "designated": p.designated,
                "match": {"list": p.list_id, "id": p.entry, "score": round(p.score, 3), "caption": p.caption}
                if p.entry
                else None,
                "also_listed": [
                    {
                        "list": one.list_id,
                        "id": one.entry,
                        "score": round(one.score, 3),
                        "caption": one.caption,
                        "decided": one.decided,
                    }
                    for one in p.elsewhere
                ],
            }
            for p in verdict.parties
        ],
        "not_checked": [words.get("en", "") for words in verdict.not_checked],
        "understood": list(verdict.understood),
        "steps": [
            {
                "provision": s.provision,
                "test": s.test,
                "asked": s.asked,
                "found": s.found,
                "from": s.source,
                "result": s.result,
            }
            for s in verdict.steps
        ],
        "decision_id": verdict.decision_id,
        "packs": dict(verdict.packs),
        "lists": dict(verdict.lists),
        "beside": [_beside(b) for b in verdict.beside],
    }


def _door(d: Door) -> dict[str, Any]:
    return {
        "provision": d.provision,
        "citation": d.citation,
        "decided_by": d.decided_by,
        "general": d.general,
        "says": dict(d.says),
        "verified": d.verified,
    }


def _beside(b: Beside) -> dict[str, Any]:
    """What another regime says, for those it binds; `outcome` is null where its law of that day is not encoded."""
    return {
        "regime": b.regime,
        "title": dict(b.title),
        "outcome": b.outcome.word if b.outcome else None,
        "own_outcome": b.own.word if b.own else None,
        "at_least": b.at_least.word if b.at_least else None,
        "binds": b.binds,
        "binds_by": list(b.binds_by),
        "jurisdiction": dict(b.says),
        "provisions": [{**_finding(f), "url": b.urls.get(f.provision, "")} for f in b.findings],
        "doors": [_door(d) for d in b.doors],
        "questions": [_question(q) for q in b.questions],
        "not_checked": [words.get("en", "") for words in b.not_checked],
        "pack": b.pack,
    }


def error_json(deal_id: str, code: str, field: str, message: str) -> dict[str, Any]:
    """The line that stands for a deal that could not be judged."""
    return {"id": deal_id, "error": {"code": code, "field": field, "message": message}}


def _finding(f: Finding) -> dict[str, Any]:
    # A clarifying paragraph has no outcome of its own.
    own = None if f.binding == "clarifies" and f.outcome is Outcome.NOT_RESTRICTED else f.outcome.word
    return {
        "id": f.provision,
        "citation": f.citation,
        "outcome": own,
        "binding": f.binding,
        "exception": f.exception,
        "in_force": {"from": _day(f.start), "until": _day(f.until)},
        "title": dict(f.title),
        "says": dict(f.says),
        "note": dict(f.note),
        "reading": dict(f.reading),
        "goods": list(f.goods),
        "verified": f.verified,
    }


def _question(q: Question) -> dict[str, Any]:
    return {
        "fact": q.fact,
        "ask": dict(q.ask),
        "why": ", ".join(q.why),
        "known_by": dict(q.known_by),
        "if_answered": dict(q.if_answered),
    }


def article_json(case: ArticleCase) -> dict[str, Any]:
    """The report of an article (design §3). Spans are code points of the input as given."""
    reading, text = case.reading, case.reading.document.text
    document = reading.document
    answers = {a.item: a for a in case.answers}
    data: dict[str, Any] = {
        "document": {
            "title": _span(document.title, text),
            "language": document.language,
            "body": {"start": document.body.start, "end": document.body.end},
            "page_date": _day(document.page_date),
            "event_date": _day(document.event_date),
            "as_of": _day(document.as_of),
            "as_of_from": document.as_of_from,
            "source": document.source,
        },
        "entities": [_entity(e, text) for e in reading.entities],
        "statements": [_statement(s, text) for s in reading.statements],
        "items": [_item(item, reading, answers[item.id].verdict) for item in reading.items],
        "references": [_reference(r, text) for r in reading.references],
        "not_checked": not_checked(case, "en"),
        "notes": list(reading.notes),
        "decision_id": case.decision_id,
        "packs": dict(case.packs),
        "lists": dict(case.lists),
    }
    if reading.proposals is not None:
        data["model"] = to_json(reading.proposals)
    if document.pages:
        data["document"]["pages"] = list(document.pages)
        _number_pages(data, document)
    return data


def _number_pages(data: Any, document: Document) -> None:
    """Of a document of pages, every span with its `page`, from 1: where it begins."""
    if isinstance(data, list):
        for one in data:
            _number_pages(one, document)
    elif isinstance(data, dict):
        if type(data.get("start")) is int and type(data.get("end")) is int:
            data["page"] = document.page_of(data["start"])
        for one in data.values():
            _number_pages(one, document)


def not_checked(case: ArticleCase, lang: str) -> list[str]:
    """What no item's verdict rests on, each sentence once, in order of first mention."""
    seen: dict[str, None] = {}
    for answer in case.answers:
        for words in answer.verdict.not_checked:
            seen.setdefault(words.get(lang) or words.get("en", ""), None)
    return list(seen)


def _item(item: Item, reading: Reading, verdict: Verdict) -> dict[str, Any]:
    # A single deal's verdict needs no reader of articles.
    from nizam.reader.deals import to_json as deal_json

    text = reading.document.text
    return {
        "id": item.id,
        "domain": item.domain,
        "activity": item.activity,
        "goods": list(item.goods),
        "from": item.actor,
        "to": item.to,
        "status": item.status,
        "status_cue": _span(item.status_cue, text),
        "statement": item.statement,
        "quantity": item.quantity,
        "place": item.place,
        "date": _day(item.when),
        "commitment": item.commitment,
        "span": _span(item.span, text),
        "deal": deal_json(item, reading),
        "verdict": verdict_json(verdict),
        **_proposed(item),
    }


def _entity(entity: Entity, text: str) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "country": entity.country.upper() if entity.country else None,
        "role": entity.role or None,
        "mentions": [_mention(m, text) for m in entity.mentions],
        "listed": [
            {"list": list_id, "id": entry, "score": round(score, 3), "decided": decided}
            for list_id, entry, score, decided in entity.listed
        ],
        **_proposed(entity),
    }


def _proposed(found: Entity | Mention | Statement | Item) -> dict[str, str]:
    """The model that put a finding forward; nothing where the rules found it."""
    return {"proposed_by": found.proposed_by} if found.proposed_by else {}


def _mention(mention: Mention, text: str) -> dict[str, Any]:
    return {**_place(mention.span, text), "kind": mention.kind, **_proposed(mention)}


def _statement(s: Statement, text: str) -> dict[str, Any]:
    return {
        "id": s.id,
        "speaker": s.speaker,
        "verb": s.verb,
        "mode": s.mode,
        "polarity": s.polarity,
        "hedge": s.hedge,
        "addressee": s.addressee,
        "span": _span(s.span, text),
        "content": _span(s.content, text),
        **_proposed(s),
    }


def _reference(r: Reference, text: str) -> dict[str, Any]:
    return {"kind": r.kind, "id": r.id, "span": _span(r.span, text), "says": dict(r.says)}


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _span(span: Span | None, text: str) -> dict[str, Any] | None:
    return _place(span, text) if span is not None else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None and day != date.min else None


Json = Mapping[str, Any]
