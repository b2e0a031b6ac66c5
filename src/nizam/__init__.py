"""Nizam: a sanctions regime as software. Three verbs on one model of the law: read, check, screen."""

from __future__ import annotations

__version__ = "0.1.0"
