"""The coding treats every side alike: opposed real actors, changed about in the same sentence, get the same codes and flags."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tacitus import Coder
from tests.symmetry.filling import Check, check_all, fill, read, summary

DOCS = Path(__file__).parents[2] / "docs" / "symmetry.md"
LATER = {"same events": 0.97, "same flags": 0.98, "parties swapped": 0.96, "event named": 0.9}  # of what the rules were not mended by
LEAST = {"same events": 0.98, "same flags": 0.99, "parties swapped": 0.98, "event named": 0.95}


@cache
def checks() -> tuple[Check, ...]:
    return tuple(check_all(Coder(), read("templates"), read("pairs")))


@cache
def later_checks() -> tuple[Check, ...]:
    """The templates with pairs, and templates with all pairs, that were written after the rules."""
    pairs, later = read("pairs", "checked"), read("templates", "checked")
    return (*check_all(Coder(), read("templates"), pairs), *check_all(Coder(), later, [*read("pairs"), *pairs]))


def test_there_are_enough_templates_and_pairs_and_each_type_has_some() -> None:
    templates = read("templates")
    assert len(templates) >= 60
    assert len(read("pairs")) >= 12
    assert len({template["id"] for template in templates}) == len(templates)
    assert len({template["event"]["type"] for template in templates} - {None}) == 16


def test_filling_turned_changes_the_sides_about() -> None:
    template = {"id": "t", "text": "{a.forces} met {b.name}."}
    pair = {"id": "p", "a": {"forces": "the guards", "name": "Aland"}, "b": {"forces": "their rivals", "name": "Bland"}}
    assert fill(template, pair, turned=False).text == "The guards met Bland."
    assert fill(template, pair, turned=True).text == "Their rivals met Aland."


@pytest.mark.parametrize("measure", LEAST)
def test_both_sides_get_the_same(measure: str) -> None:
    share = summary(checks())[measure]
    worst = Counter(check.template for check in checks() if not getattr(check, FIELD[measure]))
    assert share >= LEAST[measure], f"{measure}: {share:.3f}; most often: {worst.most_common(8)}"


@pytest.mark.parametrize("measure", LEAST)
def test_other_pairs_and_templates_get_nearly_the_same(measure: str) -> None:
    share = summary(later_checks())[measure]
    worst = Counter(check.template for check in later_checks() if not getattr(check, FIELD[measure]))
    assert share >= LATER[measure], f"{measure}: {share:.3f}; most often: {worst.most_common(8)}"


FIELD = {"same events": "same_events", "same flags": "same_frames", "parties swapped": "swapped", "event named": "is_named"}


def test_the_page_tells_these_figures() -> None:
    """Rounded down to a tenth of a percent; `python tools/symmetry.py` writes the page."""
    told = dict(
        re.findall(r"^\| (same events|same flags|parties swapped|event named) \| ([\d.]+)% \|", DOCS.read_text("utf-8"), re.MULTILINE)
    )
    shares = summary(checks())
    assert {name: float(value) for name, value in told.items()} == pytest.approx({name: 100 * shares[name] for name in LEAST}, abs=0.3)
