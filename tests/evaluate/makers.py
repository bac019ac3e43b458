"""Codings made by hand, to be measured."""

from __future__ import annotations

from typing import Any

from tacitus.evaluate.gold import Gold, document_for
from tacitus.model.ontology import CAMEO_ROOT, QUAD
from tacitus.model.records import (
    Coding,
    Document,
    Entity,
    Event,
    Evidence,
    Mention,
    Party,
    Place,
    Provenance,
    Quote,
    Telling,
    TimeExpression,
)
from tacitus.model.spans import Span, span_of

BY = Provenance(stage="test", version=1)


def document(text: str) -> Document:
    return document_for("text", text)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return span_of(text, start, start + len(words))


def party(text: str, words: str, **fields: Any) -> Party:
    found = span(text, words)
    return Party(start=found.start, end=found.end, text=words, **fields)


def event(text: str, kind: Any, trigger: str, actors: tuple[str, ...] = (), recipients: tuple[str, ...] = (), **fields: Any) -> Event:
    """An event of the text; status, voice and the like by keyword."""
    found = span(text, trigger)
    status, voice = fields.pop("status", "actual"), fields.pop("voice", "report")
    telling = Telling(trigger=found, sentence=0, paragraph=0, status=status, voice=voice)
    made = {"cameo": CAMEO_ROOT[kind], "score": 0.0, "confidence": 0.8, "why": ("rule",), "quad": QUAD[kind], "tellings": (telling,)}
    return Event(
        id=fields.pop("id", f"evt-{kind}-{found.start}"),
        produced_by=BY,
        type=kind,
        trigger=found,
        status=status,
        voice=voice,
        actors=tuple(party(text, words) for words in actors),
        recipients=tuple(party(text, words) for words in recipients),
        evidence=(Evidence(start=0, end=len(text), text=text, for_=("type",)),),
        **{**made, **fields},
    )


def coding(text: str, **layers: Any) -> Coding:
    return Coding(document=document(text), produced_by={}, **layers)


def gold(text: str, **layers: Any) -> Gold:
    return Gold(document=document(text), file="gold", key=text, **layers)


def mention(text: str, start: int, words: str, entity: str, form: str = "name") -> Mention:
    assert text[start : start + len(words)] == words
    return Mention(id=f"men-{start}", produced_by=BY, start=start, end=start + len(words), text=words, head=0, entity=entity, form=form)


def entity(identity: str, name: str) -> Entity:
    return Entity(id=identity, produced_by=BY, name=name, category="group", local=True)


def quote(text: str, content: str, speaker: str | None = None, **fields: Any) -> Quote:
    """A quotation; ``fields`` are the speaker's."""
    found = span(text, content)
    said_by = party(text, speaker, **fields) if speaker else None
    return Quote(id=f"quo-{found.start}", produced_by=BY, form="indirect", content=(found,), speaker=said_by)


def time(text: str, words: str, earliest: str | None, latest: str | None) -> TimeExpression:
    found = span(text, words)
    return TimeExpression(
        id=f"tim-{found.start}", produced_by=BY, start=found.start, end=found.end, text=words, earliest=earliest, latest=latest
    )


def place(text: str, words: str, latitude: float | None = None, longitude: float | None = None, geonames_id: int | None = None) -> Place:
    found = span(text, words)
    return Place(
        id=f"pla-{found.start}", produced_by=BY, start=found.start, end=found.end, text=words, latitude=latitude, longitude=longitude,
        geonames_id=geonames_id,
    )  # fmt: skip
