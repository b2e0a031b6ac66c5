"""What people type into a search box → a query on the full text of SQLite.

    alexander zakharov        both words
    "zala aero"               the words in this order
    zala OR aero              either
    -moscow, NOT moscow       without the word
    zakhar*                   words that begin so
    (a OR b) c                groups

Signs that belong to other query languages (`/`, `:`, `[`, `~`) are refused, unless the query is to be taken as plain
words: then every sign only parts words.
"""

from __future__ import annotations

import re

from nizam.errors import BadRequest
from nizam.text.romanise import romanise

_TOKEN = re.compile(r'\s+|"(?P<phrase>[^"]*)"|(?P<sign>[()+\-!])|(?P<word>[^\s()"+\-!][^\s()"]*)')
_FOREIGN = frozenset('/:[]{}~^\\"')
_MOST_WORDS = 40
_MOST_DEPTH = 20


def full_text(text: str, *, simple: bool = False) -> str | None:
    """A MATCH expression; None where nothing is asked. Raises BadRequest naming what cannot be read."""
    if not text.strip():
        return None
    if simple:
        terms = [_term(word) for word in re.findall(r"\w+", text)[:_MOST_WORDS]]
        return " AND ".join(terms) or '""'
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise _bad(text, text[at])
            at = found.end()
            if found.lastgroup:
                self._tokens.append((found.lastgroup, found.group(found.lastgroup)))
        if len(self._tokens) > 2 * _MOST_WORDS:
            raise BadRequest(f"the query is longer than {_MOST_WORDS} words; shorten it.")
        self._text, self._at, self._depth = text, 0, 0

    def whole(self) -> str:
        made = self._either()
        if self._at < len(self._tokens):
            raise _bad(self._text, self._tokens[self._at][1])
        return made

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _either(self) -> str:
        parts = [self._all()]
        while self._next() in (("word", "OR"), ("word", "||")):
            self._at += 1
            parts.append(self._all())
        return f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0]

    def _all(self) -> str:
        wanted, unwanted = list[str](), list[str]()
        while True:
            kind, text = self._next()
            if kind == "end" or (kind, text) in (("sign", ")"), ("word", "OR"), ("word", "||")):
                break
            if (kind, text) in (("word", "AND"), ("word", "&&"), ("sign", "+")):
                self._at += 1
                continue
            away = (kind, text) in (("word", "NOT"), ("sign", "-"), ("sign", "!"))
            if away:
                self._at += 1
            (unwanted if away else wanted).append(self._one())
        if not wanted:
            raise BadRequest(f"the query {self._text!r} asks for nothing; give at least one word to find.")
        made = " AND ".join(wanted)
        return f"({made}) NOT ({' OR '.join(unwanted)})" if unwanted else (f"({made})" if len(wanted) > 1 else made)

    def _one(self) -> str:
        kind, text = self._next()
        self._at += 1
        if kind == "word":
            if _FOREIGN.intersection(text):
                raise _bad(self._text, text)
            return _term(text)
        if kind == "phrase":
            words = re.findall(r"\w+", text)
            return f'"{" ".join(words)}"' if words else '""'
        if (kind, text) == ("sign", "("):
            self._depth += 1
            if self._depth > _MOST_DEPTH:
                raise BadRequest("the query has too many parentheses inside one another.")
            made = self._either()
            if self._next() != ("sign", ")"):
                raise BadRequest(f"a parenthesis of the query {self._text!r} is not closed.")
            self._at += 1
            self._depth -= 1
            return f"({made})"
        raise _bad(self._text, text or "end")


def _term(word: str) -> str:
    """A word, or its beginning; words of other scripts also as they sound in Latin letters."""
    begins = word.endswith("*")
    parts = re.findall(r"\w+", word)
    if not parts:
        return '""'
    asked = [f'"{" ".join(parts)}"' + ("*" if begins else "")]
    latin = romanise(" ".join(parts))
    if not begins and latin != " ".join(parts):
        asked.append(f'"{latin}"')
    return f"({' OR '.join(asked)})" if len(asked) > 1 else asked[0]


def _bad(query: str, what: str) -> BadRequest:
    return BadRequest(f"the query {query!r} cannot be read at {what!r}; quote it, or ask with simple=true.")
