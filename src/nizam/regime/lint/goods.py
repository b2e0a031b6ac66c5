"""Goods lists: codes that exist in the edition the list speaks, a basis, labels in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from nizam.model.law import GoodsList, Regime
from nizam.regime.hs import CURRENT, edition_of, hs_codes, successors
from nizam.regime.lint.problem import WARNING, Places, Problem


def _codes(regime: Regime, places: Places) -> Iterator[Problem]:
    for entry in regime.goods.values():
        for field, codes in (("hs", entry.hs), ("but", entry.but)):
            for code in codes:
                message = _code(code, entry)
                if message:
                    yield Problem(places.of(f"goods {entry.id}", field), message)
        for code in entry.but:
            if entry.hs and not any(code.startswith(known) for known in entry.hs):
                yield Problem(
                    places.of(f"goods {entry.id}", "but"),
                    f"{entry.id} takes out {code}, which none of its codes holds; take it out of `but`.",
                )
        for code in entry.hs:
            wider = next((other for other in entry.hs if other != code and code.startswith(other)), "")
            if wider:
                yield Problem(
                    places.of(f"goods {entry.id}", "hs"),
                    f"{entry.id} has {code} and {wider}, which holds it already; keep the wider one.",
                    WARNING,
                )


def _code(code: str, entry: GoodsList) -> str:
    """What is wrong with a code of a list, with the edition that has it."""
    if not (code.isascii() and code.isdigit()) or len(code) > 6:
        return f"{entry.id} has the HS code {code!r}; write 2, 4 or 6 digits in quotes, without dots."
    edition = edition_of(code)
    if edition == CURRENT or (edition and edition <= entry.edition and entry.edition != CURRENT):
        return ""
    if edition:
        newer = ", ".join(successors(code))
        return (
            f"{entry.id} has the HS code {code}, which is of the edition of {edition}; in that of {CURRENT} its goods "
            f'stand under {newer}. Write those, or say `edition: "{edition}"`.'
        )
    hint = "; a zero in front was lost" if f"0{code}" in hs_codes() else ""
    return f"{entry.id} has the HS code {code}, which is not in the nomenclature (edition of {CURRENT}){hint}."


def _labels(regime: Regime, places: Places) -> Iterator[Problem]:
    for entry in regime.goods.values():
        for lang in ("en", "ar"):
            if not entry.labels.get(lang):
                yield Problem(
                    places.of(f"goods {entry.id}", "labels"), f"{entry.id} has no label in {lang}; add one to `labels`."
                )
        if entry.basis == "committee-list" and not entry.documents:
            yield Problem(
                places.of(f"goods {entry.id}", "basis"),
                f"{entry.id} is said to be a list of the Committee; name it under `documents`.",
            )


CHECKS = (_codes, _labels)
