"""An article as FollowTheMoney entities: valid by its schemata, linked, the same each time, no more than was read."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nizam import casework
from nizam.casework import ArticleCase
from nizam.cli import main
from nizam.model.text import Document, Entity, Mention, Reading, Span
from nizam.reader.page import read_page
from nizam.record import replace
from nizam.report.ftm import render, rows
from tests.report import sample

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
ARTICLES = ["port-talks/article.txt", "en03-ward.txt", "ru06-komissiya.txt", "ar06-night-transfer.txt"]


@pytest.fixture(scope="module")
def model() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = pytest.importorskip("followthemoney", reason="followthemoney (extra dev) is not installed")
    return found.model


@pytest.fixture(scope="module", params=ARTICLES)
def case(request: pytest.FixtureRequest) -> ArticleCase:
    data = (CORPUS / request.param).read_bytes()
    return casework.read(read_page(data, source="https://example.org/news/1"))


def valid(found: list[dict[str, Any]], model: Any) -> None:
    """Every entity is one of its schema, comes back as it was given, and points at what is there."""
    by_id = {row["id"]: row for row in found}
    assert len(by_id) == len(found)
    for row in found:
        schema = model.get(row["schema"])
        assert schema is not None
        assert not schema.abstract
        schema.validate(row)
        proxy = model.get_proxy(row, cleaned=False)
        again = model.get_proxy(proxy.to_dict(), cleaned=False).to_dict()
        assert {name: sorted(values) for name, values in again["properties"].items()} == {
            name: sorted(values) for name, values in row["properties"].items()
        }
        for name in schema.required:
            assert row["properties"].get(name), (row["schema"], name)
        for name, values in row["properties"].items():
            prop = schema.get(name)
            if prop.range is not None:
                assert all(model.get(by_id[value]["schema"]).is_a(prop.range) for value in values), (row, name)
            else:
                assert all(prop.type.clean(value, proxy=proxy) for value in values), (name, values)


def test_every_entity_is_valid_and_comes_back(case: ArticleCase, model: Any) -> None:
    found = list(rows(case))
    valid(found, model)
    assert [json.loads(line) for line in render(case).splitlines()] == found


def test_everything_named_is_there(case: ArticleCase) -> None:
    found = list(rows(case))
    article = found[0]
    assert article["schema"] == "Article"
    assert article["properties"]["sourceUrl"] == ["https://example.org/news/1"]
    text = case.reading.document.text
    for entity in case.reading.entities:
        forms = {" ".join(m.span.of(text).split()) for m in entity.mentions if m.kind == "name"}
        if entity.type == "country":
            assert entity.country in article["properties"]["detectedCountry"]
        elif forms:
            mentioned = {row["properties"]["name"][0] for row in found if row["schema"] == "Mention"}
            assert forms <= mentioned
    for row in found[1:]:
        link = row["properties"].get("proof") or row["properties"].get("document") or row["properties"].get("entity")
        assert link
        assert row["schema"] != "Country"


def test_ids_are_the_same_each_time_and_of_one_article(case: ArticleCase) -> None:
    assert render(case) == render(case)
    other = replace(case.reading.document, text=case.reading.document.text + " ")
    elsewhere = replace(case, reading=replace(case.reading, document=other))
    assert not {row["id"] for row in rows(case)} & {row["id"] for row in rows(elsewhere)}


def test_sanction_topics_only_where_it_is_decided(model: Any) -> None:
    given = sample.case()
    found = list(rows(given))
    valid(found, model)
    kim = next(row for row in found if row["properties"].get("name", [""])[0] == "Kim Jong Sik")
    assert "topics" not in kim["properties"]
    assert "not decided" in kim["properties"]["notes"][0]
    assert not [row for row in found if row["schema"] == "Sanction"]

    entities = tuple(
        replace(e, listed=(("un-sc", "KPi.066", 1.0, "match"),)) if e.name == "Kim Jong Sik" else e
        for e in given.reading.entities
    )
    found = list(rows(replace(given, reading=replace(given.reading, entities=entities))))
    valid(found, model)
    kim = next(row for row in found if row["properties"].get("name", [""])[0] == "Kim Jong Sik")
    assert "sanction" in kim["properties"]["topics"]
    listing = next(row for row in found if row["schema"] == "Sanction")
    assert listing["properties"]["entity"] == [kim["id"]]
    assert listing["properties"]["unscId"] == ["KPi.066"]


def test_what_each_type_becomes(model: Any) -> None:
    names = {
        "Ministry of Trade of Russia": ("org", "PublicBody"), "Brightwater Shipping Ltd": ("org", "Company"),
        "Open Ward": ("org", "Organization"), "Air Koryo": ("org", "Company"),
        "United Nations": ("org", "Organization"),
        "Ann Lee": ("person", "Person"), "Sea Harmony": ("vessel", "Vessel"), "P-632": ("aircraft", "Airplane"),
        "Nampo": ("place", "Address"), "the rebels": ("group", "LegalEntity"), "China": ("country", ""),
        "Corporal Limitedov": ("person", "Person"), "Bankside Choir": ("org", "Organization"),
    }  # fmt: skip
    text = "\n".join(names)
    entities = []
    for n, (name, (kind, _)) in enumerate(names.items()):
        at = text.index(name)
        entities.append(Entity(f"e{n}", kind, name, "cn" if n % 2 else None, (Mention(Span(at, at + len(name))),)))
    document = Document(text, "en", None, Span(0, len(text)), (Span(0, len(text)),))
    found = list(rows(ArticleCase(Reading(document, tuple(entities), (), (), ()), (), "", {}, {})))
    valid(found, model)
    made = {row["properties"]["name"][0]: row["schema"] for row in found if row["schema"] not in ("Mention", "Article")}
    assert made == {name: schema for name, (_, schema) in names.items() if schema}


def test_one_name_twice_and_a_role_alone(model: Any) -> None:
    text = "Kim met Kim.\nThe director left."
    entities = (
        Entity("e1", "person", "Kim", "kp", (Mention(Span(0, 3)),)),
        Entity("e2", "person", "Kim", "kr", (Mention(Span(8, 11)),)),
        Entity("e3", "person", "director", None, (Mention(Span(13, 25), "role"),)),
    )
    document = Document(text, "en", None, Span(0, len(text)), (Span(0, len(text)),))
    found = list(rows(ArticleCase(Reading(document, entities, (), (), ()), (), "", {}, {})))
    valid(found, model)
    assert [row["schema"] for row in found] == ["Article", "Person", "Mention", "Person", "Mention"]


def test_on_the_command_line(tmp_path: Path) -> None:
    article = str(CORPUS / "en03-ward.txt")
    out = tmp_path / "ward.ftm.json"
    said = CliRunner().invoke(main, ["read", article, "--format", "ftm"], env={"NIZAM_AUDIT": "0"})
    done = CliRunner().invoke(main, ["read", article, "--out", str(out)], env={"NIZAM_AUDIT": "0"})
    assert (said.exit_code, done.exit_code) == (0, 0)
    assert out.read_text(encoding="utf-8") == said.stdout
    assert json.loads(said.stdout.splitlines()[0])["schema"] == "Article"
