"""Geoparsing XML: articles with toponyms (phrase, offsets, GeoNames tag) or locations (name, offsets from 1, coordinates)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacitus.evaluate.gold import Gold, GoldError, GoldToponym, Span, document_for
from tacitus.evaluate.readers.xml import degrees, need, root_of, whole_number

NAME = "geo"
DESCRIPTION = "geoparsing XML: <article> with <toponym> (GeoNames id, coordinates) or <location>"
_NEAR = 400  # code points within which a phrase is sought that does not stand at its offset


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".xml" and "<article" in head and ("<articles" in head or "<toponym" in head or "<location" in head)


def read(path: Path) -> Iterator[Gold | GoldError]:
    """One document an article, its key the docid or the source."""
    for article in root_of(path).iter("article"):
        try:
            yield _article(article, path)
        except GoldError as error:
            yield error


def _article(article: Any, path: Path) -> Gold:
    text = article.findtext("text")
    if not text:
        raise GoldError(f"{path}, line {article.sourceline}: <article> lacks its <text>.")
    key = article.get("docid") or need(article, "source", path)
    found = [_toponym(mark, text, path) for mark in article.iter("toponym")]
    found += [_location(mark, text, path) for mark in article.iter("location")]
    return Gold(
        document=document_for(
            f"{path.stem}/{key.rsplit('/', 1)[-1]}", text, published_at=(article.findtext("dltime") or "").strip() or None
        ),
        file=str(path),
        line=article.sourceline,
        key=key,
        toponyms=tuple(sorted((one for one in found if one is not None), key=lambda one: one.span)),
    )


def _toponym(mark: Any, text: str, path: Path) -> GoldToponym | None:
    span = _found(text, whole_number(mark, "start", path), need(mark, "phrase", path))
    tag = mark.find("gaztag")
    if span is None or tag is None:
        return GoldToponym(span=span) if span else None
    identity = tag.get("geonameid") or ""
    return GoldToponym(
        span=span,
        latitude=degrees(tag, "lat", path),
        longitude=degrees(tag, "lon", path),
        geonames_id=int(identity) if identity.isdigit() else None,
    )


def _location(mark: Any, text: str, path: Path) -> GoldToponym | None:
    start, end = whole_number(mark, "start", path) - 1, whole_number(mark, "end", path) - 1  # counted from 1
    if not 0 <= start < end <= len(text):
        raise GoldError(f"{path}, line {mark.sourceline}: the location lies outside the text of {len(text)} characters.")
    return GoldToponym(span=(start, end), latitude=degrees(mark, "lat", path), longitude=degrees(mark, "lon", path))


def _found(text: str, start: int, phrase: str) -> Span | None:
    """The phrase at its offset, or the nearest place where it stands (offsets of some sets drift); None where it is nowhere near."""
    if text[start : start + len(phrase)] == phrase:
        return start, start + len(phrase)
    places = []
    position = text.find(phrase, max(0, start - _NEAR))
    while position != -1 and position <= start + _NEAR:
        places.append(position)
        position = text.find(phrase, position + 1)
    if not places:
        return None
    nearest = min(places, key=lambda place: (abs(place - start), place))
    return nearest, nearest + len(phrase)
