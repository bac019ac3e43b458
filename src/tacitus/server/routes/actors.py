"""Actors, who does what to whom, the words outlets use, what can be chosen as a value."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from tacitus.model.answers import ActorPage, ActorView, Entity, FramedSentence, Framing, PlaceChoice, Relations
from tacitus.server.asking import Identity, Limit, Offset, Sort
from tacitus.server.context import Context
from tacitus.server.problems import RefusedError
from tacitus.workspace.browsing import BrowseFilters

Words = Annotated[str, Parameter(min_length=1, max_length=500)]
Name = Annotated[str | None, Parameter(max_length=500)]
MostActors = Annotated[int, Parameter(ge=1, le=1000, description="actors at most")]


@get("/actors", sync_to_thread=True)
def actors(
    context: Context, narrowing: BrowseFilters, name: Name = None, offset: Offset = 0, limit: Limit = 50, sort: Sort = None
) -> ActorPage:
    """Actors of the events that pass the narrowing, by words of the name; never private persons."""
    return context.browser.actors(narrowing, name or "", offset, limit, sort)


@get("/actors/{entity:str}", sync_to_thread=True)
def actor(context: Context, entity: Identity, narrowing: BrowseFilters) -> ActorView:
    """One actor: its events as actor and as recipient, its names by outlet."""
    return context.browser.actor(entity, narrowing)


@get("/relations", sync_to_thread=True)
def relations(context: Context, narrowing: BrowseFilters, limit: MostActors = 200) -> Relations:
    """Who to whom, by quad class."""
    return context.browser.relations(narrowing, limit)


@get("/framing", sync_to_thread=True)
def framing(context: Context, narrowing: BrowseFilters) -> Framing:
    """The words that outlets use for an actor or an occurrence: the filter ``actor`` or ``incident``, given once."""
    given = (*narrowing.actor, *narrowing.incident)
    if len(given) != 1:
        raise RefusedError(400, "framing is of one actor or of one incident: give actor or incident, once")
    kept = BrowseFilters(**{**{name: getattr(narrowing, name) for name in narrowing.__struct_fields__}, "actor": (), "incident": ()})
    return context.browser.framing(
        actor=narrowing.actor[0] if narrowing.actor else None, incident=narrowing.incident[0] if narrowing.incident else None, filters=kept
    )


@get("/framing/sentences", sync_to_thread=True)
def framing_sentences(
    context: Context, words: Words, category: Words, outlet: Name = None, actor: Name = None, incident: Name = None, limit: Limit = 50
) -> list[FramedSentence]:
    """The sentences behind a cell."""
    found = context.browser.framed_sentences(words=words, category=category, outlet=outlet, actor=actor, incident=incident, limit=limit)
    return list(found)


@get("/entities", sync_to_thread=True)
def entities(context: Context, words: Words, limit: Limit = 20) -> list[Entity]:
    """Actors that can be chosen as a party."""
    return list(context.browser.entities(words, limit))


@get("/places", sync_to_thread=True)
def places(context: Context, words: Words, limit: Limit = 20) -> list[PlaceChoice]:
    """Places that can be chosen."""
    return list(context.browser.places(words, limit))


ROUTES = (actors, actor, relations, framing, framing_sentences, entities, places)
