"""Words of a text that can be compared across outlets: stems of content words, and names (capitalised, and never written small)."""

from __future__ import annotations

import re

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
_POSSESSIVE = re.compile(r"['’]s?$")


def tokens(text: str) -> list[str]:
    """Words as they stand, without possessives."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]


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

    def content(self, text: str, most: int) -> frozenset[str]:
        """The first so many stems of content words."""
        found: dict[str, None] = {}
        for word in tokens(text):
            if len(word) >= _WORD_LEAST and word.casefold() not in self._stop and (stemmed := stem(word)) not in self._stop:
                found[stemmed] = None
        return frozenset(list(found)[:most])

    def names(self, text: str, small: frozenset[str], most: int) -> frozenset[str]:
        """The first so many capitalised words that the article (``small``) nowhere writes small."""
        found: dict[str, None] = {}
        for word in tokens(text):
            folded = word.casefold()
            if (
                word[0].isupper()
                and len(word) >= _WORD_LEAST
                and folded not in small
                and folded not in self._stop
                and folded not in self._never
            ):
                found[folded] = None
        return frozenset(list(found)[:most])


def written_small(text: str) -> frozenset[str]:
    """All words that stand somewhere in lower case."""
    return frozenset(word for word in tokens(text) if word.islower())
