"""Our own contract, one coding a line: a record that a person corrected, exported with ``tacitus export RECORD --what codings``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from tacitus.evaluate.gold import Gold, GoldError
from tacitus.model.records import FORMAT, from_json

NAME = "contract"
DESCRIPTION = f"our own JSONL, one corrected coding a line ({FORMAT})"


def recognises(path: Path, head: str) -> bool:
    return path.suffix in (".jsonl", ".ndjson", ".json") and '"format"' in head[:200] and "tacitus-coding/" in head[:200]


def read(path: Path) -> Iterator[Gold | GoldError]:
    """One document a line, its key the source_id."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                coding = from_json(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                yield GoldError(f"{path}, line {number}: not a coding in the form {FORMAT}: {error}.")
                continue
            wrong = next(
                (event for event in coding.events if not 0 <= event.trigger.start < event.trigger.end <= len(coding.document.text)), None
            )
            if wrong is not None:
                yield GoldError(f"{path}, line {number}: the trigger of {wrong.id} lies outside the text.")
                continue
            yield Gold(document=coding.document, file=str(path), line=number, key=coding.document.source_id, coding=coding)
