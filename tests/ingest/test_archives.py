"""WARC and WARC.gz."""

from __future__ import annotations

import gzip
import zlib

import pytest

from tests.ingest.conftest import Reader
from tests.ingest.test_pages import PARAGRAPHS, page


def record(block: bytes, kind: str = "response", content: str = "application/http; msgtype=response", number: int = 1) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://foo.example/{number}\r\nWARC-Date: 2023-04-08T01:02:03Z\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(body: bytes, headers: str = "", status: str = "200 OK", content: str = "text/html; charset=utf-8") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n{headers}\r\n".encode() + body


PAGE = page("<title>Crossing reopens</title>").encode()


def test_each_html_response_is_a_document(read: Reader) -> None:
    info = record(b"software: foo\r\n", "warcinfo", "application/warc-fields")
    image = record(response(b"\x89PNG", content="image/png"))
    missing = record(response(PAGE, status="404 Not Found"))
    result = read("a.warc", info + record(response(PAGE)) + image + missing + record(response(PAGE), number=2))
    assert [document.url for document in result.documents] == ["https://foo.example/1", "https://foo.example/2"]
    first = result.documents[0]
    assert first.text == "\n\n".join(["Crossing reopens", *PARAGRAPHS])
    assert (first.retrieved_at, first.source_id, first.published_at) == ("2023-04-08T01:02:03Z", "https://foo.example/1", None)
    assert first.input.endswith("a.warc#2")


def test_members_of_gzip_are_read_one_after_another(read: Reader) -> None:
    packed = b"".join(gzip.compress(record(response(PAGE), number=number)) for number in range(3))
    assert len(read("a.warc.gz", packed).documents) == 3


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
        (PAGE, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    ],
    ids=["chunked", "gzip", "deflate", "undone by the archive"],
)
def test_encodings_of_the_response_are_undone(read: Reader, body: bytes, headers: str) -> None:
    assert read("a.warc", record(response(body, headers))).document.title == "Crossing reopens"


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off_keeps_the_records_before(read: Reader, packed: bool) -> None:
    parts = [record(response(PAGE), number=number) for number in range(3)]
    whole = b"".join(map(gzip.compress, parts)) if packed else b"".join(parts)
    result = read("a.warc.gz" if packed else "a.warc", whole[:-200])
    assert len(result.documents) == 2
    assert "breaks off" in result.failure.reason


def test_an_archive_that_expands_to_400_megabytes_stays_bounded(read: Reader) -> None:
    compress = zlib.compressobj(1, zlib.DEFLATED, 31)
    blank = b" " * 1_000_000
    begin = record(response(b"<html>")).replace(b"Content-Length: ", b"Content-Length: 4000000")
    packed = compress.compress(begin) + b"".join(compress.compress(blank) for _ in range(400)) + compress.flush()
    result = read("a.warc.gz", packed + gzip.compress(record(response(PAGE), number=2)))
    assert "expands to more than" in result.failure.reason


def test_a_long_record_within_proportion_is_passed_over(read: Reader) -> None:
    result = read("a.warc", record(response(b"x" * 5000 + PAGE)) + record(response(PAGE), number=2), max_record_bytes=4000)
    assert result.document.url == "https://foo.example/2"
    assert "longer than 4,000 bytes" in result.failure.reason


def test_a_response_that_expands_too_far_is_refused(read: Reader) -> None:
    body = gzip.compress(b" " * 10_000_000)
    assert "expands" in read("a.warc", record(response(body, "Content-Encoding: gzip\r\n")), max_file_bytes=100_000).failure.reason


@pytest.mark.parametrize(
    "content", [b"WARC/1.0\r\n" + b"x: y\r\n" * 1000, b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", b"WARC/1.0\r\nfoo\r\n\r\nx"]
)
def test_damaged_archives_are_told(read: Reader, content: bytes) -> None:
    assert read("a.warc", content).failure.reason


def test_an_archive_without_pages_says_so(read: Reader) -> None:
    assert "no HTML response" in read("a.warc", record(b"x: y", "warcinfo", "application/warc-fields")).failure.reason
