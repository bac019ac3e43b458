"""What stands at a word itself: negation, modal verbs, hedging adverbs, determiners, and conditions that hang on a verb."""

from __future__ import annotations

from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.conditions import is_condition, is_inverted
from tacitus.stages.events.judgement import Judgement
from tacitus.stages.events.statuswords import StatusWords
from tacitus.syntax.tree import Tree

MAX_STEPS = 10
PERHAPS = frozenset({"may", "might"})  # whose negation leaves open what happens: "might not attend"
PAST = frozenset({"VBD", "VBN"})  # which the parser mixes up in coordinations
HAD = frozenset({"'d", "’d"})


class Markers:
    """Reads words one by one into a judgement."""

    def __init__(self, words: StatusWords, arguments: Arguments, own: frozenset[int] = frozenset()) -> None:
        self.words = words
        self.arguments = arguments
        self.tree: Tree = arguments.tree
        self.tokens = arguments.tokens
        self.found = Judgement()
        self.own = own  # words of the trigger
        self.came_from: int | None = None  # the noun whose verb is read: it has been read itself

    # --- verbs -------------------------------------------------------------------------------------------------------

    def verb(self, v: int, inherited: bool = False) -> None:
        """Negation, modals, hedging adverbs and conditions that hang on a verb."""
        negations = self.found.negations
        for c in self.tree.children[v]:
            if c != self.came_from:
                self._child(v, c, inherited)
        if self.found.negations > negations and any(self._word(c) in PERHAPS for c in self.tree.with_dep(v, "aux")):
            self.found.supposed = True
        self._own_coordination(v)

    def _child(self, v: int, c: int, inherited: bool) -> None:
        token, word = self.tokens[c], self._word(c)
        if token.dep == "neg" or (token.dep in ("advmod", "preconj") and word in self.words.never):
            if c not in self.own and not self._is_not_only(c):
                self.found.add("negated", token.lemma.lower())
        elif token.dep == "advmod":
            self._adverb(v, c, word)
        elif token.dep == "aux":
            self._modal(v, word, c)
        elif token.dep == "mark" and word in self.words.marks and not inherited:
            self.found.suppose(word)
        elif token.dep in ("nsubj", "dobj", "nsubjpass") and self._is_empty(c, inherited):
            self.found.add("negated", word)
        elif (token.dep == "advcl" and is_condition(self.tree, c)) or (token.dep == "ccomp" and is_inverted(self.tree, c)):
            self._condition(v, c)

    def _adverb(self, v: int, c: int, word: str) -> None:
        if word == "longer" and self.tree.is_negated(c):
            self.found.add("negated", "no-longer")
        elif word == "ever" and any(self._word(g) in self.words.never for g in self.tree.children[c]):
            self.found.add("negated", "hardly-ever")
        elif word in self.words.almost and c < v and all(self.tokens[n].pos in ("AUX", "ADV") for n in range(c + 1, v)):
            self.found.add("negated", word)  # "nearly struck the convoy", but not "struck nearly 20 of them"
        elif word in self.words.hedge_adverbs:
            self._hedge([c], word)

    def _own_coordination(self, v: int) -> None:
        """ "did not attack or kill": what stands at the first of coordinated verbs without own auxiliaries holds for the rest."""
        token = self.tokens[v]
        if token.dep != "conj" or token.head == v or self.tree.child(v, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
            return
        first = self.tokens[token.head]
        if first.pos not in ("VERB", "AUX"):
            return
        if first.tag == token.tag or token.tag == "VB" or {first.tag, token.tag} <= PAST:
            negations, supposed = self.found.negations, self.found.supposed
            self.verb(first.i, inherited=True)
            if any(self._word(c) in self.words.marks for c in self.tree.with_dep(first.i, "mark")):
                self.found.suppose("whether")
            alternatives = {self._word(c) for c in self.tree.with_dep(first.i, "cc")}
            if self.found.negations > negations and not alternatives & {"or", "nor"}:
                self.found.negations, self.found.supposed = negations, supposed  # "did not attack but withdrew"

    def _modal(self, v: int, word: str, aux: int) -> None:
        status = self.words.modals.get(word)
        if status is None:
            return
        perfect = self._is_perfect(v)
        if word in HAD and not perfect and self.tokens[v].tag in ("VBN", "VBD"):
            return  # "they'd contacted": had
        if status == "hypothetical" and word in ("would", *HAD):
            if perfect:
                self.found.suppose("would-have")
                return
            if self._reported(v):
                status = "future"  # "said it would withdraw": future in the past
        if status == "demanded":
            status = "hypothetical"
        if word in ("could", "can", "ca") and status == "hypothetical" and self.tree.child(v, "neg") is not None:
            return  # "could not reach" did not happen: the negation alone speaks
        self.found.add(status, word, aux)

    def _is_perfect(self, v: int) -> bool:
        """ "to have attacked", "would have attacked"."""
        return self.tokens[v].tag in ("VBN", "VBD") and any(self._word(c) in ("have", "'ve", "’ve") for c in self.tree.with_dep(v, "aux"))

    def _reported(self, v: int) -> bool:
        """Whether a clause hangs on a verb of saying or deciding, without a condition."""
        if any(is_condition(self.tree, c) for c in self.tree.with_dep(v, "advcl")):
            return False
        step = v
        for _ in range(MAX_STEPS):
            token = self.tokens[step]
            if token.dep in ("ccomp", "relcl", "acl"):
                return True
            if token.dep not in ("conj", "xcomp") or token.head == step:
                return any(self.tokens[c].dep in ("ccomp", "parataxis") for c in self.tree.children[step])
            step = token.head
        return False

    def _is_not_only(self, c: int) -> bool:
        """ "did not only shell the town": it did."""
        return c + 1 < len(self.tokens) and self._word(c + 1) in ("only", "just", "merely", "simply")

    def _is_empty(self, c: int, inherited: bool) -> bool:
        """ "no troops", "none of them", "not a single prisoner". An object counts for its own verb alone."""
        token = self.tokens[c]
        if token.lemma.lower() in ("none", "nobody", "nothing") or (token.lemma.lower() in self.words.no and token.pos in ("PRON", "DET")):
            return True
        if token.dep == "dobj" and inherited:
            return False
        if any(self._word(d) in self.words.no for d in self.tree.with_dep(c, "det", "amod")):
            return True
        below = [d for n in (c, *self.tree.with_dep(c, "det", "amod")) for d in self.tree.children[n] if d < c]
        return any(self._word(d) == "not" and self._word(d + 1) in ("a", "one", "all", "every", "single", "many", "even") for d in below)

    def _condition(self, v: int, clause: int) -> None:
        if self.found.condition is None:
            self.found.condition = clause
        if any(self._word(c) in ("would", "could", "might", "may") for c in self.tree.with_dep(v, "aux")):
            self.found.add("hypothetical", "if")

    # --- nouns -------------------------------------------------------------------------------------------------------

    def noun(self, n: int) -> None:
        """Determiners and adjectives of an event noun."""
        for c in self.tree.children[n]:
            token, word = self.tokens[c], self._word(c)
            if token.dep in ("det", "neg") and word in self.words.no:
                self.found.add("negated", word)
            elif token.dep in ("amod", "compound", "nmod"):
                if word in self.words.failed["modifier"]:
                    self._failed(word)
                elif effect := self.words.governor("modifier", word):
                    self.found.add(effect, word)
                if word in self.words.hedge_modifiers:
                    self._hedge([c], word)

    def light(self, v: int) -> None:
        """What the light verb itself says of the deed: "plans an attack", "authorised a raid"."""
        if effect := self.words.governor("object", *self._phrases(v)):
            self.found.add(effect, self.tokens[v].lemma, v)

    # --- common ------------------------------------------------------------------------------------------------------

    def _word(self, i: int) -> str:
        return self.tokens[i].text.lower()

    def _has_to(self, v: int) -> bool:
        """An infinitive: "to release", "to be released"."""
        return any(self._word(c) == "to" for c in self.tree.with_dep(v, "aux"))

    def _phrases(self, v: int) -> list[str]:
        """The verb's lemma, alone and with its particle or preposition: "call off", "call for"."""
        lemma = self.tokens[v].lemma
        return [f"{lemma} {self._word(c)}" for c in self.tree.with_dep(v, "prt", "prep", "advmod")] + [lemma]

    def _hedge(self, words: list[int], reason: str) -> None:
        self.found.hedge = self.found.hedge or words
        self.found.hearsay = self.found.hearsay or reason in self.words.hearsay
        self.found.why.append(f"hedge.{reason}")

    def _failed(self, word: str) -> None:
        self.found.fail(word, "intercepted" if word in self.words.intercepted else "failed")
