"""A table of parties → the same table with the listed entities each may be: one row a candidate, best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from nizam import goodguys, recorded, tabular
from nizam.errors import BadInput, BadRequest, NizamError
from nizam.goodguys.sift import Screens
from nizam.model.entity import Match
from nizam.record import Record
from nizam.screenfile.mapping import Columns, mapping_of
from nizam.screenfile.query import Query, Unusable, query_of
from nizam.screening.asked import Question
from nizam.screening.recall import Many, Recalling
from nizam.tabular import Line, Table

ADDED = {
    "match_id": str,
    "match_caption": str,
    "match_score": float,
    "match": bool,
    "match_topics": str,
    "match_datasets": str,
    "match_error": str,
}
"""The columns written after those of the input, with their types."""
DISMISSED = {"match_dismissed": str}
"""One more where dismissed matches are shown: by whom and why; empty for open ones."""
_STEP = 64
AT_ONCE = 512
"""Rows whose names are put to the lists at once."""
_MOST_ERROR = 300
_NOTHING = goodguys.Sifted([])


class Options(Record, frozen=True):
    """How to screen: `schema` for rows that name none, `as_of` the day whose listings count (today)."""

    schema: str | None = None
    limit: int = 5
    threshold: float = 0.7
    as_of: date | None = None
    include_empty: bool = False
    show_dismissed: bool = False
    scope: tuple[str, ...] = ()


@dataclass(slots=True)
class Counts:
    """What a run did. `rows` were read, `found` of them had candidates, `candidates` altogether, `failed` could not be
    screened. `left_out` counts values that were not understood, with the first of them; `short` rows lacked cells.
    """

    rows: int = 0
    found: int = 0
    candidates: int = 0
    failed: int = 0
    dismissed: int = 0
    short: int = 0
    left_out: int = 0
    first_left_out: str = ""
    first_failed: str = ""
    notes: list[str] = field(default_factory=list)


Progress = Callable[[Counts, float | None], None]
"""Told now and then what was done, and the share of the input that was read."""


def screen_file(
    source: str,
    out: str,
    screener: Callable[[], Screens],
    *,
    columns: tuple[str, ...] = (),
    schema_column: str | None = None,
    scope_column: str | None = None,
    form: str | None = None,
    encoding: str | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
    records: recorded.Screening | None = None,
) -> Counts:
    """Screen every row of a table (`-`: CSV on standard input) and write the answers (`-`: standard output).

    `columns` are PROPERTY=COLUMN; `form` is the output's, else its ending's. A row that fails carries `match_error`.
    The output is whole or not there. Raises BadInput, BadRequest before anything is screened, where they can be told.
    """
    chosen = options or Options()
    written = _form(out, form)
    if out != "-" and source != "-" and _same(source, out):
        raise BadRequest(f"{out} is the input itself; name another file to write.")
    with ExitStack() as stack:
        table = stack.enter_context(tabular.opened(source, encoding))
        mapping = mapping_of(table, columns, schema_column, scope_column)
        added = {**ADDED, **DISMISSED} if chosen.show_dismissed else ADDED
        double = next((name for name in added if name in table.columns), None)
        if double:
            raise BadInput(
                f"{table.name} has a column {double!r} already; take the match columns of an earlier run out."
            )
        asks = recalling(screener())
        writer = stack.enter_context(tabular.created(out, written, table.columns, added, table))
        counts = Counts()
        if len(getattr(table, "sheets", ())) > 1:
            counts.notes.append("sheets")
        for row in _rows(table, mapping, asks, chosen, counts, progress, records):
            writer.write(row)
        # no answer is handed over before its record is on disk
        recorded.settle()
    return counts


def recalling(asks: Screens) -> Screens:
    """The screener, able to answer many questions ahead where it takes them at once."""
    return Recalling(asks) if isinstance(asks, Many) else asks


def _rows(
    table: Table,
    mapping: Columns,
    asks: Screens,
    options: Options,
    counts: Counts,
    progress: Progress | None,
    records: recorded.Screening | None,
) -> Iterable[list[Any]]:
    blank = [None] * len(ADDED)
    more: list[Any] = [None] if options.show_dismissed else []
    for line, query in _read(table, mapping, asks, options):
        counts.rows += 1
        sifted, error = answer(line, query, asks, options, records)
        matches = sifted.marked() if options.show_dismissed else sifted.matches
        counts.dismissed += len(sifted.dismissed)
        if isinstance(query, Query) and query.left_out and not error:
            name, text = query.left_out[0]
            counts.first_left_out = counts.first_left_out or f"{line.place}, {name}: {text[:60]!r}"
            counts.left_out += len(query.left_out)
        if error:
            counts.failed += 1
            counts.first_failed = counts.first_failed or error
            yield [*line.cells, *blank[:-1], error, *more]
        elif matches:
            counts.found += any(match.decided != "dismissed" for match in matches)
            for match in matches:
                counts.candidates += match.decided != "dismissed"
                cells = [*line.cells, *candidate(match)]
                yield [*cells, _dismissed(match)] if options.show_dismissed else cells
        elif options.include_empty:
            yield [*line.cells, *blank, *more]
        if progress is not None and counts.rows % _STEP == 0:
            progress(counts, table.share())
    counts.short = table.short_rows
    if progress is not None:
        progress(counts, 1.0)


def _read(table: Table, mapping: Columns, asks: Screens, options: Options) -> Iterator[tuple[Line, Query | Exception]]:
    """Every row with its question, or why it has none; what many rows ask is asked at once."""
    lines, at_once = iter(table.lines()), 1
    while some := list(islice(lines, at_once)):
        read = [(line, question(line, mapping, options)) for line in some]
        ahead([query for _, query in read if isinstance(query, Query)], asks, options)
        yield from read
        # the first answers are soon there, also where the rows come slowly
        at_once = min(at_once * 2, AT_ONCE)


def question(line: Line, mapping: Columns, options: Options) -> Query | Exception:
    """What a row asks, or why it asks nothing."""
    try:
        return query_of(line, mapping, options.schema)
    except Exception as problem:  # told beside the row by `answer`
        return problem


def ahead(queries: Sequence[Query], asks: Screens, options: Options) -> None:
    """Work out at once what `ask` will want for queries, where the screener can."""
    if isinstance(asks, Recalling):
        try:
            asks.prepare(question for query in queries for question in _questions(query, options))
        except Exception:  # one row's trouble is told beside that row, when it is asked for by itself
            return


def _questions(query: Query, options: Options) -> Iterator[Question]:
    for name in query.names or [""]:
        yield Question(
            name,
            query.schema,
            query.countries,
            query.birth_date,
            query.identifiers,
            options.as_of,
            options.limit,
            options.threshold,
        )


def answer(
    line: Line,
    query: Query | Exception,
    asks: Screens,
    options: Options,
    records: recorded.Screening | None,
    *,
    today: date | None = None,
) -> tuple[goodguys.Sifted, str]:
    """A row's candidates, and "" or why there is no answer."""
    try:
        if isinstance(query, Exception):
            raise query
        sifted = ask(query, asks, options, today=today)
        if records is not None:
            records.add(_asked(query), sifted, as_of=options.as_of)
    except Unusable as problem:
        return _NOTHING, str(problem)[:_MOST_ERROR]
    except NizamError as problem:
        return _NOTHING, f"{line.place}: {problem}"[:_MOST_ERROR]
    except Exception as problem:  # one row's trouble must not cost the others: it is written beside the row
        return _NOTHING, f"{line.place}: {type(problem).__name__}: {problem}"[:_MOST_ERROR]
    return sifted, ""


def ask(query: Query, asks: Screens, options: Options, *, today: date | None = None) -> goodguys.Sifted:
    """The candidates of all names of a row, each entity once with its best answer; ruled out ones are none."""
    best: dict[str, Match] = {}
    apart: dict[str, tuple[Match, goodguys.Dismissal]] = {}
    for name in query.names or [""]:
        sifted = goodguys.ask(
            asks,
            name,
            also=query.names,
            schema=query.schema,
            countries=query.countries,
            birth_date=query.birth_date,
            identifiers=query.identifiers,
            as_of=options.as_of,
            limit=options.limit,
            threshold=options.threshold,
            scope=(*options.scope, *query.scope),
            today=today,
        )
        for match in sifted.matches:
            held = best.get(match.entity.id)
            if match.decided != "ruled_out" and (held is None or match.score > held.score):
                best[match.entity.id] = match
        for match, made in sifted.dismissed:
            if match.entity.id not in apart or match.score > apart[match.entity.id][0].score:
                apart[match.entity.id] = match, made
    ranked = sorted(best.values(), key=lambda match: match.score, reverse=True)
    left = sorted((one for key, one in apart.items() if key not in best), key=lambda one: one[0].score, reverse=True)
    return goodguys.Sifted(ranked[: options.limit], tuple(left))


def _asked(query: Query) -> dict[str, Any]:
    """A row's question as it is recorded."""
    names = ("names", "schema", "countries", "birth_date", "identifiers", "scope")
    return {name: getattr(query, name) for name in names}


def candidate(match: Match) -> list[Any]:
    """The cells of `ADDED` for a candidate. Topics and datasets are parted by `;`; the score is not rounded."""
    return [
        match.entity.id,
        match.entity.caption,
        float(match.score),
        match.decided == "match",
        ";".join(goodguys.topics_of(match.entity)),
        ";".join(goodguys.datasets_of(match.entity)),
        None,
    ]


def _dismissed(match: Match) -> str | None:
    return next((one.detail for one in match.features if one.name == "dismissed"), None)


def _form(out: str, given: str | None) -> str:
    found = given or tabular.form_of(out)
    if found is None:
        raise BadRequest(
            f"{out!r} does not end in .csv, .tsv, .xlsx, .parquet or .jsonl; rename it, or say --format "
            f"({', '.join(tabular.FORMS)})."
        )
    return found


def _same(source: str, out: str) -> bool:
    try:
        return Path(source).samefile(out)
    except OSError:
        return False
