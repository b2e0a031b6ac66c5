"""Speakers as values, the common nouns that stand for them, and how an unnamed one is put into English."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.record import Record
from nizam.text.gazetteer import gazetteer
from nizam.text.phrases import Phrases

_RESOURCE = Path(__file__).parent.parent / "resources" / "speakers.yml"


class Noun(Record, frozen=True):
    """A common noun for a speaker, in English; `kind`: person, body, text or quality."""

    english: str
    kind: str
    plural: bool = False


class Voice(Record, frozen=True):
    """A speaker at `start:end`: `value` is an entity's id or English words; `noun` its head, where it has one.

    `reach` is the end of the whole noun phrase.
    """

    value: str
    start: int
    end: int
    noun: str = ""
    entity: bool = False
    kind: str = ""
    reach: int = 0


@dataclass(slots=True)
class Memory:
    """Who has spoken so far: the last voice, the last one for each noun, what bodies and people were called."""

    last: Voice | None = None
    by_noun: dict[str, Voice] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    offices: dict[str, frozenset[str]] = field(default_factory=dict)

    def keep(self, voice: Voice) -> None:
        if voice.noun == "author":
            return  # the writer's own remark stands aside of what others say
        self.last = voice
        if voice.noun:
            self.by_noun[voice.noun] = voice


@lru_cache(maxsize=3)
def nouns(language: str) -> Phrases[Noun]:
    """The nouns of one language, by stem; an English key is its own first form."""
    data = yamltext.load(_RESOURCE)
    out: Phrases[Noun] = Phrases(nouns=True)
    for kind in ("person", "body", "text"):
        for english, forms in data[kind].items():
            for form in [english, *forms["en"]] if language == "en" else forms[language]:
                out.add(form.rstrip("+"), Noun(english, kind, form.endswith("+")))
                if language == "ar" and kind == "person" and " " not in form and not form.endswith(("+", "ة", "ي")):
                    out.add(form + "و", Noun(english, kind, True))  # «مزارعو البحيرة»
    return out


@lru_cache(maxsize=3)
def qualities(language: str) -> Phrases[Noun]:
    """Words worth keeping beside such a noun ("senior", "shipping")."""
    data = yamltext.load(_RESOURCE)
    out: Phrases[Noun] = Phrases()
    for english, forms in data["qualities"].items():
        out.extend(forms.get(language, []), Noun(english, "quality"))
    return out


def may_be(noun: str, name: str) -> bool:
    """Whether a body's English name fits a noun: by the word itself, or for companies by default."""
    lower = name.lower()
    if noun in ("company", "operator", "group", "organisation"):
        return not any(
            word in lower for word in ("ministr", "committee", "council", "parliament", "nations", "embassy")
        )
    return noun[:7] in lower


def plural_of(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y"):
        return noun[:-1] + "ies"
    return noun if noun.endswith("s") else noun + "s"


@lru_cache(maxsize=512)
def adjective(country: str | None) -> str:
    """The English nationality word of a country code ("Russian"); its name where there is none."""
    row = gazetteer().countries.get(country or "")
    if not row:
        return ""
    forms = (row.get("adjectives") or {}).get("en") or []
    return str(forms[0]) if forms else str(row["name"]["en"])
