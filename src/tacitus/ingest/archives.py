"""WARC and WARC.gz, record by record: HTML responses become units. Read by our own few lines over a bounded stream.

fastwarc reads faster, yet neither bounds what a compressed record expands to nor says that a file breaks off, and both matter here.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tacitus.ingest.options import Options
from tacitus.ingest.streams import Stream
from tacitus.ingest.units import Refusal, Unit
from tacitus.model.errors import InputError

MAX_HEADER_LINE = 64 * 1024
MAX_HEADERS = 200
MAX_BETWEEN = 1000  # lines of no record that may stand between two


class Record(msgspec.Struct, frozen=True):
    """A WARC record's headers (lower-case names) and block; ``whole`` False where the file ends inside it; block None where too long."""

    headers: dict[str, str]
    block: bytes | None
    whole: bool


def warc_units(stream: Stream, shown: str, source_id: str, options: Options) -> Iterator[Unit | Refusal]:
    """A unit for every HTML response, numbered by its place among all records of the archive, from 1."""
    number = pages = 0
    problem: str | None = None
    try:
        for record in _records(stream, options):
            number += 1
            name = f"{shown}#{number}"
            if not record.whole:
                problem = f"the archive breaks off inside record {number}; the records before it were read; fetch it again for the rest"
            elif _is_page(record):
                pages += 1
                yield _unit(record, name, f"{source_id}#{number}", options)
    except InputError as error:
        problem = f"after record {number}: {error}"
    if problem is None and getattr(stream, "truncated", False):
        problem = f"the archive breaks off after record {number}; the records before were read; fetch it again for the rest"
    if problem:
        yield Refusal(input=shown, reason=problem)
    elif pages == 0:
        yield Refusal(input=shown, reason=f"no HTML response among the archive's {number} records")


def _unit(record: Record, name: str, source_id: str, options: Options) -> Unit | Refusal:
    url = record.headers.get("warc-target-uri", "").strip("<> ")
    if record.block is None:
        return Refusal(
            input=name, reason=f"the response is longer than {options.max_record_bytes:,} bytes, the most that is read ({url[:200]})"
        )
    fields = {"url": url} if url.lower().startswith(("http://", "https://")) else {}
    if "warc-date" in record.headers:
        fields["retrieved_at"] = record.headers["warc-date"]
    fields["http"] = "1" if record.headers.get("warc-type") == "response" else "0"
    return Unit(input=name, source_id=source_id, kind="html-response", data=record.block, fields=fields)


def _is_page(record: Record) -> bool:
    """A response by HTTP that says it is HTML, or is too long to have been looked at; or a stored resource of that type."""
    kind, content = record.headers.get("warc-type", ""), record.headers.get("content-type", "").lower()
    if kind == "resource":
        return "html" in content
    if kind != "response" or "http" not in content:
        return False
    return record.block is None or _says_html(record.block)


def _says_html(block: bytes) -> bool:
    """HTTP status 2xx and an HTML content type."""
    head = block[:MAX_HEADER_LINE].partition(b"\r\n\r\n")[0].lower()
    status = head.split(b"\r\n", 1)[0].split()
    if len(status) < 2 or not status[1].startswith(b"2"):
        return False
    types = [line for line in head.split(b"\r\n") if line.startswith(b"content-type:")]
    return any(b"html" in line for line in types) if types else b"<html" in block[:MAX_HEADER_LINE].lower()


def _records(stream: Stream, options: Options) -> Iterator[Record]:
    while _to_version(stream):
        headers = _headers(stream)
        if headers is None:
            yield Record({}, None, False)
            return
        length = _length(headers)
        if length > options.max_record_bytes:
            yield Record(headers, None, stream.skip(length) == length)
            continue
        block = stream.read(length)
        yield Record(headers, block, len(block) == length)
        if len(block) < length:
            return


def _to_version(stream: Stream) -> bool:
    """Moves to a record's first line; False at the end."""
    for _ in range(MAX_BETWEEN):
        line, _whole = stream.readline(MAX_HEADER_LINE)
        if not line:
            return False
        if line.startswith(b"WARC/"):
            return True
    raise InputError("no WARC record where one should begin; the file is damaged or no WARC")


def _headers(stream: Stream) -> dict[str, str] | None:
    headers: dict[str, str] = {}
    for _ in range(MAX_HEADERS):
        line, whole = stream.readline(MAX_HEADER_LINE)
        if not line or not whole or not line.endswith(b"\n"):
            return None
        if not line.strip():
            return headers
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    raise InputError(f"a record with more than {MAX_HEADERS} header lines")


def _length(headers: dict[str, str]) -> int:
    written = headers.get("content-length", "")
    if not written.isascii() or not written.isdigit() or len(written) > 15:
        raise InputError("a record without a valid Content-Length; the rest cannot be read")
    return int(written)
