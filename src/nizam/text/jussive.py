"""Arabic verbs after «لم», which lose a weak letter there: «لم تبع» is read as «لم تبيع»."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.text.normalise import fold

_TABLE = Path(__file__).parent / "resources" / "jussive.yml"


@lru_cache(maxsize=1)
def _table() -> tuple[frozenset[str], dict[str, str]]:
    data = yamltext.load(_TABLE)
    return frozenset(fold(word) for word in data["after"]), {fold(k): fold(v) for k, v in data["written"].items()}


def after_lam(before: str, word: str) -> str:
    """The imperfect a folded word stands for where the word `before` it takes the jussive; else the word itself.

    >>> after_lam("لم", "تبع"), after_lam("من", "تبع"), after_lam("ولم", "يشتر")
    ('تبيع', 'تبع', 'يشتري')
    """
    particles, written = _table()
    if before not in particles:
        return word
    rest = written.get(word[1:])
    return word[0] + rest if rest else word
