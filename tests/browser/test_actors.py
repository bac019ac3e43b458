"""Actors, who to whom, and the words outlets use for them: by keyboard too."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_lists import asked, shows

pytestmark = pytest.mark.browser


@pytest.fixture
def busiest(reading: Any) -> dict[str, Any]:
    """The actor of most events."""
    found: dict[str, Any] = reading.get("/api/actors?limit=1")["rows"][0]
    return found


def test_actors_are_found_by_name_and_opened_by_keyboard(visit: Visit, busiest: dict[str, Any]) -> None:
    page = visit.go("/actors", "[role=option]")
    assert visit.axe() == []
    page.get_by_role("searchbox", name="Name").fill(busiest["name"])
    page.wait_for_url("**name=*")
    left = visit.served.get(f"/api/actors?name={quote(busiest['name'])}&limit=1")["total"]
    page.get_by_text(re.compile(rf"^{left} actors?$")).wait_for()
    page.locator("#row-0", has_text=busiest["name"]).wait_for()
    page.locator("[role=listbox]").focus()
    page.keyboard.press("j")
    assert busiest["name"] in page.locator("[role=option][aria-selected=true]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/*")
    page.wait_for_selector("main h1 bdi")
    assert page.locator("main h1 bdi").inner_text() == busiest["name"]


def test_an_actors_numbers_lead_to_its_events(visit: Visit, busiest: dict[str, Any]) -> None:
    page = visit.go(f"/actors/{quote(busiest['entity'], safe='')}", ".sides h2 a")
    assert visit.axe() == []
    for role in ("actor", "recipient"):
        page.get_by_label(f"As {role}", exact=True).locator("h2 a").click()
        page.wait_for_url("**/events?*")
        assert asked(page)[role] == [busiest["entity"]]
        shows(page, busiest[f"as_{role}"])
        page.go_back()
        page.wait_for_selector(".sides h2 a")


def test_the_matrix_is_walked_by_arrows_and_a_cell_leads_to_its_events(visit: Visit) -> None:
    page = visit.go("/actors?view=matrix", ".matrix")
    assert visit.axe() == []
    told = visit.served.get("/api/relations?limit=200")
    columns = [n for n in range(len(told["nodes"])) if any(edge["recipient"] == n for edge in told["edges"])]
    rows = [n for n in range(len(told["nodes"])) if any(edge["actor"] == n for edge in told["edges"])]
    edge = told["edges"][0]
    page.locator(".matrix").focus()
    for _ in range(rows.index(edge["actor"])):
        page.keyboard.press("ArrowDown")
    for _ in range(columns.index(edge["recipient"])):
        page.keyboard.press("ArrowRight")
    assert told["nodes"][edge["actor"]]["name"] in page.locator(".say").inner_text()
    assert visit.axe() == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?*")
    assert asked(page)["actor"] == [told["nodes"][edge["actor"]]["entity"]]
    page.wait_for_selector("[role=option]")


def test_the_network_is_the_same_each_time_and_tells_an_actors_relations(visit: Visit) -> None:
    page = visit.go("/actors?view=network", ".node")
    places = page.eval_on_selector_all(".node", "all => all.map(one => one.getAttribute('transform'))")
    assert visit.axe() == []
    page.reload()
    page.wait_for_selector(".node")
    assert page.eval_on_selector_all(".node", "all => all.map(one => one.getAttribute('transform'))") == places
    page.locator(".node").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".both aside li a")
    assert page.locator(".node.chosen").count() == 1
    page.reload()  # who is chosen stands in the address
    page.wait_for_selector(".node.chosen")
    page.go_back()
    page.wait_for_selector(".node.chosen", state="detached")


def test_relations_under_a_filter_lead_to_events_under_it(visit: Visit) -> None:
    told = visit.served.get("/api/relations?limit=200&status=actual")
    edge = told["edges"][0]
    who = quote(told["nodes"][edge["actor"]]["entity"], safe="")
    page = visit.go(f"/actors?view=network&status=actual&who={who}", ".both aside li a")
    link = page.locator(".both aside li", has_text=told["nodes"][edge["recipient"]]["name"]).first
    count = sum(int(one) for one in re.findall(r"(\d+) (?:verbal|material)", link.inner_text()))
    link.locator("a").click()
    page.wait_for_url("**/events?*")
    assert asked(page)["status"] == ["actual"]
    shows(page, count)


def test_the_words_for_an_actor_have_their_sentences_behind_them(visit: Visit, busiest: dict[str, Any]) -> None:
    page = visit.go(f"/framing?actor={quote(busiest['entity'], safe='')}", "td a")
    cell = page.locator("td a").first
    count = int(cell.inner_text())
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("blockquote mark")
    assert page.locator("blockquote").count() == count
    assert "cell" in asked(page)
    page.reload()
    page.wait_for_selector("blockquote mark")
    assert visit.axe() == []


def test_framing_asks_whose_where_nobody_is_chosen(visit: Visit, busiest: dict[str, Any]) -> None:
    page = visit.go("/framing", ".choose .pill")
    assert visit.axe() == []
    page.locator(".choose .pill", has_text=busiest["name"]).first.click()
    page.wait_for_selector("td a")
    assert asked(page)["actor"] == [busiest["entity"]]


@pytest.mark.parametrize("path", ["/", "/actors", "/actors?view=matrix", "/actors?view=network", "/framing", "/runs"])
def test_pages_are_readable_on_a_small_screen_in_the_dark(browser: Any, reading: Any, path: str) -> None:
    small = Visit(browser, reading, viewport={"width": 390, "height": 800}, color_scheme="dark")
    try:
        page = small.go(path)
        page.wait_for_function("() => !document.querySelector('.loading')")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert small.axe() == []
        assert small.heard == []
    finally:
        small.close()
