"""`nizam replay`: would we say the same today?"""

from __future__ import annotations

from typing import Any

import click

from nizam import errors
from nizam.cli.audit import chosen, filtered, output
from nizam.cli.common import dump, wants_json


@click.command()
@click.argument("decision", required=False)
@click.option("--all", "every", is_flag=True, help="Every decision in the log.")
@filtered
@click.option("--then", is_flag=True, help="Also where the answer is the same: by what there was then.")
@output
def replay(
    decision: str | None, every: bool, then: bool, as_json: bool, as_text: bool, lang: str, **options: Any
) -> None:
    """Give a past DECISION again (its id, or #number), or many: the same, or the first step that differs, and why.

    The day whose law applies and the day that stood for the present stay those of the record; law, lists, dismissals
    and code are those of now. Where the answer differs, one of them after the other is put back to what it was: what
    the answer changes with is its cause. Exit code 1 where an answer differs.

    \b
    Examples:
      nizam replay MZXW6YTBOI3DSNRXHBWGC2LMNF
      nizam replay '#1042' --json
      nizam replay --since 2026-11-01
      nizam replay --all --kind check
    """
    from nizam import replay as again
    from nizam.audit import Filter
    from nizam.replay import show

    which = chosen(options)
    if (decision is not None) + every + (which != Filter()) != 1 and (decision is not None or which == Filter()):
        raise errors.BadRequest("name one decision, or choose many with --since, another filter, or --all.")
    to_json = wants_json(as_json, as_text)
    if decision is not None:
        one = again.one(decision)
        click.echo(dump(one.row(), indent=1) if to_json else show.replayed(one, lang))
        counts = {one.status: 1}
    else:
        counts = {}
        for one in again.replay(which, then=then):
            counts[one.status] = counts.get(one.status, 0) + 1
            if to_json:
                click.echo(dump(one.row()))
            elif one.status != "same":
                click.echo(show.replayed(one, lang) + "\n")
        click.echo(f"nizam: {show.tally(counts, lang)}", err=True)
    if counts.get("differs") or counts.get("failed"):
        raise SystemExit(errors.EXIT_NOTHING_FOUND)
