"""Deed and harm: whether two tellings that stand near each other are one act and its outcome."""

from __future__ import annotations

from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.circumstances import Circumstances
from tacitus.stages.events.sameness import modes_agree, overlap
from tacitus.stages.events.tellings import Happening
from tacitus.stages.events.voice import key
from tacitus.syntax.tree import Tree

RESULTS = frozenset({"kill", "wound", "injure", "hurt", "die", "perish", "maim", "damage", "destroy"})
WITHIN = frozenset({"in", "during", "by", "from", "with", "as", "of", "through"})  # "killed in an attack": one act; "after an attack": two
DEADLY = frozenset({"kill", "die", "perish", "dead"})
HARMED = RESULTS | {"dead", "wounded", "injured", "shoot", "stab"}


class Outcomes:
    """Questions about the grammar between two tellings of one document."""

    def __init__(self, tree: Tree, circumstances: Circumstances) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.circumstances = circumstances
        self._deeds: frozenset[int] = frozenset()  # heads of the nouns that tell an act

    def _modes_agree(self, happening: Happening, candidate: Candidate) -> bool:
        """No modes on one side, one in common, or modes that name one thing more or less finely."""
        return modes_agree({mode for telling in happening.tellings for mode in telling.modes}, set(candidate.modes))

    def _same_clause(self, happening: Happening, candidate: Candidate) -> bool:
        """ "shelled the town, killing two": deed and harm in one sentence, the one hanging on the other."""
        if self._named_as(happening, candidate):
            return True
        for telling in happening.tellings:
            chain = {telling.head, candidate.head}
            for a, b in ((telling.head, candidate.head), (candidate.head, telling.head)):
                for above in self.tree.ancestors(a):
                    if above == b:
                        return self._link_is_close(a, b)
                    if above not in chain and self.tokens[above].pos in ("VERB", "AUX"):
                        break
        return False

    def _is_result(self, happening: Happening, candidate: Candidate) -> bool:
        """ "shelled the town, killing two and wounding six": harm belongs to the assault that it is told as the outcome of."""
        first = happening.tellings[0]
        if (
            candidate.type != "ASSAULT"
            or first.type != "ASSAULT"
            or first.status != candidate.status
            or not self._modes_agree(happening, candidate)
        ):
            return False
        here = self.tree.sentence(candidate.head)
        for telling in happening.tellings:
            there = self.tree.sentence(telling.head)
            if there.index == here.index and self._outcome_of(telling, candidate):
                return True
            near = here.index - there.index == 1 and self.tree.told_together(here.paragraph, there.paragraph)
            if near and not candidate.actors and self._harms(candidate):
                if any(self._harms(t) and t.recipients and self._kills(t) == self._kills(candidate) for t in happening.tellings):
                    return False  # who was killed is told already: "six died in the blast. A woman was killed at the border"
                return (not self._harms(telling) or not telling.recipients) and not self._is_apart(happening, candidate)
        return False

    def _is_apart(self, happening: Happening, candidate: Candidate) -> bool:
        """A harm with a deed, a place or a time of its own: "44 people were killed in an attack in Istanbul a week ago"."""
        if self._conflict_in_place(happening, candidate) or self._conflict_in_time(happening, candidate):
            return True
        own = self.circumstances.time(candidate)
        if own is not None and own.earliest is None and "after" in own.text.lower():
            return True
        below = self.tree.subtree(candidate.head)
        return any(
            self.tokens[i].dep == "det" and self.tokens[i].text.lower() in ("a", "an", "another") and self.tokens[i].head in self._deeds
            for i in below
        )

    def _outcome_of(self, a: Candidate, b: Candidate) -> bool:
        """In one sentence: joined by "and" or a participle with the same doer, or by "when" where the harm names no doer."""
        if self._harms(a) != self._harms(b):
            harm, deed = (a, b) if self._harms(a) else (b, a)
            if self._is_doer(deed.head, harm.head):
                return True
            if not harm.actors and self._told_by(harm.head, deed.head):
                return True
        below = {child for head in (b.head, *b.match.words) for child in self.tree.children[head]}
        low, high = (a, b) if a.head in below else (b, a)
        token = self.tokens[low.head]
        if self._harms(low) and self._harms(high) and token.dep == "conj" and token.head in (high.head, *high.match.words):
            return not low.actors or overlap(low.actors, high.actors)  # "two were killed and nine injured"
        if (
            not self._harms(low)
            or token.head not in self._heads_of(high)
            or self.tree.child(low.head, "nsubj", "nsubjpass", "mark") is not None
        ):
            return False
        joined = token.dep == "conj" or (token.dep in ("advcl", "xcomp") and token.tag == "VBG")
        return joined and ({key(p) for p in low.actors} == {key(p) for p in high.actors} or not low.actors)

    def _is_doer(self, deed: int, harm: int) -> bool:
        """ "the shelling killed two", "two were killed by the shelling": the deed stands where its doer would."""
        token = self.tokens[deed]
        if token.dep == "pobj" and self.tokens[token.head].text.lower() == "by":
            return self.tokens[token.head].head == harm
        return token.dep in ("nsubj", "csubj") and token.head == harm

    def _heads_of(self, candidate: Candidate) -> tuple[int, ...]:
        """The trigger's head and the light verb that carries it."""
        return (candidate.head,) if candidate.match.light is None else (candidate.head, candidate.match.light)

    def _harms(self, candidate: Candidate) -> bool:
        words = {self.tokens[n].lemma for n in candidate.match.words} | {self.tokens[candidate.head].lemma}
        return bool(words & HARMED) and candidate.rule.pos == "verb"

    def _kills(self, candidate: Candidate) -> bool:
        return bool({self.tokens[n].lemma for n in (candidate.head, *candidate.match.words)} & DEADLY)

    def _told_by(self, harm: int, deed: int) -> bool:
        """The deed stands in a clause of time or cause under the harm, or the harm in one under the deed."""
        for low, high in ((deed, harm), (harm, deed)):
            for above in self.tree.ancestors(low):
                if self.tokens[above].dep == "advcl" and self.tokens[above].head == high:
                    marks = {self.tokens[c].text.lower() for c in self.tree.with_dep(above, "mark", "advmod")}
                    return bool(marks & {"when", "as", "where"}) or not marks
            if self.tokens[low].dep == "advcl" and self.tokens[low].head == high:
                marks = {self.tokens[c].text.lower() for c in self.tree.with_dep(low, "mark", "advmod")}
                return bool(marks & {"when", "as", "where"})
        return False

    def _happened_in(self, happening: Happening, candidate: Candidate) -> bool:
        """ "killed two in an attack on the town": the victims and the town suffered the same act, whatever each is called."""
        token = self.tokens[candidate.head]
        if token.dep != "pobj" or self.tokens[token.head].text.lower() not in ("in", "during") or candidate.match.light is not None:
            return False
        verbs = [self.tokens[token.head].head]
        if self.tokens[verbs[0]].dep == "conj" and self.tokens[verbs[0]].tag == self.tokens[self.tokens[verbs[0]].head].tag:
            verbs.append(self.tokens[verbs[0]].head)
        first = happening.tellings[0]
        if first.type != candidate.type or first.status != candidate.status or not any(t.head in verbs for t in happening.tellings):
            return False
        return not (happening.actors and candidate.actors) or overlap(happening.actors, candidate.actors)

    def _named_as(self, happening: Happening, candidate: Candidate) -> bool:
        """ "condemned the raid as an assault on worshippers": the assault is the raid."""
        token = self.tokens[candidate.head]
        preposition = self.tokens[token.head]
        if token.dep != "pobj" or preposition.text.lower() != "as":
            return False
        objects = self.tree.with_dep(preposition.head, "dobj", "nsubjpass")
        return any(telling.head in objects for telling in happening.tellings)

    def _link_is_close(self, low: int, high: int) -> bool:
        token = self.tokens[low]
        if abs(high - low) > 25:
            return False
        if token.dep == "advcl":
            return token.tag == "VBG" and self.tree.child(low, "nsubj", "mark") is None
        if token.dep == "pobj":
            return self.tokens[token.head].text.lower() in WITHIN
        if token.dep == "conj":
            return token.tag == "VBN" and token.lemma in RESULTS  # "left two dead and nine injured"
        return token.dep in ("nsubj", "nsubjpass", "acl", "relcl", "dobj")

    def _conflict_in_time(self, happening: Happening, candidate: Candidate) -> bool:
        mine, theirs = happening.time, self.circumstances.time(candidate)
        if (
            mine is None
            or theirs is None
            or mine.earliest is None
            or theirs.earliest is None
            or mine.latest is None
            or theirs.latest is None
        ):
            return False
        return mine.latest < theirs.earliest or theirs.latest < mine.earliest

    def _conflict_in_place(self, happening: Happening, candidate: Candidate) -> bool:
        mine = {place.geonames_id or place.name for place in happening.places if place.precision in ("city", "point")}
        theirs = {place.geonames_id or place.name for place in self.circumstances.places(candidate) if place.precision in ("city", "point")}
        return bool(mine and theirs and not mine & theirs)
