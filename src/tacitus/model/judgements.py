"""What people say about the machine's coding: rows appended, never changed; what the machine said stays beside them."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

TargetKind = Literal["event", "quote", "incident"]
Act = Literal["accept", "reject", "flag", "edit", "add", "curate", "undo"]
ReviewState = Literal["unreviewed", "accepted", "rejected", "edited", "flagged", "disputed"]


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """Where the judged thing stood, so that it is found again in a newer coding of the same text, or in another record.

    Offsets are code points of the document's (unmasked) text.
    """

    document: str  # id
    text_sha256: str
    start: int  # of the principal trigger, of a quotation's first span
    end: int
    words: str
    type: str | None = None  # of an event
    sentence: str | None = None
    event: dict[str, Any] | None = None  # the machine's event or quotation as it was judged, in the contract's form


class Judgement(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="judgement"):
    """One act of one person.

    accept: right in every field (after the same person's edits, where there are any) · reject: no such event is told · flag: for another
    look, with a note · edit: ``field`` is ``new``, not ``old`` · add: an event that the machine missed, whole in ``new`` · curate: of two
    people's verdicts the one in ``new`` holds ("accept", "reject") · undo: the judgement ``undoes`` is taken back.
    """

    id: str  # jdg-…
    target_kind: TargetKind
    target: str  # id of the event, quotation or incident
    act: Act
    field: str | None = None  # type, modes, status, voice, actors, recipients, speaker, time, places, counts, content …
    old: Any = None
    new: Any = None
    reason: str | None = None
    author: str
    made_at: str  # ISO, UTC
    coding: str | None = None  # id of the coding that was judged
    produced_by: dict[str, Any] | None = None  # stage and version of what was judged
    sample: str | None = None  # the random sample in which it was drawn; only such judgements measure
    batch: str | None = None  # judgements made by one act on many
    undoes: str | None = None
    anchor: Anchor | None = None  # None for incidents
