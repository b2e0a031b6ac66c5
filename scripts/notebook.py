"""The notebook of the documentation: run its cells, and write what they print beneath them.

    python -m scripts.notebook            rewrite the outputs in docs/notebook.ipynb
    python -m scripts.notebook --check    exit 1 where one would change (a test does the same)

A cell's value is the value of its last expression, as in Jupyter; no Jupyter is needed to run it.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PATH = ROOT / "docs" / "notebook.ipynb"


def renewed(text: str) -> str:
    """The notebook with the outputs of now. Cells run in the repository's folder, one after another."""
    notebook = json.loads(text)
    space: dict[str, Any] = {"__name__": "__main__"}
    number = 0
    with contextlib.chdir(ROOT):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                number += 1
                cell["execution_count"] = number
                cell["outputs"] = _outputs("".join(cell["source"]), space, number)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _outputs(source: str, space: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """What a cell prints, and its value."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), space)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), space)
    out: list[dict[str, Any]] = []
    if printed.getvalue():
        out.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)})
    if value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        out.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return out


def main() -> int:
    import tempfile

    before = PATH.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as home:
        os.environ["NIZAM_HOME"] = home
        after = renewed(before)
    if "--check" in sys.argv:
        return int(after != before)
    PATH.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
