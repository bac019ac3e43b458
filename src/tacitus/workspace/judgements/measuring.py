"""How often the machine is right, by what people said of a sample that was drawn by chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import msgspec

from tacitus.model.judgements import Judgement
from tacitus.workspace.judgements.desk import Desk
from tacitus.workspace.judgements.editing import EVENT_FIELDS, QUOTE_FIELDS
from tacitus.workspace.judgements.verdicts import edits_of, state_of

Z = 1.959964  # of a 95% interval


class Precision(msgspec.Struct, frozen=True, kw_only=True):
    """``value``: share of ``n`` judged that are right, with its Wilson interval. ``field`` "found": that it is told at all; a field: that
    it is right where the event is; "all": that every field is."""

    measure: str  # events, quotations
    field: str
    type: str  # of the machine's event; "all"
    value: float
    low: float
    high: float
    right: int
    n: int


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """``left_out``: judged things of the samples that measure nothing yet: disputed, flagged, or gone from today's coding."""

    samples: tuple[str, ...]
    authors: tuple[str, ...]
    rows: tuple[Precision, ...]
    left_out: int
    elsewhere: int  # things that were judged, but not drawn by chance


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95% interval of a share. Source: E. B. Wilson, Probable inference (1927)."""
    if n == 0:
        return 0.0, 1.0
    share, square = right / n, Z * Z / n
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / n + square / (4 * n)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def measured(desk: Desk) -> Measured:
    """Precision by type and field. What was judged because it looked wrong, and not by chance, tells nothing of the whole."""
    samples: Counter[str] = Counter()
    authors: set[str] = set()
    tallies: dict[tuple[str, str, str], list[bool]] = {}
    left_out = elsewhere = 0
    for said in desk.judged_ids().values():
        drawn = [one for one in said if one.sample is not None]
        if not said or said[0].target_kind == "incident" or any(one.act == "add" for one in said):
            continue
        if not drawn:
            elsewhere += 1
            continue
        judges = {one.author for one in drawn}
        said = [one for one in said if one.author in judges or one.act == "curate"]  # who looked because it seemed wrong tells nothing
        state = state_of(said)
        if state not in ("accepted", "edited", "rejected"):
            left_out += 1
            continue
        samples[str(drawn[0].sample)] += 1
        authors |= {one.author for one in drawn}
        _count(said, state == "rejected", tallies)
    left_out += len({one.target for one in desk.unmatched() if one.sample is not None})
    return Measured(
        samples=tuple(sorted(samples)), authors=tuple(sorted(authors)), rows=_rows(tallies), left_out=left_out, elsewhere=elsewhere
    )


def _count(said: Sequence[Judgement], rejected: bool, tallies: dict[tuple[str, str, str], list[bool]]) -> None:
    anchor = next((one.anchor for one in said if one.anchor is not None), None)
    of_event = said[0].target_kind == "event"
    kind = (anchor.type if anchor is not None else None) or "?"
    wrong = set(edits_of(said)[0])
    fields = [("found", not rejected), ("all", not rejected and not wrong)]
    if not rejected:
        fields += [(field, field not in wrong) for field in (EVENT_FIELDS if of_event else QUOTE_FIELDS)]
    for field, right in fields:
        for group in ("all", kind) if of_event else ("all",):
            tallies.setdefault(("events" if of_event else "quotations", field, group), []).append(right)


def _rows(tallies: dict[tuple[str, str, str], list[bool]]) -> tuple[Precision, ...]:
    order = {field: n for n, field in enumerate(("found", "all", *EVENT_FIELDS, *QUOTE_FIELDS))}
    found = []
    for (measure, field, group), right in sorted(
        tallies.items(), key=lambda item: (item[0][0], item[0][2] != "all", item[0][2], order[item[0][1]])
    ):
        low, high = wilson(sum(right), len(right))
        found.append(
            Precision(
                measure=measure, field=field, type=group, value=sum(right) / len(right), low=low, high=high, right=sum(right), n=len(right)
            )
        )
    return tuple(found)
