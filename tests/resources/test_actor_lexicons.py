"""The lexicons of organisations, persons, head nouns, roles, bodies and labels hold together and name neutrally."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from tacitus.model.ontology import GROUP_CODES, SECTORS
from tacitus.resources.loader import load, load_folder

Entry = dict[str, Any]

COUNTRY = re.compile(r"[A-Z]{3}")
CATEGORIES = {"organisation", "group", "government"}
LOADED = re.compile(
    r"\b(regimes?|terrorists?|so-called|self-styled|puppets?|martyrs?|thugs?|occupiers?|aggressors?|enem(?:y|ies)|infidels?|crusaders?"
    r"|resistance|liberators?|invaders?|traitors?|militants?|rebels?)\b"
)


def entries(folder: str) -> list[Entry]:
    return [entry for resource in load_folder(f"lexicon/{folder}") for entry in resource.data["entries"]]


def surfaces(entry: Entry) -> Iterator[str]:
    """Every spelling of an entry, each once."""
    yield from dict.fromkeys([entry["name"], *entry["aliases"], *entry.get("ambiguous", [])])


ORGANISATIONS = entries("organisations")
PERSONS = entries("persons")
ACTORS = [*ORGANISATIONS, *PERSONS]


def ordered(entry: Entry) -> bool:
    first, last = entry.get("from"), entry.get("to")
    assert all(isinstance(day, dt.date) for day in (first, last) if day is not None), entry
    return first is None or last is None or first <= last


@pytest.mark.parametrize("folder", ["organisations", "persons", "nouns"])
def test_every_file_says_name_version_licence_and_when_it_was_looked_at(folder: str) -> None:
    for resource in load_folder(f"lexicon/{folder}"):
        assert resource.info.licence == "CC0-1.0" and resource.info.version >= 1, resource.info.path
        assert isinstance(resource.data["looked_at"], dt.date), resource.info.path


def test_ids_are_unique_over_all_files_and_carry_their_prefix() -> None:
    counted = Counter(entry["id"] for entry in ACTORS)
    assert [name for name, times in counted.items() if times > 1] == []
    assert [entry["id"] for entry in ORGANISATIONS if not re.fullmatch(r"(org|grp)-[a-z0-9-]+", entry["id"])] == []
    assert [entry["id"] for entry in PERSONS if not re.fullmatch(r"per-[a-z0-9-]+", entry["id"])] == []


def test_the_lexicon_is_wide_enough() -> None:
    assert len(ORGANISATIONS) >= 2500
    assert len(PERSONS) >= 1200
    assert len(load("lexicon/nouns/heads.yaml").data["entries"]) >= 600
    assert len(load("lexicon/nouns/roles.yaml").data["entries"]) >= 150
    assert len(load("lexicon/nouns/bodies.yaml").data["entries"]) >= 60


def test_countries_sectors_and_categories_are_of_the_codebook() -> None:
    for entry in ORGANISATIONS:
        assert entry["category"] in CATEGORIES, entry["id"]
        assert entry["sectors"] and set(entry["sectors"]) <= set(SECTORS), entry["id"]
        assert entry["country"] in GROUP_CODES or entry["country"] is None or COUNTRY.fullmatch(entry["country"]), entry["id"]
        assert entry["country"] is not None or entry["category"] == "group", f"{entry['id']}: only a group may have no country"
        for earlier in entry.get("earlier_sectors", []):
            assert set(earlier["sectors"]) <= set(SECTORS) and isinstance(earlier["to"], dt.date), entry["id"]


def test_every_person_held_an_office_with_country_and_sector() -> None:
    for entry in PERSONS:
        assert entry["offices"], entry["id"]
        for office in entry["offices"]:
            assert office["role"] and office["sectors"] and set(office["sectors"]) <= set(SECTORS), entry["id"]
            country = office["country"]
            assert country is None or country in GROUP_CODES or COUNTRY.fullmatch(country), entry["id"]


def test_dates_are_iso_and_no_office_ends_before_it_begins() -> None:
    assert [entry["id"] for entry in ORGANISATIONS if not ordered(entry)] == []
    assert [entry["id"] for entry in PERSONS for office in entry["offices"] if not ordered(office)] == []


def test_every_spelling_is_text_without_stray_blanks() -> None:
    for entry in ACTORS:
        for spelling in surfaces(entry):
            assert isinstance(spelling, str) and spelling and spelling == spelling.strip(), (entry["id"], spelling)


def test_no_name_judges() -> None:
    assert [entry["name"] for entry in ACTORS if LOADED.search(entry["name"])] == []


def test_a_bare_label_is_never_an_alias() -> None:
    rows = load("lexicon/nouns/labels.yaml").data["entries"]
    labels = {row["label"].casefold() for row in rows if not row.get("ordinary")}
    bare = {f"the {label}" for label in labels} | labels
    assert [(entry["id"], text) for entry in ACTORS for text in surfaces(entry) if text.casefold() in bare] == []


def test_a_spelling_of_two_actors_is_marked_ambiguous_in_both() -> None:
    holders: dict[str, list[Entry]] = defaultdict(list)
    for entry in ACTORS:
        for spelling in {text.casefold() for text in surfaces(entry)}:
            holders[spelling].append(entry)
    shared = {spelling: held for spelling, held in holders.items() if len(held) > 1}
    unmarked = [
        (entry["id"], spelling)
        for spelling, held in shared.items()
        for entry in held
        if spelling not in {text.casefold() for text in entry.get("ambiguous", [])}
    ]
    assert unmarked == []


def test_an_ambiguous_spelling_is_not_also_a_plain_alias() -> None:
    assert [entry["id"] for entry in ACTORS if set(entry["aliases"]) & set(entry.get("ambiguous", []))] == []


def test_a_parent_is_an_entry_or_a_government() -> None:
    known = {entry["id"] for entry in ORGANISATIONS}
    parents = [entry.get("member_of") for entry in ORGANISATIONS]
    parents += [office.get("member_of") for entry in PERSONS for office in entry["offices"]]
    assert [parent for parent in parents if parent and parent not in known and not re.fullmatch(r"gov-[a-z-]+", parent)] == []


@pytest.mark.parametrize(
    ("branch", "other"),
    [
        ("org-taliban", "org-ttp"),
        ("org-aq", "org-aqap"),
        ("org-islamic-state", "org-is-khorasan"),
        ("org-hezbollah", "org-kataib-hezbollah"),
        ("org-pij", "org-jund-khilafah"),
        ("org-muslim-brotherhood", "org-muslim-brotherhood-egypt"),
    ],
)
def test_a_branch_or_namesake_in_another_country_is_an_entity_of_its_own(branch: str, other: str) -> None:
    by_id = {entry["id"]: entry for entry in ORGANISATIONS}
    plain = [{text.casefold() for text in (by_id[name]["name"], *by_id[name]["aliases"])} for name in (branch, other)]
    assert not plain[0] & plain[1]


def test_heads_say_person_or_body_and_only_persons_or_families_are_private() -> None:
    rows = load("lexicon/nouns/heads.yaml").data["entries"]
    assert [noun for noun, times in Counter(row["noun"] for row in rows).items() if times > 1] == []
    for row in rows:
        assert set(row["sectors"]) <= set(SECTORS) and (row["sectors"] or row["category"] == "group"), row
        assert row["category"] in ("unnamed", "group") and isinstance(row["person"], bool) and row["civilian"] in (True, False, None), row
        assert not row.get("private") or row["person"] or row["noun"] in {"family", "household"}, row
        assert isinstance(row["noun"], str) and isinstance(row["plural"], str), row


def test_labels_are_no_head_nouns() -> None:
    heads = {row["noun"] for row in load("lexicon/nouns/heads.yaml").data["entries"]}
    judging = {row["label"] for row in load("lexicon/nouns/labels.yaml").data["entries"] if not row.get("ordinary")}
    assert heads & judging == set()


def test_a_role_is_an_office_a_voice_a_rank_or_a_form_of_address() -> None:
    kinds = ("office", "speaks_for", "former", "deputy", "rank", "honorific")
    for row in load("lexicon/nouns/roles.yaml").data["entries"]:
        assert isinstance(row["role"], str) and any(row.get(kind) for kind in kinds), row
        assert set(row.get("sectors", [])) <= set(SECTORS), row


def test_a_body_has_a_neutral_name_made_from_the_adjective() -> None:
    rows = load("lexicon/nouns/bodies.yaml").data["entries"]
    spellings = Counter(text for row in rows for text in {row["noun"], *row["aliases"]})
    assert [text for text, times in spellings.items() if times > 1] == []
    for row in rows:
        assert row["name"].startswith("{adjective} ") and set(row["sectors"]) <= set(SECTORS), row
        assert not LOADED.search(row["name"]), row


def test_every_label_has_a_mirror_that_points_back_and_has_the_other_pole() -> None:
    rows = {row["label"]: row for row in load("lexicon/nouns/labels.yaml").data["entries"]}
    for label, row in rows.items():
        mirror = rows[row["mirror"]]
        assert mirror["mirror"] == label and {row["pole"], mirror["pole"]} == {"praise", "blame"}, label
        assert set(row["sectors"]) <= set(SECTORS), label


def test_a_one_sided_name_goes_to_the_entity_it_names() -> None:
    names = {entry["id"]: entry["name"] for entry in ORGANISATIONS}
    for row in load("lexicon/nouns/labels.yaml").data["one_sided"]:
        assert names[row["entity"]] == row["neutral"], row
