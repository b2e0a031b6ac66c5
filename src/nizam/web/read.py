"""An article: pasted, uploaded or fetched; its text with the findings marked, and beside it the items with verdicts."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.concurrency import sync_to_thread

from nizam import traces
from nizam.errors import BadInput, NizamError
from nizam.model.text import Document
from nizam.web.forms import Form, posted
from nizam.web.page import Asked, form_at, lang_of, page, page_at, word
from nizam.web.waits import waiting


@page_at("/read")
async def blank(request: Asked) -> Response[str]:
    """The form."""
    return page(request, "read", form=Form({}, {}), error="")


@form_at("/read")
async def article(request: Asked) -> Response[str]:
    """The article as read."""
    form = await posted(request)
    fetched = None
    if form["url"] and "file" not in form.files:
        from nizam.verbs import given

        try:
            fetched = await waiting(given, None, form["url"])
        except NizamError as error:
            return _refused(request, form, error)
    return await sync_to_thread(_read, request, form, fetched)


def _refused(request: Asked, form: Form, error: NizamError) -> Response[str]:
    told = str(error)
    if told.startswith("- "):
        # what was pasted has no name
        told = f"{word('read.pasted', lang_of(request))} {told[2:]}"
    return page(request, "read", status=422, again=_again(form), form=form, error=told)


def _again(form: Form) -> dict[str, str]:
    return {name: form[name] for name in ("text", "url", "as_of") if form[name]}


def _read(request: Asked, form: Form, fetched: Document | None) -> Response[str]:
    from nizam import casework

    again = _again(form)
    try:
        document, text = _document(form, fetched)
        with traces.span("read") as tell:
            case = casework.read(document, as_of=_day(form["as_of"]))
            tell("items", len(case.reading.items))
    except NizamError as error:
        return _refused(request, form, error)
    if text is not None:
        again["text"] = text
    return shown(request, case, again)


def shown(request: Asked, case: Any, again: dict[str, str] | None = None) -> Response[str]:
    """An article's case as a page."""
    from nizam.report import html
    from nizam.report.build import build

    report = build(case, lang_of(request))
    return page(request, "article", again=again, report=report, body=html.body(report))


def _document(form: Form, fetched: Document | None) -> tuple[Document, str | None]:
    """The article, and for one that was uploaded its text, by which it can be asked for once more. `fetched` is what
    stands at the address that was given."""
    from nizam.reader.page import read_page
    from nizam.verbs import given

    if "file" in form.files:
        name, body = form.files["file"]
        document = read_page(body, source=name or "-")
        return document, document.text
    if fetched is not None:
        return fetched, None
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
