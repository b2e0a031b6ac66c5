"""The reviewed words for deeds and for their status, ready for look-up.

`frames.yml` names deeds by verbs and nouns, `status.yml` the words that say whether a deed was done, agreed, planned …
One table for each language is built when first asked for, and kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.reader.wordtrie import Hit, WordTrie
from nizam.record import Record
from nizam.text.arabic import splits
from nizam.text.normalise import fold
from nizam.text.tokens import Token, is_arabic

RESOURCES = Path(__file__).parent.parent / "resources"
LANGUAGES = ("ar", "en", "ru")
_ROOT = 3


class Frame(Record, frozen=True):
    """A kind of deed (see frames.yml). `light`: "" or do, go, stop, for verbs that only carry a deed's noun.

    `low` frames lose to any other of the same clause.
    """

    name: str
    roles: str
    activity: str
    domain: str
    needs: frozenset[str]
    weak: bool = False
    light: str = ""
    low: bool = False
    verbs_need: frozenset[str] = frozenset()


class Word(Record, frozen=True):
    """A word or phrase of a frame. `form`: noun, or the verb's form where the label itself gives it.

    `gapped` labels let other words stand between theirs. Forms: base (English; the token's ending tells more), past,
    perfect and imperfect (Arabic), pf and ipf (Russian), participle (of any).
    """

    frame: Frame
    form: str
    gapped: bool = False


class Cue(Record, frozen=True):
    """A status cue: the status it gives, and how far it reaches (see status.yml)."""

    status: str
    scope: str


class DeedWords(Record, frozen=True):
    """Everything known of one language."""

    language: str
    deeds: WordTrie[Word]
    cues: WordTrie[Cue]
    kinds: WordTrie[str]
    idioms: WordTrie[str]
    complementisers: frozenset[str]
    subordinators: frozenset[tuple[str, ...]]
    relatives: frozenset[str]
    coordinators: frozenset[str]
    auxiliaries: frozenset[str]


@lru_cache(maxsize=4)
def deed_words(language: str) -> DeedWords:
    """The table of a language; English where the language has none of its own."""
    code = language if language in LANGUAGES else "en"
    raw, status = yamltext.load(RESOURCES / "frames.yml"), yamltext.load(RESOURCES / "status.yml")
    deeds: WordTrie[Word] = WordTrie()
    for name, spec in raw["frames"].items():
        frame = Frame(
            name,
            spec["roles"],
            spec["activity"],
            spec.get("domain", ""),
            frozenset(spec.get("needs", ())),
            spec.get("weak") == "true",
            low=spec.get("low") == "true",
            verbs_need=frozenset(spec.get("verbs_need", ())),
        )
        _add_words(deeds, frame, spec.get(code, {}))
    for kind, by_language in raw["light"].items():
        light = Frame("light-" + kind, "", "", "", frozenset(), light=kind)
        given = by_language.get(code, [])
        _add_words(deeds, light, given if isinstance(given, dict) else {"verbs": given})
    cues: WordTrie[Cue] = WordTrie()
    for group in status["cues"]:
        cue = Cue(group["status"], group["scope"])
        for label in group.get(code, ()):
            cues.add(label, cue)
            for variant in _joined(label) if code == "ar" else ():
                cues.add(variant, cue)
    kinds: WordTrie[str] = WordTrie()
    for kind in ("people", "vessel", "money", "measure"):
        kinds.extend(raw[kind][code], kind)
    idioms: WordTrie[str] = WordTrie()
    idioms.extend(raw["idioms"][code], "")
    return DeedWords(
        code,
        deeds,
        cues,
        kinds,
        idioms,
        _folded(status["complementisers"][code]),
        frozenset(tuple(fold(w) for w in form.split()) for form in status["subordinators"][code]),
        _folded(status["relatives"][code]),
        _folded(status["coordinators"][code]),
        _folded(status["auxiliaries"][code]),
    )


def roles_of(activity: str) -> str:
    """Who gives and who takes in an activity that is named without a frame's word."""
    return _roles().get(activity, "serve")


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    raw = yamltext.load(RESOURCES / "frames.yml")["frames"]
    return {spec["activity"]: spec["roles"] for spec in reversed(raw.values())}


def _joined(label: str) -> list[str]:
    """A cue that begins with a word too short to lose its و or ف, with them: «ومن المتوقع», «فلن»."""
    first, _, rest = label.partition(" ")
    bare = fold(first.removeprefix("="))
    if not first.startswith("=") and len(bare) > 2:
        return []
    return [f"={clitic}{bare} {rest}".strip() for clitic in ("و", "ف")]


def _folded(forms: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(form) for form in forms)


def _add_words(trie: WordTrie[Word], frame: Frame, spec: dict[str, Any]) -> None:
    """Add a frame's words; an English label of two words keeps its verb's irregular forms apart by `|`."""
    for kind, labels in spec.items():
        for label in labels:
            gapped = ".." in label
            if kind in ("nouns", "participles"):
                trie.add(label, Word(frame, "noun" if kind == "nouns" else "participle", gapped))
            elif is_arabic(label):
                for form, text in arabic_forms(label):
                    trie.add(text, Word(frame, form, gapped))
            elif kind in ("pf", "ipf", "both"):
                trie.add(label, Word(frame, kind, gapped))
            else:
                base, *others = label.split("|")
                trie.add(base, Word(frame, "base", gapped))
                for other in others:
                    trie.add(other, Word(frame, "past", gapped))


def arabic_forms(label: str) -> Iterator[tuple[str, str]]:
    """Labels of a verb pair perfect/imperfect, with the form each gives; a label without a pair stands as it is.

    >>> dict(arabic_forms("باع/يبيع"))["perfect"]
    'باع/باعت/باعوا/باعتا/باعن/باعا'
    """
    words = label.split()
    at = next((i for i, w in enumerate(words) if "/" in w), None)
    if at is None:
        yield ("noun" if fold(label)[:1] not in "يت" else "imperfect"), label
        return
    past, now = (fold(form) for form in words[at].split("/"))
    weak = past.endswith(("ي", "ا")) and len(past) > 2
    base = past[:-1] if weak else past
    perfects = [past, base + "ت", base + "وا", base + "تا", base + "ن", past + "ا"]
    stem = now[1:]
    core = stem[:-1] if stem.endswith(("ي", "و")) else stem
    imperfects = [
        "ي" + stem,
        "ت" + stem,
        "ن" + stem,
        "ي" + core + "ون",
        "ت" + core + "ون",
        "ي" + core + "ا",
        "ي" + core + "وا",
    ]
    imperfects += ["ي" + core + "ن", "ي" + stem + "ان", "ت" + stem + "ان"]
    past_passive, now_passive = _weak_passives(past, stem)
    perfects += past_passive
    imperfects += now_passive
    # Attached pronouns come off in tokens.forms for two letters and more; the short ones are added here.
    for form, group in (("perfect", perfects), ("imperfect", imperfects)):
        unique = list(dict.fromkeys(group))
        yield form, " ".join([*words[:at], _alternatives(unique), *words[at + 1 :]])


def _weak_passives(past: str, stem: str) -> tuple[list[str], list[str]]:
    """Passives written with other letters than the active: «باع» «بيعت يباع», «اشترى» «اشتريت».

    >>> _weak_passives("باع", "بيع")
    (['بيعت'], ['يباع', 'تباع'])
    """
    if len(past) == _ROOT and past[1] == "ا" and len(stem) == _ROOT:
        middle = f"{past[0]}ا{past[2]}"
        return [f"{past[0]}ي{past[2]}ت"], ["ي" + middle, "ت" + middle]
    if past.endswith("ي") and len(past) > _ROOT:
        return [past + "ت"], []
    return [], []


def _alternatives(forms: list[str]) -> str:
    """Joined by slashes; two alone would be read as a verb pair. A root's own ال must not pass for the article."""
    forms = ["=" + form if form.startswith("ال") else form for form in forms]
    return "/".join(forms if len(forms) != 2 else [*forms, forms[0]])


def longest(hits: Sequence[Hit[Cue]]) -> list[Hit[Cue]]:
    """Only hits that stand in no longer one."""
    ordered = sorted(hits, key=lambda h: (h.first, -h.last))
    out: list[Hit[Cue]] = []
    for hit in ordered:
        if not any(
            o.first <= hit.first and hit.last <= o.last and (o.first, o.last) != (hit.first, hit.last) for o in out
        ):
            out.append(hit)
    return out


def future_prefix(token: Token) -> bool:
    """Whether an Arabic word carries the future's س: «سترسل», «وستبدأ»."""
    folded = token.folded
    bare = folded[1:] if folded[:1] in "وف" and folded[1:2] == "س" else folded
    return (
        bare[:1] == "س"
        and len(bare) > 4
        and bare[1:2] in "يتنا"
        and any(s.prefix.endswith("س") for s in splits(folded))
    )
