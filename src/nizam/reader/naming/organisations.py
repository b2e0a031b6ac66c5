"""Bodies no table names: by the noun that opens or closes their name, by a State's adjective, by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nizam.reader.naming.candidates import Candidate, Scene, arabic, hit_kind
from nizam.reader.naming.lexicon import Head, glosses, head_at, heads, key, roles, state_nouns, words
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.organisations_ru import find_russian_bodies
from nizam.reader.naming.persons import runs
from nizam.text.gazetteer import gazetteer

_ACRONYM = re.compile(r"^[A-ZА-Я][A-ZА-Я0-9&]{1,6}$")


def find_capitalised_bodies(scene: Scene) -> Iterator[Candidate]:
    """Bodies in scripts with capitals: by tail, by head, by State, by acronym."""
    yield from _by_state(scene)
    yield from _with_country(scene)
    yield from _joined_names(scene)
    if scene.language == "ru":
        yield from find_russian_bodies(scene)
        if any(t.capital and t.text.isascii() for t in scene.tokens):
            yield from _english_tails(scene)
    elif not scene.headline():
        yield from _english_heads(scene)
        yield from _english_tails(scene)
        yield from _beside_class_noun(scene)
    yield from _acronyms(scene)


def _by_state(scene: Scene) -> Iterator[Candidate]:
    """A nationality and a body's common noun: "Dutch customs", российская таможня, "the Russian foreign ministry"."""
    phrases = state_nouns()
    for hit in scene.hits:
        if hit.value.kind not in ("adjective", "country") or hit.last >= len(scene.tokens):
            continue
        if arabic(scene.tokens[hit.first]):
            continue
        # "Japan's defence ministry" is one name, "Japan customs" needs its capital.
        possessive = scene.gap(hit.last) in ("'s ", "’s ", "' ", "’ ") and hit.value.kind == "country"
        if not scene.touches(hit.last) and not possessive:
            continue
        found = phrases.longest_at(scene.text, scene.tokens, hit.last)
        if found and possessive and roles().longest_at(scene.text, scene.tokens, found[0].last):
            continue  # "Zambia's police chief"
        if found and (hit.value.kind == "adjective" or possessive or scene.tokens[hit.last].capital):
            noun = found[0]
            name = (
                f"{gazetteer().country_name(hit.value.country)} {noun.value}"
                if scene.language == "ru"
                else scene.text[hit.start : noun.end]
            )
            yield Candidate(hit.start, noun.end, "org", name, hit.value.country, "name", "", 84, "State")


def _with_country(scene: Scene) -> Iterator[Candidate]:
    """Aero Mongolia, Bank Rossiya: an unknown capitalised word run together with a country's name behind it."""
    if scene.headline() or scene.language != "en":
        return
    lists = words()
    for hit in scene.hits:
        first = hit.first - 1
        if hit.value.kind != "country" or first < 1 or not scene.touches(hit.first) or not scene.tokens[first].capital:
            continue
        token = scene.tokens[first]
        if (
            token.folded in lists.not_names
            or token.folded in lists.titles
            or scene.hit_at(first)
            or token.folded in word_list("eras")
        ):
            continue
        if scene.tokens[first - 1].capital and scene.touches(first):
            continue
        yield Candidate(
            token.start, hit.end, "org", scene.text[token.start : hit.end], hit.value.country, "name", "", 78, "Company"
        )


def _joined_names(scene: Scene) -> Iterator[Candidate]:
    """Tarn & Loach: capitals on both sides of the sign make a firm."""
    tokens = scene.tokens
    if scene.headline():
        return
    for first, last in runs(scene):
        if not any("&" in scene.gap(i) for i in range(first + 1, last)):
            continue
        while first < last and tokens[first].folded in words().openers:
            first += 1
        if 1 < last - first <= 5:
            start, stop = tokens[first].start, tokens[last - 1].end
            yield Candidate(start, stop, "org", scene.text[start:stop], None, "name", "", 82, "Company")


def _english_heads(scene: Scene) -> Iterator[Candidate]:
    """Ministry of Trade, Bank of Dandong, University of Foreign Studies in …"""
    at = 0
    tokens = scene.tokens
    while at < len(tokens):
        opens = not arabic(tokens[at]) and (tokens[at].capital or tokens[at].folded in ("embassy", "consulate"))
        hit = head_at(scene.text, scene.tokens, at, "head") if opens else None
        if hit is None or hit.value.gloss in glosses("never"):
            at += 1
            continue
        end, country = hit.last, None
        while end < len(tokens) and end - at < 9:
            word = tokens[end]
            gap = scene.gap(end).strip()
            if (word.capital and gap in ("", "'s", "’s", "-", "&")) or (
                word.capital and gap == "," and _series(scene, end)
            ):
                end += 1
                continue
            ahead = end + 1 < len(tokens) and tokens[end + 1].capital and not scene.gap(end + 1).strip()
            if not gap and word.folded in ("of", "and", "for", "the", "on") and ahead:
                end += 1
                continue
            two = end + 2 < len(tokens) and tokens[end + 1].folded == "the" and tokens[end + 2].capital
            if not gap and word.folded in ("of", "for") and two:
                end += 2
                continue
            break
        for index in range(hit.last, end):
            found = scene.hit_at(index)
            country = country or (
                found.value.country
                if found and found.value.kind in ("country", "adjective", "capital", "place")
                else None
            )
        if end > hit.last:
            start = hit.first
            while (
                start
                and tokens[start - 1].capital
                and scene.touches(start)
                and (tokens[start - 1].folded not in words().openers or scene.hit_at(start - 1) is not None)
            ):
                start -= 1
                country = country or (h.value.country if (h := scene.hit_at(start)) else None)
            mission = hit.value.gloss in glosses("missions")
            name = scene.text[tokens[start].start : tokens[end - 1].end]
            yield Candidate(
                tokens[start].start,
                tokens[end - 1].end,
                "org",
                name,
                country,
                "name",
                "",
                85 - mission,
                hit.value.gloss,
            )
        at = max(end, at + 1)


def _series(scene: Scene, index: int) -> bool:
    """Ministry of Trade, Industry and Energy: a comma inside a list that "and" closes soon."""
    following = [t.folded for t in scene.tokens[index : index + 4]]
    return "and" in following and all(
        t.capital or t.folded == "and" for t in scene.tokens[index : index + following.index("and") + 2]
    )


def _english_tails(scene: Scene) -> Iterator[Candidate]:
    """Runs of capitals that end like a company or an office: Do Young Shipping, Dandong Hongxiang Industrial Co Ltd."""
    lists, tokens = words(), scene.tokens
    for first, last in runs(scene):
        start = first
        while start < last and tokens[start].folded in lists.openers:
            start += 1
        inside = scene.hit_at(start) if start < last else None
        if inside is not None and inside.first < start:
            start = inside.first  # U.S. is two tokens and a full stop
        best = None
        for end in range(last, start + 1, -1):
            tail = _tail_at(scene, start, end)
            if tail is not None:
                best = (end, tail)
                break
        if best is None:
            continue
        end, tail = best
        while (
            end < len(tokens)
            and tokens[end].folded in ("ltd", "co", "inc", "llc", "corp", "limited", "plc")
            and scene.gap(end).strip() in ("", ",", ".", ".,")
        ):
            end += 1
        # Baltic Freight Monitor: the rest of the capitals belong, unless a person or a place begins there.
        if 0 < last - end <= 2 and not any(
            scene.hit_at(i) or tokens[i].folded in words().titles or key(tokens[i].text) in words().given
            for i in range(end, last)
        ):
            end = last
        if start == first and tail.gloss in glosses("joined"):
            start = _first_half(scene, start)
        body = tokens[start:end]
        if len(body) < 2 or (
            len(body) == 2 and start == 0 and tokens[0].folded in scene.lower and hit_kind(scene, 0) != "adjective"
        ):
            continue
        if all(hit_kind(scene, i) == "adjective" for i in range(start, end - 1)) and tail.gloss not in (
            "Ministry",
            "Army",
            "Police",
            "Embassy",
            "Court",
            "Railways",
            "Bank",
            "Party",
            "Airlines",
        ):
            continue
        country = next((h.value.country for i in range(start, end) if (h := scene.hit_at(i)) and h.value.country), None)
        stop = body[-1].end
        after = scene.text[stop : stop + 3]
        if body[-1].folded in word_list("dotted") and after[:1] == "." and (after[1:2] == "," or after[2:].islower()):
            stop += 1  # "Ltd." keeps its stop where the sentence goes on
        text = scene.text[body[0].start : stop]
        yield Candidate(body[0].start, stop, "org", text, country, "name", "", 84, tail.gloss)


def _first_half(scene: Scene, start: int) -> int:
    """Where "Ghana Ports and" before "Harbours Authority" begins: at "the" or a country, else nothing is joined."""
    tokens = scene.tokens
    if start < 2 or tokens[start - 1].folded != "and" or not (scene.touches(start) and scene.touches(start - 1)):
        return start
    at = start - 1
    while at and tokens[at - 1].capital and scene.touches(at) and tokens[at - 1].folded not in words().openers:
        at -= 1
    if at == start - 1:
        return start
    owned = hit_kind(scene, at) in ("country", "adjective")
    return at if owned or (at and tokens[at - 1].folded == "the") else start


def _tail_at(scene: Scene, start: int, end: int) -> Head | None:
    """The tail noun that ends at a token, if any."""
    for size in (1, 2, 3):
        if end - size <= start:
            return None
        for hit in heads().longest_at(scene.text, scene.tokens, end - size):
            if (
                hit.last == end
                and hit.value.type == "org"
                and hit.value.at in ("tail", "both")
                and scene.tokens[end - size].capital
            ):
                return hit.value
    return None


def _beside_class_noun(scene: Scene) -> Iterator[Candidate]:
    """Capitals beside a lower-case noun of bodies: "machinery maker Alma Tools", "Sundvik P&I, the ship's insurer"."""
    tokens, lists, makers = scene.tokens, words(), word_list("makers")
    for first, last in runs(scene):
        start = first
        while start < last and tokens[start].folded in lists.openers:
            start += 1
        if start == last or last - start > 5:
            continue
        hit = scene.hit_at(start)
        if hit is not None and (hit.value.kind in ("adjective", "org") or hit.last >= last):
            continue
        if tokens[start].folded in lists.not_names or tokens[start].folded in lists.titles:
            continue
        if key(tokens[start].text) in lists.given and last - start < 3:
            continue
        before = tokens[start - 1] if start and scene.touches(start) else None
        if before is None and start and _one_of_its_kind(scene, start, last):
            before = tokens[start - 1]
        lower = before is not None and before.text.islower()
        noun = before is not None and lower and (before.folded in makers or before.folded.endswith("maker"))
        noun = noun and before is not None and before.folded not in lists.titles  # "lawmaker Bae Seo-jin"
        if not noun and not _apposed_noun(scene, last):
            continue
        stop = tokens[last - 1].end
        text = scene.text[tokens[start].start : stop]
        rank = 79 if last - start > 1 else 69
        yield Candidate(tokens[start].start, stop, "org", text, None, "name", "", rank, "Company")


def _one_of_its_kind(scene: Scene, start: int, last: int) -> bool:
    """ "To a Cambodian carrier, Mekong Sky, in August": capitals between commas behind "a" and its noun."""
    if scene.gap(start).strip() != "," or scene.gap(last).strip()[:1] not in (",", ".", ""):
        return False
    return any(scene.tokens[i].folded in ("a", "an") for i in range(max(0, start - 5), start - 1))


def _apposed_noun(scene: Scene, index: int) -> bool:
    """Whether ", a machinery maker in Graz" or ", the ship's insurer," follows."""
    tokens = scene.tokens
    if index >= len(tokens) or scene.gap(index).strip() != "," or tokens[index].folded not in ("a", "an", "the", "its"):
        return False
    for at in range(index + 1, min(index + 6, len(tokens))):
        sign = scene.gap(at).strip()
        if sign not in ("", "-", "'s", "’s") or (tokens[at].capital and scene.hit_at(at) is None):
            return False
        if tokens[at].folded in word_list("makers") or tokens[at].folded.endswith("maker"):
            after = tokens[at + 1] if at + 1 < len(tokens) and scene.touches(at + 1) else None
            return after is None or after.folded in word_list("after_maker")
    return False


def _acronyms(scene: Scene) -> Iterator[Candidate]:
    """Capitals that no table knows: a body, unless the whole line is in capitals."""
    if scene.headline() or sum(t.text.isupper() and len(t.text) > 2 for t in scene.tokens) > 0.4 * len(scene.tokens):
        return
    banned = words().acronyms_not
    for index, token in enumerate(scene.tokens):
        if (index == 0 and len(token.text) > 4) or len(token.text) > 5:
            continue
        if _ACRONYM.match(token.text) and token.text not in banned and scene.hit_at(index) is None:
            if any(c.isdigit() for c in token.text) or len(token.text) < 3:
                continue
            yield Candidate(token.start, token.end, "org", token.text, None, "name", "", 57, "Acronym")
