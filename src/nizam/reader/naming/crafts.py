"""Ships, aircraft, companies and papers by the noun before their name, with or without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nizam.reader.naming.candidates import LINK, SPACE, Candidate, Scene, arabic, hit_kind, is_function_word
from nizam.reader.naming.lexicon import crafts, glosses, heads, roles, words
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.names_ar import unknown_word
from nizam.text.romanise import romanise

QUOTED = re.compile('[«"“”„‘‹]\\s?([^«»"“”„’‹›\n]{2,60}?)\\s?[»"”“’›]')
_HULL = re.compile(r"\b(?:[A-Z]{1,4}[- ]?\d{3,6}|[A-Z][a-z]+ (?:No\.? )?\d{1,3})\b")
_IMO = re.compile(r"\bIMO(?:\s*(?:number|No\.?|:|номер|رقم))?\s*[:#]?\s*(\d{7})\b")


def find_quoted(scene: Scene) -> Iterator[Candidate]:
    """A name in quotation marks right after the noun that says what it is."""
    for match in QUOTED.finditer(scene.text, scene.sentence.start, scene.sentence.end):
        inner_start, inner_end = match.span(1)
        inside = [i for i, t in enumerate(scene.tokens) if inner_start <= t.start < inner_end]
        if not inside or len(inside) > 5:
            continue
        small = is_function_word(scene.tokens[inside[0]].folded)
        if small and scene.language != "ru":
            continue
        first = inside[0]
        start, end = scene.tokens[first].start, scene.tokens[inside[-1]].end
        if scene.text[end:inner_end].strip(" .,") or not SPACE.match(
            scene.text[scene.tokens[first - 1].end : match.start()] if first else ""
        ):
            before = None
        else:
            before = first - 1 if first else None
        if before is None and first:
            before = _past_comma(scene, match.start(), match.end(), first)
        while before and scene.tokens[before].folded in word_list("called"):
            before -= 1  # «شركة الألعاب، واسمها «دلمون بلاي»»
        kind, sort = _class_before(scene, before) if before is not None else ("", "")
        typed = before is not None and scene.tokens[before].folded in word_list("type_ru")
        if typed and kind in ("vessel", "aircraft"):
            continue  # сухогруз типа «Волжанин»
        if small and not kind:
            continue
        said = any(arabic(t) and is_function_word(t.folded) for t in scene.tokens[first : inside[-1] + 1])
        if said and kind == "org":
            continue  # «قبلتها على مضض»: words said
        if kind == "org" and before is not None and arabic(scene.tokens[before]) and _says(scene, before, first, sort):
            continue
        if not kind and arabic(scene.tokens[first]):
            kind, sort = _arabic_quoted(scene, match.start(), match.end(), inside)
        if not arabic(scene.tokens[first]) and not (scene.tokens[first].capital or scene.tokens[first].text.isdigit()):
            continue  # «в штате «нет и никогда не было»»: words said, no name
        # «Роснефть», without a noun: in Russian quotation marks make a body's name; in English they quote.
        bare = not kind and scene.language == "ru" and scene.tokens[first].capital and len(inside) <= 4
        if (
            bare
            and _is_title_case(scene, inside)
            and scene.text[match.end() : match.end() + 2].strip()[:1] not in (",", "—")
        ):
            kind, sort = "org", ""
        if not kind:
            continue
        name = scene.text[start:end]
        yield Candidate(start, end, kind, romanise(name), None, "name", "", 82, sort)


def _says(scene: Scene, before: int, first: int, sort: str) -> bool:
    """Whether what stands in quotation marks behind a State's body is what it does or says: «الحكومة «تبيع البحر»»."""
    hit = scene.hit_at(before)
    named = hit is not None and hit.value.kind in ("org", "country")
    definite = scene.tokens[before].folded.startswith("ال") and sort in glosses("state") | {"Government", "Presidency"}
    return named or (definite and scene.tokens[first].folded[:1] in "يتن")


def _past_comma(scene: Scene, opens: int, closes: int, first: int) -> int | None:
    """The token before a name set between commas behind its class: «الشركة الصانعة، «كانتييري بوسكو»، …»."""
    before = scene.text[scene.tokens[first - 1].end : opens].strip()
    return first - 1 if before in (",", "،") and scene.text[closes : closes + 1] in (",", "،", ".") else None


def _arabic_quoted(scene: Scene, opens: int, closes: int, inside: list[int]) -> tuple[str, str]:
    """A body's name in quotation marks by what surrounds it: أبلغ «…», تحدث إلى «…», «سوق «…, a dateline's paper."""
    tokens, first = scene.tokens, inside[0]
    if len(inside) > 4 or tokens[first].folded.endswith(("ها", "هم", "نا")):
        return "", ""
    if first:
        before = tokens[first - 1]
        folded = before.folded.removeprefix("و")
        if SPACE.match(scene.text[before.end : opens]) and (
            folded in word_list("quoted_ar") or folded.removeprefix("ب").removeprefix("ل") in word_list("quoted_ar")
        ):
            return "org", "quoted"
        near = [t.folded.removeprefix("و") for t in tokens[max(0, first - 3) : first]]
        if folded in word_list("told_ar") and scene.text[closes : closes + 5].strip()[:1] not in (":",):
            return "org", "quoted"
        to = folded in ("الي", "ل", "لـ", "مع") or scene.text[opens - 2 : opens] in ("لـ", " ل")
        spoken = near[-2:] and any(word in word_list("talks_ar") for word in near)
        if to and (spoken or any(word in words().saying or word.startswith("تحدث") for word in near)):
            return "org", "quoted"
    dash = scene.text[max(0, opens - 3) : opens].strip()[-1:] in ("-", "–", "—")
    if dash and scene.text[closes : closes + 1] == ":":
        return "org", "quoted"
    named = len(inside) > 1 and any(
        h.value.type == "org" and h.value.at != "tail" for h in heads().longest_at(scene.text, tokens, first)
    )
    return ("org", "quoted") if named else ("", "")


def _is_title_case(scene: Scene, inside: list[int]) -> bool:
    return all(
        scene.tokens[i].capital or len(scene.tokens[i].text) <= 3 or scene.tokens[i].text[:1].isdigit() for i in inside
    )


def _class_before(scene: Scene, index: int) -> tuple[str, str]:
    """What the noun before a quoted name makes of it; one adjective may stand between (ru, ar)."""
    for back in range(3):
        at = index - back
        if at < 0 or (back and not scene.touches(at + 1)):
            break
        hit = crafts().longest_at(scene.text, scene.tokens, at)
        if hit and hit[0].last in (at + 1, index + 1):
            return hit[0].value, hit[0].value
        for found in heads().longest_at(scene.text, scene.tokens, at):
            if found.value.at != "tail" or scene.language == "en":
                return found.value.type, found.value.gloss
        if not (arabic(scene.tokens[at]) or scene.language == "ru") or is_function_word(scene.tokens[at].folded):
            break
    return "", ""


def find_crafts(scene: Scene) -> Iterator[Candidate]:
    """Ships and aircraft without quotation marks: "the tanker Sea Star", "freighter, the DN5505"."""
    tokens = scene.tokens
    for match in _IMO.finditer(scene.text, scene.sentence.start, scene.sentence.end):
        yield Candidate(
            match.start(1), match.end(1), "vessel", "IMO " + match.group(1), None, "role", "imo:" + match.group(1), 30
        )
    free = 0
    for at in crafts().starts(tokens):
        hits = crafts().longest_at(scene.text, tokens, at) if at >= free else []
        if not hits:
            continue
        kind, after = hits[0].value, hits[0].last
        start = after
        while (
            start < len(tokens)
            and scene.gap(start).strip() in ("", ",", "(")
            and tokens[start].folded
            in ("the", "a", "mv", "named", "called", "الشحن", "النفط", "التجاريه", "الكوريه", "الشماليه", "الروسيه")
        ):
            start += 1
        end = start
        if start < len(tokens) and not arabic(tokens[start]):
            while (
                end < len(tokens)
                and tokens[end].capital
                and (end == start or LINK.match(scene.gap(end)))
                and end - start < 5
            ):
                end += 1
            if end == start and _HULL.match(tokens[start].text):
                end = start + 1
            while (
                end > start
                and end < len(tokens)
                and scene.touches(end)
                and tokens[end].text.isdigit()
                and len(tokens[end].text) <= 4
            ):
                end += 1
            plain = [hit_kind(scene, i) for i in range(start, end)]
            if (
                end > start
                and (kind == "vessel" or _HULL.match(tokens[start].text))
                and plain[0] not in ("adjective", "country", "org")
                and (start == after or scene.gap(start).strip() in ("", ",", "("))
                and not _clause_starts(scene, after, start)
            ):
                yield Candidate(
                    tokens[start].start,
                    tokens[end - 1].end,
                    kind,
                    scene.text[tokens[start].start : tokens[end - 1].end],
                    None,
                    "name",
                    "",
                    81,
                    kind,
                )
        elif start < len(tokens) and kind == "vessel" and scene.touches(start):
            while (
                end < len(tokens)
                and end - start < 3
                and scene.touches(end)
                and (unknown_word(scene, end) or (end > start and tokens[end].text.isdigit()))
            ):
                end += 1
            if end > start and hits[0].label.startswith("ال"):
                yield Candidate(
                    tokens[start].start,
                    tokens[end - 1].end,
                    kind,
                    romanise(scene.text[tokens[start].start : tokens[end - 1].end]),
                    None,
                    "name",
                    "",
                    63,
                    kind,
                )
        free = max(after, end)


def find_flagged(scene: Scene) -> Iterator[Candidate]:
    """Ships without a noun: "the Togo-flagged Lucky Wind 7", and in a text on ships "the Sea Harmony"."""
    if scene.language != "en" or scene.headline():
        return
    tokens = scene.tokens
    for at, token in enumerate(tokens[:-1]):
        flagged = token.folded in word_list("flagged")
        if not flagged and token.folded != "the":
            continue
        end = at + 1
        while end < len(tokens) and end - at < 5 and scene.touches(end):
            number = end > at + 1 and tokens[end].text.isdigit() and len(tokens[end].text) <= 4
            if not tokens[end].capital and not number:
                break
            end += 1
        size = end - at - 1
        if size == 0 or scene.gap(end).startswith("-"):
            continue
        if not flagged and not _plain_ship(scene, at + 1, end):
            continue
        sails = end < len(tokens) and tokens[end].folded in word_list("sure_ship_verbs") and scene.touches(end)
        if not (flagged or scene.maritime or (sails and size > 1)):
            continue
        start, stop = tokens[at + 1].start, tokens[end - 1].end
        name = scene.text[start:stop]
        yield Candidate(start, stop, "vessel", name, None, "name", "", 81 if flagged else 63, "vessel")


def _plain_ship(scene: Scene, first: int, end: int) -> bool:
    """Whether capitals after "the" are nobody else's: not in the tables, no body's, place's or person's words."""
    tokens, lists = scene.tokens, words()
    for index in range(first, end):
        token = tokens[index]
        if token.folded in lists.not_names or token.folded in lists.titles or token.text in lists.acronyms_not:
            return False
        if token.text.isupper() and len(token.text) > 1 and end - first == 1:
            return False
        for found in heads().longest_at(scene.text, tokens, index):
            if (found.value.at != "tail" and index == first) or (found.value.at != "head" and found.last == end):
                return False
        if roles().longest_at(scene.text, tokens, index):
            return False
    hit = scene.hit_at(first)
    if any((h := scene.hit_at(i)) and h.first <= first and h.last >= end for i in range(first, end)):
        return False
    if hit is not None and hit.value.kind in ("org", "adjective"):
        return False
    following = tokens[end] if end < len(tokens) and scene.touches(end) else None
    if following is None:
        return end - first > 1
    sailed = following.folded in word_list("ship_verbs")
    if end - first == 1:
        return following.folded in word_list("sure_ship_verbs") or scene.gap(end)[:2] in ("'s", "’s")
    return sailed or not following.text[:1].islower() or not scene.hit_at(first)


def _clause_starts(scene: Scene, after: int, start: int) -> bool:
    """A comma right before a name without "the" parts clauses: "left the ship, Reuters said"."""
    return start == after and scene.gap(start).strip() == ","
