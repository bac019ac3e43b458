"""Our own tables of places as rows for the index: countries, units of countries, natural features, disputed regions, sites, phrases."""

from __future__ import annotations

from typing import Any

from tacitus.resources.loader import load, load_folder

# What a place without a population weighs against cities that bear the same name.
PRIOR = {
    "country": 20_000_000,
    "territory": 3_000_000,
    "admin1": 300_000,
    "region": 2_000_000,
    "point": 1_000_000,
    "shifting": 1_000_000,
    "nationality": 0,
}
KIND_OF_FILE = {"admin1": "admin1", "natural": "region", "more": "region", "disputed": "region", "sites": "point", "shifting": "shifting"}


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
        iso2: str | None = None,
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
        self.iso2 = iso2

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
    _centre(rows, load("places/centres.yaml").data)
    _abbreviate(rows, load("places/more.yaml").data["abbreviations"])
    return _without_doubles(rows)


def _centre(rows: list[Row], centres: dict[str, Any]) -> None:
    """Puts large countries and units at the middle of their areas."""
    for row in rows:
        if row.kind == "country" and "claimed_by" not in row.more and row.iso2 and row.prior == PRIOR["country"]:
            found = centres["countries"].get(row.country)
        elif row.kind == "admin1":
            found = centres["units"].get(row.country, {}).get(row.name)
        else:
            continue
        if found:
            row.latitude, row.longitude = float(found[0]), float(found[1])


def _abbreviate(rows: list[Row], abbreviations: dict[str, dict[str, list[str]]]) -> None:
    """Adds the short forms of agencies (Ky., Ont.) to the units; they count only after a comma."""
    for row in rows:
        short = abbreviations.get(row.country or "", {}).get(row.name) if row.kind == "admin1" else None
        if short:
            row.names += tuple(short)
            row.main = len(row.names)
            row.more = {**row.more, "short": list(short)}


def _without_doubles(rows: list[Row]) -> list[Row]:
    """A disputed region's own entry, and a unit's, stand before a country's that lists the same name (Western Sahara; England)."""
    disputed = {name for row in rows if row.kind == "region" and "claimed_by" in row.more for name in row.names[:1]}
    units = {(row.country, row.name) for row in rows if row.kind == "admin1"}
    kept = []
    for row in rows:
        if row.kind == "country":
            row.names = tuple(n for n in row.names if n not in disputed and ((row.country, n) not in units or n == row.names[0]))
            row.main = len(row.names)
        if row.names:
            kept.append(row)
    return kept


def disputed_units() -> dict[tuple[str, str], dict[str, Any]]:
    """Country (ISO alpha-2) and admin-1 code under which GeoNames lists the towns of a disputed region, to who claims it."""
    return {
        (entry["joins"]["iso2"], str(entry["joins"]["admin1code"])): entry
        for entry in load("places/disputed.yaml").data["entries"]
        if entry.get("joins") and entry["joins"].get("admin1code")
    }


def country_codes() -> dict[str, str]:
    """ISO alpha-2 to the code that our tables count a territory to."""
    return {
        entry["iso2"]: entry["code"]
        for resource in load_folder("lexicon/countries")
        for entry in resource.data["entries"]
        if entry.get("iso2")
    }


def _country_rows(entry: dict[str, Any]) -> list[Row]:
    people = {*(entry.get("adjectives") or []), *(entry.get("demonyms") or [])}
    names = _unique(
        [entry["name"], entry.get("formal"), *(name for name in entry.get("names") or [] if name not in people or name.isupper())]
    )
    more: dict[str, Any] = {"claimed_by": entry["claimed_by"]} if entry.get("claimed_by") else {}
    doubtful = set(entry.get("ambiguous") or [])
    if doubtful & set(names):
        more["doubtful"] = sorted(doubtful & set(names))
    country = Row(
        kind="country", names=names, main=len(names), geonames_id=entry.get("geonames_id"), latitude=entry.get("latitude"),
        longitude=entry.get("longitude"), country=entry["code"],
        prior=PRIOR["territory" if entry.get("unit") == "territory" else "country"], more=more,
        capitals=tuple(entry.get("capitals") or []), iso2=entry.get("iso2"),
    )  # fmt: skip
    nationality = tuple(sorted(people - set(names)))
    if not nationality:
        return [country]
    return [country, Row(kind="nationality", names=nationality, main=len(nationality), country=entry["code"])]


def _place_row(entry: dict[str, Any], kind: str) -> Row:
    names = _unique(
        [
            entry.get("name"),
            *(entry.get("phrases") or []),
            *(entry.get("aliases") or []),
            *(entry["one_sided"] if isinstance(entry.get("one_sided"), list) else []),
        ]
    )
    more = {name: entry[name] for name in ("claimed_by", "reason", "precision") if entry.get(name)}
    generic = entry.get("generic")
    if generic:
        more["doubtful"] = list(names) if generic is True else list(generic)
    if kind == "shifting":
        more.setdefault("reason", "a phrase whose extent depends on who says it")
    claimed = bool(entry.get("claimed_by"))
    if entry.get("seat"):
        kind, more = "point", {**more, "capital": True, "seat": True}  # a seat of government stands for it as a capital does
    return Row(
        kind=kind, names=names, main=len(names), geonames_id=entry.get("geonames_id"), latitude=entry.get("latitude"),
        longitude=entry.get("longitude"), country=None if claimed else entry.get("country"),
        admin1=names[0] if kind == "admin1" else entry.get("admin1"), code=str(entry.get("admin1code") or ""),
        prior=int(entry.get("population") or (PRIOR["country"] if claimed else PRIOR[kind])), more=more,
    )  # fmt: skip


def _unique(names: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(name) for name in names if name))
