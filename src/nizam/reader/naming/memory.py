"""What a document has told: surnames after full names, «الوزارة» after the ministry, roles after their holders."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from nizam.model.text import Entity, Mention, Span
from nizam.reader.naming.candidates import Candidate, Scene, arabic
from nizam.reader.naming.crafts import QUOTED
from nizam.reader.naming.lexicon import bare, class_of, folded, glosses, key, words
from nizam.reader.naming.roles import Role, as_candidate, find_roles
from nizam.record import replace
from nizam.text.normalise import fold
from nizam.text.tokens import tokenise, word_stem

# "The Council", "the Panel" in a text that names these anywhere.
_UN_BODIES = {"org:un-security-council": ("council",)}


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
        if len(parts) < 2:
            return
        lists = words()
        korean = parts[0] in lists.korean_family and len(parts) == 3
        forms: list[tuple[str, ...]] = [(parts[-1],)] if not korean else [(parts[0], parts[2]), (parts[2],)]
        if korean and not arabic(scene.tokens[0]):
            forms = [(parts[0],), tuple(parts[1:])]
        if parts[0] in lists.chinese_family and len(parts) in (2, 3) and not korean:
            forms = [(parts[0],)] if not arabic(scene.tokens[0]) else []
        if len(parts) > 2 and parts[-2] in lists.joiners:
            forms = [(parts[-2], parts[-1]), *([forms[-1]] if not arabic(scene.tokens[0]) else [])]
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
        yield from self._again(scene)
        for index, token in enumerate(tokens):
            is_arabic = arabic(token)
            if not is_arabic and not token.capital and not token.text[:1].isdigit():
                yield from self._bare(scene, index)
                continue
            yield from self._surname(scene, index, is_arabic)
            hull = self.hulls.get(token.folded)
            if hull is not None:
                yield replace(hull, start=token.start, end=token.end, rank=81)
            yield from self._bare(scene, index)
            for size in self._hull_sizes.get(token.folded, ()):
                named = self._long_hulls.get(tuple(t.folded for t in tokens[index : index + size]))
                if named is not None:
                    yield replace(named, start=token.start, end=tokens[index + size - 1].end, rank=81)

    def _surname(self, scene: Scene, index: int, is_arabic: bool) -> Iterator[Candidate]:
        token = scene.tokens[index]
        if not self.short:
            return
        pairs = [("", token.folded)]
        if is_arabic:
            pairs += [
                (p, token.folded[len(p) :]) for p in ("و", "ل", "ب", "ف", "ك", "ول", "فل") if token.folded.startswith(p)
            ]
        for prefix, rest in pairs:
            stem = rest if is_arabic else key(token.text)
            if len(stem) < (3 if is_arabic else 2) or stem not in self._firsts:
                continue
            for form, person in ((f, p) for f in ((stem,),) if (p := self.short.get(f))):
                if is_arabic and len(form[0]) == 3 and not person.ident:
                    continue
                rank = min(68, person.rank - 3)
                rivals = (c for c in scene.found if c.type == "person" and c.start == token.start)
                if not person.ident and any(c.ident for c in rivals):
                    rank = 72  # Dolores Kim is told of: "Kim" is she, not the leader of the tables
                yield replace(person, start=token.start + len(prefix), end=token.end, rank=rank)
            if index + 1 < len(scene.tokens) and scene.touches(index + 1):
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


def group(found: Sequence[Sequence[Candidate]]) -> list[Entity]:
    """Put mentions of one thing together: by the tables' key, else by type and name; ids in order of appearance."""
    groups: dict[str, list[Candidate]] = {}
    names: dict[tuple[str, str], str] = {}
    for one in (c for sentence in found for c in sentence):
        label = _label(one, names)
        groups.setdefault(label, []).append(one)
    ordered = sorted(groups.values(), key=lambda g: min(c.start for c in g))
    out = []
    for number, members in enumerate(ordered, 1):
        best = max(members, key=lambda c: (bool(c.ident), c.kind == "name", c.rank, len(c.name)))
        spans = {(c.start, c.end): c.kind for c in sorted(members, key=lambda c: c.rank)}
        mentions = tuple(Mention(Span(start, end), kind) for (start, end), kind in sorted(spans.items()))
        country = next((c.country for c in members if c.country), None)
        role = next((c.role for c in members if c.role), "")
        out.append(Entity(f"e{number}", best.type, best.name, country, mentions, role))
    return out


def _label(one: Candidate, names: dict[tuple[str, str], str]) -> str:
    if one.ident:
        return one.type + "|" + one.ident
    parts = tuple(word_stem(fold(p)) for p in one.name.split())
    return names.setdefault((one.type, " ".join(parts)), one.type + "|" + " ".join(parts))
