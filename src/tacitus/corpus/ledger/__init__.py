"""The claim ledger: who says what about one incident, what is in force, where it contradicts. Pure functions over reports."""

from tacitus.corpus.ledger.deriving import derive

__all__ = ["derive"]
