"""The wire of yente 5, so that its clients work unchanged: match, search, entities, reconcile, catalog.

wire.py       what comes in: schemata, properties, moments, datasets, checked as clients expect
match.py      /match/{dataset}
search.py     /search/{dataset}
entities.py   /entities/{id} and what is tied to it
reconcile.py  /reconcile/{dataset}, for OpenRefine
catalog.py    /catalog, /algorithms, /updatez
"""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from nizam.api.yente import catalog, entities, match, reconcile, search

ROUTES: tuple[ControllerRouterHandler, ...] = (
    match.match,
    search.find,
    entities.fetch,
    entities.adjacent,
    entities.adjacent_by,
    reconcile.manifest,
    reconcile.reconcile,
    reconcile.suggest_entity,
    reconcile.suggest_property,
    reconcile.suggest_type,
    reconcile.extend_property,
    catalog.catalog,
    catalog.algorithms,
    catalog.update,
)
