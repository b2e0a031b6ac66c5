"""`nizam mcp`: tools for AI assistants."""

from __future__ import annotations

import click


@click.command()
@click.option("--http", is_flag=True, help="Over HTTP at /mcp instead of standard input and output.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
def mcp(http: bool, port: int) -> None:
    """Serve read, check, screen and the law to AI assistants over the Model Context Protocol.

    Over HTTP it listens on this machine only.

    \b
    Examples:
      nizam mcp
      nizam mcp --http --port 9001
    """
    from nizam.errors import BadRequest

    try:
        import mcp as _sdk  # noqa: F401 - only whether it is there
    except ModuleNotFoundError:
        raise BadRequest("this needs the extra `mcp`: pip install 'nizam[mcp]'.") from None
    from nizam.mcp.server import create

    server = create()
    if http:
        server.run("streamable-http", host="127.0.0.1", port=port)
    else:
        server.run("stdio")
