"""The command line: one command per verb, each body little more than one call.

Exit codes: 0 done, 1 nothing found (screen), 2 wrong use, 3 bad input, 4 source or network, 5 finished with failed
rows. Results go to standard output, everything else to standard error. Imports are lazy: `--help` loads no law.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nizam import __version__, errors

if TYPE_CHECKING:
    from nizam.report.shape import Report

MOST_BYTES = 20 * 1024 * 1024
_LANG = click.Choice(["en", "ar"])


class _Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2023-09-13.", param, ctx)


DAY = _Day()


class _Group(click.Group):
    """Turns errors meant for people into one line and the right exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except errors.NizamError as error:
            click.echo(f"nizam: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # The reader of our output left (`| head`): nothing went wrong.
            sys.stderr.close()
            ctx.exit(0)
        except RecursionError:
            click.echo("nizam: the input is nested too deeply; flatten it.", err=True)
            ctx.exit(errors.EXIT_BAD_INPUT)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="nizam %(version)s")
def main() -> None:
    """Is this allowed? For an article, a deal or a name: what the UN measures on the DPRK say, with the paragraph.

    \b
    nizam read article.txt                 read an article, answer every item in it
    nizam check deal.json                  judge one deal
    nizam check "Coal from North Korea to China in May 2019"
    nizam screen "كيم جونغ سيك"             is this name listed?
    nizam regime show un-dprk/2397/8       what a paragraph says, and since when
    """
    import gc

    # One short run builds large tables that all stay: looking for garbage among them every few hundred objects
    # costs a tenth of the time and finds none.
    gc.set_threshold(200_000, 50, 50)


@main.command()
@click.argument("source")
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "md"]), help="Default: text.")
@click.option("--lang", type=_LANG, default="en", show_default=True, help="Language of the report.")
@click.option("--as-of", type=DAY, help="The day whose law applies; else the event's date, else the page's.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
def read(source: str, form: str | None, lang: str, as_of: date | None, out: Path | None) -> None:
    """Read an article: FILE, URL or - for standard input. Plain text, scraped text or HTML.

    \b
    Examples:
      nizam read article.txt
      nizam read https://example.org/news/1 --format html --lang ar --out report.html
      curl -s https://example.org/news/1 | nizam read - --format json
    """
    from nizam import casework
    from nizam.reader.page import read_page

    data, name = _source(source)
    case = casework.read(read_page(data, source=name), as_of=as_of)
    chosen = form or _form_of(out) or "text"
    if chosen == "json":
        from nizam.report.json import article_json

        _write(_dump(article_json(case), indent=1), out)
        return
    from nizam.report.build import build

    _write(_render(build(case, lang), chosen, color=out is None and sys.stdout.isatty()), out)


def _render(report: Report, form: str, *, color: bool) -> str:
    if form == "html":
        from nizam.report.html import render
    elif form == "md":
        from nizam.report.markdown import render
    else:
        from nizam.report.plain import render as plain

        return plain(report, color=color)
    return render(report)


@main.command()
@click.argument("deal")
@click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped.")
@click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped.")
@click.option("--lang", type=_LANG, default="en", show_default=True)
@click.option("--as-of", type=DAY, help="Judge as of this day instead of the deal's own date.")
def check(deal: str, as_json: bool, as_text: bool, lang: str, as_of: date | None) -> None:
    """Judge a deal: FILE (JSON, YAML, or .jsonl with one deal a line), - for standard input, or plain words.

    \b
    Examples:
      nizam check deal.json
      nizam check deals.jsonl --json > verdicts.jsonl
      nizam check "In May 2019 China buys 500 tonnes of coal from North Korea."
    """
    from nizam import dealfile

    many, rows = dealfile.read_deals(deal)
    to_json = as_json or (not as_text and not sys.stdout.isatty())
    failed = 0
    for row in rows:
        failed += _answer(row, many, to_json, lang, as_of)
    if failed:
        click.echo(f"nizam: {failed} deal(s) could not be judged; each has an error line.", err=True)
        raise SystemExit(errors.EXIT_ROWS_FAILED)


def _answer(row: Any, many: bool, to_json: bool, lang: str, as_of: date | None) -> int:
    """Print the answer to one deal; 1 if it could not be judged."""
    from nizam import casework
    from nizam.report.json import error_json, verdict_json

    try:
        if isinstance(row.given, errors.NizamError):
            raise row.given
        verdict = casework.check(row.given, as_of=as_of)
    except errors.NizamError as error:
        if not many:
            raise
        field = error.field if isinstance(error, errors.BadDeal) else ""
        message = error.message if isinstance(error, errors.BadDeal) else str(error)
        click.echo(_dump(error_json(row.id, error.code, field, message)))
        return 1
    if to_json:
        click.echo(_dump(verdict_json(verdict), indent=None if many else 1))
        return 0
    from nizam.report.plain import verdict_text

    click.echo(verdict_text(verdict, lang, color=sys.stdout.isatty()))
    return 0


@main.command()
@click.argument("name")
@click.option("--schema", type=click.Choice(["Person", "Organization", "Company", "Vessel", "Airplane"]))
@click.option("--dataset", default="default", show_default=True, help="`un-dprk`, or `default` for all there is.")
@click.option("--country", multiple=True, help="Country of the party, as a name or code.")
@click.option("--birth-date", help="YYYY or YYYY-MM-DD.")
@click.option("--as-of", type=DAY, help="Only listings in force on this day.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True)
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.7, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def screen(name: str, dataset: str, as_json: bool, **options: Any) -> None:
    """Is NAME listed? In any script. Exit code 1 where nothing is found.

    \b
    Examples:
      nizam screen "Korea Mining Development Trading Corporation"
      nizam screen "조춘룡" --schema Person --json
    """
    from nizam.screening.explain import matches_json, matches_text

    matches = _screen(name, dataset, options)
    if as_json or not sys.stdout.isatty():
        click.echo(_dump(matches_json(name, matches), indent=1))
    else:
        click.echo(matches_text(name, matches))
    if not matches:
        raise SystemExit(errors.EXIT_NOTHING_FOUND)


def _screen(name: str, dataset: str, options: dict[str, Any]) -> list[Any]:
    from nizam import casework
    from nizam.text.gazetteer import country_code

    if dataset not in ("default", "un-dprk"):
        raise errors.BadRequest(f"no dataset {dataset!r}; there are: default, un-dprk.")
    countries = []
    for given in options.pop("country"):
        code = country_code(given)
        if code is None:
            raise errors.BadRequest(f"{given!r} is no country known here; give its English name or two-letter code.")
        countries.append(code)
    return list(casework.screener().screen(name, countries=countries, **options))


@main.group()
def regime() -> None:
    """The law as encoded: its paragraphs, since when, with which exceptions."""


@regime.command("list")
@click.option("--as-of", type=DAY, help="Only what was in force on this day.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--lang", type=_LANG, default="en", show_default=True)
def regime_list(as_of: date | None, as_json: bool, lang: str) -> None:
    """All provisions, oldest instrument first."""
    from nizam.report import law

    click.echo(law.listing(as_of, as_json or not sys.stdout.isatty(), lang))


@regime.command("show")
@click.argument("provision")
@click.option("--as-of", type=DAY, help="Say whether it was in force on this day.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--lang", type=_LANG, default="en", show_default=True)
def regime_show(provision: str, as_of: date | None, as_json: bool, lang: str) -> None:
    """One provision, as in un-dprk/2397/8.

    \b
    Example:
      nizam regime show un-dprk/2397/8 --as-of 2019-01-01
    """
    from nizam.report import law

    click.echo(law.showing(provision, as_of, as_json, lang))


@main.group()
def packs() -> None:
    """The regime packs: YAML that a lawyer can edit."""


@packs.command("lint")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def packs_lint(folder: Path | None) -> None:
    """Check a pack, by default those that ship: fields, dates, relations, goods codes, confidence marks, cases."""
    from nizam.regime.lint import lint
    from nizam.regime.load import PACKS

    folders = [folder] if folder else sorted(path.parent for path in PACKS.glob("*/regime.yml"))
    problems = [problem for each in folders for problem in lint(each)]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise errors.PackError("", f"{len(problems)} problem(s) found.")
    click.echo(f"{len(folders)} pack(s): no problem found.")


def _source(source: str) -> tuple[bytes, str]:
    """The bytes of a file, a page or standard input, and what to call it."""
    if source == "-":
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        return _bounded(data, "standard input"), "-"
    if source.split(":", 1)[0].lower() in ("http", "https"):
        from nizam.sources.fetch import fetch

        page = fetch(source)
        return page.body, page.url
    path = Path(source)
    if path.is_dir():
        raise errors.BadInput(f"{source} is a folder; give one file.")
    try:
        with path.open("rb") as handle:
            return _bounded(handle.read(MOST_BYTES + 1), source), source
    except FileNotFoundError:
        raise errors.BadInput(
            f"there is no file {source!r}; give a file, an http(s) address, or - for input."
        ) from None
    except OSError as error:
        raise errors.BadInput(f"{source} cannot be read: {error.strerror}.") from None


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise errors.BadInput(f"{name} is larger than {MOST_BYTES >> 20} MB; give one article, not an archive.")
    return data


def _form_of(out: Path | None) -> str | None:
    """The format a file's name asks for."""
    return (
        {".html": "html", ".htm": "html", ".json": "json", ".md": "md", ".txt": "text"}.get(out.suffix) if out else None
    )


def _write(text: str, out: Path | None) -> None:
    """Whole or not at all: a report is written beside its place and moved there."""
    if out is None:
        click.echo(text.rstrip("\n"))
        return
    import os
    import tempfile

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=out.parent, delete=False, encoding="utf-8") as handle:
            handle.write(text)
        Path(handle.name).chmod(0o644)
        os.replace(handle.name, out)
    except OSError as error:
        raise errors.BadRequest(f"{out} cannot be written: {error.strerror}.") from None
    click.echo(f"written: {out}", err=True)


def _dump(data: Any, indent: int | None = None) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=indent)
