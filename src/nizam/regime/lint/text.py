"""Against the printed text: paragraphs listed, marks of confidence, the document's symbol, both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nizam.model.law import Instrument, Regime
from nizam.regime.lint.problem import WARNING, Places, Problem

_UN_SYMBOL = re.compile(r"S/RES/(\d+)\((\d{4})\)")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_WORDS_NEEDED = ("en", "ar")


def _paragraphs(regime: Regime, places: Places) -> Iterator[Problem]:
    """What is encoded must be listed as encoded, and what is listed must be there."""
    for instrument in regime.instruments:
        listed = set(instrument.encoded)
        own = [p for p in regime.provisions if p.instrument == instrument.id]
        there = {p.paragraph for p in own}
        for p in regime.provisions:
            for e in p.exceptions:
                paragraph = e.paragraph.rpartition("/")[2]
                if e.citation == instrument.citation(paragraph):
                    there.add(paragraph)
        there |= {e.paragraph for e in regime.exemptions if f"/{instrument.number}/" in e.provision}
        at = f"instrument {instrument.id}"
        for provision in own:
            if provision.paragraph not in listed:
                yield Problem(
                    places.of(provision.id, "paragraph"),
                    f"paragraph {provision.paragraph} is encoded but not listed under `encoded` of {instrument.id}; "
                    "add it there.",
                )
        for paragraph in sorted(listed - there):
            yield Problem(
                places.of(at, "encoded"),
                f"paragraph {paragraph} is listed as encoded, but nothing in the pack cites it; encode it or move it "
                "to `not_encoded` with a reason.",
            )
        for paragraph in sorted(listed & set(instrument.not_encoded)):
            yield Problem(
                places.of(at, "not_encoded"),
                f"paragraph {paragraph} is listed both as encoded and as not encoded; take one out.",
            )


def _symbols(regime: Regime, places: Places) -> Iterator[Problem]:
    """A document is named by its symbol, dated by it, and linked to; its marks say how well it is known."""
    for instrument in regime.instruments:
        at = f"instrument {instrument.id}"
        if instrument.id.startswith("S/"):
            yield from _un_symbol(instrument, places)
        if not instrument.url:
            yield Problem(places.of(at), f"{instrument.id} has no `url`; link to the document.")
        for lang in _WORDS_NEEDED:
            if not instrument.did.get(lang):
                yield Problem(
                    places.of(at, "did"),
                    f"{instrument.id} does not say in {lang} what it did; add it to `did`.",
                    WARNING,
                )
        if instrument.confidence not in ("V", "S", "M"):
            yield Problem(
                places.of(at, "confidence"),
                f"{instrument.id} has the confidence mark {instrument.confidence!r}; write V (two sources), S (one) "
                "or M (from memory).",
            )
        yield from _verified(instrument, places)


def _verified(instrument: Instrument, places: Places) -> Iterator[Problem]:
    """Whoever says that they read the document names their copy of it, and read it after it was adopted."""
    held = instrument.verified
    if not held:
        return
    at = places.of(f"instrument {instrument.id}", "verified")
    if not _SHA256.fullmatch(held["sha256"]):
        yield Problem(at, f"{held['sha256']!r} is not a sha256; write the 64 digits of the document's hash.")
    if held["on"] < str(instrument.adopted):
        yield Problem(at, f"{instrument.id} is said to be verified on {held['on']}, before it was adopted.")


def _un_symbol(instrument: Instrument, places: Places) -> Iterator[Problem]:
    at = f"instrument {instrument.id}"
    found = _UN_SYMBOL.fullmatch(instrument.id)
    if found is None:
        yield Problem(
            places.of(at, "id"), f"{instrument.id!r} is not a document's symbol; write it as S/RES/2371(2017)."
        )
        return
    if found[1] != instrument.number or found[2] != str(instrument.adopted.year):
        yield Problem(
            places.of(at, "id"),
            f"the symbol {instrument.id} does not fit number {instrument.number} and adoption on "
            f"{instrument.adopted}; one of them is wrong.",
        )
    if instrument.url and instrument.id not in instrument.url:
        yield Problem(
            places.of(at, "url"), f"the link {instrument.url} does not lead to {instrument.id}; put its symbol in."
        )


def _marks(regime: Regime, places: Places) -> Iterator[Problem]:
    """Rule and paragraph number carry a mark each; one with a source's mark names a source."""
    for provision in regime.provisions:
        for key in ("rule", "paragraph"):
            if key not in provision.confidence:
                yield Problem(
                    places.of(provision.id, "confidence"),
                    f"{provision.id} has no confidence mark for its {key}; write V (two sources), S (one) or "
                    "M (from memory).",
                )
        if provision.confidence.get("paragraph") in ("V", "S") and not provision.sources:
            yield Problem(
                places.of(provision.id, "confidence"),
                f"{provision.id} says that a source prints its paragraph number, and names none under `sources`.",
                WARNING,
            )


def _sentences(regime: Regime, places: Places) -> Iterator[Problem]:
    """Both languages say what the rule is, and each of its exceptions."""
    for provision in regime.provisions:
        for lang in _WORDS_NEEDED:
            if not provision.says.get(lang) or not provision.title.get(lang):
                yield Problem(
                    places.of(provision.id, "says"), f"{provision.id} has no title or no sentence in {lang}; add it."
                )
        for exception in provision.exceptions:
            for lang in _WORDS_NEEDED:
                if not exception.says.get(lang):
                    yield Problem(
                        places.of(f"{provision.id}#{exception.id}", "says"),
                        f"{provision.id}#{exception.id} has no sentence in {lang}; add it.",
                    )
    for exemption in regime.exemptions:
        for lang in _WORDS_NEEDED:
            if not exemption.says.get(lang):
                yield Problem(
                    places.of(f"exemption {exemption.id}", "says"), f"{exemption.id} has no sentence in {lang}; add it."
                )


def _names(regime: Regime, places: Places) -> Iterator[Problem]:
    """Readings, explained paragraphs and the reach of a clause lead to something that is there."""
    known = {p.id for p in regime.provisions}
    for provision in regime.provisions:
        if provision.reading and provision.reading not in regime.readings:
            yield Problem(
                places.of(provision.id, "reading"),
                f"{provision.id} names the reading {provision.reading!r}, which is not in regime.yml.",
            )
        for target in provision.explains:
            if target not in known:
                yield Problem(
                    places.of(provision.id, "explains"),
                    f"{provision.id} explains {target}, which is not in the pack; correct the id.",
                )
        seen: set[str] = set()
        for exception in provision.exceptions:
            if exception.id in seen:
                yield Problem(
                    places.of(f"{provision.id}#{exception.id}"),
                    f"{provision.id} has two exceptions called {exception.id!r}; name them apart.",
                )
            seen.add(exception.id)
    for exemption in regime.exemptions:
        for target in exemption.lifts:
            if target != "all" and not any(p == target or p.startswith((target + "(", target + "/")) for p in known):
                yield Problem(
                    places.of(f"exemption {exemption.id}", "lifts"),
                    f"{exemption.id} lifts {target}, which is not in the pack; correct the id.",
                )


CHECKS = (_paragraphs, _symbols, _marks, _sentences, _names)
