"""Prepare an installation: parse the reviewed data and build the word tries once, beside the code.

Without it the first run does the same, and takes a few seconds longer. Reads an article and a deal in each language,
and compiles what screens many names, where numba is installed (half a minute).
"""

from __future__ import annotations

import shutil

from nizam import casework, diskcache
from nizam.index import wordbuild
from nizam.reader.page import read_page
from nizam.report.build import build
from nizam.report.html import render
from nizam.screening import quick

DAY = "14 June 2024\n\n"
TEXTS = (
    "North Korea and China. " + "The Russian foreign minister said a company sold coal to Pyongyang in May 2023. " * 4,
    "КНДР и Китай. "
    + "Министр иностранных дел России заявил, что компания продала уголь Пхеньяну в мае 2023 года. " * 4,
    "كوريا الشمالية والصين. " + "قال وزير الخارجية الروسي إن الشركة باعت الفحم إلى بيونغ يانغ في مايو 2023. " * 4,
)


def main() -> None:
    shutil.rmtree(diskcache.BUILT, ignore_errors=True)
    with diskcache.building_into(diskcache.BUILT):
        for text in TEXTS:
            case = casework.read(read_page(DAY + text + "\n\n" + text))
            for lang in ("en", "ar"):
                render(build(case, lang))
            casework.check({"text": text})
            supplier = {"country": "DPRK", "name": "A"}
            casework.check({"date": "2020-01-01", "supplier": supplier, "activity": text[:200]})
    for kernel in (quick.KERNEL, wordbuild.KERNEL):
        kernel.prepare(diskcache.BUILT)


if __name__ == "__main__":
    main()
