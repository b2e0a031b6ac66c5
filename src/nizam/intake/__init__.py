"""From what is given to read (files, folders, lists of addresses, feeds) to pages read one by one.

    expand(["news/", "urls.txt", "feed.xml"], visitor)    what there is to read, nothing of it read yet
    read_each(pieces, visitor)                            each page with its report, or with what was wrong
    Journal(out, options)                                 lines written so that a killed run can go on
"""

from __future__ import annotations

from nizam.intake.feeds import Entry, Feed, parse_feed
from nizam.intake.given import Piece, expand, is_many
from nizam.intake.journal import Journal
from nizam.intake.run import Result, line_of, read_each, read_one
from nizam.intake.visits import Visitor

__all__ = [
    "Entry", "Feed", "Journal", "Piece", "Result", "Visitor", "expand", "is_many", "line_of", "parse_feed",
    "read_each", "read_one",
]  # fmt: skip
