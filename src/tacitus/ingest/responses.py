"""The block of a WARC response: HTTP headers, transfer and content encoding, then the page."""

from __future__ import annotations

import re
import zlib

from tacitus.ingest.options import Options
from tacitus.ingest.pages import read_page
from tacitus.ingest.units import Refusal, Unit
from tacitus.model.errors import InputError
from tacitus.model.records import Document

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)


def read_response(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    """The document of an archived page."""
    if unit.fields.get("http") == "0":
        return read_page(unit, data, options)
    head, _, body = data.partition(b"\r\n\r\n")
    headers = _headers(head)
    try:
        if "chunked" in headers.get("transfer-encoding", "").lower():
            body = dechunked(body)
        body = _expanded(body, headers.get("content-encoding", "").strip().lower(), options.max_file_bytes)
    except InputError as error:
        return [Refusal(input=unit.input, reason=str(error))]
    if not body.strip():
        return [Refusal(input=unit.input, reason="the response has no body")]
    charset = _CHARSET.search(headers.get("content-type", ""))
    return read_page(unit, body, options, charset[1] if charset else None)


def _headers(head: bytes) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers


def dechunked(body: bytes) -> bytes:
    """A body sent in chunks put together. Archives that undid the chunks yet kept the header are common: such a body is left as it is."""
    pieces: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 1024)
        size = body[at:end].split(b";", 1)[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return b"".join(pieces) if pieces else body
        length = int(size, 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _expanded(body: bytes, encoding: str, limit: int) -> bytes:
    """The body without its content encoding, at most ``limit`` bytes. Archives that undid it yet kept the header are common too."""
    if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return _inflated(body, 31, limit)
    if encoding == "deflate":
        return _inflated(body, 15 if body[:1] == b"\x78" else -15, limit)
    if encoding == "br":
        return _brotli(body, limit)
    return body


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    inflate = zlib.decompressobj(window)
    try:
        whole = inflate.decompress(body, limit + 1)
    except zlib.error:
        if window < 0:
            return body
        raise InputError("the response's compressed body is damaged") from None
    return _bounded(whole, limit)


def _brotli(body: bytes, limit: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise InputError("the response is compressed with brotli; install the package brotli to read it") from None
    inflate = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    try:
        for at in range(0, len(body), 4096):
            piece = inflate.process(body[at : at + 4096])
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                break
    except brotli.error:
        return body  # undone by the archive already
    return _bounded(b"".join(pieces), limit)


def _bounded(whole: bytes, limit: int) -> bytes:
    if len(whole) > limit:
        raise InputError(f"the response expands to more than {limit:,} bytes, the most that is read as one page")
    return whole
