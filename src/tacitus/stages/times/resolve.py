"""Resolves a Meaning against the publication date, the tense beside it, and the time told before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import structs

from tacitus.model.ontology import TimePrecision
from tacitus.stages.times import calendar
from tacitus.stages.times.feasts import Feasts
from tacitus.stages.times.meanings import (
    ANCHOR,
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
    Resolved,
    Season,
    ShortDecade,
    Unknown,
    Weekday,
    Window,
    Within,
    Years,
    unresolved,
)  # fmt: skip
from tacitus.stages.times.units import calendar_unit, counted_part, moved, of_range, one_day, precision_of

NO_ANCHOR = "relative to the publication date, which is not known"
NO_TOLD = "relative to a time that the text before does not give plainly"
NO_DAY = "a time of day of which the text tells no day"
VAGUE = "too vague for a date"
SOON = 3  # days: a past tense may still tell of a date this far ahead (datelines and time zones)
# A date without a year that would lie this far back, and is near ahead, is the one ahead whatever the tense ("the June 7 primary").
STALE, AT_HAND = 240, 60  # days
TOO_NEAR = 2  # days ahead, for which nobody says "next"
YEARS_BESIDE = (0, -1, 1, -2, 2, -3, 3, -4, 4)  # where the year of a date is looked for that names its weekday, the nearest first
MONTHS_AT_HAND = 2
COARSE: dict[str, int] = {
    "day": 0,
    "week": 1,
    "weekend": 1,
    "fortnight": 1,
    "month": 2,
    "quarter": 2,
    "season": 2,
    "year": 3,
    "decade": 4,
    "century": 5,
    "unknown": 9,
}


class Surroundings:
    """What a meaning is resolved against. ``forward`` is asked only where the words themselves leave the direction open."""

    def __init__(
        self,
        anchor: date | None,
        told: Resolved | None,
        story_year: int | None,
        forward: Callable[[], bool],
        *,
        stamped: bool = False,
        in_story: bool = True,
    ) -> None:
        self.anchor = anchor
        self.in_story = in_story  # the same sentence says the year, or the whole text tells of old
        self.stamped = stamped  # a clock that says when its line was written
        self.told = told  # the last resolved time before, where it is near enough to be plain
        self.story_year = story_year  # the year of a past story that the paragraph tells, where it is not the anchor's
        self.forward = forward

    def of_old(self) -> bool:
        """Whether the story told is of a year before that of the anchor."""
        told = self.told.latest if self.told is not None else None
        return told is not None and self.anchor is not None and told.year < self.anchor.year


class Resolver:
    """One method for each kind of meaning."""

    def __init__(self, seasons: dict[str, list[int]], feasts: Feasts) -> None:
        self._seasons = seasons
        self._feasts = feasts
        self._ways: dict[type[Meaning], Callable[[Any, Surroundings], Resolved]] = {
            Fixed: self._fixed, MonthDay: self._month_day, DayOfMonth: self._day_of_month, Months: self._months, Years: self._years,
            ShortDecade: self._short_decade, Weekday: self._weekday, Period: self._period, Window: self._window, Offset: self._offset,
            Season: self._season, FeastOn: self._feast, Edge: self._edge, PartOf: self._part_of, Within: self._within, ClockAt: self._clock,
            Between: self._between, Unknown: self._unknown,
        }  # fmt: skip

    def resolve(self, meaning: Meaning, around: Surroundings) -> Resolved:
        return self._ways[type(meaning)](meaning, around)

    def _fixed(self, meaning: Fixed, around: Surroundings) -> Resolved:
        return Resolved(earliest=meaning.earliest, latest=meaning.latest, precision=meaning.precision)

    def _unknown(self, meaning: Unknown, around: Surroundings) -> Resolved:
        return unresolved(meaning.reason)

    def _month_day(self, meaning: MonthDay, around: Surroundings) -> Resolved:
        year = meaning.year
        if year is None and around.story_year is not None:
            year = around.story_year if around.in_story or around.anchor is None or not around.forward() else None
        if meaning.weekday is not None and meaning.year is None:
            year = year_of_weekday(meaning, year, around)
        if year is None and around.anchor is None:
            return unresolved(NO_ANCHOR)
        if year is not None:
            day = calendar.make_date(year, meaning.month, meaning.day)
            return one_day(day, False) if day else unresolved("the calendar has no such day")
        assert around.anchor is not None
        days = [
            calendar.make_date(calendar.clamp(around.anchor.year + n), meaning.month, meaning.day) for n in (-4, -3, -2, -1, 0, 1, 2, 3, 4)
        ]
        found = chosen([day for day in days if day], around)
        return one_day(found, True) if found else unresolved("the calendar has no such day")

    def _day_of_month(self, meaning: DayOfMonth, around: Surroundings) -> Resolved:
        told = around.told
        if told is not None and told.earliest is not None and told.precision in ("day", "month") and around.of_old():
            day = calendar.make_date(told.earliest.year, told.earliest.month, meaning.day)
            return one_day(day, told.anchored) if day else unresolved("the calendar has no such day")
        if around.anchor is None:
            return unresolved(NO_ANCHOR)
        firsts = [calendar.add_months(around.anchor, n) for n in (-2, -1, 0, 1, 2)]
        days = [calendar.make_date(first.year, first.month, meaning.day) for first in firsts]
        found = chosen([day for day in days if day], around)
        return one_day(found, True) if found else unresolved("the calendar has no such day")

    def _months(self, meaning: Months, around: Surroundings) -> Resolved:
        if meaning.told is not None:
            return told_months(around, meaning.month, meaning.count, meaning.told, "month")
        year, anchored = meaning.year, False
        if year is None and meaning.near is None:
            year = around.story_year
        if year is None:
            if around.anchor is None:
                return unresolved(NO_ANCHOR)
            year, anchored = self._year_of_months(meaning, around.anchor, around), True
        earliest, latest = calendar.month_range(year, meaning.month, meaning.count)
        return Resolved(earliest=earliest, latest=latest, precision="month", anchored=anchored)

    def _year_of_months(self, meaning: Months, anchor: date, around: Surroundings) -> int:
        """This April, last April, or by tense the latest one begun or the next one not over."""
        last_month = meaning.month + meaning.count - 1
        if meaning.near == 0:
            return anchor.year
        if meaning.near == -1:
            return anchor.year if last_month < anchor.month else anchor.year - 1
        if meaning.near == 1:
            return anchor.year if meaning.month > anchor.month else anchor.year + 1
        if around.forward():
            return anchor.year if last_month >= anchor.month else anchor.year + 1
        begun = anchor.year if meaning.month <= anchor.month else anchor.year - 1
        months_ahead = (meaning.month - anchor.month) % 12
        return begun + 1 if begun < anchor.year and months_ahead <= MONTHS_AT_HAND else begun

    def _years(self, meaning: Years, around: Surroundings) -> Resolved:
        earliest, latest = calendar.year_range(meaning.year, meaning.count)
        return Resolved(earliest=earliest, latest=latest, precision=meaning.precision)

    def _short_decade(self, meaning: ShortDecade, around: Surroundings) -> Resolved:
        year = (around.anchor.year if around.anchor else 2029) // 100 * 100 + meaning.tens
        if (around.anchor and year > around.anchor.year) or (not around.anchor and year > 2029):
            year -= 100
        earliest, latest = calendar.year_range(year, 10)
        return Resolved(earliest=earliest, latest=latest, precision="decade", anchored=around.anchor is not None)

    def _weekday(self, meaning: Weekday, around: Surroundings) -> Resolved:
        if meaning.told is not None:
            return self._told_weekday(meaning, around)
        anchor = around.anchor
        if anchor is None:
            return unresolved(NO_ANCHOR)
        if meaning.week is not None:
            monday = calendar.week_range(calendar.shift(anchor, 7 * meaning.week))[0]
            return one_day(calendar.shift(monday, meaning.weekday), True)
        back, ahead = (anchor.weekday() - meaning.weekday) % 7, (meaning.weekday - anchor.weekday()) % 7
        if meaning.near == -1:
            return one_day(calendar.shift(anchor, -(back or 7)), True)
        if meaning.near == 1:
            # "next Thursday", said on Tuesday, is not the day after tomorrow
            week_after = 7 if 0 < ahead <= TOO_NEAR and meaning.weekday > anchor.weekday() else 0
            return one_day(calendar.shift(anchor, (ahead or 7) + week_after), True)
        if around.forward():
            # "will meet on Monday" is the next Monday; "this Monday" may be today
            return one_day(calendar.shift(anchor, ahead if meaning.near == 0 else ahead or 7), True)
        return one_day(calendar.shift(anchor, -back), True)

    def _told_weekday(self, meaning: Weekday, around: Surroundings) -> Resolved:
        told = around.told
        if told is None or told.earliest is None or told.precision != "day":
            return unresolved(NO_TOLD)
        step = (meaning.weekday - told.earliest.weekday()) % 7
        days = {1: step or 7, 0: step, -1: step - 7}[meaning.told or 0]
        return one_day(calendar.shift(told.earliest, days), told.anchored)

    def _base(self, base: str | Meaning, around: Surroundings) -> Resolved:
        if base == ANCHOR:
            return one_day(around.anchor, True) if around.anchor else unresolved(NO_ANCHOR)
        if base == TOLD:
            return around.told if around.told and around.told.earliest else unresolved(NO_TOLD)
        assert isinstance(base, Meaning)
        return self.resolve(base, around)

    def _period(self, meaning: Period, around: Surroundings) -> Resolved:
        base = self._base(meaning.base, around)
        if base.earliest is None or base.latest is None:
            return base
        if COARSE[base.precision] > COARSE[meaning.unit]:
            return unresolved(NO_TOLD)
        shift = meaning.shift
        if meaning.unit == "weekend" and shift == 0 and meaning.base == ANCHOR and base.earliest.weekday() < 5 and not around.forward():
            shift = -1  # "was there this weekend", written on a weekday
        return calendar_unit(base.earliest if shift <= 0 else base.latest, meaning.unit, shift, base.anchored)

    def _window(self, meaning: Window, around: Surroundings) -> Resolved:
        anchor = around.anchor
        if anchor is None:
            return unresolved(NO_ANCHOR)
        if meaning.count is None or meaning.unit in ("minute", "quarter"):
            return unresolved(VAGUE)
        if meaning.sign > 0 and meaning.unit != "hour" and around.of_old() and not around.forward():
            return told_window(around.told, meaning)
        if meaning.unit == "hour":
            other = calendar.shift(anchor, meaning.sign * -(-meaning.count // 24))
        else:
            other = moved(anchor, meaning.unit, meaning.sign * meaning.count)
        earliest, latest = sorted((anchor, other))
        precision = precision_of(meaning.unit)
        if precision == "day" and (latest - earliest).days > 31:
            precision = "week"
        return Resolved(earliest=earliest, latest=latest, precision=precision, anchored=True)

    def _offset(self, meaning: Offset, around: Surroundings) -> Resolved:
        base = self._base(meaning.base, around)
        if base.earliest is None or base.latest is None:
            return base
        if meaning.count is None or (meaning.unit == "minute" and meaning.base != ANCHOR):
            return unresolved(VAGUE)
        if COARSE[base.precision] > COARSE.get(meaning.unit, 0):
            return unresolved(NO_TOLD)
        start = base.earliest if meaning.sign < 0 else base.latest
        if meaning.unit in ("minute", "hour"):
            days = meaning.count // 24 if meaning.unit == "hour" else 0
            return one_day(calendar.shift(start, meaning.sign * days), base.anchored)
        target = moved(start, meaning.unit, meaning.sign * meaning.count)
        if meaning.unit == "decade":
            return calendar_unit(target, "year" if meaning.count == 1 else "decade", 0, base.anchored)
        return calendar_unit(target, meaning.unit, 0, base.anchored)

    def _season(self, meaning: Season, around: Surroundings) -> Resolved:
        first, last = self._seasons[meaning.season]
        count = (last - first) % 12 + 1
        if meaning.told is not None:
            return told_months(around, first, count, meaning.told, "season")
        year, anchored = meaning.year, False
        if year is None and meaning.near is None:
            year = around.story_year
        if year is None:
            if around.anchor is None:
                return unresolved(NO_ANCHOR)
            anchored = True
            year = nearest_year(around.anchor, lambda y: calendar.month_range(y, first, count), meaning.near, around)
        earliest, latest = calendar.month_range(year, first, count)
        return Resolved(earliest=earliest, latest=latest, precision="season", anchored=anchored)

    def _feast(self, meaning: FeastOn, around: Surroundings) -> Resolved:
        if "unknown" in meaning.feast:
            return unresolved(meaning.feast["unknown"])
        year = meaning.year
        if year is None and meaning.near is None and around.story_year is not None:
            year = around.story_year
        if year is None and self._feasts.once(meaning.feast) is None and around.anchor is None:
            return unresolved(NO_ANCHOR)
        years = [year] if year is not None else [around.anchor.year + n for n in (-1, 0, 1)] if around.anchor else [0]
        ranges = [found for one in years for found in self._feasts.ranges(meaning.feast, one)]
        if not ranges:
            return unresolved("the table of this feast does not reach that year")
        if year is not None or len(ranges) == 1:
            return of_range(ranges[0], False)
        return of_range(nearest_range(around, ranges, meaning.near), True)

    def _edge(self, meaning: Edge, around: Surroundings) -> Resolved:
        whole = self.resolve(meaning.of, around)
        if whole.earliest is None or whole.latest is None or whole.precision == "day":
            return whole
        span = (whole.earliest, whole.latest)
        by_year = whole.precision in ("year", "decade")
        earliest, latest = calendar.year_thirds(span, meaning.part) if by_year else calendar.thirds(span, meaning.part)
        return Resolved(earliest=earliest, latest=latest, precision=whole.precision, anchored=whole.anchored)

    def _part_of(self, meaning: PartOf, around: Surroundings) -> Resolved:
        whole = self.resolve(meaning.of, around)
        if whole.earliest is None or whole.latest is None:
            return whole
        span = counted_part((whole.earliest, whole.latest), meaning)
        if span is None or span[0] < whole.earliest or span[1] > whole.latest:
            return unresolved("there is no such part of it")
        precision = "day" if meaning.weekday is not None else precision_of(meaning.unit)
        return Resolved(earliest=span[0], latest=span[1], precision=precision, anchored=whole.anchored)

    def _within(self, meaning: Within, around: Surroundings) -> Resolved:
        whole = self.resolve(meaning.of, around)
        anchor = around.anchor
        if whole.earliest is None or whole.latest is None or anchor is None or not whole.earliest <= anchor <= whole.latest:
            return whole
        earliest, latest = (whole.earliest, anchor) if meaning.side < 0 else (anchor, whole.latest)
        return Resolved(earliest=earliest, latest=latest, precision=whole.precision, anchored=True)

    def _clock(self, meaning: ClockAt, around: Surroundings) -> Resolved:
        if meaning.on is not None:
            day = self.resolve(meaning.on, around)
        elif around.told and around.told.precision == "day" and around.told.earliest == around.told.latest:
            day = around.told
        elif around.stamped:
            day = self._base(ANCHOR, around)
        else:
            day = unresolved(NO_DAY)
        return Resolved(
            earliest=day.earliest, latest=day.latest, precision=day.precision, time_of_day=meaning.time, zone=meaning.zone,
            reason=day.reason, anchored=day.anchored,
        )  # fmt: skip

    def _between(self, meaning: Between, around: Surroundings) -> Resolved:
        if isinstance(meaning.right, Months) and isinstance(meaning.left, Period):  # "April this year"
            year = self.resolve(meaning.left, around)
            return self._months(Months(month=meaning.right.month, year=year.earliest.year), around) if year.earliest else year
        if isinstance(meaning.right, MonthDay) and isinstance(meaning.left, Period):  # "5 June of that year"
            year = self.resolve(meaning.left, around)
            return self._month_day(structs.replace(meaning.right, year=year.earliest.year), around) if year.earliest else year
        left = self.resolve(meaning.left, around)
        if left.earliest is None:
            return left
        if isinstance(meaning.right, Period) and meaning.right.unit == "week":  # "the week of April 3"
            return calendar_unit(left.earliest, "week", 0, left.anchored)
        right = self.resolve(meaning.right, around)
        return joined(meaning, left, right)


def joined(meaning: Between, left: Resolved, right: Resolved) -> Resolved:
    """The range from one to the other; weekdays that wrap around a week are put in order."""
    if left.earliest is None or right.latest is None:
        return right if right.latest is None else left
    earliest, latest = left.earliest, right.latest
    if earliest > latest and isinstance(meaning.left, Weekday):
        earliest = calendar.shift(earliest, -7)
    if earliest > latest:
        return unresolved("the range ends before it begins")
    precision: TimePrecision = left.precision if COARSE[left.precision] >= COARSE[right.precision] else right.precision
    if precision == "day" and (latest - earliest).days > 31:
        precision = "week"
    return Resolved(earliest=earliest, latest=latest, precision=precision, anchored=left.anchored or right.anchored)


def told_months(around: Surroundings, month: int, count: int, told: int, precision: TimePrecision) -> Resolved:
    """Months named by the time told before: "that summer" is of its year, "the following May" the first to begin after it."""
    base = around.told
    if base is None or base.earliest is None or base.latest is None or COARSE[base.precision] > COARSE["year"]:
        return unresolved(NO_TOLD)
    spans = [calendar.month_range(calendar.clamp(base.earliest.year + n), month, count) for n in (-1, 0, 1, 2)]
    if told > 0:
        span = spans[2] if base.precision == "year" else next((one for one in spans if one[0] > base.latest), spans[-1])
    else:
        span = next((one for one in reversed(spans) if one[1] < base.earliest), spans[0]) if told < 0 else spans[1]
    return Resolved(earliest=span[0], latest=span[1], precision=precision, anchored=base.anchored)


def told_window(told: Resolved | None, window: Window) -> Resolved:
    """ "The next five years", "the next year", counted from the time told before, in calendar units."""
    if told is None or told.earliest is None or told.latest is None or COARSE[told.precision] > COARSE[window.unit]:
        return unresolved(NO_TOLD)
    count = window.count or 1
    first = calendar_unit(told.latest, window.unit, 1, told.anchored)
    last = calendar_unit(told.latest, window.unit, count, told.anchored)
    return Resolved(earliest=first.earliest, latest=last.latest, precision=first.precision, anchored=told.anchored)


def year_of_weekday(meaning: MonthDay, told: int | None, around: Surroundings) -> int | None:
    """Of the years about the one told, or that of the anchor, the nearest in which the date falls on the weekday that is said."""
    before = around.told.earliest if around.told is not None and around.of_old() else around.anchor
    base = told if told is not None else before.year if before else None
    for step in YEARS_BESIDE if base is not None else ():
        day = calendar.make_date(calendar.clamp((base or 0) + step), meaning.month, meaning.day)
        if day is not None and day.weekday() == meaning.weekday:
            return day.year
    return told


def chosen(days: list[date], around: Surroundings) -> date | None:
    """Of the dates of several years or months: the next one, or the latest one not after the anchor."""
    anchor = around.anchor
    if anchor is None or not days:
        return None
    if around.forward():
        return next((day for day in days if day >= anchor), None)
    limit = calendar.shift(anchor, SOON)
    before = next((day for day in reversed(days) if day <= limit), None)
    after = next((day for day in days if day > limit), None)
    if before and after and (anchor - before).days > STALE and (after - anchor).days < AT_HAND:
        return after
    return before


def nearest_year(anchor: date, span: Callable[[int], calendar.Range], near: int | None, around: Surroundings) -> int:
    years = [calendar.clamp(anchor.year + n) for n in (-1, 0, 1)]
    picked = nearest_range(around, [span(year) for year in years], near)
    return picked[0].year


def nearest_range(around: Surroundings, ranges: list[calendar.Range], near: int | None) -> calendar.Range:
    """Last: ended before the anchor. Next: begins after it. This: the one closest. Else by tense."""
    anchor = around.anchor
    if anchor is None:
        return ranges[0]
    if near == -1:
        return next((span for span in reversed(ranges) if span[1] < anchor), ranges[0])
    if near == 1:
        return next((span for span in ranges if span[0] > anchor), ranges[-1])
    if near == 0:
        return min(ranges, key=lambda span: (span[0].year != anchor.year, abs((span[0] - anchor).days)))
    if around.forward():
        return next((span for span in ranges if span[1] >= anchor), ranges[-1])
    return next((span for span in reversed(ranges) if span[0] <= calendar.shift(anchor, SOON)), ranges[0])
