"""A verdict in words of one language: what the surfaces show of it, article or single deal alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from nizam.engine.questions import fact_of
from nizam.engine.view import DATED
from nizam.engine.whatif import OTHER
from nizam.model.law import Text
from nizam.model.verdict import Beside, Door, Finding, Outcome, PartyAnswer, Question, Step, Verdict
from nizam.record import replace
from nizam.regime.load import load_regime, regimes
from nizam.report.labels import GLYPHS, Labels
from nizam.report.lines import apart
from nizam.report.shape import BesideLine, DoorLine, Paragraph, PartyLine, QuestionLine, Reading, Test, VerdictView

_CITATION = re.compile(r"UNSCR (\d+) \((\d{4})\)")
_SYMBOL = re.compile(r"S/(?:RES/\d+\(\d{4}\)|\d{4}/\d+)")
_GOODS = re.compile(r"goods\[(\d+)\] «(.*)» → HS (.*?)(?:; (.*))?", re.DOTALL)
_FACT = re.compile(r"([a-z_.]+) = (.*?)(?:  «(.*)»)?", re.DOTALL)
_PATHLIKE = re.compile(r"[a-z_.]+(\[\d+\])?[a-z_.]*|deal or cap table")
_BALANCE = re.compile(r"(\S+) \+ (\S+) / (\S+) ([a-z]+)")
MOST_TERMS = 6
"""Of more terms than these a line shows half as many, and how many others there are."""


def view(verdict: Verdict, words: Labels, called: Callable[[str], str] = str) -> VerdictView:
    """Everything a person reads of a verdict. `called` puts a party's name into the reader's language."""
    return VerdictView(
        outcome=verdict.outcome,
        glyph=GLYPHS[verdict.outcome],
        headline=words.headline(verdict.outcome),
        as_of=words.ui("as_of_day", day=words.day(verdict.as_of)) if verdict.as_of else words.ui("no_day"),
        at_least=words.ui("at_least", headline=words.headline(verdict.at_least)) if verdict.at_least else "",
        today=words.ui("today", headline=words.headline(verdict.today)) if verdict.today else "",
        paragraphs=tuple(_paragraph(f, verdict.steps, words) for f in verdict.findings),
        readings=_readings(verdict.findings, words),
        doors=tuple(_door(d, words) for d in verdict.doors),
        questions=tuple(_question(q, words) for q in verdict.questions),
        parties=tuple(_party(p, called(p.name), words) for p in verdict.parties),
        not_checked=tuple(dict.fromkeys(words.text(said) for said in verdict.not_checked)),
        understood=tuple(dict.fromkeys(_understood(line, words) for line in verdict.understood)),
        decided=decided(verdict.decision_id, verdict.packs.items(), verdict.lists.items(), words),
        beside=(others := tuple(_beside(b, words) for b in verdict.beside)),
        at_once=" · ".join(
            (f"{words.ui('un_short')}: {words.headline(verdict.outcome)}", *(f"{b.name}: {b.headline}" for b in others))
        ),
    )


def _beside(b: Beside, words: Labels) -> BesideLine:
    """One other regime in words. What it cites comes as citation, title, warning of a number from memory, and link."""
    cited = tuple(
        (f.citation, words.text(f.title), "" if f.verified else words.ui("memory_short"), b.urls.get(f.provision, ""))
        for f in b.findings
    )
    headline = words.other_headline(b.outcome) if b.outcome else words.ui("beside_not_encoded")
    if b.carried and b.outcome:
        headline = words.ui("beside_carried", headline=words.headline(b.outcome))
    ties = words.ui("comma").join(words.country(code) if len(code) == 2 else code for code in b.binds_by)
    return BesideLine(
        name=words.text(b.short),
        outcome=b.outcome,
        glyph=GLYPHS[b.outcome] if b.outcome else "–",
        headline=headline,
        tie=words.ui("beside_tied", ties=ties) if ties else words.ui("beside_not_tied"),
        tied=b.binds == "yes",
        cited=cited,
        questions=tuple(words.text(q.ask) for q in b.questions),
        doors=tuple(
            dict.fromkeys(
                f"{apart(d.citation, words.dir)}{words.ui('comma')}{words.ui('decided_by')} "
                f"{words.text(b.deciders[d.decided_by]) if d.decided_by in b.deciders else words.decider(d.decided_by)}"
                for d in b.doors
            )
        ),
    )


def document_url(citation: str, lang: str) -> str:
    """The UN document a citation or symbol names, in the reader's language; "" for anything else."""
    found = _CITATION.match(citation)
    symbol = f"S/RES/{found[1]}({found[2]})" if found else citation
    return f"https://docs.un.org/{lang}/{symbol}" if _SYMBOL.fullmatch(symbol) else ""


def decided(
    decision: str, packs: Iterable[tuple[str, str]], lists: Iterable[tuple[str, str]], words: Labels
) -> tuple[tuple[str, str], ...]:
    """What an answer rests on, as label and value: decision id, packs, lists, program."""
    from nizam import __version__

    rows = [(words.ui("decision_id"), decision)] if decision else []
    rows += [(words.ui("pack", name=name), value) for name, value in packs]
    rows += [(words.ui("list", name=name), value) for name, value in lists]
    rows.append((words.ui("program"), f"nizam {__version__}"))
    return tuple(rows)


def _paragraph(f: Finding, steps: Sequence[Step], words: Labels) -> Paragraph:
    explains = f.binding == "clarifies" and f.outcome is Outcome.NOT_RESTRICTED
    return Paragraph(
        citation=f.citation,
        title=words.text(f.title),
        says=words.text(f.says),
        outcome=None if explains else f.outcome,
        headline="" if explains else words.headline(f.outcome),
        force=_force(f, words),
        binding=words.binding(f.binding),
        url=document_url(f.citation, words.lang),
        exception=words.ui("exception_used") if f.exception else "",
        memory="" if f.verified else words.unverified,
        note=words.text(f.note) if f.note else "",
        tests=_tests([s for s in steps if s.provision == f.provision], words),
    )


def _readings(findings: Iterable[Finding], words: Labels) -> tuple[Reading, ...]:
    """Each interpretation once, with all the paragraphs it is behind."""
    held: dict[str, list[str]] = {}
    for f in findings:
        if f.reading:
            held.setdefault(words.text(f.reading), []).append(f.citation)
    return tuple(Reading(tuple(dict.fromkeys(citations)), says) for says, citations in held.items())


def _force(f: Finding, words: Labels) -> str:
    if f.start == date.min:
        return ""
    if f.until is None:
        return words.ui("in_force_since", start=words.day(f.start))
    return words.ui("in_force_between", start=words.day(f.start), until=words.day(f.until))


def _tests(steps: Iterable[Step], words: Labels) -> tuple[Test, ...]:
    """Each test once, those of the scope first, then exception by exception."""
    groups: dict[str, dict[Test, None]] = {"": {}}
    for test in (_test(step, words) for step in steps):
        groups.setdefault(test.exception, {})[test] = None
    return tuple(test for group in groups.values() for test in group)


@lru_cache(maxsize=256)
def _exception_says(provision: str, name: str) -> Text:
    """What an exception of a paragraph, or a clause over all of them, says; empty where no law that ships has it."""
    regime = provision.partition("/")[0]
    if regime not in regimes():
        return {}
    law = load_regime(regime)
    own = (e for p in law.provisions if p.id == provision for e in p.exceptions)
    return next((e.says for e in (*own, *law.exemptions) if e.id == name), {})


def _test(step: Step, words: Labels) -> Test:
    asked = words.condition(step.asked, most=MOST_TERMS)[1] if " is " in step.asked else words.translated(step.asked)
    name = step.test.removeprefix("exception ")
    says = words.text(_exception_says(step.provision, name)) or f"“{name}”"
    return Test(
        key=step.result,
        result=words.title("results", step.result),
        asked=asked if words.lang == "en" or not asked.isascii() else "",
        found=_found(step, words),
        exception=words.ui("test_exception", says=says) if name != step.test else "",
    )


def _found(step: Step, words: Labels) -> str:
    """The words a test was decided on where there are any, else the values found."""
    if step.source and not _PATHLIKE.fullmatch(step.source):
        return words.known(step.source) or f"«{step.source}»"
    if step.result == "not known" or step.found in ("not known", "not stated"):
        return ""
    own = words.known(step.found)
    if own:
        return own
    balance = _BALANCE.fullmatch(step.found)
    if balance:
        used, more = (words.ui("not_known") if part == "?" else part for part in balance.group(1, 2))
        return words.ui("balance", used=used, more=more, limit=balance[3], unit=words.amount(balance[4]))
    fact = step.asked.partition(" is ")[0]
    perhaps = step.found.startswith("perhaps ")
    shown = words.ui("comma").join(words.term(fact, v) for v in step.found.removeprefix("perhaps ").split(", "))
    if words.lang != "en" and re.search(r"[a-z]{3} [a-z]{2}", shown):
        return ""  # an English sentence nobody has put into Arabic is no help to its reader
    return words.ui("perhaps", words=shown) if perhaps else shown


def _door(d: Door, words: Labels) -> DoorLine:
    return DoorLine(
        citation=d.citation,
        url=document_url(d.citation, words.lang),
        says=words.text(d.says),
        decider=words.decider(d.decided_by),
        general=words.ui("general_clause") if d.general else "",
        memory="" if d.verified else words.unverified,
    )


def _question(q: Question, words: Labels) -> QuestionLine:
    """The answers that lead to the same headline stand together, the strictest headline first."""
    fact, _ = fact_of(q.fact)
    by_headline: dict[Outcome, list[str]] = {}
    for number, (value, word) in enumerate(q.if_answered.items()):
        place = "first" if number == 0 else "last" if number == len(q.if_answered) - 1 else "between"
        by_headline.setdefault(Outcome.of(word), []).append(_answer(fact, value, place, words))
    answers = [
        words.ui("if_answered", value=words.either(values, MOST_TERMS), headline=words.headline(outcome))
        for outcome, values in sorted(by_headline.items(), key=lambda row: -row[0].value)
    ]
    if list(by_headline) == [Outcome.UNDETERMINED]:
        answers = [words.ui("not_alone")]
    return QuestionLine(
        words.text(q.ask), words.text(q.known_by) if q.known_by else "", ", ".join(q.why), tuple(answers)
    )


def _answer(fact: str, value: str, place: str, words: Labels) -> str:
    """One possible answer in words. A day stands for all days before, from, or around it."""
    if fact == "date":
        first, _, last = value.partition(" – ")
        since = words.day(date.fromisoformat(first))
        return words.ui("from_day", words=since) if last == "…" else f"{since} – {words.day(date.fromisoformat(last))}"
    if fact in DATED:
        keys = {"first": "until_day", "last": "from_day"}
        day = words.day(date.fromisoformat(value))
        return words.ui(keys[place], words=day) if place in keys else day
    return words.ui("other_answer") if value == OTHER else words.term(fact, value)


def _party(p: PartyAnswer, name: str, words: Labels) -> PartyLine:
    line = _by_the_regime(p, name, words)
    if not p.elsewhere:
        return line
    told = [
        words.ui(
            "party_elsewhere" if one.decided == "match" else "party_perhaps_elsewhere",
            list=one.list_id, entry=one.entry, caption=one.caption, score=f"{one.score:.2f}",
        )
        for one in p.elsewhere[:_ELSEWHERE]
    ]  # fmt: skip
    return replace(line, says=words.ui("semicolon").join((line.says, *told)))


_ELSEWHERE = 3


def _by_the_regime(p: PartyAnswer, name: str, words: Labels) -> PartyLine:
    values = {"entry": p.entry, "caption": p.caption, "score": f"{p.score:.2f}"}
    if p.designated:
        return PartyLine(name, "match", words.ui("party_match" if p.entry else "party_stated", **values))
    if p.designated is None:
        state = "possible" if p.entry else "unknown"
        return PartyLine(name, state, words.ui(f"party_{state}", **values))
    return PartyLine(name, "clear", words.ui("party_ruled_out" if p.entry else "party_clear", **values))


def _understood(line: str, words: Labels) -> str:
    """One line of the classifier, in words: what was taken for what."""
    goods = _GOODS.fullmatch(line)
    if goods:
        codes = _maybe(goods[3], words, "goods.codes")
        shown = [words.ui("shown_as", codes=codes)]
        if goods[4]:
            shown.append(words.ui("comma").join(words.term("goods", term) for term in goods[4].split(", ")))
        said = f"«{goods[2]}» {words.arrow} " if goods[2] else ""
        return f"{words.title('facts', 'goods')}: {said}{words.ui('semicolon').join(shown)}"
    fact = _FACT.fullmatch(line)
    if fact:
        said = f" ({own})" if (own := words.known(fact[3] or "")) else f" «{fact[3]}»" if fact[3] else ""
        return f"{words.title('facts', fact[1])}: {_maybe(fact[2], words, fact[1])}{said}"
    return words.translated(line)


def _maybe(values: str, words: Labels, fact: str) -> str:
    """Values of a fact as titles, with `perhaps` and `not known` in words."""
    if values in ("not known", ""):
        return words.ui("not_known")
    shown = words.ui("comma").join(words.term(fact, v) for v in values.removeprefix("perhaps ").split(", "))
    return words.ui("perhaps", words=shown) if values.startswith("perhaps ") else shown
