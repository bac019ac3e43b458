"""Every filter and list against a slow reference over the examples' record."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tacitus.model.answers import Listed
from tacitus.model.errors import UsageError
from tacitus.workspace.browsing import BrowseFilters, Browser
from tacitus.workspace.browsing.facets import NAMES, ORIGINS
from tacitus.workspace.browsing.ordering import SORTS
from tests.workspace.browsing.reference import Reference, day_of, days

LISTS: tuple[Listed, ...] = ("incidents", "events", "quotes", "documents")


@pytest.fixture(scope="module")
def reference(record: Path) -> Reference:
    return Reference(record, masked=True)


def given(name: str, reference: Reference, chance: random.Random) -> Any:
    """A value that some row has."""
    event = chance.choice(list(reference.event.values()))
    document = reference.coding_of[event.id].document
    if name in ("type", "quad", "status", "voice"):
        return (getattr(event, name),)
    if name == "words":
        return (chance.choice(["the", "police said", '"prime minister"']),)
    if name in ("since", "until"):
        return (document.published_at or "2024-05-01")[:10]
    if name == "origins":
        return chance.choice([1, 2])
    if name == "incident":
        return (reference.incident_of[event.id],)
    if name == "document":
        return (document.id,)
    if name == "reviewed":
        return ("unreviewed",)
    if name in ("dated", "outlet_known"):
        return (chance.choice(["yes", "no"]),)
    if name == "day":
        first = date.fromisoformat((document.published_at or "2024-05-01")[:10]) - timedelta(days=chance.choice([0, 3]))
        return ((first.isoformat(), (first + timedelta(days=chance.choice([0, 5]))).isoformat()),)
    if name == "off_map":
        return tuple(chance.sample(["nowhere", "KEN", "UGA", "YEM", "SAU"], 2))
    if name == "newer":
        return chance.randrange(len(reference.codings))
    places = [place for event in reference.event.values() for place in event.places]
    place = chance.choice([place for place in places if place.latitude is not None])
    if name == "place":
        return tuple(place.geonames_id for place in chance.sample(places, 3) if place.geonames_id) or (1,)
    if name == "box":
        return ((place.longitude - 3, place.latitude - 3, place.longitude + 3, place.latitude + 3),)
    values = sorted({value for event in reference.event.values() for value in reference.of_event(name, event)})
    return tuple(chance.sample(values, min(2, len(values)))) if values else ("nobody",)


def cases(reference: Reference) -> list[BrowseFilters]:
    """Each filter alone, then some of them together."""
    chance = random.Random(4)
    names = list(BrowseFilters.__struct_fields__)
    alone = [BrowseFilters(**{name: given(name, reference, chance)}) for name in names for _ in range(3)]
    pairs = [BrowseFilters(**{name: given(name, reference, chance) for name in chance.sample(names, 2)}) for _ in range(60)]
    broad = ["type", "quad", "status", "voice", "outlet", "since", "until", "country"]
    three = [BrowseFilters(**{name: given(name, reference, chance) for name in chance.sample(broad, 3)}) for _ in range(40)]
    words = [BrowseFilters(actor=("minister",)), BrowseFilters(speaker=("pol",), status=("actual",)), BrowseFilters(actor=("gov-",))]
    return [BrowseFilters(), *alone, *pairs, *three, *words]


def of(name: str) -> Any:
    return {"events": "event_ids", "incidents": "incident_ids", "quotes": "quote_ids", "documents": "document_ids"}[name]


def fitting(filters: BrowseFilters, list_: str) -> bool:
    return not (list_ == "documents" and filters.words)


@pytest.mark.parametrize("list_", LISTS)
def test_a_list_has_the_rows_that_pass(masked: Browser, reference: Reference, list_: Listed) -> None:
    empty = 0
    for filters in cases(reference):
        if not fitting(filters, list_):
            continue
        found = getattr(masked, of(list_))(filters)
        expected = [row.id for row in reference.passing(list_, filters)]
        assert sorted(found) == sorted(expected), filters
        if list_ in ("events", "documents"):
            assert list(found) == expected
        empty += not expected
    assert empty < len(cases(reference)) * 0.8


@pytest.mark.parametrize("list_", LISTS)
def test_a_facet_counts_rows_that_pass_all_other_filters(masked: Browser, reference: Reference, list_: Listed) -> None:
    for filters in cases(reference)[::3]:
        if not fitting(filters, list_):
            continue
        answer = masked.facets(list_, filters)
        assert answer.total == len(reference.passing(list_, filters))
        assert [facet.name for facet in answer.facets] == list(NAMES[list_])
        for facet in answer.facets:
            if facet.name == "origins":
                continue
            expected = reference.facet(list_, facet.name, filters)
            told = {count.value: count.count for count in facet.counts}
            assert len(told) + facet.more == len(+expected), (facet.name, filters)
            assert told.items() <= expected.items(), (facet.name, filters)
            assert list(told.values()) == sorted(expected.values(), reverse=True)[: len(told)]


def test_a_facet_tells_how_many_rows_its_value_would_leave(masked: Browser, reference: Reference) -> None:
    for list_ in LISTS:
        for filters in (BrowseFilters(), BrowseFilters(status=("actual",)), BrowseFilters(voice=("quoted",))):
            for facet in masked.facets(list_, filters).facets:
                for count in facet.counts[:4]:
                    value = int(count.value) if facet.name == "origins" else (count.value,)
                    kept = {name: getattr(filters, name) for name in filters.__struct_fields__}
                    narrowed = BrowseFilters(**{**kept, facet.name: value})
                    assert masked.facets(list_, narrowed).total == count.count, (list_, facet.name, count)


def test_origins_count_incidents_with_at_least_so_many(masked: Browser, reference: Reference) -> None:
    facet = next(facet for facet in masked.facets("incidents", BrowseFilters()).facets if facet.name == "origins")
    for count in facet.counts:
        assert count.count == sum(one.origins >= int(count.value) for one in reference.incidents.values())
    assert [int(count.value) for count in facet.counts] == list(ORIGINS[: len(facet.counts)])


@pytest.mark.parametrize("list_", LISTS)
def test_pages_tile_the_list_in_every_order(masked: Browser, list_: Listed) -> None:
    for sort in (None, *SORTS[list_], *(f"-{name}" for name in SORTS[list_])):
        whole = [row_id(row) for row in walk(masked, list_, sort, 200)]
        assert whole == [row_id(row) for row in walk(masked, list_, sort, 37)]
        assert sorted(whole) == sorted(getattr(masked, of(list_))(BrowseFilters()))


def walk(browser: Browser, list_: Listed, sort: str | None, limit: int) -> list[Any]:
    rows: list[Any] = []
    while True:
        page = getattr(browser, list_)(BrowseFilters(), len(rows), limit, sort)
        rows += page.rows
        if len(rows) >= page.total:
            assert len(rows) == page.total
            return rows


def row_id(row: Any) -> str:
    for name in ("event", "quote", "incident"):
        if hasattr(row, name):
            return str(getattr(row, name).id)
    return str(row.id)


def test_lists_are_sorted_and_unknown_dates_stand_last(masked: Browser, reference: Reference) -> None:
    rows = walk(masked, "events", "-date", 200)
    first = [days(row.event, row.document.published_at)[0] for row in rows]
    dated = [day for day in first if day is not None]
    assert dated == sorted(dated, reverse=True)
    assert first == dated + [None] * (len(first) - len(dated))
    confidence = [row.event.confidence for row in walk(masked, "events", "confidence", 200)]
    assert confidence == sorted(confidence)
    reports = [row.incident.reports for row in walk(masked, "incidents", "-reports", 200)]
    assert reports == sorted(reports, reverse=True)


@pytest.mark.parametrize("list_", LISTS)
def test_a_timeline_counts_every_row_once(masked: Browser, reference: Reference, list_: Listed) -> None:
    for filters in (BrowseFilters(), BrowseFilters(status=("actual",)), BrowseFilters(quad=("verbal conflict",), voice=("quoted",))):
        answer = masked.timeline(list_, filters)
        expected: Counter[str | None] = Counter()
        for row in reference.passing(list_, filters):
            if list_ == "events":
                assert row.coding is not None
                expected[day_of(*days(row.events[0], row.coding.document.published_at))] += 1
            elif list_ == "incidents":
                assert row.incident is not None
                first = row.incident.earliest or (row.incident.first_report.published_at or "")[:10] or None
                expected[day_of(first, row.incident.latest or first)] += 1
            else:
                assert row.coding is not None
                expected[(row.coding.document.published_at or "")[:10] or None] += 1
        assert answer.undated == expected.pop(None, 0)
        assert {day.day: day.count for day in answer.days} == dict(expected)
        assert [day.day for day in answer.days] == sorted(day.day for day in answer.days)
        for day in answer.days[:3]:  # the list behind a day is as long as it says, also where what lasts longer touches it
            narrowed = msgspec.structs.replace(filters, day=((day.day, day.day),))
            assert len(getattr(masked, of(list_))(narrowed)) == day.count


def test_the_overview_tells_of_how_many_articles_the_outlet_is_not_known(masked: Browser) -> None:
    outlets = next(facet for facet in masked.overview(BrowseFilters()).facets if facet.name == "outlet")
    assert outlets.unknown == len(masked.document_ids(BrowseFilters(outlet_known=("no",))))
    known = masked.document_ids(BrowseFilters(outlet_known=("yes",)))
    assert sum(count.count for count in outlets.counts) == len(known)
    assert len(known) + outlets.unknown == len(masked.document_ids(BrowseFilters()))


@pytest.mark.parametrize("list_", LISTS)
def test_a_map_has_no_point_for_a_country(masked: Browser, reference: Reference, list_: Listed) -> None:
    for filters in (BrowseFilters(), BrowseFilters(status=("actual",))):
        answer = masked.map(list_, filters)
        passing = reference.passing(list_, filters)
        spots: Counter[Any] = Counter()
        somewhere = nowhere = 0
        for row in passing:
            events = [event for event in row.events if reference.event_passes(event, filters, list_, None)]
            places = [place for event in events for place in event.places]
            located = {
                place.geonames_id or (place.name, place.latitude)
                for place in places
                if place.latitude is not None and place.precision != "country"
            }
            spots.update(located)
            in_country = any(place.precision == "country" for place in places)
            somewhere += not located and in_country
            nowhere += not located and not in_country
        assert Counter({one.geonames_id or (one.name, one.latitude): one.count for one in answer.spots}) == spots
        assert answer.nowhere == nowhere
        assert sum(one.count for one in answer.countries) >= somewhere
        assert all(one.precision != "country" for one in answer.spots)


@pytest.mark.parametrize("list_", LISTS)
def test_what_is_not_on_the_map_is_a_list_as_long_as_the_map_says(masked: Browser, list_: Listed) -> None:
    answer = masked.map(list_, BrowseFilters())
    assert answer.nowhere == len(getattr(masked, of(list_))(BrowseFilters(off_map=("nowhere",))))
    for country in answer.countries:
        assert country.count == len(getattr(masked, of(list_))(BrowseFilters(off_map=(country.value,)))), country


def test_a_spots_box_finds_what_was_counted(masked: Browser) -> None:
    for spot in masked.map("events", BrowseFilters()).spots:
        if spot.geonames_id is not None:
            assert len(masked.event_ids(BrowseFilters(place=(spot.geonames_id,)))) == spot.count
        assert len(masked.event_ids(BrowseFilters(box=(spot.box,)))) >= spot.count


def test_snippets_mark_the_words_that_were_searched(masked: Browser) -> None:
    for list_ in LISTS:
        page = getattr(masked, list_)(BrowseFilters(words=("the",)), 0, 20)
        assert page.rows
        for row in page.rows:
            assert "\u2068the\u2069" in row.snippet.casefold()
    page = masked.events(BrowseFilters(words=('"prime minister"',)))
    assert all("\u2068prime minister\u2069" in (row.snippet or "").casefold() for row in page.rows)


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"typ": ["ASSAULT"]}, "typ"),
        ({"type": ["WAR"]}, "WAR"),
        ({"status": ["perhaps"]}, "perhaps"),
        ({"since": ["yesterday"]}, "yesterday"),
        ({"box": ["1,2,3"]}, "1,2,3"),
        ({"box": ["nan,0,1,1"]}, "nan"),
        ({"place": ["-4"]}, "-4"),
        ({"words": ["…"]}, "…"),
        ({"reviewed": ["maybe"]}, "maybe"),
        ({"origins": ["1", "2"]}, "origins"),
    ],
)
def test_a_filter_that_cannot_be_is_named(masked: Browser, params: dict[str, list[str]], named: str) -> None:
    with pytest.raises(UsageError, match="(?s)" + named.replace("…", ".")):
        masked.filters(params)


def test_wrong_sorts_and_limits_are_refused(masked: Browser) -> None:
    for wrong in ({"sort": "colour"}, {"limit": 0}, {"limit": 201}, {"offset": -1}):
        with pytest.raises(UsageError):
            masked.events(BrowseFilters(), **wrong)  # type: ignore[arg-type]
    assert masked.events(BrowseFilters(), offset=10**15).rows == ()


def test_filters_are_read_from_a_query(masked: Browser) -> None:
    read = masked.filters(
        {"type": ["assault", "COERCE"], "country": ["ken"], "box": ["170,-10,-170,10"], "since": ["2024-05-01"], "actor": [""]}
    )
    assert read == BrowseFilters(type=("ASSAULT", "COERCE"), country=("KEN",), box=((170.0, -10.0, -170.0, 10.0),), since="2024-05-01")


@pytest.mark.parametrize(
    "value", ["a\0b", "\0", "\ud800x", '"', '""', '"a', "a OR b", "NEAR(a b)", "*", "a*", "-a", "col:a", "^a", "ａ", "🙂 a", "a" * 5000]
)
def test_whatever_is_typed_is_searched_as_words_or_refused(masked: Browser, value: str) -> None:
    for name in ("words", "actor", "outlet", "incident", "document", "country"):
        try:
            filters = masked.filters({name: [value]})
        except UsageError:
            continue
        for list_ in LISTS:
            assert getattr(masked, list_)(filters).total >= 0
            assert masked.facets(list_, filters).total >= 0
