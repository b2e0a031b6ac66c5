"""What the reader finds in a document. Offsets are Unicode code points of the input as given, end exclusive."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from nizam.model.proposal import Proposals
from nizam.record import Record, field


class Span(Record, frozen=True, order=True):
    """A stretch of the original input."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Document(Record, frozen=True):
    """A page with its clutter set apart. `text` is the input; everything else points into it.

    `paragraphs` are the body's, title apart; `clutter` is what was left out (menus, share buttons, repeated titles).
    `as_of_from` is `event`, `page`, `option` or `today`. Of a document of pages, `pages` are the offsets at which each
    of them begins. `notes` tell what a reader must know of how the text was taken out of its file.
    """

    text: str
    language: str
    title: Span | None
    body: Span
    paragraphs: tuple[Span, ...]
    clutter: tuple[Span, ...] = ()
    page_date: date | None = None
    event_date: date | None = None
    as_of: date | None = None
    as_of_from: str = ""
    source: str = ""
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The number of the page, from 1, on which an offset stands; None for a document without pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None


class Mention(Record, frozen=True):
    """A place where the text names an entity. `kind`: name, role ("the Russian president") or nationality.

    `proposed_by`, here and below, is the model that put it forward; "" for what the rules found.
    """

    span: Span
    kind: str = "name"
    proposed_by: str = ""


class Entity(Record, frozen=True):
    """Somebody or something the article speaks of. `type`: person, org, country, place, vessel, aircraft, group.

    `country` is a lower-case ISO code. `listed` are (list, id, score, decided) of possible list entries.
    """

    id: str
    type: str
    name: str
    country: str | None
    mentions: tuple[Mention, ...]
    role: str = ""
    listed: tuple[tuple[str, str, float, str], ...] = ()
    proposed_by: str = ""


class Statement(Record, frozen=True):
    """Who said what. `speaker` is an entity's id, English words ("unnamed diplomat"), or None for the author.

    `mode`: quoted or reported; `polarity`: asserts, denies, negated, no_comment. `content` is what is said,
    without the frame of saying.
    """

    id: int
    speaker: str | None
    verb: str
    mode: str
    polarity: str
    span: Span
    content: Span
    hedge: str | None = None
    addressee: str | None = None
    proposed_by: str = ""


class Item(Record, frozen=True):
    """One deed the article describes, with its status and the words that decided it.

    `actor` and `to` are entity ids, English words, or None (`from` and `to` in JSON). `goods` and `activity` are the
    regime's terms. `facts` are further terms read from the words, by fact name. `when` is the deed's own day, where
    told. `statement` is the id of the statement it stands in.
    """

    id: str
    domain: str
    activity: str
    goods: tuple[str, ...]
    actor: str | None
    to: str | None
    status: str
    status_cue: Span | None
    span: Span
    statement: int | None = None
    when: date | None = None
    quantity: str | None = None
    place: str | None = None
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    commitment: bool = False
    proposed_by: str = ""


class Reference(Record, frozen=True):
    """A resolution, regime, vote, draft, exemption, panel or unilateral measure the text refers to."""

    kind: str
    id: str
    span: Span
    says: dict[str, str] = field(default_factory=dict)


class Reading(Record, frozen=True):
    """Everything found in one document. `proposals` are those taken in from a model, None where none was asked."""

    document: Document
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    items: tuple[Item, ...]
    references: tuple[Reference, ...]
    notes: tuple[str, ...] = ()
    proposals: Proposals | None = None

    def entity(self, entity_id: str | None) -> Entity | None:
        return next((e for e in self.entities if e.id == entity_id), None)
