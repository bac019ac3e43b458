"""Checks by type that every stage gets what it requires from the stages before it."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.model.errors import TacitusError
from tacitus.model.records import Annotation
from tacitus.model.stage import Stage


class CompositionError(TacitusError):
    """The list of stages does not fit together."""


def check(stages: Sequence[Stage]) -> None:
    """Raises a CompositionError that names each missing requirement, and stages of the same name."""
    given: set[type[Annotation]] = set()
    names: set[str] = set()
    wrong: list[str] = []
    for stage in stages:
        spec = stage.spec
        if spec.name in names:
            wrong.append(f"the stage {spec.name!r} stands twice")
        names.add(spec.name)
        missing = [record for record in spec.requires if record not in given]
        for record in missing:
            giver = _giver(stages, record)
            where = f"{giver!r} gives it, but stands later" if giver else "no stage gives it"
            wrong.append(f"the stage {spec.name!r} requires {record.__name__}: {where}")
        given.update(spec.provides)
    if wrong:
        raise CompositionError("The stages do not fit together: " + "; ".join(wrong) + ".")


def _giver(stages: Sequence[Stage], record: type[Annotation]) -> str | None:
    return next((stage.spec.name for stage in stages if record in stage.spec.provides), None)
