"""Calendar units: the one that holds a day, those counted from it, and parts of a time."""

from __future__ import annotations

from datetime import date

from tacitus.model.ontology import TimePrecision
from tacitus.stages.times import calendar
from tacitus.stages.times.meanings import PartOf, Resolved


def counted_part(whole: calendar.Range, part: PartOf) -> calendar.Range | None:
    """The units counted from the first or the last day of a range. A week of a month is seven of its days, whatever the first one is."""
    back = part.number < 0
    if part.weekday is not None or part.unit == "weekend":
        weekday = part.weekday if part.weekday is not None else 5
        first = whole[0]
        day = calendar.nth_weekday(first.year, first.month, weekday, part.number)
        return day, day if part.weekday is not None else calendar.shift(day, 1)
    skipped = abs(part.number) - 1
    if part.unit in ("day", "week"):
        days = 7 if part.unit == "week" else 1
        if back:
            last = calendar.shift(whole[1], -days * skipped)
            return calendar.shift(last, 1 - days * part.count), last
        first = calendar.shift(whole[0], days * skipped)
        return first, calendar.shift(first, days * part.count - 1)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(part.unit)
    if months is None:
        return None
    length = months * part.count
    after = calendar.add_months(whole[1], 1)
    first = calendar.add_months(after, -months * skipped - length) if back else calendar.add_months(whole[0], months * skipped)
    return calendar.month_range(first.year, first.month, length)


def moved(day: date, unit: str, count: int) -> date:
    """``count`` units from a day."""
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}.get(unit)
    if days:
        return calendar.shift(day, days * count)
    if unit in ("month", "quarter"):
        months = count * (3 if unit == "quarter" else 1)
    else:
        months = 12 * count * {"year": 1, "decade": 10, "century": 100}.get(unit, 1)
    if not -120_000 < months < 120_000:
        return date.min if count < 0 else date.max
    first = calendar.add_months(day, months)
    return calendar.shift(first, min(day.day, (calendar.month_range(first.year, first.month)[1]).day) - 1)


def precision_of(unit: str) -> TimePrecision:
    names: dict[str, TimePrecision] = {
        "week": "week",
        "fortnight": "week",
        "month": "month",
        "quarter": "month",
        "year": "year",
        "decade": "decade",
        "century": "decade",
    }
    return names.get(unit, "day")


def calendar_unit(day: date, unit: str, shift: int, anchored: bool) -> Resolved:
    """The calendar unit that holds the day, or the one ``shift`` units away."""
    target = moved(day, unit, shift)
    if unit == "day":
        span = (target, target)
    elif unit in ("week", "fortnight"):
        span = calendar.week_range(target)
        span = (span[0], calendar.shift(span[1], 7)) if unit == "fortnight" else span
    elif unit == "weekend":
        span = calendar.weekend_range(target)
    elif unit == "month":
        span = calendar.month_range(target.year, target.month)
    elif unit == "quarter":
        span = calendar.month_range(target.year, (target.month - 1) // 3 * 3 + 1, 3)
    elif unit == "year":
        span = calendar.year_range(target.year)
    elif unit == "decade":
        span = calendar.year_range(calendar.decade_start(target.year), 10)
    else:
        span = calendar.year_range(target.year - target.year % 100, 100)
    return Resolved(earliest=span[0], latest=span[1], precision=precision_of(unit), anchored=anchored)


def one_day(day: date, anchored: bool) -> Resolved:
    return Resolved(earliest=day, latest=day, precision="day", anchored=anchored)


def of_range(span: calendar.Range, anchored: bool) -> Resolved:
    precision: TimePrecision = "day" if (span[1] - span[0]).days < 20 else "month"
    return Resolved(earliest=span[0], latest=span[1], precision=precision, anchored=anchored)
