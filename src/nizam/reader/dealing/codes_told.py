"""HS codes that a sentence gives beside its goods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nizam.model.deal import Goods
from nizam.reader.dealing.goods_heads import Head, unique
from nizam.record import replace

_YEAR = re.compile(r"20[1-9]\d|19[1-9]\d")
"""Chapters 19 and 20 have no such headings: "HS 2022" is an edition."""
_CODE_TOLD = re.compile(
    r"(?:\b(?:HS|H\.S\.|HTS|CN|TARIC|(?:sub)?heading|tariff|customs code|commodity code|ТН\s?ВЭД|код(?:ом|у)?|"
    r"позици[яию]|البند|بند|الرمز|رمز|التعريفة|النظام المنسق)[\s:«(№#.]{0,3}"
    r"(?:codes?|no\.?|number|line|item|heading|الجمركي|رقم|ЕАЭС|ТН\s?ВЭД)?[\s:«(№#.]{0,3}"
    r"(\d{4}(?:[. ]?\d{2}){0,3})(?!\d))|(?<![\d.,$€£])(\d{4}\.\d{2}(?:\.\d{2,4})?)"
    r"(?![\d,]|\.\d|\s?(?:USD|EUR|dollars|euros|t\b|kg))",
    re.IGNORECASE,
)


def with_codes_told(text: str, found: Sequence[Head], lines: Sequence[Goods]) -> list[Goods]:
    """The lines with HS codes that a sentence gives: "tyres (4011.20)", «ТН ВЭД 8429.52», «البند 8701». A code belongs
    to the goods named before it, else to the first after it; codes without any goods are a line of their own."""
    out = list(lines)
    told: dict[int, list[str]] = {}
    for match in _CODE_TOLD.finditer(text):
        code = re.sub(r"\D", "", match.group(1) or match.group(2))
        if not "01" <= code[:2] <= "97" or code[:2] == "77" or _YEAR.fullmatch(code):
            continue
        before = [i for i, head in enumerate(found) if head.start < match.start()]
        told.setdefault(before[-1] if before else 0, []).append(code)
    for index, given in told.items():
        if index < len(out):
            out[index] = replace(
                out[index], hs=unique(given), maybe_hs=(), maybe_lists=frozenset(), known=True, hs_given=True
            )
        else:
            out.append(Goods(description=", ".join(given), hs=unique(given), known=True, hs_given=True))
    return out
