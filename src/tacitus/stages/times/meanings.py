"""What a time expression means before it is resolved: a small algebra that builders.py makes and resolve.py reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from tacitus.model.ontology import TimePrecision

# ``near`` counts calendar units from the day of writing: −1 last, 0 this, 1 next; None where the words do not say.
ANCHOR = "anchor"
TOLD = "told"


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """Root of the algebra."""


class Fixed(Meaning, frozen=True, kw_only=True):
    """A range that needs no context."""

    earliest: date
    latest: date
    precision: TimePrecision


class MonthDay(Meaning, frozen=True, kw_only=True):
    """A day of a month, its year perhaps unsaid."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None  # said beside it: "Sunday, 9 December"


class DayOfMonth(Meaning, frozen=True, kw_only=True):
    """ "The 7th"."""

    day: int


class Months(Meaning, frozen=True, kw_only=True):
    """One or more months of a year: April, the third quarter, the first half."""

    month: int
    count: int = 1
    year: int | None = None
    near: int | None = None
    told: int | None = None  # 0 that month of the year told before, 1 the one after the time told before, −1 the one before it


class Years(Meaning, frozen=True, kw_only=True):
    """Years from ``year``; the precision is year or decade (a century is ten decades)."""

    year: int
    count: int = 1
    precision: TimePrecision = "year"


class ShortDecade(Meaning, frozen=True, kw_only=True):
    """ "The eighties": the latest such decade that has begun."""

    tens: int


class Weekday(Meaning, frozen=True, kw_only=True):
    """A weekday: by tense, by ``near`` (last, this, next), by its week (``week`` 0 is this week), or after the time told before."""

    weekday: int
    near: int | None = None
    week: int | None = None
    told: int | None = None


class Period(Meaning, frozen=True, kw_only=True):
    """A calendar unit ``shift`` units away from the anchor or from the time told before."""

    unit: str
    shift: int
    base: str = ANCHOR


class Window(Meaning, frozen=True, kw_only=True):
    """The last or next ``count`` units; ``count`` None is "a few"."""

    count: int | None
    unit: str
    sign: int


class Offset(Meaning, frozen=True, kw_only=True):
    """``count`` units from the anchor, from the time told before, or from another time."""

    count: int | None
    unit: str
    sign: int
    base: str | Meaning = ANCHOR


class Season(Meaning, frozen=True, kw_only=True):
    season: str
    year: int | None = None
    near: int | None = None
    told: int | None = None  # as of Months


class FeastOn(Meaning, frozen=True, kw_only=True):
    """A feast; ``feast`` is its entry of feasts.yaml."""

    feast: dict[str, Any]
    year: int | None = None
    near: int | None = None


class Edge(Meaning, frozen=True, kw_only=True):
    """The early, mid or late third of a time."""

    part: str
    of: Meaning


class PartOf(Meaning, frozen=True, kw_only=True):
    """``count`` units of a time, from the ``number``-th on, or from the end where ``number`` is negative; a weekday where one is told."""

    unit: str
    number: int
    of: Meaning
    count: int = 1
    weekday: int | None = None


class Within(Meaning, frozen=True, kw_only=True):
    """What lies before (−1) or after (1) the anchor in a time."""

    side: int
    of: Meaning


class ClockAt(Meaning, frozen=True, kw_only=True):
    """A time of day ("21:15"), on a day or on the day that the context gives."""

    time: str | None
    zone: str | None = None
    on: Meaning | None = None
    shift: int = 0


class Between(Meaning, frozen=True, kw_only=True):
    """From one time to another."""

    left: Meaning
    right: Meaning


class Unknown(Meaning, frozen=True, kw_only=True):
    """A time that no calendar gives."""

    reason: str


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """Dates, both None where unresolved (then ``reason`` says why). ``anchored``: it needed the publication date."""

    earliest: date | None = None
    latest: date | None = None
    precision: TimePrecision = "unknown"
    time_of_day: str | None = None
    zone: str | None = None
    reason: str | None = None
    anchored: bool = False


def unresolved(reason: str, **more: Any) -> Resolved:
    return Resolved(reason=reason, **more)
