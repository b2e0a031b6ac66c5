"""The regime's words in three languages, ready to be found: terms of facts, and goods.

regime/vocabulary/words/*.yml   words for terms; notions and how they combine; trade verbs
regime/vocabulary/goods/*.yml   words for goods, with HS codes and named lists
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import diskcache, yamltext
from nizam.model.deal import Goods
from nizam.reader.combine import NOTION, Rules, spoken
from nizam.reader.dealing.namespans import inside_name
from nizam.reader.termhits import SELF_NEGATING, TermHit, holds_not, is_negated, without_swallowed
from nizam.reader.unmet import as_met
from nizam.reader.wordtrie import Hit, WordTrie
from nizam.record import Record, replace
from nizam.regime.terms import VOCABULARY
from nizam.text.normalise import fold
from nizam.text.numbers import find_amounts
from nizam.text.phrases import Found, Phrases
from nizam.text.remembered import Remembered
from nizam.text.tokens import Token, is_arabic, tokenise

NO_GOODS = "no-goods"
"""The concept of phrases that hold a word for goods and are none: "engine room"."""
_AR_PARTICLES = ("لا ", "لم ", "لن ", "ليس ", "ليست ", "غير ", "دون ", "بلا ", "قد ")
LANGUAGES = ("en", "ar", "ru")
_TERM_FILES = ("activity", "field", "purpose", "status")

# What the words of a name may tell; the words of the deed may tell everything.
FACTS_OF_NAMES = frozenset((
    "end_user", "provider", "person.status", "said.designated", "said.namesake", "vessel.flag", "vessel.control",
    "aircraft.operator", "owners", "parties.controlled", "project",
))  # fmt: skip


class GoodsHit(Record, frozen=True):
    """Words that mean a kind of goods, at tokens `first:last`."""

    concept: str
    start: int
    end: int
    first: int
    last: int
    label: str


class GoodsConcept(Record, frozen=True):
    """A kind of goods: HS codes it certainly has, or may have; the named lists it is on by nature, or may be on."""

    id: str
    hs: tuple[str, ...]
    maybe_hs: tuple[str, ...]
    lists: frozenset[str]
    labels: Mapping[str, tuple[str, ...]]
    bare_only: bool = False
    maybe_lists: frozenset[str] = frozenset()


class Vocabulary:
    """All words, built once. See `load_vocabulary`."""

    def __init__(self, folder: Path = VOCABULARY) -> None:
        words = folder / "words"
        # A hash of all files: while it stays, labels are read back sorted and in their tries.
        files = (path.read_bytes() for path in sorted(folder.rglob("*.yml")))
        kept = diskcache.key(Path(__file__).read_bytes(), *files)
        self.grammar: Mapping[str, Any] = yamltext.load(words / "grammar.yml")
        little = self.grammar["little"]
        self._terms: WordTrie[tuple[str, str]] = WordTrie(little, f"{kept} terms")
        for name in _TERM_FILES:
            for fact, terms in yamltext.load(words / f"{name}.yml").items():
                for term, labels in terms.items():
                    self._add(fact, term, labels)
        for notion, labels in yamltext.load(words / "notions.yml").items():
            self._add(NOTION, notion, labels)
        trade: dict[str, Any] = yamltext.load(words / "trade.yml")
        self.trade: WordTrie[tuple[str, str]] = WordTrie(little, f"{kept} trade")
        for group, entries in trade.items():
            for key, labels in _labelled(entries):
                self.trade.extend(labels, (group, key))
        self._terms_in: Remembered[tuple[TermHit, ...]] = Remembered()
        self._trade_in: Remembered[tuple[Hit[tuple[str, str]], ...]] = Remembered()
        self._goods_in: Remembered[tuple[GoodsHit, ...]] = Remembered()
        self._rules = Rules(yamltext.load(words / "combine.yml"))
        self.settings: Mapping[str, Any] = yamltext.load(words / "settings.yml")
        self._load_goods(folder / "goods", kept)

    def _add(self, fact: str, term: str, labels: Mapping[str, Sequence[str]]) -> None:
        for language in LANGUAGES:
            self._terms.extend(labels.get(language, ()), (fact, term))
        # «ولا صلة له»: "and" is written onto a particle too short to be parted from it.
        for label in labels.get("ar", ()):
            if label.startswith(_AR_PARTICLES):
                self._terms.add("و" + label, (fact, term))

    def _load_goods(self, folder: Path, kept: str) -> None:
        self._entries: dict[str, Mapping[str, Any]] = {}
        self._concepts: dict[str, GoodsConcept] = {}
        self._goods: Phrases[str] = Phrases(nouns=True, kept=f"{kept} goods")
        self._bare: Phrases[str] = Phrases(nouns=True, kept=f"{kept} bare")
        self.modifiers: WordTrie[str] = WordTrie(self.grammar["little"], f"{kept} modifiers")
        for path in sorted(folder.glob("*.yml")):
            data: dict[str, Any] = yamltext.load(path)
            if path.stem == "modifiers":
                for name, entry in data.items():
                    for language in LANGUAGES:
                        self.modifiers.extend(entry["labels"].get(language, ()), name)
                continue
            self._entries.update(data)
            for name, entry in data.items():
                for labels in entry.get("labels", {}).values():
                    (self._bare if entry.get("bare_only") == "true" else self._goods).extend(labels, name)

    def terms(self, text: str, tokens: Sequence[Token], names: Sequence[tuple[int, int]] = ()) -> list[TermHit]:
        """Every term the words of a stretch of text mean, in order of place; combinations of notions included.

        `names`: token ranges of names of firms and bodies, which tell who somebody is and never what is done.
        """
        return list(self._terms_in.of(text, tokens, lambda *_: self._find_terms(text, tokens, names), tuple(names)))

    def _find_terms(self, text: str, tokens: Sequence[Token], names: Sequence[tuple[int, int]]) -> tuple[TermHit, ...]:
        found = self._terms.find(text, tokens)
        if names:
            found = [h for h in found if not _rests_on_name(names, h) or self._of_names(h)]
        found = self._rules.made_of([h for h in found if not _is_noun_ar(h, tokens[h.first].folded)], text)
        negations = self.negated_at(text, tokens)
        out = [
            TermHit(
                hit.value[0], hit.value[1], hit.start, hit.end, hit.first, hit.last, spoken(hit, text),
                hit.value[0] not in SELF_NEGATING
                and (is_negated(text, tokens, hit.first, negations) or holds_not(hit, negations)),
            )
            for hit in found
            if hit.value[0] != NOTION
        ]  # fmt: skip
        out = [
            replace(h, term="false")
            if h.fact == "said.designated" and h.term == "true" and is_negated(text, tokens, h.first, negations)
            else h
            for h in out
        ]
        out = as_met(self, text, tokens, without_swallowed(out))
        return tuple(sorted(out, key=lambda h: (h.first, -h.last)))

    def _of_names(self, hit: Hit[tuple[str, str]]) -> bool:
        """What a name may tell: who somebody is. Labels written with a capital are names themselves."""
        fact, term = hit.value
        if fact == NOTION:
            return term in self.settings["name-notions"] or hit.label.lstrip("^=")[:1].isupper()
        return fact in FACTS_OF_NAMES or hit.label.lstrip("^=")[:1].isupper()

    def trade_words(self, text: str, tokens: Sequence[Token]) -> tuple[Hit[tuple[str, str]], ...]:
        """Hits of trade.yml as (group, key)."""
        return self._trade_in.of(text, tokens, lambda *_: tuple(self.trade.find(text, tokens)))

    def negated_at(self, text: str, tokens: Sequence[Token]) -> frozenset[int]:
        """Where words of negation stand ("no", "without", «غير», «без»)."""
        still = tuple(self.grammar["still-ar"])
        return frozenset(
            h.last - 1
            for h in self.trade_words(text, tokens)
            if h.value[0] == "negations" and not (h.last < len(tokens) and tokens[h.last].folded.startswith(still))
        )

    def goods(self, text: str, tokens: Sequence[Token]) -> list[GoodsHit]:
        """Every kind of goods named, the longest name at each place; a verb of the same stem is not goods."""
        return list(self._goods_in.of(text, tokens, self._find_goods))

    def _find_goods(self, text: str, tokens: Sequence[Token]) -> tuple[GoodsHit, ...]:
        found = tuple(
            GoodsHit(f.value, f.start, f.end, f.first, f.last, f.label)
            for f in self._past_measures(text, tokens)
            if f.value != NO_GOODS and _same_kind_of_word(f.label, tokens[f.last - 1])
        )
        if found:
            return found
        counted = {
            i for a in find_amounts(text, tokens) for i, t in enumerate(tokens) if a.start <= t.start and t.end <= a.end
        }
        if len(tokens) - len(counted) > 4:
            return ()
        return tuple(
            GoodsHit(f.value, f.start, f.end, f.first, f.last, f.label)
            for f in self._bare.find(text, tokens)
            if set(range(len(tokens))) <= counted | set(range(f.first, f.last))
        )

    def _past_measures(self, text: str, tokens: Sequence[Token]) -> list[Found[str]]:
        """Phrases of goods. "Barrels of crude" gives way to the longer "crude oil" that begins inside it."""
        out: list[Found[str]] = []
        for found in self._goods.find(text, tokens):
            if out and found.first < out[-1].last:
                continue
            of = next((i for i in range(found.first + 1, found.last - 1) if tokens[i].folded in ("of", "من")), None)
            if of is not None:
                after = [f for f in self._goods.find(text, tokens[of + 1 : of + 7]) if f.first == 0]
                longer = [f for f in after if of + 1 + f.last > found.last]
                if longer:
                    out += [replace(f, first=of + 1, last=of + 1 + f.last) for f in longer]
                    continue
            out.append(found)
        return out

    def bare_goods(self, text: str, tokens: Sequence[Token]) -> list[GoodsHit]:
        """Words that are goods only where nothing else in the sentence is ("lead", "apples")."""
        return [GoodsHit(f.value, f.start, f.end, f.first, f.last, f.label) for f in self._bare.find(text, tokens)]

    def concept(self, concept_id: str) -> GoodsConcept:
        """One kind of goods by its id; KeyError where there is none."""
        found = self._concepts.get(concept_id)
        if found is None:
            found = self._concepts[concept_id] = _concept(concept_id, self._entries[concept_id])
        return found

    @property
    def concepts(self) -> Mapping[str, GoodsConcept]:
        """All kinds of goods by id."""
        return {name: self.concept(name) for name in self._entries}

    def goods_line(
        self,
        description: str,
        hs_codes: str | Sequence[str] | None = None,
        origin: str | None = None,
        quantity: str | None = None,
        value: str | None = None,
    ) -> Goods:
        """One line of goods from its description and codes; several kinds in it are joined into the one line."""
        from nizam.reader.dealing.goods_in_deal import joined

        return joined(self.goods_lines(description, hs_codes, origin, quantity, value))

    def goods_lines(
        self,
        description: str,
        hs_codes: str | Sequence[str] | None = None,
        origin: str | None = None,
        quantity: str | None = None,
        value: str | None = None,
    ) -> tuple[Goods, ...]:
        """A line for each kind of goods in a description; at least one. `origin` is a country code."""
        from nizam.reader.dealing.goods_in_deal import described_goods

        return described_goods(self, description, hs_codes, origin, quantity, value)


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The vocabulary of the regime, read once a process."""
    return Vocabulary()


def _is_noun_ar(hit: Hit[tuple[str, str]], word: str) -> bool:
    """«للتشغيل الآمن»: a word with the article is no form of the verb «أمّن/يؤمن»."""
    perfect, _, imperfect = hit.label.split()[0].partition("/")
    if not imperfect or not is_arabic(perfect) or fold(imperfect)[:1] != "ي" or "/" in imperfect:
        return False
    return word.lstrip("وفبك").startswith("ال") and not fold(perfect).startswith("ال")


def _rests_on_name(names: Sequence[tuple[int, int]], hit: Hit[tuple[str, str]]) -> bool:
    """Whether all its words, or the first of words far apart, stand in a name: "Bunker Base of Russia … tanker"."""
    return inside_name(names, hit.first, hit.last) or (
        ".." in hit.label and inside_name(names, hit.first, hit.first + 1)
    )


def _labelled(entries: Any) -> Iterator[tuple[str, list[str]]]:
    """Pairs of key and labels from `{key: {language: labels}}` or straight `{language: labels}`."""
    for key, value in entries.items():
        if isinstance(value, list):
            yield "", value
        else:
            yield key, [label for labels in value.values() for label in labels]


def _concept(name: str, entry: Mapping[str, Any]) -> GoodsConcept:
    return GoodsConcept(
        id=name,
        hs=tuple(entry.get("hs", ())),
        maybe_hs=tuple(entry.get("may_be", ())),
        lists=frozenset(entry.get("lists", ())),
        labels={language: tuple(labels) for language, labels in entry.get("labels", {}).items()},
        bare_only=entry.get("bare_only") == "true",
        maybe_lists=frozenset(entry.get("may_lists", ())),
    )


def _same_kind_of_word(label: str, token: Token) -> bool:
    """A participle ("trained", "shipping") is goods only where the label itself is one."""
    word = token.folded
    if "а" <= word[:1] <= "я":
        # «проводить» is no wire.
        return not word.endswith(("ть", "ться")) or tokenise(label)[-1].folded == word
    if not word.isascii() or not word.endswith(("ed", "ing")):
        return True
    last = tokenise(label)[-1].folded
    return last == word or last.endswith(("ed", "ing"))
