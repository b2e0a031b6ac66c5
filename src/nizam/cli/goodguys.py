"""`nizam goodguys`: matches that somebody looked at and dismissed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from nizam import errors
from nizam.cli.common import LANG, dump, piped, tell, write


def _output(command: Callable[..., None]) -> Callable[..., None]:
    """`--json`, `--text` and `--lang`, as every command has them."""
    for option in (
        click.option("--lang", type=LANG, default="en", show_default=True),
        click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped."),
        click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped."),
    ):
        command = option(command)
    return command


@click.group()
def goodguys() -> None:
    """Matches that somebody looked at and dismissed: they crowd out new ones no more.

    A dismissal holds for one name and one entry. The match is open again when the listed record changes, when the
    dismissal expires, and for a query with another birth date, country or number.

    \b
    Examples:
      nizam goodguys add "Kim Yong Chol" KPi.055 --birth-date 1988 --reason "another birth year; passport seen"
      nizam goodguys list
      nizam goodguys remove g-1a2b3c4d5e6f
    """


@goodguys.command("add")
@click.argument("query")
@click.argument("entity")
@click.option("--reason", required=True, help="Why it is somebody else.")
@click.option("--author", default="", help="Who says so; you by default.")
@click.option("--expires", default="", help="The last day it holds, YYYY-MM-DD; without it, for good.")
@click.option("--scope", default="", help="The only list or customer it holds for.")
@click.option("--birth-date", default="", help="Of the party asked for, as it is given when screening.")
@click.option("--country", multiple=True, help="Of the party asked for, as it is given when screening.")
@click.option("--identifier", multiple=True, metavar="PROPERTY=NUMBER", help="As in passportNumber=123.")
@_output
def add_(
    query: str,
    entity: str,
    country: tuple[str, ...],
    identifier: tuple[str, ...],
    as_json: bool,
    as_text: bool,
    lang: str,
    **text: Any,
) -> None:
    """QUERY, a name as it is screened, is not the listed ENTITY (its id, as `nizam screen` shows it).

    \b
    Examples:
      nizam goodguys add "Kim Yong Chol" KPi.055 --reason "born 1988; passport seen" --birth-date 1988
      nizam goodguys add "Ocean Star" imo-8628597 --reason "a yacht" --expires 2027-06-30 --scope customer-17
    """
    from nizam.goodguys import manage, show

    numbers: dict[str, list[str]] = {}
    for one in identifier:
        kind, mark, number = one.partition("=")
        if not mark or not kind.strip() or not number.strip():
            raise errors.BadRequest(f"--identifier {one!r} is not PROPERTY=NUMBER, as in passportNumber=123.")
        numbers.setdefault(kind.strip(), []).append(number.strip())
    made = manage.add(query, entity, countries=country, identifiers=numbers, **text)
    click.echo(dump(made.row(), indent=1) if _to_json(as_json, as_text) else show.sentence("added", made, lang))


@goodguys.command("list")
@click.option("--query", default="", help="Only those for this name.")
@click.option("--all", "every", is_flag=True, help="Also those taken back or replaced.")
@_output
def list_(query: str, every: bool, as_json: bool, as_text: bool, lang: str) -> None:
    """Every dismissal, and how it stands.

    \b
    Examples:
      nizam goodguys list
      nizam goodguys list --query "Kim Yong Chol" --all --json
    """
    from nizam.goodguys import manage, show

    found = manage.listing(query=query, every=every)
    click.echo(dump(show.rows(found), indent=1) if _to_json(as_json, as_text) else show.table(found, lang))


@goodguys.command("remove")
@click.argument("dismissal")
@click.option("--reason", default="", help="Why it does not hold.")
@click.option("--author", default="", help="Who takes it back; you by default.")
@_output
def remove_(dismissal: str, as_json: bool, as_text: bool, lang: str, **text: str) -> None:
    """Take a DISMISSAL (its id) back: the match is open again. What was said stays in the file.

    \b
    Example:
      nizam goodguys remove g-1a2b3c4d5e6f --reason "the passport was forged"
    """
    from nizam.goodguys import manage, show

    made = manage.remove(dismissal, **text)
    row = {"removed": made.row()}
    click.echo(dump(row, indent=1) if _to_json(as_json, as_text) else show.sentence("removed", made, lang))


@goodguys.command("import")
@click.argument("file")
@click.option("--author", default="", help="Who says so, where a row names nobody; you by default.")
@_output
def import_(file: str, author: str, as_json: bool, as_text: bool, lang: str) -> None:
    """Merge FILE (CSV as `export` writes it, or any table with query, entity and reason; - for standard input).

    Rows that cannot be used are named with their place; the others are added, and the exit code is 5.

    \b
    Example:
      nizam goodguys import dismissed.csv --author "M. Haddad"
    """
    from nizam.goodguys import manage, show

    done = manage.import_(file, author=author)
    for place, reason in done.bad:
        tell(f"{file}, {place}: {reason}")
    if _to_json(as_json, as_text):
        bad = [{"place": place, "reason": reason} for place, reason in done.bad]
        click.echo(dump({"added": done.added, "already": done.already, "bad": bad}, indent=1))
    else:
        click.echo(show.label("imported", lang, added=done.added, already=done.already, bad=len(done.bad)))
    if done.bad:
        raise SystemExit(errors.EXIT_ROWS_FAILED)


@goodguys.command("export")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
def export(out: Path | None) -> None:
    """The dismissals that stand, as CSV.

    \b
    Example:
      nizam goodguys export --out dismissed.csv
    """
    from nizam.goodguys import manage

    write(manage.exported(), out)


def _to_json(as_json: bool, as_text: bool) -> bool:
    return as_json or (not as_text and piped())
