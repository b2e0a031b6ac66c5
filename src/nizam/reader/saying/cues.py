"""Where verbs and phrases of saying stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nizam.reader.saying.verbs import Cue, Entry, Frame, Saying
from nizam.text.tokens import Token

_VOWEL = re.compile("[\u064b-\u0650]")
_FIRST_VOWELS = 3
_ANONYMITY = 7  # words in which a clause about anonymity names what is kept back
_UNWILLING = Entry(Frame("no_comment", "", "no_comment", False), (), False, "finite")
_NOBODY = ("neither", "nobody", "none")
_STANDS = Entry(Frame("say", "asserts", "", False), (), True, "stands")


def find_cues(text: str, tokens: Sequence[Token], table: Saying) -> list[Cue]:
    """Every verb and phrase of saying in a sentence, in order. Whether it carries a statement is decided later."""
    out: list[Cue] = []
    sources = set(table.sources.starts(tokens))
    at = kept_back = 0
    while at < len(tokens):
        found = table.sources.longest_at(text, tokens, at) if at in sources else None
        if found:
            last = found[0].last
            out.append(Cue((found[0].value,), at, last, text[found[0].start : found[0].end], False, False))
            at = last
            continue
        joined = False
        folded = tokens[at].folded
        if folded in table.words["keeping_back"]:
            kept_back = max(kept_back, of_anonymity(text, tokens, at, table))
        entries = table.forms.get(folded)
        if entries is None and table.language == "ar" and folded[:1] in "وف" and len(folded) > 2:
            joined = True
            entries = table.forms.get(folded[1:])
        aside = at > 0 and any(
            len(words) <= at and tuple(t.folded for t in tokens[at - len(words) : at]) == words
            for words in table.asides_by_last.get(tokens[at - 1].folded, ())
        )
        suffixed = entries is None and table.language == "ar"
        if suffixed:
            entries = _with_object(tokens, at, False, aside, table)
            if entries is None and joined:
                entries = _with_object(tokens, at, True, aside, table)
            else:
                joined = False
            joined = joined and entries is not None
        if entries and table.language == "ar" and _passive(tokens[at].text[joined:]):
            entries = None
        if entries and table.language == "ar" and (at < kept_back or _subjunctive(tokens, at)):
            entries = None
        if entries and folded[joined:] in table.words["doubtful"] and not _told(tokens[at], at, joined):
            entries = None
        if folded in table.words["stands_in"] and at + 1 < len(tokens) and tokens[at + 1].folded == "في":
            out.append(Cue((_STANDS,), at, at + 2, tokens[at].text, folded.startswith("و"), False))
            at += 2
            continue
        if table.language == "en" and folded in table.words["unwilling"] and _would_not(tokens, at):
            out.append(Cue((_UNWILLING,), at, at + 1, tokens[at].text, False, True))
            at += 1
            continue
        if entries:
            negated = any(_negates(tokens[i], table) for i in range(max(0, at - 2), at) if _close(text, tokens, i, at))
            if negated and table.language == "ar" and tokens[at - 1].folded[:1] in "وف":
                joined = True  # «ولم ترد»
            if table.language == "en" and not negated:
                early = (i for i in range(max(0, at - 10), at) if tokens[i].folded in _NOBODY)
                negated = any(_close(text, tokens, i, at) for i in early)
            negated = negated and not aside and not suffixed  # «على ما ذكرت», «ما نفاه»: no negation
            verb = tokens[at].text[1:] if joined and folded not in table.forms else tokens[at].text
            out.append(Cue(entries, at, at + 1, verb, joined, negated, aside, suffixed))
        at += 1
    return out


def of_anonymity(text: str, tokens: Sequence[Token], at: int, table: Saying) -> int:
    """The token past a clause, set off by a comma, that only keeps a speaker's name back: «، طلب ألا يُذكر اسمه، إن».

    0 where none begins at a token.
    """
    if at == 0 or tokens[at].folded not in table.words["keeping_back"]:
        return 0
    if not text[tokens[at - 1].end : tokens[at].start].strip().startswith(("،", ",")):
        return 0
    for index in range(at + 1, min(at + _ANONYMITY, len(tokens))):
        if tokens[index].folded in table.words["kept_back"]:
            return index + 1
        if "،" in text[tokens[index].end : tokens[index].end + 2]:
            return 0
    return 0


def _subjunctive(tokens: Sequence[Token], at: int) -> bool:
    """Whether an imperfect hangs on «أن»: «من المنتظر أن توقّع المنامة», «دون أن يذكر الأسباب»."""
    led = at > 0 and tokens[at - 1].text.endswith("أن")
    return led and tokens[at].folded[:1] in "يتن" and len(tokens[at].folded) > 3


def _with_object(
    tokens: Sequence[Token], at: int, joined: bool, aside: bool, table: Saying
) -> tuple[Entry, ...] | None:
    """The readings of an Arabic verb that carries its object: «وفق ما ذكرته الوكالة», «وهو ما نفاه المدير».

    A noun with a pronoun looks the same («وصفه»), so the verb must be marked by its own form or by what precedes it.
    """
    token = tokens[at]
    us = aside and token.folded.endswith("نا")  # «بحسب ما أبلغنا به ضابط»
    if token.text.endswith("ة") or not (us or token.folded.endswith(("ه", "ها", "هم"))):
        return None
    folded = token.folded[joined:]
    bare = folded[:-1] if folded.endswith("ه") else folded[:-2]
    led = aside or (at > 0 and tokens[at - 1].folded in table.words["objective"]) or token.folded[:1] == "ف"
    if not led and not bare.endswith("ت") and bare[:1] not in "يت":
        return None
    weak = bare[:-1] + "ي" if bare.endswith("ا") else ""
    found = table.forms.get(bare) or table.forms.get(weak)
    return tuple(e for e in found if e.form == "finite") or None if found else None


def _passive(text: str) -> bool:
    """Whether a perfect is a passive by its written vowel: «اتُّفق», «كُتب». In an imperfect the vowel tells nothing."""
    mark = _VOWEL.search(text)
    return mark is not None and mark.group() == "\u064f" and text[:1] not in "يتن" and mark.start() <= _FIRST_VOWELS


def _would_not(tokens: Sequence[Token], at: int) -> bool:
    before = [t.folded.replace("’", "'") for t in tokens[max(0, at - 3) : at]]
    return (
        before[-1:] in (["wouldn't"], ["won't"])
        or before[-2:] in (["would", "not"], ["will", "not"])
        or (tokens[at].folded == "drawn" and before == ["would", "not", "be"])
    )


def _told(token: Token, at: int, joined: bool) -> bool:
    """Whether a doubtful word is a verb: its shadda is written, or it opens the sentence with و."""
    return "\u0651" in token.text or (joined and at == 0)


def _negates(token: Token, table: Saying) -> bool:
    if table.language == "en":
        return token.folded in ("not", "never", "cannot") or token.folded.endswith(("n't", "n’t"))
    if table.language == "ru":
        return token.folded == "не"
    return token.folded in ("لم", "لن", "لا", "ولم", "ولن", "ولا", "فلم", "ما", "دون")


def _close(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a negation stands right before the verb: adverbs between in English, nothing elsewhere."""
    between = text[tokens[first].end : tokens[last].start]
    if not tokens[last].text.isascii():
        return last - first == 1 and not between.strip()
    return not set(between) & set(',;:"“”')
