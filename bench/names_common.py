"""Count the words that many listed names have, into names/resources/common.yml.

Run: python bench/names_common.py DATA
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from pathlib import Path

from namesets import build

from nizam import yamltext
from nizam.names import tokens
from nizam.names.tokens import Token
from nizam.screening.wording import readings

TARGET = Path(__file__).parent.parent / "src" / "nizam" / "names" / "resources" / "common.yml"
HEAD = """\
# Words that many listed names have, and in how many of 20,000: how common a word is must not hang on how short a list
# is. The greater of what bench/names_usual.yml says of people and bodies anywhere and of what bench/names_common.py
# counts in the published lists of the UN, OFAC and the EU; words of 12 names and more.
"""
_LEAST = 12


def main() -> None:
    sets = build(Path(sys.argv[1]))
    text = HEAD
    usual = yamltext.load(Path(__file__).parent / "names_usual.yml")
    for kind, read in (("person", tokens.person), ("body", tokens.body)):
        count: Counter[str] = Counter()
        total = 0
        for record in sets.records:
            if record.schema != {"person": "Person", "body": "Organization"}[kind]:
                continue
            for name in record.names:
                for variant in readings(name):
                    total += 1
                    count.update({word.text for word in read(variant)})
        counted = {word: round(many * 20_000 / total) for word, many in count.items()}
        for many, words in usual[kind].items():
            for word in words:
                for token in read(word) if word[0] != "#" else (Token(word, 0, ()),):
                    counted[token.text] = max(counted.get(token.text, 0), int(many))
        rows = sorted(counted.items(), key=lambda row: -row[1])
        words = [f"{word} {many}" for word, many in rows if many >= _LEAST and len(word) > 1 and not word.isdigit()]
        lines = textwrap.fill(" ".join(words), 118, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        text += f"{kind}: >-\n{lines}\n"
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
