"""Everything at once: each bad input is coded or has its reason, and the articles among them are coded as if they stood alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tacitus.ingest.units import printable
from tacitus.record import verify
from tests.bad_input.conftest import Batch
from tests.bad_input.inputs import CASES, CODED, GOODS, NOTED, REFUSED, Case

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("case", CASES, ids=lambda case: printable(case.name))
def test_each_is_coded_or_has_its_reason(batch: Batch, case: Case):
    name = printable(case.name)
    documents, failures, notes = (found.get(name, []) for found in (batch.documents, batch.failures, batch.notes))
    assert documents or failures or notes, "nothing was stored about it"
    assert all(reason.strip() and "Traceback" not in reason for reason in (*failures, *notes))
    if case.outcome == CODED:
        assert documents and not failures
    elif case.outcome == REFUSED:
        assert any(case.word in reason for reason in failures), failures
    elif case.outcome == NOTED:
        assert any(case.word in reason for reason in notes), notes
    if case.documents is not None:
        assert len(documents) == case.documents


def test_the_articles_among_them_are_coded(batch: Batch):
    assert all(len(batch.documents.get(name, [])) == 1 and name not in batch.failures for name in GOODS)
    counts = {batch.events[shown] for shown in batch.events if Path(shown).name in GOODS}
    assert len(counts) == 1 and counts.pop() > 0


def test_something_failed_and_the_exit_code_says_so(batch: Batch):
    assert batch.code == 1
    assert batch.stdout == ""
    assert "Traceback" not in batch.stderr and "\x1b" not in batch.stderr and "\u202e" not in batch.stderr
    assert all(line.startswith(("tacitus: ", " ")) or " documents" in line for line in batch.stderr.splitlines())


def test_lines_of_one_file_fail_one_by_one(batch: Batch):
    assert len(batch.documents["broken.jsonl"]) == 8
    reasons = " ".join(batch.failures["broken.jsonl"])
    for word in ("broken JSON", "a number", "null", "a list", "missing", "nested too deep"):
        assert word in reasons
    notes = " ".join(batch.notes["broken.jsonl"])
    for word in ("“2024-02-31”", "“31/31/9999”", "the same document stands", "with another text"):
        assert word in notes


def test_nothing_of_another_file_is_ever_read(batch: Batch):
    passwords = Path("/etc/passwd")
    if not passwords.exists():
        pytest.skip("no /etc/passwd here")
    secret = passwords.read_text().splitlines()[0]
    assert not any(secret in text for texts in batch.documents.values() for text in texts)


def test_texts_are_kept_code_point_for_code_point(batch: Batch):
    assert "Fooland\ufffd met Bar\ufffdland." in batch.documents["nul.txt"][0]
    assert "\ufffd Fooland met \ufffd Barland." in batch.documents["surrogates.txt"][0]
    assert batch.documents["utf16-le.txt"] == batch.documents["utf16-be.txt"]
    assert "\u202eFooland\u202c" in batch.documents["bidi.txt"][0] and "\x1b[31m" in batch.documents["control.txt"][0]


def test_the_record_holds_together(batch: Batch):
    assert list(verify(batch.record)) == []
    assert [path.name for path in batch.record.parent.glob("news.db*")] == ["news.db"]


def test_it_does_not_take_long(batch: Batch):
    """On two busy processors; what is slow here would stop a batch of thousands."""
    assert batch.seconds < 150


def test_names_that_are_no_text_are_shown_as_escapes(batch: Batch):
    if os.name != "posix":
        pytest.skip("names of bytes are POSIX's")
    assert "bytes-\\xff\\xfe.txt" in batch.documents and "line\\nbreak.txt" in batch.documents
