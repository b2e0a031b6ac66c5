"""`nizam doctor`: what is installed, what is old, what cannot be written, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from nizam.cli.common import LANG, dump, wants_json

if TYPE_CHECKING:
    from nizam.doctor import Finding

_COLOURS = {"good": "green", "note": "cyan", "old": "yellow", "broken": "red"}


@click.command()
@click.option("--online", is_flag=True, help="Also ask the addresses of the lists whether they answer.")
@click.option("--prepare", is_flag=True, help="First build what makes the first answers quick (half a minute).")
@click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped.")
@click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def doctor(online: bool, prepare: bool, as_json: bool, as_text: bool, lang: str) -> None:
    """Look at the installation: program, law, lists, data folder, decision log, settings; and say what to do.

    Exit code 0 where everything needed works, 1 where something is old or broken.

    \b
    Examples:
      nizam doctor
      nizam doctor --online
      nizam doctor --json | jq '.[] | select(.advice)'
    """
    from nizam import doctor as doctors

    to_json = wants_json(as_json, as_text)
    if prepare:
        _prepare()
    found = list(doctors.examine(online=online))
    click.echo(dump([one.json() for one in found], indent=1) if to_json else _table(found, lang))
    if any(one.state in ("old", "broken") for one in found):
        raise SystemExit(1)


def _prepare() -> None:
    from nizam import diskcache
    from nizam.prepared import prepare

    prepare(diskcache.target(), lambda step: click.echo(f"nizam: {step} …", err=True))


def _table(found: Sequence[Finding], lang: str) -> str:
    from nizam.doctor.finding import word

    width = max(len(word(f"states.{state}", lang)) for state in _COLOURS)
    lines, area = [], ""
    for one in found:
        if one.area != area:
            area = one.area
            lines += ["", click.style(word(f"areas.{area}", lang), bold=True)]
        state = click.style(word(f"states.{one.state}", lang).ljust(width), fg=_COLOURS[one.state])
        lines.append(f"  {state}  {one.name}: {one.said(lang)}")
        if one.advice(lang):
            lines.append(f"  {' ' * width}  {word('summary.do', lang)}: {one.advice(lang)}")
    todo = sum(one.state in ("old", "broken") for one in found)
    lines += ["", word("summary.todo", lang, count=todo) if todo else word("summary.fine", lang)]
    return "\n".join(lines[1:])
