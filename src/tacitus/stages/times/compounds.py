"""Builders of the later passes: pieces that belong together, parts of times, clocks with their days, ranges."""

from __future__ import annotations

from msgspec import structs

from tacitus.stages.times.builders import Match, builder
from tacitus.stages.times.meanings import (
    TOLD,
    Between,
    ClockAt,
    DayOfMonth,
    Edge,
    Fixed,
    Meaning,
    MonthDay,
    Months,
    Offset,
    PartOf,
    Period,
    Unknown,
    Weekday,
    Window,
    Years,
)  # fmt: skip


@builder
def weekday_date(match: Match) -> Meaning | None:
    """ "Friday, 7 April": the date decides."""
    meanings = match.meanings()
    if len(meanings) < 2:
        return DayOfMonth(day=match.first("ord")) if 1 <= match.first("ord") <= 31 else None
    if isinstance(meanings[0], Weekday) and isinstance(meanings[1], MonthDay) and meanings[1].year is None:
        return structs.replace(meanings[1], weekday=meanings[0].weekday)
    return meanings[1] if isinstance(meanings[1], MonthDay | Fixed | DayOfMonth | Between | Unknown | Period) else None


@builder
def day_of_week(match: Match) -> Meaning | None:
    """ "Monday of last week", "Friday two weeks ago"."""
    named, week = match.meanings()
    if isinstance(named, Weekday) and isinstance(week, Period) and week.unit == "week" and week.base != TOLD:
        return Weekday(weekday=named.weekday, week=week.shift)
    return None


@builder
def feast_day(match: Match) -> Meaning | None:
    return None


@builder
def on_part(match: Match) -> Meaning | None:
    days = [one for one in match.meanings() if not (isinstance(one, ClockAt) and one.on is None and one.time is None)]
    if not days:
        return None
    day = days[0]
    if match.text.startswith("overnight into"):
        return Between(left=Offset(count=1, unit="day", sign=-1, base=day), right=day)
    return day


@builder
def edged(match: Match) -> Meaning | None:
    of = match.meanings()[0]
    return Edge(part=match.first("edge", "edge_of"), of=of)


@builder
def edge_range(match: Match) -> Meaning | None:
    """ "The mid to late 1980s"."""
    first, last = match.all("edge")
    of = match.meanings()[0]
    return Between(left=Edge(part=first, of=of), right=Edge(part=last, of=of))


def _calendar_unit(unit: str | None) -> str | None:
    return unit if unit in ("day", "week", "weekend", "month", "quarter", "year", "decade", "century") else None


@builder
def parts_of(match: Match) -> Meaning | None:
    """ "The first three months of 2020", "the closing days of the war year 1918", "the last two weeks of June"."""
    meanings = match.meanings()
    window = meanings[0] if isinstance(meanings[0], Window) else None
    unit = _calendar_unit(window.unit if window else match.first("units"))
    of: Meaning = Period(unit="year", shift=match.first("near")) if match.has("year") else meanings[-1]
    if unit is None or (window is None and len(meanings) == 0 and not match.has("year")):
        return None
    count, side = (window.count, window.sign) if window else (match.first("int", "number"), match.first("first_last"))
    if window is not None and (side > 0 or len(meanings) < 2):
        return None
    if count is None:
        return Edge(part="early" if side > 0 else "late", of=of)
    return PartOf(unit=unit, number=side, count=count, of=of)


@builder
def nth_of(match: Match) -> Meaning | None:
    """ "The second week of June", "the first decade of the 20th century", "the first Monday in September"."""
    meanings = match.meanings()
    number = match.first("ord", "ordinal", "first_last")
    if number is None:  # "the last week of June", "the last Friday in May": the first pass took the words as counted from today
        named = meanings[0]
        if not match.text.startswith(("the last", "last")):
            return None
        if isinstance(named, Weekday) and len(meanings) == 2:
            return PartOf(unit="day", number=-1, of=meanings[1], weekday=named.weekday)
        unit = _calendar_unit(named.unit) if isinstance(named, Period | Window) else None
        return PartOf(unit=unit, number=-1, of=meanings[-1]) if unit and len(meanings) == 2 else None
    if meanings and isinstance(meanings[0], Weekday):
        return PartOf(unit="day", number=number, of=meanings[-1], weekday=meanings[0].weekday)
    units = match.all("unit")
    unit = _calendar_unit(units[0] if units else None)
    of: Meaning = Period(unit=units[1], shift=match.first("near")) if len(units) == 2 else meanings[-1] if meanings else Unknown(reason="")
    return PartOf(unit=unit, number=number, of=of) if unit and not isinstance(of, Unknown) else None


@builder
def of_told_year(match: Match) -> Meaning | None:
    """ "December that year", "5 June of the following year"."""
    named, year_ = match.meanings()
    if not isinstance(year_, Period) or year_.unit != "year":
        return None
    if isinstance(named, Months) and named.year is None and named.near is None:
        return Between(left=year_, right=named)
    return Between(left=year_, right=named) if isinstance(named, MonthDay) and named.year is None else None


@builder
def half_of(match: Match) -> Meaning | None:
    """ "The first half of the 17th century"."""
    of, number = match.meanings()[0], match.first("ord", "ordinal")
    parts = 2 if match.has("half") else 4
    if not isinstance(of, Years) or of.count < parts or not 1 <= number <= parts:
        return None
    count = of.count // parts
    return Years(year=of.year + (number - 1) * count, count=count, precision=of.precision)


@builder
def at_clock(match: Match) -> Meaning | None:
    day: Meaning | None = None
    at: ClockAt | None = None
    for one in match.meanings():
        if isinstance(one, ClockAt) and one.on is None and one.time and at is None:
            at = one
        elif not (isinstance(one, ClockAt) and one.time is None):
            day = one
    return ClockAt(time=at.time, zone=at.zone, on=day) if at else None


@builder
def range_(match: Match) -> Meaning | None:
    left, right = match.meanings()
    if isinstance(left, MonthDay | Months | Fixed) and (isinstance(left, Fixed) or left.year is not None):
        return None  # two full dates are two expressions
    if isinstance(left, MonthDay | Months) and isinstance(right, MonthDay | Months | Fixed) and left.year is None:
        left = _with_year(left, right)
    return Between(left=left, right=right)


def _with_year(left: MonthDay | Months, right: Meaning) -> Meaning:
    """ "3 May to 5 June 2022": the year is said once, and a range over the new year began in the year before."""
    if not isinstance(right, MonthDay | Months) or right.year is None:
        return left
    before = left.month > right.month
    year_ = right.year - 1 if before else right.year
    return (
        MonthDay(month=left.month, day=left.day, year=year_)
        if isinstance(left, MonthDay)
        else Months(month=left.month, count=left.count, year=year_)
    )


@builder
def clock_range(match: Match) -> Meaning | None:
    left = match.meanings()[0]
    return left if isinstance(left, ClockAt) and left.time else None


@builder
def clock_alone(match: Match) -> Meaning | None:
    return match.meanings()[0]
