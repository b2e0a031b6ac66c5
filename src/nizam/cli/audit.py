"""`nizam audit`: the decision log, shown, checked, copied, exported, and its personal part erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from nizam import errors
from nizam.cli.common import DAY, LANG, dump, wants_json

_KINDS = click.Choice(["read", "check", "screen", "case", "erasure"])


def output(command: Callable[..., None]) -> Callable[..., None]:
    """`--json`, `--text` and `--lang`, as every command has them."""
    for option in (
        click.option("--lang", type=LANG, default="en", show_default=True),
        click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped."),
        click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped."),
    ):
        command = option(command)
    return command


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose records."""
    for option in (
        click.option("--contains", "text", default="", help="Only those in which this text stands."),
        click.option("--asked-by", default="", help="Only those asked by whoever this is a part of: cli:amal, api."),
        click.option("--until", type=DAY, help="Only those until this day (UTC)."),
        click.option("--since", type=DAY, help="Only those since this day (UTC)."),
        click.option("--outcome", default="", help="Only those with this outcome, as in prohibited, match, none."),
        click.option("--kind", type=_KINDS, help="Only those of this kind."),
    ):
        command = option(command)
    return command


def chosen(options: dict[str, Any]) -> Any:
    """The filter that options ask for; they are taken out."""
    from nizam.audit import Filter

    names = ("kind", "outcome", "since", "until", "asked_by", "text")
    return Filter(**{name: value for name in names if (value := options.pop(name, None))})


@click.group()
def audit() -> None:
    """The decision log: every answer with what it rests on, in a chain that shows what was altered.

    \b
    Examples:
      nizam audit list --since 2026-11-01 --outcome prohibited
      nizam audit show MZXW6YTBOI3DSNRXHBWGC2LMNF
      nizam audit verify
      nizam audit export decisions.csv --kind check
    """


@audit.command("list")
@filtered
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="The latest so many.")
@output
def list_(limit: int, as_json: bool, as_text: bool, lang: str, **options: Any) -> None:
    """Decisions, the latest first.

    \b
    Examples:
      nizam audit list
      nizam audit list --kind screen --outcome match --json
      nizam audit list --contains "Ocean Star"
    """
    from nizam.audit import find, show

    found = find(chosen(options), limit=limit)
    if wants_json(as_json, as_text):
        click.echo(dump([one.row() for one in found], indent=1))
    else:
        click.echo(show.decisions(found, lang))


@audit.command("show")
@click.argument("decision")
def show_(decision: str) -> None:
    """One DECISION whole, as JSON: by its id (the latest of it) or its number (#12).

    \b
    Example:
      nizam audit show '#12'
    """
    from nizam.audit import get
    from nizam.audit.read import hash_before

    found = get(decision)
    click.echo(dump(found.row(hash_before(found.seq)), indent=1))


@audit.command("verify")
@click.option("--expect", metavar="NUMBER:HASH", default="", help="A last record noted earlier: it must be there.")
@click.option("--bundle", type=click.Path(path_type=Path), help="Check a signed bundle instead.")
@click.option("--key", default="", help="With --bundle: the signer's public key, in hex.")
@output
def verify(expect: str, bundle: Path | None, key: str, as_json: bool, as_text: bool, lang: str) -> None:
    """Is the log whole and unaltered? Exit code 3 where it is not.

    A log whose end was cut off is whole in itself: note its last number and hash elsewhere, and say them here.

    \b
    Examples:
      nizam audit verify
      nizam audit verify --expect 1042:9f2c…
      nizam audit verify --bundle decisions.zip --key 5d1f…
    """
    from nizam import audit as log
    from nizam import said
    from nizam.audit import show

    to_json = wants_json(as_json, as_text)
    if bundle is not None:
        from nizam.audit import bundle as bundles
        from nizam.record import asdict

        held = bundles.check(bundle, key)
        told = {"count": held.records, "first": held.first, "last": held.last, "key": held.key}
        click.echo(dump(asdict(held), indent=1) if to_json else show.label("bundle_sound", lang, **told))
        return
    found = log.verify(_expected(expect))
    if to_json:
        head = {"seq": found.head[0], "hash": found.head[1]}
        problems = [{"seq": seq, "problem": problem} for seq, problem in found.problems]
        counts = {"records": found.records, "erased": found.erased, "clock_back": found.clock_back}
        click.echo(dump({"sound": found.sound, **counts, "head": head, "problems": problems}, indent=1))
    else:
        for seq, problem in found.problems:
            click.echo(show.label("broken", lang, seq=seq, problem=said.message(problem, lang)))
        if found.sound:
            seq, last = found.head
            click.echo(show.label("sound", lang, records=found.records, erased=found.erased, seq=seq, hash=last))
    if found.clock_back:
        click.echo(f"nizam: {show.label('clock_back', lang, count=found.clock_back)}", err=True)
    if not found.sound:
        raise SystemExit(errors.EXIT_BAD_INPUT)


def _expected(given: str) -> tuple[int, str] | None:
    if not given:
        return None
    number, mark, last = given.partition(":")
    if not mark or not number.isdecimal() or len(last) != 64:
        raise errors.BadRequest(f"--expect {given!r} is not NUMBER:HASH, as `nizam audit verify` prints them.")
    return int(number), last


@audit.command("export")
@click.argument("out")
@filtered
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "parquet", "bundle"]), help="Else by the ending.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def export(out: str, form: str | None, lang: str, **options: Any) -> None:
    """Write decisions to OUT: .jsonl, .csv, .parquet, or .zip, a bundle signed with this installation's key.

    A bundle can be checked by anybody who has the public key: `nizam audit verify --bundle OUT --key KEY`.

    \b
    Examples:
      nizam audit export decisions.csv --since 2026-01-01
      nizam audit export - --kind check | jq .result
      nizam audit export for-the-regulator.zip --since 2026-01-01 --until 2026-03-31
    """
    from nizam.audit import show

    which = chosen(options)
    if form == "bundle" or (form is None and out.endswith(".zip")):
        from nizam.audit import bundle

        made = bundle.write(Path(out), which)
        told = {"count": made.records, "first": made.first, "last": made.last, "key": made.key}
        click.echo(f"nizam: {show.label('bundled', lang, **told)}", err=True)
        return
    from nizam.audit.export import export as written

    count = written(out, form or "", which)
    if out != "-":
        click.echo(f"nizam: {show.label('exported', lang, count=count, out=out)}", err=True)


@audit.command("erase")
@click.option("--before", type=DAY, help="In records older than this day.")
@click.option("--contains", "text", default="", help="In records in which this text stands: a person's name.")
@click.option("--record", "seqs", type=int, multiple=True, help="In this record, by number; may be repeated.")
@click.option("--reason", required=True, help="Why: retention, a person's request …")
@click.option("--dry-run", is_flag=True, help="Only count.")
@output
def erase(
    before: date | None,
    text: str,
    seqs: tuple[int, ...],
    reason: str,
    dry_run: bool,
    as_json: bool,
    as_text: bool,
    lang: str,
) -> None:
    """Erase what was asked. What was decided stays, the chain stays whole, and the erasure is recorded.

    \b
    Examples:
      nizam audit erase --before 2021-01-01 --reason "kept five years"
      nizam audit erase --contains "Zaydun al-Qustani" --reason "his request of 2026-03-02"
    """
    from nizam.audit import show
    from nizam.audit.erase import erase as erased
    from nizam.audit.who import asked_by, user

    author = asked_by() or f"cli:{user()}"
    done = erased(before=before, text=text, seqs=seqs, reason=reason, author=author, dry_run=dry_run)
    if wants_json(as_json, as_text):
        click.echo(dump({"erased": done.count, "records": [list(one) for one in done.ranges], "dry_run": dry_run}))
    else:
        click.echo(show.label("would_erase" if dry_run else "erased", lang, count=done.count))


@audit.command("backup")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--lang", type=LANG, default="en", show_default=True)
def backup(out: Path, lang: str) -> None:
    """Copy the log to OUT while it is in use.

    \b
    Example:
      nizam audit backup /backup/decisions-2026-11-24.db
    """
    from nizam.audit import show
    from nizam.audit.backup import backup as copied

    click.echo(f"nizam: {show.label('backed_up', lang, bytes=copied(out), out=out)}", err=True)


@audit.command("restore")
@click.argument("copy", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the log that is there; it is kept beside.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def restore(copy: Path, force: bool, lang: str) -> None:
    """Put a COPY in the place of the log, checked before and after.

    \b
    Example:
      nizam audit restore /backup/decisions-2026-11-24.db --force
    """
    from nizam.audit import show
    from nizam.audit.backup import restore as put_back

    found = put_back(copy, force=force)
    click.echo(f"nizam: {show.label('restored', lang)}", err=True)
    seq, last = found.head
    click.echo(show.label("sound", lang, records=found.records, erased=found.erased, seq=seq, hash=last))
