"""When a person's case is told again: one charge or sentence at court, a nameless person of the lead who is named later."""

from __future__ import annotations

from typing import Protocol

from tacitus.model.records import Party
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.voice import key

_TRIALS = frozenset({"COERCE", "SANCTION"})
_INDEFINITE = frozenset({"a", "an", "one"})
_LEAD = 2  # sentences in which a story brings in somebody without a name
_NAMED_BY = 10  # sentences within which the name follows


class Told(Protocol):
    """What is compared: a happening in the making."""

    tellings: list[Candidate]
    actors: list[Party]
    recipients: list[Party]


def is_same_case(told: Told, candidate: Candidate) -> bool:
    """Charge, verdict and sentence of one person, each told once more."""
    first = told.tellings[0]
    if first.type != candidate.type or not is_of_court(first) or not is_of_court(candidate):
        return False
    if first.type == "COERCE" and "sentenced" not in first.rule.id and "serving" not in first.rule.id:
        return False  # an arrest is told by its own words
    return bool({key(party) for party in told.recipients} & {key(party) for party in candidate.recipients} - {""})


def is_of_court(candidate: Candidate) -> bool:
    if candidate.type == "ACCUSE":
        return "investigate" in candidate.modes and "legal" in candidate.rule.contexts
    return candidate.type in _TRIALS and ("convict" in candidate.modes or ".arrest.se" in candidate.rule.id)


def is_named_later(told: Told, candidate: Candidate, first: int, here: int) -> bool:
    """ "A trader was arrested" in the lead, "Ama Kusi was arrested on Friday" below: the same words of one person, now named.

    ``first`` and ``here`` are the sentences of the happening's first telling and of the candidate.
    """
    same_words = any(telling.rule.id == candidate.rule.id for telling in told.tellings)
    if not same_words or candidate.type not in (*_TRIALS, "ACCUSE") or first >= _LEAD or not first < here <= _NAMED_BY:
        return False
    if len(told.recipients) != 1 or len(candidate.recipients) != 1:
        return False
    nameless, named = told.recipients[0], candidate.recipients[0]
    if nameless.country and named.country and nameless.country != named.country:
        return False
    return _is_nameless(nameless) and _is_personal_name(named)


def _is_nameless(party: Party) -> bool:
    words = (party.text or "").lower().split()
    return bool(words) and words[0] in _INDEFINITE and party.number in (None, 1)


def _is_personal_name(party: Party) -> bool:
    words = (party.text or "").split()
    return (
        len(words) > 1
        and party.number in (None, 1)
        and all(word[0].isupper() for word in words)
        and words[0].lower() not in ("the", "a", "an")
    )
