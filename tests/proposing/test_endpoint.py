"""One question to an endpoint: what it sends, and that nothing keeps it waiting, filling memory or going elsewhere."""

from __future__ import annotations

import gzip
import time

import pytest

from nizam.errors import BadRequest
from nizam.proposing.endpoint import MOST_BYTES, MOST_TRIES, Trouble, complete, endpoint
from tests.proposing import server
from tests.proposing.server import raw, said, serving

ASK = [{"role": "user", "content": "?"}]


def trouble(*answers: server.Answer, seconds: float = 10.0) -> tuple[str, int]:
    """What went wrong, and after how many requests."""
    with serving(*answers) as site, pytest.raises(Trouble) as caught:
        complete(endpoint(site.url), ASK, seconds=seconds)
    return caught.value.key, len(site.asked)


def test_a_good_answer() -> None:
    with serving(said("{}")) as site:
        assert complete(endpoint(site.url + "/", "tiny", "abc"), ASK, seconds=5) == "{}"
    assert site.asked[0]["model"] == "tiny"
    assert site.asked[0]["stream"] is False
    assert site.asked[0]["messages"] == ASK
    assert (site.keys, site.paths) == (["Bearer abc"], ["/v1/chat/completions"])


def test_without_a_key_none_is_sent() -> None:
    with serving(said("{}")) as site:
        complete(endpoint(site.url + "/chat/completions"), ASK, seconds=5)
    assert (site.keys, site.paths) == ([None], ["/v1/chat/completions"])


def test_what_may_pass_is_tried_again() -> None:
    with serving(raw({}, status=503), server.hanging_up, said("{}")) as site:
        assert complete(endpoint(site.url), ASK, seconds=10) == "{}"
    assert len(site.asked) == 3


def test_a_server_that_knows_no_response_format() -> None:
    with serving(raw({"error": "response_format"}, status=400), said("{}")) as site:
        assert complete(endpoint(site.url), ASK, seconds=10) == "{}"
    assert ["response_format" in body for body in site.asked] == [True, False]


@pytest.mark.parametrize(
    ("answer", "key", "tries"),
    [
        (raw({}, status=500), "server", MOST_TRIES),
        (raw({}, status=429), "server", MOST_TRIES),
        (raw({}, status=401), "refused", 1),
        (raw({}, status=404), "wrong_use", 1),
        (raw({}, status=400), "wrong_use", 2),
        (raw({}, status=307, Location="http://127.0.0.1:9/"), "redirect", 1),
        (raw(b"data: {}\n\n", kind="text/event-stream"), "streamed", 1),
        (raw(b"\xff\xfe not json"), "no_answer", 1),
        (raw([]), "no_answer", 1),
        (raw({"choices": []}), "no_answer", 1),
        (raw({"choices": [7]}), "no_answer", 1),
        (raw({"choices": [{"message": {"content": None}}]}), "no_answer", 1),
        (raw({"choices": [{"message": {"content": [{"type": "text"}]}}]}), "no_answer", 1),
        (raw(b"[" * 100_000), "no_answer", 1),
        (said("  "), "no_answer", 1),
        (said("{", finish="length"), "cut_off", 1),
        (raw(b"x" * (MOST_BYTES + 1)), "too_large", 1),
        (raw(gzip.compress(b"x" * (30 * MOST_BYTES)), **{"Content-Encoding": "gzip"}), "too_large", 1),
        (server.endless, "too_large", 1),
        (server.hanging_up, "broken", MOST_TRIES),
    ],
)
def test_what_goes_wrong(answer: server.Answer, key: str, tries: int) -> None:
    assert trouble(answer) == (key, tries)


@pytest.mark.parametrize("answer", [server.silent, server.dripping, server.dripping_head, raw({}, status=500)])
def test_the_clock_does_not_wait_for_the_server(answer: server.Answer) -> None:
    began = time.monotonic()
    key, _ = trouble(answer, seconds=0.6)
    assert key in ("slow", "server")
    assert time.monotonic() - began < 3


def test_nobody_there() -> None:
    with pytest.raises(Trouble) as caught:
        complete(endpoint("http://127.0.0.1:9/v1"), ASK, seconds=5)
    assert caught.value.key == "unreachable"


@pytest.mark.parametrize(
    "url",
    ["", "localhost:11434", "file:///etc/passwd", "ftp://x/v1", "http://", "http://[::1", "http://h:0x/v1",
     "http://user:secret@h/v1", "http://h/v1?key=secret"],
)  # fmt: skip
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(BadRequest):
        endpoint(url)


def test_a_key_that_is_none_is_not_shown() -> None:
    with pytest.raises(BadRequest) as caught:
        endpoint("http://h/v1", key="sec ret\r\nX: y")
    assert "sec" not in str(caught.value)
    assert "secret" not in repr(endpoint("http://h/v1", "n", "secret"))


def test_a_name_shows_no_control_characters() -> None:
    assert endpoint("http://h/v1", "a\x1b[31m\n" + "b" * 200).name == "a[31m" + "b" * 75
