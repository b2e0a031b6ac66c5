"""A case → its report: counts, order, why this day, who is who, and an Arabic report that is Arabic throughout."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from nizam.casework import ArticleCase
from nizam.model.text import Document, Reading, Span
from nizam.model.verdict import Outcome
from nizam.record import replace
from nizam.report.build import build
from nizam.report.shape import Report
from tests.report import sample


@pytest.fixture(params=["en", "ar"])
def report(request: pytest.FixtureRequest) -> Report:
    return build(sample.case(), request.param)


def dated(**changes: object) -> ArticleCase:
    case = sample.case()
    return replace(case, reading=replace(case.reading, document=replace(case.reading.document, **changes)))  # type: ignore[arg-type]


def test_the_answer_comes_first_and_counts() -> None:
    report = build(sample.case(), "en")
    assert report.headline == "3 items: 1 prohibited, 1 cannot be decided yet, 1 with no measure found."
    assert report.sentences[0] == "1 of the prohibited is reported as done."
    assert report.worst is Outcome.PROHIBITED


def test_groups_run_from_the_strictest(report: Report) -> None:
    assert [g.outcome for g in report.groups] == [
        Outcome.PROHIBITED,
        Outcome.UNDETERMINED,
        Outcome.NOT_RESTRICTED,
    ]


def test_denials_and_commitments_stand_apart(report: Report) -> None:
    assert [card.id for card in report.apart] == ["i2", "i5"]
    assert report.apart[1].commitment
    assert not {"i2", "i5"} & {card.id for group in report.groups for card in group.cards}


def test_items_are_numbered_as_they_stand_in_the_text(report: Report) -> None:
    assert sorted((card.number, card.id) for card in report.cards) == [
        (1, "i1"), (2, "i2"), (3, "i3"), (4, "i4"), (5, "i5"),
    ]  # fmt: skip


def test_a_status_is_explained_by_its_word() -> None:
    card = next(c for c in build(sample.case(), "en").cards if c.id == "i3")
    assert (card.status, card.cue) == ("possible", "قد توظف")
    assert card.modal == "if it were done"
    assert "no more" in card.means


def test_only_resembling_a_listed_name_is_no_hit(report: Report) -> None:
    people = next(g for g in report.entities if g.type == "person").entities
    kim = people[0]
    assert [row.state for row in kim.listed] == ["possible"]
    assert "KPi.066" in kim.listed[0].says


def test_a_paragraph_number_from_memory_is_said(report: Report) -> None:
    card = next(c for c in report.cards if c.id == "i3")
    assert card.verdict.paragraphs[0].memory
    coal = next(c for c in report.cards if c.id == "i1")
    assert not coal.verdict.paragraphs[0].memory


def test_the_general_clause_is_told_once(report: Report) -> None:
    assert [door.citation for door in report.general] == ["UNSCR 2397 (2017) para 25"]


def test_links_lead_to_the_document_in_the_readers_language() -> None:
    card = next(c for c in build(sample.case(), "ar").cards if c.id == "i1")
    assert card.verdict.paragraphs[0].url == "https://docs.un.org/ar/S/RES/2371(2017)"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"as_of_from": "page"}, "the date of the page"),
        ({"as_of_from": "option"}, "the day asked for"),
        ({"as_of_from": "today"}, "the day of reading"),
        ({"as_of_from": "event"}, "the event the article describes."),
        ({"as_of_from": "event", "page_date": date(2024, 11, 5)}, "the page itself is dated 5 November 2024"),
        ({"as_of": None}, "No day could be set"),
    ],
)
def test_the_day_is_explained(changes: dict[str, object], words: str) -> None:
    assert words in build(dated(**changes), "en").as_of


def test_an_article_without_deeds_says_so(report: Report) -> None:
    document = replace(sample.document(), language="en")
    empty = ArticleCase(Reading(document, (), (), (), ()), (), "X", {}, {})
    assert "No item was found" in build(empty, "en").headline
    korean = replace(empty, reading=replace(empty.reading, document=replace(document, language="ko")))
    assert "no deed in it was judged" in build(korean, "en").headline
    assert report.headline != build(korean, report.lang).headline


def test_an_article_without_title_or_text() -> None:
    bare = Document("", "en", None, Span(0, 0), ())
    report = build(ArticleCase(Reading(bare, (), (), (), ()), (), "", {}, {}), "en")
    assert report.title == "Untitled article"
    assert report.blocks == ()


def test_the_text_is_covered_whole(report: Report) -> None:
    shown = "".join(report.text[b.start : b.end] for b in report.blocks)
    assert "".join(shown.split()) == "".join(sample.TEXT.split())
    assert [b.kind for b in report.blocks] == [
        "clutter", "rest", "title", "paragraph", "paragraph", "paragraph", "clutter", "clutter",
    ]  # fmt: skip


def sentences(node: object) -> list[str]:
    """Every string of a report, without the article's own text and addresses."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, tuple):
        return [s for part in node for s in sentences(part)]
    if is_dataclass(node):
        skipped = (
            "url",
            "text",
            "marks",
            "id",
            "lang",
            "dir",
            "kind",
            "type",
            "state",
            "key",
            "polarity_key",
            "target",
        )
        return [
            s
            for f in fields(node)
            if f.name not in skipped and not f.name.endswith(("_dir", "_language"))
            for s in sentences(getattr(node, f.name))
        ]
    return []


def test_the_arabic_report_has_no_english_sentence() -> None:
    for said in sentences(build(sample.case(), "ar")):
        rest = re.sub(r"UNSCR \d+ \(\d+\) para \S+|KP[ie]\.\d+ [A-Z][\w-]+( [A-Z][\w-]+)*|«[^»]*»|sha256:\w+", "", said)
        rest = re.sub(r"un-dprk|TESTDECISION|nizam [\d.]+|port\.txt|S/RES/\S+", "", rest)
        assert not re.search(r"[A-Za-z]{2}", rest), said


def test_the_unnamed_are_named_by_trade_and_country() -> None:
    assert build(sample.case(), "ar").statements[2].speaker == "خبير، سوريا (بلا اسم)"
    assert build(sample.case(), "en").statements[2].speaker == "unnamed Syrian expert"


def test_building_twice_gives_the_same(report: Report) -> None:
    assert build(sample.case(), report.lang) == report
