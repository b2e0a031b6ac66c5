"""Tables in Parquet files, through pyarrow: read and written a batch at a time, the columns' types kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from nizam.errors import BadInput, BadRequest
from nizam.tabular.cells import as_text
from nizam.tabular.table import Line, Table, column_names

_BATCH = 2_000
_GROUP = 20_000


class Parquet(Table):
    """A Parquet file, open. `schema` is its Arrow schema."""

    def __init__(self, handle: BinaryIO, name: str) -> None:
        arrow = _pyarrow(name)
        try:
            self._file = arrow.parquet.ParquetFile(handle)
            self.schema: Any = self._file.schema_arrow
        except (arrow.ArrowException, OSError, ValueError) as error:
            raise _damaged(name, error) from error
        super().__init__(name, "parquet", column_names(self.schema.names, name, "its schema"))
        self._errors = (arrow.ArrowException, OSError, ValueError, OverflowError)
        self._at, self._total = 0, self._file.metadata.num_rows

    def lines(self) -> Iterator[Line]:
        batches = self._file.iter_batches(batch_size=_BATCH)
        while True:
            try:
                batch = next(batches, None)
                columns = [] if batch is None else [column.to_pylist() for column in batch.columns]
            except self._errors as error:
                raise _damaged(f"{self.name}, after row {self._at}", error) from error
            if batch is None:
                return
            for cells in zip(*columns, strict=True):
                self._at += 1
                yield Line(f"row {self._at}", list(cells))

    def share(self) -> float | None:
        return self._at / self._total if self._total else None

    def close(self) -> None:
        self._file.close()


class ParquetWriter:
    """Writes a Parquet file in groups of rows. `like` gives the types of the first columns, `kinds` of the others."""

    def __init__(self, handle: BinaryIO, name: str, columns: list[str], like: Any, kinds: dict[str, type]) -> None:
        arrow = _pyarrow(name)
        self._arrow, self._name = arrow, name
        known = {field.name: field for field in like} if like is not None else {}
        types = {bool: arrow.bool_(), int: arrow.int64(), float: arrow.float64(), str: arrow.string()}
        fields = [known.get(column) or arrow.field(column, types[kinds.get(column, str)]) for column in columns]
        self._plain = [column not in known and kinds.get(column, str) is str for column in columns]
        self._schema = arrow.schema(fields)
        self._writer = arrow.parquet.ParquetWriter(handle, self._schema, compression="zstd")
        self._rows: list[list[Any]] = []

    def write(self, cells: list[Any]) -> None:
        """One row; written when enough of them are there."""
        self._rows.append(
            [
                _text(value) if plain and value is not None else value
                for plain, value in zip(self._plain, cells, strict=True)
            ]
        )
        if len(self._rows) >= _GROUP:
            self._flush()

    def finish(self) -> None:
        """Complete the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        arrow = self._arrow
        if not self._rows:
            return
        try:
            columns = [
                arrow.array(list(values), type=field.type)
                for values, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
            ]
            self._writer.write_table(arrow.Table.from_arrays(columns, schema=self._schema))
        except arrow.ArrowException as error:
            raise BadRequest(f"{self._name} cannot be written as Parquet ({str(error)[:100]}); write .csv.") from error
        self._rows = []


def _text(value: Any) -> str:
    # half a surrogate pair, as JSON may hold, is no text
    return as_text(value).encode("utf-8", "replace").decode("utf-8")


def _pyarrow(name: str) -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise BadRequest(f"{name}: Parquet files need pyarrow; run `pip install 'nizam[files]'`.") from None
    return pyarrow


def _damaged(name: str, error: BaseException) -> BadInput:
    return BadInput(f"{name} is no sound Parquet file ({str(error)[:100] or type(error).__name__}); write it again.")
