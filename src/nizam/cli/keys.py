"""`nizam keys`: who may ask the service."""

from __future__ import annotations

import json

import click

from nizam.cli.common import LANG, wants_json


@click.group()
def keys() -> None:
    """Keys to the service. Only their hashes are kept; a key is shown once, when it is made."""


@keys.command("add")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(["read", "screen", "admin"]), help="What it opens.")
def add_key(name: str, scopes: tuple[str, ...]) -> None:
    """Make a key for NAME, and print it. Without --scope it opens read and screen.

    \b
    Examples:
      nizam keys add front-desk
      nizam keys add prometheus --scope admin
    """
    from nizam.api import keys as held

    key, text = held.add(name, scopes or ("read", "screen"))
    click.echo(f"{key.id}  {key.name}  {', '.join(key.scopes)}", err=True)
    click.echo(text)


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON; also the default when the output is piped.")
@click.option("--text", "as_text", is_flag=True, help="The table, also when the output is piped.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def list_keys(as_json: bool, as_text: bool, lang: str) -> None:
    """Every key: its id, for whom, what it opens, since when, and whether it was revoked.

    \b
    Examples:
      nizam keys list
      nizam keys list --json
    """
    from nizam.api import keys as held

    found = held.every()
    if wants_json(as_json, as_text):
        rows = [
            {"id": one.id, "name": one.name, "scopes": one.scopes, "made": one.made, "revoked": one.revoked or None}
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    gone = {"en": "revoked", "ar": "أُلغي"}[lang]
    for one in found:
        click.echo(
            f"{one.id}  {one.name:24}  {', '.join(one.scopes):18}  {one.made[:10]}"
            + (f"  {gone} {one.revoked[:10]}" if one.revoked else "")
        )
    if not found:
        click.echo({"en": "There are no keys. `nizam keys add NAME` makes one.", "ar": "لا توجد مفاتيح."}[lang])


@keys.command("revoke")
@click.argument("key")
def revoke_key(key: str) -> None:
    """Make the key with this id useless; running services notice within a second.

    \b
    Examples:
      nizam keys revoke 5f0c1a9e
    """
    from nizam.api import keys as held

    click.echo(f"revoked: {held.revoke(key).id}")
