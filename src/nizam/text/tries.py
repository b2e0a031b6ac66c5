"""Word tries that are built when a text first needs them, one for each script, and kept on disk between runs.

A vocabulary has tens of thousands of labels in three scripts; an article needs those of one, and a sentence only those
that begin like one of its words. The first word's script decides where a label belongs, for the text's word that
could begin it is in the same script; within a script a trie is kept in parts by the first letter.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from nizam import diskcache

Node = dict[str, Any]
"""A trie's node: the next words' nodes by key, and under NUL the numbers of the labels that end here."""


Labelled = tuple[Iterable[str], Any]
"""Labels with the value that they all stand for."""


class Root(Protocol):
    """The top of a trie: asked for the node of a first word."""

    def get(self, key: str, /) -> Any: ...


_WORTH_KEEPING = 100
"""Labels from which reading a built trie back is quicker than building it."""


class _Parts:
    """A root kept in parts by first letter, each opened when a word first begins so."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._kept = parts
        self._open: dict[str, Node] = {}

    def get(self, key: str, /) -> Any:
        first = key[:1]
        part = self._open.get(first)
        if part is None:
            kept = self._kept.get(first)
            part = self._open[first] = marshal.loads(kept) if kept else {}
        return part.get(key)


class Tries:
    """Labels waiting by script, and the tries built of them. `insert` puts one label into a trie's root.

    A trie ends in numbers of labels, which are plain data; `values` turns numbers back into what was added. `kept`
    names the source of the labels where it is known as a whole (a hash of its files) and every value is plain data:
    then labels are not even sorted by script unless something changed, nor asked for where `source` gives them.
    """

    def __init__(
        self,
        insert: Callable[[Node, str, int], None],
        kind: str,
        kept: str = "",
        source: Callable[[], Iterable[Labelled]] | None = None,
    ) -> None:
        self._insert, self._kind, self._kept, self._source = insert, kind, kept, source
        self._waiting: list[Labelled] = []
        self._labels: dict[str, list[str]] = {}
        self._values: dict[str, list[Any]] = {}
        self._roots: dict[str, Root] = {}

    @property
    def size(self) -> int:
        """How many labels were added."""
        self._sort()
        return sum(len(labels) for labels in self._labels.values())

    def add(self, label: str, value: Any) -> None:
        """Add one label."""
        self.extend((label,), value)

    def extend(self, labels: Iterable[str], value: Any) -> None:
        """Let labels of one value wait. After a trie was built they make it anew."""
        if self._roots:
            self._roots.clear()
            self._kept = ""
            if self._waiting:
                # Nothing was sorted yet: what is there was read back, and waits as well.
                self._labels.clear()
                self._values.clear()
        self._waiting.append((labels, value))

    def root(self, word: str) -> Root:
        """The trie for texts whose word is in this script."""
        script = script_class(word)
        found = self._roots.get(script)
        if found is None:
            found = self._roots[script] = self._restored(script) if self._kept else self._build(script)
        return found

    def values(self, word: str, node: Node) -> list[tuple[Any, str]]:
        """(value, label) of all labels that end at a node of the trie of a word's script, each once."""
        numbers = node.get("\0")
        if not numbers:
            return []
        script = script_class(word)
        labels, values = self._labels[script], self._values[script]
        if len(numbers) == 1:
            return [(values[numbers[0]], labels[numbers[0]])]
        return list(dict.fromkeys((values[number], labels[number]) for number in numbers))

    def _sort(self) -> None:
        """Put waiting labels where their script belongs."""
        waiting, self._waiting = self._waiting, []
        if self._source is not None:
            waiting, self._source = [*self._source(), *waiting], None
        for labels, value in waiting:
            for label in labels:
                script = script_class(label)
                if script in self._roots:
                    continue  # read back whole
                self._labels.setdefault(script, []).append(label)
                self._values.setdefault(script, []).append(value)

    def _restored(self, script: str) -> Root:
        """Labels and trie of one script as they were kept; built, and kept, where they were not."""
        name = diskcache.key(_code(), self._kind.encode(), self._kept.encode(), script.encode())
        kept = diskcache.get("words", name)
        if kept is None:
            self._sort()
            root = self._made(script)
            labels, values = self._labels.setdefault(script, []), self._values.setdefault(script, [])
            diskcache.put("words", name, (labels, values, _parted(root)))
            return root
        self._labels[script], self._values[script], parts = kept
        return _Parts(parts)

    def _build(self, script: str) -> Root:
        self._sort()
        labels = self._labels.setdefault(script, [])
        self._values.setdefault(script, [])
        if len(labels) < _WORTH_KEEPING:
            return self._made(script)
        name = diskcache.key(_code(), self._kind.encode(), "\0".join(labels).encode())
        parts = diskcache.get("trie", name)
        if parts is None:
            root = self._made(script)
            diskcache.put("trie", name, _parted(root))
            return root
        return _Parts(parts)

    def _made(self, script: str) -> Node:
        root: Node = {}
        for number, label in enumerate(self._labels.get(script, ())):
            self._insert(root, label, number)
        return root


def _parted(root: Node) -> dict[str, bytes]:
    parts: dict[str, Node] = {}
    for key, node in root.items():
        parts.setdefault(key[:1], {})[key] = node
    return {first: marshal.dumps(part) for first, part in parts.items()}


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
