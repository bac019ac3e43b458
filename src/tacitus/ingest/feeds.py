"""RSS and Atom files: each item a document, marked as a summary. Nothing is fetched, and no entity of the file's own is expanded."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import feedparser

from tacitus.ingest.decode import clean, decode, looks_binary
from tacitus.ingest.documents import Source, document_of
from tacitus.ingest.markup import crude_blocks, weigh
from tacitus.ingest.options import Options
from tacitus.ingest.published import mail_date
from tacitus.ingest.units import Refusal, Unit
from tacitus.model.records import Document

EXTRACTOR = f"feedparser/{feedparser.__version__}"
# Declarations of entities read local files or expand without bound; no honest feed declares its own.
_ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,500}\[|<!DOCTYPE[^>]{0,500}(?:SYSTEM|PUBLIC)\s+[\"']\s*file:", re.IGNORECASE)
_END = re.compile(r"</(?:rss|feed|rdf:RDF|atom:feed)\s*>\s*(?:<!--.{0,2000}?-->\s*)*$", re.IGNORECASE | re.DOTALL)
_ITEM_END = re.compile(r"</(?:item|entry|atom:entry)\s*>", re.IGNORECASE)
_ENCODING = re.compile(r"^(\s*<\?xml[^>]{0,100}?)\s+encoding\s*=\s*[\"'][^\"']{0,40}[\"']", re.IGNORECASE)
_IS_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|atom:feed)[\s>]", re.IGNORECASE)


def read_feed(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    """A document for every item that has words, in the file's order, numbered from 1."""
    text = decode(data).text
    if looks_binary(text):
        return [Refusal(input=unit.input, reason="binary data, not a feed; give a text, HTML, JSONL, CSV, feed or WARC file")]
    reason = _refused(text)
    if reason:
        return [Refusal(input=unit.input, reason=reason)]
    whole = _END.search(text[-4096:]) is not None
    feed = feedparser.parse(
        io.BytesIO(_as_utf8(text if whole else _upto_last_item(text))), sanitize_html=False, resolve_relative_uris=False
    )
    outlet = _plain(feed.feed.get("title"))
    found: list[Document | Refusal] = []
    for number, entry in enumerate(feed.entries, start=1):
        found.extend(_read_item(entry, number, unit, outlet, options))
    if not whole:
        reason = f"the feed breaks off after {len(feed.entries)} whole items, which were read; fetch it again for the rest"
        found.append(Refusal(input=unit.input, reason=reason))
    return found or [Refusal(input=unit.input, reason="the feed has no items")]


def _refused(text: str) -> str | None:
    if _ENTITY.search(text):
        return "the feed declares XML entities of its own, which are never expanded; remove its DOCTYPE"
    if not _IS_FEED.search(text[:16384]):
        return "XML that is neither RSS nor Atom; give articles as text, HTML, JSONL, CSV, feed or WARC"
    heavy = weigh_feed(text)
    return f"the feed has {heavy}; that is no feed of articles" if heavy else None


def weigh_feed(text: str) -> str | None:
    """Feeds may have more tags than a page, yet are not deep, and their elements have few attributes."""
    weight = weigh(text)
    if weight.depth > 200:
        return f"elements nested {weight.depth:,} deep"
    if weight.most > 400 or weight.attributes > 1_000_000:
        return f"{weight.attributes:,} attributes"
    return None


def _as_utf8(text: str) -> bytes:
    """UTF-8 bytes of a feed, its own word about its encoding taken out."""
    return _ENCODING.sub(r"\1", text, count=1).encode("utf-8")


def _upto_last_item(text: str) -> str:
    ends = [match.end() for match in _ITEM_END.finditer(text)]
    return text[: ends[-1]] if ends else text


def _read_item(entry: Mapping[str, Any], number: int, unit: Unit, outlet: str | None, options: Options) -> list[Document | Refusal]:
    shown = f"{unit.input}#{number}"
    title = _plain(entry.get("title"))
    contents = [str(content.get("value") or "") for content in entry.get("content") or [] if isinstance(content, Mapping)]
    body = max([str(entry.get("summary") or ""), *contents], key=len)
    blocks = crude_blocks(body, min_letters=1)
    if blocks and title and blocks[0] == title:
        blocks = blocks[1:]
    parts = [title, *blocks] if title else blocks
    if not parts:
        return [Refusal(input=shown, reason="the item has neither title nor summary")]
    url = web_address(entry.get("link"))
    identity = clean(str(entry.get("id") or "")).strip()
    published = _written_date(entry)
    source = Source(
        input=shown,
        source_id=_safe_id(identity) or url or f"{unit.source_id}#{number}",
        raw="\n".join([title or "", body]).encode("utf-8", "replace"),
        extractor=EXTRACTOR,
        title=title,
        url=url,
        outlet=_plain((entry.get("source") or {}).get("title")) or outlet,
        author=_plain(entry.get("author")),
        published=published,
        date_from="metadata",
        extent="summary",
    )
    return document_of(clean("\n\n".join(parts)), source, options)


def _safe_id(identity: str) -> str | None:
    """A guid that is an address of another kind than http (a script, a local file) identifies nothing."""
    scheme = identity.split(":", 1)[0].lower() if ":" in identity else ""
    return None if scheme in ("javascript", "data", "vbscript", "file") else identity or None


def _written_date(entry: Mapping[str, Any]) -> str | None:
    """The item's date in ISO, with its time and offset where the feed has them; else as written, so that the note can show it."""
    for name in ("published", "issued", "created", "updated"):
        written = entry.get(name)
        if isinstance(written, str) and written.strip():
            return mail_date(written) or written
    return None


def _plain(value: Any) -> str | None:
    """A field of a feed as plain words: markup and scripts taken out."""
    if not isinstance(value, str):
        return None
    return " ".join(clean(" ".join(crude_blocks(value, min_letters=0))).split()) or None


def web_address(value: Any) -> str | None:
    """An http or https address; any other is None."""
    if not isinstance(value, str):
        return None
    address = clean(value.strip())
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in ("http", "https") and parts.netloc else None
