"""The parties of a deal: countries looked up, remarks taken off names, claims about listing given to whom they concern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nizam.model.deal import Party
from nizam.reader.deal_fields import GivenParty
from nizam.reader.vocabulary import TermHit, Vocabulary
from nizam.text.gazetteer import gazetteer
from nizam.text.normalise import fold, squeeze
from nizam.text.tokens import tokenise

_REMARK = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_IMO = re.compile(r"\bIMO\D{0,4}(\d{7})\b", re.IGNORECASE)
_BORN = re.compile(
    r"(?:born|b\.|DOB|date of birth|مواليد|род\.|дата рождения)\D{0,12}(\d{4}(?:-\d\d-\d\d)?|\d{1,2} \w+ \d{4})"
)
_OPEN = re.compile(r"\b(?:or|either|unclear|unknown|unspecified|maybe|possibly)\b|/|أو|или|\?", re.IGNORECASE)
_KOREA = frozenset(("korea", "korean", "كوريا", "كوري", "корея", "кореи", "кореец"))
_LOOSE = 60


def party_of(vocabulary: Vocabulary, given: GivenParty) -> Party:
    """A party as the engine and the screener need it. Words in brackets are remarks, not name."""
    remarks = " ; ".join([*(_REMARK.findall(given.name)), given.note])
    name = squeeze(_REMARK.sub(" ", given.name)) or given.name
    if given.role == "person":
        # «Jo (Cho) Chun Ryong»: a bracket inside a person's name is another spelling of the part before it.
        name, remarks = _spelling(given.name, remarks)
    code, several = countries_of(given.country)
    if code is None and not several and not given.country:
        code, several = countries_of(_LOOSE_NAME(given.name))
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
        owned_by=given.owned_by + owners_in(vocabulary, given.name),
        schema=given.schema or _schema_of(vocabulary, given.name) or None,
        stated_designated=claims.get("designated", given.designated),
        not_the_listed_one=claims.get("namesake", False),
        identifiers=identifiers,
        birth_date=given.birth_date or (born.group(1) if born else None),
    )


def _LOOSE_NAME(name: str) -> str:
    """A country is read from a party's name only where the name is short enough to be one."""
    return name if len(name) <= _LOOSE else ""


def _spelling(name: str, remarks: str) -> tuple[str, str]:
    """Take remarks off a person's name, and keep another spelling as such."""
    inner = _REMARK.findall(name)
    plain = squeeze(_REMARK.sub(" ", name))
    return plain, remarks if inner else remarks


def countries_of(text: str) -> tuple[str | None, tuple[str, ...]]:
    """A country's code, or the several it may be: "Korea" is either, "China or Russia" both."""
    text = squeeze(text)
    if not text:
        return None, ()
    bare = fold(text).strip(" .?")
    if bare in _KOREA:
        return None, ("kp", "kr")
    code = gazetteer().country_code(text)
    if code is not None and not _OPEN.search(text):
        return code, ()
    found = [f.value.country for f in gazetteer().find(text, tokenise(text)) if f.value.country]
    several = tuple(dict.fromkeys(c for c in found if c))
    if len(several) > 1:
        return None, several
    return (code, ()) if code is not None else (several[0] if several else None, ())


def claims_in(vocabulary: Vocabulary, text: str) -> dict[str, bool]:
    """What words claim of a party: `designated` true or false, `namesake`."""
    out: dict[str, bool] = {}
    for hit in vocabulary.terms(text, tokenise(text)):
        if hit.fact == "said.designated":
            # "Not designated" holds "designated": what says no is the longer label, and wins.
            out["designated"] = (
                (hit.term == "true") if "designated" not in out else out["designated"] and hit.term == "true"
            )
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
            for hit in positive:
                near = min(named, key=lambda i: abs(place[i] - hit.start))
                targets = named if _of_all(text, hit) else [near]
                for index in targets:
                    out[index] = replace(out[index], stated_designated=True)
        else:
            out.append(_nameless(positive[0], text))
        return tuple(out)
    return tuple(p if p.stated_designated else replace(p, stated_designated=False) for p in out)


def _named_near(party: Party, text: str) -> bool:
    return not party.name or party.name.casefold() in text.casefold() or party.role == "person" or len(text) < 200


def _of_all(text: str, hit: TermHit) -> bool:
    return bool(
        re.search(r"\b(?:both|all)\b|المدرجان|المدرجين|المدرجون|оба|все\b", text[max(0, hit.start - 12) : hit.end])
    )


def _nameless(hit: TermHit, text: str) -> Party:
    """A listed party the words do not name: known by the words about it."""
    words = squeeze(text[hit.start : hit.end + 40].split(",")[0])
    ship = re.search(
        r"ship|vessel|tanker|freighter|سفين|ناقل|судн|танкер",
        text[hit.start - 30 if hit.start > 30 else 0 : hit.end + 30],
    )
    person = re.search(
        r"person|man|woman|official|individual|minister|general|director|شخص|مسؤول|لиц|чиновник",
        text[hit.start : hit.end + 30],
    )
    kind = "vessel" if ship else "person" if person else "other"
    return Party(
        name=words,
        role=kind,
        schema={"vessel": "Vessel", "person": "Person"}.get(kind),
        stated_designated=True,
    )
