"""Where what is in force excludes each other. A line never contradicts itself: two actors of one report acted together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import msgspec

from tacitus.corpus.ledger.claims import Held
from tacitus.corpus.ledger.parts import wholes
from tacitus.corpus.ledger.sayings import FIELDS, HAPPENED, Line, Order
from tacitus.corpus.ledger.values import exclude, vaguer
from tacitus.model.incidents import ClaimField, Contradiction, Side
from tacitus.model.ontology import COUNTED

COMPARED = tuple(field for field in FIELDS if field not in ("weapon", "reason", "money", "other"))
MOST_POSITIONS = 200  # of one field; those that fewest share are left out beyond, so that a hostile corpus costs no squares


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What several lines say alike for one field. ``opposite``: keys of who is on the other side of the deed."""

    claims: tuple[Held, ...]
    opposite: frozenset[str] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(sorted({one.claim.key for one in self.claims}))

    @property
    def order(self) -> tuple[Order, str, str]:
        return min(one.order for one in self.claims)


def contradictions_of(held: Sequence[Held]) -> tuple[Contradiction, ...]:
    """By field; sides by first seen, then as the reports stand."""
    in_force = [one for one in held if one.in_force]
    values: dict[str, set[str]] = {}
    for one in in_force:
        values.setdefault(one.claim.field, set()).add(one.claim.key)
    found = []
    for field in COMPARED:
        if len(values.get(field, ())) < 2:
            continue
        sides = _sides_of_happened(in_force) if field == "happened" else _sides(_positions(in_force, field), _excluding(field))
        if len(sides) > 1:
            found.append(Contradiction(field=field, sides=tuple(_side(claims) for claims in sides)))
    return tuple(found)


def _sides_of_happened(held: Sequence[Held]) -> list[tuple[Held, ...]]:
    told = [one for one in held if one.claim.field == "happened"]
    both = (tuple(one for one in told if (one.claim.key == HAPPENED) is happened) for happened in (True, False))
    return sorted((side for side in both if side), key=lambda side: side[0].order)


def _positions(held: Sequence[Held], field: ClaimField) -> list[Position]:
    """Lines that say alike together. Parties of an act that goes both ways have no side of it."""
    if field in COUNTED:
        held = wholes([one for one in held if one.claim.field == field])
    by_line: dict[Line, list[Held]] = {}
    opposite: dict[Line, set[str]] = {}
    other = {"actor": "recipient", "recipient": "actor"}.get(field)
    for one in held:
        if one.claim.field == field and not (other and any(saying.reciprocal for saying in one.sayings)):
            by_line.setdefault(one.line, []).append(one)
        elif one.claim.field == other:
            opposite.setdefault(one.line, set()).add(one.claim.key)
    gathered: dict[tuple[frozenset[str], frozenset[str]], list[Held]] = {}
    for line, found in by_line.items():
        keys = frozenset(one.claim.key for one in found), frozenset(opposite.get(line, ()))
        gathered.setdefault(keys, []).extend(found)
    positions = [
        Position(claims=tuple(sorted(found, key=lambda one: one.order)), opposite=against) for (_, against), found in gathered.items()
    ]
    if len(positions) > MOST_POSITIONS:
        positions = sorted(positions, key=lambda one: (-len(one.claims), one.order))[:MOST_POSITIONS]
    return sorted(positions, key=lambda one: one.order)


def _excluding(field: ClaimField) -> Callable[[Position, Position], bool]:
    def excluded(one: Position, two: Position) -> bool:
        first, second = _distinct(one), _distinct(two)
        if all(exclude(a.value, b.value) for a in first for b in second):
            return True
        return field in ("actor", "recipient") and _swapped(one, two)

    return excluded


def _distinct(position: Position) -> list[Held]:
    return list({one.claim.key: one for one in position.claims}.values())


def _swapped(one: Position, two: Position) -> bool:
    """Who does it in the one has it done to him in the other."""
    first, second = set(one.keys), set(two.keys)
    return not first & second and bool(first & two.opposite) and bool(second & one.opposite)


def _sides(positions: Sequence[Position], excluded: Callable[[Position, Position], bool]) -> list[tuple[Held, ...]]:
    """Positions that another excludes; one that only says another less precisely joins it."""
    against: set[int] = set()
    for one, two in combinations(range(len(positions)), 2):
        if excluded(positions[one], positions[two]):
            against |= {one, two}
    sides: dict[tuple[str, ...], list[Held]] = {}
    for n in sorted(against):
        sides.setdefault(positions[n].keys, []).extend(positions[n].claims)
    folds = _folds(sides)
    for keys, into in folds.items():
        if into is not None and into not in folds:
            sides[into].extend(sides[keys])
    for keys in folds:
        del sides[keys]
    ordered = [tuple(sorted(side, key=lambda one: one.order)) for side in sides.values()]
    return sorted(ordered, key=lambda side: side[0].order)


def _folds(sides: Mapping[tuple[str, ...], Sequence[Held]]) -> dict[tuple[str, ...], tuple[str, ...] | None]:
    """Side → the more precise side that it joins; None where it fits several and so takes no part."""
    found: dict[tuple[str, ...], tuple[str, ...] | None] = {}
    for keys, claims in sides.items():
        into = [other for other, theirs in sides.items() if other != keys and _says_less(claims, theirs)]
        ends = [other for other in into if not any(_says_less(sides[other], sides[more]) for more in into if more != other)]
        if ends:
            found[keys] = ends[0] if len(ends) == 1 else None
    return found


def _says_less(one: Sequence[Held], two: Sequence[Held]) -> bool:
    return all(any(vaguer(a.value, b.value) for b in two) for a in one)


def _side(claims: Sequence[Held]) -> Side:
    dates = sorted(one.claim.first_seen for one in claims if one.claim.first_seen)
    outlets = dict.fromkeys(words.outlet for one in claims for words in one.claim.words if words.outlet)
    precise = [one for one in claims if not any(vaguer(one.value, other.value) for other in claims)]
    values = dict.fromkeys((one.claim.key, one.claim.value) for one in precise)
    return Side(
        value=", ".join(dict.fromkeys(value for _, value in values)), key="|".join(sorted(key for key, _ in values)),
        claims=tuple(one.claim.id for one in claims), origins=len({one.claim.origin for one in claims}), outlets=tuple(outlets),
        first_seen=dates[0] if dates else None,
    )  # fmt: skip
