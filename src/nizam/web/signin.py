"""A key for a browser's session, where the service asks for keys: kept in a cookie that no script can read and that no
other site's page can send along. Whether the key is good is seen with the first page that it opens."""

from __future__ import annotations

import re
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie

from nizam.web.forms import posted
from nizam.web.page import COOKIE, Asked, form_at, lang_of, page, page_at, to

_KEY = re.compile(r"[A-Za-z0-9_-]{8,200}")
_HOURS = 12


@page_at("/sign-in", tags=("open",))
async def form(request: Asked) -> Response[str]:
    """Where a key is given."""
    asked = request.query_params
    return page(request, "signin", refused="refused" in asked, next_path=_inside(request, asked.get("next", "")))


@form_at("/sign-in", tags=("open",))
async def sign_in(request: Asked) -> Response[Any]:
    """Take the key into the session."""
    given = await posted(request)
    onward = _inside(request, given["next"])
    if not _KEY.fullmatch(given["key"]):
        return page(request, "signin", status=422, refused=True, next_path=onward)
    answer = to(onward)
    answer.set_cookie(
        Cookie(
            COOKIE, path="/", value=given["key"], max_age=_HOURS * 3600, httponly=True, samesite="strict",
            secure=request.url.scheme == "https",
        )
    )  # fmt: skip
    return answer


@form_at("/sign-out", tags=("open",))
async def sign_out(request: Asked) -> Response[Any]:
    """Forget the key."""
    await posted(request)
    answer = to(f"/{lang_of(request)}/sign-in")
    answer.delete_cookie(COOKIE)
    return answer


def _inside(request: Asked, path: str) -> str:
    """A path of these pages, so that nobody is sent elsewhere."""
    lang = lang_of(request)
    return path if re.fullmatch(r"/(en|ar)(/[\w./()-]*)?", path) and "//" not in path else f"/{lang}"


ROUTES = (*form, *sign_in, *sign_out)
