"""Each page in both languages, as it comes from the server: no script is needed for any of this."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam import yamltext
from nizam.web.page import LABELS

Client = TestClient[Litestar]
PAGES = (
    "", "/check", "/screen", "/read", "/regime", "/regime?from=2016-01-01&to=2018-01-01", "/regime?regime=eu-dprk",
    "/regime/un-dprk/2371/8", "/lists", "/lists/un-dprk", "/lists/entry/KPi.076", "/decisions", "/articles",
    "/search?q=coal", "/sign-in",
)  # fmt: skip


class Checks(HTMLParser):
    """What a strict policy or a screen reader would stumble over."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in held) or "style" in held:
            self.inline.append(tag)
        self.inline += [name for name in held if name.startswith("on")]
        if held.get("id"):
            self.ids.append(held["id"] or "")
        if tag == "label" and held.get("for"):
            self.labelled.add(held["for"] or "")
        if tag in ("input", "select", "textarea") and held.get("type") not in ("hidden", "radio", "checkbox"):
            self.fields.append(held.get("id") or "")


def sound(html: str) -> None:
    found = Checks()
    found.feed(html)
    assert found.inline == []
    assert len(found.ids) == len(set(found.ids))
    assert set(found.fields) <= found.labelled


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_comes_whole(client: Client, lang: str, path: str) -> None:
    answer = client.get(f"/{lang}{path}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in answer.text
    assert answer.text.count("<h1") == 1
    sound(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    other = "ar" if lang == "en" else "en"
    assert f'href="/{other}' in answer.text


def test_the_first_page_is_small(client: Client) -> None:
    html = client.get("/en").text
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    whole = len(html.encode()) + sum(len(client.get(one).content) for one in set(assets))
    assert whole < 100_000


@pytest.mark.parametrize(
    ("header", "lang"),
    [("ar-EG,ar;q=0.9,en;q=0.5", "ar"), ("fr, en;q=0.8, ar;q=0.7", "en"), ("", "en"), ("fr;q=x", "en")],
)
def test_the_browser_s_language_is_taken(client: Client, header: str, lang: str) -> None:
    assert client.get("/", headers={"Accept-Language": header}).headers["location"] == f"/{lang}"


@pytest.mark.parametrize(("lang", "headline"), [("en", "Prohibited"), ("ar", "محظور")])
def test_a_deal_is_judged(client: Client, lang: str, headline: str) -> None:
    said = {"text": "In May 2019 a Chinese firm buys 500 tonnes of coal from North Korea."}
    answer = client.post(f"/{lang}/check", data=said)
    assert answer.status_code == 200
    assert f"</span>{headline}</h2>" in answer.text
    assert "UNSCR 2371 (2017) para 8" in answer.text
    assert '<svg class="chart"' in answer.text
    sound(answer.text)


def test_a_question_is_asked_and_its_answer_settles_the_deal(client: Client) -> None:
    told = {"text": "coal through Rajin", "date": "2024-05-01"}
    asked = client.post("/en/check", data=told).text
    assert 'name="fact.0" value="goods[0].origin"' in asked
    assert "verdict o-undetermined" in asked
    settled = client.post("/en/check", data={**told, "fact.0": "goods[0].origin", "answer.0": "kp"}).text
    assert "verdict o-prohibited" in settled
    assert "Origin of the goods: DPRK." in settled


def test_a_deal_field_by_field_keeps_its_fields(client: Client) -> None:
    answer = client.post("/en/check", data={"goods": "coal", "supplier_country": "North Korea", "date": "2019-05-02"})
    assert "verdict o-prohibited" in answer.text
    assert 'value="2019-05-02"' in answer.text


def test_what_cannot_be_judged_is_said_in_words(client: Client) -> None:
    answer = client.post("/ar/check", data={"goods": "coal", "hs": "zz"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert client.post("/en/check", data={}).status_code == 422


def test_nothing_that_is_told_becomes_markup(client: Client) -> None:
    bad = '"><script>alert(1)</script>'
    for path, fields in (("check", {"text": bad}), ("screen", {"name": bad}), ("read", {"text": f"{bad} {bad}"})):
        assert "<script>alert" not in client.post(f"/en/{path}", data=fields).text
    assert "<script>alert" not in client.get("/en/search", params={"q": bad}).text
    assert "<script>alert" not in client.get("/en/regime", params={"q": bad, "as_of": bad}).text


def test_the_switch_of_languages_posts_the_same_again(client: Client) -> None:
    html = client.post("/en/check", data={"text": "coal through Rajin"}).text
    assert '<form method="post" action="/ar/check">' in html
    assert '<input type="hidden" name="text" value="coal through Rajin">' in html


def test_a_candidate_is_laid_out_dismissed_and_taken_back(client: Client) -> None:
    asked = {"name": "Ri Pyong Chol", "birth_date": "1990"}
    html = client.post("/en/screen", data=asked).text
    assert "contradicts" in html
    assert 'class="aligned"' in html
    sound(html)
    told = {**asked, "entity": "KPi.076", "verdict": "false_positive"}
    assert client.post("/en/screen/decide", data=told).status_code == 422
    done = client.post("/en/screen/decide", data={**told, "reason": "born 1990"}).text
    assert "was dismissed" in done
    taken = re.search(r'name="take_back" value="([^"]+)"', done)
    assert taken is not None
    back = client.post("/en/screen/decide", data={**asked, "take_back": taken[1], "reason": "a slip"}).text
    assert "was taken back" in back


def test_a_match_is_confirmed(client: Client) -> None:
    asked = {"name": "Ri Pyong Chol"}
    client.post("/en/screen", data=asked)
    done = client.post(
        "/en/screen/decide", data={**asked, "entity": "KPi.076", "verdict": "hit", "reason": "same passport"}
    )
    assert "KPi.076 is recorded as a hit" in done.text


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_an_article_is_read_with_links_both_ways(client: Client, lang: str) -> None:
    text = "Pyongyang, 3 May 2018. The minister said that a Chinese firm bought 500 tonnes of coal from North Korea."
    html = client.post(f"/{lang}/read", data={"text": text}).text
    assert 'id="item-1-text"' in html
    assert 'href="#item-1-text"' in html
    assert 'href="#item-1"' in html
    sound(html)


def test_a_file_is_read(client: Client) -> None:
    body = b"A Chinese firm bought 500 tonnes of coal from North Korea on 3 May 2018."
    answer = client.post("/en/read", files={"file": ("note.txt", body, "text/plain")})
    assert answer.status_code == 200
    assert 'id="item-1"' in answer.text


def test_a_private_address_is_not_fetched(client: Client) -> None:
    assert client.post("/en/read", data={"url": "http://127.0.0.1:1/"}).status_code in (422, 502)
    assert client.post("/en/read", data={"url": "file:///etc/passwd"}).status_code == 422


def test_decisions_are_listed_filtered_and_replayed(client: Client) -> None:
    assert "No decision is recorded yet" in client.get("/en/decisions").text
    client.post("/en/check", data={"text": "In May 2019 a Chinese firm buys coal from North Korea."})
    html = client.get("/en/decisions", params={"kind": "check"}).text
    assert "a Chinese firm buys coal" in html
    assert "No decision fits" in client.get("/en/decisions", params={"kind": "read"}).text
    assert client.get("/en/decisions", params={"since": "never"}).status_code == 200
    again = client.post("/ar/decisions/1/replay")
    assert again.status_code == 200
    assert "كما هو" in again.text
    assert client.get("/en/decisions/999").status_code == 404


def test_search_finds_law_parties_and_says_when_nothing(client: Client) -> None:
    assert "/en/regime/un-dprk/2371/8" in client.get("/en/search", params={"q": "coal"}).text
    assert "/ar/regime/un-dprk/2371/8" in client.get("/ar/search", params={"q": "الفحم"}).text
    assert "/en/lists/entry/KPi.076" in client.get("/en/search", params={"q": "Ri Pyong Chol"}).text
    assert "Nothing was found" in client.get("/en/search", params={"q": "qqqxyzzy"}).text


@pytest.mark.parametrize("path", ["/en/nope", "/ar/regime/un-dprk/0/0", "/en/regime?regime=x", "/ar/articles/7"])
def test_what_is_not_there_is_a_page_too(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_programs_still_get_json(client: Client) -> None:
    assert client.get("/nope").headers["content-type"].startswith("application/json")


def test_every_word_is_there_in_both_languages() -> None:
    def leaves(at: Any) -> list[Any]:
        if set(at) <= {"en", "ar"}:
            return [at]
        return [leaf for part in at.values() for leaf in leaves(part)]

    for leaf in leaves(yamltext.load(LABELS)):
        assert leaf["en"]
        assert leaf["ar"]
        assert set(re.findall(r"{\w+}", leaf["en"])) == set(re.findall(r"{\w+}", leaf["ar"]))
