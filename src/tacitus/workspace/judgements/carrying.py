"""Judgements are carried to a newer coding of the same text: to the same event, else to the one whose trigger overlaps most and that
says the same. What matches nothing is kept and listed."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.model.judgements import Judgement
from tacitus.record.judgements import Place


def carried_to(judgements: Sequence[Judgement], places: Sequence[Place]) -> str | None:
    """The id of the event (or quotation) of ``places`` on which these judgements, all on one target, stand now; None where there is none.

    An event of another type is another statement: what was accepted or rejected as ASSAULT says nothing of a COERCE. Where a person
    corrected the type, the type they gave is looked for too.
    """
    target = judgements[0].target
    if any(place.id == target for place in places):
        return target
    anchor = next((one.anchor for one in judgements if one.anchor is not None), None)
    if anchor is None:
        return None
    types = {anchor.type, *(str(one.new) for one in judgements if one.act == "edit" and one.field == "type")}
    overlapping = [
        (-(min(place.end, anchor.end) - max(place.start, anchor.start)), place.type != anchor.type, place.start, place.id)
        for place in places
        if place.start < anchor.end and anchor.start < place.end and (place.type is None or place.type in types)
    ]
    return min(overlapping)[-1] if overlapping else None
