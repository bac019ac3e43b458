"""Framing: the words in which an article tells its story, as evidence per span."""

from tacitus.stages.framing.stage import Framing

__all__ = ["Framing"]
