"""The store writes each coding once, keeps earlier ones, and leaves one whole file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.model.errors import RecordError
from tacitus.model.records import to_json
from tacitus.record import InputFailure, Reader, Store
from tests.record.makers import TEXTS, basis, coded, contents, hashed, put


def test_a_closed_record_is_one_file(record: Path):
    assert [path.name for path in record.parent.iterdir()] == ["news.db"]


def test_a_coding_that_is_there_is_known_and_not_under_another_fingerprint_or_date(record: Path):
    with Store(record) as store:
        fingerprint = basis().fingerprint
        one = hashed(TEXTS[0], "d0", outlet="Outlet 0", published_at="2024-05-01")
        assert store.known(one, fingerprint) is not None
        assert store.known(one, basis(more=1).fingerprint) is None
        assert store.known(hashed(TEXTS[0], "d0", outlet="Outlet 0", published_at="2024-06-01"), fingerprint) is None


def test_another_fingerprint_gives_a_newest_coding_and_keeps_the_earlier_one(record: Path):
    with Reader(record) as reader:
        identity = next(reader.documents()).document.id
        before = [row.line() for row in reader.events()]
    one = hashed(TEXTS[0], "d0", outlet="Outlet 0", published_at="2024-05-01")
    with Store(record) as store:
        newer = put(store, one, more=1)
    with Reader(record) as reader:
        assert [info.newest for info in reader.codings_of(identity)] == [False, True]
        assert [row.line() for row in reader.events()] == before
        assert reader.coding(identity).produced_by["options"] == {"more": 1}
        assert reader.coding(identity, basis().fingerprint).produced_by["options"] == {}
        assert newer == reader.codings_of(identity)[1].fingerprint
    with Store(record) as store:
        known = store.known(one, basis().fingerprint)
        store.reaffirm(one, known)
        store.flush()
    with Reader(record) as reader:
        assert [info.newest for info in reader.codings_of(identity)] == [True, False]


def test_putting_the_same_coding_again_replaces_it(record: Path):
    with Reader(record) as reader:
        before = [row.line() for row in reader.events()]
    with Store(record) as store:
        put(store, hashed(TEXTS[2], "d2", outlet="Outlet 2", published_at="2024-05-03"))
    with Reader(record) as reader:
        assert [row.line() for row in reader.events()] == before


def test_what_was_put_and_not_flushed_leaves_no_trace(record: Path):
    before = contents(record)
    with Store(record) as store:
        made_by = basis()
        coding = coded(hashed("Barland met Fooland."), made_by)
        store.put(coding, to_json(coding), made_by.fingerprint)
    assert contents(record) == before


def test_failures_of_inputs_are_kept_once_and_forgotten_when_mended(record: Path):
    with Store(record) as store:
        for _ in range(2):
            store.refuse(InputFailure("broken.txt", "it is no text"))
            store.refuse(InputFailure("rows.csv#3", "the text is missing"))
            store.flush()
    with Reader(record) as reader:
        found = [(row.level, row.input, row.stage) for row in reader.failures()]
    assert found == [("note", "d1.txt", "events"), ("failure", "broken.txt", "ingest"), ("failure", "rows.csv#3", "ingest")]
    with Store(record) as store:
        store.forget_failures([("broken.txt", "it is no text")], frozenset({"broken.txt", "rows.csv"}))
    with Reader(record) as reader:
        assert [row.input for row in reader.failures()] == ["d1.txt", "broken.txt"]


def test_a_second_writer_is_told_who_holds_the_record(record: Path):
    with Store(record), pytest.raises(RecordError, match=r"another process is writing to it \(process \d+\)"):
        Store(record, wait_seconds=0.3)
    Store(record).close()


def test_a_reader_sees_whole_batches_while_another_writes(record: Path):
    with Store(record) as store, Reader(record) as reader:
        before = len(list(reader.documents()))
        put(store, hashed("Barland met Fooland.", "new"))
        assert len(list(reader.documents())) == before + 1


def test_a_full_disk_is_told_and_what_was_written_stays(record: Path):
    before = contents(record)
    store = Store(record)
    store._engine.raw_connection().driver_connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(RecordError, match=r"the disk is full\. What was coded until now is kept"):
        put(store, *[hashed(f"Barland met Fooland {'again ' * 2000}{n}.", f"new{n}") for n in range(50)])
    store.close()
    assert contents(record)["documents"] == before["documents"]
