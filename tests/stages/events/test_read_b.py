"""Kinds of errors found by reading political news, interviews and single sentences: campaigns, questions, refusals, idioms, own sides."""

from __future__ import annotations

import pytest

from tests.conftest import Code


def rows(code: Code, text: str) -> list[tuple[str, list[str], list[str]]]:
    """(type, texts of the actors, texts of the recipients) of each event."""
    events = code(text).events
    return [(event.type, [str(p.text) for p in event.actors], [str(p.text) for p in event.recipients]) for event in events]


def types(code: Code, text: str) -> list[str]:
    return [row[0] for row in rows(code, text)]


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Mara Quill attacked Ilse Dray over her record on schools.", "Mara Quill", "Ilse Dray"),
        ("In a speech on Monday, Mara Quill went after Ilse Dray.", "Mara Quill", "Ilse Dray"),
        ("Mara Quill's blistering attack on Ilse Dray was repeated in every town.", "Mara Quill", "Ilse Dray"),
        ("Tomas Penn came under fire from Mara Quill over the pension bill.", "Mara Quill", "Tomas Penn"),
    ],
)
def test_attacks_with_words_are_criticism(grammar: Code, text: str, actor: str, recipient: str) -> None:
    assert ("ACCUSE", [actor], [recipient]) in rows(grammar, text)
    assert "ASSAULT" not in types(grammar, text)


def test_attacks_with_weapons_stay_force_in_a_campaign(grammar: Code) -> None:
    assert types(grammar, "Gunmen attacked Mara Quill's motorcade with rifles during the campaign.") == ["ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Quill locked up the nomination in June.",
        "Her opponents seized on those words.",
        "Mara Quill is not giving up the fight.",
        "Tomas Penn stood with his arms crossed.",
        "Ilse Dray appeals to younger voters.",
        "Mara Quill told a cheering audience that the harvest was good.",
        "Most voters backed Ilse Dray in the north.",
        "Asked which village was his favourite, Tomas Penn smiled.",
        "Ilse Dray discussed her bill on television.",
        "Mara Quill called Ilse Dray a tireless walker.",
    ],
)
def test_idioms_campaigns_and_questions_are_no_events(grammar: Code, text: str) -> None:
    assert rows(grammar, text) == []


def test_who_campaigns_for_somebody_supports_them(grammar: Code) -> None:
    assert rows(grammar, "Tomas Penn campaigned for Ilse Dray in two mill towns.") == [("SUPPORT", ["Tomas Penn"], ["Ilse Dray"])]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Fooland refused to meet Tomas Penn.", "Tomas Penn"),
        ("Fooland refused to provide any weapons to Barland.", "Barland"),
        ("Fooland is not ready to hold talks with Barland.", "Barland"),
    ],
)
def test_a_refusal_is_a_row_beside_what_is_refused(grammar: Code, text: str, recipient: str) -> None:
    events = grammar(text).events
    assert [(e.type, e.status) for e in events if e.type == "REJECT"] == [("REJECT", "actual")]
    assert [e.status for e in events if e.type != "REJECT"] == ["negated"]
    assert [p.text for e in events if e.type == "REJECT" for p in e.recipients] == [recipient]


def test_who_says_that_they_will_not_yield_refuses(grammar: Code) -> None:
    assert "REJECT" in types(grammar, "Fooland said it would not lift the blockade of Barland.")
    assert "REJECT" not in types(grammar, "Fooland said Barland would not lift the blockade.")


@pytest.mark.parametrize(
    ("text", "type_", "recipient"),
    [
        ("Fooland lifted its blockade of Barland.", "RETREAT", "Barland"),
        ("The Foo Front called on its rival to disarm.", "REQUEST", "its rival"),
        ("About 3,000 Barlandic refugees have sought refuge in Bazland.", "REQUEST", "Bazland"),
    ],
)
def test_whom_an_act_is_aimed_at_is_read_from_its_own_nouns(grammar: Code, text: str, type_: str, recipient: str) -> None:
    assert (type_, [recipient]) in [(row[0], row[2]) for row in rows(grammar, text)]


def test_the_agent_of_the_second_participle_is_the_first_ones_too(grammar: Code) -> None:
    found = rows(grammar, "Two of the farmers shot and killed by Foolandic soldiers were brothers.")
    assert {tuple(row[1]) for row in found} == {("Foolandic soldiers",)}
    assert ["a farmer"] not in [
        row[1] for row in rows(grammar, "Tomas Penn was shot at dawn, left by his friends, and was found by a farmer.")
    ]


def test_a_protest_against_violence_is_not_aimed_at_its_victims(grammar: Code) -> None:
    found = rows(grammar, "Hundreds of Bazlanders took to the streets to protest violence against Barlanders.")
    assert {row[0] for row in found} == {"PROTEST"}
    assert all(not row[2] for row in found)


@pytest.mark.parametrize(
    ("text", "type_"),
    [("Tomas Penn's acquittal was announced on Monday.", "CONCEDE"), ("Tomas Penn's expulsion from Fooland was announced.", "SANCTION")],
)
def test_whose_acquittal_or_expulsion_it_is_suffers_or_gains_it(grammar: Code, text: str, type_: str) -> None:
    assert (type_, [], ["Tomas Penn"]) in rows(grammar, text)


def test_what_is_pushed_for_has_not_happened(grammar: Code) -> None:
    events = grammar("Critics blamed her push to overthrow Mara Quill.").events
    assert [event.status for event in events if event.type == "ASSAULT"] == ["hypothetical"]


def test_a_head_of_state_in_their_own_province_meets_nobody(grammar: Code) -> None:
    assert types(grammar, "The Ukrainian president visited Kharkiv.") == []
    assert types(grammar, "The Ukrainian president visited Lima.") == ["CONSULT"]


def test_whoever_meets_the_army_with_grenades_throws_them(grammar: Code) -> None:
    found = rows(grammar, "The Foolandic army was met by unknown raiders throwing grenades from an orchard.")
    assert all("army" not in actor for kind, actors, _ in found if kind == "ASSAULT" for actor in actors)
    found = rows(grammar, "The Foolandic army was met by gunmen throwing grenades from an orchard.")
    assert [row[:2] for row in found] == [("ASSAULT", ["gunmen"])]


def test_who_is_held_hostage_holds_nobody(grammar: Code) -> None:
    found = rows(grammar, "Three nurses were kidnapped and held hostage in a barn.")
    assert {(kind, tuple(actors), tuple(recipients)) for kind, actors, recipients in found} == {("ASSAULT", (), ("Three nurses",))}


def test_a_range_of_numbers_is_a_subject(grammar: Code) -> None:
    assert ("ASSAULT", [], ["soldiers"]) in rows(grammar, "Between four and ten soldiers were wounded in Barville.")


@pytest.mark.parametrize(
    "text",
    [
        "Mara Quill suggested that Ilse Dray sees the harvest in another light.",
        "Mara Quill suggested that the mayors were asleep.",
        "Mara Quill defended her decision, saying the winter had been hard.",
        "Ilse Dray knocked on a door in Barville.",
        "A suspect, who had two prior arrests, sang in the choir.",
    ],
)
def test_opinions_and_own_defence_are_no_events(grammar: Code, text: str) -> None:
    assert rows(grammar, text) == []


def test_attacks_over_what_somebody_did_are_words(grammar: Code) -> None:
    assert "ASSAULT" not in types(grammar, "Amid attacks by Senator Mara Quill over the ferry bill, Ilse Dray flew home.")
    assert "ASSAULT" in types(grammar, "Attacks by gunmen over the weekend left two villages empty.")


def test_who_speaks_meanwhile_is_no_source(grammar: Code) -> None:
    events = grammar("As Tomas Penn spoke to a guard in Barville, gunmen appeared and shot Ilse Dray.").events
    assert {event.voice for event in events} == {"report"}


def test_nothing_is_done_to_those_on_whose_behalf_it_is_done(grammar: Code) -> None:
    found = rows(grammar, "Mara Quill sent an appeal to Fooland on Barland's behalf.")
    assert all("Barland" not in recipients for _, _, recipients in found)


def test_what_could_not_be_won_without_a_deed_leaves_it_open(grammar: Code) -> None:
    events = grammar("Fooland cannot win the war without bombing Barland.").events
    assert {event.status for event in events if event.type == "ASSAULT"} == {"hypothetical"}


def test_a_time_that_belongs_to_another_noun_is_not_the_request_s(grammar: Code) -> None:
    events = grammar("Fooland asked Ilse Dray, the host of last year's first summit, to free the hostages.").events
    assert [event.time for event in events if event.type == "REQUEST"] == [None]


def test_a_request_that_is_refused_was_made(grammar: Code) -> None:
    events = grammar("Tomas Penn, a minister of Fooland, received several refusals of his requests for help.").events
    assert [event.status for event in events if event.type == "REQUEST"] == ["actual"]


def test_on_television_is_not_against_its_country(grammar: Code) -> None:
    found = rows(grammar, "Mara Quill, a senator, spoke out on Barlandic television against Fooland.")
    assert ("ACCUSE", ["Fooland"]) in [(kind, recipients) for kind, _, recipients in found]


def test_a_gerund_with_an_article_is_a_noun(grammar: Code) -> None:
    found = rows(grammar, "A week has passed since the police shooting of Tomas Penn in Barville.")
    assert [(kind, recipients) for kind, _, recipients in found] == [("ASSAULT", ["Tomas Penn"])]


def test_a_battle_that_began_between_two_sides_is_theirs(grammar: Code) -> None:
    found = rows(grammar, "A gun battle which began at noon between the Foolandic army and gunmen ended in Barville.")
    assert [(kind, len(actors)) for kind, actors, _ in found] == [("ASSAULT", 2)]


def test_the_means_of_what_is_expected_is_expected(grammar: Code) -> None:
    events = grammar("Fooland is expected to win the debate by criticising Barland.").events
    assert [event.status for event in events if event.type == "ACCUSE"] == ["future"]


def test_what_people_do_at_large_is_no_occurrence(grammar: Code) -> None:
    text = "The minister of Fooland spoke on Monday in Barville. She said that farmers kill neighbours in anger."
    assert "ASSAULT" not in types(grammar, text)
    assert "ASSAULT" in types(grammar, "The minister of Fooland spoke. She said that farmers killed two neighbours in Barville.")
