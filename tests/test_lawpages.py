"""The pages of the law say what the packs say, in both languages, and every link on them leads somewhere."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from scripts import lawpages
from scripts.law.words import Words

from nizam.regime.load import load_regime, regimes

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
_APART = re.compile(r'<span dir="ltr"(?: lang="en")?>.*?</span>|`[^`]*`|\]\([^)]*\)|<[^>]*>|&\w+;')


@pytest.fixture(scope="module")
def pages() -> Mapping[str, str]:
    return lawpages.pages()


def test_the_pages_in_the_repository_are_those_of_the_packs(pages: Mapping[str, str]) -> None:
    assert not lawpages.stale(pages), f"the packs have changed: run `{lawpages.COMMAND}` and read what changed."


def test_generation_is_quick_and_always_the_same(pages: Mapping[str, str]) -> None:
    began = time.perf_counter()
    assert lawpages.pages() == pages
    assert time.perf_counter() - began < 3


def test_both_languages_have_the_same_pages(pages: Mapping[str, str]) -> None:
    names = {lang: {n[3:] for n in pages if n.startswith(f"{lang}/")} for lang in ("en", "ar")}
    assert names["en"] == names["ar"]
    assert len(names["en"]) > 15


def test_every_link_between_pages_leads_to_a_place_on_one(pages: Mapping[str, str]) -> None:
    anchors = {name: set(_ANCHOR.findall(text)) for name, text in pages.items()}
    for name, text in pages.items():
        assert len(_ANCHOR.findall(text)) == len(anchors[name]), f"{name}: an anchor stands twice"
        for target in _LINK.findall(text):
            if target.startswith("http"):
                assert "(" not in target
                continue
            path, _, place = target.partition("#")
            there = (Path("/") / name).parent / path
            found = there.resolve().relative_to("/").as_posix()
            assert found in pages, f"{name} links to {target}"
            assert not place or place in anchors[found], f"{name} links to {target}"


def test_every_provision_way_out_and_vote_is_shown(pages: Mapping[str, str]) -> None:
    for name in regimes():
        regime = load_regime(name)
        for lang in ("en", "ar"):
            own = "\n".join(text for path, text in pages.items() if path.startswith(f"{lang}/{name}/"))
            words = Words(lang, regime)
            for provision in regime.provisions:
                assert f"`{provision.id}`" in own
                assert words.text(provision.says) in own
                assert f"<br>{words.code(provision.id)}" in pages[f"{lang}/index.md"]
                for exception in provision.exceptions:
                    assert words.text(exception.says) in own
            for vote in regime.votes:
                assert words.text(vote.effect) in own
            for entry in regime.goods.values():
                assert f'<a id="{entry.id}"></a>' in own


def test_arabic_pages_are_arabic(pages: Mapping[str, str]) -> None:
    """Latin letters stand only in ids, citations, names and notes that are set apart; never a bare English sentence."""
    for name, text in pages.items():
        if not name.startswith("ar/"):
            continue
        assert '<div dir="rtl" lang="ar">' in text
        body = _APART.sub(" ", text.partition('lang="ar">')[2])
        bare = [line for line in body.splitlines() if len(re.findall(r"[A-Za-z]{2,}", line)) > 4]
        assert not bare, f"{name}: {bare[:2]}"


def test_nothing_says_that_anything_is_allowed(pages: Mapping[str, str]) -> None:
    for name, text in pages.items():
        own = re.sub(r"(?m)^ *- [×?◆▲■●△○].*$", "", text)  # names of cases are their authors'
        assert not re.search(r"(?i)\ballowed\b", own), name
        assert "مسموح" not in own, name


def test_a_stale_page_a_missing_one_and_one_too_many_are_told(tmp_path: Path, pages: Mapping[str, str]) -> None:
    lawpages.write(tmp_path)
    assert lawpages.stale(pages, tmp_path) == []
    (tmp_path / "en" / "index.md").write_text("old", encoding="utf-8")
    (tmp_path / "ar" / "facts.md").unlink()
    (tmp_path / "en" / "gone.md").write_text("", encoding="utf-8")
    assert lawpages.stale(pages, tmp_path) == ["ar/facts.md", "en/gone.md", "en/index.md"]
    assert lawpages.write(tmp_path) == ["ar/facts.md", "en/gone.md", "en/index.md"]
    assert lawpages.stale(pages, tmp_path) == []
