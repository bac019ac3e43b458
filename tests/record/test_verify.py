"""verify finds what was changed behind the record's back; backup copies a live record."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tacitus.model.errors import RecordError, UsageError
from tacitus.record import Store, backup, verify
from tests.record.makers import contents, hashed, put


def change(record: Path, *statements: str) -> None:
    with sqlite3.connect(record) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def told(record: Path) -> str:
    return "\n".join(f"{breach.where}: {breach.what}" for breach in verify(record))


def test_a_whole_record_has_no_breach(record: Path):
    assert told(record) == ""


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE documents SET text = text || '!' WHERE seq = 1", "the text is not the one whose hash is kept"),
        ("UPDATE documents SET outlet = 'Other' WHERE seq = 1", "the id is not that of this source"),
        ("UPDATE documents SET title = 'Other' WHERE seq = 1", "differs from the newest coding in title"),
        ("UPDATE events SET json = replace(json, 'actual', 'future') WHERE seq = 1", "the table of events is not what the coding says"),
        ("PRAGMA foreign_keys = ON; DELETE FROM quotes", "the table of quotes is not what the coding says"),
        ("UPDATE codings SET newest = 0 WHERE seq = 1", "has 0 newest codings"),
        ("UPDATE codings SET json = x'00' WHERE seq = 1", "the coding cannot be read"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM codings WHERE seq = 1", "points to a row of codings that is not there"),
        (
            "DROP TRIGGER events_search_update; UPDATE events SET sentence = 'other' WHERE seq = 1",
            "the search index is not that of its table",
        ),
    ],
)
def test_what_was_changed_is_told(record: Path, statement: str, expected: str):
    change(record, *statement.split("; "))
    assert expected in told(record)


def test_a_damaged_file_is_told(record: Path):
    data = bytearray(record.read_bytes())
    data[5000:9000] = b"\xff" * 4000
    record.write_bytes(data)
    try:
        assert told(record) != ""
    except RecordError as error:
        assert "damaged" in str(error)


def test_a_backup_of_a_live_record_is_the_whole_of_it(record: Path, tmp_path: Path):
    target = tmp_path / "copies.db"
    with Store(record) as store:
        put(store, hashed("Barland met Fooland.", "new"))
        assert backup(record, target) == target.stat().st_size
    assert contents(target) == contents(record)
    assert told(target) == ""


def test_a_backup_replaces_nothing_unless_told_to(record: Path, tmp_path: Path):
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(UsageError, match="--force"):
        backup(record, target)
    assert target.read_text() == "precious"
    backup(record, target, force=True)
    assert told(target) == ""
    with pytest.raises(UsageError, match="the record itself"):
        backup(record, record, force=True)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith(".partial")) == []
