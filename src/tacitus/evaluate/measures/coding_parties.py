"""Actors and recipients against gold codings: text, name, country, sector."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.evaluate.gold import Gold
from tacitus.evaluate.matching import pair_events
from tacitus.evaluate.tallies import Counts, Tally, Value, f1, share
from tacitus.model.records import Coding, Party
from tacitus.model.spans import overlaps

NAME = "coding_parties"
TITLE = "Actors and recipients against gold codings"
_ROLES = ("actor", "recipient")
FIGURES = {
    f"{role}_{what}": text.format(role=role)
    for role in _ROLES
    for what, text in (
        ("text", "F1 of the {role}s of the events found whose words overlap the gold's."),
        ("entity", "Of the {role}s whose words overlap, share with the same entity: the same id, or the same neutral name."),
        ("country", "Of the {role}s whose words overlap, share with the same country, none on both sides included."),
        ("sector", "Of the {role}s whose words overlap, share with the same first sector, none on both sides included."),
    )
}
TABLES: dict[str, str] = {}


def applies(gold: Gold) -> bool:
    return gold.coding is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.coding is not None
    for mine, theirs in pair_events(ours.events, gold.coding.events):
        for role, own, other in (("actor", mine.actors, theirs.actors), ("recipient", mine.recipients, theirs.recipients)):
            _count_role(role, own, other, tally)


def _count_role(role: str, own: Sequence[Party], gold: Sequence[Party], tally: Tally) -> None:
    left = list(own)
    tally.add(f"{role}s_ours", by=len(own))
    tally.add(f"{role}s_gold", by=len(gold))
    for party in gold:
        match = next((n for n, one in enumerate(left) if _overlap(one, party)), None)
        if match is None:
            continue
        one = left.pop(match)
        tally.add(f"{role}s_text")
        tally.add(f"{role}s_entity", by=_same_entity(one, party))
        tally.add(f"{role}s_country", by=one.country == party.country)
        tally.add(f"{role}s_sector", by=one.sectors[:1] == party.sectors[:1])
        for field in ("country", "sectors"):
            if getattr(one, field) != getattr(party, field) and party.start is not None and party.end is not None:
                shown = {"text": party.text, field: getattr(party, field)}
                tally.miss(f"{role}'s {field}", (party.start, party.end), gold=shown, ours={"text": one.text, field: getattr(one, field)})


def _overlap(one: Party, party: Party) -> bool:
    spans = (one.start, one.end, party.start, party.end)
    return None not in spans and overlaps(*spans)  # type: ignore[arg-type]


def _same_entity(one: Party, party: Party) -> bool:
    if one.entity is not None and one.entity == party.entity:
        return True
    return bool(one.name and party.name and one.name.casefold() == party.name.casefold())


def figures(counts: Counts) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for role in _ROLES:
        found[f"{role}_text"] = f1(counts, f"{role}s_text", f"{role}s_ours", f"{role}s_gold")
        for what in ("entity", "country", "sector"):
            found[f"{role}_{what}"] = share(counts, f"{role}s_{what}", f"{role}s_text")
    return found
