"""The documentation as a site: `python -m scripts.sitepages` builds it into build/site, strictly and without network.

Pages of every command, of public names, settings and errors, and decisions are made from the code each time, so that
none can be older than it. Needs the extra `docs`.
"""

from __future__ import annotations

import importlib.util
import inspect
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parent.parent
_HEAD = "<!-- made from the code by scripts/sitepages.py -->\n\n"
_REPOSITORY = "https://github.com/nizam/nizam/blob/main/"
_OUTSIDE = re.compile(r"\]\(\.\./(?=(?:src|bench|deploy|tests|corpus|scripts|README|CHANGELOG|SECURITY)\b)")


def assemble(folder: Path) -> None:
    """Put everything the site is made of into a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder, ignore=shutil.ignore_patterns("*.ipynb"))
    for path in folder.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        outside = _OUTSIDE.sub(f"]({_REPOSITORY}", text)
        if outside != text:
            path.write_text(outside, encoding="utf-8")
    for name, text in pages().items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")


def main() -> int:
    """Assemble and build; the exit code is that of mkdocs."""
    if importlib.util.find_spec("mkdocs_static_i18n") is None:
        print("the site needs its extra: pip install 'nizam[docs]'", file=sys.stderr)
        return 1
    assemble(ROOT / "build" / "pages")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--strict",
        "--config-file",
        str(ROOT / "mkdocs.yml"),
    ]
    return subprocess.run(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=False).returncode


def pages() -> dict[str, str]:
    """Path in the site → Markdown."""
    return {
        "reference/commands.md": _HEAD + _commands(),
        "reference/python.md": _HEAD + _python(),
        "reference/settings.md": _HEAD + _settings(),
        "reference/decisions.md": _HEAD + _decisions(),
    }


def _commands() -> str:
    from nizam.cli import main

    out = ["# Every command", "As `--help` prints it. What the commands are for: [the command line](../cli.md)."]
    for path, command in _each(main, "nizam"):
        context = click.Context(command, info_name=path, max_content_width=92, terminal_width=92)
        out += [f"## {path}", "```text", command.get_help(context), "```"]
    return "\n\n".join(out).replace("```text\n\n", "```text\n").replace("\n\n```", "\n```") + "\n"


def _each(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield f"{prefix} {name}", command
            yield from _each(command, f"{prefix} {name}")
        elif command is not None:
            yield f"{prefix} {name}", command


def _python() -> str:
    import nizam
    from nizam.model import entity, text, verdict

    out = ["# Public names", "The verbs, and what they give. Examples: [in Python](../python.md)."]
    for name in nizam.__all__:
        verb = getattr(nizam, name)
        out += [f"## nizam.{name}", f"```python\nnizam.{name}{inspect.signature(verb)}\n```", _doc(verb)]
    for module in (entity, verdict, text):
        out += [f"## {module.__name__}", _doc(module)]
        for name, made in vars(module).items():
            if inspect.isclass(made) and made.__module__ == module.__name__ and not name.startswith("_"):
                fields = list(getattr(made, "__struct_fields__", ()))
                out += [
                    f"### {name}",
                    _doc(made),
                    *([f"Fields: {', '.join(f'`{f}`' for f in fields)}"] if fields else []),
                ]
    return "\n\n".join(out) + "\n"


def _doc(of: Any) -> str:
    """A docstring as Markdown: indented tables stay as they are written."""
    text = inspect.getdoc(of) or ""
    return re.sub(r"(?m)^((?:    .*(?:\n|$))+)", lambda found: f"\n```text\n{inspect.cleandoc(found[1])}\n```\n", text)


def _settings() -> str:
    from nizam import errors, settings

    out = ["# Settings and errors", "## Variables", "| variable | default | what it does |\n|---|---|---|"]
    out[-1] += "".join(f"\n| `{name}` | {default} | {said} |" for name, (default, said) in settings.VARIABLES.items())
    out += ["## Errors", "Each is one sentence for a person: what is wrong, where, what to do."]
    found = [made for made in vars(errors).values() if inspect.isclass(made) and issubclass(made, errors.NizamError)]
    rows = (f"\n| `{one.__name__}` | {one.code} | {one.exit_code} | {_first(one)} |" for one in found)
    out.append("| error | code | exit code | when |\n|---|---|---|---|" + "".join(rows))
    return "\n\n".join(out) + "\n"


def _first(of: Any) -> str:
    return " ".join((inspect.getdoc(of) or "").split("\n\n")[0].split()).replace("|", "\\|")


def _decisions() -> str:
    out = ["# Decisions", "Why it is as it is: context, decision, consequence of each."]
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        out.append(f"- [{title}](../decisions/{path.name})")
    return "\n\n".join(out[:2]) + "\n\n" + "\n".join(out[2:]) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
