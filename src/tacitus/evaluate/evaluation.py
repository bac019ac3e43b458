"""Codings against gold: every measure over every document, with intervals, misses and the worst documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from tacitus.evaluate.bootstrap import intervals
from tacitus.evaluate.clustering import Clusters, partition_of
from tacitus.evaluate.gold import Gold
from tacitus.evaluate.measures import MEASURES, SET_MEASURES
from tacitus.evaluate.selecting import WhichHalf
from tacitus.evaluate.tallies import Counts, Key, Measure, Miss, SetMeasure, Tally
from tacitus.model.records import Coding


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure with its 95% interval over documents, and the number of things it rests on."""

    measure: str
    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    documents: int


class Worst(msgspec.Struct, frozen=True, kw_only=True):
    """A document and how many misses a measure has in it."""

    document: str
    file: str
    misses: int


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What one measure says of a set. ``tables``: confusion tables as {gold: {ours: number}}."""

    measure: str
    documents: int
    figures: tuple[Figure, ...]
    tables: dict[str, dict[str, dict[str, int]]]
    counts: dict[str, float]  # the plain counts that the figures are made of
    misses: tuple[Miss, ...]
    worst: tuple[Worst, ...]

    def figure(self, name: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.name == name), None)


class Evaluation:
    """Takes documents one by one; ``results`` at the end.

    Texts and codings are kept of those documents alone that a measure of whole topics asks for. Of a ``half`` only its own documents are
    taken: for such measures the topics that lie in it, for the others the documents that do.
    """

    def __init__(
        self,
        measures: Iterable[Measure] = MEASURES,
        set_measures: Iterable[SetMeasure] = SET_MEASURES,
        *,
        half: WhichHalf = "all",
        keep_misses: bool = True,
        clusters: Clusters = partition_of,
    ) -> None:
        self.measures = tuple(measures)
        self.set_measures = tuple(set_measures)
        self._all: tuple[Measure | SetMeasure, ...] = (*self.measures, *self.set_measures)
        self._half = half
        self._clusters = clusters
        self._topics: dict[str, list[tuple[Gold, Coding]]] = {}
        self._keep = keep_misses
        self._counts: dict[str, list[Counts]] = {measure.NAME: [] for measure in self._all}
        self._misses: dict[str, list[Miss]] = {name: [] for name in self._counts}
        self._worst: dict[str, list[Worst]] = {name: [] for name in self._counts}
        self.documents = 0

    def add(self, gold: Gold, ours: Coding) -> None:
        if gold.topic is not None and self._half in ("all", gold.topic_half) and any(one.applies(gold) for one in self.set_measures):
            self._topics.setdefault(gold.topic, []).append((gold, ours))
        if self._half not in ("all", gold.half):
            return
        self.documents += 1
        for measure in self.measures:
            if not measure.applies(gold):
                continue
            tally = Tally(measure.NAME, gold)
            measure.count(gold, ours, tally)
            self._counts[measure.NAME].append(tally.counts)
            if tally.misses and self._keep:
                self._worst[measure.NAME].append(Worst(document=gold.document.source_id, file=gold.file, misses=len(tally.misses)))
                self._misses[measure.NAME].extend(tally.misses)

    def take(self, other: Evaluation) -> None:
        """What another evaluation has counted, for the measures that both have; its misses are not taken."""
        self.documents += other.documents
        for measure in self.measures:
            self._counts[measure.NAME].extend(other._counts.get(measure.NAME, ()))

    def results(self, *, with_intervals: bool = True, with_misses: bool = True) -> list[Measured]:
        """The measures that applied to at least one document, in the order of their tables."""
        self._count_topics()
        return [self._measured(measure, with_intervals, with_misses) for measure in self._all if self._counts[measure.NAME]]

    def _count_topics(self) -> None:
        """All documents of all topics are clustered together, as they would lie in one record; each topic is then counted for itself."""
        if not self._topics:
            return
        partition = self._clusters([ours for topic in self._topics.values() for _, ours in topic])
        for topic in self._topics.values():
            for measure in self.set_measures:
                asked = [(gold, ours) for gold, ours in topic if measure.applies(gold)]
                if asked:
                    tally = Tally(measure.NAME, asked[0][0])
                    measure.count(asked, partition, tally)
                    self._keep_tally(measure.NAME, asked, tally)
        self._topics = {}

    def _keep_tally(self, name: str, topic: Sequence[tuple[Gold, Coding]], tally: Tally) -> None:
        self._counts[name].append(tally.counts)
        if tally.misses and self._keep:
            # Of a topic to develop by, documents that other measures keep for checking are counted, but not shown.
            files = {gold.document.source_id: gold.file for gold, _ in topic if self._half in ("all", gold.half)}
            misses = [miss for miss in tally.misses if miss.document in files]
            missed = Counter(miss.document for miss in misses)
            self._worst[name].extend(Worst(document=one, file=files[one], misses=number) for one, number in missed.items())
            self._misses[name].extend(misses)

    def _measured(self, measure: Measure | SetMeasure, with_intervals: bool, with_misses: bool) -> Measured:
        documents = self._counts[measure.NAME]
        sums: Counter[Key] = Counter()
        for counts in documents:
            sums.update(counts)
        bounds = intervals(documents, measure.figures) if with_intervals else {}
        figures = []
        for name, value in measure.figures(sums).items():
            if value.n == 0 and value.value is None:
                continue
            low, high = bounds.get(name, (None, None))
            figures.append(
                Figure(measure=measure.NAME, name=name, value=value.value, low=low, high=high, n=value.n, documents=len(documents))
            )
        return Measured(
            measure=measure.NAME,
            documents=len(documents),
            figures=tuple(figures),
            tables={table: _table(sums, table) for table in measure.TABLES},
            counts={key[0]: number for key, number in sorted(sums.items()) if len(key) == 1},
            misses=tuple(self._misses[measure.NAME]) if with_misses else (),
            worst=tuple(sorted(self._worst[measure.NAME], key=lambda one: (-one.misses, one.document))) if with_misses else (),
        )


def _table(sums: Counts, table: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for key, number in sorted(sums.items()):
        if key[0] == table and number:
            found.setdefault(key[1], {})[key[2]] = int(number)
    return found
