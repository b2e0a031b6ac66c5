"""Which official form a file or folder is in, told by what is in it, and the reader for it."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path

from nizam.errors import SourceError
from nizam.sources import eu_csv, eu_xml, ftm, ofac_advanced, ofac_csv, ofac_xml, uk_csv, uk_xml, un_sc
from nizam.sources.base import Given, Reading, opened
from nizam.sources.tables import rows
from nizam.sources.xmlstream import root_of

_HEAD = 4096
_PACKED = {
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "packed with gzip",
    b"\xfd7zXZ": "packed with xz",
    b"%PDF": "a PDF",
}
_ROOTS: dict[str, Callable[[Given, str], Reading]] = {
    un_sc.ROOT: un_sc.stream,
    ofac_xml.ROOT: ofac_xml.stream,
    ofac_advanced.ROOT: ofac_advanced.stream,
    eu_xml.ROOT: eu_xml.stream,
    uk_xml.ROOT: uk_xml.stream,
}
FORMS = (
    "the UN's XML; OFAC's XML (classic or advanced) or its CSV files in one folder; the EU's XML or CSV (1.1); "
    "the UK's XML or CSV; FollowTheMoney entities, one JSON object a line"
)


def stream(path: Path) -> Reading:
    """The list in a file or folder, to be read one entity at a time. Raises SourceError for an unknown form."""
    if path.is_dir():
        return _folder(path)
    return stream_file(path, path.name)


def stream_file(given: Given, name: str) -> Reading:
    """The list in one file. Raises SourceError for an unknown form."""
    with opened(given) as handle:
        head = handle.read(_HEAD)
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise SourceError(f"{name}: the file is empty; download the list again.")
    for magic, what in _PACKED.items():
        if head.startswith(magic):
            raise SourceError(f"{name}: the file is {what}; unpack it and give the list itself.")
    start = _text(head).lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        if start[:200].lower().startswith(("<!doctype html", "<html")):
            raise SourceError(f"{name}: this is a web page, not a list; give the list's own file.")
        root = root_of(given, name).tag
        if root not in _ROOTS:
            raise SourceError(f"{name}: the root element {root} belongs to no list that is read. Read are {FORMS}.")
        return _ROOTS[root](given, name)
    if start.startswith("{"):
        return ftm.stream(given, name)
    if start.startswith("["):
        raise SourceError(f"{name}: a JSON list; FollowTheMoney entities are read one object a line, without brackets.")
    return _table(given, name, start)


def stream_files(files: Mapping[str, Given]) -> Reading:
    """The list in several files that belong together: OFAC's CSV files; or in the only one."""
    if len(files) == 1:
        ((name, given),) = files.items()
        return stream_file(given, name)
    return ofac_csv.stream(files)


def _table(given: Given, name: str, start: str) -> Reading:
    if start.startswith(eu_csv.FIRST):
        return eu_csv.stream(given, name)
    if start.startswith((uk_csv.FIRST, "Last Updated,", '"Last Updated"')):
        return uk_csv.stream(given, name)
    first = next(rows(given, name), None)
    if first and ofac_csv.kind_of(first[1]):
        raise SourceError(
            f"{name}: one of OFAC's CSV files; they belong together, give the folder that holds them all."
        )
    if "Entity_LogicalId" in start:
        return eu_csv.stream(given, name)
    if "Unique ID" in start:
        return uk_csv.stream(given, name)
    raise SourceError(f"{name}: the file is in no form that is read. Read are {FORMS}.")


def _folder(path: Path) -> Reading:
    files = {file.name: file for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith(".")}
    tables: dict[str, Given] = {}
    others = []
    for name, file in files.items():
        if file.suffix.lower() == ".csv":
            tables[name] = file
        elif file.suffix.lower() in (".xml", ".json"):
            others.append(file)
    if tables and not others:
        return stream_files(tables)
    if len(others) == 1 and not tables:
        return stream_file(others[0], others[0].name)
    if not others:
        raise SourceError(f"{path}: the folder holds no list (.csv, .xml or .json).")
    raise SourceError(f"{path}: the folder holds several lists ({', '.join(sorted(files))}); add them one by one.")


def _text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if head.startswith((b"<\0", b"\0<")):
        return head[: len(head) // 2 * 2].decode("utf-16-le" if head[0] else "utf-16-be", "replace")
    return head.decode("utf-8", "replace")
