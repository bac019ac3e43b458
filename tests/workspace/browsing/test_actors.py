"""Actors, who does what to whom, the words outlets use, values to choose from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tacitus.model.errors import UsageError
from tacitus.workspace.browsing import BrowseFilters, Browser, MissingError
from tests.workspace.browsing.reference import Reference

EVERYTHING = BrowseFilters()


@pytest.fixture(scope="module")
def reference(record: Path) -> Reference:
    return Reference(record, masked=True)


def test_actors_are_counted_as_actor_and_as_recipient(masked: Browser, reference: Reference) -> None:
    for filters in (EVERYTHING, BrowseFilters(status=("actual",))):
        as_actor, as_recipient = (reference.facet("events", part, filters) for part in ("actor", "recipient"))
        if filters.status:
            as_actor = Counter(dict(as_actor.items()))
        rows = [row for n in range(0, 600, 200) for row in masked.actors(filters, "", n, 200).rows]
        told = {row.entity: (row.as_actor, row.as_recipient) for row in rows if row.as_actor or row.as_recipient}
        assert told == {key: (as_actor[key], as_recipient[key]) for key in {*as_actor, *as_recipient}}
        assert len(rows) == masked.actors(filters).total


def test_actors_are_found_by_words_and_sorted(masked: Browser) -> None:
    found = masked.actors(EVERYTHING, "minist").rows
    assert found
    assert all("minist" in row.name.casefold() for row in found)
    names = [row.name.casefold() for row in masked.actors(EVERYTHING, "", 0, 200, "name").rows]
    assert names == sorted(names)
    with pytest.raises(UsageError):
        masked.actors(EVERYTHING, "", 0, 50, "colour")


def test_an_actors_page_adds_up(masked: Browser, reference: Reference) -> None:
    for row in masked.actors(EVERYTHING).rows[:12]:
        view = masked.actor(row.entity)
        assert view.actor == row
        assert view.as_actor.total == row.as_actor
        assert view.as_recipient.total == row.as_recipient
        as_actor = BrowseFilters(actor=(row.entity,))
        types = next(facet for facet in view.as_actor.facets if facet.name == "type")
        assert {count.value: count.count for count in types.counts} == dict(reference.facet("events", "type", as_actor))
        assert view.by_day or row.as_actor + row.as_recipient == 0
        assert all(use.count > 0 and use.words.casefold() not in ("he", "they") for use in view.names)


def test_an_actor_is_found_by_the_id_of_a_documents_own_entity(masked: Browser, reference: Reference) -> None:
    party = next(
        party
        for event in reference.event.values()
        for party in event.actors
        if (party.entity or "").startswith("ent-") and reference.key(party)
    )
    assert masked.actor(party.entity or "").actor.entity == reference.key(party)
    for unknown in ("gov-nowhere", "ent-00000000000000000000", "name:", ""):
        with pytest.raises(MissingError):
            masked.actor(unknown)


def test_relations_count_events_between_two_actors(masked: Browser, reference: Reference) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    for event in reference.event.values():
        pairs = {(a, r) for a in reference.of_event("actor", event) for r in reference.of_event("recipient", event)}
        expected.update((a, r, event.quad) for a, r in pairs)
    answer = masked.relations(EVERYTHING, 1000)
    keys = [node.entity for node in answer.nodes]
    told = Counter({(keys[e.actor], keys[e.recipient], quad): n for e in answer.edges for quad, n in e.quads.items()})
    assert told == expected
    assert answer.left_out == 0
    few = masked.relations(EVERYTHING, 5)
    assert len(few.nodes) == 5
    assert few.left_out == len(keys) - 5
    assert [node.count for node in answer.nodes] == sorted((node.count for node in answer.nodes), reverse=True)


def test_framing_is_counted_by_outlet_with_sentences_behind(masked: Browser) -> None:
    looked_at = 0
    for row in masked.actors(EVERYTHING).rows[:15]:
        answer = masked.framing(actor=row.entity)
        assert len(answer.columns) == len(answer.reports) == len(set(answer.columns))
        for cell in answer.cells:
            words, outlet = answer.rows[cell.row], answer.columns[cell.column]
            found = masked.framed_sentences(words=words["words"], category=words["category"], outlet=outlet, actor=row.entity, limit=200)
            assert 0 < len(found) <= cell.count
            for one in found:
                assert (one.document.outlet or "") == outlet
                if words["category"] != "name":
                    assert one.sentence[one.start : one.end].casefold() == words["words"]
                looked_at += 1
    assert looked_at > 20


def test_framing_of_an_incident_holds_the_words_of_its_reports(masked: Browser) -> None:
    incident = masked.incidents(EVERYTHING, 0, 1, "-reports").rows[0].incident
    answer = masked.framing(incident=incident.id)
    assert {row["category"] for row in answer.rows} >= {"name", "label"}
    assert sum(answer.reports) == incident.reports
    label = next(row for row in answer.rows if row["category"] == "label")
    found = masked.framed_sentences(words=label["words"], category="label", incident=incident.id)
    assert found
    assert all(one.sentence[one.start : one.end].casefold() == label["words"] for one in found)
    with pytest.raises(MissingError):
        masked.framing(incident="inc-nothing")
    with pytest.raises(UsageError):
        masked.framing()


def test_entities_to_choose_stand_by_how_well_they_fit(masked: Browser) -> None:
    found = masked.entities("russia")
    assert found[0].entity == "gov-rus"
    assert found[0].count > 0
    assert masked.entities("Kremlin critics of nothing") == ()
    assert masked.entities("  ") == ()
    assert masked.entities("putin")[0].entity == "per-vladimir-putin"  # known by a later word of the name


def test_places_to_choose_stand_by_name_then_size(masked: Browser) -> None:
    assert masked.places("Nairobi")[0].country == "KEN"
    assert {place.name for place in masked.places("Nairo")} >= {"Nairobi"}
    assert masked.places("…") == ()
    assert [place.precision for place in masked.places("Ankara")[:2]] == ["city", "admin1"]
    assert masked.places("Texas")[0].precision == "admin1"


def test_the_overview_adds_up(masked: Browser, reference: Reference) -> None:
    overview = masked.overview(EVERYTHING)
    assert (overview.documents, overview.events) == (len(reference.codings), len(reference.event))
    assert overview.quotes == sum(len(coding.quotes) for coding in reference.codings)
    assert overview.incidents == len(reference.incidents)
    assert sum(day.count for day in overview.documents_by_day) + overview.undated == overview.documents
    for facet in overview.facets[:4]:
        assert sum(count.count for count in facet.counts) == overview.events
    days = {day.day for day in overview.documents_by_day}
    for gap in overview.gaps:
        if gap.what == "days":
            assert gap.earliest and gap.latest and not any(gap.earliest <= day <= gap.latest for day in days)


def test_runs_tell_what_was_coded(masked: Browser, reference: Reference) -> None:
    runs = masked.runs({"carried": 2, "unmatched": 1})
    assert len(runs.runs) == 1
    assert sum(count.count for count in runs.codings) == len(reference.codings)
    assert (runs.waiting, runs.carried, runs.unmatched) == (0, 2, 1)
    assert all(line.document for line in runs.failures if line.level == "note")


def test_every_code_has_a_label(masked: Browser) -> None:
    vocabulary = masked.vocabulary()
    assert (len(vocabulary.types), len(vocabulary.quads), len(vocabulary.statuses), len(vocabulary.voices)) == (16, 4, 6, 3)
    assert {term.code for term in vocabulary.filters} == set(BrowseFilters.__struct_fields__)
