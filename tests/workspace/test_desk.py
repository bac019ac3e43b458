"""The desk knows what others keep in the record, at once, and nobody who reads waits for who judges."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest

from benchmarks.stories import codings
from tacitus.corpus.updating import update
from tacitus.model.answers import NewJudgement, NewJudgements, Undo
from tacitus.model.errors import UsageError
from tacitus.model.records import to_json
from tacitus.pipeline.fingerprint import basis_of
from tacitus.record import Store
from tacitus.workspace.judgements import Desk


def record(path: Path, number: int = 5, seed: int = 1) -> list[str]:
    """Ids of its events."""
    several = list(codings(number, seed=seed))
    with Store(path) as store:
        fingerprint = store.declare(basis_of([], options={"made": "by hand"}))
        for coding in several:
            store.put(coding, to_json(coding), fingerprint)
        store.flush()
        update(store)
    return [event.id for coding in several for event in coding.events]


def accepted(desk: Desk, target: str, author: str = "Ada") -> str:
    return desk.append(author, NewJudgements(judgements=(NewJudgement(target=target, act="accept"),))).judgements[0].id


def test_what_another_desk_keeps_is_known_at_once(tmp_path: Path) -> None:
    events = record(tmp_path / "a.db")
    one, other = Desk(tmp_path / "a.db"), Desk(tmp_path / "a.db")
    assert one.states() == other.states() == {}
    made = accepted(one, events[0])
    assert one.states() == other.states() == {events[0]: "accepted"}
    accepted(other, events[1], "Bob")
    assert one.states() == {events[0]: "accepted", events[1]: "accepted"}
    before = other.states()
    one.undo("Ada", Undo(judgements=(made,)))
    assert other.states() == one.states() == {events[1]: "accepted"}
    assert before == {events[0]: "accepted", events[1]: "accepted"}  # what was given does not change under who has it
    for desk in (one, other):
        desk.close()


def test_a_type_and_a_mode_of_it_are_corrected_in_one_request(tmp_path: Path) -> None:
    (event, *_) = record(tmp_path / "a.db")
    desk = Desk(tmp_path / "a.db")
    both = (
        NewJudgement(target=event, act="edit", field="type", value="COERCE"),
        NewJudgement(target=event, act="edit", field="modes", value=["arrest"]),
    )
    assert len(desk.append("Ada", NewJudgements(judgements=both)).judgements) == 2
    assert desk.verdict(event).edits == {"type": "COERCE", "modes": ["arrest"]}
    wrong = (NewJudgement(target=event, act="edit", field="type", value="AGREE"), both[1])
    with pytest.raises(UsageError, match="AGREE has no mode arrest"):
        desk.append("Ada", NewJudgements(judgements=wrong))
    assert desk.verdict(event).edits["type"] == "COERCE"  # all of them, or none
    desk.close()


def test_nothing_is_read_while_nobody_wrote(tmp_path: Path) -> None:
    events = record(tmp_path / "a.db")
    desk = Desk(tmp_path / "a.db")
    accepted(desk, events[0])
    desk.states()
    desk._reader.close()
    desk._reader = None  # type: ignore[assignment]
    assert desk.states() == {events[0]: "accepted"}
    assert desk.verdict(events[0]).state == "accepted"


def test_a_newer_coding_is_noticed(tmp_path: Path) -> None:
    events = record(tmp_path / "a.db")
    desk = Desk(tmp_path / "a.db")
    accepted(desk, events[0])
    moment = desk._moment
    record(tmp_path / "a.db", 3, seed=2)
    assert desk.states() == {events[0]: "accepted"}
    assert desk._moment != moment
    desk.close()


def test_of_a_growing_record_only_what_was_coded_anew_is_placed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    several = list(codings(5, seed=1))
    record(tmp_path / "a.db")
    desk = Desk(tmp_path / "a.db")
    judged = [coding.events[0].id for coding in several]
    for event in judged:
        accepted(desk, event)
    assert desk.states() == dict.fromkeys(judged, "accepted")
    placed: list[str] = []
    place = desk._place

    def noted(targets: list[str]) -> None:
        placed.extend(targets)
        place(targets)

    monkeypatch.setattr(desk, "_place", noted)
    added, less = next(codings(1, seed=7)), msgspec.structs.replace(several[2], events=several[2].events[1:])
    for coding, touched in ((added, []), (less, [judged[2]]), (several[2], [judged[2]])):
        with Store(tmp_path / "a.db") as store:  # the writer of a run that goes on: no run is opened or ended
            fingerprint = store.declare(basis_of([], options={"made": f"by {len(coding.events)} {coding is several[2]}"}))
            store.put(coding, to_json(coding), fingerprint)
            store.flush()
        fresh = Desk(tmp_path / "a.db")  # looks at everything
        assert desk.states() == fresh.states()
        assert [one.target for one in desk.unmatched()] == [one.target for one in fresh.unmatched()] == (touched if coding is less else [])
        fresh.close()
        assert placed == touched
        placed.clear()
    desk.close()


def test_readers_do_not_wait_for_who_judges(tmp_path: Path) -> None:
    events = record(tmp_path / "a.db")
    desk = Desk(tmp_path / "a.db")
    accepted(desk, events[0])
    seen: list[object] = []
    with desk._lock:  # somebody is being kept
        reader = threading.Thread(target=lambda: seen.append(desk.states()))
        reader.start()
        reader.join(5)
    assert seen == [{events[0]: "accepted"}]
    desk.close()
