"""Check digits of identifiers: is a number one that its register could have given out?

Forms: IMO ship numbers (IMO Res. A.1117), Russian INN (order of the tax service), LEI (ISO 17442, ISO 7064 mod 97-10).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def imo(number: str) -> bool:
    """A ship's number: seven digits, the last of them from the others."""
    if len(number) != 7 or not number.isdigit():
        return False
    return sum(int(digit) * (7 - at) for at, digit in enumerate(number[:6])) % 10 == int(number[6])


def inn(number: str) -> bool:
    """A Russian taxpayer's number: ten digits for a body, twelve for a person."""
    if not number.isdigit():
        return False
    if len(number) == 10:
        return _digit(number, _INN_10) == int(number[9])
    return (
        len(number) == 12 and _digit(number, _INN_11) == int(number[10]) and _digit(number, _INN_12) == int(number[11])
    )


def _digit(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11 % 10


def lei(code: str) -> bool:
    """A legal entity identifier: twenty letters and digits."""
    if len(code) != 20 or not code.isascii() or not code.isalnum():
        return False
    return int("".join(str(int(char, 36)) for char in code)) % 97 == 1


_CHECKS = {"imoNumber": imo, "innCode": inn, "leiCode": lei}


def sound(kind: str, value: str) -> bool:
    """Whether an identifier of a FollowTheMoney property passes its check; True for kinds without one."""
    check = _CHECKS.get(kind)
    return check is None or check(value)


WRONG = "its check digit is wrong: a slip, which rules out nobody"


def slips(given: Mapping[str, Iterable[str]]) -> tuple[tuple[str, str], ...]:
    """Kind and value of every identifier that fails its check."""
    return tuple((kind, value) for kind, values in given.items() for value in sorted(values) if not sound(kind, value))
