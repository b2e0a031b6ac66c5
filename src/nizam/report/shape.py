"""What a report shows, in one language and without markup: every surface draws the same shapes."""

from __future__ import annotations

from dataclasses import dataclass

from nizam.model.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Paragraph:
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


@dataclass(frozen=True, slots=True)
class Test:
    """One test of the trace. `result` is yes, no or not known in words, `key` the same in English."""

    key: str
    result: str
    asked: str
    found: str
    exception: str = ""


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A way out, with who decides. `general` says that it is the clause over all measures, else ""."""

    citation: str
    url: str
    says: str
    decider: str
    general: str = ""
    memory: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question that would settle the answer. `bears_on` are citations or ids."""

    ask: str
    known_by: str
    bears_on: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party and what screening said. `state`: match, possible, clear, unknown."""

    name: str
    state: str
    says: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An interpretation of ours with the citations that rest on it."""

    citations: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class BesideLine:
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


@dataclass(frozen=True, slots=True)
class VerdictView:
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


@dataclass(frozen=True, slots=True)
class Card:
    """One item with its verdict. `number` counts items as they stand in the text; `quote` is the article's words."""

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


@dataclass(frozen=True, slots=True)
class Group:
    """Cards of one outcome."""

    outcome: Outcome
    glyph: str
    headline: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class StatementLine:
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


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A list entry that an entity may be. `state`: match or possible."""

    state: str
    says: str


@dataclass(frozen=True, slots=True)
class EntityLine:
    """Somebody or something named; `also` are other forms the article uses."""

    id: str
    name: str
    office: str
    country: str
    mentions: str
    also: tuple[str, ...]
    listed: tuple[ListedLine, ...]


@dataclass(frozen=True, slots=True)
class EntityGroup:
    """Entities of one type."""

    type: str
    title: str
    entities: tuple[EntityLine, ...]


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A resolution, vote or regime the article refers to, and its effect."""

    number: int
    kind: str
    id: str
    words: str
    says: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to highlight. `kind`: entity, statement, item, reference; `target` is the card's anchor."""

    start: int
    end: int
    kind: str
    target: str
    title: str
    outcome: Outcome | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text as it stands. `kind`: title, paragraph, clutter, rest."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
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

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards, strictest first, those said but not done last."""
        return (*(card for group in self.groups for card in group.cards), *self.apart)
