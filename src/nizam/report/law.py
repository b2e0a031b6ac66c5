"""The encoded law for a person: what a paragraph says, since when, with which way out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from nizam.errors import BadRequest
from nizam.model.law import Condition, Exception_, Instrument, Provision, Regime
from nizam.regime.load import load_regime, regimes
from nizam.report.labels import Labels, labels
from nizam.report.lines import Sheet, apart
from nizam.report.words import BINDING, DECIDERS, UNVERIFIED, say
from nizam.text.scripts import FSI, PDI

_LABELS = {
    "en": {
        "in_force": "in force",
        "not_yet": "not in force on {day}: it begins on {start}",
        "over": "not in force on {day}: it ended on {until}",
        "never": "never in force: replaced before it began",
        "from": "from {start}",
        "until": " to {until}, ended by {by}",
        "count": "paragraphs: {n}",
        "count_on": "in force on {day}: {n} of {all} paragraphs",
        "applies": "covers",
        "one_of": "at least one of these:",
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
        "count": "عدد الفقرات: {n}",
        "count_on": "السارية في {day}: {n} من أصل {all} فقرة",
        "applies": "تشمل",
        "one_of": "واحد على الأقل مما يلي:",
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
    words, label = labels(lang), _LABELS[lang]
    sheet = Sheet(color=False)
    counted = label["count"].format(n=len(shown))
    if as_of is not None:
        counted = label["count_on"].format(day=apart(str(as_of), words.dir), n=len(shown), all=len(regime.provisions))
    sheet.line(f"{say(regime.title, lang)} · {counted}")
    widest = max((len(p.id) for p in shown), default=0)
    for p in shown:
        days = f"{p.start} – {p.until or '…'}"
        first = f"{_set_apart(p.id.ljust(widest), words)}  {_set_apart(days.ljust(23), words)}  "
        sheet.line(f"{say(p.title, lang)}{'' if p.verified else ' *'}", first=first)
    if not all(p.verified for p in shown):
        sheet.line(say(UNVERIFIED, lang), first="* ")
    return sheet.text().rstrip("\n")


def _set_apart(text: str, words: Labels) -> str:
    """A cell of a table that runs left to right, blanks and all, in a line that may not."""
    return f"{FSI}{text}{PDI}" if words.dir == "rtl" else text


def showing(name: str, as_of: date | None, as_json: bool, lang: str) -> str:
    """One provision in full. Raises BadRequest naming the nearest ids where there is none of that name."""
    regime, found, exemptions = _named(name)
    _within(regime, as_of)
    if not found and not exemptions:
        raise BadRequest(f"no provision {name!r}; {_nearest(name, regime)}")
    if as_json:
        data = [provision_json(p, regime) for p in found] + [exception_json(e) for e in exemptions]
        return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=1)
    sheet = Sheet(color=False)
    for p in found:
        sheet.gap()
        _block(sheet, p, regime, as_of, lang)
    for e in exemptions:
        sheet.gap()
        _exemption(sheet, e, regime, lang, 0)
    return sheet.text().rstrip("\n")


def _named(name: str) -> tuple[Regime, list[Provision], list[Exception_]]:
    """What an id (`un-dprk/2397/8`, for the United Nations also `2397/8`) or a citation names, and in whose law."""
    known = regimes()
    if name.partition("/")[0] in known:
        regime = load_regime(name.partition("/")[0])
        return regime, *_under(name.rstrip("/"), regime)
    cited = " ".join(name.split()).lower()
    for other in sorted(known, key=lambda key: not key.startswith("un-")):
        regime = load_regime(other)
        found = [p for p in regime.provisions if p.citation.lower() == cited]
        if found:
            return regime, found, [e for e in regime.exemptions if e.citation.lower() == cited]
    regime = load_regime()
    return regime, *_under(f"{regime.id}/{name.rstrip('/')}", regime)


def _under(name: str, regime: Regime) -> tuple[list[Provision], list[Exception_]]:
    found = [p for p in regime.provisions if p.id == name]
    found = found or [p for p in regime.provisions if p.id.startswith(f"{name}(")]
    return found, [e for e in regime.exemptions if e.provision == name]


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


def _block(sheet: Sheet, p: Provision, regime: Regime, as_of: date | None, lang: str) -> None:
    label, words = _LABELS[lang], labels(lang)
    instrument = _instrument(p, regime)
    sheet.line(f"{apart(p.citation, words.dir)} — {say(p.title, lang)}")
    sheet.line(say(p.says, lang), 2)
    sheet.line(f"{_force(p, as_of, lang)}{words.ui('semicolon')}{say(BINDING[p.binding], lang)}", 2)
    if not p.verified:
        sheet.line(say(UNVERIFIED, lang), 2, first="! ")
    if p.applies_to or p.any_of:
        sheet.line(f"{label['applies']}:", 2)
        sheet.lines((_in_words(c, words) for c in p.applies_to), 2)
    if p.any_of:
        sheet.line(label["one_of"], 2, first="· ")
        sheet.lines((_all_of(option, words) for option in p.any_of), 4, first="- ")
    for duty in p.duties:
        sheet.line(f"{label['duty'].format(by=words.day(duty.by))}: {say(duty.do, lang)}", 2)
    if p.exceptions:
        sheet.line(f"{label['exceptions']}:", 2)
        for e in p.exceptions:
            _exemption(sheet, e, regime, lang, 2)
    if p.reading:
        sheet.line(f"{label['reading']}: {say(regime.readings.get(p.reading, {}), lang)}", 2)
    if instrument is not None and instrument.url:
        url = instrument.url.replace("//docs.un.org/en/", f"//docs.un.org/{words.lang}/")
        sheet.line(f"{label['source']}: {apart(url, words.dir)}", 2)


def _exemption(sheet: Sheet, e: Exception_, regime: Regime, lang: str, indent: int) -> None:
    label, words = _LABELS[lang], labels(lang)
    decider = say(regime.deciders.get(e.decided_by) or DECIDERS[e.decided_by], lang)
    mark = "" if e.verified else " *"
    cite = f"{apart(e.citation, words.dir)}{words.ui('semicolon')}{label['decides']}: {decider}"
    sheet.line(f"{say(e.says, lang)} [{cite}]{mark}", indent, first="· ")
    if e.when:
        sheet.line(f"{label['when']}: {_all_of(e.when, words)}", indent + 2)


def _all_of(conditions: Iterable[Condition], words: Labels) -> str:
    return words.ui("semicolon").join(_in_words(c, words) for c in conditions)


def _in_words(c: Condition, words: Labels) -> str:
    """A condition as people say it: `purpose: relief or denuclearisation`."""
    return words.condition(f"{c.fact} is {'' if c.op == 'in' else f'{c.op} '}{' or '.join(c.values)}")[1]


def _condition(c: Condition) -> str:
    """A condition as the pack writes it, for programs."""
    op = "" if c.op == "in" else f"{c.op} "
    return f"{c.fact} = {op}{' | '.join(c.values)}"


def _force(p: Provision, as_of: date | None, lang: str) -> str:
    label, words = _LABELS[lang], labels(lang)
    if p.until is not None and p.until < p.start:
        return label["never"]
    if as_of is not None and as_of < p.start:
        return label["not_yet"].format(day=words.day(as_of), start=words.day(p.start))
    if as_of is not None and p.until is not None and as_of > p.until:
        return label["over"].format(day=words.day(as_of), until=words.day(p.until))
    ended = apart(p.ended_by, words.dir)
    until = label["until"].format(until=words.day(p.until), by=ended) if p.until else ""
    return f"{label['in_force']} {label['from'].format(start=words.day(p.start))}{until}"


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
