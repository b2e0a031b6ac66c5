"""The pages in a real browser: a silent console, nothing serious for axe, no sideways scrolling, the keyboard."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default"), pytest.mark.xdist_group("browser")]

_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_ARTICLE = (
    "Pyongyang, 3 May 2018. The minister said that a Chinese firm bought 500 tonnes of coal from North Korea. "
    "The two sides also agreed to open a joint venture in Rason."
)
_DEAL = {"en": "coal through Rajin", "ar": "نقل الفحم عبر راجين"}
_NAME = {"en": "Ri Pyong Chol", "ar": "ري بيونغ تشول"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), "")
    if not found:
        pytest.skip("no headless browser here")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        one = running.chromium.launch(executable_path=found, args=_FLAGS)
        yield one
        one.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service of its own on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = str(tmp_path_factory.mktemp("served"))
    served = subprocess.Popen(
        [sys.executable, "-m", "nizam", "serve", "--port", str(port)],
        env={**os.environ, "NIZAM_HOME": home, "NIZAM_KERNEL": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    where = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urlopen(f"{where}/healthz", timeout=2).close()
            break
        except OSError:
            time.sleep(0.5)
    yield where
    served.terminate()
    served.wait(timeout=20)


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core's script, as the Python package brings it; "" where it is not installed, said aloud."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        print("axe is not installed: only our own checks are made")
        return ""
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    one = context.new_page()
    said: list[str] = []
    one.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    one.on("pageerror", lambda error: said.append(str(error)))
    yield one
    context.close()
    assert said == []


def looked_at(page: Any, axe: str) -> None:
    """It fits a telephone, and axe finds nothing serious in it."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if axe:
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        bad = [(one["id"], one["nodes"][0]["html"]) for one in grave]
        assert bad == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_check(page: Any, address: str, axe: str, lang: str) -> None:
    page.goto(f"{address}/{lang}/check")
    page.fill("#f-text", _DEAL[lang])
    page.fill("#f-date", "2024-05-01")
    page.click("main form button")
    assert page.locator(".verdict.o-undetermined").count() == 1
    assert page.evaluate("document.activeElement.matches('.verdict')")
    looked_at(page, axe)
    page.fill("[name='own.0']", "North Korea" if lang == "en" else "كوريا الشمالية")
    page.click("main form button")
    assert page.locator(".verdict.o-prohibited").count() == 1


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_screen_by_keyboard(page: Any, address: str, axe: str, lang: str) -> None:
    page.goto(f"{address}/{lang}/screen")
    page.fill("#f-name", _NAME[lang])
    page.keyboard.press("Enter")
    page.wait_for_selector(".candidate")
    looked_at(page, axe)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "candidate-1"
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.name") == "reason"
    page.keyboard.type("born 1990")
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.wait_for_selector(".notice")
    assert "KPi.076" in page.inner_text(".notice")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_read_and_go_from_finding_to_finding(page: Any, address: str, axe: str, lang: str) -> None:
    page.goto(f"{address}/{lang}/read")
    page.fill("#f-text", _ARTICLE)
    page.click("main form button")
    looked_at(page, axe)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "item-1-text"
    page.click("#item-1-text a.n")
    assert page.url.endswith("#item-1")
    page.click("#item-1 a.back")
    assert page.url.endswith("#item-1-text")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(
    "path", ["", "/regime?from=2017-06-01&to=2018-02-01", "/regime/un-dprk/2371/8", "/lists", "/decisions", "/articles"]
)
def test_the_other_pages(page: Any, address: str, axe: str, lang: str, path: str) -> None:
    page.goto(f"{address}/{lang}{path}")
    looked_at(page, axe)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_paragraphs_are_narrowed_while_typing(page: Any, address: str, axe: str, lang: str) -> None:
    page.goto(f"{address}/{lang}/regime")
    assert page.locator("#measures details[open]").count() == 0
    page.fill("#q", "2371")
    assert page.locator("#measures details[open]").count() == 1
    assert page.locator("#measures [data-row]:visible").count() > 3
    looked_at(page, axe)
    page.fill("#q", "")
    assert page.locator("#measures details[open]").count() == 0


def test_a_key_leads_to_the_search_from_any_page(page: Any, address: str) -> None:
    page.goto(f"{address}/en/lists")
    page.keyboard.press("/")
    page.wait_for_url("**/en/search")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


def test_one_question_stands_open_and_the_rest_are_folded(page: Any, address: str, axe: str) -> None:
    page.goto(f"{address}/en/check")
    page.fill("#f-text", "In 2019 a firm sends machines and fuel to North Korea through a bank.")
    page.click("main form button")
    asked = page.locator("fieldset").count()
    assert page.locator("fieldset:visible").count() == min(asked, 1)
    looked_at(page, axe)


def test_on_paper_the_deal_and_its_questions_are_there(page: Any, address: str) -> None:
    page.goto(f"{address}/en/check")
    page.fill("#f-text", _DEAL["en"])
    page.fill("#f-date", "2024-05-01")
    page.click("main form button")
    page.emulate_media(media="print")
    shown = page.inner_text("main")
    assert _DEAL["en"] in shown
    assert "Where do the goods come from?" in shown
    assert page.locator("button:visible").count() == 0


def test_without_a_script_everything_is_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/check")
    page.fill("#f-text", "In May 2019 a Chinese firm buys coal from North Korea.")
    page.click("main form button")
    assert page.locator(".verdict.o-prohibited").count() == 1
    page.click(".switch")
    assert page.locator("html[dir=rtl] .verdict.o-prohibited").count() == 1
    context.close()
