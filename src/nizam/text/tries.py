"""Word tries that are built when a text first needs them, one for each script, and kept on disk between runs.

A vocabulary has tens of thousands of labels in three scripts; an article needs those of one. The first word's script
decides where a label belongs, for the text's word that could begin it is in the same script.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import diskcache

Node = dict[str, Any]
"""A trie's node: the next words' nodes by key, and under NUL the numbers of the labels that end here."""

_WORTH_KEEPING = 100
"""Labels from which reading a built trie back is quicker than building it."""


class Tries:
    """Labels waiting by script, and the tries built of them. `insert` puts one label into a trie's root.

    A trie ends in numbers of labels, which are plain data; `values` turns numbers back into what was added.
    """

    def __init__(self, insert: Callable[[Node, str, int], None], kind: str) -> None:
        self._insert, self._kind = insert, kind
        self._labels: dict[str, list[tuple[str, Any]]] = {}
        self._roots: dict[str, Node] = {}

    @property
    def size(self) -> int:
        """How many labels were added."""
        return sum(len(labels) for labels in self._labels.values())

    def add(self, label: str, value: Any) -> None:
        """Let a label wait; one that comes after its script's trie was built goes in at once."""
        script = script_class(label)
        labels = self._labels.setdefault(script, [])
        labels.append((label, value))
        root = self._roots.get(script)
        if root is not None:
            self._insert(root, label, len(labels) - 1)

    def root(self, word: str) -> Node:
        """The trie for texts whose word is in this script."""
        script = script_class(word)
        found = self._roots.get(script)
        if found is None:
            found = self._roots[script] = self._build([label for label, _ in self._labels.get(script, ())])
        return found

    def values(self, word: str, node: Node) -> list[tuple[Any, str]]:
        """(value, label) of all labels that end at a node of the trie of a word's script, each once."""
        numbers = node.get("\0")
        if not numbers:
            return []
        labels = self._labels[script_class(word)]
        out: list[tuple[Any, str]] = []
        for number in numbers:
            label, value = labels[number]
            if (value, label) not in out:
                out.append((value, label))
        return out

    def _build(self, labels: list[str]) -> Node:
        keep = len(labels) >= _WORTH_KEEPING
        name = diskcache.key(_code(), self._kind.encode(), "\0".join(labels).encode()) if keep else ""
        root: Node | None = diskcache.get("trie", name) if keep else None
        if root is None:
            root = {}
            for number, label in enumerate(labels):
                self._insert(root, label, number)
            if keep:
                diskcache.put("trie", name, root)
        return root


@lru_cache(maxsize=1)
def _code() -> bytes:
    """The code that makes keys of words: a change to it makes every kept trie stale."""
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), here.parent / "reader" / "wordtrie.py"]
    return diskcache.key(*(path.read_bytes() for path in files if path.exists())).encode()


def script_class(word: str) -> str:
    """A coarse script by the first letter or digit: a (Arabic), c (Cyrillic), l (Latin and digits), o (other)."""
    # Almost every word begins with its letter: look at that before looping.
    code = ord(word[0]) if word else 0
    if 0x61 <= code <= 0x7A or 0x41 <= code <= 0x5A:
        return "l"
    if 0x620 <= code <= 0x64A:
        return "a"
    if 0x410 <= code <= 0x44F:
        return "c"
    for char in word:
        code = ord(char)
        if char.isalnum():
            if code < 0x250:
                return "l"
            if 0x400 <= code < 0x530:
                return "c"
            if 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFF00:
                return "a"
            return "o"
    return "l"
