"""The report as Markdown, to be pasted where Markdown is read. Words of the article are escaped."""

from __future__ import annotations

import re

from nizam.report.labels import Labels, labels
from nizam.report.lines import apart, clean
from nizam.report.shape import Card, DoorLine, Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def render(report: Report) -> str:
    """The whole report. An Arabic one is wrapped in a right-to-left division."""
    t = labels(report.lang)
    out = [f"# {_safe(report.title, t)}", "", f"**{report.headline}**", ""]
    out += [f"{sentence}  " for sentence in report.sentences]
    out += ["", report.as_of, ""]
    out += [f"- {label}: {_safe(value, t)}" for label, value in report.header]
    for group in report.groups:
        out += ["", f"## {group.glyph} {group.headline} ({t.count('items', len(group.cards))})"]
        for card in group.cards:
            out += _card(card, t)
    if report.apart:
        out += [
            "",
            f"## {t.ui('said_not_done')} ({t.count('items', len(report.apart))})",
            "",
            t.ui("said_not_done_why"),
        ]
        for card in report.apart:
            out += _card(card, t)
    out += [*_statements(report, t), *_entities(report, t), *_references(report, t)]
    if report.general:
        out += ["", f"## {t.ui('general_doors')}", ""]
        out += [f"- {_decides(d, t)}. {d.says}{f' *({d.memory})*' if d.memory else ''}" for d in report.general]
    out += ["", f"## {t.ui('not_checked')}", "", *(f"- {_safe(line, t)}" for line in report.not_checked)]
    if report.model:
        out += ["", f"## {t.ui('model')}", "", *(f"- {_safe(line, t)}" for line in report.model)]
    out += ["", f"## {t.ui('how_decided')}", ""]
    out += [f"- {label}: `{clean(value).replace('`', '')}`" for label, value in report.decided]
    out += [f"- {t.ui('note')}: {_safe(note, t)}" for note in report.notes]
    out += [f"- {t.ui('memory_short')}: {t.unverified}"]
    out += ["", f"{t.ui('how_decided_why')} {t.ui('no_advice')}"]
    text = "\n".join(out) + "\n"
    return f'<div dir="rtl" lang="{report.lang}">\n\n{text}\n</div>\n' if t.dir == "rtl" else text


def _safe(text: str, t: Labels) -> str:
    return _SPECIAL.sub(r"\\\1", apart(text, t.dir))


def _link(citation: str, url: str, t: Labels) -> str:
    # Brackets of S/RES/2371(2017) would end the link.
    address = url.replace("(", "%28").replace(")", "%29")
    return f"[{_safe(citation, t)}]({address})" if url else _safe(citation, t)


def _card(card: Card, t: Labels) -> list[str]:
    verdict = card.verdict
    out = ["", f"### {card.number}. {verdict.glyph} {verdict.headline}", "", f"> {_safe(card.quote, t)}", ""]
    deed = f"- **{card.deed}** ({card.domain})"
    if card.who or card.whom:
        sides = [_safe(name or t.ui("not_told"), t) for name in (card.who, card.whom)]
        deed += f": {sides[0]} {t.arrow} {sides[1]}"
    out.append(deed)
    cue = f" ({t.ui('by_word', cue=_safe(f'«{card.cue}»', t))})" if card.cue else ""
    out.append(f"- {t.ui('status')}: **{card.status}**{t.ui('comma')}{card.means}{cue}")
    out.append(f"- {card.modal} · {verdict.as_of}")
    rows = [(t.ui("said_by"), card.said_by)] if card.said_by else []
    out += [f"- {label}: {_safe(value, t)}" for label, value in (*rows, *card.details)]
    out += [f"- *{_safe(card.proposed, t)}*"] if card.proposed else []
    out += [f"- {text}" for text in (card.commitment, verdict.at_least, verdict.today) if text]
    for p in verdict.paragraphs:
        own = f" [{p.headline}]" if p.outcome is not None and p.outcome is not verdict.outcome else ""
        about = " · ".join(part for part in (p.binding, p.force, p.exception) if part)
        says = f": {p.says}" if p.says != p.title else ""
        out.append(f"- {_link(p.citation, p.url, t)} **{p.title}**{own}{says} ({about})")
        if p.note:
            out.append(f"  - {t.ui('note')}: {_safe(p.note, t)}")
        if p.memory:
            out.append(f"  - *{t.ui('memory_short')}*")
    if not verdict.paragraphs:
        out.append(f"- {t.ui('no_paragraphs')}")
    for reading in verdict.readings:
        on = t.ui("rests_on", citations=t.ui("comma").join(_safe(c, t) for c in reading.citations))
        out.append(f"- {t.ui('reading')} ({on}): {_safe(reading.says, t)}")
    for q in verdict.questions:
        known = f" — {t.ui('known_by')}: {q.known_by}" if q.known_by else ""
        out.append(f"- {t.ui('questions')}: {t.ui('semicolon').join((q.ask + known, *q.answers))}")
    for d in verdict.doors:
        says = f" ({d.general})" if d.general else f" {d.says}"
        memory = f" *({t.ui('memory_short')})*" if d.memory else ""
        out.append(f"- {t.ui('doors')}: {_decides(d, t)}.{says}{memory}")
    for line in verdict.tied:
        links = t.ui("comma").join(_link(citation, url, t) for citation, _, _, url in line.cited)
        out.append(f"- **{line.name}**: {line.headline}" + (f" ({links})" if links else ""))
    telling = [party for party in verdict.parties if party.state in ("match", "possible")]
    out += [f"- {_safe(party.name, t)}: {_safe(party.says, t)}" for party in telling]
    return out


def _decides(d: DoorLine, t: Labels) -> str:
    return f"{_link(d.citation, d.url, t)}{t.ui('comma')}{t.ui('decided_by')} {d.decider}"


def _statements(report: Report, t: Labels) -> list[str]:
    out = ["", f"## {t.ui('statements')}", ""]
    for s in report.statements:
        office = f" ({_safe(s.office, t)})" if s.office else ""
        about = [f"«{s.verb}»", s.mode, s.polarity, *(part for part in (s.addressee, s.hedge, s.proposed) if part)]
        shown = " · ".join(_safe(part, t) for part in about)
        out.append(f"{s.number}. **{_safe(s.speaker, t)}**{office} · {shown}: {_safe(f'«{s.content}»', t)}")
    return out if report.statements else [*out, t.ui("no_statements")]


def _entities(report: Report, t: Labels) -> list[str]:
    out = ["", f"## {t.ui('entities')}", ""]
    for group in report.entities:
        out.append(f"- **{group.title}**")
        for e in group.entities:
            about = t.ui("comma").join(part for part in (e.office, e.country) if part)
            proposed = f" *[{_safe(e.proposed, t)}]*" if e.proposed else ""
            listed = "".join(f" — **{_safe(row.says, t)}**" for row in e.listed)
            out.append(f"  - {_safe(e.name, t)}{f' ({_safe(about, t)})' if about else ''}{proposed}{listed}")
    return out if report.entities else [*out, t.ui("no_entities")]


def _references(report: Report, t: Labels) -> list[str]:
    out = ["", f"## {t.ui('references')}", ""]
    for r in report.references:
        says = f": {r.says}" if r.says else ""
        out.append(f"- {r.kind} {_link(r.id, r.url, t)} {_safe(f'«{r.words}»', t)}{says}")
    return out if report.references else [*out, t.ui("no_references")]
