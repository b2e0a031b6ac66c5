"""Gives past answers again, in a process of its own: `python -m nizam.replay.worker`, requests in, answers out, a JSON
line each. Which packs and lists it answers by, its environment says; nothing it answers is recorded.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from nizam import casework, goodguys, screened
from nizam.errors import NizamError
from nizam.model.text import Document
from nizam.recorded import content


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """`{"outcome", "result", "steps" …}` for a record's kind, input and settings, or `{"error"}`."""
    try:
        return _KINDS[request["kind"]](request)
    except NizamError as problem:
        return {"error": str(problem)}
    except (KeyError, TypeError, ValueError) as problem:
        # an input that an older Nizam recorded in another shape
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
    case = casework.read(document, as_of=_day(asked.get("as_of")), today=_day(request["today"]))
    answers = [(one.item, one.verdict) for one in case.answers]
    return {
        "outcome": content.article_outcome(answers),
        "result": content.article_result(case.reading, answers),
        "items": {item: content.verdict_trace(verdict) for item, verdict in answers},
    }


def _screen(request: Mapping[str, Any]) -> dict[str, Any]:
    asked, chosen = dict(request["input"]), request["settings"]
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
