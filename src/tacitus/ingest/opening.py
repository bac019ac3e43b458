"""What the opening of an article says of itself: title line, header lines, dateline. Nothing is taken out of the text."""

from __future__ import annotations

import re

import msgspec

from tacitus.ingest.published import MONTHS, calendar_date, iso_date

HEAD = 6000  # code points in which an opening may stand
MAX_TITLE = 220  # code points; the longest real headlines have about 200
MAX_OUTLET = 60  # code points; "Source: minister used …" is a headline, not a header
HEADER_LINES = 12  # non-blank lines in which headers may stand
_KEYS = {
    "date": "published_at", "published": "published_at", "published at": "published_at", "published on": "published_at",
    "publication date": "published_at", "date published": "published_at", "publish date": "published_at", "pubdate": "published_at",
    "posted": "published_at", "posted on": "published_at", "dated": "published_at",
    "title": "title", "headline": "title", "author": "author", "byline": "author",
    "source": "outlet", "outlet": "outlet", "publisher": "outlet", "publication": "outlet", "newspaper": "outlet",
    "url": "url", "link": "url", "language": "language",
}  # fmt: skip
_HEADER = re.compile(r"\s*(?P<key>[A-Za-z][A-Za-z -]{2,20}?)\s*:\s*(?P<value>\S.*?)\s*$")
_BARE_HEADER = re.compile(r"\s*(?P<key>date|published|posted|dated)(?:\s+(?:on|at))?\s+(?P<value>\S.*?)\s*$", re.IGNORECASE)
_BYLINE = re.compile(r"\s*By\s+(?P<value>[^\W\d_][^.,:;()]{2,80})\s*$")

# A dateline ends at its dash: a long one, or a hyphen that stands free or follows the agency's bracket.
_DASH = re.compile(r"\s*(?:—|–|―|--+)\s*|\s+-\s+|(?<=[)\]])\s*-\s*")
MAX_DATELINE = 110  # code points before the dash
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"[,;]?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?\b(?P<date>(?:{_MONTH_NAMES})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+[12]\d{{3}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH_NAMES})\b\.?(?:,?\s+[12]\d{{3}})?|[12]\d{{3}}-\d{{2}}-\d{{2}})(?!\w)",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\s*(?:\((?=[A-Z])[^()]{2,60}\)|\[(?=[A-Z])[^\[\]]{2,60}\]|/(?=[A-Z])[^/]{2,40}/|,\s*[A-Z]{2,6}$)")
_PLACE_WORD = r"(?:[^\W\d_a-z]|al-|[A-Za-z]['’])[\w'’.-]*"
_PLACE_PART = re.compile(rf"{_PLACE_WORD}(?:[ /](?:{_PLACE_WORD}|de|del|du|da|la|el|of|the|and|upon)){{0,3}}$")
_MONTH_DAY = re.compile(
    rf"(?P<month>{_MONTH_NAMES})\b\.?\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH_NAMES})", re.I
)
# Words in capitals that open a line before a dash and are no place.
_NO_PLACES = frozenset(
    """
    BREAKING UPDATE UPDATED EXCLUSIVE OPINION EXPLAINER ANALYSIS WATCH LIVE VIDEO PHOTOS FACTBOX
    TIMELINE CORRECTION EDITORIAL INTERVIEW NOTE NEWS Q A
    """.split()
)


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """``place`` as written ("KYIV, Ukraine"); ``date`` ISO where the dateline has a year; ``written`` the date's own words."""

    place: str
    date: str | None = None
    written: str | None = None


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What the first lines say; ``headers`` by our column names. ``bad_date`` is a header's date that cannot be."""

    title: str | None = None
    headers: dict[str, str] = {}
    published_at: str | None = None
    bad_date: str | None = None
    dateline: Dateline | None = None


def read_opening(text: str, with_title: bool = True) -> Opening:
    """The opening of an article in plain text."""
    lines = text[:HEAD].splitlines()
    if len(text) > HEAD and len(lines) > 1:
        lines.pop()  # cut in the middle
    headers = _headers(lines)
    title = headers.get("title") or (_title(lines, text) if with_title else None)
    written = headers.get("published_at")
    published = iso_date(written) if written else None
    return Opening(
        title=title,
        headers={key: value for key, value in headers.items() if key not in ("title", "published_at")},
        published_at=published,
        bad_date=written if written and not published else None,
        dateline=_dateline(lines),
    )


def _headers(lines: list[str]) -> dict[str, str]:
    """Header lines among the first ones; prose ends them. A title line, an outlet's line and blank lines may stand between."""
    found: dict[str, str] = {}
    prose = 0
    for line in [line for line in lines if line.strip()][:HEADER_LINES]:
        header = _header(line)
        if header:
            found.setdefault(*header)
            continue
        prose += 1
        if prose > 2 or len(line) > MAX_TITLE:
            break
    return found


def _header(line: str) -> tuple[str, str] | None:
    match = _HEADER.match(line)
    if match and len(line) <= MAX_TITLE + 40:
        key = _KEYS.get(" ".join(match["key"].lower().split()))
        if key == "author":
            return key, re.sub(r"^By\s+", "", match["value"])
        if key and not (key == "outlet" and (len(match["value"]) > MAX_OUTLET or match["value"].endswith("."))):
            return key, match["value"]
    bare = _BARE_HEADER.match(line)
    if bare and any(map(str.isdigit, bare["value"])) and len(line) <= MAX_TITLE and iso_date(bare["value"]):
        return "published_at", bare["value"]
    byline = _BYLINE.match(line)
    return ("author", byline["value"].strip()) if byline else None


def _title(lines: list[str], text: str) -> str | None:
    """The first line that is no header, where it looks like a title: short, without a final period, set off by what follows it."""
    index = next((n for n, line in enumerate(lines) if line.strip() and not _header(line)), None)
    if index is None:
        return None
    title = lines[index].strip()
    if len(title) > MAX_TITLE or title.endswith((".", ",", ";", ":", "-", "—")) or dateline_of(title) or not any(map(str.isalpha, title)):
        return None
    following = lines[index + 1 :]
    rest = next((n for n, line in enumerate(following) if line.strip()), None)
    if rest is None:
        return None  # a text of one line is a sentence, not a title
    set_off = rest > 0 or _header(following[0]) is not None or dateline_of(following[0]) is not None
    return title if set_off or _outlet_line(following) else None


def _outlet_line(following: list[str]) -> bool:
    """A second short line (outlet and date) before a blank line or a header: the first is then a title."""
    line = following[0].strip()
    if len(line) > 120 or line.endswith((".", "!", "?", ",")) or len(following) < 2:
        return False
    return not following[1].strip() or _header(following[1]) is not None


def _dateline(lines: list[str]) -> Dateline | None:
    """The dateline of one of the first paragraphs."""
    seen = 0
    for line in lines:
        if not line.strip() or _header(line):
            continue
        found = dateline_of(line)
        if found:
            return found
        seen += 1
        if seen == 4:
            break
    return None


def dateline_of(line: str) -> Dateline | None:
    """The dateline at the beginning of a line: PLACE, Region, date (Agency) — in the orders that agencies use.

    A place in capitals needs no more; another needs a date or an agency beside it ("Beirut (Agency) —").
    """
    dash = _DASH.search(line, 0, MAX_DATELINE)
    if not dash or (line[dash.end() : dash.end() + 1].islower() and not line.startswith("al-", dash.end())):
        return None
    head = line[: dash.start()]
    without_agency = _AGENCY.sub("", head, count=1)
    date = _DATE.search(without_agency)
    place = (_DATE.sub("", without_agency, count=1) if date else without_agency).strip(" ,;\t")
    if "," not in place and place.count(".") == 1:
        place = place.removesuffix(".")
    if not _is_place(place, marked=date is not None or without_agency != head):
        return None
    written = date["date"] if date else None
    return Dateline(place=place, date=iso_date(written) if written else None, written=written)


def _is_place(place: str, marked: bool) -> bool:
    parts = re.split(r",\s*", place)
    if len(parts) > 3 or not all(_PLACE_PART.match(part) for part in parts):
        return False
    words = re.findall(r"[^\W\d_]+", parts[0])
    if sum(map(len, words)) < 4 or any(word in _NO_PLACES for word in words):
        return False
    return marked or parts[0] == parts[0].upper()


def with_year(written: str, year: int) -> str | None:
    """A dateline's "April 7" in a year that the context gives."""
    match = _MONTH_DAY.search(written)
    if not match:
        return None
    month = MONTHS[(match["month"] or match["month2"]).lower()]
    return calendar_date(year, month, int(match["day"] or match["day2"]))
