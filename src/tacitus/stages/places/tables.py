"""Our own tables of places as rows for the index: countries, units of countries, natural features, disputed regions, sites, shifting phrases."""

from __future__ import annotations

from typing import Any

from tacitus.resources.loader import load_folder

# What a place without a population weighs against cities that bear the same name.
PRIOR = {"country": 20_000_000, "admin1": 300_000, "region": 2_000_000, "point": 1_000_000, "shifting": 1_000_000, "nationality": 0}
KIND_OF_FILE = {"admin1": "admin1", "natural": "region", "disputed": "region", "sites": "point", "shifting": "shifting"}


class Row:
    """A row of the index before it is packed. ``names[:main]`` are main names."""

    def __init__(
        self,
        *,
        kind: str,
        names: tuple[str, ...],
        main: int = 1,
        geonames_id: int | None = None,
        latitude: float | None = None,
        longitude: float | None = None,
        country: str | None = None,
        admin1: str | None = None,
        code: str = "",
        prior: int = 0,
        more: dict[str, Any] | None = None,
        capitals: tuple[str, ...] = (),
    ) -> None:
        self.kind = kind
        self.names = names
        self.main = main
        self.geonames_id = geonames_id
        self.latitude = latitude
        self.longitude = longitude
        self.country = country
        self.admin1 = admin1
        self.code = code
        self.prior = prior
        self.more = more or {}
        self.capitals = capitals

    @property
    def name(self) -> str:
        return self.names[0]


def own_rows() -> list[Row]:
    """All rows of our own tables, in the order of files and entries."""
    rows = []
    for resource in load_folder("lexicon/countries"):
        for entry in resource.data["entries"]:
            rows.extend(_country_rows(entry))
    for resource in load_folder("places"):
        kind = KIND_OF_FILE.get(resource.info.path.rsplit("/", 1)[-1].removesuffix(".yaml"))
        if kind:
            rows.extend(_place_row(entry, kind) for entry in resource.data["entries"])
    return rows


def country_codes() -> dict[str, str]:
    """ISO alpha-2 to the code that our tables count a territory to."""
    return {
        entry["iso2"]: entry["code"] for resource in load_folder("lexicon/countries") for entry in resource.data["entries"] if entry.get("iso2")
    }


def _country_rows(entry: dict[str, Any]) -> list[Row]:
    names = _unique([entry["name"], entry.get("formal"), *(entry.get("names") or [])])
    more: dict[str, Any] = {"claimed_by": entry["claimed_by"]} if entry.get("claimed_by") else {}
    doubtful = set(entry.get("ambiguous") or [])
    if doubtful & set(names):
        more["doubtful"] = sorted(doubtful & set(names))
    country = Row(
        kind="country", names=names, main=len(names), geonames_id=entry.get("geonames_id"), latitude=entry.get("latitude"),
        longitude=entry.get("longitude"), country=entry["code"], prior=PRIOR["country"] if entry.get("unit") != "territory" else 3_000_000, more=more,
        capitals=tuple(entry.get("capitals") or []),
    )  # fmt: skip
    people = _unique([*(entry.get("adjectives") or []), *(entry.get("demonyms") or [])])
    people = tuple(name for name in people if name not in names)
    rows = [country]
    if people:
        rows.append(Row(kind="nationality", names=people, main=len(people), country=entry["code"]))
    return rows


def _place_row(entry: dict[str, Any], kind: str) -> Row:
    names = _unique([entry["name"], *(entry.get("names") or []), *(entry.get("aliases") or []), *(entry.get("one_sided") or [])])
    more = {name: entry[name] for name in ("claimed_by", "reason", "precision", "generic") if entry.get(name)}
    if kind == "shifting":
        more.setdefault("reason", "a phrase whose extent depends on who says it")
    prior = entry.get("population") or PRIOR[kind]
    return Row(
        kind=kind, names=names, main=len(names), geonames_id=entry.get("geonames_id"), latitude=entry.get("latitude"),
        longitude=entry.get("longitude"), country=None if entry.get("claimed_by") and kind == "region" else entry.get("country"),
        admin1=entry["name"] if kind == "admin1" else entry.get("admin1"), code=str(entry.get("admin1code") or ""), prior=int(prior), more=more,
    )  # fmt: skip


def _unique(names: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(name) for name in names if name))
