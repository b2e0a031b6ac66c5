"""A deal as users send it, checked field by field. Everything here raises BadDeal with the path of the field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from nizam.errors import BadDeal
from nizam.reader.dealing.goods_in_deal import codes
from nizam.record import Record, field
from nizam.text.dates import find_dates, parse_date
from nizam.text.tokens import tokenise

FIELDS = (
    "id", "date", "contract_date", "delivery_date", "supplier", "recipient", "parties", "goods", "activity", "purpose",
    "vessel", "aircraft", "persons", "route", "approvals", "findings", "text",
)  # fmt: skip
PARTY_FIELDS = (
    "name", "role", "country", "owned_by", "schema", "birth_date", "imo", "flag", "identifiers", "designated", "note",
)  # fmt: skip
GOODS_FIELDS = ("description", "hs_code", "origin", "quantity", "value", "note")
APPROVAL_FIELDS = ("by", "date", "reference", "what", "status")
FINDING_FIELDS = ("by", "date", "what")
MOST = 200
LONGEST = 20_000

_YEAR = re.compile(r"^\d{4}$")
_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")


class When(Record, frozen=True):
    """A day, or the first and last day of what was said."""

    first: date
    last: date


class GivenParty(Record, frozen=True):
    """A party as given: texts only, nothing looked up yet."""

    path: str
    role: str
    name: str = ""
    country: str = ""
    owned_by: tuple[str, ...] = ()
    schema: str = ""
    birth_date: str = ""
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flag: str = ""
    designated: bool | None = None
    note: str = ""


class GivenGoods(Record, frozen=True):
    """A line of goods as given."""

    path: str
    description: str = ""
    hs: tuple[str, ...] = ()
    origin: str = ""
    quantity: str = ""
    value: str = ""


class Given(Record, frozen=True):
    """A deal as given, shapes checked."""

    id: str = ""
    date: When | None = None
    contract: When | None = None
    delivery: When | None = None
    parties: tuple[GivenParty, ...] = ()
    goods: tuple[GivenGoods, ...] = ()
    activity: str = ""
    purpose: str = ""
    aircraft: str = ""
    route: tuple[str, ...] = ()
    approvals: tuple[Mapping[str, str], ...] = ()
    findings: tuple[Mapping[str, str], ...] = ()
    text: str = ""

    @property
    def only_text(self) -> bool:
        """Whether the deal is one sentence alone."""
        return bool(self.text) and not (self.parties or self.goods or self.activity or self.purpose)


def given_deal(raw: Mapping[str, object]) -> Given:
    """Check the shape of a deal."""
    if not isinstance(raw, Mapping):
        raise BadDeal("", "a deal is an object with fields such as supplier, recipient and goods.")
    _known(raw, FIELDS, "")
    given = Given(
        id=_text(raw.get("id"), "id"),
        date=when(raw.get("date"), "date"),
        contract=when(raw.get("contract_date"), "contract_date"),
        delivery=when(raw.get("delivery_date"), "delivery_date"),
        parties=tuple(_parties(raw)),
        goods=tuple(_goods_line(line, path) for path, line in _listed(raw.get("goods"), "goods")),
        activity=_text(raw.get("activity"), "activity"),
        purpose=_text(raw.get("purpose"), "purpose"),
        aircraft=_joined(raw.get("aircraft"), "aircraft"),
        route=tuple(_text(stop, path) for path, stop in _listed(raw.get("route"), "route")),
        approvals=_entries(raw.get("approvals"), "approvals", APPROVAL_FIELDS, "reference"),
        findings=_entries(raw.get("findings"), "findings", FINDING_FIELDS, "what"),
        text=_text(raw.get("text"), "text"),
    )  # fmt: skip
    if not (given.text or given.parties or given.goods or given.activity or given.purpose or given.aircraft):
        raise BadDeal("", "the deal says nothing; give at least its parties, its goods, an activity, or a text.")
    return given


def when(value: object, path: str) -> When | None:
    """A day, month or year as people write it; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return When(value, value)
    text = str(value).strip()
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadDeal(path, f"a date is wanted, not {type(value).__name__}; write it as 2019-05-02.")
    if _YEAR.match(text):
        return When(date(int(text), 1, 1), date(int(text), 12, 31))
    month = _MONTH.match(text)
    found = find_dates(f"{text}-01" if month else text, tokenise(f"{text}-01" if month else text))
    if month and found:
        after = found[0].first.replace(day=28)
        return When(found[0].first, date.fromordinal(_month_end(after)))
    day = parse_date(text)
    if day is not None:
        return When(day, day)
    if not found:
        raise BadDeal(path, f"'{shown(text)}' is no date I can read; write it as 2019-05-02.")
    return When(found[0].first, found[-1].last)


def _month_end(day: date) -> int:
    ordinal = day.toordinal()
    while date.fromordinal(ordinal + 1).month == day.month:
        ordinal += 1
    return ordinal


def shown(value: object, most: int = 60) -> str:
    """A value as an error message may repeat it: short, one line, and always writable."""
    text = " ".join(str(value).encode("utf-8", "backslashreplace").decode().split())
    return text if len(text) <= most else f"{text[:most]}…"


def _known(raw: Mapping[str, object], names: Sequence[str], path: str) -> None:
    for name in raw:
        if name not in names:
            where = f"{path}.{shown(name)}" if path else shown(name)
            raise BadDeal(where, f"there is no such field; known ones are {', '.join(names)}.")


def _text(value: object, path: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise BadDeal(path, f"words are wanted here, not {type(value).__name__}.")
    text = str(value).strip()
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadDeal(path, "half a character (a lone surrogate) stands in it; save the input as UTF-8.") from None
    if len(text) > LONGEST:
        raise BadDeal(
            path, f"the text has {len(text)} characters; {LONGEST} are the most for a deal. Read it as an article."
        )
    return text


def _joined(value: object, path: str) -> str:
    """Words, or an object whose words are put side by side."""
    if isinstance(value, Mapping):
        return "; ".join(_text(part, f"{path}.{name}") for name, part in value.items() if part is not None)
    return _text(value, path)


def _listed(value: object, path: str) -> list[tuple[str, object]]:
    """A list's entries with their paths; one entry may come without its list, nothing is no entry."""
    if value is None or value == "":
        return []
    if isinstance(value, Mapping | str | int | float):
        return [(f"{path}[0]", value)]
    if not isinstance(value, Sequence):
        raise BadDeal(path, f"a list is wanted here, not {type(value).__name__}.")
    if len(value) > MOST:
        raise BadDeal(path, f"{len(value)} entries; {MOST} are the most for one deal.")
    return [(f"{path}[{i}]", entry) for i, entry in enumerate(value) if entry is not None]


def _entries(value: object, path: str, names: Sequence[str], lone: str) -> tuple[Mapping[str, str], ...]:
    return tuple(_entry(entry, where, names, lone) for where, entry in _listed(value, path))


def _entry(value: object, path: str, names: Sequence[str], lone: str) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        return {lone: _text(value, path)}
    _known(value, names, path)
    return {name: _text(part, f"{path}.{name}") for name, part in value.items()}


def _parties(raw: Mapping[str, object]) -> list[GivenParty]:
    out = []
    for role in ("supplier", "recipient"):
        if raw.get(role) is not None:
            out.append(_party(raw[role], role, role))
    for path, entry in _listed(raw.get("parties"), "parties"):
        out.append(_party(entry, path, ""))
    vessels = raw.get("vessel")
    for path, entry in _listed(vessels, "vessel") if isinstance(vessels, list) else [("vessel", vessels)]:
        if entry is not None and entry != "":
            out.append(_party(entry, path, "vessel"))
    for path, entry in _listed(raw.get("persons"), "persons"):
        names = re.split(r"\s*[;؛\n]\s*", entry) if isinstance(entry, str) else [entry]
        out.extend(_party(name, path, "person") for name in names if name)
    return out


def _party(value: object, path: str, role: str) -> GivenParty:
    if not isinstance(value, Mapping):
        return GivenParty(path, role or "other", name=_text(value, path), schema=_schema(role))
    _known(value, PARTY_FIELDS, path)
    identifiers = value.get("identifiers")
    if identifiers is not None and not isinstance(identifiers, Mapping):
        raise BadDeal(f"{path}.identifiers", 'an object is wanted, such as {"passport": "…"}.')
    known = {str(k): (_text(v, f"{path}.identifiers.{k}"),) for k, v in (identifiers or {}).items()}
    if value.get("imo"):
        known["imoNumber"] = (re.sub(r"\D", "", _text(value["imo"], f"{path}.imo")),)
    designated = value.get("designated")
    if designated is not None and not isinstance(designated, bool):
        raise BadDeal(f"{path}.designated", "true, false or nothing is wanted.")
    owners = value.get("owned_by")
    return GivenParty(
        path=path,
        role=role or _text(value.get("role"), f"{path}.role") or "other",
        name=_text(value.get("name"), f"{path}.name"),
        country=_text(value.get("country"), f"{path}.country"),
        owned_by=tuple(_text(o, p) for p, o in _listed(owners, f"{path}.owned_by")),
        schema=_text(value.get("schema"), f"{path}.schema") or _schema(role or _text(value.get("role"), path)),
        birth_date=_text(value.get("birth_date"), f"{path}.birth_date"),
        identifiers=known,
        flag=_text(value.get("flag"), f"{path}.flag"),
        designated=designated,
        note=_text(value.get("note"), f"{path}.note"),
    )


def _schema(role: str) -> str:
    return {"person": "Person", "vessel": "Vessel", "bank": "Organization"}.get(role, "")


def _goods_line(value: object, path: str) -> GivenGoods:
    if not isinstance(value, Mapping):
        return GivenGoods(path, description=_text(value, path))
    _known(value, GOODS_FIELDS, path)
    given = value.get("hs_code")
    texts = [_text(code, f"{path}.hs_code") for _, code in _listed(given, f"{path}.hs_code")]
    hs = tuple(code for text in texts for code in codes(text))
    if any(texts) and not hs:
        raise BadDeal(f"{path}.hs_code", f"'{shown(texts[0])}' is no HS code; write it as 2701.11 or 270111.")
    return GivenGoods(
        path=path,
        description=_text(value.get("description"), f"{path}.description"),
        hs=hs,
        origin=_text(value.get("origin"), f"{path}.origin"),
        quantity=_text(value.get("quantity"), f"{path}.quantity"),
        value=_text(value.get("value"), f"{path}.value"),
    )
