"""Each page read and answered; one that cannot be read becomes a line that says why, and the run goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from nizam.casework import ArticleCase
from nizam.errors import BadInput, NizamError
from nizam.intake.feeds import looks_like_feed
from nizam.intake.given import Piece, is_address, read_file
from nizam.intake.visits import Visitor
from nizam.model.proposal import Proposals
from nizam.model.text import Reading
from nizam.record import Record

Model = Callable[[Reading], Proposals]
_MOST_ERROR = 500
_HEAD = 8192


class Result(Record, frozen=True):
    """What became of one page: its report, or an error's code and sentence. `url` is where it was found in the end."""

    piece: Piece
    url: str
    case: ArticleCase | None = None
    data: bytes = b""
    code: str = ""
    error: str = ""


def read_each(
    pieces: Iterable[Piece], visitor: Visitor, *, as_of: date | None = None, model: Model | None = None
) -> Iterator[Result]:
    """Read pages one by one, in their order."""
    for piece in pieces:
        yield read_one(piece, visitor, as_of=as_of, model=model)


def read_one(piece: Piece, visitor: Visitor, *, as_of: date | None = None, model: Model | None = None) -> Result:
    """Read one page. Nothing that is wrong with it is raised. `model` as in `casework.read`."""
    from nizam import casework
    from nizam.reader.page import read_page

    try:
        if piece.problem is not None:
            raise piece.problem
        data, url = piece.body, piece.where
        if data is None and is_address(piece.where):
            page = visitor.page(piece.where)
            data, url = page.body, page.url
        elif data is None:
            data = read_file(piece.where)
        if looks_like_feed(data[:_HEAD].decode("utf-8", "replace")):
            raise BadInput(f"{url} is a feed, not an article; give its address itself, not in a list of articles.")
        case = casework.read(read_page(data, source=url, published=piece.published), as_of=as_of, model=model)
    except NizamError as problem:
        return Result(piece, piece.where, code=problem.code, error=str(problem)[:_MOST_ERROR])
    except Exception as problem:  # one page's trouble must not cost the others: its line says what it was
        told = f"{piece.where}: {type(problem).__name__}: {problem}"
        return Result(piece, piece.where, code="internal", error=told[:_MOST_ERROR])
    return Result(piece, url, case, data)


def line_of(result: Result, answer: dict[str, Any] | None) -> dict[str, Any]:
    """A page's line: `source`, `feed` where it came from one, then the report's own fields; or `error`."""
    line: dict[str, Any] = {"source": result.piece.where}
    if result.piece.feed:
        published = result.piece.published
        line["feed"] = {
            "url": result.piece.feed,
            "title": result.piece.title,
            "published": published.isoformat() if published else None,
        }
    if answer is None:
        return {**line, "error": {"code": result.code, "message": result.error}}
    return {**line, **answer}
