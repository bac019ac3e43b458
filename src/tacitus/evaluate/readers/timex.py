"""Values of time expressions (TIMEX3, TEI) as earliest and latest day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from tacitus.evaluate.gold import GoldTime, Span

Days = tuple[str | None, str | None]
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-XX)?$")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_HALF = re.compile(r"(\d{4})-H([12])$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_YEARS = re.compile(r"\d{2,4}$")


def is_point(kind: str | None) -> bool:
    """Dates and times are measured; durations and sets (of times) are not."""
    return kind in ("DATE", "TIME")


def gold_time(span: Span, value: str) -> GoldTime:
    """A time expression with its TIMEX3 value; a value such as PRESENT_REF or XXXX-XX is none that can be compared."""
    return GoldTime(span=span, days=days_of(value), asked=bool(value.strip()))


def days_of(value: str) -> Days | None:
    """First and last day of an ISO-like value: a day, week, weekend, month, quarter, half year, year, decade or century."""
    value = value.strip()
    try:
        if match := _DAY.match(value):
            day = date.fromisoformat(match[1]).isoformat()
            return day, day
        if match := _MONTH.match(value):
            return months(int(match[1]), int(match[2]), int(match[2]))
        if match := _QUARTER.match(value):
            return months(int(match[1]), 3 * int(match[2]) - 2, 3 * int(match[2]))
        if match := _HALF.match(value):
            return months(int(match[1]), 6 * int(match[2]) - 5, 6 * int(match[2]))
        if match := _WEEK.match(value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return (monday + timedelta(5 if match[3] else 0)).isoformat(), (monday + timedelta(6)).isoformat()
        if _YEARS.match(value):
            return f"{value:0<4}-01-01", f"{value:9<4}-12-31"
    except ValueError:
        return None
    return None


def months(year: int, first: int, last: int) -> Days:
    """From the first day of one month to the last day of another of the same year."""
    return f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{calendar.monthrange(year, last)[1]:02d}"
