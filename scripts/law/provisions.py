"""The page of one instrument: what it did, and each of its provisions with its ways out, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nizam.model.law import Exception_, Instrument, Provision
from nizam.model.verdict import Outcome
from scripts.law.cases import Shown, lines
from scripts.law.words import Words, anchor, safe, source_marks


def instrument_page(instrument: Instrument, cases: Shown, words: Words) -> list[str]:
    """One instrument: its vote and document, its provisions, the clauses it holds, what of it is not encoded."""
    own = [p for p in words.regime.provisions if p.instrument == instrument.id]
    clauses = [e for e in words.regime.exemptions if _stands_in(e, instrument)]
    out = [f"# {words.apart(instrument.id)}", "", words.ui("generated"), ""]
    out += [f"> {words.text(instrument.did)}", ""] if instrument.did else []
    out.append(f"- {words.ui('adopted')}: {words.day(instrument.adopted)}")
    if instrument.vote:
        out.append(f"- {words.ui('vote')}: {words.apart(instrument.vote)} ({words.ui('vote_how')})")
    if instrument.url:
        link = words.link(words.apart(instrument.id), words.document(instrument.url))
        out.append(f"- {words.ui('document')}: {link}")
    if instrument.verified:
        held = [words.days_in(instrument.verified["on"]), words.apart(instrument.verified["by"])]
        held.append(words.code(f"sha256:{instrument.verified['sha256'][:12]}…"))
        out.append(f"- {words.ui('verified')}: {words.join(held)}")
    out += [f"- {words.ui('count_provisions')}: {len(own)}", ""]
    if len(own) > 1:
        out += [f"## {words.ui('provisions')}", ""]
        out += [f"- {words.refer(p.id)} — {words.text(p.title)}" for p in own]
        out.append("")
    for provision in own:
        out += _provision(provision, cases, words)
    if not own and not clauses:
        out += [words.ui("no_provisions"), ""]
    if clauses:
        out += [f"## {words.ui('clause_here')}", ""]
        out += [f"- {words.refer(e.provision)}: {words.text(e.says)}" for e in _once(clauses)]
        out.append("")
    if instrument.not_encoded:
        out += [f"## {words.ui('not_encoded_here')}", ""]
        out += [*not_encoded(instrument, words), "", words.ui("not_encoded_why"), ""]
    out += _legend(own, words)
    return out


def not_encoded(instrument: Instrument, words: Words) -> Iterator[str]:
    """The paragraphs left out of an instrument, with the reason, as list items."""
    for paragraph, why in instrument.not_encoded.items():
        # "Art. 16e" and "reg 44" bring their own word.
        named = words.apart(paragraph) if paragraph[:2].isalpha() else words.ui("paragraph", n=words.apart(paragraph))
        name = words.ui("whole") if paragraph == "all" else named
        yield f"- {name}: {words.text(why)}"


def _once(clauses: Iterable[Exception_]) -> Iterable[Exception_]:
    """One clause for each paragraph; a paragraph may be encoded as several, which say the same."""
    return {e.provision: e for e in clauses}.values()


def _stands_in(exemption: Exception_, instrument: Instrument) -> bool:
    return exemption.provision.split("/")[1:2] == [instrument.number]


def _provision(p: Provision, cases: Shown, words: Words) -> list[str]:
    out = [f'<a id="{anchor(p.id)}"></a>', "", f"## {words.apart(p.citation)}: {words.text(p.title)}", ""]
    out += [f"> {words.text(p.says)}", ""]
    ended = ""
    if p.until is not None and p.ended_by:
        ended = f"{words.labels.ui('comma')}{words.ui('ended_by', by=words.refer(p.ended_by))}"
    elif p.until is None:
        ended = f"{words.labels.ui('comma')}{words.ui('no_end')}"
    out.append(f"- **{words.ui('in_force')}**: {words.span(p.start, p.until)}{ended}")
    out.append(f"- **{words.ui('measure')}**: {words.title('measures', p.measure)} · {words.labels.binding(p.binding)}")
    if p.binding != "clarifies":
        out.append(f"- **{words.ui('headline_long')}**: {words.headline(p)}")
    if p.explains:
        out.append(f"- **{words.ui('explains')}**: {words.refers(p.explains)}")
    out += _scope(p, words)
    if p.relations:
        out.append(f"- **{words.ui('relations')}**: {words.semi(_relations(p, words))}")
    for duty in p.duties:
        where = f" ({words.semi(words.condition(c) for c in duty.when)})" if duty.when else ""
        then = words.ui(
            "duty_then", before=words.outcome(Outcome.PERMITTED_WITH_CONDITIONS), after=words.headline(p)
        )  # fmt: skip
        done = words.ui("duty", by=words.day(duty.by), do=words.text(duty.do))
        out.append(f"- **{words.ui('duties')}**: {done}{where}. {then}")
    if p.reading:
        says = words.text(words.regime.readings.get(p.reading, {"en": p.reading}))
        out.append(f"- **{words.ui('reading')}**: {says}")
    out.append(f"- **{words.ui('confidence')}**: {_marks(p, words)}")
    if p.sources:
        out.append(f"- **{words.ui('sources')}**: {words.join(words.code(mark) for mark in p.sources)}")
    out.append(f"- **{words.ui('provision')}**: {words.code(p.id)}")
    out.append("")
    out += _cases(p.id, cases, words, "inside", "outside", top=True)
    if p.exceptions:
        out += [f"### {words.ui('ways_out')}", ""]
        for exception in p.exceptions:
            out += way_out(exception, words, p.citation)
            out += [
                f"  {line}" for line in _cases(f"{p.id}#{exception.id}", cases, words, "opens", "closed", top=False)
            ]
            out.append("")
    reaching = [e for e in words.regime.exemptions if e.lifts and (not words.reaches(e) or p.id in words.reaches(e))]
    named = [e for e in _once(reaching) if words.reaches(e)]
    if named:
        out += [f"### {words.ui('also_clauses')}", ""]
        out += [f"- {words.refer(e.provision)}: {words.text(e.says)} {_life(e, words)}" for e in named]
        out.append("")
    return out


def _scope(p: Provision, words: Words) -> list[str]:
    """What it covers, fact by fact; alternatives one below the other."""
    out = []
    if p.applies_to:
        out.append(f"- **{words.ui('covers')}** ({words.ui('covers_all')}):")
        out += [f"  - {words.condition(asked)}" for asked in p.applies_to]
    elif not p.any_of:
        out.append(f"- **{words.ui('covers')}**: {words.ui('covers_nothing')}")
    if p.any_of:
        key = "covers_any" if p.applies_to else "covers"
        out.append(f"- **{words.ui(key)}**:")
        out += [f"  - {words.semi(words.condition(asked) for asked in option)}" for option in p.any_of]
    if p.exhaustive:
        out.append(f"- {words.ui('exhaustive')}")
    if any(asked.fact == "finding" and asked.op == "in" for asked in p.applies_to):
        out.append(f"- {words.ui('on_finding')}")
    return out


def _relations(p: Provision, words: Words) -> Iterator[str]:
    kinds = dict.fromkeys(r.kind for r in p.relations)
    for kind in kinds:
        targets = words.refers(r.target for r in p.relations if r.kind == kind)
        yield words.title("relations", kind).format(list=targets)


def way_out(e: Exception_, words: Words, under: str) -> list[str]:
    """An exception or a clause as a list item: what it spares, who decides, when, by which procedure.

    `under` is the citation that the page gives above it.
    """
    out = [f"- **{words.text(e.says)}**"]
    decides = f"{words.ui('who_decides')}: {words.decider(e.decided_by)}"
    out.append(f"  - {words.kind(e)} · {decides}")
    if e.when:
        out.append(f"  - {words.ui('if_all')}: {words.semi(words.condition(asked) for asked in e.when)}")
    else:
        out.append(f"  - {words.ui('if_nothing' if e.decided_by != 'text' else 'if_nothing_text')}")
    if e.procedure:
        out.append(f"  - {words.ui('procedure')}: {words.procedure(e.procedure)}")
    if e.cap:
        out.append(f"  - {words.ui('cap')}:")
        out += [f"    - {line}" for line in words.cap(e.cap)]
    if e.route:
        out.append(f"  - {words.ui('route')}")
    if e.in_play == "always":
        out.append(f"  - {words.ui('always_asked')}")
    if e.start or e.until:
        out.append(f"  - {words.ui('in_force')}: {words.span(e.start, e.until)}")
    if e.citation != under:
        out.append(f"  - {words.ui('written_in')}: {words.apart(e.citation)}")
    if not e.verified:
        out.append(f"  - *{words.ui('from_memory')}*")
    if e.note:
        out.append(f"  - {words.text(e.note)}")
    out.append(f"  - {words.code(e.id)}")
    return out


def _life(e: Exception_, words: Words) -> str:
    return f"({words.span(e.start, e.until)})" if e.start or e.until else ""


def _cases(name: str, cases: Shown, words: Words, inside: str, outside: str, *, top: bool) -> list[str]:
    """The cases on both sides of a rule: under a heading for a provision, as sub-items for an exception."""
    out: list[str] = []
    for key, found in ((inside, cases.inside.get(name, [])), (outside, cases.outside.get(name, []))):
        if not found:
            continue
        told = lines(found, words, apart_from=name if key in ("outside", "closed") else "")
        if top:
            out += [f"**{words.ui(key)}**", "", *told, ""]
        else:
            out += [f"- {words.ui(key)}:", *(f"  {row}" for row in told)]
    return out


def _marks(p: Provision, words: Words) -> str:
    return words.join(
        f"{words.ui(f'{key}_mark')} {words.apart(p.confidence.get(key, '–'))}" for key in ("rule", "paragraph")
    )


def _legend(own: Iterable[Provision], words: Words) -> list[str]:
    """What the marks mean, and what the sources cited on this page are."""
    own = list(own)
    if not own:
        return []
    out = [f"## {words.ui('confidence')}", "", confidence_line(words), ""]
    used = [mark for mark in source_marks() if any(mark in p.sources for p in own)]
    if used:
        out += [f"## {words.ui('sources')}", ""]
        for mark in used:
            told = safe(source_marks()[mark])
            told = f'<span dir="ltr" lang="en">{told}</span>' if words.rtl else told
            out.append(f"- {words.code(mark)}: {told}")
        out.append("")
    return out


def confidence_line(words: Words) -> str:
    marks = words.semi(words.title("marks", mark) for mark in ("V", "S", "M"))
    return words.ui("confidence_why", marks=marks)
