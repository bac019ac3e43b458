"""Whether a sentence is loaded or opinion, as readers judge it."""

from __future__ import annotations

from tacitus.evaluate.gold import Gold
from tacitus.evaluate.tallies import Counts, Tally, Value, accuracy, by_class, macro_f1
from tacitus.model.records import Coding

NAME = "framing"
TITLE = "Loaded or opinion sentences"
CATEGORIES = ("loaded", "label", "opinion", "call")
FIGURES = {
    "framed": "Macro-F1 over the two classes. We call a sentence loaded or opinion if a frame of category loaded, label, opinion or "
    "call stands in it, whoever speaks; the gold does if its judges call it biased, or subjective.",
    "framed_share": "Share of the sentences on which we agree with the judges.",
}
TABLES = {"framed": "Loaded or opinion"}


def applies(gold: Gold) -> bool:
    return gold.framed is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    frames = [frame for frame in ours.frames if frame.category in CATEGORIES]
    expected, given = ("framed" if one else "plain" for one in (gold.framed, frames))
    tally.confuse("framed", expected, given)
    if expected != given:
        tally.miss(f"{expected} as {given}", None, gold=expected, ours=[f"{frame.category} ({frame.by}): {frame.text}" for frame in frames])


def figures(counts: Counts) -> dict[str, Value]:
    classes = {f"framed.{name}": value for name, value in by_class(counts, "framed").items()}
    return {"framed": macro_f1(counts, "framed"), "framed_share": accuracy(counts, "framed"), **classes}
