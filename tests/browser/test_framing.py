"""Framing: words by outlet as a matrix of counts, with as many sentences behind each cell; the same for every outlet."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def told(visit: Visit) -> str:
    """An incident that several articles report in several words."""
    rows = visit.served.get("/api/incidents?sort=-origins&limit=20")["rows"]
    for row in rows:
        found = visit.served.get(f"/api/framing?incident={row['incident']['id']}")
        if len(found["columns"]) > 1 and len(found["cells"]) > 2:
            return str(row["incident"]["id"])
    raise AssertionError("no incident is told in several words")


def test_it_asks_whose_framing_and_leads_there(visit: Visit) -> None:
    page = visit.go("/framing")
    page.get_by_role("heading", name="Whose framing?").wait_for()
    page.locator("a.pill[href^='/framing?actor=']").first.click()
    page.wait_for_url("**/framing?actor=*")
    page.get_by_role("table").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Whose framing?").wait_for()


def test_an_incident_leads_to_its_framing(visit: Visit) -> None:
    incident = told(visit)
    visit.go(f"/incidents/{incident}")
    visit.page.locator(f"a[href='/framing?incident={incident}']").first.click()
    visit.page.get_by_role("table").wait_for()


def test_behind_each_cell_stand_as_many_sentences_as_it_counts(visit: Visit) -> None:
    incident = told(visit)
    found = visit.served.get(f"/api/framing?incident={incident}")
    visit.go(f"/framing?incident={incident}", "main table")
    for cell in found["cells"]:
        row, outlet = found["rows"][cell["row"]], found["columns"][cell["column"]]
        key = json.dumps([row["category"], row["words"], outlet], ensure_ascii=False, separators=(",", ":"))
        visit.go(f"/framing?incident={incident}&cell={quote(key)}", "main blockquote")
        marks = visit.page.locator("main blockquote mark")
        assert marks.count() == cell["count"], (row, outlet)
        assert {words.casefold() for words in marks.all_inner_texts()} == {row["words"].casefold()}


def test_a_cell_is_opened_and_closed_by_keyboard_and_back(visit: Visit) -> None:
    incident = told(visit)
    page = visit.go(f"/framing?incident={incident}", "main table")
    cell = page.locator("main td a, main td button").first
    cell.focus()
    page.keyboard.press("Enter")
    page.locator("main blockquote").first.wait_for()
    assert "cell=" in page.url
    page.reload()
    page.locator("main blockquote mark").first.wait_for()
    page.go_back()
    page.locator("main blockquote").first.wait_for(state="detached")


def test_outlets_change_places_and_nothing_else(visit: Visit) -> None:
    """No outlet is scored: only words, outlets and whole numbers stand in the table."""
    incident = told(visit)
    found = visit.served.get(f"/api/framing?incident={incident}")
    page = visit.go(f"/framing?incident={incident}", "main table")
    numbers = [one.strip() for one in page.locator("main td").all_inner_texts()]
    assert all(one in ("", "·", "–", "0") or one.replace(",", "").isdigit() for one in numbers), numbers
    for outlet in found["columns"]:
        assert found["cells"] and page.locator("main thead").get_by_text(outlet or "not known").count() >= 1


def test_an_actor_that_is_not_there_says_what_to_do(visit: Visit) -> None:
    page = visit.go("/framing?incident=inc-00000000000000000000")
    page.get_by_role("alert").first.wait_for()
