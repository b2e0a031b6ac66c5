"""`nizam read`: an article in, a report out; many articles in, a line for each out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nizam import errors
from nizam.cli.common import DAY, LANG, dump, piped, read_source, show_dismissed, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nizam.intake.given import Piece
    from nizam.intake.journal import Journal
    from nizam.intake.run import Model, Result
    from nizam.proposing.endpoint import Endpoint
    from nizam.report.shape import Report


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "md", "ftm"]), help="Default: text.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--lang", type=LANG, default="en", show_default=True, help="Language of the report.")
@click.option("--as-of", type=DAY, help="The day whose law applies; else the event's date, else the page's.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
@click.option("--fresh", is_flag=True, help="Many pages: begin OUT anew instead of going on with it.")
@click.option(
    "--pause",
    type=click.FloatRange(0, 600),
    default=1.0,
    show_default=True,
    help="Many pages: seconds between two requests to one host.",
)
@click.option("--model", metavar="URL", help="Ask an OpenAI-compatible model what was missed; else NIZAM_MODEL_URL.")
@show_dismissed
def read(
    sources: tuple[str, ...],
    form: str | None,
    as_json: bool,
    lang: str,
    as_of: date | None,
    out: Path | None,
    fresh: bool,
    pause: float,
    model: str | None,
) -> None:
    """Read an article: FILE, URL or - for standard input. Plain text, scraped text, HTML, PDF or Word (.docx).

    Several of them, a folder, a file of addresses (one a line) or a feed (RSS, Atom) are read page by page: a JSON line
    for each, to OUT or to standard output. A page that cannot be read gets a line with the error. A run that was killed
    goes on where it was when the same is run again. Exit code 5 where pages failed.

    \b
    Examples:
      nizam read article.txt
      nizam read https://example.org/news/1 --format html --lang ar --out report.html
      curl -s https://example.org/news/1 | nizam read - --format json
      nizam read article.txt --out article.ftm.json
      nizam read article.txt --model http://localhost:11434/v1
      nizam read archive/ --out reports.jsonl
      nizam read urls.txt --out reports.jsonl --pause 3
      nizam read https://example.org/feed.xml | jq .items
    """
    if as_json and form not in (None, "json"):
        raise errors.BadRequest(f"--json and --format {form} exclude each other; choose one.")
    form = "json" if as_json else form
    from nizam.intake.given import is_many

    asked = _model(model)
    data = None
    if not is_many(sources):
        data, name = read_source(sources[0])
        if not is_many(sources, data):
            _one(data, name, form, lang, as_of, out, asked)
            return
        sources = (name,)
    if form not in (None, "json"):
        raise errors.BadRequest(f"--format {form} is for one article; many are written as JSON lines, one for each.")
    to_json = form == "json" or out is not None or piped()
    _many(sources, data, lang, as_of, out, fresh=fresh, pause=pause, to_json=to_json, model=asked)


def _model(url: str | None) -> Endpoint | None:
    """The model that is asked, if one was named. Raises BadRequest for an address that cannot be one."""
    from nizam import settings

    given, name, key = settings.model()
    if not (url or given):
        return None
    from nizam.proposing.endpoint import endpoint

    if url and given and endpoint(url).host != endpoint(given).host:
        # the key is for the address beside which it is set
        key = ""
    return endpoint(url or given, name, key)


def _asker(model: Endpoint | None) -> Model | None:
    if model is None:
        return None
    from nizam.proposing.ask import asker

    return asker(model)


def _one(
    data: bytes, name: str, form: str | None, lang: str, as_of: date | None, out: Path | None, model: Endpoint | None
) -> None:
    from nizam import casework
    from nizam.reader.page import read_page

    case = casework.read(read_page(data, source=name), as_of=as_of, model=_asker(model))
    chosen = form or _form_of(out) or "text"
    if chosen == "json":
        from nizam.report.json import article_json

        write(dump(article_json(case), indent=1), out)
        return
    if chosen == "ftm":
        from nizam.report.ftm import render

        write(render(case), out)
        return
    from nizam.report.build import build

    write(_render(build(case, lang), chosen, color=out is None and sys.stdout.isatty()), out)


def _many(
    sources: tuple[str, ...],
    data: bytes | None,
    lang: str,
    as_of: date | None,
    out: Path | None,
    *,
    fresh: bool,
    pause: float,
    to_json: bool,
    model: Endpoint | None,
) -> None:
    from contextlib import ExitStack

    from nizam import __version__
    from nizam.intake.given import expand
    from nizam.intake.journal import Journal
    from nizam.intake.run import read_each
    from nizam.intake.show import label
    from nizam.intake.visits import Visitor

    with ExitStack() as stack:
        journal: Journal | None = None
        if out is not None:
            options = {"nizam": __version__, "as_of": as_of.isoformat() if as_of else None}
            options |= {"model": f"{model.name} {model.url}"} if model else {}
            journal = stack.enter_context(Journal(out, options, fresh=fresh))
        visitor = Visitor(pause)
        pieces = expand(sources, visitor, data=data)
        if not pieces:
            raise errors.BadInput(label("none", lang))
        todo = journal.left(pieces) if journal else pieces
        results = read_each(_shown(todo, lang), visitor, as_of=as_of, model=_asker(model))
        failed = _write_each(results, journal, lang, to_json=to_json)
    counts = {"read": len(todo) - len(failed), "failed": len(failed), "before": len(pieces) - len(todo)}
    if failed:
        click.echo(f"nizam: {label('first_failed', lang, first=failed[0])}", err=True)
    click.echo(f"nizam: {label('done', lang, **counts)}", err=True)
    if out is not None:
        click.echo(f"nizam: {label('written', lang, out=out)}", err=True)
        if failed:
            click.echo(f"nizam: {label('again', lang)}", err=True)
    if failed:
        raise SystemExit(errors.EXIT_ROWS_FAILED)


def _write_each(results: Iterable[Result], journal: Journal | None, lang: str, *, to_json: bool) -> list[str]:
    """Write each page's line; the errors of those that failed come back."""
    from nizam.intake.run import line_of
    from nizam.intake.show import told
    from nizam.report.json import article_json

    failed = []
    for result in results:
        answer = article_json(result.case) if result.case else None
        if answer is None:
            failed.append(result.error)
        if journal is not None:
            journal.write(result.piece, line_of(result, answer), failed=answer is None)
        elif to_json:
            click.echo(dump(line_of(result, answer)))
        else:
            click.echo(told(result, answer, lang))
    return failed


def _shown(pieces: list[Piece], lang: str) -> Iterable[Piece]:
    """The pages, with a bar on the terminal that tells how many are done."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        # lines on the terminal tell enough, and would tear the bar
        yield from pieces
        return
    from nizam.intake.show import label

    with click.progressbar(
        pieces,
        label=label("reading", lang),
        file=sys.stderr,
        show_pos=True,
        item_show_func=lambda piece: piece.where[-40:] if piece else None,
    ) as bar:
        yield from bar


def _render(report: Report, form: str, *, color: bool) -> str:
    if form == "html":
        from nizam.report.html import render
    elif form == "md":
        from nizam.report.markdown import render
    else:
        from nizam.report.plain import render as plain

        return plain(report, color=color)
    return render(report)


def _form_of(out: Path | None) -> str | None:
    """The format a file's name asks for."""
    if out is not None and out.name.endswith(".ftm.json"):
        return "ftm"
    return (
        {".html": "html", ".htm": "html", ".json": "json", ".md": "md", ".txt": "text"}.get(out.suffix) if out else None
    )
