"""HTML pages: trafilatura for the body, the page's own metadata (JSON-LD, OpenGraph, htmldate) for date, outlet, author and title."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any

import msgspec
import trafilatura
from htmldate import find_date
from lxml import etree

from tacitus.ingest.decode import clean, decode, looks_binary
from tacitus.ingest.documents import Source, document_of
from tacitus.ingest.markup import crude_blocks, crude_title, tidy, weigh
from tacitus.ingest.metadata import Metadata, read_metadata
from tacitus.ingest.options import Options
from tacitus.ingest.units import Refusal, Unit
from tacitus.model.records import Document

EXTRACTOR = f"trafilatura/{version('trafilatura')}"
CRUDE_EXTRACTOR = "markup/1"
# htmldate's newest allowed date is today unless told: the same page would give another date tomorrow.
LATEST_DATE = "2100-12-31"
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "cell", "div", "code", "body", "main", "ab"})


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Title, blocks of the body and metadata of one page; ``note`` says what was unusual about reading it."""

    blocks: tuple[str, ...]
    metadata: Metadata
    extractor: str
    note: str | None = None


def read_page(unit: Unit, data: bytes, options: Options, charset: str | None = None) -> list[Document | Refusal]:
    """The document of an HTML file or response; ``charset`` as the HTTP header says."""
    page_text = decode_page(data, charset)
    if looks_binary(page_text):
        return [Refusal(input=unit.input, reason="binary data, not a page; give a text, HTML, JSONL, CSV, feed or WARC file")]
    page = extract(page_text)
    if not page.blocks:
        return [
            Refusal(input=unit.input, reason=page.note or "no article text was found in the page; save the article as text and give that")
        ]
    title = page.metadata.title
    text = clean("\n\n".join(_with_title(title, page.blocks)))
    source = Source(
        input=unit.input,
        source_id=unit.fields.get("url") or page.metadata.url or unit.source_id,
        raw=data,
        extractor=page.extractor,
        title=title,
        url=unit.fields.get("url") or page.metadata.url,
        outlet=page.metadata.outlet,
        author=page.metadata.author,
        published=page.metadata.published,
        date_from="metadata",
        retrieved_at=unit.fields.get("retrieved_at"),
    )
    found = document_of(text, source, options)
    return [*found, Refusal(input=unit.input, reason=page.note, level="note")] if page.note else found


def _with_title(title: str | None, blocks: tuple[str, ...]) -> list[str]:
    """Title, then the body without the title's repetition at its beginning."""
    if not title:
        return list(blocks)
    rest = blocks[1:] if _plain(blocks[0]) == _plain(title) else blocks
    return [title, *rest]


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def decode_page(data: bytes, charset: str | None = None) -> str:
    """BOM and valid UTF-8 go before what the page says of itself, for pages often say it wrongly."""
    decoded = decode(data)
    if decoded.encoding != "cp1252" and (decoded.encoding != "utf-8" or decoded.replaced == 0):
        return decoded.text
    declared = _CHARSET.search(data[:4096])
    for name in (charset, declared[1].decode("ascii") if declared else None):
        text = _try_charset(data, name)
        if text is not None:
            return text
    return decoded.text


def _try_charset(data: bytes, name: str | None) -> str | None:
    if not name or name.lower() in ("utf-8", "utf8", "unicode"):
        return None
    try:
        return clean(data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name, "replace"))
    except (LookupError, ValueError):
        return None


def extract(page: str) -> Page:
    """Blocks and metadata; pages too heavy for a parser are read crudely, with a note."""
    heavy = weigh(page).too_heavy()
    if heavy:
        blocks = tuple(crude_blocks(page))
        what = "its paragraphs were taken without a parser" if blocks else "no paragraph could be taken from it; save the article as text"
        return Page(
            blocks=blocks, metadata=Metadata(title=crude_title(page)), extractor=CRUDE_EXTRACTOR, note=f"the page has {heavy}; {what}"
        )
    try:
        tree = trafilatura.load_html(page)
    except (etree.LxmlError, ValueError, AssertionError):
        tree = None
    if tree is None:
        return Page(blocks=tuple(crude_blocks(page)), metadata=Metadata(title=crude_title(page)), extractor=CRUDE_EXTRACTOR)
    metadata = read_metadata(tree)
    if metadata.published is None:
        metadata = msgspec.structs.replace(metadata, published=_guessed_date(tree))
    return _extracted(page, tree, metadata)


def _guessed_date(tree: Any) -> str | None:
    """htmldate over the page's tags, without its search in running text: a date told in the article is not that of the page."""
    try:
        found = find_date(tree, extensive_search=False, original_date=True, max_date=LATEST_DATE)
    except Exception:  # noqa: BLE001 — htmldate raises many kinds on odd pages; a page without a date is still read
        return None
    return str(found) if found else None


def _extracted(page: str, tree: Any, metadata: Metadata) -> Page:
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001 — trafilatura and lxml raise many kinds on odd pages; the crude way still reads them
        found = None
    body = getattr(found, "body", None)
    blocks = tuple(_blocks(body)) if body is not None else ()
    if not metadata.title:
        metadata = msgspec.structs.replace(metadata, title=crude_title(page))
    if blocks:
        return Page(blocks=blocks, metadata=metadata, extractor=EXTRACTOR)
    return Page(blocks=tuple(crude_blocks(page)), metadata=metadata, extractor=CRUDE_EXTRACTOR)


def _blocks(element: Any) -> list[str]:
    """The paragraphs below an element of trafilatura's tree; ``lb`` is a line break, a table's row one paragraph."""
    if element.tag == "row" or not any(child.tag in _BLOCKS for child in element):
        text = tidy(_text(element, " " if element.tag == "row" else ""))
        return [text] if text else []
    found: list[str] = []
    running = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            found.extend(_blocks_of_running(running))
            running = child.tail or ""
            found.extend(_blocks(child))
        else:
            running += _text(child, "") + (child.tail or "")
    return found + _blocks_of_running(running)


def _blocks_of_running(text: str) -> list[str]:
    tidied = tidy(text)
    return [tidied] if tidied else []


def _text(element: Any, between: str) -> str:
    if element.tag == "lb":
        return "\n"
    if not isinstance(element.tag, str):
        return ""
    pieces = [_line(element.text)]
    for child in element:
        pieces.append(_text(child, between))
        pieces.append(between)
        pieces.append(_line(child.tail))
    return "".join(pieces)


def _line(text: str | None) -> str:
    """Newlines of the source are mere white space."""
    return text.replace("\n", " ") if text else ""
