"""From matched words to a Meaning: one function for each ``make`` of grammar.yaml. None means that the words are no time after all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from tacitus.stages.times import calendar
from tacitus.stages.times.atoms import Item
from tacitus.stages.times.meanings import (
    Between,
    DayOfMonth,
    Fixed,
    Meaning,
    MonthDay,
    Months,
    Period,
    ShortDecade,
    Unknown,
    Weekday,
    Years,
)  # fmt: skip
from tacitus.stages.times.patterns import Captured

Builder = Callable[["Match"], Meaning | None]
BUILDERS: dict[str, Builder] = {}
VAGUE_REASON = "too vague for a date"
BEFORE_REASON = "before the year 1, where the calendar of dates begins"
FIRST_SHORT_YEAR = 30  # '30 is 1930, '29 is 2029
AMBIGUOUS_REASON = "day and month may stand in either order"


class Match:
    """The captured items of one match, by class."""

    def __init__(self, captured: tuple[Captured, ...], text: str, before: Item | None = None) -> None:
        self.captured = captured
        self.text = text  # lower case
        self.before = before  # what stands right before the pattern, as the pass found it

    def all(self, *names: str) -> list[Any]:
        return [one.value for one in self.captured if one.name in names]

    def first(self, *names: str) -> Any:
        return next((one.value for one in self.captured if one.name in names), None)

    def has(self, word: str) -> bool:
        return any(one.item.text.lower() == word for one in self.captured)

    def has_any(self, *words: str) -> bool:
        return any(self.has(word) or self.has(f"{word}s") for word in words)

    def meanings(self) -> list[Meaning]:
        return [one.value for one in self.captured if isinstance(one.value, Meaning)]

    def number(self) -> int | None:
        """The count of a unit; None for "a few"."""
        numbers = self.all("number")
        if len(numbers) == 2:
            return cast("int", sum(numbers))  # twenty-five
        return cast("int | None", self.first("int", "number", "article", "dd"))


def builder(function: Builder) -> Builder:
    BUILDERS[function.__name__.rstrip("_")] = function
    return function


def one_day(year: int, month: int, day: int) -> Meaning | None:
    found = calendar.make_date(year, month, day)
    return Fixed(earliest=found, latest=found, precision="day") if found else None


@builder
def zone_piece(match: Match) -> Any:
    return match.text


@builder
def iso(match: Match) -> Meaning | None:
    return one_day(match.first("yyyy"), *match.all("dd"))


@builder
def figures(match: Match) -> Meaning | None:
    """07/04/2023: which is the day cannot be known unless one number is above 12."""
    left, right = match.all("dd")
    year = match.first("yyyy")
    if left == right or right > 12:
        return one_day(year, left, right)
    if left > 12:
        return one_day(year, right, left)
    if "." in match.text:  # where dates are written with full stops the day stands first
        return one_day(year, right, left)
    return Unknown(reason=AMBIGUOUS_REASON)


@builder
def month_day(match: Match) -> Meaning | None:
    month, day, year = match.first("month"), _day_said(match), match.first("yyyy", "old")
    if calendar.make_date(year or 2000, month, day) is None:
        return None
    return MonthDay(month=month, day=day, year=year)


def _day_said(match: Match) -> int:
    """In figures, or in words ("the twenty-first of May")."""
    return cast("int", match.first("dd", "ord", "ordinal") + (match.first("tens_word") or 0))


@builder
def day_range(match: Match) -> Meaning | None:
    month, year = match.first("month"), match.first("yyyy")
    left, right = match.all("dd", "ord")
    if left >= right or calendar.make_date(year or 2000, month, right) is None:
        return None
    return Between(left=MonthDay(month=month, day=left, year=year), right=MonthDay(month=month, day=right, year=year))


@builder
def day_of_month(match: Match) -> Meaning | None:
    day = match.first("ord")
    return DayOfMonth(day=day) if 1 <= day <= 31 else None


@builder
def month(match: Match) -> Meaning | None:
    number = match.first("month", "dd")
    return Months(month=number, year=year_of(match)) if number <= 12 else None


def year_of(match: Match) -> int | None:
    """The year as written, in three or four figures or in two ("'69")."""
    full, short = match.first("yyyy", "old"), match.first("yy")
    return cast("int | None", full if full is not None or short is None else _century_of(short) + short)


def _century_of(short: int) -> int:
    return 1900 if short >= FIRST_SHORT_YEAR else 2000


@builder
def month_near(match: Match) -> Meaning | None:
    near = match.first("near")
    of_year = match.has("year")
    if near is None:
        near = -1 if match.has("last") else 1
    if of_year:
        return Between(left=Period(unit="year", shift=near), right=Months(month=match.first("month")))
    return Months(month=match.first("month"), near=near)


@builder
def year(match: Match) -> Meaning | None:
    number = match.first("yyyy", "int")
    return Years(year=number) if 1 <= number < 2200 else None


@builder
def early_year(match: Match) -> Meaning | None:
    """Years of three figures, which doubt.py lets stand only where the parser too sees a date."""
    return Years(year=match.first("yyy", "old"))


@builder
def before_christ(match: Match) -> Meaning | None:
    return Unknown(reason=BEFORE_REASON)


@builder
def short_year(match: Match) -> Meaning | None:
    return Years(year=year_of(match) or 0)


@builder
def millennium(match: Match) -> Meaning | None:
    number = match.first("ord", "ordinal")
    return Years(year=max((number - 1) * 1000, 1), count=1000, precision="decade") if 1 <= number <= 3 else None


@builder
def turn(match: Match) -> Meaning | None:
    """ "The turn of the century": which one, and how many years, is not said."""
    return Unknown(reason=VAGUE_REASON)


@builder
def centuries(match: Match) -> Meaning | None:
    """ "The 16th and 17th centuries": one range."""
    first, last = match.all("ord", "ordinal")
    return Years(year=(first - 1) * 100, count=(last - first + 1) * 100, precision="decade") if 1 <= first < last <= 22 else None


@builder
def year_range(match: Match) -> Meaning | None:
    """ "2014–16"."""
    first = match.first("yyyy")
    last = first // 100 * 100 + match.first("yy")
    return Years(year=first, count=last - first + 1) if first < last < 2200 else None


@builder
def short_end(match: Match) -> Meaning | None:
    """ "94" in "(1892 – 94)": of the century of the year before it."""
    first = match.before.classes.get("yyyy") if match.before is not None else None
    last = first // 100 * 100 + match.first("yy") if first is not None else 0
    return Years(year=last) if first is not None and first < last < 2200 else None


@builder
def decade(match: Match) -> Meaning | None:
    digits = match.first("decade", "tens")
    if digits is None:
        return ShortDecade(tens=match.first("decade_word"))
    if len(digits) == 2:
        return ShortDecade(tens=int(digits))
    if not 1000 <= int(digits) < 2200:
        return None
    # "the late 1800s" is of the century; the 2000s so far are their first decade
    return Years(year=int(digits), count=100 if digits.endswith("00") and int(digits) < 2000 else 10, precision="decade")


@builder
def century(match: Match) -> Meaning | None:
    number = match.first("ord", "ordinal") + (match.first("tens_word") or 0)
    return Years(year=(number - 1) * 100, count=100, precision="decade") if 1 <= number <= 22 else None


@builder
def weekday(match: Match) -> Meaning | None:
    return Weekday(weekday=match.first("weekday"))


@builder
def weekday_near(match: Match) -> Meaning | None:
    number, near = match.first("weekday"), match.first("near")
    if match.has("week"):
        return Weekday(weekday=number, week=near)
    if match.first("told") is not None:
        return Weekday(weekday=number, told=match.first("told"))
    if near is None:
        near = -1 if match.has("last") else 1
    return Weekday(weekday=number, near=near)
