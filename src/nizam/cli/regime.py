"""`nizam regime`: the law as encoded."""

from __future__ import annotations

from datetime import date

import click

from nizam.cli.common import DAY, LANG, piped, wants_json


@click.group()
def regime() -> None:
    """The law as encoded: its paragraphs, since when, with which exceptions."""


@regime.command("list")
@click.option("--as-of", type=DAY, help="Only what was in force on this day.")
@click.option("--regime", "name", default="un-dprk", show_default=True, help="Whose law: us-dprk, eu-dprk, uk-dprk.")
@click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped.")
@click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def regime_list(as_of: date | None, name: str, as_json: bool, as_text: bool, lang: str) -> None:
    """All provisions, oldest instrument first.

    \b
    Examples:
      nizam regime list --as-of 2016-06-01
      nizam regime list --regime eu-dprk --lang ar
    """
    from nizam.report import law

    click.echo(law.listing(as_of, wants_json(as_json, as_text), lang, name))


@regime.command("show")
@click.argument("provision")
@click.option("--as-of", type=DAY, help="Say whether it was in force on this day.")
@click.option("--json", "as_json", is_flag=True, help="JSON, with every field of the pack.")
@click.option("--text", "as_text", is_flag=True, help="Sentences; the default, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def regime_show(provision: str, as_of: date | None, as_json: bool, as_text: bool, lang: str) -> None:
    """One provision, as in un-dprk/2397/8, 2397/8 or its citation; the first part of the id says whose law.

    \b
    Examples:
      nizam regime show un-dprk/2397/8 --as-of 2019-01-01
      nizam regime show eu-dprk/2017-1509/16d
    """
    from nizam.report import law

    # Sentences also when piped: a paragraph is read more often than it is parsed.
    click.echo(law.showing(provision, as_of, as_json and wants_json(as_json, as_text), lang))


@regime.command("timeline")
@click.option("--from", "first", type=DAY, help="From this day on; without it, from the first.")
@click.option("--to", "last", type=DAY, help="Up to this day; without it, to the last.")
@click.option("--regime", "name", default="un-dprk", show_default=True, help="Whose law.")
@click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped.")
@click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def regime_timeline(first: date | None, last: date | None, name: str, as_json: bool, as_text: bool, lang: str) -> None:
    """What changed, day by day: what began, ended, was tightened or ran out, and votes that changed nothing.

    \b
    Examples:
      nizam regime timeline --from 2017-01-01 --to 2017-12-31
      nizam regime timeline --from 2022-01-01 --lang ar
    """
    from nizam.report.timeline import timeline

    to_json = wants_json(as_json, as_text)
    click.echo(timeline(first, last, to_json, lang, regime=name, color=not piped()).rstrip("\n"))


@regime.command("diff")
@click.argument("first", type=DAY, metavar="A")
@click.argument("last", type=DAY, metavar="B")
@click.option("--regime", "name", default="un-dprk", show_default=True, help="Whose law.")
@click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped.")
@click.option("--text", "as_text", is_flag=True, help="The sentences, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def regime_diff(first: date, last: date, name: str, as_json: bool, as_text: bool, lang: str) -> None:
    """What is in force on day B and was not on day A, what ended, and what changed.

    \b
    Examples:
      nizam regime diff 2016-01-01 2018-01-01
      nizam regime diff 2017-11-01 2018-02-01 --lang ar
    """
    from nizam.report.lawdiff import difference

    to_json = wants_json(as_json, as_text)
    click.echo(difference(first, last, to_json, lang, regime=name, color=not piped()).rstrip("\n"))
