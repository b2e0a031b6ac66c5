"""docs/packs.md is true: its worked example is built from the page and lints, its mistakes give the words it prints."""

from __future__ import annotations

import ast
import copy
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from nizam import yamltext
from nizam.cli import main
from nizam.engine import cases as engine_cases
from nizam.engine.cases import failures, load_cases, run
from nizam.errors import PackError
from nizam.regime import load
from nizam.regime.lint import problems
from nizam.regime.load import PACKS, load_pack

PAGE = Path(__file__).parent.parent / "docs" / "packs.md"
TEXT = PAGE.read_text(encoding="utf-8")
INSTRUMENT = "S-RES-9001-2031.yml"

OBJECTS: Mapping[str, tuple[str, tuple[str | int, ...]]] = {
    "The regime": ("regime.yml", ("regime",)),
    "Beside it": ("regime.yml", ()),
    "Whom it binds": ("regime.yml", ("regime", "jurisdiction")),
    "An instrument": (INSTRUMENT, ("instrument",)),
    "The check": (INSTRUMENT, ("instrument", "verified")),
    "A provision": (INSTRUMENT, ("provisions", 0)),
    "An exception": (INSTRUMENT, ("provisions", 0, "exceptions", 0)),
    "A cap": (INSTRUMENT, ("provisions", 1, "exceptions", 0, "cap")),
    "An amount": (INSTRUMENT, ("provisions", 1, "exceptions", 0, "cap", "amounts", "2032-01-01")),
    "A duty": (INSTRUMENT, ("provisions", 2, "duties", 0)),
    "A goods list": ("goods.yml", ("wigs",)),
    "A vote": ("votes.yml", ("votes", -1)),
    "A case": ("cases/9001.yml", (0,)),
    "What a case expects": ("cases/9001.yml", (0, "expect")),
}
"""Where in the worked example each table's object stands."""

CHECKED = ("schema.py", "head.py", "allowances.py", "load.py")
"""Files of nizam.regime that say which fields there are."""


@dataclass(frozen=True)
class Row:
    """One row of a table of fields."""

    table: str
    field: str
    mistake: str
    says: str


def rows() -> Iterator[Row]:
    for part in re.split(r"(?m)^### ", TEXT.partition("## Every field")[2])[1:]:
        table = next((name for name in OBJECTS if part.startswith(name)), "")
        for line in part.splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if table and len(cells) == 5 and cells[0].startswith("`"):
                yield Row(table, cells[0].rstrip("*").strip("` "), cells[3], cells[4])


ROWS = list(rows())


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack that one gets by doing what the page says."""
    home = tmp_path_factory.mktemp("packs")
    assert "cp -r src/nizam/packs/un_dprk my-pack" in TEXT
    shutil.copytree(PACKS / "un_dprk", home / "my-pack")
    for kind, name, body in re.findall(r"(?ms)^```yaml\n# (file|append): (\S+)\n(.*?)^```$", TEXT):
        path = home / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if kind == "append" else ""
        path.write_text(before + ("\n" if before and not before.endswith("\n") else "") + body, encoding="utf-8")
    return home / "my-pack"


@pytest.fixture(scope="module")
def lean(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same pack with no cases but its own: quicker to lint, and what lint says of them is the same."""
    pack = tmp_path_factory.mktemp("lean") / "my-pack"
    shutil.copytree(example, pack)
    for path in (pack / "cases").glob("*.yml"):
        if path.name != "9001.yml":
            path.unlink()
    return pack


def test_the_worked_example_lints(lean: Path) -> None:
    assert "nizam packs lint my-pack" in TEXT
    said = CliRunner().invoke(main, ["packs", "lint", str(lean)]).output
    assert [line for line in said.splitlines() if "9001" in line or "wigs" in line] == []
    assert "un-dprk: " in said
    regime = load_pack(lean)
    older = next(p for p in regime.provisions if p.id == "un-dprk/2397/5")
    assert str(older.until) == "2031-12-31"
    assert older.ended_by == "un-dprk/9001/2"


def test_the_worked_cases_come_out(lean: Path) -> None:
    regime = load_pack(lean)
    own = [case for case in load_cases(lean) if case.file == "9001.yml"]
    assert len(own) == 15
    assert {case.name: failures(case, run(case, regime)) for case in own} == {case.name: [] for case in own}


def test_every_rule_of_the_example_has_cases_on_both_sides(lean: Path) -> None:
    own = [case for case in load_cases(lean) if case.file == "9001.yml"]
    inside = {name for case in own for name in _list(case.expect.get("by"))}
    inside |= {name.partition("#")[0] for name in inside}
    outside = {name for case in own for name in _list(case.expect.get("not_by"))}
    provisions = [p for p in load_pack(lean).provisions if "/9001/" in p.id]
    rules = {p.id for p in provisions} | {f"{p.id}#{e.id}" for p in provisions for e in p.exceptions}
    assert rules <= inside
    assert rules <= outside


@pytest.mark.parametrize("row", [r for r in ROWS if r.says], ids=lambda row: f"{row.table}-{row.field}")
def test_a_mistake_gives_the_words_of_the_page(row: Row, lean: Path, tmp_path: Path) -> None:
    pack = tmp_path / "my-pack"
    shutil.copytree(lean, pack)
    name, keys = OBJECTS[row.table]
    data = copy.deepcopy(yamltext.load(pack / name))
    owner: Any = data
    for key in keys:
        owner = owner[key]
    if row.mistake == "left out":
        del owner[row.field]
    else:
        owner.update(yamltext.parse(row.mistake.strip("`")))
    (pack / name).write_text(yaml.safe_dump(data, allow_unicode=True, default_style='"'), encoding="utf-8")
    pattern = ".*".join(re.escape(part.strip("` ")) for part in row.says.strip("`").split("…"))
    said = list(_said(pack))
    assert any(re.search(pattern, line, re.DOTALL) for line in said), said


def _said(pack: Path) -> Iterator[str]:
    yield from (problem.message for problem in problems(pack))
    try:
        list(load_cases(pack))
    except PackError as error:
        yield error.message


def test_every_field_is_in_its_table() -> None:
    documented: dict[str, set[str]] = {}
    for row in ROWS:
        documented.setdefault(row.table, set()).add(row.field)
    assert set(documented) == set(OBJECTS)
    everywhere = set().union(*documented.values())
    for required, optional in _field_calls():
        known = {*required, *optional}
        fits = [table for table, names in documented.items() if known <= names]
        assert fits or known <= {"instrument", "provisions", "rule", "paragraph"}, (
            f"no table of docs/packs.md has all of {sorted(known)}; not in any: {sorted(known - everywhere)}"
        )
    assert documented["A case"] == set(engine_cases._FIELDS)
    assert documented["What a case expects"] == set(engine_cases._EXPECTED)


def test_needed_fields_are_marked() -> None:
    marked: dict[str, set[str]] = {}
    for part in re.split(r"(?m)^### ", TEXT.partition("## Every field")[2])[1:]:
        table = next((name for name in OBJECTS if part.startswith(name)), "")
        marked.setdefault(table, set()).update(re.findall(r"(?m)^\| `(\w+)`\* \|", part))
    for required, optional in _field_calls():
        if {*required, *optional} <= {"instrument", "provisions", "rule", "paragraph"}:
            continue
        assert any(set(required) == names for names in marked.values()), f"marked as needed otherwise: {required}"


def _field_calls() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The names in every call of `fields(value, at, required, optional)` in the files that read packs."""
    folder = Path(load.__file__).parent
    for file in (folder / name for name in CHECKED):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "fields":
                required, optional = (_names(arg) for arg in (*node.args[2:4], ast.Tuple(elts=[]))[:2])
                yield required, optional


def _names(node: ast.expr) -> tuple[str, ...]:
    """Texts of a tuple; the names of units, which are a variable there, as they are."""
    if not isinstance(node, ast.Tuple):
        return ()
    out: list[str] = []
    for item in node.elts:
        if isinstance(item, ast.Constant):
            out.append(str(item.value))
        elif isinstance(item, ast.Starred):
            out += ["barrel", "tonne", "usd"]
    return tuple(out)


def test_every_kind_measure_and_decider_is_named() -> None:
    from nizam.regime.schema import BINDINGS, DECIDERS, KINDS, MEASURES, OUTCOMES, RELATIONS

    for word in (*BINDINGS, *DECIDERS, *KINDS, *MEASURES, *OUTCOMES, *RELATIONS):
        assert word in TEXT


def _list(raw: Any) -> list[str]:
    return [raw] if isinstance(raw, str) else list(raw or ())
