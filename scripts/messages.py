"""Every error message that Nizam raises, as templates: for the catalogue of their translations.

    python -m scripts.messages             those that have no Arabic yet, as YAML to be filled in
    python -m scripts.messages --gone      those in the catalogue that no code raises any more

A template is the English sentence with `{}` where a value stands.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from nizam import errors, said

ROOT = Path(errors.__file__).parent
_KINDS = frozenset(
    ("NizamError", "BadRequest", "BadInput", "BadDeal", "UnsupportedLanguage", "PackError", "SourceError", "IndexStale",
     "LogError", "Unusable", "RowProblem", "HTTPException", "NotFoundException", "PermissionDeniedException")
)  # fmt: skip
_METHODS = frozenset(("fail", "_bad", "_fail"))


def raised() -> dict[str, str]:
    """Every template, with the place of the first code that raises it."""
    out: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        for line, template in _in(ast.parse(path.read_text(encoding="utf-8"))):
            out.setdefault(template, f"{path.relative_to(ROOT)}:{line}")
    return out


def _in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in _KINDS or name in _METHODS:
            given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in ("detail", "message"))]
            for argument in given:
                for template in _templates(argument):
                    if " " in template.replace("{}", "").strip():
                        yield node.lineno, template


def _templates(node: ast.expr) -> Iterator[str]:
    """What an expression may say: both ways of a choice, sums of strings; nothing for what only the run knows."""
    if isinstance(node, ast.IfExp):
        yield from _templates(node.body)
        yield from _templates(node.orelse)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for left in _templates(node.left):
            yield from (left + right for right in _templates(node.right))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]


def main() -> None:
    found, known = raised(), said.catalogue()
    if "--gone" in sys.argv:
        print("\n".join(sorted(set(known) - set(found))))
        return
    for template, place in found.items():
        if template not in known:
            quoted = template.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            print(f'# {place}\n- en: "{quoted}"\n  ar: ""')


if __name__ == "__main__":
    main()
