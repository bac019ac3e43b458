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

    def at(self, span: Span) -> str | None:
        """The entity of our mention with these words; of several that overlap them the closest one's."""
        near = [(one, entity) for entity, own in self.mentions.items() for one in own if one[0] < span[1] and span[0] < one[1]]
        best = min(near, key=lambda found: (abs(found[0][0] - span[0]) + abs(found[0][1] - span[1]), found[0], found[1]), default=None)
        return best[1] if best is not None and alike(best[0], span) else None

    def spans(self, party: Party) -> list[Span]:
        """Its own words, and those of every other mention of its entity."""
        own = [(party.start, party.end)] if party.start is not None and party.end is not None else []
        return [*own, *(self.mentions.get(party.entity, ()) if party.entity else ())]

    def meets(self, party: Party, gold: Span) -> bool:
        """Whether the party's words, or those of another mention of its entity, overlap the gold words."""
        return any(overlaps(start, end, *gold) for start, end in self.spans(party))


def alike(one: Span, other: Span) -> bool:
    """Whether two spans are the same but for a word at their edges: their common part is at least half of both together."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and 2 * common >= max(one[1], other[1]) - min(one[0], other[0])
