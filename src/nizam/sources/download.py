"""Fetch one file of an official list: only if it changed, bounded in size and time, tried again where it may help."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from nizam.errors import SourceError
from nizam.record import Record
from nizam.sources.fetch import conditions, opened

if TYPE_CHECKING:
    import httpx

TRIES = 4
MOST_SECONDS = 1800.0
_LONGEST_WAIT = 60.0
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})

Progress = Callable[[int, int | None], None]
"""Called with the bytes read so far and the bytes expected, where the server says."""


class Downloaded(Record, frozen=True):
    """A file fetched, or found unchanged (`changed` is False and the rest is as it was given)."""

    changed: bool
    bytes: int = 0
    sha256: str = ""
    etag: str = ""
    modified: str = ""

    def day(self) -> str:
        """The day the server says the file was last changed, as ISO text; '' where it does not say."""
        try:
            return parsedate_to_datetime(self.modified).date().isoformat() if self.modified else ""
        except ValueError:
            return ""


class _TryAgain(Exception):
    """A failure that may pass. `wait` is how long the server asks to wait."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


def download(
    url: str,
    target: Path,
    *,
    etag: str = "",
    modified: str = "",
    most_bytes: int,
    progress: Progress = lambda _read, _of: None,
    pause: Callable[[float], None] | None = None,
) -> Downloaded:
    """Fetch into a file. `etag` and `modified` are those of the copy at hand. Raises SourceError, with no file left."""
    until = time.monotonic() + MOST_SECONDS
    for attempt in range(1, TRIES + 1):
        try:
            return _once(url, target, etag, modified, most_bytes, progress, until)
        except _TryAgain as problem:
            target.unlink(missing_ok=True)
            if attempt == TRIES or time.monotonic() > until:
                raise SourceError(
                    f"{url}: {problem}, {attempt} times; what is in use stays. Check the connection, or download the "
                    "file and give it to `nizam lists add`."
                ) from problem
            (pause or time.sleep)(min(problem.wait or 2.0 ** (attempt - 1), _LONGEST_WAIT))
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    raise AssertionError("the loop returns or raises")


def _once(
    url: str, target: Path, etag: str, modified: str, most_bytes: int, progress: Progress, until: float
) -> Downloaded:
    import httpx

    headers = {"Accept": "*/*", **conditions(etag, modified)}
    try:
        with opened(url, headers, timeout=30.0) as (current, response):
            if response.status_code == 304:
                return Downloaded(False, etag=etag, modified=modified)
            return _body(response, current, target, most_bytes, progress, until)
    except httpx.HTTPError as error:
        raise _TryAgain(f"could not be fetched ({type(error).__name__})") from error


def _body(
    response: httpx.Response, url: str, target: Path, most_bytes: int, progress: Progress, until: float
) -> Downloaded:
    if response.status_code in _AGAIN:
        asked = response.headers.get("retry-after", "")
        raise _TryAgain(f"the server answered {response.status_code}", float(asked) if asked.isdigit() else 0.0)
    if response.status_code != 200:
        raise SourceError(f"{url} answered {response.status_code}; the list has moved, or is not given to everybody.")
    length = response.headers.get("content-length", "")
    expected = int(length) if length.isdigit() else None
    if expected is not None and expected > most_bytes:
        raise SourceError(f"{url} announces {expected} bytes, at most {most_bytes} are taken; this is not the list.")
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as handle:
        for chunk in response.iter_bytes(1 << 16):
            size += len(chunk)
            if size > most_bytes:
                raise SourceError(f"{url} is larger than {most_bytes} bytes; this is not the list.")
            if time.monotonic() > until:
                raise SourceError(f"{url} took longer than {MOST_SECONDS:.0f} s; try again later.")
            handle.write(chunk)
            digest.update(chunk)
            progress(response.num_bytes_downloaded, expected)
    if not size:
        raise _TryAgain("the server sent an empty file")
    if expected is not None and response.num_bytes_downloaded != expected:
        raise _TryAgain(f"{response.num_bytes_downloaded} of {expected} bytes arrived")
    return Downloaded(
        True, size, digest.hexdigest(), response.headers.get("etag", ""), response.headers.get("last-modified", "")
    )
