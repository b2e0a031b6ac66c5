"""The package's three verbs: what is public, that importing it costs nothing, and that its page is true."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import nizam
from nizam.errors import BadDeal, BadInput, BadRequest

ROOT = Path(__file__).parent.parent
DEAL = {
    "date": "2019-05-02",
    "supplier": {"name": "A", "country": "DPRK"},
    "recipient": {"name": "B", "country": "China"},
    "goods": [{"description": "coal"}],
}


def test_the_public_names() -> None:
    assert nizam.__all__ == ["assess", "read", "screen"]
    assert all(callable(getattr(nizam, name)) and getattr(nizam, name).__doc__ for name in nizam.__all__)
    assert set(nizam.__all__) <= set(dir(nizam))
    with pytest.raises(AttributeError, match="no attribute 'clear'"):
        _ = nizam.clear


def test_importing_it_brings_nothing_in() -> None:
    code = "import sys, nizam; print(sum(name.startswith('nizam') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 1


def test_screen_gives_matches() -> None:
    found = nizam.screen("조춘룡", schema="person", countries=["DPRK"], limit=1)
    assert [match.entity.caption for match in found] == ["Cho Chun Ryong"]
    assert found.json()["query"] == "조춘룡"
    assert found.json()["results"][0]["topics"] == ["sanction"]
    assert nizam.screen("nobody at all") == []


@pytest.mark.parametrize(
    "wrong",
    [{"schema": "sphinx"}, {"countries": ["Atlantis"]}, {"birth_date": "soon"}, {"limit": 0}, {"threshold": 2},
     {"dataset": "mars"}],
)  # fmt: skip
def test_screen_says_what_is_wrong(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        nizam.screen("Kim", **wrong)  # type: ignore[arg-type]
    with pytest.raises(BadRequest, match="empty"):
        nizam.screen("  ")


def test_assess_takes_fields_and_words() -> None:
    verdict = nizam.assess(DEAL)
    assert verdict.outcome.word == "prohibited"
    assert verdict.json()["outcome"] == "prohibited"
    assert "2371" in verdict.text()
    assert nizam.assess("In May 2019 China buys coal from North Korea.").outcome.word == "prohibited"
    assert nizam.assess(DEAL, as_of=date(2015, 1, 1)).as_of == date(2015, 1, 1)
    with pytest.raises(BadDeal):
        nizam.assess({"date": "2019-02-30"})
    with pytest.raises(BadInput):
        nizam.assess(7)  # type: ignore[arg-type]


def test_read_takes_text_and_files(tmp_path: Path) -> None:
    path = ROOT / "corpus" / "articles" / "port-talks" / "article.txt"
    case = nizam.read(path)
    assert case.json()["items"]
    assert nizam.read(path.read_text(encoding="utf-8")).json()["items"] == case.json()["items"]
    assert case.text("ar")
    with pytest.raises(BadInput, match="cannot be read"):
        nizam.read(tmp_path / "none.txt")


def test_the_page_on_python_prints_what_is_written() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^```python\n(.*?)^```$", text)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "docs/python.md", "docs/python.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    report: list[str] = []
    runner.run(test, out=report.append)
    assert not runner.failures, "".join(report)
