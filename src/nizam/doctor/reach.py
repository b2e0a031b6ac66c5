"""Whether the addresses of the lists answer. Nothing is fetched but the first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from nizam.doctor.finding import Finding
from nizam.errors import NizamError
from nizam.sources.addresses import Address, addresses
from nizam.sources.fetch import opened

_SECONDS = 10.0
_AT_ONCE = 4


def addresses_answer() -> Iterator[Finding]:
    """A finding for each list that has an address, in the order of the table."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(_asked, addresses().values())


def _asked(one: Address) -> Finding:
    import httpx

    _, url = one.files[0]
    try:
        with opened(url, {}, timeout=_SECONDS) as (_, response):
            status = response.status_code
    except (NizamError, httpx.HTTPError, OSError) as error:
        return Finding("online", one.name, "broken", "unreachable", {"url": url, "why": _why(error)})
    if status >= 400:
        return Finding("online", one.name, "broken", "refused", {"url": url, "status": status})
    return Finding("online", one.name, "good", "answers", {"url": url, "status": status})


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, NizamError) else type(error).__name__
