"""Amounts in running text: figures, number words and units, in Arabic, English and Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nizam import yamltext
from nizam.record import Record
from nizam.text.normalise import fold, plain_digits
from nizam.text.tokens import Token, tokenise

_RESOURCE = Path(__file__).parent / "resources" / "numbers.yml"
_DIGITS = re.compile(r"^\d+(?:[.,٫٬]\d+)*$")
# What may part the words of one number: spaces, a hyphen, "and"; never a comma.
_SPACE = re.compile("^[\\s\u00a0\u202f\u2009-]*$")
_NARROW = re.compile("^[ \u00a0\u202f\u2009]$")


class AmountFound(Record, frozen=True):
    """A number at `start:end` with its unit (a key of numbers.yml: barrel, tonne, usd …), None where none is told."""

    start: int
    end: int
    value: float
    unit: str | None


class _Table(NamedTuple):
    words: dict[str, float]
    pairs: dict[tuple[str, str], float]
    scales: dict[str, float]
    units: dict[tuple[str, ...], str]
    signs: tuple[tuple[str, str], ...]
    letters: frozenset[str]
    first_words: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = yamltext.load(_RESOURCE)
    words: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    for language in data["words"].values():
        for value, forms in language.items():
            for form in forms:
                parts = tuple(fold(part) for part in form.split())
                if len(parts) == 2:
                    pairs[(parts[0], parts[1])] = float(value)
                else:
                    words[parts[0]] = float(value)
    scales = {
        fold(form): float(value) for value, by in data["scales"].items() for forms in by.values() for form in forms
    }
    for value, forms in data["duals"].items():
        for form in forms:
            # ألفا is "a thousand" (accusative) far more often than "two thousand of".
            words.setdefault(fold(form), float(value)) if fold(form) not in scales else None
    units = {
        tuple(t.folded for t in tokenise(form)): unit
        for unit, by in data["units"].items()
        for forms in by.values()
        for form in forms
    }
    signs = tuple(
        sorted(((sign, unit) for unit, forms in data["signs"].items() for sign in forms), key=lambda p: -len(p[0]))
    )
    letters = frozenset(w for w in scales if len(w) == 1)
    return _Table(words, pairs, scales, units, signs, letters, frozenset(first for first, _ in pairs))


def figure(text: str) -> float | None:
    """A figure as people write it: `1,200.5`, `1.200,5`, `٢٫٥`, `4 000`; None where it is none.

    >>> figure("50,000"), figure("2.4"), figure("1.200.000"), figure("٣٬٥٠٠")
    (50000.0, 2.4, 1200000.0, 3500.0)
    """
    plain = plain_digits(text).replace("٬", ",").replace("٫", ".").replace(" ", "").replace("\u00a0", "")
    if not re.fullmatch(r"\d[\d.,]*", plain):
        return None
    dots, commas = plain.count("."), plain.count(",")
    if dots and commas:
        decimal = max(plain.rfind("."), plain.rfind(","))
        whole, part = plain[:decimal], plain[decimal + 1 :]
    elif dots + commas == 1:
        sign = "." if dots else ","
        whole, _, part = plain.partition(sign)
        # Three digits after a single sign are thousands: 50,000 and 50.000 alike; 0,125 is a fraction.
        if len(part) == 3 and whole not in ("0", ""):
            whole, part = whole + part, ""
    else:
        whole, part = plain, ""
    whole = re.sub("[.,]", "", whole)
    return float(f"{whole or 0}.{part or 0}") if whole.isdigit() or not whole else None


@lru_cache(maxsize=16_384)
def begins_number(folded: str) -> bool:
    """Whether a number may begin with a word: most words of any text do not, and need no further look."""
    table = _table()
    word = _bare(folded, table)
    return folded[:1].isdigit() or word in table.words or word in table.scales or word in table.first_words


@lru_cache(maxsize=16_384)
def begins_amount(folded: str) -> bool:
    """Whether an amount may begin with a word: with its number, or with the unit before it ("USD 5")."""
    table = _table()
    return begins_number(folded) or (folded,) in table.units or any(sign[:1] in folded for sign, _ in table.signs)


def find_amounts(text: str, tokens: Sequence[Token]) -> list[AmountFound]:
    """Every amount in order. A bare year-like figure without a unit is left to the dates."""
    table = _table()
    out: list[AmountFound] = []
    at = 0
    while at < len(tokens):
        if not begins_number(tokens[at].folded):
            at += 1
            continue
        parsed = _number(text, tokens, at, table)
        if parsed is None:
            at += 1
            continue
        value, last, from_digits = parsed
        start, end = tokens[at].start + _proclitic(tokens[at], table), tokens[last - 1].end
        unit, start, end, after = _unit(text, tokens, at, last, start, end, table)
        year_like = from_digits and last == at + 1 and 1900 <= value <= 2100 and len(tokens[at].folded) == 4
        if unit is not None or not year_like:
            out.append(AmountFound(start, end, value, unit))
        at = max(after, at + 1)
    return out


def _proclitic(token: Token, table: _Table) -> int:
    return len(token.text) - len(token.text.lstrip("و")) if _bare(token.folded, table) != token.folded else 0


def _bare(folded: str, table: _Table) -> str:
    """An Arabic number word without و ب ل ف and the article, where what is left is a number word."""
    if folded in table.words or folded in table.scales:
        return folded
    for cut in (1, 2, 3):
        prefix, rest = folded[:cut], folded[cut:]
        if prefix in ("و", "ب", "ل", "ف", "ال", "وال", "بال", "لل", "وب", "ول") and (
            rest in table.words or rest in table.scales
        ):
            return rest
    return folded


def _number(text: str, tokens: Sequence[Token], at: int, table: _Table) -> tuple[float, int, bool] | None:
    """The number that begins at a token: value, the token after it, and whether it is figures alone."""
    total, current, index, seen, digits = 0.0, 0.0, at, False, True
    last_kind = ""
    while index < len(tokens):
        token = tokens[index]
        gap = text[tokens[index - 1].end : token.start] if index > at else ""
        if index > at and not _SPACE.match(gap):
            break
        word = _bare(token.folded, table)
        following = tokens[index + 1].folded if index + 1 < len(tokens) else ""
        pair = table.pairs.get((word, following))
        if _DIGITS.match(token.folded):
            value = figure(token.folded)
            if value is None:
                break
            if last_kind == "figure" and _NARROW.match(gap) and re.fullmatch(r"\d{3}", token.folded) and current >= 1:
                current = current * 1000 + value  # 4 000 with a space between thousands
            elif seen:
                break
            else:
                current = value
            last_kind = "figure"
        elif pair is not None:
            current, index, last_kind, digits = current + pair, index + 1, "word", False
        elif word in table.scales and (seen or len(word) > 1):
            if word in table.letters and (gap or last_kind != "figure"):
                break  # a lone m or k counts only when it touches its figure
            scale = table.scales[word]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total, current = total + max(current, 1) * scale, 0.0
            last_kind, digits = "scale", False
        elif word in table.words:
            value = table.words[word]
            if seen and not _joins(token.folded, word, last_kind, current, value):
                break
            current, last_kind, digits = current + value, "word", False
        elif token.folded in ("and", "و") and seen and last_kind == "scale" and _is_number(following, table):
            index += 1
            continue
        else:
            break
        seen = True
        index += 1
    if not seen or (last_kind == "word" and total == 0 and current == 1):
        return None  # "one", "واحد", "один" are pronouns as often as numbers
    return total + current, index, digits


def _joins(folded: str, word: str, last_kind: str, current: float, value: float) -> bool:
    """Whether a number word continues the number before it: twenty-two, двадцать два, خمسة وعشرون."""
    if last_kind == "figure":
        return False
    if folded != word and folded.startswith("و"):
        return True
    if last_kind == "scale":
        return value < 1000
    return (current >= 20 and 0 < value < 10) or (current >= 100 and value < 100)


def _is_number(folded: str, table: _Table) -> bool:
    return bool(_DIGITS.match(folded)) or _bare(folded, table) in table.words


def _unit(
    text: str, tokens: Sequence[Token], first: int, last: int, start: int, end: int, table: _Table
) -> tuple[str | None, int, int, int]:
    """The unit before or after a number, with the stretch widened over it."""
    for sign, unit in table.signs:
        if text.startswith(sign, end) or text.startswith(" " + sign, end):
            return unit, start, text.index(sign, end) + len(sign), last
        for lead in (sign, sign + " "):
            if text.endswith(lead, 0, start):
                return unit, start - len(lead), end, last
    for size in (3, 2, 1):
        words = tokens[last : last + size]
        if len(words) == size and _SPACE.match(text[end : words[0].start]):
            unit_name = table.units.get(tuple(w.folded for w in words))
            if unit_name is None and size == 1 and words[0].folded.startswith("ال"):
                unit_name = table.units.get((words[0].folded[2:],))
            if unit_name is not None and not (len(words[0].folded) == 1 and words[0].text.isupper()):
                return unit_name, start, words[-1].end, last + size
    if first > 0 and tokens[first - 1].text.isupper() and tokens[first - 1].text.isascii():
        unit_name = table.units.get((tokens[first - 1].folded,))
        if unit_name is not None and len(tokens[first - 1].text) == 3:
            return unit_name, tokens[first - 1].start, end, last
    return None, start, end, last
