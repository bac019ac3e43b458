"""From text and what is known about it to a Document, with notes on what could not be taken over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from tacitus.ingest.decode import clean
from tacitus.ingest.language import detect, normalised
from tacitus.ingest.opening import Dateline, Opening, read_opening, with_year
from tacitus.ingest.options import Options
from tacitus.ingest.published import iso_date
from tacitus.ingest.units import Refusal
from tacitus.model.ids import document_id
from tacitus.model.ontology import DocumentExtent, PublishedFrom
from tacitus.model.records import Document

_YEAR_AND_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=[/-])")
MAX_FIELD = 2000  # code points kept of a title, outlet, author or address


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text came from and what its container says of it. ``published`` is as written there; ``date_from`` says by whom."""

    input: str
    source_id: str
    raw: bytes
    extractor: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    date_from: PublishedFrom = "given"
    retrieved_at: str | None = None
    language: str | None = None
    extent: DocumentExtent = "full"


def document_of(text: str, source: Source, options: Options, *, plain: bool = False) -> list[Document | Refusal]:
    """The document, and notes beside it. ``plain``: the text's own first lines may hold a title and headers."""
    if not text.strip() or not any(map(str.isalnum, text)):
        return [Refusal(input=source.input, reason="there is no text in it; give a file or record with the words of an article")]
    opening = read_opening(text, with_title=plain)
    headers: Mapping[str, str] = opening.headers if plain else {}
    published_at, published_from, notes = _published(source, opening, options, plain)
    url = _field(source.url) or _field(headers.get("url"))
    outlet = _field(source.outlet) or _field(headers.get("outlet")) or options.outlet
    language = _language(source.language or headers.get("language"), text, options)
    document = Document(
        id=document_id(source.source_id, url, outlet, text),
        source_id=source.source_id,
        input=source.input,
        text=text,
        title=_field(source.title) or (_field(opening.title) if plain else None),
        url=url,
        outlet=outlet,
        author=_field(source.author) or _field(headers.get("author")),
        published_at=published_at,
        published_from=published_from,
        dateline_place=opening.dateline.place if opening.dateline else None,
        retrieved_at=source.retrieved_at,
        language=language,
        extent=source.extent,
        raw_sha256=hashlib.sha256(source.raw).hexdigest(),
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        extractor=source.extractor,
    )
    return [document, *notes]


def _published(source: Source, opening: Opening, options: Options, plain: bool) -> tuple[str | None, PublishedFrom | None, list[Refusal]]:
    """Publication date, whence, and notes. What the record gives goes before the text's header, its dateline, and the option."""
    notes: list[Refusal] = []
    if source.published is not None and source.published.strip():
        date = iso_date(source.published)
        if date:
            return date, source.date_from, notes
        notes.append(_bad_date(source.input, source.published))
    if plain and opening.bad_date:
        notes.append(_bad_date(source.input, opening.bad_date))
    if plain and opening.published_at:
        return opening.published_at, "header", notes
    dateline = opening.dateline
    from_dateline = dateline and (dateline.date or _year_from_address(dateline, source.url))
    if from_dateline:
        return from_dateline, "dateline", notes
    if options.published_at:
        return iso_date(options.published_at), "given", notes
    return None, None, notes


def _year_from_address(dateline: Dateline, url: str | None) -> str | None:
    """A dateline's "April 7" under an address with "/2023/04/": the year is sure where the months agree."""
    match = _YEAR_AND_MONTH.search(url) if url and dateline.written else None
    if not match or not dateline.written:
        return None
    date = with_year(dateline.written, int(match[1]))
    return date if date and date[5:7] == match[2] else None


def _bad_date(where: str, written: str) -> Refusal:
    shown = clean(written.strip())[:60]
    reason = f"the publication date “{shown}” is not a date of the calendar that can be read (expected like 2023-04-07); left empty"
    return Refusal(input=where, reason=reason, level="note")


def _language(stated: str | None, text: str, options: Options) -> str:
    """The record's own word, then the option, then what the text looks like."""
    for said in (stated, options.language):
        language = normalised(said) if said else None
        if language:
            return language
    return detect(text, options.max_language_letters)


def _field(value: str | None) -> str | None:
    """A short field: one line, no NUL, None where blank."""
    if value is None:
        return None
    return " ".join(clean(value[:MAX_FIELD]).split()) or None


def number_as_text(value: Any) -> str | None:
    """An id or a date given as a number becomes its text; true, false, lists and objects are none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    return value if isinstance(value, str) else None
