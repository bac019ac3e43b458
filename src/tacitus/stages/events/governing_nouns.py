"""Nouns above a trigger and what they make of the deed: "plans to attack", "fears of an attack", "reports that", "no evidence of"."""

from __future__ import annotations

from tacitus.stages.events.markers import Markers

NOUN_LINKS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "appos", "compound", "poss", "nmod", "oprd"})


class GoverningNouns(Markers):
    """Reads one noun at a time; gives the noun to climb on from, or None where nothing above it bears on the deed."""

    def _infinitive_on_noun(self, i: int, n: int) -> int | None:
        """ "plans to attack", "the first to attack"; in a headline "Bazland to hold talks"; else an aim: "measures to protect"."""
        if self._is_headline(n):
            self.found.add("future", "headline", self.tree.child(i, "aux"))
            return None
        if self.tokens[i].tag != "VB" and not self._is_perfect(i):
            self.found.add("future", "be-to")  # "prisoners to be released in May"
            return None
        if self._is_singled_out(n) or self.tokens[n].lemma.lower() in self.words.done:
            return None
        if self._word(n) == "order" and self.tokens[n].dep == "pobj" and self._word(self.tokens[n].head) == "in":
            self.found.add("hypothetical", "purpose")
            return None
        if self._has_meaning(n):
            return self._on_noun(n)
        self.found.add("hypothetical", "infinitive")
        return None

    def _is_headline(self, n: int) -> bool:
        """Whether a noun heads a sentence without a finite verb."""
        if self.tokens[n].head != n:
            return False
        return not any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in self.tree.sentence(n).tokens)

    def _is_singled_out(self, n: int) -> bool:
        """ "the first country to recognise", "the latest to sign": it did."""
        return any(
            self.tokens[c].tag in ("JJS", "RBS") or self.tokens[c].lemma.lower() in self.words.singled_out
            for c in (n, *self.tree.with_dep(n, "amod", "nummod", "advmod"))
        )

    def _on_noun(self, n: int) -> int | None:
        """What hangs on a noun: "plans to attack", "threat of strikes", "fears that"."""
        lemma = self.tokens[n].lemma.lower()
        above = self.tokens[self.tokens[n].head]
        if lemma in self.words.claims and self._is_refuted(n):
            if self._is_owned(n):  # "Bazland's claims that X had attacked were dismissed": its word stands, by its own voice
                self.found.contester = above.i
            else:
                self.found.add("negated", above.lemma)  # "dismissed claims that it had attacked"
                self.found.denier = above.i
            return None
        if lemma in self.words.parts:
            self._disowned(n)
            return None
        if lemma in self.words.evidence and self._is_absent(n):
            self.found.suppose(f"no-{lemma}")
            return None
        effect = self.words.governor("noun", lemma)
        if lemma in self.words.failed["noun"]:
            self._failed(lemma)
        elif effect == "negated":
            self.found.undo("averted" if lemma in self.words.averting else "refused", lemma, n)
        elif effect is not None:
            self.found.add(effect, lemma, n)
        else:
            return None
        if self._is_absent(n):
            self.found.undo("refused", f"no-{lemma}")  # "has no plans to leave"
            return None
        return n if self.tokens[n].dep in NOUN_LINKS else None

    def _disowned(self, n: int) -> None:
        """ "denied any role in the raid": that who denies it did it."""
        token = self.tokens[n]
        if token.dep == "dobj" and self.tokens[token.head].lemma in self.words.refuting:
            self.found.add("negated", f"deny-{token.lemma.lower()}")
            self.found.denier, self.found.disowned = token.head, True

    def _is_absent(self, n: int) -> bool:
        return any(self._word(c) in self.words.no for c in self.tree.with_dep(n, "det", "neg"))

    def _is_refuted(self, n: int) -> bool:
        """ "dismissed claims that", "reports that … were false", "called the claim that … a lie"."""
        token = self.tokens[n]
        if token.dep in ("dobj", "nsubjpass") and self.tokens[token.head].lemma in self.words.refuting:
            return True
        said_of = [token.head, *self.tree.with_dep(token.head, "acomp", "attr", "oprd")]
        return token.dep in ("nsubj", "nsubjpass", "dobj") and any(self.tokens[x].lemma.lower() in self.words.refuted_by for x in said_of)

    def _is_owned(self, n: int) -> bool:
        return any(
            self.tokens[c].dep == "poss" or (self.tokens[c].dep in ("amod", "compound") and self.arguments.reader.is_party(c))
            for c in self.tree.children[n]
        )

    def _has_meaning(self, n: int) -> bool:
        lemma = self.tokens[n].lemma.lower()
        return self.words.governor("noun", lemma) is not None or lemma in self.words.failed["noun"]
