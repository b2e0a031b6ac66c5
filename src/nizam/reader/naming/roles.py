"""Offices and callings, with or without a name beside them: «الرئيس الروسي», "the Russian foreign minister"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nizam.reader.naming.candidates import Candidate, Scene, arabic
from nizam.reader.naming.lexicon import glosses, known_persons, portfolios, roles
from nizam.record import Record
from nizam.text.gazetteer import gazetteer

_OFFICES: dict[str, tuple[str, ...]] = {
    "President": ("president", "leader", "council-president"),
    "Leader": ("leader", "president"),
    "Supreme Leader": ("leader", "president"),
    "Prime Minister": ("prime-minister", "chancellor"),
    "Chancellor": ("chancellor",),
    "King": ("king",),
    "Emir": ("emir",),
    "Foreign Minister": ("foreign-minister",),
    "Secretary of State": ("foreign-minister",),
    "Defence Minister": ("defence-minister",),
    "Foreign Affairs Minister": ("foreign-minister",),
    "Finance Minister": ("finance-minister",),
    "Unification Minister": ("unification-minister",),
    "Crown Prince": ("crown-prince",),
    "Secretary-General": ("un-secretary-general",),
    "High Representative": ("high-representative",),
}
_NOT_ROLE = frozenset(("Former", "Acting", "Deputy"))


class Role(Record, frozen=True):
    """A role in a sentence: tokens `first:last`, its gloss, and the country or body it belongs to, where said."""

    start: int
    end: int
    first: int
    last: int
    gloss: str
    country: str | None
    title: str
    definite: bool

    @property
    def offices(self) -> tuple[str, ...]:
        return _OFFICES.get(self.gloss, ())


def find_roles(scene: Scene) -> Iterator[Role]:
    """Every role with its complements: ministry's subject, nationality, country."""
    free = 0
    for at in roles().starts(scene.tokens):
        if at < free:
            continue
        hits = roles().longest_at(scene.text, scene.tokens, at)
        if not hits or hits[0].value in _NOT_ROLE:
            continue
        hit = hits[0]
        role = _complete(scene, hit.start, hit.first, hit.last, hit.value)
        yield role
        free = role.last


def _complete(scene: Scene, start: int, first: int, last: int, gloss: str) -> Role:
    tokens, country = scene.tokens, None
    first, subject = _subject_before(scene, first) if gloss in ("Minister", "Deputy Minister") else (first, "")
    start = min(start, tokens[first].start)
    definite = tokens[first].folded.startswith("ال") or tokens[first].capital
    end = tokens[last - 1].end
    before = scene.hit_at(first - 1) if first and scene.gap(first).strip() in ("", "'s", "’s") else None
    if first and tokens[first - 1].folded == "the":
        definite = True
    possessive = bool(scene.gap(first).strip())
    if (
        before is not None
        and before.value.kind in ("adjective", "country", "capital")
        and not before.value.ambiguous
        and not arabic(tokens[first])
        and (possessive or before.value.kind == "adjective" or scene.language == "en")
    ):
        # en, ru: "Russian president", "Russia's foreign minister", российский министр
        article = tokens[before.first - 1].folded if before.first else ""
        country, start, definite = before.value.country, before.start, article not in ("a", "an")
    index = last
    for _ in range(4):
        if index >= len(tokens) or not scene.touches(index):
            break
        if gloss in ("Minister", "Deputy Minister", "Spokesperson") and not subject:
            found = portfolios().longest_at(scene.text, tokens, index)
            if found:
                subject, index, definite = found[0].value, found[0].last, True
                continue
        hit = scene.hit_at(index)
        if (
            hit is not None
            and hit.first == index
            and hit.value.kind in ("adjective", "country", "capital")
            and country is None
        ):
            if hit.value.kind == "adjective" and not arabic(tokens[index]):
                break
            # «ممثل لكوريا»: some representative; «رئيس كوريا»: the one there is.
            sure = (
                tokens[index].folded.startswith("ال")
                if hit.value.kind == "adjective"
                else hit.start == tokens[index].start
            )
            definite = definite or sure
            country, index = hit.value.country, hit.last
            continue
        if tokens[index].folded in ("of", "for") and index + 1 < len(tokens):
            following = scene.hit_at(index + 1)
            subject_ahead = portfolios().longest_at(scene.text, tokens, index + 1)
            if (following is not None and following.value.kind == "country") or (gloss == "Minister" and subject_ahead):
                index += 1
                continue
        break
    if index > last:
        end = tokens[index - 1].end
    if gloss == "Minister" and subject:
        gloss = {"Foreign Affairs": "Foreign Minister", "Defence": "Defence Minister"}.get(
            subject, subject + " Minister"
        )
    elif subject:
        gloss = f"{gloss}, {subject}"
    title = f"{gazetteer().country_name(country)} {gloss.lower()}" if country else gloss.lower()
    return Role(start, end, first, max(index, last), gloss, country, title, definite)


def _subject_before(scene: Scene, first: int) -> tuple[int, str]:
    """English puts a minister's subject in front: "labour minister"; where the role then begins, and the subject."""
    for size in (1, 2, 3):
        at = first - size
        if at < 0 or not scene.touches(at + 1) or arabic(scene.tokens[first]):
            break
        found = portfolios().longest_at(scene.text, scene.tokens, at)
        if found and found[0].last == first:
            return at, found[0].value
    return first, ""


def holder(role: Role, on: date | None) -> tuple[str, str] | None:
    """The person who held an office on a day (name, country), from the dated table; None where it tells nobody.

    Without a day the office must have had one holder only in the whole table.
    """
    if role.country is None or not role.offices or role.gloss in glosses("many"):
        return None
    _, everybody = known_persons()
    for office in role.offices:
        rows = [
            (known.name, since, until)
            for known in everybody
            for name, where, since, until in known.offices
            if name == office and where == role.country
        ]
        if on is not None:
            day = on.isoformat()
            rows = [row for row in rows if row[1] <= day and (not row[2] or day <= row[2])]
        if len({row[0] for row in rows}) == 1:
            return rows[0][0], role.country
    return None


def as_candidate(role: Role, on: date | None) -> Candidate | None:
    """A role's mention, resolved where the table can; None where the role names nobody in particular."""
    if role.country is None or not role.definite or role.gloss in glosses("many"):
        return None
    held = holder(role, on)
    if held is not None:
        return Candidate(
            role.start, role.end, "person", held[0], held[1], "role", "person:" + held[0], 50, role=role.title
        )
    return Candidate(
        role.start, role.end, "person", role.title, role.country, "role", "role:" + role.title, 50, role=role.title
    )
