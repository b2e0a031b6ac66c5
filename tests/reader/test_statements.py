"""Who says what: invented sentences in three languages, each with what must be found in it."""

from __future__ import annotations

import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest

from nizam.model.text import Document, Entity, Mention, Span, Statement
from nizam.reader.parties import Entities, find_entities
from nizam.reader.saying.quotes import find_quotes
from nizam.reader.segment import sentences
from nizam.reader.statements import find_statements

# Names of the sentences below: surface, type, English name, country, kind of mention.
NAMES = (
    ("السفارة البرتغالية", "org", "Embassy of Portugal", "pt", "name"),
    ("شركة المرجان للشحن", "org", "Al Murjan Shipping", "ae", "name"),
    ("وليد الحداد", "person", "Walid al-Haddad", "sd", "name"),
    ("وزير الصيد السوداني", "person", "Walid al-Haddad", "sd", "role"),
    ("وزارة المالية اليابانية", "org", "Ministry of Finance of Japan", "jp", "name"),
    ("كوريا الشمالية", "country", "Democratic People's Republic of Korea", "kp", "name"),
    ("الصين", "country", "China", "cn", "name"),
    ("ألمانيا", "country", "Germany", "de", "name"),
    ("Ministry of Trade", "org", "Ministry of Trade", "mn", "name"),
    ("Lin Wei", "person", "Lin Wei", "cn", "name"),
    ("Hans Meier", "person", "Hans Meier", "ch", "name"),
    ("Port of Arden Authority", "org", "Port of Arden Authority", "gb", "name"),
    ("Russia", "country", "Russia", "ru", "name"),
    ("China", "country", "China", "cn", "name"),
    ("Dalian", "place", "Dalian", "cn", "name"),
    ("Pavel Orlenko", "person", "Pavel Orlenko", "ua", "name"),
    ("Олег Ветров", "person", "Oleg Vetrov", "ru", "name"),
    ("Кремле", "country", "Russia", "ru", "name"),
    ("Китай", "country", "China", "cn", "name"),
    ("агентство Заря", "org", "Zarya agency", "ru", "name"),
    ("Посольство Лаоса", "org", "Embassy of Laos", "la", "name"),
    ("Заря", "vessel", "Zarya", "ru", "name"),
    ("منى الزبيدي", "person", "Mona al-Zubaidi", "iq", "name"),
    ("طارق الشيباني", "person", "Tariq al-Shaibani", "ye", "name"),
    ("أخبار المرفأ", "org", "Akhbar al-Marfa", "lb", "name"),
    ("معهد البحر", "org", "Sea Institute", "lb", "name"),
    ("وزارة الصيد", "org", "Ministry of Fisheries", "sd", "name"),
    ("Vera Lindqvist", "person", "Vera Lindqvist", "se", "name"),
    ("Tomas Reed", "person", "Tomas Reed", "gb", "name"),
    ("Morning Ledger", "org", "Morning Ledger", "gb", "name"),
    ("Coral Lines", "org", "Coral Lines", "pa", "name"),
    ("Семён Гурьев", "person", "Semyon Guryev", "ru", "name"),
    ("Балтрейд", "org", "Baltrade", "ru", "name"),
)

# Language, text, and per statement: the words of its span, the speaker's name or words, polarity, mode.
CASES = (
    (
        "ar",
        "نفت السفارة البرتغالية بيع أي طائرات، وأكدت أن التعاون يقتصر على التدريب.",
        [
            ("نفت السفارة البرتغالية بيع أي طائرات", "Embassy of Portugal", "denies", "reported"),
            ("وأكدت أن التعاون يقتصر على التدريب", "Embassy of Portugal", "asserts", "reported"),
        ],
    ),
    (
        "ar",
        "قال وزير الصيد السوداني وليد الحداد في مؤتمر صحفي أمس إن بلاده لم تستورد فحماً، مضيفاً أن العقود ألغيت.",
        [
            (
                "قال وزير الصيد السوداني وليد الحداد في مؤتمر صحفي أمس إن بلاده لم تستورد فحماً",
                "Walid al-Haddad",
                "negated",
                "reported",
            ),
            ("مضيفاً أن العقود ألغيت", "Walid al-Haddad", "asserts", "reported"),
        ],
    ),
    (
        "ar",
        "رفض متحدث باسم شركة المرجان للشحن التعليق على الأنباء.",
        [
            (
                "رفض متحدث باسم شركة المرجان للشحن التعليق على الأنباء",
                "unnamed spokesman, Al Murjan Shipping",
                "no_comment",
                "reported",
            )
        ],
    ),
    (
        "ar",
        "وفي طوكيو أعلنت وزارة المالية اليابانية تجميد أصول شركتين. وأوضحت الوزارة أن القرار يسري فوراً.",
        [
            ("أعلنت وزارة المالية اليابانية تجميد أصول شركتين", "Ministry of Finance of Japan", "asserts", "reported"),
            ("وأوضحت الوزارة أن القرار يسري فوراً", "Ministry of Finance of Japan", "asserts", "reported"),
        ],
    ),
    (
        "ar",
        "الوزير أكد أن المحادثات مستمرة. وأضاف: «لن نتراجع. هذا قرارنا».",
        [
            ("الوزير أكد أن المحادثات مستمرة", "unnamed minister", "asserts", "reported"),
            ("وأضاف: «لن نتراجع. هذا قرارنا»", "unnamed minister", "negated", "quoted"),
        ],
    ),
    (
        "ar",
        "واعتبرت الصين أن الحظر وحده لا يحل المشكلة، فيما دعت ألمانيا إلى تطبيقه بصرامة.",
        [
            ("واعتبرت الصين أن الحظر وحده لا يحل المشكلة", "China", "negated", "reported"),
            ("دعت ألمانيا إلى تطبيقه بصرامة", "Germany", "asserts", "reported"),
        ],
    ),
    (
        "ar",
        "أعربت ألمانيا عن قلقها من نقل التكنولوجيا، والتشديد على الحوار. وبحسب خبراء، غادرت السفينة الميناء.",
        [
            ("أعربت ألمانيا عن قلقها من نقل التكنولوجيا", "Germany", "asserts", "reported"),
            ("والتشديد على الحوار", "Germany", "asserts", "reported"),
            ("وبحسب خبراء، غادرت السفينة الميناء", "unnamed experts", "asserts", "reported"),
        ],
    ),
    (
        "ar",
        "ونقلت الصحيفة عن مسؤول بحري قوله إن القوارب عادت ليلاً.",
        [
            (
                "ونقلت الصحيفة عن مسؤول بحري قوله إن القوارب عادت ليلاً",
                "unnamed maritime official",
                "asserts",
                "reported",
            )
        ],
    ),
    ("ar", "افتتح المعرض أمس عبر الإنترنت، ويذكر أن الدخول مجاني، وهذا يؤكد نجاحه.", []),
    (
        "en",
        '"We never bought that fish," said Lin Wei, who runs a restaurant in Dalian.',
        [
            (
                '"We never bought that fish," said Lin Wei, who runs a restaurant in Dalian',
                "Lin Wei",
                "negated",
                "quoted",
            )
        ],
    ),
    (
        "en",
        "The Ministry of Trade confirmed on Monday that two permits had lapsed and said no new ones would be issued.",
        [
            (
                "The Ministry of Trade confirmed on Monday that two permits had lapsed",
                "Ministry of Trade",
                "asserts",
                "reported",
            ),
            ("said no new ones would be issued", "Ministry of Trade", "asserts", "reported"),
        ],
    ),
    (
        "en",
        'Russia has repeatedly denied receiving shells. A dealer from Dalian called the report "a fabrication".',
        [
            ("Russia has repeatedly denied receiving shells", "Russia", "denies", "reported"),
            ('A dealer from Dalian called the report "a fabrication"', "unnamed dealer, Dalian", "denies", "quoted"),
        ],
    ),
    (
        "en",
        "An old boatbuilder in Dalian believes the hulls may be finished by spring, although he admitted he saw none.",
        [
            (
                "An old boatbuilder in Dalian believes the hulls may be finished by spring",
                "unnamed old boatbuilder, Dalian",
                "asserts",
                "reported",
            ),
            ("he admitted he saw none", "unnamed old boatbuilder, Dalian", "asserts", "reported"),
        ],
    ),
    (
        "en",
        "LUSAKA, 3 March 2019 - The mine will not hire foreign doctors again, the culture ministry said on Friday.",
        [
            (
                "The mine will not hire foreign doctors again, the culture ministry said on Friday",
                "unnamed culture ministry",
                "negated",
                "reported",
            )
        ],
    ),
    (
        "en",
        "Its director, Hans Meier, declined to say who had paid. According to Pavel Orlenko, the yachts were leased.",
        [
            ("Its director, Hans Meier, declined to say who had paid", "Hans Meier", "no_comment", "reported"),
            ("According to Pavel Orlenko, the yachts were leased", "Pavel Orlenko", "asserts", "reported"),
        ],
    ),
    (
        "en",
        "A spokeswoman for the Port of Arden Authority did not respond to a request for comment.",
        [
            (
                "A spokeswoman for the Port of Arden Authority did not respond to a request for comment",
                "unnamed spokeswoman, Port of Arden Authority",
                "no_comment",
                "reported",
            )
        ],
    ),
    (
        "en",
        "Pavel Orlenko told reporters the crew left, adding that nobody was hurt. He was quoted as saying it was cold.",
        [
            ("Pavel Orlenko told reporters the crew left", "Pavel Orlenko", "asserts", "reported"),
            ("adding that nobody was hurt", "Pavel Orlenko", "asserts", "reported"),
            ("He was quoted as saying it was cold", "Pavel Orlenko", "asserts", "reported"),
        ],
    ),
    (
        "en",
        "The exhibition opened on Friday. United States visitors were told to wait, and states of matter were shown.",
        [],
    ),
    (
        "ru",
        "«Никаких поставок не было», — заявил журналистам начальник порта Олег Ветров. Он добавил, что груз вернули.",
        [
            (
                "«Никаких поставок не было», — заявил журналистам начальник порта Олег Ветров",
                "Oleg Vetrov",
                "negated",
                "quoted",
            ),
            ("Он добавил, что груз вернули", "Oleg Vetrov", "asserts", "reported"),
        ],
    ),
    (
        "ru",
        "В Кремле заявили, что судно «Заря» задержано. Как сообщило агентство Заря, груз задержали в порту.",
        [
            ("В Кремле заявили, что судно «Заря» задержано", "Russia", "asserts", "reported"),
            ("Как сообщило агентство Заря, груз задержали в порту", "Zarya agency", "asserts", "reported"),
        ],
    ),
    (
        "ru",
        "Самолёты проданы, сообщил источник в авиакомпании. Эксперты считают, что его хватит, а в Кремле это отрицают.",
        [
            ("Самолёты проданы, сообщил источник в авиакомпании", "unnamed source, airline", "asserts", "reported"),
            ("Эксперты считают, что его хватит", "unnamed experts", "asserts", "reported"),
            ("в Кремле это отрицают", "Russia", "denies", "reported"),
        ],
    ),
    (
        "ru",
        "Посольство Лаоса опровергло эти сведения и назвало их клеветой. В школе от комментариев отказались.",
        [
            ("Посольство Лаоса опровергло эти сведения", "Embassy of Laos", "denies", "reported"),
            ("назвало их клеветой", "Embassy of Laos", "denies", "reported"),
            ("В школе от комментариев отказались", "unnamed school", "no_comment", "reported"),
        ],
    ),
    (
        "ru",
        "По словам тренера Олег Ветров здоров. Китай, подчеркнул дипломат, не будет повышать квоту.",
        [
            ("подчеркнул дипломат, не будет повышать квоту", "unnamed diplomat", "negated", "reported"),
        ],
    ),
    (  # a name set between commas after an office
        "ar",
        "وأصرت الناطقة باسم المستشفى، الدكتورة منى الزبيدي، على أن الأدوية وصلت، نافيةً ما قيل عن نقصها.",
        [
            (
                "وأصرت الناطقة باسم المستشفى، الدكتورة منى الزبيدي، على أن الأدوية وصلت",
                "Mona al-Zubaidi",
                "asserts",
                "reported",
            ),
            ("نافيةً ما قيل عن نقصها", "Mona al-Zubaidi", "denies", "reported"),
        ],
    ),
    (  # where the speaker works is no complement
        "ar",
        "ويرى الباحث في معهد البحر طارق الشيباني أن الأسعار سترتفع. لكنه استدرك بأن الطلب ضعيف.",
        [
            ("ويرى الباحث في معهد البحر طارق الشيباني أن الأسعار سترتفع", "Tariq al-Shaibani", "asserts", "reported"),
            ("استدرك بأن الطلب ضعيف", "Tariq al-Shaibani", "asserts", "reported"),
        ],
    ),
    (  # an attribution after the whole sentence, its verb with an object; "the newspaper" points back to it
        "ar",
        "رست ثلاث سفن في المرفأ ليلاً، وفق ما ذكرته جريدة «أخبار المرفأ». وقالت الجريدة إن الطاقم غادر.",
        [
            (
                "رست ثلاث سفن في المرفأ ليلاً، وفق ما ذكرته جريدة «أخبار المرفأ»",
                "Akhbar al-Marfa",
                "asserts",
                "reported",
            ),
            ("وقالت الجريدة إن الطاقم غادر", "Akhbar al-Marfa", "asserts", "reported"),
        ],
    ),
    (
        "ar",
        "هبطت الطائرة فجراً، على ما أفاد مصدر ملاحي.",
        [("هبطت الطائرة فجراً، على ما أفاد مصدر ملاحي", "unnamed maritime source", "asserts", "reported")],
    ),
    (  # what stands in a paper is said by its author
        "ar",
        "أنكرت وزارة الصيد الخبر. وجاء في بيانها أن القوارب عادت، ولم ترد الوزارة على أسئلة إضافية.",
        [
            ("وجاء في بيانها أن القوارب عادت", "Ministry of Fisheries", "asserts", "reported"),
            ("ولم ترد الوزارة على أسئلة إضافية", "Ministry of Fisheries", "no_comment", "reported"),
        ],
    ),
    (  # whom it was told to, and a subject after adverbials
        "ar",
        "وقال مدير الميناء، المهندس طارق الشيباني، لـ«النهار» إن الرصيف مغلق.",
        [
            (
                "وقال مدير الميناء، المهندس طارق الشيباني، لـ«النهار» إن الرصيف مغلق",
                "Tariq al-Shaibani",
                "asserts",
                "reported",
            )
        ],
    ),
    (
        "ar",
        "وتعذر الحصول على تعليق من السفارة البرتغالية. ونقل الموقع عن ”موظف سابق“ أن العقد مزور.",
        [
            ("وتعذر الحصول على تعليق من السفارة البرتغالية", "Embassy of Portugal", "no_comment", "reported"),
            ("ونقل الموقع عن ”موظف سابق“ أن العقد مزور", "unnamed former employee", "asserts", "reported"),
        ],
    ),
    ("ar", "وصل التقرير بين البلدين أمس، ورداً على الحملة أغلق السوق، وما نشر قديم.", []),
    (  # the name after a common noun, before the verb and after it
        "en",
        '"Nobody sold them tyres," its lawyer, Tomas Reed, told this paper by phone, adding that he "would sue".',
        [
            (
                '"Nobody sold them tyres," its lawyer, Tomas Reed, told this paper by phone',
                "Tomas Reed",
                None,
                "quoted",
            ),
            ('adding that he "would sue"', "Tomas Reed", "asserts", "quoted"),
        ],
    ),
    (
        "en",
        'Coral Lines sold the barge. "It was scrap. We have papers," wrote its sales chief, Vera Lindqvist. She '
        "conceded that the buyer paid in cash.",
        [
            ('"It was scrap. We have papers," wrote its sales chief, Vera Lindqvist', "Vera Lindqvist", None, "quoted"),
            ("She conceded that the buyer paid in cash", "Vera Lindqvist", "asserts", "reported"),
        ],
    ),
    (  # put in between commas; "he" is the person the sentence before was about
        "en",
        "Coral Lines said nothing was shipped. Tomas Reed of the Harbour Club is not convinced. If winter is mild, he "
        "argues, the port will stay open, and expects Russia to send icebreakers.",
        [
            ("If winter is mild, he argues, the port will stay open", "Tomas Reed", "asserts", "reported"),
            ("expects Russia to send icebreakers", "Tomas Reed", "asserts", "reported"),
        ],
    ),
    (
        "en",
        "Asked if the crates were open, Tomas Reed laughed and said he had no key. Nobody checked, admits the captain.",
        [
            ("said he had no key", "Tomas Reed", None, "reported"),
            ("Nobody checked, admits the captain", "unnamed captain", None, "reported"),
        ],
    ),
    (
        "en",
        "Coral Lines, the barge's owner, said the hull had sunk. The ministry would neither confirm nor deny the loss.",
        [
            ("Coral Lines, the barge's owner, said the hull had sunk", "Coral Lines", "asserts", "reported"),
            ("The ministry would neither confirm nor deny the loss", "unnamed ministry", "no_comment", "reported"),
        ],
    ),
    (
        "en",
        "One diver described the wreck as empty; another said it was full. The last report says claims director Tomas "
        "Reed agreed. There was no immediate comment from China.",
        [
            ("another said it was full", "unnamed diver", "asserts", "reported"),
            ("There was no immediate comment from China", "China", "no_comment", "reported"),
        ],
    ),
    (
        "en",
        "A clerk at the mission, who asked not to be named, told the Morning Ledger that talks were continuing.",
        [
            (
                "A clerk at the mission, who asked not to be named, told the Morning Ledger that talks were continuing",
                "unnamed clerk, mission",
                "asserts",
                "reported",
            )
        ],
    ),
    (  # a conclusion that stands in the sentence before, and the one who drew it
        "ru",
        "Пломбы вскрыли в порту. К такому выводу пришла комиссия судовладельца.",
        [("К такому выводу пришла комиссия судовладельца", None, "asserts", "reported")],
    ),
    (
        "ru",
        "Посольство Лаоса заявляло, что виз не было. Там же напомнили, что въезд закрыт. В мае об этом не говорили.",
        [
            ("Посольство Лаоса заявляло, что виз не было", "Embassy of Laos", "negated", "reported"),
            ("Там же напомнили, что въезд закрыт", "Embassy of Laos", "asserts", "reported"),
        ],
    ),
    (
        "ru",
        "Офис «Балтрейд» комментировать отчёт отказался. Как рассказал «Вестнику порта» Семён Гурьев, лёд тонок.",
        [
            ("Офис «Балтрейд» комментировать отчёт отказался", "Baltrade", "no_comment", "reported"),
            ("Как рассказал «Вестнику порта» Семён Гурьев, лёд тонок", "Semyon Guryev", "asserts", "reported"),
        ],
    ),
    (
        "ru",
        "Если лёд окрепнет, предупреждает Семён Гурьев, буксиры уйдут. «Трасса открыта», — коротко ответил он.",
        [
            ("Если лёд окрепнет, предупреждает Семён Гурьев, буксиры уйдут", "Semyon Guryev", "asserts", "reported"),
            ("«Трасса открыта», — коротко ответил он", "Semyon Guryev", "asserts", "quoted"),
        ],
    ),
    (
        "ru",
        "Источник, знакомый с ходом торгов, сообщил Reuters, что лот снят. Эксперт уверен, что торги повторят.",
        [
            (
                "Источник, знакомый с ходом торгов, сообщил Reuters, что лот снят",
                "unnamed source",
                "asserts",
                "reported",
            ),
            ("Эксперт уверен, что торги повторят", "unnamed expert", "asserts", "reported"),
        ],
    ),
    ("ru", "Выставка продлится до конца месяца, вход свободный.", []),
)


def document(text: str, language: str) -> Document:
    return Document(text, language, None, Span(0, len(text)), (Span(0, len(text)),))


def entities(text: str) -> Entities:
    known: dict[tuple[str, str, str], list[Mention]] = {}
    for surface, sort, name, country, kind in NAMES:
        for match in re.finditer(re.escape(surface), text):
            known.setdefault((sort, name, country), []).append(Mention(Span(*match.span()), kind))
    return Entities.of(
        [
            Entity(f"e{i}", sort, name, country, tuple(mentions))
            for i, ((sort, name, country), mentions) in enumerate(known.items())
        ]
    )


def overlap(a: Span, b: Span) -> float:
    both = max(0, min(a.end, b.end) - max(a.start, b.start))
    return both / (a.end - a.start + b.end - b.start - both)


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_statements(language: str, text: str, expected: list[tuple[str, str | None, str | None, str]]) -> None:
    page, known = document(text, language), entities(text)
    found = find_statements(page, sentences(page), known)
    if not expected:
        assert found == ()
    for words, speaker, polarity, mode in expected:
        start = text.index(words)
        best = max(found, key=lambda s: overlap(s.span, Span(start, start + len(words))))
        assert overlap(best.span, Span(start, start + len(words))) > 0.8, (words, best.span.of(text))
        entity = known.by_id(best.speaker)
        if speaker is not None:
            assert (entity.name if entity else best.speaker) == speaker
        assert polarity is None or best.polarity == polarity, words
        assert best.mode == mode, words


def test_a_list_belongs_to_the_sentence_that_announces_it() -> None:
    text = "По данным дипломата, Китай ждёт:\n1) два крана;\n2) шесть буксиров.\nВечером пошёл снег."
    cuts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n"), len(text) + 1]
    lines = tuple(Span(a, b - 1) for a, b in pairwise(cuts))
    page = Document(text, "ru", None, Span(0, len(text)), lines)
    (statement,) = find_statements(page, sentences(page), entities(text))
    assert statement.span.of(text).endswith("2) шесть буксиров")
    assert statement.speaker == "unnamed diplomat"


def test_offsets_and_numbers() -> None:
    text = "\u200fقال خبراء إن السوق هادئة .\n\nLater nothing."
    page = document(text, "ar")
    (statement,) = find_statements(page, sentences(page), entities(text))
    assert isinstance(statement, Statement)
    assert statement.id == 1
    assert statement.span.of(text) == "قال خبراء إن السوق هادئة"
    assert statement.content.of(text) == "السوق هادئة"


def test_hedges_and_addressee() -> None:
    text = "Analysts say Russia might sell the planes. Pavel Orlenko told Lin Wei that China knew."
    page, known = document(text, "en"), entities(text)
    first, second = find_statements(page, sentences(page), known)
    assert first.hedge == "might"
    assert known.by_id(second.addressee).name == "Lin Wei"  # type: ignore[union-attr]


def test_an_unknown_language_has_no_statements() -> None:
    page = document("그는 그렇게 말했다.", "ko")
    assert find_statements(page, sentences(page), Entities.of([])) == ()


@pytest.mark.parametrize("text", ["« a » «b»", "” a “ “b”", '"a" "b"', "‘a’ «b»"])
def test_quotes_of_any_style_pair_up(text: str) -> None:
    assert len(find_quotes(text, 0, len(text))) == 2


@pytest.mark.parametrize("word", ["said ", "قال ", "сообщил источник, что ", '"', "the man said that "])
def test_hostile_text_stays_quick(word: str) -> None:
    text = word * (100_000 // len(word))
    language = "en" if text[0].isascii() else "ru" if text[0] == "с" else "ar"
    page = document(text, language)
    begun = time.perf_counter()
    find_statements(page, sentences(page), Entities.of([]))
    assert time.perf_counter() - begun < 20


@pytest.mark.real_data
@pytest.mark.parametrize("slug", ["a02_gulf_workers", "a08_khasan", "a10_rotterdam"])
def test_annotated_articles(real_data: Path, slug: str) -> None:
    text = (real_data / "articles" / f"{slug}.txt").read_text(encoding="utf-8")
    gold = json.loads((real_data / "articles" / f"{slug}.gold.json").read_text(encoding="utf-8"))
    at, lines = 0, []
    for line in text.splitlines(keepends=True):
        if line.strip() and gold["body"]["start"] <= at < gold["body"]["end"]:
            lines.append(Span(at, at + len(line.rstrip())))
        at += len(line)
    page = Document(text, gold["language"], lines[0], Span(lines[0].start, lines[-1].end), tuple(lines[1:]))
    read = sentences(page)
    found = find_statements(page, read, find_entities(page, read))
    hits = [
        any(overlap(s.span, Span(row["span"]["start"], row["span"]["end"])) >= 0.5 for s in found)
        for row in gold["statements"]
    ]
    assert sum(hits) >= 0.9 * len(hits)
