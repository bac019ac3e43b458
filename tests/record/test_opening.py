"""Whatever is wrong with the file is told in a sentence that says what to do."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tacitus.model.errors import RecordError
from tacitus.record import Reader, Store, migrations, schema, version_2, version_3


def make_foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()


def make_newer(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()


def make_text(path: Path) -> None:
    path.write_text("an article, and no record\n" * 100)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (make_text, "no SQLite file"),
        (make_foreign, "no record of tacitus"),
        (make_newer, "written by a newer tacitus"),
        (Path.mkdir, "cannot be opened|no such record"),
    ],
)
def test_a_file_that_is_no_record_is_refused_and_left_alone(tmp_path: Path, make, told):
    path = tmp_path / "news.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for opened in (Store, Reader):
        with pytest.raises(RecordError, match=told):
            opened(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not path.with_name("news.db.lock").exists()


def test_a_record_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(RecordError, match="no such record"):
        Reader(tmp_path / "none.db")
    with pytest.raises(RecordError, match="folder"):
        Store(tmp_path / "none" / "news.db")


def test_a_locked_record_is_told(record: Path, monkeypatch):
    monkeypatch.setattr("tacitus.record.opening.BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(record, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RecordError, match="another program holds it locked"):
        Store(record)
    holder.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write what is read-only")
def test_a_read_only_record_is_read_and_not_written(record: Path):
    record.chmod(0o444)
    record.parent.chmod(0o555)
    try:
        with Reader(record) as reader:
            assert len(list(reader.events())) > 0
        with pytest.raises(RecordError, match="lock cannot be written"):
            Store(record)
    finally:
        record.parent.chmod(0o755)


def shape(path: Path) -> list[tuple[str, str, str]]:
    """Tables and indexes of a file, white space and quotation marks aside."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return sorted((kind, name, "".join(sql.split()).replace('"', "")) for kind, name, sql in rows)


def test_a_record_of_version_1_becomes_one_of_today(tmp_path: Path):
    Store(tmp_path / "new.db").close()
    Store(tmp_path / "old.db").close()
    with sqlite3.connect(tmp_path / "old.db") as connection:
        added = [re.search(r"CREATE TABLE (\w+)", statement) for statement in (*version_2.STATEMENTS, *version_3.STATEMENTS)]
        for table in (found[1] for found in added if found and found[1] != "judgements"):  # of which version 1 had another
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(RecordError, match="brings it up to date"):
        Reader(tmp_path / "old.db")
    Store(tmp_path / "old.db").close()
    Reader(tmp_path / "old.db").close()
    assert shape(tmp_path / "old.db") == shape(tmp_path / "new.db")


def test_migrations_lead_from_each_version_to_the_next(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    steps = {1: lambda connection: connection.exec_driver_sql("CREATE TABLE later (a)")}
    with engine.begin() as connection:
        migrations.migrate(connection, 1)
    with engine.begin() as connection:
        assert migrations.check(connection, tmp_path, 2) is False
        migrations.migrate(connection, 2, steps)
    with engine.begin() as connection:
        assert migrations.check(connection, tmp_path, 2) is True
        assert connection.exec_driver_sql("SELECT count(*) FROM later").scalar_one() == 0


def test_there_is_a_step_for_every_version():
    assert sorted(migrations.STEPS) == list(range(1, schema.VERSION))
