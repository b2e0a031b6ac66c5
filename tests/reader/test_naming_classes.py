"""Names by class, each in sentences that stand in no article: what has to be found, and what is nobody's name."""

from __future__ import annotations

import pytest

from nizam.reader.page import read_page
from nizam.reader.parties import find_entities
from nizam.reader.references import find_references
from nizam.reader.segment import sentences
from nizam.text.language import detect

# A second paragraph keeps the first from being taken for a headline.
_REST = {
    "ar": "\nوقال إن الأمر لم يحسم بعد في هذا الشأن، وإن الجميع ينتظر ما سيأتي به الغد من أخبار.",
    "ru": "\nПотом он добавил, что дело пока не решено и что всем придётся подождать ещё немного.",
    "en": "\nLater he added that nothing had been settled yet and that everybody would have to wait.",
}


def _found(text: str) -> set[tuple[str, str]]:
    document = read_page(text + _REST[detect(text)], kind="text")
    entities = find_entities(document, sentences(document))
    return {(m.span.of(document.text), e.type) for e in entities.all for m in e.mentions if m.kind == "name"}


NAMED = [
    # cities and provinces of the second gathering
    ("Рабочие уехали из Пензы в Череповец и Актобе.", {("Пензы", "place"), ("Актобе", "place")}),
    ("The grain left Mostaganem and Khorramshahr for Semarang.", {("Mostaganem", "place"), ("Semarang", "place")}),
    ("وصلت الشحنة إلى خرمشهر ثم إلى تلمسان.", {("خرمشهر", "place"), ("تلمسان", "place")}),
    ("وعبرت الشاحنات معبر مهران مساء.", {("مهران", "place")}),
    # cities that a table counts as a seat are no governments; capitals beside "in" are towns
    ("The dhow lay off Aden and then Port Sudan for a week.", {("Aden", "place"), ("Port Sudan", "place")}),
    ("ويقيم التاجر في كوالالمبور منذ سنوات.", {("كوالالمبور", "place")}),
    ("Washington objected to the sale at once.", {("Washington", "country")}),
    # countries written like their adjectives, in lists
    ("واستوردت الشركة الكهرباء من الأردن والسعودية.", {("الأردن", "country"), ("السعودية", "country")}),
    ("ولا تشتري البلاد من قطر أو السعودية شيئاً.", {("السعودية", "country")}),
    # persons: foreign names in apposition, given names, initials, two in a row, surname of a leader
    ("وقال كبير المحللين في المصرف، هنريك لوند، إن السعر ارتفع.", {("هنريك لوند", "person")}),
    ("وبحسب مدير المصنع، ليو هايفنغ، فإن العمل توقف.", {("ليو هايفنغ", "person")}),
    ("وقال عبد الكريم بن صالح إن العمل بدأ.", {("عبد الكريم بن صالح", "person")}),
    ("Об этом напомнила историк Т.\u00a0А.\u00a0Белых вчера.", {("Т.\u00a0А.\u00a0Белых", "person")}),
    ("Представитель Хафтара Салех аль-Ганим отверг это.", {("Хафтара", "person")}),
    ("Priscilla Kim, an analyst, agreed. Kim added nothing.", {("Priscilla Kim", "person"), ("Kim", "person")}),
    ("Министр экономики Армении Ованес Саркисян приехал.", {("Армении", "country"), ("Ованес Саркисян", "person")}),
    # bodies: two subjects, a construct, the State's own, "and", stops, named after somebody
    ("وأعلنت وزارة النقل والاتصالات الخطة.", {("وزارة النقل والاتصالات", "org")}),
    ("ورفضت جمعية منتجي الزيتون العرض.", {("جمعية منتجي الزيتون", "org")}),
    ("وبحث الوفد مع غرفة تجارة دمشق الأمر.", {("غرفة تجارة دمشق", "org")}),
    ("وقال ضابط في خفر السواحل الماليزي طلب حجب اسمه ذلك.", {("خفر السواحل الماليزي", "org")}),
    ("The Ghana Ports and Harbours Authority did not reply.", {("Ghana Ports and Harbours Authority", "org")}),
    ("A note by Nagel & Sons Ltd., a dealer in the town, says so.", {("Nagel & Sons Ltd.", "org")}),
    ("U.S. Central Command said nothing.", {("U.S. Central Command", "org")}),
    ("She asked Lloyd's for advice.", {("Lloyd's", "org")}),
    ("Делегация Университета имени Ломоносова уехала.", {("Университета имени Ломоносова", "org")}),
    ("Вчера компания «Северный мост» отказалась отвечать.", {("Северный мост", "org")}),
    # embassies are bodies, their country stays a name
    ("The villa belongs to the embassy of Cuba there.", {("embassy of Cuba", "org"), ("Cuba", "country")}),
    ("ولم تعلق سفارة الصين على الأمر.", {("سفارة الصين", "org"), ("الصين", "country")}),
    # papers told of by what is done to them
    ("وأبلغ مسؤول كبير «مرآة الضفاف» أن العمل توقف. ثم تحدث إلى «مرآة الضفاف» مرة أخرى.", {("مرآة الضفاف", "org")}),
]

NOBODYS = [
    "واتفق مجلس البلدة مع وكالة توظيف على الأمر.",
    "وأعلنت كلية الزراعة ذلك، وفي المدينة مصنع للنسيج.",
    "Последняя партия ушла в среду.",
    "ووصفها الموظف بأنها «قبلتها على مضض» أمس.",
    "ولم يبن فيه محطة واحدة منذ عام.",
]


@pytest.mark.parametrize(("text", "wanted"), NAMED, ids=[row[0][:32] for row in NAMED])
def test_named(text: str, wanted: set[tuple[str, str]]) -> None:
    assert wanted <= _found(text)


@pytest.mark.parametrize("text", NOBODYS, ids=[text[:32] for text in NOBODYS])
def test_nobodys(text: str) -> None:
    assert _found(text) == set()


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("By Marta Lindgren in Tallinn", "Marta Lindgren"),
        ("Беседовала Нина Каргаполова", "Нина Каргаполова"),
        ("أجرى الحوار: رامي الحلاق", "رامي الحلاق"),
    ],
)
def test_bylines(line: str, writer: str) -> None:
    rest = _REST[detect(line)].strip()
    document = read_page(f"{rest[:40]}\n\n{line}\n\n{rest}\n{rest}", kind="text")
    found = find_entities(document, sentences(document))
    assert writer in {m.span.of(document.text) for e in found.all for m in e.mentions if e.type == "person"}


@pytest.mark.parametrize(
    ("text", "kind", "ident"),
    [
        ("The United States Treasury blacklisted a bank of North Korea.", "unilateral", "us"),
        ("وكانت وزارة الخزانة الأميركية قد أدرجت مصرفاً من كوريا الشمالية.", "unilateral", "us"),
        ("Resolution 2397 binds every state that trades with North Korea.", "resolution", "S/RES/2397"),
        ("Санкционный режим ООН против КНДР действует.", "regime", "un-1718"),
    ],
)
def test_reference_kinds(text: str, kind: str, ident: str) -> None:
    document = read_page(text + _REST[detect(text)], kind="text")
    parts = sentences(document)
    found = find_references(document, parts, find_entities(document, parts), ())
    assert any(r.kind == kind and r.id.startswith(ident) for r in found), found
