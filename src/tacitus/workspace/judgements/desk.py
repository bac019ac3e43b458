"""The desk at which people judge: everything they said of a record, kept at once, and what holds after it."""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine

from tacitus.exports.privacy import Veil
from tacitus.exports.pseudonyms import Pseudonyms
from tacitus.model.answers import Batch, BulkDone, Count, Judged, NewJudgement, NewJudgements, Progress, Undo, Verdict
from tacitus.model.errors import UsageError
from tacitus.model.ids import make_id
from tacitus.model.judgements import Act, Anchor, Judgement, ReviewState, TargetKind
from tacitus.model.records import Coding, Event, Quote
from tacitus.record import Reader
from tacitus.record import judgements as table
from tacitus.record.opening import close, explained
from tacitus.workspace.judgements.agreement import agreements
from tacitus.workspace.judgements.carrying import carried_to
from tacitus.workspace.judgements.editing import Given, check_modes, corrected, field_of
from tacitus.workspace.judgements.verdicts import edits_of, in_force, stances, state_of, verdict_of

KINDS: Mapping[str, TargetKind] = {"evt-": "event", "quo-": "quote", "inc-": "incident"}
WITHHELD = "(withheld: the article is not in this record)"
MOST_LISTED = 200  # verdicts of one list in an answer
AT_ONCE = 2000  # judgements of a bulk act in one transaction
Moment = tuple[int, int, str | None]


class Desk:
    """Thread-safe. What ``append`` and its like answer is in the record, also while `tacitus code` writes to it.

    ``pseudonyms``: masks private persons in what is answered, and takes spans of the masked text; None where names are shown.
    """

    def __init__(self, path: Path, pseudonyms: Pseudonyms | None = None) -> None:
        self.path, self._pseudonyms = path, pseudonyms
        self._reader = Reader(path, pooled=True)
        self._engine: Engine | None = None
        self._lock = threading.RLock()
        self._changes = table.Changes(path)
        self._mark: int | None = None  # of the record when it was looked at last; None: never
        self._shown: Mapping[str, ReviewState] = {}  # `_states` as they are shown, never changed
        self._last = 0  # number of the last judgement that is known
        self._all: dict[str, Judgement] = {}  # by id, in the order in which they were made
        self._by_target: dict[str, list[Judgement]] = {}  # by the id that was judged
        self._moment: Moment | None = None  # of the codings that `_stands` is of
        self._stands: dict[str, str | None] = {}  # judged id → the id of today's coding on which it stands, None where there is none
        self._judged_as: dict[str, list[str]] = {}  # id of today → judged ids
        self._states: dict[str, ReviewState] = {}  # by id of today, those that are not unreviewed
        self._veils: dict[int, Veil] = {}
        self._samples: dict[str, frozenset[str]] = {}
        self._homes: dict[str, str] = {}  # judged id → id of the document in which it stands

    def close(self) -> None:
        self._reader.close()
        self._changes.close()
        if self._engine is not None:
            close(self._engine)

    # What was said

    def states(self) -> Mapping[str, ReviewState]:
        """The state of everything that anybody judged, by today's id. While somebody judges, as it was before: readers do not wait."""
        if self._lock.acquire(blocking=self._mark is None):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._shown

    def verdict(self, target: str) -> Verdict:
        with self._lock:
            self._refresh()
            return self._verdict(target)

    def verdicts(self, targets: Iterable[str]) -> dict[str, Verdict]:
        """Of those that anybody judged."""
        with self._lock:
            self._refresh()
            return {target: self._verdict(target) for target in targets if target in self._judged_as}

    def history(self, target: str) -> tuple[Judgement, ...]:
        """Everything said of it, what was taken back too, the earliest first."""
        return self.verdict(target).judgements

    def everything(self) -> tuple[Judgement, ...]:
        """All judgements as they are kept, unmasked, in the order in which they were made."""
        with self._lock:
            self._refresh()
            return tuple(self._all.values())

    def unmatched(self) -> tuple[Judgement, ...]:
        """Judgements in force whose event today's coding has no more."""
        with self._lock:
            self._refresh()
            return tuple(self._masked(one) for one in self._unmatched())

    def _unmatched(self) -> list[Judgement]:
        return [one for target, said in self._by_target.items() if self._stands.get(target) is None for one in in_force(said)]

    def carried(self) -> int:
        """How many judgements stand on an event with another id than the one that was judged, or on another coding of it."""
        with self._lock:
            self._refresh()
            return sum(len(in_force(said)) for target, said in self._by_target.items() if self._stands.get(target) not in (None, target))

    def stance_of(self, author: str) -> set[str]:
        """Today's ids of what this person has judged."""
        with self._lock:
            self._refresh()
            return {now for now in self._states if author in stances(in_force(self._said_of(now)))}

    def added(self, document: str, *, shown: bool = False) -> tuple[Event, ...]:
        """Events that people drew in a document and that hold, corrected; unmasked, unless they are to be ``shown``."""
        with self._lock:
            self._refresh()
            found = []
            for now, state in self._states.items():
                made = self._drawn(now)
                if made is not None and state != "rejected" and self._homes.get(now) == document:
                    event = msgspec.convert(corrected(made.new, self._edits(now)), Event)
                    if not shown or self._pseudonyms is None:
                        found.append(event)
                    elif (veil := self._veil(made)) is not None:
                        found.append(veil.annotation(event))
            return tuple(sorted(found, key=lambda event: (event.trigger.start, event.id)))

    def drawn_in(self) -> tuple[str, ...]:
        """Documents in which people drew events."""
        with self._lock:
            self._refresh()
            return tuple(dict.fromkeys(self._homes[now] for now in self._states if self._drawn(now) is not None))

    def edits(self, target: str) -> dict[str, Any]:
        """The corrections that hold, unmasked."""
        with self._lock:
            self._refresh()
            return self._edits(target)

    def judged_ids(self) -> Mapping[str, list[Judgement]]:
        """Today's id → judgements in force, unmasked, for all that stands."""
        with self._lock:
            self._refresh()
            return {now: in_force(self._said_of(now)) for now in self._judged_as}

    def progress(self) -> Progress:
        with self._lock:
            self._refresh()
            force = {now: in_force(self._said_of(now)) for now in self._judged_as}
            stood = {now: stances(said) for now, said in force.items()}
            # Who rules has read what the others said: no second judgement to agree with.
            unled = {now: stances(one for one in said if one.act != "curate") for now, said in force.items()}
            by_author = Counter(author for by in stood.values() for author in by)
            by_state: Counter[str] = Counter(self._states.values())
            samples = Counter(one.sample for said in force.values() for one in said if one.sample is not None)
            return Progress(
                judged=len(self._states), by_author=_counts(by_author), by_state=_counts(by_state),
                agreement=agreements({now: by for now, by in unled.items() if len(by) > 1}), disputed=self._with_state("disputed"),
                flagged=self._with_state("flagged"), unmatched=tuple(self._masked(one) for one in self._unmatched()[:MOST_LISTED]),
                samples=_counts(samples), batches=self._batches(),
            )  # fmt: skip

    def _with_state(self, state: ReviewState) -> tuple[Verdict, ...]:
        return tuple(self._verdict(now) for now in [now for now, found in self._states.items() if found == state][:MOST_LISTED])

    def _batches(self) -> tuple[Batch, ...]:
        """Acts on many that hold still, the last first."""
        found: dict[str, list[Judgement]] = {}
        for one in in_force(list(self._all.values())):
            if one.batch is not None:
                found.setdefault(one.batch, []).append(one)
        return tuple(
            Batch(batch=batch, author=made[0].author, act=made[0].act, count=len(made), made_at=made[0].made_at, reason=made[0].reason)
            for batch, made in list(reversed(found.items()))[:MOST_LISTED]
        )

    # Saying something

    def append(self, author: str, asked: NewJudgements) -> Judged:
        """Keeps them all, or none where one of them cannot be: UsageError says which and why."""
        with self._lock:
            self._refresh()
            ids = [one.target for one in asked.judgements]
            ids += [one.event.document for one in asked.judgements if one.event is not None]
            with self._reader.connection() as connection:
                rows = table.judged(connection, ids)
            before: dict[str, dict[str, Any]] = {}  # edits of the same request: new modes may be of the type given just before
            made = [self._made(author, one, rows, edits=before.setdefault(one.target, {})) for one in asked.judgements]
            self._keep(made)
            return self._answer(made)

    def bulk(self, author: str, targets: Sequence[str], act: Act, reason: str | None = None) -> BulkDone:
        """The same verdict on many, in short transactions; ``undo(Undo(batch=…))`` takes it back."""
        batch, kept = f"bat-{secrets.token_hex(8)}", 0
        with self._lock:
            self._refresh()
            for n in range(0, len(targets), AT_ONCE):
                some = targets[n : n + AT_ONCE]
                with self._reader.connection() as connection:
                    rows = table.judged(connection, some)
                asked = [NewJudgement(target=target, act=act, reason=reason) for target in some if target in rows]
                self._keep([self._made(author, one, rows, batch) for one in asked])
                kept += len(asked)
        return BulkDone(batch=batch, count=kept)

    def undo(self, author: str, asked: Undo) -> Judged:
        """Takes one's own judgements back. They stay in the record, with the taking back behind them."""
        with self._lock:
            self._refresh()
            undone = {one.undoes for one in self._all.values()}
            wanted = [one for one in self._all.values() if asked.batch is not None and one.batch == asked.batch]
            for identity in asked.judgements:
                if identity not in self._all:
                    raise UsageError(f"no judgement has the id {identity[:40]!r}.")
                wanted.append(self._all[identity])
            foreign = next((one for one in wanted if one.author != author), None)
            if foreign is not None:
                raise UsageError(f"{foreign.id} was made by {foreign.author}; only they can take it back. Judge it yourself, or curate.")
            made = [
                msgspec.structs.replace(
                    one, id=_new_id(), act="undo", field=None, old=None, new=None, reason=None, made_at=_now(), undoes=one.id, batch=None
                )
                for one in wanted
                if one.act != "undo" and one.id not in undone
            ]
            for n in range(0, len(made), AT_ONCE):
                self._keep(made[n : n + AT_ONCE])
            return self._answer(made if asked.batch is None else made[:MOST_LISTED])  # of thousands, what a page may show

    def take_in(self, judgements: Sequence[Judgement]) -> int:
        """Judgements made elsewhere, as they are; how many are new here."""
        with self._lock:
            self._refresh()
            fresh = [one for one in judgements if one.id not in self._all]
            for n in range(0, len(fresh), AT_ONCE):
                self._keep(fresh[n : n + AT_ONCE])
            return len(fresh)

    # Inside; all of it under the lock

    def _made(
        self,
        author: str,
        asked: NewJudgement,
        rows: Mapping[str, table.Judged],
        batch: str | None = None,
        edits: dict[str, Any] | None = None,
    ) -> Judgement:
        if asked.act == "undo":
            raise UsageError("undo is an act of its own: name the judgements to take back.")
        identity = make_id("judgement", author, asked.token) if asked.token else _new_id()
        if asked.act == "add":
            return self._drawing(author, asked, identity)
        if asked.sample is not None and asked.target not in self._drawn_by_chance(asked.sample):
            raise UsageError(f"{asked.target[:40]!r} was not drawn in the sample {asked.sample[:60]!r}; judge it without a sample.")
        kind = KINDS.get(asked.target[:4])
        if kind is None:
            raise UsageError(f"{asked.target[:40]!r} is no id of an event, a quotation or an incident.")
        new = asked.value if asked.act == "curate" else None
        if asked.act == "curate" and new not in ("accept", "reject"):
            raise UsageError("a curator accepts or rejects: give value accept or reject.")
        common: dict[str, Any] = {
            "id": identity, "target_kind": kind, "target": asked.target, "act": asked.act, "new": new, "reason": asked.reason,
            "author": author, "made_at": _now(), "sample": asked.sample, "batch": batch,
        }  # fmt: skip
        if kind == "incident":
            if asked.act == "edit":
                raise UsageError("an incident has no field to correct: correct its events, or merge and split.")
            return Judgement(**common)
        row = rows.get(asked.target)
        drawn = self._drawn(asked.target)
        if row is None and drawn is None:
            raise UsageError(f"{asked.target[:40]!r} stands in no coding of today.")
        one: Event | Quote = row.one if row is not None else msgspec.convert(drawn.new, Event)  # type: ignore[union-attr]
        if row is not None:
            common |= {"coding": row.coding_id, "produced_by": msgspec.to_builtins(one.produced_by), "anchor": _anchor(row)}
        else:
            common |= {"anchor": drawn.anchor, "produced_by": msgspec.to_builtins(one.produced_by)}  # type: ignore[union-attr]
        if asked.act == "edit":
            common |= self._correction(asked, one, common["anchor"], {} if edits is None else edits)
        return Judgement(**common)

    def _drawn_by_chance(self, name: str) -> frozenset[str]:
        if name not in self._samples:
            with self._reader.connection() as connection:
                self._samples = {one.name: frozenset(one.targets) for one in table.samples(connection).values()}
        return self._samples.get(name, frozenset())

    def _correction(self, asked: NewJudgement, one: Event | Quote, anchor: Anchor, before: dict[str, Any]) -> dict[str, Any]:
        """``before``: edits that stand before this one in the same request; takes this one in."""
        coding, unmoved = self._coding(anchor.document)
        value = Given(coding, unmoved).value(asked, one)
        edits = {**self._edits(asked.target), **before, str(asked.field): value}
        if asked.field == "modes" and isinstance(one, Event):
            check_modes(edits.get("type", one.type), value)
        corrected(msgspec.to_builtins(one), edits)  # raises where the whole can be no event
        before[str(asked.field)] = value
        return {"field": asked.field, "old": field_of(one, str(asked.field)), "new": value}

    def _drawing(self, author: str, asked: NewJudgement, identity: str) -> Judgement:
        """An event that the machine missed, drawn by a person."""
        if asked.event is None:
            raise UsageError("to add an event, give it.")
        if identity in self._all:
            return self._all[identity]  # sent twice
        coding, unmoved = self._coding(asked.event.document)
        made = Given(coding, unmoved).event(asked.event, self._by_target)
        event = msgspec.convert(made, Event)
        document = coding.document
        anchor = Anchor(
            document=document.id, text_sha256=document.text_sha256, start=event.trigger.start, end=event.trigger.end,
            words=event.trigger.text, type=event.type, sentence=event.evidence[0].text,
        )  # fmt: skip
        return Judgement(
            id=identity, target_kind="event", target=event.id, act="add", new=made, reason=asked.reason, author=author, made_at=_now(),
            produced_by=made["produced_by"], anchor=anchor, sample=asked.sample,
        )  # fmt: skip

    def _coding(self, document: str) -> tuple[Coding, Callable[[int, int], tuple[int, int]]]:
        """The newest coding of a document, and the way from the shown text to its own."""
        with self._reader.connection() as connection:
            number = table.newest_of(connection, [document]).get(document)
        if number is None:
            raise UsageError(f"no document of this record has the id {document[:40]!r}.")
        coding = self._reader.coding_at(number)
        veil = Veil(coding, self._pseudonyms) if self._pseudonyms is not None else None
        return coding, veil.unmoved if veil is not None else lambda start, end: (start, end)

    def _keep(self, made: Sequence[Judgement]) -> None:
        if not made:
            return
        if self._engine is None:
            self._engine = table.open_for_judging(self.path)
        with explained(self.path), self._engine.begin() as connection:
            table.append(connection, made)
        self._refresh()

    def _answer(self, made: Sequence[Judgement]) -> Judged:
        targets = dict.fromkeys(self._stands.get(one.target) or one.target for one in made)
        return Judged(
            judgements=tuple(self._masked(self._all[one.id]) for one in made),
            verdicts={target: self._verdict(target) for target in targets},
        )

    def _refresh(self) -> None:
        """Takes up what was said, and coded, since."""
        mark = self._changes.mark()
        if mark == self._mark:
            return
        with self._reader.connection() as connection:
            fresh = table.since(connection, self._last) if table.last(connection) > self._last else []
            moment = table.moment(connection)
            touched = self._moved(connection, moment)
        for seq, one in fresh:
            self._last = seq
            self._all[one.id] = one
            self._by_target.setdefault(one.target, []).append(one)
            touched[one.target] = None
        self._moment = moment
        if touched:
            self._place(list(touched))
            self._shown = dict(self._states)
        self._mark = mark

    def _moved(self, connection: Connection, moment: Moment) -> dict[str, None]:
        """Judged ids that may stand elsewhere now. While one run adds codings: those of its documents, and those that stand nowhere.

        A key of the review must not wait for thousands of others whenever an article arrives.
        """
        last = self._moment
        if moment == last:
            return {}
        if last is None or moment[1:] != last[1:] or moment[0] < last[0]:
            return dict.fromkeys(self._by_target)
        coded = table.coded_after(connection, last[0])
        found: dict[str, None] = {}
        for target, said in self._by_target.items():
            home, anchor = self._homes.get(target), _anchor_of(said)
            if not home or home in coded or (anchor is not None and anchor.document in coded):
                found[target] = None
        return found

    def _place(self, targets: Sequence[str]) -> None:
        """Finds where these judged ids stand today, and what then holds there."""
        unknown = [target for target in targets if target[:4] != "inc-"]
        with self._reader.connection() as connection:
            anchors = {target: anchor for target in unknown if (anchor := _anchor_of(self._by_target[target])) is not None}
            newest = table.newest_of(connection, {anchor.document for anchor in anchors.values()})
            elsewhere = {anchor.text_sha256 for anchor in anchors.values() if anchor.document not in newest}
            same_text = table.with_text(connection, elsewhere)
            newest |= table.newest_of(connection, set(same_text.values()))
            homes = {target: a.document if a.document in newest else same_text.get(a.text_sha256, "") for target, a in anchors.items()}
            self._homes |= homes
            numbers = {target: newest.get(home) for target, home in homes.items()}
            places = table.places_of(connection, {number for number in numbers.values() if number is not None})
        stale: set[str] = set()
        for target in targets:
            before = self._stands.get(target)
            now: str | None = target
            if target[:4] != "inc-":
                number = numbers.get(target)
                said = self._by_target[target]
                now = carried_to(said, places[number][0 if target[:4] == "evt-" else 1]) if number is not None else None
                if now is None and number is not None and any(one.act == "add" for one in said):
                    now = target  # drawn by a person, in a text that is there
            self._stands[target] = now
            if before is not None and before != now:
                self._judged_as[before].remove(target)
                stale.add(before)
            if now is not None and target not in self._judged_as.setdefault(now, []):
                self._judged_as[now].append(target)
            stale |= {now} if now is not None else set()
        for now in stale:
            state = state_of(in_force(self._said_of(now)))
            if state == "unreviewed":
                self._states.pop(now, None)
            else:
                self._states[now] = state
            if not self._judged_as.get(now):
                self._judged_as.pop(now, None)

    def _said_of(self, now: str) -> list[Judgement]:
        """All judgements that stand on this id of today, the earliest first."""
        ids = self._judged_as.get(now, [])
        if len(ids) == 1:
            return self._by_target[ids[0]]
        order = {identity: n for n, identity in enumerate(self._all)}
        return sorted((one for judged in ids for one in self._by_target[judged]), key=lambda one: order[one.id])

    def _edits(self, now: str) -> dict[str, Any]:
        return edits_of(in_force(self._said_of(now)))[0]

    def _drawn(self, now: str) -> Judgement | None:
        """The judgement that added the event, where a person did."""
        return next((one for one in in_force(self._said_of(now)) if one.act == "add" and one.target == now), None)

    def _verdict(self, target: str) -> Verdict:
        verdict = verdict_of(target, self._said_of(target))
        if self._pseudonyms is None:
            return verdict
        judgements = tuple(self._masked(one) for one in verdict.judgements)
        veil = next((found for one in verdict.judgements if one.anchor is not None and (found := self._veil(one)) is not None), None)
        edits = veil.value(verdict.edits) if veil is not None else {}
        return msgspec.structs.replace(verdict, judgements=judgements, edits=edits)

    def _masked(self, one: Judgement) -> Judgement:
        """As it may be shown: without what the machine said whole, private persons masked."""
        if one.anchor is None:
            return one
        anchor = msgspec.structs.replace(one.anchor, event=None)
        if self._pseudonyms is None:
            return msgspec.structs.replace(one, anchor=anchor)
        veil = self._veil(one)
        if veil is None:  # of a text that is not here: nobody can tell who of it is private, so none of its words are shown
            anchor = msgspec.structs.replace(anchor, words=WITHHELD, sentence=None)
            return msgspec.structs.replace(one, anchor=anchor, old=None, new=None, reason=None)
        words, sentence = veil.prose(anchor.words), veil.prose(anchor.sentence) if anchor.sentence else None
        anchor = msgspec.structs.replace(anchor, words=words, sentence=sentence)
        return msgspec.structs.replace(
            one, anchor=anchor, old=veil.value(one.old), new=veil.value(one.new), reason=veil.prose(one.reason) if one.reason else None
        )

    def _veil(self, one: Judgement) -> Veil | None:
        """Of the document that was judged, else of one with the same text; None where this record has neither."""
        assert one.anchor is not None and self._pseudonyms is not None
        document, text = one.anchor.document, one.anchor.text_sha256
        with self._reader.connection() as connection:
            number = table.newest_of(connection, [document]).get(document)
            if number is None:
                same = table.with_text(connection, [text]).get(text)
                number = table.newest_of(connection, [same]).get(same) if same is not None else None
        if number is None:
            return None
        if number not in self._veils:
            while len(self._veils) >= MOST_LISTED:
                del self._veils[next(iter(self._veils))]
            self._veils[number] = Veil(self._reader.coding_at(number), self._pseudonyms)
        return self._veils[number]


def _anchor(row: table.Judged) -> Anchor:
    one = row.one
    span = one.trigger if isinstance(one, Event) else one.content[0]
    sentence = next((held.text for held in one.evidence), None) if isinstance(one, Event) else None
    return Anchor(
        document=row.document, text_sha256=row.text_sha256, start=span.start, end=span.end, words=span.text,
        type=one.type if isinstance(one, Event) else None, sentence=sentence, event=msgspec.to_builtins(one),
    )  # fmt: skip


def _anchor_of(said: Sequence[Judgement]) -> Anchor | None:
    return next((one.anchor for one in said if one.anchor is not None), None)


def _counts(counted: Mapping[str, int]) -> tuple[Count, ...]:
    return tuple(Count(value=name, label=name, count=n) for name, n in sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _new_id() -> str:
    return make_id("judgement", secrets.token_hex(16))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
