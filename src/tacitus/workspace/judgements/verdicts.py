"""What holds of a target after all that people said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from tacitus.model.answers import Verdict
from tacitus.model.judgements import Judgement, ReviewState

Stance = Literal["accept", "reject", "flag", "edit"]


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Without those that were taken back, and without the taking back."""
    listed = list(judgements)
    undone = {one.undoes for one in listed if one.act == "undo"}
    return [one for one in listed if one.act != "undo" and one.id not in undone]


def stances(judgements: Iterable[Judgement]) -> dict[str, Stance]:
    """Author → where they stand now. ``judgements``: in force, the earliest first. Who corrects a field and says no more stands for the
    event as corrected."""
    found: dict[str, Stance] = {}
    for one in judgements:
        if one.act == "curate":
            found[one.author] = "reject" if one.new == "reject" else "accept"
        elif one.act in ("accept", "add"):
            found[one.author] = "accept"
        elif one.act == "reject":
            found[one.author] = "reject"
        elif one.act == "flag":
            found[one.author] = "flag"
        elif one.act == "edit" and found.get(one.author) != "accept":
            found[one.author] = "edit"
    return found


def edits_of(judgements: Iterable[Judgement]) -> tuple[dict[str, Any], bool]:
    """Field → the value that holds; and whether two authors' values of one field differ."""
    by_author: dict[str, dict[str, Any]] = {}
    last: dict[str, Any] = {}
    for one in judgements:
        if one.act == "edit" and one.field is not None:
            by_author.setdefault(one.author, {})[one.field] = one.new
            last[one.field] = one.new
    fields: dict[str, list[Any]] = {}
    for edits in by_author.values():
        for field, value in edits.items():
            fields.setdefault(field, []).append(value)
    return last, any(value != values[0] for values in fields.values() for value in values)


def curated(judgements: Iterable[Judgement]) -> Literal["accept", "reject"] | None:
    """What a curator said last, where nobody who disagrees has spoken since."""
    found: Literal["accept", "reject"] | None = None
    for one in judgements:
        if one.act == "curate":
            found = "reject" if one.new == "reject" else "accept"
        elif one.act in ("accept", "reject", "edit") and ("reject" if one.act == "reject" else "accept") != found:
            found = None
    return found


def state_of(force: Sequence[Judgement]) -> ReviewState:
    """The state that judgements in force make."""
    edits, torn = edits_of(force)
    ruling = curated(force)
    if ruling is not None:
        return "rejected" if ruling == "reject" else "edited" if edits else "accepted"
    said = set(stances(force).values())
    if torn or ("reject" in said and said & {"accept", "edit"}):
        return "disputed"
    if "flag" in said:
        return "flagged"
    if "reject" in said:
        return "rejected"
    if edits:
        return "edited"
    return "accepted" if "accept" in said else "unreviewed"


def verdict_of(target: str, judgements: Sequence[Judgement]) -> Verdict:
    """Of all judgements on a target, those taken back among them."""
    force = in_force(judgements)
    by: dict[str, Literal["accept", "reject", "flag"]] = {
        author: "accept" if stance == "edit" else stance for author, stance in stances(force).items()
    }
    return Verdict(target=target, state=state_of(force), by=by, edits=edits_of(force)[0], judgements=tuple(judgements))
