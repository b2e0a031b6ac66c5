"""A pack folder as one Regime, with its hash. Packs that ship with Nizam are found by name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import settings, yamltext
from nizam.errors import BadRequest, PackError
from nizam.model.law import Exception_, GoodsList, Instrument, Provision, Regime
from nizam.regime import schema, values
from nizam.regime.goods import expanded
from nizam.regime.head import Head, instrument_files, read_head
from nizam.regime.timeline import with_ends
from nizam.regime.values import At

PACKS = settings.packs()


@lru_cache(maxsize=8)
def load_regime(name: str = "un-dprk") -> Regime:
    """A regime that ships with Nizam, by id (`un-dprk`). Raises BadRequest naming those there are."""
    folder = PACKS / name.replace("-", "_")
    if not (folder / "regime.yml").exists():
        raise BadRequest(f"no regime {name!r}; there are: {', '.join(regimes())}.")
    return load_pack(folder)


def regimes() -> tuple[str, ...]:
    """Ids of the packs that ship with Nizam."""
    return tuple(sorted(path.parent.name.replace("_", "-") for path in PACKS.glob("*/regime.yml")))


def load_pack(folder: Path) -> Regime:
    """Read and check a pack folder. Raises PackError with file and line."""
    head = read_head(folder)
    own = _own_goods(folder)
    lists = {**_lent_goods(head), **own}
    goods_at = At(folder / "goods.yml")
    for name, entry in own.items():
        for included in entry.includes:
            if included not in lists:
                raise (goods_at / name / "includes").fail(f"no goods list {included!r}; add it or take it out.")
    loaded: list[tuple[Path, Any]] = [(path, yamltext.load(path)) for path in instrument_files(folder, head)]
    instruments: list[Instrument] = []
    for path, raw in loaded:
        checked = values.fields(raw, At(path), ("instrument",), ("provisions",))
        instruments.append(schema.instrument(checked["instrument"], At(path, "instrument")))
    known = {instrument.number: instrument for instrument in instruments}
    provisions: list[Provision] = []
    for (path, raw), instrument in zip(loaded, instruments, strict=True):
        for index, entry in enumerate(raw.get("provisions", ())):
            provisions.append(schema.provision(entry, At(path, "provisions", index), instrument, known, lists))
    _check_ids(provisions)
    votes_at = At(folder / "votes.yml")
    raw_votes = yamltext.load(folder / "votes.yml") if (folder / "votes.yml").exists() else []
    entries = raw_votes["votes"] if isinstance(raw_votes, dict) else raw_votes
    exemptions = _exemptions(head, known, lists)
    top, at = head.top, head.at / "regime"
    return Regime(
        id=top["id"],
        title=head.title,
        target=top["target"],
        began=values.day(top["began"], at / "began"),
        encoded_from=values.day(top["encoded_from"], at / "encoded_from"),
        instruments=tuple(instruments),
        provisions=with_ends(provisions),
        exemptions=exemptions,
        goods=_asked_for(lists, own, provisions, exemptions),
        votes=tuple(schema.vote(raw, votes_at / index) for index, raw in enumerate(entries)),
        readings={
            key: {lang: str(value) for lang, value in raw.items() if len(lang) == 2}
            for key, raw in (head.raw.get("readings") or {}).items()
        },
        not_encoded=tuple(_sentence(raw) for raw in head.raw.get("not_encoded", ())),
        sha256=pack_hash(folder),
        parameters=head.parameters,
        issuer=top.get("issuer", "un-sc"),
        short=head.short,
        jurisdiction=head.jurisdiction,
        deciders=head.deciders,
        carries_out=str(top.get("carries_out", "")),
    )


def _own_goods(folder: Path) -> dict[str, GoodsList]:
    path = folder / "goods.yml"
    if not path.exists():
        return {}
    return {name: schema.goods_list(name, raw, At(path, name)) for name, raw in yamltext.load(path).items()}


def _lent_goods(head: Head) -> dict[str, GoodsList]:
    """The goods lists of another pack that ships with Nizam, where `goods_from` names one."""
    lender = head.top.get("goods_from")
    if lender is None:
        return {}
    folder = PACKS / str(lender).replace("-", "_")
    if lender == head.top["id"] or not (folder / "goods.yml").exists():
        raise (head.at / "regime" / "goods_from").fail(f"no pack {lender!r} with goods lists ships with Nizam.")
    return _own_goods(folder)


def _asked_for(
    lists: Mapping[str, GoodsList],
    own: Mapping[str, GoodsList],
    provisions: Sequence[Provision],
    exemptions: Sequence[Exception_],
) -> dict[str, GoodsList]:
    """A pack's own lists, and of the lent ones those that it asks for: the others are no part of its law."""
    conditions = [c for p in provisions for c in (*p.applies_to, *(c for option in p.any_of for c in option))]
    conditions += [c for p in provisions for e in p.exceptions for c in e.when]
    conditions += [c for e in exemptions for c in e.when]
    named = {value for c in conditions if c.fact == "goods.list" for value in c.values} | set(own)
    wanted = {member for name in named for member in expanded(lists, name)}
    return {name: entry for name, entry in lists.items() if name in wanted}


def pack_hash(folder: Path) -> str:
    """sha256 over every YAML file of the pack but its cases, names and contents, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _exemptions(head: Head, known: Mapping[str, Instrument], lists: Mapping[str, GoodsList]) -> tuple[Exception_, ...]:
    out = []
    for index, raw in enumerate(head.raw.get("exemptions", ())):
        where = head.at / "exemptions" / index
        owner = values.text(raw.get("provision", ""), where)
        _, number, paragraph = owner.split("/", 2) if owner.count("/") >= 2 else ("", "", "")
        if number not in known:
            raise where.fail(
                "an exemption names the provision it is written in, as in un-dprk/2397/25, and its instrument is in "
                f"the pack; found {owner!r}."
            )
        out.append(schema.exception(raw, where, known[number], known, owner, paragraph, lists))
    return tuple(out)


def _sentence(raw: Any) -> dict[str, str]:
    if isinstance(raw, str):
        return {"en": raw}
    return {str(lang): str(value) for lang, value in raw.items()}


def _check_ids(provisions: list[Provision]) -> None:
    known = {p.id for p in provisions} | {f"{p.id}#{e.id}" for p in provisions for e in p.exceptions}
    seen: set[str] = set()
    for provision in provisions:
        if provision.id in seen:
            raise PackError(provision.where, f"the provision {provision.id} is given twice; keep one.")
        seen.add(provision.id)
        for relation in provision.relations:
            if relation.target not in known:
                raise PackError(
                    provision.where,
                    f"{provision.id} {relation.kind} {relation.target}, which is not in the pack.",
                )
