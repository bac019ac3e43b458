"""The lists: filters in the address, search, brush and map over the same rows, keyboard alone."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

LISTS = ("incidents", "events", "quotes", "documents")


def number(text: str) -> int:
    return int("".join(sign for sign in text if sign.isdigit()))


def total(page: Any) -> int:
    """The count beside the heading."""
    count = page.locator("main h1 .count")
    expect(count).to_have_text(re.compile(r"\d"))  # the list comes a moment after its facets
    text = str(count.inner_text())
    return int("".join(sign for sign in text if sign.isdigit()))


def shows(page: Any, count: int) -> None:
    page.wait_for_function(
        "n => Number((document.querySelector('main h1 .count')?.innerText ?? '').replace(/[^0-9]/g, '') || -1) === n", arg=count
    )


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("of", LISTS)
def test_a_list_tells_as_many_rows_as_the_record_has(visit: Visit, of: str) -> None:
    page = visit.go(f"/{of}", "[role=option]")
    assert total(page) == visit.served.get(f"/api/{of}?limit=1")["total"]
    assert page.locator("[role=option]").count() > 1
    assert visit.axe() == []


def test_a_facet_narrows_the_list_and_back_forward_and_reload_keep_it(visit: Visit) -> None:
    page = visit.go("/events", "aside li a")
    whole = total(page)
    first = page.locator("aside section[aria-label='Event type'] li a").first
    count = int(first.locator(".number").inner_text())
    first.click()
    shows(page, count)
    assert list(asked(page)) == ["type"]
    page.reload()
    page.wait_for_selector("[role=option]")
    shows(page, count)
    page.go_back()
    shows(page, whole)
    page.go_forward()
    shows(page, count)
    page.get_by_label("Filters that hold").get_by_role("link").first.click()
    shows(page, whole)


def test_what_is_searched_for_is_marked_and_nothing_found_says_what_to_do(visit: Visit) -> None:
    page = visit.go("/documents", "[role=option]")
    page.keyboard.press("/")
    page.keyboard.type("ceasefire")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=option] mark")
    assert {one.lower() for one in page.locator("[role=option] mark").all_inner_texts()} == {"ceasefire"}
    assert asked(page)["words"] == ["ceasefire"]
    visit.go("/events?words=xylophonists", ".empty")
    assert "Take a filter away" in page.locator(".empty").inner_text()
    assert visit.axe() == []


def test_rows_are_chosen_and_opened_by_keyboard_alone(visit: Visit) -> None:
    page = visit.go("/incidents", "[role=option]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == "row-1"
    title = chosen.locator(".title").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/*")
    page.wait_for_function("title => document.querySelector('main h1')?.innerText === title", arg=title)
    page.go_back()
    page.wait_for_selector("#row-1[aria-selected=true]")


@pytest.mark.parametrize("of", LISTS)
def test_two_keys_lead_from_a_list_to_every_page(visit: Visit, of: str) -> None:
    for key, path in (("o", "/"), ("i", "/incidents"), ("e", "/events"), ("q", "/quotes"), ("d", "/documents"), ("u", "/runs")):
        page = visit.go(f"/{of}", "[role=option]")
        page.keyboard.press("j")
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(lambda url, path=path: urlsplit(url).path == path)


def test_a_click_on_a_title_opens_it(visit: Visit) -> None:
    page = visit.go("/quotes", "[role=option]")
    page.locator("[role=option] .title").first.click()
    page.wait_for_url("**/documents/*at=*")


def test_days_are_brushed_by_keyboard_and_by_pointer(visit: Visit) -> None:
    page = visit.go("/incidents", ".timeline svg")
    brush = page.locator(".timeline svg")
    brush.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**day=*..*")
    (days,) = asked(page)["day"]
    assert days.partition("..")[0] < days.partition("..")[2]
    shows(page, visit.served.get(f"/api/incidents?limit=1&day={days}")["total"])
    told = number(page.locator(".timeline figcaption [aria-live]").inner_text().rpartition(":")[2])
    assert total(page) == told  # what the window says
    brush.focus()
    page.keyboard.press("Escape")
    page.wait_for_function("!location.search.includes('day')")
    box = brush.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**day=*")


def test_a_place_on_the_map_is_a_filter_and_the_map_is_moved_by_keys(visit: Visit) -> None:
    page = visit.go("/incidents?view=map", ".map .spot")
    assert visit.axe() == []
    page.locator(".map .frame").focus()
    before = page.locator(".map svg").get_attribute("viewBox")
    page.keyboard.press("+")
    assert page.locator(".map svg").get_attribute("viewBox") != before
    page.keyboard.press("0")
    spot = page.locator(".map .spot").last
    spot.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**box=*")
    box = asked(page)["box"][0]
    shows(page, visit.served.get(f"/api/incidents?limit=1&box={box}")["total"])


def test_the_order_stands_in_the_address_and_files_have_the_filters(visit: Visit) -> None:
    page = visit.go("/events?status=actual", "[role=option]")
    page.get_by_label("Sort").select_option("confidence")
    page.wait_for_url("**sort=confidence*")
    page.locator("summary", has_text="Download").click()
    links = [str(one.get_attribute("href")) for one in page.locator("a[download]").all()]
    assert links == [f"/api/download/events.{form}?status=actual" for form in ("csv", "jsonl", "parquet")]


@pytest.mark.parametrize("of", LISTS)
def test_lists_are_readable_on_a_small_screen_in_the_dark(browser: Any, reading: Any, of: str) -> None:
    small = Visit(browser, reading, viewport={"width": 390, "height": 800}, color_scheme="dark")
    try:
        page = small.go(f"/{of}", "[role=option]")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Filters").click()
        page.wait_for_selector("aside li a", state="visible")
        assert small.axe() == []
        assert small.heard == []
    finally:
        small.close()


def test_values_that_no_facet_shows_are_chosen_by_name(visit: Visit) -> None:
    page = visit.go("/events", "aside details")
    actor = visit.served.get("/api/actors?limit=1&sort=-actor")["rows"][0]
    page.locator("aside details summary").first.click()
    page.get_by_role("button", name="Actor…").click()
    page.keyboard.type(actor["name"])
    page.wait_for_selector("aside [role=option]")
    assert visit.axe() == []
    page.keyboard.press("Enter")
    page.wait_for_url("**actor=*")
    shows(page, actor["as_actor"])
    page.get_by_label("From").fill("2099-01-01")
    page.get_by_label("From").press("Tab")
    page.wait_for_url("**since=2099-01-01*")
    shows(page, 0)
