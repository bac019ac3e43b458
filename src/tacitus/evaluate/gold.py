"""Gold documents: a text, and the layers that its set annotates. A layer that is None was not annotated, an empty one holds nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

import msgspec

from tacitus.ingest.published import iso_date
from tacitus.model.errors import InputError
from tacitus.model.ids import document_id
from tacitus.model.ontology import EventType, Status
from tacitus.model.records import Coding, Document

Span = tuple[int, int]  # half-open, code points of the document's text
Half = Literal["develop", "check"]
Class = Literal["actual", "negated", "future", "other"]  # of a status, coarse enough for every set
Form = Literal["name", "nominal", "pronoun"]
_EXTRACTOR = "gold/1"


class GoldError(InputError):
    """One file of a gold set, or one row of it, cannot be used; the message names file and line."""


class GoldPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two marked parties and what the first does to the second. ``label``: the set's class, ``types``: the PLOVER types it stands for."""

    actor: Span | None
    recipient: Span | None
    label: str
    types: tuple[EventType, ...]
    status: Status | None = None


class GoldQuote(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution: what was said (a list of spans), by whom and the cue; the last two may be empty."""

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()


class GoldStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A word that tells a happening, and whether it happened."""

    span: Span
    status: Class


class GoldTime(msgspec.Struct, frozen=True, kw_only=True):
    """A date or time. ``days``: earliest and latest day, ISO, either None where open; None: the set gives none that can be compared.

    ``asked``: whether the set gives a value at all; without one none is asked for.
    """

    span: Span
    days: tuple[str | None, str | None] | None = None
    asked: bool = True


class GoldToponym(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym, with decimal degrees or a GeoNames id where the set knows them."""

    span: Span
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None


class GoldMention(msgspec.Struct, frozen=True, kw_only=True):
    """A mention of a chain. ``asked``: whether its sentence is among those in which the set marked everything."""

    span: Span
    form: Form
    asked: bool = True


class GoldChain(msgspec.Struct, frozen=True, kw_only=True):
    """Mentions of the same party, or (``kind`` event) words that tell the same happening.

    ``instance``: what it is, across the documents of a topic; None where the set links it to no other document.
    """

    kind: Literal["party", "event"]
    mentions: tuple[GoldMention, ...]
    instance: str | None = None


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """One gold document. ``file`` and ``line``: where it stands; ``key``: what the halves go by; ``within``: the part annotated."""

    document: Document
    file: str
    key: str
    line: int | None = None
    within: Span | None = None
    folds: Mapping[str, str] = {}  # PLOVER types that the set throws together: type → the set's class
    pairs: tuple[GoldPair, ...] | None = None
    quotes: tuple[GoldQuote, ...] | None = None
    statuses: tuple[GoldStatus, ...] | None = None
    times: tuple[GoldTime, ...] | None = None
    toponyms: tuple[GoldToponym, ...] | None = None
    chains: tuple[GoldChain, ...] | None = None
    side: Half | None = None  # which half, where the set says so itself
    topic: str | None = None  # the documents that are measured together, where the set tells what several documents have in common
    topic_side: Half | None = None
    occurrence: str | None = None  # what happened that the document is about, within its topic
    copy_of: str | None = None  # the text that it goes back to
    lead: Span | None = None  # its first three sentences
    framed: bool | None = None  # whether the one sentence that the text is was judged loaded or opinion
    coding: Coding | None = None

    @property
    def half(self) -> Half:
        return self.side or half_of(self.key)

    @property
    def topic_half(self) -> Half:
        """Documents of one topic are in one half: by the topic's name, whatever the half of the single document is."""
        return self.topic_side or half_of(self.topic or self.key)

    def holds(self, start: int, end: int) -> bool:
        """Whether a span lies in the part that was annotated."""
        return self.within is None or (self.within[0] <= start and end <= self.within[1])


def half_of(key: str) -> Half:
    """The first hex digit of sha256: 0–7 is the half to develop by, 8–f the half to check by."""
    return "develop" if hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[0] in "01234567" else "check"


def sampled(key: str, of: int) -> bool:
    """Whether a document belongs to the fixed sample of one in ``of``; independent of the halves."""
    return int(hashlib.sha256(("sample:" + key).encode("utf-8", "surrogatepass")).hexdigest()[:8], 16) % of == 0


def document_for(source_id: str, text: str, *, published_at: str | None = None, title: str | None = None) -> Document:
    """The Document of a gold text, as code point for code point as the set gives it; a date that cannot be read is left out."""
    return Document(
        id=document_id(source_id, None, None, text),
        source_id=source_id,
        input=source_id,
        text=text,
        title=title,
        published_at=iso_date(published_at) if published_at else None,
        language="en",
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        extractor=_EXTRACTOR,
    )
