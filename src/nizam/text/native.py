"""Countries in Korean and Chinese: no space parts a name from its neighbours, and one sign may stand for a State."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from nizam import yamltext

_TABLE = Path(__file__).parent / "resources" / "native.yml"
_JOINERS = "和与與及同跟对對而但由是称稱向"
_PARTICLES = "은는이가을를의와과도에로만"


class NativeNames:
    """Finds countries by their names, longest first, and by runs of signs: 中朝贸易, 한미일 3국, 中方."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: forms with the codes of their countries; the first of equal forms holds."""
        self._names: dict[str, str] = {}
        for form, code in (*names, *self._further()):
            if len(form) > 1:
                self._names.setdefault(form, code)

    @cached_property
    def _table(self) -> dict[str, Any]:
        data: dict[str, Any] = yamltext.load(_TABLE)
        return data

    def _further(self) -> Iterator[tuple[str, str]]:
        for code, by_language in self._table["names"].items():
            for forms in by_language.values():
                yield from ((form, code) for form in forms)

    @cached_property
    def _by_name(self) -> re.Pattern[str]:
        no_names = [word for words in self._table["not_names"].values() for word in words]
        forms = sorted({*self._names, *no_names}, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, forms)))

    @cached_property
    def _by_signs(self) -> tuple[re.Pattern[str], ...]:
        """Runs of signs with what follows them, by language; a Korean one begins its word."""
        signs, after = self._table["letters"], self._table["followers"]
        zh, ko = ("".join(signs[language]) for language in ("zh", "ko"))
        tails = {language: "|".join(map(re.escape, words)) for language, words in after.items()}
        sides = "|".join(self._table["sides"]["zh"])
        return (
            re.compile(rf"([{zh}]{{2,4}})(?={tails['zh']})"),
            re.compile(rf"(?:(?<![\u4e00-\u9fff])|(?<=[{_JOINERS}]))([{zh}])(?={sides})"),
            re.compile(rf"(?<![\uac00-\ud7a3])([{ko}]{{2,4}})(?=\s?(?:{tails['ko']}))"),
            re.compile(rf"(?<![\uac00-\ud7a3])([{ko}](?:·[{ko}])+)(?=[\s{_PARTICLES}])"),
        )

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Start, end and country's code of every name in a stretch, in order, none inside another."""
        out = [
            (m.start(), m.end(), self._names[m.group()])
            for m in self._by_name.finditer(text, start, end)
            if m.group() in self._names
        ]
        taken = {place for low, high, _ in out for place in range(low, high)}
        letters = {sign: code for signs in self._table["letters"].values() for sign, code in signs.items()}
        for pattern in self._by_signs:
            for match in pattern.finditer(text, start, end):
                run = range(match.start(1), match.end(1))
                codes = [letters.get(text[place], "") for place in run if text[place] != "·"]
                if len(set(codes)) < len(codes) or not taken.isdisjoint(run):
                    continue
                out += [(place, place + 1, letters[text[place]]) for place in run if text[place] in letters]
                taken.update(run)
        return sorted(out)
