"""Articles, names and notes that mean harm: every payload in every field, opened on every page; none runs, none leaves the machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
LISTS = ("/incidents", "/incidents?view=map", "/events", "/quotes", "/documents", "/actors")
PAGES = (
    "/", *LISTS, "/actors?view=matrix", "/actors?view=network", "/framing", "/review", "/review?kind=quote", "/review?kind=merge",
    "/review?list=flagged", "/review?list=disputed", "/review?list=unmatched", "/runs",
)  # fmt: skip
_LETTERS = "abcdefghij"


def alias(n: int) -> str:
    """A name that no lexicon has but ours, whose neutral name is the payload."""
    return "Zor" + "".join(_LETTERS[int(digit)] for digit in f"{n:03}")


def article(n: int, payload: str) -> dict[str, str]:
    """One payload as title, outlet, author, address, id, in the text, said by and of a party that is called so."""
    return {
        "id": f"harm-{n:03} {payload}", "title": payload, "outlet": payload, "author": payload, "published_at": "2024-05-03",
        "url": payload if n % 2 else f"javascript:{_RUN}//{n}",
        "text": f"{alias(n)} attacked Kenya on Monday near {payload}.\n\n“We met {payload},” said {alias(n)}.\n\n"
        f"{payload} condemned Uganda, said {payload}.\n\n{alias(n)} said that {payload} had no shame.",
    }  # fmt: skip


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory, built: None) -> Iterator[Served]:
    from tacitus.workspace.coding import CodeOptions, code_into

    assert len(set(PAYLOADS)) >= 100
    folder = tmp_path_factory.mktemp("harm")
    given, lexicon, record = folder / "harm.jsonl", folder / "harm.yaml", folder / "news.db"
    given.write_text("\n".join(json.dumps(article(n, payload)) for n, payload in enumerate(PAYLOADS)), encoding="utf-8")
    entries = [
        {"id": f"user:harm-{n}", "name": payload, "aliases": [alias(n)], "country": "KEN", "sectors": ["REB"]}
        for n, payload in enumerate(PAYLOADS)
    ]
    lexicon.write_text(json.dumps({"name": PAYLOADS[0], "entries": entries}), encoding="utf-8")
    code_into(record, [str(given)], CodeOptions(workers=0, lexicons=(str(lexicon),)))
    found = Served(record, author=PAYLOADS[1][:100])
    yield found
    found.kill()


@pytest.fixture
def visit(browser: Any, harmful: Served) -> Iterator[Visit]:
    found = Visit(browser, harmful)
    yield found
    found.close()


def unharmed(visit: Visit) -> None:
    assert visit.page.evaluate("window.harmed") is None
    assert visit.page.evaluate("document.querySelectorAll('iframe, object, embed, base, main script, a[href^=javascript]').length") == 0
    assert visit.heard == []


_WHOLE = """text => {
    const main = document.querySelector('main');
    return main?.querySelector('h1') && !main.querySelector('.loading') && main.innerText.replace(/\\s+/g, ' ').includes(text);
}"""


def walk(visit: Visit, path: str, text: str = "") -> str:
    """Goes to a page as a link does and waits until nothing loads and ``text`` stands there; all that stands there."""
    visit.page.evaluate("path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path)
    if not text:
        visit.page.wait_for_timeout(150)  # nothing to know the new page by
    visit.page.wait_for_function(_WHOLE, arg=flat(text))
    unharmed(visit)
    return flat(str(visit.page.locator("main").inner_text()))


def flat(text: str) -> str:
    return " ".join(text.split())


def rows(visit: Visit, path: str) -> list[Any]:
    found: list[Any] = []
    while page := visit.served.get(f"{path}?limit=200&offset={len(found)}")["rows"]:
        found += page
    return found


def test_every_payload_in_an_article(visit: Visit) -> None:
    visit.go("/documents")
    told = rows(visit, "/api/documents")
    assert {one["title"] for one in told} == set(PAYLOADS)
    for one in told:
        payload = flat(one["title"])
        seen = walk(visit, f"/documents/{quote(one['id'])}", f"said {payload}")
        assert seen.count(payload) >= 6, "outlet, author, title and text"
        for view in ("quotes", "outline"):
            walk(visit, f"/documents/{quote(one['id'])}?side={view}", payload)


def test_every_payload_as_an_actor_a_speaker_and_an_incident(visit: Visit) -> None:
    visit.go("/actors")
    actors = [one for one in rows(visit, "/api/actors") if one["name"] in PAYLOADS]
    assert len(actors) >= 100, "the lexicon's entries"
    for one in actors:
        for page in (f"/actors/{quote(one['entity'], safe='')}", f"/framing?actor={quote(one['entity'], safe='')}"):
            walk(visit, page, one["name"])
    speakers = {(one["quote"]["speaker"] or {}).get("name") for one in rows(visit, "/api/quotes")}
    assert len(speakers & set(PAYLOADS)) >= 90
    (told,) = [one["incident"] for one in rows(visit, "/api/incidents") if one["incident"]["types"] == ["ASSAULT"]]
    visit.go(f"/incidents/{quote(told['id'])}", "#claims")  # one attack, of which each article says that another did it
    unharmed(visit)
    seen = flat(visit.page.locator("main").inner_text())
    assert sum(flat(payload) in seen for payload in PAYLOADS) >= 100


def test_every_payload_in_a_note_and_in_the_lists(visit: Visit) -> None:
    visit.go("/review", "section.item")
    flags = [
        {"target": one["event"]["id"], "act": "flag", "reason": payload}
        for one, payload in zip(rows(visit, "/api/events"), PAYLOADS, strict=False)
    ]
    sent = "body => fetch('/api/judgements', {method: 'POST', body, headers: {'Content-Type': 'application/json'}}).then(it => it.status)"
    assert visit.page.evaluate(sent, json.dumps({"judgements": flags})) in (200, 201)
    for path in PAGES:
        walk(visit, path)
    noted = walk(visit, "/review?list=flagged", PAYLOADS[0])
    assert sum(flat(payload) in noted for payload in PAYLOADS) >= 100
    for flag in flags[::5]:  # an event leads on to its article, where the note stands beside it
        walk(visit, f"/events/{quote(flag['target'])}", f"flag, “{flag['reason']}”")
    for path in LISTS:  # long lists are drawn as far as they are seen
        walk(visit, path)
        for _ in range(12):
            visit.page.evaluate("for (const one of document.querySelectorAll('.list, main')) one.scrollBy(0, one.clientHeight)")
            visit.page.wait_for_timeout(60)
            unharmed(visit)


def test_nothing_runs_that_stands_in_an_address(visit: Visit) -> None:
    for payload in PAYLOADS[::9]:
        for page in ("/review?type=", "/incidents?words=", "/documents/", "/nothing/", "/framing?actor="):
            visit.page.goto(visit.served.origin + page + quote(payload, safe=""))
            visit.page.wait_for_timeout(60)
            assert visit.page.evaluate("window.harmed") is None
    assert not [one for one in visit.heard if "evil" in one]
