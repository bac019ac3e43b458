"""An article and an incident in the browser: spans, layers, what stands beside them, judged in place; merge and split."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.serving import Served

pytestmark = pytest.mark.browser


def document(served: Served, words: str) -> dict[str, Any]:
    """The row of the article whose title has these words."""
    return next(row for row in served.get("/api/documents?limit=50")["rows"] if words in (row["title"] or ""))


@pytest.fixture
def article(visit: Visit) -> Visit:
    visit.go(f"/documents/{document(visit.served, 'Rockets fired')['id']}", ".reading .seg")
    return visit


@pytest.fixture
def judging(browser: Any, served: Served) -> Iterator[Visit]:
    found = Visit(browser, served)
    found.go(f"/documents/{document(served, 'Rockets fired')['id']}", ".reading .seg")
    yield found
    found.close()
    assert found.heard == []


def lit(visit: Visit) -> str:
    return " ".join(visit.page.locator(".reading .seg.lit").all_inner_texts())


def test_the_text_is_that_of_the_record_to_the_letter(article: Visit) -> None:
    identity = article.page.url.rpartition("/")[2]
    text = article.served.get(f"/api/documents/{identity}")["coding"]["document"]["text"]
    assert article.page.locator(".reading .text").evaluate("one => one.textContent") == text


def test_pointing_at_an_event_lights_its_words_and_the_other_way_round(article: Visit) -> None:
    card = article.page.locator("aside [data-event]").first
    identity = card.get_attribute("data-event")
    card.hover()
    events = {one["id"]: one for one in article.served.get(f"/api/documents/{article.page.url.rpartition('/')[2]}")["coding"]["events"]}
    assert events[identity]["trigger"]["text"] in lit(article)
    article.page.locator(".reading a.k-trigger").nth(3).hover()
    assert article.page.locator("aside .card.lit").count() >= 1


def test_what_is_chosen_stands_in_the_address_and_goes_back(article: Visit) -> None:
    article.page.locator(".reading a.k-trigger").first.click()
    article.page.locator("aside .card.open").wait_for()
    assert "at=evt-" in article.page.url
    shown = article.page.locator("aside .card.open").inner_text()
    assert "Why" in shown and "Confidence" in shown and "Evidence" in shown
    article.page.reload()
    article.page.locator("aside .card.open").wait_for()
    article.page.go_back()
    article.page.locator("aside .card.open").wait_for(state="detached")


def test_layers_are_switched_by_their_digits(article: Visit) -> None:
    assert article.page.locator(".reading .l-actor").count() > 0
    article.page.keyboard.press("2")
    article.page.locator(".reading .l-actor").first.wait_for(state="detached")
    assert "hide=actor" in article.page.url
    article.page.keyboard.press("2")
    article.page.locator(".reading .l-actor").first.wait_for()


def test_j_and_k_go_through_the_events_and_t_through_the_sides(article: Visit) -> None:
    article.page.keyboard.press("j")
    article.page.locator("aside .card.open").wait_for()
    first = article.page.locator("aside .card.open").get_attribute("data-event")
    article.page.keyboard.press("j")
    article.page.wait_for_function("first => document.querySelector('aside .card.open')?.dataset.event !== first", arg=first)
    article.page.keyboard.press("k")
    article.page.wait_for_function("first => document.querySelector('aside .card.open')?.dataset.event === first", arg=first)
    article.page.keyboard.press("t")
    article.page.get_by_role("link", name="Quotations", exact=False).last.wait_for()
    article.page.wait_for_url("**side=quotes**")
    article.page.keyboard.press("t")
    article.page.locator(".outline").wait_for()


def test_a_verdict_is_given_in_place(judging: Visit) -> None:
    judging.page.keyboard.press("j")
    judging.page.locator("aside .card.open").wait_for()
    judging.page.keyboard.press("a")
    judging.page.locator("aside .card.open .r-accepted").wait_for()
    judging.page.wait_for_timeout(300)
    assert [one["act"] for one in judging.served.judgements()] == ["accept"]
    judging.page.keyboard.press("Backspace")
    judging.page.get_by_text("Undone").wait_for()
    assert [one["act"] for one in judging.served.judgements()] == ["accept", "undo"]


def test_a_missing_event_is_drawn_from_selected_words(judging: Visit) -> None:
    judging.page.locator(".reading .text").evaluate(
        """box => {
            const plain = [...box.querySelectorAll('span.seg')].find(one => /\\w{4,} \\w{4,}/.test(one.textContent));
            const at = plain.textContent.search(/\\w{4,}/);
            const range = document.createRange();
            range.setStart(plain.firstChild, at);
            range.setEnd(plain.firstChild, at + 3);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    judging.page.keyboard.press("n")
    judging.page.get_by_text("Told by").wait_for()
    judging.page.get_by_role("combobox", name="Type").fill("consult")
    judging.page.keyboard.press("Enter")
    judging.page.keyboard.press("Control+Enter")
    judging.page.locator("aside .card", has_text="added").wait_for()
    made = json.loads(judging.served.judgements()[0]["json"])["new"]
    identity = judging.page.url.partition("?")[0].rpartition("/")[2]
    text = judging.served.get(f"/api/documents/{identity}")["coding"]["document"]["text"]
    assert made["type"] == "CONSULT"
    assert text[made["trigger"]["start"] : made["trigger"]["end"]] == made["trigger"]["text"]
    assert len(made["trigger"]["text"]) >= 4  # grown to the whole word


def incident(served: Served, least: int = 2) -> dict[str, Any]:
    rows = served.get("/api/incidents?limit=200")["rows"]
    return max((row["incident"] for row in rows), key=lambda one: (one["reports"] >= least, len(one["contradictions"]), one["origins"]))


def test_an_incident_shows_its_reports_claims_and_both_sides(visit: Visit) -> None:
    shown = incident(visit.served)
    page = visit.go(f"/incidents/{shown['id']}")
    page.get_by_role("heading", name="Reports side by side").wait_for()
    assert page.locator("article.report").count() >= shown["reports"]
    for contradiction in shown["contradictions"]:
        for side in contradiction["sides"]:
            assert page.locator(".sides").get_by_text(side["value"], exact=True).count() >= 1
    assert visit.axe() == []


def test_an_incident_is_split_and_the_split_undone(browser: Any, served: Served) -> None:
    visit = Visit(browser, served)
    before = next(row["incident"] for row in served.get("/api/incidents?limit=200")["rows"] if row["incident"]["reports"] >= 2)
    visit.context.add_init_script("window.went = 0; const to = history.replaceState; "
        "history.replaceState = function () { window.went++; return to.apply(this, arguments); };")  # fmt: skip
    page = visit.go(f"/incidents/{before['id']}?split=1")
    chosen = page.locator("article.report input[type=checkbox]").last
    chosen.check()
    page.get_by_role("button", name="Split them off").click()
    page.get_by_text("Split off.").wait_for()
    after = served.get(f"/api/incidents/{before['id']}")["incident"]
    assert len(set(before["events"]) - set(after["events"])) == 1
    page.get_by_role("button", name="Undo", exact=True).first.click()
    page.get_by_text("Undone.").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("window.went") < 20, "an address that is another's now is left once, not again and again"
    assert page.get_by_text("Split off.").count() == 0, "what is undone is no longer offered to be undone"
    assert set(before["events"]) <= set(served.get(f"/api/incidents/{before['id']}")["incident"]["events"])
    assert visit.heard == []
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(browser: Any, reading: Served, scheme: str, width: int) -> None:
    visit = Visit(browser, reading, color_scheme=scheme, viewport={"width": width, "height": 900})
    identity = document(reading, "Rockets fired")["id"]
    event = reading.get(f"/api/documents/{identity}")["coding"]["events"][2]["id"]
    for path in (f"/documents/{identity}?at={event}", f"/documents/{identity}?side=quotes", f"/documents/{identity}?side=outline"):
        visit.go(path, ".reading .seg")
        assert visit.axe() == []
    assert visit.heard == []
    visit.close()
