"""Who wrote the text, by the line that says so: "By Jane Doe in Dakar", «Беседовала Нина Иванова», «بقلم: …»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nizam.model.text import Document
from nizam.reader.naming.candidates import Candidate, is_function_word
from nizam.reader.naming.lexicon import bodies, key, words
from nizam.reader.naming.nominative import english
from nizam.reader.segment import Sentence
from nizam.text.tokens import Token, tokenise

_LONGEST = 120
_ROOM = 400


def find_bylines(document: Document) -> Iterator[tuple[Sentence, Candidate]]:
    """Writers named in a line of their own, each with the line as a sentence; lines of the body's paragraphs too."""
    cue = _cue(document.language)
    text, body = document.text, document.body
    first = max(0, body.start - _ROOM)
    for match in re.finditer(r"[^\n]+", text[first : body.end + _ROOM]):
        start, end = first + match.start(), first + match.end()
        if end - start > _LONGEST:
            continue
        said = cue.match(text, start, end) if cue else None
        tokens = tuple(tokenise(text, said.end() if said else start, end))
        size = _name(text, tokens, document.language, alone=said is None)
        if size < 2 or (said is None and (size < len(tokens) or start > body.start + _ROOM)):
            continue
        name = english([t.text for t in tokens[:size]], document.language)
        line = Sentence(-1, -2, start, end, tokens)
        yield line, Candidate(tokens[0].start, tokens[size - 1].end, "person", name, None, "name", "", 77)


@lru_cache(maxsize=8)
def _cue(language: str) -> re.Pattern[str] | None:
    forms = bodies()["byline"].get(language)
    if not forms:
        return None
    spelled = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    sign = r"\s*:\s*" if language == "ar" else r"\s*:?\s+"
    return re.compile(rf"\s*[—–-]?\s*(?:{spelled}){sign}", re.IGNORECASE)


def _name(text: str, tokens: tuple[Token, ...], language: str, *, alone: bool) -> int:
    """How many of the first tokens make a name; a line with nothing else must begin with a known given name."""
    size = 0
    for index, token in enumerate(tokens[:5]):
        gap = text[tokens[index - 1].end : token.start] if index else ""
        plain = language == "ar" or token.capital
        called = token.folded in words().titles | words().generic or token.folded.removeprefix("ال") in words().generic
        if called and not index:
            return 0  # «بقلم: محرر الشؤون الجامعية»
        if not plain or gap.strip() not in ("", "-", ".") or is_function_word(token.folded):
            break
        size += 1
    if alone and (language == "ar" or size > 4 or not tokens or key(tokens[0].text) not in words().given):
        return 0
    return size if size <= 4 else 0
