"""Events and quotations as flat rows. The columns stand here once: their order, their kind and what they mean (the data dictionary).

Those of incidents and claims stand in incident_tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

import msgspec

from tacitus.model.judgements import ReviewState
from tacitus.model.records import Document, Event, Party, Quote
from tacitus.record import DocumentHead

Kind = Literal["text", "number", "integer", "yes-no"]
BETWEEN = "; "  # what stands between several in one cell


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An event or quotation ready to leave: as it may be shown (masked where the record says so), and as it is, for its offsets alone.

    ``incident`` and ``origin``: ids of an event's; None for quotations, and until the record's incidents take the document in.
    """

    document: DocumentHead
    shown: Event | Quote
    original: Event | Quote
    incident: str | None = None
    origin: str | None = None
    review: ReviewState | None = None  # where what people said is taken in


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: ``cell`` gives its value for a row; ``words`` marks words of the publisher, which ``--offsets-only`` leaves out."""

    name: str
    kind: Kind
    means: str
    cell: Callable[[Any], Any]  # of a Row, an Incident, a Claim
    words: bool = False


def head_of(document: Document) -> DocumentHead:
    """What stands beside every row of a document."""
    return DocumentHead(**{name: getattr(document, name) for name in DocumentHead.__struct_fields__})


def label(party: Party) -> str:
    """How a party is called in a cell: its neutral name, else its words."""
    return party.name or party.text or party.country or "?"


def _event(row: Row, *, shown: bool = True) -> Event:
    event = row.shown if shown else row.original
    assert isinstance(event, Event)
    return event


def _quote(row: Row, *, shown: bool = True) -> Quote:
    quote = row.shown if shown else row.original
    assert isinstance(quote, Quote)
    return quote


def _of_event(name: str, kind: Kind, means: str, read: Callable[[Event], Any], *, words: bool = False) -> Column:
    return Column(name=name, kind=kind, means=means, cell=lambda row: read(_event(row)), words=words)


def _of_quote(name: str, kind: Kind, means: str, read: Callable[[Quote], Any], *, words: bool = False) -> Column:
    return Column(name=name, kind=kind, means=means, cell=lambda row: read(_quote(row)), words=words)


def joined(values: Iterable[str | None]) -> str | None:
    found = [value or "" for value in values]
    return BETWEEN.join(found) if any(found) else None


def _parties(part: str, what: str) -> list[Column]:
    def of(event: Event) -> tuple[Party, ...]:
        parties: tuple[Party, ...] = getattr(event, part)
        return parties

    one = part.removesuffix("s")
    several = f"Several stand in one cell, {BETWEEN.strip()!r} between them, in the same order in all {part} columns."
    return [
        _of_event(part, "text", f"{what}, by neutral name. {several}", lambda event: joined(label(party) for party in of(event))),
        _of_event(
            f"{one}_countries",
            "text",
            f"ISO 3166 alpha-3 or group code of each of the {part}; empty where unknown.",
            lambda event: joined(party.country for party in of(event)),
        ),
        _of_event(
            f"{one}_sectors",
            "text",
            f"PLOVER sector codes of each of the {part}, the primary one first, spaces between them.",
            lambda event: joined(" ".join(party.sectors) for party in of(event)),
        ),
        _of_event(
            f"{one}_words",
            "text",
            f"The words of the text for each of the {part}.",
            lambda event: joined(party.text for party in of(event)),
            words=True,
        ),
    ]


def _speaker(event: Event) -> Party | None:
    return event.attribution.speaker if event.attribution else None


def _figure(event: Event, what: str) -> float | int | None:
    for count in event.counts:
        if count.what == what and count.scope == "event":
            return count.best if count.best is not None else count.low
    return None


_DOCUMENT = [
    Column(name="document_id", kind="text", means="The document's id in the record.", cell=lambda row: row.document.id),
    Column(
        name="source_id",
        kind="text",
        means="The document's own id: as given, its URL, or its path.",
        cell=lambda row: row.document.source_id,
    ),
    Column(
        name="input",
        kind="text",
        means="The file it was read from; #n is the n-th record of that file.",
        cell=lambda row: row.document.input,
    ),
    Column(name="title", kind="text", means="Title of the document.", cell=lambda row: row.document.title, words=True),
    Column(name="url", kind="text", means="Address of the document.", cell=lambda row: row.document.url),
    Column(name="outlet", kind="text", means="Who published it.", cell=lambda row: row.document.outlet),
    Column(
        name="published_at",
        kind="text",
        means="When it was published: ISO date, or date and time, as given.",
        cell=lambda row: row.document.published_at,
    ),
]

_OFFSETS = "in Unicode code points of the document's own text, from 0, end exclusive (in the unmasked text, where names are masked)."

EVENT_COLUMNS: tuple[Column, ...] = (
    _of_event("id", "text", "The event's id. It stays the same under new lexicons and rules.", lambda event: event.id),
    Column(
        name="incident",
        kind="text",
        means="Id of the incident of which it is a report: what happened once, told by one document or many.",
        cell=lambda row: row.incident,
    ),
    Column(
        name="origin",
        kind="text",
        means="Id of its origin: reports that go back to one text or one single source share it.",
        cell=lambda row: row.origin,
    ),
    _of_event("type", "text", "PLOVER event type, one of 16.", lambda event: event.type),
    _of_event("modes", "text", "PLOVER modes of the type.", lambda event: joined(event.modes)),
    _of_event("quad", "text", "Quad class: verbal or material, cooperation or conflict.", lambda event: event.quad),
    _of_event("cameo", "text", "CAMEO code, text; the root where no finer code is clear.", lambda event: event.cameo),
    _of_event(
        "score",
        "number",
        "PLOVER's conflict-cooperation score, -10 to 10. Add up rows of status 'actual' alone.",
        lambda event: event.score,
    ),
    _of_event(
        "status",
        "text",
        "What the text says of the deed: actual, future, threatened, demanded, hypothetical or negated.",
        lambda event: event.status,
    ),
    _of_event(
        "voice",
        "text",
        "Who says so: report (the outlet tells it as fact), quoted (a speaker) or authorial (the outlet's opinion).",
        lambda event: event.voice,
    ),
    _of_event(
        "speaker",
        "text",
        "For quoted: who says so, by neutral name.",
        lambda event: label(speaker) if (speaker := _speaker(event)) else None,
    ),
    _of_event(
        "speaker_country", "text", "Country of that speaker.", lambda event: speaker.country if (speaker := _speaker(event)) else None
    ),
    _of_event(
        "relation",
        "text",
        "The speaker's part in the event: actor, recipient, other or unknown.",
        lambda event: event.attribution.relation if event.attribution else None,
    ),
    _of_event(
        "hedge", "text", "Words that hedge it: reportedly, allegedly.", lambda event: event.hedge.text if event.hedge else None, words=True
    ),
    *_parties("actors", "Who acts"),
    *_parties("recipients", "To whom it is done or said"),
    *_parties("targets", "Against whom a demanded or threatened act would go"),
    _of_event(
        "earliest",
        "text",
        "First day of the event as the text dates it, ISO; empty where the text gives none.",
        lambda event: event.time.earliest if event.time else None,
    ),
    _of_event("latest", "text", "Last day of that.", lambda event: event.time.latest if event.time else None),
    _of_event(
        "precision",
        "text",
        "How finely the text dates it: day, week, month, season, year, decade.",
        lambda event: event.time.precision if event.time else None,
    ),
    _of_event("time_of_day", "text", "Time of day where told.", lambda event: event.time.time_of_day if event.time else None),
    _of_event("not_after", "text", "An actual event did not happen later than this: the publication date.", lambda event: event.not_after),
    _of_event(
        "place",
        "text",
        "Where it happened: name of the first of the event's places.",
        lambda event: (event.places[0].name or event.places[0].text) if event.places else None,
    ),
    _of_event(
        "place_country",
        "text",
        "Country of the place; empty for disputed places.",
        lambda event: event.places[0].country if event.places else None,
    ),
    _of_event("admin1", "text", "First-level region of the place.", lambda event: event.places[0].admin1 if event.places else None),
    _of_event("latitude", "number", "Degrees north.", lambda event: event.places[0].latitude if event.places else None),
    _of_event("longitude", "number", "Degrees east.", lambda event: event.places[0].longitude if event.places else None),
    _of_event(
        "geonames_id",
        "integer",
        "GeoNames id of the place (GeoNames, CC BY 4.0).",
        lambda event: event.places[0].geonames_id if event.places else None,
    ),
    _of_event(
        "place_precision",
        "text",
        "point, city, admin1, country or region.",
        lambda event: event.places[0].precision if event.places else None,
    ),
    _of_event(
        "killed",
        "number",
        "Deaths in this event as this text gives them, best figure or the lowest.",
        lambda event: _figure(event, "killed"),
    ),
    _of_event("injured", "number", "Injured in this event, likewise.", lambda event: _figure(event, "injured")),
    _of_event("contexts", "text", "PLOVER contexts.", lambda event: joined(context.name for context in event.contexts)),
    _of_event("outcome", "text", "failed or intercepted, for an act that was begun and did not succeed.", lambda event: event.outcome),
    _of_event(
        "extent", "text", "single, several (raids) or habitual (regularly raids; outside default counts).", lambda event: event.extent
    ),
    _of_event("ongoing", "yes-no", "Whether it goes on.", lambda event: event.ongoing),
    _of_event(
        "background",
        "yes-no",
        "Told as history, more than a year before publication; outside default counts.",
        lambda event: event.background,
    ),
    _of_event("reciprocal", "yes-no", "Symmetric act: actors and recipients could change places.", lambda event: event.reciprocal),
    _of_event("tellings", "integer", "How many times the document tells it.", lambda event: len(event.tellings)),
    _of_event(
        "links",
        "text",
        "Relation and id of other events: this event is RELATION that event.",
        lambda event: joined(f"{link.relation} {link.event}" for link in event.links),
    ),
    _of_event("confidence", "number", "0 to 1, the coder's own.", lambda event: event.confidence),
    _of_event("why", "text", "Rules that fired.", lambda event: joined(event.why)),
    _of_event("notes", "text", "What a reader of the row should know.", lambda event: joined(event.notes)),
    _of_event("trigger", "text", "The words that tell the event.", lambda event: event.trigger.text, words=True),
    _of_event("sentence", "text", "The sentences it rests on.", lambda event: " … ".join(span.text for span in event.evidence), words=True),
    Column(
        name="trigger_start",
        kind="integer",
        means=f"Where the trigger begins, {_OFFSETS}",
        cell=lambda row: _event(row, shown=False).trigger.start,
    ),
    Column(name="trigger_end", kind="integer", means="Where the trigger ends.", cell=lambda row: _event(row, shown=False).trigger.end),
    Column(
        name="evidence_spans",
        kind="text",
        means="start-end of every sentence it rests on.",
        cell=lambda row: joined(f"{span.start}-{span.end}" for span in _event(row, shown=False).evidence),
    ),
    *_DOCUMENT,
)

QUOTE_COLUMNS: tuple[Column, ...] = (
    _of_quote("id", "text", "The quotation's id.", lambda quote: quote.id),
    _of_quote("form", "text", "direct (in quotation marks), indirect or mixed.", lambda quote: quote.form),
    _of_quote(
        "speaker",
        "text",
        "Who speaks, by neutral name; empty where the text does not make it plain.",
        lambda quote: label(quote.speaker) if quote.speaker else None,
    ),
    _of_quote("speaker_country", "text", "Country of the speaker.", lambda quote: quote.speaker.country if quote.speaker else None),
    _of_quote(
        "speaker_sectors",
        "text",
        "PLOVER sector codes of the speaker.",
        lambda quote: " ".join(quote.speaker.sectors) if quote.speaker else None,
    ),
    _of_quote("speaker_role", "text", "The speaker's office in the text.", lambda quote: quote.speaker.role if quote.speaker else None),
    _of_quote(
        "speaker_words",
        "text",
        "The words of the text for the speaker.",
        lambda quote: quote.speaker.text if quote.speaker else None,
        words=True,
    ),
    _of_quote(
        "cue",
        "text",
        "The word that gives it to the speaker (said, according to).",
        lambda quote: quote.cue.text if quote.cue else None,
        words=True,
    ),
    _of_quote(
        "content",
        "text",
        "What is said; ' … ' where it is broken.",
        lambda quote: " … ".join(span.text for span in quote.content),
        words=True,
    ),
    _of_quote("hedge", "text", "Words that hedge it.", lambda quote: quote.hedge.text if quote.hedge else None, words=True),
    _of_quote("parent", "text", "Id of the quotation within which this one stands.", lambda quote: quote.parent),
    Column(
        name="content_spans",
        kind="text",
        means=f"start-end of every piece of what is said, {_OFFSETS}",
        cell=lambda row: joined(f"{span.start}-{span.end}" for span in _quote(row, shown=False).content),
    ),
    *_DOCUMENT,
)


def vetted(state: ReviewState | None) -> str:
    """ "vetted": people said that it is right, as it is or as they corrected it; else "provisional"."""
    return "vetted" if state in ("accepted", "edited") else "provisional"


REVIEW_COLUMNS: tuple[Column, ...] = (
    Column(name="review", kind="text", means="vetted: accepted or corrected by a person. provisional: the machine's word, or disputed",
           cell=lambda row: vetted(row.review)),
    Column(name="review_state", kind="text", means="unreviewed, accepted, edited, flagged, disputed; what was rejected is left out",
           cell=lambda row: row.review),
)  # fmt: skip


def columns_of(what: str, *, offsets_only: bool = False, reviewed: bool = False) -> tuple[Column, ...]:
    """The columns of ``events``, ``quotes``, ``incidents`` or ``claims``; with ``offsets_only`` without words of the publishers, with
    ``reviewed`` with what people said."""
    from tacitus.exports.incident_tables import CLAIM_COLUMNS, INCIDENT_COLUMNS  # they are made of what stands here

    columns = {"events": EVENT_COLUMNS, "quotes": QUOTE_COLUMNS, "incidents": INCIDENT_COLUMNS, "claims": CLAIM_COLUMNS}[what]
    return tuple(column for column in (*columns, *(REVIEW_COLUMNS if reviewed else ())) if not (offsets_only and column.words))


def cells(row: Any, columns: Sequence[Column]) -> list[Any]:
    """The row's values, one a column."""
    return [column.cell(row) for column in columns]
