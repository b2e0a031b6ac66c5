"""`nizam regime`: the law as encoded."""

from __future__ import annotations

from datetime import date

import click

from nizam.cli.common import DAY, LANG, piped


@click.group()
def regime() -> None:
    """The law as encoded: its paragraphs, since when, with which exceptions."""


@regime.command("list")
@click.option("--as-of", type=DAY, help="Only what was in force on this day.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--lang", type=LANG, default="en", show_default=True)
def regime_list(as_of: date | None, as_json: bool, lang: str) -> None:
    """All provisions, oldest instrument first."""
    from nizam.report import law

    click.echo(law.listing(as_of, as_json or piped(), lang))


@regime.command("show")
@click.argument("provision")
@click.option("--as-of", type=DAY, help="Say whether it was in force on this day.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--lang", type=LANG, default="en", show_default=True)
def regime_show(provision: str, as_of: date | None, as_json: bool, lang: str) -> None:
    """One provision, as in un-dprk/2397/8.

    \b
    Example:
      nizam regime show un-dprk/2397/8 --as-of 2019-01-01
    """
    from nizam.report import law

    click.echo(law.showing(provision, as_of, as_json, lang))
