"""What a document has told: surnames after full names, «الوزارة» after the ministry, roles after their holders."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from nizam.reader.naming.candidates import Candidate, Scene, arabic
from nizam.reader.naming.crafts import QUOTED
from nizam.reader.naming.lexicon import bare, class_of, folded, glosses, key, words
from nizam.reader.naming.names_ar import is_saying
from nizam.reader.naming.roles import Role, as_candidate, find_roles
from nizam.record import replace
from nizam.text.normalise import fold
from nizam.text.tokens import tokenise

_SURE_PLACE = 64  # the rank from which a place is told again where nothing stands beside it
_SHORT_PLACE = 3
_PATRONYMIC = ("bin", "binti", "binte", "bint", "ibn", "ibnu", "бин", "бинти", "ибн")
_TITLED = ("mr", "mrs", "ms", "miss", "dr", "г-н", "господин", "госпожа", "мистер", "миссис")
# "The Council", "the Panel" in a text that names these anywhere.
_UN_BODIES = {"org:un-security-council": ("council",)}


def _is_chinese(person: Candidate) -> bool:
    return person.name.split(" ")[0].lower() in words().chinese_family


def _is_titled(scene: Scene, person: Candidate) -> bool:
    """Whether a bare family name stands behind "Mr" or its like."""
    at = scene.token_at(person.start)
    return 0 < at < len(scene.tokens) and scene.tokens[at - 1].folded in _TITLED


class Memory:
    """Names met anywhere in the document, to recognise their short forms anywhere else in it."""

    def __init__(self, scenes: Sequence[Scene], on: date | None) -> None:
        self.on = on
        self.short: dict[tuple[str, ...], Candidate] = {}
        self.bodies: dict[str, list[tuple[int, Candidate]]] = {}
        self.hulls: dict[str, Candidate] = {}
        self.roles: dict[str, Candidate] = {}
        self._firsts: set[str] = set()
        self.own: dict[tuple[str, ...], Candidate] = {}
        self.alias: dict[str, Candidate] = {}
        self.places: dict[str, tuple[tuple[str, ...], Candidate]] = {}
        for scene in scenes:
            # A role beside a name is that person's, whoever held the office by the table.
            for person in [c for c in scene.found if c.type == "person" and c.kind == "name"]:
                self._keep_person(scene, person)
            for other in scene.found:
                if other.type == "org" and other.kind == "name":
                    self._keep_body(scene, other)
                if other.type == "org" and other.sort and other.kind == "name":
                    kind = "ministry" if other.name.startswith("Ministry") else class_of(other.sort)
                    self.bodies.setdefault(kind, []).append((other.start, other))
                for kind in _UN_BODIES.get(other.ident, ()):
                    self.bodies.setdefault(kind, []).append((-1, other))
                if other.type == "place" and other.kind == "name" and not other.ident and other.rank >= _SURE_PLACE:
                    self._keep_place(scene, other)
                if other.type in ("vessel", "aircraft") and other.kind == "name":
                    self.hulls[fold(other.name)] = other
                    self.bodies.setdefault("vessel", []).append((other.start, other))
        for named in self.bodies.values():
            named.sort(key=lambda row: row[0])
        self._long_hulls: dict[tuple[str, ...], Candidate] = {}
        self._hull_sizes: dict[str, set[int]] = {}
        for name, hull in self.hulls.items():
            parts = tuple(name.split())
            if len(parts) > 1:
                self._long_hulls[parts] = hull
                self._hull_sizes.setdefault(parts[0], set()).add(len(parts))

    def _keep_body(self, scene: Scene, body: Candidate) -> None:
        """The names a body may be called by again: in quotation marks without its noun, and by its first word."""
        parts = tokenise(scene.text, body.start, body.end)
        quoted = scene.text[body.start - 1 : body.start] in ("«", '"', "“", "„")
        if body.sort == "quoted" or (quoted and parts and arabic(parts[0])):
            self.own.setdefault(tuple(t.folded for t in parts), body)
        if body.rank < 60 or len(parts) < 2:
            return
        if arabic(parts[0]):
            if body.sort in glosses("own_name"):
                self.own.setdefault(tuple(t.folded for t in parts[1:]), body)
            return
        first = parts[0]
        plain = (
            len(first.text) > 3
            and first.folded not in folded("common_firsts")
            and first.folded not in scene.lower
            and key(first.text) not in words().given
            and first.folded not in words().not_names
            and not first.text.isupper()
        )
        hit = scene.hit_at(scene.token_at(first.start))
        if plain and body.sort in glosses("alias") and not body.ident and (hit is None or hit.value.kind == "org"):
            self.alias.setdefault(first.folded, body)

    def _keep_place(self, scene: Scene, place: Candidate) -> None:
        """A place that what stood beside it told once, to be known anywhere in the text."""
        parts = tokenise(scene.text, place.start, place.end)
        if len(parts) > 1 or (parts and parts[0].capital and len(parts[0].text) > _SHORT_PLACE):
            self.places.setdefault(key(parts[0].text), (tuple(key(t.text) for t in parts), place))

    def _places_again(self, scene: Scene) -> Iterator[Candidate]:
        tokens = scene.tokens
        for index, token in enumerate(tokens):
            known = self.places.get(key(token.text))
            skip = 0
            if known is None and arabic(token) and token.folded[:1] in "وبلف":
                known, skip = self.places.get(token.folded[1:]), 1
            if known is None or not (token.capital or arabic(token)):
                continue
            parts, place = known
            here = tokens[index : index + len(parts)]
            same = len(here) == len(parts) and all(
                key(t.text[skip * (i == 0) :]) == part for i, (t, part) in enumerate(zip(here, parts, strict=True))
            )
            if same and here[0].start != place.start:
                yield replace(place, start=token.start + skip, end=here[-1].end)

    def _again(self, scene: Scene) -> Iterator[Candidate]:
        """Bodies by the short names `_keep_body` keeps."""
        tokens = scene.tokens
        if self.own:
            for match in QUOTED.finditer(scene.text, scene.sentence.start, scene.sentence.end):
                inside = tokenise(scene.text, *match.span(1))
                body = self.own.get(tuple(t.folded for t in inside)) if len(inside) <= 6 else None
                if body is not None:
                    yield replace(body, start=inside[0].start, end=inside[-1].end, rank=81)
        for index, token in enumerate(tokens) if self.alias else ():
            body = self.alias.get(token.folded) if token.capital else None
            if body is None or token.start == body.start:
                continue
            follows = index + 1 < len(tokens) and scene.touches(index + 1) and tokens[index + 1].capital
            follows = follows or (index > 0 and scene.touches(index) and tokens[index - 1].capital and index > 1)
            if not follows:
                yield replace(body, start=token.start, end=token.end, rank=81)

    def _keep_person(self, scene: Scene, person: Candidate) -> None:
        parts = [key(t.text) for t in tokenise(scene.text, person.start, person.end)]
        lists = words()
        if len(parts) == 1 and not arabic(scene.tokens[0]) and _is_titled(scene, person):
            self.short.setdefault((parts[0],), person)  # "a Mr. Hwang", then "Hwang"
            self._firsts.add(parts[0])
        if len(parts) < 2:
            return
        korean = parts[0] in lists.korean_family and len(parts) == 3
        forms: list[tuple[str, ...]] = [(parts[-1],)] if not korean else [(parts[0], parts[2]), (parts[2],)]
        if korean and not arabic(scene.tokens[0]):
            forms = [(parts[0],), tuple(parts[1:])]
        if parts[0] in lists.chinese_family and len(parts) in (2, 3) and not korean:
            forms = [(parts[0],)]
        tokens = tokenise(scene.text, person.start, person.end)
        hyphen = len(parts) > 2 and scene.text[tokens[-2].end : tokens[-1].start] in ("-", "‑", "‐")
        if hyphen and tokens[-1].capital and parts[0] not in lists.korean_family:
            forms = [(parts[-2], parts[-1])]  # "Penrose-Ngata"
        elif len(parts) > 2 and (parts[-2] in lists.joiners or parts[-2] in lists.inside_names):
            forms = [(parts[-2], parts[-1]), *([forms[-1]] if not arabic(scene.tokens[0]) else [])]
            if parts[-2] in _PATRONYMIC and len(parts) == 3:
                forms.append((parts[0],))  # "Azhar bin Rosli", then "Azhar"
        for form in forms:
            known = self.short.get(form)
            # Where two persons share it, the first keeps it, unless only the other is in the tables.
            if known is not None and not _same_person(known, person) and (known.ident or not person.ident):
                continue
            if known is None or person.ident:
                self.short[form] = person
                self._firsts.add(form[0])

    def recall(self, scene: Scene) -> Iterator[Candidate]:
        """Short forms in a sentence: surnames, hulls, and bare class nouns of bodies."""
        tokens = scene.tokens
        nouns = bare()
        yield from self._again(scene)
        if self.places:
            yield from self._places_again(scene)
        for index, token in enumerate(tokens):
            is_arabic = arabic(token)
            if not is_arabic and not token.capital and not token.text[:1].isdigit():
                if key(token.text) in nouns:
                    yield from self._bare(scene, index)
                continue
            if self.short:
                yield from self._surname(scene, index, is_arabic)
            hull = self.hulls.get(token.folded)
            if hull is not None:
                yield replace(hull, start=token.start, end=token.end, rank=81)
            if not is_arabic or token.folded in nouns or token.folded[1:] in nouns:
                yield from self._bare(scene, index)
            for size in self._hull_sizes.get(token.folded, ()):
                named = self._long_hulls.get(tuple(t.folded for t in tokens[index : index + size]))
                if named is not None:
                    yield replace(named, start=token.start, end=tokens[index + size - 1].end, rank=81)

    def _surname(self, scene: Scene, index: int, is_arabic: bool) -> Iterator[Candidate]:
        token = scene.tokens[index]
        pairs = [("", token.folded)]
        if is_arabic:
            pairs += [
                (p, token.folded[len(p) :]) for p in ("و", "ل", "ب", "ف", "ك", "ول", "فل") if token.folded.startswith(p)
            ]
        for prefix, rest in pairs:
            stem = rest if is_arabic else key(token.text)
            if stem not in self._firsts:
                continue
            short = len(stem) < (3 if is_arabic else 2)  # «بن» opens a family name, and is none
            for form, person in ((f, p) for f in ((stem,),) if not short and (p := self.short.get(f))):
                said = index > 0 and scene.touches(index) and is_saying(scene.tokens[index - 1])
                if is_arabic and not person.ident and not said and (len(form[0]) == 3 or _is_chinese(person)):
                    continue  # «ليو» alone is too little, unless he says something
                rank = min(68, person.rank - 3)
                rivals = (c for c in scene.found if c.type == "person" and c.start == token.start)
                if not person.ident and any(c.ident for c in rivals):
                    rank = 72  # Dolores Kim is told of: "Kim" is she, not the leader of the tables
                yield replace(person, start=token.start + len(prefix), end=token.end, rank=rank)
            if index + 1 < len(scene.tokens) and (scene.touches(index + 1) or scene.gap(index + 1) in ("-", "‑", "‐")):
                following = scene.tokens[index + 1]
                pair = self.short.get((stem, following.folded if is_arabic else key(following.text)))
                if pair is not None:
                    yield replace(pair, start=token.start + len(prefix), end=following.end, rank=min(80, pair.rank - 1))

    def _bare(self, scene: Scene, index: int) -> Iterator[Candidate]:
        """«الوزارة», ведомство, "the company": the last body of that class before this place."""
        token = scene.tokens[index]
        folded = token.folded
        skip = 0
        if arabic(token) and folded[:1] in "وفبل" and folded not in bare() and folded[1:] in bare():
            folded, skip = folded[1:], 1
        kind = bare().get(folded if arabic(token) else key(token.text))
        if kind is None:
            return
        start = token.start + skip
        if scene.language == "en":
            before = scene.tokens[index - 1].folded if index and scene.touches(index) else ""
            if before not in ("the", "its", "his", "their") and not (token.capital and index):
                return
        named_so = self.bodies.get(kind, [])
        index_before = bisect_left(named_so, start, key=lambda row: row[0])
        if not index_before or scene.text[token.end : token.end + 2].strip()[:1] in ("«", '"', "“"):
            return
        body = named_so[index_before - 1][1]
        named = token.capital and index > 0 and not arabic(token)
        yield replace(body, start=start, end=token.end, kind="name" if named else "role", rank=60 if named else 20)

    def settled(self, scene: Scene, chosen: list[Candidate]) -> list[Candidate]:
        """The chosen candidates of a sentence with its roles joined to their persons."""
        if scene.sentence.paragraph == -2:
            return chosen
        out = list(chosen)
        for role in find_roles(scene):
            index = _beside(scene, role, out)
            if index is not None:
                person = out[index]
                country = person.country or role.country
                out[index] = replace(person, country=country, role=person.role or role.title)
                if role.country or role.definite:
                    self.roles[role.gloss + ":" + (role.country or "")] = out[index]
                if role.country is not None and not any(
                    c.start < role.end and role.start < c.end and c.type == "person" for c in out
                ):
                    out.append(replace(out[index], start=role.start, end=role.end, kind="role"))
                continue
            told = self.roles.get(role.gloss + ":" + (role.country or "")) if role.country else None
            mention = (
                replace(told, start=role.start, end=role.end, kind="role") if told else as_candidate(role, self.on)
            )
            if mention is not None and not any(
                c.start < mention.end and mention.start < c.end and (c.kind == "role" or c.type == "person")
                for c in out
            ):
                out.append(mention)
        roles = [c for c in out if c.kind == "role"]
        return [
            c for c in out
            if not (c.kind == "nationality" and any(r.start <= c.start and c.end <= r.end for r in roles))
        ]  # fmt: skip


def _beside(scene: Scene, role: Role, found: Sequence[Candidate]) -> int | None:
    """The index of the person named right after the role, or right before it with a comma."""
    for index, one in enumerate(found):
        if one.type != "person" or one.kind != "name":
            continue
        if one.start >= role.end:
            between = scene.text[role.end : one.start]
            inner = tokenise(scene.text, role.end, one.start)
            plain = not any(c in between for c in '.,،؛;:!?«»"()')
            told = [
                t for t in inner if not any(c.start <= t.start < c.end for c in found if c.type in ("org", "country"))
            ]
            # "The Russian president, Ivan Petrov, spoke": an apposition is closed by a second comma.
            if between.strip() in (",", "،") and role.definite and scene.text[one.end : one.end + 1] in (",", "،"):
                return index
            if plain and len(told) <= 3 and len(inner) <= 7 and all(_complement(scene, t.folded, t.text) for t in told):
                return index
        elif one.end <= role.start:
            between = scene.text[one.end : role.start].strip()
            if between in (",", "،", "-", "—", ", the", ", a") or (between == "" and scene.language != "en"):
                return index
    return None


def _complement(scene: Scene, folded: str, text: str) -> bool:
    """A word that may stand between a role and its name: «العام», предприятия; verbs are kept out by their endings."""
    if scene.language == "ar":
        return folded.startswith(("ال", "لل")) or folded in ("لدي", "باسم", "في")
    return (
        text[:1].islower() and scene.language == "ru" and not folded.endswith(("л", "ла", "ли", "ло", "ет", "ит", "ть"))
    )


def _same_person(one: Candidate, other: Candidate) -> bool:
    if one.ident and other.ident:
        return one.ident == other.ident
    return fold(one.name).split()[:1] == fold(other.name).split()[:1]
