"""Persons by name: those of the tables, and those whom given names, titles, syllables and verbs of saying betray."""

from __future__ import annotations

from collections.abc import Iterator

from nizam.reader.candidates import LINK, Candidate, Scene, arabic, is_function_word
from nizam.reader.lexicon import Known, heads, key, known_persons, portfolios, roles, words
from nizam.text.normalise import fold
from nizam.text.romanise import romanise
from nizam.text.tokens import Token

_PROCLITICS = ("", "و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")
_MAX_NAME = 5


def find_known(scene: Scene) -> Iterator[Candidate]:
    """Persons of the tables by full name or distinctive surname."""
    phrases, _ = known_persons()
    at = 0
    while at < len(scene.tokens):
        hits = phrases.longest_at(scene.text, scene.tokens, at)
        token = scene.tokens[at]
        if not hits or not (arabic(token) or token.capital):
            at += 1
            continue
        hit = hits[0]
        known: Known = hit.value
        words_in = hit.last - hit.first
        if words_in == 1 and hit.end - hit.start < 3:
            at += 1
            continue
        same = {h.value.name for h in hits}
        if len(same) == 1:
            rank = 83 if words_in > 1 else 71
            yield Candidate(
                hit.start,
                hit.end,
                "person",
                known.name,
                known.country,
                "name",
                "person:" + known.name,
                rank,
                role=known.role,
            )
        at = hit.last


def runs(scene: Scene) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, as token indexes; a word after a hyphen belongs, whatever its case."""
    tokens = scene.tokens
    at = 0
    while at < len(tokens):
        if not tokens[at].capital or arabic(tokens[at]):
            at += 1
            continue
        end = at + 1
        while end < len(tokens):
            gap = scene.gap(end)
            if not LINK.match(gap) or (gap.startswith(".") and tokens[end - 1].end - tokens[end - 1].start > 2):
                break
            hyphen = gap.strip() in ("-", "‐", "‑") and gap == gap.strip()
            if tokens[end].capital or (hyphen and tokens[end].text[:1].isalpha()) or _joiner(scene, end):
                end += 1
            else:
                break
        while end > at + 1 and tokens[end - 1].folded in words().joiners and not tokens[end - 1].capital:
            end -= 1
        yield at, end
        at = end


def _joiner(scene: Scene, index: int) -> bool:
    """A small word inside a name: van, bin, de; the next one must be capitalised."""
    tokens = scene.tokens
    return (
        tokens[index].folded in words().joiners
        and index + 1 < len(tokens)
        and tokens[index + 1].capital
        and scene.touches(index + 1)
        and tokens[index].folded not in ("la", "le", "de", "du") | {"а"}
        or (tokens[index].folded in ("de", "du") and index + 1 < len(tokens) and tokens[index + 1].capital)
    )


def find_capitalised(scene: Scene) -> Iterator[Candidate]:
    """Persons in scripts with capitals."""
    if scene.headline() and scene.language == "en":
        return
    for first, last in runs(scene):
        for start, end in _plain_stretches(scene, first, last):
            found = _judge(scene, start, end)
            if found is None and start == 0 and end - start > 1 and key(scene.tokens[1].text) in words().given:
                found = _judge(scene, 1, end)  # "Councillor Imran Malik said"
            if found is not None:
                yield found


def _plain_stretches(scene: Scene, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A run without its titles, known names of other things, and sentence-opening function words."""
    lists = words()
    start = first
    for index in range(first, last + 1):
        if index < last:
            token = scene.tokens[index]
            hit = scene.hit_at(index)
            foreign = hit is not None and not hit.value.ambiguous and key(token.text) not in lists.given
            plain = (
                not foreign
                and token.folded not in lists.not_names
                and not (key(token.text) in lists.titles and not _initial(token))
            )
            if plain:
                continue
        if index > start:
            yield start, index
        start = index + 1


def _initial(token: Token) -> bool:
    return len(token.text) == 1


def _judge(scene: Scene, start: int, end: int) -> Candidate | None:
    """Whether a stretch of capitalised words is a person's name, by the signs around it."""
    tokens, lists = scene.tokens, words()
    size = end - start
    if size > _MAX_NAME or size == 0:
        return None
    keys = [key(t.text) for t in tokens[start:end]]
    texts = [t.text for t in tokens[start:end]]
    if any(t.isupper() and len(t) > 2 for t in texts) or any(c.isdigit() for t in texts for c in t):
        return None
    score = 0
    korean = _korean(scene, start, end, keys)
    if korean:
        score += 3
    if keys[0] in lists.given:
        score += 3 if size > 1 else 1
    if size > 1 and any(
        keys[-1].endswith(e) or tokens[end - 1].folded.endswith(e) for e in lists.family_endings if len(e) > 1
    ):
        score += 2 if scene.language == "ru" or size == 2 else 1
    if _patronymic(tokens[start:end]):
        score += 3
    if _after_title(scene, start):
        score += 3
    if _beside_saying(scene, start, end):
        score += 2 if size > 1 else 1
    if size in (2, 3) and start > 0:
        score += 1
    if size == 1 and (start == 0 or score < 3):
        return None
    if size > 1 and score < (2 if start > 0 else 3):
        return None
    if start == 0 and keys[0] not in lists.given and tokens[0].folded in scene.lower:
        return None
    name = english(texts, scene.language)
    return Candidate(
        tokens[start].start,
        tokens[end - 1].end,
        "person",
        name,
        None,
        "name",
        "",
        55 if size == 1 else 76 if score >= 3 else 62,
    )


def _korean(scene: Scene, start: int, end: int, keys: list[str]) -> bool:
    """Family name and two short syllables, with or without a hyphen: Ri Yong Ho, Kim Yo-jong, Пак Чон Чхон."""
    lists = words()
    if end - start not in (2, 3):
        return False
    fits = all(len(t.text) <= 6 for t in scene.tokens[start:end])
    if keys[0] in lists.korean_family and fits and end - start == 3:
        return True
    return (
        end - start == 2 and keys[0] in lists.chinese_family and fits and scene.tokens[start].folded not in lists.given
    )


def _patronymic(tokens: tuple[Token, ...] | list[Token]) -> bool:
    return any(
        t.folded.endswith(("вич", "вича", "вичу", "вичем", "вна", "вны", "вне", "вной")) and len(t.folded) > 6
        for t in tokens[1:]
    )


def _after_title(scene: Scene, start: int) -> bool:
    """A title or calling before the name: посла, Mr, "the company's director, …", министр иностранных дел Польши …"""
    tokens, lists = scene.tokens, words()
    if start == 0:
        return False
    gap = scene.gap(start).strip()
    if gap == "," and scene.language == "en":
        return tokens[start - 1].folded in lists.titles and tokens[start - 1].text.islower()
    if gap not in ("", "."):
        return False
    for back in range(1, 7):
        index = start - back
        if index < 0 or (back > 1 and not scene.touches(index + 1)):
            return False
        word = tokens[index]
        if word.folded in lists.titles or key(word.text) in lists.titles:
            return True
        # ru: a title's complement stands between it and the name; en keeps its titles next to the name.
        if scene.language != "ru" or is_function_word(word.folded):
            return False
        if word.capital and scene.hit_at(index) is None:
            return False
        if (
            word.folded.endswith(("л", "ла", "ли", "ет", "ит", "ют", "ят", "ть", "лся", "лась"))
            and len(word.folded) > 3
        ):
            return False
    return False


def _beside_saying(scene: Scene, start: int, end: int) -> bool:
    tokens, saying = scene.tokens, words().saying
    before = tokens[start - 1] if start and scene.touches(start) else None
    after = tokens[end] if end < len(tokens) and scene.touches(end) else None
    return (before is not None and key(before.text) in saying) or (after is not None and key(after.text) in saying)


def find_arabic(scene: Scene) -> Iterator[Candidate]:
    """Persons in Arabic script, where no capital helps."""
    at = 0
    while at < len(scene.tokens):
        found = _arabic_at(scene, at) if arabic(scene.tokens[at]) else None
        if found is None:
            at += 1
            continue
        start, last, rank = found
        texts = [t.text for t in scene.tokens[at:last]]
        texts[0] = scene.text[start : scene.tokens[at].end]
        yield Candidate(start, scene.tokens[last - 1].end, "person", english(texts, "ar"), None, "name", "", rank)
        at = last


def _arabic_at(scene: Scene, at: int) -> tuple[int, int, int] | None:
    """A name that begins at a token: where in the text, the token after it, and how sure."""
    lists, token = words(), scene.tokens[at]
    # على folds to the name علي: the dots tell them apart, where the writer set them.
    if token.text.endswith("ى") or is_function_word(token.folded) or hit_kind(scene, at):
        return None
    for prefix in _PROCLITICS:
        if not token.folded.startswith(prefix):
            continue
        rest = token.folded[len(prefix) :]
        if len(rest) < 2:
            continue
        start = token.start + len(prefix)
        if rest in lists.korean_family or rest in lists.chinese_family:
            last = _syllables(scene, at)
            if last is not None:
                return start, last, 79
        if rest in lists.given and not (hit_kind(scene, at) in ("country", "org", "capital")):
            last = _rest_of_name(scene, at, arab=_is_arab(rest))
            if last > at + 1:
                return start, last, 76
        if prefix == "" and rest in lists.given and _arabic_title_before(scene, at):
            return start, at + 1, 55
    if _arabic_title_before(scene, at) and unknown_word(scene, at):
        last = at + 1
        while last < len(scene.tokens) and last - at < 3 and scene.touches(last) and unknown_word(scene, last):
            last += 1
        if last - at >= 2 or any(token.folded.endswith(e) for e in lists.family_endings if len(e) > 2):
            return token.start, min(last, at + 3), 61 if last - at > 1 else 55
    if at and scene.touches(at) and _is_saying(scene.tokens[at - 1]) and unknown_word(scene, at):
        if at + 1 < len(scene.tokens) and scene.touches(at + 1) and unknown_word(scene, at + 1):
            closing = scene.gap(at + 2).strip()[:1] in ("،", ",", ":") if at + 2 < len(scene.tokens) else True
            if closing or scene.tokens[at + 2].folded in ("ان", "بان", "في", "خلال", "انه", "انها"):
                return token.start, at + 2, 58
    return None


def hit_kind(scene: Scene, index: int) -> str:
    hit = scene.hit_at(index)
    return hit.value.kind if hit is not None and not hit.value.ambiguous else ""


def _is_saying(token: Token) -> bool:
    folded = token.folded
    return folded in words().saying or (folded[:1] in "وف" and folded[1:] in words().saying)


def _is_arab(given: str) -> bool:
    """Given names of Arab bearers may be followed by a father's name and a family name with the article."""
    return len(given) <= 6 and not any(given.endswith(e) for e in ("ير", "ري", "ين", "تر", "وف"))


def _syllables(scene: Scene, at: int) -> int | None:
    """The end of a Korean or Chinese name whose family name stands at a token; None where no syllables follow."""
    lists = words()
    last = at + 1
    while last < len(scene.tokens) and last - at < 3 and LINK.match(scene.gap(last)):
        word = scene.tokens[last].folded
        if word in lists.korean_syllables or word in lists.chinese_syllables:
            last += 1
        elif (
            last - at == 2
            and len(word) <= 4
            and not is_function_word(word)
            and not word.startswith("ال")
            and unknown_word(scene, last)
        ):
            last += 1
        else:
            break
    return last if last - at >= 2 else None


def _rest_of_name(scene: Scene, at: int, *, arab: bool) -> int:
    """The token after a name that begins with a given name."""
    lists = words()
    last, limit = at + 1, at + (4 if arab else 3)
    while last < min(limit, len(scene.tokens)) and scene.touches(last):
        token = scene.tokens[last]
        if token.folded in lists.joiners:
            last, limit = last + 1, limit + 1
            continue
        if not _name_like(scene, last):
            break
        known_part = token.folded in lists.given or scene.tokens[last - 1].folded in lists.joiners
        surname = any(token.folded.endswith(e) for e in lists.family_endings if len(e) > 1)
        article = token.folded.startswith("ال")
        if last - at >= 2 and not (known_part or surname or (arab and article)):
            break
        last += 1
        if article or (surname and not arab):
            break
    while last > at + 1 and scene.tokens[last - 1].folded in lists.joiners:
        last -= 1
    return last


def _name_like(scene: Scene, index: int) -> bool:
    lists, token = words(), scene.tokens[index]
    folded = token.folded
    if (
        not arabic(token)
        or len(folded) < 2
        or is_function_word(folded)
        or folded in lists.generic
        or folded in lists.time
    ):
        return False
    if folded in lists.titles or hit_kind(scene, index) in ("country", "adjective", "org", "capital"):
        return False
    if folded.startswith("ال"):
        return folded not in lists.ministries and not roles().longest_at(scene.text, scene.tokens, index)
    return not folded.endswith(("ات", "ها", "هم")) and not (
        token.text.endswith("ة") and folded not in lists.given and len(folded) > 5
    )


def unknown_word(scene: Scene, index: int, *, loose: bool = False) -> bool:
    """A word no table knows and no common ending gives away: it may be a foreign name. `loose` minds no endings."""
    token = scene.tokens[index]
    if not _name_like(scene, index) or token.folded.startswith("ال") or len(token.folded) < (2 if loose else 3):
        return False
    if scene.hit_at(index) is not None or _is_saying(token):
        return False
    if (
        not loose
        and (token.text.endswith("ة") or token.folded.endswith(("ين", "ون", "ات", "يا")))
        and not any(token.folded.endswith(e) for e in words().family_endings if len(e) > 2)
    ):
        return False
    return not (
        heads().longest_at(scene.text, scene.tokens, index)
        or roles().longest_at(scene.text, scene.tokens, index)
        or portfolios().longest_at(scene.text, scene.tokens, index)
    )


def _arabic_title_before(scene: Scene, at: int) -> bool:
    """A definite title before a name, past the adjectives that go with it: «الرئيس الروسي», «وزير الخارجية السابق»."""
    lists = words()
    index, seen_definite = at - 1, False
    while index >= 0 and at - index <= 5 and scene.touches(index + 1):
        token = scene.tokens[index]
        folded = token.folded[1:] if token.folded[:1] in "وف" and token.folded[1:] in lists.titles else token.folded
        definite = folded.startswith("ال") or token.folded.startswith("لل")
        if folded in lists.titles and (definite or seen_definite):
            return folded not in ("السابق", "العام", "الاعلي", "التنفيذي", "المساعد", "الراحل") or index > 0
        if definite or hit_kind(scene, index) in ("adjective", "country"):
            seen_definite = True
            index -= 1
            continue
        return False
    return False


def english(texts: list[str], language: str) -> str:
    """A readable English form of a name found in any script; Russian case endings off where the given name tells."""
    if language != "ru" or not texts:
        return romanise(" ".join(texts))
    given = _RU_GIVEN.get(key(texts[0])) or _ru_given().get(key(texts[0]))
    if given is None:
        return romanise(" ".join(texts))
    inflected = fold(given) != fold(texts[0])
    rest = texts[1:]
    if inflected and rest:
        last = rest[-1]
        masculine = fold(given)[-1:] not in "ая"
        for ending, base in (
            ("ского", "ский"),
            ("скому", "ский"),
            ("ским", "ский"),
            ("ской", "ская"),
            ("скую", "ская"),
        ):
            if last.endswith(ending):
                last = last[: -len(ending)] + base
                break
        else:
            for ending in ("ой", "ого", "ым", "ом", "ем", "а", "у", "ы", "е"):
                if last.endswith(ending) and len(last) - len(ending) > 2:
                    feminine = "" if masculine and last[: -len(ending)][-2:] in ("ов", "ев", "ин", "ын") else "а"
                    consonant = masculine and ending in ("а", "у", "ом", "ым", "е")
                    last = last[: -len(ending)] + ("" if consonant else feminine)
                    break
        rest = [*rest[:-1], last]
    return romanise(" ".join([given, *rest]))


_RU_GIVEN: dict[str, str] = {}


def _ru_given() -> dict[str, str]:
    """Russian given names in the nominative by stem, filled at first use."""
    if not _RU_GIVEN:
        from nizam import yamltext
        from nizam.reader.lexicon import _HERE

        for form in yamltext.load(_HERE / "persons.yml")["given"]["ru"]:
            _RU_GIVEN.setdefault(key(form), form)
    return _RU_GIVEN
