"""The same work on Spark: rows go to executors in Arrow batches, each of which opens lists and packs once.

hits = screen(customers, columns=("name=legal_name",))         DataFrame → DataFrame
verdicts = check(deals)                                        one column, `answer`: a verdict as JSON
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import lists, recorded, tabular
from nizam.batch.tasks import Check, Read, Screen, Task, Tasks
from nizam.errors import BadRequest
from nizam.screenfile.mapping import mapping_of
from nizam.screenfile.run import ADDED, Options
from nizam.tabular import Line, Table

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

_TYPES = {str: "string", float: "double", bool: "boolean"}
_ROWS = 2000
_made: tuple[Tasks, Task] | None = None


def screen(
    frame: DataFrame,
    *,
    columns: Sequence[str] = (),
    schema: str | None = None,
    schema_column: str | None = None,
    dataset: str = lists.DEFAULT,
    limit: int = 5,
    threshold: float = 0.7,
    as_of: date | None = None,
    include_empty: bool = False,
) -> DataFrame:
    """Screen every row: its columns and those of the matches, one row a candidate, best first. `columns` are
    PROPERTY=COLUMN; without any, columns called like a property map by themselves. Raises BadRequest, BadInput."""
    mapping = mapping_of(_Frame(frame.columns), tuple(columns), schema_column, None)
    double = next((name for name in ADDED if name in frame.columns), None)
    if double:
        raise BadRequest(f"the table has a column {double!r} already; take the match columns of an earlier run out.")
    options = Options(schema=schema, limit=limit, threshold=threshold, as_of=as_of, include_empty=include_empty)
    added = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in ADDED.items())
    return _mapped(frame, Screen(dataset, mapping, options), added, own=True)


def check(frame: DataFrame, *, as_of: date | None = None) -> DataFrame:
    """Judge every row, whose columns are the fields of a deal: `answer` is its verdict as JSON."""
    return _mapped(frame, Check(tuple(frame.columns), as_of), "answer string", own=False)


def read(frame: DataFrame, *, as_of: date | None = None) -> DataFrame:
    """Read every row's `text`: `answer` is the report as JSON."""
    return _mapped(frame, Read(tuple(frame.columns), as_of), "answer string", own=False)


def session(master: str | None = None) -> SparkSession:
    """A session on a master, as in `local[2]`. Raises BadRequest without the extra."""
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        raise BadRequest("Spark needs its extra: pip install 'nizam[spark]'.") from None
    builder: Any = SparkSession.builder.appName("nizam")
    made: SparkSession = (builder.master(master) if master else builder).getOrCreate()
    return made


def opened(spark: SparkSession, source: Path) -> DataFrame:
    """A table, or a folder of tables of one form: Parquet, CSV with a header, JSON lines."""
    sample = next((path for path in sorted(source.iterdir())), source) if source.is_dir() else source
    form = tabular.form_of(sample.name)
    if form == "parquet":
        return spark.read.parquet(str(source))
    if form == "jsonl":
        return spark.read.json(str(source))
    if form in ("csv", "tsv"):
        # quotes are doubled inside quotes, as in every other program; cells may hold line breaks
        return spark.read.csv(
            str(source), header=True, sep="\t" if form == "tsv" else ",", quote='"', escape='"', multiLine=True
        )
    raise BadRequest(f"{source}: Spark reads csv, tsv, jsonl and parquet.")


def _mapped(frame: DataFrame, task: Tasks, added: str, *, own: bool) -> DataFrame:
    kept = [f"`{field.name}` {field.dataType.simpleString()}" for field in frame.schema.fields] if own else []
    names = [*(frame.columns if own else ()), *(one.split()[0] for one in added.split(", "))]

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa

        asked = _task(task)
        for batch in batches:
            rows = list(zip(*(column.to_pylist() for column in batch.columns), strict=True))
            for start in range(0, len(rows), _ROWS):
                lines = [Line(f"row {start + at + 1}", row) for at, row in enumerate(rows[start : start + _ROWS])]
                done = asked(lines).rows
                recorded.settle()
                if done:
                    schema = _schema(pa, batch.schema if own else None)
                    columns = list(zip(*done, strict=True))
                    yield pa.RecordBatch.from_arrays(
                        [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)],
                        names=names,
                    )

    return frame.mapInArrow(work, ", ".join([*kept, added]))


def _schema(pa: Any, given: Any) -> list[Any]:
    if given is None:
        return [pa.field("answer", pa.string())]
    kinds = {str: pa.string(), float: pa.float64(), bool: pa.bool_()}
    return [*given, *(pa.field(name, kinds[kind]) for name, kind in ADDED.items())]


def _task(task: Tasks) -> Task:
    """The task of this executor's process, begun once."""
    global _made
    if _made is None or _made[0] != task:
        _made = task, task.begin()
    return _made[1]


class _Frame(Table):
    """A DataFrame's columns, for the mapping."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__("the table", "frame", columns)

    def lines(self) -> Iterator[Line]:
        return iter(())

    def share(self) -> float | None:
        return None

    def close(self) -> None:
        """Nothing is held open."""
