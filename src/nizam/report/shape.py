"""What a report shows, in one language and without markup: every surface draws the same shapes."""

from __future__ import annotations

from nizam.model.verdict import Outcome
from nizam.record import Record


class Paragraph(Record, frozen=True):
    """A provision that bears on a deal. `url` opens the resolution; `memory` warns of a number nobody has checked."""

    citation: str
    title: str
    says: str
    outcome: Outcome | None
    headline: str
    force: str
    binding: str
    url: str = ""
    exception: str = ""
    memory: str = ""
    note: str = ""
    tests: tuple[Test, ...] = ()


class Test(Record, frozen=True):
    """One test of the trace. `result` is yes, no or not known in words, `key` the same in English."""

    key: str
    result: str
    asked: str
    found: str
    exception: str = ""


class DoorLine(Record, frozen=True):
    """A way out, with who decides. `general` says that it is the clause over all measures, else ""."""

    citation: str
    url: str
    says: str
    decider: str
    general: str = ""
    memory: str = ""


class QuestionLine(Record, frozen=True):
    """A question that would settle the answer. `bears_on` are citations or ids."""

    ask: str
    known_by: str
    bears_on: str
    answers: tuple[str, ...] = ()


class PartyLine(Record, frozen=True):
    """A party and what screening said. `state`: match, possible, clear, unknown."""

    name: str
    state: str
    says: str


class Reading(Record, frozen=True):
    """An interpretation of ours with the citations that rest on it."""

    citations: tuple[str, ...]
    says: str


class BesideLine(Record, frozen=True):
    """Another regime's answer: its name, headline, whether the deal is tied to it, what it cites, who may license."""

    name: str
    outcome: Outcome | None
    glyph: str
    headline: str
    tie: str
    tied: bool
    cited: tuple[tuple[str, str, str, str], ...]
    questions: tuple[str, ...]
    doors: tuple[str, ...]

    @property
    def short(self) -> str:
        """`EU: Prohibited (Regulation (EU) 2017/1509 Art. 10)`; a star marks a number from memory."""
        where = "; ".join(f"{citation}*" if memory else citation for citation, _, memory, _ in self.cited)
        return f"{self.name}: {self.headline}" + (f" ({where})" if where else "")


class VerdictView(Record, frozen=True):
    """One verdict in words."""

    outcome: Outcome
    glyph: str
    headline: str
    as_of: str
    at_least: str
    today: str
    paragraphs: tuple[Paragraph, ...]
    readings: tuple[Reading, ...]
    doors: tuple[DoorLine, ...]
    questions: tuple[QuestionLine, ...]
    parties: tuple[PartyLine, ...]
    not_checked: tuple[str, ...]
    understood: tuple[str, ...]
    decided: tuple[tuple[str, str], ...]
    beside: tuple[BesideLine, ...] = ()
    at_once: str = ""

    @property
    def tied(self) -> tuple[BesideLine, ...]:
        """The other regimes that the deal is tied to."""
        return tuple(line for line in self.beside if line.tied)


class Card(Record, frozen=True):
    """One item with its verdict. `number` counts items as they stand in the text; `quote` is the article's words.

    `proposed`, here and below, tells which model put a finding forward; "" for what the rules found.
    """

    number: int
    id: str
    quote: str
    deed: str
    domain: str
    who: str
    whom: str
    status: str
    cue: str
    means: str
    modal: str
    commitment: str
    said_by: str
    statement: int | None
    details: tuple[tuple[str, str], ...]
    verdict: VerdictView
    proposed: str = ""


class Group(Record, frozen=True):
    """Cards of one outcome."""

    outcome: Outcome
    glyph: str
    headline: str
    cards: tuple[Card, ...]


class StatementLine(Record, frozen=True):
    """Who said what. `content` is the article's words; `items` the numbers of the items that stand in it."""

    number: int
    speaker: str
    office: str
    verb: str
    mode: str
    polarity: str
    polarity_key: str
    hedge: str
    addressee: str
    content: str
    items: tuple[int, ...]
    proposed: str = ""


class ListedLine(Record, frozen=True):
    """A list entry that an entity may be. `state`: match or possible."""

    state: str
    says: str


class EntityLine(Record, frozen=True):
    """Somebody or something named; `also` are other forms the article uses."""

    id: str
    name: str
    office: str
    country: str
    mentions: str
    also: tuple[str, ...]
    listed: tuple[ListedLine, ...]
    proposed: str = ""


class EntityGroup(Record, frozen=True):
    """Entities of one type."""

    type: str
    title: str
    entities: tuple[EntityLine, ...]


class ReferenceLine(Record, frozen=True):
    """A resolution, vote or regime the article refers to, and its effect."""

    number: int
    kind: str
    id: str
    words: str
    says: str
    url: str = ""


class Mark(Record, frozen=True):
    """A stretch of the text to highlight. `kind`: entity, statement, item, reference; `target` is the card's anchor."""

    start: int
    end: int
    kind: str
    target: str
    title: str
    outcome: Outcome | None = None
    number: int | None = None


class Block(Record, frozen=True):
    """A paragraph of the text as it stands. `kind`: title, paragraph, clutter, rest."""

    kind: str
    start: int
    end: int


class Report(Record, frozen=True):
    """A whole article's report in one language."""

    lang: str
    dir: str
    title: str
    article_language: str
    article_dir: str
    worst: Outcome | None
    headline: str
    sentences: tuple[str, ...]
    as_of: str
    header: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    apart: tuple[Card, ...]
    statements: tuple[StatementLine, ...]
    entities: tuple[EntityGroup, ...]
    references: tuple[ReferenceLine, ...]
    general: tuple[DoorLine, ...]
    not_checked: tuple[str, ...]
    notes: tuple[str, ...]
    decided: tuple[tuple[str, str], ...]
    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    model: tuple[str, ...] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards, strictest first, those said but not done last."""
        return (*(card for group in self.groups for card in group.cards), *self.apart)
