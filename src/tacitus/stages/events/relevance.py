"""What is no event after all: sport, markets, recipes, fiction, private matters, bare words without party, place or time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tacitus.model.records import Party
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.circumstances import Circumstances
from tacitus.stages.events.happenings import VERBAL, Happening
from tacitus.syntax.tree import Tree

CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
ARMED_OR_STATE = frozenset({"GOV", "MIL", "COP", "REB", "UAF", "PRM", "LEG", "JUD", "SPY"})


class Relevance:
    """Compiled once from ``relevance.yaml``."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._worlds = {name: frozenset(words) for name, words in tables["worlds"].items()}
        self._sentence = int(tables["thresholds"]["sentence"])
        self._share = float(tables["thresholds"]["share"])
        self._public = frozenset(tables["public"])

    def sift(self, candidates: Sequence[Candidate], tree: Tree, circumstances: Circumstances) -> None:
        """Marks the candidates that are no events with the reason."""
        worlds = self._worlds_of(tree)
        for candidate in candidates:
            if candidate.drop is None:
                candidate.drop = self._reason(candidate, tree, worlds, circumstances)

    def _worlds_of(self, tree: Tree) -> list[str]:
        """The other worlds that a whole text belongs to."""
        lemmas = [token.lemma.lower() for token in tree.tokens if token.pos in CONTENT_POS]
        if not lemmas:
            return []
        return [name for name, words in self._worlds.items() if sum(lemma in words for lemma in lemmas) / len(lemmas) >= self._share]

    def _reason(self, candidate: Candidate, tree: Tree, worlds: Sequence[str], circumstances: Circumstances) -> str | None:
        parties = [*candidate.actors, *candidate.recipients]
        armed = any(set(party.sectors) & ARMED_OR_STATE for party in parties)
        sentence = [token.lemma.lower() for token in tree.sentence(candidate.head).tokens]
        for name, words in self._worlds.items():
            hits = sum(lemma in words for lemma in sentence)
            if hits >= self._sentence and not armed:
                return f"the sentence is about {name}"
            if name in worlds and (hits or not armed):
                return f"the text is about {name}"
        if candidate.type in VERBAL and parties and not any(self._is_public(party) for party in parties):
            return "no public party"
        return None

    def _is_public(self, party: Party) -> bool:
        return (
            bool(set(party.sectors) & self._public)
            or party.country is not None
            or (party.entity or "").startswith(("org-", "gov-", "per-", "user:"))
        )

    def is_bare(self, happening: Happening) -> bool:
        """Nobody acts, nobody is acted upon, and neither place, time nor number makes it an occurrence."""
        if happening.actors or happening.recipients:
            return False
        if happening.principal.type in VERBAL:
            return True
        return not (happening.places or happening.time or happening.counts)
