"""Feasts and named days: when they fall in a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from tacitus.stages.times import calendar

FIRST_YEAR, LAST_YEAR = 1583, 2200  # where the Gregorian reckoning holds and is of use


class Feasts:
    """Reads the entries and tables of feasts.yaml."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.entries: list[dict[str, Any]] = data["entries"]
        self._tables: dict[str, dict[int, list[int]]] = data["tables"]

    def once(self, entry: dict[str, Any]) -> date | None:
        """The date of a day that happened once."""
        return date(*entry["at"]) if entry["by"] == "once" else None

    def ranges(self, entry: dict[str, Any], year: int) -> list[calendar.Range]:
        """First and last day of the feast, for each time that it begins in the year."""
        once = self.once(entry)
        if once is not None:
            return [(once, once)]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return []
        spread = 1 if entry["by"] == "islamic" else 0  # the crescent is seen a day sooner or later from country to country
        length = entry.get("days", 1) - 1
        return [(calendar.shift(first, -spread), calendar.shift(first, length + spread)) for first in self._begin(entry, year)]

    def _begin(self, entry: dict[str, Any], year: int) -> list[date]:
        way, at = entry["by"], entry["at"]
        if way == "fixed":
            return [date(year, at[0], at[1])]
        if way == "easter":
            return [calendar.shift(calendar.easter(year), at[0])]
        if way == "orthodox":
            return [calendar.shift(calendar.orthodox_easter(year), at[0])]
        if way == "islamic":
            return calendar.islamic_in(year, at[0], at[1])
        if way == "hebrew":
            return calendar.hebrew_in(year, at[0], at[1])
        if way == "weekday":
            return [calendar.nth_weekday(year, at[0], at[1], at[2])]
        table, offset = ("chinese", at[0]) if way == "chinese" else (at[0], 0)
        found = self._tables[table].get(year)
        return [calendar.shift(date(year, found[0], found[1]), offset)] if found else []
