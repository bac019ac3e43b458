"""Folders, links, pipes and odd names."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from tacitus.ingest import Options, Refusal, find_units
from tests.ingest.conftest import Reader

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and bytes in names are POSIX matters")


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Foo met Bar in {name}.", encoding="utf-8")


def test_folders_are_read_in_byte_order_of_names(read: Reader, tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.txt", "a/B.txt", "a.txt", "É.txt", "Z.txt", "a/é/x.txt")
    assert [document.source_id for document in read().documents] == ["Z.txt", "a/B.txt", "a/z.txt", "a/é/x.txt", "a.txt", "b.txt", "É.txt"]


def test_hidden_files_are_left_unless_named(read: Reader, tmp_path: Path) -> None:
    fill(tmp_path, ".git/x.txt", ".hidden.txt", "a.txt")
    assert read().document.source_id == "a.txt"
    assert read(".hidden.txt").document.source_id == ".hidden.txt"


def test_files_of_other_kinds_are_passed_over_with_a_note_unless_named(read: Reader, tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "style.css")
    result = read()
    assert result.document.source_id == "a.txt"
    assert result.notes[0].input.endswith("style.css")
    assert read("style.css").document.source_id == "style.css"


def test_a_path_that_is_not_there_is_a_failure(read: Reader) -> None:
    assert read("nowhere.txt").failure.reason == "no such file"
    assert read("a\0b").failure.reason.startswith("no such file")


def test_an_empty_folder_says_so(read: Reader) -> None:
    assert "no files" in read().failure.reason


@POSIX
def test_links_in_circles_are_not_followed(read: Reader, tmp_path: Path) -> None:
    fill(tmp_path, "a/x.txt")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "a/self").symlink_to(tmp_path / "a/self")
    (tmp_path / "a/gone").symlink_to(tmp_path / "nowhere")
    result = read()
    assert result.document.source_id == "a/x.txt"
    assert [note.input[len(str(tmp_path)) :].replace("./", "") for note in result.notes] == ["/a/up"]
    assert [failure.reason.split(";")[0] for failure in result.failures] == ["a link that leads nowhere, or in a circle"] * 2


@POSIX
def test_a_link_to_a_folder_elsewhere_is_followed_once(read: Reader, tmp_path: Path) -> None:
    fill(tmp_path, "elsewhere/x.txt", "root/a.txt")
    (tmp_path / "elsewhere/back").symlink_to(tmp_path / "root")
    for name in ("l1", "l2"):
        (tmp_path / "root" / name).symlink_to(tmp_path / "elsewhere")
    result = read("root")
    assert [document.source_id for document in result.documents] == ["a.txt", "l1/x.txt"]
    assert len(result.notes) == 2


@POSIX
def test_pipes_sockets_and_devices_never_block(read: Reader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    listener = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        listener.bind("s.txt")
    finally:
        os.chdir(here)
        listener.close()
    result = read()
    assert [failure.reason.split(";")[0] for failure in result.failures] == ["a named pipe", "a socket"]
    assert read("pipe.jsonl").failure.reason.startswith("a named pipe")
    device = next(iter(find_units(["/dev/zero"], Options())))
    assert isinstance(device, Refusal) and "device" in device.reason


@POSIX
def test_unreadable_files_are_told(read: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "a.txt", "b.txt")
    opened = os.open

    def refuse(path: str, flags: int, *rest: int) -> int:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    result = read()
    assert result.document.source_id == "b.txt"
    assert "permission" in result.failure.reason


@POSIX
@pytest.mark.parametrize("name", ['it\'s "quoted".txt', "--help.txt", "-.txt", "новости 新闻.txt", "a\nb\x1b[31m.txt", "x\u202etxt.txt"])
def test_odd_names_are_read_and_shown_printably(read: Reader, tmp_path: Path, name: str) -> None:
    fill(tmp_path, name)
    document = read().document
    assert document.input.isprintable()
    assert document.text == f"Foo met Bar in {name}."


@POSIX
def test_bytes_in_names_that_are_no_utf8_are_escaped(read: Reader, tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.jsonl")  # noqa: PTH118
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b'{"text": "Foo met Bar."}')
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    document = read().document
    assert document.source_id == "caf\\xe9.jsonl#1"
    assert document.input.encode("utf-8")
