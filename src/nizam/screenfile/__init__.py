"""Screening a table: which column says what, what a row asks, and the candidates written beside it."""

from __future__ import annotations

from nizam.screenfile.run import ADDED, Counts, Options, screen_file

__all__ = ["ADDED", "Counts", "Options", "screen_file"]
