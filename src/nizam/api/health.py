"""Whether the service lives, and whether it can answer."""

from __future__ import annotations

from litestar import Response, get

from nizam.api.replies import reply


@get("/healthz", tags=["service"], sync_to_thread=False)
def alive() -> Response[bytes]:
    """The process answers."""
    return reply({"status": "ok"})


@get("/readyz", tags=["service"], sync_to_thread=True)
def ready() -> Response[bytes]:
    """There is an index to ask and a law to judge by."""
    from nizam import lists, screened
    from nizam.regime.load import load_regime

    load_regime()
    screened.screener_of(lists.DEFAULT)
    return reply({"status": "ok"})
