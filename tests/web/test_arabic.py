"""What goes wrong on an Arabic page is said in Arabic."""

from __future__ import annotations

import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/ar/check", {"goods": "فحم", "hs": "zz"}),
        ("/ar/check", {"goods": "فحم", "date": "غداً"}),
        ("/ar/check", {}),
        ("/ar/screen", {"name": "ري بيونغ تشول", "country": "Atlantis"}),
        ("/ar/screen", {"name": "ري بيونغ تشول", "birth_date": "قديماً"}),
        ("/ar/screen", {"name": "ري", "dataset": "nope"}),
        ("/ar/read", {}),
        ("/ar/read", {"text": "12345"}),
        ("/ar/read", {"text": "قال الوزير إن الشركة باعت الفحم.", "as_of": "أمس"}),
        ("/ar/read", {"url": "http://127.0.0.1:1/"}),
        ("/ar/read", {"url": "file:///etc/passwd"}),
        ("/ar/screen/decide", {"name": "ري", "entity": "KPi.076", "verdict": "hit"}),
        ("/ar/screen/decide", {"name": "ري", "entity": "nobody", "verdict": "false_positive", "reason": "آخر"}),
        ("/ar/screen/decide", {"name": "ري", "take_back": "g-0", "reason": "سهو"}),
    ],
)
def test_arabic_pages_speak_arabic(client: TestClient[Litestar], path: str, fields: dict[str, str]) -> None:
    answer = client.post(path, data=fields)
    told = re.search(r'role="alert"><strong>[^<]*</strong>(.*?)</div>', answer.text, re.DOTALL)
    assert answer.status_code == 422
    assert told is not None
    plain = re.sub(r"<[^>]*>", "", told[1])
    assert "الإنكليزية:" not in plain
    assert not re.search(r"\b(is|the|no|not|give|write|there)\b", plain), plain


@pytest.mark.parametrize(
    "path", ["/ar/nope", "/ar/regime/un-dprk/0/0", "/ar/lists/entry/zz", "/ar/decisions/9", "/ar/articles/7"]
)
def test_arabic_pages_of_what_is_missing(client: TestClient[Litestar], path: str) -> None:
    answer = client.get(path)
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    assert answer.status_code == 404
    assert not re.search(r"\b(Not|There|log|list|has)\b", re.sub(r"<[^>]*>|`[^`]*`", "", main))
