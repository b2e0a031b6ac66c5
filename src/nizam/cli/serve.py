"""`nizam serve`: the HTTP service."""

from __future__ import annotations

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes; one a core.")
def serve(host: str, port: int, workers: int) -> None:
    """Answer over HTTP: read, check, screen, and the law; see docs/http.md.

    \b
    Examples:
      nizam serve
      nizam serve --port 9000 --workers 2
    """
    from nizam.api.config import Config, hand_on
    from nizam.errors import BadRequest

    try:
        import uvicorn
    except ModuleNotFoundError:
        raise BadRequest("the service needs its extra: pip install 'nizam[api]'.") from None
    hand_on(Config(host=host, port=port, workers=workers))
    uvicorn.run("nizam.api.app:create", factory=True, host=host, port=port, workers=workers, access_log=False)
