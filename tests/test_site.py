"""The site: pages made from the code, built without a warning; its examples in Python and the notebook run."""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from scripts import notebook, sitepages

import nizam
from nizam import settings
from nizam.cli import COMMANDS

ROOT = Path(__file__).parent.parent
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
_PYTHON = re.compile(r"(?ms)^```python\n(.*?)^```$")


def test_pages_are_made_from_the_code() -> None:
    pages = sitepages.pages()
    assert all(f"## nizam {name}" in pages["reference/commands.md"] for name in COMMANDS)
    assert all(f"nizam.{name}(" in pages["reference/python.md"] for name in nizam.__all__)
    assert all(f"`{name}`" in pages["reference/settings.md"] for name in settings.VARIABLES)
    assert "0001-packs-are-yaml.md" in pages["reference/decisions.md"]


def test_every_tutorial_is_there_in_arabic() -> None:
    names = {path.name for path in TUTORIALS}
    assert {name.replace(".md", ".ar.md") for name in names if not name.endswith(".ar.md")} <= names
    for path in TUTORIALS:
        text = path.read_text(encoding="utf-8")
        headings = len(re.findall(r"(?m)^## ", text))
        other = path.with_name(path.name.replace(".ar.md", ".md"))
        assert headings == len(re.findall(r"(?m)^## ", other.read_text(encoding="utf-8"))), path.name


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.name)
def test_examples_in_python(path: Path) -> None:
    for number, block in enumerate(_PYTHON.findall(path.read_text(encoding="utf-8"))):
        test = doctest.DocTestParser().get_doctest(block, {}, f"{path.name} {number}", str(path), 0)
        assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0


def test_the_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path))
    text = notebook.PATH.read_text(encoding="utf-8")
    assert notebook.renewed(text) == text, "run `python -m scripts.notebook` and read what changed"


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("mkdocs", "material", "mkdocs_static_i18n")),
    reason="needs the extra docs",
)
def test_it_builds_strictly_and_without_network(tmp_path: Path) -> None:
    """In a copy, so that nothing is written into the repository; whoever asks for an address gets none."""
    for name in ("docs", "scripts", "mkdocs.yml"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    off = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    environ = {**os.environ, **off, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "src")])}
    command = [sys.executable, "-m", "scripts.sitepages"]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "build" / "site"
    arabic = (site / "ar" / "tutorials" / "analyst.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in arabic
    assert "للمحلل" in arabic
    page = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "nizam batch" in page
    # nothing is fetched from elsewhere when a page is looked at
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|woff2?)', page + arabic)
