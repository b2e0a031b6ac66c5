"""`nizam packs`: what a lawyer runs over the law's files."""

from __future__ import annotations

from pathlib import Path

import click

from nizam import errors


@click.group()
def packs() -> None:
    """The regime packs: YAML that a lawyer can edit."""


@packs.command("lint")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def packs_lint(folder: Path | None) -> None:
    """Check a pack, by default those that ship: fields, dates, relations, goods codes, confidence marks, cases."""
    from nizam.regime.lint import lint
    from nizam.regime.load import PACKS

    folders = [folder] if folder else sorted(path.parent for path in PACKS.glob("*/regime.yml"))
    problems = [problem for each in folders for problem in lint(each)]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise errors.PackError("", f"{len(problems)} problem(s) found.")
    click.echo(f"{len(folders)} pack(s): no problem found.")
