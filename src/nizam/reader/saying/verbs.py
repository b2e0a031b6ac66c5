"""Verbs and phrases of saying: the reviewed table as look-ups, and where they stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.record import Record
from nizam.text.normalise import fold
from nizam.text.phrases import Phrases
from nizam.text.tokens import Token, tokenise

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


_VOWEL = re.compile("[\u064b-\u0650]")
_FIRST_VOWELS = 3
_UNWILLING = Entry(Frame("no_comment", "", "no_comment", False), (), False, "finite")
_NOBODY = ("neither", "nobody", "none")
_STANDS = Entry(Frame("say", "asserts", "", False), (), True, "stands")


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
    "doubtful", "subordinate", "others", "several", "personal", "noun_like",
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


def find_cues(text: str, tokens: Sequence[Token], table: Saying) -> list[Cue]:
    """Every verb and phrase of saying in a sentence, in order. Whether it carries a statement is decided later."""
    out: list[Cue] = []
    at = 0
    while at < len(tokens):
        found = table.sources.longest_at(text, tokens, at)
        if found:
            last = found[0].last
            out.append(Cue((found[0].value,), at, last, text[found[0].start : found[0].end], False, False))
            at = last
            continue
        joined = False
        folded = tokens[at].folded
        entries = table.forms.get(folded)
        if entries is None and table.language == "ar" and folded[:1] in "وف" and len(folded) > 3:
            joined = True
            entries = table.forms.get(folded[1:])
        aside = at > 0 and any(
            len(words) <= at and tuple(t.folded for t in tokens[at - len(words) : at]) == words
            for words in table.asides_by_last.get(tokens[at - 1].folded, ())
        )
        suffixed = entries is None and table.language == "ar"
        if suffixed:
            entries = _with_object(tokens, at, joined, aside, table)
            joined = joined and entries is not None
        if entries and table.language == "ar" and _passive(tokens[at].text[joined:]):
            entries = None
        if entries and folded[joined:] in table.words["doubtful"] and not _told(tokens[at], at, joined):
            entries = None
        if folded in table.words["stands_in"] and at + 1 < len(tokens) and tokens[at + 1].folded == "في":
            out.append(Cue((_STANDS,), at, at + 2, tokens[at].text, folded.startswith("و"), False))
            at += 2
            continue
        if table.language == "en" and folded in table.words["unwilling"] and _would_not(tokens, at):
            out.append(Cue((_UNWILLING,), at, at + 1, tokens[at].text, False, True))
            at += 1
            continue
        if entries:
            negated = any(_negates(tokens[i], table) for i in range(max(0, at - 2), at) if _close(text, tokens, i, at))
            if negated and table.language == "ar" and tokens[at - 1].folded[:1] in "وف":
                joined = True  # «ولم ترد»
            if table.language == "en" and not negated:
                early = (i for i in range(max(0, at - 10), at) if tokens[i].folded in _NOBODY)
                negated = any(_close(text, tokens, i, at) for i in early)
            negated = negated and not aside and not suffixed  # «على ما ذكرت», «ما نفاه»: no negation
            verb = tokens[at].text[1:] if joined and folded not in table.forms else tokens[at].text
            out.append(Cue(entries, at, at + 1, verb, joined, negated, aside, suffixed))
        at += 1
    return out


def _with_object(
    tokens: Sequence[Token], at: int, joined: bool, aside: bool, table: Saying
) -> tuple[Entry, ...] | None:
    """The readings of an Arabic verb that carries its object: «وفق ما ذكرته الوكالة», «وهو ما نفاه المدير».

    A noun with a pronoun looks the same («وصفه»), so the verb must be marked by its own form or by what precedes it.
    """
    token = tokens[at]
    if token.text.endswith("ة") or not token.folded.endswith(("ه", "ها", "هم")):
        return None
    folded = token.folded[joined:]
    bare = folded[:-1] if folded.endswith("ه") else folded[:-2]
    led = aside or (at > 0 and tokens[at - 1].folded in table.words["objective"]) or token.folded[:1] == "ف"
    if not led and not bare.endswith("ت") and bare[:1] not in "يت":
        return None
    weak = bare[:-1] + "ي" if bare.endswith("ا") else ""
    found = table.forms.get(bare) or table.forms.get(weak)
    return tuple(e for e in found if e.form == "finite") or None if found else None


def _passive(text: str) -> bool:
    """Whether a perfect is a passive by its written vowel: «اتُّفق», «كُتب». In an imperfect the vowel tells nothing."""
    mark = _VOWEL.search(text)
    return mark is not None and mark.group() == "\u064f" and text[:1] not in "يتن" and mark.start() <= _FIRST_VOWELS


def _would_not(tokens: Sequence[Token], at: int) -> bool:
    before = [t.folded.replace("’", "'") for t in tokens[max(0, at - 3) : at]]
    return (
        before[-1:] in (["wouldn't"], ["won't"])
        or before[-2:] in (["would", "not"], ["will", "not"])
        or (tokens[at].folded == "drawn" and before == ["would", "not", "be"])
    )


def _told(token: Token, at: int, joined: bool) -> bool:
    """Whether a doubtful word is a verb: its shadda is written, or it opens the sentence with و."""
    return "\u0651" in token.text or (joined and at == 0)


def _negates(token: Token, table: Saying) -> bool:
    if table.language == "en":
        return token.folded in ("not", "never", "cannot") or token.folded.endswith(("n't", "n’t"))
    if table.language == "ru":
        return token.folded == "не"
    return token.folded in ("لم", "لن", "لا", "ولم", "ولن", "ولا", "فلم", "ما", "دون")


def _close(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a negation stands right before the verb: adverbs between in English, nothing elsewhere."""
    between = text[tokens[first].end : tokens[last].start]
    if not tokens[last].text.isascii():
        return last - first == 1 and not between.strip()
    return not set(between) & set(',;:"“”')


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
