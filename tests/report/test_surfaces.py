"""The report on every surface: escaped, self-contained, readable at 100 columns, direction kept."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nizam.model.verdict import Outcome
from nizam.record import replace
from nizam.report import html, markdown, plain
from nizam.report.build import build
from nizam.report.lines import WIDTH, Sheet, apart, quoted, width, wrapped
from nizam.report.marks import Piece, nested
from nizam.report.shape import Mark, Report
from nizam.text.scripts import FSI, PDI
from tests.report import sample


@pytest.fixture(params=["en", "ar"])
def report(request: pytest.FixtureRequest) -> Report:
    return build(sample.case(), request.param)


class Page(HTMLParser):
    """Ids, links, tags and the article's text of a page; void elements apart, every tag must close in order."""

    VOID = frozenset(("meta", "link", "br", "hr", "img"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if "href" in found else []
        assert not [name for name in found if name.startswith("on") or name in ("style", "src")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_well_formed_and_anchors_resolve(report: Report) -> None:
    page = Page(html.render(report))
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert {"item-1", "item-1-text", "statement-2-text"} <= set(page.ids)


def test_html_needs_nothing_from_outside(report: Report) -> None:
    page = html.render(report)
    assert "<script" not in page
    assert {link.split("/")[2] for link in Page(page).links if link.startswith("http")} == {"docs.un.org"}
    css = page.split("<style>")[1].split("</style>")[0]
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page


def test_html_escapes_the_article(report: Report) -> None:
    page = html.render(report)
    assert "<b>" not in page
    assert "&lt;b&gt;كاملة&lt;/b&gt; &amp;" in page


def test_html_direction_of_page_and_article(report: Report) -> None:
    page = html.render(report)
    assert f'<html lang="{report.lang}" dir="{report.dir}">' in page
    assert '<div class="text" dir="rtl" lang="ar">' in page


def test_clutter_is_folded_and_not_marked(report: Report) -> None:
    folds = re.findall(r'<details class="clutter">(.*?)</details>', html.render(report), re.DOTALL)
    assert len(folds) == 2
    assert "شارك على فيسبوك\nاقرأ أيضاً" in folds[1]


def mark(start: int, end: int, kind: str = "item") -> Mark:
    return Mark(start, end, kind, f"t{start}", "", Outcome.PROHIBITED, 1)


def flat(pieces: tuple[Piece, ...]) -> list[tuple[int, int]]:
    """The leaves in order."""
    out = []
    for piece in pieces:
        out += flat(piece.inside) if piece.mark else [(piece.start, piece.end)]
    return out


def test_crossing_marks_are_split() -> None:
    pieces = nested(0, 20, [mark(2, 10), mark(6, 15, "statement")])
    assert [(p.start, p.end, p.first) for p in pieces if p.mark] == [(2, 10, True), (10, 15, False)]
    assert [(p.start, p.end, p.first) for p in pieces[1].inside if p.mark] == [(6, 10, True)]


spans = st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(["item", "statement", "entity", "cue"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(spans, max_size=25))
def test_marks_never_change_the_text(found: list[tuple[int, int, str]]) -> None:
    marks = [mark(start, start + length, kind) for start, length, kind in found]
    leaves = flat(nested(10, 70, marks))
    assert [a for a, _ in leaves[1:]] == [b for _, b in leaves[:-1]]
    assert (leaves[0][0], leaves[-1][1]) == (10, 70)


def test_thousands_of_marks_on_one_spot_do_no_harm() -> None:
    deep = nested(0, 6000, [mark(i, 6000 - i) for i in range(2500)])
    assert flat(deep)[-1][1] == 6000
    assert len(nested(0, 6000, [mark(i, i + 3) for i in range(5000)])) > 1000


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_plain_text_fits_the_screen(lang: str) -> None:
    for line in (*plain.render(build(sample.case(), lang)).splitlines(),
                 *plain.verdict_text(sample.COAL, lang).splitlines()):  # fmt: skip
        assert width(line) <= WIDTH, line
        assert line.count(FSI) == line.count(PDI), line


def test_plain_text_is_coloured_only_where_asked(report: Report) -> None:
    assert "\x1b" not in plain.render(report)
    coloured = plain.render(report, color=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain.render(report)


def test_verdict_text_tells_everything() -> None:
    said = plain.verdict_text(sample.COAL, "en")
    for part in (
        "× PROHIBITED", "as of 3 March 2021", "UNSCR 2371 (2017) para 8 — Coal from the DPRK",
        "in force since 5 August 2017", "decided by the 1718 Committee", "possible match only", "HS 2701; coal",
        "Exception: Coal of foreign origin", "Parties without a name were not screened.", "TESTDECISION",
    ):  # fmt: skip
        assert part in said
    open_ = plain.verdict_text(sample.WORKERS, "en")
    assert "At least: No measure found" in open_
    assert "? Does the person earn income? — who could know: the employer\n  · if “yes”: Prohibited" in open_
    assert open_.index("Does the person earn income?") < open_.index("UNSCR 2397 (2017) para 8")
    assert "paragraph number from memory" in open_


def test_verdict_without_a_paragraph_is_no_clearance() -> None:
    said = plain.verdict_text(sample.verdict(Outcome.NOT_RESTRICTED), "en")
    assert "NO MEASURE FOUND" in said
    assert "not a clearance" in said


def test_verdict_without_a_day() -> None:
    said = plain.verdict_text(sample.verdict(Outcome.UNDETERMINED, as_of=None, today=Outcome.PROHIBITED), "en")
    assert "no day given · Today: Prohibited" in said


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_surface_says_allowed(lang: str) -> None:
    report = build(sample.case(), lang)
    for text in (plain.render(report), markdown.render(report), html.render(report).split("</style>")[1]):
        assert not re.search(r"\ballowed\b", text, re.IGNORECASE)
        assert "مسموح" not in text


def test_words_of_the_article_cannot_steer_the_terminal() -> None:
    assert quoted("a\x1b[2Jb\x07\u202ec\u2069", "ltr") == "«a[2Jbc»"


def test_long_quotes_end_at_a_word() -> None:
    said = quoted(" ".join(["كلمة"] * 200), "ltr", 60)
    assert said.endswith(f"كلمة …»{PDI}")
    assert width(said) <= 62


def test_what_stands_apart_does_so_on_every_line() -> None:
    rows = wrapped(f"seen: {apart(' '.join(['كوريا'] * 30), 'ltr')} end", 40)
    assert len(rows) > 3
    assert all(row.count(FSI) == row.count(PDI) for row in rows)
    assert rows[1].startswith(FSI)


def test_a_word_longer_than_the_line_is_not_cut() -> None:
    sheet = Sheet(color=False, columns=30)
    sheet.line("x" * 50)
    assert sheet.text() == "x" * 50 + "\n"


def test_wide_letters_count_twice() -> None:
    assert width("조선") == 4
    assert width("مُلزِم") == 4


def test_markdown_escapes_and_keeps_direction() -> None:
    report = build(sample.case(), "en")
    odd = replace(report, title="A *bold* [link](x) <b>")
    assert r"# A \*bold\* \[link\](x) \<b\>" in markdown.render(odd)
    assert markdown.render(build(sample.case(), "ar")).startswith('<div dir="rtl" lang="ar">\n\n# ')
    assert f"> {FSI}حملت فحماً" in markdown.render(report)


def test_dates_of_a_provision_that_ended() -> None:
    ended = replace(sample.LAW["coal"], until=date(2018, 1, 1), note={"en": "A note.", "ar": "ملاحظة."})
    said = plain.verdict_text(sample.verdict(Outcome.PROHIBITED, ended), "en")
    assert "in force from 5 August 2017 to 1 January 2018" in said
    assert "Note: A note." in said
