"""Who is he and who is she in an article: what all its pronouns together speak for. Names tell nothing of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tacitus.stages.entities.antecedents import Candidate
from tacitus.stages.entities.working import Chain

_SHARE = 1.5  # times as much for the one gender as for the other settles it
_LEAST = 0.5  # of one pronoun


class Votes:
    """Each pronoun gives one vote, divided among those who can be meant by how likely each is."""

    def __init__(self) -> None:
        self._chains: dict[int, Chain] = {}
        self._votes: dict[int, list[float]] = {}

    def count(self, female: bool, found: Sequence[Candidate]) -> None:
        if not found:
            return
        best = found[0].score
        weights = [math.exp(candidate.score - best) for candidate in found]
        for candidate, weight in zip(found, weights, strict=True):
            if candidate.chain.gender is None:
                self._chains[id(candidate.chain)] = candidate.chain
                self._votes.setdefault(id(candidate.chain), [0.0, 0.0])[female] += weight / sum(weights)

    def leaning(self) -> dict[int, str]:
        """The gender of each chain for which the votes are plain, by the chain's id()."""
        return {
            key: "m" if male > female else "f"
            for key, (male, female) in self._votes.items()
            if max(male, female) >= max(_LEAST, _SHARE * min(male, female))
        }
