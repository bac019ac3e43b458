"""The one table that lists the stages, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from tacitus.model.errors import UsageError
from tacitus.model.stage import Stage, StageSpec
from tacitus.resources.loader import Resource


class StageEntry(msgspec.Struct, frozen=True):
    """Where a stage stands. It is imported when it is asked for, so that the parent process need not load the parser."""

    name: str
    module: str
    attribute: str
    takes_lexicons: bool = False  # whether the user's own lexicons go to ``from_resources``

    def load(self) -> Any:
        """The class of the stage."""
        return getattr(import_module(self.module), self.attribute)

    @property
    def spec(self) -> StageSpec:
        spec: StageSpec = self.load().spec
        return spec

    def build(self, lexicons: Sequence[Resource] = ()) -> Stage:
        """The stage with its resources and models, ready to annotate."""
        files = [Path(lexicon.info.path) for lexicon in lexicons]
        stage: Stage = self.load().from_resources(files) if self.takes_lexicons else self.load().from_resources()
        return stage


STAGES: tuple[StageEntry, ...] = (
    StageEntry("linguistics", "tacitus.stages.linguistics", "Linguistics"),
    StageEntry("entities", "tacitus.stages.entities", "Entities", takes_lexicons=True),
    StageEntry("quotes", "tacitus.stages.quotes", "Quotes"),
    StageEntry("times", "tacitus.stages.times", "Times"),
    StageEntry("places", "tacitus.stages.places", "Places"),
    StageEntry("events", "tacitus.stages.events", "Events"),
    StageEntry("framing", "tacitus.stages.framing", "Framing"),
)


def entries(names: Sequence[str] | None = None) -> tuple[StageEntry, ...]:
    """The table's entries of these names in the table's order; all without names."""
    if names is None:
        return STAGES
    unknown = [name for name in names if name not in {entry.name for entry in STAGES}]
    if unknown:
        raise UsageError(f"no stage is called {', '.join(unknown)}; there are {', '.join(entry.name for entry in STAGES)}.")
    return tuple(entry for entry in STAGES if entry.name in names)
