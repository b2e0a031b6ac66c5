"""Every route of the pages."""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from nizam.web import check, decisions, home, law, library, lists, read, screen, signin, static

ROUTES: tuple[ControllerRouterHandler, ...] = (
    static.file,
    *home.ROUTES,
    *check.ROUTES,
    *read.ROUTES,
    *screen.ROUTES,
    *law.ROUTES,
    *lists.ROUTES,
    *decisions.ROUTES,
    *library.ROUTES,
    *signin.ROUTES,
)
