"""An invented article, answered by hand: every kind of finding once, with overlaps, clutter and a namesake."""

from __future__ import annotations

from datetime import date

from nizam.casework import Answered, ArticleCase
from nizam.model.deal import Deal
from nizam.model.text import Document, Entity, Item, Mention, Reading, Reference, Span, Statement
from nizam.model.verdict import Door, Finding, Outcome, PartyAnswer, Question, Step, Verdict

TEXT = (
    "الرئيسية | أخبار | اقتصاد\n"
    "3 آذار/مارس 2021\n"
    "شحنة من نامبو تثير أسئلة في الميناء\n\n"
    "قال مدير الميناء سامر الخطيب إن سفينة حملت فحماً من كوريا الشمالية إلى الصين في شباط/فبراير، "
    "ونفى أن يكون الميناء قد زوّد السفينة بالوقود.\n"
    "وأضاف أن شركة «نجم الساحل» قد توظف عمالاً من كوريا الشمالية، وأنها تعتزم بيع ٣٠٠ طن من الدقيق "
    "إلى بيونغ يانغ. وذكّر بأن القرار 2397 لا يزال سارياً.\n"
    'وتعهدت الشركة بالامتثال للجزاءات <b>كاملة</b> & "بلا تأخير". وقال خبير إن كيم جونغ سيك زار الميناء.\n\n'
    "شارك على فيسبوك\n"
    "اقرأ أيضاً: أسعار القمح\n"
)
"""Invented, with markup characters that must be escaped."""

SINCE = date(2017, 8, 5)
LAW = {
    "coal": Finding(
        provision="un-dprk/2371/8",
        citation="UNSCR 2371 (2017) para 8",
        outcome=Outcome.PROHIBITED,
        binding="decides",
        exception=None,
        start=SINCE,
        until=None,
        says={"en": "No State may buy coal from the DPRK.", "ar": "لا يجوز لأي دولة شراء الفحم من كوريا الشمالية."},
        title={"en": "Coal from the DPRK", "ar": "الفحم من كوريا الشمالية"},
        verified=True,
    ),
    "workers": Finding(
        provision="un-dprk/2397/8",
        citation="UNSCR 2397 (2017) para 8",
        outcome=Outcome.UNDETERMINED,
        binding="decides",
        exception=None,
        start=date(2017, 12, 22),
        until=None,
        says={"en": "Workers of the DPRK were to be sent home.", "ar": "كان يجب إعادة عمال كوريا الشمالية."},
        title={"en": "Workers abroad", "ar": "العمال في الخارج"},
        verified=False,
        note={"en": "the limit is not reached", "ar": "لم يُبلغ الحد"},
        reading={"en": "Our reading of the day.", "ar": "قراءتنا لليوم."},
    ),
}
DOOR = Door(
    provision="un-dprk/2397/25",
    citation="UNSCR 2397 (2017) para 25",
    decided_by="committee",
    says={"en": "The Committee may exempt it case by case.", "ar": "يجوز للجنة إعفاؤه في كل حالة على حدة."},
    general=True,
    verified=False,
)
QUESTION = Question(
    fact="income",
    ask={"en": "Does the person earn income?", "ar": "هل يكسب الشخص دخلاً؟"},
    why=("un-dprk/2397/8",),
    known_by={"en": "the employer", "ar": "ربّ العمل"},
    if_answered={"true": "prohibited"},
)
UNCHECKED = {"en": "Parties without a name were not screened.", "ar": "لم تُفحص الأطراف غير المسماة."}


def span(words: str, nth: int = 1) -> Span:
    """Where the words stand the nth time."""
    at = -1
    for _ in range(nth):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def verdict(outcome: Outcome, *findings: Finding, **more: object) -> Verdict:
    """A verdict by hand."""
    given: dict[str, object] = {
        "id": "",
        "outcome": outcome,
        "at_least": None,
        "as_of": date(2021, 3, 3),
        "today": None,
        "findings": findings,
        "doors": (),
        "questions": (),
        "parties": (),
        "not_checked": (UNCHECKED,),
        "steps": (),
        "decision_id": "TESTDECISION",
        "packs": {"un-dprk": "sha256:abc"},
        "lists": {"un-dprk": "sha256:def"},
    }
    return Verdict(**{**given, **more})  # type: ignore[arg-type]


COAL = verdict(
    Outcome.PROHIBITED,
    LAW["coal"],
    doors=(DOOR,),
    parties=(
        PartyAnswer("سامر الخطيب", None, "un-sc", "KPi.001", 0.74, "Yun Ho-Jin"),
        PartyAnswer("نجم الساحل", False),
    ),
    steps=(
        Step("un-dprk/2371/8", "scope", "activity is supply", "supply", "حملت فحماً", "yes"),
        Step("un-dprk/2371/8", "scope", "flow is from-target", "from-target", "", "yes"),
        Step("un-dprk/2371/8", "exception rajin-coal", "route.port is rajin", "not known", "", "not known"),
    ),
    understood=("goods[0] «فحماً» → HS 2701; coal", "activity = supply  «حملت»", "purpose = perhaps relief, medical"),
)
WORKERS = verdict(
    Outcome.UNDETERMINED,
    LAW["workers"],
    at_least=Outcome.NOT_RESTRICTED,
    questions=(QUESTION,),
    doors=(DOOR,),
)

PORT = "e1"
ENTITIES = (
    Entity(PORT, "person", "Samer al-Khatib", "sy", (Mention(span("سامر الخطيب")),), "director of the port"),
    Entity("e2", "country", "Democratic People's Republic of Korea", "kp", (
        Mention(span("كوريا الشمالية")), Mention(span("كوريا الشمالية", 2)), Mention(span("بيونغ يانغ")),
    )),
    Entity("e3", "country", "China", "cn", (Mention(span("الصين")),)),
    Entity("e4", "org", "Najm al-Sahel", None, (Mention(span("نجم الساحل")),)),
    Entity("e5", "person", "Kim Jong Sik", "kp", (Mention(span("كيم جونغ سيك")),), "", (
        ("un-sc", "KPi.066", 0.91, "possible"), ("un-sc", "KPi.001", 0.3, "ruled_out"),
    )),
)  # fmt: skip
STATEMENTS = (
    Statement(1, PORT, "قال", "reported", "asserts", span(
        "قال مدير الميناء سامر الخطيب إن سفينة حملت فحماً من كوريا الشمالية إلى الصين في شباط/فبراير"
    ), span("سفينة حملت فحماً من كوريا الشمالية إلى الصين في شباط/فبراير")),
    # Crosses the first: it must be split where the first ends.
    Statement(2, PORT, "نفى", "reported", "denies", span(
        "في شباط/فبراير، ونفى أن يكون الميناء قد زوّد السفينة بالوقود"
    ), span("يكون الميناء قد زوّد السفينة بالوقود")),
    Statement(3, "unnamed Syrian expert", "قال", "quoted", "asserts", span("قال خبير إن كيم جونغ سيك زار الميناء"),
              span("كيم جونغ سيك زار الميناء"), hedge="ربما"),
)  # fmt: skip
ITEMS = (
    Item("i1", "mining", "supply", ("coal",), "e2", "e3", "done", None,
         span("حملت فحماً من كوريا الشمالية إلى الصين"), 1, date(2021, 2, 1)),
    Item("i2", "shipping", "bunkering", (), None, "e2", "denied", span("ونفى"), span("زوّد السفينة بالوقود"), 2),
    Item("i3", "workers", "employment", (), "e2", "e4", "possible", span("قد توظف"),
         span("قد توظف عمالاً من كوريا الشمالية")),
    Item("i4", "food", "supply", (), "e4", "e2", "planned", span("تعتزم"), span("بيع ٣٠٠ طن من الدقيق إلى بيونغ يانغ"),
         quantity="300 tonne"),
    Item("i5", "diplomacy", "diplomacy", (), "e4", None, "planned", span("تعهدت"), span("الامتثال للجزاءات"),
         commitment=True),
)  # fmt: skip
REFERENCES = (
    Reference("resolution", "S/RES/2397(2017)", span("القرار 2397"), {
        "en": "The resolution of December 2017; in force.", "ar": "قرار كانون الأول/ديسمبر 2017، وهو سارٍ.",
    }),
)  # fmt: skip


def document(text: str = TEXT) -> Document:
    """The page with its clutter set apart."""
    lines = [span(line) for line in text.splitlines() if line.strip()]
    return Document(
        text=text,
        language="ar",
        title=lines[2],
        body=Span(lines[3].start, lines[5].end),
        paragraphs=tuple(lines[3:6]),
        clutter=(lines[0], lines[6], lines[7]),
        page_date=date(2021, 3, 3),
        event_date=None,
        as_of=date(2021, 3, 3),
        as_of_from="page",
        source="port.txt",
    )


def case() -> ArticleCase:
    """The whole case."""
    verdicts = (
        COAL,
        verdict(Outcome.PROHIBITED, LAW["coal"], doors=(DOOR,)),
        WORKERS,
        verdict(Outcome.NOT_RESTRICTED),
        verdict(Outcome.NOT_RESTRICTED),
    )
    reading = Reading(document(), ENTITIES, STATEMENTS, ITEMS, REFERENCES)
    answers = tuple(Answered(item.id, Deal(), found) for item, found in zip(ITEMS, verdicts, strict=True))
    return ArticleCase(reading, answers, "TESTDECISION", {"un-dprk": "sha256:abc"}, {"un-dprk": "sha256:def"})
