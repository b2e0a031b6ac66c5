"""Tables in and out: csv, tsv, xlsx, parquet, jsonl. Read a row at a time, written whole or not at all.

with tabular.opened("customers.xlsx") as table:              columns, lines(), share()
    with tabular.created("out.csv", "csv", table.columns, {"score": float}, table) as writer:
        for line in table.lines():
            writer.write([*line.cells, 0.5])
"""

from __future__ import annotations

from nizam.tabular.cells import as_text
from nizam.tabular.reading import FORMS, form_of, opened
from nizam.tabular.table import Line, Table, column_at
from nizam.tabular.writing import Writer, created

__all__ = ["FORMS", "Line", "Table", "Writer", "as_text", "column_at", "created", "form_of", "opened"]
