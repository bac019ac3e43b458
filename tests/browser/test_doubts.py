"""Doubtful incidents by keyboard: kept together, made one, kept apart, split off, each taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.serving import Served

pytestmark = pytest.mark.browser
ITEM = "section[aria-label='To be judged']"


@pytest.fixture
def doubts(browser: Any, served: Served) -> Iterator[Visit]:
    found = Visit(browser, served)
    found.go("/review?kind=merge", ITEM)
    yield found
    found.close()
    assert found.heard == []


def shown(visit: Visit) -> str:
    return str(visit.page.locator(f"{ITEM} h3 a").first.get_attribute("href")) + str(visit.page.locator(f"{ITEM} h3").count())


def press(visit: Visit, key: str) -> None:
    """Another item follows."""
    before = shown(visit)
    visit.page.keyboard.press(key)
    for _ in range(100):
        if shown(visit) != before:
            return
        visit.page.wait_for_timeout(30)
    raise AssertionError(f"{key}: {before} stays")


def rulings(visit: Visit, count: int) -> list[tuple[str, bool]]:
    """Those of the record's file: act, whether it is undone."""
    found: list[tuple[str, bool]] = []
    for _ in range(200):
        with closing(sqlite3.connect(f"file:{visit.served.record}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT act, undone_at FROM incident_constraints ORDER BY seq")
            found = [(act, undone is not None) for act, undone in rows]
        if len(found) == count:
            break
        visit.page.wait_for_timeout(30)
    return found


def test_each_key_rules_and_is_taken_back(doubts: Visit) -> None:
    page = doubts.page
    assert page.locator(f"{ITEM} h3").count() == 1
    first = shown(doubts)
    page.get_by_text("✂ least like the others").first.wait_for()
    press(doubts, "x")
    assert rulings(doubts, 1) == [("different", False)]
    page.get_by_text("Are these two one happening?").wait_for()
    press(doubts, "a")
    assert [act for act, _ in rulings(doubts, 2)] == ["different", "same"]
    page.keyboard.press("Backspace")
    page.get_by_text("Undone: made one incident.").wait_for()
    page.get_by_text("Are these two one happening?").wait_for()
    assert rulings(doubts, 2) == [("different", False), ("same", True)]
    press(doubts, "x")
    assert [act for act, _ in rulings(doubts, 3)] == ["different", "same", "different"]
    page.keyboard.press("Backspace")
    page.get_by_text("Undone: kept apart.").wait_for()
    page.keyboard.press("Backspace")
    page.get_by_text("Undone: split off.").wait_for()
    assert shown(doubts) == first
    assert all(undone for _, undone in rulings(doubts, 3))


def test_what_is_kept_together_is_a_judgement_of_the_incident(doubts: Visit) -> None:
    press(doubts, "a")
    for _ in range(100):
        if doubts.served.judgements():
            break
        doubts.page.wait_for_timeout(30)
    assert [(one["act"], one["target"][:4]) for one in doubts.served.judgements()] == [("accept", "inc-")]


def test_a_ruling_that_is_not_kept_puts_the_item_back(doubts: Visit) -> None:
    first = shown(doubts)
    doubts.page.route(
        "**/api/incidents/split", lambda route: route.fulfill(status=503, json={"status": 503, "what": "articles are being coded"})
    )
    doubts.page.keyboard.press("x")
    doubts.page.get_by_text("It could not be kept: articles are being coded").wait_for()
    assert shown(doubts) == first
    doubts.page.unroute("**/api/incidents/split")
    doubts.page.get_by_role("button", name="Try again").click()
    assert rulings(doubts, 1) == [("different", False)]


def test_an_incident_tells_what_may_be_the_same_and_what_was_ruled(doubts: Visit) -> None:
    doubts.page.keyboard.press("Space")
    doubts.page.get_by_text("Are these two one happening?").wait_for()
    both = doubts.page.locator(f"{ITEM} h3 a")
    here, there = str(both.nth(0).get_attribute("href")), both.nth(1).inner_text()
    doubts.go(here)
    doubts.page.keyboard.press("m")
    doubts.page.get_by_role("group", name="Near it").get_by_text(there, exact=True).first.click()
    doubts.page.get_by_role("button", name="Make them one incident").click()
    doubts.page.get_by_text("merge by A. Reader").wait_for()
