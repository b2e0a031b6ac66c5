"""`nizam lists`: which official lists are here, how old they are, and how to get newer ones."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from nizam import errors
from nizam.cli.common import LANG, dump, piped


def _output(command: Callable[..., None]) -> Callable[..., None]:
    """`--json`, `--text` and `--lang`, as every command has them."""
    for option in (
        click.option("--lang", type=LANG, default="en", show_default=True),
        click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped."),
        click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped."),
    ):
        command = option(command)
    return command


def _to_json(as_json: bool, as_text: bool) -> bool:
    return as_json or (not as_text and piped())


@click.group(invoke_without_command=True)
@_output
@click.pass_context
def lists(ctx: click.Context, as_json: bool, as_text: bool, lang: str) -> None:
    """Which lists are here: published when, fetched when, how many entries, which version.

    \b
    Examples:
      nizam lists
      nizam lists update                       all official lists
      nizam lists update un-sc eu-fsf
      nizam lists add sdn-csv/ --name us-ofac-sdn
      nizam lists add entities.ftm.json --name suppliers
      nizam lists diff us-ofac-sdn             what the last update brought
    """
    if ctx.invoked_subcommand is not None:
        return
    from nizam.lists import show

    found = show.rows()
    click.echo(dump(found, indent=1) if _to_json(as_json, as_text) else show.table(found, lang))


@lists.command("update")
@click.argument("names", nargs=-1)
@click.option("--force", is_flag=True, help="Fetch again though nothing changed; accept a list that shrank.")
@_output
def update_(names: tuple[str, ...], force: bool, as_json: bool, as_text: bool, lang: str) -> None:
    """Fetch lists from their official addresses: all of them, or those of the NAMES given.

    What is broken, empty or suspiciously small never replaces what is in use. Exit code 4 where a list failed.

    \b
    Examples:
      nizam lists update
      nizam lists update us-ofac-sdn --force
    """
    from nizam.lists import show
    from nizam.lists.update import update

    to_json = _to_json(as_json, as_text)
    done, bars = [], _Bars()
    try:
        for one in update(names, force=force, progress=bars):
            bars.close()
            done.append(one)
            if not to_json:
                click.echo(show.updated_text(one, lang), err=one.error is not None)
            if one.error is None:
                _index(one.name, lang)
    finally:
        bars.close()
    if to_json:
        click.echo(dump([show.updated_json(one) for one in done], indent=1))
    if any(one.error for one in done):
        raise SystemExit(errors.EXIT_SOURCE)


@lists.command("add")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="What to call the list, as in us-ofac-sdn or suppliers.")
@click.option("--force", is_flag=True, help="Accept a list much smaller than the one in use.")
@_output
def add_(path: Path, name: str, force: bool, as_json: bool, as_text: bool, lang: str) -> None:
    """Take a local file or folder as a list. The form is told by what is in it.

    Official forms: the UN's XML; OFAC's XML, or its CSV files in one folder; the EU's and the UK's XML or CSV;
    FollowTheMoney entities, one JSON object a line.

    \b
    Examples:
      nizam lists add consolidated.xml --name un-sc
      nizam lists add ofac/ --name us-ofac-sdn
    """
    from nizam import lists as kept
    from nizam.lists import show
    from nizam.lists.update import Updated

    now, before = kept.add(path, name, force=force)
    same = before is not None and before.manifest.sha256 == now.manifest.sha256
    one = Updated(name, "new" if before is None else "unchanged" if same else "updated", now, before)
    click.echo(dump(show.updated_json(one), indent=1) if _to_json(as_json, as_text) else show.updated_text(one, lang))
    _index(name, lang)


def _index(name: str, lang: str) -> None:
    """Make the index of a list's names now, and not when somebody waits for an answer."""
    from nizam import lists as kept
    from nizam.lists import show
    from nizam.screening import over

    one = kept.dataset(name)
    if not sys.stderr.isatty():
        over.opened(one)
        return
    with click.progressbar(length=len(one), label=f"{name} {show.label('indexing', lang)}", file=sys.stderr) as bar:
        over.opened(one, lambda read: bar.update(_STEP) if read % _STEP == 0 else None)
        bar.update(len(one) % _STEP)


_STEP = 200


@lists.command("remove")
@click.argument("name")
@_output
def remove_(name: str, as_json: bool, as_text: bool, lang: str) -> None:
    """Forget a list with all its versions.

    \b
    Example:
      nizam lists remove suppliers
    """
    from nizam import lists as kept
    from nizam.lists import show

    kept.remove(name)
    if _to_json(as_json, as_text):
        click.echo(dump({"name": name, "outcome": "removed"}))
    else:
        click.echo(show.label("outcomes.removed", lang, name=name))


@lists.command("show")
@click.argument("name")
@_output
def show_(name: str, as_json: bool, as_text: bool, lang: str) -> None:
    """Everything known of one list: its files with their hashes, versions kept, values not understood.

    \b
    Example:
      nizam lists show un-dprk
    """
    from nizam.lists import show

    found = show.details(name)
    click.echo(dump(found, indent=1) if _to_json(as_json, as_text) else show.details_text(found, lang))


@lists.command("diff")
@click.argument("old")
@click.argument("new", required=False, default="")
@_output
def diff_(old: str, new: str, as_json: bool, as_text: bool, lang: str) -> None:
    """Who was added, changed or delisted between OLD and NEW: names of lists, hashes of versions, or files.

    With one name alone: the version in use against the one before it.

    \b
    Examples:
      nizam lists diff us-ofac-sdn
      nizam lists diff un-sc consolidated.xml --json
      nizam lists diff 8f3a1c92 un-sc
    """
    from nizam.lists import show
    from nizam.lists.diff import diff

    found = diff(old, new)
    click.echo(dump(show.diff_json(found), indent=1) if _to_json(as_json, as_text) else show.diff_text(found, lang))


class _Bars:
    """A progress bar per file on the terminal; nothing where standard error is none, or no size is announced."""

    def __init__(self) -> None:
        self._shown = 0
        self._stack = ExitStack()
        self._bar: Any = None

    def __call__(self, name: str, file: str) -> Callable[[int, int | None], None]:
        def step(read: int, of: int | None) -> None:
            if of is None or not sys.stderr.isatty():
                return
            if self._bar is None:
                bar = click.progressbar(length=of, label=f"{name} {file}", file=sys.stderr)
                self._bar, self._shown = self._stack.enter_context(bar), 0
            # a file fetched again starts anew
            self._bar.update(read - self._shown)
            self._shown = read

        self.close()
        return step

    def close(self) -> None:
        """Finish the bar on show, also where its file never came whole: the terminal's cursor must come back."""
        self._stack.close()
        self._bar = None
