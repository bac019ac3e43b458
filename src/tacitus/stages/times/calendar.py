"""Arithmetic of calendars. A range is a pair of ``datetime.date``, both inside it."""

from __future__ import annotations

from datetime import date

Range = tuple[date, date]


def clamp(year: int) -> int:
    """A year that ``datetime.date`` can hold."""
    return max(1, min(9999, year))


def shift(day: date, days: int) -> date:
    """``days`` later, never beyond what a date can hold."""
    ordinal = day.toordinal() + days
    return date.fromordinal(max(1, min(date.max.toordinal(), ordinal)))


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_range(year: int, month: int, months: int = 1) -> Range:
    """The first to the last day of ``months`` months from the given one; ``month`` may lie outside 1 to 12."""
    first = _first_of(year, month)
    after = _first_of(first.year, first.month + months)
    return first, (shift(after, -1) if after > first else date(first.year, 12, 31))


def _first_of(year: int, month: int) -> date:
    years, index = divmod(month - 1, 12)
    return date(clamp(year + years), index + 1, 1)


def add_months(day: date, months: int) -> date:
    """The first of the month that many months later."""
    return _first_of(day.year, day.month + months)


def year_range(year: int, years: int = 1) -> Range:
    """The first to the last day of ``years`` years."""
    return date(clamp(year), 1, 1), date(clamp(year + years - 1), 12, 31)


def week_range(day: date) -> Range:
    """Monday to Sunday."""
    monday = shift(day, -day.weekday())
    return monday, shift(monday, 6)


def weekend_range(day: date) -> Range:
    """Saturday and Sunday of the week of ``day``."""
    monday = week_range(day)[0]
    return shift(monday, 5), shift(monday, 6)


def decade_start(year: int) -> int:
    return year - year % 10


def thirds(span: Range, part: str) -> Range:
    """The early, mid or late third of a range."""
    first, last = span
    days = (last - first).days + 1
    if part == "early":
        return first, shift(first, max(days // 3 - 1, 0))
    if part == "late":
        return shift(last, -max(days // 3 - 1, 0)), last
    return shift(first, days // 3), shift(last, -(days // 3))


def year_thirds(span: Range, part: str) -> Range:
    """As ``thirds`` for ranges of whole years, cut at months."""
    months = (span[1].year - span[0].year + 1) * 12
    third = months // 3
    begin = {"early": 0, "mid": third, "late": months - third}[part]
    length = {"early": third, "mid": months - 2 * third, "late": third}[part]
    return month_range(span[0].year, 1 + begin, length)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous Gregorian computus)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def orthodox_easter(year: int) -> date:
    """Easter Sunday by the Julian reckoning, as a Gregorian date."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return shift(date(year, month, day + 1), year // 100 - year // 400 - 2)


_ISLAMIC_EPOCH = 227015  # ordinal of 16 July 622 (Julian), day 1 of year 1
_HEBREW_EPOCH = (
    -1373427
)  # so that a Hebrew day count becomes an ordinal of ``datetime.date``; the day proper, which began at sunset of its eve


def islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar (30-year cycle), as a Gregorian date."""
    ordinal = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _ISLAMIC_EPOCH - 1
    return date.fromordinal(ordinal)


def islamic_in(year: int, month: int, day: int) -> list[date]:
    """The days of a Gregorian year on which this day of the Islamic year falls (one or two, seldom none)."""
    about = (year - 622) * 33 // 32
    days = [islamic(hijri, month, day) for hijri in range(max(about - 1, 1), about + 4)]
    return [one for one in days if one.year == year]


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_new_year(year: int) -> int:
    before, this, after = (_hebrew_elapsed(n) for n in (year - 1, year, year + 1))
    late = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + late


def hebrew(year: int, month: int, day: int) -> date:
    """A day of the Hebrew calendar as a Gregorian date; months count from Nisan: Tishri is 7, Adar 12, the second Adar 13."""
    leap = (7 * year + 1) % 19 < 7
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    months = {
        1: 30, 2: 29, 3: 30, 4: 29, 5: 30, 6: 29, 7: 30, 8: 30 if length % 10 == 5 else 29, 9: 29 if length % 10 == 3 else 30,
        10: 29, 11: 30, 12: 30 if leap else 29, 13: 29,
    }  # fmt: skip
    last = 13 if leap else 12
    month = min(month, last)
    order = [*range(7, last + 1), *range(1, 7)]
    return date.fromordinal(_hebrew_new_year(year) + sum(months[m] for m in order[: order.index(month)]) + day - 1)


def hebrew_in(year: int, month: int, day: int) -> list[date]:
    """The days of a Gregorian year on which this day of the Hebrew year falls."""
    return [one for one in (hebrew(n, month, day) for n in (year + 3760, year + 3761)) if one.year == year]


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The n-th such weekday of a month; −1 is the last."""
    first, last = month_range(year, month)
    if which < 0:
        return shift(last, -((last.weekday() - weekday) % 7))
    return shift(first, (weekday - first.weekday()) % 7 + 7 * (which - 1))
