"""The good-guy list: matches that somebody looked at and dismissed, with reason, author, expiry and scope.

goodguys.ask(screener, "Kim Yong Chol")      the open matches, and apart from them the dismissed ones
goodguys.current()                           every dismissal that stands
"""

from __future__ import annotations

from nizam.goodguys.book import Book, current
from nizam.goodguys.record import Dismissal
from nizam.goodguys.sift import NOTE, SHOW, Sifted, ask, datasets_of, topics_of

__all__ = ["NOTE", "SHOW", "Book", "Dismissal", "Sifted", "ask", "current", "datasets_of", "topics_of"]
