"""The documentation cannot drift: its examples are run, and what exists is described."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from scripts.examples import files, renewed

from nizam import settings
from nizam.cli import main
from nizam.model.verdict import Outcome

ROOT = Path(__file__).parent.parent
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in files())


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_examples_print_what_is_written(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert renewed(text, str(tmp_path)) == text, (
        f"run `python scripts/examples.py` and read what changed in {path.name}"
    )


def _commands(group: click.Group, prefix: str = "nizam") -> list[str]:
    out = []
    context = click.Context(group)
    # Asked by name: the group opens a verb's file only when it is called, and lists none before.
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        full = f"{prefix} {name}"
        out += _commands(command, full) if isinstance(command, click.Group) else [full]
    return out


@pytest.mark.parametrize("command", _commands(main))
def test_every_command_is_documented(command: str) -> None:
    assert command in DOCS


@pytest.mark.parametrize("name", [*settings.VARIABLES, *(o.word for o in Outcome)])
def test_every_setting_and_outcome_is_documented(name: str) -> None:
    assert name in DOCS


def test_every_decision_has_context_decision_and_consequence() -> None:
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequence")), path.name
