"""What an answer does not rest on: it says so itself."""

from __future__ import annotations

from nizam.engine.compiled import Compiled, Sifted
from nizam.model.deal import Deal
from nizam.model.law import GoodsList, Text
from nizam.regime.terms import fact_kinds

_UNNAMED: Text = {"en": "Parties without a name were not screened.", "ar": "لم تُفحص الأطراف غير المسماة."}


def not_checked(deal: Deal, law: Compiled, sifted: list[Sifted]) -> tuple[Text, ...]:
    """Facts nobody stated, open lists, unnamed parties, and what is not encoded."""
    out: list[Text] = []
    silent: dict[str, tuple[str, ...]] = {}
    for left in sifted:
        for fact, why in left.silent_facts().items():
            silent[fact] = tuple(dict.fromkeys((*silent[fact], *why))) if fact in silent else why
    for fact, why in silent.items():
        out.append(_silent(fact, why))
    if not deal.parties or any(not p.name for p in deal.parties):
        out.append(_UNNAMED)
    if deal.goods:
        out.extend(_open_lists(law))
    out.extend(law.regime.not_encoded)
    return tuple(out)


_SAID: dict[tuple[str, tuple[str, ...]], Text] = {}


def _silent(fact: str, why: tuple[str, ...]) -> Text:
    found = _SAID.get((fact, why))
    if found is None:
        paragraphs = ", ".join(sorted({w.split("/", 1)[1] for w in why})[:4])
        found = {lang: f"{question} ({paragraphs})" for lang, question in fact_kinds()[fact].ask.items()}
        if len(_SAID) < 10_000:
            _SAID[fact, why] = found
    return found


def _open_lists(law: Compiled) -> tuple[Text, ...]:
    if law.open_lists is None:
        law.open_lists = tuple(_open(entry) for entry in law.regime.goods.values() if entry.open)
    return law.open_lists


def _open(entry: GoodsList) -> Text:
    label = {lang: labels[0] for lang, labels in entry.labels.items() if labels}
    return {
        "en": f"The list “{label.get('en', entry.id)}” is open: a miss is not a clearance; States keep their own.",
        "ar": f"قائمة «{label.get('ar', entry.id)}» مفتوحة: عدم الورود فيها ليس إجازة، ولكل دولة قائمتها.",
    }
