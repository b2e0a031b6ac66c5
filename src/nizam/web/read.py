"""An article: pasted, uploaded or fetched; its text with the findings marked, and beside it the items with verdicts."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.concurrency import sync_to_thread

from nizam.errors import BadInput, NizamError
from nizam.web.forms import Form, posted
from nizam.web.page import Asked, form_at, lang_of, page, page_at


@page_at("/read")
async def blank(request: Asked) -> Response[str]:
    """The form."""
    return page(request, "read", form=Form({}, {}), error="")


@form_at("/read")
async def article(request: Asked) -> Response[str]:
    """The article as read."""
    form = await posted(request)
    return await sync_to_thread(_read, request, form)


def _read(request: Asked, form: Form) -> Response[str]:
    from nizam import casework

    again = {name: form[name] for name in ("text", "url", "as_of") if form[name]}
    try:
        document, text = _document(form)
        case = casework.read(document, as_of=_day(form["as_of"]))
    except NizamError as error:
        return page(request, "read", status=422, again=again, form=form, error=str(error))
    if text is not None:
        again["text"] = text
    return shown(request, case, again)


def shown(request: Asked, case: Any, again: dict[str, str] | None = None) -> Response[str]:
    """An article's case as a page."""
    from nizam.report import html
    from nizam.report.build import build

    report = build(case, lang_of(request))
    return page(request, "article", again=again, report=report, body=html.body(report))


def _document(form: Form) -> tuple[Any, str | None]:
    """The article, and for one that was uploaded its text, by which it can be asked for once more."""
    from nizam.reader.page import read_page
    from nizam.verbs import given

    if "file" in form.files:
        name, body = form.files["file"]
        document = read_page(body, source=name or "-")
        return document, document.text
    if form["url"]:
        return given(None, form["url"]), None
    if not form["text"]:
        raise BadInput("give an article: paste its text, choose a file, or name its address.")
    return given(form["text"], None), None


def _day(given: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise BadInput(f"{given!r} is no day; write it as 2019-05-02.") from None


ROUTES = (*blank, *article)
