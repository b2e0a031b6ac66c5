"""The record of an answer, by the id that the answer came with."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath

from nizam import settings
from nizam.api.replies import reply
from nizam.errors import BadRequest
from nizam.web.decisions import scope_of, visible


@get("/decisions/{given:str}", tags=["decisions"], sync_to_thread=True)
def decision(request: Request[Any, Any, Any], given: FromPath[str]) -> Response[bytes]:
    """A recorded answer with what was asked, what it rests on and its trace; of an id that was recorded more than once,
    the latest. A key sees what it could have asked; by its number (`1042`) a record is for `admin` alone."""
    from nizam import audit

    if settings.audit() == "0":
        raise NotFoundException(detail="Nothing is recorded here: start the service without NIZAM_AUDIT=0.")
    if given.strip().removeprefix("#").isdecimal() and not visible(request, ""):
        raise PermissionDeniedException(detail="By its number a record is for a key with the scope admin; give its id.")
    try:
        found = audit.get(given)
    except BadRequest:
        raise NotFoundException(
            detail="The log has no such decision; its id is the decision_id of an answer given here, while recording."
        ) from None
    if not visible(request, found.kind):
        raise PermissionDeniedException(
            detail=f"The key is not for this record: it needs the scope {scope_of(found.kind)}."
        )
    return reply(found.row())
