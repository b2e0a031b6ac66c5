"""`nizam cases`: matches that wait for a person, and what became of them."""

from __future__ import annotations

import click

from nizam.cli.audit import output
from nizam.cli.common import dump, wants_json

_STATES = click.Choice(["open", "proposed", "hit", "false_positive"])
_VERDICTS = click.Choice(["hit", "false_positive"])


def _author(given: str) -> str:
    from nizam.audit.who import user

    return given.strip() or user()


@click.group()
def cases() -> None:
    """A match waits for a person as an alert, and is closed as a hit or a false positive, with the reason.

    A false positive goes to the good-guy list. With NIZAM_FOUR_EYES=1 a second person has to agree. Every step is in
    the decision log; nothing is deleted.

    \b
    Examples:
      nizam cases list --state open
      nizam cases close c-1a2b3c4d5e6f false_positive --reason "born 1988; passport seen"
      nizam cases show c-1a2b3c4d5e6f
    """


@cases.command("list")
@click.option("--state", type=_STATES, help="Only those in this state.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=200, show_default=True)
@output
def list_(state: str | None, limit: int, as_json: bool, as_text: bool, lang: str) -> None:
    """Cases, the latest first; matches recorded since the last time are opened as alerts before.

    \b
    Example:
      nizam cases list --state open
    """
    from nizam import cases as book
    from nizam.audit.show import label
    from nizam.cases import show

    fresh = book.collect()
    if fresh:
        click.echo(f"nizam: {label('cases.opened', lang, count=fresh)}", err=True)
    found = book.find(state or "", limit=limit)
    to_json = wants_json(as_json, as_text)
    click.echo(dump([one.row() for one in found], indent=1) if to_json else show.cases(found, lang))


@cases.command("show")
@click.argument("case")
@output
def show_(case: str, as_json: bool, as_text: bool, lang: str) -> None:
    """A CASE with everything that was done.

    \b
    Example:
      nizam cases show c-1a2b3c4d5e6f
    """
    from nizam import cases as book
    from nizam.cases import show

    held, events = book.get(case)
    row = {**held.row(), "history": [one.row() for one in events]}
    click.echo(dump(row, indent=1) if wants_json(as_json, as_text) else show.story(held, events, lang))


@cases.command("open")
@click.argument("decision")
@click.option("--item", default="", help="Of an article: the item a person should look at.")
@click.option("--reason", required=True, help="What there is to look at.")
@click.option("--author", default="", help="Who says so; you by default.")
@output
def open_(decision: str, item: str, reason: str, author: str, as_json: bool, as_text: bool, lang: str) -> None:
    """Have a person look at a DECISION (its id, or #number).

    \b
    Example:
      nizam cases open '#12' --item i3 --reason "is the ship meant that was renamed?"
    """
    from nizam import audit
    from nizam import cases as book

    _tell(book.open_case(audit.get(decision), item=item, reason=reason, author=_author(author)), as_json, as_text, lang)


@cases.command("close")
@click.argument("case")
@click.argument("verdict", type=_VERDICTS)
@click.option("--reason", required=True, help="Why.")
@click.option("--author", default="", help="Who says so; you by default.")
@click.option("--expires", default="", help="Of a false positive: the last day it holds, YYYY-MM-DD.")
@click.option("--scope", default="", help="Of a false positive: the only list or customer it holds for.")
@output
def close(
    case: str,
    verdict: str,
    reason: str,
    author: str,
    expires: str,
    scope: str,
    as_json: bool,
    as_text: bool,
    lang: str,
) -> None:
    """Close a CASE as a hit or a false_positive.

    \b
    Examples:
      nizam cases close c-1a2b3c4d5e6f hit --reason "same passport"
      nizam cases close c-1a2b3c4d5e6f false_positive --reason "another birth year" --author "M. Haddad"
    """
    from nizam import cases as book

    done = book.close(case, verdict, reason=reason, author=_author(author), expires=expires, scope=scope)
    _tell(done, as_json, as_text, lang)


@cases.command("reopen")
@click.argument("case")
@click.option("--reason", required=True, help="Why.")
@click.option("--author", default="", help="Who says so; you by default.")
@output
def reopen(case: str, reason: str, author: str, as_json: bool, as_text: bool, lang: str) -> None:
    """Open a CASE again; what it dismissed is taken back.

    \b
    Example:
      nizam cases reopen c-1a2b3c4d5e6f --reason "the passport was forged"
    """
    from nizam import cases as book

    _tell(book.reopen(case, reason=reason, author=_author(author)), as_json, as_text, lang)


def _tell(case: object, as_json: bool, as_text: bool, lang: str) -> None:
    from nizam.audit.show import label
    from nizam.cases.book import Case

    assert isinstance(case, Case)
    if wants_json(as_json, as_text):
        click.echo(dump(case.row(), indent=1))
    else:
        click.echo(label("cases.done", lang, id=case.id, state=label(f"cases.states.{case.state}", lang)))
