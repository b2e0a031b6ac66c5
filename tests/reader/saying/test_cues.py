"""Where a verb of saying says something, and where it does not: invented sentences."""

from __future__ import annotations

import pytest

from tests.reader.test_statement_classes import told


@pytest.mark.parametrize(
    ("text", "start", "speaker"),
    [
        # A clause that keeps the name back parts no statement in two.
        ("ويقول طبيب مقيم في الميناء، اشترط عدم ذكر اسمه، إن الدواء نفد.", "ويقول طبيب", "doctor"),
        ("وردّ مهندس في الشركة، طلب ألا تُكشف هويته، بأن الجسر سليم.", "وردّ مهندس", "engineer"),
        ("The purser, who asked not to be identified, recalled that the hold was empty.", "The purser", "purser"),
        # Where somebody works is no complement.
        ("ويذكّر أستاذ التاريخ بجامعة حلب، سامر الخوري، بأن القلعة أقدم.", "ويذكّر", "Khuri"),
        ("وأوضح مصدر ببلدية الحي بأن الطريق سيفتح.", "وأوضح", "source"),
        # Who says it for a body.
        ("أما الشركة فاكتفت، على لسان مديرها سامر الخوري، بالقول إنها تدرس الأمر.", "الشركة", "Khuri"),
        # Set in between with its subject behind.
        ("Лодки, поправил его механик Егор Лапшин, чинят весной.", "Лодки", "Egor Lapshin"),
        ("فالقارب الكبير نفسه، يقول حارس يعمل في الميناء، كان فارغاً.", "فالقارب", "guard"),
        # The object before its verb, the rest somebody else's.
        (
            "Владелец баржи, фирма «Тихий плёс», это отрицает: баржа, сказали в порту, стоит давно.",
            "Владелец",
            "Tikhiy",
        ),
        ("В районном управлении не смогли ни подтвердить, ни опровергнуть это.", "В районном", ""),
        ("How many came he would not say, but the clerk would say only that the hall was full.", "the clerk", "clerk"),
        ("علمت «صوت النهر» من عامل في المحطة أن المضخة توقفت.", "علمت", "worker"),
        ("وأضاف متنهداً أن المحصول ضاع.", "وأضاف", ""),
        ("وكان صيادو الخليج قد طالبوا بخفض الرسوم.", "صيادو", "fisherm"),
    ],
)
def test_said(text: str, start: str, speaker: str) -> None:
    found = [row for row in told(text) if row[0].startswith(start)]
    assert found, told(text)
    assert speaker.lower() in found[0][1].lower(), found


@pytest.mark.parametrize(
    "text",
    [
        "ومن المنتظر أن توقّع المدينتان اتفاقاً في الربيع.",
        "أغلق المصرف بابه من دون أن يذكر السبب.",
        "ونصف الطريق معبّد والنصف الآخر رمل.",
        "They leased a barge in May, a deal nobody disputes.",
    ],
)
def test_not_said(text: str) -> None:
    assert told(text) == []


def test_a_quotation_with_its_verb_and_speaker_behind_in_arabic() -> None:
    found = told('"لن نغلق الباب"، يشدد الحارس سامر الخوري.')
    assert any('"لن نغلق' in words and "khuri" in speaker for words, speaker, _ in found), found


def test_one_of_several_is_one() -> None:
    found = told("وقال أحد الموظفين إن المخزن فارغ.")
    assert found[0][1] == "unnamed employee", found
