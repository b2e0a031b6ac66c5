"""The decision log measured: `python bench/audit.py [RECORDS] [--kills N]`; everything in a folder of its own.

Records a second with durable acknowledgements, records a second verified, and the time in which past decisions are
checked against a list in which entries were added, delisted and changed. `--kills` only kills writers, so many times.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

_FIRST = [
    "Ahmed",
    "Maria",
    "John",
    "Wei",
    "Olga",
    "Pedro",
    "Fatima",
    "Li",
    "Anna",
    "Viktor",
    "Said",
    "Nguyen",
    "Tran",
    "Kim",
    "Jong",
    "Park",
    "Chol",
    "Su",
    "Min",
    "Ivan",
]
_DATASET = "bench"
_WORDS = 40_000
_ENTRIES = 20_000
_DELTA = 100


def names(count: int, seed: int) -> list[str]:
    """Invented names. As in life, the words come from a stock, and some of them are far more common than others."""
    chance = random.Random(0)
    syllables = [c + v for c in "bcdfghklmnprstvz" for v in "aeiou"]
    stock = ["".join(chance.choices(syllables, k=chance.randint(2, 4))).title() for _ in range(_WORDS)]
    chance = random.Random(seed)

    def word() -> str:
        return stock[int(len(stock) * chance.random() ** 2)]

    return [f"{chance.choice(_FIRST)} {word()} {word()}" for _ in range(count)]


def listed(path: Path, people: list[str], ids: Iterable[int] = ()) -> None:
    """A list of invented people, as FollowTheMoney."""
    rows = []
    for number, name in zip(ids or range(len(people)), people, strict=True):
        properties = {"name": [name], "topics": ["sanction"]}
        rows.append(json.dumps({"id": f"B{number}", "schema": "Person", "caption": name, "properties": properties}))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_all(count: int) -> None:
    """Past screenings of invented names, a match now and then, acknowledged as they go."""
    from nizam import recorded
    from nizam.audit import asking
    from nizam.goodguys import Sifted
    from nizam.lists import dataset
    from nizam.model.entity import Feature, Match

    entities = dataset(_DATASET).entities
    people = names(count, 2)
    with asking("bench"):
        records = recorded.Screening(_DATASET, limit=5, threshold=0.7)
        start = time.perf_counter()
        for number, name in enumerate(people):
            found = []
            if number % 20 == 0:
                entity = entities[number % len(entities)]
                found = [Match(entity, 0.9, "match", (Feature("name", 0.9, name, entity.caption, "a = a 1.00"),))]
            records.add({"name": name, "schema": "Person"}, Sifted(found), as_of=None)
        recorded.settle()
        seconds = time.perf_counter() - start
    print(f"written   {count:>9,} records in {seconds:6.1f} s: {count / seconds:>9,.0f} records/s, all acknowledged")


def verify_all() -> None:
    from nizam import audit

    start = time.perf_counter()
    report = audit.verify()
    seconds = time.perf_counter() - start
    assert report.sound, report.problems
    print(f"verified  {report.records:>9,} records in {seconds:6.1f} s: {report.records / seconds:>9,.0f} records/s")


def check_impact(path: Path) -> None:
    from nizam.replay import impact

    start = time.perf_counter()
    found = impact.of_list(str(path), _DATASET)
    seconds = time.perf_counter() - start
    print(
        f"impact    {found.looked:>9,} past decisions in {seconds:6.1f} s; entries: {found.added} added, "
        f"{found.delisted} delisted; {found.again} asked again, {len(found.changed)} would change"
    )


def measure(count: int) -> None:
    """Write, verify, and check a new version of the list."""
    from nizam import lists

    folder = Path(os.environ["NIZAM_HOME"])
    people = names(_ENTRIES, 1)
    old, new = folder / "old.ftm.json", folder / "new.ftm.json"
    listed(old, people)
    # some are delisted, and some of those who were asked for are listed
    past = names(count, 2)
    fresh = [past[at * (count // _DELTA) + 7] for at in range(_DELTA // 2)]
    kept = people[: -_DELTA // 2]
    listed(new, [*kept, *fresh], [*range(len(kept)), *range(_ENTRIES, _ENTRIES + len(fresh))])
    lists.add(old, _DATASET)
    write_all(count)
    verify_all()
    verify_all()
    check_impact(new)


def kill(count: int) -> None:
    """Kill two writers at a time."""
    from tests.audit import crashes

    start = time.perf_counter()
    acknowledged, lost = crashes.rounds(count)
    seconds = time.perf_counter() - start
    print(
        f"killed    {count * 2} writers in {count} rounds ({seconds:.0f} s): {acknowledged:,} acknowledged, {lost} lost"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("records", nargs="?", type=int, default=1_000_000)
    options.add_argument("--kills", type=int, default=0)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="nizam-bench-") as folder:
        os.environ.update(NIZAM_HOME=folder, NIZAM_AUDIT="auto")
        os.environ.pop("NIZAM_DATABASE_URL", None)
        kill(given.kills) if given.kills else measure(given.records)


if __name__ == "__main__":
    main()
