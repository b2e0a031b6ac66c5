"""What keeps a pack honest, beyond its format: every mistake with file and line, what was read, and what to do."""

from __future__ import annotations

from pathlib import Path

from nizam.errors import PackError
from nizam.regime.lint import clock, goods, overlap, text
from nizam.regime.lint.problem import ERROR, Places, Problem
from nizam.regime.load import load_pack

_CHECKS = (*text.CHECKS, *clock.CHECKS, *overlap.CHECKS, *goods.CHECKS)


def lint(folder: Path) -> list[str]:
    """The errors of a pack, a sentence each; an unreadable pack is one error."""
    return [str(problem) for problem in problems(folder) if problem.severity == ERROR]


def problems(folder: Path) -> list[Problem]:
    """Errors and warnings of a pack's law, without its cases, in the order of its files."""
    try:
        regime = load_pack(folder)
    except PackError as error:
        return [Problem(error.where, error.message)]
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        return [Problem(folder.name, f"{missing} is missing; a pack has regime.yml, goods.yml and votes.yml.")]
    places = Places(folder)
    found = [problem for check in _CHECKS for problem in check(regime, places)]
    return sorted(found, key=lambda problem: (problem.file, problem.line))


__all__ = ["Places", "Problem", "lint", "problems"]
