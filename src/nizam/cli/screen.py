"""`nizam screen`: is this name listed, and which names of a table are?"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import click

from nizam import errors
from nizam.cli.common import DAY, LANG, dump, piped

if TYPE_CHECKING:
    from nizam.goodguys import Sifted
    from nizam.screenfile import Counts

_SCHEMAS = ("Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane")
_FORMS = ("csv", "tsv", "xlsx", "parquet", "jsonl")


@click.command()
@click.argument("given", nargs=-1, required=True, metavar="NAME | IN [OUT]")
@click.option("-i", "--input", "columns", multiple=True, metavar="PROPERTY=COLUMN", help="Which column says what.")
@click.option("-s", "--schema", type=click.Choice(_SCHEMAS, case_sensitive=False), help="What is asked for.")
@click.option("--schema-column", metavar="COLUMN", help="The column that names each row's schema.")
@click.option("--dataset", default="default", show_default=True, help="One list, or `default` for all there is.")
@click.option("--country", multiple=True, help="Country of the party, as a name or code; for a single name.")
@click.option("--birth-date", help="YYYY or YYYY-MM-DD; for a single name.")
@click.option("--as-of", type=DAY, help="Only listings in force on this day.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="Candidates for a name.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.7, show_default=True)
@click.option("--include-empty", is_flag=True, help="Also write rows without a candidate.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of OUT; else by its ending, csv for -.")
@click.option("--encoding", help="Of a text table, where it is not told by itself: cp1256, cp1251 …")
@click.option("--scope", multiple=True, help="The customer this is for: dismissals of that scope hold, too.")
@click.option("--scope-column", metavar="COLUMN", help="The column that names each row's customer.")
@click.option("--show-dismissed", is_flag=True, help="Show dismissed matches, marked, after the open ones.")
@click.option("--json", "as_json", is_flag=True, help="JSON; for a single name also the default when piped.")
@click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def screen(given: tuple[str, ...], as_json: bool, as_text: bool, lang: str, **options: Any) -> None:
    """Is NAME listed? In any script. Or: which rows of a table (IN) name somebody listed? Answers go to OUT.

    Tables are csv, tsv, xlsx, parquet or jsonl, by their endings; - is CSV on standard input or output. Columns called
    like a property (name, birthDate, nationality, imoNumber …) need no -i. Exit code 1 where nothing is found, 5 where
    rows could not be screened.

    \b
    Examples:
      nizam screen "Korea Mining Development Trading Corporation"
      nizam screen "조춘룡" --schema Person --json
      nizam screen customers.csv hits.csv -i name=Customer -i birthDate=DOB -s Person
      nizam screen suppliers.xlsx hits.xlsx --include-empty
      cat names.csv | nizam screen - - > hits.csv
    """
    if _is_table(given[0]) or (len(given) == 2 and options["columns"]):
        if len(given) > 2:
            raise errors.BadRequest("a table takes one IN and one OUT; put names with blanks in quotes.")
        _file(given[0], given[1] if len(given) == 2 else "-", as_json, lang, options)
        return
    if len(given) > 1:
        raise errors.BadRequest(
            f"{given[0]!r} is no table (csv, tsv, xlsx, parquet, jsonl); a name of several words goes in quotes: "
            f'nizam screen "{" ".join(given)}".'
        )
    _single(given[0], as_json or (not as_text and piped()), lang, options)


def _is_table(given: str) -> bool:
    if given != "-" and "." not in given:
        return False
    from nizam.tabular import form_of

    return form_of(given) is not None


def _single(name: str, to_json: bool, lang: str, options: dict[str, Any]) -> None:
    for option in ("columns", "schema_column", "include_empty", "form", "encoding", "scope_column"):
        if options[option]:
            raise errors.BadRequest(f"--{option.replace('_', '-')} is for tables; {name!r} is taken for a name.")
    sifted = _ask(name, options)
    shown = sifted.marked() if options["show_dismissed"] else sifted.matches
    if to_json:
        from nizam.report.matches import matches_json

        click.echo(dump(matches_json(name, sifted, show_dismissed=options["show_dismissed"]), indent=1))
    else:
        from nizam.screening.explain import matches_text

        click.echo(matches_text(name, shown))
    if sifted.dismissed and not options["show_dismissed"]:
        from nizam.screenfile.labels import label

        click.echo(label("dismissed", lang, count=len(sifted.dismissed)), err=True)
    if not shown:
        raise SystemExit(errors.EXIT_NOTHING_FOUND)


def _ask(name: str, options: dict[str, Any]) -> Sifted:
    from nizam import goodguys, recorded, screened
    from nizam.text.gazetteer import country_code

    screener = screened.screener_of(options["dataset"])
    countries = []
    for given in options["country"]:
        code = country_code(given)
        if code is None:
            raise errors.BadRequest(f"{given!r} is no country known here; give its English name or two-letter code.")
        countries.append(code)
    asked = {key: options[key] for key in ("schema", "birth_date", "as_of", "limit", "threshold", "scope")}
    sifted = goodguys.ask(screener, name, countries=countries, **asked)
    known = {key: options[key] for key in ("schema", "birth_date")}
    how = {key: options[key] for key in ("as_of", "limit", "threshold", "scope")}
    recorded.screen(options["dataset"], {"name": name, "countries": countries, **known}, sifted, **how)
    recorded.settle()
    return sifted


def _file(source: str, out: str, as_json: bool, lang: str, options: dict[str, Any]) -> None:
    from nizam import recorded, screened
    from nizam.screenfile import Options, screen_file

    for option, column in (("country", "country"), ("birth_date", "birthDate")):
        if options[option]:
            raise errors.BadRequest(f"--{option.replace('_', '-')} is for one name; for a table, -i {column}=COLUMN.")
    chosen = {key: options[key] for key in Options.__struct_fields__}
    bar = _Bar(lang) if sys.stderr.isatty() else None
    try:
        counts = screen_file(
            source,
            out,
            lambda: screened.screener_of(options["dataset"]),
            columns=options["columns"],
            schema_column=options["schema_column"],
            scope_column=options["scope_column"],
            form=options["form"],
            encoding=options["encoding"],
            options=Options(**chosen),
            progress=bar,
            records=recorded.Screening(
                options["dataset"],
                limit=options["limit"],
                threshold=options["threshold"],
                scope=options["scope"],
            ),
        )
    finally:
        if bar is not None:
            bar.clear()
    _tell(counts, out, as_json, lang)
    if counts.failed:
        raise SystemExit(errors.EXIT_ROWS_FAILED)
    if not counts.found:
        raise SystemExit(errors.EXIT_NOTHING_FOUND)


def _tell(counts: Counts, out: str, as_json: bool, lang: str) -> None:
    """What was done, on standard error; with --json also as numbers on standard output where OUT is a file."""
    from nizam import said
    from nizam.screenfile.labels import label

    numbers = ("rows", "found", "candidates", "failed")
    told = {name: getattr(counts, name) for name in (*numbers, "dismissed", "left_out", "short")}
    if as_json and out != "-":
        click.echo(dump({**told, "out": out}, indent=1))
    lines = [label(note, lang) for note in counts.notes]
    if counts.left_out:
        lines.append(label("left_out", lang, count=counts.left_out, first=counts.first_left_out))
    if counts.short:
        lines.append(label("short", lang, count=counts.short))
    if counts.failed:
        lines.append(label("failed", lang, failed=counts.failed, first=said.message(counts.first_failed, lang)))
    lines.append(label("done", lang, **{name: told[name] for name in numbers}))
    if out != "-":
        lines.append(label("written", lang, out=out))
    for line in lines:
        click.echo(f"nizam: {line}", err=True)


class _Bar:
    """One line on the terminal: rows, rate, what was found, and the time that is left."""

    def __init__(self, lang: str) -> None:
        self._lang, self._began, self._drawn = lang, time.monotonic(), 0.0

    def __call__(self, counts: Counts, share: float | None) -> None:
        now = time.monotonic()
        if now - self._drawn < 0.1:
            return
        from nizam.screenfile.labels import label

        self._drawn, passed = now, now - self._began
        text = label(
            "progress",
            self._lang,
            rows=counts.rows,
            rate=int(counts.rows / max(passed, 0.001)),
            found=counts.found,
            failed=counts.failed,
        )
        if share:
            minutes, seconds = divmod(int(passed / share - passed), 60)
            text += "  " + label("left", self._lang, share=int(share * 100), time=f"{minutes}:{seconds:02}")
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self._drawn:
            click.echo("\r\x1b[K", nl=False, err=True)
