"""Score deals with expected verdicts: `python bench/deals.py FILE [--way deal --way en …] [--show]`.

The file has `scenarios`, each with an id, a date or none, a deal and the same deal as a sentence (text_en, text_ar,
text_ru), the expected verdict, acceptable ones, and paragraphs of which one must be cited.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nizam.casework import check
from nizam.errors import NizamError

STRICT = (
    "not_restricted", "advised_against", "permitted_with_conditions", "capped", "needs_notification",
    "needs_committee_approval", "undetermined", "prohibited",
)  # fmt: skip
NAMES = {"insufficient_information": "undetermined"}
WAYS = ("deal", "en", "ar", "ru")


@dataclass
class Score:
    """Counts for one way of putting the deals."""

    rows: int = 0
    right: int = 0
    accepted: int = 0
    cited: int = 0
    asked: int = 0
    unrestricted: list[str] = field(default_factory=list)
    looser: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the exam: a YAML file with `scenarios`")
    parser.add_argument("--way", action="append", choices=WAYS)
    parser.add_argument("--show", action="store_true", help="print every miss")
    parser.add_argument("--only", help="ids, comma between")
    options = parser.parse_args(arguments)
    rows = yaml.safe_load(options.file.read_text(encoding="utf-8"))["scenarios"]
    if options.only:
        rows = [r for r in rows if r["id"] in options.only.split(",")]
    for way in options.way or WAYS:
        score = Score()
        for row in rows:
            raw = _put(row, way)
            if raw is not None:
                _count(score, row, raw)
        _print(way, score, options.show)
    return 0


def _put(row: Mapping[str, Any], way: str) -> dict[str, object] | None:
    if way == "deal":
        raw: dict[str, object] = dict(row["deal"])
    elif row.get(f"text_{way}"):
        raw = {"text": row[f"text_{way}"]}
    else:
        return None
    raw["id"] = row["id"]
    if row.get("date"):
        raw["date"] = str(row["date"])
    return raw


def _count(score: Score, row: Mapping[str, Any], raw: Mapping[str, object]) -> None:
    score.rows += 1
    best = NAMES.get(row["expected_verdict"], row["expected_verdict"])
    accepted = [best, *(NAMES.get(v, v) for v in row.get("acceptable_alternatives") or ())]
    try:
        verdict = check(raw)
    except NizamError as error:
        score.missed.append(f"{row['id']} error: {error}")
        return
    word = verdict.outcome.word
    cited = {f.citation for f in verdict.findings} | {d.citation for d in verdict.doors}
    wanted = row.get("expected_paragraphs") or []
    named = (
        not wanted or any(_same(w, c) for w in wanted for c in cited) or (word == "not_restricted" and word in accepted)
    )
    score.cited += named
    score.right += word == best and named
    score.accepted += word in accepted and named
    if word == "undetermined" and not verdict.questions:
        score.asked += 1
    if word not in accepted:
        loosest = min(STRICT.index(a) for a in accepted)
        if STRICT.index(word) < loosest:
            score.looser.append(row["id"])
        if word == "not_restricted":
            score.unrestricted.append(row["id"])
    if word not in accepted or not named:
        note = f"{row['id']} [{','.join(row.get('tags', ()))}] want {'/'.join(accepted)} {wanted[:2]} "
        note += f"got {word} {sorted(cited)[:6]}"
        if verdict.questions:
            note += f" asks {[q.fact for q in verdict.questions]}"
        score.missed.append(note)


def _same(wanted: str, cited: str) -> bool:
    """A sub-letter may be dropped on either side."""
    return cited.startswith(wanted) or re.sub(r"(\([a-z]+\))+$", "", wanted) == cited or wanted.startswith(cited + "(")


def _print(way: str, score: Score, show: bool) -> None:
    total = score.rows or 1
    print(
        f"{way:5} rows {score.rows:4}  right {score.right / total:.3f}  accepted {score.accepted / total:.3f}  "
        f"cited {score.cited / total:.3f}  restricted called unrestricted {len(score.unrestricted)}  "
        f"looser {len(score.looser)}  undetermined without a question {score.asked}"
    )
    for name, ids in (("unrestricted", score.unrestricted), ("looser", score.looser)):
        if ids:
            print(f"      {name}: {', '.join(ids)}")
    if show:
        _lines(score.missed)


def _lines(notes: Iterable[str]) -> None:
    for note in notes:
        print("      " + note)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
