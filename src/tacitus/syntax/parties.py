"""From a noun phrase to parties: the one way in which quotes (speakers) and events (actors, recipients) read mentions."""

from __future__ import annotations

from tacitus.model.records import Entity, Mention, Party
from tacitus.model.stage import Given
from tacitus.syntax.tree import Tree, tree_of


class PartyReader:
    """Looks up the mention headed by a token and makes the party of it."""

    def __init__(self, text: str, tree: Tree, mentions: list[Mention], entities: list[Entity]) -> None:
        self.text = text
        self.tree = tree
        self.by_head: dict[int, Mention] = {}
        for mention in mentions:
            self.by_head.setdefault(mention.head, mention)
        self.entities = {entity.id: entity for entity in entities}

    def party(self, i: int) -> Party:
        """The party whose head is token ``i``; words without a mention are kept as they stand, entity None."""
        mention = self.by_head.get(i)
        if mention is None:
            start, end = self.tree.base_phrase(i)
            return Party(start=start, end=end, text=self.text[start:end])
        return self.of_mention(mention)

    def of_mention(self, mention: Mention) -> Party:
        """A mention's own words, with what its entity knows where the words say nothing of it."""
        entity = self.entities.get(mention.entity) if mention.entity else None
        return Party(
            start=mention.start,
            end=mention.end,
            text=mention.text,
            entity=mention.entity,
            name=mention.name or (entity.name if entity else None),
            country=mention.country or (entity.country if entity else None),
            sectors=mention.sectors or (entity.sectors if entity else ()),
            role=mention.role,
            member_of=mention.member_of,
            number=mention.number,
            civilian=mention.civilian,
            certainty=mention.certainty,
        )

    def parties(self, i: int) -> list[Party]:
        """The party of ``i`` and of everything coordinated with it, in text order."""
        return [self.party(n) for n in self.tree.conjuncts(i)]

    def is_party(self, i: int) -> bool:
        """Whether token ``i`` heads a mention of somebody who can act."""
        return i in self.by_head


def parties_of(text: str, given: Given) -> PartyReader:
    """The document's reader, made once and kept in ``given.memory``."""
    reader = given.memory.get("parties")
    if reader is None:
        reader = given.memory["parties"] = PartyReader(text, tree_of(given), given.of(Mention), given.of(Entity))
    return reader  # type: ignore[no-any-return]
