"""From a noun phrase to parties: the one way in which quotes (speakers) and events (actors, recipients) read mentions."""

from __future__ import annotations

import msgspec

from tacitus.model.records import Entity, Mention, Party, Quote
from tacitus.model.stage import Given
from tacitus.syntax.issuers import Issuers
from tacitus.syntax.tree import Tree, tree_of

_THINGS = frozenset({"it", "its", "itself"})
_OWN = frozenset({"our", "my"})
_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})  # soldiers of these speakers are the state's


class PartyReader:
    """Looks up the mention headed by a token and makes the party of it."""

    def __init__(self, text: str, tree: Tree, mentions: list[Mention], entities: list[Entity], quotes: list[Quote]) -> None:
        """``quotes`` is empty until that stage has run; then "our troops" are those of whoever speaks."""
        self.text = text
        self.tree = tree
        self.quotes = quotes
        mentions = _of_parties(mentions)
        self.by_head: dict[int, Mention] = {}
        for mention in mentions:
            self.by_head.setdefault(mention.head, mention)
        self.entities = {entity.id: entity for entity in entities}
        self._covering: dict[int, int] = {}
        for mention in mentions:
            for i in tree.within(mention.start, mention.end):
                if i not in self.by_head and tree.tokens[i].pos in ("NOUN", "PROPN"):
                    self._covering.setdefault(i, mention.head)
        named = {i: mention.head for mention in mentions if mention.entity for i in tree.within(mention.start, mention.end)}
        self._issuers = Issuers(tree, {**named, **{mention.head: mention.head for mention in mentions if mention.entity}})

    def party(self, i: int) -> Party:
        """The party whose head is token ``i``; words without a mention are kept as they stand, entity None."""
        mention = self.by_head.get(i)
        if mention is None:
            return self._without_mention(i)
        return self._owned_by_speaker(mention, self.of_mention(mention))

    def _without_mention(self, i: int) -> Party:
        """Words as they stand; a text that speaks ("the statement") has the cells of its issuer."""
        start, end = self.tree.base_phrase(i)
        words = Party(start=start, end=end, text=self.text[start:end])
        issuer = self._issuers.issuer(i) if self._issuers.is_document(i) else None
        if issuer is None:
            return words
        party = self.of_mention(self.by_head[issuer])
        return msgspec.structs.replace(words, entity=party.entity, name=party.name, country=party.country, sectors=party.sectors)

    def _owned_by_speaker(self, mention: Mention, party: Party) -> Party:
        """ "Our troops": the country, and an armed group's sector, are the speaker's."""
        owner = self.tree.child(mention.head, "poss")
        if party.country is not None or owner is None or self.tree.tokens[owner].text.lower() not in _OWN:
            return party
        speaker = self._speaker_at(mention.start)
        if speaker is None or speaker.country is None:
            return party
        foreign = party.sectors[:1] == ("MIL",) and not _STATE & set(speaker.sectors)
        return msgspec.structs.replace(
            party, country=speaker.country, sectors=speaker.sectors if foreign and speaker.sectors else party.sectors, certainty="inferred"
        )

    def _speaker_at(self, offset: int) -> Party | None:
        """Whose words stand at an offset: the innermost quotation's speaker."""
        around = [
            (span.end - span.start, n)
            for n, quote in enumerate(self.quotes)
            for span in quote.content
            if span.start <= offset < span.end and quote.speaker is not None
        ]
        return self.quotes[min(around)[1]].speaker if around else None

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

    def covering(self, i: int) -> int | None:
        """The head of the mention whose words hold the noun ``i``, where it heads none itself ("Minister" in a parse gone wrong)."""
        return self._covering.get(i)

    def is_party(self, i: int) -> bool:
        """Whether token ``i`` heads a mention of somebody who can act."""
        return i in self.by_head


def _of_parties(mentions: list[Mention]) -> list[Mention]:
    """Without bystanders and what joins several parties; a pronoun that means a bystander means no party that is known, and "it" then none
    at all."""
    mentions = [mention for mention in mentions if mention.form != "joined"]
    standing = {mention.entity for mention in mentions if mention.form == "bystander"}
    if not standing:
        return mentions
    standing -= {mention.entity for mention in mentions if mention.form not in ("pronoun", "bystander")}
    found = []
    for mention in mentions:
        if mention.entity in standing and mention.form == "pronoun" and mention.text.lower() not in _THINGS:
            found.append(msgspec.structs.replace(mention, entity=None, reason="no party named before fits", name=None, number=None))
        elif mention.form != "bystander" and mention.entity not in standing:
            found.append(mention)
    return found


def parties_of(text: str, given: Given) -> PartyReader:
    """The document's reader, kept in ``given.memory``; made anew once the quotations are there."""
    reader = given.memory.get("parties")
    quotes = given.of(Quote)
    if reader is None or (quotes and not reader.quotes):
        reader = given.memory["parties"] = PartyReader(text, tree_of(given), given.of(Mention), given.of(Entity), quotes)
    return reader
