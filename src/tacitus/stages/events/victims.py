"""Who suffered an act of violence, where only its outcome tells: "three officers were hurt when a device went off"."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.model.records import Count
from tacitus.stages.events.tellings import Happening
from tacitus.stages.events.voice import key
from tacitus.syntax.parties import PartyReader
from tacitus.syntax.tree import Tree

HARMS = frozenset({"killed", "injured"})


def take_victims(happenings: Sequence[Happening], tree: Tree, reader: PartyReader) -> None:
    """Gives violence without recipients those whom its figures, in the sentence of a telling, count as killed or injured."""
    for happening in happenings:
        if happening.principal.type != "ASSAULT" or happening.recipients or happening.targets:
            continue
        told = {tree.sentence(telling.head).index for telling in happening.tellings}
        taken = {key(party) for party in happening.actors}
        for count in happening.counts:
            head = _head(count, tree, reader) if count.what in HARMS else None
            if head is None or tree.sentence(head).index not in told:
                continue
            party = reader.party(head)
            if key(party) and key(party) not in taken:
                taken.add(key(party))
                happening.recipients.append(party)
                happening.principal.why.append("recipient.counted")


def _head(count: Count, tree: Tree, reader: PartyReader) -> int | None:
    """The head of the mention that the count's words make."""
    if count.start is None or count.end is None:
        return None
    return next((n for n in tree.within(count.start, count.end) if reader.is_party(n) and reader.by_head[n].end == count.end), None)
