"""Fetch one page from the open web: no private address, no other scheme, bounded in size, time and redirects."""

from __future__ import annotations

import ipaddress
import socket
import time
from urllib.parse import urljoin, urlsplit

from nizam import settings
from nizam.errors import BadRequest, SourceError
from nizam.record import Record

MOST_BYTES = 10 * 1024 * 1024
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5


class Page(Record, frozen=True):
    """What was fetched: the final address, the body, and the type the server gave."""

    url: str
    body: bytes
    content_type: str


def fetch(url: str) -> Page:
    """GET a page. Every hop's address is resolved once, checked, and then connected to as checked.

    Raises BadRequest for an address that may not be fetched, SourceError for one that cannot.
    """
    import httpx

    started = time.monotonic()
    current = url
    for _ in range(MOST_REDIRECTS + 1):
        host, address, request_url = checked(current)
        try:
            with (
                httpx.Client(timeout=10.0, follow_redirects=False, trust_env=False) as client,
                client.stream(
                    "GET",
                    request_url,
                    headers={"Host": host, "User-Agent": "nizam", "Accept": "text/html,text/plain;q=0.9"},
                    extensions={"sni_hostname": urlsplit(current).hostname or ""},
                ) as response,
            ):
                if response.is_redirect:
                    current = urljoin(current, response.headers.get("location", ""))
                    continue
                if response.status_code >= 400:
                    raise SourceError(f"{current} answered {response.status_code}; check the address or try later.")
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > MOST_BYTES:
                        raise SourceError(
                            f"{current} is larger than {MOST_BYTES >> 20} MB; save the article as a file."
                        )
                    if time.monotonic() - started > MOST_SECONDS:
                        raise SourceError(f"{current} took longer than {MOST_SECONDS:.0f} s; save the page as a file.")
                return Page(current, bytes(body), response.headers.get("content-type", ""))
        except httpx.HTTPError as error:
            raise SourceError(
                f"{current} ({address}) could not be reached: {type(error).__name__}. "
                "Check the address and your connection, or save the page and give the file."
            ) from error
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
