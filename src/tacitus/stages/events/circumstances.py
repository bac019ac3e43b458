"""When, where and how many: the expressions that hang on a candidate's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from tacitus.model.ontology import VERBAL, PlacePrecision, PlaceRole
from tacitus.model.records import Count, Place, TimeExpression
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.counted import CountedDays
from tacitus.stages.events.stretches import with_stretches

Expression = TypeVar("Expression", TimeExpression, Place, Count)

_CLOCK = re.compile(r"\W?[0-2]?\d[:.h]\d\d\b")
ROLES = ("at", "target", "origin")
FINEST: tuple[PlacePrecision | None, ...] = ("point", "city", "admin1", "region", "country", None)
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
PRESENT = frozenset({"VBZ", "VBP"})
LONG_PHRASE = 14  # words
SCENE = frozenset({"in", "at", "near", "outside"})
FROM = frozenset({"from"})
TOWARDS = frozenset({"to", "into", "toward", "towards", "against", "onto"})
# Verbs that only say that an event noun took place: their time and place are the noun's.
OCCURRING = frozenset(
    """take occur happen come begin start end last follow continue erupt break kill wound injure leave hit strike target cause
    destroy damage force coincide unfold resume draw bring open enter reach spread conclude close collapse""".split()
)
SCHEDULING = frozenset(
    {"schedule", "plan", "set", "hold", "expect", "take", "slate", "begin", "start", "arrange", "carry", "launch", "stage"}
)
# What is set apart from another deed has not its time ("in a clash following the May 2 attack"); "after the raid" is mostly the same day.
APART = frozenset({"following", "before", "since", "despite", "preceding"})
CARRYING_DEPS = frozenset(
    {"prep", "pobj", "npadvmod", "advmod", "nmod", "compound", "poss", "amod", "nummod", "appos", "pcomp", "tmod", "dobj", "conj", "attr"}
)
CARRYING_PLACES = CARRYING_DEPS | {"nsubjpass"}  # "positions near the town were shelled", as "shelled positions near the town"
STREETS = frozenset({"avenue", "street", "boulevard", "lane", "alley"})


class Circumstances:
    """Times, places and counts of one document by the trigger they belong to."""

    def __init__(
        self, arguments: Arguments, heads: Iterable[int], times: Sequence[TimeExpression], places: Sequence[Place], counts: Sequence[Count]
    ) -> None:
        self.arguments = arguments
        self._heads = frozenset(heads)
        self.tree = arguments.tree
        self.tokens = arguments.tokens
        told = [time for time in with_stretches(times, self.tree) if not self._is_entry_time(time)]
        self._times = self._by_anchor(told)
        self._places = self._by_anchor(places, CARRYING_PLACES)
        self._scenes = self._by_subject(places)
        self._counts = self._by_anchor(counts)
        self._counted = CountedDays(self.tree, times)
        self.figures = [count for count in counts if count.scope == "event"]

    def _is_entry_time(self, time: TimeExpression) -> bool:
        """ "19:10 — …": when a line of a live blog was posted, not when the deed happened."""
        token = self.tree.at(time.start)
        return token is not None and time.time_of_day is not None and _CLOCK.match(time.text) is not None and self._starts_paragraph(token)

    def _starts_paragraph(self, token: int) -> bool:
        sentence = self.tree.sentence(token)
        first = sentence.index == 0 or self.tree.sentences[sentence.index - 1].paragraph != sentence.paragraph
        return first and self.tokens[token].start - sentence.start <= 2

    def _by_anchor(
        self, annotations: Sequence[Expression], carrying: frozenset[str] = CARRYING_DEPS
    ) -> dict[int, list[tuple[int, Expression]]]:
        """Each expression under the verb or noun that it modifies: (head token of the expression, the expression)."""
        found: dict[int, list[tuple[int, Expression]]] = {}
        for annotation in annotations:
            inside = self.tree.within(annotation.start, annotation.end)
            if not inside:
                continue
            head = self._head(inside)
            anchors = self._anchors(head, carrying)
            if isinstance(annotation, TimeExpression) and (noun := self._noun_before(inside, anchors)) is not None:
                anchors = [noun]
            elif isinstance(annotation, TimeExpression) and (verb := self._verb_beside(inside, anchors)) is not None:
                anchors.append(verb)
            for anchor in anchors:
                found.setdefault(anchor, []).append((head, annotation))
        return found

    def _noun_before(self, inside: Sequence[int], anchors: Sequence[int]) -> int | None:
        """The deed whose phrase a time ends, though the parser hangs it on a verb above: "condemns the raid near Barville on 2 May"."""
        begins = inside[0] - 1
        if len(anchors) != 1 or begins < 2 or self.tokens[begins].text.lower() != "on":
            return None
        if (
            self.tokens[anchors[0]].tag not in PRESENT and self.tokens[anchors[0]].pos != "AUX"
        ):  # "has been held since his arrest on Friday"
            return None
        for n in range(begins - 1, max(anchors[0], begins - LONG_PHRASE), -1):
            if n in self._heads and self.tokens[n].pos == "NOUN" and set(range(n, begins)) <= set(self.tree.subtree(n)):
                return n
        return None

    def _verb_beside(self, inside: Sequence[int], anchors: Sequence[int]) -> int | None:
        """The verb of a time that the parser hangs on its subject: "the agency on Thursday stopped", "on Tuesday morning gunmen fired"."""
        if not anchors or anchors[-1] in self._heads or self.tokens[anchors[-1]].dep not in ("nsubj", "nsubjpass"):
            return None
        verb = self.tokens[anchors[-1]].head
        if self.tokens[verb].pos not in ("VERB", "AUX"):
            return None
        between = self.tokens[inside[-1] + 1 : verb]
        first = self.tokens[inside[0] - 1] if inside[0] and self.tokens[inside[0] - 1].dep == "prep" else self.tokens[inside[0]]
        begins = first.start - self.tree.sentence(verb).start <= 2
        return verb if begins or all(token.pos in ("AUX", "ADV", "PART") for token in between) else None

    def _by_subject(self, places: Sequence[Place]) -> dict[int, list[tuple[int, Place]]]:
        """Places of those who act, under the verb: "police in Barville arrested two", "a court in Barville freed them"."""
        found: dict[int, list[tuple[int, Place]]] = {}
        for place in places:
            inside = self.tree.within(place.start, place.end) if place.use == "literal" else []
            head = self._head(inside) if inside else -1
            preposition = self.tokens[head].head if inside and self.tokens[head].dep == "pobj" else -1
            if preposition < 0 or self.tokens[preposition].text.lower() not in SCENE:
                continue
            subject = self.tokens[self.tokens[preposition].head]
            if subject.dep in ("nsubj", "agent") and self.tokens[subject.head].pos == "VERB":
                found.setdefault(subject.head, []).append((head, place))
        return found

    def _head(self, inside: Sequence[int]) -> int:
        members = set(inside)
        return next((i for i in inside if self.tokens[i].head not in members or self.tokens[i].head == i), inside[-1])

    def _anchors(self, head: int, carrying: frozenset[str]) -> list[int]:
        """The nouns and the verb above an expression, up to and including the first verb."""
        found: list[int] = []
        owned = self.tokens[head].dep == "poss"  # "the moderator of this year's debate": its year is not that of what is asked of her
        for above in self.tree.ancestors(head):
            token = self.tokens[above]
            if owned and found and token.pos in ("NOUN", "PROPN"):
                break
            if token.pos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
                found.append(above)
            if token.pos in ("VERB", "AUX") or token.dep not in carrying or above in self._heads:
                break
            if found and token.pos not in ("NOUN", "PROPN") and token.text.lower() in APART:
                break  # what hangs on one event noun is not told of the next one above it
        if not found and self.tokens[head].head == head:
            return [head]
        return found

    def _triggers(self, candidate: Candidate) -> list[int]:
        """The tokens whose modifiers are the candidate's: its words, its light verb, and a verb that only says it took place."""
        head = candidate.head
        tokens = self._own(candidate)
        governor = self.tree.head_of(head)
        if (
            candidate.rule.pos == "noun"
            and governor is not None
            and self.tokens[governor].lemma in OCCURRING
            and self.tokens[head].dep in ("nsubj", "nsubjpass")
        ):
            tokens.append(governor)
        participle = (
            candidate.type not in VERBAL
            and self.tokens[head].tag == "VBG"
            and self.tokens[head].dep in ("advcl", "xcomp")
            and candidate.carrier is None
        )
        if participle and governor is not None and self.tree.child(head, "mark", "nsubj") is None:
            tokens.append(governor)  # ", killing 12" happened when and where the main clause did
        if candidate.rule.pos == "noun":  # "talks, which had been scheduled for Friday"
            tokens.extend(c for c in self.tree.with_dep(head, "relcl", "acl") if self.tokens[c].lemma in SCHEDULING)
        takes_up = self.tokens[head].dep == "relcl" and candidate.type == "ASSAULT" and self.tokens[head].lemma in OCCURRING
        if takes_up and governor is not None and self.tokens[governor].pos == "NOUN" and self._is_relative(head):
            tokens.append(governor)  # "the May 2 attack that killed nine"
        if candidate.type == "PROTEST" and self.tokens[head].dep == "advcl" and governor is not None:
            tokens.append(governor)  # "filled the square on Saturday to protest"
        shares = self.tokens[head].dep == "conj" and candidate.type not in VERBAL and candidate.carrier is None
        if shares and governor is not None and self.tree.child(head, "nsubj", "nsubjpass") is None:
            tokens.append(governor)
        return list(dict.fromkeys(tokens))

    def _is_relative(self, head: int) -> bool:
        """Whether the subject of a relative clause is what it hangs on: "that killed nine", not "that they left"."""
        return any(self.tokens[c].tag == "WDT" for c in self.tree.with_dep(head, "nsubj"))

    def _own(self, candidate: Candidate) -> list[int]:
        """The trigger's own words, its light verb among them."""
        light = [] if candidate.match.light is None else [candidate.match.light]
        return [candidate.head, *candidate.match.words, *light]

    def time(self, candidate: Candidate) -> TimeExpression | None:
        """The nearest resolved time that modifies the trigger, else an unresolved one."""
        if not any(self._times.get(i) for i in self._own(candidate)) and (counted := self._counted.of(candidate.head)) is not None:
            return counted
        found = [item for i in self._triggers(candidate) for item in self._times.get(i, [])]
        if candidate.type in VERBAL and candidate.status == "actual":  # what was said was said by the day of publication
            found = [(head, time) for head, time in found if not (time.earliest and time.anchor and time.earliest > time.anchor[:10])]
        found = [(head, time) for head, time in found if not self._is_measure(head)]
        if not found:
            return None
        # "arrested them in March and released them in April": a time of the verb's own stands before one that it shares
        own = {head for i in self._own(candidate) for head, _ in self._times.get(i, [])}
        found.sort(key=lambda item: (item[1].earliest is None, item[0] not in own, abs(item[0] - candidate.head)))
        return found[0][1]

    def _is_measure(self, head: int) -> bool:
        """ "the deadliest attack since 2019", "the first raid in a decade": how rare it was, not when."""
        preposition = self.tokens[self.tokens[head].head]
        if preposition.text.lower() not in ("since", "in", "for"):
            return False
        noun = preposition.head
        if self.tokens[noun].pos == "ADJ":  # "the deadliest since 2019"
            noun = self.tokens[noun].head
        words = [noun, *self.tree.with_dep(noun, "amod", "advmod", "nummod"), *self.tree.with_dep(preposition.head, "advmod")]
        rare = any(self.tokens[n].tag in ("JJS", "RBS") or self.tokens[n].text.lower() in ("first", "worst") for n in words)
        return rare and (preposition.text.lower() == "since" or self.tokens[head].lemma in ("year", "decade", "month", "week"))

    def is_ahead(self, candidate: Candidate) -> bool:
        """Whether a deed is dated after the day of publication: "called a strike for Thursday"."""
        if candidate.type in VERBAL and candidate.type != "CONSULT":
            return False
        if candidate.type in ("COERCE", "SANCTION") and candidate.rule.pos == "verb" and self.tokens[candidate.head].tag in ("VBD", "VBN"):
            return False  # "banned the march for next week": the ban stands
        time = self.time(candidate)
        return time is not None and time.earliest is not None and time.anchor is not None and time.earliest > time.anchor[:10]

    def places(self, candidate: Candidate) -> list[Place]:
        """The candidate's own places with their roles; the one where it happened first. Words spoken have none, meetings do."""
        if candidate.type in VERBAL and candidate.type != "CONSULT":
            return []
        if candidate.type == "SANCTION" and not set(candidate.modes) & {"convict", "expel"}:
            return []
        found: dict[str, Place] = {}
        for i in self._triggers(candidate):
            for head, place in self._places.get(i, []):
                role = self._role(candidate, head)
                if role is not None and place.use != "metonymic" and not self._is_street(place):
                    found.setdefault(place.id, msgspec.structs.replace(place, role=role))
        if not found:
            for i in self._own(candidate):
                for _, place in self._scenes.get(i, []):
                    found[place.id] = msgspec.structs.replace(place, role="at")
        for n, role in candidate.places.items():
            for place in self._place_at(n):
                found[place.id] = msgspec.structs.replace(place, role=role)
        return sorted(found.values(), key=lambda place: (ROLES.index(place.role or "at"), FINEST.index(place.precision), place.start))

    def _is_street(self, place: Place) -> bool:
        """ "Potsdam street" in Berlin is not in Potsdam."""
        inside = self.tree.within(place.start, place.end) if place.use == "modifier" and place.precision == "city" else []
        return bool(inside) and inside[-1] + 1 < len(self.tokens) and self.tokens[inside[-1] + 1].text.lower() in STREETS

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
