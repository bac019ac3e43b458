"""The calibration plot: a small SVG of our own, for light and dark pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import sqrt

from tacitus.evaluate.measures.calibration import Bin

_SIDE, _LEFT, _TOP, _RIGHT, _BOTTOM = 320, 52, 16, 190, 44
_COLOURS = ("#2166ac", "#b2182b", "#4d4d4d", "#1b7837")
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#222}.rule{stroke:#ddd}.even{stroke:#888;stroke-dasharray:4 4}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.rule{stroke:#444}svg{background:#161616}}"
)


def calibration_svg(series: Mapping[str, Sequence[Bin]]) -> str:
    """Share right over confidence, a line for each series; a bin's point is as large as the bin. Points on the diagonal are calibrated."""
    width, height = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM
    told = "; ".join(
        f"{name}: " + ", ".join(f"{one.right:.0%} right at {one.confidence:.2f}" for one in bins) for name, bins in series.items()
    )
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(f"Share of events right by confidence. {told}")}"><style>{_STYLE}</style>'
    ]
    for n in range(0, 11, 2):
        x, y = _x(n / 10), _y(n / 10)
        out.append(f'<line class="rule" x1="{x:g}" x2="{x:g}" y1="{_TOP}" y2="{_TOP + _SIDE}"/>')
        out.append(f'<line class="rule" x1="{_LEFT}" x2="{_LEFT + _SIDE}" y1="{y:g}" y2="{y:g}"/>')
        out.append(f'<text x="{x:g}" y="{_TOP + _SIDE + 16}" text-anchor="middle">{n / 10:g}</text>')
        out.append(f'<text x="{_LEFT - 8}" y="{y + 4:g}" text-anchor="end">{n / 10:g}</text>')
    out.append(f'<line class="even" x1="{_x(0):g}" y1="{_y(0):g}" x2="{_x(1):g}" y2="{_y(1):g}"/>')
    for number, (name, bins) in enumerate(series.items()):
        out.extend(_series(name, bins, number))
    out.append(f'<text x="{_x(0.5):g}" y="{height - 8}" text-anchor="middle">confidence</text>')
    out.append(f'<text transform="translate(14 {_y(0.5):g}) rotate(-90)" text-anchor="middle">share right</text>')
    return "".join(out) + "</svg>\n"


def _series(name: str, bins: Sequence[Bin], number: int) -> list[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    line = " ".join(f"{_x(one.confidence):.1f},{_y(one.right):.1f}" for one in bins)
    largest = max((one.events for one in bins), default=1)
    out = [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>']
    for one in bins:
        radius = 2.5 + 5 * sqrt(one.events / largest)
        title = f"{name}: {one.events} events, mean confidence {one.confidence:.2f}, {one.right:.0%} right"
        place = f'cx="{_x(one.confidence):.1f}" cy="{_y(one.right):.1f}" r="{radius:.1f}"'
        out.append(f'<circle {place} fill="{colour}"><title>{escape(title)}</title></circle>')
    x, y = _LEFT + _SIDE + 18, _TOP + 14 + number * 20
    out.append(f'<circle cx="{x}" cy="{y - 4}" r="5" fill="{colour}"/><text x="{x + 12}" y="{y}">{escape(name)}</text>')
    return out


def _x(share: float) -> float:
    return round(_LEFT + share * _SIDE, 1)


def _y(share: float) -> float:
    return round(_TOP + (1 - share) * _SIDE, 1)
