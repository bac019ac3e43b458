"""Who issued a text that speaks: "the statement said", "a report by the commission found"."""

from __future__ import annotations

from functools import cache

from tacitus.resources.loader import load
from tacitus.syntax.tree import Tree

_SPOKEN_IN = frozenset({"in", "through", "via"})
_ISSUING = frozenset(
    "issue release publish make send post put read write sign deliver give circulate adopt pass present file broadcast air share".split()
)
_MAKING = frozenset("author draft prepare compile conduct commission produce run carry undertake do lead".split())
# "A video of soldiers", "a report of a raid": what these show or tell of is not who made them.
_SHOWING = frozenset("video recording survey poll study review analysis investigation inquiry report assessment transcript".split())


@cache
def document_nouns() -> frozenset[str]:
    """Lemmas of texts that speak for whoever issued them."""
    return frozenset(load("quotes/nouns.yaml").data["documents"])


class Issuers:
    """Finds the issuer of each text that an article mentions; ``is_party`` says whether a token heads a mention of a party."""

    def __init__(self, tree: Tree, parties: dict[int, int]) -> None:
        """``parties`` gives for every token of a party's mention the head of that mention."""
        self._tree = tree
        self._parties = parties
        self._nouns = document_nouns()
        self._told: list[tuple[int, int]] | None = None

    def is_document(self, i: int) -> bool:
        token = self._tree.tokens[i]
        return token.pos == "NOUN" and token.lemma in self._nouns and i not in self._parties

    def issuer(self, i: int) -> int | None:
        """Head of the party that issued the text at token ``i``: named with it, else that of the text which "the statement" takes up."""
        found = self._named_with(i)
        if found is not None or not self._definite(i):
            return found
        lemma = self._tree.tokens[i].lemma
        earlier = [(noun, party) for noun, party in self._all() if noun < i]
        alike = [party for noun, party in earlier if self._tree.tokens[noun].lemma == lemma]
        return alike[-1] if alike else None

    def _all(self) -> list[tuple[int, int]]:
        if self._told is None:
            nouns = [token.i for token in self._tree.tokens if token.lemma in self._nouns and self.is_document(token.i)]
            self._told = [(noun, party) for noun in nouns if (party := self._named_with(noun)) is not None]
        return self._told

    def _definite(self, i: int) -> bool:
        return any(self._tree.tokens[c].text.lower() in ("the", "this", "that") for c in self._tree.with_dep(i, "det"))

    def _party(self, i: int | None) -> int | None:
        return self._parties.get(i) if i is not None else None

    def _named_with(self, i: int) -> int | None:
        tree = self._tree
        for child in tree.children[i]:
            token = tree.tokens[child]
            if token.dep in ("poss", "compound", "nmod", "amod") and (owner := self._party(child)) is not None:
                return owner
            of = token.lemma == "of" and tree.tokens[i].lemma not in _SHOWING
            by = token.dep in ("prep", "agent") and (of or token.lemma in ("by", "from"))
            if by and (owner := self._party(tree.child(child, "pobj"))) is not None:
                return owner
        for named in (self._by_clause(i), self._by_participle(i), self._before_verb(i)):
            if named is not None:
                return named
        return None

    def _by_clause(self, i: int) -> int | None:
        """ "In a statement, X said", "X issued a statement": the subject of the verb."""
        token = self._tree.tokens[i]
        if token.dep == "dobj" and self._tree.tokens[token.head].lemma in _ISSUING:
            verb = token.head
        elif token.dep == "pobj" and self._tree.tokens[token.head].lemma in _SPOKEN_IN:
            verb = self._tree.tokens[token.head].head
        else:
            return None
        return self._party(self._tree.child(verb, "nsubj"))

    def _before_verb(self, i: int) -> int | None:
        """ "In a statement read out on Monday, the alliance set out …", parsed wrong: the first party right before a finite verb."""
        tokens, sentence = self._tree.tokens, self._tree.sentence(i).tokens
        first = sentence[0].i
        if i - first > 4 or tokens[first].text.lower() not in _SPOKEN_IN:
            return None
        for token in tokens[i + 1 : sentence[-1].i]:
            if token.i in self._parties and tokens[token.i + 1].tag in ("VBD", "VBZ", "VBP", "MD"):
                return self._parties[token.i]
        return None

    def _by_participle(self, i: int) -> int | None:
        """ "A statement issued by X"."""
        clauses = [c for c in self._tree.with_dep(i, "acl") if self._tree.tokens[c].lemma in _ISSUING | _MAKING]
        for clause in clauses:
            for prep in self._tree.with_dep(clause, "agent", "prep"):
                if self._tree.tokens[prep].lemma == "by" and (party := self._party(self._tree.child(prep, "pobj"))) is not None:
                    return party
        return None
