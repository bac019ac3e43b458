"""What most independent origins agree on: figures, the interval, the place, who acted on whom.

The rule is one for all: the value that most independent origins give or do not exclude; of several the most precise; of those the latest
seen. Figures: low and high over all claims in force, never a sum; best is the value that most origins give, of several the latest seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf

from tacitus.corpus.ledger.claims import Held, instant
from tacitus.corpus.ledger.parts import wholes
from tacitus.corpus.ledger.values import bounds, exclude, place_rank, vaguer, width
from tacitus.model.incidents import Figure, IncidentParty, IncidentPlace
from tacitus.model.ontology import COUNTED

MOST_VALUES = 200  # compared for one field; the first seen beyond
MOST_PARTIES = 12


def of_field(held: Iterable[Held], field: str) -> list[Held]:
    return [one for one in held if one.claim.field == field and one.in_force]


def _by_key(held: Iterable[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for one in held:
        found.setdefault(one.claim.key, []).append(one)
    return found


def origins(held: Iterable[Held]) -> set[str]:
    return {one.claim.origin for one in held}


def _last(held: Iterable[Held]) -> tuple[tuple[str, float], object]:
    """When it was last seen, then the order of reports."""
    return max((instant(saying.words.published_at).order, saying.order) for one in held for saying in one.sayings)


def agreed(held: Sequence[Held], precision: Callable[[Held], float]) -> Held | None:
    """A claim with the value that stands best by the rule above; ``precision`` is higher for a narrower one."""
    values = list(_by_key(held).values())[:MOST_VALUES]
    if not values:
        return None

    def standing(found: list[Held]) -> tuple[int, float, object]:
        with_it = {origin for other in values if not exclude(found[0].value, other[0].value) for origin in origins(other)}
        return len(with_it), precision(found[0]), _last(found)

    return max(values, key=standing)[0]


def days(held: Iterable[Held]) -> Held | None:
    return agreed(of_field(held, "time"), lambda one: -width(one.value))


def place(held: Iterable[Held]) -> IncidentPlace | None:
    found = agreed(of_field(held, "place"), lambda one: place_rank(one.value.place) if one.value.place is not None else 0)
    if found is None or found.value.place is None:
        return None
    of = found.value.place
    return IncidentPlace(
        geonames_id=of.geonames_id, name=of.name or of.text, latitude=of.latitude, longitude=of.longitude, country=of.country,
        admin1=of.admin1, precision=of.precision,
    )  # fmt: skip


def parties(held: Iterable[Held], field: str) -> tuple[IncidentParty, ...]:
    """Those that most origins name first, then by first seen."""
    values = sorted(_by_key(of_field(held, field)).values(), key=lambda found: (-len(origins(found)), found[0].order))
    named = []
    for found in values[:MOST_PARTIES]:
        party = found[0].value.party
        if party is not None and (party.name or party.sectors):
            entity = found[0].claim.key if party.entity == found[0].claim.key else None
            named.append(
                IncidentParty(
                    entity=entity, name=found[0].value.text, country=party.country, sectors=party.sectors, origins=len(origins(found))
                )
            )
    return tuple(named)


def precise_parties(held: Iterable[Held], field: str) -> list[Held]:
    """One claim a party for the title: not those that say another less precisely, nor those that few name beside one that many do."""
    values = sorted(_by_key(of_field(held, field)).values(), key=lambda found: found[0].order)[:MOST_VALUES]
    support = {found[0].claim.key: len(_standing_behind(found[0], values)) for found in values}
    most = max(support.values(), default=0)
    precise = [
        found[0]
        for found in values
        if 2 * support[found[0].claim.key] >= most and not any(vaguer(found[0].value, other[0].value) for other in values)
    ]
    return sorted(precise, key=lambda one: (-support[one.claim.key], one.order))[:MOST_PARTIES]


def _standing_behind(one: Held, values: Sequence[list[Held]]) -> set[str]:
    """Origins that name it, or another of its country that it does not exclude: forces of a country, its government."""
    country = one.value.party.country if one.value.party is not None else None
    found: set[str] = set()
    for other in values:
        party = other[0].value.party
        same = one.claim.key == other[0].claim.key
        if same or (country and party is not None and party.country == country and not exclude(one.value, other[0].value)):
            found |= origins(other)
    return found


# Figures


def figures(held: Sequence[Held]) -> dict[str, Figure]:
    found = {}
    for what in COUNTED:
        claims = of_field(held, what) if what != "other" else []
        if claims and not (what == "money" and len({one.value.of for one in claims}) > 1):
            found[what] = figure(claims)
    return found


def figure(held: Sequence[Held]) -> Figure:
    """Low and high of all that stand for the whole; high is None where the highest is open."""
    whole = wholes(held)
    lows = [bounds(one.value)[0] for one in whole if one.value.low is not None or one.value.best is not None]
    highest = max(bounds(one.value)[1] for one in whole)
    return Figure(
        low=_whole_number(min(lows)) if lows else None, best=_whole_number(_best(whole)),
        high=None if highest == inf else _whole_number(highest), claims=tuple(one.claim.id for one in whole),
    )  # fmt: skip


def _best(held: Sequence[Held]) -> float | int | None:
    votes: dict[float, list[Held]] = {}
    for one in held:
        value = one.value.best if one.value.best is not None else one.value.low
        if value is not None:
            votes.setdefault(float(value), []).append(one)
    if not votes:
        return None
    return max(votes, key=lambda value: (len(origins(votes[value])), _last(votes[value])))


def _whole_number(value: float | int | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
