"""The lists at hand: where each is from, how old it is, what its last version changed; and one entry of them."""

from __future__ import annotations

from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nizam.errors import NizamError
from nizam.web.page import Asked, page, page_at

_SHOWN = 100


@page_at("/lists")
def every(request: Asked) -> Response[str]:
    """All of them."""
    from nizam.lists import show
    from nizam.sources.addresses import addresses

    found = show.rows()
    here = {row["name"] for row in found}
    absent = [(name, one) for name, one in addresses().items() if name not in here and not one.optional]
    return page(request, "lists", rows=found, absent=absent)


@page_at("/lists/{name:str}")
def one(request: Asked, name: FromPath[str]) -> Response[str]:
    """One list, with what changed."""
    from nizam import lists
    from nizam.lists import show
    from nizam.lists.diff import diff

    if name not in lists.names():
        raise NotFoundException
    found = show.details(name)
    changes = None
    if len(found["versions"]) > 1:
        try:
            changes = show.diff_json(diff(name))
        except NizamError:
            changes = None
    return page(request, "list", row=found, changes=changes, shown=_SHOWN)


@page_at("/lists/entry/{key:path}")
def entry(request: Asked, key: FromPath[str]) -> Response[str]:
    """One listed party."""
    from nizam import athand

    found = athand.entry(key.strip("/"))
    if found is None:
        raise NotFoundException(detail="No list at hand has this entry.")
    return page(request, "entry", e=found)


ROUTES = (*every, *one, *entry)
