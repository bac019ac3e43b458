"""Reads one unit: runs in a worker that may be killed over it, and never raises for what stands in the input."""

from __future__ import annotations

import os
import stat

from tacitus.ingest.decode import Decoded, decode, looks_binary
from tacitus.ingest.documents import Source, document_of
from tacitus.ingest.options import Options
from tacitus.ingest.records_json import from_fields, read_json
from tacitus.ingest.sniff import described_binary
from tacitus.ingest.units import Refusal, Unit
from tacitus.model.errors import InputError
from tacitus.model.records import Document

TEXT_EXTRACTOR = "text/1"


def read_unit(unit: Unit, options: Options) -> list[Document | Refusal]:
    """The documents of a unit, and what should be known about it. An input that gives none gives at least one Refusal."""
    try:
        data = unit.data if unit.data is not None else read_bytes(unit.path or "", options.max_file_bytes)
    except InputError as error:
        return [Refusal(input=unit.input, reason=str(error))]
    if not data.strip():
        return [Refusal(input=unit.input, reason="the file is empty" if unit.path else "the record is empty")]
    return _READERS[unit.kind](unit, data, options)


def read_bytes(path: str, limit: int) -> bytes:
    """The whole of a regular file, expanded where it is gzip; InputError where it cannot be had within ``limit`` bytes."""
    from tacitus.ingest.streams import gunzip_whole

    try:
        handle = open_regular(path)
        with os.fdopen(handle, "rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise InputError(unreadable(error)) from None
    if data.startswith(b"\x1f\x8b"):
        return gunzip_whole(data, limit)
    if len(data) > limit:
        raise InputError(f"the file is longer than {limit:,} bytes, the most that is read as one document; cut it into articles")
    return data


def open_regular(path: str) -> int:
    """A file descriptor of a regular file; opening never waits, even where a pipe took the file's place in between."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError("not a regular file (a pipe, device, socket or folder); give a file")
    return handle


def unreadable(error: OSError) -> str:
    """Why a file could not be opened, in a sentence."""
    if isinstance(error, PermissionError):
        return "no permission to read it; change its permissions or leave it out"
    if isinstance(error, FileNotFoundError):
        return "no such file"
    return f"it cannot be read ({(error.strerror or 'error of the file system').lower()})"


def _read_text(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    decoded = decode(data)
    if looks_binary(decoded.text):
        return [Refusal(input=unit.input, reason=described_binary(data))]
    source = Source(input=unit.input, source_id=unit.source_id, raw=data, extractor=TEXT_EXTRACTOR)
    found = document_of(decoded.text, source, options, plain=True)
    return found + _decoding_notes(unit, decoded)


def _decoding_notes(unit: Unit, decoded: Decoded) -> list[Document | Refusal]:
    if decoded.replaced:
        reason = f"{decoded.replaced} bytes or characters could not be decoded and stand as U+FFFD; save the file as UTF-8 to mend that"
        return [Refusal(input=unit.input, reason=reason, level="note")]
    if decoded.encoding == "cp1252":
        return [Refusal(input=unit.input, reason="not UTF-8; read as windows-1252", level="note")]
    return []


def _read_row(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    line = f"line {unit.fields['line']}: " if "line" in unit.fields else ""
    named = {options.column(name): value for name, value in unit.fields.items() if name != "line"}
    return from_fields(named, unit.input, unit.source_id, data, options, line, "csv/1")


def _read_html(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    from tacitus.ingest.pages import read_page  # here: trafilatura takes a quarter of a second that text files need not pay

    return read_page(unit, data, options)


def _read_feed(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    from tacitus.ingest.feeds import read_feed

    return read_feed(unit, data, options)


def _read_response(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    from tacitus.ingest.responses import read_response

    return read_response(unit, data, options)


_READERS = {
    "text": _read_text,
    "html": _read_html,
    "json": read_json,
    "row": _read_row,
    "feed": _read_feed,
    "html-response": _read_response,
}
