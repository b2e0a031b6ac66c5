"""Forms come from our own pages only; a key for a browser's session opens pages and nothing else."""

from __future__ import annotations

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam.api import keys
from nizam.web.page import COOKIE

Client = TestClient[Litestar]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    del client.headers["Sec-Fetch-Site"]
    told = {"name": "Ri Pyong Chol", "entity": "KPi.076", "verdict": "false_positive", "reason": "x"}
    assert client.post("/en/screen/decide", data=told, headers=headers).status_code == 403


def test_a_form_of_our_own_is_taken_by_its_origin(client: Client) -> None:
    del client.headers["Sec-Fetch-Site"]
    own = str(client.base_url).rstrip("/")
    assert client.post("/en/check", data={"text": "coal"}, headers={"Origin": own}).status_code == 200


def test_a_session_without_any_word_of_its_page_is_refused(client: Client) -> None:
    del client.headers["Sec-Fetch-Site"]
    client.cookies.set(COOKIE, "something")
    assert client.post("/en/check", data={"text": "coal"}).status_code == 403


def test_without_a_key_one_is_asked_for(locked: Client) -> None:
    answer = locked.get("/ar/check")
    assert (answer.status_code, answer.headers["location"]) == (303, "/ar/sign-in?next=/ar/check")
    assert locked.get("/ar/sign-in").status_code == 200
    assert locked.get("/static/nizam.css").status_code == 200
    assert locked.get("/lists").status_code == 401


def test_a_session_opens_pages_and_no_program_s_address(locked: Client) -> None:
    _, text = keys.add("amal", ("read",))
    answer = locked.post("/en/sign-in", data={"key": text, "next": "/en/lists"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/lists")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert locked.get("/en/lists").status_code == 200
    assert locked.get("/lists").status_code == 401
    assert locked.post("/check", json={"text": "coal"}).status_code == 401
    out = locked.post("/en/sign-out")
    assert out.headers["location"] == "/en/sign-in"
    assert locked.get("/en/lists").status_code == 303


def test_a_wrong_key_leads_back_to_the_form(locked: Client) -> None:
    locked.post("/en/sign-in", data={"key": "nzm_00000000_wrongwrongwrong"})
    answer = locked.get("/en/lists")
    assert "refused=1" in answer.headers["location"]
    assert "not known here" in locked.get(answer.headers["location"]).text


@pytest.mark.parametrize("onward", ["https://elsewhere.example", "//elsewhere.example", "/en//x", "/en/\\x"])
def test_nobody_is_sent_elsewhere(client: Client, onward: str) -> None:
    assert client.post("/en/sign-in", data={"key": "a" * 20, "next": onward}).headers["location"] == "/en"
