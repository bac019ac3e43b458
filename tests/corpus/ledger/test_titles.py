"""Titles are made of codes and take no outlet's words."""

from __future__ import annotations

import pytest

from tacitus.corpus.ledger.titles import nouns, written
from tacitus.model.ontology import MODES
from tests.corpus.ledger.makers import ARMY, FRONT, MINISTRY, raid, report, told


def test_type_parties_place_and_day() -> None:
    incident, _ = told(raid(outlet="A", when="2024-05-03"))
    assert incident.title == "Assault: Barland Army → civilians (FOO), Barville, 3 May 2024"


def test_where_actors_are_contradicted_nobody_is_named() -> None:
    incident, _ = told(raid(outlet="A", actor=ARMY, when="2024-05-03"), raid(outlet="B", actor=FRONT, when="2024-05-03"))
    assert incident.title == "Assault in Barville, 3 May 2024"


def test_without_an_actor_the_title_says_so() -> None:
    one = report("Villagers were attacked.", "attacked", outlet="A", recipients=("Villagers||FOO|CVL",))
    assert told(one)[0].title.startswith("Assault: not named → ")


def test_what_is_only_claimed_is_marked() -> None:
    assert told(raid(outlet="A", speaker=MINISTRY))[0].title.startswith("Assault (claimed): ")
    assert told(raid(outlet="A", speaker=MINISTRY), raid(outlet="B"))[0].title.startswith("Assault: ")


def test_a_status_other_than_actual_is_marked() -> None:
    assert told(raid(outlet="A", status="threatened"))[0].title.startswith("Assault (threatened): ")


def test_the_mode_that_all_reports_have_gives_the_noun() -> None:
    shelled = raid(outlet="A", change={"modes": ("heavy-weapons",)})
    assert told(shelled)[0].title.startswith("Shelling or rocket fire: ")
    assert told(shelled, raid(outlet="B"))[0].title.startswith("Assault: ")


def test_every_mode_has_a_noun() -> None:
    missing = {
        (name, mode) for name, modes in MODES.items() for mode in modes if mode not in nouns().modes.get(name, {})
    } - {(name, mode) for name in ("REQUEST", "REJECT", "THREATEN") for mode in MODES[name]}  # fmt: skip
    assert not missing


@pytest.mark.parametrize(("days", "words"), [
    (("2024-05-03", "2024-05-03"), "3 May 2024"), (("2024-05-01", "2024-05-07"), "1–7 May 2024"),
    (("2024-05-01", "2024-05-31"), "May 2024"), (("2024-01-01", "2024-12-31"), "2024"),
    (("2010-01-01", "2019-12-31"), "2010–2019"), (("2024-04-29", "2024-05-05"), "29 April 2024 – 5 May 2024"), (("x", "y"), None),
])  # fmt: skip
def test_dates_in_words(days: tuple[str, str], words: str | None) -> None:
    assert written(*days) == words
