"""What every command shares: days, languages, reading what is given, writing what comes out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from nizam import errors

MOST_BYTES = 20 * 1024 * 1024
LANG = click.Choice(["en", "ar"])


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


def piped() -> bool:
    """Whether a program reads the output: it gets JSON unless it asks for the table."""
    return not sys.stdout.isatty()


def read_source(source: str) -> tuple[bytes, str]:
    """The bytes of a file, a page or standard input, and what to call it."""
    if source == "-":
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        return _bounded(data, "standard input"), "-"
    if source.split(":", 1)[0].lower() in ("http", "https"):
        from nizam.sources.fetch import fetch

        page = fetch(source)
        return page.body, page.url
    path = Path(source)
    if path.is_dir():
        raise errors.BadInput(f"{source} is a folder; give one file.")
    try:
        with path.open("rb") as handle:
            return _bounded(handle.read(MOST_BYTES + 1), source), source
    except FileNotFoundError:
        raise errors.BadInput(
            f"there is no file {source!r}; give a file, an http(s) address, or - for input."
        ) from None
    except OSError as error:
        raise errors.BadInput(f"{source} cannot be read: {error.strerror}.") from None


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise errors.BadInput(f"{name} is larger than {MOST_BYTES >> 20} MB; give one article, not an archive.")
    return data


def write(text: str, out: Path | None) -> None:
    """Whole or not at all: a report is written beside its place and moved there."""
    if out is None:
        click.echo(text.rstrip("\n"))
        return
    import os
    import tempfile

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=out.parent, delete=False, encoding="utf-8") as handle:
            handle.write(text)
        Path(handle.name).chmod(0o644)
        os.replace(handle.name, out)
    except OSError as error:
        raise errors.BadRequest(f"{out} cannot be written: {error.strerror}.") from None
    click.echo(f"written: {out}", err=True)


def dump(data: Any, indent: int | None = None) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=indent)
