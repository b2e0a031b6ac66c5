"""The law: how it grew, what it holds on a day, what changed between two days, and each paragraph with its cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nizam.errors import BadRequest
from nizam.model.law import Condition, Provision, Regime
from nizam.regime.load import load_regime, regimes
from nizam.report.labels import Labels, labels
from nizam.report.words import say
from nizam.text.normalise import fold
from nizam.web.page import Asked, lang_of, page, page_at, word


@page_at("/regime")
def regime(request: Asked) -> Response[str]:
    """A regime whole."""
    asked, lang = request.query_params, lang_of(request)
    name = asked.get("regime", "un-dprk")
    if name not in regimes():
        raise NotFoundException
    law = load_regime(name)
    errors: list[str] = []
    on = _day(asked.get("as_of", ""), lang, errors)
    first, last = _day(asked.get("from", ""), lang, errors), _day(asked.get("to", ""), lang, errors)
    words = asked.get("q", "").strip()[:200]
    rows = [p for p in law.provisions if _in_force(p, on) and _holds(p, words)]
    counts: dict[str, int] = {}
    for p in law.provisions:
        counts[p.instrument] = counts.get(p.instrument, 0) + 1
    return page(
        request, "regime",
        law=law, laws=sorted(map(load_regime, regimes()), key=lambda one: not one.id.startswith("un-")),
        rows=rows, counts=counts, narrowed=bool(words or on),
        say=lambda text: say(text, lang),
        as_of=on, asked=words, first=first, last=last, errors=errors,
        difference=_difference(law, first, last, errors) if first and last else None,
    )  # fmt: skip


@page_at("/regime/{name:str}/{rest:path}")
def provision(request: Asked, name: FromPath[str], rest: FromPath[str]) -> Response[str]:
    """One paragraph."""
    if name not in regimes():
        raise NotFoundException
    law, lang = load_regime(name), lang_of(request)
    one = next((p for p in law.provisions if p.id == f"{name}/{rest.strip('/')}"), None)
    if one is None:
        raise NotFoundException(detail="There is no such paragraph among those that are encoded.")
    words = labels(lang)
    known = {p.id: p for p in law.provisions}
    instrument = next((i for i in law.instruments if i.id == one.instrument), None)
    return page(
        request, "provision",
        law=law, p=one, instrument=instrument, say=lambda text: say(text, lang),
        conditions=[_told(c, words) for c in one.applies_to],
        either=[[_told(c, words) for c in option] for option in one.any_of],
        exceptions=[(e, [_told(c, words) for c in e.when], _decider(e.decided_by, law, words)) for e in one.exceptions],
        relations=[(r.kind, known.get(r.target), r.target) for r in one.relations],
        later=[p for p in law.provisions if any(r.target == one.id for r in p.relations)],
        reading=law.readings.get(one.reading) if one.reading else None,
        cases=_cases(law, one),
    )  # fmt: skip


def _decider(who: str, law: Regime, words: Labels) -> str:
    return words.text(law.deciders[who]) if who in law.deciders else words.decider(who)


def _told(c: Condition, words: Labels) -> tuple[str, str]:
    """A condition in words: what is asked, and what must hold."""
    fact, wanted = words.condition(f"{c.fact} is {'' if c.op == 'in' else f'{c.op} '}{' or '.join(c.values)}")
    return fact, wanted


def _cases(law: Regime, p: Provision) -> list[tuple[str, Any, tuple[str, ...]]]:
    """The cases that a paragraph must decide: name, day, outcomes."""
    from nizam.engine.cases import load_cases
    from nizam.regime.load import PACKS

    folder = PACKS / law.id.replace("-", "_")
    return [(one.name, one.as_of, one.expected) for one in load_cases(folder) if p.id in one.named("by")]


def _in_force(p: Provision, on: date | None) -> bool:
    return on is None or (p.start <= on and (p.until is None or on <= p.until))


def _holds(p: Provision, words: str) -> bool:
    if not words:
        return True
    whole = fold(" ".join((p.id, p.citation, p.measure, *p.title.values(), *p.says.values())))
    return all(one in whole for one in fold(words).split())


def _day(given: str, lang: str, errors: list[str]) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        errors.append(word("regime.bad_day", lang, given=given[:20]))
        return None


def _difference(law: Regime, first: date, last: date, errors: list[str]) -> Mapping[str, Any] | None:
    import json

    from nizam.report.lawdiff import difference

    try:
        found: Mapping[str, Any] = json.loads(difference(first, last, True, "en", regime=law.id))
    except BadRequest as error:
        errors.append(str(error))
        return None
    return found


ROUTES = (*regime, *provision)
