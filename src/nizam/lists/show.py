"""The lists at hand, what an update did, and a comparison: as JSON and as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from nizam import lists, said, yamltext
from nizam.index.snapshot import Manifest, Shelf
from nizam.lists.diff import Change, Diff
from nizam.lists.update import Updated
from nizam.model.entity import Entity
from nizam.sources.addresses import Address, addresses

_STALE_DAYS = 7
_SHOWN = 200
_LABELS = Path(__file__).parent / "labels.yml"


def label(path: str, lang: str, **values: object) -> str:
    """A word or sentence of the tables, in a language; `path` is its place, as in `outcomes.new`."""
    return yamltext.words(_LABELS, path, lang, **values)


def rows(today: date | None = None) -> list[dict[str, Any]]:
    """Every list at hand: name, source, published, counts, hash, age in days, and whether it counts as old."""
    known = addresses()
    return [row(one.manifest, known.get(one.name), today or datetime.now(UTC).date()) for one in lists.datasets()]


def row(manifest: Manifest, address: Address | None, today: date) -> dict[str, Any]:
    """One list as JSON. The age is that of the fetch; a list that is not fetched (from a file, or built in) never
    counts as old by it, only by the day it was published, where it is one with an address."""
    fetched = manifest.fetched[:10]
    age = max(0, (today - date.fromisoformat(fetched)).days) if fetched else None
    limit = address.stale_days if address else _STALE_DAYS
    source = next((file["url"] for file in manifest.files if "url" in file), "") or ", ".join(
        file["name"] for file in manifest.files
    )
    stale = bool(address and age is not None and age > limit)
    return {
        "name": manifest.name,
        "title": dict(address.title) if address else {"en": manifest.name},
        "source": source or manifest.form,
        "form": manifest.form,
        "list": manifest.list_id,
        "published": manifest.published or None,
        "fetched": manifest.fetched or None,
        "age_days": age,
        "stale": stale,
        "entries": manifest.entries,
        "schemas": manifest.schemas,
        "names": manifest.names,
        "sha256": manifest.sha256,
        "notices": manifest.notices,
    }


def table(found: Sequence[dict[str, Any]], lang: str) -> str:
    """Lists as a table, with a line about those that have an address and are not here."""
    columns = ("name", "published", "age", "entries", "schemas", "names", "version", "source")
    body = [[label(f"columns.{column}", lang) for column in columns]]
    for one in found:
        age = _age(one["age_days"], lang) + (f" ({label('stale', lang)})" if one["stale"] else "")
        body.append(
            [
                one["name"], one["published"] or label("no_date", lang), age, f"{one['entries']:,}",
                _schemas(one["schemas"], lang), f"{one['names']:,}", one["sha256"][:12],
                label(f"forms.{one['form']}", lang),
            ]
        )  # fmt: skip
    widths = [max(len(line[at]) for line in body) for at in range(len(columns))]
    numbers = {columns.index("entries"), columns.index("names")}
    lines = [
        "  ".join(
            cell.rjust(width) if at in numbers else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in body
    ]
    absent = [name for name, one in addresses().items() if not one.optional and name not in {r["name"] for r in found}]
    if absent:
        lines += ["", label("not_there", lang, names=", ".join(absent))]
    return "\n".join(lines)


def updated_json(one: Updated) -> dict[str, Any]:
    """What an update did to one list."""
    return {
        "name": one.name,
        "outcome": one.outcome,
        "entries": one.now.manifest.entries if one.now else None,
        "entries_before": one.before.manifest.entries if one.before else None,
        "published": (one.now.manifest.published or None) if one.now else None,
        "sha256": one.now.manifest.sha256 if one.now else None,
        "notices": one.now.manifest.notices if one.now else 0,
        "error": {"code": one.error.code, "message": str(one.error)} if one.error else None,
    }


def updated_text(one: Updated, lang: str) -> str:
    """The same for people."""
    if one.now is None:
        return label("outcomes.failed", lang, name=one.name, error=said.message(str(one.error), lang))
    before = f"{one.before.manifest.entries:,}" if one.before else "0"
    entries = f"{one.now.manifest.entries:,}"
    text = label(f"outcomes.{one.outcome}", lang, name=one.name, entries=entries, before=before)
    notices = one.now.manifest.notices
    return f"{text}\n{label('noticed', lang, n=notices, name=one.name)}" if notices else text


def details(name: str, today: date | None = None) -> dict[str, Any]:
    """Everything known of one list: its row, its files, its notices and the versions kept."""
    one = lists.dataset(name)
    address = addresses().get(name)
    kept = [] if name == lists.BUILT_IN else Shelf(name).history()
    return {
        **row(one.manifest, address, today or datetime.now(UTC).date()),
        "publisher": address.publisher if address else None,
        "files": one.manifest.files,
        "notice_lines": one.manifest.notice_lines,
        "versions": [
            {key: getattr(version.manifest, key) for key in ("sha256", "published", "fetched", "entries")}
            for version in kept
        ],
    }


def details_text(found: dict[str, Any], lang: str) -> str:
    """The same for people."""
    title = found["title"].get(lang) or found["title"]["en"]
    pairs = [
        (label("show.title", lang), title),
        (label("show.publisher", lang), found["publisher"] or ""),
        (label("show.form", lang), label(f"forms.{found['form']}", lang)),
        (label("show.list", lang), found["list"]),
        (label("columns.published", lang), found["published"] or ""),
        (label("columns.age", lang), (found["fetched"] or "")[:19].replace("T", " ")),
        (label("columns.entries", lang), f"{found['entries']:,} ({_schemas(found['schemas'], lang)})"),
        (label("columns.names", lang), f"{found['names']:,}"),
        (label("columns.version", lang), found["sha256"]),
    ]
    width = max(len(name) for name, _ in pairs)
    lines = [found["name"], *(f"  {name.ljust(width)}  {value}" for name, value in pairs if value)]
    for key, heading in (("files", "show.files"), ("versions", "show.versions"), ("notice_lines", "show.notices")):
        if found[key]:
            lines += [f"  {label(heading, lang)}", *(f"    {_line(one)}" for one in found[key])]
    return "\n".join(lines)


def diff_json(found: Diff) -> dict[str, Any]:
    """A comparison: ids and names of who came and went, and of whom what changed."""
    return {
        "old": found.old,
        "new": found.new,
        "added": [_who(entity) for entity in found.added],
        "delisted": [_who(entity) for entity in found.delisted],
        "changed": [{**_who(entity), "fields": [_change(one) for one in changes]} for entity, changes in found.changed],
    }


def diff_text(found: Diff, lang: str) -> str:
    """The same for people, at most so many lines of each kind."""
    counts = {"added": len(found.added), "changed": len(found.changed), "delisted": len(found.delisted)}
    lines = [label("diff.head", lang, old=found.old, new=found.new), label("diff.sums", lang, **counts)]
    changed = {entity.id: changes for entity, changes in found.changed}
    for kind, who in (
        ("added", found.added),
        ("delisted", found.delisted),
        ("changed", [entity for entity, _ in found.changed]),
    ):
        for entity in who[:_SHOWN]:
            lines.append(f"{label(f'diff.{kind}', lang)}  {entity.id}  {entity.schema}  {entity.caption}")
            for one in changed.get(entity.id, ()) if kind == "changed" else ():
                lines += [f"    {one.field}  − {value}" for value in one.removed]
                lines += [f"    {one.field}  + {value}" for value in one.added]
        if len(who) > _SHOWN:
            lines.append(label("diff.more", lang, n=len(who) - _SHOWN))
    return "\n".join(lines)


def _who(entity: Entity) -> dict[str, str]:
    return {"id": entity.id, "schema": entity.schema, "name": entity.caption}


def _change(one: Change) -> dict[str, Any]:
    return {"field": one.field, "removed": list(one.removed), "added": list(one.added)}


def _line(one: Any) -> str:
    return one if isinstance(one, str) else "  ".join(str(value) for value in one.values() if value != "")


def _age(days: int | None, lang: str) -> str:
    if days is None:
        return label("ages.none", lang)
    return label(f"ages.{'now' if days == 0 else 'day' if days == 1 else 'days'}", lang, n=days)


def _schemas(counts: dict[str, int], lang: str) -> str:
    words = yamltext.load(_LABELS)["schemas"]
    known: list[tuple[str, int]] = [(schema, counts[schema]) for schema in words if schema in counts]
    other = sum(counts.values()) - sum(count for _, count in known)
    parts: Iterable[tuple[str, int]] = [*known, *([("other", other)] if other else [])]
    return ", ".join(f"{count:,} {words[schema][lang]}" for schema, count in parts)
