"""The HTML report in a real browser: a silent console, no sideways scrolling on a telephone, links that lead."""

from __future__ import annotations

import html as escaping
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nizam.report.build import build
from nizam.report.html import render
from tests.report import sample

pytestmark = pytest.mark.browser

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--enable-logging=stderr",
    "--virtual-time-budget=4000", "--window-size=1400,1000", "--dump-dom",
)  # fmt: skip

_MEASURE = """<!doctype html><meta charset="utf-8"><body>{frames}<script>
onload = () => {{
  const found = [...document.querySelectorAll("iframe")].map(frame => {{
    const page = frame.contentDocument, root = page.documentElement;
    const links = [...page.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute("href").slice(1));
    const chip = page.querySelector("a.n");
    return {{asked: frame.clientWidth, needed: root.scrollWidth, links: links.length,
      broken: links.filter(id => !page.getElementById(id)),
      direction: page.defaultView.getComputedStyle(root).direction,
      styled: page.defaultView.getComputedStyle(chip).unicodeBidi}};
  }});
  document.body.textContent = "RESULT" + JSON.stringify(found) + "END";
}};
</script>"""


@pytest.fixture(scope="module")
def browser() -> str:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    if not found:
        pytest.skip("no headless browser here")
    return found


def dom(browser: str, page: Path, home: Path) -> tuple[str, str]:
    """The page's elements after loading, and what the console said."""
    done = subprocess.run(
        [browser, *_FLAGS, f"--user-data-dir={home}", page.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_page_renders_without_an_error(browser: str, tmp_path: Path, lang: str) -> None:
    page = tmp_path / "report.html"
    page.write_text(render(build(sample.case(), lang)), encoding="utf-8")
    shown, console = dom(browser, page, tmp_path / "home")
    assert 'id="item-1"' in shown
    assert console == ""


def test_it_fits_a_telephone_and_links_lead_somewhere(browser: str, tmp_path: Path) -> None:
    pages = {lang: escaping.escape(render(build(sample.case(), lang))) for lang in ("en", "ar")}
    frames = "".join(
        f'<iframe style="width:{columns}px;height:800px;border:0" srcdoc="{pages[lang]}"></iframe>'
        for lang in ("en", "ar")
        for columns in (390, 1280)
    )
    page = tmp_path / "measure.html"
    page.write_text(_MEASURE.format(frames=frames), encoding="utf-8")
    shown, _ = dom(browser, page, tmp_path / "home")
    result = re.search(r"RESULT(\[.*\])END", shown)
    assert result is not None
    for row in json.loads(result[1]):
        assert row["needed"] <= row["asked"]
        assert row["broken"] == []
        assert row["links"] > 10
        assert row["styled"] == "isolate"
    assert [row["direction"] for row in json.loads(result[1])] == ["ltr", "ltr", "rtl", "rtl"]
