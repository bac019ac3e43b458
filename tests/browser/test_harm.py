"""Articles, names and notes that mean harm: opened on every page, none of them runs, none leaves the machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.conftest import Visit
from tests.browser.serving import Served

pytestmark = pytest.mark.browser

_RUN = "window.harmed=1"
_TAGS = (
    "<script>{run}</script>", "<img src=x onerror={run}>", "<svg onload={run}>", "<body onload={run}>", "<iframe src=javascript:{run}>",
    "<a href=javascript:{run}>a</a>", "<details open ontoggle={run}>", "<input autofocus onfocus={run}>", "<video><source onerror={run}>",
    "<math><mtext><style><img src=x onerror={run}>", "<object data=javascript:{run}>", "<embed src=javascript:{run}>",
    "<form action=javascript:{run}><button>", "<marquee onstart={run}>", "<link rel=stylesheet href=//evil.invalid/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.invalid'>", "<base href=//evil.invalid/>",
    "<style>@import '//evil.invalid/x.css'</style>",
    "<template><script>{run}</script></template>", "<noscript><p title='</noscript><img src=x onerror={run}>'>",
)  # fmt: skip
_FRAMES = ("{0}", '">{0}', "'>{0}", "</title>{0}", "</textarea>{0}")
PAYLOADS = [frame.format(tag.format(run=_RUN)) for tag in _TAGS for frame in _FRAMES] + [
    "{{constructor.constructor('window.harmed=1')()}}", "${window.harmed=1}", "{@html '<img src=x onerror=window.harmed=1>'}",
    "javascript:window.harmed=1//",
]  # fmt: skip
PAGES = (
    "/",
    "/incidents",
    "/events",
    "/quotes",
    "/documents",
    "/actors",
    "/framing",
    "/review",
    "/review?kind=quote",
    "/review?kind=merge",
    "/runs",
)


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory, built: None) -> Any:
    from tacitus.workspace.coding import CodeOptions, code_into

    assert len(PAYLOADS) >= 100
    folder = tmp_path_factory.mktemp("harm")
    rows = []
    for n in range(0, len(PAYLOADS), 13):
        some = PAYLOADS[n : n + 13]
        told = "\n\n".join(f'Rohan attacked Gondor on Monday, said {one} of Edoras. "We met {one}," said Éomer.' for one in some)
        rows.append({"id": f"harm-{n} {some[0]}", "title": some[0], "outlet": some[-1], "author": some[1], "url": f"javascript:{_RUN}//{n}",
                     "published_at": "2024-05-03", "text": f"France condemned Russia on Thursday.\n\n{told}"})  # fmt: skip
    given = folder / "harm.jsonl"
    given.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    record: Path = folder / "news.db"
    code_into(record, [str(given)], CodeOptions(workers=0))
    found = Served(record, author=PAYLOADS[1][:100])
    yield found
    found.kill()


def unharmed(visit: Visit) -> None:
    assert visit.page.evaluate("window.harmed") is None
    assert visit.page.evaluate("document.querySelectorAll('iframe, object, embed, base, main script, a[href^=javascript]').length") == 0
    assert visit.heard == []


def test_nothing_runs_on_any_page(browser: Any, harmful: Served) -> None:
    visit = Visit(browser, harmful)
    for page in PAGES:
        visit.go(page)
        visit.page.wait_for_timeout(250)
        unharmed(visit)
    for row in harmful.get("/api/documents?limit=50")["rows"]:
        first = harmful.get(f"/api/documents/{row['id']}")["coding"]["events"][0]["id"]
        for view in (f"?at={first}", "?side=quotes", "?side=outline"):
            visit.go(f"/documents/{row['id']}{view}", ".reading .seg")
            unharmed(visit)
    for row in harmful.get("/api/incidents?limit=5")["rows"]:
        visit.go(f"/incidents/{row['incident']['id']}")
        unharmed(visit)
    visit.close()


def test_nothing_runs_that_stands_in_an_address_or_a_note(browser: Any, harmful: Served) -> None:
    visit = Visit(browser, harmful)
    for payload in PAYLOADS[::9]:
        for page in ("/review?type=", "/incidents?words=", "/documents/", "/nothing/"):
            visit.page.goto(harmful.origin + page + quote(payload, safe=""))
            visit.page.wait_for_timeout(60)
            assert visit.page.evaluate("window.harmed") is None
    visit.go("/review", "section.item")
    visit.page.keyboard.press("f")
    visit.page.get_by_role("textbox", name="What should somebody look at?").fill(PAYLOADS[0] + PAYLOADS[1])
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(300)
    visit.go("/review?list=flagged")
    visit.page.get_by_text("window.harmed=1").first.wait_for()
    unharmed(visit)
    visit.close()
