"""What kind of file it is: by its suffix, then by its first bytes."""

from __future__ import annotations

import re
from typing import Literal

from tacitus.ingest.decode import decode, looks_binary

Format = Literal["text", "html", "json", "jsonl", "csv", "feed", "warc"]
HEAD = 16384

_SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".shtml": "html", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl",
    ".csv": "csv", ".tsv": "csv", ".rss": "feed", ".atom": "feed",
    ".warc": "warc",
}  # fmt: skip
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF; convert it to text first (pdftotext does that)"),
    (b"PK\x03\x04", "a zip archive or an Office document; unpack it or save it as text first"),
    (b"PK\x05\x06", "an empty zip archive; unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as text first"),
    (b"{\\rtf", "an RTF document; save it as text first"),
    (b"Rar!", "a rar archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file; unpack it first"),
    (b"\x89PNG", "a picture (PNG); give its text"),
    (b"\xff\xd8\xff", "a picture (JPEG); give its text"),
    (b"GIF8", "a picture (GIF); give its text"),
    (b"II*\x00", "a picture (TIFF); give its text"),
    (b"MM\x00*", "a picture (TIFF); give its text"),
    (b"\x7fELF", "a program; give a file with the words of an article"),
    (b"MZ\x90", "a program; give a file with the words of an article"),
    (b"SQLite format 3\x00", "an SQLite database, perhaps a record of tacitus; give the articles themselves"),
    (b"PAR1", "a Parquet table; export it as CSV or JSONL first"),
    (b"OggS", "a sound or film file; give its transcript"),
    (b"ID3", "a sound file; give its transcript"),
    (b"%!PS", "a PostScript file; convert it to text first"),
)
_BINARY = "binary data, not text; give a text, HTML, JSONL, CSV, feed or WARC file"
# Files that lie beside articles and hold none; passed over in folders, still read where they are named.
_NO_ARTICLES = frozenset(
    """.py .pyc .js .mjs .ts .css .scss .map .ann .conf .cfg .ini .toml .yaml .yml .lock .log .sh .bat .c .h .cpp .rs .go .java .class .so
    .dll .db .sqlite .sqlite3 .db-wal .db-shm .parquet .arrow .feather .pickle .pkl .npy .npz .ico .svg .woff .woff2 .ttf .otf .eot
    .bak .tmp .swp .ipynb .bib .tex .dtd .xsd .xsl .sql .sha256 .md5 .sig""".split()
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|atom:feed)[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title|div|p|h1)[\s>/]", re.IGNORECASE)
_JSON_OBJECT_LINES = re.compile(rb"\{.*\}[ \t\r]*\n\s*\{")


def suffix_of(name: str) -> str:
    """The last suffix in lower case, a ``.gz`` after it left out."""
    lowered = name.lower()
    lowered = lowered.removesuffix(".gz")
    dot = lowered.rfind(".")
    return lowered[dot:] if dot > max(lowered.rfind("/"), lowered.rfind("\\")) and dot >= 0 else ""


def passed_over(name: str) -> bool:
    """Whether a file met in a folder is of a kind that holds no articles."""
    return suffix_of(name) in _NO_ARTICLES


def refused(head: bytes) -> str | None:
    """Why a file with these first bytes is not read; None where it may be."""
    for magic, reason in _MAGIC:
        if head.startswith(magic):
            return reason
    if b"%PDF-" in head[:1024]:
        return _MAGIC[0][1]
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] in (b"AVI ", b"WAVE", b"WEBP")):
        return "a picture, sound or film file; give its text or transcript"
    if head[257:262] == b"ustar":
        return "a tar archive; unpack it first"
    return None


def described_binary(data: bytes) -> str:
    """Why bytes that are no prose are refused."""
    return refused(data[:HEAD]) or _BINARY


def format_of(name: str, head: bytes) -> Format | None:
    """The format of a file; None where it is binary."""
    by_suffix = _SUFFIXES.get(suffix_of(name))
    if by_suffix in ("json", "jsonl"):
        return _lines_or_whole(head, by_suffix)
    if by_suffix:
        return by_suffix
    return _by_content(head)


def _by_content(head: bytes) -> Format | None:
    if head.startswith(b"WARC/"):
        return "warc"
    decoded = decode(head[: len(head) & ~3])  # whole units of UTF-16 and UTF-32
    if looks_binary(decoded.text):
        return None
    start = decoded.text.lstrip()[:4096].encode("utf-8")
    if start.startswith(b"<"):
        if _FEED.search(start):
            return "feed"
        if _HTML.search(start):
            return "html"
        return "feed" if start.startswith(b"<?xml") else "text"  # the reader of feeds says what is wrong with other XML
    if start.startswith(b"{"):
        return _lines_or_whole(start, "json")
    return "json" if re.match(rb"\[\s*\{", start) else "text"


def _lines_or_whole(head: bytes, by_suffix: Format) -> Format:
    """A .json file may hold JSON lines, and a .jsonl file one list."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        return "json" if re.match(rb"\[\s*[\{\]]", start) else by_suffix
    if by_suffix == "json" and _JSON_OBJECT_LINES.match(start):
        return "jsonl"
    return by_suffix
