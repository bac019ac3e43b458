"""Status and voice against gold codings, per class; and what the outlet's author says for himself."""

from __future__ import annotations

from tacitus.evaluate.gold import Gold, Span
from tacitus.evaluate.matching import pair_events
from tacitus.evaluate.tallies import Counts, Tally, Value, by_class, f1, macro_f1, share
from tacitus.model.records import Coding
from tacitus.model.spans import overlaps

NAME = "coding_voice"
TITLE = "Status, voice and authorial sentences against gold codings"
FIGURES = {
    "coding_status": "Macro-F1 over the six statuses of the events found.",
    "coding_voice": "Macro-F1 over the voices (report, quoted, authorial) of the events found.",
    "authorial": "F1 of authorial sentences: frames of category opinion or call whose words overlap the gold's, one to one. Only of "
    "gold that holds frames at all.",
    "authorial_events": "Share of the events that the gold has as authorial which we have as authorial.",
}
TABLES = {"status": "Status", "voice": "Voice"}
_AUTHORIAL = ("opinion", "call")


def applies(gold: Gold) -> bool:
    return gold.coding is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.coding is not None
    for mine, theirs in pair_events(ours.events, gold.coding.events):
        tally.confuse("status", theirs.status, mine.status)
        tally.confuse("voice", theirs.voice, mine.voice)
        if theirs.voice == "authorial":
            tally.add("authorial_events")
            tally.add("authorial_events_right", by=mine.voice == "authorial")
    if gold.coding.frames:
        own, other = (_sentences(coding) for coding in (ours, gold.coding))
        left = list(own)
        tally.add("authorial_ours", by=len(own))
        tally.add("authorial_gold", by=len(other))
        for span in other:
            match = next((n for n, one in enumerate(left) if overlaps(*one, *span)), None)
            if match is None:
                tally.miss("authorial sentence missed", span, gold=gold.document.text[slice(*span)])
            else:
                left.pop(match)
                tally.add("authorial_right")
        for span in left:
            tally.miss("no authorial sentence", span, ours=gold.document.text[slice(*span)])


def _sentences(coding: Coding) -> list[Span]:
    return sorted((frame.start, frame.end) for frame in coding.frames if frame.category in _AUTHORIAL and frame.by == "outlet")


def figures(counts: Counts) -> dict[str, Value]:
    classes = {f"coding_{table}.{name}": value for table in ("status", "voice") for name, value in by_class(counts, table).items()}
    return {
        "coding_status": macro_f1(counts, "status"),
        "coding_voice": macro_f1(counts, "voice"),
        "authorial": f1(counts, "authorial_right", "authorial_ours", "authorial_gold"),
        "authorial_events": share(counts, "authorial_events_right", "authorial_events"),
        **classes,
    }
