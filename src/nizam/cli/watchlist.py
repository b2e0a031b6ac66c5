"""`nizam watchlist`: customers, ships and deals that are asked again when something changes."""

from __future__ import annotations

import click

from nizam import errors
from nizam.cli.audit import output
from nizam.cli.common import dump, tell, wants_json

_KINDS = click.Choice(["customer", "vessel", "deal"])


@click.group()
def watchlist() -> None:
    """Customers, ships and deals, registered once; asked again when a list, a pack or the index changes.

    Only whom a change touches is asked again. Let cron, a systemd timer or a CronJob call `nizam watchlist run`.

    \b
    Examples:
      nizam watchlist add customers.csv
      nizam watchlist add deals.jsonl --kind deal
      nizam lists update && nizam watchlist run --to https://example.org/hook
    """


@watchlist.command("add")
@click.argument("file")
@click.option("--kind", type=_KINDS, help="Of all rows; else their column `kind`, else customer.")
@click.option("-i", "--input", "columns", multiple=True, metavar="PROPERTY=COLUMN", help="Which column says what.")
@click.option("-s", "--schema", help="What is asked for, as in Person; else told by the rows.")
@output
def add(
    file: str, kind: str | None, columns: tuple[str, ...], schema: str | None, as_json: bool, as_text: bool, lang: str
) -> None:
    """Register the rows of FILE: a table as `nizam screen` takes it, with an `id` where you have one; or deals.

    A row whose id is registered already takes its place. Exit code 5 where rows could not be used.

    \b
    Examples:
      nizam watchlist add customers.csv -i name=Customer -s Person
      nizam watchlist add fleet.xlsx --kind vessel
    """
    from nizam.audit.show import label
    from nizam.watching import register_file

    done = register_file(file, kind=kind or "", columns=columns, schema=schema)
    for place, reason in done.bad:
        tell(f"{file}, {place}: {reason}")
    counts = {"added": done.added, "replaced": done.replaced}
    if wants_json(as_json, as_text):
        click.echo(dump({**counts, "bad": [{"place": place, "reason": reason} for place, reason in done.bad]}))
    else:
        click.echo(label("watchlist.added", lang, **counts, bad=len(done.bad)))
    if done.bad:
        raise SystemExit(errors.EXIT_ROWS_FAILED)


@watchlist.command("list")
@click.option("--kind", type=_KINDS, help="Only those of this kind.")
@output
def list_(kind: str | None, as_json: bool, as_text: bool, lang: str) -> None:
    """Who is watched, with the last answer.

    \b
    Example:
      nizam watchlist list --kind vessel
    """
    from nizam.audit.show import label, table, word
    from nizam.watching import find

    found = find(kind=kind or "")
    if wants_json(as_json, as_text):
        click.echo(dump([one.row() for one in found], indent=1))
        return
    rows = [
        (
            one.id,
            label(f"watchlist.kinds.{one.kind}", lang),
            one.content.get("name") or one.content["deal"].get("text") or dump(one.content["deal"]),
            word("outcomes", one.answer["outcome"], lang) if one.answer else "—",
            one.changed[:10],
        )
        for one in found
    ]
    columns = ("id", "kind", "name", "answer", "at")
    click.echo(table(columns, rows, lang) if rows else label("watchlist.none", lang))


@watchlist.command("remove")
@click.argument("ids", nargs=-1, required=True)
@output
def remove(ids: tuple[str, ...], as_json: bool, as_text: bool, lang: str) -> None:
    """Watch IDS no more. What was answered stays in the log.

    \b
    Example:
      nizam watchlist remove customer-17
    """
    from nizam.audit.show import label
    from nizam.watching import remove as removed

    count = removed(ids)
    if not count:
        raise errors.BadRequest(f"{', '.join(ids)}: not watched; `nizam watchlist list` shows who is.")
    if wants_json(as_json, as_text):
        click.echo(dump({"removed": count}))
    else:
        click.echo(label("watchlist.removed", lang, id=", ".join(ids)))


@watchlist.command("run")
@click.option("--to", default="", metavar="URL|FILE", help="Where changes go: a webhook, or a file of JSON lines.")
@click.option("--all", "every", is_flag=True, help="Ask everybody, touched or not.")
@output
def run(to: str, every: bool, as_json: bool, as_text: bool, lang: str) -> None:
    """Ask again whom a change touches; also sends what could not be delivered before. Exit code 1: nothing changed.

    \b
    Examples:
      nizam watchlist run
      nizam watchlist run --to /var/lib/nizam/changes.jsonl
    """
    from nizam.audit.show import label, table, word
    from nizam.watching import deliver
    from nizam.watching import run as work

    if to:
        deliver.checked(to)
    done = work(to=to, every=every)
    counts = {"watched": done.watched, "again": done.again, "sent": done.sent, "waiting": done.waiting}
    if wants_json(as_json, as_text):
        click.echo(dump({**counts, "changed": [one.row() for one in done.changed]}, indent=1))
    else:
        if done.changed:
            rows = [
                (
                    one.watched.id,
                    word("outcomes", one.before, lang) if one.before else "—",
                    word("outcomes", one.after, lang),
                    ", ".join(one.gone) or "—",
                    ", ".join(one.come) or "—",
                    ", ".join(one.because),
                )
                for one in done.changed
            ]
            click.echo(table(("id", "before", "after", "gone", "come", "cause"), rows, lang))
        click.echo(label("watchlist.ran", lang, **counts, changed=len(done.changed)))
    if not done.changed:
        raise SystemExit(errors.EXIT_NOTHING_FOUND)
