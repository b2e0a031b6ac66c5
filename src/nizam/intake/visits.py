"""Visits to other people's servers: one at a time, with a pause between two to the same host, and by its robots.txt."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from nizam.errors import NizamError, SourceError
from nizam.sources.fetch import AGENT, Page, fetch

PAUSE = 1.0
"""Seconds between two requests to one host."""
_LONGEST_PAUSE = 30.0
_MOST_ROBOTS = 500_000


class Visitor:
    """Fetches pages. One serves a whole run: it remembers when it was where, and who asked not to be visited."""

    def __init__(
        self,
        pause: float = PAUSE,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._clock, self._sleep = clock, sleep
        self._last: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser | str] = {}

    def page(self, url: str) -> Page:
        """A page that was found in a list or a feed. Raises SourceError where robots.txt asks robots to stay away, and
        what `fetch` raises."""
        self._ask_robots(url)
        return self._get(url)

    def named(self, url: str, *, etag: str = "", modified: str = "", accept: str = "*/*") -> Page:
        """A page or feed that somebody named: robots.txt is for those who follow links."""
        return self._get(url, etag=etag, modified=modified, accept=accept)

    def _get(self, url: str, **asked: str) -> Page:
        origin = _origin(url)
        last = self._last.get(origin)
        if last is not None:
            wait = last + self._pause_for(origin) - self._clock()
            if wait > 0:
                self._sleep(wait)
        try:
            return fetch(url, **asked)
        finally:
            self._last[origin] = self._clock()

    def _pause_for(self, origin: str) -> float:
        rules = self._robots.get(origin)
        asked = rules.crawl_delay(AGENT) if isinstance(rules, RobotFileParser) else None
        return max(self._pause, min(float(asked or 0), _LONGEST_PAUSE))

    def _ask_robots(self, url: str) -> None:
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        if isinstance(rules, str):
            raise SourceError(rules)
        if not rules.can_fetch(AGENT, url):
            raise SourceError(
                f"{url}: the site's robots.txt asks robots not to fetch it; save the page and give the file."
            )

    def _rules(self, origin: str) -> RobotFileParser | str:
        """A host's rules; a sentence where it could not say (RFC 9309: then nothing is fetched)."""
        rules = RobotFileParser()
        try:
            body = self._get(f"{origin}/robots.txt", accept="text/plain,*/*;q=0.5").body
        except SourceError as error:
            # no such file: no rules; a server in trouble, or none: who knows
            if " answered 4" not in str(error):
                return f"{origin}: its robots.txt could not be read, so nothing is fetched from it. {error}"
            body = b""
        except NizamError as error:
            return str(error)
        rules.parse(body[:_MOST_ROBOTS].decode("utf-8", "replace").splitlines())
        return rules


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
