"""`nizam check`: a deal in, a verdict out."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from nizam import errors
from nizam.cli.common import DAY, LANG, dump, ledger_file, piped, show_dismissed, tell, wants_json


@click.command()
@click.argument("deal")
@click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped.")
@click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
@click.option("--as-of", type=DAY, help="Judge as of this day instead of the deal's own date.")
@ledger_file
@show_dismissed
@click.option("--over-time", is_flag=True, help="Judge the same deal on every day the law changed.")
def check(deal: str, as_json: bool, as_text: bool, lang: str, as_of: date | None, over_time: bool) -> None:
    """Judge a deal: FILE (JSON, YAML, or .jsonl with one deal a line), - for standard input, or plain words.

    \b
    Examples:
      nizam check deal.json
      nizam check deals.jsonl --json > verdicts.jsonl
      nizam check "In May 2019 China buys 500 tonnes of coal from North Korea."
      nizam check "A Chinese firm buys coal from North Korea." --over-time
    """
    from nizam import dealfile

    to_json = wants_json(as_json, as_text)
    many, rows = dealfile.read_deals(deal)
    failed = 0
    for row in rows:
        failed += _answer(row, many, to_json, lang, as_of, over_time)
    if failed:
        tell(f"{failed} deal(s) could not be judged; each has an error line.")
        raise SystemExit(errors.EXIT_ROWS_FAILED)


def _answer(row: Any, many: bool, to_json: bool, lang: str, as_of: date | None, over_time: bool = False) -> int:
    """Print the answer to one deal; 1 if it could not be judged."""
    from nizam import casework
    from nizam.report.json import verdict_json

    try:
        if isinstance(row.given, errors.NizamError):
            raise row.given
        if over_time:
            _over_time(row, many, to_json, lang, as_of)
            return 0
        verdict = casework.check(row.given, as_of=as_of)
    except errors.NizamError as error:
        if not many:
            raise
        field = error.field if isinstance(error, errors.BadDeal) else ""
        message = error.message if isinstance(error, errors.BadDeal) else str(error)
        click.echo(_failed(row.id, error.code, field, message, lang if not to_json else ""))
        return 1
    if to_json:
        click.echo(dump(verdict_json(verdict), indent=None if many else 1))
        return 0
    from nizam.report.plain import verdict_text

    click.echo(verdict_text(verdict, lang, color=not piped()))
    return 0


def _failed(deal_id: str, code: str, field: str, message: str, lang: str) -> str:
    """What stands for a deal that could not be judged: a line of JSON, or of text in `lang`."""
    if not lang:
        from nizam.report.json import error_json

        return dump(error_json(deal_id, code, field, message))
    from nizam.report.plain import error_text

    return error_text(deal_id, field, message, lang)


def _over_time(row: Any, many: bool, to_json: bool, lang: str, as_of: date | None) -> None:
    """Print the answers to one deal over the years; in a file of deals, one line for each deal with its id."""
    from nizam import casework
    from nizam.record import replace
    from nizam.regime.load import load_regime
    from nizam.report.overtime import over_time_json, over_time_text

    deal, periods = casework.over_time(row.given)
    if as_of is not None:
        deal = replace(deal, date=as_of)
    if to_json:
        answers = over_time_json(deal, periods)
        click.echo(dump({"id": deal.id, "over_time": answers} if many else answers, indent=None if many else 1))
        return
    shown = over_time_text(deal, periods, load_regime(), lang, today=date.today(), color=not piped(), notes=not many)
    click.echo(shown)
