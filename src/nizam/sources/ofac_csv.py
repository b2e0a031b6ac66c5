"""OFAC's classic CSV files → entities: a primary file, with addresses, aliases and overlong remarks in files beside it.

Form: https://ofac.treasury.gov/media/29976/download?inline (no header row; `-0-` means empty). One folder may hold
the SDN files, the files of the non-SDN list, or both. Files are told apart by their columns, not by their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from nizam.errors import SourceError
from nizam.model.entity import Entity
from nizam.sources import ofac_remarks
from nizam.sources.base import Given, Reading
from nizam.sources.draft import Draft
from nizam.sources.ofac import NON_SDN, SCHEMAS, SDN, designation, person_order
from nizam.sources.tables import rows

FORM = "ofac-csv"
_EMPTY = "-0-"
_ALIAS = {"aka": "alias", "fka": "alias", "nka": "alias"}
_COLUMNS = {12: "primary", 6: "addresses", 5: "aliases", 2: "comments"}


class Files(NamedTuple):
    """The files of a folder by what they hold; each is a name and the file."""

    primary: list[tuple[str, Given]]
    addresses: list[tuple[str, Given]]
    aliases: list[tuple[str, Given]]
    comments: list[tuple[str, Given]]


def kind_of(row: list[str]) -> str:
    """What kind of file a first row belongs to: primary, addresses, aliases, comments; '' for none of OFAC's."""
    kind = _COLUMNS.get(len(row), "")
    if not kind or not row[0].strip().isdigit():
        return ""
    if kind == "primary" and _value(row[2]).lower() not in SCHEMAS:
        return ""
    if kind == "aliases" and _value(row[2]).lower() not in _ALIAS:
        return ""
    return kind


def gather(given: Mapping[str, Given]) -> Files:
    """Sort files by what they hold. Raises SourceError for a foreign file, or where one of the set is missing."""
    files = Files([], [], [], [])
    for name, file in sorted(given.items()):
        first = next(rows(file, name), None)
        kind = kind_of(first[1]) if first else "comments"
        if not kind:
            raise SourceError(
                f"{name}: this is none of OFAC's CSV files (12, 6, 5 or 2 columns, no header); take it out."
            )
        if first:
            getattr(files, kind).append((name, file))
    for kind, wanted in (("primary", "sdn.csv"), ("aliases", "alt.csv"), ("addresses", "add.csv")):
        if len(getattr(files, kind)) < max(1, len(files.primary)):
            raise SourceError(
                f"{', '.join(sorted(given))}: the file of {kind} ({wanted}, or its non-SDN twin cons_…) is missing; "
                "OFAC's CSV files belong together in one folder."
            )
    return files


def stream(given: Mapping[str, Given]) -> Reading:
    """The list of a folder's files (name → file), to be read one entity at a time."""
    files = gather(given)
    reading = Reading(FORM, NON_SDN if all(_is_cons(name) for name, _ in files.primary) else SDN)
    reading.entities = _entities(files, reading)
    return reading


def folder(path: Path) -> dict[str, Given]:
    """The CSV files of a folder."""
    return {file.name: file for file in sorted(path.iterdir()) if file.suffix.lower() == ".csv"}


def _is_cons(name: str) -> bool:
    return Path(name).name.lower().startswith("cons")


def _entities(files: Files, reading: Reading) -> Iterator[Entity]:
    addresses = _by_number(files.addresses, 6)
    aliases = _by_number(files.aliases, 5)
    comments = _by_number(files.comments, 2)
    again = _twice(files)
    held: dict[str, Draft] = {}
    for name, file in files.primary:
        own = NON_SDN if _is_cons(name) else SDN
        for line, row in rows(file, name):
            where = f"{name}:{line}"
            if len(row) != 12:
                raise SourceError(f"{where}: {len(row)} columns where 12 are expected; the file is cut off or damaged.")
            key = row[0].strip()
            if not key.isdigit():
                raise SourceError(f"{where}: the entry number {key!r} is not a number; the file is damaged.")
            draft = held.get(key) or Draft(reading, key, _schema(row[2], where), f"{name} {key}")
            _primary(row, draft, "".join(comment[1] for comment in comments.get(key, [])))
            for number, kind, text in ((a[1], a[2], a[3]) for a in aliases.pop(key, [])):
                if kind.lower() not in _ALIAS:
                    raise SourceError(f"{name} {key}: the alias {number} is of the unknown kind {kind!r}.")
                draft.name(person_order(text, draft.schema), "alias")
            for address in addresses.pop(key, []):
                draft.address(", ".join(part for part in address[2:4] if part), address[4])
            draft.designations.append(designation(own, key, _programmes(row[3])))
            if again.get(key, 1) > 1 and key not in held:
                # listed in both lists: one entity with two listings, given when its second row has been read
                held[key] = draft
                continue
            yield draft.entity()
    for kind, left in (("address", addresses), ("alias", aliases)):
        for key in left:
            reading.notices.add(f"entry {key}", f"an {kind} belongs to no entry of the list")


def _primary(row: list[str], draft: Draft, comment: str) -> None:
    _, name, _, _, title, call_sign, vessel_type, tonnage, gross, flag, owner, remarks = map(_value, row)
    draft.name(person_order(name, draft.schema), "primary")
    draft.role(title)
    draft.identify("callSign", call_sign)
    draft.add("type", vessel_type)
    draft.add("tonnage", tonnage)
    draft.add("grossRegisteredTonnage", gross)
    draft.country(flag)
    draft.add("flag", flag)
    draft.link("owner", owner)
    # a remark of more than 1,000 characters goes on in the comments file, cut anywhere
    ofac_remarks.read(row[11].rstrip("\r\n") + comment if comment else remarks, draft)


def _programmes(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"\]\s*\[", _value(text).strip("[] ")) if part)


def _schema(text: str, where: str) -> str:
    kind = _value(text).lower()
    if kind not in SCHEMAS:
        raise SourceError(f"{where}: unknown type {kind!r}; known are individual, vessel, aircraft and {_EMPTY}.")
    return SCHEMAS[kind]


def _by_number(files: list[tuple[str, Given]], columns: int) -> dict[str, list[list[str]]]:
    out: dict[str, list[list[str]]] = {}
    for name, file in files:
        for line, row in rows(file, name):
            if len(row) != columns:
                raise SourceError(
                    f"{name}:{line}: {len(row)} columns where {columns} are expected; the file is cut off or damaged."
                )
            # the last column is the remarks of an address or alias: narrative, empty so far
            out.setdefault(row[0].strip(), []).append([_value(cell) for cell in row] if columns > 2 else row)
    return out


def _twice(files: Files) -> dict[str, int]:
    """Entry numbers that several primary files hold."""
    count: dict[str, int] = {}
    if len(files.primary) > 1:
        for name, file in files.primary:
            for _, row in rows(file, name):
                count[row[0].strip()] = count.get(row[0].strip(), 0) + 1
    return {key: number for key, number in count.items() if number > 1}


def _value(cell: str) -> str:
    text = cell.strip()
    return "" if text == _EMPTY else text
