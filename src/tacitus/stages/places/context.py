"""Which countries and regions an article is about: what decides between places of one name."""

from __future__ import annotations

from collections import Counter
from math import asin, cos, log1p, radians, sin, sqrt

from tacitus.model.records import Entity, Mention
from tacitus.stages.places.index import Entry

EARTH_KM = 6371.0


def distance_km(one: Entry, other: Entry) -> float | None:
    """Great-circle distance; None where a place has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    y1, x1, y2, x2 = (radians(n) for n in (one.latitude, one.longitude, other.latitude, other.longitude))
    root = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(root)))


class Countries:
    """How strongly an article speaks of each country, from 0 to 1."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, country: str | None, weight: float = 1.0) -> None:
        if country:
            self._counts[country] += weight  # type: ignore[assignment]

    def add_mentions(self, mentions: list[Mention], entities: list[Entity]) -> None:
        """Once for each entity, so that a name that stands often does not outweigh the rest."""
        known = {entity.id: entity.country for entity in entities}
        seen = set()
        for mention in mentions:
            country = mention.country or known.get(mention.entity or "")
            if country and (mention.entity or mention.text, country) not in seen:
                seen.add((mention.entity or mention.text, country))
                self.add(country, 0.5)

    def share(self, country: str | None) -> float:
        """1 for the country most spoken of, 0 for one never named."""
        if not country or not self._counts:
            return 0.0
        top = max(self._counts.values())
        return log1p(self._counts.get(country, 0)) / log1p(top) if top else 0.0
