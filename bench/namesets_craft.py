"""Ships and aircraft: sets made from what OFAC's list says of them, and negatives near them.

A ship's name is asked as papers of trade write it (M/V, flag, figures in words or in Roman, without spaces), in other
scripts by tables of their own, and misspelt. Negatives are ships that are not listed: another figure, words of two
listed names, ordinary names of ships; of aircraft, registrations one sign off. `numbers` asks with IMO numbers.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from namesets import EVASIONS, Query, held, plain
from namesets_korean import syllables

from nizam.model.entity import Entity
from nizam.names.checks import imo
from nizam.sources import ofac_csv

EACH = 70


def _words(text: str) -> list[str]:
    return text.split()


_ROMAN = (*["_", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI"],)
_WORDS = ("", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
_OPENINGS = ("M/V {}", "MV {}", "M.V. {}", "MT {}", "M/T {}", "motor vessel {}", "{} (crude oil tanker)", "tanker {}",
             "the vessel {}", "S/S {}", "cargo ship {}", "LPG/C {}")  # fmt: skip
_FLAGS = ("{} (flag: {})", "{1}-flagged {0}", "{} / {} flag", "{} [{}]", "MV {0}, flag {1}")
# ordinary words of ships' names, to make ships nobody lists
_FRONT = _words("""
ocean sea pacific atlantic golden silver blue red green eastern western northern southern royal grand new
lucky happy bright star sun moon dragon eagle falcon phoenix pearl coral crystal diamond jade great
global orient
""")
_BACK = _words("""
glory pride spirit hope star wave wind trader carrier bridge express prosperity fortune venture pioneer
voyager harmony victory breeze queen king prince lady explorer navigator champion guardian horizon dawn
light
""")
_CYRILLIC = dict(
    pair.split(":")
    for pair in _words("""
shch:щ ce:се ci:си sh:ш ch:ч kh:х zh:ж ts:ц ya:я yu:ю yo:ё ph:ф th:т ck:к qu:кв ee:и oo:у a:а b:б
c:к d:д e:е f:ф g:г h:х i:и j:дж k:к l:л m:м n:н o:о p:п q:к r:р s:с t:т u:у v:в w:в x:кс y:й z:з
""")
)
_ARABIC = dict(
    pair.split(":")
    for pair in _words("""
ce:سي ci:سي sh:ش ch:تش kh:خ th:ث dh:ذ gh:غ ph:ف oo:و ee:ي ou:و ck:ك qu:كو a:ا b:ب c:ك d:د e:ي f:ف
g:غ h:ه i:ي j:ج k:ك l:ل m:م n:ن o:و p:ب q:ق r:ر s:س t:ت u:و v:ف w:و x:كس y:ي z:ز
""")
)


def listed(data: Path) -> list[Entity]:
    """Every entry of OFAC's lists, with its numbers."""
    reading = ofac_csv.stream(ofac_csv.folder(data / "lists" / "ofac"))
    return list(reading.entities)


def craft(entities: Iterable[Entity], seed: int = 11) -> tuple[dict[str, list[Query]], dict[str, list[Query]]]:
    """Queries by kind, and negatives by kind."""
    rng = random.Random(seed)
    ships = [one for one in entities if one.schema == "Vessel"]
    planes = [one for one in entities if one.schema == "Airplane"]
    known: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in (*ships, *planes):
        for name in one.names:
            known[_key(name.text)].add(one.id)
    asked: dict[str, list[Query]] = {}

    def gather(kind: str, some: list[Entity], change: Callable[[Entity, str], str | None]) -> None:
        out = asked.setdefault(kind, [])
        for one in rng.sample(some, len(some)):
            name = rng.choice(one.names).text
            text = change(one, name)
            if text and text != name and len(out) < EACH:
                right = frozenset().union(*(known[_key(each.text)] for each in one.names))
                out.append(Query(text, one.schema, right, held(one.id), kind))

    gather("ship, as papers say", ships, lambda _, name: rng.choice(_OPENINGS).format(name))
    gather("ship and flag", ships, lambda one, name: _flag(one, name, rng))
    gather("ship, figure", ships, lambda _, name: _figure(name, rng))
    gather("ship, former name", ships, lambda one, name: _former(one, name, rng))
    gather("ship in cyrillic", ships, lambda _, name: _spell(name, _CYRILLIC).capitalize())
    gather("ship in arabic", ships, lambda _, name: _spell(name, _ARABIC))
    gather("ship in hangul", ships, lambda _, name: _hangul(name, rng))
    for kind in ("homoglyph", "drop", "double", "swap", "merge", "split"):
        gather(f"ship, {kind}", ships, lambda _, name, kind=kind: EVASIONS[kind](name, rng))
    marks = [one for one in planes if re.search(r"\d|-", one.names[0].text)]
    gather("aircraft, no hyphen", marks, lambda _, name: name.replace("-", rng.choice(("", " "))))
    gather("aircraft, lower case", marks, lambda _, name: name.lower())
    gather("aircraft and model", marks, lambda one, name: _model(one, name, rng))
    gather("aircraft, homoglyph", marks, lambda _, name: EVASIONS["homoglyph"](name, rng))
    return asked, _negatives(ships, marks, known, rng)


def _key(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", name.lower()))


def _flag(one: Entity, name: str, rng: random.Random) -> str | None:
    flags = one.properties.get("flag", ())
    return rng.choice(_FLAGS).format(name, flags[0]) if flags else None


def _figure(name: str, rng: random.Random) -> str | None:
    head, _, tail = name.rpartition(" ")
    number = int(tail) if tail.isdigit() else _ROMAN.index(tail) if tail in _ROMAN else 0
    if not head or not 0 < number <= 10:
        return None
    ways = (f"{head} {number}", f"{head}{number}", f"{head}-{number}", f"{head} No. {number}", f"{head} 0{number}",
            f"{head} {_ROMAN[number]}", f"{head} {_WORDS[number]}", f"{head} No.{number}")  # fmt: skip
    return rng.choice([way for way in ways if way != name])


def _former(one: Entity, name: str, rng: random.Random) -> str:
    new = f"{rng.choice(_FRONT)} {rng.choice(_BACK)}".upper()
    other = next((each.text for each in one.names if each.text != name), "")
    if other and rng.random() < 0.5:
        return f"{other} (ex {name})"
    return rng.choice(("{1} (ex-{0})", "{1} (formerly {0})", "{1} f.k.a. {0}", "{1} ex {0}")).format(name, new)


def _spell(name: str, table: dict[str, str]) -> str:
    out, at, low = [], 0, _plain_figure(name).lower()
    while at < len(low):
        size = next((size for size in (4, 3, 2) if low[at : at + size] in table), 1)
        out.append(table.get(low[at : at + size], low[at]))
        at += size
    return "".join(out)


def _hangul(name: str, rng: random.Random) -> str | None:
    words = name.lower().split()
    number = words.pop() if words[-1].isdigit() else ""
    said = [piece for word in words for piece in (syllables(word) or [""])]
    if not said or "" in said or len(said) < 2:
        return None
    return "".join(said) + (f"{number}호" if number and rng.random() < 0.5 else number)


def _model(one: Entity, name: str, rng: random.Random) -> str | None:
    model = (*one.properties.get("model", ()), "")[0]
    operator = (*one.properties.get("operator", ()), "")[0]
    ways = [f"{model} {name}", f"{name} ({model})", f"{name}, {model}"] if model else []
    ways += [f"{operator} {name}", f"{name} - {operator}"] if operator else []
    return rng.choice(ways) if ways else None


def _negatives(
    ships: list[Entity], planes: list[Entity], known: dict[tuple[str, ...], set[str]], rng: random.Random
) -> dict[str, list[Query]]:
    names = [name.text for one in ships for name in one.names]
    flat = {"".join(_key(_plain_figure(name))) for name in names} | {"".join(key) for key in known}
    out: dict[str, list[Query]] = {"figure": [], "two": [], "ordinary": [], "registration": []}

    def add(kind: str, text: str, schema: str = "Vessel") -> None:
        key = _key(_plain_figure(text))
        inside = any(set(key) <= set(one) or set(one) <= set(key) for one in known) if kind == "two" else False
        if "".join(key) not in flat and not inside and all(text != each.text for each in out[kind]):
            out[kind].append(Query(text, schema))

    numbered = [name for name in names if name.rpartition(" ")[2].isdigit()]
    figures = {"".join(_key(_plain_figure(name))) for name in names}
    for _ in range(4000):
        head, _, tail = rng.choice(numbered).rpartition(" ")
        other = str(rng.randrange(1, max(12, int(tail) + 3)))
        if len(out["figure"]) < 250 and "".join(_key(f"{head} {other}")) not in figures and int(tail) < 100:
            add("figure", f"{head} {other}")
        one, two = rng.choice(names).split(), rng.choice(names).split()
        if len(out["two"]) < 250 and len(one) > 1 and len(two) > 1:
            add("two", " ".join([*one[:-1], two[-1]]) if not two[-1].isdigit() else " ".join([one[0], *two[1:]]))
        if len(out["ordinary"]) < 250:
            add("ordinary", f"{rng.choice(_FRONT)} {rng.choice(_BACK)}".upper())
        mark = rng.choice(planes).names[0].text
        at = rng.randrange(len(mark) - 2, len(mark))
        sign = rng.choice("0123456789" if mark[at].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        changed = mark[:at] + sign + mark[at + 1 :] if rng.random() < 0.7 else mark[:-2] + mark[-1] + mark[-2]
        if len(out["registration"]) < 250:
            add("registration", changed, "Airplane")
    return out


def _plain_figure(name: str) -> str:
    head, _, tail = name.rpartition(" ")
    return f"{head} {_ROMAN.index(tail)}" if tail in _ROMAN[1:] else name


def numbers(entities: Iterable[Entity]) -> list[tuple[str, str, str, Entity, str]]:
    """Questions with an IMO number: kind, name, number, the ship whose name it is, what must come of it.

    `match`, `no match` (the number contradicts), `said` (the number fails its check digit, and the answer says so).
    """
    rng = random.Random(5)
    ships = [one for one in entities if one.schema == "Vessel" and one.identifiers.get("imoNumber")]
    out = []
    for one in rng.sample(ships, 80):
        own = re.sub(r"\D", "", one.identifiers["imoNumber"][0])
        if not imo(own):
            continue
        body = f"{rng.randrange(700000, 999999)}"
        other = body + str(sum(int(digit) * (7 - at) for at, digit in enumerate(body)) % 10)
        slip = own[:6] + str((int(own[6]) + 3) % 10)
        name = one.names[0].text
        out += [
            ("its number", name, own, one, "match"),
            ("another name, its number", "OCEAN ZEBRA", own, one, "match"),
            ("another number", name, other, one, "no match"),
            ("a slip in its number", name, slip, one, "said"),
        ]
    return out


__all__ = ["craft", "listed", "numbers", "plain"]
