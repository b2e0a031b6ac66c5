"""A name asked → listed entities it may be, scored, decided and explained.

candidates → features → score → explain; `Screener` is the whole of it over a sequence of entities.
"""

from __future__ import annotations

from nizam.screening.screener import Screener

__all__ = ["Screener"]
