"""The pack against the table of measures compiled for it: no paragraph forgotten, no date and no mark otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nizam import yamltext
from nizam.regime.load import load_regime

REGIME = load_regime()
BY_PARAGRAPH = {p.id.partition("/")[2]: p for p in REGIME.provisions}
LISTED = {f"{i.number}/{paragraph}" for i in REGIME.instruments for paragraph in (*i.encoded, *i.not_encoded)}
NUMBERS = {i.number for i in REGIME.instruments}

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def measures(real_data: Path) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = yamltext.load(real_data / "regime" / "un-dprk-measures.yaml")["measures"]
    return found


@pytest.fixture(scope="module")
def clauses(real_data: Path) -> Mapping[str, str]:
    """Marks of the paragraphs that reach across the measures."""
    raw = yamltext.load(real_data / "regime" / "un-dprk-measures.yaml")["cross_exceptions"]
    rows = [(row["conf"], row["paras"]) for row in raw]
    out = {p: conf for conf, paras in rows if isinstance(conf, str) for p in paras}
    for conf, paras in rows:
        if not isinstance(conf, str):
            out.update({p: conf.get(p, conf.get("others", "M")) for p in paras})
    return out


def _paragraphs(measures: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for measure in measures:
        for paragraph in measure["paras"]:
            yield measure["id"], paragraph


def test_every_paragraph_is_encoded_or_left_out_with_a_reason(measures: list[Mapping[str, Any]]) -> None:
    """`8(a)(i)` is covered by `8(a)`, and a resolution of listings alone by its own file."""
    for measure, paragraph in _paragraphs(measures):
        number = paragraph.partition("/")[0]
        listed = any(paragraph == own or own.startswith(f"{paragraph}(") for own in LISTED)
        assert number in NUMBERS, (measure, paragraph)
        assert listed or "/" not in paragraph, (measure, paragraph)


def test_no_mark_is_better_than_the_table_s(measures: list[Mapping[str, Any]], clauses: Mapping[str, str]) -> None:
    """A paragraph may be cited by several measures: the best of their marks is its own."""
    order = {"M": 0, "S": 1, "V": 2}
    best: dict[str, str] = dict(clauses)
    for measure in measures:
        for paragraph, mark in (measure.get("para_marks") or {}).items():
            if paragraph not in best or order[mark] > order[best[paragraph]]:
                best[paragraph] = mark
    for key, provision in BY_PARAGRAPH.items():
        cited = key.removesuffix("/flights").removesuffix("/airliners")
        known = max((order[mark] for p, mark in best.items() if cited == p or cited.startswith(f"{p}(")), default=0)
        assert order[provision.confidence["paragraph"]] <= known, (key, provision.confidence, best.get(cited))


def test_a_measure_begins_when_the_table_says(measures: list[Mapping[str, Any]]) -> None:
    for measure in measures:
        days = [BY_PARAGRAPH[p].start for p in measure["paras"] if p in BY_PARAGRAPH]
        if days:
            assert date.fromisoformat(measure["from"]) in days, (measure["id"], measure["from"], sorted(map(str, days)))
