"""Visits: pauses between two to one host, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nizam.errors import SourceError
from nizam.intake.visits import Visitor
from tests.lists.server import Site, serving


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NIZAM_ALLOW_PRIVATE", "1")
    with serving() as made:
        made.bodies = {"/a": b"one", "/b": b"two"}
        yield made


def visitor(clock: Clock, pause: float = 2.0) -> Visitor:
    return Visitor(pause, clock=lambda: clock.now, sleep=clock.sleep)


def test_a_pause_between_two_requests_to_one_host(site: Site) -> None:
    clock = Clock()
    asks = visitor(clock)
    asks.page(f"{site.url}/a")
    asks.page(f"{site.url}/b")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]
    assert clock.slept == [2.0, 2.0]


def test_robots_are_kept_away_and_slowed(site: Site) -> None:
    site.bodies["/robots.txt"] = b"User-agent: *\nDisallow: /b\nCrawl-delay: 5\n"
    clock = Clock()
    asks = visitor(clock)
    asks.page(f"{site.url}/a")
    assert clock.slept == [5.0]
    with pytest.raises(SourceError, match=r"robots\.txt asks"):
        asks.page(f"{site.url}/b")
    # what somebody names is not found by a robot
    assert asks.named(f"{site.url}/b").body == b"two"


def test_a_server_in_trouble_is_left_alone(site: Site) -> None:
    site.first["/robots.txt"] = [503]
    asks = visitor(Clock())
    for _ in range(2):
        with pytest.raises(SourceError, match="could not be read"):
            asks.page(f"{site.url}/a")
    assert site.asked == [("/robots.txt", 503)]


def test_only_what_changed(site: Site) -> None:
    asks = visitor(Clock())
    first = asks.named(f"{site.url}/a")
    again = asks.named(f"{site.url}/a", etag=first.etag, modified=first.modified)
    assert (again.changed, again.body, again.etag) == (False, b"", first.etag)
