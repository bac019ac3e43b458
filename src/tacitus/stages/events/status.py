"""The status of a deed at its trigger: negation, modality, governors and conditions, climbed word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.governors import Climb
from tacitus.stages.events.judgement import Judgement
from tacitus.stages.events.statuswords import StatusWords


class StatusJudge:
    """Made once from ``status.yaml``; judges triggers of any document."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._words = StatusWords.of(tables)

    def judge(self, head: int, light: int | None, arguments: Arguments, words: Sequence[int] = ()) -> Judgement:
        """The judgement at a trigger headed by token ``head``, carried by the light verb ``light`` where there is one.

        A negation among the trigger's own ``words`` ("will not hesitate", "does not recognise") is part of its meaning and not counted.
        """
        climb = Climb(self._words, arguments, frozenset(words))
        tokens = arguments.tokens
        if tokens[head].pos in ("NOUN", "PROPN"):
            climb.noun(head)
            if light is not None:
                climb.light(light)
                climb.came_from = head
                climb.verb(light)
                climb.climb(light)
            else:
                climb.climb(head)
        else:
            climb.verb(head)
            above = arguments.tree.head_of(head)
            if tokens[head].pos == "ADJ" and tokens[head].dep == "acomp" and above is not None:
                climb.verb(above, inherited=True)  # "is not ready": what stands at the copula
            climb.climb(head)
        return climb.found
