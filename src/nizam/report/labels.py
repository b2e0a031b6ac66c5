"""The words of a report in one language, from `labels.yml`: sentences, counts, dates, and titles of ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.model.law import Text
from nizam.model.verdict import Outcome
from nizam.report.words import BINDING, DECIDERS, HEADLINES, OTHER_HEADLINES, UNVERIFIED

LABELS = Path(__file__).parent / "labels.yml"
LANGUAGES = ("en", "ar")
RTL = frozenset(("ar", "fa", "he", "ur", "ps", "ckb", "yi", "dv", "ug"))

GLYPHS: Mapping[Outcome, str] = {
    Outcome.PROHIBITED: "×",
    Outcome.UNDETERMINED: "?",
    Outcome.NEEDS_COMMITTEE_APPROVAL: "◆",
    Outcome.NEEDS_NOTIFICATION: "▲",
    Outcome.CAPPED: "■",
    Outcome.PERMITTED_WITH_CONDITIONS: "●",
    Outcome.ADVISED_AGAINST: "△",
    Outcome.NOT_RESTRICTED: "○",
}
"""A sign beside every colour, for those who do not see it and for print."""


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def direction(language: str) -> str:
    """`rtl` or `ltr`, by a language's code."""
    return "rtl" if language.split("-")[0] in RTL else "ltr"


class Labels:
    """Every word the interface uses in one language."""

    def __init__(self, lang: str, data: Mapping[str, Any]) -> None:
        self.lang = lang
        self._data = data
        self._notes = [(re.compile(row["en"]), row) for row in data["notes"]]

    @property
    def dir(self) -> str:
        return direction(self.lang)

    @property
    def arrow(self) -> str:
        """From left to right, or right to left where the text runs so."""
        return "←" if self.dir == "rtl" else "→"

    def ui(self, key: str, **values: object) -> str:
        """A heading or sentence, filled in."""
        return str(self._data["ui"][key][self.lang]).format(**values)

    def title(self, group: str, key: str) -> str:
        """The short title of an id in a group (`statuses`, `domains`, `activities` …); the id itself if not known."""
        row = self._data[group].get(key)
        return str(row[self.lang]) if row else key

    def means(self, status: str) -> str:
        """What a status means for the answer."""
        row = self._data["statuses"].get(status)
        return str(row["means"][self.lang]) if row else ""

    def as_of(self, key: str, **values: object) -> str:
        """Why this day's law was taken."""
        return str(self._data["as_of_from"][key][self.lang]).format(**values)

    def count(self, key: str, n: int) -> str:
        """A phrase with a number, in the form the number asks for."""
        forms = self._data["counts"][key][self.lang]
        return str(forms.get(plural(self.lang, n)) or forms["other"]).format(n=n)

    def day(self, day: date | None) -> str:
        """A day as people write it: 13 September 2023."""
        if day is None or day == date.min:
            return self.ui("not_told")
        return f"{day.day} {self._data['months'][str(day.month)][self.lang]} {day.year}"

    def headline(self, outcome: Outcome) -> str:
        return HEADLINES[outcome][self.lang]

    def other_headline(self, outcome: Outcome) -> str:
        """The headline of a regime that has no Committee."""
        return OTHER_HEADLINES[outcome][self.lang]

    def decider(self, who: str) -> str:
        return DECIDERS[who][self.lang] if who in DECIDERS else who

    def binding(self, force: str) -> str:
        return BINDING[force][self.lang] if force in BINDING else force

    @property
    def unverified(self) -> str:
        return UNVERIFIED[self.lang]

    def text(self, words: Text) -> str:
        """A sentence of the law or the engine in this language; the engine's own English notes are put into Arabic."""
        said = words.get(self.lang)
        if said:
            return said
        english = words.get("en") or next(iter(words.values()), "")
        return self.translated(english) if self.lang != "en" else english

    def translated(self, english: str) -> str:
        """An English note of the engine in this language, where a pattern of `labels.yml` knows it; else as it is."""
        return english if self.lang == "en" else self.known(english) or english

    def known(self, english: str) -> str:
        """A sentence of the engine or the reader in this language; "" where it is not theirs but somebody's words."""
        for pattern, row in self._notes:
            found = pattern.fullmatch(english)
            if found and self.lang == "en":
                return english
            if found:
                values: dict[str, str] = {}
                for index, group in enumerate(found.groups()):
                    values[f"q{index}"] = group
                    values[f"g{index}"] = self.ui("comma").join(self.term("goods", g) for g in group.split(", "))
                    values[f"l{index}"] = self._language(group)
                return str(row[self.lang]).format(**values)
        return ""

    def amount(self, words: str) -> str:
        """An amount with its unit: `500,000 barrel a year`."""
        units = self._data["units"]
        words = words.replace(" or, if lower, ", self.ui("or_if_lower")).replace(" a year", self.ui("a_year"))
        words = words.replace(" or ", self.ui("or"))
        return re.sub(r"[a-z]+", lambda m: str(units[m[0]][self.lang]) if m[0] in units else m[0], words)

    def _language(self, english: str) -> str:
        found = (row for row in self._data["languages"].values() if row["en"] == english)
        return str(next(found, {self.lang: english})[self.lang])

    def either(self, titles: Sequence[str], most: int = 0) -> str:
        """Titles with `or` between them; of more than `most` (0: no limit) the first few, and how many others."""
        if not most or len(titles) <= most:
            return self.ui("or").join(titles)
        kept = titles[: most // 2]
        return self.ui("or").join((*kept, self.ui("others", n=len(titles) - len(kept))))

    def condition(self, asked: str, most: int = 0) -> tuple[str, str]:
        """`purpose is not relief or un-work` as a fact's title and the whole in words; of many terms a few."""
        fact, _, rest = asked.partition(" is ")
        op, values = "", rest
        for word, key in (
            ("not ", "not_word"),
            ("before ", "before_day"),
            ("until ", "until_day"),
            ("from ", "from_day"),
        ):
            if rest.startswith(word):
                op, values = key, rest.removeprefix(word)
        if op == "not_word" and values == "true":
            op, values = "", "false"
        shown = self.either([self.term(fact, value) for value in values.split(" or ")], most)
        title = self.title("facts", fact)
        return title, f"{title}: {self.ui(op, words=shown) if op else shown}"

    def country(self, code: str) -> str:
        """A country by its code, as short as the usage of the United Nations lets it be."""
        row = self._data["short_countries"].get(code.lower())
        return str(row[self.lang]) if row else country_name(code, self.lang)

    def term(self, fact: str, term: str) -> str:
        """The title of a term of a fact: an activity's, a goods list's, a country's, or another's."""
        if fact == "activity":
            return self.title("activities", term)
        if fact in ("goods.list", "goods"):
            return goods_titles(self.lang).get(term, term)
        if fact == "goods.origin":
            return self.country(term)
        if _DAY.fullmatch(term):
            return self.day(date.fromisoformat(term))
        row = self._data["terms"].get(term)
        return str(row[self.lang]) if row else term


def plural(lang: str, n: int) -> str:
    """The plural form a number takes: CLDR's names, for whole numbers."""
    if lang != "ar":
        return "one" if n == 1 else "other"
    if n <= 2:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if 11 <= n % 100 <= 99 else "other"


@lru_cache(maxsize=len(LANGUAGES))
def labels(lang: str) -> Labels:
    """The labels of a language; English for one that is not spoken here."""
    return Labels(lang if lang in LANGUAGES else "en", yamltext.load(LABELS))


@lru_cache(maxsize=len(LANGUAGES))
def goods_titles(lang: str) -> Mapping[str, str]:
    """Titles of the goods words and the named goods lists, by id."""
    from nizam.regime.load import PACKS
    from nizam.regime.terms import VOCABULARY

    out: dict[str, str] = {}
    files: Iterable[Path] = (*sorted((VOCABULARY / "goods").glob("*.yml")), *sorted(PACKS.glob("*/goods.yml")))
    for path in files:
        for key, row in yamltext.load(path).items():
            forms = row.get("labels", {}).get(lang) if isinstance(row, dict) else None
            if forms:
                out.setdefault(key, forms[0] if isinstance(forms, list) else str(forms))
    return out


def country_name(code: str, lang: str) -> str:
    """A country's name by its code; the code in capitals where it is not known."""
    from nizam.text.gazetteer import RESOURCES

    row = yamltext.load(RESOURCES / "countries.yml").get(code.lower())
    return str(row["name"].get(lang) or row["name"]["en"]) if row else code.upper()
