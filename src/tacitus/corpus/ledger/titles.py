"""Titles in neutral words, made from codes: "Assault: Barland Armed Forces → civilians (FOO), Barville, 3 May 2024".

Where reports exclude each other on who acted, the title names nobody; a deed that nobody tells in an outlet's own voice is marked as
claimed, a denied one as denied. No word of a report enters: parties stand by the lexicon's or their own name, else by their sector.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from tacitus.corpus.ledger.claims import Held
from tacitus.corpus.ledger.values import is_named
from tacitus.model.errors import ResourceError
from tacitus.model.incidents import IncidentPlace
from tacitus.model.ontology import EVENT_TYPES
from tacitus.model.records import Party
from tacitus.resources.loader import load

PATH = "corpus/titles.yaml"
NOT_NAMED = "not named"
_NAMED = 2  # parties on a side of the arrow
_MONTHS = "January February March April May June July August September October November December".split()


class Nouns(msgspec.Struct, frozen=True):
    nouns: dict[str, str]
    modes: dict[str, dict[str, str]]
    sectors: dict[str, str]
    statuses: dict[str, str]


@lru_cache(maxsize=1)
def nouns() -> Nouns:
    resource = load(PATH)
    try:
        found = msgspec.convert({name: resource.data[name] for name in Nouns.__struct_fields__}, Nouns)
    except (KeyError, msgspec.ValidationError) as error:
        raise ResourceError(f"{resource.info.path}: {error}. Compare it with the file that came with tacitus.") from error
    missing = [name for name in EVENT_TYPES if name not in found.nouns]
    if missing:
        raise ResourceError(f"{resource.info.path}: no noun for {', '.join(missing)}.")
    return found


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a title is made of. ``modes``: those that all reports of the first type have; ``contradicted``: fields."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    status: str
    claimed: bool
    actors: Sequence[Held]
    recipients: Sequence[Held]
    place: IncidentPlace | None
    days: tuple[str, str] | None
    contradicted: frozenset[str]


def title(facts: Facts) -> str:
    marks = [nouns().statuses[facts.status]] if facts.status in nouns().statuses else []
    marks += ["claimed"] if facts.claimed else []
    marks += ["denied"] if "happened" in facts.contradicted else []
    what = _noun(facts) + (f" ({', '.join(marks)})" if marks else "")
    where = _place(facts.place) if facts.place is not None and "place" not in facts.contradicted else None
    when = written(*facts.days) if facts.days is not None and "time" not in facts.contradicted else None
    actors = "" if "actor" in facts.contradicted else _names(facts.actors)
    recipients = "" if facts.contradicted & {"actor", "recipient"} else _names(facts.recipients)
    if actors or recipients:
        who = f"{actors or NOT_NAMED} → {recipients}" if recipients else actors
        where = None if where in {*actors.split(", "), *recipients.split(", ")} else where  # said already
        return ", ".join(filter(None, [f"{what}: {who}", where, when]))
    return ", ".join(filter(None, [f"{what} in {where}" if where else what, when]))


def _noun(facts: Facts) -> str:
    """Of the mode that all have, else of the type; of several types where they are contradicted."""
    table = nouns()
    if "type" in facts.contradicted:
        said = " or ".join(table.nouns[one] for one in facts.types)
    else:
        first = facts.types[0]
        said = next((table.modes[first][mode] for mode in facts.modes if mode in table.modes.get(first, {})), table.nouns[first])
    return said[:1].upper() + said[1:]


def _names(parties: Sequence[Held]) -> str:
    found = list(dict.fromkeys(party_name(one.value.party) for one in parties if one.value.party is not None))
    found = [name for name in found if name]
    more = len(found) - _NAMED
    return ", ".join(found[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def party_name(party: Party) -> str:
    """Its name; without one its sector and the code of its country; nothing where neither is known."""
    if is_named(party) and party.name:
        return party.name
    words = next((nouns().sectors[sector] for sector in party.sectors if sector in nouns().sectors), None)
    if words is None:
        return ""
    return f"{words} ({party.country})" if party.country else words


def _place(place: IncidentPlace) -> str | None:
    return place.name


def written(earliest: str, latest: str) -> str | None:
    """``3 May 2024``, ``1–7 May 2024``, ``May 2024``, ``2024``."""
    try:
        first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    except ValueError:
        return None
    if first == last:
        return _day(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and last < date.max:
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month - 1]} {first.year}"
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def common_modes(modes: Sequence[Sequence[str]], table: Mapping[str, object]) -> tuple[str, ...]:
    """Modes that every report has, in the table's order."""
    shared = set(modes[0]).intersection(*modes[1:]) if modes else set()
    return tuple(mode for mode in table if mode in shared)
