"""What happened to the law: every start and end told once, last days on their day, votes that made no law marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from nizam.model.law import Cap, CapAmount, Condition, Exception_, Provision, Regime, Relation
from nizam.regime.changes import changes
from nizam.regime.events import KINDS, LAST_DAYS, VOTES, Event, cap_years, events
from nizam.regime.load import load_regime
from nizam.regime.timeline import answer_days, law_days, with_ends

TODAY = date(2026, 11, 23)
LAW = load_regime()
ALL = events(LAW, last=TODAY)


def on(day: str, kind: str, among: Sequence[Event] = ALL) -> dict[str, Event]:
    """Events of a kind on a day, by what they are about."""
    return {e.subject: e for e in among if e.day.isoformat() == day and e.kind == kind}


def test_every_provision_begins_once_and_what_ends_is_told() -> None:
    started = [e.subject for e in ALL if e.kind in ("begins", "replaced", "tightened")]
    gone = {other for e in ALL if e.kind == "replaced" for other in e.others}
    gone |= {e.subject for e in ALL if e.kind in ("ended", "suspended")}
    for p in LAW.provisions:
        ever = p.until is None or p.start <= p.until
        assert (p.id in started) is ever, p.id
        assert (p.id in gone) is (ever and p.until is not None), p.id


def test_events_come_in_order_and_only_of_known_kinds() -> None:
    assert [e.day for e in ALL] == sorted(e.day for e in ALL)
    assert {e.kind for e in ALL} <= set(KINDS)
    assert events(LAW, date(2017, 9, 11), date(2017, 9, 11)) == tuple(e for e in ALL if e.day == date(2017, 9, 11))


def test_every_day_of_the_law_has_an_event_on_it_or_the_day_before() -> None:
    told = {e.day for e in ALL if e.kind not in VOTES}
    told |= {e.day + timedelta(days=1) for e in ALL if e.kind in LAST_DAYS}
    adopted = {i.adopted + timedelta(days=1) for i in LAW.instruments}  # where "before" meets the day itself
    assert {day for day in law_days(LAW) if day not in adopted} <= told


@pytest.mark.parametrize(
    ("day", "kind", "subject"),
    [
        ("2016-11-30", "replaced", "un-dprk/2321/26"),
        ("2017-08-05", "replaced", "un-dprk/2371/8"),
        ("2016-03-02", "tightened", "un-dprk/2270/6"),
        ("2016-03-02", "exception_closed", "un-dprk/1874/10#small-arms"),
        ("2016-11-30", "exception_closed", "un-dprk/2270/19#livelihood"),
        ("2017-09-04", "window_closes", "un-dprk/2371/8#iron-contracts-before-adoption"),
        ("2018-01-09", "deadline", "un-dprk/2375/18"),
        ("2019-12-22", "deadline", "un-dprk/2397/8"),
        ("2018-01-01", "cap_begins", "un-dprk/2397/5#cap"),
        ("2018-01-01", "cap_never_began", "un-dprk/2375/14#cap"),
        ("2019-01-01", "cap_period", "un-dprk/2397/5#cap"),
        ("2018-12-22", "cap_period", "un-dprk/2397/4#cap"),
        ("2022-12-09", "exemption_opened", "humanitarian-providers"),
        ("2022-05-26", "vetoed", "S/2022/431"),
        ("2024-03-28", "vetoed", "S/2024/255"),
        ("2024-04-30", "mandate_lapsed", "panel-of-experts"),
    ],
)
def test_known_events(day: str, kind: str, subject: str) -> None:
    assert subject in on(day, kind)


def test_votes_that_made_no_law_are_marked() -> None:
    effect = {e.subject: e.effect for e in ALL if e.kind in VOTES}
    assert not any(effect[name] for name in ("S/2022/431", "S/2024/255", "panel-of-experts", "S/RES/2680(2023)"))
    assert all(effect[i.id] for i in LAW.instruments)


def amount(start: str, until: str = "", per: str = "year", **more: str) -> CapAmount:
    last = date.fromisoformat(until) if until else None
    return CapAmount(date.fromisoformat(start), last, per, {"barrel": 1.0}, **more)


def test_years_of_a_cap() -> None:
    def years(given: CapAmount, end: str = "", horizon: str = "2020-06-01") -> list[tuple[str, str]]:
        last = date.fromisoformat(end) if end else given.until
        return [(str(a), str(b)) for a, b in cap_years(given, last, date.fromisoformat(horizon))]

    assert years(amount("2018-01-01"))[1] == ("2019-01-01", "2019-12-31")
    assert years(amount("2017-12-22"))[0] == ("2017-12-22", "2018-12-21")
    assert years(amount("2017-12-22", year_starts="01-01"))[0] == ("2017-12-22", "2017-12-31")
    assert years(amount("2017-01-01"), "2017-08-04") == [("2017-01-01", "2017-08-04")]
    assert years(amount("2017-10-01", "2017-12-31", "")) == [("2017-10-01", "2017-12-31")]
    assert years(amount("2020-02-29"), horizon="2021-06-01") == [
        ("2020-02-29", "2021-02-27"),
        ("2021-02-28", "2022-02-27"),
    ]
    assert date(2024, 12, 22) in answer_days(LAW, TODAY)


def provision(name: str, start: str, *relations: Relation, **more: object) -> Provision:
    words = {"en": name, "ar": name}
    given = {
        "id": name, "instrument": "", "paragraph": "1", "citation": name, "title": words, "says": words,
        "measure": "import-ban", "start": date.fromisoformat(start), "until": None, "ended_by": "",
        "binding": "decides", "outcome": "prohibited", "applies_to": (), "exceptions": (), "relations": relations,
    }  # fmt: skip
    return Provision(**{**given, **more})  # type: ignore[arg-type]


def law(*provisions: Provision) -> Regime:
    return Regime("x", {}, "kp", date(2000, 1, 1), date(2000, 1, 1), (), with_ends(provisions), (), {}, (), {}, (), "")


def way(name: str, *when: Condition, **more: object) -> Exception_:
    given = {"id": name, "kind": "quota" if "cap" in more else "standing", "citation": name, "paragraph": "1",
             "says": {}, "when": when, "decided_by": "text"}  # fmt: skip
    return Exception_(**{**given, **more})  # type: ignore[arg-type]


def test_ended_suspended_and_never_in_force() -> None:
    found = events(law(
        provision("a", "2001-01-01"), provision("b", "2001-01-01"), provision("late", "2005-01-01"),
        provision("end", "2002-01-01", Relation("ends", "a"), Relation("suspends", "b")),
        provision("instead", "2004-01-01", Relation("replaces", "late")),
    ))  # fmt: skip
    assert on("2002-01-01", "ended", found)["a"].others == ("end",)
    assert on("2002-01-01", "suspended", found)["b"].others == ("end",)
    assert on("2004-01-01", "never_began", found)["late"].others == ("instead",)
    assert "late" not in {e.subject for e in found if e.kind == "begins"}


def test_a_window_that_its_paragraph_did_not_live_to_see_is_not_told() -> None:
    window = way("w", Condition("delivery.date", "until", ("2003-01-01",)), procedure={"by": "2001-06-01"})
    cap = way("c", cap=Cap("all", (amount("2001-01-01"),)))
    found = events(law(provision("a", "2001-01-01", exceptions=(window, cap)),
                       provision("b", "2002-01-01", Relation("replaces", "a"))))  # fmt: skip
    assert not on("2003-01-01", "window_closes", found)
    assert on("2001-06-01", "notice_due", found)
    assert on("2001-01-01", "cap_begins", found)["a#c"].until == date(2001, 12, 31)
    assert not [e for e in found if e.kind == "cap_period"]


def test_two_days_side_by_side() -> None:
    ids = [[p.id for p in r.chain] for r in changes(LAW, date(2016, 6, 1), date(2018, 6, 1)).replaced]
    assert ["un-dprk/2270/29", "un-dprk/2321/26", "un-dprk/2371/8"] in ids
    found = changes(LAW, date(2016, 1, 1), date(2018, 1, 1))
    coal = next(b for b in found.began if b.provision.id == "un-dprk/2371/8")
    assert [p.id for p in coal.through] == ["un-dprk/2270/29", "un-dprk/2321/26"]
    assert {(w.exception.id, w.opened) for w in found.ways} >= {("small-arms", False), ("general-2397", True)}
    same = changes(LAW, TODAY, TODAY)
    assert not [*same.began, *same.ended, *same.replaced, *same.ways, *same.caps, *same.passing, *same.ran_out]


@pytest.mark.parametrize(("first", "last"), [("2005-01-01", "2026-01-01"), ("2016-01-01", "2016-11-29"),
                                             ("2016-06-01", "2018-06-01"), ("2017-11-01", "2018-02-01")])  # fmt: skip
def test_nothing_is_lost_between_two_days(first: str, last: str) -> None:
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    found = changes(LAW, a, b)
    now = {p.id for p in LAW.provisions if p.in_force(b)}
    then = {p.id for p in LAW.provisions if p.in_force(a)}
    assert {x.provision.id for x in found.began} | {r.chain[-1].id for r in found.replaced} == now - then
    assert {p.id for p in found.ended} | {r.chain[0].id for r in found.replaced} == then - now
    assert found.in_force == (len(then), len(now))


def test_caps_that_came_to_another_amount() -> None:
    found = changes(LAW, date(2016, 12, 15), date(2017, 2, 1))
    change = next(c for c in found.caps if c.provision.id == "un-dprk/2321/26")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.per, change.after.per) == ("", "year")
