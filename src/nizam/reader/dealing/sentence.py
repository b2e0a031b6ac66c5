"""One sentence about a deal: its goods, its sides, its named parties, and all terms its words mean."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Any

from nizam.model.deal import Goods, Party
from nizam.model.text import Document, Span
from nizam.reader.dealing.asides import asides, is_denied, without_loose_deeds, without_voyages
from nizam.reader.dealing.cases_ru import may_be_genitive
from nizam.reader.dealing.codes_told import with_codes_told
from nizam.reader.dealing.constructions import by_constructions
from nizam.reader.dealing.deal_dates import measured_at, told_amounts
from nizam.reader.dealing.flows import TARGET
from nizam.reader.dealing.goods_beside import axled, beside, many_axles
from nizam.reader.dealing.goods_heads import PARTS, Head, heads
from nizam.reader.dealing.goods_in_deal import below_value, line_of, lists_named, of_heavy_arms, with_lists
from nizam.reader.dealing.korean_names import korean_names
from nizam.reader.dealing.mentions_ru import bodies_named, inside_parties
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.namespans import name_spans
from nizam.reader.dealing.parties_in_deal import owners_in, with_claims
from nizam.reader.dealing.quoted_names import quoted_names
from nizam.reader.dealing.sidephrases import events, is_verb, next_verb, phrases
from nizam.reader.dealing.sides import Sides, read_sides, untied_at
from nizam.reader.dealing.verbs_ru import verb_sign
from nizam.reader.segment import sentences
from nizam.reader.termhits import TermHit
from nizam.reader.vocabulary import GoodsHit, Vocabulary, load_vocabulary
from nizam.record import Record, replace
from nizam.text.dates import find_dates
from nizam.text.gazetteer import Named, gazetteer
from nizam.text.normalise import fold
from nizam.text.numbers import find_amounts
from nizam.text.phrases import Found
from nizam.text.romanise import romanise
from nizam.text.scripts import main_script
from nizam.text.tokens import Token, is_arabic, tokenise

_SCHEMAS = {"person": "Person", "org": "Organization", "vessel": "Vessel"}
_SHORTEST_SENTENCE = 4
_GIVING = (("verbs", "out"), ("verbs", "in"), ("verbs", "pay"))
# A firm's "Korea" is either of the two.
_BARE_KOREA = re.compile(r"^(?!.*\bSouth\b)(?!.*Republic of).*\bKorea\b")
_SCRIPTS = {"arab": "ar", "cyrl": "ru"}


class SentenceDeal(Record, frozen=True):
    """What one sentence says. `traded`: a verb or noun of trade stands in it; `regime`: it speaks of the measures;
    `tied`: it names the target or somebody of the target; `only_paid`: money goes to somebody who sells no goods;
    `sold`: a verb of sale stands in it, whatever it is that is sold; `denied`: all trade it tells of is not done."""

    hits: tuple[TermHit, ...]
    goods: tuple[Goods, ...]
    sides: Sides
    parties: tuple[Party, ...]
    used: frozenset[str]
    traded: bool
    regime: bool
    tied: bool = False
    only_paid: bool = False
    sold: bool = False
    denied: bool = False


def read_words(vocabulary: Vocabulary, text: str, parties: Sequence[Party]) -> SentenceDeal:
    """Read a sentence (or a few) as one deal."""
    tokens = tokenise(text)
    names = name_spans(vocabulary, text)
    hits = vocabulary.terms(text, tokens, names)
    trade = vocabulary.trade_words(text, tokens)
    named = _not_the_craft(vocabulary, _goods_named(vocabulary, text, tokens), hits)
    hits = _not_of_names(vocabulary, text, tokens, hits)
    hits = without_voyages(vocabulary, text, tokens, hits)
    aside = asides(vocabulary, text, tokens, hits)
    hits = [h for h in hits if h.fact not in ("activity", "field") or aside.isdisjoint((h.first, h.last - 1))]
    named = [h for h in named if h.first not in aside]
    sides = read_sides(vocabulary, text, tokens, named, aside)
    by_constructions(vocabulary, text, tokens, named, sides)
    denied = is_denied(vocabulary, text, tokens, hits)
    hits = without_loose_deeds(text, tokens, hits, named, traded=sides.gives)
    amounts, used = told_amounts(vocabulary, text, tokens)
    only_paid = sides.paid_first and (
        any(h.value[0] == "payees" for h in trade) or any(h.term == "basic-expenses" or "rent" in h.label for h in hits)
    )
    # Food and medicine that are paid from a frozen account are what the money is for.
    only_paid = only_paid or {"asset-dealing", "basic-expenses"} <= {h.term for h in hits}
    if only_paid or denied:
        named = []
    named = _without_doers(vocabulary, text, tokens, named)
    measured = measured_at(vocabulary, text, tokens)
    giving = [h.last for h in trade if h.value in _GIVING]
    chosen = _goods_dealt(vocabulary, named, hits, sides, measured, trade_at=giving)
    origin = sides.origin[0] if len(sides.origin) == 1 else None
    lists = lists_named(vocabulary, text, tokens)
    chosen = [h for h in chosen if not all(c.startswith("listed-") for c in h.concepts)] or chosen
    lines = [with_lists(replace(line_of(vocabulary, head, text), origin=origin), lists) for head in chosen]
    lines = [of_heavy_arms(vocabulary, text, tokens, below_value(vocabulary, line, text)) for line in lines]
    lines = [beside(vocabulary, text, tokens, line) for line in lines]
    if not lines and not (only_paid or denied) and many_axles(vocabulary, text, tokens):
        lines = [axled(vocabulary, text)]
    lines = with_codes_told(text, chosen, lines) if chosen else lines
    if any(h.term == "refuel-aircraft" for h in hits):
        # Whatever fuel is pumped into a plane is aviation fuel.
        fuel = frozenset(("aviation-fuel", "refined-petroleum"))
        lines = [replace(g, hs=("271019",), maybe_hs=(), lists=fuel) if "2710" in g.maybe_hs else g for g in lines]
    if any(h.term in ("maintain-aircraft", "flight-safety") for h in hits):
        # Parts for an aircraft are aircraft parts, whatever other machines have such parts.
        spares = [bool(PARTS & set(h.concepts)) for h in chosen]
        lines = [
            replace(g, hs=("8807",), maybe_hs=()) if "8807" in g.maybe_hs or (spare and not g.hs) else g
            for g, spare in zip(lines, spares, strict=True)
        ]
    if any(h.term == "flight-safety" for h in hits) and any("8807" in g.hs for g in lines):
        # «Тормозные агрегаты для Ту-204»: the aircraft is what the parts are for.
        lines = [g for g in lines if not g.hs or not all(code.startswith("8802") for code in g.hs)]
    if len(lines) == 1 and amounts:
        lines = [replace(lines[0], amounts=amounts)]
    setting = {h.term for h in hits if h.fact == "activity" and not h.negated} & (
        set(vocabulary.settings["setting-activities"]) - set(vocabulary.settings["weak-activities"])
    )
    found = parties or tuple(_named_parties(vocabulary, text, tokens, sides))
    return SentenceDeal(
        hits=tuple(hits),
        goods=tuple(lines),
        sides=sides,
        parties=with_claims(found, hits, text),
        used=used,
        only_paid=only_paid,
        denied=denied,
        sold=sides.gives and any(h.value[0] == "sales" for h in trade),
        traded=bool(lines)
        or (bool(measured) and not used and (sides.trade or bool(sides.supplier and sides.recipient)))
        or (sides.gives and not setting and _moves_something(hits, vocabulary.settings["weak-activities"])),
        tied=(
            any(h.value[0] == "target-ties" and h.first not in untied_at(vocabulary, text, tokens) for h in trade)
            and not sides.maybe
        )
        or any(p.country == "kp" for p in found)
        or any(h.term == "target-bank-abroad" and not h.negated for h in hits),
        # A contract between two others says nothing of the measures.
        regime=any(h.value[0] == "regime" or (h.value[0] == "contract" and len(sides.countries) < 2) for h in trade)
        or any(h.fact in ("notice", "approval") for h in hits),
    )


def _not_of_names(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], hits: Sequence[TermHit]) -> list[TermHit]:
    """«Переданы оружейным заводом комиссии полиции»: what a party is called is no production and no commission paid."""
    named, deeds = inside_parties(vocabulary, text, tokens), set(vocabulary.settings["deeds-not-of-names"])
    return [h for h in hits if not (h.term in deeds and h.fact == "activity" and named >= set(range(h.first, h.last)))]


def _without_doers(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], named: Sequence[Head]) -> list[Head]:
    """ "A printer in Vienna donates paper": what stands as subject of an active verb of giving or getting is who does
    it, where other goods follow the verb."""
    found = named_in(text, tokens)
    cut = phrases(vocabulary, tokens, events(vocabulary, text, tokens, found))
    doers = []
    for phrase in cut:
        if phrase.place != "subject" or phrase.verb:
            continue
        verb, passive = next_verb(phrase, cut)
        inside = [h for h in named if phrase.first <= h.first < phrase.last]
        if verb in ("out", "in", "pay") and not passive:
            doers += inside
        else:
            carriers = vocabulary.settings["carriers"]
            doers += [h for h in inside if set(h.concepts) & set(carriers)]
    last = max((d.last for d in doers), default=0)
    rest = [h for h in named if h not in doers]
    carriers = set(vocabulary.settings["carriers"])
    things = [h for h in rest if not carriers & set(h.concepts)]
    return rest if any(h.first >= last for h in things) else list(named)


def _moves_something(hits: Sequence[TermHit], weak: Container[str]) -> bool:
    """A verb of trade with no firmer deed beside it: something unnamed changes hands."""
    return not any(h.fact == "activity" and not h.negated and h.term not in weak for h in hits)


def _not_the_craft(vocabulary: Vocabulary, named: Sequence[Head], hits: Sequence[TermHit]) -> list[Head]:
    """The ship that is bunkered, the plane that is fuelled, is not what is sold."""
    settings = vocabulary.settings
    if not {h.term for h in hits if h.fact == "activity"} & set(settings["craft-activities"]):
        return list(named)
    chapters = tuple(settings["craft-chapters"])
    return [
        h
        for h in named
        if h.part or not any(code.startswith(chapters) for c in h.concepts for code in vocabulary.concept(c).hs)
    ]


def _goods_named(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> list[Head]:
    """Goods in a sentence that are not a business ("oil trader", «شركة نفط») and not a verb ("Russia ships …")."""
    found = named_in(text, tokens)
    inside = frozenset(
        i for f in found for i in range(f.first, f.last) if not f.value.ambiguous or f.value.kind == "country"
    )
    party = {
        i for h in vocabulary.trade_words(text, tokens) if h.value[0] == "party-heads" for i in range(h.first, h.last)
    }
    latin = main_script(text) == "latn"
    # What a firm is called is not what it sells, unless the name is a make: "Toyota Land Cruiser".
    called = {i for first, last in name_spans(vocabulary, text) for i in range(first, last)}
    # «берёт» is no beret: a word that is a verb of giving or getting is not goods.
    verbs = {} if latin else {h.first: h.last for h in vocabulary.trade_words(text, tokens) if h.value in _GIVING}
    other = set(inside)
    business: set[int] = set()
    counted = {i + 1 for a in find_amounts(text, tokens) for i, t in enumerate(tokens) if t.end == a.end}
    for hit in vocabulary.goods(text, tokens):
        beside = hit.last if latin else hit.first - 1
        if set(range(hit.first, hit.last)) <= called and not hit.label[:1].isupper():
            other |= set(range(hit.first, hit.last))
        if not latin and hit.first in counted:
            other -= set(range(hit.first, hit.last))  # «два «Мерседеса»»: what is counted is no name
            continue
        if verbs.get(hit.first) == hit.last:
            other |= set(range(hit.first, hit.last))
        elif (
            beside in party
            and _touching(vocabulary, text, tokens, hit, beside)
            # «купил у завода центрифуги и микроскопы»: what "and" joins to goods is goods
            and not (not latin and hit.last < len(tokens) and tokens[hit.last].folded == "и" and verbs)
        ):
            business |= set(range(hit.first, hit.last))
    within = inside_parties(vocabulary, text, tokens)

    def named(taken: set[int]) -> list[Head]:
        out = []
        for head in heads(vocabulary, text, tokens, running=True, taken=frozenset(taken), within=within):
            if head.last - head.first == 1 and _is_verb(vocabulary, tokens, found, head.first):
                continue
            beside = head.last if latin else head.first - 1
            if business and taken >= business and beside in party and _touching(vocabulary, text, tokens, head, beside):
                continue
            out.append(head)
        return out

    # «Получив от фабрики платья»: where nothing else changes hands, that is no business, but what does.
    return named(other | business) or (named(other) if within and verbs and business else [])


def _is_verb(vocabulary: Vocabulary, tokens: Sequence[Token], found: Sequence[Found[Named]], at: int) -> bool:
    """ "Russia ships coal", "to fuel the plane": the word is what is done, not what is sold."""
    word = tokens[at].folded
    if at == 0 or word not in vocabulary.grammar["goods-or-verb"]:
        return False
    if tokens[at - 1].folded in vocabulary.grammar["modals"]:
        return True
    after_name = any(f.first <= at - 1 < f.last and f.value.kind != "adjective" for f in found)
    if word in vocabulary.grammar["verb-or-noun"] and word.endswith("s"):
        return is_verb(vocabulary, tokens, found, at)
    return after_name and word.endswith("s")


def _touching(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], head: Head | GoodsHit, beside: int) -> bool:
    """No comma between the goods and the word for a business."""
    if not 0 <= beside < len(tokens):
        return False
    if beside < head.first and not _possessed(vocabulary, tokens[beside], tokens[head.first], head):
        return False
    low, high = sorted((beside, head.last - 1 if beside >= head.last else head.first))
    return not any(c in ",;:،؛." for c in text[tokens[low].end : tokens[high].start])


def _possessed(vocabulary: Vocabulary, party: Token, goods: Token, head: Head | GoodsHit) -> bool:
    """Whether the goods may be what the business deals in: «شركة نفط», «фирма лимузинов»; and not what is sold: «باعت
    الشركة نفطاً», «купил у фирмы лимузины»."""
    if is_arabic(goods.folded):
        definite = party.folded.removeprefix("و").removeprefix("ب").startswith("ال") or party.folded.startswith("لل")
        return not definite and not goods.text.endswith(("\u0627\u064b", "\u064b\u0627"))
    concepts = head.concepts if isinstance(head, Head) else (head.concept,)
    return may_be_genitive(goods.folded, (x for c in concepts for x in vocabulary.concept(c).labels.get("ru", ())))


def _goods_dealt(
    vocabulary: Vocabulary,
    named: Sequence[Head],
    hits: Sequence[TermHit],
    sides: Sides,
    measured: Sequence[int],
    trade_at: Sequence[int],
) -> list[Head]:
    """Goods that change hands or are handled. Beside a deed of another kind they must follow a verb of trade or a
    weight or volume: "3,500 tonnes of anthracite" is dealt in, whatever else is told."""
    settings = vocabulary.settings
    acts = {h.term for h in hits if h.fact == "activity" and not h.negated} - set(settings["weak-activities"])
    if not named:
        return []
    if acts & set(settings["goods-activities"]):
        pass
    elif acts & set(settings["setting-activities"]):
        return [
            h
            for h in named
            if _is_made(vocabulary, h, acts)
            or any(0 <= h.first - at <= 3 for at in measured)
            or (any(0 <= h.first - at <= 4 for at in trade_at) and not _inside_setting(h, hits, settings))
        ]
    elif not sides.trade and acts - {"payment", "asset-dealing"}:
        return [h for h in named if any(0 <= h.first - at <= 3 for at in measured)]
    aside = [h for h in hits if (h.fact == "activity" and h.negated) or h.fact == "finding"]
    # "A ship suspected of carrying missile parts is given water": what is suspected is not what is dealt in.
    return [h for h in named if not any(n.first <= h.first < n.last for n in aside)]


def _is_made(vocabulary: Vocabulary, head: Head, acts: Container[str]) -> bool:
    """ "Builds a bronze monument": what the builders make is what they hand over, where it is on such a list."""
    made = set(vocabulary.settings["made-lists"])
    return "construction" in acts and any(made & vocabulary.concept(c).lists for c in head.concepts)


def _inside_setting(head: Head, hits: Sequence[TermHit], settings: Mapping[str, Any]) -> bool:
    names = set(settings["setting-activities"])
    return any(h.fact == "activity" and h.term in names and h.first <= head.first and head.last <= h.last for h in hits)


def _named_parties(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], sides: Sides) -> list[Party]:
    """Supplier and recipient by country, and everybody named: persons, bodies, ships."""
    out = [Party(name="", role="supplier", country=c) for c in sides.supplier]
    out += [Party(name="", role="recipient", country=c) for c in sides.recipient]
    owners = owners_in(vocabulary, text)
    for name, kind, country in _entities(text):
        out.append(Party(name=name, role={"person": "person", "vessel": "vessel"}.get(kind, "other"), country=country,
                         schema=_SCHEMAS.get(kind), identifiers=_imo(text) if kind == "vessel" else {}))  # fmt: skip
    known = " ; ".join(p.name for p in out)
    called = [name for name in bodies_named(vocabulary, text, tokens) if name not in known]
    out += [Party(name=name, role="other", country=TARGET, schema="Organization") for name in called]
    out += [
        Party(name=name, role="vessel", schema="Vessel", identifiers=_imo(text))
        for name in _ships(vocabulary, text, tokens)
        if name not in known
    ]
    for name in quoted_names(vocabulary, text, tokens):
        if name not in known:
            out.append(Party(name=name, role="other", schema="Organization"))
    known += " ; ".join(p.name for p in out)
    for name in korean_names(text, tokens, name_spans(vocabulary, text)):
        if name not in known:
            out.append(Party(name=name, role="person", schema="Person"))
    if owners:
        out.append(Party(name="", role="owner", owned_by=owners))
    return out


def _ships(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> list[str]:
    """Quoted names after a word for a ship, though one more word stands between: «سفينة الشحن «جي شون»»."""
    kinds = tuple(vocabulary.grammar["kinds"]["vessel"])
    out = []
    for match in re.finditer('[«“"]([^«»“”"]{2,40})[»”"]', text):
        before = [t.folded for t in tokens if t.end <= match.start()][-3:]
        # «под флагом КНДР «Чхон Ма Сан» — судна из перечня»
        dash = re.match(" [—–-] ", text[match.end() :])
        after = [t.folded for t in tokens if t.start >= match.end()][:1] if dash else []
        words = [*before, *after]
        if any(w.removeprefix("ل").removeprefix("ال").startswith(kinds) or w.startswith(kinds) for w in words):
            out.append(match.group(1))
    return out


def _imo(text: str) -> dict[str, tuple[str, ...]]:
    match = re.search(r"\bIMO\D{0,4}(\d{7})\b", text, re.IGNORECASE)
    return {"imoNumber": (match.group(1),)} if match else {}


def _may_name(text: str, tokens: Sequence[Token]) -> bool:
    """Whether a text may name anybody: a capital that is no country, no date and no plain word at the beginning of a
    sentence. Opening the tables of names costs more than all the rest of reading a sentence."""
    if any(is_arabic(t.folded) for t in tokens) or any(c in text for c in '«“"'):
        return True
    found = [f for f in named_in(text, tokens) if f.value.kind != "org"]
    known = {i for f in found for i in range(f.first, f.last)}
    days = [(d.start, d.end) for d in find_dates(text, tokens)]
    vocabulary = load_vocabulary()
    plain = frozenset(vocabulary.grammar["sentence-starters"])
    worded = {h.first for h in vocabulary.goods(text, tokens)} | {h.first for h in vocabulary.trade_words(text, tokens)}
    for at, token in enumerate(tokens):
        begins = at == 0 or any(c in ".!?;:" for c in text[tokens[at - 1].end : token.start])
        begins = begins and (token.folded in plain or at in worded)
        dated = any(start <= token.start < end for start, end in days)
        if token.capital and at not in known and not begins and not dated:
            return True
    return any(f.value.kind == "org" for f in named_in(text, tokens)) or len(tokens) < _SHORTEST_SENTENCE


def _entities(text: str) -> list[tuple[str, str, str | None]]:
    """Names of persons, bodies and ships in a text, as the reader of articles finds them."""
    tokens = tokenise(text)
    if not _may_name(text, tokens):
        return []
    from nizam.reader.parties import find_entities

    language = _SCRIPTS.get(main_script(text), "en")
    whole = Span(0, len(text))
    document = Document(text=text, language=language, title=None, body=whole, paragraphs=(whole,))
    entities = find_entities(document, sentences(document))
    known = {
        text[f.start : f.end]: f.value.name for f in gazetteer().find(text, tokenise(text)) if f.value.kind == "org"
    }
    out = []
    for entity in entities.all:
        if entity.type in _SCHEMAS and any(m.kind == "name" for m in entity.mentions):
            name = next(m.span.of(text) for m in entity.mentions if m.kind == "name")
            first, _, rest = name.partition(" ")
            if rest and rest.isascii() and verb_sign(fold(first)):
                name = rest  # «Перечислены Korea …»
            full = known.get(name)
            # The lists are asked in the text's own script: a romanisation of it only adds letters nobody wrote.
            country = None if entity.country == "kr" and _BARE_KOREA.search(full or name) else entity.country
            known_as = is_arabic(name) and entity.name.isascii() and romanise(name).split()[-1] not in entity.name
            out.append((full or (entity.name if known_as else name), entity.type, country))
    return out
