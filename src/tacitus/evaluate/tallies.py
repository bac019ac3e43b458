"""What a measure counts in one document, and the figures made of the sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from tacitus.evaluate.gold import Gold
from tacitus.model.records import Coding

if TYPE_CHECKING:
    from tacitus.evaluate.clustering import Partition

Key = tuple[str, ...]  # a name, or a name with gold class and our class
Counts = Mapping[Key, float]
NOTHING = "–"  # stands in a confusion table where one side has nothing


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not right: where it stands, what the gold says, what we say and the rules that made us say it."""

    measure: str
    what: str  # missed, extra, or what differs
    file: str
    document: str
    start: int | None
    sentence: str
    gold: Any
    ours: Any
    why: tuple[str, ...] = ()


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of one measure; ``n``: how many gold (or, for shares of ours, our) things it rests on. None where there are none."""

    value: float | None
    n: int


class Tally:
    """Counts and misses of one measure in one document."""

    def __init__(self, measure: str, gold: Gold) -> None:
        self.counts: defaultdict[Key, float] = defaultdict(float)
        self.misses: list[Miss] = []
        self._measure, self._gold = measure, gold

    def turn_to(self, gold: Gold) -> None:
        """The next misses lie in this document."""
        self._gold = gold

    def add(self, *key: str, by: float = 1) -> None:
        self.counts[key] += by

    def confuse(self, table: str, gold: str, ours: str | None) -> None:
        """One case of a confusion table; None: we have nothing there."""
        self.counts[table, gold, ours or NOTHING] += 1

    def miss(self, what: str, place: tuple[int, int] | None, *, gold: Any = None, ours: Any = None, why: tuple[str, ...] = ()) -> None:
        """``place``: the span in the text at which it is to be looked up; its sentence goes with it."""
        document = self._gold.document
        self.misses.append(
            Miss(
                measure=self._measure, what=what, file=self._gold.file, document=document.source_id, start=place[0] if place else None,
                sentence=around(document.text, place), gold=gold, ours=ours, why=why,
            )
        )  # fmt: skip


class Measure(Protocol):
    """A module of ``measures``. ``FIGURES``: the definition of each of its figures, by name; ``TABLES``: its confusion tables, by name."""

    NAME: str
    TITLE: str
    FIGURES: dict[str, str]
    TABLES: dict[str, str]

    def applies(self, gold: Gold) -> bool: ...

    def count(self, gold: Gold, ours: Coding, tally: Tally) -> None: ...

    def figures(self, counts: Counts) -> dict[str, Value]: ...


class SetMeasure(Protocol):
    """The same over all documents of a topic at once, and what we say that they have in common."""

    NAME: str
    TITLE: str
    FIGURES: dict[str, str]
    TABLES: dict[str, str]

    def applies(self, gold: Gold) -> bool: ...

    def count(self, topic: Sequence[tuple[Gold, Coding]], partition: Partition, tally: Tally) -> None: ...

    def figures(self, counts: Counts) -> dict[str, Value]: ...


Figures = Callable[[Counts], dict[str, Value]]


def around(text: str, place: tuple[int, int] | None, most: int = 400) -> str:
    """The line in which a span stands, cut to ``most`` code points about it, white space made single."""
    if place is None:
        return " ".join(text[:most].split())
    start = text.rfind("\n", 0, place[0]) + 1
    end = text.find("\n", place[1])
    end = len(text) if end == -1 else end
    start, end = max(start, place[0] - most // 2), min(end, place[1] + most // 2)
    return " ".join(text[start:end].split())


def share(counts: Counts, right: str, of: str) -> Value:
    """``right`` of ``of``."""
    n = counts.get((of,), 0)
    return Value(value=counts.get((right,), 0) / n if n else None, n=int(n))


def f1(counts: Counts, right: str, ours: str, gold: str) -> Value:
    """Harmonic mean of precision and recall from the three counts; None where neither side has any."""
    of = counts.get((ours,), 0) + counts.get((gold,), 0)
    return Value(value=2 * counts.get((right,), 0) / of if of else None, n=int(counts.get((gold,), 0)))


def by_class(counts: Counts, table: str) -> dict[str, Value]:
    """F1 of each gold class of a confusion table. A case where gold or we have nothing counts against recall or precision alone."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    for key, number in counts.items():
        if key[0] == table and number:
            _, theirs, mine = key
            gold[theirs] += int(number)
            ours[mine] += int(number)
            if theirs == mine:
                right[theirs] += int(number)
    return {
        name: Value(value=2 * right[name] / (gold[name] + ours[name]), n=gold[name])
        for name in sorted(gold)
        if name != NOTHING and gold[name]
    }


def macro_f1(counts: Counts, table: str) -> Value:
    """The mean of the F1 of the classes that the gold holds."""
    found = by_class(counts, table)
    values = [one.value for one in found.values() if one.value is not None]
    return Value(value=sum(values) / len(values) if values else None, n=sum(one.n for one in found.values()))


def accuracy(counts: Counts, table: str) -> Value:
    """Share of the gold cases of a confusion table where the classes agree."""
    cases = [(key, number) for key, number in counts.items() if key[0] == table and key[1] != NOTHING]
    n = sum(number for _, number in cases)
    right = sum(number for key, number in cases if key[1] == key[2])
    return Value(value=right / n if n else None, n=int(n))
