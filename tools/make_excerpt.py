"""Writes the excerpt of true rows into README.md: python tools/make_excerpt.py. Run it when the coder's rules have changed.

The rows are picked by what they show, never mended: where the coder finds no such row any more, that is said and none stands for it. Read
them before you commit: a row that is wrong is no example.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from tacitus.cli.reading import opened
from tacitus.cli.tables import MARKS, says, when, who
from tacitus.exports.tables import Row
from tacitus.model.records import Event
from tacitus.record import Filters
from tacitus.workspace.coding import CodeOptions, code_into

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "README.md"
BEGIN, END = "<!-- excerpt: written by tools/make_excerpt.py -->", "<!-- /excerpt -->"
# Example article (of the half to develop against), type, status, voice: the first such row is taken.
PICKS = (
    ("raid_agency.txt", "ASSAULT", "actual", "report"),
    ("raid_agency.txt", "CONSULT", "future", "report"),
    ("lake_chad_wire.txt", "ASSAULT", "actual", "quoted"),
    ("lake_chad_wire.txt", "RETREAT", "demanded", "report"),
    ("lake_chad_wire.txt", "ASSAULT", "negated", "quoted"),
    ("lake_chad_wire.txt", "AID", "future", "report"),
    ("tunis_demonstration.txt", "ASSAULT", "actual", "report"),
    ("raid_agency.txt", "THREATEN", "actual", "quoted"),
)
AS_JSON = 4  # which of the picks is shown as JSON as well
AROUND = 40  # code points of the sentence shown on either side of the trigger
# Cells of the one event shown as JSON: those that most rows have.
CELLS = (
    "kind", "id", "type", "modes", "quad", "cameo", "score", "actors", "recipients", "trigger", "status", "voice", "attribution", "links",
    "time", "not_after", "places", "counts", "evidence", "confidence", "why",
)  # fmt: skip
_LEFT_OUT = frozenset({"produced_by", "kind"})


def picked(rows: list[Row]) -> list[Row]:
    """The first row for each of the picks."""
    found = []
    for name, kind, status, voice in PICKS:
        row = next((row for row in rows if name in row.document.input and _is(row, kind, status, voice)), None)
        if row is None:
            print(f"no {kind} {status} {voice} in {name} any more", file=sys.stderr)
        elif row not in found:
            found.append(row)
    return found


def _is(row: Row, kind: str, status: str, voice: str) -> bool:
    event = row.shown
    return isinstance(event, Event) and (event.type, event.status, event.voice) == (kind, status, voice)


def table(rows: list[Row]) -> str:
    lines = ["| when | type | status | voice | who → to whom | where | in the words of the text |", "| --- " * 7 + "|"]
    for row in rows:
        event = row.shown
        assert isinstance(event, Event)
        place = (event.places[0].name or event.places[0].text) if event.places else "–"
        kind = " ".join([event.type, *event.modes])
        cells = [when(event), kind, f"{MARKS[event.status]} {event.status}", says(event), who(event), place, words(event)]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def words(event: Event) -> str:
    """The trigger, in bold, with some of its sentence."""
    trigger = event.trigger
    span = next(span for span in event.evidence if span.start <= trigger.start and trigger.end <= span.end)
    at, end = trigger.start - span.start, trigger.end - span.start
    before, after = span.text[max(0, at - AROUND) : at], span.text[end : end + AROUND]
    before = "…" + before.partition(" ")[2] if at > AROUND else before
    after = after.rpartition(" ")[0] + "…" if len(span.text) - end > AROUND else after
    return " ".join(f"{before}**{trigger.text}**{after}".split())


def as_json(event: Event) -> str:
    """The event in the contract's form, without the cells that say nothing here."""
    built: dict[str, Any] = msgspec.to_builtins(event)
    cells = {name: _shortened(built[name]) for name in CELLS if built[name] not in (None, [], ())}
    lines = [f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in cells.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def _shortened(value: Any) -> Any:
    """Without nulls, empty lists and what the annotations inside an event say of themselves."""
    if isinstance(value, dict):
        return {
            name: _shortened(cell) for name, cell in value.items() if cell not in (None, [], ()) and name not in ("produced_by", "kind")
        }
    return [_shortened(cell) for cell in value] if isinstance(value, list | tuple) else value


def excerpt() -> str:
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "examples.db"
        code_into(record, [str(ROOT / "examples" / "articles")], CodeOptions(workers=0))
        with opened(record, masked=False) as shown:  # everybody in the examples is invented
            rows = picked(list(shown.events(Filters())))
    name, *wanted = PICKS[AS_JSON]
    event = next(row.shown for row in rows if name in row.document.input and _is(row, *wanted))
    assert isinstance(event, Event)
    return f"{table(rows)}\n\nThe {event.status} one as JSON, without what is null or empty:\n\n```json\n{as_json(event)}\n```"


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n{excerpt()}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
