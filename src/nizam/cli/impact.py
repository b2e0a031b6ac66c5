"""`nizam impact`: which past answers would change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from nizam import errors
from nizam.cli.audit import chosen, filtered, output
from nizam.cli.common import dump, wants_json


@click.command()
@click.option("--pack", type=click.Path(path_type=Path), help="The folder of a pack that is not in use yet.")
@click.option("--list", "fresh", metavar="FILE|HASH", help="A new version of a list: a file, or a version kept.")
@click.option("--name", default="", help="With --list: the list it is a version of, where that is not told by itself.")
@filtered
@output
def impact(
    pack: Path | None, fresh: str | None, name: str, as_json: bool, as_text: bool, lang: str, **options: Any
) -> None:
    """Which past answers would change under a new pack or a new version of a list, before it is installed.

    A listing shows as an entry that is newly named, a delisting as one that is named no longer.

    \b
    Examples:
      nizam impact --pack drafts/un_dprk
      nizam impact --list un-sc-2026-12-01.xml
      nizam impact --list sdn_advanced.xml --name us-ofac-sdn --since 2026-01-01 --json
    """
    from nizam.replay import impact as work
    from nizam.replay import show

    if (pack is None) == (fresh is None):
        raise errors.BadRequest("give --pack or --list: one of them.")
    which = chosen(options)
    to_json = wants_json(as_json, as_text)
    bar = _tell if sys.stderr.isatty() else None
    if pack is not None:
        found = work.of_pack(pack, which, bar)
    else:
        found = work.of_list(fresh or "", name, which, bar)
    if bar is not None:
        click.echo("\r\x1b[K", nl=False, err=True)
    click.echo(dump(found.row(), indent=1) if to_json else show.impact(found, lang))


def _tell(looked: int) -> None:
    click.echo(f"\r\x1b[K{looked}", nl=False, err=True)
