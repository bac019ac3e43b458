"""Literal, metonymic or modifier: how a toponym is used in its sentence."""

from __future__ import annotations

from typing import Any

from tacitus.model.ontology import PlaceUse
from tacitus.stages.places.candidates import Candidate
from tacitus.stages.places.index import Entry
from tacitus.syntax.tree import Tree


class UseReader:
    """Reads the use from the dependency tree; its verbs and nouns stand in resources/places/words.yaml."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._still = frozenset(words["still_verbs"])
        self._addressed = frozenset(words["addressing_verbs"])
        self._with = frozenset(words["party_prepositions"])
        self._acts = frozenset(words["act_nouns"])
        self._units = frozenset(words["units"])

    def use(self, candidate: Candidate, entry: Entry | None, tree: Tree) -> PlaceUse:
        """How the words are used; only countries and capitals stand for those who govern there."""
        head = self._head(candidate, tree)
        token = tree.tokens[head]
        governor = tree.tokens[token.head]
        if (
            token.dep in ("compound", "amod", "nmod", "nummod")
            and governor.i > candidate.last
            and governor.text.lower() not in self._units
            and governor.i != head
        ):
            return "modifier"
        if entry is None or not (entry.kind == "country" or entry.more.get("capital")):
            return "literal"
        first = tree.tokens[tree.first_conjunct(head)]
        governor = tree.tokens[first.head]
        return "metonymic" if self._stands_for_party(first.dep, governor, tree) else "literal"

    def _stands_for_party(self, dep: str, governor: Any, tree: Tree) -> bool:
        if dep == "nsubj":
            return governor.pos == "VERB" and governor.lemma not in self._still
        if dep in ("dobj", "nsubjpass", "dative"):
            return governor.lemma in self._addressed
        if dep == "poss":
            return governor.lemma.lower() in self._acts
        if dep == "pobj":
            return governor.dep == "agent" or (governor.text.lower() in self._with and tree.tokens[governor.head].pos in ("VERB", "NOUN"))
        return False

    @staticmethod
    def _head(candidate: Candidate, tree: Tree) -> int:
        for n in range(candidate.first, candidate.last + 1):
            if not candidate.first <= tree.tokens[n].head <= candidate.last or tree.tokens[n].head == n:
                return n
        return candidate.last
