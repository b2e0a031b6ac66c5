"""Keys: kept as hashes, shown once, good until revoked."""

from __future__ import annotations

import json
import stat

import pytest
from click.testing import CliRunner

from nizam.api import keys
from nizam.cli import main
from nizam.errors import BadInput, BadRequest


def test_made_found_revoked() -> None:
    key, text = keys.add("front desk", ["read"])
    assert keys.found(keys.every(), text) == key
    assert key.opens("read")
    assert not key.opens("screen")
    assert keys.revoke(key.id).revoked
    assert keys.found(keys.every(), text) is None


def test_admin_opens_everything() -> None:
    assert keys.add("root", ["admin"])[0].opens("screen")


@pytest.mark.parametrize("wrong", ["", "nzm_", "nzm__", "nzm_00000000_x", "x" * 10_000, "nzm_\udcff_y"])
def test_wrong_texts(wrong: str) -> None:
    keys.add("one")
    assert keys.found(keys.every(), wrong) is None


def test_the_secret_of_one_key_is_none_for_another() -> None:
    one, text = keys.add("one")
    other, _ = keys.add("other")
    assert keys.found(keys.every(), text.replace(one.id, other.id)) is None


def test_nothing_but_hashes_is_kept_for_the_owner_alone() -> None:
    _, text = keys.add("one")
    assert text.rpartition("_")[2] not in keys.path().read_text()
    assert stat.S_IMODE(keys.path().stat().st_mode) == 0o600


@pytest.mark.parametrize(("name", "scopes"), [("", ["read"]), ("x" * 81, ["read"]), ("a\nb", ["read"]), ("a", ["all"])])
def test_a_bad_key_is_not_made(name: str, scopes: list[str]) -> None:
    with pytest.raises(BadRequest):
        keys.add(name, scopes)


def test_a_damaged_file_is_told() -> None:
    keys.add("one")
    keys.path().write_text("[{")
    with pytest.raises(BadInput, match="cannot be read"):
        keys.every()


def test_on_the_command_line() -> None:
    made = CliRunner().invoke(main, ["keys", "add", "prometheus", "--scope", "admin"])
    assert made.stdout.startswith("nzm_")
    rows = json.loads(CliRunner().invoke(main, ["keys", "list"]).stdout)
    assert [(row["name"], row["scopes"], row["revoked"]) for row in rows] == [("prometheus", ["admin"], None)]
    assert "hash" not in rows[0]
    assert CliRunner().invoke(main, ["keys", "revoke", rows[0]["id"]]).exit_code == 0
    assert "revoked" in CliRunner().invoke(main, ["keys", "list", "--text"]).stdout
    assert CliRunner().invoke(main, ["keys", "revoke", "nobody"]).exit_code == 2
