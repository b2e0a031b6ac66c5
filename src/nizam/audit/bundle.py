"""A signed bundle: records with everything needed to check them, without this installation and without its secrets.

manifest.json      what is in it: range, first and last hash, sha256 of every file, who signs
manifest.sig       Ed25519 over manifest.json, 64 bytes
records.jsonl      a record a line: `record` to read, `line`, `personal`, `salt` (base64) to hash
bases.jsonl        what records rest on: `hash`, `content`
packs/<sha256>/    the law they were given by, as far as it is kept here
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import __version__, durable, settings
from nizam.audit import archive
from nizam.audit.entry import START, basis_of, chained, commitment, now, opening
from nizam.audit.read import Filter, each, hash_before
from nizam.errors import BadInput, BadRequest
from nizam.record import Record

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_FILE = "audit-key.pem"
_FORMAT = "nizam-decisions-1"
_TIME = (2000, 1, 1, 0, 0, 0)
_MOST_BYTES = 4 << 30


class Bundled(Record, frozen=True):
    """What a bundle holds: how many records, the first and the last number, the signer's public key in hex."""

    records: int
    first: int
    last: int
    head: str
    key: str


def write(out: Path, which: Filter | None = None) -> Bundled:
    """Write a bundle. The signing key is made at the first one, and stays in NIZAM_HOME. Raises BadRequest."""
    key = _key()
    public = _public(key)
    beside = out.with_name(f".{out.name}-{os.getpid()}.part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as bundle:
            hashes: dict[str, str] = {}
            found = _records(bundle, which, hashes)
            _put(bundle, hashes, "bases.jsonl", found.pop("bases"))
            for sha256 in found.pop("packs"):
                for path in sorted(archive.place("packs", sha256).glob("*.yml")):
                    _put(bundle, hashes, f"packs/{sha256}/{path.name}", path.read_bytes())
            manifest = {
                "format": _FORMAT, "nizam": __version__, "made_at": now(), "key": public, **found, "files": hashes,
            }  # fmt: skip
            raw = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            _put(bundle, {}, "manifest.json", raw)
            _put(bundle, {}, "manifest.sig", key.sign(raw))
        with beside.open("rb+") as handle:
            os.fsync(handle.fileno())
        os.replace(beside, out)
    except OSError as error:
        raise BadRequest(f"{out} cannot be written: {error.strerror or error}. Nothing was kept.") from None
    finally:
        beside.unlink(missing_ok=True)
    return Bundled(found["records"], found["first"], found["last"], found["head"], public)


def _records(bundle: zipfile.ZipFile, which: Filter | None, hashes: dict[str, str]) -> dict[str, Any]:
    digest, count, first, last, head = hashlib.sha256(), 0, 0, 0, START
    bases: dict[str, bytes] = {}
    packs: dict[str, None] = {}
    with bundle.open(zipfile.ZipInfo("records.jsonl", _TIME), "w", force_zip64=True) as handle:
        for one in each(which):
            before = hash_before(one.seq) if one.seq != last + 1 else head
            kept = one.kept
            row = {
                "seq": one.seq, "prev": before.hex(), "hash": kept.hash.hex(), "record": one.row(),
                "line": _text(kept.line), "personal": _text(kept.personal), "salt": _text(kept.salt),
            }  # fmt: skip
            raw = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
            handle.write(raw)
            digest.update(raw)
            if kept.basis and kept.basis not in bases:
                bases[kept.basis] = basis_of(one.basis)[1]
                packs.update(dict.fromkeys(p["sha256"] for p in one.basis.get("packs", {}).values()))
            count, first, last, head = count + 1, first or one.seq, one.seq, kept.hash
    hashes["records.jsonl"] = digest.hexdigest()
    told = b"".join(json.dumps({"hash": name, "content": raw.decode()}).encode() + b"\n" for name, raw in bases.items())
    return {"records": count, "first": first, "last": last, "head": head.hex(), "bases": told, "packs": list(packs)}


def check(path: Path, key: str = "") -> Bundled:
    """Check a bundle with nothing else at hand: signature, files, every hash. `key`: the signer's, learnt elsewhere.

    Raises BadInput saying what does not fit.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        with zipfile.ZipFile(path) as bundle:
            if sum(one.file_size for one in bundle.infolist()) > _MOST_BYTES:
                raise BadInput(f"{path} is larger than {_MOST_BYTES >> 30} GB unpacked; bundle fewer records.")
            raw = bundle.read("manifest.json")
            manifest = json.loads(raw)
            if key and manifest["key"] != key.strip().lower():
                raise BadInput(f"{path} is signed with another key: {manifest['key']}.")
            try:
                Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest["key"])).verify(
                    bundle.read("manifest.sig"), raw
                )
            except (InvalidSignature, ValueError):
                raise BadInput(f"{path}: the signature does not fit; the bundle was altered.") from None
            extra = set(bundle.namelist()) - {"manifest.json", "manifest.sig", *manifest["files"]}
            if extra:
                raise BadInput(f"{path} holds files that are not signed: {', '.join(sorted(extra)[:3])}.")
            for name, sha256 in manifest["files"].items():
                if _digest(bundle, name) != sha256:
                    raise BadInput(f"{path}: {name} was altered.")
            bases = {row["hash"] for row in map(json.loads, bundle.read("bases.jsonl").splitlines())}
            count = _chain(bundle, bases)
            if count != manifest["records"]:
                raise BadInput(f"{path}: the manifest says {manifest['records']} records, there are {count}.")
            return Bundled(count, manifest["first"], manifest["last"], manifest["head"], manifest["key"])
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadInput(f"{path} is no bundle of decisions, or is damaged ({type(error).__name__}).") from None


def _chain(bundle: zipfile.ZipFile, bases: set[str]) -> int:
    count, last, head = 0, 0, ""
    with bundle.open("records.jsonl") as handle:
        for raw in handle:
            row = json.loads(raw)
            line, before = base64.b64decode(row["line"]), bytes.fromhex(row["prev"])
            if row["seq"] == last + 1 and last and row["prev"] != head:
                raise BadInput(f"record {row['seq']} does not follow on the one before.")
            if chained(before, row["seq"], line).hex() != row["hash"]:
                raise BadInput(f"record {row['seq']}: its hash does not fit.")
            _same(row, line, bases)
            count, last, head = count + 1, row["seq"], row["hash"]
    return count


def _same(row: Mapping[str, Any], line: bytes, bases: set[str]) -> None:
    """What is shown of a record is what was hashed."""
    said, shown = json.loads(line), row["record"]
    seal = ""
    if row["personal"] is not None:
        seal = commitment(base64.b64decode(row["salt"]), base64.b64decode(row["personal"]))
    columns = (shown[name] for name in ("decision_id", "kind", "asked_at", "outcome", "basis"))
    if not line.startswith(opening(*columns, seal=seal)) or any(
        shown.get(name) != value for name, value in said.items() if name not in ("personal", "basis")
    ):
        raise BadInput(f"record {row['seq']}: what is shown is not what was hashed.")
    if said["basis"] and said["basis"] not in bases:
        raise BadInput(f"record {row['seq']}: what it rests on is not in the bundle.")


def _digest(bundle: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with bundle.open(name) as handle:
        while chunk := handle.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _put(bundle: zipfile.ZipFile, hashes: dict[str, str], name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    bundle.writestr(info, data)
    hashes[name] = hashlib.sha256(data).hexdigest()


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _key() -> Ed25519PrivateKey:
    """The signing key of this installation. Raises BadRequest."""
    try:
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ModuleNotFoundError:
        raise BadRequest("a signed bundle needs the extra `sign`: pip install 'nizam[sign]'.") from None
    path = settings.home() / KEY_FILE
    with durable.appending(path, "the signing key", 0o600) as handle:
        held = os.pread(handle, 1 << 16, 0)
        if not held:
            made = Ed25519PrivateKey.generate()
            held = made.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
            durable.append(handle, path, "the signing key", held, 0)
    try:
        key = form.load_pem_private_key(held, None)
    except ValueError:
        raise BadRequest(f"{path} is no key; put a copy back.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadRequest(f"{path} is no Ed25519 key.")
    return key


def _public(key: Ed25519PrivateKey) -> str:
    from cryptography.hazmat.primitives import serialization as form

    return key.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw).hex()
