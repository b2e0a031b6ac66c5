"""Names of the tables in text: countries, capitals, nationalities, places and bodies, with doubtful ones weighed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from nizam.reader.naming.candidates import Candidate, Scene, arabic, bare_prefix, has_article, is_function_word
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.lexicon import glosses, heads, key, words
from nizam.text.gazetteer import Named, gazetteer
from nizam.text.normalise import fold
from nizam.text.phrases import Found

_QUOTE = re.compile('[«"“”„‘‹]')
_GROUPS = frozenset(("west",))


class Weighed:
    """Which readings of doubtful names a document bears out, counted once over all its sentences."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self.sure: Counter[str] = Counter()
        for scene in scenes:
            for hit in scene.hits:
                if not hit.value.ambiguous and hit.value.country:
                    self.sure[hit.value.country] += 1
                if not hit.value.ambiguous and hit.value.kind in ("place", "org"):
                    self.sure[hit.value.kind + ":" + hit.value.key] += 1

    def reading(self, hits: Sequence[Found[Named]], text: str = "") -> Found[Named] | None:
        """One of several things that share a name: the one the document speaks of more; None in a tie."""
        if len(hits) == 1:
            return hits[0]
        marked = [h for h in hits if any("\u064b" <= c <= "\u0652" for c in h.label) and _marks(text, h)]
        if len(marked) == 1:
            return marked[0]
        sure = [h for h in hits if not h.value.ambiguous]
        if len(sure) == 1:
            return sure[0]
        counts = [(self.sure[h.value.country or ""], h) for h in hits]
        if all(h.value.kind == "adjective" for h in hits) and sum(1 for count, _ in counts if count) > 1:
            return None  # "a Korean friend" where both Koreas are spoken of
        best = max(count for count, _ in counts)
        winners = [h for count, h in counts if count == best]
        if len(winners) == 1 and best:
            return winners[0]
        # Where the tables give one thing as place and as body or capital, the place is the plainer reading.
        kinds = {h.value.kind for h in hits}
        if len({h.value.country for h in hits}) == 1 and len(kinds) > 1:
            return next((h for h in hits if h.value.kind in ("capital", "country", "place")), hits[0])
        return None


def _marks(text: str, hit: Found[Named]) -> bool:
    """Whether a word is doubled where its label is: عمّان (Amman) has a shadda, عُمان (Oman) none."""
    found = text[hit.start : hit.end]
    marked = any("\u064b" <= c <= "\u0652" for c in found)
    return marked and ("\u0651" in found) == ("\u0651" in hit.label)


def find_closed(scene: Scene, weighed: Weighed) -> Iterator[Candidate]:
    """Candidates for every hit of the gazetteer that its surroundings bear out."""
    by_place: dict[tuple[int, int], list[Found[Named]]] = {}
    for hit in scene.hits:
        by_place.setdefault((hit.start, hit.end), []).append(hit)
    for hits in by_place.values():
        opening = scene.tokens[hits[0].first]
        if hits[0].last == hits[0].first + 1 and not arabic(opening) and _opening_word(scene, hits[0]):
            continue
        if (described := _describing(scene, hits)) is not None:
            yield described
            continue
        meant = _listed_country(scene, hits) or weighed.reading(hits, scene.text)
        if meant is None or (meant.value.ambiguous and not _borne_out(scene, meant, weighed)):
            continue
        yield from _candidate(scene, meant)


def _listed_country(scene: Scene, hits: Sequence[Found[Named]]) -> Found[Named] | None:
    """«من الأردن والسعودية»: a country written like its adjective, in a list of countries or after a preposition."""
    country = next((h for h in hits if h.value.kind == "country"), None)
    if country is None or len(hits) < 2 or not arabic(scene.tokens[country.first]) or not country.first:
        return None
    if not any(h.value.kind == "adjective" for h in hits):
        return None
    before = scene.tokens[country.first - 1]
    own = scene.text[scene.tokens[country.first].start : country.start]
    listed = scene.hit_at(country.first - 1)
    if before.folded == "او" and country.first > 1 and (other := scene.hit_at(country.first - 2)) is not None:
        return country if other.value.kind in ("country", "capital") else None
    if own in ("و", "ول", "وب") or scene.gap(country.first).strip() in ("،", ","):
        return country if listed is not None and listed.value.kind in ("country", "capital") else None
    return country if not own and bare_prefix(before.folded) in word_list("before_country") else None


def _opening_word(scene: Scene, hit: Found[Named]) -> bool:
    """A common word with the capital of a sentence's beginning: «Тем временем» is not of Tema."""
    token = scene.tokens[hit.first]
    opens = hit.first == 0 or scene.text[token.start - 1 : token.start] in tuple('«"“\n')
    return opens and token.text.istitle() and token.folded in words().not_names and fold(hit.label) != token.folded


def _describing(scene: Scene, hits: Sequence[Found[Named]]) -> Candidate | None:
    """An indefinite adjective written like a country: «خبيرا روسيا», «مقاتلات سورية»; None where it is the country."""
    hit = next((h for h in hits if h.value.kind == "country"), None)
    if hit is None or hit.last != hit.first + 1 or not arabic(scene.tokens[hit.first]) or not hit.first:
        return None
    token, before = scene.tokens[hit.first], scene.tokens[hit.first - 1]
    if not scene.touches(hit.first) or is_function_word(before.folded) or has_article(before):
        return None
    if hit.start != token.start:
        return None
    if len(before.folded) < 4 or scene.hit_at(hit.first - 1) is not None or before.folded in words().saying:
        return None
    accusative = token.folded.endswith("يا") and before.text.endswith(("ا", "اً", "ًا"))
    feminine = token.folded.endswith("يه") and before.text.endswith(("ة", "ات"))
    if not accusative and not (feminine and before.folded not in words().locatives):
        return None
    named = hit.value
    return Candidate(hit.start, hit.end, "country", named.name, named.country, "nationality", named.key, 40)


def _candidate(scene: Scene, hit: Found[Named]) -> Iterator[Candidate]:
    named = hit.value
    start, end = _trimmed(scene, hit)
    if named.kind == "adjective":
        if hit.label[:1].islower() and not scene.text[start:end][:1].isalpha():
            return
        yield Candidate(start, end, "country", named.name, named.country, "nationality", named.key, 40)
    elif named.kind == "country":
        yield Candidate(start, end, "country", named.name, named.country, "name", named.key, 75)
    elif named.kind == "government":
        yield Candidate(start, end, "country", named.name, named.country, "name", named.key, 74)
    elif named.kind == "capital":
        if _is_city(scene, hit):
            city = gazetteer().countries[named.key]["capital"]["en"][0]
            yield Candidate(start, end, "place", city, named.country, "name", "capital:" + named.key, 74)
        else:
            yield Candidate(start, end, "country", named.name, named.country, "name", named.key, 74)
    elif named.kind == "place":
        if hit.last < len(scene.tokens) and scene.gap(hit.last) in ("-", "‑", "‐") and scene.tokens[hit.last].capital:
            end = scene.tokens[hit.last].end  # Хванхэ-Пукто
        kind = "group" if named.key in _GROUPS else "place"
        yield Candidate(start, end, kind, named.name, named.country, "name", "place:" + named.key, 70, named.sort)
    else:
        if hit.label.endswith(("'s", "’s")) and scene.text[end : end + 2] in ("'s", "’s"):
            end += 2  # Lloyd's
        yield Candidate(start, end, "org", named.name, named.country, "name", "org:" + named.key, 80, named.sort)


def _trimmed(scene: Scene, hit: Found[Named]) -> tuple[int, int]:
    """A place's or body's span without the common noun before it: порт Раджин, "the Emirates", «ميناء نامبو»."""
    start, first = hit.start, hit.first
    while first < hit.last - 1:
        token = scene.tokens[first]
        if (
            (
                token.text[:1].islower()
                and token.text[:1].isalpha()
                and token.folded[:1] < "ء"
                and any(t.capital for t in scene.tokens[first + 1 : hit.last])
            )
            or _QUOTE.search(scene.text, token.end, scene.tokens[first + 1].start)
            or (
                hit.value.kind == "org"
                and any(
                    h.value.gloss in glosses("inner") and h.last == first + 1
                    for h in heads().longest_at(scene.text, scene.tokens, first)
                )
                and arabic(token)
            )
            or (
                hit.value.kind == "place"
                and hit.value.sort in ("port", "city")
                and any(
                    h.value.gloss in glosses("place_inner") and h.last == first + 1
                    for h in heads().longest_at(scene.text, scene.tokens, first)
                )
            )
        ):
            first += 1
        else:
            break
        start = scene.tokens[first].start
    return start, hit.end


def _is_city(scene: Scene, hit: Found[Named]) -> bool:
    """Whether a capital is the city here, not the government: after "in", in a dateline, with verbs of going."""
    before = scene.tokens[hit.first - 1] if hit.first and scene.touches(hit.first) else None
    own = scene.text[scene.tokens[hit.first].start : hit.start]
    if scene.tokens[hit.first].text.isupper() and len(scene.tokens[hit.first].text) > 3 and not hit.label.isupper():
        return not scene.headline()
    if scene.sentence.paragraph >= 0 and hit.first == 0 and _opens_dateline(scene, hit):
        return True
    if own.strip("وف") == "ب":
        return True
    if before is None:
        return hit.label in glosses("seat_cities")
    word = bare_prefix(before.folded) if before.folded not in word_list("inside") else before.folded
    if before.folded in word_list("inside") or word in word_list("inside"):
        return True
    if before.folded in words().motion or word in words().motion or key(before.text) in words().motion:
        return True
    if hit.label in glosses("seat_cities"):
        return True
    near = scene.tokens[max(0, hit.first - 4) : hit.first]
    return before.folded in words().locatives | {"الى", "من", "إلى", "الي"} and any(
        key(t.text) in words().motion or bare_prefix(t.folded) in words().motion for t in near
    )


def _opens_dateline(scene: Scene, hit: Found[Named]) -> bool:
    after = scene.text[hit.end : hit.end + 60]
    head = after.split("\n")[0]
    opening = head.lstrip()
    if opening.startswith(("(", "-", "–", "—", ",", "/", "،")) and any(sign in head for sign in "-–—"):
        return True
    return opening.startswith((",", "،", ".")) and opening[1:].lstrip()[:1].isdigit()


def _borne_out(scene: Scene, hit: Found[Named], weighed: Weighed) -> bool:
    """A second sign for a doubtful name: the same thing named plainly elsewhere, a preposition, a list of names."""
    named = hit.value
    if named.kind == "place" and hit.first and arabic(scene.tokens[hit.first]) and scene.touches(hit.first):
        nouns = heads().longest_at(scene.text, scene.tokens, hit.first - 1)
        if any(n.value.type == "place" and n.last == hit.first for n in nouns):
            return True  # «معبر مهران»: its class noun stands before it
    if named.kind == "adjective":
        return weighed.sure[named.country or ""] > 0 or named.sort != "ar"
    if named.kind in ("place", "org") and weighed.sure[named.kind + ":" + named.key]:
        return True
    if named.kind in ("country", "capital", "government") and weighed.sure[named.country or ""]:
        return True
    before = scene.tokens[hit.first - 1] if hit.first and scene.touches(hit.first) else None
    own = scene.text[scene.tokens[hit.first].start : hit.start].strip("وف")
    if named.kind == "org" and arabic(scene.tokens[hit.first]) and hit.last == hit.first + 1:
        # «اللغة العربية» is no channel: such a name stands in quotation marks, after its noun or by a verb of saying.
        quoted = _QUOTE.search(scene.text, max(0, hit.start - 2), hit.start) is not None
        return quoted or (
            before is not None
            and (
                before.folded in words().saying
                or bare_prefix(before.folded) in words().saying
                or any(h.value.type == "org" for h in heads().longest_at(scene.text, scene.tokens, hit.first - 1))
            )
        )
    if named.kind == "org" and not hit.first and hit.last == 1 and scene.language == "ru":
        return False  # «Правда, что …»: a sentence's first word has its capital anyhow
    if named.kind == "org":
        return not (before is not None and (found := scene.hit_at(hit.first - 1)) and found.value.kind == "adjective")
    if scene.sentence.paragraph >= 0 and hit.first < 4 and _opens_dateline(scene, hit):
        return True
    # «من الأردن», «وفي الرياض»: after a preposition no adjective stands.
    after_preposition = before is not None and bare_prefix(before.folded) in word_list("before_country")
    if after_preposition and named.kind in ("country", "capital") and arabic(scene.tokens[hit.first]):
        return True
    if named.kind == "capital" and not arabic(scene.tokens[hit.first]):
        alone = not (hit.first and scene.touches(hit.first) and scene.tokens[hit.first - 1].capital and hit.first > 1)
        after = scene.tokens[hit.last] if hit.last < len(scene.tokens) and scene.touches(hit.last) else None
        return alone and (after is None or not after.capital)
    if named.sort == "ar" or scene.language == "ar":
        # Arabic gives no capitals: a preposition is not enough before a word that is a common noun as well.
        neighbour = _neighbours(scene, hit)
        return neighbour or (before is not None and before.folded in ("دوله", "مدينه", "جمهوريه", "مملكه", "عاصمه"))
    if before is not None and (before.folded in words().locatives or own == "ب"):
        return True
    return _neighbours(scene, hit)


def _neighbours(scene: Scene, hit: Found[Named]) -> bool:
    """Whether a sure country or place stands beside it in a list: «الكويت وقطر وسلطنة عُمان»."""
    for other in scene.hits:
        if other.value.ambiguous or other.value.kind not in ("country", "capital", "place"):
            continue
        gap = hit.first - other.last if other.last <= hit.first else other.first - hit.last
        if 0 <= gap <= 1:
            between = scene.tokens[min(other.last, hit.last) : max(other.first, hit.first)]
            if all(t.folded in ("and", "or", "و", "и", "или", "او", "the") for t in between):
                return True
    return False
