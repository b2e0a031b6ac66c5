"""Reports and verdicts for a terminal of 100 columns; right-to-left words stand apart from what surrounds them."""

from __future__ import annotations

from nizam import said
from nizam.model.verdict import Verdict
from nizam.report.labels import Labels, labels
from nizam.report.lines import Sheet, apart, clean, mixed, quoted
from nizam.report.shape import BesideLine, Card, DoorLine, Paragraph, QuestionLine, Report, VerdictView
from nizam.report.verdicts import view


def render(report: Report, *, color: bool = False) -> str:
    """An article's report as text. `color` adds ANSI colours; nothing is said by colour alone."""
    t = labels(report.lang)
    sheet = Sheet(color=color)
    sheet.line(apart(report.title, t.dir), style="bold")
    sheet.line(" · ".join(f"{label}: {apart(value, t.dir)}" for label, value in report.header), style="soft")
    sheet.line(report.as_of)
    sheet.gap()
    sheet.line(report.headline, style=report.worst or "bold")
    sheet.lines(report.sentences, first="")
    for group in report.groups:
        sheet.heading(f"{group.glyph} {group.headline} ({t.count('items', len(group.cards))})", group.outcome)
        for card in group.cards:
            _card(sheet, card, t)
    if report.apart:
        sheet.heading(f"{t.ui('said_not_done')} ({t.count('items', len(report.apart))})")
        sheet.line(t.ui("said_not_done_why"), style="soft")
        for card in report.apart:
            _card(sheet, card, t)
    _statements(sheet, report, t)
    _entities(sheet, report, t)
    _references(sheet, report, t)
    if report.general:
        sheet.heading(t.ui("general_doors"))
        sheet.lines(_door(d, t) for d in report.general)
    sheet.heading(t.ui("not_checked"))
    sheet.lines(mixed(line, t.dir) for line in report.not_checked)
    if report.model:
        sheet.heading(t.ui("model"))
        sheet.lines(mixed(line, t.dir) for line in report.model)
    sheet.heading(t.ui("how_decided"))
    for label, value in report.decided:
        sheet.line(f"{label}: {apart(value, t.dir)}")
    if report.notes:
        sheet.lines([apart(note, t.dir) for note in report.notes], first=f"{t.ui('note')}: ")
    sheet.line(f"{t.ui('how_decided_why')} {t.ui('no_advice')}", style="soft")
    return sheet.text()


def verdict_text(verdict: Verdict, lang: str, *, color: bool = False) -> str:
    """One verdict as text: the answer and what it rests on come first, the tests one by one last.

    Where a fact is missing, the questions that would settle it come before the paragraphs.
    """
    t = labels(lang)
    shown = view(verdict, t)
    sheet = Sheet(color=color)
    if verdict.id:
        sheet.line(t.ui("deal", id=apart(verdict.id, t.dir)), style="soft")
    sheet.line(f"{shown.glyph} {shown.headline.upper() if t.lang == 'en' else shown.headline}", style=shown.outcome)
    sheet.line(" · ".join(part for part in (shown.as_of, shown.at_least, shown.today) if part), style="soft")
    if shown.beside:
        sheet.line(shown.at_once)
    _asked(sheet, shown, t)
    if shown.paragraphs:
        sheet.heading(t.ui("paragraphs"))
        for paragraph in shown.paragraphs:
            _paragraph(sheet, paragraph, t, 0, shown)
        _footnotes(sheet, shown, t, 0)
    else:
        sheet.line(f"{t.ui('no_paragraphs')} {t.ui('only_found')}")
    _section(sheet, t.ui("doors"), [_door(d, t) for d in shown.doors])
    if shown.beside:
        sheet.heading(t.ui("beside"))
        for line in shown.beside:
            _beside(sheet, line, t)
    _section(sheet, t.ui("parties"), [f"{apart(p.name, t.dir)}: {clean(p.says)}" for p in shown.parties])
    _section(sheet, t.ui("understood"), [mixed(line, t.dir) for line in shown.understood])
    _section(sheet, t.ui("not_checked"), [mixed(line, t.dir) for line in shown.not_checked])
    if any(paragraph.tests for paragraph in shown.paragraphs):
        sheet.heading(t.ui("trace"))
        for paragraph in shown.paragraphs:
            _tests(sheet, paragraph, t)
    sheet.gap()
    for label, value in shown.decided:
        sheet.line(f"{label}: {apart(value, t.dir)}", style="soft")
    return sheet.text()


def error_text(deal_id: str, field: str, message: str, lang: str) -> str:
    """What stands for a deal that could not be judged, between the verdicts of a file of deals."""
    t = labels(lang)
    sheet = Sheet(color=False)
    called = t.ui("deal", id=apart(deal_id, t.dir)) if deal_id else ""
    sheet.line(t.ui("comma").join(part for part in (called, t.ui("not_judged")) if part), first="! ")
    sheet.line(apart(said.message(f"{field}: {message}" if field else message, lang), t.dir), 2)
    return sheet.text()


def _section(sheet: Sheet, title: str, lines: list[str]) -> None:
    """A heading with a list under it, or nothing."""
    if lines:
        sheet.heading(title)
        sheet.lines(lines)


def _asked(sheet: Sheet, shown: VerdictView, t: Labels) -> None:
    """Each question with who could know, and what each answer would give."""
    if not shown.questions:
        return
    sheet.heading(t.ui("questions"))
    for q in shown.questions:
        sheet.line(_ask(q, t), first="? ", style="bold")
        sheet.lines(q.answers, 2)


def _beside(sheet: Sheet, line: BesideLine, t: Labels) -> None:
    """Another regime in full: its answer, the tie, what it cites, what it asks, who may license."""
    sheet.line(f"{line.glyph} {line.name}: {line.headline} ({line.tie})", style=line.outcome or "soft")
    for citation, title, memory, _ in line.cited:
        sheet.line(f"{apart(citation, t.dir)}{'*' if memory else ''} — {title}", 2, first="§ ")
    if any(memory for _, _, memory, _ in line.cited):
        sheet.line(t.ui("memory_short"), 2, first="* ", style="warn")
    sheet.lines(line.questions, 2, first="? ")
    # Sentences of the law with their own isolates: nobody else's words are in them.
    sheet.lines(line.doors, 2)


def _card(sheet: Sheet, card: Card, t: Labels) -> None:
    verdict = card.verdict
    sheet.gap()
    number = f"[{card.number}] "
    head = f"{verdict.glyph} {verdict.headline} · {card.modal} · {verdict.as_of}"
    sheet.line(head, first=number, style=verdict.outcome)
    hang = len(number)
    sheet.line(quoted(card.quote, t.dir), hang)
    deed = f"{card.deed} ({card.domain})"
    if card.who or card.whom:
        sides = [apart(name or t.ui("not_told"), t.dir) for name in (card.who, card.whom)]
        deed += f" · {sides[0]} {t.arrow} {sides[1]}"
    sheet.line(deed, hang, style="bold")
    cue = f" ({t.ui('by_word', cue=quoted(card.cue, t.dir))})" if card.cue else ""
    sheet.line(f"{t.ui('status')}: {card.status}{t.ui('comma')}{card.means}{cue}", hang)
    rows = [(t.ui("said_by"), card.said_by)] if card.said_by else []
    extra = [f"{label}: {apart(value, t.dir)}" for label, value in (*rows, *card.details)]
    extra += [apart(card.proposed, t.dir)] if card.proposed else []
    extra += [text for text in (card.commitment, verdict.at_least, verdict.today) if text]
    if extra:
        sheet.line(" · ".join(extra), hang)
    for paragraph in verdict.paragraphs:
        _paragraph(sheet, paragraph, t, hang, verdict)
    if not verdict.paragraphs:
        sheet.line(t.ui("no_paragraphs"), hang)
    _footnotes(sheet, verdict, t, hang)
    for title, lines in ((t.ui("questions"), _questions(verdict, t)), (t.ui("doors"), _short(verdict, t))):
        if lines:
            sheet.line(f"{title}:", hang)
            sheet.lines(lines, hang)
    sheet.lines((mixed(line.short, t.dir) for line in verdict.tied), hang, first="= ")
    telling = [p for p in verdict.parties if p.state in ("match", "possible")]
    sheet.lines([f"{apart(p.name, t.dir)}: {clean(p.says)}" for p in telling], hang, first="! ")


def _paragraph(sheet: Sheet, p: Paragraph, t: Labels, indent: int, verdict: VerdictView) -> None:
    own = f"  [{p.headline}]" if p.outcome is not None and p.outcome is not verdict.outcome else ""
    sheet.line(
        f"{apart(p.citation, t.dir)}{'*' if p.memory else ''} — {p.title}{own}", indent, first="§ ", style="bold"
    )
    indent += 2
    if p.says != p.title:
        sheet.line(p.says, indent)
    sheet.line(" · ".join(part for part in (p.binding, p.force, p.exception) if part), indent, style="soft")
    if p.note:
        sheet.line(f"{t.ui('note')}: {mixed(p.note, t.dir)}", indent)


def _footnotes(sheet: Sheet, verdict: VerdictView, t: Labels, indent: int) -> None:
    """What the paragraphs rest on, told once for all of them: numbers from memory, and our own readings."""
    memory = next((p.memory for p in verdict.paragraphs if p.memory), "")
    if memory:
        sheet.line(memory, indent, first="* ", style="warn")
    for reading in verdict.readings:
        on = t.ui("rests_on", citations=t.ui("comma").join(apart(c, t.dir) for c in reading.citations))
        sheet.line(f"{t.ui('reading')} ({on}): {mixed(reading.says, t.dir)}", indent)


def _tests(sheet: Sheet, p: Paragraph, t: Labels) -> None:
    """The tests of one paragraph: of its scope, then of each exception under what it says."""
    if p.tests:
        sheet.line(apart(p.citation, t.dir), first="§ ", style="bold")
    held = ""
    for test in p.tests:
        if test.exception != held:
            held = test.exception
            sheet.line(held, 2, style="soft")
        found = f" — {apart(test.found, t.dir)}" if test.found else ""
        sheet.line(f"{test.asked}{found}", 4, first=f"{test.result:<10}")


def _questions(verdict: VerdictView, t: Labels) -> list[str]:
    out = []
    for q in verdict.questions:
        out.append(t.ui("semicolon").join((_ask(q, t), *q.answers)))
    return out


def _ask(q: QuestionLine, t: Labels) -> str:
    return f"{q.ask} — {t.ui('known_by')}: {q.known_by}" if q.known_by else q.ask


def _door(d: DoorLine, t: Labels) -> str:
    marks = t.ui("semicolon").join(part for part in (d.general, d.memory) if part)
    return f"{_decides(d, t)}. {d.says}" + (f" ({marks})" if marks else "")


def _short(verdict: VerdictView, t: Labels) -> list[str]:
    """The ways out of one item; the general clause, the same for all, is told once at the end."""
    out = []
    for d in verdict.doors:
        marks = d.general or (t.ui("memory_short") if d.memory else "")
        says = "" if d.general else f" {d.says}"
        out.append(f"{_decides(d, t)}.{says}" + (f" ({marks})" if marks else ""))
    return out


def _decides(d: DoorLine, t: Labels) -> str:
    return f"{apart(d.citation, t.dir)}{t.ui('comma')}{t.ui('decided_by')} {d.decider}"


def _statements(sheet: Sheet, report: Report, t: Labels) -> None:
    sheet.heading(t.ui("statements"))
    if not report.statements:
        sheet.line(t.ui("no_statements"))
    for s in report.statements:
        office = f" ({apart(s.office, t.dir)})" if s.office else ""
        about = [f"{apart(s.speaker, t.dir)}{office}", quoted(s.verb, t.dir), s.mode, s.polarity]
        about += [apart(part, t.dir) for part in (s.addressee, s.hedge, s.proposed) if part]
        if s.items:
            about.append(f"{t.ui('has_items')} {', '.join(map(str, s.items))}")
        number = f"{s.number}. "
        sheet.line(" · ".join(about), first=number, style="bold")
        sheet.line(quoted(s.content, t.dir), len(number))


def _entities(sheet: Sheet, report: Report, t: Labels) -> None:
    sheet.heading(t.ui("entities"))
    if not report.entities:
        sheet.line(t.ui("no_entities"))
    for group in report.entities:
        plain = []
        sheet.line(f"{group.title}:", style="bold")
        for e in group.entities:
            about = t.ui("comma").join(apart(part, t.dir) for part in (e.office, e.country) if part)
            shown = apart(e.name, t.dir) + (f" ({about})" if about else "")
            shown += f" [{apart(e.proposed, t.dir)}]" if e.proposed else ""
            if e.listed:
                sheet.line(shown, 2, first="! ")
                sheet.lines([clean(row.says) for row in e.listed], 4, first="")
            else:
                plain.append(shown)
        if plain:
            sheet.line(" · ".join(plain), 2)


def _references(sheet: Sheet, report: Report, t: Labels) -> None:
    sheet.heading(t.ui("references"))
    if not report.references:
        sheet.line(t.ui("no_references"))
    for r in report.references:
        sheet.line(f"{r.kind} {apart(r.id, t.dir)} {quoted(r.words, t.dir)}", first="§ ", style="bold")
        if r.says:
            sheet.line(r.says, 2)
