"""The report's plots as inline SVG: pure functions from counts to markup, everything from outside escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from math import sqrt

from tacitus.model.ontology import EVENT_TYPES, QUAD, QuadClass

MOST_DAYS = 31  # beyond, days are gathered into months, then years
MOST_COUNTRIES = 12
ORDER: tuple[QuadClass, ...] = ("material conflict", "verbal conflict", "verbal cooperation", "material cooperation")
_CELL, _ROW, _LEFT = 34, 25, 104


def fill_of(quad: str) -> str:
    """Material is solid, verbal hatched; conflict and cooperation differ in colour."""
    side = "conflict" if quad.endswith("conflict") else "cooperation"
    return f"url(#hatch-{side})" if quad.startswith("verbal") else f"var(--{side})"


def side_of(quad: str) -> str:
    return "conflict" if quad.endswith("conflict") else "cooperation"


PATTERNS = "".join(
    f'<pattern id="hatch-{side}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<line x1="0" y1="0" x2="0" y2="5" class="hatch-{side}" stroke-width="3.2"/></pattern>'
    for side in ("conflict", "cooperation")
)


def legend() -> str:
    """What the fills mean, in words."""
    items = "".join(
        f'<li><svg width="16" height="12" aria-hidden="true"><rect x=".5" y=".5" width="15" height="11" '
        f'class="bar {"c2" if side_of(quad) == "conflict" else "c1"}" fill="{fill_of(quad)}"/></svg>{quad}</li>'
        for quad in ORDER
    )
    return f'<ul class="legend">{items}</ul>'


def binned(counts: Mapping[tuple[str, str], int]) -> tuple[str, Counter[tuple[str, str]]]:
    """(type, ISO day) counts by day, or by month or year where the days are too many for a plot; and which of these it is."""
    for step, length in (("day", 10), ("month", 7), ("year", 4)):  # noqa: B007 - the last one tried is the answer
        gathered: Counter[tuple[str, str]] = Counter()
        for (kind, day), number in counts.items():
            gathered[kind, day[:length]] += number
        if len({day for _, day in gathered}) <= MOST_DAYS:
            break
    return step, gathered


def by_type_and_day(counts: Mapping[tuple[str, str], int]) -> str:
    """A circle for each type and day (month, year) that has events, its area the number."""
    step, gathered = binned(counts)
    if not gathered:
        return '<p class="soft">No events with a date.</p>'
    types = [kind for kind in sorted(EVENT_TYPES, key=lambda kind: ORDER.index(QUAD[kind])) if any(key[0] == kind for key in gathered)]
    days = sorted({day for _, day in gathered})
    largest = max(gathered.values())
    width, height = _LEFT + _CELL * len(days) + 16, _ROW * len(types) + 64
    out = [_svg(width, height, f"Events by type and {step}: {sum(gathered.values())} events of {len(types)} types on {len(days)} {step}s")]
    for n, kind in enumerate(types):
        y = n * _ROW + _ROW / 2 + 6
        out.append(f'<line class="rule" x1="{_LEFT}" x2="{width - 8}" y1="{y:g}" y2="{y:g}"/><text x="0" y="{y + 4:g}">{kind}</text>')
        for m, day in enumerate(days):
            number = gathered.get((kind, day), 0)
            if number:
                out.append(_circle(_LEFT + m * _CELL + _CELL / 2, y, number, largest, kind, day))
    base = len(types) * _ROW + 10
    for m, day in enumerate(days):
        x = _LEFT + m * _CELL + _CELL / 2
        out.append(
            f'<text class="tick" transform="translate({x + 4:g} {base + 8}) rotate(-52)" text-anchor="end">{escape(_day(day, step))}</text>'
        )
    return "".join(out) + "</svg>"


def _day(day: str, step: str) -> str:
    return day[2:] if step != "year" else day


def _circle(x: float, y: float, number: int, largest: int, kind: str, day: str) -> str:
    radius = 3.5 + 8 * sqrt(number / largest)
    side = side_of(QUAD[kind])  # type: ignore[index]
    verbal = QUAD[kind].startswith("verbal")  # type: ignore[index]
    ink = f'class="bar {"c2" if side == "conflict" else "c1"}" fill="{fill_of(QUAD[kind])}"'  # type: ignore[index]
    inside = f'<text class="in" x="{x:g}" y="{y + 3.6:g}" text-anchor="middle">{number}</text>' if radius > 8 and not verbal else ""
    return f'<g><title>{kind}, {escape(day)}: {number}</title><circle cx="{x:g}" cy="{y:g}" r="{radius:.1f}" {ink}/>{inside}</g>'


def by_quad_and_country(counts: Mapping[tuple[str, str], int]) -> str:
    """(country, quad class) counts as stacked bars, the countries with most events first."""
    totals: Counter[str] = Counter()
    for (country, _), number in counts.items():
        totals[country] += number
    countries = [country for country, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:MOST_COUNTRIES]]
    if not countries:
        return '<p class="soft">No events with a country.</p>'
    scale = 250 / max(totals.values())
    height = 26 * len(countries) + 8
    out = [_svg(352, height, "Events by quad class and country")]
    for n, country in enumerate(countries):
        y, x = n * 26 + 4, 46.0
        out.append(f'<text x="0" y="{y + 14}">{escape(country)}</text>')
        for quad in ORDER:
            number = counts.get((country, quad), 0)
            if number:
                ink = f'class="bar {"c2" if side_of(quad) == "conflict" else "c1"}" fill="{fill_of(quad)}"'
                bar = f'<rect x="{x:.1f}" y="{y}" width="{number * scale:.1f}" height="18" {ink}/>'
                out.append(f"<g><title>{escape(country)}, {quad}: {number}</title>{bar}</g>")
                x += number * scale
        out.append(f'<text class="tick" x="{x + 6:.1f}" y="{y + 13}">{totals[country]}</text>')
    return "".join(out) + "</svg>"


def _svg(width: float, height: float, means: str) -> str:
    return f'<svg width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(means)}">'


def counts_table(heading: Sequence[str], counts: Mapping[tuple[str, str], int]) -> str:
    """The same counts as a table, for those who cannot see the plot."""
    rows = "".join(f"<tr><td>{escape(a)}</td><td>{escape(b)}</td><td>{number}</td></tr>" for (a, b), number in sorted(counts.items()))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (*heading, "events"))
    return f'<table class="hidden"><caption>The figures of the plot</caption><tr>{head}</tr>{rows}</table>'
