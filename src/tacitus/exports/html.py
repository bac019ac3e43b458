"""A coding as highlighted HTML for a notebook: static, without script, everything from outside escaped."""

from __future__ import annotations

from html import escape

from tacitus.exports.layers import Mark, layers_of
from tacitus.exports.segments import segments
from tacitus.exports.tables import label
from tacitus.model.ontology import QUAD
from tacitus.model.records import Coding, Event

SIGNS = {"actual": "●", "future": "▷", "threatened": "▲", "demanded": "◆", "hypothetical": "◌", "negated": "✕"}
_LINES = {
    "actual": "solid", "future": "dashed", "threatened": "wavy", "demanded": "double", "hypothetical": "dotted", "negated": "solid",
}  # fmt: skip
_FRAMES = {"report": "1px solid", "quoted": "1px dashed", "authorial": "3px double"}
_STYLES = {
    "actor": "border-bottom:1px solid #8a6db3", "quote": "background:rgba(90,130,190,.16)", "time": "border-bottom:2px dotted #a8761a",
    "place": "border-bottom:2px dashed #4b9250", "frame": "box-shadow:inset 0 -.15em 0 rgba(200,160,40,.6)",
}  # fmt: skip


def html_of(coding: Coding) -> str:
    """The document with its spans marked, and its events in a table."""
    document = coding.document
    marks = layers_of(coding)
    text = "".join(
        _piece(document.text[start:end], end, [marks[n] for n in covering]) for start, end, covering in segments(document.text, marks)
    )
    facts = " · ".join(escape(fact) for fact in (document.outlet, document.published_at, document.source_id) if fact)
    rows = "".join(_row(event) for event in coding.events)
    heads = "".join(f'<th style="text-align:left">{name}</th>' for name in ("type", "status", "voice", "who", "to whom", "words"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if rows else "<p>No events.</p>"
    return (
        f'<div style="max-width:48rem;line-height:1.7"><strong dir="auto">{escape(document.title or document.source_id)}</strong><br>'
        f'<small>{facts}</small><p dir="auto" style="white-space:pre-wrap">{text}</p>{table}</div>'
    )


def _piece(words: str, end: int, marks: list[Mark]) -> str:
    if not marks:
        return escape(words)
    styles = [_STYLES[mark.layer] for mark in marks if mark.layer in _STYLES]
    events = [mark for mark in marks if mark.layer == "event"]
    if events:
        status = events[0].status or "actual"
        struck = " line-through" if status == "negated" else ""
        styles.append(f"font-weight:700;text-decoration:underline{struck} {_LINES[status]}")
    title = escape("\n".join(mark.label for mark in marks))
    labels = "".join(_label(mark) for mark in events if mark.end == end)
    return f'<span style="{";".join(dict.fromkeys(styles))}" title="{title}">{escape(words)}</span>{labels}'


def _label(mark: Mark) -> str:
    border = _FRAMES[mark.voice or "report"]
    name = escape(mark.label.split(":", 1)[0])
    return (
        f' <small style="border:{border} currentColor;border-radius:.3em;padding:0 .3em;white-space:nowrap">'
        f"{name} {SIGNS[mark.status or 'actual']} {escape(mark.status or '')}, {escape(mark.voice or '')}</small>"
    )


def _row(event: Event) -> str:
    speaker = event.attribution.speaker if event.attribution else None
    said = event.voice + (f": {label(speaker)}" if speaker and event.voice == "quoted" else "")
    kind = event.type + (f" ({', '.join(event.modes)})" if event.modes else "")
    cells = [
        kind, f"{SIGNS[event.status]} {event.status}", said, ", ".join(label(party) for party in event.actors) or "not stated",
        ", ".join(label(party) for party in event.recipients), event.trigger.text,
    ]  # fmt: skip
    return (
        f'<tr title="{escape(QUAD[event.type])}">' + "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in cells) + "</tr>"
    )
