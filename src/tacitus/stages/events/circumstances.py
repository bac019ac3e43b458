"""When, where and how many: the expressions that hang on a candidate's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from tacitus.model.ontology import PlaceRole
from tacitus.model.records import Count, Place, TimeExpression
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.candidates import Candidate

Expression = TypeVar("Expression", TimeExpression, Place, Count)

AT = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "within",
        "along",
        "off",
        "over",
        "throughout",
        "on",
        "by",
        "beside",
        "of",
        "through",
    }
)
FROM = frozenset({"from"})
TOWARDS = frozenset({"to", "into", "toward", "towards", "against", "onto"})
# Verbs that only say that an event noun took place: their time and place are the noun's.
OCCURRING = frozenset(
    """take occur happen come begin start end last follow continue erupt break kill wound injure leave hit strike target cause
    destroy damage force coincide unfold resume draw bring""".split()
)
CARRYING_DEPS = frozenset(
    {"prep", "pobj", "npadvmod", "advmod", "nmod", "compound", "poss", "amod", "nummod", "appos", "pcomp", "tmod", "dobj", "conj", "attr"}
)


class Circumstances:
    """Times, places and counts of one document by the trigger they belong to."""

    def __init__(self, arguments: Arguments, times: Sequence[TimeExpression], places: Sequence[Place], counts: Sequence[Count]) -> None:
        self.arguments = arguments
        self.tree = arguments.tree
        self.tokens = arguments.tokens
        self._times = self._by_anchor(times)
        self._places = self._by_anchor(places)
        self._counts = self._by_anchor(counts)

    def _by_anchor(self, annotations: Sequence[Expression]) -> dict[int, list[tuple[int, Expression]]]:
        """Each expression under the verb or noun that it modifies: (head token of the expression, the expression)."""
        found: dict[int, list[tuple[int, Expression]]] = {}
        for annotation in annotations:
            inside = self.tree.within(annotation.start, annotation.end)
            if not inside:
                continue
            head = self._head(inside)
            for anchor in self._anchors(head):
                found.setdefault(anchor, []).append((head, annotation))
        return found

    def _head(self, inside: Sequence[int]) -> int:
        members = set(inside)
        return next((i for i in inside if self.tokens[i].head not in members or self.tokens[i].head == i), inside[-1])

    def _anchors(self, head: int) -> list[int]:
        """The nouns and the verb above an expression, up to and including the first verb."""
        found = []
        for above in self.tree.ancestors(head):
            token = self.tokens[above]
            if token.pos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
                found.append(above)
            if token.pos in ("VERB", "AUX") or token.dep not in CARRYING_DEPS:
                break
        if not found and self.tokens[head].head == head:
            return [head]
        return found

    def _triggers(self, candidate: Candidate) -> list[int]:
        """The tokens whose modifiers are the candidate's: its words, its light verb, and a verb that only says it took place."""
        head = candidate.head
        tokens = [head, *candidate.match.words]
        if candidate.match.light is not None:
            tokens.append(candidate.match.light)
        governor = self.tree.head_of(head)
        if (
            candidate.rule.pos == "noun"
            and governor is not None
            and self.tokens[governor].lemma in OCCURRING
            and self.tokens[head].dep in ("nsubj", "nsubjpass")
        ):
            tokens.append(governor)
        participle = self.tokens[head].tag == "VBG" and self.tokens[head].dep in ("advcl", "xcomp") and candidate.carrier is None
        if participle and governor is not None and self.tree.child(head, "mark", "nsubj") is None:
            tokens.append(governor)  # ", killing 12" happened when and where the main clause did
        if self.tokens[head].dep == "conj" and governor is not None and self.tree.child(head, "nsubj", "nsubjpass") is None:
            tokens.append(governor)
        return list(dict.fromkeys(tokens))

    def time(self, candidate: Candidate) -> TimeExpression | None:
        """The nearest resolved time that modifies the trigger, else an unresolved one."""
        found = [item for i in self._triggers(candidate) for item in self._times.get(i, [])]
        if not found:
            return None
        found.sort(key=lambda item: (item[1].earliest is None, abs(item[0] - candidate.head)))
        return found[0][1]

    def places(self, candidate: Candidate) -> list[Place]:
        """The candidate's own places with their roles; the one where it happened first."""
        found: dict[str, Place] = {}
        for i in self._triggers(candidate):
            for head, place in self._places.get(i, []):
                role = self._role(candidate, head)
                if role is not None and place.use != "metonymic":
                    found.setdefault(place.id, msgspec.structs.replace(place, role=role))
        for n, role in candidate.places.items():
            for place in self._place_at(n):
                found[place.id] = msgspec.structs.replace(place, role=role)
        order = {"at": 0, "target": 1, "origin": 2}
        return sorted(found.values(), key=lambda place: (order[place.role or "at"], place.start))

    def _place_at(self, n: int) -> list[Place]:
        span = self.tokens[n]
        return [place for items in self._places.values() for _, place in items if place.start <= span.start and span.end <= place.end][:1]

    def _role(self, candidate: Candidate, head: int) -> PlaceRole | None:
        """By the preposition above the toponym: at, origin, target; None where the words are about a place, not at it."""
        for above in [head, *self.tree.ancestors(head)]:
            token = self.tokens[above]
            if token.dep in ("prep", "agent"):
                word = token.text.lower()
                if word in FROM:
                    return "origin"
                if word in TOWARDS:
                    return "target"
                return "at" if word in AT else None
            if above != head and above in (candidate.head, candidate.match.light):
                break
        dep = self.tokens[head].dep
        return "at" if dep in ("compound", "nmod", "dobj", "nsubjpass", "npadvmod", "poss", "conj", "appos", "ROOT") else None

    def counts(self, candidate: Candidate) -> list[Count]:
        """Figures whose noun hangs on the trigger, as its object or subject."""
        found: list[Count] = []
        for i in self._triggers(candidate):
            for _, count in self._counts.get(i, []):
                if count.scope == "event" and count not in found:
                    found.append(count)
        return found
