"""Tables as they come: every form, every encoding that can be told, and what is wrong said with its place."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from nizam import tabular
from nizam.errors import BadInput, NizamError

ARABIC = "الاسم,البلد\nشركة الكوثر للتجارة,مصر\nمحمد عبد الرحمن الشريف,اليمن\nبنك دايدونغ للتعاون,كوريا الشمالية\n"
RUSSIAN = "Имя,Страна\nИванов Сергей Петрович,Россия\nООО «Восточный Порт»,Россия\nКим Чон Сик,КНДР\n"
FRENCH = "nom,pays\nÉlodie Lefèvre,Côte d'Ivoire\nFrançois Müller,Réunion\n"


def rows(path: Path | str, encoding: str | None = None) -> tuple[tuple[str, ...], list[Sequence[Any]]]:
    with tabular.opened(str(path), encoding) as table:
        return table.columns, [list(line.cells) for line in table.lines()]


def problems(path: Path) -> list[str]:
    with tabular.opened(str(path)) as table:
        return [line.problem for line in table.lines()]


def refused(path: Path, encoding: str | None = None) -> str:
    with pytest.raises(NizamError) as caught:
        rows(path, encoding)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ARABIC, "utf-8"), (ARABIC, "utf-8-sig"), (ARABIC, "utf-16"), (ARABIC, "utf-16-be"), (ARABIC, "cp1256"),
        (RUSSIAN, "utf-8"), (RUSSIAN, "utf-16-le"), (RUSSIAN, "cp1251"), (FRENCH, "cp1252"), (FRENCH, "utf-8"),
        ("name,x\nKim,1\n", "utf-16-le"), ("name,x\nKim,1\n", "utf-16"),
    ],
)  # fmt: skip
def test_every_encoding_reads_the_same(tmp_path: Path, text: str, codec: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(text.encode(codec))
    expected = [line.split(",") for line in text.splitlines()]
    columns, found = rows(path)
    assert [list(columns), *found] == expected


def test_an_encoding_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("name\nИван\n".encode("koi8-r"))
    assert rows(path, "koi8-r")[1] == [["Иван"]]
    assert "no encoding 'klingon'" in refused(path, "klingon")
    assert "line 2, byte" in refused(path, "utf-8")


def test_broken_utf8_is_told_by_line_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    good = "name\n" + "محمد\n" * 500_000
    data = good.encode() + b"bad \xff\xfe here\n"
    path.write_bytes(data)
    assert f"line 500002, byte {len(good.encode()) + 5}: not UTF-8" in refused(path)


def test_a_few_odd_bytes_are_no_encoding(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b"name\nKim \xf5\x81\x9d\xe6\xfa\n")
    assert "line 2, byte 10" in refused(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_seen(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text(delimiter.join(['"name, whole"', "b"]) + "\n" + delimiter.join(['"x ""y"""', "2"]) + "\n")
    assert rows(path) == (("name, whole", "b"), [['x "y"', "2"]])


def test_small_things_of_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('sep=;\nname;b;\n\n"two\nlines";2;\nshort\nc;d;;;\n')
    columns, found = rows(path)
    assert columns == ("name", "b", "column_3")
    assert found == [["two\nlines", "2", ""], ["short", None, None], ["c", "d", ""]]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"\xef\xbb\xbf \n\n", "empty"),
        ("a.csv", b"name,b,name\n1,2,3\n", "columns 1 and 3 are both called 'name'"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "line 1, byte"),
        ("a.csv", b'name,b\n"open,1\nx,2\n', "line 2: a quotation mark is opened here and never closed"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b'[{"name": "a"}]', "one JSON list"),
        ("a.jsonl", b"1\n2\n", "no JSON object"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"PK\x03\x04rubbish", "no sound xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old .xls"),
        ("a.parquet", b"PAR1nothingPAR1", "no sound Parquet"),
        ("a.parquet", b"", "no sound Parquet"),
        ("a.pdf", b"%PDF", "does not end in"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in refused(path)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "there is no file" in refused(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    assert "cannot be read" in refused(tmp_path / "folder.csv")


def test_bad_rows_do_not_cost_the_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b'name,b\nok,1\na,b,c\nze\0ro,1\n"x"y,2\nlast,9\n')
    with tabular.opened(str(path)) as table:
        lines = list(table.lines())
    assert [line.problem.split(":")[0] for line in lines] == ["", "line 3", "line 4", "line 5", ""]
    assert "3 cells where there are 2 columns" in lines[1].problem
    assert "zero byte" in lines[2].problem
    assert lines[2].cells[0] == "ze\N{REPLACEMENT CHARACTER}ro"
    assert list(lines[3].cells) == ["xy", "2"]
    assert [line.cells[0] for line in (lines[0], lines[-1])] == ["ok", "last"]


def test_a_very_large_cell_is_read_and_an_endless_row_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name,b\n" + "x" * 10_000_000 + ",1\nnext,2\n")
    assert [len(row[0]) for row in rows(path)[1]] == [10_000_000, 4]
    path.write_text("name,b\nfirst,1\n" + "y" * 40_000_000)
    assert "line 3: a row longer than" in refused(path)


def test_json_lines_have_all_keys_as_columns(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"name": "a", "n": 1}\n\n{"name": ["b", "c"], "late": true}\n{broken\n"text"\n')
    columns, found = rows(path)
    assert columns == ("name", "n", "late")
    assert found[:2] == [["a", 1, None], [["b", "c"], None, True]]
    assert [problem[:6] for problem in problems(path)] == ["", "", "line 4", "line 5"]


def _workbook(path: Path, table: Sequence[Sequence[Any]]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in table:
        book.active.append(list(row))
    book.create_sheet("second")
    book.save(path)


def test_a_workbook_gives_values_of_its_first_sheet(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    _workbook(
        path, [["name", "born", None], [None, None, None], ["كيم", datetime(1962, 2, 18), None], ["=1+1", 2.5, "x"]]
    )
    with tabular.opened(str(path)) as table:
        lines = list(table.lines())
    assert table.columns == ("name", "born")
    assert [line.place for line in lines] == ["row 3", "row 4"]
    assert list(lines[0].cells) == ["كيم", datetime(1962, 2, 18)]
    # a formula that was never computed has no value, and is not run here
    assert lines[1].cells[0] is None
    assert "3 cells where there are 2" in lines[1].problem


def test_a_workbook_that_unpacks_to_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 << 20))
    assert "unpacks to 40 MB" in refused(path)


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    _workbook(path, [["name"], ["a"]])
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = b'<!DOCTYPE a [<!ENTITY b "c">]>' + data
            new.writestr(part, data)
    path.write_bytes(made.getvalue())
    assert "declares entities" in refused(path)


def test_a_cut_workbook_is_told_where_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    _workbook(path, [["name"], *([["a"]] * 50)])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert "no sound xlsx" in refused(path)


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "in.parquet"
    table = pyarrow.table({"name": ["a", None], "n": [1, 2], "alias": [["x", "y"], []]})
    parquet.write_table(table, path)
    columns, found = rows(path)
    assert columns == ("name", "n", "alias")
    assert found == [["a", 1, ["x", "y"]], [None, 2, []]]
    data = path.read_bytes()
    path.write_bytes(data[:40] + b"\xff" * 40 + data[80:])
    with pytest.raises(BadInput, match="Parquet"):
        rows(path)


@pytest.mark.parametrize("form", tabular.FORMS)
def test_what_is_written_reads_the_same(tmp_path: Path, form: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text("name,b\nكيم,=1+1\n-x,\n", encoding="utf-8")
    out = tmp_path / f"out.{form}"
    with (
        tabular.opened(str(source)) as table,
        tabular.created(str(out), form, table.columns, {"caption": str, "score": float, "ok": bool}, table) as writer,
    ):
        for line in table.lines():
            writer.write([*line.cells, "@list", 1 / 3, True])
    columns, found = rows(out)
    assert columns == ("name", "b", "caption", "score", "ok")
    text = form in ("csv", "tsv")
    assert [row[0] for row in found] == ["كيم", "-x"]
    assert found[0][1] == "=1+1"
    assert found[0][2] == ("'@list" if text else "@list")
    assert found[0][3] == (repr(1 / 3) if text else 1 / 3)
    assert found[0][4] == ("true" if text else True)


def test_nothing_is_left_where_writing_stops(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("name\na\n")
    out = tmp_path / "out.csv"
    out.write_text("before")

    def stop() -> None:
        with tabular.opened(str(source)) as table, tabular.created(str(out), "csv", ["name"], {}, table) as writer:
            writer.write(["a"])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert out.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_only_files_are_replaced_and_links_stay(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("name\na\n")

    def write(out: Path) -> None:
        with tabular.opened(str(source)) as table, tabular.created(str(out), "csv", ["name"], {}, table) as writer:
            writer.write(["new"])

    for out, words in ((Path("/dev/null"), "device"), (tmp_path, "folder")):
        with pytest.raises(NizamError, match=words):
            write(out)
    assert Path("/dev/null").is_char_device()
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_text() == "name\nnew\n"


def test_text_of_a_workbook_is_never_a_formula(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    source = tmp_path / "in.csv"
    source.write_text("name\n=HYPERLINK(1)\n\x0bbell\n")
    out = tmp_path / "out.xlsx"
    with tabular.opened(str(source)) as table, tabular.created(str(out), "xlsx", ["name"], {"c": str}, table) as writer:
        for line in table.lines():
            writer.write([*line.cells, "+1"])
    sheet = openpyxl.load_workbook(out).active
    assert [(cell.value, cell.data_type) for cell in sheet["A"]][1] == ("=HYPERLINK(1)", "s")
    assert sheet["A3"].value == "\N{REPLACEMENT CHARACTER}bell"


def test_json_out_is_json(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"name": "a", "x": NaN, "deep": {"k": ["v"]}}\n')
    out = tmp_path / "out.jsonl"
    with tabular.opened(str(source)) as table, tabular.created(str(out), "jsonl", table.columns, {}, table) as writer:
        for line in table.lines():
            writer.write(list(line.cells))
    assert json.loads(out.read_text()) == {"name": "a", "x": None, "deep": {"k": ["v"]}}


@pytest.mark.parametrize("form", tabular.FORMS)
def test_odd_values_are_written_in_every_form(tmp_path: Path, form: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(
        '{"a": ["x", 1], "b": {"k": null}, "c": NaN, "d": 123456789012345678901234, "e": "\\ud800", "f": -1e400}\n'
        '{"a": "text", "b": true, "c": 1.5, "d": null, "e": "\\u0007", "f": ""}\n'
    )
    out = tmp_path / f"out.{form}"
    with tabular.opened(str(source)) as table, tabular.created(str(out), form, table.columns, {}, table) as writer:
        for line in table.lines():
            writer.write(list(line.cells))
    columns, found = rows(out)
    assert columns == ("a", "b", "c", "d", "e", "f")
    assert len(found) == 2
    assert found[1][0] == "text"
    assert str(found[0][3]) == "123456789012345678901234"
