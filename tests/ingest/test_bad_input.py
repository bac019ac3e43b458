"""Whatever it is given, reading gives documents or a reason in a sentence."""

from __future__ import annotations

import gzip
import zlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.ingest import Options, Refusal, read_unit
from tacitus.ingest.units import Kind, Unit
from tacitus.model.errors import UsageError
from tests.ingest.conftest import Read, Reader


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv", "a.xml", "a.json", "a.warc", "a"])
def test_empty_and_blank_files(read: Reader, name: str, content: bytes) -> None:
    assert read(name, content).failure.reason


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 stream", "PDF; convert it to text"),
        (b"PK\x03\x04" + b"\x14\0" * 100, "zip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (b"SQLite format 3\0" + bytes(100), "SQLite"),
        (b"\x7fELF" + bytes(100), "program"),
        (bytes(range(256)) * 20, "binary"),
        (bytes(5000), "binary"),
        (gzip.compress(b"%PDF-1.4 foo", mtime=0), "PDF"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a", "a.xyz"])
def test_binary_files_are_named_for_what_they_are(read: Reader, name: str, content: bytes, word: str) -> None:
    result = read(name, content)
    assert not result.documents
    assert any(word in failure.reason or name == "a.jsonl" for failure in result.failures)


def test_five_megabytes_without_a_space(read: Reader) -> None:
    assert len(read("a.txt", "x" * 5_000_000).document.text) == 5_000_000


@pytest.mark.parametrize("text", ["war " * 300_000, "“" * 100_000 + " said Foo", "Foo \u202e\u0301" * 1000, "a" + "\u0301" * 100_000])
def test_monotonous_texts_are_read(read: Reader, text: str) -> None:
    assert read("a.txt", text).document.text == text


def test_a_file_too_long_is_refused_with_its_bound(read: Reader) -> None:
    assert "1,000 bytes" in read("a.txt", "Foo met Bar. " * 100, max_file_bytes=1000).failure.reason


@cache
def bomb(size: int) -> bytes:
    compress = zlib.compressobj(1, zlib.DEFLATED, 31)
    chunk = b"x" * 1_000_000
    return b"".join(compress.compress(chunk) for _ in range(size // len(chunk))) + compress.flush()


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz", "a.html.gz", "a.warc.gz", "a.gz"])
def test_files_that_expand_to_400_megabytes_stay_bounded(read: Reader, name: str) -> None:
    result = read(name, bomb(400_000_000))
    assert not result.documents
    assert result.failures


def test_damaged_gzip_is_told(read: Reader) -> None:
    packed = bytearray(gzip.compress(b"Foo met Bar. " * 10_000))
    packed[20:40] = b"\xff" * 20
    assert read("a.txt.gz", bytes(packed)).failures


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["text", "html", "json", "feed", "html-response"]))
def test_no_bytes_whatever_raise(data: bytes, kind: Kind) -> None:
    found = read_unit(Unit(input="a", source_id="a", kind=kind, data=data), Options(language="en"))
    assert found
    assert all(item.reason for item in found if isinstance(item, Refusal))


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="<>/!-apdiv \"'=&;\n[]?xml", max_size=300), st.sampled_from(["html", "feed"]))
def test_no_markup_whatever_raises(page: str, kind: Kind) -> None:
    assert read_unit(Unit(input="a", source_id="a", kind=kind, data=b"<html><p>" + page.encode()), Options(language="en"))


@pytest.mark.parametrize("options", [{"format": "pdf"}, {"columns": {"body": "text"}}, {"published_at": "2023-02-31"}])
def test_options_that_cannot_be_meant_are_usage_errors(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="expected one"):
        Read(["."], Options(**options))  # type: ignore[arg-type]


def test_format_reads_a_file_as_what_the_user_says(read: Reader) -> None:
    assert read("a.log", '{"text": "Foo met Bar."}\n', format="jsonl").document.text == "Foo met Bar."
