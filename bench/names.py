"""How well and how fast names are found, in one table.

Run: python bench/names.py [DATA] [--speed] [--million] [--peers] [--misses SET]
DATA is a folder with lists/un, lists/ofac and names/eu_cyrillic_dev.csv; without it only the corpus of the pack is run.
Recall@1 is counted at the score that lets 1 % of the hard negatives through; `any` counts without a threshold, `easy`
at the score that lets 1 % of the easy negatives through. A third of the records is held out of all tuning.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import names_peers
import names_speed
import namesets_craft
from names_fit import entities
from namesets import Query, Sets, build

from nizam.model.entity import Entity
from nizam.screening import matcher
from nizam.screening.over import designations

ROOT = Path(__file__).parent.parent
DAY = date(2026, 2, 27)
Ask = Callable[[Query], tuple[float, str]]


def corpus() -> None:
    """Print, per category of corpus/names/cases.csv: rows, right answers, matches wrongly given and missed."""
    started = time.perf_counter()
    screener = designations(ROOT / "src" / "nizam" / "packs" / "un_dprk" / "designations.yml")
    print(f"pack's designations ready in {(time.perf_counter() - started) * 1000:.0f} ms")
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
    print(f"matches: precision {precision:.3f}, recall {recall:.3f}; {spent / len(rows) * 1000:.1f} ms a query\n")


def table(sets: Sets, ask: Ask, title: str, misses: str = "") -> None:
    """Print recall per set, on the tuned and on the held-out records."""
    negatives = {name: [ask(query)[0] for query in queries] for name, queries in sets.hard_by.items()}
    person = _cut([score for name, scores in negatives.items() if "body" not in name for score in scores])
    body = _cut(negatives["body"])
    easy = _cut([ask(query)[0] for query in sets.easy])
    print(f"{title}: 1 % of hard negatives score above {person:.3f} (bodies {body:.3f}), of easy ones above {easy:.3f}")
    shares = {name: sum(score > person for score in scores) / len(scores) for name, scores in negatives.items()}
    print("  of each culture's negatives above:", {name: round(share, 3) for name, share in shares.items()})
    print(f"{'set':<22}{'tuned':>7}{'any':>7}{'easy':>7}{'of':>6}   {'held':>7}{'any':>7}{'easy':>7}{'of':>6}")
    together: list[tuple[Query, float, str]] = []
    for name, queries in sets.positives.items():
        answers = [(query, *ask(query)) for query in queries]
        together += answers if name.startswith("evasion") else []
        _line(name, answers, body if "org" in name else person, easy)
        for query, score, found in answers if misses == name else []:
            # what is held out is not read
            if query.held_out:
                continue
            if score <= (body if "org" in name else person) or found not in query.targets:
                print(f"    {query.text} | {score:.3f} {found} | {sorted(query.targets)}")
    _line("evasions, all", together, person, easy)


def unseen(sets: Sets) -> Sets:
    """The fresh sets in the shape of the others."""
    hard = [query for name, queries in sets.fresh_by.items() if "body" not in name for query in queries]
    return Sets(sets.records, sets.fresh, hard, sets.easy, sets.fresh_by)


def _cut(scores: list[float]) -> float:
    return sorted(scores, reverse=True)[int(len(scores) * 0.01)]


def _line(name: str, answers: list[tuple[Query, float, str]], cut: float, easy: float) -> None:
    cells = []
    for held in (False, True):
        rows = [row for row in answers if row[0].held_out == held]
        right = [score for query, score, found in rows if found in query.targets]
        count = max(1, len(rows))
        above = [sum(score > least for score in right) / count for least in (cut, -1.0, easy)]
        cells.append("".join(f"{share:>7.3f}" for share in above) + f"{len(rows):>6}")
    print(f"{name:<22}" + "   ".join(cells))


def craft(data: Path, misses: str = "") -> None:
    """Print recall for ships and aircraft, and what becomes of IMO numbers."""
    listed = namesets_craft.listed(data)
    ask, index = over(listed)
    asked, against = namesets_craft.craft(listed)
    negatives = {name: [ask(query) for query in queries] for name, queries in against.items()}
    ships = _cut([score for name, some in negatives.items() if name != "registration" for score, _ in some])
    planes = _cut([score for score, _ in negatives["registration"]])
    print(f"ships and aircraft: 1 % of ships not listed score above {ships:.3f}, of registrations above {planes:.3f}")
    for name, some in negatives.items():
        shares = " ".join(f"{sum(score > least for score, _ in some) / len(some):.3f}" for least in (ships, 0.5, 0.85))
        print(f"  {name} ({len(some)}): above that, .5, .85: {shares}")
        for query, (score, found) in zip(against[name], some, strict=True) if misses == name else []:
            if score > ships:
                print(f"    {query.text} | {score:.3f} {found}")
    for name, queries in asked.items():
        answers = [(query, *ask(query)) for query in queries]
        _line(name, answers, planes if name.startswith("aircraft") else ships, 0.85)
        for query, score, found in answers if misses == name else []:
            if not query.held_out and (score <= ships or found not in query.targets):
                print(f"    {query.text} | {score:.3f} {found} | {sorted(query.targets)}")
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kind, name, number, ship, wanted in namesets_craft.numbers(listed):
        for written in (False, True):
            text, given = (f"{name} (IMO {number})", {}) if written else (name, {"imoNumber": [number]})
            found = index.screen(text, schema="Vessel", identifiers=given, as_of=DAY, threshold=0.3)
            mine = next((match for match in found if match.entity.id == ship.id), None)
            right = (mine is not None and mine.decided == "match") == (wanted == "match")
            if wanted == "said":
                right = mine is not None and mine.decided != "ruled_out"
                right = right and any("check digit" in feature.detail for feature in mine.features if mine)
            counts[kind][0] += right
            counts[kind][1] += 1
    for kind, (right, total) in counts.items():
        print(f"IMO, {kind}: {right} of {total}")


def ours(sets: Sets) -> tuple[Ask, matcher.Matcher]:
    """The matcher over the sets' records."""
    return over(entities(sets))


def over(listed: list[Entity]) -> tuple[Ask, matcher.Matcher]:
    """The matcher over entities, and what it answers first."""
    path = Path(tempfile.mkdtemp()) / "names.idx"
    matcher.build(listed, path)
    index = matcher.Matcher(path, listed)

    def ask(query: Query) -> tuple[float, str]:
        found = index.scores(query.text, query.schema)
        if not found:
            return 0.0, ""
        at, row = max(found.items(), key=lambda item: item[1].score)
        return row.score, listed[at].id

    return ask, index


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", help="folder of lists and pairs")
    parser.add_argument("--speed", action="store_true", help="measure speed and memory, too")
    parser.add_argument("--million", action="store_true", help="and with a million invented names")
    parser.add_argument("--peers", action="store_true", help="rapidfuzz and nomenklatura beside it, on fewer queries")
    parser.add_argument("--misses", default="", help="print what was missed of a set")
    given = parser.parse_args()
    corpus()
    if not given.data:
        return
    sets = build(given.data)
    ask, _ = ours(sets)
    table(sets, ask, "nizam", given.misses)
    table(unseen(sets), ask, "nizam, records and negatives of which none was tuned on", given.misses)
    craft(given.data, given.misses)
    if given.peers:
        few = names_peers.thin(sets)
        names_peers.beside(few, [("nizam", ask), *names_peers.peers(sets)])
    if given.speed:
        names_speed.report(sets, million=given.million)


if __name__ == "__main__":
    main()
