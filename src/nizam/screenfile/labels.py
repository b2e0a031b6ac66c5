"""Words and sentences about a run, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from nizam import yamltext

_LABELS = Path(__file__).parent / "labels.yml"


def label(name: str, lang: str, **values: object) -> str:
    """A sentence of `labels.yml`, filled in; numbers with their thousands apart."""
    spaced = {key: f"{one:,}" if isinstance(one, int) else one for key, one in values.items()}
    return yamltext.words(_LABELS, name, lang, **spaced)
