"""The word lists of ``status.yaml``, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Which words negate, put into the future, or leave open what hangs on them or stands beside them."""

    governors: Mapping[tuple[str, str], str]  # (kind, word) → status
    failed: Mapping[str, frozenset[str]]  # by kind
    claims: frozenset[str]
    refuting: frozenset[str]
    refuted_by: frozenset[str]
    evidence: frozenset[str]
    parts: frozenset[str]
    intercepted: frozenset[str]
    averting: frozenset[str]
    modals: Mapping[str, str]
    marks: frozenset[str]
    waiting: frozenset[str]
    expecting: frozenset[str]
    no: frozenset[str]
    without: frozenset[str]
    never: frozenset[str]
    almost: frozenset[str]
    ahead: frozenset[str]
    occurring: frozenset[str]
    singled_out: frozenset[str]
    done: frozenset[str]
    saying: frozenset[str]
    hedge_adverbs: frozenset[str]
    hearsay: frozenset[str]
    hedge_modifiers: frozenset[str]
    hedge_passives: frozenset[str]
    hedge_raising: frozenset[str]

    @classmethod
    def of(cls, tables: Mapping[str, Any]) -> StatusWords:
        """From the loaded YAML."""
        governors: dict[tuple[str, str], str] = {}
        for status, kinds in tables["governors"].items():
            for kind, words in kinds.items():
                for word in words:
                    # demanded and threatened stand before hypothetical in force: a later, stronger table overwrites
                    governors[kind, word] = status
        hedges = tables["hedges"]
        return cls(
            governors=governors,
            failed={kind: frozenset(words) for kind, words in tables["failed"].items()},
            claims=frozenset(tables["claims"]),
            refuting=frozenset(tables["refuting"]),
            refuted_by=frozenset(tables["refuted_by"]),
            evidence=frozenset(tables["evidence"]),
            parts=frozenset(tables["parts"]),
            intercepted=frozenset(tables["intercepted"]),
            averting=frozenset(tables["averting"]),
            modals={word: status for status, words in tables["modals"].items() for word in words},
            marks=frozenset(tables["conditional_marks"]),
            waiting=frozenset(tables["waiting_marks"]),
            expecting=frozenset(tables["expecting_marks"]),
            no=frozenset(tables["negative_determiners"]),
            without=frozenset(tables["negative_prepositions"]),
            never=frozenset(tables["negative_adverbs"]),
            almost=frozenset(tables["near_misses"]),
            ahead=frozenset(tables["future_prepositions"]),
            occurring=frozenset(tables["occurring"]),
            singled_out=frozenset(tables["singled_out"]),
            done=frozenset(tables["done"]),
            saying=frozenset(tables["saying"]),
            hedge_adverbs=frozenset(hedges["adverbs"]),
            hearsay=frozenset(hedges["hearsay"]),
            hedge_modifiers=frozenset(hedges["modifiers"]),
            hedge_passives=frozenset(hedges["passives"]),
            hedge_raising=frozenset(hedges["raising"]),
        )

    def governor(self, kind: str, *words: str) -> str | None:
        """The status that one of these words gives to what hangs on it; the longer phrase first."""
        return next((self.governors[kind, word] for word in words if (kind, word) in self.governors), None)
