"""Events, quotations and failures as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from tacitus.cli.options import ON_TERMINAL
from tacitus.cli.terminal import console, on_terminal, safe, say, table
from tacitus.exports.tables import Row, label
from tacitus.model.records import Event, Party, Quote
from tacitus.record import FailureRow

MARKS = {"actual": "●", "future": "▷", "threatened": "▲", "demanded": "◆", "hypothetical": "◌", "negated": "✕"}
COLOURS = {"verbal cooperation": "cyan", "material cooperation": "green", "verbal conflict": "yellow", "material conflict": "red"}
_WORDS = 400  # of a sentence that a cell holds at most


def short(identity: str) -> str:
    """Enough of an id to find it again in most records."""
    return identity[:12]


def names(parties: Sequence[Party]) -> str:
    return ", ".join(f"{label(party)} ({party.country})" if party.country else label(party) for party in parties)


def who(event: Event) -> str:
    """Actors → recipients; a question mark where the text names none."""
    said = names(event.actors) or "?"
    if event.recipients:
        said += f" → {names(event.recipients)}"
    return said + (f" ⇒ {names(event.targets)}" if event.targets else "")


def when(event: Event) -> str:
    time = event.time
    if time is None or time.earliest is None:
        return f"≤ {event.not_after[:10]}" if event.not_after and event.status == "actual" else "–"
    return time.earliest if time.latest in (None, time.earliest) else f"{time.earliest}/{time.latest[5:] if time.latest else ''}"


def says(event: Event) -> str:
    """The voice, and for a quoted row the speaker: an accusation never stands without."""
    speaker = event.attribution.speaker if event.attribution else None
    hedged = " (hedged)" if event.hedge else ""
    if event.voice != "quoted":
        return event.voice + hedged
    return f"quoted: {label(speaker) if speaker else 'unnamed'}{hedged}"


def _event_cells(row: Row, *, modes: bool = True) -> list[Any]:
    from rich.text import Text

    event = row.shown
    assert isinstance(event, Event)
    kind = Text(event.type + (f" {'+'.join(event.modes)}" if event.modes and modes else ""), style=COLOURS[event.quad])
    place = (event.places[0].name or event.places[0].text) if event.places else "–"
    return [
        short(event.id), when(event), kind, f"{MARKS[event.status]} {event.status}", says(event), who(event), place,
        " … ".join(evidence.text for evidence in event.evidence)[:_WORDS], row.document.outlet or row.document.source_id,
    ]  # fmt: skip


_EVENT_HEADINGS: list[tuple[str, dict[str, Any]]] = [
    ("event", {"min_width": 12}), ("when", {"min_width": 10}), ("type", {"min_width": 9, "max_width": 22}), ("status", {"min_width": 10}),
    ("voice", {"min_width": 8, "ratio": 3}), ("who → to whom", {"min_width": 16, "ratio": 6}), ("where", {"min_width": 6, "ratio": 2}),
    ("in the words of the text", {"min_width": 12, "ratio": 7}), ("source", {"min_width": 6, "ratio": 2}),
]  # fmt: skip
_NARROW = 110  # below, the words and the source are left out, which `show` gives


def _quote_cells(row: Row) -> list[Any]:
    quote = row.shown
    assert isinstance(quote, Quote)
    speaker = names([quote.speaker]) if quote.speaker else "?"
    said = " … ".join(span.text for span in quote.content)[:_WORDS]
    return [short(quote.id), quote.form, speaker, quote.cue.text if quote.cue else "–", said, row.document.outlet or row.document.source_id]


_QUOTE_HEADINGS: list[tuple[str, dict[str, Any]]] = [
    ("quotation", {"min_width": 12}), ("form", {"min_width": 8}), ("speaker", {"min_width": 12, "ratio": 3}),
    ("cue", {"min_width": 6, "ratio": 1}), ("what is said", {"min_width": 20, "ratio": 8}), ("source", {"min_width": 6, "ratio": 2}),
]  # fmt: skip


def print_events(rows: Iterable[Row], limit: int | None, hint: str) -> int:
    """Prints the table; how many rows there are in all."""
    headings = _EVENT_HEADINGS
    narrow = on_terminal() and console().width < _NARROW
    keep = slice(0, 6) if narrow else slice(None)
    return print_rows(headings[keep], rows, lambda row: _event_cells(row, modes=not narrow)[keep], limit, "events", hint)


def print_quotes(rows: Iterable[Row], limit: int | None, hint: str) -> int:
    return print_rows(_QUOTE_HEADINGS, rows, _quote_cells, limit, "quotations", hint)


def print_rows(headings: Any, rows: Iterable[Any], cells: Any, limit: int | None, what: str, hint: str) -> int:
    """Prints the first rows as a table and says how many there are; how many in all."""
    most = (ON_TERMINAL if on_terminal() else 0) if limit is None else limit
    iterator = iter(rows)
    shown = [cells(row) for row in (islice(iterator, most) if most else iterator)]
    more = sum(1 for _ in iterator)
    if shown:
        console().print(table(headings, shown))
    if more:
        say(f"{len(shown):,} of {len(shown) + more:,} {what} shown. {hint}")
    else:
        say(f"{len(shown):,} {what}." if shown else f"No {what}.")
    return len(shown) + more


def print_failures(rows: Iterable[FailureRow], limit: int | None) -> int:
    """Inputs and documents that failed, or gave no event, with the reason."""
    most = (ON_TERMINAL if on_terminal() else 0) if limit is None else limit
    found = list(rows)
    shown = found[:most] if most else found
    if shown:
        cells = [[row.level, row.input, row.stage or "–", safe(row.reason)] for row in shown]
        headings: list[tuple[str, dict[str, Any]]] = [
            ("level", {"min_width": 7}), ("input", {"ratio": 3, "overflow": "fold", "no_wrap": False}), ("stage", {"min_width": 6}),
            ("reason", {"ratio": 7, "overflow": "fold", "no_wrap": False}),
        ]  # fmt: skip
        console().print(table(headings, cells))
    levels = [row.level for row in found]
    cut = f" {len(shown):,} shown; --limit 0 or --json gives all." if len(shown) < len(found) else ""
    say(f"{levels.count('failure'):,} failures, {levels.count('note'):,} notes.{cut}")
    return levels.count("failure")
