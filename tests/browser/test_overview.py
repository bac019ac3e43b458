"""The overview and the page of runs: every number leads to the list behind it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.serving import Served
from tests.browser.test_lists import shows, total

pytestmark = pytest.mark.browser


def number(text: str) -> int:
    return int("".join(sign for sign in text if sign.isdigit()))


def test_the_totals_are_the_records_and_lead_to_the_lists(visit: Visit) -> None:
    page = visit.go("/", ".totals a")
    told = visit.served.get("/api/overview")
    assert visit.axe() == []
    for name, what in (("Articles", "documents"), ("Events", "events"), ("Incidents", "incidents"), ("Quotations", "quotes")):
        link = page.locator(".totals a", has_text=name)
        assert number(link.locator("strong").inner_text()) == told[what]
        link.click()
        shows(page, told[what])
        page.go_back()
        page.wait_for_selector(".totals a")


@pytest.mark.parametrize("label", ["Event type", "Quad class", "Status", "Voice", "Outlet", "Country"])
def test_a_bar_leads_to_as_many_rows_as_it_says(visit: Visit, label: str) -> None:
    page = visit.go("/", f"section[aria-label='{label}'] li a")
    bar = page.locator(f"section[aria-label='{label}'] li a").first
    count = number(bar.locator(".number").inner_text())
    bar.click()
    page.wait_for_selector("[role=option]")
    shows(page, count)


def test_a_day_leads_to_its_list_by_keyboard_or_by_table(visit: Visit) -> None:
    page = visit.go("/", ".timeline svg")
    page.locator(".timeline svg").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?day=*")
    page.go_back()
    page.wait_for_selector(".timeline svg")
    table = page.locator(".timeline").nth(1)
    table.locator("summary").click()
    row = table.locator("tbody tr").first
    count = number(row.locator("td").last.inner_text())
    row.locator("button").click()
    page.wait_for_url("**/documents?day=*")
    page.wait_for_selector("[role=option]")
    assert total(page) == count


@pytest.mark.parametrize("chart", ["Events by day", "Articles by day"])
def test_each_bar_of_days_is_as_long_as_the_list_behind_it(visit: Visit, chart: str) -> None:
    """Also where something lasts longer and only touches the days: it stands under its first day, in the chart and in the list."""
    page = visit.go("/", ".timeline svg")
    for width in (1440, 500):  # days, then weeks or months
        page.set_viewport_size({"width": width, "height": 900})
        rows = page.locator(f"figure[aria-label='{chart}'] tbody tr")
        for n in range(min(6, rows.count())):
            page.locator(f"figure[aria-label='{chart}'] details").evaluate("one => one.open = true")
            count = number(rows.nth(n).locator("td").last.inner_text())
            rows.nth(n).locator("button").click()
            page.wait_for_url("**day=*")
            shows(page, count)
            page.go_back()
            page.wait_for_selector(".timeline svg")


def test_what_people_judged_is_a_list_of_its_own(browser: Any, served: Served) -> None:
    visit = Visit(browser, served)
    page = visit.go("/review", "section.item")
    for key in ("a", "x", "a"):
        page.keyboard.press(key)
    for _ in range(100):
        if len(served.judgements()) == 3:
            break
        page.wait_for_timeout(50)
    page = visit.go("/", ".totals a")
    page.locator(".totals li", has_text="Judged by people").locator("strong", has_text="3").wait_for()
    page.get_by_text("Judged by people").click()
    shows(page, 3)
    visit.close()


def test_gaps_are_told(visit: Visit) -> None:
    page = visit.go("/", "section[aria-label='Gaps']")
    told = visit.served.get("/api/overview")["gaps"]
    assert page.locator("section[aria-label='Gaps'] li").count() == min(len(told), 10)


def test_runs_tell_versions_and_what_is_new(visit: Visit) -> None:
    page = visit.go("/runs", "article")
    told: dict[str, Any] = visit.served.get("/api/runs")
    text = page.locator("main").inner_text()
    assert told["runs"][0]["fingerprint"] in text
    assert number(page.locator("dl > div", has_text="last run").locator("dd").inner_text()) == told["new_documents"]
    for line in told["failures"]:
        assert line["reason"] in text
    assert visit.axe() == []


def test_every_number_that_leads_to_a_list_is_that_lists_count(visit: Visit) -> None:
    """All links of the page that hold a number, at once: what the list behind each of them holds."""
    page = visit.go("/", "section[aria-label='Country'] li a")
    links: list[list[str]] = page.eval_on_selector_all(
        "main a[href]",
        """all => all.filter(one => /^\\/(documents|events|incidents|quotes)/.test(one.getAttribute('href')) && !one.closest('.gaps'))
            .map(one => [one.getAttribute('href'), (one.querySelector('.number') ?? one).textContent])""",
    )
    assert len(links) > 25
    for address, text in links:
        behind = visit.served.get(f"/api{address}{'&' if '?' in address else '?'}limit=1")["total"]
        assert behind == number(text), (address, text)
