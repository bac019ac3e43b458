"""Codings of invented stories for the benchmark of incidents: no parser, but real offsets; copies come in Zipf-like shares.

A story happens on a day at a place between two parties. It is told in one to five texts of its own, and each text is printed often or
seldom: most printings are the same to the letter under another outlet, some are cut, lengthened or have words exchanged.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

import msgspec

from tacitus.model.ids import annotation_id, document_id, event_id
from tacitus.model.ontology import QUAD, EventType, score_of
from tacitus.model.records import Coding, Count, Document, Event, Evidence, Party, Place, Provenance, Telling, TimeExpression
from tacitus.model.spans import Span

STAGE = Provenance(stage="events", version=1)
DEEDS: tuple[tuple[EventType, str, str], ...] = (
    ("ASSAULT", "shelled", "190"), ("COERCE", "detained", "173"), ("PROTEST", "rallied against", "141"), ("CONSULT", "met", "040"),
    ("ACCUSE", "accused", "112"), ("AID", "sent relief to", "073"), ("SANCTION", "fined", "163"), ("AGREE", "signed a pact with", "057"),
    ("THREATEN", "threatened", "130"), ("REQUEST", "urged", "100"),
)  # fmt: skip
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bre cla dro flu gra kli plo pre stu tri".split()
FIRST_DAY = date(2023, 1, 1)
DAYS = 365


class Story(msgspec.Struct, frozen=True):
    """What happened: the deed, its parties (numbers of them), the place's number, the day, how many were killed."""

    deed: int
    actor: int
    recipient: int
    place: int
    day: str
    killed: int
    texts: int


class World:
    """Words, parties and places, the same for every run with the seed."""

    def __init__(self, seed: int = 1) -> None:
        chance = random.Random(seed)
        self.words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(12_000)]
        self.parties = [self._name(chance) for _ in range(400)]
        self.places = [(self._name(chance), chance.uniform(-60, 65), chance.uniform(-180, 180), chance.randrange(80)) for _ in range(2000)]

    def _name(self, chance: random.Random) -> str:
        return "".join(chance.choices(SYLLABLES, k=3)).capitalize()

    def story(self, chance: random.Random) -> Story:
        deed = chance.choices(range(len(DEEDS)), weights=range(len(DEEDS), 0, -1))[0]
        actor = min(int(chance.expovariate(1 / 40)), len(self.parties) - 1)
        recipient = (actor + 1 + min(int(chance.expovariate(1 / 25)), len(self.parties) - 2)) % len(self.parties)
        day = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
        killed = chance.randint(1, 40) if deed == 0 else 0
        return Story(deed, actor, recipient, chance.randrange(len(self.places)), day, killed, chance.randint(1, 5))


def codings(number: int, seed: int = 1) -> Iterator[Coding]:
    """So many codings. The share of a story among the documents falls with its rank, as does that of a text within its story."""
    world, chance = World(), random.Random(seed)
    stories = [world.story(random.Random(f"{seed} {n}")) for n in range(max(1, number // 8))]
    shares = list(accumulate(1 / (rank + 3) for rank in range(len(stories))))
    for n in range(number):
        which = bisect(shares, chance.random() * shares[-1])
        story = stories[which]
        version = min(int(chance.expovariate(1.0)), story.texts - 1)
        yield coding_of(world, story, f"{seed} {which} {version}", n, chance)


def coding_of(world: World, story: Story, text: str, n: int, chance: random.Random) -> Coding:
    """A printing of a text: the sentences are the text's own, what the outlet did to them is by chance."""
    sentences = _sentences(world, story, random.Random(text))
    if chance.random() < 0.3:
        sentences = _disguised(world, sentences, chance)
    return _built(world, story, sentences, f"outlet{chance.randrange(600)}.example", n)


def _filler(world: World, own: random.Random) -> str:
    return " ".join(own.choices(world.words, k=own.randint(9, 16))).capitalize() + "."


def _sentences(world: World, story: Story, own: random.Random) -> list[tuple[str, int | None]]:
    """Sentences and the number of the event that they tell: 0 the story's own, 1 what a party says of it; None."""
    actor, recipient, place = world.parties[story.actor], world.parties[story.recipient], world.places[story.place][0]
    verb = DEEDS[story.deed][1]
    tail = f", killing {story.killed} people" if story.killed and own.random() < 0.7 else ""
    lead = f"{actor} {verb} {recipient} in {place} on {story.day}, {' '.join(own.choices(world.words, k=5))}{tail}."
    said = f"{recipient} condemned {actor}, {' '.join(own.choices(world.words, k=8))}."
    found: list[tuple[str, int | None]] = [(lead, 0)]
    found += [(_filler(world, own), None) for _ in range(own.randint(3, 6))]
    found.append((said, 1))
    return found + [(_filler(world, own), None) for _ in range(own.randint(3, 6))]


def _disguised(world: World, sentences: list[tuple[str, int | None]], chance: random.Random) -> list[tuple[str, int | None]]:
    """Cut, lengthened, or with a tenth of the words of the sentences without event exchanged."""
    form = chance.randrange(3)
    if form == 0:
        return sentences[: max(4, len(sentences) - chance.randint(1, 4))]
    if form == 1:
        return [*sentences, *((_filler(world, chance), None) for _ in range(chance.randint(1, 3)))]
    return [(_exchanged(world, said, chance) if of is None else said, of) for said, of in sentences]


def _exchanged(world: World, said: str, chance: random.Random) -> str:
    return " ".join(chance.choice(world.words) if chance.random() < 0.1 else word for word in said.split())


def _built(world: World, story: Story, sentences: list[tuple[str, int | None]], outlet: str, n: int) -> Coding:
    text, starts = "", []
    for said, _ in sentences:
        text += " " if text else ""
        starts.append(len(text))
        text += said
    identity = document_id(f"story-{n}", None, outlet, text)
    document = Document(
        id=identity, source_id=f"story-{n}", input=f"stories#{n}", text=text, outlet=outlet, published_at=story.day,
        published_from="given", language="en", text_sha256=hashlib.sha256(text.encode()).hexdigest(), extractor="stories/1",
    )  # fmt: skip
    events = [_event(world, story, document, said, at, of) for (said, of), at in zip(sentences, starts, strict=True) if of is not None]
    return Coding(document=document, produced_by={"tacitus": "benchmark", "stages": {"events": 1}}, events=tuple(events))


def _event(world: World, story: Story, document: Document, said: str, at: int, of: int) -> Event:
    kind, verb, cameo = DEEDS[story.deed] if of == 0 else ("ACCUSE", "condemned", "111")
    who, whom = (story.actor, story.recipient) if of == 0 else (story.recipient, story.actor)
    trigger = _span(said, at, verb)
    telling = Telling(trigger=trigger, sentence=0, paragraph=0, status="actual", voice="report")
    return Event(
        id=event_id(document.id, kind, trigger.start, trigger.end), produced_by=STAGE, type=kind, quad=QUAD[kind], cameo=cameo,
        score=score_of(kind, ()), actors=(_party(world, who, said, at),), recipients=(_party(world, whom, said, at),),
        trigger=trigger, status="actual", voice="report", tellings=(telling,), not_after=story.day,
        time=_time(document, story, said, at) if of == 0 else None, places=_places(world, document, story, said, at) if of == 0 else (),
        counts=_counts(document, story, said, at) if of == 0 else (),
        evidence=(Evidence(start=at, end=at + len(said), text=said, for_=("type",)),), confidence=0.8, why=("benchmark",),
    )  # fmt: skip


def _span(said: str, at: int, words: str) -> Span:
    start = at + said.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _party(world: World, number: int, said: str, at: int) -> Party:
    span = _span(said, at, world.parties[number])
    country = f"X{number % 26 + 1:02d}"
    return Party(
        start=span.start, end=span.end, text=span.text, entity=f"bench-{number}", name=span.text, country=country, sectors=("GOV",)
    )


def _time(document: Document, story: Story, said: str, at: int) -> TimeExpression:
    span = _span(said, at, story.day)
    return TimeExpression(
        id=annotation_id("time", document.id, [(span.start, span.end)]), produced_by=STAGE, start=span.start, end=span.end, text=span.text,
        earliest=story.day, latest=story.day, precision="day", anchor=story.day,
    )  # fmt: skip


def _places(world: World, document: Document, story: Story, said: str, at: int) -> tuple[Place, ...]:
    name, latitude, longitude, country = world.places[story.place]
    span = _span(said, at, f" in {name} ")
    start, end = span.start + 4, span.end - 1
    place = Place(
        id=annotation_id("place", document.id, [(start, end)]), produced_by=STAGE, start=start, end=end, text=name,
        geonames_id=9_000_000 + story.place, name=name, latitude=latitude, longitude=longitude, country=f"P{country:02d}", precision="city",
        role="at",
    )  # fmt: skip
    return (place,)


def _counts(document: Document, story: Story, said: str, at: int) -> tuple[Count, ...]:
    words = f"killing {story.killed} people"
    if not story.killed or words not in said:
        return ()
    span = _span(said, at, words)
    return (
        Count(
            id=annotation_id("count", document.id, [(span.start, span.end)]), produced_by=STAGE, start=span.start, end=span.end,
            text=words, what="killed", low=story.killed, best=story.killed, high=story.killed,
        ),
    )  # fmt: skip
