"""What contradicts what, and what does not."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tacitus.corpus.reports import Report
from tests.corpus.ledger.makers import ARMY, FRONT, GUNMEN, MINISTRY, PEOPLE, of, raid, told


def test_figures_whose_ranges_do_not_overlap() -> None:
    incident, _ = told(raid(3, outlet="A", day="2024-05-03"), raid(9, outlet="B", day="2024-05-04"))
    assert of(incident.contradictions) == {"killed": ["3", "9"]}
    side = incident.contradictions[0].sides[0]
    assert (side.origins, side.outlets, side.first_seen, len(side.claims)) == (1, ("A",), "2024-05-03", 1)


def test_a_floor_and_a_figure_above_it_agree() -> None:
    incident, _ = told(raid(10, outlet="A", counted={"killed": {"high": None}}), raid(14, outlet="B"))
    assert not incident.contradictions


def test_a_floor_joins_the_side_that_it_fits() -> None:
    incident, _ = told(
        raid(10, outlet="A", day="2024-05-01", counted={"killed": {"high": None}}), raid(14, outlet="B"), raid(3, outlet="C")
    )
    sides = {side.value: side.outlets for side in incident.contradictions[0].sides}
    assert sides == {"14": ("A", "B"), "3": ("C",)}


def test_another_named_group() -> None:
    incident, _ = told(raid(outlet="A", actor=ARMY), raid(outlet="B", actor=FRONT))
    assert set(of(incident.contradictions)["actor"]) == {"Barland Army", "Fooland Front"}


def test_gunmen_are_no_contradiction_to_a_named_group() -> None:
    incident, _ = told(raid(outlet="A", actor=FRONT), raid(outlet="B", actor=GUNMEN))
    assert not incident.contradictions
    assert [party.name for party in incident.actors] == ["Fooland Front", "gunmen"] or incident.actors[0].name == "gunmen"
    assert "Fooland Front" in incident.title
    assert "gunmen" not in incident.title


def test_one_more_actor_is_no_contradiction() -> None:
    one = raid(outlet="A", actor=ARMY)
    more = raid(outlet="B", actor=FRONT)
    both = Report(event=msgspec.structs.replace(one.event, actors=(*one.event.actors, *more.event.actors)), source=more.source)
    assert not told(one, both)[0].contradictions


def test_swapped_roles_contradict_on_both_sides() -> None:
    incident, _ = told(raid(outlet="A", actor=ARMY, victim=FRONT), raid(outlet="B", actor=FRONT, victim=ARMY))
    assert set(of(incident.contradictions)) == {"actor", "recipient"}
    police = "police||FOO|COP"
    incident, _ = told(raid(outlet="A", actor=police, victim=PEOPLE), raid(outlet="B", actor=PEOPLE, victim=police))
    assert set(of(incident.contradictions)) == {"actor", "recipient"}


def test_an_act_that_goes_both_ways_has_no_swapped_roles() -> None:
    both_ways: dict[str, Any] = {"change": {"reciprocal": True}}
    incident, _ = told(raid(outlet="A", actor=ARMY, victim=FRONT, **both_ways), raid(outlet="B", actor=FRONT, victim=ARMY, **both_ways))
    assert not incident.contradictions


def test_a_government_is_no_other_actor_than_its_army() -> None:
    incident, _ = told(raid(outlet="A", actor="Barland|gov-bar|BAR|GOV"), raid(outlet="B", actor=ARMY))
    assert not incident.contradictions
    rebels = "Barland Rebels|org-barland-rebels|BAR|REB"
    incident, _ = told(raid(outlet="A", actor="Barland|gov-bar|BAR|GOV"), raid(outlet="B", actor=rebels))
    assert "actor" in of(incident.contradictions)


def test_soldiers_of_two_countries() -> None:
    incident, _ = told(raid(outlet="A", actor="soldiers||BAR|MIL"), raid(outlet="B", actor="soldiers||FOO|MIL"))
    assert "actor" in of(incident.contradictions)


@pytest.mark.parametrize(("days", "contradicts"), [
    (("2024-05-01", "2024-05-02"), True), (("2024-05-01", "2024-05-01/2024-05-07"), False), (("2024-05-01", None), False),
])  # fmt: skip
def test_dates(days: tuple[str | None, str | None], contradicts: bool) -> None:
    incident, _ = told(raid(outlet="A", when=days[0]), raid(outlet="B", when=days[1]))
    assert ("time" in of(incident.contradictions)) is contradicts


def test_two_towns() -> None:
    incident, _ = told(raid(outlet="A", town="Barville"), raid(outlet="B", town="Quxton"))
    assert set(of(incident.contradictions)["place"]) == {"Barville, FOO", "Quxton, FOO"}
    assert "Barville" not in incident.title
    assert "Quxton" not in incident.title


def test_two_types() -> None:
    incident, _ = told(raid(outlet="A", day="2024-05-01"), raid(outlet="B", type="COERCE"))
    assert of(incident.contradictions) == {"type": ["ASSAULT", "COERCE"]}
    assert incident.title.startswith("Assault or coercive measure: ")


def test_a_denial_stands_beside_what_it_denies_in_the_same_form() -> None:
    denial = raid(outlet="B", day="2024-05-04", status="negated", speaker=MINISTRY)
    incident, claims = told(raid(outlet="A"), denials=(denial,))
    assert of(incident.contradictions) == {"happened": ["happened", "did not happen"]}
    denied = next(claim for claim in claims if claim.key == "did not happen")
    assert denied.words[0].speaker == MINISTRY
    assert incident.title.startswith("Assault (denied): ")
    assert incident.events == (incident.events[0],)


def test_sides_stand_by_first_seen() -> None:
    early, late = ({"day": "2024-05-01"}, {"day": "2024-05-09"})
    assert of(told(raid(3, outlet="A", **early), raid(9, outlet="B", **late))[0].contradictions)["killed"] == ["3", "9"]
    assert of(told(raid(3, outlet="A", **late), raid(9, outlet="B", **early))[0].contradictions)["killed"] == ["9", "3"]


def test_two_speakers_of_one_article_contradict_each_other() -> None:
    one = raid(12, outlet="A", speaker=MINISTRY)
    front = msgspec.structs.replace(MINISTRY, name="Fooland Front", entity="org-fooland-front")
    other = raid(20, outlet="A", speaker=front)
    count = msgspec.structs.replace(other.event.counts[0], start=one.event.counts[0].start, end=one.event.counts[0].end)
    both = Report(event=msgspec.structs.replace(one.event, counts=(*one.event.counts, count)), source=one.source)
    assert of(told(both)[0].contradictions) == {"killed": ["12", "20"]} or set(of(told(both)[0].contradictions)["killed"]) == {"12", "20"}


def test_civilians_and_fighters_are_told_apart() -> None:
    one, two = raid(outlet="A", victim="villagers||FOO|CVL"), raid(outlet="B", victim="fighters||FOO|REB")
    civilian = tuple(msgspec.structs.replace(party, civilian=True) for party in one.event.recipients)
    one = Report(event=msgspec.structs.replace(one.event, recipients=civilian), source=one.source)
    assert set(of(told(one, two)[0].contradictions)["recipient"]) == {"villagers", "fighters"}
