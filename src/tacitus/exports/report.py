"""The page to look at: one static file that loads nothing. Data stands in it as JSON and is drawn by our script as text nodes alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Sequence
from html import escape
from importlib.resources import files
from typing import IO, Any

import msgspec

from tacitus.exports.layers import LAYER_NAMES
from tacitus.exports.plots import PATTERNS, by_quad_and_country, by_type_and_day, counts_table, legend
from tacitus.exports.report_data import Totals, article_data, count
from tacitus.exports.report_incidents import incidents_section
from tacitus.model.incidents import Claim, Incident
from tacitus.model.ontology import STATUSES, VOICES
from tacitus.model.records import Coding
from tacitus.version import __version__

_encode = msgspec.json.Encoder().encode


def write_report(
    codings: Callable[[], Iterable[Coding]],
    out: IO[str],
    *,
    title: str,
    masked: bool,
    failures: int = 0,
    incidents: Iterable[tuple[Incident, Sequence[Claim]]] = (),
) -> int:
    """Writes the page; how many documents it holds. ``codings`` is called twice: for the counts, then for the articles."""
    totals = Totals()
    for n, coding in enumerate(codings()):
        count(totals, n, coding)
    style, script = _asset("report.css"), _asset("report.js")
    out.write(_head(title, style, script))
    out.write(_summary(title, totals, masked, failures))
    out.writelines(incidents_section(incidents))
    out.write(_table(totals))
    out.write(_articles_head())
    for n, coding in enumerate(codings()):
        out.write(_article(n, coding))
    out.write(_tail(script))
    return totals.documents


def _asset(name: str) -> str:
    return files("tacitus.exports").joinpath("assets", name).read_text(encoding="utf-8")


def json_block(identity: str, value: Any) -> str:
    """JSON as a data block: nothing in it can end the element, begin a comment or break a line of script."""
    text = _encode(value).decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/json" id="{identity}">{text}</script>\n'


def _hash(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


def _head(title: str, style: str, script: str) -> str:
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="tacitus {__version__}">\n<title>{escape(title)}: tacitus</title>\n'
        f"<style>{style}</style>\n</head>\n"
    )


def _summary(title: str, totals: Totals, masked: bool, failures: int) -> str:
    period = f"{min(totals.dates)} to {max(totals.dates)}" if totals.dates else "no publication dates"
    figures = [
        ("documents", totals.documents), ("events", len(totals.rows)), ("of status actual", totals.actual),
        ("told in somebody's words", totals.quoted), ("quotations", totals.quotes), ("outlets named", len(totals.outlets)),
        ("failures", failures),
    ]  # fmt: skip
    cells = "".join(f"<div><dt>{name}</dt><dd>{number:,}</dd></div>" for name, number in figures)
    names = (
        "Private persons are masked by pseudonyms."
        if masked
        else "Private persons stand with their names: take care with whom you share this page."
    )
    return (
        '<body>\n<a class="skip" href="#events">To the table of events</a>\n<div class="wide">\n<header class="top">'
        f'<h1>{escape(title)}</h1><p class="soft">{totals.documents:,} articles, published {escape(period)}. {names}</p>'
        '<nav class="jump" aria-label="Parts of the page"><a href="#overview">Overview</a>'
        '<a href="#incidents">Incidents</a><a href="#events">Events</a>'
        '<a href="#articles">Articles</a><a href="#reading">How to read it</a></nav></header>\n<main>\n'
        f'<section id="overview" aria-label="Overview"><dl class="figures">{cells}</dl>{_plots(totals)}{_key(totals)}</section>\n'
        "<noscript><p>The table and the articles need JavaScript, which this page carries within itself.</p></noscript>\n"
    )


def _plots(totals: Totals) -> str:
    return (
        f'<svg width="0" height="0" aria-hidden="true" class="hidden"><defs>{PATTERNS}</defs></svg><div class="plots">'
        '<figure class="plot"><figcaption><h3>What happened, by type and day</h3></figcaption>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Plot of events by type and day">'
        f"{by_type_and_day(totals.days)}</div>{legend()}"
        '<p class="soft small">Events of status actual, on the day that the text gives, else on the day of publication.</p>'
        f"{counts_table(('type', 'day'), totals.days)}</figure>"
        '<figure class="plot"><figcaption><h3>By quad class and country</h3></figcaption>'
        f'<div class="scroll">{by_quad_and_country(totals.countries)}</div>'
        '<p class="soft small">Events of status actual; each counts once for every country among who acts and to whom.</p>'
        f"{counts_table(('country', 'quad class'), totals.countries)}</figure></div>"
    )


_STATUS_MEANS = {
    "actual": ("●", "happened or is happening"), "future": ("▷", "planned, announced, expected"),
    "threatened": ("▲", "what a threat holds out"), "demanded": ("◆", "what a demand asks for"),
    "hypothetical": ("◌", "if, could, might; a fear"), "negated": ("✕", "denied, or did not happen"),
}  # fmt: skip
_VOICE_MEANS = {
    "report": ("▪", "the outlet tells it as fact"), "quoted": ("“", "somebody says so; the name stands beside it"),
    "authorial": ("✎", "told within the outlet's own opinion"),
}  # fmt: skip


def _key(totals: Totals) -> str:
    def listed(heading: str, means: dict[str, tuple[str, str]]) -> str:
        items = "".join(f"<dt>{sign} {name}</dt><dd>{text}</dd>" for name, (sign, text) in means.items())
        return f"<div><h3>{heading}</h3><dl>{items}</dl></div>"

    outside = (
        f"<p class='soft small'>{totals.outside:,} rows of background or habit stay out of the counts and plots.</p>"
        if totals.outside
        else ""
    )
    return (
        '<details class="how" id="reading"><summary>How to read it</summary><div class="key">'
        f"{listed('Status: what the text says of the deed', _STATUS_MEANS)}{listed('Voice: who says so', _VOICE_MEANS)}</div>"
        "<p>One row is one event as one article tells it. A row that is not <em>actual</em> did not happen by that telling; "
        "a <em>quoted</em> row is somebody's claim. In the articles the underline shows the status (solid, dashed, wavy, double, dotted, "
        "struck through), the frame of "
        f"the label the voice (solid, dashed, double). Codes follow PLOVER and CAMEO.</p>{outside}</details>"
    )


def _options(values: Iterable[str], every: str) -> str:
    return f'<option value="">{every}</option>' + "".join(f'<option value="{escape(value)}">{escape(value)}</option>' for value in values)


_COLUMNS = (
    ("date", "When"), ("type", "Type"), ("status", "Status"), ("voice", "Voice"), ("who", "Who"), ("whom", "To whom"), ("where", "Where"),
    ("words", "In the words of the text"), ("outlet", "Source"),
)  # fmt: skip


def _table(totals: Totals) -> str:
    rows = totals.rows
    present = {key: {row[key] for row in rows} for key in ("type", "quad", "status", "voice", "outlet")}
    countries = sorted({country for row in rows for country in row["countries"]})
    selects = [
        ("type", "Type", _options(sorted(present["type"]), "all types")),
        ("quad", "Quad class", _options(sorted(present["quad"]), "all classes")),
        ("status", "Status", _options([one for one in STATUSES if one in present["status"]], "every status")),
        ("voice", "Voice", _options([one for one in VOICES if one in present["voice"]], "every voice")),
        ("country", "Country", _options(countries, "all countries")),
        ("outlet", "Outlet", _options(sorted(filter(None, present["outlet"])), "all outlets")),
    ]
    filters = "".join(f'<label>{name}<select id="{key}">{options}</select></label>' for key, name, options in selects)
    sorts = "".join(f'<option value="{key} {way}">{name}, {way}</option>' for key, name in _COLUMNS for way in ("up", "down"))
    heads = "".join(
        f'<th scope="col" data-key="{key}" aria-sort="none"><button type="button">{name}</button></th>' for key, name in _COLUMNS
    )
    return (
        '<section aria-labelledby="events"><h2 id="events">Events</h2><div class="filters" role="search">'
        '<label class="grow">Search<input type="search" id="search" autocomplete="off" placeholder="names, places, words"></label>'
        f'{filters}<label class="mobile-sort">Sort<select id="sort"><option value="">as in the articles</option>{sorts}</select></label>'
        '<button type="button" id="clear">Clear</button></div><p class="soft small" id="count" role="status"></p>'
        '<div class="tablebox"><table><caption class="hidden">Events; the buttons in the head sort</caption>'
        f'<thead><tr>{heads}</tr></thead><tbody id="table-body"></tbody></table>'
        '<p class="empty" id="none" hidden>No event fits these filters.</p>'
        '<div class="more" id="more" hidden><button type="button" id="more-button"></button></div></div></section>\n'
        f"{json_block('rows', rows)}"
    )


_ON = ("event", "actor", "quote")


def _articles_head() -> str:
    boxes = "".join(
        f'<label><input type="checkbox" data-layer="{layer}"{" checked" if layer in _ON else ""}>{name}</label>'
        for layer, name in LAYER_NAMES.items()
    )
    return (
        '<section id="articles" aria-labelledby="articles-head"><h2 id="articles-head">Articles</h2>'
        f'<div class="layers" role="group" aria-label="What is marked in the articles"><span class="soft">Mark</span>{boxes}'
        '<button type="button" id="open-all">Open or close all</button></div>\n'
    )


def _article(n: int, coding: Coding) -> str:
    document = coding.document
    facts = [fact for fact in (document.outlet, document.author, document.published_at) if fact]
    facts += [f"{len(coding.events)} events", f"{len(coding.quotes)} quotations"]
    link = ""
    if document.url and document.url.lower().startswith(("https://", "http://")):
        link = f' · <a href="{escape(document.url)}" rel="noreferrer noopener" target="_blank">{escape(_host(document.url))}</a>'
    return (
        f'<article id="article-{n}" data-n="{n}"><details><summary><h3 dir="auto">{escape(document.title or document.source_id)}</h3>'
        f'<p class="soft small">{escape(" · ".join(facts))}{link}</p></summary><div class="body"></div></details>\n'
        f"{json_block(f'data-{n}', article_data(coding))}</article>\n"
    )


def _host(url: str) -> str:
    return url.split("//", 1)[1].split("/", 1)[0][:60] or "link"


def _tail(script: str) -> str:
    return (
        "</section>\n</main>\n"
        f"<footer>Written by tacitus {__version__}. Event types follow PLOVER, codes CAMEO; places: GeoNames (CC BY 4.0). "
        "The texts belong to their publishers. Every row rests on the words that it links to; read them before you rely on it.</footer>\n"
        f"</div>\n<script>{script}</script>\n</body>\n</html>\n"
    )
