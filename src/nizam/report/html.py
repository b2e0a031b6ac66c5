"""The report as one self-contained HTML file: no script, no request to anywhere, nothing that is not escaped."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from nizam.model.verdict import Outcome
from nizam.report.labels import GLYPHS, labels
from nizam.report.lines import runs
from nizam.report.marks import Piece, nested
from nizam.report.shape import Block, Mark, Report

TEMPLATES = Path(__file__).parent / "templates"
_CLASSES = {"statement": "s", "item": "i", "reference": "r", "cue": "c", "entity": "e"}


def render(report: Report) -> str:
    """The whole page. The style sheet is inlined and named by its hash in the page's own security policy."""
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            t=labels(report.lang),
            css=Markup(css),
            css_hash=b64encode(hashlib.sha256(css.encode()).digest()).decode(),
            body=body(report),
            outcomes=sorted(Outcome, key=lambda outcome: -outcome.value),
            glyphs=GLYPHS,
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["runs"] = runs
    environment.globals["slug"] = lambda outcome: outcome.word.replace("_", "-")
    return environment


def body(report: Report) -> list[tuple[str, Markup, int]]:
    """The text in order: kind, marked-up words, and for a run of clutter how many stretches it folds."""
    out: list[tuple[str, Markup, int]] = []
    found = _by_block(report.marks, report.blocks)
    for at, block in enumerate(report.blocks):
        words = _marked(report.text, nested(block.start, block.end, found[at]))
        if block.kind == "clutter" and out and out[-1][0] == "clutter":
            kind, before, count = out[-1]
            out[-1] = (kind, Markup("{}\n{}").format(before, words), count + 1)
        else:
            out.append((block.kind, words, 1))
    return out


def _by_block(marks: Iterable[Mark], blocks: tuple[Block, ...]) -> list[list[Mark]]:
    """The marks that touch each block; both are walked once."""
    out: list[list[Mark]] = [[] for _ in blocks]
    first = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        while first < len(blocks) and blocks[first].end <= mark.start:
            first += 1
        at = first
        while at < len(blocks) and blocks[at].start < mark.end:
            out[at].append(mark)
            at += 1
    return out


def _marked(text: str, pieces: tuple[Piece, ...]) -> Markup:
    return Markup("").join(_piece(text, piece) for piece in pieces)


def _piece(text: str, piece: Piece) -> Markup:
    mark = piece.mark
    if mark is None:
        return escape(text[piece.start : piece.end])
    inside = _marked(text, piece.inside)
    classes = _CLASSES[mark.kind]
    chip = Markup("")
    if mark.outcome is not None:
        classes += f" o-{mark.outcome.word.replace('_', '-')}"
        if piece.first:
            chip = Markup('<a class="n" href="#{}" title="{}">{}<span aria-hidden="true">{}</span></a>').format(
                mark.target, mark.title, mark.number, GLYPHS[mark.outcome]
            )
    anchor = Markup(' id="{}-text"').format(mark.target) if piece.first and mark.kind in ("item", "statement") else ""
    return Markup('<span class="m {}"{} title="{}">{}{}</span>').format(classes, anchor, mark.title, chip, inside)
