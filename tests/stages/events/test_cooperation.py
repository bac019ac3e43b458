"""Promises, meetings, backing, yielding and gifts told in words that no rule was written for: shares of them found whole, per type."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tacitus.model.records import Event, Party
from tests.conftest import Code

SENTENCES = yaml.safe_load((Path(__file__).parent / "cooperation.yaml").read_text(encoding="utf-8"))
SMALL = frozenset("the a an of and in for to its his their s on from".split())
# Right in type, actor and recipient; the two batches together, a little under what stands.
FLOORS = {"AGREE": 0.64, "CONSULT": 0.64, "SUPPORT": 0.85, "CONCEDE": 0.78, "COOPERATE": 0.7, "AID": 0.7, "RETREAT": 0.7}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - SMALL


def shares(party: Party, text: str) -> bool:
    return bool((words(party.text or "") | words(party.name or "")) & words(text))


def is_right(event: Event, event_type: str, actor: str, recipient: str) -> bool:
    """Of a symmetric act either side may stand first."""
    others = (*event.recipients, *event.targets, *event.actors[1:])
    pairs = [(actor, recipient), (recipient, actor)] if event.reciprocal and actor and recipient else [(actor, recipient)]
    return event.type == event_type and any(
        (any(shares(party, one) for party in event.actors) if one else not event.actors)
        and (any(shares(party, other) for party in others) if other else not event.recipients)
        for one, other in pairs
    )


@pytest.mark.parametrize("event_type", sorted(FLOORS))
def test_cooperation_and_yielding_are_found_with_their_parties(code: Code, event_type: str) -> None:
    right: Counter[bool] = Counter()
    missed = []
    for text, actor, recipient, expected in SENTENCES:
        if expected == event_type:
            found = any(is_right(event, expected, actor, recipient) for event in code(text).events)
            right[found] += 1
            if not found:
                missed.append(text)
    assert right[True] / right.total() >= FLOORS[event_type], (right, missed)


@pytest.mark.parametrize(
    "text",
    [
        "The band's guitarist sat down with her producer to discuss the album.",
        "The two clubs opened talks over the striker and sealed the transfer.",
        "Shareholders threw their weight behind the merger.",
        "The bakery delivers bread to the hotel and supplies milk to the school.",
        "The airline assured passengers that flights would resume.",
        "The company offered to reduce the price of its phones.",
        "The goalkeeper apologised to the fans and the coach defended him.",
        "Two friends sailed together around the island last summer.",
        "The hospital treated the runners after the marathon.",
        "The firm signed a contract with a supplier and opened a plant.",
    ],
)
def test_friends_clubs_and_firms_do_none_of_it(code: Code, text: str) -> None:
    assert [event.type for event in code(text).events] == []


def test_down_with_is_a_slogan_only_where_it_opens_a_sentence(code: Code) -> None:
    events = code("Peru's president sat down with his Chilean counterpart in Arica.").events
    assert [event.type for event in events] == ["CONSULT"]


def test_whom_one_helps_to_do_something_is_helped(code: Code) -> None:
    (event,) = [event for event in code("Spain helped Morocco put out the fires near Larache.").events if event.type == "AID"]
    assert [party.country for party in event.recipients] == ["MAR"]
