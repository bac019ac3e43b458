"""What holds on every page: light and dark, wide and narrow, the keyboard alone, every script, on paper.

``PAGES`` names every route of the app, as `web/src/routes.ts` has them; a page that is not there fails the first test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.conftest import ROOT, Visit
from tests.browser.serving import Served, copied

pytestmark = pytest.mark.browser

# By the name of the route: addresses with what {ids} names, and what stands there once the page is whole.
PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "Overview": (("/", ".timeline svg"),),
    "Incidents": (("/incidents", "[role=option]"), ("/incidents?view=map", ".map .frame")),
    "Incident": (("/incidents/{incident}", "#reports"),),
    "Events": (("/events", "[role=option]"),),
    "Event": (("/events/{event}", ".reading .seg"),),  # leads on to the article
    "Quotations": (("/quotes", "[role=option]"),),
    "Articles": (("/documents", "[role=option]"),),
    "Article": (("/documents/{article}?at={event}", "aside .card.open"), ("/documents/{arabic}", ".reading .seg")),
    "Actors": (("/actors", "[role=option]"), ("/actors?view=matrix", ".matrix"), ("/actors?view=network", ".node")),
    "Actor": (("/actors/{actor}", ".sides h2 a"),),
    "Framing": (("/framing", ".choose .pill"), ("/framing?actor={actor}", "td a")),
    "Review": (("/review", "section.item"), ("/review?kind=quote", "section.item"), ("/review?list=flagged", "main h1")),
    "Runs and failures": (("/runs", "article"),),
}
ADDRESSES = [(path, wait) for pages in PAGES.values() for path, wait in pages]
SCRIPTS = {
    "arabic": (
        "صحيفة الضفاف",
        "الجيش ينفي قصف القرية (تقرير)",
        "الجيش ينفي قصف القرية.\n\nقال متحدث باسم Kenya إن القوات لم تدخل المدينة.",
    ),
    "hebrew": ("עיתון הגבעה", "ראש הממשלה נפגש עם שר החוץ", "ראש הממשלה נפגש עם שר החוץ ביום שני בעיר החוף."),
    "chinese": ("河湾日报", "两国在边境签署渔业协议", "两国代表周一在边境小镇签署了一项渔业协议。"),
    "ukrainian": ("Вісник Полісся", "Сторони обміняли полонених біля кордону", "У понеділок сторони обміняли полонених біля кордону."),
}


def articles() -> list[dict[str, str]]:
    """Each script's own article, and one in English under its title and outlet, which has events."""
    found = []
    for n, (name, (outlet, title, text)) in enumerate(SCRIPTS.items()):
        said = title.partition(" (")[0]
        english = (
            f"Soldiers of Uganda attacked the harbour of Mombasa on Monday, the newspaper {outlet} reported.\n\n"
            f"Kenya condemned Uganda. “{said}”, said the spokesman of Kenya. Kenya and Tanzania signed an agreement near {said} on Tuesday."
        )
        for kind, body in (("own", text), ("told", english)):
            address = f"https://example.org/{name}-{kind}"
            given = {"outlet": outlet, "author": outlet, "published_at": f"2024-05-0{n + 6}", "url": address}
            found.append({"id": address, "title": title, "text": body, **given})
    return found


@pytest.fixture(scope="module")
def everywhere(coded: Path, tmp_path_factory: pytest.TempPathFactory, built: None) -> Iterator[Served]:
    from tacitus.workspace.coding import CodeOptions, code_into

    folder = tmp_path_factory.mktemp("everywhere")
    record, given = copied(coded, folder), folder / "scripts.jsonl"
    given.write_text("\n".join(json.dumps(one) for one in articles()), encoding="utf-8")
    code_into(record, [str(given)], CodeOptions(workers=0))
    found = Served(record)
    yield found
    found.kill()


def documents(served: Served) -> dict[str, str]:
    """The ids of our own articles by the end of their address, such as arabic-own."""
    rows = served.get("/api/documents?limit=200")["rows"]
    return {one["url"].rpartition("/")[2]: one["id"] for one in rows if one["url"]}


@pytest.fixture(scope="module")
def ids(everywhere: Served) -> dict[str, str]:
    """An incident of several reports, an event of it, its article, the busiest actor, the article in Arabic."""
    incident = everywhere.get("/api/incidents?limit=1&sort=-reports")["rows"][0]["incident"]["id"]
    row = everywhere.get(f"/api/events?limit=1&incident={incident}")["rows"][0]
    actor = everywhere.get("/api/actors?limit=1")["rows"][0]["entity"]
    found = {"incident": incident, "event": row["event"]["id"], "article": row["document"]["id"], "actor": actor}
    return {name: quote(value, safe="") for name, value in {**found, "arabic": documents(everywhere)["arabic-own"]}.items()}


@pytest.fixture(scope="module")
def reader(browser: Any, everywhere: Served) -> Iterator[Visit]:
    """One browser for all; whoever changes its size or theme puts them back."""
    found = Visit(browser, everywhere, reduced_motion="reduce")
    yield found
    found.close()
    assert found.heard == []


def whole(visit: Visit, path: str, wait: str, ids: dict[str, str]) -> Any:
    """The page once it is whole."""
    page = visit.go(path.format(**ids), wait)
    page.wait_for_function("() => !document.querySelector('main .loading')")
    return page


def test_no_page_is_left_out() -> None:
    routes = (ROOT / "web" / "src" / "routes.ts").read_text(encoding="utf-8")
    names = re.findall(r'\{ name: "([^"]+)", nav', routes)
    pages = set(re.findall(r"\./pages/(\w+)\.svelte", routes))
    assert names == list(PAGES)
    assert pages == {path.stem for path in (ROOT / "web" / "src" / "pages").glob("*.svelte")}


@pytest.mark.parametrize(("path", "wait"), ADDRESSES)
def test_every_page_is_readable(reader: Visit, ids: dict[str, str], path: str, wait: str) -> None:
    """In light and dark, wide and narrow: nothing that axe calls serious, nothing that runs out of the window."""
    page = whole(reader, path, wait, ids)
    found = []
    for theme, width in (("light", 1440), ("dark", 1024), ("dark", 390), ("light", 390)):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(60)
        sideways = page.evaluate(_SIDEWAYS)
        found += [f"{width}: runs out of the window: {one}" for one in sideways]
        if (theme, width) != ("dark", 390):
            found += [f"{theme} {width}: {one}" for one in reader.axe()]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert found == []


_SIDEWAYS = """() => {
    if (document.scrollingElement.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1);
    return [String(document.scrollingElement.scrollWidth), ...wide.slice(0, 4).map(one => one.outerHTML.slice(0, 120))];
}"""


@pytest.mark.parametrize(("path", "wait"), ADDRESSES)
def test_the_keyboard_reaches_everything(reader: Visit, ids: dict[str, str], path: str, wait: str) -> None:
    """Tab comes to each visible thing that can be used and back to the first, shows where it is, and is nowhere held."""
    page = whole(reader, path, wait, ids)
    wanted = page.evaluate(_BEGIN)
    assert len(wanted) > 10
    for _ in range(len(wanted) + 8):
        page.keyboard.press("Tab")
    told = page.evaluate("window.walked")
    missed = [name for n, name in enumerate(wanted) if n not in {one["n"] for one in told["reached"]}]
    assert missed == [], "Tab does not come to these"
    assert told["unseen"] == [], "the focus does not show on these"
    assert told["hidden"] == [], "these have the focus out of sight"
    assert told["reached"][-1]["n"] < len(wanted) - 1, "Tab never came round"


# Remembers how everything that can have the focus looks without it, then what the focus comes to. The text of an article has a link for
# each event: all of them are walked too.
_BEGIN = """() => {
    const kinds = 'a[href], button, input, select, textarea, summary, [tabindex], svg a, [role=button], [role=switch], [role=link]';
    const shown = one => {
        const box = one.getBoundingClientRect();
        return one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && box.width > 0 && box.height > 0;
    };
    const parts = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'stroke', 'strokeWidth'];
    const drawn = one => parts.map(name => getComputedStyle(one)[name]).join('|');
    const look = one => [one, ...(one instanceof SVGElement ? one.querySelectorAll('circle, path, rect') : [])].map(drawn).join('/');
    const inList = one => one.tabIndex < 0 && one.parentElement.closest('[tabindex="0"]'); // its keys are those of what holds it
    const all = [...document.querySelectorAll(kinds)].filter(one => shown(one) && !one.disabled && one.id !== 'main' && !inList(one));
    const before = all.map(look);
    const told = window.walked = { reached: [], unseen: [], hidden: [] };
    const name = one => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 160);
    document.addEventListener('focusin', event => {
        const one = event.target, n = all.indexOf(one);
        if (told.reached.some(other => other.n === n)) return void told.reached.push({ n });
        told.reached.push({ n });
        if (n >= 0 && look(one) === before[n]) told.unseen.push(name(one));
        const box = one.getBoundingClientRect();
        const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]], svg = one.closest('svg');
        const found = points.map(([x, y]) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y));
        const over = found.some(at => at && (one.contains(at) || (svg && svg.contains(at))));
        if (!over) told.hidden.push(name(one) + ' under ' + (found[0] ? name(found[0]) : 'nothing'));
    });
    document.activeElement?.blur();
    return all.map(name);
}"""


# What keys open: a page, the keys, and what then stands there. Escape leads back, and the focus with it.
OPENED = {
    "keys": ("/review", ("?",), "dialog[open]"), "edit": ("/review", ("e",), "section.editor"),
    "type": ("/review", ("e", "t"), "section.editor [role=listbox]"), "words": ("/review", ("e", "w", "Control+ "), "[role=application]"),
    "time": ("/review", ("e", "d"), "section.editor input[type=date]"), "counts": ("/review", ("e", "n", "Enter"), "[data-best]"),
    "place": ("/review", ("e", "p"), "section.editor [role=combobox]"), "flag": ("/review", ("f",), "dialog[open] textarea"),
    "missing": ("/review", ("n",), "dialog[open] [role=application]"), "drawn": ("/review", ("n", "Enter"), "dialog[open] section.editor"),
    "merge": ("/incidents/{incident}", ("m",), "dialog[open]"), "split": ("/incidents/{incident}", ("s",), "[aria-label=Split]"),
    "in place": ("/documents/{article}?at={event}", ("e",), "aside section.editor"),
    "outline": ("/documents/{article}?at={event}", ("t", "t"), ".outline"), "sides": ("/documents/{article}", ("t",), "aside .cards"),
}  # fmt: skip


@pytest.mark.parametrize("name", OPENED)
def test_what_keys_open_is_readable_and_closes_by_escape(reader: Visit, ids: dict[str, str], name: str) -> None:
    path, keys, shown = OPENED[name]
    page = whole(reader, path, "main h1", ids)
    page.wait_for_selector("section.item, #reports, .reading .seg")
    found = []
    for theme, width in (("light", 1440), ("dark", 390)):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 844})
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(60)
        page.wait_for_selector(shown)
        found += [f"{theme} {width}: {one}" for one in [*reader.axe(), *page.evaluate(_SIDEWAYS)]]
        if shown.startswith("dialog"):
            assert page.evaluate("document.activeElement.closest('dialog') !== null"), "the focus is inside"
        for _ in range(3):
            page.keyboard.press("Escape")
            page.wait_for_timeout(60)
        assert page.locator("dialog[open], section.editor").count() == 0
        page.goto(page.url.partition("?")[0] + ("?" + path.partition("?")[2].format(**ids) if "?" in path else ""))
        page.wait_for_selector("section.item, #reports, .reading .seg")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert found == []


# Letters of a script that is written from right to left, and whether what holds them is set apart from its surroundings.
_SCRIPTS = """() => {
    const rtl = /[\\u0590-\\u08ff]/, walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!rtl.test(node.data) || !node.parentElement.checkVisibility()) continue;
        const apart = node.parentElement.closest('bdi, [dir]');
        const starts = /^[^\\p{L}]*[\\u0590-\\u08ff]/u.test(apart?.textContent ?? '');
        const direction = apart && getComputedStyle(apart).direction;
        const isolated = apart !== null && apart !== document.documentElement;
        found.push({ text: node.data.slice(0, 60), apart: isolated, right: !starts || direction === 'rtl' });
    }
    return found;
}"""


@pytest.mark.parametrize("name", ["arabic", "hebrew", "chinese", "ukrainian"])
def test_every_script_is_laid_out_as_it_is_written(reader: Visit, everywhere: Served, name: str) -> None:
    outlet, title, text = SCRIPTS[name]
    own, other = documents(everywhere)[f"{name}-own"], documents(everywhere)[f"{name}-told"]
    event = everywhere.get(f"/api/events?limit=1&document={other}")["rows"][0]
    places = {
        f"/documents?outlet={quote(outlet)}": title, f"/documents/{own}": text.partition("\n")[0],
        f"/documents/{other}?at={event['event']['id']}": outlet,
        f"/documents/{other}?side=quotes": title.partition(" (")[0],
        f"/incidents/{event['incident']}": outlet, f"/events?document={other}": outlet,
        f"/quotes?document={other}": outlet, f"/review?document={other}": title, "/": outlet,
    }  # fmt: skip
    for path, shown in places.items():
        page = reader.go(path)
        page.get_by_text(shown).first.wait_for()
        found = page.evaluate(_SCRIPTS)
        assert found or name not in ("arabic", "hebrew"), path
        assert [one for one in found if not (one["apart"] and one["right"])] == [], path
    page = reader.go(f"/documents/{own}", ".reading .text")
    assert page.locator(".reading .text").evaluate("one => one.textContent") == text
    lines = page.evaluate(_EDGES)
    assert all(line["right" if name in ("arabic", "hebrew") else "left"] < 2 for line in lines), lines


# How far the text of each paragraph stands from the edges of its box, in pixels.
_EDGES = """() => [...document.querySelectorAll('.reading .text')].map(box => {
    const range = document.createRange(), edge = box.getBoundingClientRect();
    range.selectNodeContents(box);
    const lines = [...range.getClientRects()];
    return { right: edge.right - Math.max(...lines.map(one => one.right)), left: Math.min(...lines.map(one => one.left)) - edge.left };
})"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_incident_on_paper(reader: Visit, everywhere: Served, ids: dict[str, str], theme: str) -> None:
    """Black on white whatever the theme, without what only a screen can use, with everything that is folded on the screen."""
    page = whole(reader, "/incidents/{incident}", "#reports", ids)
    page.get_by_label("Theme").select_option(theme)
    folded = page.locator("main details:not(.no-print)").count()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    told = page.evaluate(_PAPER)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("main details[open]").count() == 0
    page.get_by_label("Theme").select_option("system")
    assert told == {"chrome": [], "folded": [], "light": [], "background": "rgb(255, 255, 255)", "cut": []}
    assert len(page.pdf(format="A4")) > 10_000
    assert folded > 0, "an incident with nothing folded tests nothing"


_PAPER = """() => {
    const tall = one => one.getBoundingClientRect().height > 0;
    const shown = one => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && tall(one);
    const name = one => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120);
    const dark = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number); return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110; };
    const all = [...document.querySelectorAll('main *')];
    const texts = all.filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
    const wide = one => one.scrollWidth > one.clientWidth + 1 && !one.matches('.visually-hidden');
    const cut = one => wide(one) && getComputedStyle(one).overflowX !== 'visible';
    return {
        chrome: [...document.querySelectorAll('header.top, nav, button, input, select, .toasts *')].filter(shown).map(name),
        folded: [...document.querySelectorAll('main details:not(.no-print) > :not(summary)')].filter(one => !shown(one)).map(name),
        light: texts.filter(one => shown(one) && !dark(getComputedStyle(one).color)).map(name),
        background: getComputedStyle(document.body).backgroundColor,
        cut: all.filter(cut).map(name),
    };
}"""
