"""Asking again only what changed gives what asking everything gives."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nizam import lists
from nizam.batch import changes as since_changes
from nizam.batch import run as batch
from nizam.batch import since
from nizam.batch.job import Job
from nizam.batch.run import Asked, Counts
from nizam.cli import main
from nizam.errors import BadRequest
from nizam.goodguys import book
from nizam.screenfile import Options

_SYLLABLES = ("ka", "lo", "mi", "ren", "sta", "vo", "tur", "bel", "dza", "phi", "shu", "an", "ge", "ro", "lin", "mar")
_COMMON = ("mohammed", "ali", "kim", "ivanov", "hassan", "maria", "trading", "general", "star")
Entity = dict[str, Any]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NIZAM_AUDIT", "0")
    monkeypatch.setattr(batch, "_ROWS", {"screen": 50, "check": 2, "read": 1})
    return tmp_path


def word(dice: random.Random) -> str:
    if dice.random() < 0.4:
        return dice.choice(_COMMON)
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 3)))


def entity(dice: random.Random, number: int) -> Entity:
    names = [" ".join(word(dice) for _ in range(dice.randint(1, 4))) for _ in range(dice.randint(1, 3))]
    schema = dice.choice(("Person", "Person", "Company", "Vessel"))
    held: Entity = {"name": names[:1], "alias": names[1:], "country": [dice.choice(("kp", "cn", "ru"))]}
    if schema == "Person" and dice.random() < 0.5:
        held["birthDate"] = [str(dice.randint(1940, 1990))]
    if schema == "Vessel":
        held["imoNumber"] = [str(dice.randint(9000000, 9000200))]
    return {"id": f"e-{number}", "schema": schema, "properties": held, "target": True}


def listed(entities: list[Entity], folder: Path) -> None:
    path = folder / "list.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in entities))
    lists.add(path, "invented", force=True)


def customers(dice: random.Random, entities: list[Entity], count: int) -> list[list[str]]:
    rows = []
    for _ in range(count):
        text = " ".join(word(dice) for _ in range(dice.randint(1, 4)))
        if dice.random() < 0.3:
            parts = dice.choice(entities)["properties"]["name"][0].split()
            dice.shuffle(parts)
            text = " ".join(parts[: dice.randint(1, len(parts))])
            if dice.random() < 0.5:
                at = dice.randrange(len(text))
                text = text[:at] + dice.choice("aeioukrs") + text[at + 1 :]
        born = str(dice.randint(1940, 1990)) if dice.random() < 0.3 else ""
        number = str(dice.randint(9000000, 9000200)) if dice.random() < 0.05 else ""
        country = dice.choice(("", "", "cn", "ru"))
        rows.append([text, dice.choice(("Person", "Company", "")), country, born, number])
    rows.append(["", "Person", "", "", ""])
    return rows


def table(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", "name", "kind", "country", "birthDate", "imoNumber"])
        writer.writerows([number, *row] for number, row in enumerate(rows))
    return path


def asked(state: Path | None, **more: Any) -> Asked:
    return Asked("screen", dataset="invented", schema_column="kind", workers=1, delta=state, **more)


def changed(dice: random.Random, entities: list[Entity], at: int) -> list[Entity]:
    """A few entries removed, changed and added."""
    kept = [one for one in entities if dice.random() > 0.01]
    kept = [entity(dice, int(one["id"][2:])) if dice.random() < 0.01 else one for one in kept]
    return [*kept, *(entity(dice, 10_000 * at + number) for number in range(dice.randint(0, 5)))]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shift", [since_changes.SHIFT, 1.0])
def test_row_for_row_what_a_whole_run_gives(
    home: Path, monkeypatch: pytest.MonkeyPatch, shift: float, seed: int
) -> None:
    # also where far more may change than is let pass
    monkeypatch.setattr(since_changes, "SHIFT", shift)
    dice, state = random.Random(seed), home / "state.clear"
    entities = [entity(dice, number) for number in range(400)]
    rows = customers(dice, entities, 300)
    carried = []
    for at in range(1, 5):
        listed(entities, home)
        source = table(home / "in.csv", rows)
        options = Options(include_empty=bool(at % 2))
        batch.run(source, home / "whole.csv", asked(None, options=options))
        done = batch.run(source, home / "out.csv", asked(state, options=options))
        assert (home / "out.csv").read_bytes() == (home / "whole.csv").read_bytes()
        assert done.rows == len(rows)
        carried.append(done.carried)
        entities = changed(dice, entities, at)
        rows = [*rows[: dice.randint(250, 299)], *customers(dice, entities, 20)]
        dice.shuffle(rows)
    assert carried[0] == 0
    assert shift < 1 or min(carried[1:]) > 100


def run(home: Path, rows: list[list[str]], **more: Any) -> Counts:
    return batch.run(table(home / "in.csv", rows), home / "out.csv", asked(home / "s.clear", **more))


def test_where_nothing_changed_only_new_and_near_ones_are_asked(home: Path) -> None:
    dice = random.Random(1)
    entities = [entity(dice, number) for number in range(50)]
    listed(entities, home)
    first = run(home, [["Zebulon Quix", "Person", "", "", ""], [entities[0]["properties"]["name"][0], "", "", "", ""]])
    assert (first.why, first.carried) == ("first", 0)
    again = run(home, [["Zebulon Quix", "Person", "", "", ""], ["Zebulon Quax", "Person", "", "", ""]])
    assert (again.why, again.carried, again.rows) == ("", 1, 2)
    other = run(home, [["Zebulon Quix", "Person", "", "1950", ""]])
    assert other.carried == 0


def test_a_new_entry_is_met(home: Path) -> None:
    dice = random.Random(2)
    entities = [entity(dice, number) for number in range(200)]
    listed(entities, home)
    rows = [["Zebulon Quix", "Person", "", "", ""], ["Ferdinand Obermaier", "Person", "", "", ""]]
    run(home, rows)
    new = {"id": "new", "schema": "Person", "properties": {"name": ["Kwiks, Zebulon"]}, "target": True}
    listed([*entities, new], home)
    done = run(home, rows)
    assert (done.carried, done.found) == (1, 1)


def test_a_row_that_is_broken_now_is_not_clear(home: Path) -> None:
    dice = random.Random(9)
    listed([entity(dice, number) for number in range(40)], home)
    rows = [["Zebulon Quix", "Person", "", "", ""]]
    run(home, rows)
    broken = run(home, [[*rows[0], "one cell more"]])
    assert (broken.carried, broken.failed) == (0, 1)


@pytest.mark.parametrize("what", ["options", "columns", "program", "damaged", "much"])
def test_another_basis_makes_a_whole_run(home: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    dice = random.Random(3)
    entities = [entity(dice, number) for number in range(40)]
    listed(entities, home)
    rows = [["Zebulon Quix", "Person", "", "", ""]]
    run(home, rows)
    more: dict[str, Any] = {}
    if what == "options":
        more["options"] = Options(threshold=0.5)
    elif what == "columns":
        more["columns"] = ("name=name",)
    elif what == "program":
        monkeypatch.setattr(since.basis, "code", lambda: "other")
    elif what == "damaged":
        state = home / "s.clear"
        state.write_bytes(state.read_bytes()[:-3])
    else:
        listed([entity(dice, 1000 + number) for number in range(40)], home)
    done = run(home, rows, **more)
    why = {"damaged": "first", "much": "much"}.get(what, "other")
    assert (done.why, done.carried) == (why, 0)


def test_a_listing_that_ends_or_begins_is_a_change(home: Path) -> None:
    dice = random.Random(4)
    listed([entity(dice, number) for number in range(60)], home)
    now = since.resting_on("invented")
    some = list(lists.dataset("invented"))
    assert since.changes(now, now, date(2020, 1, 1), date(2020, 1, 2)) is not None
    assert since.changes({}, now, date(2020, 1, 1), date(2020, 1, 2)) is None
    assert len(some) == 60


def test_a_dismissal_taken_back_opens_the_row(home: Path) -> None:
    dice = random.Random(5)
    listed([entity(dice, number) for number in range(200)], home)
    name = next(iter(lists.dataset("invented"))).names[0].text
    rows = [[name, "", "", "", ""]]
    found = run(home, rows).found
    assert found == 1
    runner = CliRunner()
    for one in lists.dataset("invented"):
        runner.invoke(main, ["goodguys", "add", name, one.id, "--reason", "looked at"])
    assert run(home, rows).found == 0
    book.path().unlink()
    assert run(home, rows).found == 1


def test_goes_on_after_a_crash(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(6)
    entities = [entity(dice, number) for number in range(200)]
    listed(entities, home)
    rows = customers(dice, entities, 200)
    source = table(home / "in.csv", rows)
    batch.run(source, home / "whole.csv", asked(None))
    keep, left = batch.pool.job.keep, [2]

    def broken(path: Path, done: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        keep(path, done)

    with monkeypatch.context() as patch:
        patch.setattr(batch.pool.job, "keep", broken)
        with pytest.raises(KeyboardInterrupt):
            batch.run(source, home / "out.csv", asked(home / "s.clear"))
    assert not (home / "s.clear").exists()
    done = batch.run(source, home / "out.csv", asked(home / "s.clear"))
    assert done.resumed == 100
    # numbers of both halves are under one key
    again = batch.run(source, home / "out.csv", asked(home / "s.clear"))
    head = since.read(home / "s.clear")
    assert head is not None
    assert again.carried >= head.rows
    assert (home / "out.csv").read_bytes() == (home / "whole.csv").read_bytes()


def test_two_processes_and_parts(home: Path) -> None:
    dice = random.Random(7)
    entities = [entity(dice, number) for number in range(100)]
    listed(entities, home)
    parts = home / "parts"
    parts.mkdir()
    table(parts / "a.csv", customers(dice, entities, 120))
    table(parts / "b.csv", customers(dice, entities, 60))
    options = Asked("screen", dataset="invented", schema_column="kind", workers=2, delta=home / "states")
    first = batch.run(parts, home / "out", options)
    before = (home / "out" / "a.csv").read_bytes()
    again = batch.run(parts, home / "out", options)
    assert first.carried == 0 < again.carried
    assert (home / "out" / "a.csv").read_bytes() == before
    assert sorted(path.name for path in (home / "states").iterdir()) == ["a.csv.clear", "b.csv.clear"]


def test_on_the_command_line(home: Path) -> None:
    dice = random.Random(8)
    listed([entity(dice, number) for number in range(20)], home)
    words = ["batch", "screen", str(table(home / "in.csv", [["Zebulon Quix", "", "", "", ""]])), str(home / "o.csv")]
    words += ["--dataset", "invented", "--workers", "1", "--json", "--delta", str(home / "s.clear")]
    first = CliRunner().invoke(main, words)
    assert "everything is asked" in first.stderr
    second = CliRunner().invoke(main, [*words, "--lang", "ar"])
    assert json.loads(second.stdout)["carried"] == 1
    assert "لم يُسأل عنها" in second.stderr
    assert "--delta is of the local engine" in CliRunner().invoke(main, [*words, "--engine", "spark"]).stderr


def test_only_screening(home: Path) -> None:
    source = home / "deals.jsonl"
    source.write_text("{}\n")
    with pytest.raises(BadRequest, match="only screening"):
        batch.run(source, home / "o.jsonl", Asked("check", workers=1, delta=home / "s.clear"))


def test_a_key_is_kept_with_the_run(home: Path) -> None:
    first = Job(home / "out.csv", {})
    first.leave()
    again = Job(home / "out.csv", {})
    again.leave()
    assert first.key == again.key
    assert Job(home / "out.csv", {"other": 1}).key != first.key
