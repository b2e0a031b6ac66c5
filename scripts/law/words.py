"""What the law's pages say in one language: conditions, days, caps and procedures in words, links, names kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.model.law import Cap, CapAmount, Condition, Exception_, Provision, Regime, Text
from nizam.model.verdict import Outcome
from nizam.regime.terms import fact_kinds
from nizam.report.labels import GLYPHS, Labels, labels, plural
from nizam.text.gazetteer import country_code

HERE = Path(__file__).parent
LANGUAGES = ("en", "ar")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_OPERATORS = {"not": "not_word", "before": "before_day", "until": "until_day", "from": "from_day"}


def safe(text: str) -> str:
    """Words as Markdown that shows them as they are, on one line (also inside a table)."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def slug(identifier: str) -> str:
    """A file name or an anchor from an id: `S/RES/2371(2017)` gives `S-RES-2371-2017`."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", identifier).strip("-")


def anchor(identifier: str) -> str:
    """The anchor of a provision on its instrument's page: `un-dprk/1718/8(a)(iii)` gives `1718-8-a-iii`."""
    return slug(identifier.partition("/")[2] or identifier).lower()


class Words:
    """One language's words for one regime; `home` leads from the page being written to the regime's own folder."""

    def __init__(self, lang: str, regime: Regime) -> None:
        self.lang = lang
        self.regime = regime
        self.labels: Labels = labels(lang)
        self._data: Mapping[str, Any] = _data()
        self.rtl = self.labels.dir == "rtl"
        self._pages = {p.id: slug(p.instrument) for p in regime.provisions}
        self._clauses = {e.provision for e in regime.exemptions}
        self._reached = {e.id: tuple(_reached(e, regime)) for e in regime.exemptions}
        self._titles = {p.id: p.citation for p in regime.provisions} | {
            e.provision: e.citation for e in regime.exemptions
        }

    # plain words

    def ui(self, key: str, **values: object) -> str:
        """A heading or sentence of `words.yml`, filled in."""
        return str(self._data["ui"][key][self.lang]).format(**values)

    def title(self, group: str, key: str) -> str:
        """The words for an id of a group of `words.yml` (`measures`, `kinds` …); the id itself if it has none."""
        row = self._data[group].get(key)
        return str(row[self.lang]) if row else self.apart(key)

    def parameter(self, value: str) -> str:
        """The value of a parameter of the regime: a number, a word of `words.yml`, or a sentence."""
        row = self._data["parameter_values"].get(value)
        return str(row[self.lang]) if row else self.apart(value) if value.isdigit() else self.text(value)

    def text(self, words: Text | str) -> str:
        """A sentence of the pack in this language; one that stands in English only is marked as such."""
        if isinstance(words, str):
            words = {"en": words}
        said = words.get(self.lang)
        if said:
            return safe(said)
        english = " ".join((words.get("en") or next(iter(words.values()), "")).split())
        if self.lang == "en" or not english:
            return safe(english)
        known = _notes().get(english)
        return safe(known) if known else f'<span dir="ltr" lang="en">{safe(english)}</span>'

    def apart(self, text: str) -> str:
        """An id, a citation or a Latin name, which keeps its own direction in a right-to-left line."""
        return f'<span dir="ltr">{safe(text)}</span>' if self.rtl else safe(text)

    def code(self, text: str) -> str:
        return f'<span dir="ltr">`{text}`</span>' if self.rtl else f"`{text}`"

    def join(self, parts: Iterable[str]) -> str:
        return self.labels.ui("comma").join(parts)

    def semi(self, parts: Iterable[str]) -> str:
        return self.labels.ui("semicolon").join(part for part in parts if part)

    def day(self, day: date | None) -> str:
        return self.labels.day(day)

    def day_of_year(self, month: int, day: int) -> str:
        """A day of any year: 22 December."""
        return self.day(date(2000, month, day)).removesuffix(" 2000")

    def days_in(self, text: str) -> str:
        """A text with its ISO days written out."""
        return _ISO_DAY.sub(lambda found: self.day(date.fromisoformat(found[0])), text)

    def country(self, name: str) -> str:
        """A country that a pack names in English, in this language."""
        code = country_code(name)
        return self.labels.country(code) if code else self.apart(name)

    # links

    def link(self, text: str, target: str) -> str:
        """A link; brackets of an address such as S/RES/2371(2017) would end it, and are written out."""
        return f"[{text}]({target.replace('(', '%28').replace(')', '%29')})"

    def document(self, url: str) -> str:
        """The address of a document in this language, where the United Nations keep one."""
        return url.replace("://docs.un.org/en/", f"://docs.un.org/{self.lang}/")

    def refer(self, target: str, *, folder: str = "", short: bool = False) -> str:
        """A paragraph by its citation, linked to its place on these pages; `provision#exception` names both.

        `short` shows `1718/8(d)` instead, for narrow columns.
        """
        owner, _, exception = target.partition("#")
        shown = self.apart(owner.partition("/")[2] if short else self._titles.get(owner, owner))
        if owner in self._pages:
            shown = self.link(shown, f"{folder}{self._pages[owner]}.md#{anchor(owner)}")
        elif owner in self._clauses:
            shown = self.link(shown, f"{folder}clauses.md#{anchor(owner)}")
        return f"{shown} {self.code(exception)}" if exception else shown

    def refers(self, targets: Iterable[str]) -> str:
        return self.join(self.refer(target) for target in targets)

    # law in words

    def headline(self, provision: Provision) -> str:
        """What a provision comes to where none of its ways out fits."""
        if provision.binding == "clarifies":
            return self.labels.binding("clarifies")
        if provision.binding == "calls_upon":
            return self.outcome(Outcome.ADVISED_AGAINST)
        return self.outcome(Outcome.of(provision.outcome))

    def outcome(self, outcome: Outcome) -> str:
        return f"{GLYPHS[outcome]}\N{NO-BREAK SPACE}{self.labels.headline(outcome)}"

    def span(self, start: date | None, until: date | None) -> str:
        """From when until when; both days are inside."""
        if start and until and until < start:
            return self.ui("never")
        if start and until:
            return self.ui("from_to", start=self.day(start), until=self.day(until))
        if start:
            return self.ui("from_on", start=self.day(start))
        return self.ui("until_only", until=self.day(until)) if until else ""

    def condition(self, asked: Condition) -> str:
        """One comparison in words: `direction: from the DPRK`."""
        op, values = asked.op, asked.values
        if op == "not" and values in (("true",), ("false",)):
            op, values = "in", ("false" if values == ("true",) else "true",)
        shown = self.labels.ui("or").join(self.term(asked.fact, value) for value in values)
        if op in _OPERATORS:
            shown = self.labels.ui(_OPERATORS[op], words=shown)
        return f"{self.fact(asked.fact)}: {shown}"

    def fact(self, fact: str) -> str:
        return self.labels.title("facts", fact)

    def decider(self, who: str) -> str:
        """Who decides, by the name that the regime itself gives."""
        own = self.regime.deciders.get(who)
        return self.text(own) if own else self.labels.decider(who)

    def kind(self, exception: Exception_) -> str:
        """What sort of way out it is; an authority's approval is a licence."""
        return self.title("kinds", "licence" if exception.decided_by == "authority" else exception.kind)

    def term(self, fact: str, value: str) -> str:
        """A value of a fact in words; a goods list is linked to its entry."""
        if fact in ("goods", "goods.list") and value in self.regime.goods:
            return self.link(self.goods(value), f"goods.md#{slug(value)}")
        return self.plain(fact, value)

    def plain(self, fact: str, value: str) -> str:
        """A value of a fact in words, without a link."""
        if fact in ("goods", "goods.list"):
            return self.goods(value)
        if _ISO_DAY.fullmatch(value):
            return self.day(date.fromisoformat(value))
        said = self.labels.term(fact, value)
        if said == value and (gloss := fact_kinds()[fact].terms.get(value) if fact in fact_kinds() else ""):
            return self.text(gloss)
        return safe(said)

    def goods(self, list_id: str) -> str:
        entry = self.regime.goods.get(list_id)
        forms = entry.labels.get(self.lang, ()) if entry else ()
        return safe(forms[0]) if forms else self.apart(list_id)

    def procedure(self, procedure: Mapping[str, str]) -> str:
        """What has to be done, before whom and when."""
        rows = self._data["procedure"]
        out = []
        for key, value in procedure.items():
            if key in self._data["counts"] and value.isdigit():
                forms = self._data["counts"][key][self.lang]
                out.append(str(forms.get(plural(self.lang, int(value))) or forms["other"]).format(n=value))
            elif key == "timing":
                out.append(str(rows[value][self.lang]) if value in rows else self.apart(value))
            elif key in rows:
                day = self.days_in(value) if _ISO_DAY.fullmatch(value) else value
                out.append(str(rows[key][self.lang]).format(whom=self._whom(value), by=day))
            else:
                out.append(self.apart(f"{key}: {value}"))
        return self.join(out)

    def _whom(self, who: str) -> str:
        own = self.regime.deciders.get(who)
        return self.text(own) if own else self.title("whom", who)

    def cap(self, cap: Cap) -> list[str]:
        """A cap as lines: each period with its limits, who shares it, at which shares States are warned."""
        out = [self.amount(amount) for amount in cap.amounts]
        about = [self.title("shared_by", cap.shared_by)] if cap.shared_by else []
        if cap.alerts:
            about.append(self.ui("cap_alerts", shares=self.join(f"{share:.0%}" for share in cap.alerts)))
        return [*out, self.semi(about)] if about else out

    def amount(self, amount: CapAmount) -> str:
        """One period of a cap with its limits."""
        limits = [self.labels.amount(f"{value:,.0f} {unit}") for unit, value in sorted(amount.limits.items())]
        shown = self.ui("or_amount").join(limits) or self.ui("cap_outside")
        if amount.per and limits:
            shown = self.ui("cap_year", limits=shown)
        if amount.per and amount.year_starts and limits:
            month, day = (int(part) for part in amount.year_starts.split("-"))
            shown = self.join((shown, self.ui("cap_year_starts", day=self.day_of_year(month, day))))
        if amount.whichever == "lower":
            shown = self.join((shown, self.ui("cap_lower")))
        return self.ui("cap_line", period=self.span(amount.start, amount.until), limits=shown)

    def confidence(self, provision: Provision) -> str:
        """Both marks: what the rule says, and its number."""
        marks = provision.confidence
        return self.apart(f"{marks.get('rule', '–')} / {marks.get('paragraph', '–')}")

    def reaches(self, exemption: Exception_) -> tuple[str, ...]:
        """The provisions that a clause over other paragraphs reaches; () for all of them."""
        if "all" in exemption.lifts:
            return ()
        return self._reached[exemption.id]

    def page(self, lines: Iterable[str]) -> str:
        """A finished page: a right-to-left language stands in a division of its own, so that lists and tables turn."""
        body = "\n".join(lines).rstrip() + "\n"
        mark = "<!-- Generated from src/nizam/packs by `make docs`. Edit the packs, not this file. -->\n\n"
        return f'{mark}<div dir="rtl" lang="{self.lang}">\n\n{body}\n</div>\n' if self.rtl else mark + body


def _reached(exemption: Exception_, regime: Regime) -> Iterator[str]:
    """Ids, and prefixes that end at a letter or slash, as the engine reads them."""
    if "all" in exemption.lifts:
        return
    inner = tuple(f"{lift}{mark}" for lift in exemption.lifts for mark in "(/")
    yield from (p.id for p in regime.provisions if p.id in exemption.lifts or p.id.startswith(inner))


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table."""
    heads = list(heads)
    out = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return [*out, *(f"| {' | '.join(row)} |" for row in rows), ""]


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yamltext.load(HERE / "words.yml")
    return data


@lru_cache(maxsize=1)
def _notes() -> Mapping[str, str]:
    return {row["en"]: row["ar"] for row in _data()["notes"]}


@lru_cache(maxsize=1)
def source_marks() -> Mapping[str, str]:
    """What each source mark of the packs stands for."""
    marks: Mapping[str, str] = yamltext.load(HERE / "sources.yml")
    return marks
