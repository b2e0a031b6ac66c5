"""On a cluster: a master and two workers of Spark, each in a process of its own, started here and stopped again."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nizam.batch import run as batch
from nizam.batch.run import Asked
from tests.batch.test_run import DEALS, lines, table

pyspark = pytest.importorskip("pyspark", reason="needs the extra spark")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None or os.name != "posix", reason="needs Java"),
    pytest.mark.xdist_group("spark"),
]
_SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
_WORKERS = 2
_PATIENCE = 120


class Cluster:
    """A master and its workers, with their logs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.master = f"spark://127.0.0.1:{self.port}"
        root = Path(__file__).parents[2]
        self.environ = {
            **os.environ,
            "NIZAM_HOME": str(folder / "home"),
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": os.pathsep.join([str(root / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "PYSPARK_SUBMIT_ARGS": "--conf spark.executor.memory=700m --conf spark.driver.memory=700m "
            "--conf spark.scheduler.minRegisteredResourcesRatio=1.0 --conf spark.cores.max=2 "
            "--conf spark.driver.host=127.0.0.1 --conf spark.ui.enabled=false pyspark-shell",
            "SPARK_DAEMON_MEMORY": "300m",
            "SPARK_LOCAL_DIRS": str(folder / "local"),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_NO_DAEMONIZE": "1",
            "SPARK_WORKER_DIR": str(folder / "work"),
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, kind: str, *words: str) -> Path:
        log = self.folder / f"{name}.log"
        with log.open("wb") as handle:
            command = [str(_SPARK_CLASS), f"org.apache.spark.deploy.{kind}", "--host", "127.0.0.1", *words]
            self.processes.append(
                subprocess.Popen(command, env=self.environ, stdout=handle, stderr=subprocess.STDOUT, cwd=self.folder)
            )
        return log

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        log = made.start("master", "master.Master", "--port", str(made.port), "--webui-port", "0")
        _wait(log, "Starting Spark master", 1)
        for number in range(_WORKERS):
            words = ("--cores", "1", "--memory", "800m", "--webui-port", "0", made.master)
            made.start(f"worker-{number}", "worker.Worker", *words)
        _wait(log, "Registering worker", _WORKERS)
        yield made
    finally:
        made.stop()


def _wait(log: Path, words: str, times: int) -> None:
    until = time.monotonic() + _PATIENCE
    while log.read_text(errors="replace").count(words) < times:
        assert time.monotonic() < until, log.read_text(errors="replace")[-2000:]
        time.sleep(0.2)


def _nizam(cluster: Cluster, *words: str) -> None:
    command = [sys.executable, "-m", "nizam", "batch", *words, "--engine", "spark", "--master", cluster.master]
    done = subprocess.run(command, env=cluster.environ, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr[-3000:]


def test_names_on_two_workers(cluster: Cluster, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    for number in range(4):
        table(parts / f"{number}.csv", 3)
    out = tmp_path / "out.jsonl"
    _nizam(cluster, "screen", str(parts), str(out), "--dataset", "un-dprk", "--include-empty")
    there = [json.loads(line) for part in out.glob("part-*") for line in part.read_text().splitlines()]
    assert out.is_dir()
    assert (out / "_SUCCESS").is_file()

    options = batch.Options(include_empty=True)
    batch.run(parts, tmp_path / "local", Asked("screen", dataset="un-dprk", workers=1, options=options))
    parted = sorted((tmp_path / "local").glob("*.csv"))
    local = [row for part in parted for row in csv.DictReader(part.read_text(encoding="utf-8").splitlines())]
    assert len(there) == len(local)
    assert sorted(_row(row) for row in there) == sorted(_row(row) for row in local)
    # both of them worked
    assert len(list((cluster.folder / "work").glob("app-*/*"))) == _WORKERS


def test_deals_on_two_workers(cluster: Cluster, tmp_path: Path) -> None:
    deals = [{key: value for key, value in deal.items() if isinstance(value, str)} for deal in DEALS]
    source = lines(tmp_path / "deals.jsonl", deals * 4)
    _nizam(cluster, "check", str(source), str(tmp_path / "verdicts.jsonl"))
    batch.run(source, tmp_path / "local.jsonl", Asked("check", workers=1))
    there = [line for part in (tmp_path / "verdicts.jsonl").glob("part-*") for line in part.read_text().splitlines()]
    assert sorted(there) == sorted((tmp_path / "local.jsonl").read_text().splitlines())


def _row(row: dict[str, str]) -> tuple[str, str, str, str]:
    """What is said of a row. The last digits of a score differ where one of the two has no compiled kernel."""
    score = row.get("match_score")
    return (
        str(row["id"]), row.get("match_id") or "", f"{float(score):.6f}" if score else "",
        "error" if row.get("match_error") else "",
    )  # fmt: skip
