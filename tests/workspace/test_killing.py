"""A run that is killed at any point and started again ends in the same record as an undisturbed run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from tacitus.record import Reader, verify
from tacitus.workspace.coding import CodeOptions, code_into
from tests.record.makers import contents
from tests.workspace.plans import plan

DOCUMENTS, KILLS = 60, 50
VERBS = ("attacked", "praised", "warned", "met")


def write_articles(folder: Path) -> None:
    """Articles, and beside them what is refused, repeated or fails; the last waits at the gate."""
    folder.mkdir()
    chosen = random.Random(7)
    for n in range(DOCUMENTS - 1):
        names = [f"{chosen.choice(['Bar', 'Foo', 'Baz', 'Qux'])}{chosen.choice(['land', 'ville'])}" for _ in range(8)]
        text = " ".join(f"{first} {chosen.choice(VERBS)} {second}." for first, second in pairwise(names))
        (folder / f"{n:03}.txt").write_text(("RAISE " if n == 11 else "") + text)
    (folder / "030.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "031-empty.txt").write_text("")
    lines = ['{"id": 1, "text": "Barland met Fooland."}'] * 2 + ['{"id": 1, "text": "Fooland met Barland."}', '{"id']
    (folder / "032.jsonl").write_text("\n".join(lines))
    (folder / "033.jsonl").write_text('{"id": "fr", "language": "fr", "text": "Rien de plus."}')
    (folder / "999.txt").write_text("GATE Barland met Fooland.")


def start(record: Path, folder: Path, gate: Path, workers: int) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "tests.workspace.plans", str(record), str(folder), str(gate), str(workers)]
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is known on POSIX alone")
def test_a_run_killed_fifty_times_ends_in_the_same_record(tmp_path: Path):
    folder, record, gate = tmp_path / "news", tmp_path / "killed.db", tmp_path / "gate"
    write_articles(folder)
    chosen = random.Random(11)
    for kill in range(KILLS):
        running = start(record, folder, gate, workers=2 if kill % 10 == 5 else 0)
        for line in running.stdout:  # the documents of earlier runs are met again first
            if int(line) > kill:
                break
        time.sleep(chosen.random() * 0.02)
        running.send_signal(signal.SIGKILL)
        running.wait()
        with Reader(record) as reader:
            assert reader.counts()["documents"] < DOCUMENTS + 3, "the document at the gate is not coded yet"
    gate.touch()
    finishing = start(record, folder, gate, workers=2)
    finishing.communicate()
    assert finishing.returncode == 0
    undisturbed = tmp_path / "undisturbed.db"
    code_into(undisturbed, [str(folder)], CodeOptions(workers=0), how=plan(gate))
    assert contents(record) == contents(undisturbed)
    with Reader(record) as reader:
        assert reader.counts()["documents"] == DOCUMENTS + 3
        assert [run["state"] for run in reader.runs()] == ["killed"] * KILLS + ["done"]
    assert list(verify(record)) == []
    assert [path.name for path in tmp_path.glob("killed.db*")] == ["killed.db"]
