"""Classes of saying met in news of other hands: each on invented sentences, read as a whole page is read."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.model.text import Reading
from nizam.reader.read import read

_LEADS = {
    "ar": "عنوان الخبر\n\nهذه فقرة أولى قصيرة كتبت للتمهيد لما بعدها من كلام.",
    "ru": "Заголовок заметки\n\nЭто первый короткий абзац, который нужен только для порядка.",
    "en": "A headline of the page\n\nThis is a short first paragraph that stands here for order only.",
}


def reading_of(text: str) -> Reading:
    first = next(c for c in text if c.isalpha())
    language = "ar" if "\u0600" <= first <= "\u06ff" else "ru" if "\u0400" <= first <= "\u04ff" else "en"
    return read(f"{_LEADS[language]}\n\n{text}\n".encode(), as_of=date(2024, 6, 1))


def told(text: str) -> list[tuple[str, str, str]]:
    """(words of the statement, speaker's name, polarity) for each statement."""
    reading = reading_of(text)
    by_id = {e.id: e.name for e in reading.entities}
    return [
        (s.span.of(reading.document.text), by_id.get(s.speaker or "", s.speaker or ""), s.polarity)
        for s in reading.statements
    ]


@pytest.mark.parametrize(
    ("text", "start", "speaker", "polarity"),
    [
        # Refusals without a word for comment.
        ("وقع الحادث ليلا. ولم ترد الشركة على اتصالاتنا.", "ولم ترد", "company", "no_comment"),
        ("أغلق المصرف فرعه. ولا يعلّق النادي على الأمر.", "ولا يعلّق", "club", "no_comment"),
        ("ولم يصدر أي تعليق عن الوزارة.", "ولم يصدر", "ministry", "no_comment"),
        ("The embassy of Laos would not be drawn on the reports.", "The embassy", "embassy", "no_comment"),
        ("A trustee of the hospital would not discuss the donors.", "A trustee", "trustee", "no_comment"),
        ("The harbour board had nothing to add.", "The harbour", "board", "no_comment"),
        ("Директор Игорь Лобов уехал и на звонки не отвечает.", "Директор", "Lobov", "no_comment"),
        # Verbs that only lead to the saying.
        ("لكن العمدة سارع إلى القول إنه لن يوقّع شيئاً.", "العمدة", "mayor", "negated"),
        ("ويشكو الصيادون من أن الوقود نفد.", "ويشكو", "fisherm", "asserts"),
        # The verb carries what is said.
        ("أعلن الحزب فوزه، وهو ما نفاه رئيس اللجنة.", "وهو ما نفاه", "head", "denies"),
        ("أما ما أشيع عن إغلاق المصنع فوصفته مصادر في النقابة بأنه «اختلاق».", "أما ما", "source", "denies"),
        # A relative clause, a parenthesis, a link between subject and verb.
        ("The panel that watches over the tunnels said yes on Monday.", "The panel", "panel", "asserts"),
        ("Two officials I spoke to doubted it.", "Two officials", "official", "asserts"),
        ("The claim was rejected by the ministry as a fantasy.", "The claim", "ministry", "denies"),
        ("Египет между тем предложил обеим сторонам переговоры.", "Египет", "Egypt", "asserts"),
        ("Начальник отдела И. П. Рябов подтвердил, что катер стоит в порту.", "Начальник", "Ryabov", "asserts"),
        ("Владелец судна вину отрицает.", "Владелец", "owner", "denies"),
        # Set off after what is said, or in its midst.
        ("بلغت النسبة ثلث الأصوات، يقول مراقب محلي.", "بلغت", "observer", "asserts"),
        ("وبلغت الكلفة، بحسب محاسب الشركة، مليون دينار.", "وبلغت", "accountant", "asserts"),
        (
            "The ferry will sail again in May, the port authority said in a note on Friday, a year after the fire.",
            "The ferry",
            "port authority",
            "asserts",
        ),
    ],
)
def test_found_with_speaker(text: str, start: str, speaker: str, polarity: str) -> None:
    found = [t for t in told(text) if t[0].startswith(start)]
    assert found, told(text)
    assert speaker.lower() in found[0][1].lower(), found
    assert found[0][2] == polarity, found


@pytest.mark.parametrize(
    "text",
    [
        "Analysts could perhaps argue that the quota was met.",
        "اتُّفق على أن يبدأ العمل في الربيع.",
        "The boats came and went, that much is certain.",
    ],
)
def test_nobody_said_it(text: str) -> None:
    assert told(text) == []


def test_a_rider_longer_than_its_statement_stands_for_itself() -> None:
    found = told("قال المدير إن العمل مستمر، مؤكداً أن المصنع سيوظف خمسين عاملاً من أبناء البلدة قبل نهاية العام.")
    assert [words.split()[0] for words, _, _ in found] == ["قال", "مؤكداً"]


def test_what_follows_he_said_after_a_semicolon_is_still_his() -> None:
    found = told("Asked twice, Anna Bell laughed. The lock was rusty, she said; breaking it took a minute.")
    assert any(words.startswith("The lock") and words.endswith("a minute") for words, _, _ in found), found


def test_a_clause_before_is_no_subject() -> None:
    found = told("Pyongyang is to receive two engines from Mongolia, a deputy minister, Bold Erdene, told parliament.")
    assert any(speaker == "Bold Erdene" for _, speaker, _ in found), found
