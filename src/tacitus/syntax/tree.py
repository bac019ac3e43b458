"""The dependency tree of a document as our own tokens show it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from tacitus.model.records import Sentence, Token
from tacitus.model.stage import Given

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "parataxis", "csubj", "pcomp"})
# What belongs to the words of a party's name in an article: everything left of these stays outside its span.
OUTSIDE_NP = frozenset({"relcl", "acl", "advcl", "appos", "conj", "cc", "punct", "preconj", "parataxis", "ccomp", "dep", "intj"})


AIRY, AIRY_FROM = 0.6, 4  # paragraphs a sentence, and sentences, from which a text's paragraphs are no passages of their own


class Tree:
    """Children, subtrees and noun phrases. Indices are those of ``Token.i``, over the whole document."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.sentences: list[Sentence] = list(sentences)
        self.tokens: list[Token] = [token for sentence in self.sentences for token in sentence.tokens]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self._sentence: list[int] = [n for n, sentence in enumerate(self.sentences) for _ in sentence.tokens]
        self._starts = [token.start for token in self.tokens]
        paragraphs = len({sentence.paragraph for sentence in self.sentences})
        self._airy = len(self.sentences) >= AIRY_FROM and paragraphs > AIRY * len(self.sentences)
        self._text = (
            1 if self.sentences and self.sentences[0].text.rstrip("\"'”’»)")[-1:] not in (".", "!", "?", "…") else 0
        )  # below a headline

    def told_together(self, one: int, other: int, reach: int = 1) -> bool:
        """Whether two paragraphs (indices) are one passage: the same one, or not more than ``reach`` apart in a text that breaks the line
        after each sentence or two. A headline stands by itself."""
        return one == other or (self._airy and abs(one - other) <= reach and min(one, other) >= self._text)

    def sentence(self, i: int) -> Sentence:
        """The sentence of token ``i``."""
        return self.sentences[self._sentence[i]]

    def at(self, offset: int) -> int | None:
        """The token that covers the code point ``offset``; None where white space stands."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.tokens[i].end else None

    def within(self, start: int, end: int) -> list[int]:
        """Tokens that lie whole inside ``start..end`` (code points)."""
        first = bisect_right(self._starts, start - 1)
        found = []
        for i in range(first, len(self.tokens)):
            if self.tokens[i].end > end:
                break
            found.append(i)
        return found

    def child(self, i: int, *deps: str) -> int | None:
        """The first child with one of these labels."""
        for c in self.children[i]:
            if self.tokens[c].dep in deps:
                return c
        return None

    def with_dep(self, i: int, *deps: str) -> list[int]:
        """All children with one of these labels, in text order."""
        return [c for c in self.children[i] if self.tokens[c].dep in deps]

    def head_of(self, i: int) -> int | None:
        """The governor; None for a root."""
        head = self.tokens[i].head
        return None if head == i else head

    def ancestors(self, i: int) -> Iterator[int]:
        """Governors from the nearest to the root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def subtree(self, i: int, without: frozenset[str] = frozenset()) -> list[int]:
        """``i`` and all below it in text order, leaving out children (and what is below them) with a label of ``without``."""
        found, todo = [], [i]
        while todo:
            n = todo.pop()
            found.append(n)
            todo.extend(c for c in self.children[n] if self.tokens[c].dep not in without)
        return sorted(found)

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and everything coordinated below it, in text order."""
        found, todo = [], [i]
        while todo:
            n = todo.pop()
            found.append(n)
            todo.extend(c for c in self.children[n] if self.tokens[c].dep == "conj")
        return sorted(found)

    def first_conjunct(self, i: int) -> int:
        """The head of the coordination that ``i`` belongs to."""
        while self.tokens[i].dep == "conj" and self.tokens[i].head != i:
            i = self.tokens[i].head
        return i

    def extent(self, indices: Iterable[int]) -> tuple[int, int]:
        """Code points from the first to the last of these tokens."""
        ordered = sorted(indices)
        return self.tokens[ordered[0]].start, self.tokens[ordered[-1]].end

    def noun_phrase(self, i: int) -> tuple[int, int]:
        """Code points of the contiguous noun phrase headed by ``i``, without clauses, appositions and further conjuncts."""
        kept = set(self.subtree(i, OUTSIDE_NP))
        first = last = i
        while first - 1 in kept or (first - 2 in kept and self.tokens[first - 1].dep == "punct" and first - 1 >= 0):
            first -= 1
        while last + 1 in kept or (last + 2 in kept and last + 2 < len(self.tokens) and self.tokens[last + 1].text == "-"):
            last += 1
        return self.tokens[first].start, self.tokens[last].end

    def base_phrase(self, i: int) -> tuple[int, int]:
        """As ``noun_phrase`` without prepositional modifiers: determiners, adjectives, compounds, possessives and the head."""
        kept = set(self.subtree(i, OUTSIDE_NP | {"prep"}))
        first = last = i
        while first - 1 in kept:
            first -= 1
        while last + 1 in kept:
            last += 1
        while first < i and self.tokens[first].pos in ("ADP", "PART", "PUNCT", "CCONJ"):
            first += 1
        return self.tokens[first].start, self.tokens[last].end

    def is_negated(self, i: int) -> bool:
        """Whether a negation particle hangs on ``i`` itself."""
        return any(self.tokens[c].dep == "neg" for c in self.children[i])


def tree_of(given: Given) -> Tree:
    """The document's tree, made once and kept in ``given.memory``."""
    tree = given.memory.get("tree")
    if tree is None:
        tree = given.memory["tree"] = Tree(given.of(Sentence))
    return tree
