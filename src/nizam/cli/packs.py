"""`nizam packs`: what a lawyer runs over the law's files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nizam import errors
from nizam.cli.common import dump
from nizam.record import Record, replace

if TYPE_CHECKING:
    from nizam.engine.sweep import Swept
    from nizam.model.deal import Deal
    from nizam.regime.lint import Problem


class Linted(Record, frozen=True):
    """One pack looked over: how much was read and judged, and what is wrong."""

    pack: str
    provisions: int
    cases: int
    problems: tuple[Problem, ...]
    swept: Swept | None

    def count(self, severity: str) -> int:
        return sum(problem.severity == severity for problem in self.problems)


@click.group()
def packs() -> None:
    """The regime packs: YAML that a lawyer can edit."""


@packs.command("lint")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sweep", is_flag=True, help="Also judge every case around every date in the pack (some seconds).")
@click.option("--json", "as_json", is_flag=True, help="Every problem with its place, as JSON.")
@click.pass_context
def packs_lint(ctx: click.Context, folder: Path | None, sweep: bool, as_json: bool) -> None:
    """Check a pack, by default those that ship: its fields, dates, relations, goods codes, confidence marks; that its
    cases come out as they say, and that they show every provision and every exception from inside and outside.

    \b
    Examples:
      nizam packs lint                       all packs that ship
      nizam packs lint my-pack/              a pack of your own
      nizam packs lint --sweep               every case on every day the law changed, and the days around it
      nizam packs lint --json                for a program
    """
    from nizam.regime.load import PACKS

    folders = [folder] if folder else sorted(path.parent for path in PACKS.glob("*/regime.yml"))
    done = [_lint(each, sweep) for each in folders]
    wrong = sum(each.count("error") for each in done)
    if as_json:
        click.echo(dump({"errors": wrong, "packs": [_row(each) for each in done]}, indent=2))
        ctx.exit(errors.PackError.exit_code if wrong else errors.EXIT_DONE)
    for each in done:
        for problem in each.problems:
            click.echo(f"{problem.severity}: {problem}", err=True)
        click.echo(_summary(each), err=bool(each.count("error")))
    if wrong:
        raise errors.PackError("", f"{wrong} problem(s) found.")
    click.echo(f"{len(done)} pack(s): no problem found.")


def _lint(folder: Path, sweep: bool) -> Linted:
    """Everything there is to check about a pack. One that cannot be read has that one problem."""
    from nizam.engine.cases import load_cases
    from nizam.engine.coverage import run_all, uncovered
    from nizam.engine.sweep import sweep as swept_over
    from nizam.regime.lint import Places, Problem, problems
    from nizam.regime.load import load_pack

    found = problems(folder)
    try:
        regime, cases = load_pack(folder), list(load_cases(folder))
    except (errors.PackError, FileNotFoundError) as error:
        if isinstance(error, errors.PackError) and not any(problem.message == error.message for problem in found):
            found.append(Problem(error.where, error.message))
        return Linted(folder.name, 0, 0, tuple(found), None)
    places = Places(folder)
    ran, wrong = run_all(cases, regime, places, read_case)
    found += [*wrong, *uncovered(ran, regime, places)]
    swept = None
    if sweep:
        swept = swept_over(((places.of(each.case.place), each.case.name, each.deal) for each in ran), regime)
        found += swept.problems
    return Linted(regime.id, len(regime.provisions), len(cases), tuple(found), swept)


def read_case(raw: Mapping[str, Any], as_of: date | None) -> Deal:
    """A case's deal in the shape users send: read, dated and screened, as `nizam check` does it."""
    from nizam.reader.facts import read_deal
    from nizam.screened import screen_parties

    deal = read_deal(dict(raw))
    deal = replace(deal, date=as_of) if as_of else deal
    return screen_parties(deal, deal.date or date.today())


def _row(done: Linted) -> dict[str, Any]:
    row: dict[str, Any] = {
        "pack": done.pack,
        "provisions": done.provisions,
        "cases": done.cases,
        "errors": done.count("error"),
        "warnings": done.count("warning"),
        "problems": [{"where": p.where, "severity": p.severity, "message": p.message} for p in done.problems],
    }
    if done.swept:
        row["sweep"] = {"deals": done.swept.deals, "days": done.swept.days, "answers": done.swept.answers}
    return row


def _summary(done: Linted) -> str:
    counted = (
        f"{done.pack}: {done.provisions} provisions, {done.cases} cases, "
        f"{done.count('error')} error(s), {done.count('warning')} warning(s)"
    )
    return counted + (f"; swept {done.swept.answers} answers over {done.swept.days} days" if done.swept else "")
