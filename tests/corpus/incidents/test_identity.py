"""Ids live on when reports arrive, go, join and part; redirects and log lead from old ids to new ones; what people say is obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tacitus.corpus.incidents import constraints
from tacitus.model.errors import UsageError
from tacitus.model.records import Coding
from tacitus.record import incidents as table
from tacitus.record import schema
from tests.corpus.incidents.makers import Deed, Record, coding

ARNOR, GONDOR = "Arnor|arnor|ARN|MIL", "Gondor|gondor|GON|GOV"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "news.db") as record:
        yield record


def told(source: str, day: str, words: str, published: str | None = None) -> Coding:
    said = f"Arnor shelled the port of Gondor in Barville, {words}."
    deed = Deed(said, "ASSAULT", "shelled", actors=[ARNOR], recipients=[GONDOR], town="Barville", day=day)
    return coding(deed, source=source, day=published or day)


def ids_of(one: Coding, two: Coding, connection: Connection) -> list[str]:
    return sorted(table.incidents_of(connection, [one.events[0].id, two.events[0].id]).values())


def log_of(record: Record) -> list[tuple[str, str, str]]:
    return [(row.act, row.incident, row.others) for row in record.rows(schema.incident_log)]


def test_an_older_report_that_comes_later_changes_no_id(record: Record) -> None:
    later = told("b", "2024-05-03", "as was told", published="2024-05-04")
    record.add(later)
    before = record.of(later)
    record.add(told("a", "2024-05-03", "as some told"))
    assert record.of(later) == before
    assert len(record.incidents()) == 1
    assert log_of(record) == []


def test_the_incident_of_the_oldest_report_lives_on_when_two_become_one(record: Record) -> None:
    one, two = told("a", "2024-05-03", "as was told"), told("b", "2024-05-06", "as some told")
    record.add(two)
    record.add(one)
    old, new = record.of(two), record.of(one)
    with record.store.transaction() as connection:
        constraints.merge(connection, [old, new], "Ada", "the same day, wrongly dated")
    record.update()
    assert record.incidents() == {new: sorted([one.events[0].id, two.events[0].id])}
    assert log_of(record) == [("merged", new, f'["{old}"]')]
    with record.store.transaction() as connection:
        assert table.resolve(connection, old) == new


def test_undone_merges_part_and_the_old_id_lives_again(record: Record) -> None:
    one, two = told("a", "2024-05-03", "as was told"), told("b", "2024-05-06", "as some told")
    record.add(one, two)
    before = record.incidents()
    with record.store.transaction() as connection:
        number = constraints.merge(connection, sorted(before), "Ada")
    record.update()
    assert len(record.incidents()) == 1
    with record.store.transaction() as connection:
        constraints.undo(connection, number)
    record.update()
    assert record.incidents() == before
    assert record.rows(schema.incident_redirects) == []
    with pytest.raises(UsageError), record.store.transaction() as connection:
        constraints.undo(connection, number)


@pytest.mark.parametrize("source", "abcdef")
def test_of_two_births_in_one_document_the_earlier_in_the_text_keeps_its_id(record: Record, source: str) -> None:
    deeds = [
        Deed(f"Arnor shelled the port of Gondor in {town}.", "ASSAULT", "shelled", actors=[ARNOR], recipients=[GONDOR], town=town, day=day)
        for town, day in (("Barville", "2024-05-03"), ("Bazburg", "2024-05-09"))
    ]
    one = coding(*deeds, source=source, day="2024-05-10")
    record.add(one)
    before = record.incidents()
    first, second = record.of(one, 0), record.of(one, 1)
    with record.store.transaction() as connection:
        number = constraints.merge(connection, sorted([first, second]), "Ada")
    record.update()
    assert list(record.incidents()) == [first]
    with record.store.transaction() as connection:
        assert table.resolve(connection, second) == first
        constraints.undo(connection, number)
    record.update()
    assert record.incidents() == before


def test_a_split_parts_copies_too_and_later_reports_join_freely(record: Record) -> None:
    codings = [told(name, "2024-05-03", "as was told by all of them", published=f"2024-05-0{n + 3}") for n, name in enumerate("abcd")]
    record.add(*codings)
    (incident,) = record.incidents()
    parted = [codings[2].events[0].id, codings[3].events[0].id]
    with record.store.transaction() as connection:
        constraints.split(connection, incident, parted, "Ada", "another port")
    record.update()
    assert record.of(codings[0]) == record.of(codings[1]) == incident
    assert record.of(codings[2]) == record.of(codings[3]) != incident
    assert [act for act, _, _ in log_of(record)] == ["split"]
    record.add(told("e", "2024-05-03", "as was told by all of them"))
    assert len(record.incidents()) == 2


def test_a_later_word_goes_before_an_earlier_one(record: Record) -> None:
    one, two = told("a", "2024-05-03", "as was told"), told("b", "2024-05-03", "as some told")
    record.add(one, two)
    (incident,) = record.incidents()
    with record.store.transaction() as connection:
        constraints.split(connection, incident, [two.events[0].id], "Ada")
    record.update()
    with record.store.transaction() as connection:
        constraints.merge(connection, ids_of(one, two, connection), "Bob")
    record.update()
    assert list(record.incidents()) == [incident]


def test_what_happened_is_not_merged_with_what_was_threatened(record: Record) -> None:
    one = told("a", "2024-05-03", "as was told")
    two = coding(
        Deed("Arnor would shell Gondor.", "ASSAULT", "shell", actors=[ARNOR], recipients=[GONDOR], status="threatened"), source="b"
    )
    record.add(one, two)
    with pytest.raises(UsageError, match="statuses"), record.store.transaction() as connection:
        constraints.merge(connection, ids_of(one, two, connection), "Ada")


def test_an_incident_whose_reports_are_gone_ends(record: Record) -> None:
    one, two = told("a", "2024-05-03", "as was told"), told("b", "2024-05-06", "as some told")
    record.add(one, two)
    gone = record.of(two)
    record.remove("b")
    record.update()
    assert list(record.incidents()) == [record.of(one)]
    assert log_of(record) == [("ended", gone, "[]")]
    assert [row.id for row in record.rows(schema.incidents)] == [record.of(one)]
