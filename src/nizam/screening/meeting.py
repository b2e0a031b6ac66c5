"""How a name asked meets a listed one: the score of the words, and what only the whole of both names tells.

Words alike are not all: a body named word for word is that body though its words are common, a ministry named alone is
any State's, and syllables of a Korean name in another order are another person.
"""

from __future__ import annotations

from collections.abc import Sequence

from nizam.index.namebook import Namebook
from nizam.names.bodybook import bodybook
from nizam.names.tokens import Token
from nizam.names.vocabulary import resource
from nizam.record import Record
from nizam.screening import korean
from nizam.screening.evidence import weigh

_SAME = 0.995
_EVERYWHERE = frozenset({"#ministry", "#army", "#forces"})
"""What every State has."""
_SPARSE = 2
_SPARSE_OF_A_STATE = 3
_SHORT, _SHORT_ACRONYM = 7, 4
"""Letters from which one word, or one written in capitals, names a body."""
_COINED, _RARE = 8, 0.8
"""Letters and rarity from which one word of a body's name stands for it where the rest says only what it is."""
_PARTLY = 0.72
_DOUBTFUL = 0.84
_OTHER_NAMES = {"korea": ("kp", "kr"), "wpk": ("kp",), "kpa": ("kp",)}
_WHICH = {"#north": "kp", "#south": "kr"}


class Meeting(Record, frozen=True):
    """Two names side by side.

    `score` 0..1 for the names alone; `detail` says which word met which. `very`: the same names word for word; `thin`:
    they say too little to identify anybody; `generic`: only words that many bodies have met; `common`: thousands bear
    the name; `full`: as far as is known the whole name met.
    """

    score: float
    detail: str
    very: bool = False
    thin: bool = False
    generic: bool = False
    common: bool = False
    full: bool = True


def person(score: float, detail: str, asked: str, listed: str) -> Meeting:
    """Persons' names; Korean ones by their surnames and the order of their syllables."""
    found = korean.compare(asked, listed)
    if found is None:
        return Meeting(score, detail)
    score = max(score, found.score - 0.01) if found.full else min(found.score, _DOUBTFUL)
    return Meeting(score, found.detail, common=found.common, full=found.full)


def body(score: float, book: Namebook, asked: str, words: Sequence[Token], name: int, listed: str) -> Meeting:
    """Bodies' names: the words that identify, and those that many bodies share."""
    found = book.beside(asked, words, name)
    met = weigh(found).met
    row = [book.words.text(word) for word in book.row(name)]
    texts = [token.text for token in dict.fromkeys(words)][: len(met)]
    same = [j >= 0 and found.likeness[i][j] >= _SAME for i, j in enumerate(met)]
    left = [word for j, word in enumerate(row) if j not in met]
    very = found.whole or (all(same) and not left)
    if found.whole:
        generic = not any(map(_telling, texts))
    else:
        generic = not any(_telling(text) and _telling(row[j]) for text, j in zip(texts, met, strict=True) if j >= 0)
    if generic:
        few = _SPARSE_OF_A_STATE if _EVERYWHERE & set(texts) else _SPARSE
        thin = len(texts) <= few
    else:
        thin = len(texts) == 1 and _length(texts[0]) < (_SHORT_ACRONYM if listed.isupper() else _SHORT)
    coined = len(texts) == 1 and same[0] and len(texts[0]) >= _COINED and left and not any(map(_telling, left))
    if (very and (len(texts) > 1 or not generic)) or (coined and book.rarity(texts[0]) >= _RARE):
        score = max(score, _PARTLY)
    return Meeting(score, detail(book, asked, words, name), very, thin, generic, full=very or not left)


def _length(word: str) -> int:
    """Letters of a word; a syllable of Hangul or Han is worth three, a word with a number is long enough."""
    return 3 * len(word) if word[0] > "\u2e7f" else _SHORT if any(map(str.isdigit, word)) else len(word)


def _telling(word: str) -> bool:
    """Whether a word tells who a body is: its own name, a number, a town."""
    idea = word.removeprefix("#")
    return idea == word or (idea in bodybook().places and idea not in resource("countries"))


def apart(words: Sequence[Token]) -> tuple[tuple[Token, ...], frozenset[str]]:
    """The words of a body's name without those that name a State, and the codes of these States.

    "Ministry of Defence of the DPRK" is the Ministry of Defence, and said to be of the DPRK.
    """
    codes: set[str] = set()
    rest = []
    either = any(word.text == "#korea" for word in words)
    for word in words:
        idea = word.text[1:] if word.text.startswith("#") else ""
        said = _OTHER_NAMES.get(idea, (idea,) if idea in resource("countries") else ())
        if either and word.text in _WHICH:
            continue
        codes.update(said)
        if not said:
            rest.append(word)
    which = {_WHICH[word.text] for word in words if either and word.text in _WHICH}
    return tuple(rest), frozenset(which or codes)


def detail(book: Namebook, asked: str, words: Sequence[Token], name: int) -> str:
    """Which word met which, and what was left: `محمد = mohammed 0.99 · only listed: hassan`."""
    found = book.beside(asked, words, name)
    if found.whole:
        return "the same letters, merged, split or in another order"
    met = weigh(found).met
    row = book.row(name)
    said, left = [], []
    for i, word in enumerate(list(dict.fromkeys(words))[: len(met)]):
        if met[i] >= 0:
            listed = book.words.text(row[met[i]]).removeprefix("#")
            said.append(f"{word.text.removeprefix('#')} = {listed} {found.likeness[i][met[i]]:.2f}")
        else:
            left.append(word.text.removeprefix("#"))
    rest = [book.words.text(one).removeprefix("#") for j, one in enumerate(row) if j not in met]
    said += [f"only asked: {' '.join(left)}"] if left else []
    return " · ".join([*said, f"only listed: {' '.join(rest)}"] if rest else said)
