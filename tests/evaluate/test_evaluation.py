"""Intervals, misses, halves and floors: the same data give the same figures, in whatever order they come."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.evaluate.accuracy.floors import SLACK, breaches, floors_of, read_floors
from tacitus.evaluate.accuracy.measuring import Run, SetResult, merged
from tacitus.evaluate.accuracy.page import page, series_of
from tacitus.evaluate.accuracy.plot import calibration_svg
from tacitus.evaluate.accuracy.sets import POOLED, POOLS, SETS, TARGETS, hash_of, quiet_pieces
from tacitus.evaluate.bootstrap import intervals
from tacitus.evaluate.evaluation import Evaluation
from tacitus.evaluate.gold import Gold, GoldError, GoldPair, half_of, sampled
from tacitus.evaluate.measures import ALL, calibration, measures_named, pairs
from tacitus.evaluate.selecting import half_named, sample_of, selected
from tacitus.evaluate.tallies import Counts, Value, share
from tacitus.model.errors import TacitusError, UsageError
from tests.evaluate.makers import coding, event, gold


def right_of(counts: Counts) -> dict[str, Value]:
    return {"right": share(counts, "right", "of")}


def documents(*cases: tuple[int, int]) -> list[Counter[tuple[str, ...]]]:
    return [Counter({("right",): right, ("of",): of}) for right, of in cases]


def test_intervals_hold_the_figure_and_narrow_with_more_documents() -> None:
    few, many = (intervals(documents(*[(1, 1), (0, 1), (1, 1)] * times), right_of)["right"] for times in (10, 100))
    assert few[0] < many[0] < 2 / 3 < many[1] < few[1]
    assert few == pytest.approx((0.5, 0.8334), abs=0.05)  # of thirty throws with a chance of two in three


def test_documents_that_are_alike_leave_no_doubt_and_one_document_has_no_interval() -> None:
    assert intervals(documents((1, 2), (1, 2), (1, 2)), right_of)["right"] == (0.5, 0.5)
    assert intervals(documents((1, 2)), right_of) == {}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(3, 5)), min_size=2, max_size=12), st.randoms())
def test_intervals_do_not_depend_on_the_order(cases: list[tuple[int, int]], chance: Any) -> None:
    shuffled = list(cases)
    chance.shuffle(shuffled)
    assert intervals(documents(*cases), right_of, 100) == intervals(documents(*shuffled), right_of, 100)


TEXT = "Norland accused Sutland of lies."


def case(kind: Any = "ACCUSE", name: str = "k") -> tuple[Gold, Any]:
    pair = GoldPair(actor=(0, 7), recipient=(16, 23), label="ACCUSE", types=("ACCUSE",))
    theirs = Gold(document=gold(TEXT).document, file="gold", key=name, pairs=(pair,))
    return theirs, coding(TEXT, events=(event(TEXT, kind, "accused", ("Norland",), ("Sutland",)),))


def evaluated(*cases: tuple[Gold, Any]) -> Evaluation:
    evaluation = Evaluation()
    for one in cases:
        evaluation.add(*one)
    return evaluation


def test_results_hold_figures_tables_misses_and_the_worst_documents() -> None:
    found, calibrated = evaluated(case(), case("REJECT")).results()
    figure = found.figure("type_given_share")
    assert figure is not None and (figure.value, figure.n, figure.documents) == (0.5, 2, 2)
    assert figure.low is not None and figure.high is not None and figure.low <= 0.5 <= figure.high
    assert found.tables["given"] == {"ACCUSE": {"ACCUSE": 1, "REJECT": 1}}
    assert [miss.what for miss in found.misses] == ["wrong type"]
    assert [(one.document, one.misses) for one in found.worst] == [("text", 1)]
    assert calibrated.measure == "calibration"


def test_only_measures_that_apply_are_reported() -> None:
    assert [one.measure for one in evaluated(case()).results()] == ["types", "calibration"]
    assert evaluated().results() == []


def test_misses_are_not_kept_where_they_are_not_wanted() -> None:
    evaluation = Evaluation(keep_misses=False)
    evaluation.add(*case("REJECT"))
    assert [(one.misses, one.worst) for one in evaluation.results()] == [((), ())] * 2


def test_sets_together_are_the_sum_of_their_documents() -> None:
    both = merged([evaluated(case()), evaluated(case("REJECT"))], ("types",))
    (found,) = both.results()
    figure = found.figure("type_given_share")
    assert both.documents == 2 and figure is not None and figure.value == 0.5


def test_halves_are_fixed() -> None:
    assert [half_of(name) for name in ("a", "b", "text")] == ["check", "develop", "check"]
    assert case()[0].half == half_of("k")


@given(st.text())
def test_every_document_is_in_one_half_and_in_the_sample_of_all(key: str) -> None:
    assert half_of(key) in ("develop", "check") and sampled(key, 1)


def test_a_tenth_is_about_a_tenth_and_no_matter_of_halves() -> None:
    keys = [str(n) for n in range(5000)]
    tenth = [key for key in keys if sampled(key, 10)]
    assert 400 < len(tenth) < 600
    assert 0.4 < sum(half_of(key) == "check" for key in tenth) / len(tenth) < 0.6


def test_selecting_gives_the_half_and_gathers_what_could_not_be_read() -> None:
    golds = [case(name=str(n))[0] for n in range(50)]
    problems: list[GoldError] = []
    develop = list(selected([*golds, GoldError("bad")], "develop", 1, problems))
    assert {one.half for one in develop} == {"develop"} and len(problems) == 1
    assert len(develop) + len(list(selected(golds, "check", 1, problems))) == 50


@pytest.mark.parametrize("written", ["10", "1/0", "2/3", "x"])
def test_a_sample_is_one_in_so_many(written: str) -> None:
    assert sample_of("1/10") == 10 and sample_of(None) == 1
    with pytest.raises(UsageError, match="not like 1/10"):
        sample_of(written)


def test_names_that_do_not_exist_are_told() -> None:
    with pytest.raises(UsageError, match="choose develop, check, all"):
        half_named("half")
    with pytest.raises(UsageError, match="no measure is called taste"):
        measures_named(["taste"])


def ran(kind: Any = "ACCUSE") -> Run:
    results = evaluated(case(), case(kind)).results(with_misses=False)
    one = SetResult(
        name="relations",
        holds="sentences",
        sha256="0" * 64,
        documents={"check": 2, "develop": 2},
        halves={"check": results, "develop": results},
    )
    return Run(results=(one,), absent=("geo",), unreadable=(), misses=())


def test_floors_are_todays_figures_and_a_little_less() -> None:
    floors = floors_of(ran())
    assert floors["relations"]["check"]["type_given"] == 1 - SLACK
    assert list(breaches(ran(), floors)) == []
    assert floors["relations"]["check"]["ece"] == pytest.approx(0.2 + SLACK, abs=0.011)  # a ceiling


def test_a_figure_below_its_floor_is_told_and_absent_sets_are_passed_over() -> None:
    fallen = list(breaches(ran("REJECT"), {**floors_of(ran()), "geo": {"check": {"found": 0.9}}}))
    assert any(line.startswith("relations, check: type_given is ") and "its floor is 0.99" in line for line in fallen)
    assert any("ece" in line and "ceiling" in line for line in fallen)
    assert not any("geo" in line for line in fallen)


def test_a_figure_that_is_no_longer_measured_is_told() -> None:
    assert list(breaches(ran(), {"relations": {"check": {"taste": 0.5}}})) == [
        "relations, check: taste is no longer measured; its floor is 0.5"
    ]


def test_a_floors_file_of_another_form_is_told(tmp_path: Path) -> None:
    (tmp_path / "floors.yaml").write_text("- 1", encoding="utf-8")
    with pytest.raises(TacitusError, match="expected a mapping"):
        read_floors(tmp_path / "floors.yaml", "whole")


def test_the_page_tells_figures_intervals_targets_and_what_is_absent() -> None:
    basis = {"tacitus": "0", "stages": {"events": 1}, "model": {"parser": "1"}, "resources": {"sha256": "a" * 64}}
    text = page(ran("REJECT"), basis, 1000)
    assert "| the same, with the pair given | relations | .667 [" in text and "**not reached**" in text
    assert "Absent, and so not measured: geo." in text
    assert "| ACCUSE | 1 | 1 |" not in text  # a confusion table of one class says nothing
    assert "| 0.8–0.9 | 2 | .800 | .500 |" in text
    assert TEXT not in text


def test_the_plot_has_a_point_for_each_bin_and_says_what_it_shows() -> None:
    svg = calibration_svg(series_of(ran("REJECT")))
    assert svg.startswith("<svg") and svg.count("<title>") == 1 and "50% right" in svg
    assert calibration_svg({}).endswith("</svg>\n")
    assert calibration_svg({'<b>"': [calibration.Bin(low=0.5, events=1, confidence=0.5, right=1)]}).count("<b>") == 0


def test_targets_ask_for_figures_that_their_sets_have() -> None:
    measures_of = {one.name: one.measures for one in SETS} | POOLED
    figures = {one.NAME: one.FIGURES for one in ALL}
    for target in TARGETS:
        assert any(target.figure in figures[name] for name in measures_of[target.set]), target.what
    assert set(POOLS) == set(POOLED)
    assert pairs in ALL


def test_the_hash_of_a_set_changes_with_a_name_or_a_byte(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", encoding="utf-8")
    first = hash_of(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    second = hash_of(tmp_path)
    (tmp_path / "b").write_text("2", encoding="utf-8")
    assert len({first, second, hash_of(tmp_path)}) == 3
    assert hash_of(tmp_path / "b") == hash_of(tmp_path / "b")


def test_quiet_pieces_hold_no_event(tmp_path: Path) -> None:
    (tmp_path / "sport.txt").write_text("# Sport.\nA match.\n====\nAnother.\n", encoding="utf-8")
    assert [(one.document.text, one.coding.events if one.coding else None) for one in quiet_pieces(tmp_path)] == [
        ("A match.", ()),
        ("Another.\n", ()),
    ]
