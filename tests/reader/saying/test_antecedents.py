"""Whom a pronoun, an office or a verb alone points back to, each on invented sentences."""

from __future__ import annotations

import pytest

from tests.reader.test_statement_classes import told


@pytest.mark.parametrize(
    ("text", "start", "speaker"),
    [
        # "He" is who was told of as a subject, though somebody else has spoken since or before.
        ("Глава посёлка Егор Лапшин закрыл причал. Он признал, что лёд тонкий.", "Он признал", "Egor Lapshin"),
        (
            "«Ветер стихнет», — обещала синоптик Дарья Кольцова. Начальник порта Егор Лапшин отменил рейсы."
            " Он считает, что рисковать рано.",
            "Он считает",
            "Egor Lapshin",
        ),
        (
            "Директор Пётр Сомов уехал. Главврач Дарья Кольцова осталась. Она заявила, что больных примут.",
            "Она заявила",
            "Darya Koltsova",
        ),
        (
            "В 2010 году профессор Инна Ветрова ушла. Тогда, вспомнила она нашему корреспонденту, шёл снег.",
            "Тогда",
            "Inna Vetrova",
        ),
        # "They" is no single person.
        (
            "Синоптик Дарья Кольцова ждёт дождя. Местные рыбаки, однако, спорят: они говорят, что будет ясно.",
            "они",
            "fisherm",
        ),
        # In Arabic the verb alone.
        (
            "عاد وزير النقل، عادل الشمري، من بكين مساء الأحد. فقد كشف أمام النواب أن الخط سيفتح قريباً.",
            "كشف",
            "Shamari",
        ),
        ("وصل المهندس رامي عبد الجليل إلى الموقع. فهو لم يستبعد أن يتأخر العمل شهراً.", "فهو", "Rami"),
        # Somebody without a name.
        ("I had tea with a retired ferry captain. He said that the pier was sold.", "He said", "ferry captain"),
        # His words, where nobody has spoken yet.
        (
            "Об этом рассказал журналистам технический директор Захар Мирошник. По его словам, цех пуст.",
            "По его словам",
            "Zakhar Miroshnik",
        ),
    ],
)
def test_pronouns_and_verbs_alone(text: str, start: str, speaker: str) -> None:
    found = [row for row in told(text) if row[0].startswith(start)]
    assert found, told(text)
    assert speaker.lower() in found[0][1].lower(), found


@pytest.mark.parametrize(
    ("text", "start", "speaker"),
    [
        (
            "Ректор Заозёрного института Захар Мирошник вернулся. По словам ректора, обмен согласован.",
            "По словам",
            "Zakhar",
        ),
        ("استقبل مدير المتحف، رامي عبد الجليل، الزوار. وقال المدير إن القاعة جاهزة.", "وقال المدير", "Rami"),
        ("The warden, Tessa Okoro, unlocked the gate. The warden said it had rusted.", "The warden said", "Tessa"),
    ],
)
def test_an_office_after_the_name(text: str, start: str, speaker: str) -> None:
    found = [row for row in told(text) if row[0].startswith(start)]
    assert found, told(text)
    assert speaker.lower() in found[0][1].lower(), found


def test_the_writer_stands_aside() -> None:
    found = told('Critics say the pier is lost. I believe they are wrong. "We shall mend it," one mason said.')
    assert ("I believe they are wrong", "unnamed author") in [row[:2] for row in found], found
    assert not any(speaker == "unnamed author" and "mend" in words for words, speaker, _ in found)


def test_a_line_with_only_a_name_is_its_writer() -> None:
    text = (
        "Tessa Okoro\n\nThe lock keeper of the canal sat down slowly beside me."
        " He said that the water was low this year."
    )
    assert not any(speaker == "Tessa Okoro" for _, speaker, _ in told(text))
