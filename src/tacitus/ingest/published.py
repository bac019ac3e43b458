"""Publication dates as files write them, to ISO. A date that cannot be is None; the file's modification time is never looked at."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_YEAR = r"(?P<year>[12]\d{3})"
_TAIL = r"(?:[\s,;|@-].*)?$"  # a time of day or a zone written in words: the day is what is kept
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        _WEEKDAY + _DAY + r"(?:\s+of)?[\s-]+" + _MONTH + r",?[\s-]+" + _YEAR + _TAIL,
        _WEEKDAY + _MONTH + r"\s+" + _DAY + r",?\s+" + _YEAR + _TAIL,
        r"(?P<year>\d{4})[/.](?P<number>\d{1,2})[/.](?P<day>\d{1,2})" + _TAIL,
        r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?" + _YEAR + _TAIL,
        r"(?P<year>[12]\d{3})(?P<number>\d{2})(?P<day>\d{2})$",
    )
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/([12]\d{3})" + _TAIL, re.DOTALL)
_LEADING = re.compile(r"^(?:(?:first\s+)?(?:published|posted|updated|last updated|date)\b\s*(?:on|at)?\s*:?\s*)", re.IGNORECASE)
_MAX_LENGTH = 80


def iso_date(written: str) -> str | None:
    """ISO date, or date and time, of a written one. ISO is kept as given; "07/04/2023", where day and month could be changed, is None."""
    wanted = written.strip()
    if not wanted or len(wanted) > _MAX_LENGTH:
        return None
    if _ISO_DATE.match(wanted):
        return wanted if _is_iso(wanted) else _day_of_iso(wanted)
    wanted = _LEADING.sub("", wanted)
    return _worded(wanted) or _slashed(wanted) or _mail(wanted) or (wanted if _ISO_DATE.match(wanted) and _is_iso(wanted) else None)


def _is_iso(written: str) -> bool:
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return True


def _day_of_iso(written: str) -> str | None:
    """ "2023-04-07 10:00 GMT": the day is sure, the rest is not ISO. "2023-04-07T99:00" is a mistake and gives no date."""
    day, rest = written[:10], written[10:].strip()
    if not _is_iso(day) or re.match(r"T?\s*(?:2[4-9]|[3-9]\d)", rest):
        return None
    return (
        day
        if re.fullmatch(r"[T,]?\s*(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?\s*(?:[ap]\.?m\.?)?\s*\(?[A-Za-z/_+:\d\s-]{0,30}\)?", rest)
        else None
    )


def _worded(written: str) -> str | None:
    for form in _FORMS:
        match = form.match(written)
        if match:
            parts = match.groupdict()
            month = MONTHS[parts["month"].lower()] if parts.get("month") else int(parts["number"])
            return calendar_date(int(parts["year"]), month, int(parts["day"]))
    return None


def _slashed(written: str) -> str | None:
    match = _SLASHED.match(written)
    if not match:
        return None
    first, second, year = (int(part) for part in match.groups()[:3])
    if first > 12:
        return calendar_date(year, second, first)
    if second > 12:
        return calendar_date(year, first, second)
    return calendar_date(year, first, second) if first == second else None


def _mail(written: str) -> str | None:
    """ "Fri, 07 Apr 2023 10:00:00 +0200", as feeds and mail headers write it: the time and offset are kept."""
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def mail_date(written: str) -> str | None:
    """A feed's date with its time and offset where it is in mail form, else as ``iso_date``."""
    wanted = written.strip()
    if re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}", wanted):
        return _mail(wanted)
    return iso_date(wanted)


def calendar_date(year: int, month: int, day: int) -> str | None:
    """ISO date, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
