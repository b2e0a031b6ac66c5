"""Spark gives row for row what the local engine gives; on a real one, in this process's own machine."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nizam.batch import run as batch
from nizam.batch.run import Asked
from nizam.errors import BadInput, BadRequest
from tests.batch.test_run import DEALS, lines, table

pytest.importorskip("pyspark", reason="needs the extra spark")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="needs Java"),
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.xdist_group("spark"),
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from nizam.batch.spark import session

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_DIRS", str(tmp_path_factory.mktemp("spark")))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("NIZAM_HOME", os.environ.get("NIZAM_HOME", str(tmp_path_factory.mktemp("home"))))
        made = session("local[2]")
        made.sparkContext.setLogLevel("ERROR")
        yield made
        made.stop()


def test_names(spark: Any, tmp_path: Path) -> None:
    from nizam.batch.spark import opened, screen

    source = table(tmp_path / "in.csv", 3)
    batch.run(source, tmp_path / "out.csv", Asked("screen", dataset="un-dprk", workers=1))
    found = screen(opened(spark, source).repartition(3), dataset="un-dprk").collect()
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    # rows have no line number there; the last digits differ where one of the two has no compiled kernel
    local = sorted((row["id"], row["match_id"], _digits(row["match_score"]), bool(row["match_error"])) for row in rows)
    there = [(row.id, row.match_id or "", _digits(row.match_score), bool(row.match_error)) for row in found]
    assert sorted(there) == local


def _digits(score: float | str | None) -> str:
    return f"{float(score):.6f}" if score else ""


def test_deals(spark: Any, tmp_path: Path) -> None:
    from nizam.batch.spark import check, opened

    deals = [{key: value for key, value in deal.items() if isinstance(value, str)} for deal in DEALS]
    source = lines(tmp_path / "deals.jsonl", deals)
    batch.run(source, tmp_path / "out.jsonl", Asked("check", workers=1))
    local = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    found = [json.loads(row.answer) for row in check(opened(spark, source)).collect()]
    assert sorted(found, key=lambda row: str(row["id"])) == sorted(local, key=lambda row: str(row["id"]))


def test_what_does_not_fit_is_told_before_anything_runs(spark: Any, tmp_path: Path) -> None:
    from nizam.batch.spark import opened, screen

    frame = spark.createDataFrame([("x", "y")], ["name", "match_id"])
    with pytest.raises(BadRequest, match="has a column 'match_id' already"):
        screen(frame)
    with pytest.raises(BadInput, match="no column is called like a property"):
        screen(spark.createDataFrame([("x",)], ["shoe"]))
    with pytest.raises(BadRequest, match="Spark reads"):
        opened(spark, tmp_path / "x.xlsx")
