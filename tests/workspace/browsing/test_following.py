"""The index grows with the record, follows newer codings and judgements, and says when it is not there yet."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest

from benchmarks.stories import codings
from tacitus.corpus.updating import update
from tacitus.model.judgements import ReviewState
from tacitus.model.records import Coding, to_json
from tacitus.pipeline.fingerprint import basis_of
from tacitus.record import Store
from tacitus.workspace.browsing import BrowseFilters, Browser, NotReadyError, following
from tacitus.workspace.browsing.facets import LISTED

EVERYTHING = BrowseFilters()


def put(path: Path, several: list[Coding], made: str = "by hand") -> None:
    with Store(path) as store:
        fingerprint = store.declare(basis_of([], options={"made": made}))
        for coding in several:
            store.put(coding, to_json(coding), fingerprint)
        store.flush()
        update(store)


def same(one: Browser, other: Browser) -> None:
    """Both answer alike."""
    for of in ("incidents", "events", "documents"):
        assert msgspec.json.encode(getattr(one, of)(EVERYTHING, 0, 200)) == msgspec.json.encode(getattr(other, of)(EVERYTHING, 0, 200))
        assert one.facets(of, EVERYTHING) == other.facets(of, EVERYTHING)  # type: ignore[arg-type]
        assert one.map(of, EVERYTHING) == other.map(of, EVERYTHING)  # type: ignore[arg-type]
    assert one.relations(EVERYTHING) == other.relations(EVERYTHING)


def fresh(path: Path) -> Browser:
    browser = Browser(path)
    browser.load()
    return browser


def test_before_the_index_stands_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    put(path, list(codings(3)))
    browser = Browser(path)
    assert not browser.ready
    assert browser.numbers()[0] == 3
    with pytest.raises(NotReadyError):
        browser.events(EVERYTHING)


def test_an_empty_record_gives_empty_answers(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    put(path, [])
    browser = fresh(path)
    for of in ("incidents", "events", "quotes", "documents"):
        assert getattr(browser, of)(EVERYTHING).total == 0
        assert browser.facets(of, EVERYTHING).total == 0  # type: ignore[arg-type]
        assert browser.timeline(of, EVERYTHING).days == ()  # type: ignore[arg-type]
        assert browser.map(of, EVERYTHING).spots == ()  # type: ignore[arg-type]
    assert browser.overview(EVERYTHING).gaps == ()
    assert browser.relations(EVERYTHING).nodes == ()
    assert browser.actors(EVERYTHING).total == 0
    assert browser.events(BrowseFilters(words=("nothing",), country=("KEN",), box=((0, 0, 1, 1),))).total == 0


def test_what_is_added_is_found_as_in_a_fresh_index(tmp_path: Path) -> None:
    path, everything = tmp_path / "news.db", list(codings(90, seed=5))
    put(path, everything[:40])
    grown = fresh(path)
    before = grown.changed
    grown.load()
    assert grown.changed == before
    for n in (60, 90):
        put(path, everything[n - 30 : n])
        grown.load()
        same(grown, fresh(path))
    assert grown.changed == before + 2


def test_a_newer_coding_takes_the_place_of_the_older(tmp_path: Path) -> None:
    path, several = tmp_path / "news.db", list(codings(20, seed=6))
    put(path, several)
    grown = fresh(path)
    newer = [msgspec.structs.replace(coding, events=coding.events[:1]) for coding in several[:5]]
    put(path, newer, "anew")
    grown.load()
    assert grown.events(EVERYTHING).total == sum(len(coding.events) for coding in (*newer, *several[5:]))
    same(grown, fresh(path))


def test_codings_that_were_taken_out_are_gone(tmp_path: Path) -> None:
    path, several = tmp_path / "news.db", list(codings(12, seed=7))
    put(path, several)
    grown = fresh(path)
    with Store(path) as store, store.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM documents WHERE seq > 9")
    put(path, list(codings(4, seed=8)))
    grown.load()
    same(grown, fresh(path))


def test_the_index_follows_the_record_by_itself(tmp_path: Path) -> None:
    path, several = tmp_path / "news.db", list(codings(20, seed=9))
    put(path, several[:10])
    browser = Browser(path)
    browser.start()
    try:
        wait(lambda: browser.ready)
        put(path, several[10:])
        wait(lambda: browser.documents(EVERYTHING).total == 20)
    finally:
        browser.close()


def wait(until: object, seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not until():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def test_review_states_are_filters_and_facets(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    put(path, list(codings(30, seed=10)))
    states: dict[str, ReviewState] = {}
    browser = Browser(path, states=lambda: states)
    browser.load()
    events = browser.event_ids(EVERYTHING)
    assert reviewed(browser) == {"unreviewed": len(events)}
    states[events[0]], states[events[1]], states["evt-unknown"] = "accepted", "rejected", "flagged"
    assert reviewed(browser) == {"unreviewed": len(events) - 2, "accepted": 1, "rejected": 1}
    assert browser.event_ids(BrowseFilters(reviewed=("accepted", "rejected"))) == tuple(events[:2])
    assert browser.event(events[0]).review == "accepted"
    incident = browser.event(events[0]).incident
    row = next(row for row in browser.incidents(BrowseFilters(incident=(incident or "",))).rows)
    assert row.reviewed >= 1
    states[events[0]] = "edited"
    assert browser.event_ids(BrowseFilters(reviewed=("accepted",))) == ()
    assert browser.event(events[0]).review == "edited"
    del states[events[0]]
    assert reviewed(browser)["unreviewed"] == len(events) - 1


def reviewed(browser: Browser) -> dict[str, int]:
    facet = next(facet for facet in browser.facets("events", EVERYTHING).facets if facet.name == "reviewed")
    return {count.value: count.count for count in facet.counts}


def test_the_last_codings_of_a_large_record_are_shown_before_its_index_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "news.db"
    put(path, list(codings(60, seed=11)))
    whole = fresh(path)
    monkeypatch.setattr(following, "LARGE", 10)
    monkeypatch.setattr(following, "LAST", 25)
    browser = Browser(path)
    browser._follower.load_last()
    assert not browser.ready
    for of in ("documents", "events", "incidents"):
        page = getattr(browser, of)(EVERYTHING, 0, 5)
        assert page.total == getattr(whole, of)(EVERYTHING).total
        assert len(page.rows) == 5
        with pytest.raises(NotReadyError):
            getattr(browser, of)(EVERYTHING, 55, 5)
        with pytest.raises(NotReadyError):
            getattr(browser, of)(BrowseFilters(type=("ASSAULT",)))
    shown = {row.event.id: row for row in browser.events(EVERYTHING, 0, 20).rows}
    assert all(whole.event(identity) == row for identity, row in shown.items())
    with pytest.raises(NotReadyError):
        browser.quotes(EVERYTHING)
    browser.load()
    same(browser, whole)


def test_a_judgement_leaves_what_does_not_rest_on_it(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    put(path, list(codings(40, seed=12)))
    states: dict[str, ReviewState] = {}
    browser = Browser(path, states=lambda: states)
    browser.load()
    judged = BrowseFilters(reviewed=("unreviewed",))
    before = {of: browser.timeline(of, EVERYTHING) for of in LISTED}
    relations, timeline, overview = browser.relations(EVERYTHING), browser.timeline("events", judged), browser.overview(EVERYTHING)
    for event in browser.event_ids(EVERYTHING)[::3]:
        states[event] = "accepted"
    assert all(browser.timeline(of, EVERYTHING) is made for of, made in before.items())
    assert browser.relations(EVERYTHING) is relations
    assert browser.timeline("events", judged) != timeline
    other = Browser(path, states=lambda: states)
    other.load()
    same(browser, other)
    for filters in (EVERYTHING, judged, BrowseFilters(reviewed=("accepted",), type=("ASSAULT",))):
        assert browser.overview(filters) == other.overview(filters)
        assert all(browser.facets(of, filters) == other.facets(of, filters) for of in LISTED)
    assert browser.overview(EVERYTHING) == msgspec.structs.replace(overview, judgements=len(states))


def test_relations_are_in_the_order_of_their_counts(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    put(path, list(codings(60, seed=13)))
    found = fresh(path).relations(EVERYTHING)
    assert len(found.edges) > 10
    assert [(-one.count, one.actor, one.recipient) for one in found.edges] == sorted((-e.count, e.actor, e.recipient) for e in found.edges)
    assert all(sum(one.quads.values()) == one.count and 0 not in one.quads.values() for one in found.edges)
