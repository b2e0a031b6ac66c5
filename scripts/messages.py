"""Every error message that Nizam raises, as templates: for the catalogue of their translations.

    python -m scripts.messages             those that have no Arabic yet, as YAML to be filled in
    python -m scripts.messages --gone      those in the catalogue that no code says any more

A template is the English sentence with `{}` where a value stands. Values with no more than a blank
between them are one.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from nizam import errors, said

ROOT = Path(errors.__file__).parent
_KINDS = frozenset(
    ("NizamError", "BadRequest", "BadInput", "BadDeal", "UnsupportedLanguage", "PackError", "SourceError", "IndexStale",
     "LogError", "Unusable", "RowProblem", "Problem", "Missing", "_TryAgain", "HTTPException", "NotFoundException",
     "PermissionDeniedException")
)  # fmt: skip
_METHODS = frozenset(("fail", "_bad", "_fail", "_complain"))
_PACKS_ONLY = ("regime/lint/", "engine/coverage.py", "engine/sweep.py")
"""What only `nizam packs lint` says, which answers in English."""
_SENTENCE = re.compile(r"[A-Za-z]{2}.* | .*[A-Za-z]{2}", re.DOTALL)
_NEXT_TO = re.compile(r"\{\}(?: ?\{\})+")


def raised() -> dict[str, str]:
    """Every template that is raised, with the place of the first code that does."""
    out: dict[str, str] = {}
    for place, tree in _files():
        if not place.startswith(_PACKS_ONLY):
            for line, template in _in(tree):
                if _SENTENCE.search(template.replace("{}", "")):
                    out.setdefault(template, f"{place}:{line}")
    return out


def written() -> frozenset[str]:
    """Every string of the code as a template: a message may be put together of several."""
    return frozenset(template for _, tree in _files() for node in ast.walk(tree) for template in _string(node))


def _files() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in _KINDS or name in _METHODS:
            given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in ("detail", "message"))]
            for argument in given:
                for template in _templates(argument):
                    yield node.lineno, template


def _templates(node: ast.expr) -> Iterator[str]:
    """What an expression may say: both ways of a choice, sums of strings; nothing for what only the run knows."""
    if isinstance(node, ast.IfExp):
        yield from _templates(node.body)
        yield from _templates(node.orelse)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for left in _templates(node.left):
            yield from (left + right for right in _templates(node.right))
    else:
        yield from _string(node)


def _string(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield _NEXT_TO.sub("{}", "".join(parts))


def gone() -> list[str]:
    """What the catalogue says and no code does. Rows `of` Python or a library are theirs to say."""
    ours = {row["en"] for row in said.rows() if "of" not in row}
    return sorted(ours - written())


def main() -> None:
    if "--gone" in sys.argv:
        print("\n".join(gone()))
        return
    known = said.catalogue()
    for template, place in raised().items():
        if template not in known:
            quoted = template.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            print(f'# {place}\n- en: "{quoted}"\n  ar: ""')


if __name__ == "__main__":
    main()
