"""Actors, who does what to whom, the words outlets use, what can be chosen as a value."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from tacitus.model.answers import ActorPage, ActorRow, ActorView, Entity, Facets, FramedSentence, Framing, PlaceChoice, Relations
from tacitus.server.asking import Given, Identity, Limit, Offset, Sort
from tacitus.server.context import Context
from tacitus.server.problems import missing

Words = Annotated[str, Parameter(min_length=1, max_length=500)]
Name = Annotated[str | None, Parameter(max_length=500)]
MostActors = Annotated[int, Parameter(ge=1, le=1000, description="actors at most")]


@get("/actors", sync_to_thread=True)
def actors(context: Context, filters: Given, offset: Offset = 0, limit: Limit = 50, sort: Sort = None) -> ActorPage:
    """Actors of the events that pass the filters; never private persons."""
    return ActorPage(total=0, rows=())


@get("/actors/{entity:str}", sync_to_thread=True)
def actor(context: Context, entity: Identity, filters: Given) -> ActorView:
    """One actor: its events as actor and as recipient, its names by outlet."""
    if entity == "none":
        empty = Facets(total=0, facets=())
        row = ActorRow(entity=entity, name="", country=None, sectors=(), as_actor=0, as_recipient=0, quotes=0)
        return ActorView(actor=row, names=(), as_actor=empty, as_recipient=empty, by_day=())
    raise missing("such actor")


@get("/relations", sync_to_thread=True)
def relations(context: Context, filters: Given, limit: MostActors = 200) -> Relations:
    """Who to whom, by quad class."""
    return Relations(nodes=(), edges=(), left_out=0)


@get("/framing", sync_to_thread=True)
def framing(context: Context, filters: Given) -> Framing:
    """The words that outlets use for an actor or an occurrence (the filters ``actor`` or ``incident``)."""
    return Framing(rows=(), columns=(), cells=(), reports=())


@get("/framing/sentences", sync_to_thread=True)
def framing_sentences(
    context: Context, words: Words, category: Name = None, outlet: Name = None, limit: Limit = 50
) -> list[FramedSentence]:
    """The sentences behind a cell."""
    return []


@get("/entities", sync_to_thread=True)
def entities(context: Context, words: Words, limit: Limit = 20) -> list[Entity]:
    """Actors that can be chosen as a party."""
    return []


@get("/places", sync_to_thread=True)
def places(context: Context, words: Words, limit: Limit = 20) -> list[PlaceChoice]:
    """Places that can be chosen."""
    return []


ROUTES = (actors, actor, relations, framing, framing_sentences, entities, places)
