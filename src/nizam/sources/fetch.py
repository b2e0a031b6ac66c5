"""Fetch from the open web: no private address, no other scheme, bounded in size, time and redirects.

`fetch` gives one page or feed in memory; `opened` is what `download.py` and it share.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from nizam import settings
from nizam.errors import BadRequest, SourceError
from nizam.record import Record

if TYPE_CHECKING:
    import httpx

AGENT = "nizam"
MOST_BYTES = 10 * 1024 * 1024
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5
_PAGES = "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8,*/*;q=0.5"


class Page(Record, frozen=True):
    """What was fetched: the final address, the body, the type the server gave, and its marks for asking again.

    `changed` is False where the server says that the copy at hand, whose marks were given, still holds.
    """

    url: str
    body: bytes
    content_type: str
    changed: bool = True
    etag: str = ""
    modified: str = ""


def fetch(url: str, *, etag: str = "", modified: str = "", accept: str = _PAGES) -> Page:
    """GET a page. `etag` and `modified` are the marks of the copy at hand, where there is one.

    Raises BadRequest for an address that may not be fetched, SourceError for one that cannot.
    """
    import httpx

    until = time.monotonic() + MOST_SECONDS
    headers = {"Accept": accept, **conditions(etag, modified)}
    at = [url]
    try:
        with opened(url, headers, timeout=10.0, trail=at) as (current, response):
            if response.status_code == 304:
                return Page(current, b"", "", False, etag, modified)
            if response.status_code >= 400:
                raise SourceError(f"{current} answered {response.status_code}; check the address or try later.")
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise SourceError(f"{current} is larger than {MOST_BYTES >> 20} MB; save the article as a file.")
                if time.monotonic() > until:
                    raise SourceError(f"{current} took longer than {MOST_SECONDS:.0f} s; save the page as a file.")
            got = response.headers
            return Page(
                current,
                bytes(body),
                got.get("content-type", ""),
                etag=got.get("etag", ""),
                modified=got.get("last-modified", ""),
            )
    except httpx.HTTPError as error:
        raise SourceError(
            f"{at[-1]} could not be reached: {type(error).__name__}. "
            "Check the address and your connection, or save the page and give the file."
        ) from error


def conditions(etag: str, modified: str) -> dict[str, str]:
    """The headers that ask for a body only if it is another than the one at hand."""
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in asked.items() if value}


@contextmanager
def opened(
    url: str, headers: Mapping[str, str], *, timeout: float, trail: list[str] | None = None
) -> Iterator[tuple[str, httpx.Response]]:
    """The final address and the open answer of a GET, redirects followed, its body not yet read.

    Every hop's address is resolved once, checked, and then connected to as checked; `trail` gets each of them. Raises
    BadRequest, SourceError, httpx.HTTPError.
    """
    import httpx

    current = url
    for _ in range(MOST_REDIRECTS + 1):
        host, _address, request_url = checked(current)
        with (
            httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "GET",
                request_url,
                headers={"User-Agent": AGENT, **headers, "Host": host},
                extensions={"sni_hostname": urlsplit(current).hostname or ""},
            ) as response,
        ):
            # "not changed" counts as a redirect, too
            if response.status_code == 304 or not response.is_redirect:
                yield current, response
                return
            current = urljoin(current, response.headers.get("location", ""))
            if trail is not None:
                trail.append(current)
    raise SourceError(f"{url} redirects more than {MOST_REDIRECTS} times; give the final address.")


def checked(url: str) -> tuple[str, str, str]:
    """Host header, the address checked, and the URL rewritten to connect to exactly that address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadRequest(f"{url!r} is not a page address; give http:// or https://, or a file.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError) as error:
        raise SourceError(f"{parts.hostname} could not be found; check the address and your connection.") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not ipaddress.ip_address(address.split("%")[0]).is_global and not settings.allow_private():
            raise BadRequest(
                f"{parts.hostname} leads to the private address {address}, which is not fetched; "
                "save the page as a file."
            )
    address = addresses[0]
    bracketed = f"[{address}]" if ":" in address else address
    netloc = f"{bracketed}:{parts.port}" if parts.port else bracketed
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    return host, address, parts._replace(netloc=netloc, fragment="").geturl()
