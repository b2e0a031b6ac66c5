"""Birth dates as lists print them → ISO forms: YYYY-MM-DD, YYYY-MM or YYYY; a span of years becomes each year."""

from __future__ import annotations

import re
from functools import lru_cache

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WORDS = re.compile(r"(?:(\d{1,2})[ -])?([A-Za-z]{3})[a-z]*\.?[ -](\d{4})$")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$")
_SLASHES = re.compile(r"(\d{1,2}|dd)/(\d{1,2}|mm)/(\d{4})$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:circa|approximately|approx\.?|about|c\.|ca\.?|early|late|mid|between)[ -]+", re.IGNORECASE)
_TO = re.compile(r"\s*(?: to | and |[-–/])\s*")
# a listed span longer than this says next to nothing
_LONGEST_SPAN = 20


@lru_cache(maxsize=8192)
def birth_dates(text: str) -> tuple[str, ...]:
    """Every possible date that a text names; () where none can be read.

    >>> birth_dates("circa 1961"), birth_dates("10 Dec 1948"), birth_dates("dd/mm/1945"), birth_dates("1971 to 1973")
    (('1961',), ('1948-12-10',), ('1945',), ('1971', '1972', '1973'))
    """
    text = _ABOUT.sub("", text.strip().rstrip("."))
    single = _one(text)
    if single:
        return (single,)
    ends = [_one(_ABOUT.sub("", part)) for part in _TO.split(text, maxsplit=1)]
    if len(ends) == 2 and ends[0] and ends[1]:
        return span(ends[0][:4], ends[1][:4])
    return ()


def span(first: str, last: str) -> tuple[str, ...]:
    """Every year from one to the other, both included; a single open end gives the year that is known."""
    if not (first.isdigit() and last.isdigit()):
        return tuple(year for year in (first, last) if year)
    return tuple(str(year) for year in range(int(first), min(int(last), int(first) + _LONGEST_SPAN) + 1))


def parts(year: str, month: str = "", dayofmonth: str = "") -> str:
    """An ISO date from its parts, as far as they are given; '' without a year."""
    if not year.isdigit() or not 1000 <= int(year) <= 9999:
        return ""
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return year
    if not dayofmonth.isdigit() or not 1 <= int(dayofmonth) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(dayofmonth):02}"


def _one(text: str) -> str:
    if match := _ISO.match(text):
        return parts(match[1], match[2] or "", match[3] or "")
    if match := _SLASHES.match(text):
        # lists print 00 as well as mm where a part is not known
        return parts(match[3], match[2], match[1])
    if (match := _WORDS.match(text)) and match[2].lower() in _MONTHS:
        return parts(match[3], str(_MONTHS[match[2].lower()]), match[1] or "")
    return ""
