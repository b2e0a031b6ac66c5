"""Customers, ships and deals that are registered once, and asked again when a list, a pack or the index changes.

watching.register(rows) · watching.register_file("customers.csv")
watching.run(to="https://example.org/hook")     asks those whom a change touches; the results go out, each once
watching.deliver.send()                         what could not be delivered is tried again when it is due

There is no scheduler here: cron, a systemd timer or a CronJob runs `nizam watchlist run`.
"""

from __future__ import annotations

from nizam.watching.register import Watched, find, register, register_file, remove
from nizam.watching.run import Ran, run

__all__ = ["Ran", "Watched", "find", "register", "register_file", "remove", "run"]
