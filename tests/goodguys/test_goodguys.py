"""A dismissed match stays away for the same question, and comes back when anything about it changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nizam import casework, goodguys, screened
from nizam.errors import BadInput, BadRequest
from nizam.goodguys import book, manage
from nizam.model.entity import Designation, Entity, Match, Name
from nizam.record import replace

TODAY = date(2026, 3, 1)
KIM = "Kim Yong Chol"
ENTRY = "KPi.024"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


class Lists:
    """Answers every name with the same entities, as many as are asked for."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities = entities

    def screen(self, name: str, *, limit: int = 5, **_asked: Any) -> list[Match]:
        return [Match(one, 0.9, "possible") for one in self.entities if name][:limit]


def listed() -> Entity:
    found = screened.screener().screen(KIM)[0].entity
    assert found.id == ENTRY
    return found


def ask(entity: Entity, name: str = KIM, **asked: Any) -> list[str]:
    sifted = goodguys.ask(Lists([entity]), name, today=TODAY, **asked)
    assert len(sifted.matches) + len(sifted.dismissed) == 1
    return [match.entity.id for match in sifted.matches]


def dismiss(**more: Any) -> goodguys.Dismissal:
    return manage.add(KIM, ENTRY, reason="another birth year", author="lina", today=TODAY, **more)


def test_without_a_list_everything_is_open() -> None:
    assert goodguys.current() is book.EMPTY
    assert ask(listed()) == [ENTRY]


def test_a_dismissed_match_stays_away_however_the_name_is_written() -> None:
    dismiss()
    for name in (KIM, "  KIM   yong chol", "Ｋｉｍ Yong Chol"):
        assert ask(listed(), name) == []
    assert ask(listed(), "Kim Yong-Chol") == [ENTRY]
    assert ask(replace(listed(), id="other")) == ["other"]


@pytest.mark.parametrize(
    "asked",
    [{"birth_date": "1962"}, {"countries": ["KP"]}, {"identifiers": {"passport": ["A1"]}}],
)
def test_another_party_of_the_name_is_open(asked: dict[str, Any]) -> None:
    dismiss()
    assert ask(listed(), **asked) == [ENTRY]


def test_what_was_known_of_the_party_belongs_to_the_question() -> None:
    dismiss(birth_date="1988", countries=["South Korea"], identifiers={"passportNumber": ["M 12-34"]})
    same: dict[str, Any] = {"birth_date": "1988", "countries": ["kr"], "identifiers": {"passport": ["M1234"]}}
    assert ask(listed(), **same) == []
    assert ask(listed()) == [ENTRY]
    assert ask(listed(), **{**same, "birth_date": "1962"}) == [ENTRY]
    assert ask(listed(), **{**same, "countries": ["kr", "kp"]}) == [ENTRY]


def test_a_change_of_the_record_opens_it_again() -> None:
    dismiss()
    entity = listed()
    assert ask(entity) == []
    assert ask(replace(entity, names=(*entity.names, Name("Kim Yong Chul", "alias")))) == [ENTRY]
    assert ask(replace(entity, birth_dates=("1988",))) == [ENTRY]


def test_it_expires_after_its_last_day() -> None:
    dismiss(expires="2026-03-01")
    assert ask(listed()) == []
    later = goodguys.ask(Lists([listed()]), KIM, today=date(2026, 3, 2))
    assert [match.entity.id for match in later.matches] == [ENTRY]
    assert [one.state for one in manage.listing(today=date(2026, 3, 2))] == ["expired"]


def test_a_scope_is_a_customer_or_a_list() -> None:
    dismiss(scope="acme")
    assert ask(listed()) == [ENTRY]
    assert ask(listed(), scope=("acme",)) == []
    dismiss(scope="un-sc")
    assert ask(listed()) == []
    elsewhere = replace(listed(), designations=(Designation("us-ofac-sdn", "1"),))
    assert ask(elsewhere) == [ENTRY]


def test_dismissed_matches_do_not_take_the_places_of_others() -> None:
    entities = [listed(), *(Entity(f"e{n}", "Person", f"Kim {n}", ()) for n in range(5))]
    dismiss()
    sifted = goodguys.ask(Lists(entities), KIM, limit=2, today=TODAY)
    assert [match.entity.id for match in sifted.matches] == ["e0", "e1"]
    last = sifted.marked()[-1]
    assert (last.entity.id, last.decided) == (ENTRY, "dismissed")
    assert "another birth year" in last.features[-1].detail


def test_the_names_of_one_party_share_a_dismissal() -> None:
    dismiss()
    assert ask(listed(), "كيم يونغ تشول") == [ENTRY]
    assert ask(listed(), "كيم يونغ تشول", also=(KIM,)) == []


def test_taking_back_and_replacing_leave_their_lines() -> None:
    first = dismiss()
    second = dismiss(expires="2027-01-01")
    assert list(goodguys.current().standing) == [second.id]
    manage.remove(second.id, author="omar", reason="forged")
    assert ask(listed()) == [ENTRY]
    lines = [json.loads(line) for line in book.path().read_text(encoding="utf-8").splitlines()]
    assert [line.get("id") or line["removes"] for line in lines] == [first.id, second.id, second.id]
    assert {one.state for one in manage.listing(every=True)} == {"removed"}
    with pytest.raises(BadRequest, match="taken back or replaced"):
        manage.remove(first.id)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": "  "}, "reason is empty"), ({"entity": "X-1"}, "no list has an entry 'X-1'"),
        ({"expires": "2020-01-01"}, "has passed already"), ({"expires": "soon"}, "not a day"),
        ({"countries": ["Atlantis"]}, "no country"), ({"birth_date": "18.2.62"}, "not a date"),
        ({"query": "a\x1b[2J"}, "control character"), ({"reason": "x" * 2000}, "longer than"),
    ],
)  # fmt: skip
def test_what_cannot_be_dismissed(more: dict[str, Any], words: str) -> None:
    given = {"query": KIM, "entity": ENTRY, "reason": "r", "author": "a", "today": TODAY, **more}
    with pytest.raises(BadRequest, match=words):
        manage.add(given.pop("query"), given.pop("entity"), **given)
    assert not book.path().exists()


def test_a_line_cut_off_by_a_crash_is_as_if_never_written() -> None:
    first = dismiss()
    with book.path().open("ab") as handle:
        handle.write(b'{"id": "g-0000')
    assert list(goodguys.current().standing) == [first.id]
    second = dismiss(scope="acme")
    assert list(goodguys.current().standing) == [first.id, second.id]
    assert len(book.path().read_text().splitlines()) == 2


def test_a_damaged_line_is_named() -> None:
    dismiss()
    with book.path().open("ab") as handle:
        handle.write(b'{"id": "g-000000000000"}\n')
    with pytest.raises(BadInput, match=r"goodguys\.jsonl:2: query is missing"):
        goodguys.current()


def test_writers_at_once_lose_nothing() -> None:
    threads = [threading.Thread(target=dismiss, kwargs={"scope": f"c{n}"}) for n in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {made.scope for made in goodguys.current().standing.values()} == {f"c{n}" for n in range(12)}


def test_export_and_import_keep_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dismiss(birth_date="1988", countries=["kr"], identifiers={"passportNumber": ["M1"]}, scope="acme")
    manage.add("=Kim", ENTRY, reason="+r", author="lina", today=TODAY)
    path = tmp_path / "out.csv"
    path.write_text(manage.exported(), encoding="utf-8")
    before = [replace(made, id="") for made in goodguys.current().standing.values()]
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "other"))
    assert manage.import_(str(path)).added == 2
    assert [replace(made, id="") for made in goodguys.current().standing.values()] == before
    again = manage.import_(str(path))
    assert (again.added, again.already) == (0, 2)


def test_bad_rows_of_an_import_are_named_and_the_others_taken(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"query,entity,reason\nA,{ENTRY},ok\nB,nobody,x\nC,{ENTRY},\n")
    done = manage.import_(str(path), author="lina")
    assert (done.added, [place for place, _ in done.bad]) == (1, ["line 3", "line 4"])


def test_a_deal_with_a_dismissed_party_says_who_dismissed_it_and_why() -> None:
    deal = {"date": "2019-05-02", "supplier": {"name": KIM}, "recipient": {"name": "X", "country": "Egypt"},
            "goods": [{"description": "bread"}]}  # fmt: skip
    before = casework.check(deal, today=TODAY)
    assert before.parties[0].designated is None
    dismiss()
    after = casework.check(deal, today=TODAY)
    assert (after.parties[0].designated, after.parties[0].entry) == (False, "")
    assert any("by lina" in line and "another birth year" in line for line in after.understood)
    assert after.decision_id != before.decision_id
    token = goodguys.SHOW.set(True)
    try:
        shown = casework.check(deal, today=TODAY).parties[0]
    finally:
        goodguys.SHOW.reset(token)
    assert (shown.designated, shown.entry) == (False, ENTRY)
    known = {**deal, "supplier": {"name": KIM, "country": "DPRK"}}
    assert casework.check(known, today=TODAY).parties[0].designated is not False
