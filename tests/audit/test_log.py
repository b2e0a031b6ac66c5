"""Records in, records out, in both databases: the chain, filters, erasure, exports."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from nizam import audit
from nizam.audit import backup, bundle, entry, erase, export, store, tables, write
from nizam.audit.read import hash_before
from nizam.errors import BadInput, BadRequest
from tests.audit.conftest import BASIS, append, made

pytestmark = pytest.mark.usefixtures("log")


def tamper(statement: str) -> None:
    """What somebody with the database's password could do."""
    with store.engine().connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql(statement)


def test_records_are_numbered_chained_and_found_again() -> None:
    assert append(5) == [1, 2, 3, 4, 5]
    found = audit.find(limit=2)
    assert [one.seq for one in found] == [5, 4]
    assert found[0].personal == {"input": {"name": "Nobody 4"}, "steps": []}
    assert found[0].basis["settings"] == {"dataset": "default"}
    row = audit.get("#2").row(hash_before(2))
    assert row["prev"] == audit.get("#1").row()["hash"]
    assert audit.get("id3").seq == 4
    report = audit.verify()
    assert (report.sound, report.records, report.head[0]) == (True, 5, 5)


def test_an_empty_log_is_sound() -> None:
    assert audit.find() == []
    assert audit.verify().records == 0
    assert audit.head() == (0, entry.START)


def test_there_is_no_decision_of_another_name() -> None:
    with pytest.raises(BadRequest, match="no decision"):
        audit.get("#1")


def test_filters_narrow() -> None:
    for number, (kind, outcome, at) in enumerate(
        [
            ("screen", "none", "2026-01-01T10:00:00.000000Z"),
            ("check", "prohibited", "2026-01-02T23:59:59.999999Z"),
            ("screen", "match", "2026-01-03T00:00:00.000000Z"),
        ]
    ):
        write.writer().submit(made(number, kind=kind, outcome=outcome, at=at), BASIS).result(30)
    seqs = lambda **given: [one.seq for one in audit.find(audit.Filter(**given))]  # noqa: E731
    assert seqs(kind="screen") == [3, 1]
    assert seqs(outcome="prohibited") == [2]
    assert seqs(since=date(2026, 1, 2)) == [3, 2]
    assert seqs(until=date(2026, 1, 2)) == [2, 1]
    assert seqs(text="nobody 2") == [3]
    assert seqs(asked_by="tes", before=3) == [2, 1]
    assert [one.seq for one in audit.each(audit.Filter(after=1), kinds=("screen",))] == [3]
    with pytest.raises(BadRequest, match="no kind"):
        seqs(kind="thing")


def test_many_threads_make_one_chain() -> None:
    threads = [threading.Thread(target=append, args=(50, n * 100)) for n in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    report = audit.verify()
    assert (report.sound, report.records) == (True, 300)


def test_two_writers_make_one_chain() -> None:
    one, other = write.Writer(store.url()), write.Writer(store.url())
    tickets = [w.submit(made(n), BASIS) for n in range(100) for w in (one, other)]
    numbers = sorted(ticket.result(30) for ticket in tickets)
    one.close()
    other.close()
    assert numbers == list(range(1, 201))
    assert audit.verify().sound


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE decisions SET line = (SELECT line FROM decisions WHERE seq = 4) WHERE seq = 3", "hash does not fit"),
        ("DELETE FROM decisions WHERE seq = 3", "missing"),
        ("UPDATE decisions SET outcome = 'match' WHERE seq = 2", "columns"),
        ("UPDATE decisions SET personal = salt WHERE seq = 2", "was asked was altered"),
        ("UPDATE decisions SET personal = NULL, salt = NULL WHERE seq = 2", "no erasure"),
        ("UPDATE bases SET content = salt FROM decisions WHERE seq = 1", "rest on"),
        ("DELETE FROM bases", "rest on"),
    ],
)
def test_what_is_altered_shows(statement: str, says: str) -> None:
    append(5)
    tamper(statement)
    report = audit.verify()
    assert not report.sound
    assert any(says in problem for _, problem in report.problems), report.problems


def test_a_log_that_was_cut_shows_by_the_head_noted() -> None:
    append(5)
    seq, last = audit.head()
    tamper("DELETE FROM decisions WHERE seq > 3")
    assert audit.verify().sound
    report = audit.verify(expect=(seq, last.hex()))
    assert "cut or replaced" in report.problems[0][1]


def test_a_clock_that_goes_back_is_told_and_breaks_nothing() -> None:
    for n, at in enumerate(("2026-01-02T00:00:00.000000Z", "2026-01-01T00:00:00.000000Z")):
        write.writer().submit(made(n, at=at), BASIS).result(30)
    report = audit.verify()
    assert (report.sound, report.clock_back) == (True, 1)


def test_erasure_leaves_the_chain_and_is_recorded() -> None:
    append(6)
    done = erase.erase(text="nobody 3", reason="a request", author="test")
    assert (done.count, done.ranges) == (1, ((4, 4),))
    report = audit.verify()
    assert (report.sound, report.erased, report.records) == (True, 1, 7)
    gone = audit.get("#4")
    assert gone.personal is None
    assert gone.row()["erased"] is True
    assert audit.find()[0].line["reason"] == "a request"
    assert audit.find(audit.Filter(text="nobody 3")) == []
    assert erase.erase(seqs=[1, 2, 6], reason="x", author="test").ranges == ((1, 2), (6, 6))
    assert audit.verify().sound


def test_retention_erases_what_is_older() -> None:
    write.writer().submit(made(0, at="2020-01-01T00:00:00.000000Z"), BASIS).result(30)
    append(1)
    assert erase.erase(before=date(2021, 1, 1), reason="five years", author="t", dry_run=True).count == 1
    assert audit.get("#1").personal is not None
    assert erase.erase(before=date(2021, 1, 1), reason="five years", author="t").count == 1
    assert audit.get("#1").personal is None
    assert audit.get("#2").personal is not None


def test_erasure_wants_a_reason_and_one_choice() -> None:
    with pytest.raises(BadRequest, match="why"):
        erase.erase(text="x", reason=" ", author="t")
    with pytest.raises(BadRequest, match="one of"):
        erase.erase(reason="x", author="t")


def test_exports_hold_every_record(tmp_path: Path) -> None:
    append(3)
    for form in export.FORMS:
        assert export.export(str(tmp_path / f"out.{form}")) == 3
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["seq"] for row in rows] == [1, 2, 3]
    assert rows[1]["prev"] == rows[0]["hash"]
    assert rows[2]["input"] == {"name": "Nobody 2"}
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(tmp_path / "out.parquet")
    assert table.column("seq").to_pylist() == [1, 2, 3]
    with pytest.raises(BadRequest, match="ends in none"):
        export.export(str(tmp_path / "out.doc"))


def test_a_bundle_is_checked_without_the_log(tmp_path: Path) -> None:
    append(4)
    erase.erase(seqs=[2], reason="x", author="t")
    out = tmp_path / "out.zip"
    made_ = bundle.write(out, audit.Filter(after=1))
    assert bundle.check(out, made_.key).records == 4
    with pytest.raises(BadInput, match="another key"):
        bundle.check(out, "00" * 32)
    data = bytearray(out.read_bytes())
    import zipfile

    for name in ("records.jsonl", "manifest.json"):
        bad = tmp_path / f"bad-{name}.zip"
        with zipfile.ZipFile(out) as whole, zipfile.ZipFile(bad, "w") as copy:
            for one in whole.namelist():
                held = whole.read(one)
                copy.writestr(one, held.replace(b"Nobody 3", b"Nobody 9") if one == name else held)
                if one == name == "manifest.json":
                    copy.writestr("extra", b"")
        with pytest.raises(BadInput, match=r"altered|signed"):
            bundle.check(bad)
    (tmp_path / "cut.zip").write_bytes(bytes(data[: len(data) // 2]))
    with pytest.raises(BadInput, match="damaged"):
        bundle.check(tmp_path / "cut.zip")


def test_migrations_make_the_tables_that_the_code_works_with() -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with store.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.METADATA) == []
        assert context.get_current_revision() == store.VERSION


def test_backup_and_restore(log: str, tmp_path: Path) -> None:
    append(3)
    copy = tmp_path / "copy.db"
    if log == "postgres":
        with pytest.raises(BadRequest, match="pg_dump"):
            backup.backup(copy)
        return
    backup.backup(copy)
    append(2)
    with pytest.raises(BadRequest, match="--force"):
        backup.restore(copy)
    write.close()
    report = backup.restore(copy, force=True)
    assert (report.sound, report.records) == (True, 3)
    assert append(1, 50) == [4]
    kept = next(Path(store.url().removeprefix("sqlite:///")).parent.glob("*.replaced-1"))
    raw = sa.create_engine(f"sqlite:///{kept}")
    with raw.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM decisions").scalar() == 5
    raw.dispose()
    (tmp_path / "bad.db").write_bytes(copy.read_bytes()[:5000])
    with pytest.raises(audit.LogError):
        backup.restore(tmp_path / "bad.db", force=True)
    assert audit.verify().records == 4


def test_pg_dump_and_restore_keep_the_chain(
    log: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if log != "postgres":
        pytest.skip("of PostgreSQL only")
    import subprocess

    binaries = Path("/usr/local/bin/initdb").resolve().parent
    if not (binaries / "pg_dump").exists():
        pytest.skip("pg_dump is not found")
    append(5)
    folder = request.getfixturevalue("postgres")
    name = store.url().split("?")[0].split("/")[-1]
    dump = tmp_path / "dump"
    subprocess.run([binaries / "pg_dump", "-Fc", "-h", folder, "-U", "nizam", "-f", dump, name], check=True)
    subprocess.run([binaries / "createdb", "-h", folder, "-U", "nizam", f"{name}b"], check=True)
    subprocess.run([binaries / "pg_restore", "-h", folder, "-U", "nizam", "-d", f"{name}b", dump], check=True)
    monkeypatch.setenv("NIZAM_DATABASE_URL", f"postgresql://nizam@/{name}b?host={folder}")
    assert (audit.verify().sound, audit.verify().records) == (True, 5)
    assert append(1) == [6]
