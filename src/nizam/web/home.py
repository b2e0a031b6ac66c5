"""The first page, and the search over everything: the law, the lists, the articles read."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Redirect

from nizam.errors import NizamError
from nizam.record import Record
from nizam.regime.load import load_regime, regimes
from nizam.text.normalise import fold
from nizam.web import library
from nizam.web.page import PRIVATE, Asked, lang_of, page, page_at, word

_MOST = 12


class Hit(Record, frozen=True):
    """One thing found: where it leads, what it is called, a line about it."""

    path: str
    title: str
    about: str
    cite: str = ""


@get("/", tags=["open"], include_in_schema=False, sync_to_thread=False)
def start(request: Asked) -> Redirect:
    """To the pages in the browser's language."""
    lang = _preferred(request.headers.get("accept-language", ""))
    return Redirect(f"/{lang}", status_code=302, headers={**PRIVATE, "Vary": "Accept-Language"})


def _preferred(header: str) -> str:
    """The one of our languages that the browser asks for first; English where it asks for neither."""
    weighed = []
    for at, part in enumerate(header.split(",")[:20]):
        name, _, weight = part.strip().partition(";q=")
        lang = name.strip()[:2].lower()
        if lang in ("en", "ar"):
            try:
                weighed.append((-float(weight or 1), at, lang))
            except ValueError:
                continue
    return min(weighed)[2] if weighed else "en"


@page_at("")
def first(request: Asked) -> Response[str]:
    """What there is to do here."""
    from nizam.lists import show

    return page(request, "home", lists=show.rows(), law=load_regime())


@page_at("/search")
def search(request: Asked) -> Response[str]:
    """Everything that a few words are found in."""
    asked = " ".join(request.query_params.get("q", "").split())[:200]
    lang = lang_of(request)
    groups: list[tuple[str, list[Hit]]] = []
    if asked:
        groups = [
            ("provisions", _provisions(asked, lang)),
            ("listed", _listed(asked, lang)),
            ("articles", _articles(asked, lang)),
        ]
    return page(request, "search", asked=asked, groups=[(name, hits) for name, hits in groups if hits])


def _provisions(asked: str, lang: str) -> list[Hit]:
    """Paragraphs of every regime that hold all the words, those that hold them in their title or number first."""
    wanted = fold(asked).split()
    found: list[tuple[int, bool, int, Hit]] = []
    for name in regimes():
        for p in load_regime(name).provisions:
            head = fold(" ".join((p.id, p.citation, *p.title.values())))
            whole = f"{head} {fold(' '.join(p.says.values()))}"
            if all(one in whole for one in wanted):
                missed = sum(one not in head for one in wanted)
                hit = Hit(f"/{lang}/regime/{p.id}", _said(p.title, lang), _said(p.says, lang), p.citation)
                found.append((missed, p.until is not None, len(found), hit))
    return [hit for *_, hit in sorted(found, key=lambda row: row[:3])[:_MOST]]


def _listed(asked: str, lang: str) -> list[Hit]:
    """Listed parties by this name."""
    from nizam import lists, screened

    try:
        matches = screened.screener_of(lists.DEFAULT).screen(asked, limit=_MOST, threshold=0.5)
    except NizamError:
        return []
    return [
        Hit(
            f"/{lang}/lists/entry/{match.entity.id}",
            match.entity.caption,
            " · ".join(
                (word(f"schemas.{match.entity.schema}", lang) if _named(match.entity.schema) else match.entity.schema,
                 *dict.fromkeys(one.list_id for one in match.entity.designations))
            ),
            match.entity.id,
        )
        for match in matches
    ]  # fmt: skip


def _named(schema: str) -> bool:
    from nizam import yamltext
    from nizam.web.page import LABELS

    return schema in yamltext.load(LABELS)["schemas"]


def _articles(asked: str, lang: str) -> list[Hit]:
    return [
        Hit(f"/{lang}/articles/{one.id}", one.title or one.url, (one.published or one.read_at)[:10])
        for one in library.found(asked, _MOST)
    ]


def _said(text: Any, lang: str) -> str:
    return str(text.get(lang) or text.get("en") or "")


ROUTES = (start, *first, *search)
