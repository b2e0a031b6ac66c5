"""`nizam serve`: the HTTP service."""

from __future__ import annotations

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes; one a core.")
@click.option("--keys/--no-keys", "ask", default=None, help="Ask for a key; always so where others can reach it.")
@click.option(
    "--per-minute", type=click.IntRange(0), default=0, help="Requests of one key or address; 0 is any number."
)
@click.option("--origin", "origins", multiple=True, help="Pages of this origin may ask from a browser.")
@click.option("--allowed-host", "hosts", multiple=True, help="Answer only to this name; more than once for more.")
@click.option("--log/--no-log", default=True, show_default=True, help="A line of JSON for every request.")
def serve(
    host: str,
    port: int,
    workers: int,
    ask: bool | None,
    per_minute: int,
    origins: tuple[str, ...],
    hosts: tuple[str, ...],
    log: bool,
) -> None:
    """Answer over HTTP: read, check, screen, and the law; see docs/http.md.

    On this machine alone no key is asked for. Anywhere else one is: `nizam keys add NAME` makes it.

    \b
    Examples:
      nizam serve
      nizam serve --host 0.0.0.0 --workers 2 --per-minute 600
    """
    from nizam.errors import BadRequest

    try:
        import uvicorn

        from nizam.api import keys
        from nizam.api.config import Config, hand_on
    except ModuleNotFoundError:
        raise BadRequest("the service needs its extra: pip install 'nizam[api]'.") from None
    alone = _alone(host)
    if ask is False and not alone:
        raise BadRequest(
            f"{host} can be reached by others: there a key is asked for, --no-keys is for this machine alone."
        )
    asked = bool(ask) or not alone
    if asked and not any(not one.revoked for one in keys.every()):
        raise BadRequest("a key is asked for and there is none yet; make one with `nizam keys add NAME`.")
    hand_on(
        Config(
            host=host,
            port=port,
            workers=workers,
            keys=asked,
            per_minute=per_minute,
            origins=origins,
            hosts=hosts,
            log=log,
        )
    )
    uvicorn.run(
        "nizam.api.app:create",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        server_header=False,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=20,
        h11_max_incomplete_event_size=64 * 1024,
    )


def _alone(host: str) -> bool:
    """Whether only this machine can reach an address."""
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
