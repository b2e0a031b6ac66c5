"""Verbs and phrases of saying: the reviewed table as look-ups, and where they stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.record import Record
from nizam.text.normalise import fold
from nizam.text.phrases import Phrases
from nizam.text.tokens import tokenise

_RESOURCE = Path(__file__).parent.parent / "resources" / "saying.yml"
LANGUAGES = ("ar", "en", "ru")


class Frame(Record, frozen=True):
    """A kind of saying: the polarity it gives, with and without a negation of the verb itself."""

    name: str
    polarity: str
    negated: str
    hedge: bool


class Entry(Record, frozen=True):
    """One verb in a frame. `complements` are folded word sequences; `clause` asks for a complementiser or a quote.

    `form`: finite, participle, noun, stands, source, or own (a source phrase with a pronoun for its speaker).
    """

    frame: Frame
    complements: tuple[tuple[str, ...], ...]
    clause: bool
    form: str

    @property
    def free(self) -> bool:
        return not self.complements and not self.clause


class Cue(Record, frozen=True):
    """A verb or phrase of saying at tokens `first:last`. `joined`: it carries و or ف; `negated`: the verb is.

    `carries`: it carries its object as a pronoun («أكدته»).
    """

    entries: tuple[Entry, ...]
    first: int
    last: int
    verb: str
    joined: bool
    negated: bool
    aside: bool = False
    carries: bool = False

    @property
    def form(self) -> str:
        return self.entries[0].form


class Saying(Record, frozen=True):
    """Everything the table knows about one language. `asides_by_last` are the asides by their last word."""

    language: str
    forms: dict[str, tuple[Entry, ...]]
    sources: Phrases[Entry]
    asides: tuple[tuple[str, ...], ...]
    asides_by_last: dict[str, tuple[tuple[str, ...], ...]]
    words: dict[str, frozenset[str]]
    phrases: dict[str, Phrases[str]]

    def has(self, kind: str, folded: str) -> bool:
        return folded in self.words[kind]


_WORD_SETS = (
    "complementisers", "negations", "between", "openers", "relatives", "trailing", "pronouns", "possessives",
    "determiners", "definite", "belongs", "not_sources", "starters", "unverbs", "impersonal", "adverbials",
    "after_verb", "tellers", "relayed", "adversatives", "givers", "listeners", "written", "stands_in", "comments",
    "doubtful", "subordinate", "others", "several", "personal", "they", "first_person", "noun_like", "goes_on",
    "called", "to_them", "this", "keeping_back", "kept_back",
    "unwilling", "objective", "back", "informing", "to_me", "passives", "conjoined", "modals",
)  # fmt: skip
_PHRASE_SETS = ("affirming", "hedges", "connectors", "stops", "falsity")


@lru_cache(maxsize=3)
def saying(language: str) -> Saying:
    """The table for one language (ar, en, ru)."""
    data = yamltext.load(_RESOURCE)
    frames = {
        name: Frame(name, row["polarity"], row.get("negated", ""), "hedge" in row)
        for name, row in data["frames"].items()
    }
    forms: dict[str, list[Entry]] = {}
    for name, row in data["frames"].items():
        for line in row.get(language, []):
            verb, _, after = line.partition("|")
            complements, clause = _complements(after)
            for form in _forms(verb.split(), language):
                forms.setdefault(form, []).append(Entry(frames[name], complements, clause, "finite"))
    odd = {fold(w): name for name, words in data["participle_frames"].items() for w in words}
    for word in data["participles"].get(language, []):
        entry = Entry(frames[odd.get(fold(word), "say")], (), False, "participle")
        for form in _participle(fold(word), language):
            forms.setdefault(form, []).insert(0, entry)
    for line in data["nouns"].get(language, []):
        word, _, after = line.partition("|")
        complements, clause = _complements(after)
        forms.setdefault(fold(word.strip()), []).append(Entry(frames["say"], complements, clause, "noun"))
    sources: Phrases[Entry] = Phrases(names=True)
    source = Entry(frames["say"], (), False, "source")
    for label in data["sources"].get(language, []):
        sources.add(label, source)
        if language == "ar" and not label.startswith("و"):
            sources.add("و" + label, source)
    quiet = Entry(frames["no_comment"], (), False, "source")
    for label in data["quiet_sources"].get(language, []):
        sources.add(label, quiet)
        if language == "ar":
            sources.add("و" + label, quiet)
    for label in data["own_words"].get(language, []):
        sources.add(label, Entry(frames["say"], (), False, "own"))
    asides = tuple(tuple(fold(w) for w in label.split("_")) for label in data["asides"].get(language, []))
    return Saying(
        language,
        {form: tuple(entries) for form, entries in forms.items()},
        sources,
        asides,
        _by_last(asides),
        {kind: frozenset(fold(w) for w in (data[kind].get(language) or [])) for kind in _WORD_SETS},
        {kind: _phrases(data[kind].get(language) or []) for kind in _PHRASE_SETS},
    )


def _by_last(labels: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Sequences of words by the last one of them."""
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in labels:
        out[words[-1]] = (*out.get(words[-1], ()), words)
    return out


def _complements(text: str) -> tuple[tuple[tuple[str, ...], ...], bool]:
    words = text.split()
    sequences = tuple(tuple(fold(part) for part in word.split("_")) for word in words if word != "clause")
    return sequences, "clause" in words


def _forms(verb: list[str], language: str) -> list[str]:
    if language == "ar" and len(verb) == 1:
        perfect, _, imperfect = verb[0].partition("/")
        return _arabic(fold(perfect), fold(imperfect))
    out: list[str] = []
    for form in verb:
        out.append(fold(form))
        if language == "ru" and form.endswith("л"):
            out += [fold(form) + ending for ending in ("а", "о", "и")]
        if language == "ru" and form.endswith("лся"):
            out += [fold(form)[:-2] + ending for ending in ("ась", "ось", "ись")]
    return out


def _arabic(past: str, now: str) -> list[str]:
    """The third persons of a verb, feminine, dual and plural among them, and its first person plural."""
    base = past[:-1] if past.endswith(("ي", "ا")) and len(past) > 2 else past
    out = [past, base + "ت", base + "تا", base + "وا", past if base != past or len(past) < 3 else past + "ا"]
    if now:
        stem = now[:-1] if now.endswith("ي") else now
        out += [now, "ت" + now[1:], "ن" + now[1:], stem + "ون", stem + "ان", "ت" + stem[1:] + "ان"]
    return list(dict.fromkeys(out))


def _participle(word: str, language: str) -> list[str]:
    """An accusative participle for he, she and they: مضيفا, مضيفة, مضيفين."""
    if language != "ar":
        return [word]
    base = word[:-1]
    return [word, base + "ه", base + "ين"]


def _phrases(labels: Sequence[str]) -> Phrases[str]:
    out: Phrases[str] = Phrases(names=True)
    for label in labels:
        out.add(label.replace("_", " "), " ".join(t.folded for t in tokenise(label.replace("_", " "))))
    return out
