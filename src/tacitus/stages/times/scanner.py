"""Runs the passes of the grammar over the atoms of a text: one scan from left to right each, longest match first."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from tacitus.model.errors import ResourceError
from tacitus.stages.times import compounds, relative  # noqa: F401 (importing them fills BUILDERS)
from tacitus.stages.times.atoms import Item, Vocabulary, atoms
from tacitus.stages.times.builders import BUILDERS, Match
from tacitus.stages.times.meanings import Meaning
from tacitus.stages.times.patterns import Captured, Element, Rule, Trie

DIGIT_JOINTS = frozenset(",.:/-–")
# What shows that a text tells of the first thousand years, where three figures may be a year: an era, a century, a reckoned birth, a life.
_EARLY = re.compile(
    r"\d\s?(?:AD|CE|BCE?)\b|\d\s?[AB]\.\s?[DC]\b|\b(?:AD|A\.\s?D\.)\s?\d|\b(?:c\.|ca\.?|circa)\s?\d{3}(?![\d,.]*\d)\b|\(\s?\d{3}\s?[-–]\s?\d{3,4}\s?\)"
    r"|(?<![Oo]ne )\b[Ii]n \d{3}, (?:he|she|they|the|it|his|her|[A-Z][a-z])\w*\b"
    r"|\b(?:Viking|Anglo-Saxon|Byzantin|Merovingian|Carolingian|Sass?an[id]|Umayyad|Abbasid)"
    r"|\b(?:Roman (?:Empire|[Ee]mperor|fort|legion|town|province))"
    r"|\b(?:[1-9]th|10th|1st|2nd|3rd|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[- ](?:and \w+ )?centur(?:y|ies)\b"
)
_HALF_BEFORE = re.compile(r"\d\s?[ap]\.?m\.?$", re.IGNORECASE)
_SHORT_END = re.compile(r"\d\d(?!\w|[-–—.,:/]\d)")
_PART_BEFORE = re.compile(r"(?:\d{4}s|\b(?:mid|early|late|pre|post))$", re.IGNORECASE)


class Found(msgspec.Struct, frozen=True):
    """A time expression that stands in the text, not yet resolved."""

    start: int
    end: int
    kind: str  # the class it has in the grammar
    meaning: Meaning
    parts: tuple[Found, ...] = ()  # the times inside, where they may have to stand apart


class Scanner:
    """The compiled grammar."""

    def __init__(self, vocabulary: dict[str, Any], grammar: dict[str, Any], feasts: dict[str, Any]) -> None:
        self.passes: list[Trie] = [_compiled(rules, n) for n, rules in enumerate(grammar["passes"])]
        _add_feasts(self.passes[0], feasts["entries"])
        self._feasts: list[dict[str, Any]] = feasts["entries"]
        words = frozenset(word for trie in self.passes for word in trie.words)
        self._vocabulary = Vocabulary(vocabulary, words)

    def scan(self, text: str) -> list[Found]:
        """All time expressions, in text order, without overlaps."""
        items = atoms(text, self._vocabulary)
        if tells_early(text):
            for item in items:
                if "yyy" in item.classes:
                    item.classes = item.classes | {"old": item.classes["yyy"]}
        for trie in self.passes:
            items = self._pass(trie, items, text)
        return [_found(item) for item in items if not item.hidden]

    def _pass(self, trie: Trie, items: list[Item], text: str) -> list[Item]:
        starts = trie.root.edges.keys()
        done: list[Item] = []
        i = 0
        while i < len(items):
            item = items[i]
            made = None
            if not item.classes.keys().isdisjoint(starts):
                made = self._first_made(trie, items, i, text)
            if made is None:
                done.append(item)
                i += 1
            else:
                before, piece, i = self._longer(trie, items, i, made, text)
                done.extend(before)
                done.append(piece)
        return done

    def _longer(
        self, trie: Trie, items: list[Item], at: int, made: tuple[list[Item], Item, int], text: str
    ) -> tuple[list[Item], Item, int]:
        """What a match without its words in front would reach, where that is further ("in the summer of 2010")."""
        before, _, end = made
        if before:
            inner = self._first_made(trie, items, at + len(before), text)
            if inner is not None and inner[2] > end:
                return before + inner[0], inner[1], inner[2]
        return made

    def _first_made(self, trie: Trie, items: list[Item], at: int, text: str) -> tuple[list[Item], Item, int] | None:
        for end, rule, path in trie.matches(items, at):
            made = self._made(items, at, end, rule, path, text)
            if made is not None:
                return made
        return None

    def _made(
        self, items: list[Item], at: int, end: int, rule: Rule, path: tuple[tuple[str, str], ...], text: str
    ) -> tuple[list[Item], Item, int] | None:
        """Items kept before the piece, the piece, and where to go on; None where the words are no time."""
        before = sum(1 for _, outside in path if outside == "before")
        after = sum(1 for _, outside in path if outside == "after")
        first, last = at + before, end - after
        if first >= last or _attached(items, first, last, text):
            return None
        inside = items[first:last]
        words = text[inside[0].start : inside[-1].end]
        if rule.make == "named_feast":
            if not (words[0].isupper() or words[0].isdigit()):
                return None
            value: Any = self._feasts[int(rule.give)]
            return items[at:first], Item(inside[0].start, inside[-1].end, words, {"feast": value}, inside[0].glued), last
        captured = tuple(
            Captured(name, item.classes.get(name), item) for (name, _), item in zip(path[before : len(path) - after], inside, strict=True)
        )
        value = BUILDERS[rule.make](Match(captured, words.lower(), items[at - 1] if at else None))
        if value is None:
            return None
        piece = Item(inside[0].start, inside[-1].end, words, {rule.give: value}, inside[0].glued, hidden=rule.hidden)
        if rule.parts:
            piece.parts = tuple(one for one in inside if isinstance(next(iter(one.classes.values()), None), Meaning))
        return items[at:first], piece, last


def tells_early(text: str) -> bool:
    """Whether the text tells of the first thousand years."""
    return _EARLY.search(text) is not None


def _found(item: Item) -> Found:
    kind, value = next(iter(item.classes.items()))
    return Found(item.start, item.end, kind, value, tuple(_found(one) for one in item.parts))


def _attached(items: list[Item], first: int, last: int, text: str) -> bool:
    """Whether figures at the ends belong to a larger figure (3.5, $2009, 20,000, 2009-A)."""
    start, end = items[first].start, items[last - 1].end
    if text[start].isdigit() and start > 0:
        before = text[start - 1]
        if before in "-–—" and (text[max(0, start - 5) : start - 1].isdigit() or _PART_BEFORE.search(text[max(0, start - 7) : start - 1])):
            return False
        if before in "-–—" and _HALF_BEFORE.search(text[max(0, start - 6) : start - 1]):
            return False  # 10am-5pm
        if before.isalnum() or before in "$€£¥#%_" or (before in DIGIT_JOINTS and start > 1 and text[start - 2].isalnum()):
            return True
    if text[end - 1].isdigit() and end < len(text):
        after = text[end]
        if after in "-–—" and text[end + 1 : end + 5].isdigit():
            return False  # "2013-2017" is two years
        if (
            after in "-–—"
            and text[start:end].isdigit()
            and _SHORT_END.match(text, end + 1)
            and text[end + 1 : end + 3] > text[end - 2 : end]
        ):
            return False  # and so is "2013-17"
        if after.isalnum() or after in "%_$€" or (after in DIGIT_JOINTS and end + 1 < len(text) and text[end + 1].isdigit()):
            return True
    return False


def _compiled(rules: list[dict[str, Any]], number: int) -> Trie:
    trie = Trie()
    for rule in rules:
        make = rule["make"]
        where = f"times/grammar.yaml, pass {number}, {make}"
        if make not in BUILDERS:
            raise ResourceError(f"{where}: there is no function of this name in stages/times/builders.py, relative.py or compounds.py.")
        for pattern in rule["patterns"]:
            hidden, parts = bool(rule.get("hidden", False)), bool(rule.get("parts", False))
            trie.add(pattern, Rule(make=make, give=rule["give"], hidden=hidden, order=0, parts=parts), where)
    return trie


def _add_feasts(trie: Trie, entries: list[dict[str, Any]]) -> None:
    """The names of the feasts as patterns of single words; ``give`` carries the number of the entry."""
    empty = Vocabulary({"capital": [], "all_capitals": [], "classes": {}}, frozenset())
    for number, entry in enumerate(entries):
        for name in entry["names"]:
            words = atoms(str(name), empty)
            sequence = tuple(Element(classes=(_class_of(word.text),), glued=word.glued, outside="") for word in words)
            trie.add_sequence(sequence, Rule(make="named_feast", give=str(number), hidden=True, order=0))


def _class_of(word: str) -> str:
    return f"'{word.lower()}'"
