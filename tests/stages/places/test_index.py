"""The compact index: names, rows, files that are broken, and a cache that cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.model.errors import ResourceError
from tacitus.stages.places import cache
from tacitus.stages.places.build import _packed
from tacitus.stages.places.index import PlaceIndex
from tacitus.stages.places.names import normal
from tacitus.stages.places.tables import Row

ROWS = [
    Row(
        kind="country",
        names=("Fooland", "Republic of Fooland"),
        main=2,
        country="FOO",
        latitude=1.0,
        longitude=2.0,
        geonames_id=11,
        prior=20_000_000,
    ),
    Row(
        kind="city",
        names=("Bārville", "Barvillium"),
        country="FOO",
        admin1="Upper Foo",
        latitude=-1.5,
        longitude=170.25,
        geonames_id=12,
        prior=5000,
    ),
    Row(kind="city", names=("Barville",), country="BAZ", latitude=50.0, longitude=8.0, geonames_id=13, prior=90_000),
    Row(kind="region", names=("Disputed Hills",), latitude=None, longitude=None, more={"claimed_by": ["BAZ", "FOO"]}, prior=7),
]


def index() -> PlaceIndex:
    return PlaceIndex(_packed(ROWS), "test")


def test_names_are_found_without_regard_to_case_accents_and_hyphens() -> None:
    assert [hit.entry.geonames_id for hit in index().find("BARVILLE")] == [13, 12]
    assert normal("Deir ez-Zor") == normal("Deir al-Zor") == normal("deir El Zor")


def test_main_names_stand_before_alternate_ones() -> None:
    (hit,) = index().find("Barvillium")
    assert hit.alternate
    assert hit.entry.name == "Bārville"


def test_an_entry_keeps_its_place_and_who_claims_it() -> None:
    town = index().find("barvillium")[0].entry
    assert (town.latitude, town.longitude, town.country, town.admin1, town.kind) == (-1.5, 170.25, "FOO", "Upper Foo", "city")
    hills = index().find("Disputed Hills")[0].entry
    assert (hills.latitude, hills.country, hills.geonames_id, hills.more["claimed_by"]) == (None, None, None, ["BAZ", "FOO"])


def test_an_unknown_name_has_no_entries() -> None:
    assert index().find("Nowhere") == []
    assert index().find("") == []


@given(st.text(max_size=40))
def test_any_name_can_be_asked_for(name: str) -> None:
    assert isinstance(index().find(name), list)


@pytest.mark.parametrize("data", [b"", b"nonsense", b"TACPLC02" + b"\xff" * 40])
def test_a_broken_index_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "places.bin"
    path.write_bytes(data)
    with pytest.raises(ResourceError, match="places"):
        PlaceIndex.open(path)


def test_a_cut_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "places.bin"
    path.write_bytes(_packed(ROWS)[:-64])
    with pytest.raises(ResourceError, match="cut short"):
        PlaceIndex.open(path)


@pytest.fixture
def small_build(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Replaces the building from the gazetteer, and counts how often it is asked for."""
    calls: list[int] = []

    def build() -> bytes:
        calls.append(1)
        return _packed(ROWS)

    monkeypatch.setattr(cache, "build", build)
    return calls


def test_the_index_is_built_once_and_then_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_build: list[int]) -> None:
    monkeypatch.setenv("TACITUS_CACHE", str(tmp_path / "new"))
    assert not cache.index_status()["present"]
    assert cache.load_index().rows == len(ROWS)
    assert cache.load_index().rows == len(ROWS)
    assert len(small_build) == 1
    assert cache.index_status()["present"]
    assert [path.suffix for path in (tmp_path / "new").iterdir()] == [".bin"]


def test_a_broken_file_in_the_cache_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_build: list[int]) -> None:
    monkeypatch.setenv("TACITUS_CACHE", str(tmp_path))
    cache.index_path().write_bytes(b"TACPLC02")
    assert cache.index_status()["problem"]
    assert cache.load_index().rows == len(ROWS)
    assert small_build


def test_where_no_cache_can_be_written_the_index_stays_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_build: list[int]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("TACITUS_CACHE", str(blocked / "below"))
    assert cache.build_index() is None
    assert cache.load_index().rows == len(ROWS)
    assert small_build
