"""From reviewed YAML (every scalar text) to the law model; every mistake is named with file, line and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from nizam.model.law import (
    CITES,
    Condition,
    Duty,
    Exception_,
    GoodsList,
    Instrument,
    Provision,
    Relation,
    Vote,
)
from nizam.regime.allowances import cap
from nizam.regime.hs import EDITIONS
from nizam.regime.terms import fact_kinds
from nizam.regime.values import At, day, fields, one_of, text, texts, words

KINDS = (
    "out_of_scope", "standing", "state_determines", "state_determines_then_notifies", "notify_no_objection",
    "committee_prior_approval", "quota", "wind_down", "emergency", "licence",
)  # fmt: skip
BINDINGS = ("decides", "directs", "calls_upon", "clarifies")
DECIDERS = ("text", "state", "committee", "council", "authority")
RELATIONS = ("replaces", "tightens", "suspends", "ends", "alongside")
MEASURES = (
    "arms-embargo", "asset-freeze", "travel-ban", "import-ban", "export-ban", "services-ban",
    "financial-restrictions", "investment-ban", "labour-ban", "knowledge-restrictions", "transport-restrictions",
    "diplomatic-restrictions", "obligation-of-target", "inspection", "seizure", "clarification", "exemption",
)  # fmt: skip
OUTCOMES = (
    "prohibited",
    "permitted_with_conditions",
    "not_restricted",
    "needs_committee_approval",
    "needs_notification",
)
_OPS = ("not", "before", "until", "from", "in")
_MARKS = ("V", "S", "M")


def condition(fact: str, raw: Any, at: At, lists: Iterable[str] | None = None) -> Condition:
    """One comparison, as in `purpose: livelihood`, `goods.origin: {not: kp}`, `date: {before: "2017-09-11"}`."""
    name = "goods.list" if fact == "goods" else fact
    kind = fact_kinds().get(name)
    if kind is None:
        raise at.fail(f"unknown fact {fact!r}; the facts are listed in regime/vocabulary/terms.yml.")
    op, values = "in", raw
    if isinstance(raw, Mapping):
        if len(raw) != 1 or next(iter(raw)) not in _OPS:
            raise at.fail(f"expected one of {', '.join(_OPS)} with a value; found {dict(raw)!r}.")
        op, values = next(iter(raw.items()))
    found = texts(values, at)
    if name in ("date", "contract.date", "delivery.date"):
        if op not in ("before", "until", "from"):
            raise at.fail(f"{name} is a date: compare it with before, until or from.")
        for value in found:
            day(value, at)
    elif name == "goods.list":
        missing = [value for value in found if lists is not None and value not in lists]
        if missing:
            raise at.fail(f"no goods list {missing[0]!r} in goods.yml.")
    elif kind.terms:
        missing = [value for value in found if value not in kind.terms]
        if missing:
            raise at.fail(f"{missing[0]!r} is not a term of {name}; terms: {', '.join(kind.terms)}.")
    return _shared(Condition(name, op, found))


@cache
def _shared(asked: Condition) -> Condition:
    """One object for equal conditions, so that a deal is tested on each only once."""
    return asked


def conditions(raw: Any, at: At, lists: Iterable[str] | None) -> tuple[Condition, ...]:
    """A mapping (all must hold) or a list of one-fact mappings."""
    if isinstance(raw, Mapping):
        return tuple(condition(fact, value, at / fact, lists) for fact, value in raw.items())
    out: list[Condition] = []
    for index, entry in enumerate(raw or ()):
        if not isinstance(entry, Mapping):
            raise (at / index).fail(f"expected one comparison, as in {{purpose: livelihood}}; found {entry!r}.")
        out.extend(condition(fact, value, at / index / fact, lists) for fact, value in entry.items())
    return tuple(out)


def exception(
    raw: Any, at: At, own: Instrument, known: Mapping[str, Instrument], owner: str, paragraph: str, lists: Iterable[str]
) -> Exception_:
    """One exception; `owner` is the provision it stands in, `own` its instrument, `known` all of the pack by number."""
    fields(
        raw, at, ("id", "kind", "says", "when", "decided_by"),
        ("paragraph", "procedure", "confidence", "as", "in_play", "from", "until", "cap", "lifts", "provision", "note",
         "sources", "applies_to"),
    )  # fmt: skip
    kind = one_of(raw["kind"], at / "kind", KINDS)
    decider = one_of(raw["decided_by"], at / "decided_by", DECIDERS)
    if (kind == "licence") != (decider == "authority"):
        raise (at / "decided_by").fail(
            f"a licence is decided by authority, and nothing else is; found {kind} decided by {decider}."
        )
    where = text(raw.get("paragraph", paragraph), at / "paragraph")
    # An exception written in another instrument names it: "2664/1".
    res, _, para = where.rpartition("/")
    if res and res not in known:
        raise (at / "paragraph").fail(f"no instrument of this pack has the number {res!r}; there are: {_few(known)}.")
    cite = (known[res] if res else own).citation(para)
    marks = confidence(raw.get("confidence", {}), at / "confidence")
    if kind == "quota" and "cap" not in raw:
        raise at.fail("a quota needs a cap with its amounts.")
    return Exception_(
        id=text(raw["id"], at / "id"),
        # To the engine a licence is an approval to be had beforehand, like the Committee's; `decided_by` says whose.
        kind="committee_prior_approval" if kind == "licence" else kind,
        citation=cite,
        paragraph=where,
        says=words(raw["says"], at / "says"),
        when=conditions(raw["when"], at / "when", lists),
        decided_by=decider,
        procedure=dict(raw.get("procedure", {})),
        route=raw.get("as") == "route",
        in_play=one_of(raw.get("in_play", "stated"), at / "in_play", ("stated", "always")),
        start=day(raw["from"], at / "from") if "from" in raw else None,
        until=day(raw["until"], at / "until") if "until" in raw else None,
        cap=cap(raw["cap"], at / "cap") if "cap" in raw else None,
        lifts=texts(raw.get("lifts", ()), at / "lifts"),
        provision=raw.get("provision", owner),
        verified=marks.get("paragraph", "V") != "M",
        note=raw.get("note", "") if isinstance(raw.get("note", ""), str) else "",
    )


def _few(known: Iterable[str]) -> str:
    return ", ".join(sorted(known)) or "none"


def confidence(raw: Any, at: At) -> Mapping[str, str]:
    if not raw:
        return {}
    fields(raw, at, (), ("rule", "paragraph"))
    return {key: one_of(value, at / key, _MARKS) for key, value in raw.items()}


def provision(
    raw: Any, at: At, instrument: Instrument, known: Mapping[str, Instrument], lists: Iterable[str]
) -> Provision:
    """One operative paragraph of an instrument; `known` are all instruments of the pack by number."""
    fields(
        raw, at, ("id", "paragraph", "title", "says", "measure", "binding", "from", "applies_to", "confidence"),
        ("relations", "exceptions", "duties", "outcome", "exhaustive", "on_finding", "explains", "applies_to_any",
         "reading", "sources", "note"),
    )  # fmt: skip
    paragraph = text(raw["paragraph"], at / "paragraph")
    start = day(raw["from"], at / "from")
    if start < instrument.adopted:
        raise (at / "from").fail(f"starts on {start}, before its instrument was adopted on {instrument.adopted}.")
    own = text(raw["id"], at / "id")
    applies = list(conditions(raw["applies_to"], at / "applies_to", lists))
    if "on_finding" in raw:
        applies.append(condition("finding", raw["on_finding"], at / "on_finding"))
    relations: list[Relation] = []
    for index, entry in enumerate(raw.get("relations", ())):
        for kind, target in entry.items():
            one_of(kind, at / "relations" / index, RELATIONS)
            relations.extend(Relation(kind, name) for name in texts(target, at / "relations" / index))
    duties = []
    for index, entry in enumerate(raw.get("duties", ())):
        here = at / "duties" / index
        fields(entry, here, ("do", "by"), ("when",))
        duties.append(
            Duty(
                words(entry["do"], here / "do"),
                day(entry["by"], here / "by"),
                conditions(entry.get("when", ()), here / "when", lists),
            )
        )
    return Provision(
        id=own,
        instrument=instrument.id,
        paragraph=paragraph,
        citation=instrument.citation(paragraph),
        title=words(raw["title"], at / "title"),
        says=words(raw["says"], at / "says"),
        measure=one_of(raw["measure"], at / "measure", MEASURES),
        start=start,
        until=None,
        ended_by="",
        binding=one_of(raw["binding"], at / "binding", BINDINGS),
        outcome=one_of(raw.get("outcome", "prohibited"), at / "outcome", OUTCOMES),
        applies_to=tuple(applies),
        any_of=tuple(
            conditions(entry, at / "applies_to_any" / i, lists) for i, entry in enumerate(raw.get("applies_to_any", ()))
        ),
        exceptions=tuple(
            exception(entry, at / "exceptions" / i, instrument, known, own, paragraph, lists)
            for i, entry in enumerate(raw.get("exceptions", ()))
        ),
        duties=tuple(duties),
        relations=tuple(relations),
        confidence=confidence(raw["confidence"], at / "confidence"),
        sources=texts(raw.get("sources", ()), at / "sources"),
        reading=raw.get("reading", ""),
        exhaustive=raw.get("exhaustive") == "true",
        explains=texts(raw.get("explains", ()), at / "explains"),
        where=str(at.file.name),
    )


def instrument(raw: Any, at: At) -> Instrument:
    fields(
        raw, at, ("id", "number", "adopted", "encoded"),
        ("vote", "url", "did", "confidence", "not_encoded", "issuer", "trigger", "title", "cite",
         "verified"),
    )  # fmt: skip
    adopted = day(raw["adopted"], at / "adopted")
    issuer = text(raw.get("issuer", "un-sc"), at / "issuer")
    return Instrument(
        id=text(raw["id"], at / "id"),
        number=text(raw["number"], at / "number"),
        adopted=adopted,
        vote=raw.get("vote", ""),
        url=raw.get("url", ""),
        did=words(raw["did"], at / "did") if "did" in raw else {},
        encoded=texts(raw["encoded"], at / "encoded"),
        not_encoded=dict(raw.get("not_encoded") or {}),
        confidence=raw.get("confidence", "M"),
        issuer=issuer,
        cite=_cite(raw.get("cite", CITES.get(issuer, "")), issuer, at),
        verified=_verified(raw["verified"], at / "verified") if "verified" in raw else {},
    )


def _verified(raw: Any, at: At) -> Mapping[str, str]:
    """Who held the encoding against which copy of the document, and when."""
    fields(raw, at, ("on", "by", "sha256"))
    day(raw["on"], at / "on")
    return {key: text(value, at / key) for key, value in raw.items()}


def _cite(form: str, issuer: str, at: At) -> str:
    """The form of citing an instrument, with nothing in it that cannot be filled in."""
    if not form:
        raise at.fail(
            f"the documents of {issuer} have no common form of citation; give one as `cite`, as in "
            '"31 CFR 510.{paragraph}".'
        )
    try:
        filled = form.format(number="1", year=2000, paragraph="\0")
    except (KeyError, IndexError, ValueError):
        filled = ""
    if "\0" not in filled:
        raise (at / "cite").fail(f"{form!r} cannot be filled in; use {{number}}, {{year}} and {{paragraph}} in it.")
    return form


def goods_list(name: str, raw: Any, at: At) -> GoodsList:
    fields(
        raw,
        at,
        ("labels", "basis"),
        ("hs", "but", "includes", "open", "documents", "note", "confidence", "reading", "edition"),
    )
    return GoodsList(
        id=name,
        labels={lang: texts(value, at / "labels" / lang) for lang, value in raw["labels"].items()},
        hs=texts(raw.get("hs", ()), at / "hs"),
        but=texts(raw.get("but", ()), at / "but"),
        includes=texts(raw.get("includes", ()), at / "includes"),
        basis=one_of(raw["basis"], at / "basis", ("text", "committee-list", "reading")),
        open=raw.get("open") == "true",
        documents=texts(raw.get("documents", ()), at / "documents"),
        note=raw.get("note", {}) if isinstance(raw.get("note", {}), Mapping) else {"en": raw["note"]},
        edition=one_of(raw.get("edition", EDITIONS[-1]), at / "edition", EDITIONS),
    )


def vote(raw: Any, at: At) -> Vote:
    fields(
        raw, at, ("id", "date", "kind", "says", "effect"),
        ("result", "against", "abstained", "names", "confidence", "sponsor", "sources", "note", "url"),
    )  # fmt: skip
    return Vote(
        id=text(raw["id"], at / "id"),
        date=text(raw["date"], at / "date"),
        result=raw.get("result", ""),
        kind=one_of(raw["kind"], at / "kind", ("adopted", "vetoed", "never_voted", "mandate_lapsed")),
        says=words(raw["says"], at / "says"),
        effect=words(raw["effect"], at / "effect"),
        against=texts(raw.get("against", ()), at / "against"),
        abstained=texts(raw.get("abstained", ()), at / "abstained"),
        names={lang: texts(value, at / "names" / lang) for lang, value in raw.get("names", {}).items()},
        confidence=raw.get("confidence", "M"),
    )
