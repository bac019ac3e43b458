"""The way up from a trigger: what the verbs, adjectives and prepositions above it make of the deed."""

from __future__ import annotations

from tacitus.stages.events.conditions import is_condition, is_inverted
from tacitus.stages.events.governing_nouns import NOUN_LINKS, GoverningNouns
from tacitus.stages.events.markers import MAX_STEPS

OPEN_PREPOSITIONS = frozenset({"of", "for", "to", "on", "about", "against", "at", "from"})
CAUSING = frozenset({"help", "let", "make", "have"})  # with a bare infinitive
ASKING = frozenset({"why", "how", "where", "when", "who", "whom", "whose", "which"})  # presuppose what they ask about


class Climb(GoverningNouns):
    """One climb from a trigger to its root."""

    def climb(self, i: int) -> None:
        """From governor to governor while what stands there still bears on the trigger."""
        step = i
        for _ in range(MAX_STEPS):
            if self.tokens[step].head == step:
                self._root(step)
                return
            above = self._up(step)
            if above is None:
                return
            step = above

    def _up(self, i: int) -> int | None:
        token = self.tokens[i]
        governor = self.tokens[token.head]
        if token.dep in NOUN_LINKS and token.pos in ("NOUN", "PROPN"):
            return self._noun_up(i)
        if token.dep == "prep" or token.dep == "agent":
            return self._preposition_up(i)
        if token.dep in ("xcomp", "ccomp", "pcomp", "csubj", "csubjpass"):
            return self._clause_up(i)
        if token.dep in ("acl", "relcl") and self._has_to(i):
            return self._infinitive_on_noun(i, governor.i)
        if token.dep == "acl" and token.tag == "VB":
            return self._on_noun(governor.i)
        if token.dep in ("acl", "relcl") and self._is_content(i):
            return self._on_noun(governor.i)
        if token.dep == "advcl":
            return self._adverbial_up(i)
        if token.dep == "conj":
            return self._conjunct_up(i)
        return None  # relative clauses and participles after nouns tell what holds, whatever the clause above says

    def _is_content(self, i: int) -> bool:
        """ "claims that soldiers fired", which the parser may take for a relative clause, and "that" for its object."""
        return any(
            self.tokens[c].dep == "mark" or (self.tokens[c].tag == "IN" and c < i and self._word(c) == "that")
            for c in self.tree.children[i]
        )

    def _root(self, root: int) -> None:
        """A question, an order, a headline that announces."""
        token = self.tokens[root]
        if self._has_to(root) and self.tree.child(root, "nsubj", "nsubjpass") is not None:
            self.found.add("future", "headline", self.tree.child(root, "aux"))
        elif token.tag == "VB" and token.pos == "VERB" and self._is_imperative(root):
            self.found.suppose("imperative")  # "do not shoot" tells no more of what happens than "shoot"
        if self._is_asked(root) and not self._is_presupposed(root):
            self.found.add("hypothetical", "question")

    def _is_asked(self, v: int) -> bool:
        return self.tree.sentence(v).text.rstrip("\"'”’»)").endswith("?")

    def _is_imperative(self, root: int) -> bool:
        others = {self._word(c) for c in self.tree.with_dep(root, "aux", "auxpass", "mark")}
        return others <= {"do"} and self.tree.child(root, "nsubj", "nsubjpass", "csubj", "expl") is None

    def _is_presupposed(self, root: int) -> bool:
        """ "why did they attack?": that they did is taken for granted."""
        opening = [c for n in (root, *self.tree.children[root]) for c in (n, *self.tree.children[n]) if c < root]
        return any(self._word(c) in ASKING for c in opening) and not any(
            self.tokens[c].tag == "MD" for c in self.tree.with_dep(root, "aux")
        )

    # --- clauses -----------------------------------------------------------------------------------------------------

    def _adverbial_up(self, i: int) -> int | None:
        token, governor = self.tokens[i], self.tokens[self.tokens[i].head]
        if is_condition(self.tree, i):
            self.found.suppose("if")
            return None
        if governor.pos == "ADJ" and token.tag == "VB":
            return self._apply("adjective", governor.i, i)
        if token.tag == "VB" and self._has_to(i):
            if self._went_on(i, governor.i):
                self.verb(governor.i, inherited=True)
                return governor.i
            noun = governor.i if governor.pos == "NOUN" else self._noun_before(i)
            if noun is not None:
                return self._infinitive_on_noun(i, noun)
            self.found.add("hypothetical", "purpose")  # "to protect civilians": an aim
            return None
        if token.tag == "VBG" and self.tree.child(i, "nsubj", "mark", "aux") is None and governor.pos in ("VERB", "AUX"):
            self.verb(governor.i, inherited=True)
            return governor.i
        self._time_clause(i, governor.i)
        return None

    def _went_on(self, i: int, v: int) -> bool:
        """ "Went on to denounce the raid": did so."""
        to = next((c for c in self.tree.with_dep(i, "aux") if self.tokens[c].tag == "TO"), i)
        return self.tokens[v].lemma == "go" and to == v + 2 and self._word(v + 1) == "on"

    def _noun_before(self, i: int) -> int | None:
        """ "foiled a plot to assassinate": the noun that the infinitive completes, though the parser hung it on the verb."""
        start = self.tree.with_dep(i, "aux")[0]
        for n in self.tree.with_dep(self.tokens[i].head, "dobj", "attr", "nsubjpass"):
            if n == start - 1 and (self._is_singled_out(n) or self._has_meaning(n)):
                return n
        return None

    def _time_clause(self, i: int, above: int) -> None:
        """ "will leave once the hostages are released", "until X releases them": told of a time that is still to come."""
        marks = {self._word(c) for c in self.tree.with_dep(i, "mark", "advmod") if c < i}
        if not marks & (self.words.waiting | self.words.expecting) or not self._is_to_come(above):
            return
        main = self.tokens[above].head if self.tokens[above].tag == "VBG" else above
        would = any(self._word(c) in ("would", "'d", "’d") for c in self.tree.with_dep(main, "aux"))
        finite = next((self.tokens[c] for c in self.tree.with_dep(i, "aux", "auxpass")), self.tokens[i])
        if finite.tag in ("VBZ", "VBP") or (would and finite.tag == "VBD"):
            self.found.add("hypothetical" if marks & self.words.waiting else "future", "time-clause")

    def _is_to_come(self, v: int) -> bool:
        """An infinitive, an order, or a verb with "will"; "did not leave" is none of these."""
        if self.tokens[v].tag == "VBG" and self.tokens[v].dep == "xcomp":
            v = self.tokens[v].head  # "would begin paying once"
        return self.tokens[v].tag == "VB" and not any(self.tokens[c].lemma == "do" for c in self.tree.with_dep(v, "aux"))

    def _conjunct_up(self, i: int) -> int | None:
        token, first = self.tokens[i], self.tokens[self.tokens[i].head]
        if token.pos in ("NOUN", "PROPN") and first.pos in ("NOUN", "PROPN"):
            return self._noun_up(self.tree.first_conjunct(i))
        if token.tag in ("VBD", "VBZ", "VBP", "VBG") and first.tag == "VB" and self.tree.child(i, "aux", "auxpass") is None:
            return None  # "failed to seize the town and withdrew": coordinated with the verb above
        if self._is_left(i, first.i):
            self.found.add("negated", "rather-than")
            return None
        if any(self._word(c) in self.words.marks for c in self.tree.with_dep(first.i, "mark")):
            self.found.suppose("whether")  # "whether X shelled the town or Y did"
        own = self.tree.child(i, "nsubj", "nsubjpass") is not None
        return None if own and self.tokens[i].tag in ("VBD", "VBZ", "VBP") and first.dep == "ROOT" else first.i

    def _is_left(self, i: int, first: int) -> bool:
        """ "withdrew rather than attack": what was not chosen."""
        return any(
            self._word(c) == "than" and first < c < i and any(self._word(r) in ("rather", "sooner") for r in self.tree.children[c])
            for c in self.tree.children[first]
        )

    def _clause_up(self, i: int) -> int | None:
        token, governor = self.tokens[i], self.tokens[self.tokens[i].head]
        if is_inverted(self.tree, i):
            self.found.suppose("if")
            return None
        if token.dep == "pcomp":
            return self._preposition_up(governor.i, clause=True)
        if governor.pos == "ADJ":
            return self._apply("adjective", governor.i, i)
        if governor.pos in ("NOUN", "PROPN"):
            return self._on_noun(governor.i)
        if governor.pos not in ("VERB", "AUX"):
            return None
        return self._on_verb(i, governor.i)

    def _on_verb(self, i: int, v: int) -> int | None:
        """A clause under a verb: the verb's own meaning, its negation where it is no verb of saying, and hearsay passives."""
        token, lemma = self.tokens[i], self.tokens[v].lemma
        if self._is_done(i, v):
            return None
        if lemma == "be" and token.dep == "ccomp" and (adjective := self.tree.child(v, "acomp")) is not None:
            return self._apply("adjective", adjective, i)  # "it is likely that", "it is not true that"
        if self._is_hearsay_passive(v):
            self._hedge([*list(self.tree.with_dep(v, "auxpass")), v], lemma)
            self.found.hearsay = True
            return None
        if lemma in self.words.hedge_raising and token.dep == "xcomp":
            self._hedge([v], lemma)  # "appears to have fired"
        if lemma in self.words.failed["clause"] and self.tokens[v].tag in ("VBD", "VBN"):
            self._failed(lemma)
            return v
        if lemma == "see" and token.tag == "VBN" and self.tokens[v].tag == "VB":
            return v  # "want to see the ban lifted": what is wanted
        self._governed(i, v)
        if lemma in self.words.saying or (token.dep == "ccomp" and not self._is_caused(i, v)):
            if lemma in ("believe", "think", "expect") and self.tree.is_negated(v):
                self.found.add("negated", lemma)
            return None
        self.verb(v, inherited=True)
        return v

    def _is_caused(self, i: int, v: int) -> bool:
        """ "Help the council provide aid", "let them leave": as real as the helping and the letting."""
        bare = self.tokens[i].tag == "VB" and not self.tree.with_dep(i, "aux", "mark")
        return bare and self.tokens[v].lemma in CAUSING

    def _is_done(self, i: int, v: int) -> bool:
        """The auxiliaries that the parser takes for main verbs: "is to visit", "has yet to visit", "has to visit", "going to visit"."""
        lemma = self.tokens[v].lemma
        if lemma not in ("be", "have", "go") or not (self._has_to(i) or self.tokens[i].tag == "VB"):
            return False
        if lemma != "go" and self._is_outstanding(v, i):
            self.found.add("negated", "yet-to", v)
            return True
        if lemma == "be" and self.tokens[i].dep == "xcomp":
            self.found.add("future", "be-to", v)
            return True
        if lemma == "have" and self.tokens[i].dep == "xcomp" and self.tokens[v].tag in ("VB", "VBP", "VBZ"):
            self.found.add("hypothetical", "have-to")  # "had to leave" did
        elif lemma == "go" and self.tokens[v].tag == "VBG" and self.tokens[i].dep == "xcomp":
            self.found.add("future", "going-to", v)
        return False

    def _governed(self, i: int, v: int) -> None:
        """What the verb's own meaning makes of the clause."""
        lemma = self.tokens[v].lemma
        effect = self.words.governor("clause", *self._phrases(v))
        if lemma == "tell" and self.tokens[i].dep == "xcomp" and self._has_to(i):
            effect = "demanded"  # "told them to leave"
        if effect is None or (effect == "demanded" and lemma == "ask" and self.arguments.is_question(i)):
            return  # "asked why the army had fired": presupposed
        if effect == "future" and self._is_told_as_past(i):
            return
        if effect == "negated":
            self.found.undo("averted" if lemma in self.words.averting else "refused", lemma, v)
            self.found.denier = v if lemma in self.words.refuting else None
        else:
            self.found.add(effect, lemma, v)

    def _is_told_as_past(self, i: int) -> bool:
        """ "announced that charges were filed": a finite clause in the past is no plan, whatever verb stands above."""
        if self.tokens[i].dep != "ccomp":
            return False
        auxiliaries = [self.tokens[a] for a in self.tree.with_dep(i, "aux", "auxpass")]
        if any(a.tag == "MD" or a.text.lower() == "to" for a in auxiliaries):
            return False
        return self.tokens[i].tag == "VBD" or any(a.tag == "VBD" for a in auxiliaries)

    def _is_outstanding(self, v: int, i: int) -> bool:
        """ "has yet to recognise": not done so far."""
        return any(self._word(c) == "yet" and v < c < i for p in (v, i) for c in self.tree.with_dep(p, "advmod"))

    def _is_hearsay_passive(self, v: int) -> bool:
        return (
            self.tokens[v].lemma in self.words.hedge_passives
            and self.tree.child(v, "auxpass") is not None
            and self.tree.child(v, "agent") is None
        )

    # --- nouns -------------------------------------------------------------------------------------------------------

    def _noun_up(self, n: int) -> int | None:
        """An event noun as subject or object: "cancelled the raid", "fears an attack", "a raid could follow"."""
        token, governor = self.tokens[n], self.tokens[self.tokens[n].head]
        if token.dep == "pobj":
            return self._preposition_up(governor.i)
        if governor.pos in ("NOUN", "PROPN"):
            return None
        deep_object = token.dep in ("dobj", "nsubjpass", "attr")
        effect = self._on_object(governor.i) if deep_object else None
        if token.dep == "nsubj":
            for c in self.tree.with_dep(governor.i, "acomp"):  # "talks are due to begin", "an attack is likely"
                self._apply("adjective", c, None)
                return None
        if governor.pos not in ("VERB", "AUX") or effect == "failed":
            return None
        happens = self._tells_that_it_happens(token.dep, governor.i)
        if self._is_definite(n) and effect is None and not happens:
            return None  # "did not condemn the attack": there was one
        self.came_from = n
        self.verb(governor.i, inherited=True)
        return governor.i

    def _on_object(self, v: int) -> str | None:
        """What the verb makes of its object: a status, ``failed``, or nothing."""
        phrases = self._phrases(v)
        lemma = self.tokens[v].lemma
        if failed := next((phrase for phrase in phrases if phrase in self.words.failed["object"]), None):
            self._failed(failed)
            self.found.foiler = v
            return "failed"
        effect = self.words.governor("object", *phrases)
        if effect == "negated":
            self.found.undo("averted", lemma, v)
        elif effect is not None:
            self.found.add(effect, lemma, v)
        return effect

    def _tells_that_it_happens(self, dep: str, v: int) -> bool:
        """ "the talks will begin", "the talks are set to begin", "the raid did not take place"."""
        if dep not in ("nsubj", "nsubjpass"):
            return False
        if self.tokens[v].lemma in self.words.occurring:
            return True
        inner = next((c for c in self.tree.with_dep(v, "xcomp") if self.tokens[c].lemma in self.words.occurring), None)
        if inner is not None and dep == "nsubjpass" and (effect := self.words.governor("clause", self.tokens[v].lemma)):
            self.found.add(effect, self.tokens[v].lemma, v)
        return inner is not None

    def _is_definite(self, n: int) -> bool:
        return any(
            self.tokens[c].dep == "poss" or (self.tokens[c].dep == "det" and self._word(c) in ("the", "this", "that", "these", "those"))
            for c in self.tree.children[n]
        )

    def _preposition_up(self, p: int, clause: bool = False) -> int | None:
        """Through a preposition to the noun, verb or adjective that it hangs on."""
        governor, word = self.tokens[self.tokens[p].head], self._word(p)
        phrases = {word, f"{governor.text.lower()} {word}", f"{self._word(p - 1)} {word}" if p else word}
        if phrases & self.words.without:
            if governor.pos == "VERB" and word == "without" and (self.tree.is_negated(governor.i) or self._is_asked(governor.i)):
                self.found.add("hypothetical", "not-without")  # "cannot win without attacking him": what it would take
                return None
            self.found.add("negated", word)
            return None
        if clause and word == "to" and governor.lemma == "close":
            came = self.tokens[governor.head].lemma == "come"  # "came close to attacking" did not; "is close to" may
            self.found.add("negated" if came else "future", "close-to")
            return None
        if word in self.words.ahead and not clause and word != "before":
            return None
        if governor.pos in ("NOUN", "PROPN"):
            return self._on_noun(governor.i) if word in OPEN_PREPOSITIONS or governor.lemma.lower() in self.words.parts else None
        if governor.pos == "ADJ":
            return (
                None if governor.text.lower() == "due" and word == "to" else self._apply("adjective", governor.i, None)
            )  # "due to": because
        return self._preposition_on_verb(governor.i, word, clause) if governor.pos == "VERB" else None

    def _preposition_on_verb(self, v: int, word: str, clause: bool) -> int | None:
        lemma = self.tokens[v].lemma
        phrase = f"{lemma} {word}"
        if word in ("in", "for") and lemma in self.words.refuting:
            for n in self.tree.with_dep(v, "dobj"):
                if self.tokens[n].lemma.lower() in self.words.parts:
                    self._disowned(n)
            return None
        effect = self.words.governor("object", phrase) or self.words.governor("clause", phrase)
        if effect is not None and effect != "negated":
            self.found.add(effect, phrase)
        elif effect is not None or (word == "from" and self.words.governor("from", lemma)):
            self.found.undo("averted", lemma)  # "prevented them from attacking"
            effect = "negated"
        elif word in ("of", "for") and clause and lemma in ("think", "dream"):
            self.found.add("hypothetical", lemma)
        elif word == "of" and lemma in self.words.hedge_passives and self.tree.child(v, "auxpass") is not None:
            self._hedge([v], lemma)  # "is suspected of shelling"
        means = clause and word == "by" and self._is_open_means(v)
        if not clause or word not in ("by", "from", "on", "in") or (effect is None and not means):
            return None
        self.verb(v, inherited=True)
        return v

    def _is_open_means(self, v: int) -> bool:
        """ "Is expected to win by attacking", "cannot win by attacking"; "did not win by attacking" tells that there was an attack."""
        if self.tokens[v].tag == "VBG":
            return self.tokens[v].dep == "advcl" and self.tree.child(v, "nsubj", "mark", "aux") is None
        if not self.tree.is_negated(v):
            return self.tokens[v].tag == "VB"
        if any(self.words.modals.get(self._word(c)) for c in self.tree.with_dep(v, "aux")):
            self.found.add("hypothetical", "not-by")
        return False

    # --- adjectives --------------------------------------------------------------------------------------------------

    def _apply(self, kind: str, i: int, clause: int | None) -> int | None:
        """What an adjective makes of the clause or noun on it: "ready to", "likely that", "able to"."""
        word = self.tokens[i].lemma.lower()
        effect = self.words.governor(kind, word)
        head = self.tree.head_of(i)
        copula = head if head is not None and self.tokens[i].dep in ("acomp", "oprd") and self.tokens[head].pos in ("AUX", "VERB") else None
        if effect == "future" and clause is not None and self._is_perfect(clause):
            self._hedge([i], word)  # "is likely to have fired"
        elif effect == "hypothetical" and word == "able" and copula is not None and self.tokens[copula].tag in ("VBD", "VBN"):
            pass  # "was able to free": did
        elif effect == "negated":
            self.found.undo("refused", word, i)
        elif effect is not None:
            self.found.add(effect, word, i)
        if self.tree.is_negated(i):
            self.found.add("negated", "not")
        if copula is not None:
            self.verb(copula, inherited=True)
        return copula
