"""Values of a field and how two of them stand to each other: the same, one vaguer than the other, or excluding each other.

Vague against precise is no contradiction: "gunmen" does not exclude a named group, a country not its town, a month not its day.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from math import asin, cos, inf, radians, sin, sqrt

import msgspec

from tacitus.model.records import Count, Event, Party, Place, TimeExpression

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
ARMED = frozenset({"MIL", "COP", "SPY", "REB", "PRM", "UAF"})
TOLD_APART = frozenset({"GOV", "MIL", "COP", "SPY", "REB"})  # primary sectors that two unnamed parties cannot share
PRECISIONS = ("unknown", "decade", "year", "season", "month", "week", "day")
PLACE_PRECISIONS = (None, "region", "country", "admin1", "city", "point")
SAME_TOWN_KM, SITE_OF_TOWN_KM = 5.0, 25.0
_PEOPLES = ("s", "ese", "ish", "ch")  # endings of words for a country's people, which are no names of a party
_CURRENCY = re.compile(r"[$€£¥₹₽₪₺₴₦]|\b(?:dollar|euro|pound|yen|rupee|rouble|ruble|shekel|lira|naira|franc|peso|yuan|[A-Z]{3}\b)")


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """``key`` tells whether two say the same; one of ``party``, ``place``, ``days`` and the range is there, by field."""

    key: str
    text: str  # neutral, as lists show it
    party: Party | None = None
    place: Place | None = None
    days: tuple[str, str] | None = None
    precision: str | None = None
    of: str | None = None  # of a figure: civilians, combatants; of money: its currency
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# Parties


def is_listed(party: Party) -> bool:
    """Whether a lexicon knows it; a document's own chains (ent-…) mean nothing elsewhere."""
    return party.entity is not None and not party.entity.startswith("ent-")


def is_named(party: Party) -> bool:
    """By the lexicon, or by a proper name: its last word begins with a capital and is no people's name."""
    if is_listed(party):
        return True
    words = (party.name or "").split()
    is_people = len(words) == 1 and party.country is not None and words[0].endswith(_PEOPLES)
    return bool(words) and words[-1][:1].isupper() and not is_people


def party_key(party: Party) -> str:
    """By entity, else by proper name, else by neutral name, country and sectors, else by the words."""
    if is_listed(party):
        return party.entity or ""
    if is_named(party):
        return f"name:{folded(party.name or '')}"
    if party.name or party.sectors:
        return f"kind:{folded(party.name or '')}|{party.country or ''}|{'' if party.name else ' '.join(party.sectors)}"
    return f"words:{folded(party.text or '')}|{party.country or ''}"


def party_value(party: Party) -> Value:
    return Value(key=party_key(party), text=party.name or party.text or " ".join(party.sectors) or "?", party=party)


def _sector(party: Party) -> str | None:
    return party.sectors[0] if party.sectors else None


def _is_government(party: Party) -> bool:
    return (party.entity or "").startswith("gov-")


def _related(one: Party, two: Party) -> bool:
    """Two named parties of which one may be a part of the other."""
    if (one.entity and one.entity == two.member_of) or (two.entity and two.entity == one.member_of):
        return True
    if _is_government(one) or _is_government(two):
        other = two if _is_government(one) else one
        return one.country == two.country and (_sector(other) in STATE or not other.sectors)
    if _sector(one) == _sector(two) and one.country == two.country and (one.role is not None) != (two.role is not None):
        return True  # an officer and his body
    first, second = (set(folded(party.name or "").split()) for party in (one, two))
    return bool(first) and bool(second) and (first <= second or second <= first)


def _civilian_and_armed(one: Party, two: Party) -> bool:
    return one.civilian is True and two.civilian is not True and _sector(two) in ARMED


def parties_exclude(one: Party, two: Party) -> bool:
    if party_key(one) == party_key(two):
        return False
    if is_named(one) and is_named(two):
        return not _related(one, two)
    if one.country and two.country and one.country != two.country:
        return True
    if _civilian_and_armed(one, two) or _civilian_and_armed(two, one):
        return True
    first, second = _sector(one), _sector(two)
    apart = first in TOLD_APART and second in TOLD_APART and not set(one.sectors) & set(two.sectors)
    return apart and not ("GOV" in (first, second) and "REB" not in (first, second))


def party_rank(party: Party) -> int:
    """How precise it is. People without a country or any quality may be anybody."""
    if _is_government(party):
        return 3
    if is_named(party):
        return 4
    if not (party.name or party.sectors) or (party.sectors == ("CVL",) and not party.country and party.civilian is not True):
        return 0
    return 2 if party.country else 1


# Places


def place_value(place: Place) -> Value:
    name = place.name or place.text
    key = f"geonames:{place.geonames_id}" if place.geonames_id is not None else f"place:{folded(name)}|{place.country or ''}"
    text = name if place.country is None or place.precision in ("country", "region") else f"{name}, {place.country}"
    return Value(key=key, text=text, place=place, precision=place.precision)


def place_rank(place: Place) -> int:
    return PLACE_PRECISIONS.index(place.precision)


def places_exclude(one: Place, two: Place) -> bool:
    """Not where one may lie in the other."""
    if place_value(one).key == place_value(two).key or folded(one.name or one.text) == folded(two.name or two.text):
        return False
    if one.country and two.country and one.country != two.country and "region" not in (one.precision, two.precision):
        return True
    rank = min(place_rank(one), place_rank(two))
    if rank <= PLACE_PRECISIONS.index("country"):
        return False
    if rank == PLACE_PRECISIONS.index("admin1"):
        provinces = [folded((place.name if place.precision == "admin1" else place.admin1) or "") for place in (one, two)]
        return all(provinces) and provinces[0] != provinces[1] and not (provinces[0] in provinces[1] or provinces[1] in provinces[0])
    distance = _kilometres(one, two)
    return distance is not None and distance > (SITE_OF_TOWN_KM if "point" in (one.precision, two.precision) else SAME_TOWN_KM)


def _kilometres(one: Place, two: Place) -> float | None:
    if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
        return None
    north, south = radians(one.latitude), radians(two.latitude)
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(radians(one.longitude - two.longitude) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


# Times


def time_value(time: TimeExpression) -> Value | None:
    """None for a time that is no interval of days."""
    days = time.earliest, time.latest
    if days[0] is None or days[1] is None or _days(days[0], days[1]) is None:
        return None
    text = days[0] if days[0] == days[1] else f"{days[0]}/{days[1]}"
    return Value(key=text, text=text, days=(days[0], days[1]), precision=time.precision)


def _days(earliest: str, latest: str) -> int | None:
    try:
        return (date.fromisoformat(latest) - date.fromisoformat(earliest)).days
    except ValueError:
        return None


def width(value: Value) -> float:
    """Days of an interval, or the width of a figure's range."""
    if value.days is not None:
        return _days(*value.days) or 0
    low, high = bounds(value)
    return high - low


# Figures


def figure_value(count: Count) -> Value | None:
    """None for a figure without any number, and for one that goes beyond this event."""
    low, best, high = count.low, count.best, count.high
    if count.scope != "event" or (low is None and best is None and high is None):
        return None
    of = count.of
    if count.what == "money":
        found = _CURRENCY.search(count.text)
        of = found[0] if found else None
    return Value(key=f"{low}|{best}|{high}|{of or ''}", text=_figure_text(low, best, high, of), of=of, low=low, best=best, high=high)


def _figure_text(low: float | int | None, best: float | int | None, high: float | int | None, of: str | None) -> str:
    if low is not None and high is not None:
        number = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
    elif low is not None:
        number = f"{_number(low)} or more"
    elif high is not None:
        number = f"up to {_number(high)}"
    else:
        number = _number(best if best is not None else 0)
    return f"{number} {of}" if of else number


def _number(value: float | int) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)


def bounds(value: Value) -> tuple[float, float]:
    """The range that a figure leaves open."""
    known = value.best
    if value.low is None and value.high is None and known is not None:
        return float(known), float(known)
    return float(value.low if value.low is not None else 0), float(value.high if value.high is not None else inf)


def figures_exclude(one: Value, two: Value) -> bool:
    """Ranges that do not overlap, of the same; a part (civilians) excludes a whole only where it is larger."""
    (low, high), (other_low, other_high) = bounds(one), bounds(two)
    if one.of == two.of:
        return low > other_high or other_low > high
    if one.of is None:
        return other_low > high
    return two.of is None and low > other_high


# All fields

_EXCLUSIVE_TYPES = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


def exclude(one: Value, two: Value) -> bool:
    """Whether both cannot be true of one incident."""
    if one.party is not None and two.party is not None:
        return parties_exclude(one.party, two.party)
    if one.place is not None and two.place is not None:
        return places_exclude(one.place, two.place)
    if one.days is not None and two.days is not None:
        return one.days[0] > two.days[1] or two.days[0] > one.days[1]
    if one.low is None and one.best is None and one.high is None:
        return one.key != two.key and bool({one.key, two.key} & _EXCLUSIVE_TYPES)
    return figures_exclude(one, two)


def vaguer(one: Value, two: Value) -> bool:
    """Whether the first says the same as the second, less precisely."""
    if one.key == two.key or exclude(one, two):
        return False
    if one.party is not None and two.party is not None:
        return party_rank(one.party) < party_rank(two.party)
    if one.place is not None and two.place is not None:
        return place_rank(one.place) < place_rank(two.place)
    if one.days is not None and two.days is not None:
        return one.days[0] <= two.days[0] and two.days[1] <= one.days[1]
    (low, high), (other_low, other_high) = bounds(one), bounds(two)
    return one.of == two.of and low <= other_low and other_high <= high


def said_of(event: Event) -> str:
    """Neutral words for another event that this one answers to."""
    sides = [", ".join(party.name or party.text or "?" for party in parties) for parties in (event.actors, event.recipients)]
    return f"{event.type}: {sides[0] or 'not named'}" + (f" → {sides[1]}" if sides[1] else "")
