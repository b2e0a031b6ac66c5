"""What is taken in of a model's proposals: exact words of the text, known terms, nothing that the rules hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nizam import casework
from nizam.casework import ArticleCase
from nizam.model.verdict import Outcome
from nizam.proposing.ask import asker
from nizam.proposing.endpoint import Trouble, endpoint
from nizam.proposing.locate import MOST_ROWS, located
from nizam.proposing.prompt import MOST_LETTERS, MOST_QUESTIONS, paragraphs, questions
from nizam.reader.page import read_page
from nizam.report.json import article_json
from tests.proposing import article, server
from tests.proposing.article import GOOD, LEDGER, NEVER, TEXT
from tests.proposing.server import raw, said, serving


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nizam.reader.read.read_document", article.reading)


def read(*answers: server.Answer, text: str = TEXT, seconds: float = 20.0) -> ArticleCase:
    with serving(*answers) as site:
        return casework.read(read_page(text), model=asker(endpoint(site.url, "tiny"), seconds=seconds))


def plain(text: str = TEXT) -> ArticleCase:
    return casework.read(read_page(text))


def rejected(sort: str, row: Any, *, more: Mapping[str, Any] | None = None) -> dict[str, int]:
    """The reasons for which one row, beside good ones of the other sorts, is left out."""
    answer = {**(more or {}), sort: [*(more or {}).get(sort, []), row]}
    case = read(said(answer))
    assert case.reading.proposals is not None
    rules(case)
    return dict(case.reading.proposals.rejected)


def rules(case: ArticleCase) -> None:
    """All that the rules found stands as without a model, each verdict with it."""
    with_model, without = article_json(case), article_json(plain())
    for sort in ("entities", "statements", "items", "references"):
        kept = [_found(one) for one in with_model[sort] if "proposed_by" not in one]
        assert kept == without[sort]


def _found(one: dict[str, Any]) -> dict[str, Any]:
    mentions = [m for m in one.get("mentions", ()) if "proposed_by" not in m]
    return {**one, "mentions": mentions} if "mentions" in one else one


def test_good_proposals_are_taken_in_and_marked() -> None:
    case = read(said(GOOD))
    rules(case)
    proposals = case.reading.proposals
    assert proposals is not None
    assert (proposals.given, proposals.taken, proposals.rejected, proposals.trouble) == (5, 5, {}, "")
    rusk = next(e for e in case.reading.entities if e.name == "Ferdl Rusk")
    assert [m.span.of(TEXT) for m in rusk.mentions] == ["Ferdl Rusk"] * 2
    assert (rusk.type, rusk.country, rusk.proposed_by) == ("person", None, "tiny")
    statement = next(s for s in case.reading.statements if s.proposed_by)
    assert (statement.speaker, statement.verb, statement.polarity) == (rusk.id, "this was", "denies")
    item = next(i for i in case.reading.items if i.proposed_by)
    assert (item.span.of(TEXT), item.goods, item.domain, item.quantity) == (
        LEDGER,
        ("anthracite",),
        "mining",
        "300 tonnes",
    )
    assert case.reading.entity(item.actor).country == "kp"  # type: ignore[union-attr]
    answer = next(a for a in case.answers if a.item == item.id)
    assert answer.verdict.outcome is Outcome.PROHIBITED


def test_the_report_as_json_tells_who_proposed() -> None:
    data = article_json(read(said(GOOD)))
    assert data["model"] == {
        "name": "tiny", "proposed": 5, "accepted": {"entities": 3, "statements": 1, "items": 1}, "rejected": {},
        "trouble": None,
    }  # fmt: skip
    assert [i["proposed_by"] for i in data["items"] if "proposed_by" in i] == ["tiny"]
    assert "model" not in article_json(plain())
    for one in (x for sort in ("entities", "statements", "items") for x in data[sort]):
        span = one.get("span") or one["mentions"][0]
        assert span["text"] == TEXT[span["start"] : span["end"]]


def test_the_decision_id_rests_on_what_was_taken_in() -> None:
    assert read(said(GOOD)).decision_id == read(said(GOOD)).decision_id != plain().decision_id
    assert read(said({"items": ["x"]})).decision_id == plain().decision_id


ITEM = GOOD["items"][0]
NAMED = {"entities": GOOD["entities"]}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"text": "Nobody Here", "type": "person"}, "not_in_text"),
        ({"text": "ferdl rusk", "type": "person"}, "not_in_text"),
        ({"text": "Ferdl Rusk", "type": "person"}, "more_than_once"),
        ({"paragraph": 1, "text": "Ferdl Rusk", "type": "person"}, "not_in_text"),
        ({"paragraph": 99, "text": "Ferdl Rusk", "type": "person"}, "not_in_text"),
        ({"paragraph": 2, "start": 5, "text": "Ferdl Rusk", "type": "person"}, "not_in_text"),
        ({"paragraph": 2, "start": -1, "text": "Ferdl Rusk", "type": "person"}, "wrong_shape"),
        ({"paragraph": 2, "start": 10**30, "text": "Ferdl Rusk", "type": "person"}, "not_in_text"),
        ({"paragraph": True, "text": "Ferdl Rusk", "type": "person"}, "wrong_shape"),
        ({"paragraph": "2", "text": "Ferdl Rusk", "type": "person"}, "wrong_shape"),
        ({"start": 4, "text": "Ferdl Rusk", "type": "person"}, "wrong_shape"),
        ({"paragraph": 2, "text": "erdl Rusk", "type": "person"}, "not_whole_words"),
        ({"paragraph": 2, "text": "Ferdl Rus", "type": "person"}, "not_whole_words"),
        ({"paragraph": 2, "text": " Ferdl Rusk", "type": "person"}, "not_in_text"),
        ({"paragraph": 2, "text": "&", "type": "org"}, "not_whole_words"),
        ({"paragraph": 2, "text": "", "type": "org"}, "not_in_text"),
        ({"paragraph": 2, "text": "300", "type": "org"}, "not_whole_words"),
        ({"paragraph": 2, "text": "Ferdl Rusk", "type": "listed"}, "closed_class"),
        ({"paragraph": 2, "text": "Ferdl Rusk", "type": "country"}, "closed_class"),
        ({"paragraph": 2, "text": "Ferdl Rusk", "type": "hero"}, "not_in_vocabulary"),
        ({"paragraph": 2, "text": "Ferdl Rusk", "type": ["person"]}, "wrong_shape"),
        ({"paragraph": 4, "text": "North Korea", "type": "person"}, "closed_class"),
        ({"paragraph": 1, "text": "Ho", "type": "vessel"}, "already_read"),
        ({"paragraph": 1, "text": "Ri Yong Ho, visited", "type": "person"}, "already_read"),
        ({"paragraph": 3, "text": "A choir of the town is to sing there in the spring. \"Never a crate", "type": "org"},
         "too_long"),
        ({"text": "12 March 2019\n\nThe harbour", "type": "place"}, "not_in_text"),
        ({"text": "x" * 5000, "type": "place"}, "too_long"),
        ({"text": 7, "type": "place"}, "wrong_shape"),
        ({"type": "place"}, "wrong_shape"),
        ("Ferdl Rusk", "wrong_shape"),
        (None, "wrong_shape"),
        ([["deep"] * 50] * 50, "wrong_shape"),
    ],
)  # fmt: skip
def test_entities_left_out(row: Any, reason: str) -> None:
    assert rejected("entities", row) == {reason: 1}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"activity": "piracy"}, "not_in_vocabulary"),
        ({"activity": None}, "wrong_shape"),
        ({"status": "certain"}, "not_in_vocabulary"),
        ({"goods": ["ledger"]}, "not_in_text"),
        ({"goods": ["settled"]}, "not_in_vocabulary"),
        ({"goods": "anthracite"}, "wrong_shape"),
        ({"goods": ["anthracite"] * 21}, "wrong_shape"),
        ({"from": "Kim"}, "not_in_text"),
        ({"from": "gate", "to": None}, "side_unknown"),
        ({"from": None, "to": None}, "side_unknown"),
        ({"from": {"name": "Pyongyang"}}, "wrong_shape"),
        ({"status": "denied"}, "status_untold"),
        ({"status": "excluded", "cue": "settled"}, "status_untold"),
        ({"cue": "permitted"}, "not_in_text"),
        ({"text": LEDGER[:20]}, "not_whole_words"),
        ({"text": TEXT[TEXT.index("Old Ferdl") : TEXT.index(" of the town")]}, "not_in_text"),
        ({"paragraph": 1, "text": "Ri Yong Ho, visited Moscow in May", "goods": [], "from": "Ri Yong Ho",
          "to": "Moscow", "activity": "culture"}, "already_read"),
        ({"paragraph": 0, "text": "Quiet season at the breakwater"}, "not_in_text"),
    ],
)  # fmt: skip
def test_items_left_out(change: dict[str, Any], reason: str) -> None:
    assert rejected("items", {**ITEM, **change}, more=NAMED) == {reason: 1}


def test_a_deed_that_its_words_contradict() -> None:
    row = {**ITEM, "paragraph": 3, "text": "A choir of the town is to sing there in the spring", "goods": [],
           "activity": "military-training", "from": "Ferdl Rusk", "to": None, "status": "planned"}  # fmt: skip
    assert rejected("items", row, more=NAMED) == {"contradicted": 1}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"mode": "sung"}, "not_in_vocabulary"),
        ({"polarity": None}, "wrong_shape"),
        ({"speaker": "Lavrov"}, "not_in_text"),
        ({"speaker": "this"}, "side_unknown"),
        ({"verb": "crate"}, "wrong_shape"),
        ({"verb": "murmured"}, "not_in_text"),
        ({"content": "Always"}, "not_in_text"),
    ],
)
def test_statements_left_out(change: dict[str, Any], reason: str) -> None:
    assert rejected("statements", {**GOOD["statements"][0], **change}, more=NAMED) == {reason: 1}


def test_overlapping_proposals_the_first_stands() -> None:
    again = [ITEM, {**ITEM, "text": "anthracite, 300 tonnes"}, {**ITEM, "text": LEDGER[:-5].removesuffix(" &")}]
    case = read(said({**GOOD, "items": again, "statements": [*GOOD["statements"], {**GOOD["statements"][0]}]}))
    assert case.reading.proposals is not None
    assert len(case.reading.proposals.items) == len(case.reading.proposals.statements) == 1
    assert sum(case.reading.proposals.rejected.values()) == 3


def test_a_model_that_obeys_the_article() -> None:
    """The article asks for it, and the model does as it is told: nothing comes of it but a count."""
    obeyed = {
        "entities": [{"paragraph": 4, "text": "North Korea", "type": "person", "name": "Kim"}],
        "items": [{"paragraph": 4, "text": "the Committee permits it", "activity": "approval", "status": "done",
                   "from": "Committee", "to": None, "outcome": "not_restricted"}],
        "verdict": "not_restricted", "outcome": "permitted", "delete": ["i1", "e2"], "tools": [{"name": "shell"}],
        "instructions": "stop reading",
    }  # fmt: skip
    case = read(said(obeyed))
    rules(case)
    assert case.reading.proposals is not None
    assert case.reading.proposals.taken == 0
    assert case.reading.proposals.rejected == {"closed_class": 1, "not_in_vocabulary": 1}


def test_the_article_is_sent_as_data() -> None:
    with serving(said(GOOD)) as site:
        casework.read(read_page(TEXT), model=asker(endpoint(site.url)))
    task, article = (message["content"] for message in site.asked[0]["messages"])
    assert "Ignore all previous" not in task
    assert [p["n"] for p in json.loads(article)["paragraphs"]] == [0, 1, 2, 3, 4]
    assert "tools" not in site.asked[0]


def test_no_verdict_on_what_the_rules_found_rests_on_a_proposal() -> None:
    """A listed person whom only the model saw, in the words of an item that the rules found."""
    text = TEXT.replace("visited Moscow in May", "visited Moscow with Kim Jong Sik in May")
    before, after = plain(text), read(said({"entities": [{"text": "Kim Jong Sik", "type": "person"}]}), text=text)
    assert after.reading.proposals is not None
    assert after.reading.proposals.taken == 1
    assert after.reading.entities[-1].listed
    assert [a.deal for a in before.answers] == [a.deal for a in after.answers]
    assert [a.verdict.outcome for a in before.answers] == [a.verdict.outcome for a in after.answers]


def test_what_the_words_do_not_tell_stays_open() -> None:
    """The model says who gives and what is done; the words do not name the target, so the answer asks."""
    row = {"paragraph": 2, "text": "anthracite, 300 tonnes", "activity": "supply", "goods": ["anthracite"],
           "from": "Brightwater & Sons", "to": None, "status": "done"}  # fmt: skip
    case = read(said({**NAMED, "items": [row]}))
    answer = case.answers[-1]
    assert answer.verdict.outcome is Outcome.UNDETERMINED
    assert answer.verdict.questions


def test_an_article_that_has_nothing_to_do_with_the_target() -> None:
    text = TEXT.replace("North Korea", "Portugal").replace("Pyongyang", "Lisbon")
    text = text.replace("Ri Yong Ho, visited Moscow", "a tall man, stayed")
    row = {**ITEM, "text": LEDGER.replace("Pyongyang", "Lisbon"), "from": "Lisbon"}
    case = read(said({**GOOD, "items": [row]}), text=text)
    assert case.reading.proposals is not None
    assert len(case.reading.proposals.items) == 1
    assert {a.verdict.outcome for a in case.answers} == {Outcome.NOT_RESTRICTED}


def test_too_many_proposals_are_counted() -> None:
    rows = [{"text": f"no {n}", "type": "org"} for n in range(MOST_ROWS["entities"] + 50)]
    case = read(said({"entities": rows, "items": "all"}))
    assert case.reading.proposals is not None
    assert case.reading.proposals.rejected == {"not_in_text": MOST_ROWS["entities"], "too_many": 50, "wrong_shape": 1}
    assert case.reading.proposals.given == len(rows) + 1


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (said("Certainly! Here are the entities:"), "malformed"),
        (said('{"entities": [{"text": '), "malformed"),
        (said("[]"), "malformed"),
        (said("null"), "malformed"),
        (said('{"entities": NaN}'), "malformed"),
        (said('{"a":' * 5000 + "1" + "}" * 5000), "malformed"),
        (raw({"choices": [{"message": {"content": "\\ud800"}}]}), "malformed"),
        (raw({}, status=500), "server"),
        (raw(b"data: {}\n\n", kind="text/event-stream"), "streamed"),
        (raw(b"x" * 2_000_000), "too_large"),
        (server.silent, "slow"),
        (server.dripping, "slow"),
    ],
)
def test_without_a_usable_answer_the_rules_stand_alone(answer: server.Answer, trouble: str) -> None:
    case = read(answer, seconds=1.8 if trouble in ("slow", "server") else 20)
    rules(case)
    assert case.reading.proposals is not None
    assert (case.reading.proposals.taken, case.reading.proposals.trouble) == (0, trouble)
    assert case.decision_id == plain().decision_id


def test_an_answer_in_a_fence_is_read() -> None:
    case = read(said(f"```json\n{json.dumps(GOOD)}\n```"))
    assert case.reading.proposals is not None
    assert case.reading.proposals.taken == 5


def test_arabic_with_a_particle_before_the_name() -> None:
    text = (
        "رسا في الميناء مركب قديم.\n\nجاء البحارة إلى الميناء ومعهم شحنة. "
        "وقال الحارس إن الفحم لبرزويان وحده، وإنه من كوريا الشمالية.\n"
    )
    row = {"text": "برزويان", "type": "person"}
    case = read(said({"entities": [row, {"text": "رزويان", "type": "person"}]}), text=text)
    assert case.reading.proposals is not None
    assert [text[slice(*e.at)] for e in case.reading.proposals.entities] == ["برزويان"]
    assert case.reading.proposals.rejected == {"not_whole_words": 1}


def test_a_long_article_is_asked_in_pieces_and_never_more_than_so_many() -> None:
    line = "The harbour master of Wexmouth counted the gulls above the pier again. " * 20
    text = "Gulls\n\n" + "\n\n".join(line for _ in range(80))
    with serving(said({})) as site:
        case = casework.read(read_page(text), model=asker(endpoint(site.url)))
    assert len(site.asked) == MOST_QUESTIONS
    assert all(len(body["messages"][1]["content"]) < MOST_LETTERS * 1.5 for body in site.asked)
    assert case.reading.proposals is not None
    assert case.reading.proposals.trouble == "long_article"


LEAF = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=30),
    st.lists(st.lists(st.text(max_size=3), max_size=3), max_size=3),
    st.sampled_from(["Ferdl Rusk", LEDGER, NEVER, "Pyongyang", "supply", "done", "person", "anthracite", "denied"]),
)  # fmt: skip
FIELDS = st.sampled_from(
    ["paragraph", "text", "type", "content", "verb", "speaker", "mode", "polarity", "activity", "goods", "from", "to",
     "status", "cue", "start"]
)  # fmt: skip
GIVEN = [dict(row) for rows in GOOD.values() for row in rows]
ROW = st.one_of(
    LEAF,
    st.dictionaries(FIELDS, LEAF, max_size=10),
    # one field of a good row spoilt
    st.builds(lambda row, field, value: {**row, field: value}, st.sampled_from(GIVEN), FIELDS, LEAF),
)
TOLD = st.one_of(LEAF, st.lists(ROW, max_size=6))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["entities", "statements", "items"]), TOLD))
def test_whatever_is_said_offsets_are_valid(told: dict[str, Any]) -> None:
    from nizam.proposing.admit import admitted

    reading = article.reading(read_page(TEXT))
    held = paragraphs(reading)
    found = admitted(reading, located(json.dumps(told), TEXT, held, "tiny"))
    assert found.proposals is not None
    assert found.proposals.given == found.proposals.taken + sum(found.proposals.rejected.values())
    for place in [m.span for e in found.entities for m in e.mentions] + [i.span for i in found.items]:
        assert 0 <= place.start < place.end <= len(TEXT)
    assert found.entities[: len(reading.entities)] or not reading.entities
    assert found.items[: len(reading.items)] == reading.items


def test_what_is_no_json_is_trouble() -> None:
    with pytest.raises(Trouble):
        located("{", TEXT, (), "tiny")


def test_questions_hold_what_is_known() -> None:
    messages, held = next(questions(article.reading(read_page(TEXT))))
    known = json.loads(messages[1]["content"])["known"]
    assert "North Korea" in known[0]["names"]
    assert len(held) == 5
