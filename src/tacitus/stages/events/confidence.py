"""How sure an event is: a sum of named parts that a person can read."""

from __future__ import annotations

from collections.abc import Mapping

from tacitus.stages.events.happenings import Happening


class Confidence:
    """Weights from ``resources/events/confidence.yaml``; the sum is kept between its floor and ceiling."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    def parts(self, happening: Happening) -> dict[str, float]:
        """The named parts that apply and what each adds."""
        principal = happening.principal
        applies = {
            "base": True,
            "verb-trigger": principal.rule.pos == "verb",
            "specific-pattern": bool(principal.rule.phrase.others or principal.rule.conditions or principal.match.light is not None),
            "actor-known": any(party.entity for party in happening.actors),
            "actor-missing": not happening.actors,
            "recipient-known": any(party.entity for party in happening.recipients),
            "several-tellings": len(happening.tellings) > 1,
            "not-actual": principal.status != "actual",
            "hedged": bool(principal.judgement.hedge),
            "dated": happening.time is not None and happening.time.earliest is not None,
            "located": bool(happening.places),
            "unresolved-party": any(party.entity is None for party in (*happening.actors, *happening.recipients)),
        }
        return {name: self.weights[name] for name, holds in applies.items() if holds}

    def of(self, happening: Happening) -> float:
        total = sum(self.parts(happening).values())
        return round(min(max(total, self.weights["floor"]), self.weights["ceiling"]), 3)
