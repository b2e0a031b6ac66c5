"""A pack folder as one Regime, with its hash. Packs that ship with Nizam are found by name."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.errors import BadRequest, PackError
from nizam.model.law import Exception_, Instrument, Provision, Regime
from nizam.regime import schema, values
from nizam.regime.timeline import with_ends
from nizam.regime.values import At

PACKS = Path(__file__).parent.parent / "packs"


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
    head = yamltext.load(folder / "regime.yml")
    at = At(folder / "regime.yml")
    values.fields(head, at, ("regime",), ("deciders", "exemptions", "readings", "not_encoded", "parameters"))
    top = values.fields(
        head["regime"],
        at / "regime",
        ("id", "title", "target", "began", "encoded_from"),
        ("issuer", "committee", "note"),
    )
    goods_at = At(folder / "goods.yml")
    lists = {
        name: schema.goods_list(name, raw, goods_at / name) for name, raw in yamltext.load(folder / "goods.yml").items()
    }
    for name, entry in lists.items():
        for included in entry.includes:
            if included not in lists:
                raise (goods_at / name / "includes").fail(f"no goods list {included!r}; add it or take it out.")
    instruments: list[Instrument] = []
    provisions: list[Provision] = []
    files = sorted(folder.glob("S-RES-*.yml"))
    loaded: list[tuple[Path, Any]] = [(path, yamltext.load(path)) for path in files]
    for path, raw in loaded:
        instruments.append(
            schema.instrument(
                values.fields(raw, At(path), ("instrument",), ("provisions",))["instrument"],
                At(path, "instrument"),
            )
        )
    for (path, raw), instrument in zip(loaded, instruments, strict=True):
        for index, entry in enumerate(raw.get("provisions", ())):
            provisions.append(schema.provision(entry, At(path, "provisions", index), instrument, lists))
    _check_ids(provisions)
    votes_at = At(folder / "votes.yml")
    raw_votes = yamltext.load(folder / "votes.yml")
    entries = raw_votes["votes"] if isinstance(raw_votes, dict) else raw_votes
    return Regime(
        id=top["id"],
        title=values.words(top["title"], at / "regime" / "title"),
        target=top["target"],
        began=values.day(top["began"], at / "regime" / "began"),
        encoded_from=values.day(top["encoded_from"], at / "regime" / "encoded_from"),
        instruments=tuple(instruments),
        provisions=with_ends(provisions),
        exemptions=_exemptions(head, at, lists),
        goods=lists,
        votes=tuple(schema.vote(raw, votes_at / index) for index, raw in enumerate(entries)),
        readings={
            key: {lang: str(value) for lang, value in raw.items() if len(lang) == 2}
            for key, raw in (head.get("readings") or {}).items()
        },
        not_encoded=tuple(_sentence(raw) for raw in head.get("not_encoded", ())),
        sha256=pack_hash(folder),
        parameters={key: str(value) for key, value in (head.get("parameters") or {}).items() if isinstance(value, str)},
    )


def pack_hash(folder: Path) -> str:
    """sha256 over every YAML file of the pack but its cases, names and contents, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _exemptions(head: Any, at: At, lists: Any) -> tuple[Exception_, ...]:
    out = []
    for index, raw in enumerate(head.get("exemptions", ())):
        where = at / "exemptions" / index
        owner = values.text(raw.get("provision", ""), where)
        _, number, paragraph = owner.split("/", 2) if owner.count("/") >= 2 else ("", "", "")
        if not number:
            raise where.fail("an exemption names the provision it is written in, as in un-dprk/2397/25.")
        out.append(schema.exception(raw, where, number, schema.YEARS.get(number, ""), owner, paragraph, lists))
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
