"""Fit the weights of screening/model.py on the development sets, and calibrate the score.

Run: python bench/names_fit.py DATA [--write] [--plot docs/calibration.png]
DATA is a folder with lists/un, lists/ofac and names/eu_cyrillic_dev.csv. Only two thirds of the records are fitted on.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import namesets_craft
import numpy as np
from namesets import Query, Sets, build
from scipy.optimize import minimize

from nizam.model.entity import Entity, Name
from nizam.screening import evidence, matcher, wording
from nizam.screening.evidence import NAMES, weigh

MODEL = Path(__file__).parent.parent / "src" / "nizam" / "screening" / "model.py"
_RAISES = {
    *("coverage", "worst", "mean", "order", "evidence", "weight_asked", "whole", "other_coverage", "number"),
    *("cycle", "first", "last"),
}
_PERSONS_OWN = {"cycle", "first", "last", "left_end"}
"""Whoever translates a body's name puts its words elsewhere."""
_WRONG_KEPT = 4
_EXACT = {"maxiter": 20_000, "maxfun": 100_000, "ftol": 1e-13, "gtol": 1e-7, "maxcor": 30}


def entities(sets: Sets) -> list[Entity]:
    """The records as entities."""
    return [Entity(r.id, r.schema, r.names[0], tuple(Name(name) for name in r.names)) for r in sets.records]


def ask(index: matcher.Matcher, listed: list[Entity], query: Query) -> tuple[Any, list[str]]:
    """Features of every name found for a query, and whose names they are."""
    rows: list[Any] = []
    ids: list[str] = []
    for kind in wording.books(query.schema):
        for variant, words in wording.worded(kind, query.text, asked=True):
            for found in index._book(kind).find(variant, words):
                rows.append(weigh(found).features)
                ids.append(listed[index._owners[kind][found.name]].id)
    return np.array(rows, float).reshape(-1, len(NAMES)), ids


def fit(
    positive: list[tuple[Query, Any, list[str]]], negative: list[tuple[Any, list[str]]], none: Collection[str] = ()
) -> Any:
    """Weights and constant, each weight with its sign; the features of `none` weigh nothing."""
    x: list[Any] = []
    y: list[int] = []
    w: list[float] = []
    for query, features, ids in positive:
        right = [at for at, one in enumerate(ids) if one in query.targets and features[at, 0] > 0.25]
        wrong = [at for at, one in enumerate(ids) if one not in query.targets]
        if right:
            x.append(features[max(right, key=lambda at: features[at, 0])])
            y.append(1)
            # few Arabic pairs are published; they must not drown. Of two words of a longer name, many people are right
            arabic = "\u0600" <= query.text[:1] <= "\u06ff"
            w.append(1.5 if query.kind == "partial" else 3.0 if arabic else 1.0)
        for at in wrong[:_WRONG_KEPT]:
            x.append(features[at])
            y.append(0)
            w.append(0.5)
    for features, ids in negative:
        for at in range(min(_WRONG_KEPT, len(ids))):
            x.append(features[at])
            y.append(0)
            w.append(2.0)
    data, right_or_not, weight = np.array(x), np.array(y), np.array(w)

    def loss(p: Any) -> tuple[float, Any]:
        z = data @ p[:-1] + p[-1]
        value = (weight * (np.logaddexp(0, z) - right_or_not * z)).sum() + 0.05 * (p[:-1] ** 2).sum()
        slope = weight * (1 / (1 + np.exp(-z)) - right_or_not)
        return value, np.append(data.T @ slope + 0.1 * p[:-1], slope.sum())

    bounds = [(0, 0) if name in none else (0, 30) if name in _RAISES else (-30, 0) for name in NAMES] + [(-60, 60)]
    # begun anew until nothing moves: stopped early, weights of features that say nearly the same come out anyhow
    best = minimize(loss, np.zeros(len(NAMES) + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=_EXACT)
    for _ in range(20):
        again = minimize(loss, best.x, jac=True, method="SLSQP", bounds=bounds, options={"maxiter": 500, "ftol": 1e-10})
        again = minimize(loss, again.x, jac=True, method="L-BFGS-B", bounds=bounds, options=_EXACT)
        if again.fun > best.fun - 1e-6:
            break
        best = again
    return best.x


def platt(sums: Any, right: Any) -> tuple[float, float]:
    """Slope and shift that make the logistic of a sum a probability."""

    def loss(p: Any) -> float:
        z = p[0] * sums + p[1]
        return float((np.logaddexp(0, z) - right * z).sum())

    best = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B", bounds=[(0.2, 3), (-5, 5)]).x
    return round(float(best[0]), 3), round(float(best[1]), 3)


def reliability(sums: Any, right: Any, scale: tuple[float, float]) -> list[tuple[float, float, int]]:
    """Mean score, share right and count, in bands of the score."""
    score = 1 / (1 + np.exp(-(scale[0] * sums + scale[1])))
    edges = [0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0001]
    out = []
    for lo, hi in pairwise(edges):
        band = (score >= lo) & (score < hi)
        if band.sum() >= 5:
            out.append((float(score[band].mean()), float(right[band].mean()), int(band.sum())))
    return out


class Lesson(NamedTuple):
    """What a model is fitted on: an index and its entities, names asked, hard negatives, easy ones."""

    index: matcher.Matcher
    listed: list[Entity]
    named: list[Query]
    hard: list[Query]
    easy: list[Query]


def lessons(data: Path) -> Iterator[tuple[str, Lesson]]:
    """The models by name, each with its lesson."""
    sets = build(data)
    listed = entities(sets)
    index = _indexed(listed)
    for learnt in ("person", "body"):
        named = [q for name, qs in sets.positives.items() if ("org" in name) == (learnt == "body") for q in qs]
        hard = [q for name, qs in sets.hard_by.items() if ("body" in name) == (learnt == "body") for q in qs]
        yield learnt, Lesson(index, listed, named, hard, sets.easy if learnt == "person" else [])
    official = namesets_craft.listed(data)
    asked, against = namesets_craft.craft(official)
    named, hard = ([q for qs in some.values() for q in qs] for some in (asked, against))
    yield "vessel", Lesson(_indexed(official), official, named, hard, [])


def _indexed(listed: list[Entity]) -> matcher.Matcher:
    path = Path(tempfile.mkdtemp()) / "names.idx"
    matcher.build(listed, path)
    return matcher.Matcher(path, listed)


def learn(
    learnt: str, lesson: Lesson, bands: dict[str, list[tuple[float, float, int]]]
) -> tuple[list[float], tuple[float, float]]:
    """Weights and scale of one model; how far its scores can be trusted goes to `bands`."""
    asked = [(q, *ask(lesson.index, lesson.listed, q)) for q in lesson.named]
    against = [ask(lesson.index, lesson.listed, q) for q in lesson.hard]
    plain = [ask(lesson.index, lesson.listed, q) for q in lesson.easy]
    tuned, hard = [row for row in asked if not row[0].held_out], [row for at, row in enumerate(against) if at % 3]
    p = fit(tuned, hard, _PERSONS_OWN if learnt == "body" else ())
    weights = [round(float(v), 2) + 0.0 for v in p]
    print(learnt, dict(zip((*NAMES, "constant"), weights, strict=True)))
    fitted, scale = np.array(weights), (1.0, 0.0)

    def first(features: Any, ids: list[str]) -> tuple[float, str]:
        z = features @ fitted[:-1] + fitted[-1]
        return (float(z.max()), ids[int(z.argmax())]) if len(ids) else (-20.0, "")

    for name, held in (("tuned", False), ("held out", True)):
        tops = [(*first(f, i), q.targets) for q, f, i in asked if q.held_out == held]
        tops += [(*first(*row), frozenset()) for at, row in enumerate(against) if (at % 3 == 0) == held]
        tops += [(*first(*row), frozenset()) for at, row in enumerate(plain) if (at % 3 == 0) == held]
        sums = np.array([row[0] for row in tops])
        right = np.array([row[1] in row[2] for row in tops], float)
        if not held:
            scale = platt(sums, right)
        bands[f"{learnt} {name}"] = reliability(sums, right, scale)
        for score, share, count in bands[f"{learnt} {name}"]:
            print(f"  {learnt} {name}: score {score:.3f}  right {share:.3f}  of {count}")
    return weights, scale


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="write screening/model.py")
    parser.add_argument("--plot", type=Path, help="where to draw the calibration (needs matplotlib)")
    given = parser.parse_args()
    weights: dict[str, Any] = {}
    scales: dict[str, tuple[float, float]] = {}
    bands: dict[str, list[tuple[float, float, int]]] = {}
    for learnt, lesson in lessons(given.data):
        weights[learnt], scales[learnt] = learn(learnt, lesson, bands)
    if given.write:
        _write(weights, scales)
    if given.plot:
        plot(bands, given.plot)


def _write(weights: dict[str, Any], scales: dict[str, tuple[float, float]]) -> None:
    head = MODEL.read_text(encoding="utf-8").split("WEIGHTS:")[0]
    lines = ["WEIGHTS: dict[str, tuple[float, ...]] = {"]
    for name, values in weights.items():
        lines.append(f'    "{name}": (')
        lines += [f"        {value},  # {feature}" for feature, value in zip(evidence.NAMES, values, strict=False)]
        lines.append("    ),")
    lines += ["}", "CONSTANT = {" + ", ".join(f'"{name}": {values[-1]}' for name, values in weights.items()) + "}"]
    lines.append("SCALE = {" + ", ".join(f'"{name}": {scale}' for name, scale in scales.items()) + "}")
    MODEL.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def plot(bands: dict[str, list[tuple[float, float, int]]], path: Path) -> None:
    """Draw mean score against share right, a line a kind."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="0.8")
    for name, rows in bands.items():
        axes.plot([row[0] for row in rows], [row[1] for row in rows], marker="o", label=name)
    axes.set_xlabel("score")
    axes.set_ylabel("share of first answers that are right")
    axes.legend()
    figure.savefig(path, dpi=110, bbox_inches="tight")


if __name__ == "__main__":
    main()
