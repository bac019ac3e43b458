"""Measures over several documents: report sets, copies, articles by occurrence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from tacitus.evaluate.accuracy.sets import copies_of_our_own
from tacitus.evaluate.clustering import Partition
from tacitus.evaluate.copying import worlds
from tacitus.evaluate.evaluation import Evaluation
from tacitus.evaluate.gold import Gold, GoldError, document_for
from tacitus.evaluate.measures import copies, incidents
from tacitus.evaluate.measures.articles import joined
from tacitus.evaluate.readers import read_gold
from tacitus.model.records import Coding
from tests.corpus.incidents.makers import Deed, coding

ROOT = Path(__file__).parents[2]
SETS = ROOT / "examples" / "incidents"
SET = """\
about: Two strikes.
occurrences:
  may: strike of May
  june: strike of June
documents:
- {id: one, outlet: A, published_at: 2024-05-03, title: T, text: "Dockers [struck]{may} in May. They denied that a ship [sank]{-may}."}
- {id: two, outlet: B, published_at: 2024-06-03, title: T, text: "Dockers [walked out]{may} in May and [stopped]{june} in June."}
"""


@pytest.fixture
def golds(tmp_path: Path) -> list[Gold]:
    (tmp_path / "strikes.yaml").write_text(SET, encoding="utf-8")
    (tmp_path / "split.yaml").write_text("develop: [strikes]\ncheck: []\n", encoding="utf-8")
    return [gold for gold in read_gold(tmp_path) if isinstance(gold, Gold)]


def codings(golds: Sequence[Gold]) -> list[Coding]:
    """An event for every marked word."""
    made = []
    for gold in golds:
        words = [gold.document.text[slice(*mention.span)] for chain in gold.chains or () for mention in chain.mentions]
        # One deed holds the whole text: its triggers stand where the gold has them.
        made.append([coding(Deed(gold.document.text, "PROTEST", word), source=gold.document.source_id) for word in words])
    return [
        Coding(document=gold.document, produced_by={}, events=tuple(event for one in parts for event in one.events))
        for gold, parts in zip(golds, made, strict=True)
    ]


def test_a_report_set_is_read_without_its_marks(golds: list[Gold]) -> None:
    first, second = golds
    assert first.document.text == "Dockers struck in May. They denied that a ship sank."
    assert [(chain.instance, len(chain.mentions)) for chain in second.chains or ()] == [("may", 1), ("june", 1)]
    assert [chain.instance for chain in first.chains or ()] == ["may", None]
    assert {(gold.topic, gold.half, gold.topic_half) for gold in golds} == {("strikes", "develop", "develop")}
    assert (first.document.outlet, first.document.published_at) == ("A", "2024-05-03")


def test_an_occurrence_that_is_not_declared_is_told_with_its_document(tmp_path: Path) -> None:
    (tmp_path / "strikes.yaml").write_text(SET.replace("  june: strike of June\n", ""), encoding="utf-8")
    errors = [str(one) for one in read_gold(tmp_path) if isinstance(one, GoldError)]
    assert len(errors) == 1
    assert "two: the occurrences june" in errors[0]


@pytest.mark.parametrize(
    "together, pairwise", [((("struck", "walked out"),), 1.0), ((), 0.0), ((("struck", "walked out", "stopped"),), 0.5)]
)
def test_incidents_are_compared_across_documents(golds: list[Gold], together: tuple[tuple[str, ...], ...], pairwise: float) -> None:
    def clusters(codings: Sequence[Coding]) -> Partition:
        found = {}
        for one in codings:
            for event in one.events:
                group = next((words[0] for words in together if event.trigger.text in words), None)
                if group is not None:
                    found[event.id] = group
        return Partition(incidents=found)

    evaluation = Evaluation((), (incidents,), half="develop", clusters=clusters)
    for gold, ours in zip(golds, codings(golds), strict=True):
        evaluation.add(gold, ours)
    (measured,) = evaluation.results()
    values = {figure.name: figure.value for figure in measured.figures}
    assert values["pairwise"] == pairwise
    assert values["incidents_coverage"] == 1.0
    assert bool(measured.misses) is (pairwise < 1)


def test_a_topic_of_the_other_half_is_left_out(golds: list[Gold]) -> None:
    evaluation = Evaluation((), (incidents,), half="check", clusters=lambda codings: Partition())
    for gold, ours in zip(golds, codings(golds), strict=True):
        evaluation.add(gold, ours)
    assert evaluation.results() == []


def test_articles_hang_together_in_chains() -> None:
    assert joined([frozenset("a"), frozenset("b"), frozenset("ab"), frozenset(), frozenset("c")]) == [0, 0, 0, 3, 4]


def test_our_report_sets_are_as_large_as_they_are_said_to_be() -> None:
    golds = list(read_gold(SETS))
    assert all(isinstance(gold, Gold) for gold in golds)
    reports: dict[tuple[str | None, str], int] = {}
    for gold in golds:
        assert isinstance(gold, Gold)
        assert gold.side is not None
        assert 35 <= len(gold.document.text.split()) <= 220, gold.key
        for chain in gold.chains or ():
            if chain.instance is not None:
                reports[gold.topic, chain.instance] = reports.get((gold.topic, chain.instance), 0) + 1
    assert sum(number >= 5 for number in reports.values()) >= 24


# Copies

TEXTS = [
    (f"t{n}", " ".join(f"The {word} of story {n} went to place {n}{m} on 3 May, and {m + 20} people saw it there." for m, word in
                       enumerate("guard baker clerk pilot nurse judge miner".split()))) for n in range(40)
]  # fmt: skip


def test_the_same_seed_makes_the_same_copies() -> None:
    one, other = list(worlds(TEXTS)), list(worlds(TEXTS))
    assert one == other
    assert [gold.document.text for gold in worlds(TEXTS, seed=2)] != [gold.document.text for gold in one]


def test_copies_know_their_original_and_lie_in_the_half_of_their_world() -> None:
    for gold in worlds(TEXTS):
        assert gold.copy_of is not None
        assert gold.topic is not None
        assert gold.half == gold.topic_half == gold.topic.split("-")[1]
        original = dict(TEXTS).get(gold.copy_of)
        if original is not None:
            here = set(gold.document.text.split())
            assert len(here & set(original.split())) > len(set(original.split())) / 4


def test_our_own_copies_hold_groups_and_loners_in_both_halves() -> None:
    golds = list(copies_of_our_own(ROOT))
    for half in ("develop", "check"):
        groups: dict[tuple[str | None, str | None], int] = {}
        for gold in golds:
            if gold.half == half:
                groups[gold.topic, gold.copy_of] = groups.get((gold.topic, gold.copy_of), 0) + 1
        assert max(groups.values()) >= 8
        assert sum(size == 1 for size in groups.values()) >= 10
    assert len({gold.document.id for gold in golds}) == len(golds)


def test_the_true_groups_have_an_index_of_one_and_loners_none() -> None:
    golds = list(worlds(TEXTS))
    true = Partition(copies={gold.document.id: gold.copy_of or "" for gold in golds})
    for partition, rand in ((true, 1.0), (Partition(), 0.0)):
        evaluation = Evaluation((), (copies,), clusters=lambda codings, partition=partition: partition)
        for gold in golds:
            evaluation.add(gold, Coding(document=gold.document, produced_by={}))
        (measured,) = evaluation.results(with_intervals=False)
        figure = measured.figure("copies_rand")
        assert figure is not None
        assert figure.value == pytest.approx(rand)


def test_worlds_share_no_original() -> None:
    origins: dict[str, set[str]] = {}
    for gold in worlds(TEXTS):
        if not (gold.copy_of or "").startswith("bulletin"):
            origins.setdefault(gold.topic or "", set()).add(gold.copy_of or "")
    assert all(not one & other for one, other in combinations(origins.values(), 2))


def test_a_document_without_topic_asks_for_no_clusters() -> None:
    def never(codings: Sequence[Coding]) -> Partition:
        raise AssertionError

    evaluation = Evaluation(clusters=never)
    document = document_for("x", "Nothing here.")
    evaluation.add(Gold(document=document, file="x", key="x"), Coding(document=document, produced_by={}))
    assert evaluation.results() == []
