"""`nizam watch`: what is new in feeds is read, answered and kept; what was kept is listed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import click

from nizam import errors
from nizam.cli.common import LANG, dump, wants_json

_AGO = re.compile(r"(\d{1,4})\s*([hd])")
_SHOWN = 50


class Since(click.ParamType[datetime]):
    """A moment in the past: today, yesterday, 36h, 7d or YYYY-MM-DD; days begin at midnight of this machine's clock."""

    name = "when"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        text = str(value).strip().lower()
        ago = _AGO.fullmatch(text)
        if ago:
            hours = int(ago.group(1)) * (24 if ago.group(2) == "d" else 1)
            return datetime.now(UTC) - timedelta(hours=hours)
        today = date.today()
        named = {"today": today, "yesterday": today - timedelta(days=1)}
        try:
            day = named.get(text) or date.fromisoformat(text)
        except ValueError:
            self.fail(f"{value!r} is no moment; write today, yesterday, 36h, 7d or 2024-09-13.", param, ctx)
        return datetime(day.year, day.month, day.day).astimezone(UTC)


@click.command()
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option("--list", "listing", is_flag=True, help="What was read, latest first; fetches nothing.")
@click.option("--since", type=Since(), default="yesterday", show_default=True, help="With --list: read since then.")
@click.option("--limit", type=click.IntRange(1), help=f"With --list: so many; {_SHOWN} in the table, else all.")
@click.option("--show", "shown", type=int, metavar="NO", help="The report on one article, as JSON.")
@click.option("--feeds", "naming", is_flag=True, help="The feeds that are watched.")
@click.option("--forget", metavar="FEED", help="Watch a feed no longer; what was read of it stays.")
@click.option(
    "--pause",
    type=click.FloatRange(0, 600),
    default=1.0,
    show_default=True,
    help="Seconds between two requests to one host.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped.")
@click.option("--text", "as_text", is_flag=True, help="Lines for people, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def watch(
    feeds: tuple[str, ...],
    listing: bool,
    since: datetime,
    limit: int | None,
    shown: int | None,
    naming: bool,
    forget: str | None,
    pause: float,
    as_json: bool,
    as_text: bool,
    lang: str,
) -> None:
    """Read what is new in FEEDs (RSS, Atom) and keep it, once each. Without FEED: in all that are watched.

    A feed named once is watched from then on. Pages that cannot be read are tried again by the next rounds. Exit code 4
    where a feed could not be fetched, 5 where pages could not be read.

    \b
    Examples:
      nizam watch https://example.org/feed.xml
      nizam watch                                  another round; for cron or a systemd timer
      nizam watch --list --since yesterday
      nizam watch --show 17 | jq .items
      nizam watch --forget https://example.org/feed.xml
    """
    from nizam.library.store import Library

    modes = [bool(forget), naming, shown is not None, listing]
    if sum(modes) > 1 or (any(modes) and feeds):
        raise errors.BadRequest("--list, --show, --feeds, --forget and FEEDs exclude each other; choose one.")
    to_json = wants_json(as_json, as_text)
    with Library() as library:
        if forget:
            library.forget(forget)
            _say("forgotten", {"feed": forget, "outcome": "forgotten"}, to_json, lang, feed=forget)
        elif naming:
            _feeds(library, to_json, lang)
        elif shown is not None:
            click.echo(dump(library.report(shown), indent=1))
        elif listing:
            _list(library, since, limit, to_json, lang)
        else:
            _round(library, feeds, pause, to_json, lang)


def _say(place: str, data: dict[str, Any], to_json: bool, lang: str, **values: object) -> None:
    from nizam.library.show import label

    click.echo(dump(data) if to_json else label(place, lang, **values))


def _feeds(library: Any, to_json: bool, lang: str) -> None:
    from nizam.library import show

    found = library.feeds()
    if to_json:
        click.echo(dump([show.feed_json(feed) for feed in found], indent=1))
    else:
        click.echo(show.feeds_text(found, lang) if found else show.label("no_feeds", lang))


def _list(library: Any, since: datetime, limit: int | None, to_json: bool, lang: str) -> None:
    from nizam.library import show

    found = library.articles(since=since.isoformat(timespec="microseconds"))
    left = found[: limit or (None if to_json else _SHOWN)]
    if to_json:
        click.echo(dump([show.kept_json(one) for one in left], indent=1))
        return
    for one in left:
        click.echo(show.kept_text(one, lang))
    if len(left) < len(found):
        click.echo(show.label("more", lang, count=len(found) - len(left)))
    if not found:
        click.echo(show.label("empty", lang, since=f"{since.astimezone():%Y-%m-%d %H:%M}"))


def _round(library: Any, feeds: tuple[str, ...], pause: float, to_json: bool, lang: str) -> None:
    from nizam.intake.visits import Visitor
    from nizam.library import show
    from nizam.library.watch import watch as go_round

    if not feeds and not library.feeds():
        raise errors.BadRequest(show.label("no_feeds", lang))
    kinds: Counter[str] = Counter()
    events = []
    for event in go_round(library, feeds, Visitor(pause)):
        kinds[event.kind] += 1
        if to_json:
            events.append(show.event_json(event))
        elif line := show.event_text(event, lang):
            click.echo(line, err=event.kind.startswith("not_"))
    if to_json:
        click.echo(dump(events, indent=1))
    counts = {"read": kinds["kept"], "known": kinds["known"], "failed": kinds["not_read"]}
    silent = kinds["not_fetched"]
    asked = kinds["checked"] + kinds["unchanged"] + silent
    click.echo(f"nizam: {show.label('done', lang, feeds=asked, silent=silent, **counts)}", err=True)
    if silent:
        raise SystemExit(errors.EXIT_SOURCE)
    if kinds["not_read"]:
        raise SystemExit(errors.EXIT_ROWS_FAILED)
