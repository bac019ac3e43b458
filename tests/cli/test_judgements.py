"""What people say of a record: kept, undone, agreed on, carried to newer codings, applied, measured by, handed on."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tacitus.cli.main import main
from tacitus.exports.privacy import Veil
from tacitus.exports.pseudonyms import keyed
from tacitus.model.answers import Bulk, EventGiven, NewJudgement, NewJudgements, PartyGiven, PlaceGiven, SpanGiven, TimeGiven, Undo
from tacitus.model.errors import UsageError
from tacitus.model.judgements import Anchor, Judgement
from tacitus.model.records import Coding, Event, to_json
from tacitus.pipeline.fingerprint import basis_of
from tacitus.record import Reader, Store, verify
from tacitus.record.judgements import Place, Sample, keep_sample, open_for_judging
from tacitus.workspace.judgements import Desk
from tacitus.workspace.judgements.agreement import kappa
from tacitus.workspace.judgements.carrying import carried_to
from tacitus.workspace.judgements.exchange import bring, lines
from tacitus.workspace.judgements.measuring import measured, wilson
from tacitus.workspace.judgements.queue import drawn
from tests.cli.conftest import Run


@pytest.fixture
def record(coded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(coded, tmp_path / "news.db"))


@pytest.fixture
def desk(record: Path) -> Iterator[Desk]:
    with closing(Desk(record)) as desk:
        yield desk


def codings(record: Path) -> list[Coding]:
    with Reader(record) as reader:
        return list(reader.codings())


def some_events(record: Path, number: int) -> list[Event]:
    return [event for coding in codings(record) for event in coding.events][:number]


def say(desk: Desk, author: str, target: str, act: str, **more: object) -> Judgement:
    given = msgspec.convert({"target": target, "act": act, **more}, NewJudgement)
    return desk.append(author, NewJudgements(judgements=(given,))).judgements[0]


# What holds


def test_verdicts_follow_what_was_said_last_and_nothing_is_overwritten(record: Path, desk: Desk) -> None:
    event = some_events(record, 1)[0]
    assert desk.verdict(event.id).state == "unreviewed"
    first = say(desk, "Ann", event.id, "accept")
    assert (desk.verdict(event.id).state, first.coding is not None, first.produced_by) == (
        "accepted", True, msgspec.to_builtins(event.produced_by),
    )  # fmt: skip
    say(desk, "Ann", event.id, "reject", reason="nobody did it")
    assert desk.verdict(event.id).state == "rejected"
    assert [one.act for one in desk.history(event.id)] == ["accept", "reject"]


def test_undo_takes_back_ones_own_last_word_and_stays_in_the_history(record: Path, desk: Desk) -> None:
    event = some_events(record, 1)[0]
    say(desk, "Ann", event.id, "accept")
    second = say(desk, "Ann", event.id, "reject")
    assert desk.undo("Ann", Undo(judgements=(second.id,))).verdicts[event.id].state == "accepted"
    assert [one.act for one in desk.history(event.id)] == ["accept", "reject", "undo"]
    with pytest.raises(UsageError, match="made by Ann"):
        desk.undo("Bob", Undo(judgements=(desk.history(event.id)[0].id,)))


def test_two_people_who_differ_are_both_kept_until_somebody_curates(record: Path, desk: Desk) -> None:
    event = some_events(record, 1)[0]
    say(desk, "Ann", event.id, "accept")
    say(desk, "Bob", event.id, "reject")
    assert desk.verdict(event.id).state == "disputed"
    assert desk.verdict(event.id).by == {"Ann": "accept", "Bob": "reject"}
    say(desk, "Cleo", event.id, "curate", value="reject")
    assert desk.verdict(event.id).state == "rejected"


def test_what_is_sent_twice_is_kept_once_and_outlives_the_process(record: Path, desk: Desk) -> None:
    event = some_events(record, 1)[0]
    assert say(desk, "Ann", event.id, "accept", token="t-1").id == say(desk, "Ann", event.id, "accept", token="t-1").id
    with closing(Desk(record)) as other:
        assert len(other.history(event.id)) == 1
        say(other, "Bob", event.id, "accept")
    assert set(desk.verdict(event.id).by) == {"Ann", "Bob"}  # what another process said is seen


def test_judging_goes_on_while_another_process_writes(record: Path, desk: Desk) -> None:
    event = some_events(record, 1)[0]
    with Store(record):
        say(desk, "Ann", event.id, "accept")
    assert desk.states() == {event.id: "accepted"}


def test_many_at_once_and_their_undo(record: Path, desk: Desk) -> None:
    ids = [event.id for event in some_events(record, 60)]
    done = desk.bulk("Ann", ids, "reject", "all of one wire")
    assert set(desk.states().values()) == {"rejected"} and len(desk.states()) == 60
    desk.undo("Ann", Undo(batch=done.batch))
    assert desk.states() == {}
    assert Bulk(filters="type=ASSAULT", act="accept", count=3).count == 3


@pytest.mark.parametrize("target", ["evt-none", "nonsense", "quo-"])
def test_what_is_not_there_cannot_be_judged(record: Path, desk: Desk, target: str) -> None:
    with pytest.raises(UsageError):
        say(desk, "Ann", target, "accept")


# Corrections


def test_each_field_can_be_corrected_and_the_event_stays_one_of_the_contract(record: Path, desk: Desk) -> None:
    coding = next(coding for coding in codings(record) if any(event.actors for event in coding.events))
    event = next(event for event in coding.events if event.type != "PROTEST")
    trigger = event.trigger
    span = SpanGiven(start=trigger.start, end=trigger.end)
    edits = [
        {"field": "type", "value": "PROTEST"}, {"field": "modes", "value": ["riot"]}, {"field": "status", "value": "hypothetical"},
        {"field": "voice", "value": "authorial"}, {"field": "recipients", "parties": [{"name": "the town", "country": "LBN"}]},
        {"field": "actors", "parties": [msgspec.to_builtins(PartyGiven(span=span))]},
        {"field": "speaker", "parties": [{"name": "a clerk"}]},
        {"field": "time", "time": msgspec.to_builtins(TimeGiven(earliest="2024-05-01", latest="2024-05-02"))},
        {"field": "places", "places": [msgspec.to_builtins(PlaceGiven(span=span, name="Nowhere"))]},
        {"field": "counts", "counts": [{"what": "killed", "best": 3}]},
    ]  # fmt: skip
    for edit in edits:
        kept = say(desk, "Ann", event.id, "edit", **edit)
        assert kept.field == edit["field"] and kept.old != kept.new
    assert desk.verdict(event.id).state == "edited"
    made = corrected_events(record, desk)[event.id]
    assert (made.type, made.modes, made.quad, made.status) == ("PROTEST", ("riot",), "material conflict", "hypothetical")
    assert made.attribution is not None and made.attribution.speaker is not None and made.attribution.speaker.name == "a clerk"
    assert (made.actors[0].text, made.recipients[0].country) == (trigger.text, "LBN")
    assert made.time is not None and (made.time.earliest, made.time.latest) == ("2024-05-01", "2024-05-02")
    assert (made.places[0].name, made.counts[0].best) == ("Nowhere", 3)
    assert made.tellings[0].status == "hypothetical"


def corrected_events(record: Path, desk: Desk) -> dict[str, Event]:
    from tacitus.workspace.judgements.correcting import Corrected

    corrected = Corrected(desk)
    return {event.id: event for coding in codings(record) for event in corrected.coding(coding).events}


@pytest.mark.parametrize(
    "edit",
    [
        {"field": "type", "value": "WAR"}, {"field": "modes", "value": ["nothing"]}, {"field": "status", "value": None},
        {"field": "colour", "value": "red"}, {"field": "actors", "parties": [{"span": {"start": 5, "end": 900_000}}]},
        {"field": "time", "time": {"earliest": "2024-02-31", "latest": None}},
        {"field": "counts", "counts": [{"what": "killed", "low": 5, "best": 3}]},
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_refused_and_nothing_is_kept(record: Path, desk: Desk, edit: dict[str, object]) -> None:
    event = some_events(record, 1)[0]
    with pytest.raises(UsageError):
        say(desk, "Ann", event.id, "edit", **edit)
    assert desk.history(event.id) == ()


def test_an_event_that_the_machine_missed_is_drawn(record: Path, desk: Desk) -> None:
    coding = codings(record)[0]
    start = coding.document.text.index(" ", 200) + 1
    given = EventGiven(document=coding.document.id, trigger=SpanGiven(start=start, end=start + 5), type="CONSULT", status="future")
    made = desk.append("Ann", NewJudgements(judgements=(NewJudgement(target=coding.document.id, act="add", event=given),))).judgements[0]
    (event,) = desk.added(coding.document.id)
    assert (event.id, event.type, event.status, event.produced_by.stage) == (made.target, "CONSULT", "future", "person")
    assert coding.document.text[event.trigger.start : event.trigger.end] == event.trigger.text
    say(desk, "Bob", event.id, "edit", field="status", value="actual")
    assert desk.added(coding.document.id)[0].status == "actual"
    assert event.id in corrected_events(record, desk)


def test_spans_of_the_masked_text_lead_to_the_own_text(record: Path) -> None:
    pseudonyms = keyed("a5" * 16)
    moved = 0
    for coding in codings(record):
        veil = Veil(coding, pseudonyms)
        for event in coding.events:
            shown = veil.annotation(event)
            assert veil.unmoved(shown.trigger.start, shown.trigger.end) == (event.trigger.start, event.trigger.end)
            moved += shown.trigger.start != event.trigger.start
    assert moved


def test_masked_answers_hold_no_private_name(record: Path) -> None:
    for coding in codings(record):
        private = next((one for one in coding.entities if one.private and one.category == "person" and " " in one.name), None)
        event = next((one for one in coding.events if private is not None and private.name in one.evidence[0].text), None)
        if private is not None and event is not None:
            break
    assert private is not None and event is not None
    with closing(Desk(record, keyed("a5" * 16))) as desk:
        given = NewJudgement(target=event.id, act="edit", field="actors", parties=(PartyGiven(name=private.name),), reason=private.name)
        answer = desk.append("Ann", NewJudgements(judgements=(given,)))
        assert private.name not in msgspec.json.encode(answer).decode()
    assert private.name in msgspec.json.encode(corrected_events(record, Desk(record))[event.id]).decode()


def test_what_comes_from_another_record_is_masked_too(record: Path, desk: Desk) -> None:
    """A judgement on the same text under another document, and one on a text that is not here."""
    pairs = [(coding, event) for coding in codings(record) for event in coding.events]
    names = {coding.document.id: [one.name for one in coding.entities if one.private and " " in one.name] for coding, _ in pairs}
    name, event = next((n, e) for c, e in pairs for n in names[c.document.id] if n in e.evidence[0].text)
    made = say(desk, "Ann", event.id, "edit", field="actors", parties=[{"name": name}], reason=name)
    whole = next(one for one in desk.everything() if one.id == made.id)
    assert whole.anchor is not None
    for digit, text in (("1", whole.anchor.text_sha256), ("2", "0" * 64)):
        anchor = msgspec.structs.replace(whole.anchor, document="doc-" + digit * 20, text_sha256=text)
        other = msgspec.structs.replace(whole, id="jdg-" + digit * 20, target="evt-" + digit * 20, anchor=anchor)
        assert desk.take_in([other]) == 1
    with closing(Desk(record, keyed("a5" * 16))) as masked:
        progress = masked.progress()
        assert len(masked.verdict(event.id).judgements) == 2 and len(progress.unmatched) == 1
        assert name not in msgspec.json.encode([masked.verdict(event.id), progress, masked.unmatched()]).decode()
    assert name in next(line for line in lines(desk) if b"jdg-22" in line).decode()  # kept whole


# Newer codings


def recode(record: Path, change: dict[str, Coding]) -> None:
    """Another coding of the same documents."""
    basis = basis_of([], options={"made": "anew"})
    with Store(record) as store:
        fingerprint = store.declare(basis)
        for coding in codings(record):
            new = change.get(coding.document.id, coding)
            store.put(new, to_json(new), fingerprint)
        store.flush()


def test_judgements_are_carried_to_the_event_that_says_the_same_and_else_listed(record: Path, desk: Desk) -> None:
    coding = next(coding for coding in codings(record) if len(coding.events) > 3)
    kept, moved, gone = coding.events[:3]
    for event in (kept, moved, gone):
        say(desk, "Ann", event.id, "accept")
    renamed = msgspec.structs.replace(moved, id="evt-" + "0" * 20)
    others = [event for event in coding.events[3:] if event.trigger.start >= gone.trigger.end or event.trigger.end <= gone.trigger.start]
    recode(record, {coding.document.id: msgspec.structs.replace(coding, events=(kept, renamed, *others))})
    assert desk.verdict(kept.id).state == "accepted"
    assert desk.verdict(renamed.id).state == "accepted"
    assert {one.target for one in desk.unmatched()} == {gone.id}
    assert desk.carried() == 1
    with Reader(record) as reader:
        assert len(list(reader.codings())) == 20  # the machine's word stands beside it
    assert len(desk.everything()) == 3


def anchored(kind: str, start: int, end: int, **more: object) -> Judgement:
    anchor = Anchor(document="doc-1", text_sha256="x", start=start, end=end, words="w", type=kind)
    return Judgement(
        id="jdg-1",
        target_kind="event",
        target="evt-old",
        act=str(more.pop("act", "accept")),
        author="A",
        made_at="t",
        anchor=anchor,
        **more,
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([Place("evt-old", "COERCE", 90, 95)], "evt-old"),
        ([Place("evt-a", "ASSAULT", 12, 18)], "evt-a"),
        ([Place("evt-a", "ASSAULT", 18, 22), Place("evt-b", "ASSAULT", 10, 19)], "evt-b"),
        ([Place("evt-a", "COERCE", 10, 20)], None),
        ([Place("evt-a", "ASSAULT", 20, 30)], None),
        ([], None),
    ],
)
def test_which_event_of_a_newer_coding_is_meant(places: list[Place], found: str | None) -> None:
    assert carried_to([anchored("ASSAULT", 10, 20)], places) == found


def test_who_corrected_the_type_is_carried_to_the_event_of_that_type() -> None:
    said = [anchored("ASSAULT", 10, 20, act="edit", field="type", new="COERCE")]
    assert carried_to(said, [Place("evt-a", "COERCE", 10, 20)]) == "evt-a"


# Agreement and measuring


def test_kappa_is_agreement_beyond_chance() -> None:
    assert kappa([]) is None and kappa([("accept", "accept")] * 5) is None
    assert kappa([("accept", "accept"), ("reject", "reject")]) == 1
    table = [("accept", "accept")] * 20 + [("accept", "reject")] * 5 + [("reject", "accept")] * 10 + [("reject", "reject")] * 15
    assert kappa(table) == pytest.approx(0.4)


def test_wilsons_interval_holds_the_share_and_narrows() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(80, 100)
    assert (round(low, 3), round(high, 3)) == (0.711, 0.867)


def test_a_sample_is_the_same_for_the_same_name_and_of_all_parts_alike() -> None:
    ids = [f"evt-{n * 7919:020x}" for n in range(1000)] + [f"evt-{(n * 104729) << 40:020x}" for n in range(1, 1000)]
    assert drawn(ids, 50, "a") == drawn(list(reversed(ids)), 50, "a") != drawn(ids, 50, "b")
    assert len(set(drawn(ids, 50, "a"))) == 50


def test_precision_rests_on_random_samples_alone(record: Path, desk: Desk, run: Run) -> None:
    assert run("eval", record).code == 1
    events = some_events(record, 40)
    engine = open_for_judging(record)
    with engine.begin() as connection:
        keep_sample(
            connection, Sample(name="may", kind="event", made_at="t", drawn_from=40, filters="", targets=tuple(e.id for e in events[:20]))
        )
    engine.dispose()
    for n, event in enumerate(events):
        drawn_by_chance = {"sample": "may"} if n < 20 else {}
        say(desk, "Ann", event.id, "reject" if n % 10 == 0 else "accept", **drawn_by_chance)
    say(desk, "Ann", events[1].id, "edit", field="status", value="demanded" if events[1].status != "demanded" else "actual", sample="may")
    found = measured(desk)
    by_field = {row.field: (row.right, row.n) for row in found.rows if row.type == "all"}
    assert (by_field["found"], by_field["all"], by_field["status"], by_field["actors"]) == ((18, 20), (17, 20), (17, 18), (18, 18))
    assert found.elsewhere == 20
    ran = run("eval", record, "--json")
    assert ran.code == 0 and json.loads(ran.out.splitlines()[0])["n"] == 20


# Out and in


def test_export_reviewed_tells_vetted_from_provisional(record: Path, desk: Desk, run: Run, tmp_path: Path) -> None:
    first, second, third, *_ = some_events(record, 3)
    say(desk, "Ann", first.id, "accept")
    say(desk, "Ann", second.id, "reject")
    say(desk, "Ann", third.id, "edit", field="voice", value="quoted" if third.voice != "quoted" else "report")
    assert run("export", record, "--reviewed", "-o", tmp_path / "e.jsonl").code == 0
    rows = {row["id"]: row for line in (tmp_path / "e.jsonl").read_text().splitlines() if (row := json.loads(line))}
    assert (rows[first.id]["review"], rows[first.id]["review_state"]) == ("vetted", "accepted")
    assert second.id not in rows
    assert (rows[third.id]["review"], rows[third.id]["voice"] != third.voice) == ("vetted", True)
    assert sum(row["review"] == "provisional" for row in rows.values()) == len(rows) - 2
    for form in ("csv", "parquet"):
        assert run("export", record, "--reviewed", "-o", tmp_path / f"e.{form}").code == 0
    assert (tmp_path / "e.csv").read_text().splitlines()[0].endswith("review,review_state")
    assert run("export", record, "--reviewed", "--what", "claims", "-o", tmp_path / "c.csv").code == 2
    assert run("export", record, "--reviewed", "--what", "quotes", "-o", tmp_path / "q.csv").code == 0


def test_corrections_are_gold(record: Path, desk: Desk, run: Run, tmp_path: Path) -> None:
    coding = next(coding for coding in codings(record) if 4 < len(coding.events) < 40)
    for n, event in enumerate(coding.events):
        say(desk, "Ann", event.id, "reject" if n == 0 else "accept")
    assert run("judgements", "export", record, "--gold", "-o", tmp_path / "gold.jsonl").code == 0
    (line,) = (tmp_path / "gold.jsonl").read_text().splitlines()
    assert len(json.loads(line)["events"]) == len(coding.events) - 1
    ran = run("eval", record, "--gold", tmp_path / "gold.jsonl", "--json")
    assert ran.code == 0
    assert any(0 < json.loads(row)["value"] < 1 for row in ran.out.splitlines())


def test_judgements_go_to_another_record_once(record: Path, coded: Path, desk: Desk, run: Run, tmp_path: Path) -> None:
    events = some_events(record, 5)
    for event in events:
        say(desk, "Ann", event.id, "accept")
    say(desk, "Bob", events[0].id, "reject")
    assert run("judgements", "export", record, "-o", tmp_path / "j.jsonl").code == 0
    other = Path(shutil.copy(coded, tmp_path / "other.db"))
    assert "6 judgements new" in run("judgements", "import", other, tmp_path / "j.jsonl").err
    assert "0 judgements new, 6 known" in run("judgements", "import", other, tmp_path / "j.jsonl").err
    with closing(Desk(other)) as there:
        assert there.states() == desk.states()
        assert list(lines(there)) == list(lines(desk))
    listed = run("judgements", "list", other).out
    assert "1 disputed" in listed and "Ann and Bob: 0 of 1 alike" in listed


def test_a_bad_line_is_told_and_the_rest_is_kept(record: Path, desk: Desk, run: Run, tmp_path: Path) -> None:
    say(desk, "Ann", some_events(record, 1)[0].id, "accept")
    good = next(lines(desk))
    deep = b"[" * 5000
    brought = bring(desk, [b"{", good, b"", b'{"kind": "judgement"}', deep])
    assert (brought.new, brought.known, len(brought.problems)) == (0, 1, 3)
    (tmp_path / "bad.jsonl").write_bytes(b"nonsense\n" + good + b"\n")
    ran = run("judgements", "import", record, tmp_path / "bad.jsonl")
    assert ran.code == 1 and "line 1" in ran.err


def test_a_judged_record_holds_and_what_was_said_cannot_be_changed(record: Path, desk: Desk) -> None:
    say(desk, "Ann", some_events(record, 1)[0].id, "accept")
    assert list(verify(record)) == []
    assert main(["verify", str(record)]) == 0
    with closing(sqlite3.connect(record)) as connection:
        for statement in ("DELETE FROM judgements", "UPDATE judgements SET author = 'Bob'"):
            with pytest.raises(sqlite3.IntegrityError, match="kept as they were made"):
                connection.execute(statement)
        connection.execute("DROP TRIGGER judgements_unchanged")
        connection.execute("UPDATE judgements SET author = 'Bob'")
        connection.commit()
    assert ["author" in breach.what for breach in verify(record)] == [True]


def test_a_ruling_stands_until_somebody_disagrees(record: Path, desk: Desk) -> None:
    event = some_events(record, 1)[0]
    say(desk, "Ann", event.id, "accept")
    say(desk, "Bob", event.id, "reject")
    say(desk, "Cleo", event.id, "curate", value="accept")
    assert desk.verdict(event.id).state == "accepted" and event.id in desk.stance_of("Cleo")
    say(desk, "Dan", event.id, "reject")
    assert desk.verdict(event.id).state == "disputed"


def test_a_corrected_type_leaves_the_modes_of_the_old_behind(record: Path, desk: Desk) -> None:
    event = next(event for event in some_events(record, 200) if event.type == "ASSAULT")
    say(desk, "Ann", event.id, "edit", field="modes", value=["firearms"])
    say(desk, "Ann", event.id, "edit", field="type", value="AGREE")
    assert corrected_events(record, desk)[event.id].modes == ()


def test_only_what_was_drawn_is_judged_in_a_sample(record: Path, desk: Desk) -> None:
    with pytest.raises(UsageError, match="not drawn in the sample"):
        say(desk, "Ann", some_events(record, 1)[0].id, "accept", sample="never drawn")
