"""Asking again: of all that is watched, those whom a change touches since they were asked last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nizam import casework, lists, recorded, screened
from nizam.audit import archive, entry, store
from nizam.audit.who import asking
from nizam.errors import NizamError
from nizam.index.designated import load_designations
from nizam.index.revision import revision
from nizam.index.snapshot import Shelf
from nizam.index.store import Records
from nizam.record import Record, replace
from nizam.recorded import basis, content
from nizam.regime.load import PACKS, pack_hash
from nizam.replay.delta import Asked, Delta
from nizam.screenfile.query import Query
from nizam.screenfile.run import Options, ask
from nizam.watching import deliver
from nizam.watching.register import Watched, find, stored

DATASET = lists.DEFAULT
_OWN = "un-dprk"
_AT_ONCE = 200
_DESIGNATIONS = "designations.yml"


class Changed(Record, frozen=True):
    """One whose answer is another one than the last time. `gone` and `come`: list entries and provisions."""

    watched: Watched
    before: str
    after: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    because: tuple[str, ...]

    def row(self) -> dict[str, Any]:
        """As JSON: what is delivered."""
        answer = self.watched.answer or {}
        return {
            "watched": self.watched.id,
            "kind": self.watched.kind,
            "before": self.before or None,
            "after": self.after,
            "gone": list(self.gone),
            "come": list(self.come),
            "because": list(self.because),
            "decision_id": answer.get("decision_id"),
            "error": answer.get("error"),
        }


class Ran(Record, frozen=True):
    """What a run did: how many are watched, how many were asked again, whose answers changed, what went out."""

    watched: int
    again: int
    changed: tuple[Changed, ...]
    sent: int = 0
    waiting: int = 0


def run(*, to: str = "", every: bool = False, today: date | None = None) -> Ran:
    """Ask again whom a change touches (`every`: all), and hand the changes to `to`, a URL or a file. A run that is
    killed goes on where it was; nothing goes out twice under another key."""
    now = _present()
    all_ = find()
    chosen: list[tuple[Watched, tuple[str, ...]]] = [
        (one, ("registered",) if one.answer is None else ("asked for",)) for one in all_ if every or one.answer is None
    ]
    if not every:
        chosen += _touched([one for one in all_ if one.answer is not None], now)
    changed: list[Changed] = []
    for at in range(0, len(chosen), _AT_ONCE):
        changed += _asked(chosen[at : at + _AT_ONCE], now, to, today)
    if not every:
        _untouched({one.id for one, _ in chosen}, all_, now)
    done = deliver.send()
    return Ran(len(all_), len(chosen), tuple(changed), done.sent, done.waiting)


def _present() -> dict[str, Any]:
    """What answers rest on now; of another one, what differs says who is touched."""
    return {
        "lists": dict(basis.versions(DATASET)),
        "pack": pack_hash(PACKS / _OWN.replace("-", "_")),
        "law": _law(PACKS / _OWN.replace("-", "_")),
        "index": revision(),
    }


def _law(folder: Path) -> str:
    import hashlib

    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yml")):
        if path.name != _DESIGNATIONS:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _touched(all_: Sequence[Watched], now: Mapping[str, Any]) -> list[tuple[Watched, tuple[str, ...]]]:
    groups: dict[str, list[Watched]] = {}
    for one in all_:
        groups.setdefault(json.dumps(one.basis, sort_keys=True), []).append(one)
    out = []
    for key, group in groups.items():
        out += list(_of_group(group, json.loads(key) or {}, now))
    return out


def _of_group(
    group: Sequence[Watched], old: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[tuple[Watched, tuple[str, ...]]]:
    """Of those asked on one basis, whom its changes touch, and which changes."""
    because: dict[str, list[str]] = {one.id: [] for one in group}
    if old.get("index") != now["index"]:
        for one in group:
            because[one.id].append("index")
    if old.get("law") != now["law"]:
        for one in group:
            if one.kind == "deal":
                because[one.id].append(f"pack {_OWN}")
    held, fresh = old.get("lists", {}), now["lists"]
    for name in sorted({*held, *fresh}):
        if held.get(name) == fresh.get(name):
            continue
        delta = _delta(name, held.get(name), fresh.get(name), old.get("pack", ""))
        # deals are put to the list that comes with the law, and to no other
        some = [one for one in group if one.kind != "deal" or name == _OWN]
        for one, near in zip(some, _near(some, delta), strict=True):
            if near:
                because[one.id].append(f"list {name}")
    yield from ((one, tuple(because[one.id])) for one in group if because[one.id])


def _delta(name: str, old: str | None, new: str | None, pack: str) -> Delta | None:
    """What changed on a list; None where the old version is not kept, so that everybody is touched."""
    try:
        return Delta.between(_entities(name, old, pack), _entities(name, new, ""))
    except (NizamError, OSError):
        return None


def _entities(name: str, sha256: str | None, pack: str) -> Any:
    if sha256 is None:
        return ()
    if name == lists.BUILT_IN:
        folder = archive.place("packs", pack) if pack else PACKS / _OWN.replace("-", "_")
        return load_designations(folder / _DESIGNATIONS)
    folder = Shelf(name).snapshots / sha256
    return Records((folder if folder.is_dir() else archive.place("lists", sha256)) / "records.bin")


def _near(some: Sequence[Watched], delta: Delta | None) -> list[bool]:
    if delta is None:
        return [True] * len(some)
    asked: list[Asked] = []
    owners: list[int] = []
    near = [False] * len(some)
    for at, one in enumerate(some):
        answer = one.answer or {}
        near[at] = not delta.ids.isdisjoint(answer.get("entities", ())) or delta.shares_number(
            answer.get("identifiers") or one.content.get("identifiers") or {}
        )
        names = answer.get("names") or []
        asked += [(name, schema, more) for name, schema, more in names]
        owners += [at] * len(names)
    for at, found in zip(owners, delta.near(asked), strict=True):
        near[at] = near[at] or found
    return near


def _asked(
    chosen: Sequence[tuple[Watched, tuple[str, ...]]], now: Mapping[str, Any], to: str, today: date | None
) -> list[Changed]:
    """Ask some, and keep their answers and what goes out in one transaction."""
    from sqlalchemy import update

    from nizam.audit.tables import WATCHED

    changed: list[Changed] = []
    rows: list[Watched] = []
    for one, because in chosen:
        answer = _answer(one, today)
        fresh = replace(one, answer=answer, basis=now, changed=entry.now())
        rows.append(fresh)
        before = one.answer or {}
        if before.get("outcome") != answer["outcome"] or before.get("named") != answer["named"]:
            gone = tuple(name for name in before.get("named", ()) if name not in answer["named"])
            come = tuple(name for name in answer["named"] if name not in before.get("named", ()))
            changed.append(Changed(fresh, before.get("outcome", ""), answer["outcome"], gone, come, because))
    recorded.settle()
    with store.writing() as connection:
        for fresh in rows:
            values = stored(fresh)
            # one that was replaced meanwhile is asked anew by the next run
            same = (WATCHED.c.id == values.pop("id")) & (WATCHED.c.content == values.pop("content"))
            connection.execute(update(WATCHED).where(same).values(**values))
        if to:
            deliver.put(connection, to, [one.row() for one in changed])
    return changed


def _answer(one: Watched, today: date | None) -> dict[str, Any]:
    """The answer to one, recorded: its outcome, what it names, and which names were put to the lists."""
    with asking("watch"):
        try:
            return _deal(one, today) if one.kind == "deal" else _name(one)
        except NizamError as problem:
            return {"outcome": "failed", "named": [], "entities": [], "names": [], "error": str(problem)}


def _deal(one: Watched, today: date | None) -> dict[str, Any]:
    from nizam.reader.facts import read_deal

    given = one.content["deal"]
    verdict = casework.check(given, today=today)
    deal = read_deal(given, today=today)
    entities = [party.entry for party in verdict.parties if party.entry]
    numbers: dict[str, list[str]] = {}
    for party in deal.parties:
        for kind, values in party.identifiers.items():
            numbers.setdefault(kind, []).extend(values)
    return {
        "outcome": verdict.outcome.word,
        "named": sorted({*(f.provision for f in verdict.findings), *entities}),
        "entities": entities,
        "names": screened.party_names(deal),
        "identifiers": numbers,
        "decision_id": verdict.decision_id,
    }


def _name(one: Watched) -> dict[str, Any]:
    asked = one.content
    query = Query(
        [asked["name"]],
        asked.get("schema"),
        asked.get("birth_date"),
        list(asked.get("countries", ())),
        dict(asked.get("identifiers", {})),
        tuple(asked.get("scope", ())),
    )
    options = Options()
    sifted = ask(query, screened.screener_of(DATASET), options)
    records = recorded.Screening(DATASET, limit=options.limit, threshold=options.threshold)
    known = ("names", "schema", "countries", "birth_date", "identifiers", "scope")
    made = records.add({name: getattr(query, name) for name in known}, sifted, as_of=None)
    entities = sorted(match.entity.id for match in sifted.matches)
    more = bool(query.birth_date or query.countries)
    return {
        "outcome": content.matches_outcome(sifted.matches),
        "named": entities,
        "entities": [*entities, *(match.entity.id for match, _ in sifted.dismissed)],
        "names": [(asked["name"], query.schema, more)],
        "decision_id": made,
    }


def _untouched(asked: set[str], all_: Sequence[Watched], now: Mapping[str, Any]) -> None:
    """Whom no change touches has the same answer on what there is now."""
    from sqlalchemy import update

    from nizam.audit.tables import WATCHED

    left = [one.id for one in all_ if one.id not in asked and one.basis != now]
    text = json.dumps(now, ensure_ascii=False, sort_keys=True)
    with store.writing() as connection:
        for at in range(0, len(left), 400):
            some = WATCHED.c.id.in_(left[at : at + 400])
            connection.execute(update(WATCHED).where(some).values(basis=text))
