"""Time expressions: span and value."""

from __future__ import annotations

from tacitus.evaluate.gold import Gold, GoldTime
from tacitus.evaluate.tallies import Counts, Tally, Value, f1, share
from tacitus.model.records import Coding, TimeExpression
from tacitus.model.spans import overlaps

NAME = "times"
TITLE = "Time expressions"
FIGURES = {
    "strict": "Strict F1: spans that are the same, code point for code point. Dates and times only: durations and sets are left out on "
    "both sides (we code none), and so is what lies outside the part of the text that was annotated.",
    "strict_precision": "Share of our time expressions whose span is the gold's.",
    "strict_recall": "Share of the gold ones whose span is ours.",
    "relaxed": "F1 of spans that overlap, one to one.",
    "value": "Value F1, as the shared tasks of the field have it: of the spans that overlap those with the same first and last day, "
    "against all of ours and the gold's. A gold value that is no date of the calendar (“now”, an unknown year) is right if we "
    "give none either; an expression to which the gold gives no value at all is not asked for one, and left out on both sides.",
    "value_strict": "The same of spans that are the same.",
    "value_share": "Share of the overlapping ones with a gold value whose value is right.",
}
TABLES: dict[str, str] = {}


def applies(gold: Gold) -> bool:
    return gold.times is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.times is not None
    theirs = [time for time in gold.times if gold.holds(*time.span)]
    mine = [time for time in ours.times if gold.holds(time.start, time.end)]
    tally.add("gold", by=len(theirs))
    tally.add("ours", by=len(mine))
    pairs = _paired(mine, theirs)
    tally.add("gold_asked", by=sum(time.asked for time in theirs))
    tally.add("ours_asked", by=len(mine) - sum(not theirs[j].asked for _, j in pairs))
    for i, j in pairs:
        same, asked = (mine[i].start, mine[i].end) == theirs[j].span, theirs[j].asked
        right = not asked or _same_days(mine[i], theirs[j])
        tally.add("overlapping")
        tally.add("same", by=same)
        tally.add("overlapping_asked", by=asked)
        tally.add("value", by=asked and right)
        tally.add("value_same", by=asked and right and same)
        if not (same and right):
            days = (mine[i].earliest, mine[i].latest)
            shown = {"text": gold.document.text[slice(*theirs[j].span)], "days": theirs[j].days}
            tally.miss("span" if right else "value", theirs[j].span, gold=shown, ours={"text": mine[i].text, "days": days})
    for j, time in enumerate(theirs):
        if j not in {j for _, j in pairs}:
            tally.miss("missed", time.span, gold={"text": gold.document.text[slice(*time.span)], "days": time.days})
    for i, own in enumerate(mine):
        if i not in {i for i, _ in pairs}:
            tally.miss("extra", (own.start, own.end), ours={"text": own.text, "days": (own.earliest, own.latest)})


def _paired(mine: list[TimeExpression], theirs: list[GoldTime]) -> list[tuple[int, int]]:
    """(ours, gold), the same spans first, then those that share most."""
    near = []
    for i, own in enumerate(mine):
        for j, other in enumerate(theirs):
            start, end = other.span
            if overlaps(own.start, own.end, start, end):
                near.append(((own.start, own.end) != other.span, max(own.start, start) - min(own.end, end), i, j))
    used_mine: set[int] = set()
    used_theirs: set[int] = set()
    pairs = []
    for *_, i, j in sorted(near):
        if i not in used_mine and j not in used_theirs:
            used_mine.add(i)
            used_theirs.add(j)
            pairs.append((i, j))
    return pairs


def _same_days(mine: TimeExpression, theirs: GoldTime) -> bool:
    if theirs.days is None:
        return mine.earliest is None and mine.latest is None
    return (mine.earliest, mine.latest) == theirs.days


def figures(counts: Counts) -> dict[str, Value]:
    return {
        "strict": f1(counts, "same", "ours", "gold"),
        "strict_precision": share(counts, "same", "ours"),
        "strict_recall": share(counts, "same", "gold"),
        "relaxed": f1(counts, "overlapping", "ours", "gold"),
        "value": f1(counts, "value", "ours_asked", "gold_asked"),
        "value_strict": f1(counts, "value_same", "ours_asked", "gold_asked"),
        "value_share": share(counts, "value", "overlapping_asked"),
    }
