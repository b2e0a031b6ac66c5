"""Articles of the corpus come out as their `expected.yml` says; an Arabist can edit it without Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nizam import casework, yamltext
from nizam.reader.page import read_page
from nizam.report.json import article_json

ARTICLES = sorted((Path(__file__).parent.parent / "corpus" / "articles").glob("*/expected.yml"))


@pytest.fixture(scope="module", params=ARTICLES, ids=lambda path: path.parent.name)
def article(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any], str]:
    path: Path = request.param
    text = (path.parent / "article.txt").read_text(encoding="utf-8")
    return yamltext.load(path), article_json(casework.read(read_page(text))), text


Article = tuple[dict[str, Any], dict[str, Any], str]


def test_the_page(article: Article) -> None:
    expected, found, text = article
    document = found["document"]
    for key in ("language", "page_date", "as_of"):
        assert document[key] == expected[key], key
    assert expected["title"] in document["title"]["text"]
    lines = [line.strip(" •") for line in text[document["body"]["start"] : document["body"]["end"]].splitlines()]
    for words in expected["clutter"]:
        assert words not in lines


def test_every_span_equals_its_slice(article: Article) -> None:
    _, found, text = article

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                assert text[value["start"] : value["end"]] == value["text"]
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(json.loads(json.dumps(found)))


def test_entities(article: Article) -> None:
    expected, found, _ = article
    for wanted in expected["entities"]:
        matching = [
            e for e in found["entities"]
            if e["type"] == wanted["type"] and any(wanted["text"] in m["text"] for m in e["mentions"])
        ]  # fmt: skip
        assert matching, wanted


def test_statements_have_their_speakers(article: Article) -> None:
    expected, found, _ = article
    named = {e["id"]: [m["text"] for m in e["mentions"]] for e in found["entities"]}
    for wanted in expected["statements"]:
        assert any(
            wanted["verb"] in s["verb"]
            and s["polarity"] in wanted["polarity"]
            and any(wanted["speaker"] in mention for mention in named.get(s["speaker"], []))
            for s in found["statements"]
        ), wanted


def test_items_and_their_verdicts(article: Article) -> None:
    expected, found, _ = article
    country = {e["id"]: e["country"] for e in found["entities"]}
    for wanted in expected["items"]:
        near = [i for i in found["items"] if wanted["text"] in i["span"]["text"]]
        assert near, f"no item says {wanted['text']}"
        assert any(_fits(i, wanted, country) for i in near), (wanted, [_short(i, country) for i in near])


def _fits(item: dict[str, Any], wanted: dict[str, Any], country: dict[str, str]) -> bool:
    cited = {p["id"] for p in item["verdict"]["provisions"]}
    return (
        item["status"] in wanted["status"]
        and item["verdict"]["outcome"] in wanted["outcome"]
        and ("by" not in wanted or wanted["by"] in cited)
        and ("from" not in wanted or country.get(item["from"]) == wanted["from"])
        and ("to" not in wanted or country.get(item["to"]) == wanted["to"])
    )


def _short(item: dict[str, Any], country: dict[str, str]) -> tuple[Any, ...]:
    verdict = item["verdict"]
    cited = [p["id"] for p in verdict["provisions"]]
    return item["status"], country.get(item["from"]), country.get(item["to"]), verdict["outcome"], cited


def test_references(article: Article) -> None:
    expected, found, _ = article
    for wanted in expected["references"]:
        assert any(r["kind"] == wanted["kind"] and r["id"] == wanted["id"] for r in found["references"]), wanted


def test_nothing_prohibited_is_reported_as_done_unless_the_text_says_so(article: Article) -> None:
    expected, found, _ = article
    done = {
        i["span"]["text"] for i in found["items"] if i["status"] == "done" and i["verdict"]["outcome"] == "prohibited"
    }
    told = [w["text"] for w in expected["items"] if "done" in w["status"]]
    assert all(any(words in span for words in told) for span in done)
