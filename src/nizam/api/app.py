"""The application: every route, what becomes of errors, and how large a request may be."""

from __future__ import annotations

import threading

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.config.cors import CORSConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.types import ControllerRouterHandler

from nizam import __version__, traces
from nizam.api import answers, data, decisions, health, law, prepare, replies, seen, yente
from nizam.api.access import Access
from nizam.api.asked import Asked
from nizam.api.bounds import Bounds
from nizam.api.config import Config, handed_on
from nizam.api.contract import Contract, contract
from nizam.api.live import Live
from nizam.api.seen import Counts, Seen
from nizam.errors import NizamError
from nizam.reader.vocabulary import load_vocabulary
from nizam.regime.load import load_regime
from nizam.screening import quick
from nizam.web import waits
from nizam.web.failures import for_pages
from nizam.web.routes import ROUTES as PAGES

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
    decisions.decision,
    contract,
    health.alive,
    health.ready,
    seen.metrics,
    *yente.ROUTES,
    *PAGES,
)


def create(config: Config | None = None) -> Litestar:
    """The application with its settings; without any, those that the starting process left."""
    served = config is None
    config, counts, live = config or handed_on(), Counts(), Live()
    if config.log:
        seen.log_to_stderr()
    return Litestar(
        route_handlers=_ROUTES,
        state=State({"config": config, "live": live, "counts": counts}),
        middleware=[Seen(counts, log=config.log), Bounds(config), Access(config), Asked(live)],
        cors_config=CORSConfig(allow_origins=list(config.origins)) if config.origins else None,
        allowed_hosts=list(config.hosts) or None,
        before_send=[seen.harden],
        on_startup=[waits.prepare, _trace, _warm, *([_compile] if served else [])],
        on_shutdown=[live.stop, traces.stop],
        compression_config=CompressionConfig(backend="gzip", minimum_size=500, gzip_compress_level=4),
        request_max_body_size=config.most_body,
        exception_handlers={
            NizamError: for_pages(replies.of_nizam),
            HTTPException: for_pages(replies.of_http),
            RecursionError: replies.of_bytes,
            UnicodeError: replies.of_bytes,
            Exception: for_pages(replies.of_anything),
        },
        openapi_config=OpenAPIConfig(
            # only the contract itself: its viewers come from other hosts
            render_plugins=[Contract(path="/openapi.json")],
            title="Nizam",
            use_handler_docstrings=True,
            version=__version__,
            description="Is this allowed? Reads an article, checks a deal, screens a name, and cites the paragraph.",
        ),
        logging_config=None,
    )


def _trace() -> None:
    traces.start()


def _warm(app: Litestar) -> None:
    """Open what answers are made from, so that the first request does not wait for it."""
    app.state.live.start()
    load_regime()
    load_vocabulary()
    if quick.KERNEL.compiled():
        # a second or two, which no request should wait for
        quick.KERNEL.now()


def _compile() -> None:
    """What was not compiled at set-up is compiled beside the requests."""
    if not quick.KERNEL.compiled():
        threading.Thread(target=prepare.kernel, name="nizam-kernel", daemon=True).start()
