"""Error messages in Arabic: every template of the code is in the catalogue, and comes back with its values."""

from __future__ import annotations

import re
import string
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts import messages

from nizam import said
from nizam.cli import main

ARABIC = re.compile(r"[\u0621-\u064a]{2}")
ROWS = said.rows()
NAMED = re.compile(r"--[a-z][a-z-]+|`[^`]+`|NIZAM_[A-Z_]+|\b[a-z-]+\.[a-z]{2,6}\b")
FIELD = re.compile(r"\{(\d*)\}")
LETTERS = string.ascii_letters + string.digits + "بتثجحخ٣ééжњ漢"
VALUES = st.lists(st.text(LETTERS, min_size=1, max_size=12).map(lambda text: f"‹{text}›"), min_size=6, max_size=6)


def fields(arabic: str) -> list[str]:
    return FIELD.findall(arabic.replace("{{", "").replace("}}", ""))


class TestCatalogue:
    def test_every_message_that_is_raised_has_an_arabic_one(self) -> None:
        known = said.catalogue()
        missing = [f"{place}: {template}" for template, place in messages.raised().items() if template not in known]
        assert not missing, "add these to messages.yml:\n" + "\n".join(missing)

    def test_holds_nothing_that_no_code_says(self) -> None:
        assert messages.gone() == []

    def test_says_each_once(self) -> None:
        english = [row["en"] for row in ROWS]
        assert len(english) == len(set(english))

    def test_every_value_of_the_english_stands_in_the_arabic(self) -> None:
        wrong = []
        for row in ROWS:
            count, found = row["en"].count("{}"), fields(row["ar"])
            if sorted(found) not in ([""] * count, [str(number) for number in range(count)]):
                wrong.append(row)
            row["ar"].format(*["x"] * count)
        assert wrong == []

    def test_is_arabic_with_arabic_punctuation(self) -> None:
        assert [row for row in ROWS if not ARABIC.search(row["ar"])] == []
        assert [row for row in ROWS if re.search(r"[\u0600-\u06ff)] ?[;?]", row["ar"])] == []
        assert [row for row in ROWS if row["en"].endswith(".") and row["ar"][-1] not in ".!"] == []

    def test_names_the_options_commands_and_files_of_the_english(self) -> None:
        missing = []
        for row in ROWS:
            arabic = row["ar"].replace("{{", "{").replace("}}", "}").replace("\N{LEFT-TO-RIGHT MARK}", "")
            missing += [(row["en"], name) for name in NAMED.findall(row["en"]) if name not in arabic]
        assert missing == []


class TestTemplates:
    @settings(max_examples=400, deadline=None)
    @given(row=st.sampled_from(ROWS), values=VALUES)
    def test_a_message_comes_back_with_its_values(self, row: dict[str, str], values: list[str]) -> None:
        parts = row["en"].split("{}")
        filled = values[: len(parts) - 1]
        english = "".join(part + value for part, value in zip(parts, [*filled, ""], strict=True))
        assert said.message(english, "ar") == row["ar"].format(*filled)

    @settings(max_examples=50, deadline=None)
    @given(st.text())
    def test_any_text_at_all_can_be_asked_for(self, text: str) -> None:
        assert said.message(text, "en") == text
        assert isinstance(said.message(text, "ar"), str)

    @settings(max_examples=50, deadline=None)
    @given(st.text(string.ascii_letters + " '()[]", max_size=80))
    def test_what_no_template_fits_stays_as_it_is(self, text: str) -> None:
        unknown = f"Zz {text} zZ"
        assert said.message(unknown, "ar") == unknown


NESTED = (
    ("goods[0].hs_code: '12' is no HS code; write it as 2701.11 or 270111.", ("goods[0].hs_code: ", "'12'")),
    ("caps.csv:3: no unit 'x' known; there are: bbl, t.", ("caps.csv:3: ", "'x'", "bbl, t")),
    ("people.csv, row 3: nothing to screen; the name is empty", ("people.csv", "الصف 3")),
    ("a.csv, row 3: 'Q' is no country known here; give its English name or two-letter code.", ("الصف 3", "'Q'")),
    ("the ledger /x y/c cannot be written: No space left on device. Nothing was added.", ("دفتر الحصص /x y/c",)),
    ("/x/c.csv is a folder; the ledger is one file.", ("/x/c.csv", "دفتر الحصص")),
    ("another program holds the signing key /x/k; try again when it is done.", ("مفتاح التوقيع /x/k",)),
    ("a.csv has no column 'nme'; it has: name, b. Did you mean 'name'?", ("'nme'", "name, b", "'name'")),
    ("a.csv has no column 'nme'; it has: x, b.", ("'nme'", "x, b")),
    ("scan.pdf: a PDF locked with a password; save it without one, or give its text.", ("scan.pdf", "PDF")),
    (
        "line 3: not JSON (Expecting value: line 1 column 1 (char 0)); each line is one deal as a JSON object.",
        ("السطر 3", "السطر 1 العمود 1"),
    ),
    (
        "/a/g.jsonl:7: not JSON (Extra data: line 1 column 2 (char 1)); mend that line of the good-guy list, or put a"
        " copy back.",
        ("/a/g.jsonl", "السطر 7", "العمود 2"),
    ),
    (
        "c.csv:2: no cap 'z'; there are: un-dprk/2397/4. There are 4 more bad rows in the ledger.",
        ("c.csv:2: ", "'z'", "un-dprk/2397/4", "4."),
    ),
    ("expires 2010-01-01 has passed already; give a day to come.", ("2010-01-01", "expires")),
    ("no provision 'x/1'; there are, near it: un-dprk/2397/1.", ("'x/1'", "un-dprk/2397/1")),
    (
        "the decision log /d cannot be written: Permission denied. Nothing was recorded. The answer is given without a"
        " record; NIZAM_AUDIT=1 would refuse it, 0 records nothing.",
        ("/d", "NIZAM_AUDIT=1"),
    ),
)


class TestMessagesWithinMessages:
    @pytest.mark.parametrize(("english", "kept"), NESTED, ids=[english[:40] for english, _ in NESTED])
    def test_is_arabic_through_and_through(self, english: str, kept: tuple[str, ...]) -> None:
        arabic = said.message(english, "ar")
        assert [one for one in kept if one not in arabic] == []
        left = re.findall(r"\b(?:is|the|are|not|it|there|cannot|line|row)\b", arabic)
        assert left == [], arabic

    def test_a_long_value_is_somebodys_data(self) -> None:
        value = "not JSON (" + "x" * 3_000 + ")"
        assert value in said.message(f"there is no file {value}.", "ar")


HOSTILE = (
    "a: " * 350_000, "x" * 1_000_000 + ".", ", " * 500_000, "(" * 1_000_000 + ").", "the " * 250_000 + ".",
    "{}: {}; " * 120_000, "a is a folder; b is one file." * 35_000, ": x, line 2: no unit (a) known; " * 60,
    "a, b: " * 330, "no JSON (" * 110 + "); " * 330,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_a_hostile_message_takes_no_longer_than_its_length(text: str) -> None:
    said.message("warm up: the tables.", "ar")
    began = time.process_time()
    said.message(text, "ar")
    assert time.process_time() - began < 2.0


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "twice.csv").write_text("name,name\na,b\n", encoding="utf-8")
    (tmp_path / "deals.jsonl").write_text('{"a"\n{"goods": [{"hs_code": "zz"}]}\n', encoding="utf-8")
    (tmp_path / "caps.csv").write_text("cap,date,amount,unit\n2397/5,soon,1,bbl\n", encoding="utf-8")
    yield tmp_path
    assert said.LANG.get() == "en", "a command leaves its language behind"


COMMANDS = (
    (("check", "none.json"), "none.json", 3),
    (("check", "--as-of", "soon", "coal"), "--as-of", 2),
    (("check", "--jsn", "coal"), "'--jsn'", 2),
    (("check",), "'DEAL'", 2),
    (("check", "deals.jsonl", "--text"), "hs_code", 5),
    (("screen", "twice.csv", "-"), "twice.csv", 3),
    (("screen", "Kim", "--dataset", "none"), "none", 2),
    (("caps", "--ledger", "caps.csv"), "'soon'", 3),
    (("caps", "import", "caps.csv", "--text"), "'soon'", 5),
    (("caps", "record", "2397/5"), "--amount", 2),
    (("regime", "show", "un-dprk/9999/1"), "un-dprk/9999/1", 2),
    (("read", "none.txt"), "none.txt", 3),
    (("goodguys", "remove", "g-1"), "'g-1'", 2),
)


class TestCommandLine:
    @pytest.mark.parametrize(("command", "kept", "code"), COMMANDS, ids=[" ".join(row[0]) for row in COMMANDS])
    def test_what_goes_wrong_is_said_in_arabic(
        self, command: tuple[str, ...], kept: str, code: int, asked: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(asked)
        result = CliRunner().invoke(main, [*command, "--lang", "ar"])
        assert result.exit_code == code, result.output
        assert ARABIC.search(result.output)
        assert kept in result.output
        assert re.findall(r"\b(?:is|the|are|not|no|cannot|Error|Usage|Try)\b", result.output) == [], result.output

    def test_english_is_as_click_says_it(self) -> None:
        result = CliRunner().invoke(main, ["check", "--jsn", "coal"])
        assert result.exit_code == 2
        assert "Usage: " in result.output
        assert "No such option" in result.output
        assert not ARABIC.search(result.output)

    def test_json_for_programs_keeps_its_english(self, asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(asked)
        result = CliRunner().invoke(main, ["check", "deals.jsonl", "--json", "--lang", "ar"])
        assert "is no HS code" in result.stdout
