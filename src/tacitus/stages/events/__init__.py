"""Political events from patterns over the dependency structure."""

from tacitus.stages.events.stage import Events

__all__ = ["Events"]
