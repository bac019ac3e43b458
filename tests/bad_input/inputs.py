"""Writes every kind of input that a folder of news should not hold, and says what must become of each."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec

CODED, REFUSED, NOTED, EITHER = "coded", "refused", "noted", "either"
GOOD = (
    "Fooland's army shelled the town of Barville on Thursday, killing two people, officials said.\n\n"
    "“We will respond,” President Jane Doe of Fooland told reporters. Barland denied that its troops had crossed the border.\n"
)
PAGE = "<html><head><title>Talks</title></head><body><article>%s</article></body></html>"
FEED = '<?xml version="1.0"?>%s<rss version="2.0"><channel><title>Foo</title>%s</channel></rss>'
WORDS = "Fooland and Barland held talks on Monday."
ITEM = f"<item><title>Talks</title><link>http://foo.example/%d</link><description>{WORDS} %s</description></item>"


class Case(msgspec.Struct, frozen=True):
    """``outcome`` of the file and its records; ``word`` stands in the reason; ``documents``: how many it gives where that is sure."""

    name: str
    content: bytes | Callable[[Path], None]
    outcome: str
    word: str = ""
    documents: int | None = None


def text(name: str, content: str, outcome: str, word: str = "", documents: int | None = None) -> Case:
    return Case(name, content.encode("utf-8", "surrogatepass"), outcome, word, documents)


def warc(body: bytes, *, length: int | None = None, page: str = "a") -> bytes:
    """One response record; with a ``length`` its block goes on behind what is given here."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://foo.example/{page}\r\nContent-Type: application/http\r\n"
    return f"{head}Content-Length: {len(block) if length is None else length}\r\n\r\n".encode() + block + b"\r\n\r\n"


def bomb(size: int, head: bytes = b"") -> bytes:
    """``head`` and ``size`` bytes of x as gzip."""
    compress = zlib.compressobj(1, zlib.DEFLATED, 31)
    chunk = b"x" * 1_000_000
    return compress.compress(head) + b"".join(compress.compress(chunk) for _ in range(size // len(chunk))) + compress.flush()


def _nothing() -> list[Case]:
    return [
        text("empty.txt", "", REFUSED, "empty"),
        text("blank.txt", " \n\t\r\n\u3000\n", REFUSED, "no text"),
        text("bom.txt", "\ufeff", REFUSED, "no text"),
        text("marks.txt", "… — ???\n", REFUSED, "no text"),
        text("empty.html", "", REFUSED, "empty"),
        text("empty.jsonl", "\n\n", REFUSED, "empty"),
        text("empty.csv", "text\n", REFUSED, "no row"),
        Case("empty.txt.gz", gzip.compress(b""), REFUSED),
    ]


def _bytes() -> list[Case]:
    return [
        Case("binary.txt", bytes(range(256)) * 100, REFUSED, "binary"),
        Case("zeros.txt", bytes(100_000), REFUSED, "binary"),
        Case("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj stream\n" + bytes(range(256)), REFUSED, "PDF"),
        Case("paper.txt", b"%PDF-1.4 named as text", REFUSED, "PDF"),
        Case("latin.txt", "Barland’s café in Fooville was raided by police on Monday.".encode("cp1252"), CODED),
        Case("broken-utf8.txt", GOOD.encode() + b"\xff\xfe\xfa and police arrested Jane Doe.", CODED),
        Case("utf16-le.txt", b"\xff\xfe" + GOOD.encode("utf-16-le"), CODED),
        Case("utf16-be.txt", GOOD.encode("utf-16-be"), CODED),
        Case("utf16-odd.txt", b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x41", CODED),
        text("nul.txt", GOOD + "Fooland\x00 met Bar\x00land.", CODED),
        Case("surrogates.txt", GOOD.encode() + b"\xed\xa0\x80 Fooland met \xed\xbf\xbf Barland.", CODED),
    ]


def _records() -> list[Case]:
    good = json.dumps({"id": "g1", "text": GOOD})
    lines = [
        '{"id": "b1", "text": "Fooland met',
        good,
        "[1, 2, 3]",
        '{"text": 12}',
        '{"text": null}',
        '{"text": ["Fooland met Barland."]}',
        '{"title": "without a text"}',
        '"just words"',
        '{"id": {"a": 1}, "text": "Fooland met Barland in May."}',
        '{"text": "Fooland \\ud800 met Barland\\u0000 on Monday.", "outlet": "\\udfff"}',
        '{"text": "Fooland met Barland in June.", "published_at": "2024-02-31"}',
        '{"text": "Fooland met Barland in July.", "published_at": "31/31/9999"}',
        '{"text": "Fooland met Barland in autumn.", "published_at": {"year": 1}}',
        '{"id": "twice", "text": "Fooland attacked Barland."}',
        '{"id": "twice", "text": "Fooland attacked Barland."}',
        '{"id": "twice", "text": "Barland attacked Fooland."}',
        '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"text": "Fooland met Barland twice.", "x": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}",
        '{"text": "Fooland met Barland thrice.", "n": ' + "9" * 100_000 + "}",
        '{"text": NaN}',
    ]
    deep = "[" * 100_000
    return [
        text("broken.jsonl", "\n".join(lines), REFUSED),
        text("deep.json", deep, REFUSED),
        text("deep-closed.json", '{"text": ' + deep + "]" * 100_000 + "}", REFUSED),
        text("array.json", json.dumps([{"text": "Fooland met Barland at noon."}, 5, {"text": ""}]), REFUSED, documents=1),
        text("cut.csv", 'id,text\n1,"Fooland attacked Barville."\n2,"Barland respon', REFUSED, "breaks off", documents=1),
        text("columns.csv", ",".join(f"c{n}" for n in range(300_000)) + "\n" + "," * 299_999 + "\n", REFUSED, "column"),
        text(
            "columns-text.csv",
            "text," + ",".join(f"c{n}" for n in range(299_999)) + "\nFooland met Barland on a hill." + "," * 299_999,
            CODED,
        ),
        text("quote.csv", 'text\n"Fooland met Barland.\n' + "x,y\n" * 1000, REFUSED),
        text("nul.csv", "text\nFooland\0 met Barland in the rain.\n", CODED),
    ]


def _monotonous() -> list[Case]:
    return [
        text("no-space.txt", "x" * 5_000_000, REFUSED, "characters"),
        text("no-space-short.txt", "x" * 200_000, CODED),
        text("one-word.txt", "war " * 300_000, REFUSED, "characters"),
        text("one-word-short.txt", "attacked " * 4_000, CODED),
        text("quotation-marks.txt", "“" * 100_000 + "Fooland met Barland.", REFUSED, "words and marks"),
        text("quotation-marks-short.txt", "“" * 6_000 + "Fooland met Barland.", CODED),
        text("he-said.txt", "he said " * 3_000, CODED),
        text("and.txt", "Fooland attacked " + "Barland and " * 3_000 + "Quxland.", CODED),
        text("numbers.txt", " ".join(map(str, range(6_000))), CODED),
        text("dates.txt", " ".join(f"May {n % 28 + 1}, {1900 + n % 120}" for n in range(2_000)), CODED),
        text("dots.txt", "Foo " + "." * 50_000, CODED),
        text("lines.txt", "a\n" * 6_000, CODED),
        text("combining.txt", GOOD + "a" + "\u0301" * 50_000, CODED),
        text("bidi.txt", "\u202eFooland\u202c attacked \u2067Barville\u2069 on Monday. " + GOOD, CODED),
        text("control.txt", GOOD + "\x1b[31mFooland\x07 met\x08 Barland\x9b.\x7f", CODED),
        text("emoji.txt", GOOD + "😀" * 3_000, CODED),
    ]


def _markup() -> list[Case]:
    entity = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    laughs = "<!DOCTYPE rss [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
    body = "".join(f"<p>{line}</p>" for line in GOOD.split("\n\n"))
    return [
        text("attributes.html", PAGE % (f"<div {' '.join(f'a{n}=1' for n in range(200_000))}>{body}</div>"), CODED),
        text("nested.html", PAGE % ("<div>" * 30_000 + body + "</div>" * 30_000), CODED),
        text("unclosed.html", "<html><body><p>" + GOOD + "<!-- <script>", CODED),
        text("script.html", PAGE % (body + "<script>alert('x')</script>"), CODED),
        text("local-file.xml", FEED % (entity, ITEM % (1, "&a;")), REFUSED, "entities"),
        text("expansion.xml", FEED % (laughs, ITEM % (2, "&a9;")), REFUSED, "entities"),
        text("cut.rss", (FEED % ("", ITEM % (3, "First.") + ITEM % (4, "Second.")))[:-80], REFUSED, "breaks off", documents=1),
        text("page-entity.html", '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + PAGE % (body + "<p>&a;</p>"), CODED),
    ]


def _archives() -> list[Case]:
    page = (PAGE % f"<p>{GOOD}</p>").encode()
    huge = bomb(400_000_000)
    return [
        Case("expands.txt.gz", huge, REFUSED),
        Case("expands.jsonl.gz", huge, REFUSED),
        Case("expands.warc.gz", bomb(400_000_000, warc(b"", length=400_000_000)), REFUSED),
        Case("cut.warc", warc(page) + warc(page, page="b")[:-300], REFUSED, "breaks off", documents=1),
        Case(
            "cut.warc.gz",
            gzip.compress(warc(page, page="c")) + gzip.compress(warc(page, page="d"))[:-40],
            REFUSED,
            "breaks off",
            documents=1,
        ),
        Case("cut.txt.gz", gzip.compress(GOOD.encode())[:-20], REFUSED, "breaks off"),
        Case("no.warc", b"WARC/1.0\r\nContent-Length: x\r\n\r\n", REFUSED),
    ]


def _places() -> list[Case]:
    """What is no plain file, and names of every kind."""
    cases = [
        text('it\'s a "name".txt', GOOD + "One.", CODED),
        text("--into.txt", GOOD + "Two.", CODED),
        text("новости-أخبار-新聞.txt", GOOD + "Three.", CODED),
        text("line\nbreak.txt", GOOD + "Four.", CODED),
    ]
    if os.name == "posix":
        cases += [
            Case(os.fsdecode(b"bytes-\xff\xfe.txt"), (GOOD + "Five.").encode(), CODED),
            Case("dangling.txt", lambda path: path.symlink_to("nowhere.txt"), REFUSED, "link"),
            Case("circle.txt", lambda path: path.symlink_to("circle.txt"), REFUSED, "link"),
            Case("folder-circle", lambda path: path.symlink_to(".", target_is_directory=True), NOTED, "link"),
            Case("pipe.txt", lambda path: os.mkfifo(path), REFUSED, "pipe"),
            Case("unreadable.txt", _unreadable, EITHER if _reads_all() else REFUSED),
        ]
    return cases


def _unreadable(path: Path) -> None:
    path.write_text(GOOD + "Six.")
    path.chmod(0)


def _reads_all() -> bool:
    """Whether permissions do not bind us (root)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


CASES: tuple[Case, ...] = (*_nothing(), *_bytes(), *_records(), *_monotonous(), *_markup(), *_archives(), *_places())
GOODS = tuple(f"{place}-good.txt" for place in ("0", "d", "m", "q", "zz"))  # before, among and behind the others


def write(folder: Path) -> None:
    """All cases and the good articles, each of these different."""
    for case in CASES:
        path = folder / case.name
        if isinstance(case.content, bytes):
            path.write_bytes(case.content)
        else:
            case.content(path)
    for number, name in enumerate(GOODS):
        (folder / name).write_text(f"{GOOD}\nBarland’s parliament met {number + 2} ministers.\n", encoding="utf-8")
