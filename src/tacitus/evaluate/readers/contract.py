"""Our own contract, one coding a line: a record that a person corrected, exported with ``tacitus export RECORD --what codings``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from tacitus.evaluate.gold import Gold, GoldError, GoldQuote, GoldTime, GoldToponym
from tacitus.model.records import FORMAT, Coding, Quote, TimeExpression, from_json

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
            yield _gold(coding, path, number)


def _gold(coding: Coding, path: Path, line: int) -> Gold:
    """The coding. Quotations, times and places are measured of a corrected record alone: a coding without mentions was written by hand,
    and holds of these layers what its events use.
    """
    corrected = bool(coding.mentions)
    return Gold(
        document=coding.document,
        file=str(path),
        line=line,
        key=coding.document.source_id,
        coding=coding,
        quotes=tuple(_quote(quote) for quote in coding.quotes) if corrected else None,
        times=tuple(GoldTime(span=(time.start, time.end), days=_days(time)) for time in coding.times) if corrected else None,
        toponyms=tuple(
            GoldToponym(span=(one.start, one.end), latitude=one.latitude, longitude=one.longitude, geonames_id=one.geonames_id)
            for one in coding.places
        )
        if corrected
        else None,
    )


def _quote(quote: Quote) -> GoldQuote:
    speaker, cue = quote.speaker, quote.cue
    named = speaker is not None and speaker.start is not None and speaker.end is not None
    return GoldQuote(
        content=tuple((span.start, span.end) for span in quote.content),
        source=((speaker.start, speaker.end),) if named else (),  # type: ignore[arg-type, union-attr]
        cue=((cue.start, cue.end),) if cue else (),
    )


def _days(time: TimeExpression) -> tuple[str | None, str | None] | None:
    return (time.earliest, time.latest) if time.earliest or time.latest else None
