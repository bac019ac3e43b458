"""The filters of all lists, as the query of a URL has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

import msgspec

from tacitus.model.answers import Term
from tacitus.model.errors import TacitusError, UsageError
from tacitus.model.judgements import ReviewState
from tacitus.model.ontology import EVENT_TYPES, QUADS, STATUSES, VOICES
from tacitus.record.filtering import search_expression

Box = tuple[float, float, float, float]  # west, south, east, north; degrees. West of east, or across the date line
Days = tuple[str, str]  # first and last, ISO
REVIEWED: tuple[str, ...] = get_args(ReviewState)
MOST_VALUES = 200  # of one filter


class NotReadyError(TacitusError):
    """The index over the record is still being made; ask again in a second."""


class MissingError(TacitusError):
    """Nothing in the record has that id."""


class BrowseFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Several values of one are alternatives, several filters hold together. Empty: no narrowing.

    ``actor``, ``recipient``, ``speaker``: an id (``gov-…``, or ``name:…`` as facets give it), or words of a name in any case. ``outlet``:
    the whole name. ``country``: of a party or a place, alpha-3. ``since``, ``until``: ISO days; the row's own dates count, where it has
    none the day of publication. ``origins``: of its incident, at least so many independent ones. ``words``: all of them stand in the
    sentence (of a quotation: in what is quoted, of a document: in its text), words in double quotation marks together.
    For an incident the filters hold when one report at least passes all of them; for a document those of events likewise. For a quotation
    ``actor`` and ``speaker`` both mean who speaks, ``country`` is the speaker's, and those of events hold for an event told in it.
    """

    type: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    place: tuple[int, ...] = ()  # geonames ids
    box: tuple[Box, ...] = ()
    since: str | None = None
    until: str | None = None
    origins: int | None = None
    reviewed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    incident: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()  # yes, no: whether a row has any day in the timeline of its list
    day: tuple[Days, ...] = ()  # the day under which a row stands in that timeline lies between these
    outlet_known: tuple[str, ...] = ()  # yes, no
    off_map: tuple[str, ...] = ()  # rows without a spot of which no more than this country is known (alpha-3), or nothing (nowhere)
    newer: int | None = None  # of documents whose newest coding was made after that number; ``Runs.new_after`` is one


HELP: dict[str, tuple[str, str]] = {
    "type": ("Event type", "PLOVER's sixteen types"),
    "quad": ("Quad class", "Verbal or material, cooperation or conflict"),
    "status": ("Status", "Whether it happened, is planned, threatened, demanded, supposed or denied"),
    "voice": ("Voice", "Who says so: the report, somebody quoted, the author"),
    "country": ("Country", "Of a party or of the place; alpha-3 code"),
    "actor": ("Actor", "Who did it: an id, or words of a name"),
    "recipient": ("Recipient", "To whom: an id, or words of a name"),
    "outlet": ("Outlet", "Which publisher"),
    "speaker": ("Speaker", "According to whom: an id, or words of a name"),
    "place": ("Place", "GeoNames number of a place"),
    "since": ("From", "First day, as 2024-05-31"),
    "until": ("To", "Last day, as 2024-05-31"),
    "box": ("Area", "West, south, east and north in degrees, with commas between them"),
    "origins": ("Independent origins", "At least so many independent origins report it"),
    "reviewed": ("Reviewed", "What people said about it so far"),
    "words": ("Words", 'Words of the text, "words that stand together" in quotation marks'),
    "incident": ("Incident", "Id of an incident"),
    "document": ("Document", "Id of a document"),
    "dated": ("Dated", "Whether it has a day at all: yes, no"),
    "day": ("Day", "Where it stands in the timeline, which tells the first day: 2024-05-31, or 2024-05-01..2024-05-31"),
    "outlet_known": ("Outlet known", "Whether it is known who published it: yes, no"),
    "off_map": ("Not on the map", "Of which no more than the country is known, by its alpha-3 code; nowhere: not even that"),
    "newer": ("Newer", "Of articles coded after the coding with that number"),
}  # fmt: skip
FILTERS: tuple[Term, ...] = tuple(Term(code=name, label=label, help=help) for name, (label, help) in HELP.items())
YES_NO = ("yes", "no")
NOWHERE = "nowhere"
_CODES: dict[str, tuple[str, ...]] = {
    "type": EVENT_TYPES,
    "quad": QUADS,
    "status": STATUSES,
    "voice": VOICES,
    "reviewed": REVIEWED,
    "dated": YES_NO,
    "outlet_known": YES_NO,
}
_SINGLE = ("since", "until", "origins", "newer")


def parse(params: Mapping[str, Sequence[str]]) -> BrowseFilters:
    """Filters from the parameters of a query; UsageError names the filter or value that cannot be. Empty values are left out."""
    found: dict[str, object] = {}
    for name, given in params.items():
        if name not in HELP:
            raise UsageError(f"no filter is called {name!r}; there are {', '.join(HELP)}.")
        values = tuple(dict.fromkeys(said for value in given if (said := _clean(value))))
        if len(values) > MOST_VALUES:
            raise UsageError(f"{name}: {len(values)} values are too many; give at most {MOST_VALUES}.")
        if values:
            found[name] = _checked(name, values)
    return msgspec.convert(found, BrowseFilters)


def _clean(value: str) -> str:
    """Without what no text of a record holds: NUL, and halves of characters."""
    return value.replace("\0", "").encode("utf-8", "replace").decode().strip()


def _checked(name: str, values: tuple[str, ...]) -> object:
    if name in _SINGLE:
        if len(values) > 1:
            raise UsageError(f"{name}: give one value, not {len(values)}.")
        return _day(name, values[0]) if name in ("since", "until") else _number(name, values[0])
    if name in _CODES:
        return tuple(_code(name, value) for value in values)
    if name == "day":
        return tuple(_days(value) for value in values)
    if name == "country":
        return tuple(value.upper() for value in values)
    if name == "off_map":
        return tuple(NOWHERE if value.lower() == NOWHERE else value.upper() for value in values)
    if name == "place":
        return tuple(_number(name, value) for value in values)
    if name == "box":
        return tuple(_box(value) for value in values)
    if name == "words":
        for value in values:
            search_expression(value)
    return values


def _code(name: str, value: str) -> str:
    wanted = value.upper() if name == "type" else value.lower()
    if wanted not in _CODES[name]:
        raise UsageError(f"no {name} is called {value!r}; there are {', '.join(_CODES[name])}.")
    return wanted


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{name}: {value!r} is no date of the calendar; write it as 2024-05-31.") from None


def _days(value: str) -> Days:
    first, _, last = value.partition("..")
    return _day("day", first), _day("day", last or first)


def _number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise UsageError(f"{name}: {value!r} is no whole number.")
    return int(value)


def _box(value: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise UsageError(f"box: {value!r} is not west,south,east,north in degrees.") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError(f"box: {value!r} lies outside -180 to 180 and -90 to 90 degrees, or its south is north of its north.")
    return west, south, east, north
