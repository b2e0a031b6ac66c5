"""A table in, its rows with their candidates out; what fails stands beside its row and stops nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nizam.cli import main
from nizam.errors import BadInput, BadRequest
from nizam.model.entity import Entity, Match
from nizam.screened import screener
from nizam.screenfile import ADDED, Counts, Options, screen_file
from nizam.screenfile.query import birth_date

KOMID = "Korea Mining Development Trading Corporation"


class Asked:
    """Finds two entities for every name that begins with "hit", and remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def screen(self, name: str, *, limit: int, **asked: Any) -> list[Match]:
        self.calls.append((name, asked))
        if name == "bug":
            raise ZeroDivisionError("oh")
        if not name.startswith("hit"):
            return []
        first = Match(
            Entity("e1", "Person", "=Listed", (), topics=("sanction", "poi"), datasets=("b", "a")), 2 / 3, "match"
        )
        return [first, Match(Entity("e2", "Person", "Second", ()), 0.5, "possible")][:limit]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def screened(tmp_path: Path, text: str, options: Options | None = None, **more: Any) -> tuple[Asked, Counts, list[Any]]:
    source, out, asks = tmp_path / "in.csv", tmp_path / "out.csv", Asked()
    source.write_text(text, encoding="utf-8")
    counts = screen_file(str(source), str(out), lambda: asks, options=options, **more)
    return asks, counts, table(out)


def test_one_row_a_candidate_best_first_with_the_input_kept(tmp_path: Path) -> None:
    asks, counts, rows = screened(tmp_path, "id,name\n1,hit\n2,miss\n")
    assert list(rows[0]) == ["id", "name", *ADDED]
    assert [(row["id"], row["match_id"]) for row in rows] == [("1", "e1"), ("1", "e2")]
    assert rows[0] == {
        "id": "1", "name": "hit", "match_id": "e1", "match_caption": "'=Listed", "match_score": repr(2 / 3),
        "match": "true", "match_topics": "sanction;poi", "match_datasets": "a;b", "match_error": "",
    }  # fmt: skip
    assert rows[1]["match"] == "false"
    assert (counts.rows, counts.found, counts.candidates, counts.failed) == (2, 1, 2, 0)
    assert [name for name, _ in asks.calls] == ["hit", "miss"]


def test_limit_and_empty_rows(tmp_path: Path) -> None:
    _, _, rows = screened(tmp_path, "name\nhit\nmiss\n", Options(limit=1, include_empty=True))
    assert [(row["name"], row["match_id"], row["match_score"]) for row in rows] == [
        ("hit", "e1", repr(2 / 3)),
        ("miss", "", ""),
    ]


def test_columns_called_like_properties_map_by_themselves(tmp_path: Path) -> None:
    text = (
        "Name,birth_date,Nationality,country,imoNumber,alias,note\n"
        "miss,18.02.1962,كوريا الشمالية,KP;CN,9074729,other; third,x\n"
    )
    asks, _, _ = screened(tmp_path, text)
    assert [name for name, _ in asks.calls] == ["miss", "other", "third"]
    asked = asks.calls[0][1]
    assert asked["birth_date"] == "1962-02-18"
    assert asked["countries"] == ["kp", "cn"]
    assert asked["identifiers"] == {"imoNumber": ["9074729"]}


def test_a_mapping_that_is_given_is_the_whole_mapping(tmp_path: Path) -> None:
    text = "name,Kunde,Vor,Nach,Art\nmiss,hit,Ali,Hassan,ship\n"
    asks, _, _ = screened(tmp_path, text, columns=("name=kunde", "firstName=Vor", "lastName=Nach"), schema_column="Art")
    assert [name for name, _ in asks.calls] == ["hit", "Ali Hassan"]
    assert asks.calls[0][1]["schema"] == "Vessel"


def test_what_fails_is_written_beside_its_row(tmp_path: Path) -> None:
    text = "name,kind\nbug,\n,Person\nhit,sphinx\nhit,Person\n" + "x" * 2000 + ",\n"
    _, counts, rows = screened(tmp_path, text, columns=("name=name",), schema_column="kind")
    errors = [row["match_error"] for row in rows]
    assert [error.split(":")[0] for error in errors] == ["line 2", "line 3", "line 4", "", "", "line 6"]
    assert "ZeroDivisionError" in errors[0]
    assert "nothing to screen" in errors[1]
    assert "'sphinx' is no schema" in errors[2]
    assert "2,000 characters" in errors[5]
    assert (counts.failed, counts.found) == (4, 1)


def test_values_not_understood_are_left_out_and_counted(tmp_path: Path) -> None:
    asks, counts, rows = screened(tmp_path, "name,country,birthDate\nhit,Atlantis,soon\nhit,Peru,1962\n")
    assert asks.calls[0][1]["countries"] == []
    assert asks.calls[0][1]["birth_date"] is None
    assert counts.left_out == 2
    assert counts.first_left_out.startswith("line 2, birthDate: 'soon'")
    assert not any(row["match_error"] for row in rows)


@pytest.mark.parametrize(
    ("header", "more", "words"),
    [
        ("name", {"columns": ("name=Nome",)}, "has no column 'Nome'; it has: name. Did you mean 'name'?"),
        ("Customer", {}, "no column is called like a property"),
        ("a", {"columns": ("birthDat=a",)}, "Did you mean birthDate?"),
        ("a", {"columns": ("a=name",)}, "wrong way round"),
        ("a", {"columns": ("name",)}, "not PROPERTY=COLUMN"),
        ("a", {"columns": ("birthDate=a",)}, "maps no name"),
        ("name,match_id", {}, "'match_id' already"),
        ("name", {"schema_column": "kind"}, "has no column 'kind'"),
    ],
)
def test_what_is_wrong_with_the_columns_is_told_first(
    tmp_path: Path, header: str, more: dict[str, Any], words: str
) -> None:
    with pytest.raises((BadInput, BadRequest)) as caught:
        screened(tmp_path, f"{header}\nhit\n", **more)
    assert words in str(caught.value)
    assert not (tmp_path / "out.csv").exists()


def test_the_input_is_never_the_output(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name\nhit\n")
    with pytest.raises(BadRequest, match="the input itself"):
        screen_file(str(path), str(tmp_path / "." / "in.csv"), Asked)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1962-02-18", "1962-02-18"), ("1962/2/8", "1962-02-08"), ("19620218", "1962-02-18"), ("1962-02", "1962-02"),
        ("1962", "1962"), ("١٩٦٢", "1962"), ("18/02/1962", "1962-02-18"), ("02/18/1962", "1962-02-18"),
        ("03/04/1962", "1962"), ("3.4.1962", "1962-04-03"), ("1962-00-00", "1962"), ("18 February 1962", "1962-02-18"),
        ("1962-02-18 00:00:00", "1962-02-18"), ("c. 1962", "1962"), ("1962-13-01", None), ("n/a", None), ("", None),
    ],
)  # fmt: skip
def test_birth_dates_as_people_write_them(text: str, expected: str | None) -> None:
    assert birth_date(text) == expected


def run(*args: str, given: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, ["screen", *args], input=given)


def answers(result: Result) -> Sequence[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_the_command_reads_and_writes_streams() -> None:
    result = run("-", "-", "-i", "name=who", given=f"who,n\n{KOMID},1\nnobody at all,2\n")
    assert result.exit_code == 0, result.stderr
    (row,) = answers(result)
    assert (row["who"], row["n"], row["match"]) == (KOMID, "1", "true")
    assert row["match_topics"] == "sanction"
    assert "2 rows screened: 1 with candidates" in result.stderr


def test_exit_codes(tmp_path: Path) -> None:
    assert run("-", "-", given="name\nnobody at all\n").exit_code == 1
    assert run("-", "-", given=f"name,b\n{KOMID},1\n,2\n").exit_code == 5
    assert run("-", "-", given="").exit_code == 3
    assert run(str(tmp_path / "none.csv"), "-").exit_code == 3
    assert run("Kim", "Jong", "Sik").exit_code == 2
    assert run(KOMID, "--include-empty").exit_code == 2
    assert run("-", "-", "--country", "Peru", given="name\nx\n").exit_code == 2
    assert run("-", "-", "--dataset", "mars", given="name\nx\n").exit_code == 2


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "parquet", "jsonl"])
def test_every_form_in_and_out_gives_the_same(tmp_path: Path, form: str) -> None:
    start, middle, last = tmp_path / "in.csv", tmp_path / f"middle.{form}", tmp_path / "out.csv"
    start.write_text(f"name,n\n{KOMID},1\nnobody at all,2\n조춘룡,3\n", encoding="utf-8")
    done = run(str(start), str(middle), "--include-empty")
    assert done.exit_code == 0, done.stderr
    from nizam import tabular

    with tabular.opened(str(middle)) as table_:
        captions = [line.cells[3] for line in table_.lines()]
        assert table_.columns == ("name", "n", *ADDED)
    assert captions[2] == "Cho Chun Ryong"
    # without the columns that were added it is an input again
    with tabular.opened(str(middle)) as table_, tabular.created(str(last), "csv", ["name", "n"], {}, table_) as writer:
        for line in table_.lines():
            writer.write(list(line.cells[:2]))
    assert run(str(last), str(middle), "--include-empty").exit_code == 0


def test_the_first_answer_is_the_single_answer() -> None:
    single = screener().screen("조춘룡")[0]
    (row, *_) = answers(run("-", "-", given="name\n조춘룡\n"))
    assert (row["match_id"], float(row["match_score"])) == (single.entity.id, single.score)


def test_a_file_alone_is_written_to_standard_output(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"name": "{KOMID}"}}\n')
    assert len(answers(run(str(path)))) == 1
    assert run(str(path), "--format", "jsonl").stdout.startswith('{"name"')


def test_the_run_is_told_as_numbers_and_in_arabic(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"name\n{KOMID}\n")
    result = run(str(path), str(tmp_path / "out.csv"), "--json", "--lang", "ar")
    assert '"rows": 1' in result.stdout
    assert "فُحص 1 صفاً" in result.stderr
