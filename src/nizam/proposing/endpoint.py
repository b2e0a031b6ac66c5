"""One question to an OpenAI-compatible endpoint: bounded in time, size and tries, without redirects or proxies.

The address is the user's own, so private ones are asked too. Whatever goes wrong is a `Trouble` with a key that the
labels know; nothing that the server says is passed on.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from nizam.errors import BadRequest
from nizam.record import Record

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 1024 * 1024
MOST_TRIES = 3
MOST_TOKENS = 8192
_PAUSE = 0.5
_AGAIN = frozenset((408, 409, 425, 429, 500, 502, 503, 504))
_REFUSED = frozenset((401, 403))
_MOST_NAME = 80
Message = dict[str, str]


class Trouble(Exception):
    """Why no answer could be had. `key` is one of `model_troubles` in the labels."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Endpoint(Record, frozen=True):
    """Where to ask. `url` is whole, `…/chat/completions`; `name` the model's, as the user calls it."""

    url: str
    name: str
    key: str = ""

    @property
    def host(self) -> str:
        """Scheme, host and port: whom a key is for."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}".lower()

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r}, {self.name!r})"


def endpoint(url: str, name: str = "", key: str = "") -> Endpoint:
    """The endpoint at a base address (`http://localhost:11434/v1`) or a whole one. Raises BadRequest."""
    try:
        parts = urlsplit(url.strip())
        wrong = parts.scheme not in ("http", "https") or not parts.hostname or bool(parts.port and parts.port < 1)
    except ValueError:
        wrong = True
    if wrong:
        raise BadRequest(f"the model's address {url!r} cannot be used; give one as http://localhost:11434/v1.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadRequest("the model's address holds a password, a query or a mark; put the key into NIZAM_MODEL_KEY.")
    if not key.isascii() or re.search(r"\s", key):
        raise BadRequest("NIZAM_MODEL_KEY holds blanks or letters that no key has; set it to the key alone.")
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path += "/chat/completions"
    shown = "".join(c for c in name if c.isprintable()).strip()[:_MOST_NAME]
    return Endpoint(parts._replace(path=path).geturl(), shown or "default", key)


def complete(where: Endpoint, messages: Sequence[Message], *, seconds: float) -> str:
    """The model's answer to the messages, as text. Raises Trouble, after `seconds` at the latest.

    The request runs beside this thread: a server that sends a letter a second keeps every read alive, and only a clock
    that does not wait for it can end that.
    """
    import httpx

    until = time.monotonic() + seconds
    client = httpx.Client(timeout=min(10.0, seconds), follow_redirects=False, trust_env=False)
    client.timeout = httpx.Timeout(min(10.0, seconds), read=seconds)
    done: list[str | Trouble] = []

    def work() -> None:
        try:
            done.append(_tried(client, where, messages, until))
        except Trouble as trouble:
            done.append(trouble)
        except Exception:  # a client that was closed under it, or whatever a hostile answer sets off
            done.append(Trouble("broken"))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    client.close()
    answer = done[0] if done else Trouble("slow")
    if isinstance(answer, Trouble):
        raise answer
    return answer


def _tried(client: httpx.Client, where: Endpoint, messages: Sequence[Message], until: float) -> str:
    """Ask until there is an answer, at most `MOST_TRIES` times; only what may pass is asked again."""
    plain = False
    for number in range(1, MOST_TRIES + 1):
        try:
            return _said(_posted(client, where, messages, until, plain=plain))
        except _Again as again:
            if number == MOST_TRIES or time.monotonic() + _PAUSE * number >= until:
                raise Trouble(again.key) from None
            if again.key == "wrong_use":
                # older servers know no response_format
                plain = True
                continue
            time.sleep(_PAUSE * number)
    raise Trouble("broken")


class _Again(Exception):
    """What another try may mend."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _posted(client: httpx.Client, where: Endpoint, messages: Sequence[Message], until: float, *, plain: bool) -> bytes:
    import httpx

    body: dict[str, Any] = {
        "model": where.name,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "stream": False,
    }
    if not plain:
        body["response_format"] = {"type": "json_object"}
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "nizam"}
    if where.key:
        headers["Authorization"] = f"Bearer {where.key}"
    try:
        with client.stream("POST", where.url, content=msgspec.json.encode(body), headers=headers) as response:
            _check(response, plain=plain)
            return _bounded(response, lambda: time.monotonic() > until)
    except httpx.TimeoutException:
        raise Trouble("slow") from None
    except httpx.ConnectError:
        raise _Again("unreachable") from None
    except httpx.HTTPError:
        raise _Again("broken") from None


def _check(response: httpx.Response, *, plain: bool) -> None:
    status = response.status_code
    if response.is_redirect:
        raise Trouble("redirect")
    if status in _REFUSED:
        raise Trouble("refused")
    if status in _AGAIN:
        raise _Again("server")
    if status == 400 and not plain:
        raise _Again("wrong_use")
    if status != 200:
        raise Trouble("wrong_use")
    if "event-stream" in response.headers.get("content-type", "").lower():
        raise Trouble("streamed")


def _bounded(response: httpx.Response, late: Callable[[], bool]) -> bytes:
    """The body, as it stands on the wire after unpacking, and no more of it than may be."""
    body = bytearray()
    for chunk in response.iter_bytes(65_536):
        body += chunk
        if len(body) > MOST_BYTES:
            raise Trouble("too_large")
        if late():
            raise Trouble("slow")
    return bytes(body)


def _said(body: bytes) -> str:
    """The text of the first choice."""
    try:
        choice = msgspec.json.decode(body)["choices"][0]
        said, ended = choice["message"]["content"], choice.get("finish_reason")
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, KeyError, IndexError, TypeError, AttributeError):
        raise Trouble("no_answer") from None
    if not isinstance(said, str) or not said.strip():
        raise Trouble("no_answer")
    if ended == "length":
        raise Trouble("cut_off")
    return said
