"""Pages of a regime that list something: goods, votes, clauses, readings, facts, days, and what is not encoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from nizam.model.law import Condition, Exception_, Provision, Vote
from nizam.regime.events import Event, events
from nizam.regime.hs import CURRENT
from nizam.regime.terms import fact_kinds
from nizam.regime.timeline import law_days
from nizam.report.history import Teller
from scripts.law.provisions import not_encoded, way_out
from scripts.law.words import Words, anchor, safe, slug, table


def goods_page(words: Words) -> list[str]:
    """Every goods list: its codes, who drew the line, where it is used."""
    regime = words.regime
    users: dict[str, list[str]] = {}
    for provision in regime.provisions:
        for name in dict.fromkeys(_lists_of(provision)):
            users.setdefault(name, []).append(provision.id)
    rows = []
    for entry in regime.goods.values():
        codes = words.apart(", ".join(entry.hs)) if entry.hs else ""
        if entry.but:
            codes += f" ({words.ui('hs_but', codes=words.apart(', '.join(entry.but)))})"
        if entry.hs and entry.edition != CURRENT:
            codes += f" ({words.ui('edition', year=entry.edition)})"
        if entry.includes:
            links = words.join(words.term("goods.list", name) for name in entry.includes)
            codes = words.semi((codes, f"{words.ui('includes')} {links}"))
        about = [words.text(entry.note)] if entry.note else []
        if entry.documents:
            about.append(f"{words.ui('documents')}: {words.join(map(words.apart, entry.documents))}")
        if entry.open:
            about.append(words.ui("open_list"))
        labels = words.join(safe(label) for label in entry.labels.get(words.lang, ()))
        rows.append(
            (
                f'<a id="{slug(entry.id)}"></a>{labels or words.apart(entry.id)}<br>{words.code(entry.id)}',
                codes or words.ui("hs_none"),
                words.title("basis", entry.basis),
                "<br>".join(about),
                "<br>".join(words.refer(name, short=True) for name in users.get(entry.id, ())),
            )
        )
    heads = [words.ui(key) for key in ("goods_list", "hs", "basis", "note", "used_in")]
    return _head(words, "goods", "goods_why") + table(heads, rows)


def _lists_of(p: Provision) -> Iterator[str]:
    """The goods lists a provision or one of its ways out asks about."""
    asked: list[Condition] = [*p.applies_to, *(c for option in p.any_of for c in option)]
    asked += [c for e in p.exceptions for c in e.when]
    for condition in asked:
        if condition.fact == "goods.list":
            yield from condition.values


def votes_page(words: Words) -> list[str]:
    """Every vote, draft and lapsed mandate, with what it changed in law."""
    known = {i.id for i in words.regime.instruments}
    rows = []
    for vote in words.regime.votes:
        symbol = words.apart(vote.id)
        rows.append(
            (
                words.days_in(vote.date),
                words.link(symbol, f"{slug(vote.id)}.md") if vote.id in known else symbol,
                _result(vote, words),
                words.text(vote.says),
                words.text(vote.effect),
                words.apart(vote.confidence),
            )
        )
    heads = [words.ui(key) for key in ("date", "symbol", "result", "subject", "effect", "confidence")]
    return _head(words, "votes") + table(heads, rows)


def _result(vote: Vote, words: Words) -> str:
    parts = [words.title("vote_kinds", vote.kind)]
    parts += [words.apart(vote.result)] if vote.result else []
    for key, names in (("against", vote.against), ("abstained", vote.abstained)):
        if names:
            parts.append(words.ui(key, list=words.join(words.country(name) for name in names)))
    return words.semi(parts)


def not_encoded_page(words: Words) -> list[str]:
    """All that a verdict is silent about: whole subjects, paragraphs, lists that are documents, open lists."""
    regime = words.regime
    out = _head(words, "not_encoded", "not_encoded_why")
    out += [f"- {words.text(line)}" for line in regime.not_encoded]
    documents = [entry for entry in regime.goods.values() if entry.documents]
    if documents:
        out += ["", f"## {words.ui('not_encoded_documents')}", ""]
        for entry in documents:
            names = words.join(map(words.apart, entry.documents))
            out.append(f"- {words.term('goods.list', entry.id)}: {names}")
    open_lists = [entry for entry in regime.goods.values() if entry.open]
    if open_lists:
        out += ["", f"## {words.ui('not_encoded_open')}", ""]
        out += [f"- {words.term('goods.list', entry.id)}" for entry in open_lists]
    out += ["", f"## {words.ui('not_encoded_here')}", ""]
    for instrument in regime.instruments:
        if instrument.not_encoded:
            link = words.link(words.apart(instrument.id), f"{slug(instrument.id)}.md")
            out.append(f"- {link}")
            out += [f"  {line}" for line in not_encoded(instrument, words)]
    return [*out, ""]


def clauses_page(words: Words) -> list[str]:
    """The clauses written once that reach many provisions."""
    out = _head(words, "clauses", "clauses_why")
    grouped: dict[str, list[Exception_]] = {}
    for clause in words.regime.exemptions:
        grouped.setdefault(clause.provision, []).append(clause)
    for paragraph, found in grouped.items():
        out += [f'<a id="{anchor(paragraph)}"></a>', "", f"## {words.apart(found[0].citation)}", ""]
        for clause in found:
            out += way_out(clause, words, found[0].citation)
            ids = words.reaches(clause)
            out.append(f"  - {words.ui('reaches')}: {words.refers(ids) if ids else words.ui('reaches_all')}")
        out.append("")
    return out


def readings_page(words: Words) -> list[str]:
    """Our interpretations, each with the provisions that rest on it."""
    out = _head(words, "readings", "readings_why")
    for name, says in words.regime.readings.items():
        users = [p.id for p in words.regime.provisions if p.reading == name]
        out += [f'<a id="{slug(name)}"></a>', "", f"## {words.code(name)}", "", words.text(says), ""]
        out += [f"{words.ui('used_by')}: {words.refers(users)}", ""] if users else []
    return out


def facts_page(words: Words) -> list[str]:
    """The vocabulary of conditions: each fact with its question and its terms."""
    out = _head(words, "facts", "facts_why")
    for kind in fact_kinds().values():
        out += [f'<a id="{slug(kind.name)}"></a>', "", f"## {words.code(kind.name)}: {words.fact(kind.name)}", ""]
        out.append(f"- {words.ui('question')}: {words.text(kind.ask)}")
        known = f"- {words.ui('known_by')}: {words.text(kind.known_by)}"
        out.append(known)
        if kind.silent:
            out.append(f"- {words.ui('silent')}")
        if not kind.terms:
            out += [f"- {words.ui('computed_values')}", ""]
            continue
        out.append("")
        rows = []
        for term, gloss in kind.terms.items():
            meaning = words.plain(kind.name, term)
            if gloss and not words.rtl:
                meaning = f"{meaning}: {safe(gloss)}"
            wider = sorted(kind.ancestors[term] - {term})
            if wider:
                names = words.join(words.plain(kind.name, name) for name in wider)
                meaning = words.semi((meaning, words.ui("means_more", list=names)))
            rows.append((words.code(term), meaning))
        out += table((words.ui("term"), words.ui("meaning")), rows)
    return out


def timeline_page(words: Words) -> list[str]:
    """Day by day what began, ended, ran out or was voted on; the yearly return of a cap is left out."""
    out = _head(words, "timeline", "timeline_why")
    # Yearly caps begin anew for ever: the pages end with the last day the pack itself names, whatever today is.
    last = max((*law_days(words.regime), *(date.fromisoformat(v.date) for v in words.regime.votes)))
    teller = _Linked(words)
    told = [e for e in events(words.regime, last=last) if e.kind != "cap_period"]
    for day, found in groupby(told, key=lambda e: e.day):
        out += [f"## {words.day(day)}", ""]
        # One paragraph may be encoded as several clauses, of which each would say the same.
        out += dict.fromkeys(f"- **{teller.label(event.kind)}**: {teller.line(event)}" for event in found)
        out.append("")
    return out


def _head(words: Words, title: str, why: str = "") -> list[str]:
    out = [f"# {words.ui(title)}", "", words.ui("generated"), ""]
    return [*out, words.ui(why), ""] if why else out


class _Linked(Teller):
    """Tells events as `nizam regime timeline` does, with links and days in words."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.regime, words.lang, screen=False)
        self._words = words
        self._cited = ("", "")
        self._clauses = {e.id: e.provision for e in words.regime.exemptions}
        self._instruments = {i.id for i in words.regime.instruments}

    def line(self, event: Event) -> str:
        self._cited = (event.citation, self._link(event.subject))
        return super().line(event)

    def cited(self, ids: Iterable[str]) -> str:
        return self._words.join(dict.fromkeys(self._link(name) for name in ids))

    def apart(self, text: object) -> str:
        said = str(text)
        if said == self._cited[0]:
            return self._cited[1]
        shown = self._words.days_in(said)
        return shown if shown != said else self._words.apart(said)

    def _link(self, subject: str) -> str:
        if subject in self._instruments:
            return self._words.link(self._words.apart(subject), f"{slug(subject)}.md")
        return self._words.refer(self._clauses.get(subject, subject))
