"""The encoded law for a person: what a paragraph says, since when, with which way out."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from nizam.errors import BadRequest
from nizam.model.law import Condition, Exception_, Instrument, Provision, Regime
from nizam.regime.load import load_regime, regimes
from nizam.report.words import BINDING, DECIDERS, UNVERIFIED, say

_LABELS = {
    "en": {
        "in_force": "in force",
        "not_yet": "not in force on {day}: it begins on {start}",
        "over": "not in force on {day}: it ended on {until}",
        "never": "never in force: replaced before it began",
        "from": "from {start}",
        "until": " to {until}, ended by {by}",
        "applies": "covers",
        "exceptions": "ways out",
        "decides": "decided by",
        "when": "when",
        "duty": "duty by {by}",
        "reading": "our reading",
        "source": "document",
    },
    "ar": {
        "in_force": "سارية",
        "not_yet": "غير سارية في {day}: يبدأ سريانها في {start}",
        "over": "غير سارية في {day}: انتهت في {until}",
        "never": "لم تسرِ قط: حلّ غيرها محلها قبل بدئها",
        "from": "من {start}",
        "until": " إلى {until}، أنهتها {by}",
        "applies": "تشمل",
        "exceptions": "المخارج",
        "decides": "الجهة المقرِّرة",
        "when": "متى",
        "duty": "واجب في موعد أقصاه {by}",
        "reading": "قراءتنا",
        "source": "الوثيقة",
    },
}


def listing(as_of: date | None, as_json: bool, lang: str, name: str = "un-dprk") -> str:
    """All provisions of a regime, one a line; with a day, those in force on it."""
    regime = load_regime(name)
    _within(regime, as_of)
    shown = [p for p in regime.provisions if as_of is None or p.in_force(as_of)]
    if as_json:
        return json.dumps([provision_json(p, regime) for p in shown], ensure_ascii=False, indent=1)
    width = max(len(p.id) for p in shown) if shown else 0
    lines = [f"{say(regime.title, lang)} — {len(shown)} / {len(regime.provisions)}"]
    for p in shown:
        until = f"{p.until}" if p.until else ""
        mark = "" if p.verified else " *"
        lines.append(f"{p.id:<{width}}  {p.start} → {until:<10}  {say(p.title, lang)}{mark}")
    lines.append(f"* {say(UNVERIFIED, lang)}")
    return "\n".join(lines)


def showing(name: str, as_of: date | None, as_json: bool, lang: str) -> str:
    """One provision in full. Raises BadRequest naming the nearest ids where there is none of that name."""
    first = name.partition("/")[0]
    regime = load_regime(first if first in regimes() else "un-dprk")
    _within(regime, as_of)
    found = [p for p in regime.provisions if p.id == name]
    if not found:
        found = [p for p in regime.provisions if p.id.startswith(name.rstrip("/") + "(")]
    exemptions = [e for e in regime.exemptions if e.provision == name]
    if not found and not exemptions:
        raise BadRequest(f"no provision {name!r}; {_nearest(name, regime)}")
    if as_json:
        data = [provision_json(p, regime) for p in found] + [exception_json(e) for e in exemptions]
        return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=1)
    blocks = [_block(p, regime, as_of, lang) for p in found]
    blocks += ["\n".join(_exemption(e, regime, lang)) for e in exemptions]
    return "\n\n".join(blocks)


def _within(regime: Regime, as_of: date | None) -> None:
    if as_of is not None and regime.began <= as_of < regime.encoded_from:
        raise BadRequest(
            f"{as_of} is before the encoded law, which begins on {regime.encoded_from}; ask about a later day."
        )


def _nearest(name: str, regime: Regime) -> str:
    import difflib

    ids = [p.id for p in regime.provisions]
    number = name.split("/")[1] if name.count("/") >= 1 else name
    same = [i for i in ids if f"/{number}/" in i]
    close = difflib.get_close_matches(name, ids, n=3, cutoff=0.5) or same[:5]
    for instrument in regime.instruments:
        paragraph = name.rpartition("/")[2]
        if instrument.number == number and paragraph in instrument.not_encoded:
            return f"{instrument.id} paragraph {paragraph} is not encoded: {instrument.not_encoded[paragraph]}."
    return f"there are, near it: {', '.join(close)}." if close else "`nizam regime list` names them all."


def _block(p: Provision, regime: Regime, as_of: date | None, lang: str) -> str:
    label = _LABELS[lang]
    instrument = _instrument(p, regime)
    lines = [f"{p.citation}  —  {say(p.title, lang)}", f"  {say(p.says, lang)}"]
    lines.append(f"  {_force(p, as_of, lang)}; {say(BINDING[p.binding], lang)}")
    if not p.verified:
        lines.append(f"  ! {say(UNVERIFIED, lang)}")
    conditions = [_condition(c) for c in p.applies_to]
    conditions += [" / ".join("; ".join(_condition(c) for c in option) for option in p.any_of)] if p.any_of else []
    if conditions:
        lines.append(f"  {label['applies']}: " + "; ".join(conditions))
    for duty in p.duties:
        lines.append(f"  {label['duty'].format(by=duty.by)}: {say(duty.do, lang)}")
    if p.exceptions:
        lines.append(f"  {label['exceptions']}:")
        for e in p.exceptions:
            lines.extend(f"  {line}" for line in _exemption(e, regime, lang))
    if p.reading:
        lines.append(f"  {label['reading']}: {say(regime.readings.get(p.reading, {}), lang)}")
    if instrument is not None and instrument.url:
        lines.append(f"  {label['source']}: {instrument.url}")
    return "\n".join(lines)


def _exemption(e: Exception_, regime: Regime, lang: str) -> list[str]:
    label = _LABELS[lang]
    decider = say(regime.deciders.get(e.decided_by) or DECIDERS[e.decided_by], lang)
    mark = "" if e.verified else "  *"
    lines = [f"· {say(e.says, lang)}  [{e.citation}; {label['decides']}: {decider}]{mark}"]
    if e.when:
        lines.append(f"    {label['when']}: " + "; ".join(_condition(c) for c in e.when))
    return lines


def _condition(c: Condition) -> str:
    op = "" if c.op == "in" else f"{c.op} "
    return f"{c.fact} = {op}{' | '.join(c.values)}"


def _force(p: Provision, as_of: date | None, lang: str) -> str:
    label = _LABELS[lang]
    if p.until is not None and p.until < p.start:
        return label["never"]
    if as_of is not None and as_of < p.start:
        return label["not_yet"].format(day=as_of, start=p.start)
    if as_of is not None and p.until is not None and as_of > p.until:
        return label["over"].format(day=as_of, until=p.until)
    until = label["until"].format(until=p.until, by=p.ended_by) if p.until else ""
    return f"{label['in_force']} {label['from'].format(start=p.start)}{until}"


def _instrument(p: Provision, regime: Regime) -> Instrument | None:
    return next((i for i in regime.instruments if i.id == p.instrument), None)


def provision_json(p: Provision, regime: Regime) -> dict[str, Any]:
    """A provision as JSON: the pack's own fields with the last day derived."""
    instrument = _instrument(p, regime)
    return {
        "id": p.id,
        "citation": p.citation,
        "instrument": p.instrument,
        "url": instrument.url if instrument else "",
        "paragraph": p.paragraph,
        "title": dict(p.title),
        "says": dict(p.says),
        "measure": p.measure,
        "binding": p.binding,
        "outcome": p.outcome,
        "in_force": {"from": p.start.isoformat(), "until": p.until.isoformat() if p.until else None},
        "ended_by": p.ended_by or None,
        "applies_to": [_condition(c) for c in p.applies_to],
        "applies_to_any": [[_condition(c) for c in option] for option in p.any_of],
        "exceptions": [exception_json(e) for e in p.exceptions],
        "duties": [{"do": dict(d.do), "by": d.by.isoformat()} for d in p.duties],
        "relations": [{r.kind: r.target} for r in p.relations],
        "confidence": dict(p.confidence),
        "verified": p.verified,
        "reading": p.reading or None,
        "sources": list(p.sources),
    }


def exception_json(e: Exception_) -> dict[str, Any]:
    """An exception or exemption as JSON."""
    return {
        "id": e.id,
        "provision": e.provision,
        "citation": e.citation,
        "kind": e.kind,
        "says": dict(e.says),
        "when": [_condition(c) for c in e.when],
        "decided_by": e.decided_by,
        "procedure": dict(e.procedure),
        "lifts": list(e.lifts),
        "in_force": {
            "from": e.start.isoformat() if e.start else None,
            "until": e.until.isoformat() if e.until else None,
        },
        "verified": e.verified,
    }
