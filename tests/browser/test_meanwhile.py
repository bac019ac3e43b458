"""The coder at work while people read and judge, each in a browser of their own."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tacitus.record import verify
from tests.browser.conftest import ARTICLES, Visit
from tests.browser.serving import Served
from tests.browser.test_review import gone, kept, press, target

pytestmark = pytest.mark.browser

MORE = ("famine_appeal.html", "trap_food.txt")
PAGES = ("/incidents", "/events", "/quotes", "/actors", "/")


def coding(served: Served) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tacitus", "code", *(str(ARTICLES / name) for name in MORE), "--into", str(served.record)]
    return subprocess.Popen([*command, "--workers", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def counted(page: Any, count: int) -> None:
    page.wait_for_function("n => Number(document.querySelector('main h1 .count')?.innerText) === n", arg=count)


def test_the_coder_runs_while_one_judges_and_others_read(browser: Any, served: Served) -> None:
    judge, reader, still = (Visit(browser, served) for _ in range(3))
    judge.go("/review", "section.item")
    still.page.clock.install()
    list_ = still.go("/documents", "[role=option]")
    before = list_.locator("[role=option] .title").all_inner_texts()
    coder = coding(served)
    judged: list[tuple[str, str]] = []
    while coder.poll() is None or len(judged) < 6:
        act, key = (("accept", "a"), ("reject", "x"))[len(judged) % 2]
        judged.append((target(judge), act))
        press(judge, key)
        gone(judge, judged[-1][0])
        reader.go(PAGES[len(judged) % len(PAGES)])
        reader.page.wait_for_function("() => !document.querySelector('main .loading')")
        assert reader.page.locator("main [role=alert]").count() == 0
    assert coder.wait() == 0, coder.stderr and coder.stderr.read()
    rows = kept(judge, len(judged))
    assert sorted((one["target"], one["act"]) for one in rows) == sorted(judged)
    assert judge.page.get_by_text("not in the record yet").count() == 0
    # Who has a list open is told of what is new, and not disturbed.
    assert list_.locator("[role=option] .title").all_inner_texts() == before
    list_.clock.fast_forward(20_000)
    list_.get_by_role("button", name="The record has changed: look again").click()
    counted(list_, len(before) + len(MORE))
    for visit in (judge, reader, still):
        assert visit.heard == []
        visit.close()
    served.kill()
    assert not list(verify(served.record))


def test_a_page_says_that_the_server_is_gone_and_goes_on_once_it_is_back(browser: Any, served: Served) -> None:
    visit = Visit(browser, served)
    page = visit.go("/documents", "[role=option]")
    served.kill()
    page.get_by_label("Pages").get_by_role("link", name="Events").click()
    alert = page.locator("main [role=alert]").first
    alert.wait_for()
    assert "tacitus serve" in alert.inner_text()
    assert visit.axe() == []
    served.start()
    other = visit.context.new_page()
    other.goto(served.url)
    other.wait_for_selector("main h1")
    page.get_by_role("button", name="Try again").first.click()
    page.wait_for_selector("[role=option]")
    assert [one for one in visit.heard if not one.endswith(("Failed to fetch", "ProgressEvent"))] == []
    visit.close()
