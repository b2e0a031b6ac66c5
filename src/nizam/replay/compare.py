"""Two answers to one question: the same, the same by other steps, or different; and where they part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nizam.record import Record

SAME, STEPS, DIFFERS, FAILED = "same", "other_steps", "differs", "failed"

Answer = Mapping[str, Any]


class Difference(Record, frozen=True):
    """`status`: same, other_steps (the answer is the same), differs, failed (no answer). `step`: the first step that
    differs, as in the one and in the other answer; None where one has none. `fields` of the result that differ."""

    status: str
    step: tuple[Sequence[Any] | None, Sequence[Any] | None] | None = None
    fields: tuple[str, ...] = ()
    error: str = ""

    def row(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "status": self.status,
            "step": {"before": self.step[0], "after": self.step[1]} if self.step else None,
            "fields": list(self.fields),
            "error": self.error or None,
        }


def difference(before: Answer, after: Answer, *, steps: bool = True) -> Difference:
    """Compare answers as records hold them. `steps` is False where those of one were masked."""
    if "error" in after:
        return Difference(FAILED, error=str(after["error"]))
    fields = tuple(_fields(before["result"], after["result"], ""))
    step = _first(list(trace(before)), list(trace(after))) if steps else None
    if before["outcome"] != after["outcome"] or fields:
        return Difference(DIFFERS, step, fields)
    return Difference(STEPS, step) if step else Difference(SAME)


def trace(answer: Answer) -> Sequence[Sequence[Any]]:
    """All steps of an answer, those of an article's items with the item in front."""
    if "items" in answer:
        return [[item, *step] for item, held in sorted(answer["items"].items()) for step in held["steps"]]
    found: Sequence[Sequence[Any]] = answer.get("steps", ())
    return found


def _first(
    before: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]]
) -> tuple[Sequence[Any] | None, Sequence[Any] | None] | None:
    """The first step that is not the same. One that only the other has stands alone."""
    for at, (one, other) in enumerate(zip(before, after, strict=False)):
        if list(one) != list(other):
            later = [list(step) for step in after[at:]]
            earlier = [list(step) for step in before[at:]]
            if list(one) not in later and list(other) in earlier:
                return one, None
            if list(one) in later and list(other) not in earlier:
                return None, other
            return one, other
    longest = max(len(before), len(after))
    at = min(len(before), len(after))
    if at == longest:
        return None
    return (before[at], None) if len(before) > at else (None, after[at])


def _fields(before: Any, after: Any, at: str) -> list[str]:
    """JSON pointers of what differs, the shortest that say it."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        out = []
        for name in dict.fromkeys((*before, *after)):
            out += _fields(before.get(name), after.get(name), f"{at}/{name}")
        return out
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [one for n, (a, b) in enumerate(zip(before, after, strict=True)) for one in _fields(a, b, f"{at}/{n}")]
    return [] if before == after else [at]
