"""`nizam caps`: shared allowances, what is used of them, and the ledger that says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nizam import errors, settings
from nizam.cli.common import DAY, LANG, dump, ledger_file, read_input, tell, wants_json, write

if TYPE_CHECKING:
    from nizam.engine.caps import CapTable
    from nizam.ledger.rows import Row
    from nizam.model.law import Regime


def _output(command: Callable[..., None]) -> Callable[..., None]:
    """`--json`, `--text` and `--lang`, as every command has them."""
    for option in (
        click.option("--lang", type=LANG, default="en", show_default=True),
        click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped."),
        click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped."),
        ledger_file,
    ):
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@click.option("--as-of", type=DAY, help="The day to look at; today by default.")
@click.option("--all", "every", is_flag=True, help="Every period of every cap until that day.")
@_output
@click.pass_context
def caps(ctx: click.Context, as_of: date | None, every: bool, as_json: bool, as_text: bool, lang: str) -> None:
    """Every cap in force: limits, period, what is used and left by the ledger, alerts passed.

    \b
    Examples:
      nizam caps
      nizam caps --all --as-of 2018-12-31
      nizam caps record un-dprk/2397/5 --amount "20000 bbl" --date 2018-05-20 --state CN --reference N-17
      nizam caps import deliveries.csv
    """
    if ctx.invoked_subcommand is not None:
        return
    from nizam.report.caps import caps_json, caps_text, overview

    laws = _laws()
    path, there = _ledger()
    rows = _rows(path, laws) if there else ()
    on = as_of or date.today()
    lines = overview(laws, rows, on, every=every)
    if wants_json(as_json, as_text):
        click.echo(dump(caps_json(lines), indent=1))
        return
    click.echo(caps_text(lines, on, lang, path if there else None, len(rows)))
    if not there:
        from nizam.report.caps import label

        click.echo(label("no_ledger", lang), err=True)


@caps.command("record")
@click.argument("cap")
@click.option("--amount", required=True, help='With its unit: "20000 bbl", "500 t diesel". Less than nothing corrects.')
@click.option("--date", "day", required=True, help="Day of the delivery or report, YYYY-MM-DD.")
@click.option("--state", default="", help="Who delivered or reported it.")
@click.option("--reference", default="", help="What tells it from others: a note's number, a bill of lading.")
@click.option("--note", default="")
@_output
def record(cap: str, amount: str, day: str, as_json: bool, as_text: bool, lang: str, **text: str) -> None:
    """Add one delivery under CAP (as in un-dprk/2397/5) to the ledger: a whole line or nothing.

    \b
    Examples:
      nizam caps record un-dprk/2397/5 --amount "20000 bbl" --date 2018-05-20 --state CN --reference N-17
      nizam caps record un-dprk/2397/5 --amount "-500 bbl" --date 2018-06-02 --reference "corrects N-17"
    """
    from nizam.ledger.files import merge
    from nizam.ledger.rows import RowProblem, plain, quantity, row_of
    from nizam.report.caps import caps_json, caps_text, label, overview, told

    laws = _laws()
    table = _table(laws)
    try:
        value, unit = quantity(amount)
        row = row_of({"cap": cap, "date": day, "amount": plain(value), "unit": unit, **text}, table)
    except RowProblem as problem:
        raise errors.BadRequest(str(problem)) from None
    path, _ = settings.ledger()
    added, _ = merge(path, [row], table)
    if not added:
        raise errors.BadRequest(
            "this row is in the ledger already; give another --reference where it is a second delivery."
        )
    lines = [
        line
        for line in overview(laws, _rows(path, laws), row.day)
        if line.item.id == row.cap and line.period.first <= row.day
    ]
    if wants_json(as_json, as_text):
        click.echo(dump({"recorded": row.fields(), "balance": caps_json(lines)[0] if lines else None}, indent=1))
        return
    click.echo(label("recorded", lang, row=told(row.fields(), lang)))
    click.echo(caps_text(lines, row.day, lang, None, 0))


@caps.command("import")
@click.argument("file")
@_output
def import_(file: str, as_json: bool, as_text: bool, lang: str) -> None:
    """Merge FILE (CSV or JSON lines; - for standard input) into the ledger. A row that is there already is not doubled.

    Rows that cannot be used are named with line and reason; the others are added, and the exit code is 5.

    \b
    Example:
      nizam caps import deliveries-2018.csv
    """
    from nizam.ledger import files
    from nizam.report.caps import label

    table = _table(_laws())
    source = Path("standard input") if file == "-" else Path(file)
    data = (
        read_input(files.MOST_BYTES + 1)
        if file == "-"
        else files.bytes_of(source, "give a file, or - for standard input.")
    )
    rows, bad = files.parse(data, source, table)
    path, _ = settings.ledger()
    added, already = files.merge(path, rows, table) if rows else (0, 0)
    for problem in bad:
        tell(f"{source}:{problem.line}: {problem.reason}")
    if wants_json(as_json, as_text):
        found = [{"line": problem.line, "reason": problem.reason} for problem in bad]
        click.echo(dump({"added": added, "already": already, "bad": found}, indent=1))
    else:
        click.echo(label("imported", lang, added=str(added), already=str(already), bad=str(len(bad))))
    if bad:
        raise SystemExit(errors.EXIT_ROWS_FAILED)


@caps.command("export")
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), help="Default: by the name of --out, else csv.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
@ledger_file
def export(form: str | None, out: Path | None) -> None:
    """The ledger's rows in one form, oldest first: as CSV or as JSON lines.

    \b
    Example:
      nizam caps export --out caps.jsonl
    """
    from nizam.ledger.files import exported

    chosen = form or ("jsonl" if out is not None and out.suffix in (".jsonl", ".ndjson") else "csv")
    rows = sorted(_rows(settings.ledger()[0], _laws()), key=lambda row: (row.cap, row.day))
    write(exported(rows, chosen), out)


def _ledger() -> tuple[Path, bool]:
    """Where the ledger is, and whether it is to be read: one that was named has to be there."""
    path, named = settings.ledger()
    return path, named or path.exists()


def _laws() -> list[Regime]:
    from nizam.regime.load import load_regime, regimes

    return [load_regime(name) for name in regimes()]


def _table(laws: list[Regime]) -> CapTable:
    from nizam.engine.caps import CapTable

    return CapTable(laws)


def _rows(path: Path, laws: list[Regime]) -> tuple[Row, ...]:
    from nizam.ledger.files import read

    return read(path, _table(laws))
