"""Bounded reading in the parent: plain or gzip files as a stream of bytes, and lines of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from tacitus.ingest.options import MIB, Options
from tacitus.model.errors import InputError

GZIP = b"\x1f\x8b"
_CHUNK = 64 * 1024


class Stream:
    """Reads forward with ``read`` and ``readline``; never holds more than a chunk beyond what was asked for."""

    def __init__(self, raw: BinaryIO, options: Options, head: bytes = b"") -> None:
        self._raw = raw
        self._read_some = getattr(raw, "read1", raw.read)  # a pipe gives what it has, without waiting for a whole chunk
        self._options = options
        self._buffer = head
        self._at = 0
        self._ended = False

    def _more(self) -> bytes:
        return bytes(self._read_some(_CHUNK))

    def _fill(self) -> bool:
        """Another chunk at the end of the buffer; False at the end of the input."""
        if self._ended:
            return False
        chunk = self._more()
        if not chunk:
            self._ended = True
            return False
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return True

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes; fewer only at the end."""
        pieces: list[bytes] = []
        wanted = size
        while wanted > 0:
            piece = self._buffer[self._at : self._at + wanted]
            self._at += len(piece)
            wanted -= len(piece)
            if piece:
                pieces.append(piece)
            if wanted and not self._fill():
                break
        return b"".join(pieces)

    def skip(self, size: int) -> int:
        """Passes over up to ``size`` bytes without keeping them; how many there were."""
        passed = 0
        while passed < size:
            step = min(size - passed, len(self._buffer) - self._at)
            self._at += step
            passed += step
            if passed < size and not self._fill():
                break
        return passed

    def readline(self, limit: int) -> tuple[bytes, bool]:
        """The next line with its ending, and whether it is whole: of one longer than ``limit`` the beginning is kept."""
        pieces: list[bytes] = []
        kept = 0
        whole = True
        while True:
            end = self._buffer.find(b"\n", self._at)
            piece = self._buffer[self._at : end + 1] if end >= 0 else self._buffer[self._at :]
            self._at += len(piece)
            if kept + len(piece) > limit:
                whole = False
                piece = piece[: max(0, limit - kept)]
            kept += len(piece)
            if piece:
                pieces.append(piece)
            if end >= 0 or not self._fill():
                return b"".join(pieces), whole

    def peek(self, size: int) -> bytes:
        """Up to ``size`` of the bytes to come."""
        while len(self._buffer) - self._at < size and self._fill():
            pass
        return self._buffer[self._at : self._at + size]


class GzipStream(Stream):
    """The same over gzip (any number of members), within the options' bounds of expansion. InputError where they are passed."""

    def __init__(self, raw: BinaryIO, options: Options) -> None:
        super().__init__(raw, options)
        self._inflate = zlib.decompressobj(31)
        self._pending = b""
        self._read_bytes = 0
        self._given_bytes = 0
        self.truncated = False
        self._fresh = True  # at the beginning of a member

    def _more(self) -> bytes:
        while True:
            if not self._pending:
                self._pending = bytes(self._read_some(_CHUNK))
                self._read_bytes += len(self._pending)
                if not self._pending:
                    self.truncated = not self._fresh
                    return b""
            chunk = self._expand()
            if chunk:
                self._given_bytes += len(chunk)
                self._check()
                return chunk

    def _expand(self) -> bytes:
        if self._fresh and not self._pending.startswith(GZIP[: len(self._pending)]):
            self._pending = b""  # padding after the last member
            return b""
        try:
            chunk = self._inflate.decompress(self._pending, MIB)
        except zlib.error:
            raise InputError("the gzip data is damaged from here on; what stands before it was read") from None
        self._fresh = False
        self._pending = self._inflate.unconsumed_tail
        if self._inflate.eof:
            self._pending = self._inflate.unused_data
            self._inflate = zlib.decompressobj(31)
            self._fresh = True
        return chunk

    def _check(self) -> None:
        options = self._options
        bound = min(options.max_archive_bytes, options.expansion_allowed + options.max_expansion * self._read_bytes)
        if self._given_bytes > bound:
            reason = (
                f"the compressed file expands to more than {bound:,} bytes, out of proportion to its size; unpack it by hand if it is sound"
            )
            raise InputError(reason)


def stream_of(raw: BinaryIO, head: bytes, options: Options) -> Stream:
    """The stream of an open file whose first bytes are ``head`` (the file stands at its beginning)."""
    return GzipStream(raw, options) if head.startswith(GZIP) else Stream(raw, options)


def gunzip_whole(data: bytes, limit: int) -> bytes:
    """All of gzip bytes, at most ``limit``."""
    import io

    options = Options(max_archive_bytes=limit, expansion_allowed=limit)
    stream = GzipStream(io.BytesIO(data), options)
    whole = stream.read(limit + 1)
    if stream.truncated:
        raise InputError("the gzip file breaks off; fetch it again")
    return whole


class Line(msgspec.Struct, frozen=True):
    """A line with its ending; ``number`` from 1; ``whole`` False where it was longer than the bound and only its beginning is here."""

    number: int
    data: bytes
    whole: bool


def lines_of(stream: Stream, limit: int) -> Iterator[Line]:
    """The lines of a stream, one at a time. UTF-16 and UTF-32 come as UTF-8."""
    number = 0
    encoding = _wide_encoding(stream.peek(4096))
    while True:
        data, whole = _wide_line(stream, limit, encoding) if encoding else stream.readline(limit)
        if not data:
            return
        number += 1
        yield Line(number, data, whole)


def _wide_encoding(head: bytes) -> str | None:
    from tacitus.ingest.decode import encoding_of

    encoding, _ = encoding_of(head)
    return encoding if encoding.startswith(("utf-16", "utf-32")) else None


def _wide_line(stream: Stream, limit: int, encoding: str) -> tuple[bytes, bool]:
    """A line of UTF-16 or UTF-32 as UTF-8: reads up to the newline's unit, which may stand across what bytes alone would call a line."""
    width = 4 if "32" in encoding else 2
    newline = "\n".encode(encoding)
    pieces: list[bytes] = []
    kept, whole = 0, True
    while True:
        unit = stream.read(width)
        if not unit:
            break
        if kept < limit:
            pieces.append(unit)
            kept += width
        else:
            whole = False
        if unit == newline:
            break
    text = b"".join(pieces).decode(encoding, "tacitus-replace")
    return text.removeprefix("\ufeff").encode("utf-8", "replace"), whole
