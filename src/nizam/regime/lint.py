"""What keeps a pack honest, beyond its format: every mistake named with its file, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from nizam.errors import PackError
from nizam.model.law import Condition, Provision, Regime
from nizam.regime.goods import expanded
from nizam.regime.load import load_pack
from nizam.regime.terms import VOCABULARY, fact_kinds
from nizam.regime.timeline import ENDING


def lint(folder: Path) -> list[str]:
    """Problems of a pack, a sentence each; an unreadable pack is one problem."""
    try:
        regime = load_pack(folder)
    except PackError as error:
        return [str(error)]
    except FileNotFoundError as error:
        return [
            f"{folder.name}: {Path(error.filename).name} is missing; a pack has regime.yml, goods.yml and votes.yml."
        ]
    return [problem for check in _CHECKS for problem in check(regime)]


def _paragraphs(regime: Regime) -> Iterator[str]:
    """What is encoded must be listed as encoded, and what is listed must be there."""
    for instrument in regime.instruments:
        listed = set(instrument.encoded)
        own = [p for p in regime.provisions if p.instrument == instrument.id]
        there = {p.paragraph for p in own}
        for p in regime.provisions:
            for e in p.exceptions:
                if e.citation.startswith(f"UNSCR {instrument.number} "):
                    there.add(e.paragraph.rpartition("/")[2])
        there |= {e.paragraph for e in regime.exemptions if f"/{instrument.number}/" in e.provision}
        for provision in own:
            if provision.paragraph not in listed:
                yield f"{provision.where}: paragraph {provision.paragraph} is encoded but not listed under `encoded`."
        for paragraph in sorted(listed - there):
            yield f"{instrument.id}: paragraph {paragraph} is listed as encoded, but nothing in the pack cites it."
        for paragraph in sorted(listed & set(instrument.not_encoded)):
            yield f"{instrument.id}: paragraph {paragraph} is listed both as encoded and as not encoded."


def _cycles(regime: Regime) -> Iterator[str]:
    """No provision ends itself, directly or in a round."""
    after = {p.id: [r.target for r in p.relations if r.kind in ENDING] for p in regime.provisions}
    for start in after:
        seen, todo = set(), list(after[start])
        while todo:
            current = todo.pop()
            if current == start:
                yield f"{start}: its relations lead back to itself; take one of them out."
                break
            if current not in seen:
                seen.add(current)
                todo.extend(after.get(current, ()))


def _goods(regime: Regime) -> Iterator[str]:
    """Codes exist in the nomenclature; every list says in both languages what it is."""
    known = hs_codes()
    for entry in regime.goods.values():
        for code in (*entry.hs, *entry.but):
            if code not in known:
                yield f"goods.yml: {entry.id} has the HS code {code}, which is not in the nomenclature."
        for lang in ("en", "ar"):
            if not entry.labels.get(lang):
                yield f"goods.yml: {entry.id} has no label in {lang}."


def _marks(regime: Regime) -> Iterator[str]:
    """Rule and paragraph number carry a mark each, and both languages say what the rule is."""
    for provision in regime.provisions:
        for key in ("rule", "paragraph"):
            if key not in provision.confidence:
                yield f"{provision.where}: {provision.id} has no confidence mark for its {key}."
        for lang in ("en", "ar"):
            if not provision.says.get(lang) or not provision.title.get(lang):
                yield f"{provision.where}: {provision.id} has no title or no sentence in {lang}."
        if provision.reading and provision.reading not in regime.readings:
            yield f"{provision.where}: {provision.id} names the reading {provision.reading!r}, not in regime.yml."
        for target in provision.explains:
            if target not in {p.id for p in regime.provisions}:
                yield f"{provision.where}: {provision.id} explains {target}, which is not in the pack."


def _overlaps(regime: Regime) -> Iterator[str]:
    """Two provisions of one day over the same activity, flow and goods say how they stand to each other."""
    bans = [p for p in regime.provisions if p.binding != "clarifies" and (p.until is None or p.until >= p.start)]
    related = {frozenset((p.id, r.target.partition("#")[0])) for p in bans for r in p.relations}
    for first, second in combinations(bans, 2):
        if frozenset((first.id, second.id)) in related or first.measure != second.measure:
            continue
        if (first.until and first.until < second.start) or (second.until and second.until < first.start):
            continue
        if _signature(first, regime) & _signature(second, regime) and _same_rest(first, second):
            yield (
                f"{first.where} {first.id} and {second.where} {second.id} cover the same activity, flow and goods on "
                "the same days; say how they relate (replaces, tightens, alongside)."
            )


def _signature(provision: Provision, regime: Regime) -> set[tuple[str, str, str]]:
    def values(fact: str) -> set[str]:
        named = [c for c in provision.applies_to if c.fact == fact and c.op == "in"]
        return set().union(*(c.values for c in named)) if named else {"*"}

    kinds = fact_kinds()["activity"]
    activities = {a for value in values("activity") for a in (kinds.widened((value,)) if value != "*" else {"*"})}
    goods = {g for value in values("goods.list") for g in (expanded(regime.goods, value) if value != "*" else {"*"})}
    return {(a, f, g) for a in activities for f in values("flow") for g in goods}


def _same_rest(first: Provision, second: Provision) -> bool:
    """Whether nothing but activity, flow and goods tells two provisions apart."""

    def rest(provision: Provision) -> set[Condition]:
        return {c for c in provision.applies_to if c.fact not in ("activity", "flow", "goods.list")}

    return rest(first) == rest(second) and not first.any_of and not second.any_of


@lru_cache(maxsize=1)
def hs_codes() -> frozenset[str]:
    """Every code of the Harmonized System with 2, 4 or 6 digits, edition 2022."""
    lines = (VOCABULARY / "hs-codes.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


_CHECKS = (_paragraphs, _cycles, _goods, _marks, _overlaps)
