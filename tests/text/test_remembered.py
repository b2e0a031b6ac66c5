"""Results about the last texts are remembered, by stretch and by what else they rest on, and no more than some."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from nizam.text import remembered
from nizam.text.remembered import Remembered
from nizam.text.tokens import Token, tokenise


def test_each_stretch_is_looked_at_once() -> None:
    asked: list[str] = []

    def words(text: str, tokens: Sequence[Token]) -> int:
        asked.append(text)
        return len(tokens)

    memory: Remembered[int] = Remembered()
    text = "coal for Rajin"
    tokens = tokenise(text)
    assert [memory.of(text, tokens, words), memory.of(text, tokenise(text), words)] == [3, 3]
    assert memory.of(text, tokens[1:], words) == 2
    assert memory.of(text, tokens, words, besides="names") == 3
    assert len(asked) == 3


def test_old_texts_and_long_ones_are_forgotten() -> None:
    memory: Remembered[int] = Remembered()
    for number in range(500):
        text = f"coal {number}"
        memory.of(text, tokenise(text), lambda _, tokens: len(tokens))
    long = "coal " * remembered._LONGEST
    assert memory.of(long, tokenise(long, 0, 40), lambda _, tokens: len(tokens)) == 8
    assert 0 < len(memory._texts) <= remembered._TEXTS
    assert long not in memory._texts


def test_nothing_is_remembered_of_no_words() -> None:
    memory: Remembered[list[int]] = Remembered()
    assert memory.of("…", [], lambda *_: [1]) == [1]
    assert not memory._texts


def test_several_threads_may_ask_at_once() -> None:
    memory: Remembered[int] = Remembered()

    def ask(thread: int) -> list[int]:
        texts = [f"coal {thread % 2} {number} for Rajin" for number in range(2_000)]
        return [memory.of(text, tokenise(text), lambda _, tokens: len(tokens)) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        assert all(set(found) == {5} for found in pool.map(ask, range(8)))
