"""Who is he and who is she in an article: what all its pronouns together speak for. Names tell nothing of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tacitus.stages.entities.antecedents import Candidate

_PLAIN = 0.4  # by how much the one gender must fit all pronouns better than the other, as a logarithm
_ONCE, _MOST = 1.0, 4.0  # the margin that counts once, and how often the largest counts
_HINT = 3.0  # what a title before the bare surname counts
_SWEEPS = 3
_NOBODY = -4.0  # score of a pronoun that means none of its candidates
MALE, FEMALE = 0, 1


class Votes:
    """Each pronoun with those who can be meant. A party is the one or the other throughout, so "he" and "she" are never the same."""

    def __init__(self) -> None:
        self._hints: dict[int, int] = {}
        self._told: dict[int, int] = {}  # chains whose gender is known, by their id()
        self._seen: dict[int, list[int]] = {}  # chain → pronouns that can mean it
        self._pronouns: list[tuple[int, list[tuple[int, float]]]] = []

    def count(self, female: bool, found: Sequence[Candidate]) -> None:
        if not found:
            return
        number, scores = len(self._pronouns), []
        for candidate in found:
            key = id(candidate.chain)
            if candidate.chain.gender is not None:
                self._told[key] = FEMALE if candidate.chain.gender == "f" else MALE
            else:
                self._seen.setdefault(key, []).append(number)
                if candidate.chain.hint is not None:
                    self._hints[key] = FEMALE if candidate.chain.hint == "f" else MALE
            scores.append((key, candidate.score))
        self._pronouns.append((FEMALE if female else MALE, scores))

    def leaning(self) -> dict[int, tuple[str, float]]:
        """The gender of each chain for which the article's pronouns together are plain, and how plain, by the chain's id()."""
        genders: dict[int, int | None] = dict(self._told)
        margins: dict[int, float] = {}
        for _ in range(_SWEEPS):
            for key in self._seen:
                male, female = (self._fit(key, gender, genders) for gender in (MALE, FEMALE))
                margins[key] = female - male
                genders[key] = FEMALE if female > male else MALE if male > female else None
        return {
            key: ("f" if margin > 0 else "m", min(max(abs(margin) / _ONCE, 1.0), _MOST))
            for key, margin in margins.items()
            if abs(margin) >= _PLAIN
        }

    def _fit(self, key: int, gender: int, genders: dict[int, int | None]) -> float:
        """How well the pronouns that can mean a chain are explained if it has this gender."""
        total = _HINT if self._hints.get(key) == gender else 0.0
        for number in self._seen[key]:
            asked, scores = self._pronouns[number]
            fitting = [_NOBODY]
            fitting.extend(score for other, score in scores if (gender if other == key else genders.get(other)) in (asked, None))
            best = max(fitting)
            total += best + math.log(sum(math.exp(score - best) for score in fitting))
        return total
