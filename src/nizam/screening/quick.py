"""The compiled kernel's side of a book of names: questions in, the names compared and their scores out."""

from __future__ import annotations

import math
import operator
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from nizam.errors import IndexStale
from nizam.index import arrays, asking
from nizam.index.compiled import Compiled
from nizam.names import tokens
from nizam.names.tokens import Token
from nizam.names.vocabulary import POPULATION
from nizam.screening import evidence, model

PATIENCE = 100
"""Questions that the plain way answers before the kernel is looked for: a first answer must not wait for it."""
HOPELESS = 0.02
"""Score below which a name is not weighed any further."""
_AT_ONCE = 2048


def _learnt(book: str) -> str:
    return book if book in model.WEIGHTS else "body"


def chance(book: str, features: Sequence[float]) -> float:
    """The score 0..1 that features amount to."""
    learnt = _learnt(book)
    scale, shift = model.SCALE[learnt]
    total = sum(map(operator.mul, features, model.WEIGHTS[learnt])) + model.CONSTANT[learnt]
    return 1 / (1 + math.exp(-max(total * scale + shift, -60.0)))


class Quick:
    """A book of names as the kernel sees it, with working space of its own."""

    def __init__(self, kernel: ModuleType, data: arrays.Arrays, book: str) -> None:
        import numpy as np

        self._kernel, self._book = kernel, book
        if not all(data.intact(f"{book}.{key}") for key in asking.KEYS):
            # compiled code does not look where it reads
            data.path.unlink(missing_ok=True)
            raise IndexStale(f"{data.path}: this index of names was damaged and is gone; run again, it is built anew.")
        self._words, self._names = asking.book(data, book)
        rows, frequency = self._names[0], self._names[3]
        names = max(rows.shape[0], POPULATION)
        self._sizes = float(np.log(names)), names / POPULATION
        self._room = kernel.room(self._words, frequency.size)
        self._desk = kernel.desk(rows.shape[0], frequency.size)
        learnt = _learnt(book)
        self._model = np.array([*model.WEIGHTS[learnt], model.CONSTANT[learnt], *model.SCALE[learnt]])
        self._addresses = kernel.addresses((*self._words, *self._names, *self._room, *self._desk))
        self._lock = threading.Lock()

    def answers(self, asked: Sequence[tuple[str, Sequence[Token]]]) -> Iterator[tuple[list[int], list[float]]]:
        """For each name asked, given as text and words: numbers of names and their scores."""
        for start in range(0, len(asked), _AT_ONCE):
            yield from self._some(asked[start : start + _AT_ONCE])

    def _some(self, asked: Sequence[tuple[str, Sequence[Token]]]) -> Iterator[tuple[list[int], list[float]]]:
        import numpy as np

        questions = [asking.question(text, words, self._book) for text, words in asked]
        begins = np.zeros(len(questions), np.int64)
        if len(questions) > 1:
            np.cumsum([len(one) // 8 for one in questions[:-1]], out=begins[1:])
        most = self._kernel.COMPARED * len(questions)
        found, scores = np.empty(most, np.int32), np.empty(most, np.float64)
        ends = np.empty(len(questions), np.int64)
        flat = b"".join(questions)
        numbers, marks = np.frombuffer(flat, np.int64), np.frombuffer(flat, np.uint8)
        with self._lock:
            self._kernel.answer(
                self._addresses, numbers, marks, begins, *self._sizes, self._model, HOPELESS, (found, scores, ends)
            )
        made = int(ends[-1])
        names, values, start = found[:made].tolist(), scores[:made].tolist(), 0
        for end in ends.tolist():
            yield names[start:end], values[start:end]
            start = end


def _load() -> ModuleType:
    """Compile by asking a small index, mapped as every index is."""
    import tempfile

    from nizam.index.namebuild import Gathered
    from nizam.screening import kernel

    if evidence.NAMES != kernel.FEATURES:
        raise RuntimeError("the kernel sums up other features than evidence does")
    gathered = Gathered("person")
    for at, name in enumerate(("Zaydun Hashim al-Qustani", "Ryong Gap Kim")):
        gathered.add(name, tokens.person(name), at, 0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.idx"
        arrays.write(path, gathered.arrays())
        small = Quick(kernel, arrays.Arrays(path), "person")
        asked = ("Zaydun H. al-Qustani", "زيدون هاشم", "Зайдун Хашим", "김룡갑", "Zay dun")
        list(small.answers([(name, tokens.person(name)) for name in asked]))
    return kernel


KERNEL = Compiled[ModuleType]("answers", _load)
