"""Official lists, each read to its last field."""

from __future__ import annotations
