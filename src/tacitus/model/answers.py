"""What the API answers and takes, beside the records of the model. The app's types are made from these (OpenAPI)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from tacitus.model.incidents import Claim, Incident
from tacitus.model.judgements import Act, Judgement, ReviewState, TargetKind
from tacitus.model.records import Coding, Event, Quote

Short = Annotated[str, Meta(max_length=500)]
Long = Annotated[str, Meta(max_length=20_000)]
Listed = Literal["incidents", "events", "quotes", "documents"]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all that is answered. ``gc=False``: of what stands in an answer by the thousand, so that the collector need not look."""


class Problem(Answer, frozen=True, kw_only=True):
    """What an error says: ``what`` failed and what to ``do``; nothing of the machine's inside."""

    status: int
    what: str
    do: str | None = None


class Session(Answer, frozen=True, kw_only=True):
    record: str  # the file's name
    version: str  # of tacitus
    author: str | None  # who judges; None: to be asked
    masked: bool  # whether private persons are masked
    changed: int  # grows whenever the record does
    ready: bool  # whether the index over the whole record stands
    documents: int
    events: int
    incidents: int


class Count(Answer, frozen=True, kw_only=True, gc=False):
    value: str
    label: str
    count: int


class Facet(Answer, frozen=True, kw_only=True):
    """Values of one filter, most frequent first, with how many rows of the list have each, given all other filters."""

    name: str  # as the filter's parameter
    label: str
    counts: tuple[Count, ...]
    more: int = 0  # values that are not told
    unknown: int = 0  # of outlets: rows of which it is not known (filter ``outlet_known``)


class Facets(Answer, frozen=True, kw_only=True):
    total: int
    facets: tuple[Facet, ...]


class Day(Answer, frozen=True, kw_only=True, gc=False):
    day: str
    count: int


class Gap(Answer, frozen=True, kw_only=True):
    """Days in a row without an article, or an outlet without dates."""

    what: Literal["days", "outlet"]
    earliest: str | None = None
    latest: str | None = None
    outlet: str | None = None
    documents: int = 0


class Overview(Answer, frozen=True, kw_only=True):
    documents: int
    failed: int
    events: int
    quotes: int
    incidents: int
    judgements: int
    undated: int  # documents
    earliest: str | None
    latest: str | None
    documents_by_day: tuple[Day, ...]
    events_by_day: tuple[Day, ...]
    facets: tuple[Facet, ...]  # of events: type, quad, status, voice; of documents: outlet
    gaps: tuple[Gap, ...]


class Timeline(Answer, frozen=True, kw_only=True):
    """Counts by day; rows without a date apart."""

    days: tuple[Day, ...]
    undated: int


class Spot(Answer, frozen=True, kw_only=True, gc=False):
    """Rows that name one place. ``radius``: km that the place covers; an area is drawn as one, never as a point."""

    name: str
    latitude: float
    longitude: float
    radius: float
    precision: str  # point, town, district, admin1, country …
    count: int
    box: tuple[float, float, float, float]  # west, south, east, north of what is counted: the filter `box`
    geonames_id: int | None = None
    country: str | None = None


class Map(Answer, frozen=True, kw_only=True):
    spots: tuple[Spot, ...]
    countries: tuple[Count, ...]  # rows of which no more than the country is known
    nowhere: int  # rows without any place


class DocumentRow(Answer, frozen=True, kw_only=True):
    id: str
    title: str | None
    outlet: str | None
    author: str | None
    published_at: str | None
    url: str | None  # http and https alone; else None
    events: int
    quotes: int
    characters: int
    failed: bool
    snippet: str | None = None


class IncidentRow(Answer, frozen=True, kw_only=True):
    incident: Incident
    reviewed: int  # of its events, those with a verdict
    snippet: str | None = None  # where words were searched: the sentence found; matches stand between U+2068 and U+2069


class EventRow(Answer, frozen=True, kw_only=True):
    event: Event
    document: DocumentRow
    incident: str | None
    origin: str | None
    review: ReviewState
    snippet: str | None = None


class QuoteRow(Answer, frozen=True, kw_only=True):
    quote: Quote
    document: DocumentRow
    review: ReviewState
    snippet: str | None = None


class IncidentPage(Answer, frozen=True, kw_only=True):
    total: int
    rows: tuple[IncidentRow, ...]


class EventPage(Answer, frozen=True, kw_only=True):
    total: int
    rows: tuple[EventRow, ...]


class QuotePage(Answer, frozen=True, kw_only=True):
    total: int
    rows: tuple[QuoteRow, ...]


class DocumentPage(Answer, frozen=True, kw_only=True):
    total: int
    rows: tuple[DocumentRow, ...]


class Verdict(Answer, frozen=True, kw_only=True):
    """What is said about one target so far: the state that holds, everybody's judgements in force, the whole history."""

    target: str
    state: ReviewState
    by: dict[str, Literal["accept", "reject", "flag"]] = {}  # author: verdict
    edits: dict[str, Any] = {}  # field: value that holds
    judgements: tuple[Judgement, ...] = ()


class Article(Answer, frozen=True, kw_only=True):
    """A document with its newest coding. Offsets are code points, not UTF-16 units. Added events stand in ``added``."""

    coding: Coding
    incidents: dict[str, str]  # event id: incident id
    verdicts: dict[str, Verdict]  # by target, those that have any
    added: tuple[Event, ...] = ()
    others: tuple[DocumentRow, ...] = ()  # copies of the same text


class IncidentView(Answer, frozen=True, kw_only=True):
    incident: Incident
    claims: tuple[Claim, ...]
    lineages: tuple[dict[str, Any], ...]  # origin, first, others: as `tacitus show INCIDENT --json`
    denials: tuple[dict[str, Any], ...]
    reasons: tuple[dict[str, Any], ...]
    verdicts: dict[str, Verdict]
    rulings: tuple[dict[str, Any], ...] = ()  # merges and splits by people
    like: tuple[Incident, ...] = ()  # incidents near it that might be the same


class ActorRow(Answer, frozen=True, kw_only=True):
    entity: str
    name: str
    country: str | None
    sectors: tuple[str, ...]
    as_actor: int
    as_recipient: int
    quotes: int


class ActorPage(Answer, frozen=True, kw_only=True):
    total: int
    rows: tuple[ActorRow, ...]


class NameUse(Answer, frozen=True, kw_only=True):
    """How one outlet names an actor."""

    words: str
    outlet: str | None
    count: int


class ActorView(Answer, frozen=True, kw_only=True):
    actor: ActorRow
    names: tuple[NameUse, ...]
    as_actor: Facets  # of its events as actor: type, quad, status, recipient, outlet
    as_recipient: Facets
    by_day: tuple[Day, ...]


class Node(Answer, frozen=True, kw_only=True, gc=False):
    entity: str
    name: str
    country: str | None
    count: int


class Edge(Answer, frozen=True, kw_only=True, gc=False):
    """Who to whom: numbers of nodes, events by quad class."""

    actor: int
    recipient: int
    quads: dict[str, int]
    count: int


class Relations(Answer, frozen=True, kw_only=True):
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int  # actors beyond the limit


class FramingCell(Answer, frozen=True, kw_only=True):
    row: int
    column: int
    count: int


class Framing(Answer, frozen=True, kw_only=True):
    """Words (rows) that outlets (columns) use. ``category``: name (what the actor is called), or a frame's category."""

    rows: tuple[dict[str, str], ...]  # words, category, and counterpart where there is a neutral word
    columns: tuple[str, ...]
    cells: tuple[FramingCell, ...]
    reports: tuple[int, ...]  # by column: reports of the outlet that were looked at


class FramedSentence(Answer, frozen=True, kw_only=True):
    sentence: str
    start: int  # of the words in the sentence, code points
    end: int
    document: DocumentRow
    event: str | None


class Run(Answer, frozen=True, kw_only=True):
    started: str
    finished: str | None
    state: str
    version: str
    fingerprint: str
    options: dict[str, Any]
    counts: dict[str, Any]


class FailureLine(Answer, frozen=True, kw_only=True):
    level: str
    input: str
    document: str | None
    stage: str | None
    reason: str


class Runs(Answer, frozen=True, kw_only=True):
    runs: tuple[Run, ...]
    failures: tuple[FailureLine, ...]
    failed: int
    codings: tuple[Count, ...]  # documents by fingerprint of their newest coding
    waiting: int  # documents that the incidents have not taken in yet
    new_documents: int  # coded by the last run
    new_after: int  # filter ``newer``: those documents
    carried: int  # judgements that were carried to a newer coding
    unmatched: int  # judgements whose event is there no more


class Suggestion(Answer, frozen=True, kw_only=True):
    """A value that a digit key chooses."""

    field: str
    value: Any
    label: str


class ReviewItem(Answer, frozen=True, kw_only=True):
    """One thing to judge, with all that is needed to judge it."""

    kind: TargetKind
    target: str
    document: DocumentRow | None
    before: str  # the text before and after the sentence, and the sentence itself: masked as everywhere
    sentence: str
    after: str
    offset: int  # of `sentence` in the document's text, code points
    event: Event | None = None
    quote: Quote | None = None
    incident: Incident | None = None  # whose reports may tell two happenings; or, with ``other``, two that may be one
    other: Incident | None = None
    events: tuple[str, ...] = ()  # of an incident: those that may be another happening; of two: the one of each that are alike
    reasons: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    verdict: Verdict
    why_here: str  # "least certain and most consequential", "drawn by chance …"


class Queue(Answer, frozen=True, kw_only=True):
    order: Literal["priority", "random"]
    sample: str | None
    total: int
    left: int
    items: tuple[ReviewItem, ...]


class Agreement(Answer, frozen=True, kw_only=True):
    """Of two people over the targets that both judged. ``kappa``: Cohen's; None where chance alone decides or nothing is shared."""

    authors: tuple[str, str]
    shared: int
    agreed: int
    kappa: float | None


class Batch(Answer, frozen=True, kw_only=True):
    """A verdict that one person gave on many at once, and that holds for ``count`` of them still."""

    batch: str
    author: str
    act: Act
    count: int
    made_at: str  # ISO, UTC
    reason: str | None = None


class Progress(Answer, frozen=True, kw_only=True):
    judged: int
    by_author: tuple[Count, ...]
    by_state: tuple[Count, ...]
    agreement: tuple[Agreement, ...]
    disputed: tuple[Verdict, ...]
    flagged: tuple[Verdict, ...]
    unmatched: tuple[Judgement, ...]
    samples: tuple[Count, ...]
    batches: tuple[Batch, ...] = ()  # the last one first


class Entity(Answer, frozen=True, kw_only=True):
    """An actor that can be chosen."""

    entity: str
    name: str
    country: str | None
    sectors: tuple[str, ...]
    count: int  # events of the record


class PlaceChoice(Answer, frozen=True, kw_only=True):
    geonames_id: int | None
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str


class Term(Answer, frozen=True, kw_only=True):
    code: str
    label: str
    help: str
    quad: str | None = None  # of a type
    modes: tuple[str, ...] = ()


class Vocabulary(Answer, frozen=True, kw_only=True):
    types: tuple[Term, ...]
    quads: tuple[Term, ...]
    statuses: tuple[Term, ...]
    voices: tuple[Term, ...]
    sectors: tuple[Term, ...]
    counts: tuple[Term, ...]
    filters: tuple[Term, ...]


# What is sent


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of all that is taken; unknown fields are refused."""


class NewAuthor(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    author: Annotated[str, Meta(min_length=1, max_length=100)]


class SpanGiven(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the text as it is shown; the server finds where they stand in the unmasked text."""

    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=0)]


class PartyGiven(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By words of the text, by entity, or both."""

    span: SpanGiven | None = None
    entity: Short | None = None
    name: Short | None = None
    country: Annotated[str, Meta(max_length=3)] | None = None
    sectors: tuple[Short, ...] = ()


class TimeGiven(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    earliest: Short | None
    latest: Short | None
    precision: Short = "day"
    span: SpanGiven | None = None


class PlaceGiven(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    span: SpanGiven | None = None
    geonames_id: int | None = None
    name: Short | None = None
    country: Annotated[str, Meta(max_length=3)] | None = None
    role: Literal["at", "origin", "target"] = "at"


class CountGiven(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    what: Short
    of: Short | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    span: SpanGiven | None = None


class EventGiven(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event drawn from the text."""

    document: Short
    trigger: SpanGiven
    type: Short
    modes: tuple[Short, ...] = ()
    status: Short = "actual"
    voice: Short = "report"
    actors: tuple[PartyGiven, ...] = ()
    recipients: tuple[PartyGiven, ...] = ()
    speaker: PartyGiven | None = None
    time: TimeGiven | None = None
    places: tuple[PlaceGiven, ...] = ()
    counts: tuple[CountGiven, ...] = ()


class NewJudgement(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act. Of an edit, the value stands in the member that its field names; of a type, mode, status or voice in ``value``."""

    target: Short
    act: Act
    field: Short | None = None
    value: Annotated[str, Meta(max_length=20_000)] | tuple[Short, ...] | None = None
    parties: tuple[PartyGiven, ...] | None = None
    time: TimeGiven | None = None
    places: tuple[PlaceGiven, ...] | None = None
    counts: tuple[CountGiven, ...] | None = None
    content: tuple[SpanGiven, ...] | None = None
    event: EventGiven | None = None
    reason: Long | None = None
    sample: Short | None = None
    coding: Short | None = None
    token: Short | None = None  # made by the sender: the same act sent twice is kept once


class NewJudgements(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    judgements: Annotated[tuple[NewJudgement, ...], Meta(max_length=500)]


class Judged(Answer, frozen=True, kw_only=True):
    """What is kept: the new judgements, the verdicts that now hold."""

    judgements: tuple[Judgement, ...]
    verdicts: dict[str, Verdict]


class Undo(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    judgements: Annotated[tuple[Short, ...], Meta(max_length=500)] = ()
    batch: Short | None = None


class Bulk(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verdict on all events that pass the filters (as a query string); refused where their number is not the one that was shown.

    ``fresh``: only on those that the same person has not judged yet.
    """

    filters: Long
    act: Literal["accept", "reject"]
    count: int
    reason: Long | None = None
    fresh: bool = False


class BulkDone(Answer, frozen=True, kw_only=True):
    batch: str
    count: int


class MergeAsked(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    incidents: Annotated[tuple[Short, ...], Meta(min_length=2, max_length=50)]
    reason: Long | None = None


class SplitAsked(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    incident: Short
    events: Annotated[tuple[Short, ...], Meta(min_length=1, max_length=5000)]
    reason: Long | None = None


class ApartAsked(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two events of two incidents that are two happenings."""

    events: Annotated[tuple[Short, ...], Meta(min_length=2, max_length=2)]
    reason: Long | None = None


class Ruled(Answer, frozen=True, kw_only=True):
    ruling: int
    incidents: tuple[str, ...]  # ids that now hold the events
