"""Blocks: keys under which reports of one occurrence meet, and the order within a block in which near ones are neighbours.

A key says what is compared (kind of deed, status) and one thing that the two sides have in common: a town, a party, a name. In a block
every report is compared with some neighbours on either side, by day, then place and words: a crowded block costs no more for each report
than a small one, and who is compared with whom is a function of the set of reports.
"""

from __future__ import annotations

import hashlib
from datetime import date

from tacitus.corpus.incidents.features import Features
from tacitus.corpus.incidents.tables import Tables

FEW = 4  # keys; with fewer, weaker ones are added
MANY = 9  # with so many a block by the day alone adds nothing
MOST_NAMES = 4
FEW_BESIDE = 3  # towns and days of the article


def keys_of(features: Features, node_key: str, tables: Tables) -> list[tuple[int, str]]:
    """Blocks of a report, and where it stands in them. A negated report also stands among the actual ones that it may deny."""
    sort = _sort(features, node_key)
    statuses = (features.status, "actual") if features.status == "negated" else (features.status,)
    fields = tables.fields.get(features.type, (features.type,))
    found: dict[int, None] = {}
    things = _things(features)
    for thing in things:
        for status in statuses:
            for field in fields:
                if len(found) < tables.limits.keys * len(statuses):
                    found[_number(status, field, *thing)] = None
    return [(key, sort) for key in found]


def _things(features: Features) -> list[tuple[str, ...]]:
    """What the report has in common with others, the most telling first."""
    found: dict[tuple[str, ...], None] = {}
    for place in features.places:
        if place.town:
            found["town", str(place.id if place.id is not None else place.name)] = None
    parties = (*features.actors, *features.recipients, *features.targets)
    for party in parties:
        if party.entity:
            found["party", party.entity] = None
        for name in sorted(party.names, key=lambda name: (-len(name), name))[:2]:
            found["name", name] = None
    for name in sorted(features.names, key=lambda name: (-len(name), name))[:MOST_NAMES]:
        found["name", name] = None
    for name in features.topics:
        found["name", name] = None
    if not any(place.town for place in features.places) and len(features.towns) <= FEW_BESIDE:
        for town in sorted(features.towns):  # of its article's other events
            found["town", town] = None
    if _month(features) and not any(place.town for place in features.places):  # without a date they would meet over all years
        for head in sorted({party.head for party in features.recipients if party.head}):  # "the killing of pilgrims"
            found["whom", _month(features), head] = None
        if features.rule:
            found["meaning", _month(features), features.rule] = None
    if features.exact and len(found) < MANY:
        found["day", str(features.earliest)] = None
    if len(found) < FEW:
        days = (features.earliest,) if features.exact else tuple(sorted(features.days)) or (features.published,)
        for day in days[:FEW_BESIDE]:
            if day is not None:
                found["day", str(day)] = None
        found["month", _month(features), features.stem] = None
    return list(found)


def _day(features: Features) -> int | None:
    return features.earliest if features.earliest is not None else features.published


def _month(features: Features) -> str:
    day = _day(features)
    return date.fromordinal(day).isoformat()[:7] if day else ""


def _sort(features: Features, node_key: str) -> str:
    """By day, then town, meaning and words; the node's own key last, so that the order is whole."""
    day = _day(features)
    place = next((str(place.id or place.name) for place in features.places if place.town), "")
    words = min(features.words, default="")
    return f"{day or 0:07d} {place[:10]} {features.stem[:8]} {words[:8]} {node_key[:8]}"


def _number(*parts: str) -> int:
    """63 bits of a hash."""
    return int.from_bytes(hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest(), "big") >> 1
