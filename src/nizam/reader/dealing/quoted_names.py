"""Names of parties that Arabic puts in quotation marks, with what belongs to them: «شركة «كانغبونغ» التجارية», and the
name in Latin letters that stands in brackets behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nizam.reader.dealing.named import named_in
from nizam.text.normalise import squeeze
from nizam.text.tokens import Token, is_arabic

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_QUOTED = re.compile("«([^«»]{2,60})»|“([^“”]{2,60})”")
_LATIN = re.compile(r"\(([A-Za-z][A-Za-z0-9 .,&'’()-]{3,90}?)\)")
_MOST_AFTER = 3


def quoted_names(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Names to put to the lists: each quotation with the word for a body before it and the adjectives behind it."""
    if not any(is_arabic(t.folded) for t in tokens):
        return
    heads = {h.last: h for h in vocabulary.trade_words(text, tokens) if h.value[0] == "name-heads"}
    placed = [f for f in named_in(text, tokens) if f.value.kind in ("country", "place", "capital")]
    places = {i for f in placed for i in range(f.first, f.last)}
    for match in _QUOTED.finditer(text):
        inside = [i for i, t in enumerate(tokens) if match.start() < t.start and t.end <= match.end()]
        if not inside:
            continue
        head = heads.get(inside[0])
        last = inside[-1] + 1
        while (
            last < len(tokens)
            and last - inside[-1] <= _MOST_AFTER
            and tokens[last].folded.startswith("ال")
            and last not in places
            and not re.search("[^ »”]", text[tokens[last - 1].end : tokens[last].start])
        ):
            last += 1
        words = [head.label.split("/")[0]] if head is not None else []
        words += [text[match.start() + 1 : match.end() - 1], *(tokens[i].text for i in range(inside[-1] + 1, last))]
        yield squeeze(" ".join(words))
    for match in _LATIN.finditer(text):
        yield squeeze(match.group(1))
