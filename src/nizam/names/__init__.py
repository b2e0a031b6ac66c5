"""Names as people write them, in any script → parts that can be compared."""

from __future__ import annotations
