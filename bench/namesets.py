"""Lists, pairs and negatives for bench/names.py, from the published lists in a data folder.

Records are Latin names only. A query set is a list of `Query`; a third of it is held out by a hash of the record's id.
`fresh` sets are of records that no other set has a query of, with negatives of their own; `own` are pairs written down
for measuring (corpus/names/pairs.csv). Negatives recombine parts of names of one culture; none has the parts of a
listed name.
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from namesets_korean import to_hangul


@dataclass(slots=True)
class Record:
    """One listed party: Latin names in the index, the original-script name apart."""

    id: str
    schema: str
    names: list[str]
    original: str = ""
    programme: str = ""
    born: frozenset[str] = frozenset()


@dataclass(slots=True)
class Query:
    """A name to ask; `targets` are the record ids that are right, empty for a negative."""

    text: str
    schema: str
    targets: frozenset[str] = frozenset()
    held_out: bool = False
    kind: str = ""


@dataclass(slots=True)
class Sets:
    """Everything a run needs."""

    records: list[Record]
    positives: dict[str, list[Query]]
    hard: list[Query]
    easy: list[Query]
    hard_by: dict[str, list[Query]] = field(default_factory=dict)
    fresh: dict[str, list[Query]] = field(default_factory=dict)
    fresh_by: dict[str, list[Query]] = field(default_factory=dict)


def held(key: str) -> bool:
    """Whether a record belongs to the third that is never tuned on."""
    return int(hashlib.sha256(f"second split:{key}".encode()).hexdigest()[:8], 16) % 3 == 0


def plain(text: str) -> tuple[str, ...]:
    """Parts of a name without case, accents, punctuation and order."""
    folded = unicodedata.normalize("NFKD", text).lower()
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    return tuple(sorted(re.findall(r"\w+", folded)))


def latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 for char in letters)


def un(path: Path) -> list[Record]:
    records = []
    root = ET.parse(path).getroot()
    for tag, schema in (("INDIVIDUAL", "Person"), ("ENTITY", "Organization")):
        for item in root.iter(tag):
            names = [
                " ".join(
                    p
                    for p in (
                        (item.findtext(f"{n}_NAME") or "").strip() for n in ("FIRST", "SECOND", "THIRD", "FOURTH")
                    )
                    if p
                )
            ]
            for alias in item.iter(f"{tag}_ALIAS"):
                text = (alias.findtext("ALIAS_NAME") or "").strip()
                if text and alias.findtext("QUALITY") != "Low":
                    names.append(text)
            record = Record((item.findtext("REFERENCE_NUMBER") or "").strip(), schema, [n for n in names if latin(n)])
            record.original = " ".join((item.findtext("NAME_ORIGINAL_SCRIPT") or "").split())
            record.born = _days(
                " ".join(filter(None, (day.findtext("DATE"), day.findtext("YEAR"))))
                for day in item.iter("INDIVIDUAL_DATE_OF_BIRTH")
            )
            record.programme = item.findtext("UN_LIST_TYPE") or ""
            records.append(record)
    return records


def ofac(folder: Path) -> list[Record]:
    kinds = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
    found: dict[str, Record] = {}
    for prefix, main in (("", "sdn.csv"), ("cons_", "cons_prim.csv")):
        with (folder / main).open(encoding="utf-8", errors="replace", newline="") as handle:
            for row in csv.reader(handle):
                if len(row) > 3:
                    found[row[0]] = Record(
                        f"ofac-{row[0]}", kinds.get(row[2].strip(), "Organization"), [turn(row[1])], programme=row[3]
                    )
                    found[row[0]].born = _days(re.findall(r"DOB ([^;]+)", row[-1]))
        with (folder / f"{prefix}alt.csv").open(encoding="utf-8", errors="replace", newline="") as handle:
            for row in csv.reader(handle):
                if len(row) > 3 and row[0] in found:
                    found[row[0]].names.append(turn(row[3]) if found[row[0]].schema == "Person" else row[3])
    return list(found.values())


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _days(texts: Iterable[str]) -> frozenset[str]:
    """Whole days of birth as YYYY-MM-DD, out of 1965-11-16 and 16 Nov 1965; a year alone is left out."""
    out = set()
    for text in texts:
        out |= set(re.findall(r"\d{4}-\d\d-\d\d", text))
        for day, month, year in re.findall(r"\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})\b", text):
            if month.lower() in _MONTHS:
                out.add(f"{year}-{_MONTHS.index(month.lower()) + 1:02}-{int(day):02}")
    return frozenset(out)


def turn(text: str) -> str:
    """OFAC writes `SURNAME, Given`; left as it stands: order must not matter."""
    return text.strip()


def eu(path: Path) -> list[Record]:
    records: dict[str, Record] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            key = row["latin"]
            record = records.get(key)
            if record is None:
                schema = "Person" if row["schema"] == "Person" else "Organization"
                names = [n.strip() for n in key.split(";") if n.strip() and latin(n)]
                record = records[key] = Record(f"eu-{len(records)}", schema, names)
            record.original += ("\n" if record.original else "") + row["name"]
    return [record for record in records.values() if record.names]


def _derivable(alias: str, names: Iterable[str]) -> bool:
    """A romanisation variant of another name: every part near a part of it."""
    from rapidfuzz.distance import JaroWinkler

    mine = plain(alias)
    for name in names:
        other = plain(name)
        if mine == other or "".join(mine) == "".join(other):
            return False
    for name in names:
        other = list(plain(name))
        if abs(len(other) - len(mine)) > 1 or len(mine) < 2:
            continue
        scores = [max((JaroWinkler.similarity(part, o) for o in other), default=0) for part in mine]
        if min(scores) >= 0.7 and sum(scores) / len(scores) >= 0.85:
            return True
    return False


def build(data: Path, seed: int = 7) -> Sets:
    """All sets, the same on every machine."""
    rng = random.Random(seed)
    records = (
        un(next((data / "lists" / "un").glob("*.xml")))
        + ofac(data / "lists" / "ofac")
        + eu(data / "names" / "eu_cyrillic_dev.csv")
    )
    records = [record for record in records if record.names]
    positives: dict[str, list[Query]] = defaultdict(list)
    # aliases first: they leave the index
    people = [r for r in records if r.schema == "Person" and len(r.names) > 1 and not r.id.startswith("eu-")]
    drawn = rng.sample(people, 2500)
    _aliases(drawn, positives["alias"], 500)
    again = random.Random(seed + 1)
    used = {id(record) for record in drawn}
    fresh: dict[str, list[Query]] = defaultdict(list)
    rest = [record for record in people if id(record) not in used]
    _aliases(again.sample(rest, len(rest)), fresh["alias"], 300)
    same: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for record in records:
        for name in record.names:
            same[plain(name)].add(record.id)

    twins = _twins(records)

    def right(record: Record) -> frozenset[str]:
        found = frozenset().union(*(same[plain(name)] for name in record.names))
        return found | frozenset().union(*(twins.get(one, frozenset()) for one in found))

    by_id = {record.id: record for record in records}
    for queries in (positives["alias"], fresh["alias"]):
        for query in queries:
            query.targets = right(by_id[next(iter(query.targets))])
    by_script = _by_script(records, right)
    for name, queries in by_script.items():
        positives[name] = rng.sample(queries, 700) if len(queries) > 700 else queries
    asked = {one for queries in (*positives.values(), fresh["alias"]) for query in queries for one in query.targets}
    for name, queries in by_script.items():
        left = [query for query in queries if not query.targets & asked]
        if len(left) > 50:
            fresh[name] = again.sample(left, min(400, len(left)))
    asked |= {one for queries in fresh.values() for query in queries for one in query.targets}
    everybody = [r for r in records if r.schema == "Person"]
    _partial(everybody, positives, rng, 150)
    _partial([r for r in everybody if not right(r) & asked], fresh, again, 80)
    _evade(everybody, positives, right, rng, 90)
    _evade([r for r in everybody if not right(r) & asked], fresh, right, again, 40)
    fresh |= own(records)
    hard_by = _negatives(records, set(same), rng)
    hard = [query for queries in hard_by.values() for query in queries]
    hard_by["body"] = _body_negatives(records, rng)
    hard_by["generic body"] = _generic(records, rng, set(same))
    fresh_by = _negatives(records, set(same), again)
    fresh_by["body"] = _body_negatives(records, again)
    fresh_by["generic body"] = _generic(records, again, set(same))
    return Sets(records, dict(positives), hard, _easy(rng, set(same)), hard_by, dict(fresh), fresh_by)


def _aliases(records: list[Record], into: list[Query], most: int) -> None:
    """Take out of each record one alias that another of its names gives away."""
    for record in records:
        for at in range(1, len(record.names)):
            alias = record.names[at]
            rest = record.names[:at] + record.names[at + 1 :]
            if _derivable(alias, rest) and len(into) < most:
                record.names = rest
                into.append(Query(alias, "Person", frozenset((record.id,)), held(record.id)))
                break


def _by_script(records: list[Record], right: Callable[[Record], frozenset[str]]) -> dict[str, list[Query]]:
    """Original-script names by script and schema."""
    out: dict[str, list[Query]] = defaultdict(list)
    for record in records:
        for original in record.original.split("\n"):
            script = _script(original)
            kind = "person" if record.schema == "Person" else "org"
            if script:
                for one in re.split(r"\s*[;/]\s*", original) if script == "arabic" else [original]:
                    out[f"{script} {kind}"].append(Query(one, record.schema, right(record), held(record.id)))
        if record.programme.startswith("DPRK") and record.schema == "Person":
            hangul = to_hangul(record.names[0])
            if hangul:
                out["hangul person"].append(Query(hangul, "Person", right(record), held(record.id)))
    return out


def _partial(people: list[Record], into: dict[str, list[Query]], rng: random.Random, each: int) -> None:
    """First and last part of a longer name, as the press gives it: right is whoever has both parts in one name, in
    either script. Names whose two parts four and more people have are left out."""
    holders: dict[str, set[str]] = defaultdict(set)
    for record in people:
        for name in (*record.names, *record.original.split("\n")):
            for part in plain(name):
                holders[part].add(record.id)
    alike: dict[str, set[str]] = {}

    def having(part: str) -> set[str]:
        if part not in alike:
            alike[part] = set().union(*(ids for other, ids in holders.items() if _like(part, other)))
        return alike[part]

    for record in rng.sample(people, len(people)):
        for kind, name in (("latin", record.names[0]), (_script(record.original), record.original.split("\n")[0])):
            ends = _ends(name)
            if not kind or not ends or len(into[f"partial {kind} person"]) >= each:
                continue
            parts = plain(" ".join(ends))
            found = set.intersection(*(holders[part] for part in parts))
            if kind != "latin" and found:
                latin_ends = _ends(record.names[0])
                if not latin_ends and kind == "arabic":
                    continue
                found |= set.intersection(*(having(part) for part in plain(" ".join(latin_ends or ends))))
            if record.id in found and len(set.union(*(holders[part] for part in parts))) > 1 and len(found) < 4:
                found_by = frozenset(found)
                text = " ".join(ends)
                into[f"partial {kind} person"].append(Query(text, "Person", found_by, held(record.id), "partial"))


_ENDINGS = ("الله", "الدين", "ullah", "allah", "uddin", "al-din", "زاده", "خيل", "خیل")
_SERVANT = re.compile(r"^(?:عبد|ابو|أبو|abd\w{0,4}|abu|abou)$", re.IGNORECASE)


def _ends(name: str) -> tuple[str, str] | None:
    """First and last part of a name of three parts and more; «عبد الرحمن» is one part, and a name of two is none."""
    last, comma, first = name.partition(",")
    words = [*first.split(), *last.split()] if comma else name.split()
    joined: list[str] = []
    for word in words:
        if joined and (_SERVANT.match(joined[-1].split()[-1]) or word.lower() in _ENDINGS):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return (joined[0], joined[-1]) if 3 <= len(joined) <= 5 else None


def _evade(
    people: list[Record],
    into: dict[str, list[Query]],
    right: Callable[[Record], frozenset[str]],
    rng: random.Random,
    each: int,
) -> None:
    for kind, change in EVASIONS.items():
        made = 0
        while made < each:
            record = rng.choice(people)
            name = record.names[0]
            changed = change(name, rng) if 2 <= len(plain(name)) <= 6 else None
            if changed and changed != name:
                into[f"evasion {kind}"].append(Query(changed, "Person", right(record), held(record.id), kind))
                made += 1


_CORPUS = Path(__file__).parent.parent / "corpus" / "names"
PAIRS = (("own", _CORPUS / "pairs.csv"), ("second", _CORPUS / "scripts.csv"))


def own(records: list[Record], report: bool = False) -> dict[str, list[Query]]:
    """Pairs written down for measuring: a name and the words of the listed one, wherever a record has them all."""
    words = [(record, [frozenset(plain(name)) for name in record.names]) for record in records]
    out: dict[str, list[Query]] = defaultdict(list)
    for group, path in PAIRS:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        for row in rows:
            wanted = frozenset(row["latin"].split())
            found = {
                record.id
                for record, names in words
                if (record.schema == "Person") == (row["schema"] == "Person") and any(wanted <= one for one in names)
            }
            if found:
                kind = "person" if row["schema"] == "Person" else "org"
                out[f"{group} {row['script']} {kind}"].append(Query(row["name"], row["schema"], frozenset(found)))
            elif report:
                print("not in these lists:", row["name"], row["latin"])
    return out


def _twins(records: list[Record]) -> dict[str, frozenset[str]]:
    """Entries of the UN or the EU and of OFAC that are one person: a name of each is the same but for spelling, or they
    were born the same day and two parts or more of a name are alike."""
    by_part: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    by_day: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.id.startswith("ofac-") and record.schema == "Person":
            for day in record.born:
                by_day[day].append(record)
            for name in record.names:
                parts = plain(name)
                for part in set(parts):
                    if len(part) > 3:
                        by_part[part].append((record.id, parts))
    out: dict[str, set[str]] = {}
    for record in records:
        if record.schema != "Person" or record.id.startswith("ofac-"):
            continue
        found = set()
        for name in record.names:
            mine = plain(name)
            for part in sorted((p for p in mine if p in by_part), key=lambda p: len(by_part[p]))[:3]:
                for key, other in by_part[part]:
                    if min(len(other), len(mine)) >= 3 and abs(len(other) - len(mine)) < 2 and _pairs_up(mine, other):
                        found.add(key)
        for day in record.born:
            found |= {other.id for other in by_day[day] if any(map(_shares, *_crossed(record.names, other.names)))}
        out.setdefault(record.id, set()).update(found)
        for key in found:
            out.setdefault(key, set()).add(record.id)
    return {key: frozenset(found) for key, found in out.items()}


def _pairs_up(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether every part of the shorter name has a part of its own in the longer that is like it."""
    few, many = sorted((list(one), list(other)), key=len)
    for part in few:
        near = next((each for each in many if _like(part, each)), None)
        if near is None:
            return False
        many.remove(near)
    return True


def _like(one: str, other: str) -> bool:
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity(one, other) > 0.85


def _crossed(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    pairs = [(a, b) for a in one for b in other]
    return [a for a, _ in pairs], [b for _, b in pairs]


def _shares(one: str, other: str) -> bool:
    """Whether all parts of the shorter name, two or more, are like parts of the longer."""
    few, many = sorted((plain(one), plain(other)), key=len)
    return len(few) > 1 and all(any(_like(part, each) for each in many) for part in few)


def _script(text: str) -> str:
    if re.search("[\u0600-\u06ff]", text):
        return "arabic"
    if re.search("[\u0400-\u04ff]", text):
        return "cyrillic"
    return ""


def _negatives(records: list[Record], listed: set[tuple[str, ...]], rng: random.Random) -> dict[str, list[Query]]:
    out: dict[str, list[Query]] = {}
    arabic = [r.original.split() for r in records if r.schema == "Person" and _script(r.original) == "arabic"]
    firsts = [n[0] for n in arabic] + COMMON_ARABIC
    middles = [p for n in arabic for p in n[1:-1]] + COMMON_ARABIC
    lasts = [n[-1] for n in arabic] + COMMON_ARABIC_LAST
    originals = {tuple(sorted(n)) for n in arabic}
    rows = []
    while len(rows) < 500:
        parts = [rng.choice(firsts), *(rng.choice(middles) for _ in range(rng.choice((0, 1, 1, 2)))), rng.choice(lasts)]
        if tuple(sorted(parts)) not in originals and len(set(parts)) == len(parts):
            rows.append(Query(" ".join(parts), "Person"))
    out["arabic"] = rows
    cyrillic = [
        n.split()
        for r in records
        if r.schema == "Person" and _script(r.original) == "cyrillic"
        for n in r.original.split("\n")
    ]
    cyrillic = [n for n in cyrillic if len(n) == 3 and "-" not in " ".join(n)]
    known = {tuple(sorted(p.lower() for p in n)) for n in cyrillic}
    rows = []
    while len(rows) < 600:
        a, b, c = rng.sample(cyrillic, 3)
        if a[2][-1:].lower() in "аяь" and b[0][-1:].lower() not in "аяь":
            continue
        parts = [b[0], c[1], a[2]] if rng.random() < 0.6 else [b[0], a[2]]
        if (
            not any({p.lower() for p in parts} <= set(k) for k in (known if len(parts) == 2 else ()))
            and tuple(sorted(p.lower() for p in parts)) not in known
        ):
            rows.append(Query(" ".join(parts), "Person"))
    out["cyrillic"] = rows
    korean = [
        p
        for r in records
        if r.programme.startswith("DPRK") and r.schema == "Person"
        for p in [to_hangul(r.names[0])]
        if p
    ]
    rows = []
    known_korean = set(korean)
    while len(rows) < 200:
        a, b, c = (rng.choice(korean) for _ in range(3))
        text = a[0] + b[1] + c[-1]
        if text not in known_korean and b[1] != c[-1]:
            rows.append(Query(text, "Person"))
    out["hangul"] = rows
    groups: dict[str, list[list[str]]] = defaultdict(list)
    for record in records:
        if record.schema == "Person":
            name = record.names[0].replace(",", " ").split()
            group = {
                "SDGT": "arab",
                "QDi": "arab",
                "Al-Qaida": "arab",
                "Taliban": "arab",
                "IRAQ2": "arab",
                "SYRIA": "arab",
                "SDNTK": "latin",
                "DPRK": "korean",
            }.get(record.programme.split("]")[0].strip("[ "), "eu" if record.id.startswith("eu-") else "")
            if group and 2 <= len(name) <= 4:
                groups[group].append(name)
    with_part: dict[str, list[frozenset[str]]] = defaultdict(list)
    for parts_of in listed:
        for part in set(parts_of):
            with_part[part].append(frozenset(parts_of))
    rows = []
    for group, count in (("arab", 300), ("latin", 150), ("korean", 80), ("eu", 250)):
        made = 0
        while made < count:
            a, b, c = rng.sample(groups[group], 3)
            parts = [a[0], b[1]] if rng.random() < 0.5 else [a[0], b[1], c[-1]]
            text = " ".join(parts)
            if (
                plain(text) not in listed
                and len(set(plain(text))) == len(plain(text)) > 1
                and not _inside(plain(text), with_part)
            ):
                rows.append(Query(text, "Person"))
                made += 1
    out["latin"] = rows
    return out


def _body_negatives(records: list[Record], rng: random.Random) -> list[Query]:
    """Names of bodies that are not listed: a listed one with its telling words taken from two others."""
    rows = []
    pools = [
        [
            n.split()
            for r in records
            if r.schema == "Organization" and _script(r.original) == script
            for n in r.original.split("\n")
        ]
        for script in ("cyrillic", "arabic")
    ]
    pools.append([r.names[0].split() for r in records if r.schema == "Organization" and not r.id.startswith("eu-")])
    for pool, number in zip(pools, (300, 40, 300), strict=True):
        count: dict[str, int] = defaultdict(int)
        for name in pool:
            for part in set(plain(" ".join(name))):
                count[part] += 1

        def telling(name: Iterable[str], count: dict[str, int] = count) -> frozenset[str]:
            return frozenset(p for p in plain(" ".join(name)) if count[p] <= 5 and len(p) > 3)

        names = [n for n in pool if 3 <= len(n) <= 8 and telling(n)]
        listed: dict[str, list[frozenset[str]]] = defaultdict(list)
        for name in pool:
            for part in telling(name):
                listed[part].append(telling(name))
        made = 0
        while made < number and names:
            base, other, third = (list(name) for name in rng.sample(names, 3))
            places = [at for at, part in enumerate(base) if telling([part])]
            for at, source in zip(places, (other, third, other, third), strict=False):
                base[at] = rng.choice([part for part in source if telling([part])])
            mine = telling(base)
            # whoever holds every telling word of a listed name, or none but of one, is that name
            if len(mine) > 1 and not any(one <= mine or mine <= one for part in mine for one in listed[part]):
                rows.append(Query(" ".join(base), "Organization"))
                made += 1
    return rows


def _generic(records: list[Record], rng: random.Random, listed: set[tuple[str, ...]]) -> list[Query]:
    """What is left of bodies' names without their telling words: nobody's name, or everybody's."""
    names = [
        name.split()
        for record in records
        if record.schema == "Organization"
        for name in [record.names[0], *filter(_script, record.original.split("\n"))]
    ]
    count: dict[str, int] = defaultdict(int)
    for name in names:
        for part in set(plain(" ".join(name))):
            count[part] += 1
    rows: dict[str, Query] = {}
    for name in rng.sample(names, len(names)):
        rest = " ".join(part for part in name if all(count[p] > 25 for p in plain(part)))
        if len(rest.split()) < len(name) and len(plain(rest)) > 1 and plain(rest) not in listed and len(rows) < 150:
            rows.setdefault(rest, Query(rest, "Organization"))
    return list(rows.values())


def _inside(parts: tuple[str, ...], with_part: dict[str, list[frozenset[str]]]) -> bool:
    """Whether all parts stand together in one listed name."""
    rarest = min((with_part.get(part, []) for part in parts), key=len)
    return any(set(parts) <= name for name in rarest)


def _easy(rng: random.Random, listed: set[tuple[str, ...]]) -> list[Query]:
    given = [
        "James",
        "Mary",
        "Robert",
        "Patricia",
        "Michael",
        "Linda",
        "David",
        "Barbara",
        "William",
        "Susan",
        "Thomas",
        "Karen",
        "Lars",
        "Ingrid",
        "Pierre",
        "Camille",
        "Giulia",
        "Marco",
        "Hans",
        "Greta",
        "Akira",
        "Yuki",
        "Priya",
        "Arjun",
        "Kofi",
        "Ama",
        "Sean",
        "Aoife",
        "Erik",
        "Astrid",
        "Joao",
        "Beatriz",
        "Tomas",
        "Zuzana",
        "Mehmet",
        "Elif",
        "Nguyen",
        "Thanh",
        "Chen",
        "Wei",
        "Olga",
        "Ivan",
    ]
    last = [
        "Smith",
        "Johnson",
        "Brown",
        "Miller",
        "Wilson",
        "Taylor",
        "Clark",
        "Lewis",
        "Walker",
        "Hall",
        "Nilsson",
        "Dubois",
        "Moreau",
        "Rossi",
        "Bianchi",
        "Schmidt",
        "Weber",
        "Tanaka",
        "Sato",
        "Sharma",
        "Patel",
        "Mensah",
        "Boateng",
        "Murphy",
        "Byrne",
        "Larsen",
        "Costa",
        "Pereira",
        "Novak",
        "Svoboda",
        "Yilmaz",
        "Demir",
        "Tran",
        "Pham",
        "Zhang",
        "Liu",
        "Petrov",
        "Kovalenko",
        "Okafor",
        "Haddad",
    ]
    return [
        Query(text, "Person")
        for text in {f"{rng.choice(given)} {rng.choice(last)}" for _ in range(600)}
        if plain(text) not in listed
    ]


def _letters(name: str, least: int = 4) -> list[tuple[int, int]]:
    return [
        (found.start(), found.end())
        for found in re.finditer(r"[^\W\d_]+", name)
        if found.end() - found.start() >= least
    ]


def _at(name: str, rng: random.Random) -> int | None:
    spans = _letters(name)
    if not spans:
        return None
    start, end = rng.choice(spans)
    return rng.randrange(start + 1, end - 1)


def _homoglyph(name: str, rng: random.Random) -> str:
    table = dict(zip("ABCEHIKMOPTXYaceiopxyshdgl", "АВСЕНІКМОРТХУасеіорхуѕһԁɡӏ", strict=True))
    places = [at for at, char in enumerate(name) if char in table]
    for at in rng.sample(places, min(len(places), rng.choice((1, 2, 3)))):
        name = name[:at] + table[name[at]] + name[at + 1 :]
    return name


def _insert(marks: str) -> Callable[[str, random.Random], str | None]:
    def change(name: str, rng: random.Random) -> str | None:
        for _ in range(2):
            at = _at(name, rng)
            if at is None:
                return None
            name = name[:at] + rng.choice(marks) + name[at:]
        return name

    return change


def _drop(name: str, rng: random.Random) -> str | None:
    at = _at(name, rng)
    return None if at is None else name[:at] + name[at + 1 :]


def _double(name: str, rng: random.Random) -> str | None:
    at = _at(name, rng)
    return None if at is None else name[:at] + name[at] + name[at:]


def _swap(name: str, rng: random.Random) -> str | None:
    at = _at(name, rng)
    return None if at is None or name[at] == name[at + 1] else name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _merge(name: str, rng: random.Random) -> str | None:
    places = [found.start() for found in re.finditer(r"[ -]", name)]
    if not places:
        return None
    at = rng.choice(places)
    return (name[:at] + name[at + 1 :]).replace(",", "")


def _split(name: str, rng: random.Random) -> str | None:
    spans = _letters(name, 6)
    if not spans:
        return None
    start, end = rng.choice(spans)
    at = rng.randrange(start + 2, end - 2)
    return name[:at] + " " + name[at:]


def _initial(name: str, _: random.Random) -> str | None:
    if "," in name:
        last, _, first = name.partition(",")
        words = first.split()
    else:
        words, last = name.split()[:-1], name.split()[-1]
    if not words or len(words[0]) < 3 or len(last) < 4:
        return None
    return " ".join([words[0][0] + ".", *words[1:], last])


def _order(name: str, rng: random.Random) -> str | None:
    words = name.replace(",", " ").split()
    cut = rng.randrange(1, len(words)) if len(words) > 1 else 0
    return " ".join(words[cut:] + words[:cut])


_ROMAN = [
    tuple(pair.split(":"))
    for pair in [
        "ou:u",
        "u:oo",
        "kh:h",
        "kh:x",
        "q:k",
        "k:q",
        "ph:f",
        "f:ph",
        "sh:sch",
        "j:dj",
        "y:i",
        "i:y",
        "ee:i",
        "i:ee",
        "v:w",
        "w:v",
        "ov:off",
        "ev:eff",
        "ks:x",
        "x:ks",
        "ya:ia",
        "yu:iu",
        "zh:j",
        "ts:c",
        "o:u",
        "e:i",
        "a:e",
        "mm:m",
        "ss:s",
        "c:k",
        "gh:g",
        "dh:d",
        "th:t",
        "ch:tch",
        "s:z",
        "g:j",
    ]
]


def _roman(name: str, rng: random.Random) -> str | None:
    low = name.lower()
    fits = [(a, b) for a, b in _ROMAN if a in low]
    for a, b in rng.sample(fits, min(len(fits), rng.choice((1, 2, 2)))):
        low = low.replace(a, b, 1)
    return low if fits else None


EVASIONS: dict[str, Callable[[str, random.Random], str | None]] = {
    "homoglyph": _homoglyph,
    "zero-width": _insert("\u200b\u200c\u200d\u2060\ufeff\u00ad"),
    "bidi": _insert("\u202a\u202b\u202e\u2066\u200e\u200f\u2069"),
    "drop": _drop,
    "double": _double,
    "swap": _swap,
    "merge": _merge,
    "split": _split,
    "initial": _initial,
    "order": _order,
    "romanisation": _roman,
}
COMMON_ARABIC = [
    "محمد",
    "أحمد",
    "علي",
    "حسن",
    "حسين",
    "محمود",
    "خالد",
    "عمر",
    "إبراهيم",
    "يوسف",
    "مصطفى",
    "عبدالله",
    "سعيد",
    "سالم",
    "ناصر",
    "صالح",
    "جمال",
    "كمال",
    "طارق",
    "وليد",
    "ياسر",
    "هشام",
    "عادل",
    "سمير",
    "رامي",
    "فادي",
    "زياد",
    "بلال",
    "أنس",
    "معاذ",
    "حمزة",
    "عثمان",
    "إسماعيل",
    "موسى",
    "عيسى",
    "داود",
    "سليمان",
    "نور",
    "الدين",
    "فيصل",
    "ماجد",
    "سعد",
    "فهد",
    "نايف",
    "بدر",
    "رشيد",
    "جابر",
    "حامد",
    "عماد",
    "هاني",
    "أيمن",
    "شريف",
    "كريم",
    "مروان",
    "غسان",
    "نبيل",
    "عصام",
    "منصور",
]
COMMON_ARABIC_LAST = [
    "الحسن",
    "العلي",
    "المصري",
    "الشامي",
    "الحلبي",
    "البغدادي",
    "العراقي",
    "التميمي",
    "الدوسري",
    "القحطاني",
    "العتيبي",
    "الزهراني",
    "الغامدي",
    "الحربي",
    "المطيري",
    "الشمري",
    "العنزي",
    "الأحمد",
    "الخطيب",
    "النجار",
    "الحداد",
    "العمري",
    "القاسم",
    "الرفاعي",
    "الكردي",
    "الجبوري",
    "الدليمي",
    "السامرائي",
    "الراوي",
    "حمدان",
    "عباس",
    "خليل",
    "حداد",
    "منصور",
    "الشريف",
    "القادري",
    "التونسي",
    "الجزائري",
    "المغربي",
]
