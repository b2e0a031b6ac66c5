"""Entities of all lists, and the keys under which a name is found among them."""

from __future__ import annotations
