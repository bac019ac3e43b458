"""Small codings made by hand."""

from __future__ import annotations

import hashlib
from typing import Any

from tacitus.model.ids import annotation_id, document_id, event_id
from tacitus.model.ontology import CAMEO_ROOT, QUAD, SCORES
from tacitus.model.records import Attribution, Coding, Document, Entity, Event, Evidence, Mention, Party, Place, Provenance, Quote, Telling
from tacitus.model.spans import Span, span_of

MADE = Provenance(stage="test", version=1)


def at(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return span_of(text, start, start + len(words))


def document(text: str, **more: Any) -> Document:
    fields = {"source_id": "one", "input": "one.txt", "extractor": "test/1", **more}
    identity = document_id(fields["source_id"], fields.get("url"), fields.get("outlet"), text)
    return Document(id=identity, text=text, text_sha256=hashlib.sha256(text.encode()).hexdigest(), **fields)


def person(name: str, *, private: bool = True, identity: str | None = None, **more: Any) -> Entity:
    identity = identity or annotation_id("entity", "doc", [], 0, name)
    return Entity(id=identity, produced_by=MADE, name=name, category="person", local=True, private=private, **more)


def mention(text: str, words: str, entity: Entity, nth: int = 0, form: str = "name") -> Mention:
    span = at(text, words, nth)
    identity = annotation_id("mention", "doc", [(span.start, span.end)])
    return Mention(id=identity, produced_by=MADE, start=span.start, end=span.end, text=words, head=0, entity=entity.id, form=form)


def party(text: str, words: str, entity: Entity | None = None, **more: Any) -> Party:
    span = at(text, words)
    name = entity.name if entity else words
    return Party(start=span.start, end=span.end, text=words, entity=entity.id if entity else None, name=name, **more)


def place(text: str, words: str) -> Place:
    span = at(text, words)
    return Place(
        id=annotation_id("place", "doc", [(span.start, span.end)]), produced_by=MADE, start=span.start, end=span.end, text=words, name=words
    )


def event(text: str, trigger: str, kind: str = "ASSAULT", **more: Any) -> Event:
    span = at(text, trigger)
    status, voice = more.pop("status", "actual"), more.pop("voice", "report")
    attribution: Attribution | None = more.pop("attribution", None)
    telling = Telling(trigger=span, sentence=0, paragraph=0, status=status, voice=voice, attribution=attribution)
    fields: dict[str, Any] = {
        "quad": QUAD[kind], "cameo": CAMEO_ROOT[kind], "score": SCORES[kind], "tellings": (telling,), "confidence": 0.5, "why": ("rule",),
        "evidence": (Evidence(start=0, end=len(text), text=text, for_=("type",)),), "not_after": "2024-05-03", **more,
    }  # fmt: skip
    identity = event_id("doc", kind, span.start, span.end)
    return Event(id=identity, produced_by=MADE, type=kind, trigger=span, status=status, voice=voice, attribution=attribution, **fields)


def quote(text: str, words: str, speaker: Party | None = None) -> Quote:
    span = at(text, words)
    return Quote(
        id=annotation_id("quote", "doc", [(span.start, span.end)]), produced_by=MADE, form="direct", content=(span,), speaker=speaker
    )


def coding(document: Document, **layers: Any) -> Coding:
    return Coding(document=document, produced_by={"tacitus": "0"}, **{name: tuple(layer) for name, layer in layers.items()})
