"""Whom a noun phrase names: antecedents, conjuncts, the noun of "dozens of X", each side of "Foolandic and Barlandic troops"."""

from __future__ import annotations

from tacitus.stages.events.lexis import Lexis
from tacitus.syntax.parties import PartyReader
from tacitus.syntax.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
BELONGING = frozenset({"member", "supporter", "loyalist", "operative", "faction", "cadre"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})


class NounPhrases:
    """The noun phrases of one document, by the token that heads each."""

    def __init__(self, tree: Tree, reader: PartyReader, lexis: Lexis) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.reader = reader
        self.lexis = lexis

    def nominals(self, i: int) -> list[int]:
        """The heads that a noun phrase names: a relative pronoun's antecedent, all conjuncts, the noun of "dozens of X"."""
        token = self.tokens[i]
        if token.tag in RELATIVE_TAGS:  # the antecedent's words tell more than "who"
            antecedent = self._antecedent(i)
            return self.nominals(antecedent) if antecedent is not None and antecedent != i else [i]
        found = []
        for n in self.tree.conjuncts(i):
            if self.tokens[n].pos in NOMINAL:
                found.extend(self._spelled_out(n) or self._nations(n) or [self._named(self._partitive(n))])
        return list(dict.fromkeys(found)) or [i]

    def _spelled_out(self, n: int) -> list[int]:
        """ "two countries, Fooland and Barland": those named, where the noun itself names nobody."""
        if self.tokens[n].lemma.lower() not in self.lexis.collectives:
            return []
        return [x for c in self.tree.with_dep(n, "appos") if self.reader.is_party(c) for x in self.nominals(c)]

    def _nations(self, n: int) -> list[int]:
        """ "Foolandic and Barlandic troops", "Fooland and Barland's ministers" are two parties, one for each nationality or body."""
        owners = [c for c in self.tree.with_dep(n, "amod", "nmod", "compound", "poss") if c < n]
        joined = [c for c in owners if self.tree.child(c, "cc", "conj") is not None]
        if not joined:
            return []
        every = [x for c in owners for x in self.tree.conjuncts(c)]
        both = [x for x in every if self._is_side(x)]
        if len(both) > 1:
            return both if self._is_plural_party(n) or all(self.reader.by_head[x].form == "adjective" for x in both) else []
        if both and self._is_plural_party(n):
            return [*both, n]  # "Fooland and its allies", read as one noun with two modifiers
        return []

    def _is_side(self, x: int) -> bool:
        """A nation or body named before a noun."""
        return self.reader.is_party(x) and self.reader.by_head[x].form in ("adjective", "name")

    def _is_plural_party(self, n: int) -> bool:
        """Several of somebody: "negotiators", "forces", each side's own."""
        return self.reader.is_party(n) and self.tokens[n].tag in ("NNS", "NNPS")

    def _named(self, n: int) -> int:
        """The head of the name that a stray token of it stands for: "Defence Minister Gal Ben-Porat" may parse as three subjects."""
        if self.reader.is_party(n):
            return n
        head = self.reader.covering(n)
        if head is None and self.tokens[n].lemma.lower() in BELONGING:  # "four Fooland Front members"
            head = next((c for c in self.tree.with_dep(n, "compound", "nmod") if self.reader.is_party(c)), None)
        return n if head is None else head

    def _antecedent(self, i: int) -> int | None:
        for a in self.tree.ancestors(i):
            if self.tokens[a].dep == "relcl":
                return self.tokens[a].head
            if self.tokens[a].dep in ("ROOT", "ccomp", "advcl"):
                return None
        return None

    def _partitive(self, n: int) -> int:
        """ "dozens of protesters", "members of the group", "one of the men": the noun after "of", unless the head itself is a party."""
        if self.reader.is_party(n) or self.tokens[n].lemma.lower() not in self.lexis.partitives:
            return n
        for p in self.tree.with_dep(n, "prep"):
            if self.tokens[p].text.lower() == "of" and (inner := self.tree.child(p, "pobj")) is not None:
                return self._partitive(inner)
        return n
