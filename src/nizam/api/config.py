"""What the service was told at its start, handed to each of its processes."""

from __future__ import annotations

import os

import msgspec

from nizam.record import Record

_VARIABLE = "NIZAM_SERVE"


class Config(Record, frozen=True):
    """Settings of a running service. Sizes are in bytes. `keys`: a key is asked for. `per_minute`: requests of one key
    or address, 0 for any number. `origins`: pages of other hosts that may ask; `hosts`: names it answers to, none for
    any."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    most_body: int = 20 * 1024 * 1024
    most_batch: int = 100
    most_address: int = 60_000
    keys: bool = False
    per_minute: int = 0
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    log: bool = False


def hand_on(config: Config) -> None:
    """Leave the settings where the processes of the service find them."""
    os.environ[_VARIABLE] = msgspec.json.encode(config).decode()


def handed_on() -> Config:
    """The settings that `hand_on` left; the defaults where there are none."""
    return msgspec.json.decode(os.environ.get(_VARIABLE, "{}"), type=Config)
