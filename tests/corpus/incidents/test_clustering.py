"""What is one incident and what is two, on invented reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.record import incidents as table
from tacitus.record import schema
from tests.corpus.incidents.makers import Deed, Record, coding, filler

ARNOR, GONDOR = "Arnor|arnor|ARN|MIL", "Gondor|gondor|GON|GOV"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    with Record(tmp_path / "news.db") as record:
        yield record  # type: ignore[misc]


def raid(source: str, said: str, *, type: str = "ASSAULT", trigger: str = "raided", published: str | None = "2024-05-04", **more: object):  # type: ignore[no-untyped-def]
    given = {"actors": [ARNOR], "recipients": [GONDOR], "town": "Barville", "day": "2024-05-03", **more}
    deed = Deed(said, type, trigger, **{name: value for name, value in given.items() if value})
    return coding(deed, filler(source), source=source, day=published)


def test_reports_of_one_raid_in_other_words_are_one_incident(record: Record) -> None:
    one = raid("a", "Arnor raided a market that Gondor runs in Barville.")
    two = raid("b", "In Barville soldiers of Arnor stormed stalls, Gondor said.", trigger="stormed")
    three = raid("c", "Arnor searched Barville, where Gondor keeps a market.", type="COERCE", trigger="searched")
    record.add(one, two, three)
    assert len(record.incidents()) == 1


def test_consecutive_days_are_two_incidents(record: Record) -> None:
    record.add(
        raid("a", "Arnor shelled the harbour of Gondor in Barville.", trigger="shelled"),
        raid("b", "Arnor shelled the harbour of Gondor in Barville again.", trigger="shelled", day="2024-05-04"),
    )
    assert len(record.incidents()) == 2


def test_neighbouring_towns_are_two_incidents(record: Record) -> None:
    record.add(
        raid("a", "Arnor shelled the harbour of Gondor in Barville.", trigger="shelled"),
        raid("b", "Arnor shelled the harbour of Gondor in Fooham.", trigger="shelled", town="Fooham"),
    )
    assert len(record.incidents()) == 2


def test_a_protest_and_the_assault_that_broke_it_up_are_two(record: Record) -> None:
    record.add(
        raid(
            "a",
            "People of Gondor rallied against Arnor in Barville.",
            type="PROTEST",
            trigger="rallied",
            actors=[GONDOR],
            recipients=[ARNOR],
        ),
        raid("b", "Troops of Arnor beat people of Gondor who rallied in Barville.", trigger="beat"),
    )
    assert len(record.incidents()) == 2


def test_swapped_roles_are_one_incident(record: Record) -> None:
    record.add(
        raid("a", "Arnor raided a market held by Gondor in Barville.", trigger="raided"),
        raid("b", "Gondor raided a market held by Arnor in Barville.", trigger="raided", actors=[GONDOR], recipients=[ARNOR]),
    )
    assert len(record.incidents()) == 1


@pytest.mark.parametrize("status", ["negated", "threatened", "demanded", "hypothetical", "future"])
def test_what_did_not_happen_never_joins_what_did(record: Record, status: str) -> None:
    record.add(
        raid("a", "Arnor raided a market held by Gondor in Barville."),
        raid("b", "Arnor raided a market held by Gondor in Barville, or did not.", status=status),
    )
    assert len(record.incidents()) == 2


def test_a_denial_is_linked_to_the_incident_that_it_denies(record: Record) -> None:
    record.add(
        raid("a", "Arnor raided a market held by Gondor in Barville."),
        raid("b", "Arnor denied that it raided a market held by Gondor in Barville.", status="negated"),
    )
    assert [row.denial for row in record.rows(schema.incident_pairs)] == [True]


def test_a_war_of_daily_shelling_is_many_incidents(record: Record) -> None:
    """Each day's report is like the next day's, and undated ones lie between: no chain runs through."""
    reports = []
    for day in range(1, 29):
        published = f"2024-05-{day:02d}"
        given = {"trigger": "shelled", "published": published}
        reports.append(raid(f"{day} a", f"Arnor shelled the port of Gondor in Barville, note {day}.", day=published, **given))
        reports.append(raid(f"{day} b", f"Shells of Arnor shelled Gondor, note {day}.", day=None, town=None, **given))
    record.add(*reports)
    sizes = [len(events) for events in record.incidents().values()]
    assert max(sizes) <= 8
    assert len(sizes) >= 20


def test_weekly_talks_stay_apart(record: Record) -> None:
    for week in (3, 10, 17, 24):
        day = f"2024-05-{week:02d}"
        record.add(
            raid(f"{week}", "Envoys of Arnor met those of Gondor in Barville.", type="CONSULT", trigger="met", day=None, published=day)
        )
    assert len(record.incidents()) == 4


def test_equal_words_of_another_month_are_another_incident(record: Record) -> None:
    said = "The council of Gondor condemned in the strongest terms what Arnor did."
    for month in (1, 3, 5):
        record.put(raid(f"{month}", said, type="ACCUSE", trigger="condemned", day=None, town=None, published=f"2024-{month:02d}-03"))
    record.update()
    assert len(record.incidents()) == 3


def test_every_link_says_why(record: Record) -> None:
    one = raid("a", "Arnor raided a market held by Gondor in Barville.")
    two = raid("b", "In Barville troops of Arnor raided stalls.", recipients=None)
    record.add(one, two)
    incident = record.of(one)
    with record.store.transaction() as connection:
        (first, second) = table.reasons(connection, incident)
    assert {first.event, second.event} == {one.events[0].id, two.events[0].id}
    assert first.other == second.event
    said = dict(first.parts)
    assert said["same place: barville"] > 0
    assert sum(said.values()) == pytest.approx(first.score)


def test_reports_that_agree_in_all_that_tells_an_occurrence_are_one_before_anything_is_scored(record: Record) -> None:
    codings = [raid(str(n), f"Arnor raided a market held by Gondor in Barville, wrote {n}.") for n in range(40)]
    record.add(*codings)
    assert len(record.rows(schema.incident_nodes)) == 1
    incident = record.of(codings[0])
    with record.store.transaction() as connection:
        assert len(table.reasons(connection, incident)) == 39


def speech(source: str, said: str, trigger: str, **more: object):  # type: ignore[no-untyped-def]
    return raid(source, said, type="ACCUSE", trigger=trigger, town=None, **more)


def test_a_speech_and_the_answer_to_it_are_two(record: Record) -> None:
    record.add(
        speech("a", "Arnor criticised Gondor over the harbour tolls.", "criticised"),
        speech("b", "Gondor criticised Arnor over the harbour tolls.", "criticised", actors=[GONDOR], recipients=[ARNOR]),
    )
    assert len(record.incidents()) == 2


def test_speeches_on_other_matters_are_two_and_on_one_matter_one(record: Record) -> None:
    record.add(
        speech("a", "Arnor criticised Gondor over the harbour tolls.", "criticised", day=None),
        speech("b", "Gondor was rebuked by Arnor over its new schoolbooks.", "rebuked", day=None),
        speech("c", "Arnor criticised Gondor for raising harbour tolls.", "criticised", day=None),
    )
    found = record.incidents()
    assert len(found) == 2
