"""Names in quotation marks or after a class noun: ships, aircraft, companies, papers; and places no table names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nizam.reader.candidates import LINK, SPACE, Candidate, Scene, arabic, is_function_word
from nizam.reader.lexicon import crafts, heads, key, words
from nizam.reader.persons import hit_kind, runs, unknown_word
from nizam.text.romanise import romanise

_QUOTED = re.compile('[«"“”„‘‹]\\s?([^«»"“”„’‹›\n]{2,60}?)\\s?[»"”“’›]')
_HULL = re.compile(r"\b(?:[A-Z]{1,4}[- ]?\d{3,6}|[A-Z][a-z]+ (?:No\.? )?\d{1,3})\b")
_IMO = re.compile(r"\bIMO(?:\s*(?:number|No\.?|:|номер|رقم))?\s*[:#]?\s*(\d{7})\b")
_INNER = frozenset(("City", "Port", "Region", "Province", "District", "Settlement", "Station", "Crossing", "Village", "Governorate", "State", "Bay",
                    "Strait", "Island", "Islands", "Cosmodrome", "Airport", "Range", "Base", "River", "Lake", "Mount", "Capital", "Zone"))  # fmt: skip
_WHOLE_AR = frozenset(
    (
        "Airport",
        "Base",
        "Mount",
        "River",
        "Sea",
        "Gulf",
        "Strait",
        "Lake",
        "Island",
        "Islands",
        "Bridge",
        "Crossing",
        "Ocean",
        "Bay",
    )
)
_ADJECTIVE = re.compile("(?:ский|ского|скому|ским|ском|ская|ской|скую|ное|ный|ного|ном|ная|ной)$")
_NO_PLACE = frozenset(
    (
        "Border",
        "Capital",
        "Street",
        "Square",
        "Hotel",
        "Palace",
        "Complex",
        "Camp",
        "Mine",
        "Coast",
        "Zone",
        "State",
        "Territory",
    )
)


def find_quoted(scene: Scene) -> Iterator[Candidate]:
    """A name in quotation marks right after the noun that says what it is."""
    for match in _QUOTED.finditer(scene.text, scene.sentence.start, scene.sentence.end):
        inner_start, inner_end = match.span(1)
        inside = [i for i, t in enumerate(scene.tokens) if inner_start <= t.start < inner_end]
        if not inside or len(inside) > 5 or is_function_word(scene.tokens[inside[0]].folded):
            continue
        first = inside[0]
        start, end = scene.tokens[first].start, scene.tokens[inside[-1]].end
        if scene.text[end:inner_end].strip(" .,") or not SPACE.match(
            scene.text[scene.tokens[first - 1].end : match.start()] if first else ""
        ):
            before = None
        else:
            before = first - 1 if first else None
        kind, sort = _class_before(scene, before) if before is not None else ("", "")
        if (
            not kind
            and not arabic(scene.tokens[first])
            and scene.tokens[first].capital
            and len(inside) <= 4
            and _is_title_case(scene, inside)
        ):
            # «Роснефть», without a noun: in Russian quotation marks make a body's name; in English they quote.
            if scene.language == "ru" and not scene.text[match.end() : match.end() + 2].strip().startswith((",", "—")):
                kind, sort = "org", ""
        if not kind:
            continue
        name = scene.text[start:end]
        yield Candidate(start, end, kind, romanise(name), None, "name", "", 82, sort)


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
        if hit and hit[0].last == at + 1:
            return hit[0].value, hit[0].value
        for found in heads().longest_at(scene.text, scene.tokens, at):
            if found.value.at != "tail" or scene.language == "en":
                return found.value.type, found.value.gloss
        if not (arabic(scene.tokens[at]) or scene.language == "ru"):
            break
    return "", ""


def find_crafts(scene: Scene) -> Iterator[Candidate]:
    """Ships and aircraft without quotation marks: "the tanker Sea Star", "freighter, the DN5505", «السفينة وايز أونست»."""
    tokens = scene.tokens
    for match in _IMO.finditer(scene.text, scene.sentence.start, scene.sentence.end):
        yield Candidate(
            match.start(1), match.end(1), "vessel", "IMO " + match.group(1), None, "role", "imo:" + match.group(1), 30
        )
    at = 0
    while at < len(tokens):
        hits = crafts().longest_at(scene.text, tokens, at)
        if not hits:
            at += 1
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
        at = max(after, end)


def _clause_starts(scene: Scene, after: int, start: int) -> bool:
    """A comma right before a name without "the" parts clauses: "left the ship, Reuters said"."""
    return start == after and scene.gap(start).strip() == ","


def find_places(scene: Scene) -> Iterator[Candidate]:
    """Places by their class noun, and capitalised words after a preposition of place that nothing else explains."""
    yield from _by_noun(scene)
    yield from _dateline(scene)
    if scene.language != "ar" and not (scene.headline() and scene.language == "en"):
        yield from _by_preposition(scene)


def _by_noun(scene: Scene) -> Iterator[Candidate]:
    tokens = scene.tokens
    for at in range(len(tokens)):
        for hit in heads().longest_at(scene.text, tokens, at):
            gloss = hit.value.gloss
            if hit.value.type != "place" or gloss in _NO_PLACE:
                continue
            if arabic(tokens[at]):
                end = hit.last
                if hit.label.startswith("ال"):
                    continue
                limit = 2 if gloss in _WHOLE_AR else 1
                while (
                    end < len(tokens)
                    and end - hit.last < limit
                    and scene.touches(end)
                    and unknown_word(scene, end, loose=True)
                ):
                    if end > hit.last and tokens[end].folded[:1] in "يتن":
                        break  # more likely the verb of the next clause
                    end += 1
                if end == hit.last:
                    continue
                whole = gloss in _WHOLE_AR
                if (
                    whole
                    and end < len(tokens)
                    and scene.touches(end)
                    and tokens[end].folded in ("الدولي", "الدوليه", "الجويه", "البحريه", "الفضاييه")
                ):
                    end += 1
                start = hit.start if whole else tokens[hit.last].start
                yield Candidate(
                    start,
                    tokens[end - 1].end,
                    "place",
                    romanise(scene.text[start : tokens[end - 1].end]),
                    None,
                    "name",
                    "",
                    66,
                    gloss,
                )
            elif (
                scene.language == "ru"
                and gloss in ("District", "Region", "Province", "Peninsula", "Islands", "Bay", "Sea", "Strait")
                and at
                and (
                    tokens[at - 1].capital
                    and scene.touches(at)
                    and _ADJECTIVE.search(tokens[at - 1].folded)
                    and not (at == 1 and tokens[0].folded in scene.lower)
                )
                and hit_kind(scene, at - 1) != "adjective"
            ):
                yield Candidate(
                    tokens[at - 1].start,
                    hit.end,
                    "place",
                    romanise(scene.text[tokens[at - 1].start : hit.end]),
                    None,
                    "name",
                    "",
                    66,
                    gloss,
                )
            elif scene.language == "ru" or hit.value.at == "head":
                end = hit.last
                while (
                    end < len(tokens)
                    and end - hit.last < 3
                    and tokens[end].capital
                    and scene.gap(end).strip() in ("", "-", "«")
                ):
                    end += 1
                if end > hit.last and hit_kind(scene, hit.last) not in ("country", "org"):
                    whole = scene.language == "en" and gloss != "Port"
                    if not whole and hit_kind(scene, hit.last) in ("place", "capital"):
                        continue
                    start = tokens[hit.first].start if whole else tokens[hit.last].start
                    if whole and not tokens[hit.first].capital:
                        continue
                    yield Candidate(
                        start,
                        tokens[end - 1].end,
                        "place",
                        romanise(scene.text[start : tokens[end - 1].end]),
                        None,
                        "name",
                        "",
                        72,
                        gloss,
                    )
            elif hit.value.at == "tail" and tokens[at].capital and at and tokens[at - 1].capital and scene.touches(at):
                first = at - 1
                while (
                    first
                    and tokens[first - 1].capital
                    and scene.touches(first)
                    and tokens[first - 1].folded not in words().not_names
                ):
                    first -= 1
                if tokens[first].folded in words().not_names:
                    first += 1
                if first < at:
                    yield Candidate(
                        tokens[first].start,
                        hit.end,
                        "place",
                        scene.text[tokens[first].start : hit.end],
                        None,
                        "name",
                        "",
                        77,
                        gloss,
                    )


_DATELINE = re.compile(r"\s?(?:\(|,\s|[-–—]\s|\s[-–—])")


def _dateline(scene: Scene) -> Iterator[Candidate]:
    """A town in capitals that opens a paragraph: "LEEDS - …", "PORT LOUIS (AFP) - …"."""
    tokens = scene.tokens
    end = 0
    while (
        end < len(tokens)
        and end < 3
        and tokens[end].text.isupper()
        and len(tokens[end].text) > 2
        and (end == 0 or scene.touches(end))
    ):
        end += 1
    if end == 0 or end == len(tokens) or scene.sentence.paragraph < 0 or scene.hit_at(0) is not None:
        return
    rest = scene.text[tokens[end - 1].end : tokens[end - 1].end + 60]
    if _DATELINE.match(rest) and any(sign in rest for sign in "-–—") and (end > 1 or len(tokens[0].text) > 3):
        yield Candidate(
            tokens[0].start,
            tokens[end - 1].end,
            "place",
            scene.text[tokens[0].start : tokens[end - 1].end].title(),
            None,
            "name",
            "",
            73,
            "guess",
        )


def _by_preposition(scene: Scene) -> Iterator[Candidate]:
    """ "in Zabol", «в Змеиногорске»: an unknown capitalised word after a preposition of place."""
    tokens, lists = scene.tokens, words()
    for first, last in runs(scene):
        hyphens = sum(scene.gap(i).strip() == "-" for i in range(first + 1, last))
        if first == 0 or last - first - hyphens > 2 or not scene.touches(first):
            continue
        before = tokens[first - 1].folded
        if before not in lists.locatives or before in (
            "between",
            "into",
            "к",
            "до",
            "от",
            "через",
            "under",
            "off",
            "left",
        ):
            continue
        if any(scene.hit_at(i) is not None for i in range(first, last)) or key(tokens[first].text) in lists.given:
            continue
        if not hyphens and any(
            t.folded in lists.not_names or is_function_word(t.folded) or t.text.isupper() or len(t.text) < 3
            for t in tokens[first:last]
        ):
            continue
        if any(c.isdigit() for t in tokens[first:last] for c in t.text):
            continue
        sure = before in ("in", "near", "at", "outside", "в", "под", "близ", "около", "возле")
        if last < len(tokens) and scene.gap(last)[:2] in ("'s", "’s"):
            continue
        yield Candidate(
            tokens[first].start,
            tokens[last - 1].end,
            "place",
            romanise(scene.text[tokens[first].start : tokens[last - 1].end]),
            None,
            "name",
            "",
            64 if sure else 56,
            "guess",
        )
