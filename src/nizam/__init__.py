"""Nizam: a sanctions regime as software. Three verbs on one model of the law: read, assess, screen.

nizam.screen("조춘룡")                                     whom a name may mean, on every list at hand
nizam.assess({"date": "2019-05-02", "text": "…"})           what the law says of a deal
nizam.read(Path("article.txt"))                             an article, every item of it answered
"""

from __future__ import annotations

# what type checkers take for `typing.TYPE_CHECKING`: importing typing would be most of the time this import takes
TYPE_CHECKING = False
if TYPE_CHECKING:
    from nizam.verbs import assess, read, screen

__version__ = "0.1.0"
__all__ = ["assess", "read", "screen"]


def __getattr__(name: str) -> object:
    """The verbs are brought in when they are first used, so that importing the package costs nothing."""
    if name in __all__:
        from importlib import import_module

        verb: object = getattr(import_module("nizam.verbs"), name)
        return verb
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
