"""The application: every route, what becomes of errors, and how large a request may be."""

from __future__ import annotations

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.types import ControllerRouterHandler

from nizam import __version__
from nizam.api import answers, data, health, law, replies, yente
from nizam.api.bounds import Bounds
from nizam.api.config import Config, handed_on
from nizam.api.live import Live
from nizam.errors import NizamError

_ROUTES: tuple[ControllerRouterHandler, ...] = (
    answers.check,
    answers.read,
    answers.screen,
    law.every_regime,
    law.provisions,
    law.timeline,
    law.difference,
    law.provision,
    data.every_list,
    health.alive,
    health.ready,
    *yente.ROUTES,
)


def create(config: Config | None = None) -> Litestar:
    """The application with its settings; without any, those that the starting process left."""
    config = config or handed_on()
    return Litestar(
        route_handlers=_ROUTES,
        state=State({"config": config, "live": Live()}),
        middleware=[Bounds(config)],
        compression_config=CompressionConfig(backend="gzip", minimum_size=500, gzip_compress_level=4),
        request_max_body_size=config.most_body,
        exception_handlers={
            NizamError: replies.of_nizam,
            HTTPException: replies.of_http,
            Exception: replies.of_anything,
        },
        openapi_config=OpenAPIConfig(
            title="Nizam",
            version=__version__,
            description="Is this allowed? Reads an article, checks a deal, screens a name, and cites the paragraph.",
        ),
        logging_config=None,
    )
