"""A release: the same bytes whoever builds it, a bill of materials, and a wheel that answers without the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
from scripts import audit, dist, sbom

from nizam import __version__

ROOT = Path(__file__).parent.parent
DEAL = "In May 2019 a North Korean mine sold coal to a firm in Dandong"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return dist.build(tmp_path_factory.mktemp("first"))


def test_two_builds_from_the_sdist_are_the_same_bytes(built: list[Path], tmp_path: Path) -> None:
    with tarfile.open(next(path for path in built if path.name.endswith(".tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    (root,) = tmp_path.iterdir()
    one, other = (dist.build(tmp_path / name, root) for name in ("one", "other"))
    assert [path.name for path in one] == [path.name for path in other] == [path.name for path in built]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_the_wheel_answers_without_the_repository(built: list[Path], tmp_path: Path) -> None:
    wheel = next(path for path in built if path.suffix == ".whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    # without `site`, the checkout that is installed for editing is not on the path
    path = os.pathsep.join((str(tmp_path / "site"), sysconfig.get_paths()["purelib"]))
    env = {"PYTHONPATH": path, "NIZAM_HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}
    code = "import nizam.cli, sys; print(nizam.__file__, file=sys.stderr); nizam.cli.main()"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, "check", DEAL, "--json"],
        capture_output=True, text=True, env=env, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "site") in done.stderr
    verdict = json.loads(done.stdout)
    assert verdict["outcome"] == "prohibited"
    assert any(row["id"] == "un-dprk/2371/8" for row in verdict["provisions"])


def test_nothing_built_here_is_in_the_wheel(built: list[Path]) -> None:
    wheel = next(path for path in built if path.suffix == ".whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert not [name for name in names if "_built" in name or "__pycache__" in name]
    assert any(name.endswith("packs/un_dprk/regime.yml") for name in names)


def test_the_bill_names_what_users_run() -> None:
    bill = sbom.bill()
    parts = {part["name"]: part for part in bill["components"]}
    assert {"click", "litestar", "lxml", "numba", "openpyxl", "sqlalchemy"} <= set(parts)
    assert not {"pytest", "pyspark", "ruff", "nizam"} & set(parts)
    assert bill["metadata"]["component"]["version"] == __version__
    refs = {part["bom-ref"] for part in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    for row in bill["dependencies"]:
        assert {row["ref"], *row["dependsOn"]} <= refs
    assert all(part["hashes"] for part in parts.values())


def test_hashes_of_a_lock() -> None:
    lock = "A_b==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\nc==2 ; marker \\\n    --hash=sha256:" + "1" * 64 + "\n"
    assert sbom.hashes(lock) == {"a-b": ["0" * 64], "c": ["1" * 64]}


def test_the_citation_has_this_version() -> None:
    from nizam import yamltext

    cited = yamltext.load(ROOT / "CITATION.cff")
    assert cited["version"] == __version__
    assert cited["license"] == "Apache-2.0"


@pytest.mark.parametrize(
    ("out", "code", "says"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1"}]}]}', 1, "a 1: X-1"),
        ('{"dependencies": [{"name": "a", "skip_reason": "?"}]}', 0, "1 packages nobody"),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', 0, "0 advisories"),
        ("no answer", 0, "skipped"),
    ],
)
def test_what_an_audit_says(capsys: pytest.CaptureFixture[str], out: str, code: int, says: str) -> None:
    assert audit.told(out, "no way out") == code
    assert says in capsys.readouterr().out
