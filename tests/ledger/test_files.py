"""Ledger files: nothing doubled, nothing lost, nothing half written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nizam import durable
from nizam.engine.caps import CapTable
from nizam.errors import BadInput, BadRequest
from nizam.ledger import files
from nizam.ledger.balances import balances, balances_of
from nizam.ledger.rows import Row
from nizam.regime.load import load_regime

TABLE = CapTable([load_regime()])
CAP = "un-dprk/2397/5"
_ROWS = st.lists(
    st.builds(
        Row,
        cap=st.just(CAP),
        day=st.dates(date(2018, 1, 1), date(2020, 12, 31)),
        amount=st.floats(0, 1e6).map(lambda value: round(value, 2)),
        unit=st.sampled_from(["barrel", "tonne"]),
        product=st.sampled_from(["", "diesel"]),
        state=st.sampled_from(["", "CN", "Россия", "الصين"]),
        reference=st.text("abc 123;,\"'«»", max_size=8).map(str.strip),
        note=st.just(""),
    ),
    max_size=6,
)


def row(amount: float, reference: str = "") -> Row:
    return Row(CAP, date(2018, 5, 20), amount, "barrel", reference=reference)


@pytest.mark.parametrize("name", ["caps.csv", "caps.jsonl"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS, more=_ROWS)
def test_importing_twice_is_importing_once(name: str, rows: list[Row], more: list[Row], tmp_path: Path) -> None:
    path = tmp_path / name
    path.unlink(missing_ok=True)
    files.merge(path, rows, TABLE)
    added, already = files.merge(path, more, TABLE)
    assert added + already == len(more)
    once = path.read_bytes() if path.exists() else b""
    assert files.merge(path, [*more, *rows], TABLE)[0] == 0
    assert (path.read_bytes() if path.exists() else b"") == once
    if once:
        assert {r.identity for r in files.read(path, TABLE)} == {r.identity for r in (*rows, *more)}


@settings(max_examples=40, deadline=None)
@given(rows=_ROWS)
def test_what_is_exported_is_read_back(rows: list[Row]) -> None:
    for form in ("csv", "jsonl"):
        data = files.exported(rows, form).encode()
        good, bad = files.parse(data, Path(f"x.{form}"), TABLE)
        assert bad == ()
        assert list(good) == rows


@settings(max_examples=60, deadline=None)
@given(rows=_ROWS, more=_ROWS)
def test_balances_add_up(rows: list[Row], more: list[Row]) -> None:
    whole = balances([*rows, *more], TABLE)
    for cap, by_unit in whole.items():
        for unit, value in by_unit.items():
            parts = [balances(part, TABLE).get(cap, {}).get(unit, 0.0) for part in (rows, more)]
            assert value == pytest.approx(sum(parts))


def test_a_row_of_nothing_makes_the_balance_known() -> None:
    assert balances([row(0.0, "none reported")], TABLE) == {"cap:un-dprk/2397/5:2018-01-01": {"barrel": 0.0}}


def test_a_ledger_is_read_anew_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "caps.csv"
    files.merge(path, [row(5, "a")], TABLE)
    assert balances_of(path, TABLE)["cap:un-dprk/2397/5:2018-01-01"] == {"barrel": 5.0}
    files.merge(path, [row(6, "b")], TABLE)
    assert balances_of(path, TABLE)["cap:un-dprk/2397/5:2018-01-01"] == {"barrel": 11.0}


def test_a_file_keeps_its_own_columns_and_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "caps.csv"
    path.write_text("date;amount;unit;cap;reference\n2018-03-01;5;bbl;2397/5;a", encoding="utf-8")
    files.merge(path, [row(6, "b;c")], TABLE)
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        "2018-03-01;5;bbl;2397/5;a",
        '2018-05-20;6;barrel;un-dprk/2397/5;"b;c"',
    ]
    with pytest.raises(BadRequest, match="no column state"):
        files.merge(path, [Row(CAP, date(2018, 5, 21), 1.0, "barrel", state="CN")], TABLE)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x00\x01", "is not text"),
        (b"cap,date,amount,unit\n\xff\xfe", "caps.csv:2: not UTF-8"),
        (b"cap,date\n", "the first line names the columns"),
        (b"cap,cap,date,amount,unit\n", "each once"),
        (b"cap,date,amount,unit,colour\n", "the first line names the columns"),
        (b'cap,date,amount,unit\n"x', "not CSV"),
        (b"cap,date,amount,unit\n2397/5,2018-05-20,x,bbl\n", "caps.csv:2: 'x' is not an amount"),
        (b"cap,date,amount,unit\n\n2397/5,2018-05-20,1,bbl,5\n", "caps.csv:3: 5 columns where there are 4"),
        (b"cap,date,amount,unit\n2397/5,x,1,bbl\n2397/5,y,1,bbl\n", "1 more bad row"),
        (b'{"cap": "2397/5"\n', "not JSON"),
        (b'{"cap": "2397/5", "date": "2018-05-20", "amount": NaN, "unit": "bbl"}', "is not an amount"),
        (b'{}\n[1]\n', "caps.csv:1: the column cap is empty"),
    ],
)  # fmt: skip
def test_a_bad_ledger_is_named_by_line(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "caps.csv"
    path.write_bytes(data)
    with pytest.raises(BadInput) as caught:
        files.read(path, TABLE)
    assert words in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbfcap,date,amount,unit\n"])
def test_an_empty_ledger_has_no_rows(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "caps.csv"
    path.write_bytes(data)
    assert files.read(path, TABLE) == ()
    assert files.merge(path, [row(1)], TABLE) == (1, 0)
    assert len(files.read(path, TABLE)) == 1


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda t: ("cap,date,amount,unit\n" + t).encode()))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    for name in ("x.csv", "x.jsonl"):
        with suppress(BadInput):
            files.parse(data, Path(name), TABLE)


def test_a_ledger_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no ledger"):
        files.read(tmp_path / "none.csv", TABLE)
    with pytest.raises(BadInput, match="is a folder"):
        files.read(tmp_path, TABLE)
    with pytest.raises(BadRequest, match="folder"):
        files.merge(tmp_path, [row(1)], TABLE)


def test_what_cannot_be_written_whole_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "caps.csv"
    files.merge(path, [row(1, "a")], TABLE)
    before = path.read_bytes()
    real = os.write

    def half(handle: int, data: bytes) -> int:
        return real(handle, data[: len(data) // 2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(BadRequest, match="Nothing was added"):
        files.merge(path, [row(2, "b")], TABLE)
    assert path.read_bytes() == before

    def failing(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "write", real)
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(BadRequest, match="Nothing was added"):
        files.merge(path, [row(2, "b")], TABLE)
    assert path.read_bytes() == before


def test_another_writer_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    path = tmp_path / "caps.csv"
    monkeypatch.setattr(durable, "WAIT_SECONDS", 0.1)
    with path.open("ab") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(BadRequest, match="another program holds the ledger"):
            files.merge(path, [row(1)], TABLE)
    assert files.merge(path, [row(1)], TABLE) == (1, 0)


_WRITER = """
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from nizam.engine.caps import CapTable
from nizam.ledger import files
from nizam.ledger.rows import Row
from nizam.regime.load import load_regime
table = CapTable([load_regime()])
for n in range(15):
    row = Row("un-dprk/2397/5", date(2018, 5, 20), 1.0, "barrel", reference=f"{sys.argv[2]}-{n}")
    files.merge(Path(sys.argv[1]), [row], table)
"""


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "caps.csv"
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(path), str(n)]) for n in range(3)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    assert len({r.identity for r in files.read(path, TABLE)}) == 45
    assert path.read_text(encoding="utf-8").count("cap,date") == 1
