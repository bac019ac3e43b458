"""Whether a sentence is loaded or opinion, as readers judge it."""

from __future__ import annotations

from tacitus.evaluate.gold import Gold
from tacitus.evaluate.tallies import Counts, Tally, Value, accuracy, by_class, macro_f1, share
from tacitus.model.records import Coding

NAME = "framing"
TITLE = "Loaded or opinion sentences"
CATEGORIES = ("loaded", "label", "opinion", "call")
FIGURES = {
    "framed": "Macro-F1 over the two classes. We call a sentence loaded or opinion if a frame of category loaded, label, opinion or "
    "call stands in it, whoever speaks; the gold does if its judges call it biased, or subjective.",
    "opinion_precision": "Of the sentences in which we have a frame of category opinion or call by the outlet (authorial sentences), "
    "share that the judges call biased or subjective.",
    "loaded_precision": "The same of the sentences with a frame of category loaded or label.",
    "framed_share": "Share of the sentences on which we agree with the judges.",
}
TABLES = {"framed": "Loaded or opinion"}


def applies(gold: Gold) -> bool:
    return gold.framed is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    frames = [frame for frame in ours.frames if frame.category in CATEGORIES]
    expected, given = ("framed" if one else "plain" for one in (gold.framed, frames))
    tally.confuse("framed", expected, given)
    authorial = any(frame.category in ("opinion", "call") and frame.by == "outlet" for frame in frames)
    loaded = any(frame.category in ("loaded", "label") for frame in frames)
    for name, there in (("opinion", authorial), ("loaded", loaded)):
        tally.add(name, by=there)
        tally.add(f"{name}_right", by=there and bool(gold.framed))
    if expected != given:
        tally.miss(f"{expected} as {given}", None, gold=expected, ours=[f"{frame.category} ({frame.by}): {frame.text}" for frame in frames])


def figures(counts: Counts) -> dict[str, Value]:
    classes = {f"framed.{name}": value for name, value in by_class(counts, "framed").items()}
    return {
        "framed": macro_f1(counts, "framed"),
        "framed_share": accuracy(counts, "framed"),
        "opinion_precision": share(counts, "opinion_right", "opinion"),
        "loaded_precision": share(counts, "loaded_right", "loaded"),
        **classes,
    }
