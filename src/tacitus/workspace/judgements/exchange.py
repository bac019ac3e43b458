"""Judgements as files: out of one record, complete with what they were about, and into another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tacitus.model.judgements import Judgement
from tacitus.workspace.judgements.desk import Desk

FORMAT = "tacitus-judgements/1"
_decoder = msgspec.json.Decoder(Judgement)


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """``new``: judgements that this record had not; ``known``: those it had; ``unmatched``: those of the file that stand on nothing."""

    new: int
    known: int
    unmatched: tuple[Judgement, ...]
    problems: tuple[str, ...]  # "line 7: …"


def lines(desk: Desk) -> Iterator[bytes]:
    """One Judgement a line, in the order in which they were made; the whole history, what was taken back too."""
    for one in desk.everything():
        yield msgspec.json.encode(one)


def bring(desk: Desk, content: Iterable[bytes]) -> Brought:
    """Takes in a file. A line that is no judgement is told and left out, the rest goes on; the same file twice changes nothing."""
    judgements: list[Judgement] = []
    problems: list[str] = []
    for number, line in enumerate(content, 1):
        if not line.strip():
            continue
        try:
            one = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            problems.append(f"line {number}: no judgement: {error}. It is left out.")
            continue
        problem = _wrong(one)
        if problem:
            problems.append(f"line {number}: {problem} It is left out.")
        else:
            judgements.append(one)
    new = desk.take_in(judgements)
    ids = {one.id for one in judgements}
    return Brought(
        new=new, known=len(judgements) - new, unmatched=tuple(one for one in desk.unmatched() if one.id in ids), problems=tuple(problems)
    )


def _wrong(one: Judgement) -> str | None:
    """What a judgement must have beside its types."""
    if not one.id.startswith("jdg-") or not one.author.strip():
        return "a judgement has an id (jdg-…) and an author."
    if one.target_kind != "incident" and one.anchor is None and one.act != "undo":
        return "without its anchor nobody can tell what it was about."
    if one.act == "edit" and one.field is None:
        return "an edit names its field."
    if one.act == "undo" and one.undoes is None:
        return "an undo names the judgement it takes back."
    return None
