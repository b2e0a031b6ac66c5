"""A name: whom on the lists it may mean, part by part, and a person's answer: the same, or somebody else."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.concurrency import sync_to_thread

from nizam import traces
from nizam.errors import BadRequest, NizamError
from nizam.web.aligned import candidate
from nizam.web.forms import Form, posted
from nizam.web.page import NAMES, Asked, form_at, lang_of, page, page_at, word

_FIELDS = ("name", "schema", "birth_date", "country", "number", "dataset")
_SCHEMAS = ("Person", "Organization", "Company", "Vessel", "Airplane")
_NUMBERS = ("imoNumber", "passportNumber", "idNumber", "registrationNumber")
_FEATURES = ("country", "birth_date", "identifier", "schema")
_SHOWN = 10
_FROM = 0.5
"""A person looks at likenesses that a program would leave out."""


@page_at("/screen", tags=NAMES)
async def blank(request: Asked) -> Response[str]:
    """The form."""
    return _page(request, Form({}, {}))


@form_at("/screen", tags=NAMES)
async def screened(request: Asked) -> Response[str]:
    """The candidates."""
    return await sync_to_thread(_screened, request, await posted(request))


@form_at("/screen/decide", tags=NAMES)
async def decided(request: Asked) -> Response[str]:
    """Take in what somebody decided on a candidate, and show where things stand."""
    return await sync_to_thread(_decided, request, await posted(request))


def _screened(request: Asked, form: Form, notice: str = "", error: str = "") -> Response[str]:
    from nizam import verbs

    if not form["name"]:
        return _page(request, form, error=error)
    try:
        with traces.span("screen") as tell:
            found = verbs.screen(**_asked(form), dataset=form["dataset"] or "default", limit=_SHOWN, threshold=_FROM)
            tell("candidates", len(found))
    except NizamError as problem:
        return _page(request, form, error=str(problem), status=422)
    rows = [candidate(match, at, "") for at, match in enumerate(found.sifted.matches, 1)]
    apart = zip(found.sifted.marked()[len(rows) :], found.sifted.dismissed, strict=True)
    gone = [candidate(match, at, made.id) for at, (match, (_, made)) in enumerate(apart, len(rows) + 1)]
    return _page(request, form, found=rows, gone=gone, notice=notice, error=error, status=422 if error else 200)


def _asked(form: Form) -> dict[str, Any]:
    """The form as the screening takes it. A ship's number is told by its seven digits, others may be of any kind."""
    number = "".join(form["number"].split()).upper().removeprefix("IMO")
    kinds = ("imoNumber",) if number.isdecimal() and len(number) == 7 else _NUMBERS[1:]
    return {
        "name": form["name"],
        "schema": form["schema"] or None,
        "birth_date": form["birth_date"] or None,
        "countries": [form["country"]] if form["country"] else [],
        "identifiers": {kind: [number] for kind in kinds} if number else None,
    }


def _decided(request: Asked, form: Form) -> Response[str]:
    from nizam.audit.who import asked_by

    lang = lang_of(request)
    own = Form({name: form[name] for name in _FIELDS if form[name]}, {})
    try:
        if form["take_back"]:
            from nizam.goodguys import manage

            manage.remove(form["take_back"], author=asked_by(), reason=form["reason"])
            return _screened(request, own, notice=word("screen.taken_back", lang))
        if not form["reason"]:
            raise BadRequest(word("screen.reason_missing", lang))
        if form["verdict"] == "hit":
            _confirm(form)
            return _screened(request, own, notice=word("screen.confirmed", lang, id=form["entity"]))
        _dismiss(form)
    except NizamError as error:
        return _screened(request, own, error=str(error))
    return _screened(request, own, notice=word("screen.dismissed_notice", lang, id=form["entity"]))


def _dismiss(form: Form) -> None:
    from nizam.audit.who import asked_by
    from nizam.goodguys import manage

    asked = _asked(form)
    manage.add(
        form["name"],
        form["entity"],
        reason=form["reason"],
        author=asked_by(),
        expires=form["expires"],
        birth_date=asked["birth_date"] or "",
        countries=asked["countries"],
        identifiers=asked["identifiers"],
    )


def _confirm(form: Form) -> None:
    """A confirmed match is a case, opened from the record of this very screening and closed as a hit."""
    from nizam import cases
    from nizam.audit.who import asked_by
    from nizam.cases import alerts

    author = asked_by() or "api"
    alerts.collect(author)
    named = form["name"]
    case = next(
        (
            one
            for one in cases.find()
            if one.subject.get("entity") == form["entity"] and one.subject.get("query") == named
        ),
        None,
    )
    if case is None:
        raise BadRequest("there is no record of this match to confirm; screen the name again, with recording on.")
    cases.close(case.id, "hit", reason=form["reason"], author=author)


def _page(request: Asked, form: Form, *, status: int = 200, **values: Any) -> Response[str]:
    from nizam import lists

    filled = {"found": None, "gone": [], "notice": "", "error": "", **values}
    again = {name: form[name] for name in _FIELDS if form[name]} or None
    return page(
        request, "screen", status=status, again=again, form=form, schemas=_SCHEMAS,
        known_schemas=(*_SCHEMAS, "LegalEntity"), known_features=_FEATURES,
        datasets=(lists.DEFAULT, *lists.names()), **filled,
    )  # fmt: skip


ROUTES = (*blank, *screened, *decided)
