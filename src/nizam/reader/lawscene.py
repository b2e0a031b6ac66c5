"""One sentence as the finders of references see it: its words by kind, and the votes it may speak of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import yamltext
from nizam.model.law import Vote
from nizam.model.text import Document, Entity, Mention, Reference, Span
from nizam.reader.segment import Sentence
from nizam.record import Record, field
from nizam.text.normalise import fold
from nizam.text.phrases import Found, Phrases

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_RESOURCE = Path(__file__).parent / "resources" / "references.yml"
_SETS = (
    "resolution_words", "sanctions", "weak", "united_nations", "committee", "panel", "monitoring_team", "exemption",
    "draft", "block", "adopt", "extend", "ease", "european_union", "treasury",
)  # fmt: skip


class Words(Record, frozen=True):
    """The word lists of one language, ready to be found, and what each reference says."""

    phrases: dict[str, Phrases[str]]
    every: Phrases[str]
    joints: frozenset[str]
    aimed: frozenset[str]
    says: dict[str, dict[str, str]]
    issuers: dict[str, dict[str, str]]
    initials: dict[str, str]


@lru_cache(maxsize=3)
def words(language: str) -> Words:
    data: dict[str, Any] = yamltext.load(_RESOURCE)
    phrases: dict[str, Phrases[str]] = {}
    every: Phrases[str] = Phrases()
    for kind in _SETS:
        found: Phrases[str] = Phrases()
        for one in (found, every):
            one.extend(data[kind].get(language, []), kind)
        phrases[kind] = found
    return Words(
        phrases,
        every,
        frozenset(fold(w) for w in data["number_joints"].get(language, [])),
        frozenset(fold(w) for w in data["aimed"].get(language, [])),
        data["says"],
        data["unilateral"],
        {form: code for code, forms in data["initials"].items() for form in forms},
    )


@lru_cache(maxsize=16_384)
def _begun(language: str, word: str) -> tuple[str, ...]:
    """The kinds whose phrases a word may begin; most words are no beginning of any."""
    table = words(language)
    return tuple(kind for kind in _SETS if table.phrases[kind].begins(word)) if table.every.begins(word) else ()


class LawScene(Record, frozen=True):
    """A sentence, the document it stands in, and its entities. `about`: the document is about the DPRK."""

    document: Document
    sentence: Sentence
    entities: Entities
    table: Words
    votes: Sequence[Vote]
    about: bool
    found: dict[str, list[Found[str]]] = field(default_factory=dict)

    def find(self, kind: str) -> list[Found[str]]:
        """The words of one kind in the sentence; all kinds are looked for once, as most words begin none."""
        if not self.found:
            text, tokens, phrases = self.document.text, self.sentence.tokens, self.table.phrases
            begun = {kind for token in tokens for kind in _begun(self.document.language, token.folded)}
            self.found.update({kind: phrases[kind].find(text, tokens) if kind in begun else [] for kind in _SETS})
        return self.found[kind]

    def has(self, kind: str) -> bool:
        return bool(self.find(kind))

    def mentions(self) -> list[tuple[Entity, Mention]]:
        return self.entities.at(self.sentence.start, self.sentence.end)


def of_vote(kind: str, vote: Vote, span: Span) -> Reference:
    """A reference that says what a vote was and what it changed."""
    says = {
        language: " ".join(part for part in (vote.says.get(language, ""), vote.effect.get(language, "")) if part)
        for language in ("en", "ar")
    }
    return Reference(kind, vote.id, span, says)
