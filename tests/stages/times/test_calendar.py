"""Arithmetic of calendars against dates that are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.stages.times import calendar


@pytest.mark.parametrize(
    ("year", "day"), [(2008, date(2008, 3, 23)), (2019, date(2019, 4, 21)), (2024, date(2024, 3, 31)), (2025, date(2025, 4, 20))]
)
def test_western_easter(year: int, day: date) -> None:
    assert calendar.easter(year) == day


@pytest.mark.parametrize(
    ("year", "day"), [(2019, date(2019, 4, 28)), (2023, date(2023, 4, 16)), (2024, date(2024, 5, 5)), (2025, date(2025, 4, 20))]
)
def test_orthodox_easter(year: int, day: date) -> None:
    assert calendar.orthodox_easter(year) == day


@pytest.mark.parametrize(
    ("year", "day"), [(2011, date(2011, 8, 1)), (2015, date(2015, 6, 18)), (2020, date(2020, 4, 24)), (2024, date(2024, 3, 11))]
)
def test_ramadan_begins_within_a_day_of_what_was_announced(year: int, day: date) -> None:
    assert abs((calendar.islamic_in(year, 9, 1)[0] - day).days) <= 1


def test_an_islamic_feast_may_fall_twice_in_a_year() -> None:
    assert len(calendar.islamic_in(2000, 10, 1)) == 2


@pytest.mark.parametrize(
    ("year", "day"), [(1973, date(1973, 10, 6)), (2021, date(2021, 9, 16)), (2022, date(2022, 10, 5)), (2024, date(2024, 10, 12))]
)
def test_yom_kippur(year: int, day: date) -> None:
    assert calendar.hebrew_in(year, 7, 10) == [day]


@pytest.mark.parametrize(("year", "day"), [(2002, date(2002, 3, 28)), (2022, date(2022, 4, 16)), (2024, date(2024, 4, 23))])
def test_passover(year: int, day: date) -> None:
    assert calendar.hebrew_in(year, 1, 15) == [day]


def test_the_last_monday_of_may() -> None:
    assert calendar.nth_weekday(2024, 5, 0, -1) == date(2024, 5, 27)


@given(st.dates(), st.integers(-5_000_000, 5_000_000))
def test_shifting_never_leaves_the_calendar(day: date, days: int) -> None:
    assert date.min <= calendar.shift(day, days) <= date.max


@given(st.integers(-50, 10_050), st.integers(-40, 60), st.integers(1, 40))
def test_months_are_always_in_order(year: int, month: int, months: int) -> None:
    first, last = calendar.month_range(calendar.clamp(year), month, months)
    assert first <= last


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9990, 1, 1)), st.sampled_from(["early", "mid", "late"]))
def test_thirds_lie_inside_the_whole(day: date, part: str) -> None:
    whole = calendar.month_range(day.year, day.month)
    first, last = calendar.thirds(whole, part)
    assert whole[0] <= first <= last <= whole[1]
