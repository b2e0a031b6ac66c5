"""The law as encoded, over HTTP."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, FromQuery, QueryParameter

from nizam.api.replies import reply
from nizam.regime.load import load_regime, regimes

_Day = Annotated[date | None, QueryParameter(name="from", description="The first day, YYYY-MM-DD.")]
_Last = Annotated[date | None, QueryParameter(name="to", description="The last day.")]


@get("/regime", tags=["law"], sync_to_thread=True)
def every_regime() -> Response[bytes]:
    """The regimes that ship: id, title, first day, pack hash."""
    found = [load_regime(name) for name in regimes()]
    return reply(
        {
            "regimes": [
                {
                    "id": one.id,
                    "title": dict(one.title),
                    "began": str(one.began),
                    "encoded_from": str(one.encoded_from),
                    "provisions": len(one.provisions),
                    "pack": f"sha256:{one.sha256}",
                }
                for one in found
            ]
        }
    )


@get("/regime/{name:str}", tags=["law"], sync_to_thread=True)
def provisions(name: FromPath[str], as_of: FromQuery[date | None] = None) -> Response[bytes]:
    """The provisions of a regime; with `as_of`, those in force on that day."""
    from nizam.report import law

    return reply({"regime": name, "provisions": json.loads(law.listing(as_of, True, "en", name))})


@get("/regime/{name:str}/timeline", tags=["law"], sync_to_thread=True)
def timeline(name: FromPath[str], first: _Day = None, last: _Last = None) -> Response[bytes]:
    """What changed, day by day."""
    from nizam.report.timeline import timeline as told

    return reply(json.loads(told(first, last, True, "en", regime=name)))


@get("/regime/{name:str}/diff", tags=["law"], sync_to_thread=True)
def difference(
    name: FromPath[str],
    first: Annotated[date, QueryParameter(name="from", description="Day A.")],
    last: Annotated[date, QueryParameter(name="to", description="Day B.")],
) -> Response[bytes]:
    """What is in force on day B and was not on day A, what ended, what changed."""
    from nizam.report.lawdiff import difference as told

    return reply(json.loads(told(first, last, True, "en", regime=name)))


@get("/provisions/{which:path}", tags=["law"], sync_to_thread=True)
def provision(which: FromPath[str], as_of: FromQuery[date | None] = None) -> Response[bytes]:
    """One provision, as in `un-dprk/2397/8` or `2397/8`."""
    from nizam.report import law

    return reply(json.loads(law.showing(which.strip("/"), as_of, True, "en")))
