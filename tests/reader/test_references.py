"""References to resolutions, votes, the regime and other people's measures, in invented sentences."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import nizam
from nizam.model.text import Document, Reference, Span
from nizam.reader.parties import Entities, find_entities
from nizam.reader.references import find_references
from nizam.reader.segment import sentences
from nizam.regime.load import load_pack

VOTES = load_pack(Path(nizam.__file__).parent / "packs" / "un_dprk").votes


def read(text: str, language: str) -> tuple[Reference, ...]:
    page = Document(text, language, None, Span(0, len(text)), (Span(0, len(text)),))
    found = sentences(page)
    return find_references(page, found, find_entities(page, found), VOTES)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "It breaks resolution 2397 (2017) and resolutions 2371, 2375 and 2321.",
            ["S/RES/2397(2017)", "S/RES/2371(2017)", "S/RES/2375(2017)", "S/RES/2321(2016)"],
        ),
        ("en", "See S/RES/1718 (2006) and the draft S/2022/431.", ["S/RES/1718(2006)", "S/2022/431"]),
        ("ar", "ويحظر القراران 2371 (2017) و2375 (2017) ذلك.", ["S/RES/2371(2017)", "S/RES/2375(2017)"]),
        ("ar", "وفق قرار مجلس الأمن رقم 2270 تفتش الشحنات.", ["S/RES/2270(2016)"]),
        ("ru", "Это нарушает резолюции 1718 и 2397.", ["S/RES/1718(2006)", "S/RES/2397(2017)"]),
        ("en", "Resolution 2231 is about another country.", ["S/RES/2231"]),
        ("en", "He made a New Year's resolution in 2017.", []),
    ],
)
def test_by_number(language: str, text: str, expected: list[str]) -> None:
    assert [r.id for r in read(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In late May 2022 China and Russia vetoed a draft resolution of the United States on North Korea."),
        ("en", "A draft on North Korea failed on 26 May 2022, blocked by Moscow and Beijing."),
        ("ru", "В мае 2022 года Россия и Китай заблокировали проект резолюции США по КНДР."),
        ("ar", "وعرقلت الصين وروسيا في مايو 2022 مشروع قرار أمريكي بشأن كوريا الشمالية."),
        ("ar", "أرادت الولايات المتحدة في أيار 2022 تمرير قرار يشدد الجزاءات على بيونغ يانغ، فلم تسمح روسيا بتمريره."),
    ],
)
def test_the_draft_of_may_2022(language: str, text: str) -> None:
    found = [r for r in read(text, language) if r.kind == "draft"]
    assert [r.id for r in found] == ["S/2022/431"]
    assert "not adopted" in found[0].says["en"]
    assert found[0].says["ar"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In March 2024 Russia vetoed the renewal of the panel of experts on North Korea."),
        ("ar", "استخدمت روسيا حق النقض في 28 مارس 2024 ضد تمديد ولاية فريق الخبراء المعني بكوريا الشمالية."),
        ("ru", "В марте 2024 года Россия наложила вето на продление мандата группы экспертов по КНДР."),
    ],
)
def test_the_end_of_the_panel(language: str, text: str) -> None:
    assert "S/2024/255" in [r.id for r in read(text, language)]


def test_a_draft_nobody_dates_stays_a_draft() -> None:
    (found,) = [
        r for r in read("Russia would veto a new resolution on North Korea, he said.", "en") if r.kind == "draft"
    ]
    assert found.id == "draft"
    assert "changes nothing" in found.says["en"]


def test_a_later_mention_takes_the_draft_named_before() -> None:
    text = "China and Russia blocked a draft resolution on North Korea in May 2022. The draft resolution cut oil caps."
    assert [r.id for r in read(text, "en") if r.kind == "draft"] == ["S/2022/431", "S/2022/431"]


@pytest.mark.parametrize(
    ("language", "text", "kind", "name"),
    [
        ("en", "UN sanctions on North Korea remain.", "regime", "un-1718"),
        ("en", "US sanctions on North Korea are wider.", "unilateral", "us"),
        ("en", "The European Union's restrictive measures against North Korea were renewed.", "unilateral", "eu"),
        ("en", "North Korea asked for a humanitarian exemption.", "exemption", "un-dprk/2397/25"),
        ("en", "The Multilateral Sanctions Monitoring Team wrote about North Korea.", "unilateral", "msmt"),
        ("ar", "لا تزال عقوبات الأمم المتحدة على كوريا الشمالية قائمة.", "regime", "un-1718"),
        ("ar", "العقوبات الأمريكية على كوريا الشمالية باقية.", "unilateral", "us"),
        ("ar", "وأبلغت لجنة العقوبات بالشحنة إلى كوريا الشمالية.", "regime", "un-1718"),
        ("ru", "Американские санкции против КНДР остаются.", "unilateral", "us"),
        ("ru", "Режим санкций ООН в отношении КНДР никто не отменял.", "regime", "un-1718"),
    ],
)
def test_by_description(language: str, text: str, kind: str, name: str) -> None:
    found = [(r.kind, r.id) for r in read(text, language)]
    assert (kind, name) in found
    assert all(r.says for r in read(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The parking restrictions end on Friday."),
        ("en", "Washington imposed sanctions on Iran over a tanker."),
        ("ar", "فرضت واشنطن عقوبات على إيران."),
        ("ru", "Ограничения на движение сняты."),
    ],
)
def test_what_is_none(language: str, text: str) -> None:
    assert read(text, language) == ()


@pytest.mark.parametrize("word", ["sanctions ", "resolution 2397 ", "draft veto May 2022 "])
def test_hostile_text_stays_quick(word: str) -> None:
    text = word * (100_000 // len(word))
    page = Document(text, "en", None, Span(0, len(text)), (Span(0, len(text)),))
    begun = time.perf_counter()
    find_references(page, sentences(page), Entities.of([]), VOTES)
    assert time.perf_counter() - begun < 20
