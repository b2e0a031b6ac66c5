"""The trace is the computation: tests are noted as they are made, and put into words when somebody looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, overload

from nizam.engine.view import View
from nizam.model.deal import Tri
from nizam.model.law import Condition
from nizam.model.verdict import Step

_WORDS = {Tri.YES: "yes", Tri.NO: "no", Tri.UNKNOWN: "not known"}


class Noted(NamedTuple):
    """One test as made. `test` is "scope" or the exception it belongs to."""

    provision: str
    test: str
    asked: Condition
    view: View
    result: Tri

    def step(self) -> Step:
        """The trace's line."""
        found, source = self.view.explain(self.asked, scope=self.test == "scope")
        op = "" if self.asked.op == "in" else f"{self.asked.op} "
        said = f"{self.asked.fact} is {op}{' or '.join(self.asked.values)}"
        return Step(self.provision, self.test, said, found, source, _WORDS[self.result])


class Trace(Sequence[Step]):
    """Steps in order, each once; rendered at the first look."""

    def __init__(self, noted: Iterable[Noted | Step]) -> None:
        self._noted: Iterable[Noted | Step] = noted
        self._steps: tuple[Step, ...] | None = None

    def _rendered(self) -> tuple[Step, ...]:
        if self._steps is None:
            self._steps = tuple(dict.fromkeys(n if isinstance(n, Step) else n.step() for n in self._noted))
            self._noted = ()
        return self._steps

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        return self._rendered()[index]

    def __len__(self) -> int:
        return len(self._rendered())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._rendered() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._rendered())

    def __repr__(self) -> str:
        return repr(self._rendered())

    def __reduce__(self) -> tuple[Any, ...]:
        return Trace, (self._rendered(),)
