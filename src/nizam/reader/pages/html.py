"""Web pages: the visible text, and which of it is the article.

A document's offsets cannot point into HTML source and still give readable slices, so for a page the "input as given"
is its visible text: every text node in order, blanks run together, blocks parted by line ends, entities decoded.
`visible_text` is deterministic, so anybody can rebuild the text that offsets point into.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from nizam.model.text import Span
from nizam.reader.pages import plain
from nizam.text.dates import parse_date
from nizam.text.normalise import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LOOKS_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|div|p|table|meta|section)\b[^>]{0,2000}>", re.IGNORECASE
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "button",
        "select",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "head",
        "textarea",
        "canvas",
        "audio",
        "video",
    ]
)
_BLANK = re.compile(r"[ \t\r\n\f\u00a0]+")
_DATE_META = re.compile(
    r"(?:article:)?published|datepublished|pubdate|publish[_-]?date|dc\.date|sailthru\.date|^date$", re.IGNORECASE
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*("[^"]{8,40}")')
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Page(NamedTuple):
    """A page's visible text, its layout, and the date its metadata gives."""

    text: str
    layout: plain.Layout
    published: date | None


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page rather than words: it opens with markup, or holds several block tags early on."""
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if head[:1] == "<" and _LOOKS_HTML.match(head):
        return True
    return len(_LOOKS_HTML.findall(text[:20_000])) >= 3


def read_html(source: str) -> Page:
    """Read a web page; the layout has no paragraphs where it holds no article."""
    root = _parse(source)
    if root is None:
        return Page("", plain.Layout(None, (), (), ()), None)
    text = _text_of(root)
    layout = _by_extractor(source, text) or plain.lay_out(text)
    title = layout.title or _title(root, text, layout)
    return Page(text, layout._replace(title=title), _published(root, source))


def visible_text(source: str) -> str:
    """What a reader sees of a page, as one text: the input that offsets of an HTML document point into."""
    root = _parse(source)
    return _text_of(root) if root is not None else ""


def _parse(source: str) -> HtmlElement | None:
    from lxml import etree, html

    # lxml refuses a str with an XML encoding declaration; the declaration says nothing that is still needed.
    cleaned = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source.lstrip("\ufeff"))
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root: HtmlElement = html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def _text_of(root: HtmlElement) -> str:
    """Walk the tree without recursion: pages nest as deep as somebody likes."""
    parts: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if leaving:
            parts.append("\n" if tag in _BLOCKS else "")
            parts.append(node.tail or "")
            continue
        if not tag or tag in _SILENT or _hidden(node):
            parts.append(node.tail or "")
            continue
        if tag in _BLOCKS:
            parts.append("\n")
        text = node.text or ""
        parts.append(text if tag == "pre" else _BLANK.sub(" ", text))
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    joined = "".join(p if p == "\n" else _BLANK.sub(" ", p) for p in parts)
    lines = [squeezed for line in joined.split("\n") if (squeezed := squeeze(line))]
    return "\n".join(lines) + ("\n" if lines else "")


def _hidden(node: HtmlElement) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or node.get("hidden") is not None


def _by_extractor(source: str, text: str) -> plain.Layout | None:
    """Ask trafilatura which blocks are the article and find them in the visible text; None where it finds none."""
    import trafilatura

    kept = trafilatura.extract(source, include_comments=False, include_tables=False, deduplicate=False) or ""
    wanted = [squeeze(line).lstrip("-•* ") for line in kept.split("\n") if len(squeeze(line)) > 1]
    if sum(len(line) for line in wanted) < 120:
        return None
    lines = _spans_of_lines(text)
    marked: list[Span] = []
    at = 0
    for line in wanted:
        found = next((i for i in range(at, len(lines)) if _same(line, text[lines[i].start : lines[i].end])), None)
        if found is not None:
            marked.append(lines[found])
            at = found + 1
    if not marked:
        return None
    rules = plain.lay_out(text)
    title = rules.title
    body = [span for span in marked if span != title]
    # What the extractor keeps at the ends may still be a menu, a date or a button: the line rules have the last word.
    first = next((s for s in body if s in rules.paragraphs), body[0] if body else None)
    last = next((s for s in reversed(body) if s in rules.paragraphs), body[-1] if body else None)
    if first is None or last is None:
        return None
    body = [s for s in body if first.start <= s.start <= last.start and s not in rules.clutter]
    if title is not None and title.start > first.start:
        title = None
    rest = tuple(s for s in lines if s not in body and s != title)
    dated = tuple(s for s in rest if s.start < first.end or s.start > last.end)
    return plain.Layout(title, tuple(body), rest, dated)


def _same(line: str, block: str) -> bool:
    return block == line or (
        len(line) > 40 and (block.startswith(line[:60]) or line in block or (block in line and len(block) > 60))
    )


def _spans_of_lines(text: str) -> list[Span]:
    out, at = [], 0
    for line in text.split("\n"):
        if line:
            out.append(Span(at, at + len(line)))
        at += len(line) + 1
    return out


def _title(root: HtmlElement, text: str, layout: plain.Layout) -> Span | None:
    """The page's own heading, where its words stand in the visible text before the body."""
    stop = layout.paragraphs[0].start if layout.paragraphs else len(text)
    headings = [squeeze("".join(str(t) for t in node.itertext())) for node in root.iter("h1")]
    for meta in root.iter("meta"):
        if meta.get("property") == "og:title":
            headings.append(squeeze(meta.get("content") or ""))
    for heading in headings:
        at = text.rfind(heading, 0, stop) if len(heading) > 3 else -1
        if at >= 0:
            return Span(at, at + len(heading))
    return None


def _published(root: HtmlElement, source: str) -> date | None:
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if _DATE_META.search(name) and (found := _day(meta.get("content"))):
            return found
    match = _JSON_DATE.search(source)
    if match and (found := _day(_told(match.group(1)))):
        return found
    for node in root.iter("time"):
        if found := _day(node.get("datetime")):
            return found
    return None


def _told(quoted: str) -> str | None:
    """A JSON string's text; None where it is none after all."""
    try:
        return str(json.loads(quoted))
    except ValueError:
        return None


def _day(value: str | None) -> date | None:
    match = _ISO_DAY.match((value or "").strip())
    if match:
        try:
            return date.fromisoformat(match.group())
        except ValueError:
            return None
    return parse_date(value[:60]) if value else None
