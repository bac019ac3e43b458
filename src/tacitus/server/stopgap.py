"""A plain queue, until workspace/judgements stands. Goes away with it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from tacitus.model import answers as a
from tacitus.model.judgements import Judgement
from tacitus.model.records import Event, Quote

if TYPE_CHECKING:
    from tacitus.server.context import Context


def item(context: Context, row: a.EventRow | a.QuoteRow) -> a.ReviewItem:
    from tacitus.server.views import newest_of

    text = context.coding(newest_of(context, row.document.id)).document.text
    one: Event | Quote = row.event if isinstance(row, a.EventRow) else row.quote
    span = one.trigger if isinstance(one, Event) else one.content[0]
    start = max(text.rfind("\n", 0, span.start) + 1, text.rfind(". ", 0, span.start) + 2 if ". " in text[: span.start] else 0)
    stops = [stop for stop in (text.find(". ", span.end), text.find("\n", span.end)) if stop >= 0]
    end = min(stops) + 1 if stops else len(text)
    return a.ReviewItem(
        kind="event" if isinstance(one, Event) else "quote", target=one.id, document=row.document,
        before=text[max(0, start - 300) : start], sentence=text[start:end], after=text[end : end + 300], offset=start,
        event=one if isinstance(one, Event) else None, quote=one if isinstance(one, Quote) else None,
        verdict=context.desk.verdict(one.id), why_here="in document order, until the queue stands",
    )  # fmt: skip


class Desk:
    """Judgements in memory, so that the app can be tried; they are lost when the server ends."""

    def __init__(self) -> None:
        self._all: list[Judgement] = []
        self._lock = threading.Lock()

    def judge(self, asked: a.NewJudgements, author: str) -> a.Judged:
        with self._lock:
            made = tuple(
                Judgement(
                    id=f"jdg-{len(self._all) + n:020x}", target_kind="quote" if one.target[:4] == "quo-" else "event", target=one.target,
                    act=one.act, field=one.field, new=one.value, reason=one.reason, author=author, sample=one.sample,
                    made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                )
                for n, one in enumerate(asked.judgements)
            )  # fmt: skip
            self._all.extend(made)
        return self._judged(made)

    def undo(self, asked: a.Undo, author: str) -> a.Judged:
        with self._lock:
            taken = [one for one in self._all if one.id in asked.judgements or (asked.batch is not None and one.batch == asked.batch)]
            made = tuple(
                Judgement(
                    id=f"jdg-{len(self._all) + n:020x}", target_kind=one.target_kind, target=one.target, act="undo", undoes=one.id,
                    author=author, made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                )
                for n, one in enumerate(taken)
            )  # fmt: skip
            self._all.extend(made)
        return self._judged(made)

    def bulk(self, asked: a.Bulk, targets: tuple[str, ...], author: str) -> a.BulkDone:
        done = self.judge(a.NewJudgements(judgements=tuple(a.NewJudgement(target=one, act=asked.act) for one in targets)), author)
        batch = done.judgements[0].id if done.judgements else "none"
        with self._lock:
            ids = {one.id for one in done.judgements}
            self._all = [msgspec.structs.replace(one, batch=batch) if one.id in ids else one for one in self._all]
        return a.BulkDone(batch=batch, count=len(targets))

    def of(self, target: str) -> list[Judgement]:
        return [one for one in self._all if one.target == target]

    def verdict(self, target: str) -> a.Verdict:
        undone = {one.undoes for one in self._all}
        force = [one for one in self.of(target) if one.act != "undo" and one.id not in undone]
        by: dict[str, Any] = {one.author: one.act for one in force if one.act in ("accept", "reject", "flag")}
        edits = {one.field: one.new for one in force if one.act == "edit" and one.field is not None}
        said = set(by.values())
        state: Any = "unreviewed"
        if {"accept", "reject"} <= said:
            state = "disputed"
        elif "flag" in said:
            state = "flagged"
        elif "reject" in said:
            state = "rejected"
        elif edits:
            state = "edited"
        elif "accept" in said:
            state = "accepted"
        return a.Verdict(target=target, state=state, by=by, edits=edits, judgements=tuple(self.of(target)))

    def verdicts(self, targets: Sequence[str]) -> dict[str, a.Verdict]:
        judged = {one.target for one in self._all}
        return {target: self.verdict(target) for target in targets if target in judged}

    def states(self) -> dict[str, Any]:
        judged = dict.fromkeys(one.target for one in self._all)
        return {target: state for target in judged if (state := self.verdict(target).state) != "unreviewed"}

    def progress(self) -> a.Progress:
        states = self.states()
        by = Counter(one.author for one in self._all if one.act != "undo")
        return a.Progress(
            judged=len(states), by_author=tuple(a.Count(value=name, label=name, count=n) for name, n in by.most_common()),
            by_state=tuple(a.Count(value=state, label=state, count=n) for state, n in Counter(states.values()).most_common()),
            agreement=(), disputed=tuple(self.verdict(one) for one, state in states.items() if state == "disputed"),
            flagged=tuple(self.verdict(one) for one, state in states.items() if state == "flagged"), unmatched=(), samples=(),
        )  # fmt: skip

    def _judged(self, made: tuple[Judgement, ...]) -> a.Judged:
        return a.Judged(judgements=made, verdicts={one.target: self.verdict(one.target) for one in made})
