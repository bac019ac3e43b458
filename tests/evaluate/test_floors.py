"""On the fixed tenth of each tuning set that is there, no figure falls below its floor; the pages of the measures are current."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.evaluate.accuracy.floors import breaches, read_floors
from tacitus.evaluate.accuracy.measuring import Run, Wanted, measure_sets
from tacitus.evaluate.accuracy.sets import POOLS, SETS
from tools import build_measures_docs
from tools.evaluate import DATA, FLOORS, ROOT, TENTH

TENTHS = [one for one in SETS if one.tenth]
NAMES = [*(one.name for one in TENTHS), *POOLS]


@pytest.fixture(scope="module")
def run() -> Run:
    there = [one for one in TENTHS if (DATA / one.path).exists()]
    return measure_sets(Wanted(repository=ROOT, data=DATA, sets=there, sample=TENTH, together=True), 0, lambda _: None)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.timeout(300)
def test_no_figure_of_the_tenth_falls_below_its_floor(run: Run, name: str) -> None:
    absent = [one for one in POOLS.get(name, (name,)) if not (DATA / next(s.path for s in TENTHS if s.name == one)).exists()]
    if absent:
        pytest.skip(f"../shared/data lacks {', '.join(absent)}")
    floors = read_floors(FLOORS, "tenth")
    assert list(breaches(run, {name: floors.get(name, {})})) == []


def test_the_page_of_the_measures_is_current() -> None:
    page = build_measures_docs.PAGE.read_text(encoding="utf-8")
    assert page == build_measures_docs.page(), "run: python tools/build_measures_docs.py"


def test_the_page_of_accuracy_has_its_plot() -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    assert "](calibration.svg)" in page and (ROOT / "docs" / "calibration.svg").is_file()
    assert str(Path.home()) not in page
