"""PDF files: their text in reading order, page by page.

PDFium reads them, in a process of its own (`pdf_child.py`) with bounded time and memory: the file comes from anywhere,
and what breaks its reader must not break the run. The order of letters is ours (`visual.py`), the paragraphs too
(`sheets.py`). PDFium was chosen over pypdf, pdfminer.six and pdfplumber: it gives every letter's place and advance,
which right-to-left lines need, and is ten times faster than pypdf; its own order of right-to-left words is not used.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

from nizam.errors import BadInput
from nizam.reader.pages.sheets import Extracted, Line, joined

SECONDS = 120.0
_FEWEST = 20
_WORD = re.compile(r"[\u0621-\u064a]{3,}")
_PROBLEMS = {
    "encrypted": "a PDF locked with a password; save it without one, or give its text",
    "damaged": "a PDF that is damaged or cut off; fetch it again, or give its text",
    "pages": "a PDF of more than 3,000 pages; give the pages of one article",
    "long": "a PDF with more than 5,000,000 letters; give one article at a time",
    "extra": "a PDF; reading those needs one more package: pip install 'nizam[documents]'",
    "bounds": f"a PDF that could not be read within {SECONDS:.0f} seconds and 2 GB; save its text and give that",
    "scan": "a PDF without text: its pages are pictures (a scan). Run text recognition over it first",
    "shapes": "a PDF whose fonts do not say which letters they draw; run text recognition over it first",
    "backwards": "a PDF whose right-to-left text comes out backwards; give its text, or the page it was made from",
}


def read_pdf(data: bytes, where: str) -> Extracted:
    """The text of a PDF. Raises BadInput: locked, damaged, a scan, letters unknown, or not read within bounds."""
    told = _asked(data)
    if "error" in told:
        raise _problem(where, told["error"])
    pages = [[Line(*line) for line in page] for page in told["pages"]]
    empty = sum(1 for page in pages if sum(len(line.text) for line in page) < 5)
    if told["letters"] < _FEWEST:
        raise _problem(where, "scan")
    if told["unmapped"] > 0.2 * told["letters"]:
        raise _problem(where, "shapes")
    text, starts = joined(pages)
    if backwards(text):
        raise _problem(where, "backwards")
    notes = []
    if empty and len(pages) > 1:
        notes.append(
            f"{empty} of the {len(pages)} pages of the PDF hold no text (pictures, a scan): they were not read."
        )
    if told["right_to_left"]:
        notes.append(
            "The PDF does not keep the order of right-to-left text: its lines were put in order by where their letters"
            " stand. Check quotations against the page."
        )
    return Extracted(text, starts, tuple(notes))


def backwards(text: str) -> bool:
    """Whether Arabic words stand letter by letter in the wrong order.

    ta marbuta and alif maqsura end words and never begin them; the article begins words and never ends them.
    """
    words = _WORD.findall(text)
    right = sum((word[-1] in "ةى") + word.startswith("ال") for word in words)
    wrong = sum((word[0] in "ةى") + word.endswith("لا") for word in words)
    return bool(wrong > 3 and wrong > right)


def _problem(where: str, name: str) -> BadInput:
    return BadInput(f"{where}: {_PROBLEMS[name]}.")


def _asked(data: bytes) -> dict[str, Any]:
    """The child's answer; `{"error": …}` where it has none."""
    from importlib.util import find_spec

    if find_spec("pypdfium2") is None:
        return {"error": "extra"}
    # -P: a module of the same name in the folder one happens to be in must not be taken
    command = [sys.executable, "-P", "-m", "nizam.reader.pages.pdf_child"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
        told: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"error": "bounds"}
    except (subprocess.TimeoutExpired, ValueError):
        return {"error": "bounds"}
    return told
