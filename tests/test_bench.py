"""The table of measurements: put together from what the benches print, and into its page."""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parent.parent / "bench"


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCH))
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def test_the_measured_part_of_the_page_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    every = load("all", monkeypatch)
    once = every.page("first", "# Measured\n\nby hand\n")
    again = every.page("second", once)
    assert once.startswith("# Measured\n\nby hand\n")
    assert "first" in once
    assert "first" not in again
    assert again.count(every.BEGIN) == 1
    assert again == once.replace("first", "second")


def test_a_quick_run_takes_other_values(monkeypatch: pytest.MonkeyPatch) -> None:
    every = load("all", monkeypatch)
    assert every._merged(["--rounds", "7"], ("--rounds", "3")) == ["--rounds", "3"]
    assert every._merged(["20000"], ("2000",)) == ["2000"]
    assert every._merged(["--peers"], ("--quick",)) == ["--peers", "--quick"]
    assert every._merged(["--minutes", "1"], ("--seconds", "2")) == ["--minutes", "1", "--seconds", "2"]


def test_every_bench_that_is_run_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    every = load("all", monkeypatch)
    assert all((BENCH / part.words[0]).is_file() for part in every.parts(None, tmp_path / "x.json"))


def test_one_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    every = load("all", monkeypatch)
    said = every.run(every.Part("Deals", ("deals.py", "--no-such-option")), quick=True)
    assert "not measured to the end" in said


def test_how_cost_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = load("batch", monkeypatch)
    assert batch.exponent([(10, 3), (100, 30), (1000, 300)]) == pytest.approx(1)
    assert batch.exponent([(10, 5), (1000, 5)]) == pytest.approx(0)
    assert math.isnan(batch.exponent([(10, 5)]))
    rows = [
        {"what": "screen", "names": names, "rows": count, "seconds": 2.0, "cpu": count / 1000, "mb": 200.0}
        for names in (1_000, 10_000)
        for count in (1_000, 10_000)
    ]
    told = batch.report([*rows, {"what": "read", "names": 0, "rows": 5, "seconds": 1.0, "cpu": 0.5, "mb": 100.0}])
    assert "| screen | 10,000 | 1,000 | 2.0 | 1.0 | 1.00 | 200 |" in told
    assert "| read | – | 5 | 1.0 | 0.5 | 100.00 | 100 |" in told
    assert "to the power of 1.00 at 10,000 names" in told
    assert "A further row costs 1000 µs" in told
    assert "A hundred million rows on 64 such cores" in told
