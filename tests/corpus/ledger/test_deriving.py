"""What an incident says of its reports."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.corpus.ledger import derive
from tacitus.corpus.reports import Report
from tacitus.model.ids import make_id
from tacitus.model.incidents import Incident
from tacitus.model.records import Event
from tests.corpus.ledger.makers import ARMY, FRONT, GUNMEN, MINISTRY, PEOPLE, of, raid, report, told


def test_counts_reports_outlets_and_independent_origins() -> None:
    incident, _ = told(
        raid(3, outlet="A"), raid(3, outlet="B"), raid(3, outlet="C"), raid(3, outlet="A", day="2024-05-04"), one_origin=("A", "B")
    )
    assert (incident.reports, incident.outlets, incident.origins) == (4, 3, 2)


def test_figures_are_lowest_best_and_highest_over_origins_never_a_sum() -> None:
    incident, _ = told(raid(3, outlet="A"), raid(5, outlet="B"), raid(5, outlet="C"), raid(9, outlet="D"))
    figure = incident.figures["killed"]
    assert (figure.low, figure.best, figure.high) == (3, 5, 9)
    assert len(figure.claims) == 4


def test_copies_of_one_text_give_one_vote() -> None:
    incident, _ = told(raid(3, outlet="A"), raid(3, outlet="B"), raid(5, outlet="C"), raid(5, outlet="D", town="Fooham"),
                       one_origin=("A", "B"))  # fmt: skip
    assert incident.figures["killed"].best == 5


def test_of_figures_with_as_many_origins_the_latest_seen_is_best() -> None:
    incident, _ = told(raid(9, outlet="A", day="2024-05-03"), raid(4, outlet="B", day="2024-05-05"))
    assert incident.figures["killed"].best == 4


def test_an_outlets_later_figure_takes_the_place_of_its_own_and_of_nobody_elses() -> None:
    incident, claims = told(
        raid(3, outlet="A", day="2024-05-03"), raid(3, outlet="B", day="2024-05-03"), raid(7, outlet="A", day="2024-05-04")
    )
    figures = {(claim.value, claim.words[0].outlet): claim for claim in claims if claim.field == "killed"}
    assert figures["3", "A"].replaced_by == figures["7", "A"].id
    assert figures["3", "B"].replaced_by is None
    assert (incident.figures["killed"].low, incident.figures["killed"].high) == (3, 7)
    incident, _ = told(raid(3, outlet="A", day="2024-05-03"), raid(7, outlet="A", day="2024-05-04"))
    assert incident.figures["killed"].low == 7
    assert not incident.contradictions


def test_two_figures_of_one_day_are_no_revision() -> None:
    _, claims = told(raid(3, outlet="A"), raid(7, outlet="A"))
    assert all(claim.replaced_by is None for claim in claims)


def test_a_named_source_revises_its_figure_in_whatever_outlet() -> None:
    incident, claims = told(
        raid(3, outlet="A", day="2024-05-03", speaker=MINISTRY),
        raid(7, outlet="B", day="2024-05-04", speaker=MINISTRY),
        raid(3, outlet="C", day="2024-05-05", speaker=MINISTRY),  # repeated late
    )
    three = next(claim for claim in claims if claim.field == "killed" and claim.value == "3")
    assert three.replaced_by is not None
    assert incident.figures["killed"].best == incident.figures["killed"].low == 7


def test_ten_outlets_that_quote_one_named_source_are_one_origin_for_its_claim() -> None:
    quoting = [raid(12, outlet=f"Q{n}", speaker=MINISTRY) for n in range(10)]
    incident, claims = told(*quoting, raid(20, outlet="A"), raid(20, outlet="B"))
    claim = next(claim for claim in claims if claim.field == "killed" and claim.value == "12")
    assert len(claim.words) == 10
    assert claim.source == "org-foo-health"
    assert incident.figures["killed"].best == 20


def test_an_unnamed_source_is_nobodys_but_its_reports() -> None:
    doctor = msgspec.structs.replace(MINISTRY, name="doctor", entity="ent-1")
    incident, _ = told(raid(12, outlet="A", speaker=doctor), raid(12, outlet="B", speaker=doctor), raid(20, outlet="C"))
    assert incident.figures["killed"].best == 12


def test_cumulative_figures_fill_no_event() -> None:
    incident, claims = told(raid(300, outlet="A", counted={"killed": {"scope": "cumulative"}}))
    assert not incident.figures
    assert all(claim.field != "killed" for claim in claims)


def test_an_open_range_stays_open() -> None:
    incident, _ = told(raid(30, outlet="A", counted={"killed": {"high": None}}), raid(12, outlet="B"))
    figure = incident.figures["killed"]
    assert (figure.low, figure.high) == (12, None)
    assert of(incident.contradictions) == {"killed": ["30 or more", "12"]} or of(incident.contradictions) == {
        "killed": ["12", "30 or more"]
    }


def test_parts_without_a_whole_are_a_floor() -> None:
    two = report(
        "Barland Army attacked villagers, killing 5 civilians and 3 fighters.", "attacked", outlet="A", counts={"killed": 5, "injured": 3}
    )
    parts = tuple(
        msgspec.structs.replace(count, what="killed", of=of_)
        for count, of_ in zip(two.event.counts, ("civilians", "combatants"), strict=True)
    )
    two = Report(event=msgspec.structs.replace(two.event, counts=parts), source=two.source)
    incident, _ = told(two)
    figure = incident.figures["killed"]
    assert (figure.low, figure.best, figure.high) == (5, 5, None)


def test_figures_that_are_enumerated_are_parts_of_one() -> None:
    one = report(
        "Barland Army abducted villagers: 48 pupils and 2 teachers.", "abducted", outlet="A", counts={"abducted": 48, "injured": 2}
    )
    parts = tuple(msgspec.structs.replace(count, what="abducted", of="civilians") for count in one.event.counts)
    incident, claims = told(Report(event=msgspec.structs.replace(one.event, counts=parts), source=one.source))
    figure = incident.figures["abducted"]
    assert (figure.low, figure.best, figure.high) == (48, 48, None)
    assert [claim.value for claim in claims if claim.field == "abducted"] == ["48 civilians", "2 civilians"]


def test_people_of_a_country_are_no_name() -> None:
    incident, _ = told(raid(outlet="A", victim="Foolanders||FOO|CVL"))
    assert incident.title == "Assault: Barland Army → civilians (FOO), Barville"


def test_every_claim_gives_its_exact_words_with_speaker_and_origin() -> None:
    one = raid(3, outlet="A", speaker=MINISTRY)
    _, claims = told(one)
    claim = next(claim for claim in claims if claim.field == "killed")
    words = claim.words[0]
    sentence = one.event.evidence[0]
    assert sentence.text[words.start - sentence.start : words.end - sentence.start] == words.text == "3"
    assert (words.document, words.event, words.outlet, words.speaker) == (one.source.id, one.event.id, "A", MINISTRY)
    assert claim.first_seen == claim.last_seen == "2024-05-03"


def test_the_narrowest_interval_that_most_origins_do_not_exclude() -> None:
    incident, _ = told(
        raid(outlet="A", when="2024-05-01/2024-05-05"), raid(outlet="B", when="2024-05-01/2024-05-05"), raid(outlet="C", when="2024-05-02")
    )
    assert (incident.earliest, incident.latest) == ("2024-05-02", "2024-05-02")
    assert incident.not_after == "2024-05-03"
    incident, _ = told(raid(outlet="A", when="2024-05-02"), raid(outlet="B", when="2024-05-02"), raid(outlet="C", when="2024-05-01"))
    assert incident.earliest == "2024-05-02"


def test_a_town_in_its_country_is_no_contradiction_and_the_narrower_place() -> None:
    town = raid(outlet="A")
    place = msgspec.structs.replace(town.event.places[0], geonames_id=99, name="Fooland", precision="country", admin1=None)
    country = Report(event=msgspec.structs.replace(raid(outlet="B").event, places=(place,)), source=raid(outlet="B").source)
    incident, _ = told(town, country)
    assert incident.place is not None
    assert incident.place.name == "Barville"
    assert not incident.contradictions


def test_the_reason_is_what_it_answers_to() -> None:
    other = raid(outlet="B").event
    link = msgspec.convert({"relation": "response-to", "event": other.id}, type=type(_link()))
    _, claims = told(raid(outlet="A", change={"links": (link,)}), linked={other.id: other})
    assert [claim.value for claim in claims if claim.field == "reason"] == ["response to ASSAULT: Barland Army → villagers"]


def _link() -> object:
    from tacitus.model.records import Link

    return Link(relation="response-to", event="evt-0")


def test_what_is_denied_later_by_those_who_said_it_is_retracted() -> None:
    said = raid(3, outlet="A", day="2024-05-03")
    denial = raid(outlet="A", day="2024-05-05", status="negated")
    incident, claims = told(said, denials=(denial,))
    assert {claim.retracted for claim in claims if claim.words[0].event == said.event.id} == {True}
    assert "killed" not in incident.figures
    other = raid(outlet="B", day="2024-05-05", status="negated")
    _, claims = told(said, denials=(other,))
    assert not any(claim.retracted for claim in claims)


def test_one_source_behind_several_outlets_is_flagged() -> None:
    incident, _ = told(raid(outlet="A"), raid(outlet="B"), one_origin=("A", "B"))
    assert incident.flags == ("single-source",)


_ACTORS = (ARMY, FRONT, GUNMEN, PEOPLE, "police||BAR|COP")


@st.composite
def _reports(draw: st.DrawFn) -> list[Report]:
    found = []
    for _ in range(draw(st.integers(1, 6))):
        outlet, day = draw(st.sampled_from("ABC")), draw(st.sampled_from(("2024-05-03", "2024-05-04T10:00:00+00:00", None)))
        actor, victim = draw(st.sampled_from(_ACTORS)), draw(st.sampled_from(_ACTORS))
        if actor != victim:
            number, town = draw(st.sampled_from((None, 3, 5, 12))), draw(st.sampled_from(("Barville", "Quxton")))
            speaker = draw(st.sampled_from((None, MINISTRY)))
            found.append(raid(number, outlet=outlet, actor=actor, victim=victim, town=town, day=day, speaker=speaker,
                              when=draw(st.sampled_from((None, "2024-05-02", "2024-05-01/2024-05-07")))))  # fmt: skip
    found.append(raid(outlet="Z"))
    return list({one.event.id: one for one in found}.values())


@settings(max_examples=60, deadline=None)
@given(_reports(), st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(reports: list[Report], chance: random.Random) -> None:
    origins = {one.event.id: make_id("origin", one.source.id) for one in reports}
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert derive("inc-1", reports, origins) == derive("inc-1", shuffled, dict(reversed(origins.items())))


@settings(max_examples=60, deadline=None)
@given(_reports())
def test_swapped_parties_give_the_same_form(reports: list[Report]) -> None:
    """Two bodies of one kind change places: figures, sides and their numbers stay."""
    left, right = "Xland Guard|org-xland-guard|XLA|MIL", "Yland Guard|org-yland-guard|YLA|MIL"
    forms = []
    for first, second in ((left, right), (right, left)):
        changed = [_with(one, {ARMY: first, FRONT: second}) for one in reports]
        incident, _ = derive("inc-1", changed, {one.event.id: make_id("origin", one.source.id) for one in changed})
        forms.append(_form(incident))
    assert forms[0] == forms[1]


def _with(one: Report, changed: dict[str, str]) -> Report:
    """The report with other bodies in their places; ids, order and words stay."""

    def parties(event: Event, part: str) -> object:
        found = []
        for party in getattr(event, part):
            for old, new in changed.items():
                if party.entity == old.split("|")[1]:
                    name, entity, country, sector = new.split("|")
                    party = msgspec.structs.replace(party, name=name, entity=entity, country=country, sectors=(sector,))
            found.append(party)
        return tuple(found)

    event = msgspec.structs.replace(one.event, actors=parties(one.event, "actors"), recipients=parties(one.event, "recipients"))
    return Report(event=event, source=one.source)


def _form(incident: Incident) -> object:
    contradictions = [(one.field, [(side.origins, side.outlets, side.first_seen) for side in one.sides]) for one in incident.contradictions]
    figures = {what: (figure.low, figure.best, figure.high) for what, figure in incident.figures.items()}
    title = incident.title.replace("Xland", "?").replace("Yland", "?")
    return contradictions, figures, title, [party.origins for party in incident.actors], incident.place, incident.earliest


@pytest.mark.parametrize("number", [400])
def test_an_incident_of_many_reports_is_told_fast(number: int) -> None:
    incident, _ = told(*[raid(n % 40, outlet=f"O{n}", day=f"2024-05-{n % 27 + 1:02}") for n in range(number)])
    assert incident.reports == number
