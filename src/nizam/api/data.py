"""The lists at hand, over HTTP."""

from __future__ import annotations

from litestar import Response, get

from nizam.api.replies import reply


@get("/lists", tags=["lists"], sync_to_thread=True)
def every_list() -> Response[bytes]:
    """Every list at hand: source, published date, counts, hash, age in days."""
    from nizam.lists import show

    return reply({"lists": show.rows()})
