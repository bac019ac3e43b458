"""`tacitus code`, and what every command does when something goes wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.conftest import Run

TEXT = "Barville, 3 May 2024. The army of Chad attacked rebels near the lake on Monday, the government said."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "one.txt"
    path.write_text(TEXT)
    return path


def test_without_a_record_events_are_a_table(run: Run, article: Path) -> None:
    ran = run("code", article, "--workers", "0")
    assert ran.code == 0
    assert "ASSAULT" in ran.out
    assert "1 documents" in ran.err


def test_jsonl_gives_one_coding_a_document_also_with_a_record(run: Run, article: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    ran = run(
        "code", article, "--format", "jsonl", "--into", record, "--workers", "0", "--published-at", "2024-05-03", "--outlet", "Foo Press"
    )
    coding = json.loads(ran.out)
    assert coding["format"] == "tacitus-coding/1"
    assert coding["document"]["text"] == TEXT
    assert coding["document"]["outlet"] == "Foo Press"
    again = run(
        "code", article, "--format", "jsonl", "--into", record, "--workers", "0", "--published-at", "2024-05-03", "--outlet", "Foo Press"
    )
    assert again.out == ran.out
    assert "known already" in again.err


def test_standard_input_is_jsonl(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = json.dumps({"id": 7, "body": TEXT}) + "\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    ran = run("code", "-", "--format", "jsonl", "--text-column", "body", "--workers", "0")
    assert json.loads(ran.out)["document"]["source_id"] == "7"


def test_something_that_fails_gives_1_and_the_rest_is_done(run: Run, article: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    ran = run("code", article, tmp_path / "missing.txt", "--into", record, "--workers", "0")
    assert ran.code == 1
    assert "missing.txt" in ran.err
    assert "no such file" in ran.err
    assert "missing.txt" in run("failures", record, "--json").out
    assert "ASSAULT" in run("events", record, "--json").out


def test_the_record_s_switch_for_pseudonyms(run: Run, article: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    run("code", article, "--into", record, "--workers", "0", "--no-pseudonyms")
    assert "pseudonyms off" in run("doctor", record).out
    run("code", article, "--into", record, "--workers", "0")
    assert "pseudonyms off" in run("doctor", record).out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bogus"], "bogus"),
        (["events"], "RECORD"),
        (["events", "missing.db"], "no such record"),
        (["code"], "PATH"),
        (["code", "x", "--format", "xml"], "xml"),
        (["code", "x", "--published-at", "yesterday"], "yesterday"),
        (["code", "x", "--time-limit", "1"], "at least 60"),
        (["code", "x", "--lexicon"], "lexicon"),
        (["show", "missing.db", "evt-1"], "no such record"),
    ],
)
def test_usage_that_cannot_be_understood_gives_2_and_one_line(run: Run, arguments: list[str], says: str) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert says in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_filter_of_no_meaning_names_what_there_is(run: Run, coded: Path) -> None:
    for arguments in (["--type", "WAR"], ["--status", "x"], ["--from", "May"], ["--text", "!!"]):
        ran = run("events", coded, *arguments)
        assert ran.code == 2
        assert "Traceback" not in ran.err
    assert run("show", coded, "evt-ffffffffffffffffffff").code == 2
    assert run("show", coded, "nothing-of-this-name").code == 2


def test_a_file_that_is_no_record_gives_1_and_says_what_to_do(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"this is no SQLite file, though it is long enough to look at" * 20)
    ran = run("events", path)
    assert ran.code == 1
    assert "no SQLite file" in ran.err


def test_an_error_of_ours_shows_no_traceback_but_with_debug(run: Run, coded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tacitus.record import Reader

    def broken(*_: object) -> None:
        raise ZeroDivisionError("as a test")

    monkeypatch.setattr(Reader, "settings", broken)
    ran = run("events", coded)
    assert ran.code == 1
    assert "--debug" in ran.err
    assert "Traceback" not in ran.err
    with pytest.raises(ZeroDivisionError):
        run("events", coded, "--debug")


def tacitus(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tacitus.cli.main", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_terminal_of_another_encoding_fails_over_no_character(coded: Path, encoding: str) -> None:
    for arguments in (["events"], ["quotes"], ["show", "border_interview.html"]):
        ran = tacitus(arguments[0], coded, *arguments[1:], PYTHONIOENCODING=encoding)
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout
    assert json.loads(tacitus("events", coded, "--json", PYTHONIOENCODING=encoding).stdout.splitlines()[0])


def test_a_reader_that_leaves_early_is_no_error(coded: Path) -> None:
    command = f"{sys.executable} -m tacitus.cli.main quotes {coded} --json | head -n 1"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert ran.stderr == b""
    assert ran.stdout.count(b"\n") == 1


def test_help_loads_nothing_heavy() -> None:
    program = "import sys; from tacitus.cli.main import main; main(['--help']); print(sorted({m.split('.')[0] for m in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = ran.stdout.rsplit("[", 1)[1]
    for heavy in ("spacy", "sqlalchemy", "pyarrow", "trafilatura", "numpy", "rich", "yaml"):
        assert f"'{heavy}'" not in loaded


def test_control_characters_of_an_article_steer_no_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(
        json.dumps({"id": "a\x1b]0;x\x07", "title": "\x1b[2J", "outlet": "\u202eevil", "text": "No event \x1b[31m here, nothing to tell."})
        + "\n"
    )
    record = tmp_path / "r.db"
    run("code", path, "--into", record, "--workers", "0")
    for arguments in (("events", record), ("quotes", record), ("failures", record)):
        out = run(*arguments).out
        assert "\x1b" not in out
        assert "\u202e" not in out
    identity = json.loads(run("failures", record, "--json").out.splitlines()[0])["document"]["id"]
    assert "\x1b" not in run("show", record, identity).out
