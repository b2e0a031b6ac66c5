"""Gives past answers again, in a process of its own: `python -m nizam.replay.worker`, requests in, answers out, a JSON
line each. Which packs and lists it answers by, its environment says; nothing it answers is recorded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from nizam import casework, goodguys, screened
from nizam.errors import NizamError
from nizam.model.proposal import Proposals
from nizam.model.text import Document, Reading
from nizam.record import replace
from nizam.recorded import content


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """`{"outcome", "result", "steps" …}` for a record's kind, input and settings, or `{"error"}`."""
    try:
        return _KINDS[request["kind"]](request)
    except NizamError as problem:
        return {"error": str(problem)}
    except Exception as problem:  # one record in an older shape must not cost the others their answers
        return {"error": f"the record cannot be answered again: {type(problem).__name__}: {problem}"}


def _check(request: Mapping[str, Any]) -> dict[str, Any]:
    asked = request["input"]
    casework.BALANCES.set(request.get("outside") or {})
    verdict = casework.check(asked["deal"], as_of=_day(asked.get("as_of")), today=_day(request["today"]))
    result, trace = content.verdict_result(verdict), content.verdict_trace(verdict)
    return {"outcome": verdict.outcome.word, "result": result, **trace}


def _read(request: Mapping[str, Any]) -> dict[str, Any]:
    asked = request["input"]
    document = msgspec.convert(asked["document"], Document)
    casework.BALANCES.set(request.get("outside") or {})
    model = _proposed(asked) if "proposals" in asked else None
    case = casework.read(document, as_of=_day(asked.get("as_of")), today=_day(request["today"]), model=model)
    answers = [(one.item, one.verdict) for one in case.answers]
    return {
        "outcome": content.article_outcome(answers),
        "result": content.article_result(case.reading, answers),
        "items": {item: content.verdict_trace(verdict) for item, verdict in answers},
    }


def _proposed(asked: Mapping[str, Any]) -> Callable[[Reading], Proposals]:
    """What a model proposed then, and was taken in: it is not asked again."""
    held = msgspec.convert(asked["proposals"], Proposals)
    return lambda _: replace(held, given=held.taken, rejected={})


def _screen(request: Mapping[str, Any]) -> dict[str, Any]:
    asked, chosen = dict(request["input"]), request["settings"]
    if "filters" in chosen:
        return {"error": "it was asked with filters of the service; those are not asked again."}
    screener = _screener(chosen["dataset"])
    how = {"as_of": _day(request["as_of"]), "limit": chosen["limit"], "threshold": chosen["threshold"]}
    scope = tuple(chosen.get("scope", ()))
    today = _day(request["today"])
    if "names" in asked:
        from nizam.screenfile.query import Query
        from nizam.screenfile.run import Options, ask

        query = Query(**{**asked, "scope": tuple(asked.get("scope", ()))})
        sifted = ask(query, screener, Options(scope=scope, **how), today=today)
    else:
        sifted = goodguys.ask(screener, asked.pop("name"), scope=scope, today=today, **asked, **how)
    dismissed = [(match.entity.id, made.id) for match, made in sifted.dismissed]
    return {
        "outcome": content.matches_outcome(sifted.matches),
        "result": content.matches_result(sifted.matches, dismissed),
        **content.matches_trace(sifted.matches),
    }


@lru_cache(maxsize=2)
def _screener(dataset: str) -> Any:
    return screened.screener_of(dataset)


_KINDS = {"check": _check, "read": _read, "screen": _screen}


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None


def main() -> None:
    """Answer every line of standard input."""
    encode, decode = msgspec.json.Encoder(enc_hook=str).encode, msgspec.json.decode
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        out.write(encode(answer(decode(line))) + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
