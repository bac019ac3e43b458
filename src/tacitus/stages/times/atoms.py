"""Cuts a text into atoms and says which classes of the vocabulary each belongs to."""

from __future__ import annotations

import re
from typing import Any

# Figures with their endings first, then words, then any other sign by itself. A line break is an atom that nothing matches.
_ATOM = re.compile(
    r"\d{1,3}(?:,\d{3})+"  # 20,000 is no day
    r"|\d{1,3}(?:st|nd|rd|th)\b|['’]?\d{2,4}s\b|\d+"
    r"|[ap]\.\s?m\.?(?![^\W\d_])|[^\W\d_]+(?:\.(?=[^\W\d_]\.))?|\n|[^\s\w]|_",
    re.IGNORECASE,
)
MAX_DIGITS = 6


class Item:
    """A piece of text that patterns match: an atom, or what an earlier pass made (``value`` is then a Meaning)."""

    __slots__ = ("classes", "end", "glued", "hidden", "parts", "start", "text")

    def __init__(self, start: int, end: int, text: str, classes: dict[str, Any], glued: bool, hidden: bool = True) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.classes = classes
        self.glued = glued
        self.hidden = hidden
        self.parts: tuple[Item, ...] = ()  # the times inside, where they may have to stand apart


class Vocabulary:
    """From a word to the classes it has, with the value it has in each."""

    def __init__(self, data: dict[str, Any], literals: frozenset[str]) -> None:
        self._words: dict[str, dict[str, Any]] = {}
        self._literals = literals
        self._capital = frozenset(data["capital"])
        self._all_capitals = frozenset(data["all_capitals"])
        for name, words in data["classes"].items():
            for word, value in words.items():
                self._words.setdefault(str(word), {})[name] = value
        self._numbers: dict[str, dict[str, Any]] = {}

    def classes(self, text: str) -> dict[str, Any] | None:
        """Classes of one atom; None where it has none. The mapping is shared: nobody may change it."""
        if text[0].isdigit() or (len(text) > 1 and text[0] in "'’" and text[1].isdigit()):
            return self._figure(text)
        word = text.lower()
        found = self._words.get(word)
        literal = word in self._literals
        if found is None:
            return {f"'{word}'": word} if literal else None
        kept = {name: value for name, value in found.items() if self._written(name, text)}
        if literal:
            kept[f"'{word}'"] = word
        return kept or None

    def _written(self, name: str, text: str) -> bool:
        if name in self._capital:
            return text[0].isupper()
        return text.isupper() if name in self._all_capitals else True

    def _figure(self, text: str) -> dict[str, Any] | None:
        if len(self._numbers) > 5000:  # a text of nothing but different figures must not grow the memory
            self._numbers.clear()
        found = self._numbers.get(text)
        if found is None:
            word = text.lower()
            found = self._numbers[text] = _figure_classes(word) | ({f"'{word}'": word} if word in self._literals else {})
        return found or None


def _figure_classes(text: str) -> dict[str, Any]:
    digits = text.strip("'’")
    if digits.endswith(("st", "nd", "rd", "th")):
        return {"ord": int(digits[:-2])} if digits[:-2].isascii() else {}
    if digits.endswith("s"):
        return {"decade": digits[:-1]} if digits[:-1].isascii() and digits[-2] == "0" and len(digits) in (3, 5) else {}
    if "," in digits:
        return {"large": digits}
    if not digits.isascii() or not digits.isdigit() or len(digits) > MAX_DIGITS:
        return {}
    number = int(digits)
    classes: dict[str, Any] = {"int": number}
    if len(digits) <= 2:
        if 1 <= number <= 31:
            classes["dd"] = number
        if len(digits) == 2:
            classes["yy"] = number
            if number < 60:
                classes["mm"] = number
    if len(digits) == 3 and number >= 100:
        classes["yyy"] = number
    if len(digits) == 4:
        if 1000 <= number < 2200:
            classes["yyyy"] = number
            if number % 10 == 0 and number < 2010:
                classes["tens"] = digits
        if number // 100 < 24 and number % 100 < 60:
            classes["hhmm"] = number
    return classes


def atoms(text: str, vocabulary: Vocabulary) -> list[Item]:
    """All atoms of the text, in order."""
    found = []
    end = -1
    classes = vocabulary.classes
    for match in _ATOM.finditer(text):
        start, word = match.start(), match.group()
        found.append(Item(start, match.end(), word, classes(word) or _NOTHING, start == end))
        end = match.end()
    return found


_NOTHING: dict[str, Any] = {}
