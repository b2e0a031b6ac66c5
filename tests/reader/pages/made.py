"""Files made for the tests: small PDFs with Latin text, and Word documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(pages: Sequence[Sequence[str]], *, extra: bytes = b"") -> bytes:
    """A PDF of pages of lines; an empty line is a gap. `extra` goes into the trailer."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
        stream = f"BT /F1 11 Tf 60 760 Td\n{shown}ET".encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(len(objects))
    listed = " ".join(f"{n} 0 R" for n in kids)
    objects[1] = f"<</Type/Pages/Kids[{listed}]/Count {len(kids)}>>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (len(objects) + 1, table)
    return out + head + b"<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, extra, len(out))


def docx(body: str, *, prologue: str = "", name: str = "word/document.xml") -> bytes:
    """A Word document with this XML in its body."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, f"<?xml version='1.0'?>{prologue}<w:document {_W}><w:body>{body}</w:body></w:document>")
    return held.getvalue()


def paragraph(*texts: str) -> str:
    """A paragraph of runs."""
    return "<w:p>" + "".join(f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>" for text in texts) + "</w:p>"
