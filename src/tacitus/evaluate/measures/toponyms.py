"""Toponyms: finding them, and putting them on the map."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from tacitus.evaluate.gold import Gold, GoldToponym
from tacitus.evaluate.nationalities import is_nationality
from tacitus.evaluate.tallies import Counts, Tally, Value, f1, share
from tacitus.model.records import Coding, Place

NAME = "toponyms"
TITLE = "Toponyms"
NEAR_KM = 161  # the field's bound, a hundred miles
FIGURES = {
    "found": "Toponym F1: spans that are the same. Nationality adjectives and demonyms are left out on both sides.",
    "found_precision": "Share of our places whose span is a gold toponym's.",
    "found_recall": "Share of the gold toponyms whose span is one of our places'.",
    "resolved": "Given the toponym: of the spans found in both, with gold coordinates, share that we put within 161 km of them, or that "
    "have the same GeoNames id. A place that we leave without coordinates is not right.",
    "end_to_end": "F1 of toponyms found and put within 161 km or at the same GeoNames id, against all of ours and the gold's; toponyms "
    "to which the gold gives no place count on neither side.",
}
TABLES: dict[str, str] = {}


def applies(gold: Gold) -> bool:
    return gold.toponyms is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.toponyms is not None
    text = gold.document.text
    theirs = {one.span: one for one in gold.toponyms if not is_nationality(text[slice(*one.span)])}
    left_out = {one.span for one in gold.toponyms} - set(theirs)
    mine = {
        (place.start, place.end): place
        for place in ours.places
        if gold.holds(place.start, place.end) and (place.start, place.end) not in left_out and not is_nationality(place.text)
    }
    tally.add("gold", by=len(theirs))
    tally.add("ours", by=len(mine))
    for span in sorted({*theirs, *mine}):
        own, other = mine.get(span), theirs.get(span)
        if own is not None and other is not None:
            _count_found(own, other, tally)
        elif other is not None:
            tally.add("gold_placed", by=_placed(other))
            tally.miss("missed", span, gold=_shown(text, other))
        elif own is not None:
            tally.add("ours_placed")
            tally.miss("extra", span, ours=_told(own))


def _count_found(own: Place, other: GoldToponym, tally: Tally) -> None:
    tally.add("found")
    if not _placed(other):
        return
    right = same_place(own, other)
    for name in ("gold_placed", "ours_placed", "found_placed"):
        tally.add(name)
    tally.add("resolved", by=right)
    if not right:
        tally.miss(
            "unresolved" if own.latitude is None else "elsewhere", other.span, gold=_shown(own.text, other, own.start), ours=_told(own)
        )


def _placed(one: GoldToponym) -> bool:
    return one.geonames_id is not None or (one.latitude is not None and one.longitude is not None)


def same_place(own: Place, other: GoldToponym) -> bool:
    """Within 161 km, or the same GeoNames id."""
    if own.geonames_id is not None and own.geonames_id == other.geonames_id:
        return True
    if own.latitude is None or own.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return kilometres((own.latitude, own.longitude), (other.latitude, other.longitude)) <= NEAR_KM


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in decimal degrees (latitude, longitude)."""
    y1, x1, y2, x2 = map(radians, (*a, *b))
    half = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))


def _shown(text: str, one: GoldToponym, offset: int = 0) -> dict[str, object]:
    words = text[one.span[0] - offset : one.span[1] - offset]
    return {"text": words, "geonames_id": one.geonames_id, "latitude": one.latitude, "longitude": one.longitude}


def _told(place: Place) -> dict[str, object]:
    return {name: getattr(place, name) for name in ("text", "name", "country", "admin1", "geonames_id", "latitude", "longitude", "reason")}


def figures(counts: Counts) -> dict[str, Value]:
    return {
        "found": f1(counts, "found", "ours", "gold"),
        "found_precision": share(counts, "found", "ours"),
        "found_recall": share(counts, "found", "gold"),
        "resolved": share(counts, "resolved", "found_placed"),
        "end_to_end": f1(counts, "resolved", "ours_placed", "gold_placed"),
    }
