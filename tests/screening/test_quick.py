"""The compiled kernel answers as the plain code does, and its absence changes nothing but the time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nizam import diskcache
from nizam.errors import IndexStale
from nizam.index import compiled, wordbuild
from nizam.index.wordbook import coded, written
from nizam.model.entity import Entity, Name
from nizam.names import tokens
from nizam.screening import evidence, matcher, quick
from nizam.screening.matcher import Matcher

GIVEN = ("Mohammed", "Zaydun", "Hachem", "Vsevolod", "Yekaterina", "Kwang Jin", "Abdul Rahim", "Nasiruddin", "Thutmose")
SYLLABLES = ("RI KWANG JIN", "Kim Chol-hyok", "KIM, Pyong Chan", "Serhiy Olehovych Brushtein")
LAST = ("al-Qustani", "Brushtein", "Shahidkhel", "Ri", "Zhukovskaya", "El Cherif", "Ould Dah", "Guangzhou", "Xhaferi")
BODIES = ("Zvenitsa Research Association", "Warid Exchange Company", "Plant No. 7 Bryansk", "7 Star Shipping")
ASKED = (
    *("Mohammed al Qustani", "Mohamed Qustany", "Qustani Mohammed", "MohammedalQustani", "M. Qustani", "Zaydn Qustani"),
    *("محمد القسطاني", "عبدالرحيم شهيد خيل", "شريف", "Всеволод Бруштейн", "Екатерина Жуковская", "리광진", "이 광 진"),
    *("Abdurrahim Shahid khel", "V Brushtein", "Thutmos Ould", "Xaferi", "Brushtien", "x", "7", "", "Ж", "נתן"),
    *("Kwang Jin Ri", "Ri Jin Kwang", "Kim Hyok Chol", "Pak Myong-chin", "Ri Kang Jin", "Siarhei Brushtein"),
    *("Ассоциация Звеница", "شركة الوارد للصرافة", "Bryansk Plant 7", "Star Shipping", "a" * 300, "Zaydun " * 20),
)


def _kernel(part: compiled.Compiled[Any]) -> Any:
    """A part of the kernel, where the installation has it: compiling it here would take a minute."""
    if not (diskcache.BUILT / f"kernel-{compiled.version()}" / part.done()).exists():
        pytest.skip("the kernel is not compiled here: install the extra `fast` and run `make setup`")
    return part.wait()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Matcher]:
    listed = [
        Entity(f"p{number}", "Person", "", (Name(f"{one} {other}"), Name(f"{other.upper()}, {one}")))
        for number, (one, other) in enumerate((one, other) for one in GIVEN for other in LAST)
    ]
    listed += [Entity(f"k{number}", "Person", "", (Name(name),)) for number, name in enumerate(SYLLABLES)]
    listed += [Entity(f"b{number}", "Company", "", (Name(name),)) for number, name in enumerate(BODIES)]
    matcher.build(listed, tmp_path / "names.idx")
    yield Matcher(tmp_path / "names.idx", listed)
    matcher.forget()


def _scores(index: Matcher) -> list[dict[int, float]]:
    asked = [(name, schema) for name in ASKED for schema in ("Person", "Company", None)]
    return [{at: row.score for at, row in found.items()} for found in index.batch(asked)]


def test_the_kernel_answers_as_the_plain_code(index: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    _kernel(quick.KERNEL)
    with monkeypatch.context() as patch:
        # one that nobody has loaded yet: below the limit of patience it is not waited for
        patch.setattr(quick, "KERNEL", compiled.Compiled("answers", quick._load))
        patch.setattr(quick, "PATIENCE", 10**9)
        plain = _scores(index)
    assert not index._quick
    monkeypatch.setattr(quick, "PATIENCE", -1)
    for asked in (_scores(index), _scores(index)):
        assert index._quick
        for one, other in zip(plain, asked, strict=True):
            assert one.keys() == other.keys()
            assert [other[at] for at in one] == pytest.approx(list(one.values()), abs=1e-4)


def test_the_kernel_sums_up_what_evidence_does() -> None:
    _kernel(quick.KERNEL)
    from nizam.screening import kernel

    assert kernel.FEATURES == evidence.NAMES


def test_long_lists_get_the_same_keys() -> None:
    kernel = _kernel(wordbuild.KERNEL)
    words = [token for name in (*ASKED, *GIVEN, *LAST) for token in tokens.person(name)]
    sounds = [reading for token in words for reading in token.sounds]
    plain = wordbuild._tables(words, sounds)
    quickly = kernel.tables([written(token.text) for token in words], list(map(coded, sounds)))
    assert plain.keys() == quickly.keys()
    for key, pair in plain.items():
        one, other = wordbuild.table(*pair), wordbuild.table(*quickly[key])
        assert np.array_equal(one[0], other[0])
        assert np.array_equal(one[1], other[1])


def test_long_lists_count_spellings_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = _kernel(wordbuild.KERNEL)
    texts = ["mohammed", "mohamed", "muhammad", "qustani", "qustany", "cherif", "sherif", "sharif", "brushtein"]
    words = [tokens.token(text) for text in texts]
    built = wordbuild.words(words, "person")
    alone = np.arange(1, len(words) + 1).astype(np.float32)
    plain = wordbuild.spread(built, "person", alone)
    monkeypatch.setattr(wordbuild, "LONG", 0)
    assert kernel is not None
    assert wordbuild.spread(built, "person", alone) == pytest.approx(plain)


def test_without_the_kernel_the_plain_code_answers(index: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_KERNEL", "0")
    monkeypatch.setattr(quick, "PATIENCE", -1)
    monkeypatch.setattr(quick, "KERNEL", compiled.Compiled("answers", quick._load))
    assert index.batch([("Zaydun al-Qustani", "Person")])[0]
    assert not index._quick


def test_a_damaged_index_is_not_read_by_the_kernel(index: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    _kernel(quick.KERNEL)
    monkeypatch.setattr(quick, "PATIENCE", -1)
    path = index._data.path
    raw = bytearray(path.read_bytes())
    at = index._data._start + index._data._head["person.rows"][0]
    raw[at : at + 4] = b"\xff\xff\xff\x7f"
    path.write_bytes(bytes(raw))
    with pytest.raises(IndexStale, match="built anew"):
        Matcher(path, []).batch([("Zaydun", "Person")])
    assert not path.exists()


def test_a_long_batch_is_answered_as_its_names_are_one_by_one(index: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "_AT_ONCE", 7)
    asked = [(name, "Person") for name in ASKED]
    assert index.batch(asked) == [index.scores(*one) for one in asked]
