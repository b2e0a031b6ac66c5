"""`nizam screen`: is this name listed?"""

from __future__ import annotations

from typing import Any

import click

from nizam import errors
from nizam.cli.common import DAY, dump, piped


@click.command()
@click.argument("name")
@click.option("--schema", type=click.Choice(["Person", "Organization", "Company", "Vessel", "Airplane"]))
@click.option("--dataset", default="default", show_default=True, help="`un-dprk`, or `default` for all there is.")
@click.option("--country", multiple=True, help="Country of the party, as a name or code.")
@click.option("--birth-date", help="YYYY or YYYY-MM-DD.")
@click.option("--as-of", type=DAY, help="Only listings in force on this day.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True)
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.7, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def screen(name: str, dataset: str, as_json: bool, **options: Any) -> None:
    """Is NAME listed? In any script. Exit code 1 where nothing is found.

    \b
    Examples:
      nizam screen "Korea Mining Development Trading Corporation"
      nizam screen "조춘룡" --schema Person --json
    """
    from nizam.screening.explain import matches_json, matches_text

    matches = _screen(name, dataset, options)
    if as_json or piped():
        click.echo(dump(matches_json(name, matches), indent=1))
    else:
        click.echo(matches_text(name, matches))
    if not matches:
        raise SystemExit(errors.EXIT_NOTHING_FOUND)


def _screen(name: str, dataset: str, options: dict[str, Any]) -> list[Any]:
    from nizam import casework
    from nizam.text.gazetteer import country_code

    if dataset not in ("default", "un-dprk"):
        raise errors.BadRequest(f"no dataset {dataset!r}; there are: default, un-dprk.")
    countries = []
    for given in options.pop("country"):
        code = country_code(given)
        if code is None:
            raise errors.BadRequest(f"{given!r} is no country known here; give its English name or two-letter code.")
        countries.append(code)
    return list(casework.screener().screen(name, countries=countries, **options))
