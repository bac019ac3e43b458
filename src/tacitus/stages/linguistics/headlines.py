"""Headlines in plain prose: capitals on every word, bare nouns and a present that looks like a plural mislead the parser.

It is given the same words, one for one, as an article's text would write them: names alone with a capital, and in a line without a verb
the past in place of what may be a verb in the present ("Police storm depot": "stormed").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from tacitus.model.records import Token

LONGEST = 22  # words of a headline
SHORTEST = 3
CAPITALS = 0.7  # share of its longer words that have one, in a line that capitalises all
VARIANTS = 3  # of one headline that are parsed

_ENDS = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_SMALL = re.compile(r"\b[a-z][a-z'’-]+\b")
_NAME = re.compile(r"(?<=[a-z0-9,;] )[A-Z][\w'’-]*")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*$")
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "JJ", "CD"})  # what may end a subject, or is taken for an adjective there
_AMOUNTS = frozenset({"at", "up", "over", "about", "around", "than"})  # "kills at least nine"
_FINITE = frozenset({"VBZ", "VBD", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "dative", "oprd"})


class Evidence:
    """How the rest of a text writes its words."""

    def __init__(self, text: str) -> None:
        lines = text.splitlines()
        self._prose = "\n".join(line for line in lines if _ENDS.search(line.rstrip()))

    @cached_property
    def small(self) -> frozenset[str]:
        return frozenset(_SMALL.findall(self._prose))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(_NAME.findall(self._prose))


@dataclass(frozen=True)
class Variant:
    """A headline with the past at ``verbs`` (token → lemma) and an article after it; ``at``: token → its place among the words."""

    words: tuple[str, ...]
    at: tuple[int, ...]
    verbs: dict[int, str]


class Verbs:
    """Forms of English verbs, by the parser's own tables."""

    def __init__(self, lookups: Any) -> None:
        self._verbs = frozenset(lookups.get_table("lemma_index")["verb"])
        self._nouns = frozenset(lookups.get_table("lemma_index")["noun"])
        self._irregular = {form: lemmas[0] for form, lemmas in lookups.get_table("lemma_exc")["verb"].items() if lemmas[0] in self._verbs}
        self._pasts: dict[str, str] = {}
        for form, lemma in self._irregular.items():
            if not form.endswith(("ing", "s")) and " " not in form and form != lemma:
                self._pasts.setdefault(lemma, form)

    def of_third_person(self, word: str) -> str | None:
        """The verb of "storms", "denies", "clashes"."""
        if word.endswith("ies") and word[:-3] + "y" in self._verbs:
            return word[:-3] + "y"
        if not word.endswith("s") or word.endswith("ss"):
            return None
        if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")) and word[:-2] in self._verbs:
            return word[:-2]
        return word[:-1] if word[:-1] in self._verbs else None

    def of_plural(self, word: str) -> str | None:
        return word if word in self._verbs else None

    def past(self, verb: str) -> str:
        if verb in self._pasts:
            return self._pasts[verb]
        if verb.endswith("e"):
            return verb + "d"
        return verb[:-1] + "ied" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "ed"

    def is_inflected(self, word: str) -> bool:
        """A form that is no name: "storms", "talks", "killed", "banning"."""
        if word in self._irregular or self.of_third_person(word) is not None:
            return True
        if word.endswith("s") and not word.endswith("ss") and word[:-1] in self._nouns:
            return True
        for ending in ("ed", "ing"):
            stem = word.removesuffix(ending)
            if stem != word and (stem in self._verbs or stem + "e" in self._verbs):
                return True
        return False


class Headlines:
    """Both rewritings; the words' number and order never change."""

    def __init__(self, verbs: Verbs, grammar: Collection[str], common: Collection[str]) -> None:
        """``grammar``: words that prose writes small wherever they stand; ``common``: nouns that it does unless the text shows a name."""
        self._verbs = verbs
        self._grammar, self._common = frozenset(grammar), frozenset(common)

    def in_prose(self, words: Sequence[str], evidence: Evidence) -> list[str] | None:
        """The words of a line that capitalises all, with small letters where prose has them; None for any other sentence."""
        if not is_headline(words) or not _capitalises_all(words):
            return None
        shouted = all(word.isupper() for word in words if word.isalpha())
        found = [words[0].capitalize() if shouted and words[0].isalpha() and words[0] not in evidence.names else words[0]]
        for word in words[1:]:
            found.append(self._small(word, evidence, shouted=shouted) if _WORD.match(word) and word[0].isupper() else word)
        return found if found != list(words) and all(len(a) == len(b) for a, b in zip(found, words, strict=True)) else None

    def _small(self, word: str, evidence: Evidence, *, shouted: bool) -> str:
        low = word.lower()
        if low in self._grammar:
            return low
        if word.isupper() and len(word) > 1 and (not shouted or word in evidence.names):
            return word
        if word.capitalize() in evidence.names or word in evidence.names:
            return word.capitalize() if shouted else word
        if low in evidence.small or low in self._common or self._verbs.is_inflected(low):
            return low
        return word.capitalize() if shouted else word

    def with_verbs(self, tokens: Sequence[Token]) -> Iterator[Variant]:
        """Readings of a headline that has no verb yet, the likeliest first: all present forms as verbs, then each by itself."""
        words = [token.text if token.pos == "PROPN" or token.text.isupper() else token.text.lower() for token in tokens]
        words[0] = tokens[0].text
        third, plural = {}, {}
        for k in range(1, len(tokens) - 1):
            before, after = tokens[k - 1], tokens[k + 1]
            if (after.tag in ("IN", ":") and after.text.lower() not in _AMOUNTS) or after.pos in ("PUNCT", "VERB", "AUX"):
                continue
            if before.tag not in _NOUNS and before.text != ",":
                continue
            low = tokens[k].text.lower()
            if (verb := self._verbs.of_third_person(low)) is not None:
                third[k] = verb
            elif (verb := self._verbs.of_plural(low)) is not None and before.tag in ("NNS", "NNPS", "NN", "NNP"):
                plural[k] = verb
        seen = 0
        for verbs in ([third] if len(third) > 1 else []) + [{k: verb} for k, verb in (*third.items(), *plural.items())]:
            if seen < VARIANTS:
                seen += 1
                yield self._told(tokens, words, verbs)

    def _told(self, tokens: Sequence[Token], words: Sequence[str], verbs: dict[int, str]) -> Variant:
        told: list[str] = []
        at: list[int] = []
        for k, word in enumerate(words):
            if k - 1 in verbs and tokens[k].text.islower() and tokens[k].tag in ("NN", "NNP"):
                told.append("the")
            at.append(len(told))
            told.append(self._verbs.past(verbs[k]) if k in verbs else word)
        return Variant(tuple(told), tuple(at), verbs)


def is_headline(words: Sequence[str]) -> bool:
    return SHORTEST <= len(words) <= LONGEST and not _ENDS.search(words[-1])


def lacks_verb(tokens: Sequence[Token]) -> bool:
    """No finite verb, no participle that may be a passive; or a plural that may be a verb: "Turkey bans march, holds six"."""
    if any(_may_be_verb(token, after) for token, after in pairwise(tokens)) and any(token.text == "," for token in tokens):
        return True
    if any(token.tag in _FINITE and token.pos in ("VERB", "AUX") for token in tokens):
        return False
    root = next((token for token in tokens if token.head == token.i), tokens[0])
    return root.pos not in ("VERB", "AUX") and not any(
        token.tag == "VBN" and token.head == root.i and token.dep == "acl" for token in tokens
    )


def _may_be_verb(token: Token, after: Token) -> bool:
    """A plural strung into a name, or one that a bare noun follows as if it were its object."""
    return token.tag == "NNS" and (token.dep == "compound" or (token.dep == "nsubj" and after.head == token.i and after.dep == "npadvmod"))


def is_better(tokens: Sequence[Token], verbs: Collection[int]) -> bool:
    """Whether the first of ``verbs`` (places in the sentence) was read as its main verb, with a subject before it and an object behind."""
    first = tokens[min(verbs)]
    below = [token for token in tokens if token.head == first.i and token is not first]
    subject = any(token.i < first.i and token.dep in _SUBJECTS for token in below)
    return first.dep == "ROOT" and subject and any(token.i > first.i and token.dep in _OBJECTS for token in below)


def _capitalises_all(words: Sequence[str]) -> bool:
    longer = [word for word in words[1:] if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 2 and sum(word[0].isupper() for word in longer) >= CAPITALS * len(longer)
