"""What speaks for and against two reports being one occurrence, in the words of the score."""

from __future__ import annotations

from sqlalchemy import Connection

from tacitus.corpus.incidents.kept import Kept
from tacitus.corpus.incidents.scoring import Part, Scorer
from tacitus.corpus.incidents.tables import tables


def explained(connection: Connection, one: int, two: int) -> list[Part]:
    """The parts of the score of two nodes; none where either is gone."""
    sides = Kept().read(connection, (one, two))
    return Scorer(tables()).explained(sides[one], sides[two]) if len(sides) == 2 else []
