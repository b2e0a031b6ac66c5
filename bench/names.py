"""How well names are found: the corpus by category, and name pairs of a file where one is given.

Run: python bench/names.py [--pairs FILE.csv] [--limit N]
The pairs file has the columns `schema`, `name` (asked) and `latin` (listed; several parted by "; "). Every Latin name
of the file is indexed, every `name` asked; a pair counts as found where its own row comes first.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

from nizam.index import designated
from nizam.model.entity import Entity, Name
from nizam.screening import Screener

ROOT = Path(__file__).parent.parent
DAY = date(2026, 2, 27)


def corpus() -> None:
    """Print, per category of corpus/names/cases.csv: rows, right answers, matches wrongly given and missed."""
    started = time.perf_counter()
    screener = Screener(designated.load_designations(ROOT / "src" / "nizam" / "packs" / "un_dprk" / "designations.yml"))
    print(f"index built in {(time.perf_counter() - started) * 1000:.0f} ms")
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    true = wrong = missed = 0
    with (ROOT / "corpus" / "names" / "cases.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    started = time.perf_counter()
    for row in rows:
        countries = row["countries"].split()
        found = screener.screen(row["query"], schema=row["schema"] or None, countries=countries, as_of=DAY)
        matched = {match.entity.id for match in found if match.decided == "match"}
        said = "match" if matched else "possible" if found else "none"
        hit = row["expect"] == "match" and row["candidate"] in matched
        true += hit
        wrong += len(matched - {row["candidate"]} if row["expect"] == "match" else matched)
        missed += row["expect"] == "match" and not hit
        line = counts[row["category"]]
        line[0] += 1
        line[1] += said == row["expect"] and (hit or row["expect"] != "match")
        line[2] += bool(matched) and not hit
        line[3] += row["expect"] == "match" and not hit
    spent = time.perf_counter() - started
    print(f"{'category':<18}{'rows':>6}{'right':>7}{'wrong match':>13}{'missed':>8}")
    for category, (total, right, false, lost) in sorted(counts.items()):
        print(f"{category:<18}{total:>6}{right:>7}{false:>13}{lost:>8}")
    precision, recall = true / max(1, true + wrong), true / max(1, true + missed)
    print(f"matches: precision {precision:.3f}, recall {recall:.3f}; {spent / len(rows) * 1000:.1f} ms a query")


def pairs(path: Path, limit: int) -> None:
    """Print recall at rank one, and how often another row is called a match, per schema."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    schemas = {"LegalEntity": "Organization", "Person": "Person"}
    entities = [
        Entity(
            str(at),
            schemas.get(row["schema"], "Organization"),
            row["latin"],
            tuple(Name(text.strip()) for text in row["latin"].split(";") if text.strip()),
        )
        for at, row in enumerate(rows)
    ]
    started = time.perf_counter()
    screener = Screener(entities)
    print(f"{len(entities)} rows indexed in {time.perf_counter() - started:.1f} s")
    latin = {entity.id: entity.caption for entity in entities}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    started = time.perf_counter()
    step = max(1, len(rows) // limit)
    for at, row in list(enumerate(rows))[::step]:
        schema = entities[at].schema
        found = screener.screen(row["name"], schema=schema)
        first = bool(found) and latin[found[0].entity.id] == row["latin"]
        line = counts[schema]
        line[0] += 1
        line[1] += first
        line[2] += first and found[0].decided == "match"
        line[3] += any(match.decided == "match" and latin[match.entity.id] != row["latin"] for match in found)
    spent = time.perf_counter() - started
    print(f"{'schema':<14}{'asked':>7}{'recall@1':>10}{'as match':>10}{'other match':>13}")
    for schema, (total, right, sure, other) in sorted(counts.items()):
        print(f"{schema:<14}{total:>7}{right / total:>10.3f}{sure / total:>10.3f}{other / total:>13.3f}")
    print(f"{spent / max(1, sum(line[0] for line in counts.values())) * 1000:.1f} ms a query")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pairs", type=Path, help="CSV file of name pairs")
    parser.add_argument("--limit", type=int, default=1000, help="how many pairs to ask")
    given = parser.parse_args()
    corpus()
    if given.pairs:
        pairs(given.pairs, given.limit)


if __name__ == "__main__":
    main()
