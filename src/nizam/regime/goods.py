"""Is this thing on that list? By code where the deal has one, by nature where its words tell, else not known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from nizam.model.deal import Goods, Tri
from nizam.model.law import GoodsList
from nizam.regime.hs import CURRENT, known_part, predecessors, successors


def expanded(lists: Mapping[str, GoodsList], list_id: str) -> frozenset[str]:
    """A list's id with the ids of every list it includes."""
    out: set[str] = set()
    todo = [list_id]
    while todo:
        current = todo.pop()
        if current not in out:
            out.add(current)
            todo.extend(lists[current].includes if current in lists else ())
    return frozenset(out)


def on_list(goods: Goods, list_id: str, lists: Mapping[str, GoodsList]) -> tuple[Tri, str]:
    """Whether a line of goods is on a named list, and what said so.

    A code inside the list's codes, or a thing that is on it by nature, is YES. A code wider than the list's, or words
    that leave it open, is UNKNOWN. A code elsewhere is NO, except where the words name the list outright.
    """
    members = expanded(lists, list_id)
    named = goods.lists & members
    if named:
        return (
            Tri.YES,
            f"{goods.description or ', '.join(sorted(named))} is {', '.join(sorted(named))} by nature",
        )
    best, said = Tri.NO, ""
    for member in sorted(members):  # in one order, so that the same deal is told the same way in every run
        entry = lists.get(member)
        if entry is None or not entry.hs:
            continue
        for code in goods.hs:
            answer = code_in(code, entry.hs, entry.but, entry.edition)
            if answer is Tri.YES:
                how = "HS" if goods.hs_given else "HS (by its words)"
                return Tri.YES, f"{how} {_dated(code)} is within {_short(entry.hs)}"
            if answer is Tri.UNKNOWN:
                best, said = Tri.UNKNOWN, _in_part(code, entry)
        perhaps = [code_in(code, entry.hs, entry.but, entry.edition) for code in goods.maybe_hs]
        if perhaps and all(found is Tri.YES for found in perhaps):
            return Tri.YES, f"«{goods.description}» falls under HS {_short(entry.hs)} whichever it is"
        if any(found is not Tri.NO for found in perhaps):
            best, said = Tri.UNKNOWN, f"«{goods.description}» may fall under HS {_short(entry.hs)}"
    if best is Tri.NO and goods.maybe_lists & members:
        return Tri.UNKNOWN, f"«{goods.description}» may be {', '.join(sorted(goods.maybe_lists & members))}"
    if best is Tri.NO and not goods.known and not goods.hs and not goods.maybe_hs:
        return Tri.UNKNOWN, f"«{goods.description}» was not recognised"
    if best is Tri.NO and not goods.lists and any(not known_part(code) for code in goods.hs):
        return Tri.UNKNOWN, f"HS {_short(goods.hs)} is in no edition of the nomenclature"
    return best, said


@lru_cache(maxsize=8_192)
def code_in(code: str, codes: tuple[str, ...], but: tuple[str, ...] = (), edition: str = CURRENT) -> Tri:
    """Whether an HS code lies within codes of an edition: YES if one is its prefix, UNKNOWN if it is wider than one.

    A code that the edition of 2022 no longer has counts as those that took over its goods. A code of 2022 against a
    list of an older edition also counts as those its goods came from: where only some are on the list, UNKNOWN. A code
    that no edition has counts as the heading or chapter it names.
    """
    code = known_part(code) or code
    if any(code.startswith(out) for out in but):
        return Tri.NO
    found = _prefixed(code, codes, but)
    if found is not Tri.YES:
        found = _wider(found, [_prefixed(newer, codes, but) for newer in successors(code)])
    if found is Tri.NO and edition != CURRENT:
        found = _wider(found, [_prefixed(older, codes, but) for older in predecessors(code)])
    return found


def _prefixed(code: str, codes: tuple[str, ...], but: tuple[str, ...]) -> Tri:
    if any(code.startswith(out) for out in but):
        return Tri.NO
    if any(code.startswith(known) for known in codes):
        return Tri.YES
    return Tri.UNKNOWN if any(known.startswith(code) for known in codes) else Tri.NO


def _wider(found: Tri, others: list[Tri]) -> Tri:
    """The answer of the codes that stand for it in another edition, where it says more."""
    if others and all(answer is Tri.YES for answer in others):
        return Tri.YES
    return Tri.UNKNOWN if any(answer is not Tri.NO for answer in others) else found


def _dated(code: str) -> str:
    """The code, with where its goods stand now if the edition of 2022 has it no more."""
    newer = successors(code)
    return f"{code} (in HS {CURRENT} {_short(newer)})" if newer else code


def _in_part(code: str, entry: GoodsList) -> str:
    if entry.edition != CURRENT and (older := predecessors(code)):
        return f"HS {code} holds goods that stood under {_short(older)} in the edition of {entry.edition}"
    return f"HS {_dated(code)} is wider than the list's {_short(entry.hs)}"


def _short(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:6]) + (", …" if len(codes) > 6 else "")
