"""What is never written: parts of what was asked, named by JSON pointers (RFC 6901) with `*` for any name or number.

/parties/*/passport        of every party of a deal
/identifiers               of a name that is screened
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nizam.errors import BadRequest

ANY = "*"


def masked(data: Any, pointers: Sequence[str]) -> tuple[Any, tuple[str, ...]]:
    """A copy without what the pointers name, and the pointers of what was left out, in full.

    >>> masked({"parties": [{"name": "A", "passport": "1"}]}, ["/parties/*/passport"])
    ({'parties': [{'name': 'A'}]}, ('/parties/0/passport',))
    """
    gone: list[str] = []
    for pointer in pointers:
        data = _without(data, _parts(pointer), "", gone)
    return data, tuple(gone)


def _parts(pointer: str) -> list[str]:
    if not pointer.startswith("/") or pointer == "/":
        raise BadRequest(f"NIZAM_AUDIT_MASK: {pointer!r} is no JSON pointer; write it as /parties/*/passport.")
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]


def _without(data: Any, parts: Sequence[str], at: str, gone: list[str]) -> Any:
    first, rest = parts[0], parts[1:]
    if isinstance(data, dict):
        names = [name for name in data if first in (ANY, str(name))]
        if not names:
            return data
        out = dict(data)
        for name in names:
            place = f"{at}/{str(name).replace('~', '~0').replace('/', '~1')}"
            if rest:
                out[name] = _without(out[name], rest, place, gone)
            else:
                del out[name]
                gone.append(place)
        return out
    if isinstance(data, (list, tuple)):
        items: list[Any] = []
        for number, item in enumerate(data):
            if first not in (ANY, str(number)):
                items.append(item)
            elif rest:
                items.append(_without(item, rest, f"{at}/{number}", gone))
            else:
                # the places of the others stay what they were
                items.append(None)
                gone.append(f"{at}/{number}")
        return items
    return data
