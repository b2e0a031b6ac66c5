"""Lines written so that a killed run can go on: nothing twice, nothing lost, no half line.

    OUT          the lines
    OUT.state    one JSON object a line: first the options, then for each page {"where", "mark", "end", "failed"}

A page's line is written first and noted in the state file after. What stands in OUT behind the last noted end was
being written when the run died, and is cut off when it goes on. A run on the same OUT reads what is missing, what
failed and what changed; the old lines of these are taken out first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from nizam.durable import locked, sync
from nizam.errors import BadRequest
from nizam.intake.given import Piece
from nizam.record import Record

_CHUNK = 1 << 20


class _Noted(Record, frozen=True):
    """A page whose line stands in OUT up to byte `end`."""

    where: str
    mark: str
    end: int
    failed: bool


class Journal:
    """An OUT that is being written. Use it as a context; one program at a time holds it."""

    def __init__(self, out: Path, options: dict[str, Any], *, fresh: bool = False) -> None:
        """`options` are what the lines depend on: a run with others does not go on. Raises BadRequest."""
        self.out = out
        self.state = out.with_name(out.name + ".state")
        self._options = options
        self._lines: BinaryIO | None = None
        self._notes: BinaryIO | None = None
        try:
            self._open(fresh)
        except OSError as error:
            self.close()
            raise BadRequest(f"{out} cannot be written: {error.strerror or error}.") from None
        except BaseException:
            self.close()
            raise

    def _open(self, fresh: bool) -> None:
        if self.out.exists() and not self.out.is_file():
            raise BadRequest(f"{self.out} is no file that a run could go on with; name a file, or pipe the output.")
        self.out.parent.mkdir(parents=True, exist_ok=True)
        known = self.state.exists()
        if self.out.exists() and not known and not fresh:
            raise BadRequest(
                f"{self.out} is there already, and not from a run that could go on ({self.state.name} is missing); "
                "give another name, or say --fresh to write it anew."
            )
        self._notes = self.state.open("ab")
        if not locked(self._notes.fileno(), 0.0):
            raise BadRequest(f"another run is writing {self.out}; let it finish, or give another name.")
        self._finish_rewriting()
        self.noted = {} if fresh else self._read()
        self._lines = self.out.open("ab")
        end = max((one.end for one in self.noted.values()), default=0)
        self._lines.truncate(end)
        if not self.noted:
            self._notes.truncate(0)
            self._note({"options": self._options})

    def _read(self) -> dict[str, _Noted]:
        """What the state file says, as far as OUT bears it out."""
        size = self.out.stat().st_size if self.out.exists() else 0
        noted: dict[str, _Noted] = {}
        sound = 0
        for number, line in enumerate(self.state.read_bytes().splitlines(keepends=True)):
            try:
                if not line.endswith(b"\n"):
                    break
                row = json.loads(line)
                if number == 0:
                    if row["options"] != self._options:
                        raise BadRequest(
                            f"{self.out} was begun with other options or another version ({row['options']}); run it "
                            "with the same ones, give another name, or say --fresh to write it anew."
                        )
                    sound += len(line)
                    continue
                one = _Noted(row["where"], row["mark"], int(row["end"]), bool(row["failed"]))
            except (ValueError, KeyError, TypeError):
                # the line that was being written when the run died
                break
            if one.end > size:
                break
            noted[one.where] = one
            sound += len(line)
        if self._notes is not None:
            self._notes.truncate(sound)
        return noted

    def left(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Those of the pages that are not read yet, failed, or changed; the old lines of the latter are taken out."""
        todo = []
        for piece in pieces:
            one = self.noted.get(piece.where)
            if one is None or one.failed or one.mark != piece.mark():
                todo.append(piece)
        again = {piece.where for piece in todo} & set(self.noted)
        if again:
            self._take_out(again)
        return todo

    def write(self, piece: Piece, line: dict[str, Any], *, failed: bool) -> None:
        """One page's line. Raises BadRequest where it cannot be written; then nothing of it stands."""
        if self._lines is None:
            raise BadRequest(f"{self.out} is closed.")
        try:
            self._lines.write(_line(line))
            self._lines.flush()
            one = _Noted(piece.where, piece.mark(), self._lines.tell(), failed)
            self._note({"where": one.where, "mark": one.mark, "end": one.end, "failed": one.failed})
        except OSError as error:
            raise BadRequest(
                f"{self.out} cannot be written: {error.strerror}. Make room and run the same again: it goes on here."
            ) from None
        self.noted[one.where] = one

    def _note(self, row: dict[str, Any]) -> None:
        if self._notes is not None:
            self._notes.write(_line(row))
            self._notes.flush()

    def _take_out(self, again: set[str]) -> None:
        """Write OUT and its state anew without some lines. Killed at any moment, the old pair or the new one holds:
        see `_finish_rewriting`."""
        lines_new, state_new = self._fresh_names()
        kept: dict[str, _Noted] = {}
        end = start = 0
        with self.out.open("rb") as old, lines_new.open("wb") as new:
            for one in sorted(self.noted.values(), key=lambda one: one.end):
                if one.where not in again:
                    old.seek(start)
                    _copy(old, new, one.end - start)
                    end += one.end - start
                    kept[one.where] = _Noted(one.where, one.mark, end, one.failed)
                start = one.end
            new.flush()
            os.fsync(new.fileno())
        rows = [{"options": self._options}, *({n: getattr(k, n) for n in k.__struct_fields__} for k in kept.values())]
        whole = state_new.with_name(state_new.name + ".part")
        whole.write_bytes(b"".join(map(_line, rows)))
        os.replace(whole, state_new)
        if self._lines is not None:
            self._lines.close()
        os.replace(lines_new, self.out)
        self._finish_rewriting()
        self._lines = self.out.open("ab")
        self.noted = kept

    def _finish_rewriting(self) -> None:
        """Both new files there: neither is in use yet, away with them. The state alone: OUT is the new one already."""
        lines_new, state_new = self._fresh_names()
        if state_new.exists() and not lines_new.exists() and self._notes is not None:
            # the file under the lock stays the same one: its content changes
            data = state_new.read_bytes()
            self._notes.truncate(0)
            self._notes.write(data)
            self._notes.flush()
            os.fsync(self._notes.fileno())
        # the state first: alone it would be taken for one that is in use
        state_new.unlink(missing_ok=True)
        lines_new.unlink(missing_ok=True)

    def _fresh_names(self) -> tuple[Path, Path]:
        return self.out.with_name(self.out.name + ".new"), self.state.with_name(self.state.name + ".new")

    def close(self) -> None:
        """Flush to disk and let go."""
        for handle in (self._lines, self._notes):
            if handle is not None and not handle.closed:
                handle.flush()
                os.fsync(handle.fileno())
                handle.close()
        if self._lines is not None:
            sync(self.out.parent)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _line(row: dict[str, Any]) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _copy(old: BinaryIO, new: BinaryIO, length: int) -> None:
    while length:
        chunk = old.read(min(length, _CHUNK))
        if not chunk:
            return
        new.write(chunk)
        length -= len(chunk)
