"""Figures: what they count, the range they allow, whether they are of one act, and the event they belong to."""

from __future__ import annotations

import pytest

from tacitus.model.records import Count
from tests.conftest import Code


def figures(counts: tuple[Count, ...]) -> list[tuple[str, float | int | None, float | int | None, float | int | None]]:
    return [(count.what, count.low, count.best, count.high) for count in counts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty-nine people were injured in the attack on Monday.", ("injured", 29, 29, 29)),
        ("Soldiers fired at the crowd, leaving 12 dead.", ("killed", 12, 12, 12)),
        ("One man was shot dead by soldiers on Monday.", ("killed", 1, 1, 1)),
        ("Three men were shot by soldiers on Monday.", ("other", 3, 3, 3)),
        ("Two of its soldiers were killed by rebels on Monday.", ("killed", 2, 2, 2)),
        ("Rebels killed at least 30 villagers on Monday.", ("killed", 30, 30, None)),
        ("Police detained dozens of protesters on Monday.", ("detained", 12, 12, None)),
        ("The death toll rose to 34.", ("killed", 34, 34, 34)),
        ("The number of wounded reached 60.", ("injured", 60, 60, 60)),
    ],
)
def test_figure(code: Code, text: str, expected: tuple[str, int, int, int | None]) -> None:
    assert expected in figures(code(text).counts)


def test_expelled_diplomats_are_not_displaced(code: Code) -> None:
    assert [count.what for count in code("Kenya expelled two Ugandan diplomats on Monday.").counts] == []


def test_toll_belongs_to_the_attack_told_before(code: Code) -> None:
    coding = code("Rebels attacked the town of Barford on Monday. The death toll rose to 34.")
    assault = next(event for event in coding.events if event.type == "ASSAULT")
    assert figures(assault.counts) == [("killed", 34, 34, 34)]


def test_counts_of_a_crowd_belong_to_the_demonstration(code: Code) -> None:
    coding = code("Thousands of demonstrators marched in Lagos on Saturday. Police counted 7,000; organisers spoke of 60,000.")
    protest = next(event for event in coding.events if event.type == "PROTEST")
    assert [count.best for count in protest.counts if count.what == "participants"] == [1000, 7000, 60000]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Shelling has killed 300 civilians in Lagos since October.", "cumulative"),
        ("It was the deadliest attack since 2019, killing 40 people.", "event"),
        ("The rebels killed more than 800 people over four decades.", "cumulative"),
    ],
)
def test_scope(code: Code, text: str, scope: str) -> None:
    assert [count.scope for count in code(text).counts if count.what == "killed"] == [scope]
