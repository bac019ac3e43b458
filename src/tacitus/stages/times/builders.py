"""From matched words to a Meaning: one function for each ``make`` of grammar.yaml. None means that the words are no time after all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from tacitus.stages.times import calendar
from tacitus.stages.times.atoms import Item
from tacitus.stages.times.meanings import (
    TOLD,
    Between,
    ClockAt,
    DayOfMonth,
    Edge,
    FeastOn,
    Fixed,
    Meaning,
    MonthDay,
    Months,
    Offset,
    PartOf,
    Period,
    Season,
    ShortDecade,
    Unknown,
    Weekday,
    Window,
    Within,
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
    month, day, year = match.first("month"), match.first("dd", "ord"), match.first("yyyy", "old")
    if calendar.make_date(year or 2000, month, day) is None:
        return None
    return MonthDay(month=month, day=day, year=year)


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
    return Months(month=number, year=_year_of(match)) if number <= 12 else None


def _year_of(match: Match) -> int | None:
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
    return Years(year=_year_of(match) or 0)


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
    number = match.first("ord", "ordinal")
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


@builder
def deictic(match: Match) -> Meaning | None:
    return Period(unit="day", shift=match.first("deictic"))


BUILDERS["deictic_within"] = deictic


@builder
def deictic_part(match: Match) -> Meaning | None:
    """Yesterday evening, this morning, last night, overnight (the night that ends on the day of writing)."""
    if match.has("overnight"):
        return Between(left=Period(unit="day", shift=-1), right=Period(unit="day", shift=0))
    shift = match.first("deictic", "near")
    return Period(unit="day", shift=shift) if -1 <= shift <= 1 else None


@builder
def beyond_deictic(match: Match) -> Meaning | None:
    return Period(unit="day", shift=-2 if match.has("yesterday") else 2)


@builder
def near_unit(match: Match) -> Meaning | None:
    unit, near = match.first("unit"), match.first("near")
    if unit in ("minute", "hour"):
        return None
    if unit == "day" and near == -1:
        return None  # "the last day of …"
    if match.text.startswith("the ") and near in (-1, 1) and unit not in ("weekend", "day"):
        return Window(count=1, unit=unit, sign=near)  # "the past year" ends today, "last year" ended in December
    if unit == "day" and near:
        return None if near < 0 else Period(unit=unit, shift=1, base=TOLD)
    return Period(unit=unit, shift=near)


@builder
def beyond_unit(match: Match) -> Meaning | None:
    """The year before last, the week after next."""
    unit = match.first("unit")
    if unit in ("minute", "hour", "day"):
        return None
    return Period(unit=unit, shift=-2 if match.has("before") else 2)


@builder
def within_unit(match: Match) -> Meaning | None:
    unit = match.first("unit")
    if unit in ("minute", "hour", "day"):
        return None
    if match.has("that") or match.has("same") or match.has("following"):
        told = Period(unit=unit, shift=1 if match.has("following") else 0, base=TOLD)
        return told if match.first("within") is not None else Edge(part=match.first("edge"), of=told)
    of = Period(unit=unit, shift=match.first("near") or 0)
    if match.first("within") is not None and of.shift == 0:
        return Within(side=match.first("within"), of=of)
    side = match.first("within")
    return Edge(part=match.first("edge") or ("late" if side == 1 else "early"), of=of)


@builder
def near_count(match: Match) -> Meaning | None:
    near = match.first("near")
    if near == 0:
        return None
    return Window(count=match.first("int", "number"), unit=match.first("units"), sign=near)


@builder
def told_unit(match: Match) -> Meaning | None:
    """The same day, the following week, that year, the day before, the next day."""
    unit, shift = match.first("unit"), match.first("told")
    if match.first("part") is not None:
        unit = "day"
        shift = shift if shift is not None else 1 if match.has("next") else 0
    elif match.has("before") or match.has("after"):
        shift = -1 if match.has("before") else 1
        unit = unit or next((one.item.text.lower() for one in match.captured if one.item.text.lower() in ("week", "month", "year")), "day")
    elif shift is None:
        shift = 1 if match.has("next") else 0
    if unit in ("minute", "hour"):
        return None
    return Period(unit=unit, shift=shift, base=TOLD)


@builder
def recent(match: Match) -> Meaning | None:
    return Unknown(reason=VAGUE_REASON) if match.first("units") != "minute" else None


@builder
def ago(match: Match) -> Meaning | None:
    unit = match.first("unit", "units")
    if match.has("and") or match.has("or") or unit is None:
        return Unknown(reason=VAGUE_REASON)  # "a year and a half ago", "long ago"
    if match.has("half"):
        return Offset(count=6, unit="month", sign=-1) if unit == "year" else Unknown(reason=VAGUE_REASON)
    return Offset(count=match.number(), unit=unit, sign=-1)


@builder
def onward(match: Match) -> Meaning | None:
    unit = match.first("unit", "units")
    if unit in ("minute", "hour"):
        return None  # "two hours later" is no date
    return Offset(count=match.number(), unit=unit, sign=match.first("onward") or -1, base=TOLD)


@builder
def years_on(match: Match) -> Meaning | None:
    """ "Five years on, …": how it stands now."""
    return Unknown(reason=VAGUE_REASON) if match.first("unit", "units") not in ("minute", "hour") else None


@builder
def hence(match: Match) -> Meaning | None:
    if match.has("or"):
        return Unknown(reason=VAGUE_REASON) if match.first("unit") not in ("minute", "hour") else None
    return Offset(count=match.number(), unit=match.first("unit", "units"), sign=1)


@builder
def count_beside(match: Match) -> Meaning | None:
    """ "Two days before …": what follows may give the base."""
    if match.has("eve"):
        return Offset(count=1, unit="day", sign=-1, base=TOLD)
    beside, unit = match.first("beside"), match.first("unit", "units") or "day"
    if match.has("since"):
        return None
    number = match.number()
    words = {"'week'": "week", "'month'": "month", "'year'": "year"}
    unit = next((name for word, name in words.items() if match.first(word)), unit)
    return Offset(count=1 if number is None and match.text.startswith("the ") else number, unit=unit, sign=beside, base=TOLD)


@builder
def counted_from(match: Match) -> Meaning | None:
    offset, base = match.meanings()
    assert isinstance(offset, Offset)
    return Offset(count=offset.count, unit=offset.unit, sign=offset.sign, base=base)


@builder
def counted_told(match: Match) -> Meaning | None:
    """ "Two days before": from the time told before; doubt.py drops it where an event follows. Minutes and hours are no dates."""
    offset = match.meanings()[0]
    assert isinstance(offset, Offset)
    return None if offset.unit in ("minute", "hour") or match.text.endswith(" of") else offset


@builder
def season(match: Match) -> Meaning | None:
    return Season(season=match.first("season"), year=_year_of(match), near=match.first("near"))


@builder
def told_season(match: Match) -> Meaning | None:
    """ "That summer", "the following spring"."""
    return Season(season=match.first("season"), told=_told(match))


@builder
def told_month(match: Match) -> Meaning | None:
    """ "That June", "the following May"."""
    return Months(month=match.first("month"), told=_told(match))


def _told(match: Match) -> int:
    shift = match.first("told")
    return cast("int", shift) if shift is not None else 1 if match.has("next") else 0


@builder
def quarter(match: Match) -> Meaning | None:
    number = match.first("ord", "ordinal", "dd")
    if not 1 <= number <= 4:
        return None
    return Months(month=3 * number - 2, count=3, year=match.first("yyyy"), near=match.first("near"))


@builder
def half(match: Match) -> Meaning | None:
    number = match.first("ord", "ordinal")
    if not 1 <= number <= 2:
        return None
    year_said = match.first("yyyy")
    return Months(month=6 * number - 5, count=6, year=year_said, near=None if year_said else match.first("near") or 0)


@builder
def edge_of_unit(match: Match) -> Meaning | None:
    unit = match.first("unit")
    if unit in ("minute", "hour"):
        return None
    of = Period(unit=unit, shift=match.first("near") or 0)
    return of if unit == "day" else Edge(part=match.first("edge_of") or "mid", of=of)


@builder
def part_of_unit(match: Match) -> Meaning | None:
    """ "The final quarter of last year"."""
    year_said = match.first("yyyy")
    if year_said is None and not match.has("year"):
        return Period(unit="quarter", shift=-1) if match.has("last") else None
    return Months(month=10, count=3, year=year_said, near=None if year_said else match.first("near") or 0)


@builder
def week_of(match: Match) -> Meaning | None:
    day = month_day(match)
    return Between(left=day, right=Period(unit="week", shift=0)) if day else None


@builder
def clock(match: Match) -> Meaning | None:
    """A time of day as "21:15"."""
    zone = match.first("zone", "zone_piece")
    if match.first("moment") is not None:
        return ClockAt(time=match.first("moment"), zone=zone)
    if match.first("hhmm") is not None:
        return ClockAt(time=f"{match.first('hhmm') // 100:02}:{match.first('hhmm') % 100:02}", zone=zone)
    figures_ = match.all("dd", "mm", "number")
    hour, minute = figures_[0], figures_[1] if len(figures_) > 1 else 0
    half_of_day = match.first("ampm")
    if half_of_day:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half_of_day == "pm" else 0)
    elif match.first("part") is not None:
        hour = _by_part(hour, match.first("part"))
    elif match.has("clock"):
        return None  # morning or evening is not said
    return ClockAt(time=f"{hour:02}:{minute:02}", zone=zone) if hour < 24 and minute < 60 else None


def _by_part(hour: int, part_: str) -> int:
    """Nine in the evening is 21, four in the afternoon 16, two at night 2."""
    late = part_ in ("evening", "noon", "afternoon") or (part_ == "night" and hour >= 6)
    return hour + 12 if late and 1 <= hour < 12 else hour


@builder
def part(match: Match) -> Meaning | None:
    return ClockAt(time=None)


@builder
def part_alone(match: Match) -> Meaning | None:
    """ "Before dawn": the day is that of the story."""
    return None if "morning" not in match.text and "dawn" not in match.text and "nightfall" not in match.text else ClockAt(time=None)


@builder
def feast(match: Match) -> Meaning | None:
    entry = match.first("feast")
    if isinstance(entry, FeastOn):
        return entry
    near = match.first("near", "told")
    return FeastOn(feast=entry, year=match.first("yyyy"), near=near)


@builder
def weekday_date(match: Match) -> Meaning | None:
    """ "Friday, 7 April": the date decides."""
    meanings = match.meanings()
    if len(meanings) < 2:
        return DayOfMonth(day=match.first("ord")) if 1 <= match.first("ord") <= 31 else None
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
