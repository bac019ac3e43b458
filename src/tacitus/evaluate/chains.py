"""Who is who in a coding: whether a party of ours stands for words of the gold."""

from __future__ import annotations

from collections import defaultdict

from tacitus.evaluate.gold import Span
from tacitus.model.records import Coding, Party
from tacitus.model.spans import overlaps


class Chains:
    """The mentions of each entity of a coding."""

    def __init__(self, coding: Coding) -> None:
        self.mentions: dict[str, list[Span]] = defaultdict(list)
        for mention in coding.mentions:
            if mention.entity is not None:
                self.mentions[mention.entity].append((mention.start, mention.end))

    def spans(self, party: Party) -> list[Span]:
        """Its own words, and those of every other mention of its entity."""
        own = [(party.start, party.end)] if party.start is not None and party.end is not None else []
        return [*own, *(self.mentions.get(party.entity, ()) if party.entity else ())]

    def meets(self, party: Party, gold: Span) -> bool:
        """Whether the party's words, or those of another mention of its entity, overlap the gold words."""
        return any(overlaps(start, end, *gold) for start, end in self.spans(party))
