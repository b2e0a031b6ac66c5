"""The words in which changes of the law are told, and what all their tables share: citations, amounts, directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.model.law import CapAmount, Exception_, Provision, Regime
from nizam.model.verdict import Outcome
from nizam.regime.events import VOTES, Event
from nizam.report.labels import LANGUAGES, Labels, labels
from nizam.report.lines import Sheet
from nizam.text.scripts import FSI, PDI

HISTORY = Path(__file__).parent / "history.yml"
_UNITS = ("barrel", "tonne", "usd")


class Teller:
    """Tells changes in one language. On a screen what runs left to right is set apart; in data it stands as it is."""

    def __init__(self, regime: Regime, lang: str, *, screen: bool) -> None:
        self.regime, self.lang, self.screen = regime, lang, screen
        self.labels: Labels = labels(lang)
        self._data: Mapping[str, Any] = yamltext.load(HISTORY)
        self._provisions = {p.id: p for p in regime.provisions}
        self._exemptions = {e.id: e for e in regime.exemptions}

    def ui(self, key: str, **values: object) -> str:
        """A heading or sentence, filled in."""
        return str(self._data["ui"][key][self.lang]).format(**values)

    def apart(self, text: object) -> str:
        """A citation, day or symbol, so that an Arabic line does not turn it round."""
        return f"{FSI}{text}{PDI}" if self.screen and self.labels.dir == "rtl" else str(text)

    def label(self, kind: str) -> str:
        """What happened, for one event."""
        return str(self._data["kinds"][kind]["label"][self.lang])

    def line(self, event: Event) -> str:
        """One event, without its label."""
        t = self.labels
        values = {
            "cite": self.apart(event.citation),
            "title": t.text(event.title),
            "says": t.text(event.says) if event.says else "",
            "effect": self.ui("effect", says=t.text(event.says)) if event.says else "",
            "others": self.cited(event.others),
            "force": self.force(event.binding),
            "amount": self.amount(event.cap),
            "period": self._period(event),
            "result": f" ({self.apart(event.result)})" if event.result else "",
        }
        said = str(self._data["kinds"][event.kind]["line"][self.lang]).format(**values).strip()
        if event.kind in VOTES and not event.effect:
            mark = "unchanged" if event.kind in ("adopted", "mandate_lapsed") else "no_effect"
            said = f"[{self.ui(mark)}] {said}"
        return said

    def force(self, binding: str) -> str:
        """In brackets, where a paragraph does not bind by itself."""
        return f" ({self.labels.binding(binding)})" if binding in ("calls_upon", "clarifies") else ""

    def cited(self, ids: Iterable[str]) -> str:
        """Citations of provisions or exemptions, by id."""
        found = []
        for name in ids:
            entry: Provision | Exception_ | None = self._provisions.get(name) or self._exemptions.get(name)
            found.append(self.apart(entry.citation if entry else name))
        return self.ui("comma").join(dict.fromkeys(found))

    def chain(self, names: Iterable[str]) -> str:
        """One thing after the other: `2270/29 → 2321/26 → 2371/8`, from right to left in Arabic."""
        return f" {self.labels.arrow} ".join(self.apart(name) for name in names)

    def amount(self, amount: CapAmount | None) -> str:
        """`7,500,000 tonne or, if lower, 400,870,018 usd a year`, in the reader's language."""
        if amount is None:
            return self.ui("no_cap")
        if not amount.limits:
            return self.ui("no_amount")
        joiner = " or, if lower, " if amount.whichever == "lower" else " or "
        units = sorted(amount.limits, key=lambda unit: _UNITS.index(unit) if unit in _UNITS else len(_UNITS))
        told = joiner.join(f"{amount.limits[unit]:,.0f} {unit}" for unit in units)
        return self.labels.amount(told + (" a year" if amount.per == "year" else ""))

    def _period(self, event: Event) -> str:
        if event.until is None:
            return self.ui("period_open", start=self.apart(event.day))
        return self.ui("period", start=self.apart(event.day), until=self.apart(event.until))


def tellers(regime: Regime) -> tuple[Teller, ...]:
    """One for each language of the interface, for data."""
    return tuple(Teller(regime, lang, screen=False) for lang in LANGUAGES)


def painted(text: str, outcome: Outcome, *, color: bool) -> str:
    """A block of signs in the colour of an outcome."""
    sheet = Sheet(color=color, columns=10_000)
    sheet.line(text, style=outcome)
    return sheet.text().rstrip("\n")


def short(name: str) -> str:
    """`un-dprk/2270/29` as `2270/29`: within one regime its name says nothing."""
    return name.split("/", 1)[1] if "/" in name else name


def day(value: date | None) -> str | None:
    """A day in data."""
    return value.isoformat() if value else None
