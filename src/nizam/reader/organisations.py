"""Bodies no table names: by the noun that opens or closes their name, by a State's adjective, by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nizam.reader.candidates import Candidate, Scene, arabic, is_function_word
from nizam.reader.lexicon import Head, bodies, heads, key, known_persons, portfolios, state_nouns, words
from nizam.reader.persons import hit_kind, runs, unknown_word
from nizam.text.gazetteer import gazetteer
from nizam.text.normalise import fold
from nizam.text.phrases import Found
from nizam.text.romanise import romanise

_ACRONYM = re.compile(r"^[A-ZА-Я][A-ZА-Я0-9&]{1,6}$")
_ADJECTIVE_RU = re.compile("(?:ая|яя|ое|ее|ий|ый|ой|ую|юю|ого|его|ому|ему|ей|им|ым|ом|ем|ые|ие|ых|их)$")
_MAX = 7
# Russian bodies that a town's name follows in the genitive, known or not: университет Лейдена.
_OF_TOWN = frozenset(
    ("University", "Institute", "Academy", "Museum", "Administration", "Customs", "Court", "Police", "Fund")
)
_OUTSIDE = frozenset(("Establishment", "Agency", "Organisation", "Group", "Movement", "Party", "Network"))


@lru_cache(maxsize=1)
def _glosses(name: str = "") -> dict[str, frozenset[str]]:
    return {field: frozenset(bodies()[field]) for field in ("inner", "weak", "state", "never", "missions")}


def _head(scene: Scene, at: int, where: str) -> Found[Head] | None:
    hits = [
        h
        for h in heads().longest_at(scene.text, scene.tokens, at)
        if h.value.type == "org" and h.value.at in (where, "both")
    ]
    return hits[0] if hits else None


def find_arabic_bodies(scene: Scene) -> Iterator[Candidate]:
    """A head noun and what belongs to it: «وزارة الخارجية الكويتية», «نادي فالداي», «الجيش الكوري الشمالي»."""
    at = 0
    while at < len(scene.tokens):
        if not arabic(scene.tokens[at]):
            at += 1
            continue
        found = _arabic_body(scene, at) or _bare_ministry(scene, at)
        if found is None:
            at += 1
            continue
        yield found[0]
        at = found[1]


def _arabic_body(scene: Scene, at: int) -> tuple[Candidate, int] | None:
    hit = _head(scene, at, "head")
    sets = _glosses()
    if hit is None or hit.value.gloss in sets["never"]:
        return None
    gloss = hit.value.gloss
    definite = hit.label.startswith("ال")
    index, definites, proper, country = hit.last, 0, 0, None
    subject, inner_head = "", gloss in sets["inner"]
    while index < len(scene.tokens) and index - at < _MAX and scene.touches(index):
        token = scene.tokens[index]
        gaz = scene.hit_at(index)
        if (
            gaz is not None
            and gaz.first == index
            and gaz.value.kind in ("country", "adjective", "place", "capital", "org")
        ):
            if gaz.value.kind == "adjective" and definites + proper == 0 and not definite:
                return None  # «شركة روسية»: any Russian company
            if gaz.start > token.start and not token.folded.startswith("لل"):
                break
            proper += 1
            country = country or gaz.value.country
            index = gaz.last
            if gaz.value.kind == "adjective":
                break
            continue
        found = portfolios().longest_at(scene.text, scene.tokens, index)
        if found and found[0].start == token.start:
            subject = subject or found[0].value
            definites, index = definites + 1, found[0].last
            continue
        folded = token.folded
        if folded in words().time or is_function_word(folded):
            break
        if folded.startswith("ال") and len(folded) > 3 and (definites == 0 and not proper or _adjective(folded)):
            definites, index = definites + 1, index + 1
            continue
        if folded.startswith("لل") and definites + definite > 0 and len(folded) > 4 and not scene.hit_at(index):
            definites, index = definites + 1, index + 1
            continue
        if folded == "لشوون" and index + 1 < len(scene.tokens):
            index += 1
            continue
        if (
            folded.startswith("وال")
            and definites
            and index + 1 <= len(scene.tokens)
            and (gloss == "Ministry" and portfolios().longest_at(scene.text, scene.tokens, index))
        ):
            definites, index = definites + 1, index + 1
            continue
        if inner_head and proper and folded.startswith("لل") and len(folded) > 4:
            index += 1
            continue
        if (
            definites == 0
            and proper < 3
            and not definite
            and (unknown_word(scene, index) or (inner_head and unknown_word(scene, index, loose=True)))
        ):
            proper, index = proper + 1, index + 1
            continue
        break
    if index == hit.last:
        return None
    inner = gloss in sets["inner"]
    if definite and not (country and gloss in sets["state"] | {"Ministry", "Bank"} or definites >= 2 and not inner):
        return None
    if inner:
        if not proper or definites:
            return None
        if country is not None and scene.hit_at(hit.last) is not None:
            return None
        start = scene.tokens[hit.last].start
        name = romanise(scene.text[start : scene.tokens[index - 1].end])
        return Candidate(start, scene.tokens[index - 1].end, "org", name, country, "name", "", 64, gloss), index
    if gloss in sets["weak"] and not proper and definites < 2 and not subject and gloss not in ("Committee", "Council"):
        return None
    if gloss in ("Committee", "Council") and definites < 1 and not proper:
        return None
    first_hit = scene.hit_at(hit.last)
    if (
        first_hit is not None
        and first_hit.value.kind == "org"
        and first_hit.last == index
        and gloss in _OUTSIDE | sets["inner"]
    ):
        return None  # «مؤسسة كوميد»: the body has its own name
    mission = gloss in sets["missions"]
    end = scene.tokens[index - 1].end
    name = _body_name(gloss, subject, country, scene.text[scene.tokens[hit.last].start : end])
    return (
        Candidate(
            hit.start, end, "org", name, country, "role" if mission else "name", "", 50 if mission else 84, gloss
        ),
        index,
    )


def _adjective(folded: str) -> bool:
    """A definite Arabic word that may be an adjective: it ends like a nisba, or is one of the common others."""
    return folded.endswith(("ي", "يه")) or folded in _ADJECTIVES_AR


_ADJECTIVES_AR = frozenset(
    fold(w)
    for w in (
        "العام العامة الأعلى العليا المتحدة المتحد الأحمر الأبيض المشترك المشتركة الحر الحرة المستقل المستقلة الكبرى الكبير الموحد الموحدة"
        " المركزية المسلحة المختلط المختلطة الجديد الجديدة الحديث الحديثة القابضة المحدودة المساهمة المستدامة المتقدمة الشامل الأولى"
    ).split()
)


def _bare_ministry(scene: Scene, at: int) -> tuple[Candidate, int] | None:
    """«الخارجية الروسية»: the ministry by its subject alone."""
    token = scene.tokens[at]
    folded = token.folded
    skip = 0
    while folded[:1] in "وفبل" and not folded.startswith("ال") and len(folded) > 5 and skip < 2:
        folded, skip = folded[1:], skip + 1
    if folded not in words().ministries or at + 1 >= len(scene.tokens) or not scene.touches(at + 1):
        return None
    if (
        at
        and scene.touches(at)
        and (_head(scene, at - 1, "head") or scene.tokens[at - 1].folded.endswith(("وزير", "وزيره", "وزراء")))
    ):
        return None
    hit = scene.hit_at(at + 1)
    if hit is None or hit.value.kind != "adjective" or hit.first != at + 1:
        return None
    subject = portfolios().longest_at(scene.text, scene.tokens, at)
    name = f"Ministry of {subject[0].value if subject else romanise(folded)}"
    if hit.value.country:
        name += f" of {gazetteer().country_name(hit.value.country)}"
    return Candidate(token.start + skip, hit.end, "org", name, hit.value.country, "name", "", 84, "Ministry"), hit.last


def _body_name(gloss: str, subject: str, country: str | None, rest: str) -> str:
    of = f" of {gazetteer().country_name(country)}" if country else ""
    if gloss == "Ministry" and subject:
        return f"Ministry of {subject}{of}"
    if (
        gloss in ("Army", "Police", "Customs", "Parliament", "Presidency", "Embassy", "Fleet", "Coast Guard")
        and country
    ):
        return f"{gloss}{of}"
    return f"{gloss} {romanise(rest)}"


def find_capitalised_bodies(scene: Scene) -> Iterator[Candidate]:
    """Bodies in scripts with capitals: by tail, by head, by State, by acronym."""
    yield from _by_state(scene)
    yield from _with_country(scene)
    if scene.language == "ru":
        yield from _russian_heads(scene)
    elif not scene.headline():
        yield from _english_heads(scene)
        yield from _english_tails(scene)
    yield from _acronyms(scene)


def _by_state(scene: Scene) -> Iterator[Candidate]:
    """A nationality and a body's common noun: "Dutch customs", российская таможня, "the Russian foreign ministry"."""
    phrases = state_nouns()
    for hit in scene.hits:
        if hit.value.kind not in ("adjective", "country") or hit.last >= len(scene.tokens):
            continue
        if not scene.touches(hit.last) or arabic(scene.tokens[hit.first]):
            continue
        found = phrases.longest_at(scene.text, scene.tokens, hit.last)
        if found and (hit.value.kind == "adjective" or scene.tokens[hit.last].capital):
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
            or token.folded in _ERAS
        ):
            continue
        if scene.tokens[first - 1].capital and scene.touches(first):
            continue
        yield Candidate(
            token.start, hit.end, "org", scene.text[token.start : hit.end], hit.value.country, "name", "", 78, "Company"
        )


_ERAS = frozenset(
    (
        "soviet",
        "mainland",
        "communist",
        "imperial",
        "nazi",
        "modern",
        "ancient",
        "saharan",
        "unified",
        "greater",
        "rural",
        "colonial",
    )
)


def _english_heads(scene: Scene) -> Iterator[Candidate]:
    """Ministry of Trade, Bank of Dandong, University of Foreign Studies in …"""
    at = 0
    tokens = scene.tokens
    while at < len(tokens):
        hit = _head(scene, at, "head") if tokens[at].capital and not arabic(tokens[at]) else None
        if hit is None or hit.value.gloss in _glosses()["never"]:
            at += 1
            continue
        end, country = hit.last, None
        while end < len(tokens) and end - at < 9:
            word = tokens[end]
            gap = scene.gap(end).strip()
            if (
                word.capital
                and gap in ("", "'s", "’s", "-", "&")
                or (word.capital and gap == "," and _series(scene, end))
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
            mission = hit.value.gloss in _glosses()["missions"]
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
        ):
            continue
        country = next((h.value.country for i in range(start, end) if (h := scene.hit_at(i)) and h.value.country), None)
        text = scene.text[body[0].start : body[-1].end]
        yield Candidate(body[0].start, body[-1].end, "org", text, country, "name", "", 84, tail.gloss)


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


def _russian_heads(scene: Scene) -> Iterator[Candidate]:
    """Министерство энергетики, МИД России, Дальневосточная железная дорога, Комитет Совета Безопасности."""
    tokens, sets = scene.tokens, _glosses()
    at = 0
    while at < len(tokens):
        hit = _head(scene, at, "head")
        if hit is None or hit.value.gloss in sets["never"] or (hit.label[:1].isupper() and not tokens[at].capital):
            at += 1
            continue
        gloss, start, end = hit.value.gloss, hit.first, hit.last
        country: str | None = None
        subject, complement = "", 0
        while end < len(tokens) and scene.touches(end) and end - at < _MAX:
            found = portfolios().longest_at(scene.text, tokens, end)
            gaz = scene.hit_at(end)
            if found and not subject:
                subject, end, complement = found[0].value, found[0].last, complement + 2
                continue
            if (
                gaz is not None
                and gaz.first == end
                and gaz.value.kind in ("country", "org", "place", "capital")
                and tokens[end].capital
            ):
                country = country or gaz.value.country
                end, complement = gaz.last, complement + (1 if gaz.value.kind == "country" else 2)
                continue
            if (
                gloss in _OF_TOWN
                and not complement
                and tokens[end].capital
                and key(tokens[end].text) not in words().given
            ):
                end, complement = end + 1, complement + 2
                continue
            if (
                subject
                and tokens[end].folded == "и"
                and end + 1 < len(tokens)
                and portfolios().longest_at(scene.text, tokens, end + 1)
            ):
                end += 1
                subject, end = subject, portfolios().longest_at(scene.text, tokens, end)[0].last
                continue
            break
        while (
            start
            and scene.touches(start)
            and _ADJECTIVE_RU.search(tokens[start - 1].folded)
            and len(tokens[start - 1].folded) > 4
            and at - start < 3
        ):
            start -= 1
        while start < hit.first and not tokens[start].capital:
            start += 1
        adjectives = hit.first - start
        sentence_word = (
            start == 0
            and adjectives == 1
            and not complement
            and (tokens[0].folded in scene.lower or gloss in sets["inner"])
        )
        if (
            adjectives
            and all(hit_kind(scene, i) == "adjective" for i in range(start, hit.first))
            and gloss in sets["inner"]
        ):
            start, adjectives = hit.first, 0  # «южнокорейская компания» is any of them
        named = _unquoted(scene, hit.last) if gloss in sets["inner"] and not complement else None
        if named is not None:
            yield named
            at = max(end, at + 1)
            continue
        own = hit.label[:1].isupper() and len(hit.label) > 2
        strong = gloss not in sets["inner"] and (complement >= 2 or (complement and (tokens[hit.first].capital or own)))
        if own or strong or (adjectives and not sentence_word):
            for index in range(start, end):
                found_hit = scene.hit_at(index)
                country = country or (found_hit.value.country if found_hit else None)
            mission = gloss in sets["missions"]
            stop = tokens[end - 1].end
            name = _russian_name(gloss, subject, country, scene.text[tokens[start].start : stop])
            yield Candidate(tokens[start].start, stop, "org", name, country, "name", "", 84 - mission, gloss)
        at = max(end, at + 1)


def _unquoted(scene: Scene, index: int) -> Candidate | None:
    """компания Hyundai Glovis: a capitalised name right after its noun."""
    tokens, end = scene.tokens, index
    while end < len(tokens) and end - index < 4 and tokens[end].capital and scene.touches(end):
        end += 1
    if end == index or hit_kind(scene, index) in ("country", "adjective", "capital", "place"):
        return None
    if key(tokens[index].text) in words().given:
        return None  # «гендиректор предприятия Игорь …»
    text = scene.text[tokens[index].start : tokens[end - 1].end]
    return Candidate(tokens[index].start, tokens[end - 1].end, "org", romanise(text), None, "name", "", 72, "Company")


def _russian_name(gloss: str, subject: str, country: str | None, text: str) -> str:
    of = f" of {gazetteer().country_name(country)}" if country else ""
    if gloss == "Ministry" and subject:
        return f"Ministry of {subject}{of}"
    if gloss.startswith("Ministry of"):
        return f"{gloss}{of}"
    return romanise(text)


def _acronyms(scene: Scene) -> Iterator[Candidate]:
    """Capitals that no table knows: a body, unless the whole line is in capitals."""
    if scene.headline() or sum(t.text.isupper() and len(t.text) > 2 for t in scene.tokens) > 0.4 * len(scene.tokens):
        return
    banned = words().acronyms_not
    for index, token in enumerate(scene.tokens):
        if index == 0 and len(token.text) > 4 or len(token.text) > 5:
            continue
        if _ACRONYM.match(token.text) and token.text not in banned and scene.hit_at(index) is None:
            if any(c.isdigit() for c in token.text) or len(token.text) < 3:
                continue
            yield Candidate(token.start, token.end, "org", token.text, None, "name", "", 57, "Acronym")


def person_names() -> Sequence[str]:
    """Names of the table of persons, for callers that must not take them for bodies."""
    return [known.name for known in known_persons()[1]]


def class_of(sort: str) -> str:
    """The class of bare nouns that may stand for a body of this gloss: Ministry → ministry, Company → company."""
    from nizam.reader.lexicon import bare

    return bare().get(key(sort), _CLASSES.get(sort, sort.lower()))


_CLASSES = {
    "Shipping": "company", "Trading": "company", "Limited": "company", "Corporation": "company", "Group": "company", "Industries": "company",
    "Energy": "company", "Construction": "company", "Foods": "company", "Insurance": "company", "Airlines": "company", "Plant": "company",
    "company": "company", "Faculty": "university", "Fund": "bank", "Commission": "committee", "Authority": "committee", "Embassy": "mission",
    "Newspaper": "media", "media": "media", "Joint-Stock Company": "company", "Limited Company": "company", "un": "committee", "ngo": "organisation",
    "Foundation": "organisation", "Agency": "organisation", "Establishment": "organisation", "Concern": "company", "Factory": "company",
}  # fmt: skip
