"""Values to choose from while typing: actors of the lexicon and the record, places of the gazetteer and the record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tacitus.model.answers import Entity, PlaceChoice
from tacitus.resources.loader import load_folder
from tacitus.stages.places.cache import load_index
from tacitus.stages.places.index import Entry, PlaceIndex
from tacitus.stages.places.names import normal
from tacitus.workspace.browsing.persons import Actors, folded

_FOLDERS = ("lexicon/countries", "lexicon/organisations", "lexicon/persons")
_PRECISION = {"city": "city", "country": "country", "admin1": "admin1", "region": "region", "point": "point"}
MOST_OF_A_PREFIX = 3000


class _Listed(NamedTuple):
    """An entry of the lexicon and all its spellings, folded."""

    entity: str
    name: str
    country: str | None
    sectors: tuple[str, ...]
    spellings: tuple[str, ...]


class Choices:
    """Entries of the lexicon, and the rows of the index of places by their names. Making one takes some seconds, so a helper does."""

    def __init__(self, listed: list[_Listed], names: list[str], rows: list[int]) -> None:
        self._listed, self._names, self._rows = listed, names, rows

    def entities(self, words: str, actors: Actors, counts: Sequence[int], limit: int) -> tuple[Entity, ...]:
        """Names that hold all words: those that are the words, then those of which a word begins so, then by events in the record."""
        said = folded(words)
        if not said:
            return ()
        pieces = said.split()
        found: dict[str, tuple[tuple[int, int, str], Entity]] = {}
        for one in self._listed:
            hits = [spelling for spelling in one.spellings if all(piece in spelling for piece in pieces)]
            if hits:
                count = int(counts[actors.numbers[one.entity]]) if one.entity in actors.numbers else 0
                entity = Entity(entity=one.entity, name=one.name, country=one.country, sectors=one.sectors, count=count)
                found[one.entity] = ((_rank(said, hits), -count, one.name), entity)
        for number in actors.named(words):
            actor = actors.all[number]
            if actor.key not in found:
                count = int(counts[number])
                entity = Entity(entity=actor.key, name=actor.name, country=actor.country, sectors=(), count=count)
                found[actor.key] = ((_rank(said, [folded(actor.name)]), -count, actor.name), entity)
        return tuple(entity for _, entity in sorted(found.values(), key=lambda one: one[0])[:limit])

    def places(self, words: str, limit: int) -> tuple[PlaceChoice, ...]:
        """Places that bear the name, under any spelling, then those whose name begins so, the largest first."""
        said, index = normal(words), _gazetteer()
        if not said:
            return ()
        rows = dict.fromkeys(hit.entry.row for hit in index.find(words) if hit.entry.kind in _PRECISION)
        low = bisect_left(self._names, said)
        high = bisect_left(self._names, said + "\U0010ffff", lo=low)
        more = [index.entry(row) for row in self._rows[low : min(high, low + MOST_OF_A_PREFIX)]]
        more.sort(key=lambda entry: -entry.prior)
        for entry in more[: 2 * limit]:
            if entry.kind in _PRECISION:
                rows.setdefault(entry.row)
        found = _cities_first(sorted((index.entry(row) for row in rows), key=lambda entry: (normal(entry.name) != said, -entry.prior)))
        return tuple(_choice(entry) for entry in found[:limit])


@lru_cache(maxsize=1)
def choices() -> Choices:
    """Those that travel with tacitus; also run in a helper."""
    listed = []
    for folder in _FOLDERS:
        for resource in load_folder(folder):
            listed += [_listed(raw) for raw in resource.data.get("entries") or () if raw.get("id") and not raw.get("private")]
    index = _gazetteer()
    names = sorted((normal(index.entry(row).name), row) for row in range(index.rows))
    return Choices(listed, [name for name, _ in names], [row for _, row in names])


@lru_cache(maxsize=1)
def _gazetteer() -> PlaceIndex:
    return load_index()


def _listed(raw: dict[str, Any]) -> _Listed:
    office = (raw.get("offices") or [{}])[-1]
    spellings = [raw["name"], raw.get("formal"), *(raw.get("names") or ()), *(raw.get("aliases") or ()), *(raw.get("ambiguous") or ())]
    return _Listed(
        entity=str(raw["id"]),
        name=str(raw["name"]),
        country=raw.get("code") or raw.get("country") or office.get("country"),
        sectors=tuple(raw.get("sectors") or office.get("sectors") or ()),
        spellings=tuple(dict.fromkeys(folded(str(one)) for one in spellings if one)),
    )


def _rank(said: str, spellings: Sequence[str]) -> int:
    if said in spellings:
        return 0
    return 1 if any(f" {spelling}".find(f" {said}") >= 0 for spelling in spellings) else 2


def _cities_first(found: list[Entry]) -> list[Entry]:
    """A province stands behind the city that gave it its name: what is told of Ankara happens in the city more often."""
    for n, province in enumerate(found):
        if _PRECISION[province.kind] == "admin1":
            city = next((m for m in range(n + 1, len(found)) if _gave_its_name(found[m], province)), None)
            if city is not None:
                found.insert(n, found.pop(city))
    return found


def _gave_its_name(city: Entry, province: Entry) -> bool:
    same = city.country == province.country and normal(city.name) == normal(province.name)
    return same and _PRECISION[city.kind] == "city" and city.prior > province.prior / 3  # and no hamlet of the same name


def _choice(entry: Entry) -> PlaceChoice:
    return PlaceChoice(
        geonames_id=entry.geonames_id,
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=_PRECISION[entry.kind],
    )
