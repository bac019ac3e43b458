"""No private person's name leaves while persons are masked; with names shown they are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tacitus.exports.privacy import mask
from tacitus.exports.pseudonyms import keyed
from tacitus.model.records import Coding, to_json
from tacitus.record import Reader
from tacitus.workspace.browsing import BrowseFilters, Browser, MissingError
from tacitus.workspace.browsing.facets import NAMES
from tests.workspace.browsing.conftest import SECRET


@pytest.fixture(scope="module")
def codings(record: Path) -> list[Coding]:
    with Reader(record) as reader:
        return list(reader.codings())


@pytest.fixture(scope="module")
def private(codings: list[Coding]) -> set[str]:
    """Whole names and bylines that stand in no masked coding."""
    names = {entity.name.casefold() for coding in codings for entity in coding.entities if entity.private and " " in entity.name}
    names |= {coding.document.author.casefold() for coding in codings if coding.document.author}
    said = "".join(to_json(mask(coding, keyed(SECRET))).decode().casefold() for coding in codings)
    found = {name for name in names if name not in said}
    assert len(found) > 10
    return found


def answers(browser: Browser) -> Iterator[tuple[str, Any]]:
    """Every kind of answer."""
    everything = BrowseFilters()
    searched = BrowseFilters(words=("the",))
    for of in NAMES:
        for filters in (everything, searched):
            for offset in range(0, 400, 100):
                yield of, getattr(browser, of)(filters, offset, 100)
            yield f"facets {of}", browser.facets(of, filters)
            yield f"map {of}", browser.map(of, filters)
    for sort in ("-reports", "-origins", "type"):
        yield "incidents", browser.incidents(everything, 0, 200, sort)
    yield "overview", browser.overview(everything)
    yield "relations", browser.relations(everything, 1000)
    yield "runs", browser.runs()
    for actor in browser.actors(everything, "", 0, 200).rows:
        yield "actor", browser.actor(actor.entity)
        framing = browser.framing(actor=actor.entity)
        yield "framing", framing
        for row in framing.rows[:3]:
            yield "sentences", browser.framed_sentences(words=row["words"], category=row["category"], actor=actor.entity)
    for incident in browser.incidents(everything, 0, 40, "-reports").rows:
        framing = browser.framing(incident=incident.incident.id)
        yield "framing", framing
        for row in framing.rows[:5]:
            yield "sentences", browser.framed_sentences(words=row["words"], category=row["category"], incident=incident.incident.id)


def test_no_private_name_leaves_while_masked(masked: Browser, private: set[str]) -> None:
    for kind, answer in answers(masked):
        said = msgspec.json.encode(answer).decode().casefold()
        assert not [name for name in private if name in said], kind


def test_names_are_there_where_they_are_shown(named: Browser, private: set[str]) -> None:
    said = "".join(msgspec.json.encode(answer).decode().casefold() for _, answer in answers(named))
    missing = [name for name in private if name not in said]
    assert len(missing) < len(private) / 2


def test_a_private_person_cannot_be_found_as_an_actor(masked: Browser, named: Browser, private: set[str]) -> None:
    for name in sorted(private):
        assert masked.entities(name) == ()
        assert masked.event_ids(BrowseFilters(actor=(name,))) == ()
        assert masked.actors(BrowseFilters(), name).total == 0
        with pytest.raises(MissingError):
            masked.actor(f"name:{name}")
    assert any(named.event_ids(BrowseFilters(actor=(name,))) for name in private)


def test_masked_rows_are_those_of_the_masked_coding(masked: Browser, codings: list[Coding]) -> None:
    shown = {coding.document.id: mask(coding, keyed(SECRET)) for coding in codings}
    events = {event.id: (event, coding.document) for coding in shown.values() for event in coding.events}
    quotes = {quote.id: (quote, coding.document) for coding in shown.values() for quote in coding.quotes}
    check(masked.events, lambda row: (row.event, row.document), lambda row: events[row.event.id])
    check(masked.quotes, lambda row: (row.quote, row.document), lambda row: quotes[row.quote.id])


def check(ask: Callable[..., Any], told: Callable[[Any], Any], expected: Callable[[Any], Any]) -> None:
    for offset in range(0, 400, 200):
        for row in ask(BrowseFilters(), offset, 200).rows:
            (annotation, head), (original, document) = told(row), expected(row)
            assert annotation == original
            assert (head.title, head.author, head.outlet, head.published_at) == (
                document.title,
                document.author,
                document.outlet,
                document.published_at,
            )
            assert head.url is None or head.url == document.url
