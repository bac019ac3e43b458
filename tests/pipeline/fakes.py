"""Small stages that stand in for the real ones; importable by workers under spawn."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tacitus.model.ids import annotation_id, document_id, event_id
from tacitus.model.ontology import CAMEO_ROOT, QUAD, EventType, score_of
from tacitus.model.records import (
    Annotation,
    Attribution,
    Document,
    Entity,
    Event,
    Evidence,
    Mention,
    Party,
    Quote,
    Sentence,
    Telling,
)
from tacitus.model.spans import span_of
from tacitus.model.stage import Given, StageSpec


def document(text: str, source_id: str = "one", **more: object) -> Document:
    identity = document_id(source_id, more.get("url"), more.get("outlet"), text)  # type: ignore[arg-type]
    fields = {"input": f"{source_id}.txt", "text_sha256": "", "extractor": "test/1", **more}
    return Document(id=identity, source_id=source_id, text=text, **fields)  # type: ignore[arg-type]


class FakeSentences:
    """A sentence ends at a full stop."""

    spec = StageSpec("linguistics", 1, (), (Sentence,))

    def annotate(self, document: Document, given: Given) -> Iterable[Sentence]:
        for index, match in enumerate(re.finditer(r"[^.\s][^.]*\.?", document.text)):
            start, end = match.span()
            yield Sentence(
                id=annotation_id("sentence", document.id, [(start, end)]),
                produced_by=self.spec.provenance,
                start=start,
                end=end,
                text=document.text[start:end],
                index=index,
                paragraph=0,
                tokens=(),
            )


class FakeEntities:
    """A word in -land or -ville names a country's government."""

    spec = StageSpec("entities", 3, (Sentence,), (Mention, Entity))

    def annotate(self, document: Document, given: Given) -> Iterable[Annotation]:
        seen: list[str] = []
        for match in re.finditer(r"\b[A-Z][a-z]+(?:land|ville)\b", document.text):
            start, end = match.span()
            entity = "ent-" + match[0].lower()
            yield Mention(
                id=annotation_id("mention", document.id, [(start, end)]),
                produced_by=self.spec.provenance,
                start=start,
                end=end,
                text=match[0],
                head=0,
                entity=entity,
                name=match[0],
                country="FOO",
                sectors=("GOV",),
            )
            if entity not in seen:
                seen.append(entity)
        for entity in sorted(seen):
            yield Entity(
                id=entity, produced_by=self.spec.provenance, name=entity[4:].capitalize(), category="government", country="FOO",
                sectors=("GOV",), local=False,
            )  # fmt: skip


class FakeQuotes:
    """What stands between double quotation marks; the first mention of the sentence speaks."""

    spec = StageSpec("quotes", 1, (Sentence, Mention), (Quote,))

    def annotate(self, document: Document, given: Given) -> Iterable[Quote]:
        for match in re.finditer(r'"([^"]+)"', document.text):
            start, end = match.span(1)
            speaker = next((party(mention) for mention in given.of(Mention) if mention.end <= start), None)
            yield Quote(
                id=annotation_id("quote", document.id, [(start, end)]),
                produced_by=self.spec.provenance,
                form="direct",
                content=(span_of(document.text, start, end),),
                speaker=speaker,
            )


VERBS: dict[str, EventType] = {"attacked": "ASSAULT", "praised": "SUPPORT", "warned": "THREATEN", "met": "CONSULT"}


class FakeEvents:
    """Mention, verb, mention."""

    spec = StageSpec("events", 2, (Sentence, Mention, Quote), (Event,))

    def annotate(self, document: Document, given: Given) -> Iterable[Event]:
        for sentence in given.of(Sentence):
            mentions = [mention for mention in given.of(Mention) if sentence.start <= mention.start < sentence.end]
            for match in re.finditer("|".join(VERBS), sentence.text):
                yield self._event(document, sentence, mentions, sentence.start + match.start(), match[0])

    def _event(self, document: Document, sentence: Sentence, mentions: list[Mention], start: int, verb: str) -> Event:
        kind, end = VERBS[verb], start + len(verb)
        trigger = span_of(document.text, start, end)
        quotes = document.text[:start].count('"') % 2 == 1
        attribution = Attribution(cue=span_of(document.text, start, end)) if quotes else None
        voice = "quoted" if quotes else "report"
        return Event(
            id=event_id(document.id, kind, start, end),
            produced_by=self.spec.provenance,
            type=kind,
            quad=QUAD[kind],
            cameo=CAMEO_ROOT[kind],
            score=score_of(kind, ()),
            actors=tuple(party(mention) for mention in mentions if mention.end <= start),
            recipients=tuple(party(mention) for mention in mentions if mention.start >= end),
            trigger=trigger,
            status="actual",
            voice=voice,
            attribution=attribution,
            tellings=(
                Telling(trigger=trigger, sentence=sentence.index, paragraph=0, status="actual", voice=voice, attribution=attribution),
            ),
            not_after=document.published_at,
            evidence=(Evidence(start=sentence.start, end=sentence.end, text=sentence.text, for_=("type", "actors")),),
            confidence=0.5,
            why=(f"fake/{verb}",),
        )


def party(mention: Mention) -> Party:
    return Party(
        start=mention.start, end=mention.end, text=mention.text, entity=mention.entity, name=mention.name, country=mention.country,
        sectors=mention.sectors,
    )  # fmt: skip


def fake_stages() -> list[object]:
    return [FakeSentences(), FakeEntities(), FakeQuotes(), FakeEvents()]
