"""Past answers given again: by what there was then, and by what there is now; and what lies between.

From the record to the answer of today one thing changes at a time: the code, the law, the lists, the dismissals. Where
the answer changes with it, that is the cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nizam.audit.read import ANSWERS, Decision, Filter, each
from nizam.errors import BadRequest
from nizam.record import Record, replace
from nizam.recorded.basis import code
from nizam.replay.compare import FAILED, SAME, Answer, Difference, difference
from nizam.replay.scene import DESIGNATIONS, Missing, Scene, ask, past, present

CODE, LAW, LIST, DISMISSALS, UNKNOWN = "code", "law", "list", "dismissals", "unknown"
_OWN = "un-dprk"
_AT_ONCE = 1000


class Cause(Record, frozen=True):
    """Something that changed, and the answer with it. `kind`: code, law, list, dismissals or unknown; `changes` names
    the files of the law or the lists with their old and new hashes; `difference` is what it did."""

    kind: str
    changes: tuple[str, ...]
    difference: Difference

    def row(self) -> dict[str, Any]:
        """As JSON."""
        return {"kind": self.kind, "changes": list(self.changes), **self.difference.row()}


class Replayed(Record, frozen=True):
    """A decision, the answer to it now, and how the two differ. `then` says whether what the record rests on gives the
    recorded answer again; None where that is not kept, or was not asked. `erased`: nothing was left to ask."""

    decision: Decision
    now: Difference | None
    answer: Answer
    then: Difference | None = None
    causes: tuple[Cause, ...] = ()
    erased: bool = False
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """erased, same, other_steps, differs or failed."""
        return "erased" if self.now is None else self.now.status

    def row(self) -> dict[str, Any]:
        """As JSON."""
        one = self.decision
        return {
            "seq": one.seq,
            "decision_id": one.id,
            "kind": one.kind,
            "asked_at": one.kept.at,
            "status": self.status,
            "recorded": one.kept.outcome,
            "outcome": self.answer.get("outcome"),
            "now": self.now.row() if self.now else None,
            "then": self.then.row() if self.then else None,
            "causes": [cause.row() for cause in self.causes],
            "notes": list(self.notes),
        }


def replay(which: Filter | None = None, *, then: bool = False) -> Iterator[Replayed]:
    """Every answer that a filter lets through, given again, oldest first. `then` also asks what there was then where
    the answer is the same."""
    waiting: list[Decision] = []
    for one in each(which, kinds=ANSWERS):
        waiting.append(one)
        if len(waiting) == _AT_ONCE:
            yield from some(waiting, then=then)
            waiting = []
    yield from some(waiting, then=then)


def some(decisions: Sequence[Decision], *, then: bool = False) -> list[Replayed]:
    """These decisions given again, in their order."""
    now = present()
    asked = {one.seq: request for one in decisions if (request := request_of(one)) is not None}
    answers = dict(zip(asked, ask(now, list(asked.values())), strict=True))
    found: dict[int, Replayed] = {}
    for one in decisions:
        if one.seq not in asked:
            found[one.seq] = Replayed(one, None, {}, erased=True)
            continue
        found[one.seq] = Replayed(
            one, difference(recorded_of(one), answers[one.seq], steps=_whole(one)), answers[one.seq]
        )
    explained: dict[str, list[Decision]] = {}
    for made in found.values():
        if not made.erased and (then or made.status != SAME):
            explained.setdefault(made.decision.kept.basis, []).append(made.decision)
    for group in explained.values():
        for made in _explained([found[one.seq] for one in group], [asked[one.seq] for one in group], now):
            found[made.decision.seq] = made
    return [found[one.seq] for one in decisions]


def request_of(one: Decision) -> dict[str, Any] | None:
    """What a worker is asked to give an answer again; None where what was asked is erased."""
    if one.kind not in ANSWERS:
        raise BadRequest(f"record #{one.seq} is no answer ({one.kind}); only read, check and screen can be replayed.")
    if one.personal is None:
        return None
    return {
        "kind": one.kind,
        "input": one.personal["input"],
        "as_of": one.line.get("as_of"),
        "today": one.line["today"],
        "outside": one.line.get("outside"),
        "settings": one.basis.get("settings", {}),
    }


def recorded_of(one: Decision) -> dict[str, Any]:
    """The recorded answer, in a worker's shape."""
    return {"outcome": one.kept.outcome, "result": one.line["result"], **(one.personal or {})}


def _whole(one: Decision) -> bool:
    return not one.line.get("masked")


def _explained(made: Sequence[Replayed], requests: Sequence[Mapping[str, Any]], now: Scene) -> list[Replayed]:
    """Decisions on one basis: what there was then is asked, and what changed since is changed one by one."""
    basis = made[0].decision.basis
    try:
        old = past(basis)
    except Missing as problem:
        return [replace(one, notes=(*one.notes, str(problem))) for one in made]
    stages = _stages(basis, old, now)
    held = [ask(scene, requests) for _, _, scene in stages]
    out = []
    for at, one in enumerate(made):
        steps = _whole(one.decision)
        before: Answer = recorded_of(one.decision)
        then = difference(before, held[0][at], steps=steps)
        causes = []
        for (kind, changes, _), answers in zip(stages, held, strict=True):
            after = answers[at]
            found = difference(before, after, steps=steps)
            if found.status != SAME:
                causes.append(Cause(kind, changes, found))
            if found.status != FAILED:
                before = after
        out.append(replace(one, then=then, causes=tuple(causes)))
    return out


def _stages(basis: Mapping[str, Any], old: Scene, now: Scene) -> list[tuple[str, tuple[str, ...], Scene]]:
    """What changed since, one thing after the other, each with the scene after it."""
    fresh = code()
    same_code = basis.get("code") == fresh
    stages: list[tuple[str, tuple[str, ...], Scene]] = [
        (
            UNKNOWN if same_code else CODE,
            () if same_code else (f"nizam {basis.get('nizam')} {basis.get('code')} → {fresh}",),
            old,
        )
    ]
    law = [
        f"{name}/{path}"
        for name in basis.get("packs", {})
        if name in now.packs
        for path in _files(old.packs[name], now.packs[name])
        if path != DESIGNATIONS
    ]
    held = old
    if law:
        held = replace(old, packs=now.packs, designations=old.packs[_OWN])
        stages.append((LAW, tuple(law), held))
    named = set(basis["lists"])
    lists = {name: folder for name, folder in now.lists.items() if name in named or _every(basis)}
    changes = [
        f"{name}: {_short(old.lists.get(name))} → {_short(lists.get(name))}"
        for name in sorted({*old.lists, *lists})
        if _short(old.lists.get(name)) != _short(lists.get(name))
    ]
    if DESIGNATIONS in _files(old.packs[_OWN], now.packs[_OWN]):
        changes.append(f"{_OWN}/{DESIGNATIONS}")
    if changes:
        held = replace(held, packs=now.packs, lists=lists, designations=None)
        stages.append((LIST, tuple(changes), held))
    if (basis.get("goodguys") or 0) != _book_size():
        stages.append((DISMISSALS, (), replace(held, goodguys=None)))
    return stages


def _every(basis: Mapping[str, Any]) -> bool:
    """Whether the answer was over all lists at hand, so that a new list counts."""
    return bool(basis.get("settings", {}).get("dataset") == "default")


def _files(old: Any, new: Any) -> list[str]:
    names = sorted({path.name for folder in (old, new) for path in folder.glob("*.yml")})
    return [name for name in names if _bytes(old / name) != _bytes(new / name)]


def _bytes(path: Any) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _short(folder: Any) -> str:
    return folder.name[:12] if folder is not None else "—"


def _book_size() -> int:
    from nizam.goodguys import book

    return book.path().stat().st_size if book.path().exists() else 0
