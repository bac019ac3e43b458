"""The page in a real browser: nothing of an article runs, and the table, the filters, the keyboard and the links work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tacitus.cli.main import main
from tacitus.workspace.coding import CodeOptions, code_into
from tests.browser.conftest import Watched
from tests.workspace.plans import plan

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<img src=x onerror=alert(3)>", "<svg onload=alert(4)>",
    '"><script>alert(5)</script>', "'><img src=x onerror=alert(6)>", "<iframe src=javascript:alert(7)>", "<body onload=alert(8)>",
    "<!--<script>alert(9)//-->", "<!--<script", "]]><script>alert(10)</script>", "</textarea><script>alert(11)</script>",
    "</title><script>alert(12)</script>", "</style><script>alert(13)</script>", "<a href=javascript:alert(14)>x</a>",
    "<math><mi//xlink:href='data:x,<script>alert(15)</script>'>", "<details open ontoggle=alert(16)>",
    "<input autofocus onfocus=alert(17)>",
    "${alert(18)}", "{{constructor.constructor('alert(19)')()}}", "\u2028alert(20)\u2029",
    "<link rel=stylesheet href=http://evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>", "<base href=http://evil.example/>",
    "&lt;script&gt;alert(21)&lt;/script&gt;",
    "\x00<script>alert(22)</script>", "<scr\x00ipt>alert(23)</script>", "`onmouseover=alert(24)", "__proto__", "\ud83d\ude42\u202e<b>x</b>",
    "<object data=http://evil.example/x>", "<style>@import 'http://evil.example/x.css';</style>",
]  # fmt: skip
ADDRESSES = [
    "javascript:alert(30)", "JaVaScRiPt:alert(31)", "data:text/html,<script>alert(32)</script>", " javascript:alert(34)", "vbscript:x",
    "http://ok.example/\" onclick=alert(33) x=\"", "https://ok.example/<script>alert(35)</script>", "file:///etc/passwd",
]  # fmt: skip


def coded(folder: Path, articles: list[dict[str, str]]) -> Path:
    source, record, page = folder / "x.jsonl", folder / "r.db", folder / "report.html"
    source.write_text("".join(json.dumps(article) + "\n" for article in articles))
    code_into(record, [str(source)], CodeOptions(workers=0), how=plan())
    assert main(["report", str(record), "-o", str(page)]) == 0
    return page


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [
        {
            "id": payload, "title": payload, "outlet": payload, "author": payload, "published_at": "2024-05-03",
            "url": ADDRESSES[n % len(ADDRESSES)],
            "text": f'{payload} Barland attacked Fooland {payload}. Fooland said "Barland met {payload}".',
        }
        for n, payload in enumerate(PAYLOADS)
    ]  # fmt: skip
    return coded(tmp_path_factory.mktemp("hostile"), articles)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [
        {
            "id": f"d{n}", "outlet": f"Outlet {n % 4}", "published_at": f"2024-05-{n % 28 + 1:02}", "title": f"Title {n}",
            "text": f"Barland attacked Fooland {n}. " * 3 + "Fooland met Barville. " * 2 + 'Barville said "Fooland praised Barland". ' * 2,
        }
        for n in range(200)
    ]  # fmt: skip
    return coded(tmp_path_factory.mktemp("many"), articles)


def rows(page: object) -> int:
    return page.locator("#table-body tr").count()  # type: ignore[attr-defined, no-any-return]


def test_nothing_of_a_hostile_article_runs(hostile: Path, watched: Watched) -> None:
    page = watched.open(hostile)
    page.click("#open-all")
    for box in page.locator(".layers input").all():
        box.check()
    page.wait_for_timeout(300)
    assert page.locator("article[data-n] .text").count() == len(PAYLOADS)
    shown = page.locator(".text").all_inner_texts()
    assert sum("<script>alert(1)</script>" in text for text in shown) == 1
    page.mouse.move(300, 500)
    assert watched.heard == []
    assert page.evaluate("document.scripts.length - document.querySelectorAll('script[type=\"application/json\"]').length") == 1
    assert page.evaluate("[...document.querySelectorAll('iframe,object,embed,img,link,base,form,main style')].length") == 0


def test_links_of_articles_lead_to_the_web_alone(hostile: Path, watched: Watched) -> None:
    page = watched.open(hostile)
    links = page.evaluate("[...document.querySelectorAll('a')].map(a => [a.getAttribute('href'), a.getAttributeNames().join()])")
    assert all(href.startswith(("#", "http://ok.example/", "https://ok.example/")) for href, _ in links)
    assert not [names for _, names in links if "onclick" in names]


def test_the_table_sorts_by_click_and_by_key(many: Path, watched: Watched) -> None:
    page = watched.open(many)
    head = page.locator("th[data-key=type]")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.locator("#table-body .type").first.inner_text() == "ASSAULT"
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("#table-body .type").first.inner_text() == "SUPPORT"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert watched.heard == []


def test_filters_narrow_the_table_and_clear_widens_it(many: Path, watched: Watched) -> None:
    page = watched.open(many)
    every = page.locator("#count").inner_text()
    page.select_option("#type", "CONSULT")
    assert set(page.locator("#table-body .type").all_inner_texts()) == {"CONSULT"}
    page.select_option("#outlet", "Outlet 1")
    page.fill("#search", "title 5")
    assert " of " in page.locator("#count").inner_text()
    page.fill("#search", "no such word anywhere")
    assert page.locator("#none").is_visible()
    page.click("#clear")
    assert page.locator("#count").inner_text() == every


def test_the_page_stays_small_with_two_hundred_articles(many: Path, watched: Watched) -> None:
    page = watched.open(many)
    assert page.locator("article[data-n]").count() == 200
    assert page.locator(".text").count() == 1  # articles are drawn when they are opened
    assert rows(page) == 100
    page.click("#more-button")
    assert rows(page) == 200
    assert page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart") < 5000


def test_a_row_leads_to_its_sentence_and_back(many: Path, watched: Watched) -> None:
    page = watched.open(many)
    page.select_option("#outlet", "Outlet 3")
    link = page.locator("#table-body td.words a").nth(40)
    identity = link.get_attribute("href")[1:]
    link.focus()
    page.keyboard.press("Enter")
    trigger = page.locator(f'[id="{identity}"]')
    trigger.wait_for()
    assert "hit" in trigger.get_attribute("class")
    assert page.evaluate("document.activeElement.id") == identity
    trigger.click()
    card = page.locator(f'[id="card-{identity}"]')
    assert "hit" in card.get_attribute("class")
    page.select_option("#outlet", "Outlet 0")
    card.get_by_text("row in the table").click()
    row = page.locator(f'[id="row-{identity}"]')
    assert row.is_visible()  # the filter that hid it was cleared
    assert "hit" in row.get_attribute("class")
    assert watched.heard == []


def test_status_and_voice_stand_in_words_beside_colour(many: Path, watched: Watched) -> None:
    page = watched.open(many)
    labels = page.evaluate("[...document.querySelectorAll('.m.event[data-label]')].map(node => node.dataset.label)")
    assert labels
    assert all("actual" in label and ("report" in label or "quoted" in label) for label in labels)
    assert any("quoted" in label for label in labels)


def test_layers_can_be_switched(many: Path, watched: Watched) -> None:
    page = watched.open(many)
    assert "on-quote" in page.locator("#articles").get_attribute("class")
    page.get_by_label("quotations", exact=True).uncheck()
    assert "on-quote" not in page.locator("#articles").get_attribute("class")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (768, "light"), (1440, "dark")])
def test_no_screen_needs_scrolling_sideways(many: Path, browser: object, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(many.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
