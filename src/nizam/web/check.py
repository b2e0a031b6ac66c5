"""A deal: told in a sentence or field by field, judged, and asked about until the answer is settled."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from litestar.concurrency import sync_to_thread

from nizam import traces
from nizam.errors import BadDeal, NizamError
from nizam.report.labels import labels
from nizam.web import answers
from nizam.web.forms import Form, posted
from nizam.web.page import Asked, form_at, lang_of, page, page_at, word


@page_at("/check")
async def blank(request: Asked) -> Response[str]:
    """The form, empty or with the words of a link."""
    form = Form({"text": text} if (text := request.query_params.get("text", "")[:2000]) else {}, {})
    return page(request, "check", form=form, answer=None, error="", field="")


@form_at("/check")
async def judged(request: Asked) -> Response[str]:
    """The verdict, with the questions that are still open as fields."""
    form = await posted(request)
    return await sync_to_thread(_judged, request, form)


def _judged(request: Asked, given: Form) -> Response[str]:
    words = labels(lang_of(request))
    form, chosen = answers.answered(given, words)
    again = {**answers.carried(form), "lang": words.lang}
    try:
        answer = _answer(form, given, chosen, words)
    except NizamError as error:
        field = _label(error.field, words.lang) if isinstance(error, BadDeal) else ""
        message = error.message if isinstance(error, BadDeal) else str(error)
        return page(request, "check", status=422, again=again, form=form, answer=None, error=message, field=field)
    return page(request, "check", again=again, form=form, answer=answer, error="", field="")


_FIELDS = {
    "supplier.name": "supplier_name", "supplier.country": "supplier_country", "recipient.name": "recipient_name",
    "recipient.country": "recipient_country", "goods[0].description": "goods", "goods[0].hs_code": "hs",
    "goods[0].origin": "origin", "goods[0].quantity": "quantity", "vessel.name": "vessel", "vessel.imo": "imo",
    "text": "more", **{name: name for name in (*answers.DATES, "activity", "purpose")},
}  # fmt: skip
"""By the place in a deal that an error names, the field of the form."""


def _label(field: str, lang: str) -> str:
    return word(f"check.fields.{_FIELDS[field]}", lang) if field in _FIELDS else field


def _answer(form: Form, given: Form, chosen: tuple[tuple[str, str], ...], words: Any) -> dict[str, Any]:
    from nizam import casework
    from nizam.reader.facts import read_deal
    from nizam.report.overtime import cited
    from nizam.report.verdicts import view
    from nizam.web.chart import chart

    raw = answers.deal_of(form)
    with traces.span("check") as tell:
        verdict = casework.check(raw)
        tell("outcome", verdict.outcome.word)
    otherwise = None
    if chosen:
        before = answers.deal_of(given)
        otherwise = answers.read_otherwise(casework.judge(read_deal(before), given=before), verdict, chosen)
    deal, periods = casework.over_time(raw)
    return {
        "verdict": verdict,
        "view": view(verdict, words),
        "asking": answers.asked(verdict.questions, words),
        "otherwise": otherwise,
        "carried": answers.carried(form),
        "chart": chart(periods, deal.date, date.today()),
        "periods": [(period, cited(period.verdict)) for period in periods],
    }


ROUTES = (*blank, *judged)
