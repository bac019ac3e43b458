"""Compiles the lexicon's files into entries and one automaton over their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import ahocorasick
import msgspec

from tacitus.model.errors import ResourceError
from tacitus.model.ontology import SECTORS, EntityCategory
from tacitus.resources.loader import Resource
from tacitus.stages.entities.pieces import alias_pieces

# Family names stand first in these countries' names; elsewhere the last word is the family name.
SURNAME_FIRST = frozenset({"CHN", "TWN", "HKG", "PRK", "KOR", "VNM", "KHM"})
_RANK = {"state": 0, "observer": 0, "disputed": 1, "territory": 2}  # of several entries with one code the first of these is its government
_CATEGORIES: tuple[EntityCategory, ...] = ("person", "organisation", "group", "government", "unnamed")


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office and when it was held, ISO dates or the beginnings of such (a year); ``to`` None: still held, as far as we know."""

    role: str | None
    country: str | None
    sectors: tuple[str, ...]
    since: str
    until: str | None
    member_of: str | None = None

    def held_on(self, date: str) -> bool:
        return self.since <= date[: len(self.since)] and (self.until is None or date[: len(self.until)] <= self.until)


class Entry(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A government, organisation or person of the lexicon."""

    id: str
    name: str
    kind: str  # country, organisation, person
    category: EntityCategory
    country: str | None
    sectors: tuple[str, ...]
    member_of: str | None = None
    offices: tuple[Office, ...] = ()
    private: bool = False
    gender: str | None = None  # of a person: "m" or "f", a fact of the lexicon, never read from the name
    unit: str | None = None  # of a country: state, observer, disputed, territory
    earlier: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (last day, sectors) of what an organisation was before
    since: str | None = None
    until: str | None = None

    @property
    def countries(self) -> frozenset[str]:
        """Its own country and those of its offices."""
        return frozenset(code for code in (self.country, *(office.country for office in self.offices)) if code)

    def sectors_on(self, date: str | None) -> tuple[str, ...]:
        """An organisation's sectors on a date: a rebel group may have become a government since."""
        if date is not None:
            for until, sectors in sorted(self.earlier):
                if date[: len(until)] <= until:
                    return sectors
        return self.sectors

    def exists_on(self, date: str | None) -> bool:
        """Whether an organisation was there; without a date, and for all else, it was."""
        if date is None:
            return True
        begun = self.since is None or self.since <= date[: len(self.since)]
        return begun and (self.until is None or date[: len(self.until)] <= self.until)

    def office_on(self, date: str | None) -> Office | None:
        """The office held on a date, the one that began last where there are several; without a date none."""
        held = [office for office in self.offices if date and office.held_on(date)]
        return max(held, key=lambda office: office.since) if held else None


class Sense(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What one spelling can mean."""

    entry: Entry
    form: str  # name, adjective, demonym, capital, seat, surname
    ambiguous: bool = False
    plural: bool = False
    sectors: tuple[str, ...] = ()  # a seat may stand for a body of its own (a ministry, a parliament)
    words: int = 1
    user: bool = False
    alone: bool = False  # of a surname: the press means this person by it, without a first name or a title


class Lexicon:
    """Entries by id and senses by spelling; ``find`` reads a sequence of pieces."""

    def __init__(self, resources: Iterable[Resource], user: Iterable[Resource] = (), one_sided: Iterable[tuple[str, str]] = ()) -> None:
        """``one_sided`` pairs a name that one side alone uses with the id of the entry it stands for."""
        self.entries: dict[str, Entry] = {}
        self._senses: dict[str, list[Sense]] = {}
        self.governments: dict[str, Entry] = {}
        self.adjective_of: dict[str, str] = {}
        for resource in resources:
            self._add(resource, user=False)
        for resource in user:
            self._add(resource, user=True)
        for label, entry_id in one_sided:
            entry = self.entries.get(entry_id)
            if entry is not None and (key := " ".join(alias_pieces(label))):
                self._put(f" {key} ", label, Sense(entry=entry, form="name"))
        self._automaton = ahocorasick.Automaton()
        for spelling, senses in self._senses.items():
            chosen = [sense for sense in senses if sense.user] or senses
            self._automaton.add_word(spelling, (len(spelling), tuple(chosen)))
        if self._senses:
            self._automaton.make_automaton()

    def _add(self, resource: Resource, *, user: bool) -> None:
        path, data = resource.info.path, resource.data
        for number, raw in enumerate(data.get("entries") or (), 1):
            if isinstance(raw, Mapping) and "id" not in raw and any(key in raw for key in ("noun", "role", "label")):
                continue  # a user's file may hold nouns beside names
            if not isinstance(raw, Mapping) or not raw.get("id") or not raw.get("name"):
                raise ResourceError(f"{path}: entry {number}: expected a mapping with 'id' and 'name'.")
            where = f"{path}: entry {number} ({raw['id']})"
            if user and not str(raw["id"]).startswith("user:") and str(raw["id"]) not in self.entries:
                raise ResourceError(f"{where}: an id of your own begins with 'user:'; only an entry that tacitus has may keep its id.")
            if user and str(raw["id"]) in self.entries:
                self._forget(str(raw["id"]))
            entry = _entry(raw, where)
            if entry.id in self.entries:
                raise ResourceError(f"{where}: this id stands twice.")
            self.entries[entry.id] = entry
            for spelling, sense in _senses(raw, entry, user):
                key = " ".join(alias_pieces(spelling))
                if key:
                    self._put(f" {key} ", spelling, sense)

    def _put(self, key: str, spelling: str, sense: Sense) -> None:
        senses = self._senses.setdefault(key, [])
        if all(other.entry is not sense.entry or other.form != sense.form for other in senses):
            senses.append(sense)
        country = sense.entry.country if sense.entry.kind == "country" else None
        if country and self._speaks_for_country(sense.entry) and sense.form == "adjective":
            self.adjective_of.setdefault(country, spelling)

    def _speaks_for_country(self, entry: Entry) -> bool:
        """Whether this is the entry of the country's own government; territories share the code of the state that controls them."""
        assert entry.country is not None
        holder = self.governments.get(entry.country)
        if holder is None or _RANK.get(entry.unit or "state", 2) < _RANK.get(holder.unit or "state", 2):
            self.governments[entry.country] = holder = entry
            self.adjective_of.pop(entry.country, None)
        return holder is entry

    def _forget(self, identity: str) -> None:
        """A user's entry takes the place of ours with all its spellings."""
        entry = self.entries.pop(identity)
        for senses in self._senses.values():
            senses[:] = [sense for sense in senses if sense.entry is not entry]
        self._senses = {key: senses for key, senses in self._senses.items() if senses}
        if entry.country and self.governments.get(entry.country) is entry:
            del self.governments[entry.country]

    def body(self, adjective: str | None, noun: str) -> Entry | None:
        """The organisation that stands under "Foolander police" and the like with a name of its own."""
        if adjective is None:
            return None
        for form in (noun, noun.title(), noun.capitalize()):
            senses = self._senses.get(f" {' '.join(alias_pieces(f'{adjective} {form}'))} ", ())
            entries = {sense.entry.id: sense.entry for sense in senses if sense.form == "name"}
            if len(entries) == 1:
                return next(iter(entries.values()))
        return None

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
        """Spellings in pieces joined by blanks (with one at each end): start, end, senses; longest from the left, none overlaps."""
        if not self._senses:
            return
        hits = sorted((end + 1 - length, -(end + 1), senses) for end, (length, senses) in self._automaton.iter(text))
        position = -1
        for start, end, senses in hits:
            if start >= position:
                yield start, -end, senses
                position = -end - 1  # the blank between two names belongs to both


def _entry(raw: Mapping[str, Any], where: str) -> Entry:
    kind = (
        "country" if "code" in raw or "iso2" in raw else "person" if "offices" in raw or raw.get("category") == "person" else "organisation"
    )
    category = raw.get("category")
    known: EntityCategory = category if category in _CATEGORIES else {"country": "government", "person": "person"}.get(kind, "organisation")  # type: ignore[assignment]
    offices = tuple(_office(office, f"{where}, office {n}") for n, office in enumerate(raw.get("offices") or (), 1))
    country = raw.get("code") if kind == "country" else raw.get("country")
    return Entry(
        id=str(raw["id"]),
        name=str(raw["name"]),
        kind=kind,
        category=known,
        country=str(country) if country else None,
        sectors=_sectors(raw.get("sectors"), where) or (("GOV",) if kind == "country" else ()),
        member_of=raw.get("member_of"),
        offices=offices,
        private=bool(raw.get("private", False)),
        gender=_gender(raw.get("gender"), where),
        unit=raw.get("unit"),
        earlier=tuple((str(row["to"]), _sectors(row.get("sectors"), where)) for row in raw.get("earlier_sectors") or ()),
        since=str(raw["from"]) if kind == "organisation" and raw.get("from") else None,
        until=str(raw["to"]) if kind == "organisation" and raw.get("to") else None,
    )


def _office(raw: Mapping[str, Any], where: str) -> Office:
    since, until = raw.get("from"), raw.get("to")
    return Office(
        role=raw.get("role"),
        country=raw.get("country"),
        sectors=_sectors(raw.get("sectors"), where),
        since=str(since) if since else "0000",
        until=str(until) if until else None,
        member_of=raw.get("member_of"),
    )


def _gender(raw: object, where: str) -> str | None:
    if raw not in (None, "m", "f"):
        raise ResourceError(f"{where}: gender {raw!r}: write m or f, or leave it out.")
    return str(raw) if raw else None


def _sectors(raw: object, where: str) -> tuple[str, ...]:
    sectors = tuple(str(code) for code in raw) if isinstance(raw, Sequence) and not isinstance(raw, str) else (str(raw),) if raw else ()
    unknown = [code for code in sectors if code not in SECTORS]
    if unknown:
        raise ResourceError(f"{where}: {', '.join(unknown)} is no sector of PLOVER; known are {', '.join(SECTORS)}.")
    return sectors


def _senses(raw: Mapping[str, Any], entry: Entry, user: bool) -> Iterator[tuple[str, Sense]]:
    doubtful = frozenset(str(word) for word in raw.get("ambiguous") or ())

    def sense(spelling: object, form: str, **more: Any) -> tuple[str, Sense]:
        text = str(spelling)
        count = len(alias_pieces(text))
        return text, Sense(entry=entry, form=form, ambiguous=text in doubtful, words=count, user=user, **more)

    if entry.kind == "country":
        yield from _country_senses(raw, sense)
        return
    names = [raw["name"], *(raw.get("aliases") or ())]
    for name in names:
        yield sense(name, "name")
    for name in sorted(doubtful - {str(name) for name in names}):
        yield sense(name, "name")
    for name in raw.get("alone") or ():
        yield sense(name, "surname", alone=True)
    if entry.kind == "person" and " " in entry.name:
        words = entry.name.split()
        surname = words[0] if any(office.country in SURNAME_FIRST for office in entry.offices) else words[-1]
        yield sense(surname, "surname")


def _country_senses(raw: Mapping[str, Any], sense: Any) -> Iterator[tuple[str, Sense]]:
    names = [raw["name"], *filter(None, [raw.get("formal")]), *(raw.get("names") or ())]
    for name in names:
        yield sense(name, "name")
    for word in raw.get("adjectives") or ():
        yield sense(word, "adjective")
    demonyms = [str(word) for word in raw.get("demonyms") or ()]
    for word in demonyms:
        yield sense(word, "demonym", plural=word.removesuffix("s") in demonyms and word.endswith("s"))
        if len(demonyms) == 1 and not word.endswith(("s", "sh", "ch", "ese")):
            yield sense(f"{word}s", "demonym", plural=True)
    for word in [*filter(None, [raw.get("capital")]), *(raw.get("capitals") or ())]:
        if word.startswith("The "):
            continue  # its article is read as anybody's: "the Swat Valley" is not Anguilla's The Valley
        yield sense(word, "capital")
    for seat in raw.get("seats") or ():
        if isinstance(seat, Mapping):
            yield sense(seat["name"], "seat", sectors=_sectors(seat.get("sectors"), f"seat {seat['name']}"))
        else:
            yield sense(seat, "seat")
    listed = {str(n) for key in ("names", "adjectives", "demonyms", "capitals") for n in raw.get(key) or ()} | {str(n) for n in names}
    listed |= {str(raw.get("capital")), *(str(s["name"] if isinstance(s, Mapping) else s) for s in raw.get("seats") or ())}
    for word in sorted({str(word) for word in raw.get("ambiguous") or ()} - listed):
        yield sense(word, "name")
