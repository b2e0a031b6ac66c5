"""The log as files: JSON lines, CSV or Parquet for those who count, a signed bundle for those who must be shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nizam import tabular
from nizam.audit.entry import START
from nizam.audit.read import Filter, each, hash_before
from nizam.errors import BadRequest

FORMS = ("jsonl", "csv", "parquet")
COLUMNS = (
    "seq", "decision_id", "kind", "asked_at", "as_of", "outcome", "asked_by", "nizam", "code", "packs", "lists",
    "settings", "input", "outside", "result", "steps", "items", "masked", "erased", "commitment",
    "basis", "prev", "hash",
)  # fmt: skip


def rows(which: Filter | None = None) -> Iterator[dict[str, Any]]:
    """Records as JSON, oldest first, each with the hash before it."""
    before, last = START, 0
    for one in each(which):
        if one.seq != last + 1:
            # a filter leaves records out; their hashes are in the chain all the same
            before = hash_before(one.seq)
        yield one.row(before)
        before, last = one.kept.hash, one.seq


def export(out: str, form: str = "", which: Filter | None = None) -> int:
    """Write records to a file (`-`: standard output), whole or not at all; how many. Raises BadRequest."""
    chosen = form or tabular.form_of(out) or ("jsonl" if out == "-" else "")
    if chosen not in FORMS:
        raise BadRequest(f"{out!r} ends in none of .jsonl, .csv, .parquet; rename it, or say --format.")
    count = 0
    kinds = {**dict.fromkeys(COLUMNS, str), "seq": int, "erased": bool}
    with tabular.created(out, chosen, (), kinds, _Like()) as writer:  # type: ignore[arg-type]
        for row in rows(which):
            count += 1
            cells = [row.get(name) for name in COLUMNS]
            writer.write(cells if chosen == "jsonl" else [_cell(value) for value in cells])
    return count


class _Like:
    """There is no table of the user's to be like."""

    form = "jsonl"
    delimiter = ","
    schema = None


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return json.dumps(value, ensure_ascii=False)
