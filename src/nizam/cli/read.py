"""`nizam read`: an article in, a report out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nizam.cli.common import DAY, LANG, dump, read_source, show_dismissed, write

if TYPE_CHECKING:
    from nizam.report.shape import Report


@click.command()
@click.argument("source")
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "md"]), help="Default: text.")
@click.option("--lang", type=LANG, default="en", show_default=True, help="Language of the report.")
@click.option("--as-of", type=DAY, help="The day whose law applies; else the event's date, else the page's.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
@show_dismissed
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

    data, name = read_source(source)
    case = casework.read(read_page(data, source=name), as_of=as_of)
    chosen = form or _form_of(out) or "text"
    if chosen == "json":
        from nizam.report.json import article_json

        write(dump(article_json(case), indent=1), out)
        return
    from nizam.report.build import build

    write(_render(build(case, lang), chosen, color=out is None and sys.stdout.isatty()), out)


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
    return (
        {".html": "html", ".htm": "html", ".json": "json", ".md": "md", ".txt": "text"}.get(out.suffix) if out else None
    )
