"""Builders of times that the context gives: yesterday, last week, two days ago, that summer, clocks, feasts."""

from __future__ import annotations

from typing import cast

from tacitus.stages.times.builders import BUILDERS, VAGUE_REASON, Match, builder, month_day, year_of
from tacitus.stages.times.meanings import (
    TOLD,
    Between,
    ClockAt,
    Edge,
    FeastOn,
    Meaning,
    Months,
    Offset,
    Period,
    Season,
    Unknown,
    Window,
    Within,
)  # fmt: skip


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
    if near is None:
        near = 1 if match.has("coming") else -1  # "this past week", "this coming winter"
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
def over_weekend(match: Match) -> Meaning | None:
    """ "Over the weekend": by tense the one before or the one ahead."""
    return Period(unit="weekend", shift=0)


@builder
def same_period(match: Match) -> Meaning | None:
    """ "The same quarter last year", "the year-ago period": which months are meant, the text before says."""
    return Unknown(reason=VAGUE_REASON)


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
    if match.has("and") or match.has("or") or unit is None or match.first("large") or match.has_any("hundred", "thousand", "million"):
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
    return Season(season=match.first("season", "bare_season"), year=year_of(match), near=match.first("near"))


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
    unit = match.first("unit") or "year"
    if unit in ("minute", "hour"):
        return None
    of = Period(unit=unit, shift=match.first("near") or 0)
    return of if unit == "day" else Edge(part=match.first("edge_of") or ("late" if match.has("end") else "mid"), of=of)


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
    figures_ = match.all("dd", "mm", "number") or [0]
    hour, minute = figures_[0], figures_[1] if len(figures_) > 1 else 0
    half_of_day = match.first("ampm")
    if half_of_day:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half_of_day == "pm" else 0)
    elif match.first("part") is not None:
        hour = _by_part(hour, match.first("part"))
    elif match.has("clock") or match.has("past") or match.has("quarter"):
        return ClockAt(time=None, zone=zone) if 1 <= hour <= 12 else None  # morning or evening is not said
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
