"""Arabic words without their clitics, and the dictionary forms an inflected word may come from."""

from __future__ import annotations

from functools import lru_cache

from nizam.record import Record

_FIRST = ("و", "ف")
_SECOND = ("ب", "ك", "ل", "س")
_FUTURE, _PERSONS = ("ه", "ح"), ("ي", "ت", "ن")
_NO_FUTURE = ("حيوان", "هيي", "هيا", "هند", "حيات", "حيا", "حين", "هنا", "هيك", "حنط", "هيدرو", "هيلي", "حتي", "هيم")


# Words whose first letter is never a clitic, as they begin: «بطاريات» is no "by" and «وكالة» no "and".
_WHOLE = (
    "بطاري", "بضاع", "بضاي", "بنادق", "بندقي", "بترول", "بنزين", "بنوك", "برنامج", "برامج", "بطاق", "بحار", "بحري",
    "بواخر", "باخره", "بيونغ", "بنايات", "بيان", "بعث", "بلدي", "بيوت", "بذور", "بطاط", "بصل", "بقر", "بلاط", "بلاست",
    "كهرب", "كمبيوتر", "كابل", "كاميرا", "كتب", "كتاب", "كتيب", "كيمي", "كبريت", "كربون", "كليه", "كليات", "كراس",
    "كوري",     "كوبال", "لوحه", "لوحات", "لحوم", "لقاح", "لجنه", "لجان", "لعب", "لوازم", "ليثيوم", "لولو",
    "سيار", "سفين", "سفار", "سكر", "سلاح", "سمك", "سماد", "سجل", "سلاسل", "سلع", "سندات", "سبايك", "سياح", "سكك",
    "سجاد", "ساعات", "سوريا", "سجاير", "سلك",
    "فحم", "فحوم", "فولاذ", "فضه", "فوسف", "فلزات", "فرن", "فواك", "فستق", "فندق", "فول", "فرع",
    "وقود", "ورق", "وزار", "وزير", "وكال", "وكيل", "وكلاء", "ولاي", "وحده", "وحدات", "وفد", "وثاي",
    "واردات", "ودايع", "وصول",
)  # fmt: skip


class Split(Record, frozen=True):
    """One way to read a folded word: `prefix` proclitics, whether the article follows, and the bare rest.

    `skip` is how many characters of the folded word belong to the proclitics; the article is not skipped.
    """

    prefix: str
    article: bool
    rest: str
    skip: int


@lru_cache(maxsize=16_384)
def splits(word: str) -> tuple[Split, ...]:
    """Every reading of a folded Arabic word, the whole word first.

    >>> [(s.prefix, s.article, s.rest) for s in splits("وللصين")][-1]
    ('ول', True, 'صين')
    """
    out: list[Split] = []
    starts: list[tuple[str, int]] = [("", 0)]
    if word[:1] in _FIRST and len(word) > 3 and not word.startswith(_WHOLE):
        starts.append((word[0], 1))
    for prefix, at in list(starts):
        # «وكالة» is no "and like a machine": ك hardly ever follows و or ف.
        if word[at:].startswith(_WHOLE):
            continue
        if word[at : at + 1] in _SECOND and len(word) - at > 3 and not (prefix and word[at] == "ك"):
            starts.append((prefix + word[at], at + 1))
    for prefix, at in starts:
        rest = word[at:]
        if prefix.endswith("ل") and rest.startswith("ل") and len(rest) > 2:
            # لل hides the article's alif: ل + ال
            out.append(Split(prefix, True, rest[1:], at))
        elif rest.startswith("ال") and len(rest) > 3:
            out.append(Split(prefix, True, rest[2:], at))
            out.append(Split(prefix, False, rest, at))
        else:
            out.append(Split(prefix, False, rest, at))
    return tuple(out)


_PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا")


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The form a label's word is kept under: as it is. Inflection is undone on the text's side, by `forms`."""
    return word


@lru_cache(maxsize=16_384)
def forms(word: str) -> tuple[str, ...]:
    """The dictionary forms a folded word without clitics may be an inflection of, itself first.

    Sound plurals, duals, the accusative's alif, attached pronouns and the feminine of nisba adjectives are undone.
    Broken plurals are not: a vocabulary lists them. At least three letters stay.

    >>> forms("سيارات")
    ('سيارات', 'سياره', 'سيار')
    """
    out = [word]
    if word[:1] in _FUTURE and word[1:2] in _PERSONS and len(word) > 4 and not word.startswith(_NO_FUTURE):
        # «هيبيع», «حتشتري»: the future of the dialects.
        out.append(word[1:])
    for base in (word, *_without_pronoun(word)):
        out.append(base)
        out.extend(_singulars(base))
    return tuple(dict.fromkeys(form for form in out if len(form) >= 3 or form == word))


def _without_pronoun(word: str) -> tuple[str, ...]:
    for ending in _PRONOUNS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            return (base, base[:-1] + "ه") if base.endswith("ت") else (base,)
    if word.endswith("ته") and len(word) > 5:
        return (word[:-2] + "ه",)
    return (word[:-1],) if word.endswith("ه") and len(word) > 4 else ()


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("ات"):
        return word[:-2] + "ه", word[:-2]
    if word.endswith(("تان", "تين")):
        return word[:-3] + "ه", word[:-2]
    if word.endswith(("تا", "تي")) and len(word) > 5:
        # The dual before a genitive: «سيارتا سباق».
        return word[:-2] + "ه", word[:-1]
    if word.endswith(("ون", "ين", "ان")):
        return (word[:-2],)
    if word.endswith("يه"):
        return (word[:-1],)
    return (word[:-1],) if word.endswith("ا") else ()
