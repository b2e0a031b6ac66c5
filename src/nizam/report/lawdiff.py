"""`nizam regime diff`: the law of two days side by side, in sentences or as data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from nizam.errors import BadRequest
from nizam.model.law import Exception_, Provision, Regime
from nizam.regime.changes import Began, CapChange, Changes, Replaced, WayOut, changes
from nizam.regime.load import load_regime
from nizam.report.history import Teller, day, short, tellers
from nizam.report.lines import Sheet
from nizam.report.timeline import cap_data, event_data
from nizam.report.words import say


def difference(
    first: date, last: date, as_json: bool, lang: str, *, regime: str = "un-dprk", color: bool = False
) -> str:
    """What the law of the later day has that the earlier had not, and the other way round.

    Raises BadRequest where the days are in the wrong order, or one lies before the encoded law.
    """
    law = load_regime(regime)
    if first > last:
        raise BadRequest(f"{first} is later than {last}; swap them: nizam regime diff {last} {first}")
    for at in (first, last):
        if law.began <= at < law.encoded_from:
            raise BadRequest(f"{at} is before the encoded law, which begins on {law.encoded_from}; choose later days.")
    found = changes(law, first, last)
    if as_json:
        return json.dumps(as_data(found, law), ensure_ascii=False, indent=1)
    return _text(found, law, lang, color=color)


def as_data(c: Changes, regime: Regime) -> dict[str, Any]:
    """`began` and `ended` are complete: what was replaced stands there too, with its chain in `changed`."""
    both = tellers(regime)

    heirs = {r.chain[-1].id: r for r in c.replaced}
    began = [*c.began, *(Began(r.chain[-1], r.chain[:-1], ()) for r in heirs.values())]
    ended = [(p, None) for p in c.ended] + [(r.chain[0], r.chain[-1].id) for r in c.replaced]
    return {
        "regime": regime.id,
        "from": c.first.isoformat(),
        "to": c.last.isoformat(),
        "in_force": {"from": c.in_force[0], "to": c.in_force[1]},
        "began": [
            {
                **_provision(b.provision),
                "chain": [p.id for p in (*b.through, b.provision)],
                "replaces_one_in_force": b.provision.id in heirs,
                "tightens": [p.id for p in b.tightens],
                "sentence": {t.lang: _began(b, t) for t in both},
            }
            for b in began
        ],
        "ended": [
            {**_provision(p), "replaced_by": heir, "sentence": {t.lang: _ended(p, t) for t in both}}
            for p, heir in ended
        ],
        "changed": [
            *({**_replaced_data(r), "sentence": {t.lang: _replaced(r, t) for t in both}} for r in c.replaced),
            *({**_way_data(w), "sentence": {t.lang: _way(w, t) for t in both}} for w in c.ways),
            *({**_cap_data(x), "sentence": {t.lang: _cap(x, t) for t in both}} for x in c.caps),
        ],
        "ran_out": [event_data(e, both) for e in c.ran_out],
        "passing": [{**_provision(p), "sentence": {t.lang: _passing(p, t) for t in both}} for p in c.passing],
        "votes": [event_data(e, both) for e in c.votes],
    }


def _provision(p: Provision) -> dict[str, Any]:
    return {
        "id": p.id,
        "citation": p.citation,
        "title": dict(p.title),
        "binding": p.binding,
        "in_force": {"from": p.start.isoformat(), "until": day(p.until)},
    }


def _replaced_data(r: Replaced) -> dict[str, Any]:
    old, new = r.chain[0], r.chain[-1]
    return {
        "kind": "replaced",
        "id": new.id,
        "citation": new.citation,
        "title": dict(new.title),
        "chain": [p.id for p in r.chain],
        "binding": [old.binding, new.binding],
        "cap": [cap_data(amount) for amount in r.cap] if any(r.cap) else None,
        "exceptions_closed": [e.id for e in r.closed],
        "exceptions_opened": [e.id for e in r.opened],
    }


def _way_data(w: WayOut) -> dict[str, Any]:
    kind = "exception" if w.provision else "exemption"
    what = "carried_on" if w.instead else "opened" if w.opened else "closed"
    return {
        "kind": f"{kind}_{what}",
        "id": f"{w.provision.id}#{w.exception.id}" if w.provision else w.exception.id,
        "citation": w.exception.citation,
        "provision": w.provision.id if w.provision else w.exception.provision,
        "by": w.instead.id if w.instead else None,
    }


def _cap_data(c: CapChange) -> dict[str, Any]:
    return {
        "kind": "cap_changed",
        "id": f"{c.provision.id}#{c.exception.id}",
        "citation": c.exception.citation,
        "cap": [cap_data(c.before), cap_data(c.after)],
    }


def _text(c: Changes, regime: Regime, lang: str, *, color: bool) -> str:
    t = Teller(regime, lang, screen=True)
    sheet = Sheet(color=color)
    sheet.line(say(regime.title, lang), style="bold")
    days = {"first": t.labels.day(c.first), "last": t.labels.day(c.last)}
    before, after = c.in_force
    counts = t.ui("in_force", before=before, after=after, arrow=t.labels.arrow)
    sheet.line(f"{t.ui('diff', **days)} · {counts}", style="soft")
    sections: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("changed", "» ", (_replaced(r, t) for r in c.replaced)),
        ("began", "+ ", (_began(b, t) for b in c.began)),
        ("ended", "− ", (_ended(p, t) for p in c.ended)),
        ("ways", "· ", dict.fromkeys(_way(w, t) for w in c.ways)),
        ("caps", "= ", (_cap(x, t) for x in c.caps)),
        ("passing", "· ", (_passing(p, t) for p in c.passing)),
    )
    empty = True
    for key, sign, lines in sections:
        shown = list(lines)
        if shown:
            empty = False
            sheet.heading(f"{t.ui(key)} ({len(shown)})")
            sheet.lines(shown, first=sign)
    if empty:
        sheet.line(t.ui("same"))
    for key, rows in (("ran_out", c.ran_out), ("votes", c.votes)):
        if rows:
            sheet.heading(f"{t.ui(key)} ({len(rows)})")
        for e in rows:
            sheet.line(f"{t.apart(e.day)}  {t.label(e.kind)}: {t.line(e)}", first="! " if key == "ran_out" else "§ ")
    return sheet.text()


def _replaced(r: Replaced, t: Teller) -> str:
    old, new = r.chain[0], r.chain[-1]
    parts = [t.ui("s_changed", title=t.labels.text(new.title), chain=t.chain(short(p.id) for p in r.chain))]
    if old.binding != new.binding:
        force = {"before": t.labels.binding(old.binding), "after": t.labels.binding(new.binding)}
        parts.append(t.ui("s_binding", **force, arrow=t.labels.arrow))
    if any(r.cap):
        parts.append(t.ui("s_cap", before=t.amount(r.cap[0]), after=t.amount(r.cap[1]), arrow=t.labels.arrow))
    parts += [_says("s_closed", e, t) for e in r.closed]
    parts += [_says("s_opened", e, t) for e in r.opened]
    return t.labels.ui("semicolon").join(parts)


def _says(key: str, e: Exception_, t: Teller) -> str:
    return t.ui(key, says=t.labels.text(e.says).rstrip("."))


def _began(b: Began, t: Teller) -> str:
    p = b.provision
    parts = [t.ui("s_began", cite=t.apart(p.citation), title=t.labels.text(p.title), start=t.apart(p.start),
                  force=t.force(p.binding))]  # fmt: skip
    if b.through:
        parts.append(t.ui("s_through", chain=t.chain(short(q.id) for q in b.through)))
    if b.tightens:
        parts.append(t.ui("s_tightens", others=t.cited(q.id for q in b.tightens)))
    return t.labels.ui("semicolon").join(parts)


def _ended(p: Provision, t: Teller) -> str:
    return t.ui("s_ended", cite=t.apart(p.citation), title=t.labels.text(p.title), until=t.apart(p.until))


def _passing(p: Provision, t: Teller) -> str:
    values = {"start": t.apart(p.start), "until": t.apart(p.until)}
    return t.ui("s_passing", cite=t.apart(p.citation), title=t.labels.text(p.title), **values)


def _way(w: WayOut, t: Teller) -> str:
    e, says = w.exception, t.labels.text(w.exception.says)
    if w.instead:
        names = [e.citation, w.instead.citation]
        return t.ui("s_exemption_carried", chain=t.chain(names), says=t.labels.text(w.instead.says))
    what = "opened" if w.opened else "closed"
    if w.provision is None:
        return t.ui(f"s_exemption_{what}", cite=t.apart(e.citation), says=says)
    title = t.labels.text(w.provision.title)
    return t.ui(f"s_exception_{what}", cite=t.apart(e.citation), title=title, says=says)


def _cap(c: CapChange, t: Teller) -> str:
    amounts = {"before": t.amount(c.before), "after": t.amount(c.after), "arrow": t.labels.arrow}
    return t.ui("s_cap_changed", cite=t.apart(c.exception.citation), title=t.labels.text(c.provision.title), **amounts)
