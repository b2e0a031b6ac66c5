"""When are two addresses one page? Without fragment, tracking marks and the letters' case of the host; and what the
page itself calls its address, as far as it may be believed."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|yclid|msclkid|mc_[ce]id|igshid|_openstat|ref_src|cmpid|ocid|at_\w+)$",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}
_LINK = re.compile(r"<link\b[^>]{0,1000}>", re.IGNORECASE)
_CANONICAL = re.compile(r"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s>"']{1,2000}))""", re.IGNORECASE)
_FRONTS = re.compile(r"^(?:www|m|mobile|amp)\.")
_HEAD = 200_000


def normal(url: str) -> str:
    """The address that stands for all ways to write it."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS.get(parts.scheme):
        netloc = f"{netloc}:{port}"
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if not _TRACKING.match(name)]
    # what holds no tracking marks is left as it is written: some sites read more into a query than names and values
    query = parts.query if len(kept) == len(asked) else urlencode(kept)
    path = parts.path or "/"
    return parts._replace(scheme=parts.scheme.lower(), netloc=netloc, path=path, query=query, fragment="").geturl()


def canonical(data: bytes, url: str) -> str:
    """The address a page of HTML gives as its own; "" where it gives none, or one of another host.

    A page that could name any address as its own could pass for one that is known already, and not be read.
    """
    head = data[:_HEAD].decode("utf-8", "replace")
    for tag in _LINK.findall(head):
        href = _HREF.search(tag) if _CANONICAL.search(tag) else None
        if href:
            try:
                found = urljoin(url, next(group for group in href.groups() if group).replace("&amp;", "&"))
            except ValueError:
                return ""
            return normal(found) if _host(found) == _host(url) and _deeper(found, url) else ""
    return ""


def _host(url: str) -> str:
    try:
        return _FRONTS.sub("", (urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""


def _deeper(found: str, url: str) -> bool:
    """Careless sites name their front page as the address of every page."""
    return urlsplit(found).path.strip("/") != "" or urlsplit(url).path.strip("/") == ""
