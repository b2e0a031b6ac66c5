"""What every command shares: days, languages, reading what is given, writing what comes out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from nizam import errors


class _Language(click.Choice[str]):
    """`en` or `ar`; what goes wrong afterwards is said in it, too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from nizam import said

        chosen: str = super().convert(value, param, ctx)
        said.LANG.set(chosen)
        return chosen


LANG = _Language(["en", "ar"])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2023-09-13.", param, ctx)


DAY = Day()


def _name_ledger(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    """Let the command work with this ledger, and no longer than it runs."""
    if value is not None:
        from nizam import settings

        token = settings.LEDGER.set(value)
        ctx.call_on_close(lambda: settings.LEDGER.reset(token))


ledger_file = click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    callback=_name_ledger,
    expose_value=False,
    help="The ledger of caps; else NIZAM_LEDGER, else caps.csv in NIZAM_HOME.",
)
"""`--ledger FILE`, for every command that reads balances or writes them."""


def _show_dismissed(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    """Show dismissed matches among the parties, for as long as the command runs."""
    if value:
        from nizam import goodguys

        token = goodguys.SHOW.set(True)
        ctx.call_on_close(lambda: goodguys.SHOW.reset(token))


show_dismissed = click.option(
    "--show-dismissed",
    is_flag=True,
    callback=_show_dismissed,
    expose_value=False,
    help="Name dismissed matches among the parties, marked as such.",
)
"""`--show-dismissed`, for every command that screens parties."""


def piped() -> bool:
    """Whether a program reads the output: it gets JSON unless it asks for the table."""
    # Python sets a stream to None where the caller closed it (`>&-`).
    return sys.stdout is None or not sys.stdout.isatty()


def wants_json(as_json: bool, as_text: bool) -> bool:
    """Whether the answer is JSON: asked for, or piped and no table asked for. BadRequest where both are."""
    if as_json and as_text:
        raise errors.BadRequest("--json and --text exclude each other; choose one.")
    return as_json or (not as_text and piped())


def read_input(most: int) -> bytes:
    """At most that many bytes of standard input. Raises BadInput where it is closed."""
    if sys.stdin is None:
        raise errors.BadInput("standard input is closed; pipe something in, or give a file.")
    return sys.stdin.buffer.read(most)


def read_source(source: str) -> tuple[bytes, str]:
    """The bytes of a file, a page or standard input, and what to call it."""
    from nizam.intake.given import MOST_BYTES, bounded, is_address, read_file

    if source == "-":
        return bounded(read_input(MOST_BYTES + 1), "standard input"), "-"
    if is_address(source):
        from nizam.sources.fetch import fetch

        page = fetch(source)
        return page.body, page.url
    return read_file(source), source


def write(text: str, out: Path | None) -> None:
    """Whole or not at all: a report is written beside its place and moved there."""
    if out is None:
        click.echo(text.rstrip("\n"))
        return
    try:
        if out.exists() and not out.is_file():
            # A device or a pipe is written to: replacing it would take it from everybody (/dev/stdout).
            with out.open("w", encoding="utf-8") as handle:
                handle.write(text)
        else:
            out.parent.mkdir(parents=True, exist_ok=True)
            _replace(out.resolve(), text)
    except OSError as error:
        raise errors.BadRequest(f"{out} cannot be written: {error.strerror}.") from None
    from nizam import said

    click.echo(said.message(f"written: {out}", said.LANG.get()), err=True)


def _replace(out: Path, text: str) -> None:
    """Put a file in its place in one step. It keeps the rights of the one it replaces; nothing is left of a failure."""
    import os
    import tempfile

    mask = os.umask(0)
    os.umask(mask)
    rights = out.stat().st_mode & 0o777 if out.exists() else 0o666 & ~mask
    fresh = tempfile.NamedTemporaryFile("w", dir=out.parent, delete=False, encoding="utf-8")  # noqa: SIM115
    try:
        with fresh:
            fresh.write(text)
        Path(fresh.name).chmod(rights)
        os.replace(fresh.name, out)
    except OSError:
        Path(fresh.name).unlink(missing_ok=True)
        raise


def tell(message: str) -> None:
    """One line on standard error, in the language that was asked for, if that can be written at all."""
    from contextlib import suppress

    from nizam import said

    lang = said.LANG.get()
    with suppress(OSError):
        click.echo(f"{said.RIGHT_TO_LEFT if lang == 'ar' else ''}nizam: {said.message(message, lang)}", err=True)


def dump(data: Any, indent: int | None = None) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=indent)
