"""Sayings gathered into claims: one for each value of a field and each origin (and named source within it), with its revisions.

A line revises itself: the same outlet in its own voice, or the same named source wherever it is quoted, gives another figure in a later
report. A day must lie between them, or hours where both have a time. Nobody else's figure is touched by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from tacitus.corpus.ledger.sayings import Line, Order, Saying
from tacitus.corpus.ledger.values import Value, exclude
from tacitus.model.ids import make_id
from tacitus.model.incidents import Claim, ClaimField
from tacitus.model.ontology import COUNTED

_GROWING = frozenset(COUNTED) - {"other", "money"}  # figures of which a later one takes the place of the former
_REVISED_WHERE_EXCLUDED = frozenset({"time", "place"})


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A claim and what is needed to compare it. ``sayings`` in order."""

    claim: Claim
    value: Value
    line: Line
    sayings: tuple[Saying, ...]

    @property
    def order(self) -> tuple[Order, str, str]:
        return self.sayings[0].order, self.claim.field, self.claim.key

    @property
    def in_force(self) -> bool:
        return self.claim.replaced_by is None and not self.claim.retracted


def claims_of(incident: str, about: str, said: Iterable[Saying]) -> list[Held]:
    """In the order of their first words, by which their ids go: a hash of a value would let a masked name be guessed.

    ``about``: id of the incident's first event; with it, and not with the incident's id, which goes by arrival, ids are a function of the
    reports.
    """
    ordered = sorted(said, key=lambda saying: (saying.order, saying.field, saying.value.key))
    lines = _lines(ordered)
    gathered: dict[tuple[ClaimField, str, Line], list[Saying]] = {}
    for saying, line in zip(ordered, lines, strict=True):
        gathered.setdefault((saying.field, saying.value.key, line), []).append(saying)
    held = [_held(incident, about, line, found) for (_, _, line), found in gathered.items()]
    return sorted(_revised(held), key=lambda one: one.order)


def _lines(said: Sequence[Saying]) -> list[Line]:
    """A source that reports of several origins quote is an origin of its own: ten outlets with one statement are one."""
    of_source: dict[str, set[str]] = {}
    for saying in said:
        if saying.source is not None:
            of_source.setdefault(saying.source, set()).add(saying.origin)
    several: dict[str, str] = {}
    for saying in said:  # in order: a source's id goes by where it is first quoted
        if saying.source is not None and len(of_source[saying.source]) > 1 and saying.source not in several:
            several[saying.source] = make_id("origin", "source", *saying.place)
    return [Line(several.get(saying.source or "", saying.origin), saying.source) for saying in said]


def _held(incident: str, about: str, line: Line, said: list[Saying]) -> Held:
    value = said[0].value
    dates = sorted(saying.words.published_at for saying in said if saying.words.published_at)
    words = tuple(dict.fromkeys(saying.words for saying in said))
    claim = Claim(
        id=make_id("claim", about, line.origin, *said[0].place), incident=incident, field=said[0].field, value=value.text,
        key=value.key, of=value.of, low=value.low, best=value.best, high=value.high, origin=line.origin, source=line.source, words=words,
        first_seen=dates[0] if dates else None, last_seen=dates[-1] if dates else None,
    )  # fmt: skip
    return Held(claim=claim, value=value, line=line, sayings=tuple(said))


# Revisions


def _revised(held: Sequence[Held]) -> list[Held]:
    by_field: dict[tuple[str, str | None], list[Held]] = {}
    for one in held:
        by_field.setdefault((one.claim.field, one.value.of), []).append(one)
    replaced: dict[str, str] = {}
    for (field, _), found in by_field.items():
        if len(found) > 1 and (field in _GROWING or field in _REVISED_WHERE_EXCLUDED):
            replaced |= _replacements(found, only_excluded=field in _REVISED_WHERE_EXCLUDED)
    return [msgspec.structs.replace(one, claim=msgspec.structs.replace(one.claim, replaced_by=replaced.get(one.claim.id))) for one in held]


def _replacements(held: Sequence[Held], *, only_excluded: bool) -> dict[str, str]:
    """Claim → the claim that took its place: everyone who made it has later said another."""
    latest: dict[str, list[tuple[Instant, Order, Held]]] = {}
    for one in held:
        for speaker, (when, order) in _seen(one).items():
            latest.setdefault(speaker, []).append((when, order, one))
    for seen in latest.values():
        seen.sort(key=lambda entry: (entry[0].order, entry[1]))
    found: dict[str, str] = {}
    for one in held:
        after = [_later(one, when, latest[speaker], only_excluded) for speaker, (when, _) in _seen(one).items()]
        if after and all(entry is not None for entry in after):
            last = max((entry for entry in after if entry is not None), key=lambda entry: (entry[0].order, entry[1]))
            found[one.claim.id] = last[2].claim.id
    return found


def _later(
    one: Held, when: Instant, seen: Sequence[tuple[Instant, Order, Held]], only_excluded: bool
) -> tuple[Instant, Order, Held] | None:
    for entry in reversed(seen):
        if not when.before(entry[0]):
            continue
        if entry[2] is not one and (not only_excluded or exclude(one.value, entry[2].value)):
            return entry
    return None


class Instant(msgspec.Struct, frozen=True):
    """A publication date, to the second where known. ``moment`` is None for a day alone, ``day`` empty where nothing is known."""

    day: str
    moment: float | None

    @property
    def order(self) -> tuple[str, float]:
        return self.day, self.moment if self.moment is not None else -1.0

    def before(self, other: Instant) -> bool:
        """Surely earlier."""
        if not self.day or not other.day:
            return False
        if self.moment is not None and other.moment is not None:
            return self.moment < other.moment
        return self.day < other.day


def instant(published: str | None) -> Instant:
    if not published:
        return Instant("", None)
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return Instant(published[:10], None)
    if len(published) <= 10:
        return Instant(published, None)
    return Instant(published[:10], (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def speakers(saying: Saying) -> str:
    """Who can take it back: the named source, else the outlet, else this document alone."""
    if saying.source is not None:
        return f"source {saying.source}"
    outlet = saying.words.outlet
    return f"outlet {outlet.casefold()}" if outlet else f"document {saying.words.document}"


def _seen(one: Held) -> dict[str, tuple[Instant, Order]]:
    """Each speaker's time with this claim: an outlet's last (it may go back to it), a source's first (others repeat it late)."""
    found: dict[str, tuple[Instant, Order]] = {}
    for saying in one.sayings:
        speaker, entry = speakers(saying), (instant(saying.words.published_at), saying.order)
        known = found.get(speaker)
        if known is None or (saying.source is None and known[0].order < entry[0].order):
            found[speaker] = entry
    return found


def retracted(held: Sequence[Held], denials: Sequence[Held]) -> list[Held]:
    """Claims whose every speaker has later denied that it happened."""
    denied: dict[str, Instant] = {}
    for denial in denials:
        for speaker, (when, _) in _seen(denial).items():
            if speaker not in denied or denied[speaker].order < when.order:
                denied[speaker] = when
    if not denied:
        return list(held)
    return [msgspec.structs.replace(one, claim=msgspec.structs.replace(one.claim, retracted=_all_denied(one, denied))) for one in held]


def _all_denied(one: Held, denied: Mapping[str, Instant]) -> bool:
    return all(speaker in denied and when.before(denied[speaker]) for speaker, (when, _) in _seen(one).items())
