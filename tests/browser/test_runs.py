"""Runs and failures: what was coded with which versions, what failed and why, what is new since."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tacitus.workspace.coding import CodeOptions, code_into
from tests.browser.conftest import Visit
from tests.browser.serving import Served
from tests.browser.test_lists import number, shows
from tests.workspace.plans import plan

pytestmark = pytest.mark.browser


def articles(folder: Path, name: str, texts: dict[str, str]) -> str:
    path = folder / name
    lines = [{"id": identity, "title": f"Title {identity}", "published_at": "2024-05-03", "text": text} for identity, text in texts.items()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory, built: None) -> Iterator[Served]:
    """Four articles, of which one fails; then three more."""
    folder = tmp_path_factory.mktemp("history")
    first = articles(folder, "first.jsonl", {f"a{n}": f"Barland attacked Fooland {n}." for n in range(3)} | {"bad": "RAISE <b>this</b>."})
    second = articles(folder, "second.jsonl", {f"b{n}": f"Fooland met Barland {n}." for n in range(3)})
    record = folder / "news.db"
    code_into(record, [first], CodeOptions(workers=0), how=plan())
    code_into(record, [second], CodeOptions(workers=0), how=plan())
    found = Served(record)
    yield found
    found.kill()


@pytest.fixture
def visit(browser: Any, history: Served) -> Iterator[Visit]:
    found = Visit(browser, history)
    yield found
    found.close()
    assert found.heard == []


def taken_in(holds: Callable[[], bool]) -> None:
    """The server follows what another process codes; waits until its index has it."""
    for _ in range(800):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("the index never had what was coded")


def fact(page: Any, words: str) -> Any:
    return page.locator("dl.facts > div", has_text=words).locator("dd")


def test_what_is_new_since_leads_to_those_articles_alone(visit: Visit) -> None:
    page = visit.go("/runs", "dl.facts")
    link = fact(page, "last run").locator("a")
    assert number(link.inner_text()) == 3
    link.click()
    shows(page, 3)
    assert {one.strip() for one in page.locator("[role=option] .title").all_inner_texts()} == {"Title b0", "Title b1", "Title b2"}
    page.reload()
    shows(page, 3)


def test_what_failed_stands_with_its_reason_and_leads_to_the_article(visit: Visit) -> None:
    page = visit.go("/runs", "#failures td")
    assert number(fact(page, "failed").inner_text()) == visit.served.get("/api/overview")["failed"] == 1
    row = page.locator("#failures tr", has_text="ValueError")
    assert "as the text says" in row.inner_text()
    assert row.locator("td").nth(2).inner_text() != ""  # the stage
    row.locator("a").click()
    page.locator("main h1", has_text="Title bad").wait_for()
    assert "as the text says" in page.locator("main").inner_text()
    assert "RAISE <b>this</b>." in page.locator("main").inner_text()  # text, never markup
    visit.go("/documents", "[role=option]")
    assert "failed" in page.locator("[role=option]", has_text="Title bad").inner_text()


def test_each_run_tells_its_versions_counts_and_options(visit: Visit) -> None:
    page = visit.go("/runs", "article.panel")
    told = visit.served.get("/api/runs")
    assert page.locator("article.panel").count() == len(told["runs"]) == 2
    for shown, run in zip(page.locator("article.panel").all(), told["runs"], strict=True):
        text = shown.inner_text()
        assert run["fingerprint"] in text
        assert f"tacitus {run['version']}" in text
        assert run["state"] in text
        shown.locator("summary").focus()
        page.keyboard.press("Enter")
        assert '"options"' in shown.locator("pre").inner_text()
    assert visit.axe() == []


def test_a_newer_version_and_a_failure_that_is_tried_again(browser: Any, tmp_path: Path, built: None) -> None:
    source = articles(tmp_path, "some.jsonl", {"a": "Barland attacked Fooland.", "bad": "RAISE this."})
    record = tmp_path / "news.db"
    code_into(record, [source], CodeOptions(workers=0), how=plan())
    found = Served(record)
    visit = Visit(browser, found)
    page = visit.go("/runs", "dl.facts")
    assert page.locator("section", has_text="Codings that hold").locator("tbody tr").count() == 1
    more = articles(tmp_path, "more.jsonl", {"c": "Fooland met Barland."})
    code_into(record, [more], CodeOptions(workers=0), how=plan(newer=True))  # while the page stands open
    taken_in(lambda: found.get("/api/overview")["documents"] == 3)
    page.get_by_role("button", name="Look again").click()
    page.wait_for_function("() => document.querySelectorAll('main article.panel').length === 2")
    held = page.locator("section", has_text="Codings that hold").locator("tbody tr")
    assert sorted(number(one.locator("td").last.inner_text()) for one in held.all()) == [1, 2]
    assert number(fact(page, "last run").inner_text()) == 1
    code_into(record, [source], CodeOptions(workers=0, retry_failed=True), how=plan())
    taken_in(lambda: bool(found.get("/api/runs")["new_documents"] == 1 and len(found.get("/api/runs")["runs"]) == 3))
    page.reload()
    page.wait_for_function("() => document.querySelectorAll('main article.panel').length === 3")
    assert number(fact(page, "failed").inner_text()) == 1
    assert page.locator("#failures tr", has_text="as the text says").count() == 1
    assert number(fact(page, "last run").inner_text()) == 1  # the one that was tried again
    visit.close()
    found.kill()


def test_a_record_without_articles_says_why_and_what_to_do(browser: Any, tmp_path: Path, built: None) -> None:
    empty = tmp_path / "none.jsonl"
    empty.write_text("")
    record = tmp_path / "news.db"
    code_into(record, [str(empty)], CodeOptions(workers=0), how=plan())
    found = Served(record)
    visit = Visit(browser, found)
    page = visit.go("/runs", "dl.facts")
    assert number(fact(page, "last run").inner_text()) == 0
    assert "the file is empty" in page.locator("#failures").inner_text()
    visit.go("/", ".empty")
    assert "tacitus code" in page.locator(".empty").inner_text()
    visit.close()
    found.kill()
