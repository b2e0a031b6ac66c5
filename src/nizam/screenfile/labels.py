"""Words and sentences about a run, in the reader's language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext

_LABELS = Path(__file__).parent / "labels.yml"


@lru_cache(maxsize=1)
def _labels() -> dict[str, Any]:
    labels: dict[str, Any] = yamltext.load(_LABELS)
    return labels


def label(name: str, lang: str, **values: object) -> str:
    """A sentence of `labels.yml`, filled in; numbers with their thousands apart."""
    text: str = _labels()[name][lang]
    return text.format(**{key: f"{one:,}" if isinstance(one, int) else one for key, one in values.items()})
