"""Words of a text that can be compared across outlets: stems of content words, and names (capitalised, and never written small)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_ENDINGS = (
    "ations",
    "ation",
    "ingly",
    "ments",
    "ment",
    "ions",
    "ion",
    "ings",
    "ing",
    "edly",
    "ers",
    "ies",
    "ied",
    "ed",
    "er",
    "es",
    "ly",
    "s",
)
_STEM_LEAST = 3  # letters that must be left of a word
_WORD_LEAST = 3
_ACRONYM_MOST = 6  # letters: longer words in capitals are mostly those of a headline
_BEGINNING = re.compile(r"(?:^|[.?!:\n][\"'”’)]*\s*|\n\s*)[\"'“‘(]*$|\A$")
_BEFORE = 4  # characters looked at
_POSSESSIVE = re.compile(r"['’]s?$")


def tokens(text: str) -> list[str]:
    """Words as they stand, without possessives."""
    return [_POSSESSIVE.sub("", word) if "'" in word or "’" in word else word for word in _WORD.findall(text)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without the endings of inflection: enough to match "arrested" and "arrests"; no dictionary."""
    small = word.casefold()
    for ending in _ENDINGS:
        if small.endswith(ending) and len(small) - len(ending) >= _STEM_LEAST:
            small = small[: -len(ending)]
            break
    if len(small) > _STEM_LEAST and small[-1] == small[-2] and small[-1] not in "ls":
        small = small[:-1]
    return small.rstrip("e") if len(small) > _STEM_LEAST else small


class Vocabulary:
    """Stop words: those that stand in any report."""

    def __init__(self, stop_words: frozenset[str], never_names: frozenset[str]) -> None:
        self._stop = frozenset(stop_words) | frozenset(stem(word) for word in stop_words)
        self._never = never_names

    def content(self, text: str, small: frozenset[str], most: int) -> frozenset[str]:
        """The first so many stems of content words; capitalised ones that the article nowhere writes small are names."""
        return self.content_of(tokens(text), small, most)

    def content_of(self, words: Sequence[str], small: frozenset[str], most: int) -> frozenset[str]:
        """The same of the tokens of a text."""
        found: set[str] = set()
        for word in words:
            folded = word.casefold()
            if len(word) < _WORD_LEAST or folded in self._stop or (word[0].isupper() and folded not in small):
                continue
            if (stemmed := stem(folded)) not in self._stop:
                found.add(stemmed)
                if len(found) == most:
                    break
        return frozenset(found)

    def names(self, text: str, small: frozenset[str], most: int) -> frozenset[str]:
        """The first so many capitalised words that the article (``small``) nowhere writes small."""
        return frozenset(self._named(tokens(text), small)[:most])

    def _named(self, words: Sequence[str], small: frozenset[str]) -> list[str]:
        found: dict[str, None] = {}
        for word in words:
            if word[0].isupper() and len(word) >= _WORD_LEAST:
                folded = word.casefold()
                if folded not in small and folded not in self._stop and folded not in self._never:
                    found[folded] = None
        return list(found)

    def names_and_topics(
        self, words: Sequence[str], small: frozenset[str], most: int, topics: int
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """The first so many names of the tokens of a text, and those that stand most often, the longer first of equally frequent ones."""
        names = self._named(words, small)
        counts = Counter(word.casefold() for word in words if word[0].isupper())
        return frozenset(names[:most]), tuple(sorted(names, key=lambda name: (-counts[name], -len(name), name))[:topics])


def no_names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that stand more often in lower case than capitalised; and these with those capitalised at the beginning of sentences alone.

    More often, not ever: an address at the head of a page writes all names small.
    """
    lowered: list[str] = []
    capitalised: list[str] = []
    inside: set[str] = set()
    for found in _WORD.finditer(text):
        word = found.group()
        if "'" in word or "’" in word:
            word = _POSSESSIVE.sub("", word)
        if word.islower():
            lowered.append(word)
            continue
        folded = word.casefold()
        capitalised.append(folded)
        if word.isupper() and _STEM_LEAST <= len(word) <= _ACRONYM_MOST:  # a sentence may well begin with it each time
            inside.add(folded)
        elif folded not in inside:
            at = found.start()
            if not _BEGINNING.search(text, max(0, at - _BEFORE), at):
                inside.add(folded)
    small, large = Counter(lowered), Counter(capitalised)
    lower = frozenset(word for word, times in small.items() if times >= large[word])
    return lower, lower | (large.keys() - inside)
