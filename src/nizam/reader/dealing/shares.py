"""Holdings as people state them: "60 % owned by X", "X (60%)", «مملوكة بنسبة 60 في المئة», "на 60 % принадлежит"."""

from __future__ import annotations

import re

from nizam.text.normalise import plain_digits, squeeze

_NUMBER = r"(\d{1,3}(?:[.,٫]\d+)?)"
_SIGN = r"\s*-?\s*(?:%|٪|per\s?cent\b|percent\b|pct\b|في المئة|في المائة|بالمئة|بالمائة|процент\w*)"
_PERCENT = re.compile(_NUMBER + _SIGN, re.IGNORECASE)
# A percentage is a holding only where a word of owning stands near: others are discounts, grades and shares of trade.
_OWNING = re.compile(
    r"\b(?:own(?:s|ed|er|ers|ership|ing)?|hold(?:s|ing|ings)?|held|stake|stakes|share|shares|shareholder|shareholding|"
    r"equity|belongs?|interest)\b|مملوك|ملك|حصة|أسهم|принадлеж|владе|дол[яюией]|акци|собственн",
    re.IGNORECASE,
)
_NEAR = 60
_REMARK = re.compile(
    r"[(\[]?\s*(?:with\s+|holding\s+|بنسبة\s+)?" + _NUMBER + _SIGN + r"(?:\s+of)?\s*[)\]]?,?", re.IGNORECASE
)

_LEAD = re.compile(r"^(?:(?:owned|held|controlled)\s+by|of|by|to)\s+", re.IGNORECASE)


def shares_in(text: str) -> tuple[float, ...]:
    """Every percentage that words near it call a holding, in order; numbers above 100 are left out."""
    text = plain_digits(text)
    out = []
    for found in _PERCENT.finditer(text):
        near = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        value = _value(found[1])
        if value <= 100 and _OWNING.search(near):
            out.append(value)
    return tuple(out)


def owner_and_share(entry: str) -> tuple[str, float | None]:
    """An entry of `owned_by` as the owner's name and the percentage stated beside it."""
    plain = plain_digits(entry)
    found = _REMARK.search(plain)
    if found is None or _value(found[1]) > 100:
        return squeeze(entry), None
    name = squeeze(f"{plain[: found.start()]} {plain[found.end() :]}").strip(" ,;:-")
    return _LEAD.sub("", name), _value(found[1])


def _value(figures: str) -> float:
    return float(figures.replace(",", ".").replace("٫", "."))
