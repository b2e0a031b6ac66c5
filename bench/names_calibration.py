"""How far a score can be trusted: of the first answers with a score about .9, how many are right?

Run: python bench/names_calibration.py DATA [--write | --check] [--plot docs/calibration.png]
Persons and bodies: fresh queries with negatives of their own, of which none was fitted on; ships: the third held out.
--write puts the table into docs/names.md, between its marks; --check fails where the page tells something else by more
than four points in a band, or by a tenth in how many there are.
"""

from __future__ import annotations

import argparse
import re
from itertools import pairwise
from pathlib import Path

import namesets_craft
from names_fit import plot
from namesets import Query, build

import names

PAGE = Path(__file__).parent.parent / "docs" / "names.md"
_MARKS = re.compile(r"(<!-- calibration -->\n).*?(<!-- end -->)", re.DOTALL)
_EDGES = (0.3, 0.5, 0.7, 0.85, 0.95, 1.01)
_LABELS = (".30 to .50", ".50 to .70", ".70 to .85", ".85 to .95", "above .95")
_CLOSE, _FEW = 0.04, 12
Bands = dict[str, list[tuple[float, float, int]]]


def measured(data: Path) -> Bands:
    """By kind: mean score, share right and count of the first answers in each band."""
    sets = build(data)
    ask, _ = names.ours(sets)
    out: Bands = {}
    for kind in ("persons", "bodies"):
        queries = [
            query
            for some in (sets.fresh, sets.fresh_by)
            for name, listed in some.items()
            if ("org" in name or "body" in name) == (kind == "bodies") and not name.startswith(("own", "second"))
            for query in listed
        ]
        out[kind] = _bands([(query, *ask(query)) for query in queries])
    official = namesets_craft.listed(data)
    ask, _ = names.over(official)
    asked, against = namesets_craft.craft(official)
    held = [query for some in asked.values() for query in some if query.held_out]
    held += [query for some in against.values() for query in some[::3]]
    out["ships"] = _bands([(query, *ask(query)) for query in held])
    return out


def _bands(answers: list[tuple[Query, float, str]]) -> list[tuple[float, float, int]]:
    out = []
    for low, high in pairwise(_EDGES):
        inside = [(score, found in query.targets) for query, score, found in answers if low <= score < high]
        count = max(1, len(inside))
        out.append((sum(score for score, _ in inside) / count, sum(right for _, right in inside) / count, len(inside)))
    return out


def table(bands: Bands) -> str:
    """The table as the page shows it."""
    lines = ["| score | " + " | ".join(f"{kind}: right" for kind in bands) + " |", "|---" * (len(bands) + 1) + "|"]
    for at, label in enumerate(_LABELS):
        cells = [f"{rows[at][1]:.2f}".removeprefix("0") + f" of {rows[at][2]}" for rows in bands.values()]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def differences(page: str, now: str) -> list[str]:
    """Cells of the page's table that tell something else than what is measured now."""
    held = _MARKS.search(page)
    cells = [re.findall(r"([\d.]+) of (\d+)", text) for text in (held.group() if held else "", now)]
    if len(cells[0]) != len(cells[1]):
        return ["the table has another shape"]
    return [
        f"{old} of {few} is now {new} of {many}"
        for (old, few), (new, many) in zip(*cells, strict=True)
        if abs(int(few) - int(many)) > max(_FEW, int(few) / 10)
        or (abs(float(old) - float(new)) > _CLOSE and int(many) >= _FEW)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="put the table into docs/names.md")
    parser.add_argument("--check", action="store_true", help="fail where docs/names.md is out of date")
    parser.add_argument("--plot", type=Path, help="where to draw it (needs matplotlib)")
    given = parser.parse_args()
    bands = measured(given.data)
    now, page = table(bands), PAGE.read_text(encoding="utf-8")
    print(now)
    if given.plot:
        plot({kind: [row for row in rows if row[2] > 4] for kind, rows in bands.items()}, given.plot)
    if given.write:
        PAGE.write_text(_MARKS.sub(lambda found: found[1] + now + found[2], page), encoding="utf-8")
    if given.check and (wrong := differences(page, now)):
        raise SystemExit("docs/names.md is out of date: " + "; ".join(wrong))


if __name__ == "__main__":
    main()
