"""A model's part in reports, on the command line, in the log and in a replay; and nothing of it where none is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nizam import casework
from nizam.cli import main
from nizam.proposing.ask import asker
from nizam.proposing.endpoint import endpoint
from nizam.reader.page import read_page
from nizam.record import replace
from nizam.report import html, markdown, plain
from nizam.report.build import build
from nizam.report.labels import labels
from tests.proposing import article
from tests.proposing.article import GOOD, LEDGER, TEXT
from tests.proposing.server import raw, said, serving


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nizam.reader.read.read_document", article.reading)
    for name in ("NIZAM_MODEL_URL", "NIZAM_MODEL_NAME", "NIZAM_MODEL_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), env={"NIZAM_AUDIT": "0"})


def test_every_report_tells_who_proposed() -> None:
    with serving(said({**GOOD, "entities": [*GOOD["entities"], {"text": "<b>", "type": "org"}]})) as site:
        case = casework.read(read_page(TEXT), model=asker(endpoint(site.url, "tiny <b>")))
    for lang, by, section in (
        ("en", "proposed by the model", "What a model proposed"),
        ("ar", "اقترحه النموذج", "ما اقترحه نموذج لغوي"),
    ):
        report = build(case, lang)
        assert len(report.model) == 3
        for text in (plain.render(report), markdown.render(report), html.render(report)):
            assert by in " ".join(text.split())
            assert section in text
        page = html.render(report)
        assert "<b>" not in page
        # the item, the statement, two entities
        assert page.count(by) == 4


def test_every_reason_and_trouble_has_its_words() -> None:
    case = casework.read(read_page(TEXT), model=_marred)
    for lang in ("en", "ar"):
        shown = " ".join(build(case, lang).model)
        assert not [key for key in (*_keys("rejections"), *_keys("model_troubles")) if "_" in key and key in shown]
    source = "".join(path.read_text() for path in (Path(casework.__file__).parent / "proposing").glob("*.py"))
    for group, mark in (("rejections", "Rejected("), ("model_troubles", "Trouble(")):
        used = {part.split('"')[1] for part in source.split(mark)[1:] if part.startswith('"')}
        assert used <= set(_keys(group))


def _keys(group: str) -> list[str]:
    return list(labels("en")._data[group])


def _marred(_: object) -> casework.Proposals:
    return casework.Proposals("m", given=99, rejected=dict.fromkeys(_keys("rejections"), 2), trouble="slow")


def test_the_option_and_the_setting(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(said(GOOD)) as site:
        by_option = run("read", str(page), "--json", "--model", site.url)
        monkeypatch.setenv("NIZAM_MODEL_URL", site.url)
        monkeypatch.setenv("NIZAM_MODEL_NAME", "tiny")
        monkeypatch.setenv("NIZAM_MODEL_KEY", "k")
        by_setting = run("read", str(page), "--json")
    assert json.loads(by_option.stdout)["model"]["name"] == "default"
    assert json.loads(by_setting.stdout)["model"]["accepted"] == {"entities": 3, "statements": 1, "items": 1}
    assert site.keys == [None, "Bearer k"]


def test_a_key_goes_only_where_it_is_for(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("NIZAM_MODEL_KEY", "k")
    with serving(said(GOOD)) as site:
        assert run("read", str(page), "--json", "--model", site.url).exit_code == 0
    assert site.keys == [None]


def test_many_pages_each_with_its_model(page: Path) -> None:
    with serving(said(GOOD)) as site:
        result = run("read", str(page), str(page), "--model", site.url)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["model"]["proposed"] for line in lines] == [5] * len(lines)
    assert lines


def test_a_model_that_fails_costs_no_report(page: Path) -> None:
    with serving(raw({}, status=401)) as site:
        result = run("read", str(page), "--model", site.url)
    assert result.exit_code == 0
    assert "refused the key" in " ".join(result.stdout.split())


def test_an_address_that_is_none_is_wrong_use(page: Path) -> None:
    result = run("read", str(page), "--model", "localhost")
    assert result.exit_code == 2
    assert "localhost" in result.stderr


def test_as_followthemoney_it_is_noted(page: Path) -> None:
    with serving(said(GOOD)) as site:
        result = run("read", str(page), "--format", "ftm", "--model", site.url)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    noted = [row for row in rows if "Proposed by the model" in " ".join(row["properties"].get("notes", []))]
    assert {row["properties"]["name"][0] for row in noted} == {"Ferdl Rusk", "Brightwater & Sons"}


def test_an_answer_is_given_again_without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record holds offsets and terms of what was taken in, and gives the same answer in a replay."""
    import msgspec

    from nizam.recorded import content
    from nizam.replay import worker

    bad = {"text": "Nobody Here", "type": "person"}
    with serving(said({**GOOD, "entities": [*GOOD["entities"], bad]})) as site:
        case = casework.read(read_page(TEXT), model=asker(endpoint(site.url, "tiny")))
    kept = json.loads(msgspec.json.encode(content.proposed(case.reading)))
    assert "Rusk" not in json.dumps(kept)
    asked = {"document": msgspec.to_builtins(read_page(TEXT)), "as_of": None, **kept}
    monkeypatch.setenv("NIZAM_AUDIT", "0")
    again = worker.answer({"kind": "read", "input": json.loads(msgspec.json.encode(asked)), "today": "2026-11-24"})
    answers = [(one.item, one.verdict) for one in case.answers]
    assert again["result"] == content.article_result(case.reading, answers)


def test_a_decision_rests_on_the_proposals_and_not_on_their_company() -> None:
    """What was left out is counted in the report and changes no id."""
    with serving(said(GOOD), said({**GOOD, "entities": [*GOOD["entities"], 1, 2]})) as site:
        ids = {
            casework.read(read_page(TEXT), model=asker(endpoint(site.url, "tiny"))).decision_id for _ in range(2)
        }  # fmt: skip
    assert len(ids) == 1


def test_without_a_model_nothing_of_it_is_loaded(page: Path) -> None:
    program = (
        "import sys; from nizam.cli import main\n"
        "try: main(['read', sys.argv[1], '--format', 'html'])\n"
        "except SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith(('nizam.proposing', 'httpx'))], file=sys.stderr)"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("NIZAM_MODEL")}
    done = subprocess.run(
        [sys.executable, "-c", program, str(page)],
        capture_output=True, text=True, check=True, env={**environment, "NIZAM_AUDIT": "0"}, timeout=120,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == "[]"
    assert "What a model proposed" not in done.stdout


def test_items_of_a_model_are_deals_of_their_words() -> None:
    from nizam.reader.deals import to_json

    with serving(said(GOOD)) as site:
        case = casework.read(read_page(TEXT), model=asker(endpoint(site.url)))
    item = case.reading.items[-1]
    assert to_json(item, case.reading) == {"id": item.id, "date": "2019-03-12", "text": LEDGER}
    ruled = replace(item, proposed_by="")
    assert "supplier" in to_json(ruled, case.reading)
