"""Loading the YAML resources: a manifest line each, words that stay words, errors that name the file and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.model.errors import ResourceError
from tacitus.resources.loader import load, load_folder, load_user_file, manifest, parse

HEADER = b"name: x\nversion: 1\nlicence: CC0-1.0\n"


def test_every_shipped_file_loads_and_says_name_version_and_licence() -> None:
    lines = manifest()
    assert len(lines) > 30
    assert [line.path for line in lines] == sorted(line.path for line in lines)
    assert all(line.name and line.version >= 1 and line.licence == "CC0-1.0" for line in lines)
    assert all(len(line.sha256) == 64 for line in lines)


def test_no_two_files_have_one_name() -> None:
    names = [line.name for line in manifest()]
    assert sorted(set(names)) == sorted(names)


def test_no_yes_on_and_off_are_words() -> None:
    data = parse(HEADER + b"entries: [no, NO, yes, on, off, true, false]\n", "x.yaml").data
    assert data["entries"] == ["no", "NO", "yes", "on", "off", True, False]


def test_the_same_bytes_have_the_same_hash_and_others_another() -> None:
    assert parse(HEADER, "a").info.sha256 == parse(HEADER, "b").info.sha256 != parse(HEADER + b"a: 1\n", "a").info.sha256


def test_a_file_is_read_once() -> None:
    assert load("events/tables.yaml") is load("events/tables.yaml")


def test_a_folder_comes_in_the_order_of_its_names() -> None:
    paths = [resource.info.path for resource in load_folder("events")]
    assert paths == sorted(paths) and "events/tables.yaml" in paths


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: [1", "not readable as YAML"),
        (b"\xff\xfe", "not readable as YAML"),
        (b"- 1\n", "expected a mapping"),
        (b"name: x\nversion: 1\n", "lacks licence"),
        (b"", "expected a mapping"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(content: bytes, said: str) -> None:
    with pytest.raises(ResourceError, match=r"broken\.yaml") as error:
        parse(content, "broken.yaml")
    assert said in str(error.value)


def test_a_users_file_may_leave_the_header_out(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("entries: []\n")
    resource = load_user_file(path)
    assert (resource.info.name, resource.info.licence) == ("mine", "unknown")


@pytest.mark.parametrize(("content", "said"), [
    ("name: ours\nentries: []\n", ("ours", 1, "unknown")), ("version: 3\nentries: []\n", ("mine", 3, "unknown")),
    ('{"version": 2, "licence": "CC0-1.0", "entries": []}', ("mine", 2, "CC0-1.0")),
])  # fmt: skip
def test_any_part_of_a_users_header_may_be_left_out(tmp_path: Path, content: str, said: tuple[str, int, str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(content)
    info = load_user_file(path).info
    assert (info.name, info.version, info.licence) == said


def test_a_version_that_is_no_number_is_told() -> None:
    with pytest.raises(ResourceError, match="whole number"):
        parse(b"name: a\nversion: two\nlicence: x\n", "broken.yaml")


def test_a_users_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        load_user_file(tmp_path / "none.yaml")
