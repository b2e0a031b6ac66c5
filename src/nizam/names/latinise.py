"""One word in any script → its sound, in one alphabet of single-letter phonemes.

Phonemes: vowels `a e i o u` and `I` (Russian ы, Korean ㅡ); consonants as read in English, and
`C` ch · `S` sh · `Z` zh · `T` th · `D` dh · `x` kh · `G` gh · `N` ng · `c` ts · `F` ph · `q`.
Ayn is a vowel, not nothing: «عبد» must sound like "abd". Han has no sound here and passes through as it is.
"""

from __future__ import annotations

from functools import lru_cache

from nizam.names.scripts import script_of

VOWELS = frozenset("aeiouI")


def _table(text: str) -> dict[str, str]:
    """Pairs of spelling and sound from words; `-` is no sound."""
    words = iter(text.split())
    return {spelling: "" if heard == "-" else heard for spelling, heard in zip(words, words, strict=True)}


def _words(text: str) -> tuple[str, ...]:
    """Words of a line; `-` is the empty one."""
    return tuple("" if word == "-" else word for word in text.split())


_ARABIC = _table("""
    ا a  آ a  أ a  إ i  ب b  ت t  ث T  ج j  ح h  خ x  د d  ذ D  ر r  ز z  ژ Z  س s  ش S  ص s  ض d  ط t
    ظ z  ع a  غ G  ف f  ق q  ك k  گ g  ل l  م m  ن n  ه h  ة a  ء -  ئ i  ؤ u  پ p  چ C  ڤ v  ټ t  ډ d
    ړ r  ښ x  ڼ n  ځ z  څ c  ږ Z  ے i
""")
_CYRILLIC = _table("""
    а a  б b  в v  г g  д d  е e  ё yo  ж Z  з z  и i  й y  к k  л l  м m  н n  о o  п p  р r  с s  т t
    у u  ф f  х x  ц c  ч C  ш S  щ S  ъ -  ы I  ь -  э e  ю yu  я ya  і i  ї yi  є ye  ґ g  ў u  ђ j
    ј y  љ l  њ n  ћ C  џ j  қ q  ғ G  ң N  ө o  ү u  ұ u  һ h  ә a
""")
# two letters for one sound; Korean aspirates (Чхун, Пхеньян) are the plain consonant
_CYRILLIC_PAIRS = _table("чх C  кх k  тх t  пх p  дж j  чж j  дз j  нг N")
_LATIN_GROUPS = _table("""
    tsch C  woo u  sch S  tch C  sh S  ch C  kh x  zh Z  th T  dh D  ph F  gh G  ng N  ck k  qu kw  dj j
    ts c  tz c  eo o  eu u  ou u  oo u  ee i  ae e  x ks  c k  ß s
""")
# Hangul: initial consonants, vowels and finals in the order of the code chart
_LEADS = _words("g kk n d tt r m b pp s ss - j jj C k t p h")
_MEDIALS = _words("a e ya ye o e yo ye o wa we we yo u wo we wi yu I Ii i")
_TAILS = _words("- k k k n n n t l k m l l l p l m p p t t N t t k t p h")


@lru_cache(maxsize=8_192)
def sound(word: str) -> str:
    """The phonemes of one folded word. Words without a known sound (Han, digits) come back unchanged."""
    script = script_of(word)
    if script == "latin":
        return _squeeze(_latin(word))
    if script == "arabic":
        return _squeeze(_arabic(word))
    if script == "cyrillic":
        return _squeeze(_cyrillic(word))
    if script == "hangul":
        return "".join(syllable_sound(char) for char in word)
    return word


def syllable_sound(char: str) -> str:
    """The phonemes of one Hangul syllable block, as the DPRK romanises it; anything else unchanged."""
    index = ord(char) - 0xAC00
    if not 0 <= index < 11172:
        return char
    return _LEADS[index // 588][:1] + _MEDIALS[index % 588 // 28] + _TAILS[index % 28]


def _latin(word: str) -> str:
    out: list[str] = []
    at, end = 0, len(word)
    while at < end:
        for size in (4, 3, 2):
            group = _LATIN_GROUPS.get(word[at : at + size]) if at + size <= end else None
            if group:
                out.append(group)
                at += size
                break
        else:
            char, following = word[at], word[at + 1] if at + 1 < end else ""
            if char == "y":
                # a vowel unless another vowel follows: Ryong, Kyrylo
                out.append("y" if following in "aeiou" and following else "i")
            elif char == "h" and out and out[-1][-1] in VOWELS and not (following and following in "aeiouy"):
                pass  # Oh, Noh, Abdullah: written, not heard
            elif char == "c" and following and following in "eiy":
                out.append("s")
            else:
                out.append(_LATIN_GROUPS.get(char, char))
            at += 1
    return "".join(out)


def _arabic(word: str) -> str:
    out: list[str] = []
    at, end = 0, len(word)
    while at < end:
        char, following = word[at], word[at + 1] if at + 1 < end else ""
        last = out[-1][-1] if out and out[-1] else ""
        if char == "ت" and following == "ش":
            out.append("C")
            at += 1
        elif char == "ن" and following in "غگ" and following and not (word[at + 2 : at + 3] and word[at + 2] in "اوي"):
            out.append("N")
            at += 1
        elif char == "ن" and following == "ج" and at + 2 == end:
            out.append("N")  # the Egyptian press writes ج for g: «جونج»
            at += 1
        elif char in "أإا" and at == 0 and following and following in "ويإ":
            pass  # only carries the vowel: «أون», «إيل»
        elif char == "و":
            out.append("w" if (at == 0 and following) or (following and following in "اأآ") else "u")
        elif char == "ي":
            vowel = (following and following in "اأآوى") or at == 0
            out.append("y" if vowel and following else "i")
        elif char == "ع" and last == "a":
            pass
        else:
            out.append(_ARABIC.get(char, char))
        at += 1
    return "".join(out)


def _cyrillic(word: str) -> str:
    out: list[str] = []
    at, end = 0, len(word)
    while at < end:
        pair = _CYRILLIC_PAIRS.get(word[at : at + 2])
        if pair is not None and not (word[at : at + 2] == "нг" and at + 2 < end):
            out.append(pair)
            at += 2
            continue
        char = word[at]
        if char == "е" and (at == 0 or word[at - 1] in "аеёиоуыэюяьъ"):
            out.append("ye")
        else:
            out.append(_CYRILLIC.get(char, char))
        at += 1
    return "".join(out)


def _squeeze(sounds: str) -> str:
    """Doubled sounds count once: Muhammad, Hussein, «محمّد»."""
    return "".join(char for at, char in enumerate(sounds) if at == 0 or char != sounds[at - 1])


_ARABIC_PREFIXES = _words("وال بال كال فال لل ال و ب ل")
_HEBREW_PREFIXES = _words("וה לה בה מה שה ה ו ל ב מ")
_RUSSIAN_ENDINGS = _words("ого ому ыми ими ой ый ий ом ем ым им ую ою ею ей ая яя а у я ю е ы и о")


@lru_cache(maxsize=8_192)
def inflections(word: str) -> tuple[str, ...]:
    """The word itself, then what it may be without attached Arabic or Hebrew prefixes or Russian case endings."""
    forms = [word]
    script = script_of(word)
    if script == "arabic":
        for prefix in _ARABIC_PREFIXES:
            least = 2 if prefix.endswith("ال") or prefix == "لل" else 3
            if word.startswith(prefix) and len(word) - len(prefix) >= least:
                forms.append(word[len(prefix) :])
    elif script == "hebrew":
        forms += [
            word.removeprefix(one) for one in _HEBREW_PREFIXES if word.startswith(one) and len(word) - len(one) > 2
        ]
    elif script == "cyrillic":
        for ending in _RUSSIAN_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                forms.append(word[: -len(ending)])
    return tuple(dict.fromkeys(forms))
