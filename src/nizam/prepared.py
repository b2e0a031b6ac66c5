"""What is slow to build and is built once: reviewed data parsed, word tries, compiled screening.

Without it the first answers do the same, and take a few seconds longer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nizam import diskcache
from nizam.recorded import basis

_DAY = "14 June 2024\n\n"
_TEXTS = (
    "North Korea and China. " + "The Russian foreign minister said a company sold coal to Pyongyang in May 2023. " * 4,
    "КНДР и Китай. "
    + "Министр иностранных дел России заявил, что компания продала уголь Пхеньяну в мае 2023 года. " * 4,
    "كوريا الشمالية والصين. " + "قال وزير الخارجية الروسي إن الشركة باعت الفحم إلى بيونغ يانغ في مايو 2023. " * 4,
)
_MARK = "made-for"


def prepare(folder: Path, told: Callable[[str], None] = lambda _: None) -> None:
    """Build everything into a folder of `diskcache.folders()`. `told` hears of the steps: `words`, `kernel`.

    Reads an article and a deal in each language, and compiles what screens many names, where numba is installed
    (half a minute).
    """
    from nizam import casework
    from nizam.index import wordbuild
    from nizam.reader.page import read_page
    from nizam.report.build import build
    from nizam.report.html import render
    from nizam.screening import quick

    told("words")
    with diskcache.building_into(folder):
        for text in _TEXTS:
            case = casework.read(read_page(_DAY + text + "\n\n" + text))
            for lang in ("en", "ar"):
                render(build(case, lang))
            casework.check({"text": text})
            supplier = {"country": "DPRK", "name": "A"}
            casework.check({"date": "2020-01-01", "supplier": supplier, "activity": text[:200]})
    told("kernel")
    for kernel in (quick.KERNEL, wordbuild.KERNEL):
        kernel.prepare(folder)
    (folder / _MARK).write_text(mark(), encoding="ascii")


def mark() -> str:
    """What stands for this code and its words, on this Python."""
    return f"{diskcache.FORMAT} {basis.code()}"


def marked(folder: Path) -> str:
    """The mark of what was built in a folder; "" where nothing was."""
    try:
        return (folder / _MARK).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
