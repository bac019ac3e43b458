"""The table of weights, types and limits, ``resources/corpus/incidents.yaml``."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from tacitus.corpus.incidents.words import Vocabulary
from tacitus.model.errors import ResourceError
from tacitus.resources.loader import Resource, load

PATH = "corpus/incidents.yaml"
Deed = tuple[str, frozenset[str]]  # type and modes


class Limits(msgspec.Struct, frozen=True):
    window: int
    region: int
    members: int
    keys: int
    near_kilometres: float
    published_near_days: int


class Thresholds(msgspec.Struct, frozen=True):
    pair: float
    same: float
    denial: float
    crowded: tuple[float, ...]
    names: int

    @property
    def levels(self) -> tuple[float, ...]:
        return self.pair, *self.crowded


class Tables:
    """``fields``: the fields of each type."""

    def __init__(self, resource: Resource) -> None:
        data = resource.data
        try:
            self.weights: dict[str, float] = msgspec.convert(data["weights"], dict[str, float])
            self.limits = msgspec.convert(data["limits"], Limits)
            self.thresholds = msgspec.convert(data["thresholds"], Thresholds)
            self._types = _type_pairs(data["types"])
            self._weight_of: dict[tuple[Deed, Deed], float | None] = {}  # as asked for: deeds are few
            self.same_type = float(data["types"]["same"])
            self.fields = _fields(msgspec.convert(data["fields"], dict[str, list[str]]))
            self.vocabulary = Vocabulary(frozenset(data["stop_words"].split()), frozenset(data["never_names"].split()))
        except (KeyError, msgspec.ValidationError) as error:
            raise ResourceError(f"{resource.info.path}: {error}. Compare it with the file that came with tacitus.") from error
        self.sha256 = resource.info.sha256

    def types(self, one: Deed, two: Deed) -> float | None:
        """The weight of two types that may tell one occurrence, the most of those that name modes of theirs; None where they never do."""
        key = one, two
        if key not in self._weight_of:
            found = [self._types.get((a, b)) for a in (one[0], *_named(one)) for b in (two[0], *_named(two)) if a != one[0] or b != two[0]]
            self._weight_of[key] = max((weight for weight in found if weight is not None), default=self._types.get((one[0], two[0])))
        return self._weight_of[key]


def _named(deed: Deed) -> list[str]:
    """ "ASSAULT/abduct" for each mode, "ASSAULT/none" without any."""
    return [f"{deed[0]}/{mode}" for mode in sorted(deed[1])] or [f"{deed[0]}/none"]


def _type_pairs(data: dict[str, dict[str, float] | float]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for first, others in data.items():
        if isinstance(others, dict):
            for second, weight in others.items():
                found[first, second] = found[second, first] = float(weight)
    return found


def _fields(data: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field, types in sorted(data.items()):
        for one in types:
            found[one] = (*found.get(one, ()), field)
    return found


@lru_cache(maxsize=1)
def tables() -> Tables:
    return Tables(load(PATH))
