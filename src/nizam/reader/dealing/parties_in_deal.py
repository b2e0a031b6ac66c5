"""The parties of a deal: countries looked up, remarks taken off names, claims of listing given to whom they concern."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nizam.model.deal import Party
from nizam.reader.dealing.deal_fields import GivenParty
from nizam.reader.dealing.flows import TARGET
from nizam.reader.termhits import TermHit
from nizam.reader.vocabulary import Vocabulary, load_vocabulary
from nizam.record import replace
from nizam.text.gazetteer import gazetteer
from nizam.text.normalise import fold, squeeze
from nizam.text.tokens import is_arabic, tokenise

_REMARK = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_IMO = re.compile(r"\bIMO\D{0,4}(\d{7})\b", re.IGNORECASE)
_BORN = re.compile(
    r"(?:born|b\.|DOB|date of birth|مواليد|род\.|дата рождения)\D{0,12}(\d{4}(?:-\d\d-\d\d)?|\d{1,2} \w+ \d{4})"
)
_OPEN = re.compile(r"\b(?:or|either|unclear|unknown|unspecified|maybe|possibly)\b|/|أو|или|\?", re.IGNORECASE)
_TOUCHING = 12
_LONGEST_NAME = 60
"""A country is read from a party's name only where the name is short enough to be one."""


def party_of(vocabulary: Vocabulary, given: GivenParty) -> Party:
    """A party as the engine and the screener need it. Words in brackets are remarks, not name."""
    remarks = " ; ".join([*(_REMARK.findall(given.name)), given.note])
    name = squeeze(_REMARK.sub(" ", given.name)) or given.name
    code, several = countries_of(given.country)
    if code is None and not several and not given.country:
        code, several = countries_of(given.name if len(given.name) <= _LONGEST_NAME else "")
    claims = claims_in(vocabulary, f"{given.name} ; {remarks} ; {given.country}")
    imo = _IMO.search(f"{given.name} {remarks}")
    identifiers = dict(given.identifiers)
    if imo:
        identifiers.setdefault("imoNumber", (imo.group(1),))
    born = _BORN.search(f"{given.name} {remarks}")
    if given.role == "vessel" and not given.country:
        code = countries_of(given.flag)[0] if given.flag else code
    return Party(
        name=name,
        role=given.role,
        country=code,
        countries=several,
        owned_by=given.owned_by + owners_in(vocabulary, f"{given.name} ; {given.note}"),
        schema=given.schema or _schema_of(vocabulary, given.name) or None,
        stated_designated=claims.get("designated", given.designated),
        not_the_listed_one=claims.get("namesake", False),
        identifiers=identifiers,
        birth_date=given.birth_date or (born.group(1) if born else None),
    )


def countries_of(text: str) -> tuple[str | None, tuple[str, ...]]:
    """A country's code, or the several it may be: "Korea" is either, "China or Russia" both."""
    text = squeeze(text)
    if not text:
        return None, ()
    bare = fold(text).strip(" .?")
    if bare in load_vocabulary().grammar["korea"] or _either_korea(text):
        return None, ("kp", "kr")
    code = gazetteer().country_code(text)
    if code is not None and not _OPEN.search(text):
        return code, ()
    found = [f.value.country for f in gazetteer().find(text, tokenise(text)) if f.value.country]
    several = tuple(dict.fromkeys(c for c in found if c))
    if len(several) > 1:
        return None, several
    return (code, ()) if code is not None else (several[0] if several else None, ())


def _either_korea(text: str) -> bool:
    """ "North or South Korea, not stated"."""
    return any(h.value[0] == "either-korea" for h in load_vocabulary().trade_words(text, tokenise(text)))


def claims_in(vocabulary: Vocabulary, text: str) -> dict[str, bool]:
    """What words claim of a party: `designated` true or false, `namesake`."""
    out: dict[str, bool] = {}
    for hit in vocabulary.terms(text, tokenise(text)):
        if hit.fact == "said.designated":
            # "Not designated" holds "designated": what says no is the longer label, and wins.
            out["designated"] = out.get("designated", True) and hit.term == "true"
        elif hit.fact == "said.namesake":
            out["namesake"] = True
    return out


def owners_in(vocabulary: Vocabulary, text: str) -> tuple[str, ...]:
    """The words after "owned by" and its like, up to the next comma."""
    tokens = tokenise(text)
    out = []
    for hit in vocabulary.trade_words(text, tokens):
        if hit.value[0] == "owned-by":
            rest = re.split(r"[,;.()،؛]", text[hit.end :], maxsplit=1)[0]
            words = squeeze(re.split(r"\b(?:which|who|that|and)\b", rest, maxsplit=1)[0])
            if words:
                out.append(words.removeprefix("the ").removeprefix("a "))
    return tuple(dict.fromkeys(out))


def _schema_of(vocabulary: Vocabulary, name: str) -> str:
    """Person or Vessel where the first words of the name say so ("MV …", «سفينة …», "Mr …")."""
    tokens = tokenise(name)
    for hit in vocabulary.trade_words(name, tokens):
        if hit.value[0] == "party-kinds" and hit.first == 0 and hit.last < len(tokens):
            return hit.value[1]
    return ""


def with_claims(parties: Sequence[Party], hits: Sequence[TermHit], text: str) -> tuple[Party, ...]:
    """Give what the deal's words claim of "the ship", "the company" to a party; "no designated party" to all."""
    said = [h for h in hits if h.fact == "said.designated"]
    namesake = any(h.fact == "said.namesake" for h in hits)
    if not said and not namesake:
        return tuple(parties)
    positive = [h for h in said if h.term == "true"]
    out = list(parties)
    if namesake:
        out = [replace(p, not_the_listed_one=True) if _named_near(p, text) else p for p in out]
        return tuple(out)
    if positive:
        named = [i for i, p in enumerate(out) if p.name and p.name.casefold() in text.casefold()]
        if named:
            place = {i: text.casefold().find(out[i].name.casefold()) for i in named}
            others: list[TermHit] = []
            for hit in positive:
                if _of_another(hit, text, [(place[i], place[i] + len(out[i].name)) for i in named]):
                    others.append(hit)
                    continue
                near = min(named, key=lambda i: abs(place[i] - hit.start))
                targets = named if _of_all(text, hit) else [near]
                for index in targets:
                    out[index] = replace(out[index], stated_designated=True)
            out += [_nameless(hit, text) for hit in others[:1]]
        else:
            out.append(_nameless(positive[0], text))
        return tuple(out)
    return tuple(p if p.stated_designated else replace(p, stated_designated=False) for p in out)


def _named_near(party: Party, text: str) -> bool:
    return not party.name or party.name.casefold() in text.casefold() or party.role == "person" or len(text) < 200


def _of_another(hit: TermHit, text: str, names: Sequence[tuple[int, int]]) -> bool:
    """ "UNICEF pays a listed bank": "a listed …" is somebody else than who is named, unless the two stand together."""
    article = text[max(0, hit.start - 3) : hit.start].casefold()
    if not (article.endswith((" a ", "an ")) or text[hit.start : hit.start + 2].casefold() == "a "):
        return False
    return not any(
        (0 <= hit.start - end <= _TOUCHING and not re.search(r"\w{4}", text[end : hit.start]))
        or 0 <= start - hit.end <= 2 * _TOUCHING
        for start, end in names
    )


def _of_all(text: str, hit: TermHit) -> bool:
    """ "Both UN-listed": the claim is about all who are named."""
    words = {t.folded for t in tokenise(text, max(0, hit.start - 12), hit.end)}
    return bool(words & {fold(w) for w in load_vocabulary().grammar["of-all"]})


def _nameless(hit: TermHit, text: str) -> Party:
    """A listed party the words do not name: known by the words about it."""
    around = [t.folded for t in tokenise(text, max(0, hit.start - 30), min(len(text), hit.end + 30))]
    kinds = load_vocabulary().grammar["kinds"]
    bare = [w.removeprefix("و").removeprefix("ال") for w in around]
    kind = next(
        (k for k in ("vessel", "person") if any(w.startswith(tuple(kinds[k])) for w in (*around, *bare))), "other"
    )
    return Party(
        name=squeeze(text[hit.start : hit.end + 40].split(",")[0]),
        role=kind,
        schema={"vessel": "Vessel", "person": "Person"}.get(kind),
        stated_designated=True,
    )


def armies_in(vocabulary: Vocabulary, text: str, country: str | None = None) -> tuple[str, ...]:
    """End users among armed forces: `target-military` or `foreign-military`, by the country the words beside them tell.

    `country` is that of the party whose name the text is; without one, a force of no named country is left out.
    """
    tokens = tokenise(text)
    words = vocabulary.trade_words(text, tokens)
    gangs = {i for h in words if h.value[0] == "civil-brigades" for i in range(h.first, h.last)}
    forces = [h for h in words if h.value[0] == "armies" and h.first not in gangs]
    if not forces:
        return ()
    named = [f for f in gazetteer().find(text, tokens) if f.value.country and not f.value.ambiguous]
    out = []
    for force in forces:
        near = [f for f in named if -1 <= force.first - f.last <= 1 or -1 <= f.first - force.last <= 2]
        if is_arabic(tokens[force.first].folded):
            near.sort(key=lambda f: f.first < force.first)  # an Arabic nationality follows its noun
        code = next((f.value.country for f in near), country)
        if code is not None:
            out.append("target-military" if code == TARGET else "foreign-military")
    return tuple(dict.fromkeys(out))
