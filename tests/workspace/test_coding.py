"""Paths into a record: in input order, each document once, every failure with its reason."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tacitus.model.errors import UsageError
from tacitus.record import Reader, Store, verify
from tacitus.record.migrations import version_of
from tacitus.record.schema import VERSION
from tacitus.workspace.coding import CodeOptions, code_into
from tests.record.makers import contents
from tests.workspace.plans import plan

HERE = CodeOptions(workers=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Barland attacked Fooland. Fooland warned Barland.")
    (folder / "b.txt").write_text("RAISE Barland met Fooland.")
    (folder / "c.txt").write_text("")
    (folder / "d.jsonl").write_text('{"id": "x", "text": "Barland met Barville."}\n{"id": "y", "text": "Nothing at all."}\n')
    return folder


def inputs(record: Path) -> list[tuple[str, str, str | None]]:
    with Reader(record) as reader:
        return [(row.level, Path(row.input).name, row.stage) for row in reader.failures()]


def test_a_folder_becomes_a_record(tmp_path, folder):
    record = tmp_path / "news.db"
    summary = code_into(record, [str(folder)], HERE, how=plan())
    assert (summary.documents, summary.coded, summary.known, summary.failures, summary.notes) == (4, 4, 0, 2, 1)
    assert summary.events == {"ASSAULT": 1, "CONSULT": 1, "THREATEN": 1}
    with Reader(record) as reader:
        assert [row.document.source_id for row in reader.documents()] == ["a.txt", "b.txt", "x", "y"]
        assert [run["state"] for run in reader.runs()] == ["done"]
    assert inputs(record)[-1] == ("note", "d.jsonl#2", "events")
    assert ("failure", "c.txt", "ingest") in inputs(record) and ("failure", "b.txt", "linguistics") in inputs(record)
    assert list(verify(record)) == []


def test_a_second_run_codes_nothing_and_changes_nothing(tmp_path, folder):
    record = tmp_path / "news.db"
    first = code_into(record, [str(folder)], HERE, how=plan())
    before = contents(record)
    second = code_into(record, [str(folder)], HERE, how=plan())
    assert (second.coded, second.known) == (0, 4)
    assert (second.documents, second.failures, second.notes, second.events) == (first.documents, first.failures, first.notes, first.events)
    assert contents(record) == before


def test_failures_are_coded_again_only_when_asked(tmp_path, folder):
    record = tmp_path / "news.db"
    code_into(record, [str(folder)], HERE, how=plan())
    again = code_into(record, [str(folder)], CodeOptions(workers=0, retry_failed=True), how=plan())
    assert (again.coded, again.known, again.failures) == (1, 3, 2)
    assert list(verify(record)) == []


def test_a_mended_input_is_no_failure_any_more(tmp_path, folder):
    record = tmp_path / "news.db"
    code_into(record, [str(folder)], HERE, how=plan())
    (folder / "c.txt").write_text("Fooland praised Barland.")
    summary = code_into(record, [str(folder)], HERE, how=plan())
    assert summary.coded == 1 and "c.txt" not in [name for _, name, _ in inputs(record)]


def test_another_option_that_changes_codings_codes_again(tmp_path, folder):
    record = tmp_path / "news.db"
    code_into(record, [str(folder)], HERE, how=plan())
    assert code_into(record, [str(folder)], HERE, how=plan(more=1)).coded == 4
    with Reader(record) as reader:
        assert reader.counts()["events"] == 3 and len(reader.fingerprints()) == 2


def test_codings_come_out_in_input_order_whoever_made_them(tmp_path, folder):
    for n in range(40):
        (folder / f"e{n:02}.txt").write_text(f"Barland met Fooland{n}land. " * (1 + 37 * (n % 3)))
    (folder / "e20.txt").write_text("DIE Barland met Fooland.")
    alone: list[bytes] = []
    several: list[bytes] = []
    code_into(None, [str(folder)], CodeOptions(workers=3), how=plan(), on_coding=lambda coded: several.append(coded.json))
    (folder / "e20.txt").unlink()
    code_into(None, [str(folder)], HERE, how=plan(), on_coding=lambda coded: alone.append(coded.json))
    dead = [coding for coding in several if b"DIE" in coding]
    assert [coding for coding in several if coding not in dead] == alone
    failure = json.loads(dead[0])["failures"][0]
    assert failure["stage"] == "pipeline" and "exit code 5" in failure["reason"]


def test_what_the_record_has_comes_out_all_the_same(tmp_path, folder):
    record, first, second = tmp_path / "news.db", [], []
    code_into(record, [str(folder)], HERE, how=plan(), on_coding=lambda coded: first.append(coded.json))
    code_into(record, [str(folder)], HERE, how=plan(), on_coding=lambda coded: second.append(coded.json))
    assert first == second and len(first) == 4


def test_the_same_document_twice_is_kept_once_with_a_note(tmp_path):
    lines = [
        {"id": 1, "text": "Barland met Fooland."},
        {"id": 1, "text": "Barland met Fooland."},
        {"id": 1, "text": "Fooland met Barland."},
    ]
    stdin = io.BytesIO("\n".join(map(json.dumps, lines)).encode())
    record = tmp_path / "news.db"
    summary = code_into(record, ["-"], HERE, how=plan(), stdin=stdin)
    assert (summary.documents, summary.failures, summary.notes) == (2, 0, 2)
    with Reader(record) as reader:
        assert [row.reason[:45] for row in reader.failures()] == [
            "the same document stands at -#1 already; kept",
            "the id '1' stands at -#1 already, with anothe",
        ]


def test_a_limit_that_would_change_the_record_is_refused(tmp_path):
    with pytest.raises(UsageError, match="at least 60"):
        code_into(None, ["x"], CodeOptions(seconds=5), how=plan())


def test_pseudonyms_are_turned_off_for_a_record(tmp_path, folder):
    record = tmp_path / "news.db"
    code_into(record, [str(folder)], CodeOptions(workers=0, pseudonyms=False), how=plan())
    code_into(record, [str(folder)], HERE, how=plan())
    with Reader(record) as reader:
        assert reader.settings()["pseudonyms"] == "off"


def test_the_record_is_read_while_it_is_written(tmp_path, folder):
    record, seen = tmp_path / "news.db", []
    for n in range(20):
        (folder / f"z{n:02}.txt").write_text(f"Barland met Fooland. Number {n}.")

    def look(coded: object) -> None:
        with Reader(record) as reader:
            seen.append(reader.counts()["documents"])

    code_into(record, [str(folder)], HERE, how=plan(), on_coding=look)
    assert seen == sorted(seen) and len(seen) == 24
    assert not list(tmp_path.glob("news.db-*"))


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX knows them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", ["0", "2"])
def test_an_interrupted_run_leaves_the_record_whole(tmp_path, folder, number, workers):
    record, gate = tmp_path / "news.db", tmp_path / "gate"
    (folder / "z.txt").write_text("GATE Barland met Fooland.")
    program = [sys.executable, "-m", "tests.workspace.plans", str(record), str(folder), str(gate), workers]
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs ignore Ctrl-C, and so would their children
    running = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heeding)
    assert running.stdout.readline()
    time.sleep(0.3)
    running.send_signal(number)
    running.communicate(timeout=30)
    assert running.returncode != 0
    with Reader(record) as reader:
        assert [run["state"] for run in reader.runs()] == ["interrupted"]
        assert reader.counts()["documents"] == 4
    assert list(verify(record)) == [] and [path.name for path in tmp_path.glob("news.db*")] == ["news.db"]


def test_transactions_hold_few_documents_each(tmp_path, folder, monkeypatch):
    record = tmp_path / "news.db"
    for n in range(200):
        (folder / f"z{n:03}.txt").write_text(f"Barland met Fooland and Barville. Number {n}. " * 10)
    flushes: list[None] = []
    flush = Store.flush

    def counted(store: Store) -> None:
        flushes.append(None)
        flush(store)

    monkeypatch.setattr(Store, "flush", counted)
    code_into(record, [str(folder)], HERE, how=plan())
    assert len(flushes) >= 8


def test_the_schema_says_its_version(tmp_path, folder):
    code_into(tmp_path / "news.db", [str(folder)], HERE, how=plan())
    with Reader(tmp_path / "news.db") as reader, reader.connection() as connection:
        assert version_of(connection) == VERSION
