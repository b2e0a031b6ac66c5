"""Classes of names that news is full of, each by an invented sentence, and words that look like names and are none."""

from __future__ import annotations

import time
from datetime import date

import pytest

from nizam.reader.page import read_page
from nizam.reader.parties import find_entities
from nizam.reader.read import MAX_READ, dated, read
from nizam.reader.segment import sentences
from nizam.text.language import detect

Names = set[tuple[str, str]]
# A second paragraph keeps the first from being taken for a headline.
_REST = {
    "ar": "\nوقال إن الأمر لم يحسم بعد في هذا الشأن، وإن الجميع ينتظر ما سيأتي به الغد من أخبار.",
    "ru": "\nПотом он добавил, что дело пока не решено и что всем придётся подождать ещё немного.",
    "en": "\nLater he added that nothing had been settled yet and that everybody would have to wait.",
}


def named(text: str) -> Names:
    document = dated(read_page(text + _REST[detect(text)]), date(2024, 5, 1))
    found = find_entities(document, sentences(document))
    return {(m.span.of(document.text), e.type) for e in found.all for m in e.mentions if m.kind == "name"}


FOUND: list[tuple[str, Names]] = [
    # ar: a foreign name after a title, and in apposition to an office; ألـ is no article
    ("والتقى الوفد اللواء ألفارو مانديبا في العاصمة يوم الأحد الماضي.", {("ألفارو مانديبا", "person")}),
    ("وصرحت المتحدثة باسم وزارة النقل الأنغولية، كاتيا دومينغوش، بأن الخط متوقف.", {("كاتيا دومينغوش", "person")}),
    ("وقال مدير المطار، المهندس أكرم الحوراني، إن الرحلات تأخرت ساعتين.", {("أكرم الحوراني", "person")}),
    ("وأكدت رئيسة الجمعية، سلوى أبو زيد، أن المساعدات لم تصل بعد إلى أحد.", {("سلوى أبو زيد", "person")}),
    ("وكان رئيس الوفد هو سونغ مين قد وصل قبل أيام من بدء اللقاء.", {("هو سونغ مين", "person")}),
    ("ووقع نائب الوزير ري جونغ هوك محضر اللقاء في ختام الزيارة.", {("ري جونغ هوك", "person")}),
    # ar: what belongs to a body's name after the proper noun
    ("وتدرب الضباط في أكاديمية بانغ هيون العسكرية قبل سنوات طويلة.", {("أكاديمية بانغ هيون العسكرية", "org")}),
    ("وحذر مركز النيل للدراسات من ارتفاع الأسعار في الشهور المقبلة.", {("مركز النيل للدراسات", "org")}),
    ("ودعا الاتحاد السوداني لكرة القدم إلى تأجيل المباراة أسبوعا.", {("الاتحاد السوداني لكرة القدم", "org")}),
    ("وبحسب المعهد البحري اليمني فإن السفينة قديمة ولا تصلح للإبحار.", {("المعهد البحري اليمني", "org")}),
    ("أعلنت السفارة الروسية أن الوفد غادر قبل موعده بيومين كاملين.", {("السفارة الروسية", "org")}),
    ("وقعت جامعة سيدي ياسين اتفاقا. وقالت «سيدي ياسين» إن الدراسة تبدأ غدا.", {("سيدي ياسين", "org")}),
    # ar: article before a country, shadda, place after «قرب»
    ("وعاد العمال من الموزمبيق بعد ثلاثة أعوام من العمل في البناء.", {("الموزمبيق", "country")}),
    ("عمّان - بدأت البلدية أمس تطبيق القرار الجديد على سيارات الأجرة.", {("عمّان", "place")}),
    ("وأقيم المعسكر قرب لوماكوبا قبل عامين بحسب شهود من القرية.", {("لوماكوبا", "place")}),
    # ru
    ("Как утверждает её руководитель Май Ланге, зарплату переводили за границу.", {("Май Ланге", "person")}),
    ("Деньги получал некий Ли Сон Ми, по документам студент из соседнего города.", {("Ли Сон Ми", "person")}),
    ("Глава Минобороны Лаоса Кхамлианг Утхакайсон прилетел утром.", {("Кхамлианг Утхакайсон", "person")}),
    ("Они учатся в Омском институте речного транспорта.", {("Омском институте речного транспорта", "org")}),
    ("В Росморречфлоте подтвердили, что рейсов пока не будет до самой весны.", {("Росморречфлоте", "org")}),
    ("Сделку одобрил гонконгский Ocean Trust Bank, пишут местные газеты в среду.", {("Ocean Trust Bank", "org")}),
    # en
    ("Malaysia's transport ministry refused to say more then.", {("Malaysia's transport ministry", "org")}),
    ("North Korea's embassy in Luanda did not reply to letters sent in May.", {("North Korea's embassy", "org")}),
    ("The Togo-flagged Lucky Wind 7 was seen off Busan on Friday morning.", {("Lucky Wind 7", "vessel")}),
    (
        "The tanker left, the ship's crew said, and the cargo was sold. The Sea Harmony was seen later that day.",
        {("Sea Harmony", "vessel")},
    ),
    ("Sundvik P&I, the ship's insurer, said cover had been withdrawn in April.", {("Sundvik P&I", "org")}),
    (
        "A spokesman for Almar Tools said so on Monday. Almar denied that it had sold any lathes since then.",
        {("Almar Tools", "org"), ("Almar", "org")},
    ),
    ("They met in the East China Sea on Sunday, and the matter went to the sanctions committee.", {
        ("East China Sea", "place"), ("sanctions committee", "org"),
    }),
    ("The registry of the Marshall Islands was told about it on Monday.", {("Marshall Islands", "country")}),
    ("According to Baltic Freight Monitor, nothing was loaded there in June.", {("Baltic Freight Monitor", "org")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), FOUND, ids=[text[:30] for text, _ in FOUND])
def test_found(text: str, wanted: Names) -> None:
    assert wanted <= named(text)


NOTHING = [
    "الوزير افتتح المعرض، والمدير حضر الجلسة، ثم غادر الجميع القاعة مساء.",
    "وأوضح رئيس البلدية، أمس الثلاثاء، أن شبكة المياه قديمة، وأضاف، نقلا عن الخبراء، أنها ستتغير.",
    "ودعت شركات التأمين إلى «تخفيف الغرامات بالتدريج»، ونقلت الوكالة عن «مصدر مطلع» أن القرار قريب.",
    "ناقش مجلس الإدارة إنشاء مختبر مشترك لعلوم البحار، وأقرت لجنة السير الخطة.",
    "درس الطلاب اللغتين العربية والفرنسية معا في المدرسة القديمة طوال العام.",
    "Тем временем на складе «нет и никогда не было» товара, считает собеседник издания в городе.",
    "Самое важное решат потом, а центр города перекроют, и суд района признает вину.",
    "The captain of the ship said the vessel had left, and the tanker's crew slept while the Panel met.",
]


@pytest.mark.parametrize("text", NOTHING, ids=[text[:30] for text in NOTHING])
def test_nothing(text: str) -> None:
    assert named(text) == set()


def test_a_nationality_written_like_its_country_is_no_name() -> None:
    assert ("روسيا", "country") not in named("وقال التقرير إن خبيرا روسيا زار المصنع في الشهر الماضي سرا.")
    assert ("روسيا", "country") in named("وقال التقرير إن الوفد زار روسيا في الشهر الماضي دون إعلان.")


def test_a_verb_particle_before_a_capital_is_no_korean_name() -> None:
    found = named("قال الخبير إن بيونغ يانغ باعت القمح في الخريف الماضي لتجار من الخارج.")
    assert found == {("بيونغ يانغ", "country")}


def test_a_very_long_article_is_read_in_part_and_the_notes_say_so() -> None:
    text = "Russian Foreign Minister Sergey Lavrov told Egypt that the tanker Sea Star sailed to Nampo. " * 12_000
    began = time.perf_counter()
    reading = read(text, as_of=date(2024, 5, 1))
    assert time.perf_counter() - began < 30
    assert any(f"{MAX_READ:,}" in note for note in reading.notes)
    assert max(m.span.end for e in reading.entities for m in e.mentions) <= MAX_READ + 100


def test_many_names_take_linear_time() -> None:
    text = "".join(f"The tanker Sea Star {number} sailed. " for number in range(2500))
    document = dated(read_page(text), date(2024, 5, 1))
    lines = sentences(document)
    began = time.perf_counter()
    find_entities(document, lines)
    assert time.perf_counter() - began < 10


def test_marks_of_direction_do_not_hide_a_name() -> None:
    assert ("Ivan Petrov", "person") in named(
        "\u202bMr \u202aIvan Petrov\u202c said so in the morning before he left town."
    )


def test_one_name_again_and_again_is_no_french() -> None:
    assert detect("Kim Jong Un, " * 500) == "en"
