"""The lists at hand: the regime's own designations, there from the first run, and what `nizam lists` brought.

What the United Nations list makes a party `designated` for the UN's regime; a listing of another authority counts
before that authority alone.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import settings, yamltext
from nizam.model.entity import Entity
from nizam.model.law import Text
from nizam.regime.load import PACKS
from nizam.screening.recall import Recalling

if TYPE_CHECKING:
    from nizam.screening.matcher import Matcher
    from nizam.screening.over import Over

_ISSUERS = Path(__file__).with_name("issuers.yml")
_OWN = "un-dprk"
_UN = "un-sc"
_PROGRAMME = "DPRK"


@lru_cache(maxsize=1)
def screener() -> Matcher:
    """The matcher over the regime's own designations."""
    from nizam.screening import over

    return over.designations(PACKS / "un_dprk" / "designations.yml")


@lru_cache(maxsize=1)
def own() -> Recalling:
    """The same, with its last answers at hand."""
    return Recalling(screener())


def others() -> Recalling | None:
    """All lists that were brought, asked as one, with their last answers at hand; None where there are none."""
    if not _brought():
        return None
    from nizam import lists

    return _others(lists.content_hash()) if len(lists.names()) > 1 else None


def _brought() -> bool:
    """Whether there may be lists: without the folder, what reads lists need not be loaded."""
    return (settings.home() / "lists").is_dir()


@lru_cache(maxsize=2)
def _others(version: str) -> Recalling:  # noqa: ARG001 - the version tells when to open anew
    from nizam import lists
    from nizam.screening.over import over

    return Recalling(over((one for one in lists.datasets() if one.name != lists.BUILT_IN), screener))


def screener_of(dataset: str) -> Matcher | Over:
    """The screener over a dataset; `default` is every list at hand. Raises BadRequest where there is none."""
    from nizam import lists
    from nizam.errors import BadRequest

    names = lists.names()
    if dataset not in (*names, lists.DEFAULT):
        raise BadRequest(f"no dataset {dataset!r}; there are: {lists.DEFAULT}, {', '.join(names)}.")
    if dataset == lists.BUILT_IN or len(names) == 1:
        return screener()
    return _over(dataset, lists.content_hash(dataset))


@lru_cache(maxsize=16)  # a service asks each of its lists by itself, and the versions before while it opens new ones
def _over(dataset: str, version: str) -> Over:  # noqa: ARG001 - as above
    from nizam import lists
    from nizam.screening.over import over

    return over(lists.datasets(dataset), screener)


def versions() -> dict[str, str]:
    """The hash of every list at hand, by its name: what an answer about parties rests on."""
    own = {_OWN: _own_hash()}
    if not _brought():
        return own
    from nizam import lists

    return own | {name: lists.version(name) for name in lists.names()[1:]}


def list_hash() -> str:
    """One hash over every list at hand; of the regime's own designations alone, theirs."""
    used = versions()
    if len(used) == 1:
        return _own_hash()
    return hashlib.sha256("".join(f"{name} {sha256}\n" for name, sha256 in used.items()).encode()).hexdigest()


@lru_cache(maxsize=1)
def _own_hash() -> str:
    return hashlib.sha256((PACKS / "un_dprk" / "designations.yml").read_bytes()).hexdigest()


def of_the_regime(entity: Entity) -> bool:
    """Whether the entity of another list is one of the UN's own entries on the DPRK, newer perhaps than the pack's."""
    return any(one.list_id == _UN and _PROGRAMME in one.programmes for one in entity.designations)


def listed_by(entity: Entity, regime: str) -> bool:
    """Whether an entity is on the list of a regime's own authority, whatever the programme it is listed under."""
    named = {*entity.datasets, *(one.list_id for one in entity.designations)}
    return not named.isdisjoint(_issuer(regime).get("lists", ()))


def absent(regime: str) -> Text | None:
    """That the list of a regime's own authority is not at hand; None where it is, or the regime has none."""
    issuer = _issuer(regime)
    if not issuer or not _ids().isdisjoint(issuer["lists"]):
        return None
    return {
        lang: text.format(title=issuer["title"][lang], short=issuer["short"])
        for lang, text in _issuers()["absent"].items()
    }


def _ids() -> frozenset[str]:
    """Names and list ids of the lists at hand, and of the datasets that they are made of."""
    if not _brought():
        return frozenset()
    from nizam import lists

    return _ids_of(lists.content_hash())


@lru_cache(maxsize=4)
def _ids_of(version: str) -> frozenset[str]:  # noqa: ARG001 - the version tells when to look anew
    from nizam import lists

    found: set[str] = set()
    for name in lists.names()[1:]:
        one = lists.dataset(name)
        found |= {name, one.manifest.list_id, *_datasets(one.sha256, name)}
    return frozenset(found)


@lru_cache(maxsize=16)
def _datasets(sha256: str, name: str) -> frozenset[str]:  # noqa: ARG001 - the version tells when to look anew
    """The datasets that a collection's entities are from: a collection may hold OFAC's list among others."""
    from nizam import lists

    entities = lists.dataset(name).entities
    return frozenset(dataset for entity in entities for dataset in entity.datasets)


def _issuers() -> Any:
    return yamltext.load(_ISSUERS)


def _issuer(regime: str) -> dict[str, Any]:
    found: dict[str, Any] = _issuers().get(regime, {})
    return found


def entry(key: str) -> Entity | None:
    """The entity with an id on any list at hand."""
    from nizam import lists

    return next((found for one in lists.datasets() if (found := one.get(key)) is not None), None)
