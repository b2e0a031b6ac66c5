"""The EU's consolidated financial sanctions list → entities: what its XML and CSV forms share.

Both carry the same parts under different names; each part is a mapping of the XML's attribute names to text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from nizam import yamltext
from nizam.errors import SourceError
from nizam.model.entity import Designation
from nizam.sources.base import day
from nizam.sources.countries import country
from nizam.sources.days import parts, span
from nizam.sources.draft import Draft

LIST_ID = "eu-fsf"
AUTHORITY = "European Union"
_KINDS = {"person": "Person", "p": "Person", "enterprise": "Organization", "e": "Organization"}
_TABLE = Path(__file__).parent / "resources" / "eu.yml"
_LETTERED = re.compile(r"(?:^|[,;]?\s+)\([a-z]\)\s*")
_LOW = re.compile(r"\blow?[\s-]+quality", re.IGNORECASE)

Part = Mapping[str, str]


def schema(*codes: str, where: str) -> str:
    """The schema of a subject; the list gives a code and a class of which either will do."""
    for code in codes:
        if code.lower() in _KINDS:
            return _KINDS[code.lower()]
    raise SourceError(f"{where}: unknown subject type {codes}; known are person and enterprise.")


def name(draft: Draft, part: Part, remark: str = "") -> None:
    """A name with what stands beside it: title, function, gender, language."""
    text = part.get("wholeName", "") or " ".join(
        piece for piece in (part.get(key, "") for key in ("firstName", "middleName", "lastName")) if piece
    )
    weak = part.get("strong", "true") == "false" or bool(_LOW.search(remark))
    if text:
        draft.name(text, "weak" if weak else "alias", part.get("nameLanguage", "").lower())
    for key in ("title", "function"):
        for piece in _LETTERED.split(part.get(key, "")):
            if draft.schema == "Person":
                draft.role(piece.strip(" ,;"))
            else:
                draft.add("description", piece)
    draft.gender = draft.gender or {"m": "male", "f": "female"}.get(part.get("gender", "").lower(), "")


def address(draft: Draft, part: Part) -> None:
    """An address; its contact details are added apart."""
    keys = ("street", "poBox", "zipCode", "city", "place", "region")
    draft.address(", ".join(part[key] for key in keys if part.get(key)), _country(part))


def contact(draft: Draft, key: str, value: str) -> None:
    """A way to reach the party: phone, e-mail, website."""
    draft.add(yamltext.load(_TABLE)["contacts"].get(key.lower(), "phone"), value)


def birth(draft: Draft, part: Part) -> None:
    """A date or span of birth, and the place with it."""
    exact = part.get("birthdate", "")
    draft.births(
        [exact[:10] if exact else parts(part.get("year", ""), part.get("monthOfYear", ""), part.get("dayOfMonth", ""))]
    )
    draft.births(span(part.get("yearRangeFrom", ""), part.get("yearRangeTo", "")))
    pieces = [part.get(key, "") for key in ("place", "city", "region")]
    where = part.get("countryDescription", "") or _country(part)
    if country(where) != "":
        pieces.append(where)
    draft.birth_place(", ".join(piece for piece in pieces if piece))


def citizenship(draft: Draft, part: Part) -> None:
    """A nationality."""
    draft.country(_country(part), nationality=True)


def identification(draft: Draft, part: Part, remark: str = "") -> None:
    """A document or registration number."""
    code = part.get("identificationTypeCode", "").lower()
    key = yamltext.load(_TABLE)["identifiers"].get(code)
    number = part.get("number", "") or part.get("latinNumber", "")
    if key is None:
        draft.reading.notices.add(draft.where, f"the document type {code!r} is not known; kept as an identifier")
        key = "idNumber"
    for word, better in yamltext.load(_TABLE)["remarks"].items():
        if key in ("idNumber", "registrationNumber") and re.search(rf"\b{re.escape(word)}\b", remark, re.IGNORECASE):
            key = better
    draft.identify(key, number, country(_country(part)) or "")
    latin = part.get("latinNumber", "")
    if latin and latin != number:
        draft.identify(key, latin)


def regulation(listing: dict[str, tuple[date | None, set[str]]], part: Part, where: str) -> None:
    """Collect a legal act by which an entity is listed: programme → first day known and the acts' numbers."""
    programme = part.get("programme", "")
    text = part.get("entryIntoForceDate", "") or part.get("publicationDate", "")
    on = day(text, where) if text else None
    first, acts = listing.get(programme, (None, set()))
    acts.add(part.get("numberTitle", ""))
    listing[programme] = (min((d for d in (first, on) if d), default=None), acts)


def designations(listing: dict[str, tuple[date | None, set[str]]], entity: Part, where: str) -> list[Designation]:
    """One listing per programme. The day of designation, where given, is the first day."""
    given = entity.get("designationDate", "")
    designated = day(given, where) if given else None
    reference = entity.get("euReferenceNumber", "") or entity.get("logicalId", "")
    out = []
    for programme, (first, acts) in sorted(listing.items()) or [("", (None, set()))]:
        out.append(
            Designation(
                LIST_ID,
                reference,
                min((d for d in (designated, first) if d), default=None),
                instrument="; ".join(sorted(act for act in acts if act)),
                authority=AUTHORITY,
                programmes=(programme,) if programme else (),
            )
        )
    return out


def _country(part: Part) -> str:
    code = part.get("countryIso2Code", "")
    return part.get("countryDescription", "") if code in ("", "00") else code
