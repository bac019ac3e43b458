"""The records of the public contract ``tacitus-coding/1`` and of the layers below it.

Every annotation carries ``id`` and ``produced_by``. Spans lie flat in the record that has them: ``document.text[start:end] == text``.
Dates are ISO text; unknown is None, with a ``reason`` where the record has that field.
"""

from __future__ import annotations

from typing import Any

import msgspec

from tacitus.model.ontology import (
    Certainty,
    CountScope,
    DocumentExtent,
    EntityCategory,
    EventExtent,
    EventType,
    FrameBy,
    FrameCategory,
    LinkRelation,
    Outcome,
    PlacePrecision,
    PlaceRole,
    PlaceUse,
    PublishedFrom,
    QuadClass,
    QuoteForm,
    Relation,
    Status,
    TimePrecision,
    Voice,
)  # fmt: skip
from tacitus.model.spans import Span

FORMAT = "tacitus-coding/1"


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Which stage, in which version, made an annotation."""

    stage: str
    version: int


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """What every annotation has."""

    id: str
    produced_by: Provenance


class Document(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="document"):
    """One article. ``text`` is the input code point for code point (HTML and feeds: title, blank line, body)."""

    id: str
    source_id: str
    input: str  # the file's name as given, with #n for the n-th record in it
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: str | None = None  # ISO date or date and time, kept as given; its local date anchors relative dates
    published_from: PublishedFrom | None = None
    dateline_place: str | None = None
    retrieved_at: str | None = None
    language: str | None = None
    extent: DocumentExtent = "full"
    raw_sha256: str | None = None
    text_sha256: str
    extractor: str


class Token(msgspec.Struct, frozen=True, gc=False):
    """A token; a part of its sentence, positional for speed. ``i`` and ``head`` are indices in the document (a root heads itself)."""

    i: int
    start: int
    end: int
    text: str
    lemma: str  # lower case except for proper nouns
    pos: str  # UD part of speech
    tag: str  # Penn tag
    dep: str  # dependency label as the parser gives it (nsubj, nsubjpass, dobj, pobj, agent, relcl, ccomp, xcomp …: ClearNLP labels)
    head: int
    entity_type: str | None  # PERSON, ORG, GPE … or None
    entity_start: bool  # whether it begins an entity of the parser's


class Sentence(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="sentence"):
    """A sentence; ``index`` counts sentences, ``paragraph`` counts paragraphs of the document, both from 0."""

    start: int
    end: int
    text: str
    index: int
    paragraph: int
    tokens: tuple[Token, ...]


class Mention(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="mention"):
    """Words that name a party. ``head`` is the index of its head token; ``entity`` is None only where it stays unresolved (``reason``)."""

    start: int
    end: int
    text: str
    head: int
    entity: str | None = None
    reason: str | None = None
    # name, nominal, pronoun, adjective (a nationality for its government), bystander (no party, but taken up), joined (several parties
    # that a pronoun takes up together)
    form: str = "name"
    name: str | None = None  # neutral name for a party made of this mention
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None  # the office in the text
    member_of: str | None = None  # entity id
    number: int | None = None  # of persons
    civilian: bool | None = None
    certainty: Certainty = "stated"


class Entity(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="entity"):
    """Whom mentions name: a lexicon entry, or a document-local chain (``local``)."""

    name: str
    category: EntityCategory
    country: str | None = None
    sectors: tuple[str, ...] = ()
    local: bool
    private: bool = False


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, recipient, target or speaker. The span is None where it is known from headline or byline alone."""

    start: int | None = None
    end: int | None = None
    text: str | None = None
    entity: str | None = None
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    member_of: str | None = None
    number: int | None = None
    civilian: bool | None = None
    certainty: Certainty = "stated"


class Quote(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="quote"):
    """A quotation: its content may be broken by the cue or by paragraphs. ``time`` is the id of a TimeExpression."""

    form: QuoteForm
    content: tuple[Span, ...]
    cue: Span | None = None
    speaker: Party | None = None
    time: str | None = None
    hedge: Span | None = None
    parent: str | None = None


class TimeExpression(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="time"):
    """A date or time in the text, resolved against ``anchor`` (the publication date); unresolved: both dates None and a ``reason``."""

    start: int
    end: int
    text: str
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision = "unknown"
    time_of_day: str | None = None
    zone: str | None = None
    anchor: str | None = None
    reason: str | None = None


class Place(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="place"):
    """A toponym. Coordinates in decimal degrees. In an event it has a ``role`` as well."""

    start: int
    end: int
    text: str
    use: PlaceUse = "literal"
    geonames_id: int | None = None
    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision | None = None
    claimed_by: tuple[str, ...] | None = None
    reason: str | None = None
    role: PlaceRole | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """According to whom: at least one of speaker, cue and quote is there."""

    speaker: Party | None = None
    cue: Span | None = None
    quote: str | None = None
    relation: Relation = "unknown"


class Count(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="count"):
    """A figure: what was counted, of whom, and the range it gives (whole numbers, or money in its own unit)."""

    start: int
    end: int
    text: str
    what: str
    of: str | None = None
    scope: CountScope = "event"
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    voice: Voice = "report"
    attribution: Attribution | None = None


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """A PLOVER context and the words it rests on."""

    name: str
    start: int
    end: int
    text: str


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the article that tells the event. ``sentence`` and ``paragraph`` are indices from 0."""

    trigger: Span
    sentence: int
    paragraph: int
    status: Status
    voice: Voice
    hedge: Span | None = None
    attribution: Attribution | None = None
    notes: tuple[str, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Reads "this event is RELATION that event"."""

    relation: LinkRelation
    event: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Words on which cells of the event rest (``for`` in JSON)."""

    start: int
    end: int
    text: str
    for_: tuple[str, ...] = msgspec.field(name="for")


class Event(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="event"):
    """A political interaction as the public contract tells it; ``trigger`` to ``attribution`` are the principal telling's."""

    type: EventType
    modes: tuple[str, ...] = ()
    quad: QuadClass
    cameo: str
    score: float
    contexts: tuple[Context, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    trigger: Span
    status: Status
    voice: Voice
    hedge: Span | None = None
    attribution: Attribution | None = None
    tellings: tuple[Telling, ...]
    links: tuple[Link, ...] = ()
    condition: Span | None = None
    content: Span | None = None
    weapons: tuple[Span, ...] = ()
    outcome: Outcome | None = None
    extent: EventExtent = "single"
    ongoing: bool = False
    background: bool = False
    reciprocal: bool = False
    time: TimeExpression | None = None
    not_after: str | None = None
    places: tuple[Place, ...] = ()
    counts: tuple[Count, ...] = ()
    evidence: tuple[Evidence, ...]
    confidence: float
    why: tuple[str, ...]
    notes: tuple[str, ...] = ()


class Frame(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="frame"):
    """A word or sentence that frames. ``counterpart`` is the neutral word; ``target`` an entity id; ``why`` the parts of a score."""

    start: int
    end: int
    text: str
    category: FrameCategory
    by: FrameBy
    counterpart: str | None = None
    target: str | None = None
    why: tuple[str, ...] = ()


class StageFailure(Annotation, frozen=True, kw_only=True, tag_field="kind", tag="failure"):
    """A stage that could not do its work on this document, or a document that is not coded, with the reason in a sentence."""

    stage: str
    version: int
    reason: str


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one document: one JSON object, one line of JSONL."""

    format: str = FORMAT
    document: Document
    produced_by: dict[str, Any]  # tacitus' version, the stages', the resources' and the options
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    counts: tuple[Count, ...] = ()
    frames: tuple[Frame, ...] = ()
    failures: tuple[StageFailure, ...] = ()


# The layer of a coding that holds each kind of annotation.
LAYERS: dict[type[Annotation], str] = {
    Quote: "quotes", Event: "events", Mention: "mentions", Entity: "entities", TimeExpression: "times", Place: "places",
    Count: "counts", Frame: "frames", StageFailure: "failures",
}  # fmt: skip

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Coding)


def to_json(coding: Coding) -> bytes:
    """The coding as one JSON object, without a newline."""
    return _encoder.encode(coding)


def from_json(data: bytes | str) -> Coding:
    """A coding from its JSON; fields added later are ignored. Raises ``msgspec.ValidationError`` where the form is wrong."""
    return _decoder.decode(data)
