"""An event in the making: what one document tells of one happening."""

from __future__ import annotations

from dataclasses import dataclass, field

from tacitus.model.records import Count, Party, Place, TimeExpression
from tacitus.stages.events.candidates import Candidate

SCENIC = frozenset({"ASSAULT", "COERCE", "PROTEST"})  # acts that are told as scenes of one time and place


@dataclass
class Happening:
    """An event in the making: its tellings, the principal one first once it is settled."""

    tellings: list[Candidate]
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    targets: list[Party] = field(default_factory=list)
    time: TimeExpression | None = None
    places: list[Place] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def principal(self) -> Candidate:
        return self.tellings[0]
