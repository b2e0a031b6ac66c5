"""How a page is made: the templates, the words of its language, the headers that keep it private."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from nizam import said, yamltext
from nizam.model.verdict import Outcome
from nizam.report.html import TEMPLATES as REPORT
from nizam.report.labels import GLYPHS, labels
from nizam.report.lines import runs
from nizam.web import static

HERE = Path(__file__).parent
LABELS = HERE / "labels.yml"
LANGUAGES = ("en", "ar")
COOKIE = "nizam_key"
NAMES = ("names", "pages")
"""Tags of the pages that screen names."""
NAV = ("check", "screen", "read", "regime", "lists", "decisions", "articles")
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "Vary": "Cookie"}

Asked = Request[Any, Any, Any]


_Handlers = list[HTTPRouteHandler]


def page_at(path: str, *, tags: Sequence[str] = ("pages",)) -> Callable[[Callable[..., Any]], _Handlers]:
    """Show a page under a path in each language. `tags` tell the key it asks for: "open" for none."""

    def made(shown: Callable[..., Any]) -> _Handlers:
        # what looks something up runs beside the loop; a bare form is made in it
        how: dict[str, Any] = {} if iscoroutinefunction(shown) else {"sync_to_thread": True}
        return [get(f"/{lang}{path}", tags=[*tags], include_in_schema=False, **how)(shown) for lang in LANGUAGES]

    return made


def form_at(path: str, *, tags: Sequence[str] = ("pages",)) -> Callable[[Callable[..., Any]], _Handlers]:
    """Take a form under a path in each language."""

    def made(taken: Callable[..., Any]) -> _Handlers:
        how: dict[str, Any] = {"tags": [*tags], "include_in_schema": False, "status_code": 200}
        return [post(f"/{lang}{path}", **how)(taken) for lang in LANGUAGES]

    return made


def lang_of(request: Asked) -> str:
    """The language of the page that is asked for."""
    return "ar" if request.url.path.startswith("/ar") else "en"


def word(place: str, lang: str, **values: object) -> str:
    """A word or sentence of the pages."""
    return yamltext.words(LABELS, place, lang, **values)


def page(
    request: Asked,
    template: str,
    *,
    status: int = 200,
    lang: str = "",
    again: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response[str]:
    """A page in its language. `again`: what was posted, so that the switch of languages can post it once more."""
    lang = lang or lang_of(request)
    other = "ar" if lang == "en" else "en"
    path = request.url.path
    rest = path[3:] if path[:4] in ("/en", "/ar", "/en/", "/ar/") else ""
    if again is None and request.query_params:
        rest += "?" + urlencode(list(request.query_params.multi_items()))
    html = (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            lang=lang,
            dir="rtl" if lang == "ar" else "ltr",
            other=other,
            other_path=f"/{other}{rest}",
            again=again,
            w=lambda place, **filled: word(place, lang, **filled),
            problem=lambda text: said.message(text, lang),
            t=labels(lang),
            nav=NAV,
            here=(rest.split("?")[0].strip("/").split("/") or [""])[0],
            signed_in=COOKIE in request.cookies,
            asset=static.address,
            glyphs=GLYPHS,
            outcomes=sorted(Outcome, key=lambda outcome: -outcome.value),
            **values,
        )
    )
    return Response(
        html,
        status_code=status,
        media_type="text/html; charset=utf-8",
        headers={**PRIVATE, "Content-Language": lang, **(headers or {})},
    )


def to(path: str) -> Redirect:
    """Go on to another page, with GET."""
    return Redirect(path, status_code=303, headers=dict(PRIVATE))


def slug(outcome: Outcome) -> str:
    """The class of an outcome in the style sheet."""
    return outcome.word.replace("_", "-")


def told(value: Any) -> str:
    """A value of a deal as a person reads it: `name: …, country: …`."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {told(one)}" for key, one in value.items() if one not in (None, "", [], {}))
    if isinstance(value, list | tuple):
        return "; ".join(told(one) for one in value)
    return str(value)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=_loader(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["runs"] = runs
    environment.filters["told"] = told
    environment.globals["slug"] = slug
    environment.globals["Outcome"] = Outcome
    return environment


def _loader() -> BaseLoader:
    """The pages' own templates, and of the report's one the macros before its page: an item's card is drawn once."""
    macros, _, _ = (REPORT / "report.html.j2").read_text(encoding="utf-8").partition("<!doctype html>")
    return ChoiceLoader([FileSystemLoader(HERE / "templates"), DictLoader({"cards.html.j2": macros})])
