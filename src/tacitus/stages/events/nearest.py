"""Whom an act reaches where neither a slot of its rule nor a phrase of its thing names them: the nearest party inside the act's own words.

The parser hangs "on bail", "together with medicines" and the like between a verb and whom it concerns. What stands below the trigger and
in no other act's role is taken, the shallowest first; clauses and phrases of time, cause and source are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tacitus.model.ontology import EventType

if TYPE_CHECKING:
    from tacitus.stages.events.affected import Affected
    from tacitus.stages.events.candidates import Candidate

REACHING: frozenset[EventType] = frozenset(
    {"AID", "AGREE", "CONCEDE", "RETREAT", "SANCTION", "COERCE", "MOBILIZE", "REJECT", "THREATEN", "REQUEST", "ACCUSE", "SUPPORT"}
)
# Prepositions of time, source, company and comparison: what they hold is no party to the act.
ASIDE = frozenset(
    """after before during since amid amidst following according by via through despite without except besides like unlike under
    including alongside as per than because ahead until till due regarding""".split()
)
JUDGING: frozenset[EventType] = frozenset({"ACCUSE", "SUPPORT"})  # whose object's victims are not who is judged
# Types whose object may be people told by a bare noun: "freed villagers", but not "agreed to set up a company".
FALLING_ON_PEOPLE: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "SANCTION", "COERCE", "RETREAT", "REQUEST"})
DEFINITE = frozenset({"the", "these", "those", "all", "both"})
SAYING: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "THREATEN", "ACCUSE", "SUPPORT", "REQUEST", "REJECT"})
REPORTING = frozenset({"say", "tell", "report", "add", "announce", "write", "note", "state", "quote"})
ANSWERING: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "REJECT", "RETREAT"})  # to whoever asked
ANSWERED: frozenset[EventType] = frozenset({"REQUEST", "PROTEST"})
CREATING = frozenset({"set", "create", "establish", "form", "build", "found", "launch", "develop", "open", "convene"})
MAX_DEPTH = 8  # edges below the trigger


class Nearest:
    """Finds the nearest party of one candidate at a time."""

    def __init__(self, affected: Affected) -> None:
        self.affected = affected
        self.tree = affected.tree
        self.tokens = affected.tokens
        self.reader = affected.reader

    def find(self, candidate: Candidate, candidates: Sequence[Candidate]) -> list[tuple[int, str]]:
        """The nearest party below the trigger (with its conjuncts) and why, or nothing."""
        if candidate.type not in REACHING or not candidate.actors:
            return []
        top = candidate.match.light if candidate.match.light is not None else candidate.head
        taken = self._taken(candidate, candidates)
        level, depth = [top], 0
        while level and depth < MAX_DEPTH:
            below = [c for n in level for c in self.tree.children[n] if self._is_open(n, c, candidate)]
            if found := self._parties(sorted(below), candidate, taken):
                return found
            level, depth = below, depth + 1
        return []

    def _parties(self, below: list[int], candidate: Candidate, taken: frozenset[int]) -> list[tuple[int, str]]:
        for n in below:
            token = self.tokens[n]
            if n < candidate.head or n in taken or token.entity_type in ("DATE", "TIME") or token.pos not in ("NOUN", "PROPN", "ADJ"):
                continue
            if self.affected.is_place(n):
                return [(n, "place")]
            if self.reader.is_party(n) and self._may_receive(n, candidate):
                return [(n, "nearest")]
        return []

    def _may_receive(self, n: int, candidate: Candidate) -> bool:
        """A named party; one told by its noun where the act falls on people and it is no force that the act moves."""
        mention = self.reader.by_head.get(n)
        party = self.reader.party(n)
        if (party.sectors[:1] == ("MED",) and candidate.type not in FALLING_ON_PEOPLE) or self._is_created(n):
            return False
        if mention is not None and (mention.form == "name" or (party.entity or "").startswith("gov-")):
            return True
        if self.tokens[n].dep in ("amod", "compound", "nmod"):
            return False  # "military talks", "police powers"
        definite = any(self.tokens[d].text.lower() in DEFINITE or self.tokens[d].dep == "poss" for d in self.tree.children[n])
        return (definite or candidate.type in FALLING_ON_PEOPLE) and not self.affected.is_force(n)

    def _is_created(self, n: int) -> bool:
        """ "agreed to set up the new Foo Institute": what comes into being receives nothing yet."""
        return self.tokens[n].dep in ("dobj", "nsubjpass") and self.tokens[self.tokens[n].head].lemma in CREATING

    def _taken(self, candidate: Candidate, candidates: Sequence[Candidate]) -> frozenset[int]:
        """Tokens in roles of other acts: who else acts; and whom a deed befell, where somebody judges, refuses or promises it."""
        found: set[int] = set()
        for other in candidates:
            if other is not candidate and not (candidate.type in ANSWERING and other.type in ANSWERED):
                unsaid = candidate.type == "REJECT" and other.type in JUDGING  # "declined to condemn X" refuses X nothing
                befallen = unsaid or candidate.type in JUDGING or "release" in other.modes or other.carrier == candidate.index
                for role in ("actor", "recipient", "target") if befallen else ("actor",):
                    found.update(other.match.roles.get(role, []))
        return frozenset(found | self._source(candidate))

    def _source(self, candidate: Candidate) -> set[int]:
        """The words from the speaker to the cue, wherever they stand in the sentence."""
        told = candidate.attribution
        spans = [span for span in (told.speaker, told.cue) if span is not None and span.start is not None] if told is not None else []
        if not spans:
            return set()
        start, end = min(span.start or 0 for span in spans), max(span.end or 0 for span in spans)
        return {token.i for token in self.tree.sentence(candidate.head).tokens if start <= token.start < end}

    def _is_open(self, n: int, c: int, candidate: Candidate) -> bool:
        """Whether the search goes from ``n`` into its child ``c``."""
        token = self.tokens[c]
        if c in candidate.match.words and token.dep == "dobj" and self.reader.is_party(c):
            return False
        if token.dep == "prep" and n == candidate.head and candidate.type in SAYING and token.text.lower() in ("in", "at", "from"):
            return False  # "agreed in Bazton": where it was said
        if token.dep == "nsubj" and self.tokens[n].lemma in REPORTING:
            return False
        if token.dep in ("nsubj", "nsubjpass", "agent", "parataxis", "npadvmod", "relcl") and self.tokens[n].i == candidate.head:
            return False
        if token.dep in ("prep", "agent", "mark", "prt") and token.text.lower() in ASIDE:
            return False
        if token.dep == "conj" and self.tokens[n].pos in ("VERB", "AUX"):
            return False
        if token.dep == "advcl":
            return self.tree.child(c, "mark", "advmod") is None and not any(self.tokens[x].tag in ("VBD", "VBZ", "VBP") for x in (c,))
        return token.dep not in ("relcl", "parataxis", "meta", "intj")
