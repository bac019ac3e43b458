"""Paragraphs and sentences by rule, over the characters alone: the parser gets its boundaries from here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

MAX_WINDOW = 8_000  # weight parsed at once: 100,000 words in one text took the parser 3.3 GB
MAX_SENTENCE = 500  # words and marks: what is longer is a table or no language, and is cut
MAX_CHUNK = 300  # code points without white space: the parser's tokenizer takes quadratic time over a chunk (8,000 full stops: 6 s)
MAX_GROUPS = 1_000  # short paragraphs parsed each by itself; in a text of more of them neighbours are parsed together
UNIT_WEIGHT = 3  # of a word or mark, in code points: prose has five a unit, so that its weight is its length
WRAP_WIDTH = 120  # a block whose lines all stay below this may be hard-wrapped; news sites print a paragraph as one longer line

_BLANK_LINES = re.compile(r"(?:\r\n?|\n|\u2028|\u2029)[^\S\r\n]*(?:\r\n?|\n|\u2029)\s*|\u2029\s*")
_LINE_BREAK = re.compile(r"\r\n?|\n|\u2028|\x0b|\x0c|\x85")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$|[—–]\s*$")
_BULLET = re.compile(r"\s*(?:[-–—•*▪·‣◦]\s|\(?[0-9a-z]{1,2}[.)]\s|[0-2]?\d[:.][0-5]\d\b|[QA][:.]\s)")
_HEADER = re.compile(r"\s*(?:[A-Z][a-z]+(?: [a-z]+)?:|date\b|by\b)\s?\S", re.IGNORECASE)

# "BEIRUT, April 7 (Agency) — " and "Beirut (Agency) – ": words of the agency's, apart from the sentence they stand before.
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.'’/-]+(?:[ ,]+(?:[A-Z][A-Za-z.'’/-]*|\d{1,4}))*|[A-Z][\w.'’-]+(?:[ ,]+(?:[A-Z][\w.'’-]*|\d{1,4})){0,6}(?=\s*\())"
    r"\s*,?\s*(?:\([^()\n]{2,40}\)\s*)?(?:—|–|--|-)\s+(?=\S)"
)

_CLOSERS = "\"'”’»)]）」』"
# A run of marks is looked at from its first one alone, and never backwards: a line of 80,000 dots must not take a minute.
_FINAL = re.compile(r"(?:…|(?<![.!?])[.!?]++)[\"'”’»)\]」』]*+(?=\s)|[。！？][」』”]*+")
_NEXT = re.compile(r"\s+([\"'“‘«(\[„「]*)(\S)")
_WORD_BEFORE = re.compile(r"[\w.'’&-]*\w$")
_INITIAL = re.compile(r"(?:^|[\s(\"'“‘.])[A-Z]$")
_CHUNK = re.compile(rf"\S{{1,{MAX_CHUNK}}}")
_UNIT = re.compile(r"\w+|[^\w\s]")
_NAME_SAID = r"\s+(?:[A-Z][\w'’.-]*\s+){0,5}(?:%s)\b"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Code-point ranges of the paragraphs: blank lines divide, and single line breaks that end a sentence."""
    found = []
    position = 0
    for gap in _BLANK_LINES.finditer(text):
        found.extend(_lines(text, position, gap.start()))
        position = gap.end()
    found.extend(_lines(text, position, len(text)))
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A block without blank lines, divided at those line breaks that do not merely wrap a line."""
    lines, position = [], start
    for line_break in _LINE_BREAK.finditer(text, start, end):
        lines.append((position, line_break.start()))
        position = line_break.end()
    lines.append((position, end))
    width = max(b - a for a, b in lines)
    merged: list[tuple[int, int]] = []
    for a, b in lines:
        if merged and not _divides(text, merged[-1], (a, b), width, first=len(merged) == 1):
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return [(a, b) for a, b in merged if text[a:b].strip()]


def _divides(text: str, before: tuple[int, int], after: tuple[int, int], width: int, *, first: bool) -> bool:
    """Whether the line break between two lines ends a paragraph."""
    last_break = max(text.rfind("\n", *before), text.rfind("\r", *before), before[0] - 1)
    line = text[last_break + 1 : before[1]]
    if width > WRAP_WIDTH or _ENDS_SENTENCE.search(line) or _BULLET.match(text, after[0], after[1]):
        return True
    if first and _HEADER.match(line):
        return True
    # In wrapped text a line much shorter than the others is a title or a paragraph's last line.
    return len(line) < 0.6 * width and text[after[0] : after[0] + 1].isupper()


class SentenceDivider:
    """Divides a paragraph into sentences; survives abbreviations, initials, quotation marks and numbers."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._never = frozenset(tables["never_final"])
        self._maybe = frozenset(tables["maybe_final"])
        self._name_said = re.compile(_NAME_SAID % "|".join(tables["said"]))

    def divide(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Code-point ranges of the sentences between ``start`` and ``end``; white space at their ends left out."""
        dateline = _DATELINE.match(text, start, min(end, start + 120))
        cuts = [start] if dateline is None else [start, dateline.end()]
        for mark in _FINAL.finditer(text, cuts[-1], end):
            if self._ends(text, mark, cuts[-1], end):
                cuts.append(mark.end())
        cuts.append(end)
        return [span for a, b in pairwise(cuts) if (span := _strip(text, a, b))]

    def _ends(self, text: str, mark: re.Match[str], start: int, end: int) -> bool:
        following = _NEXT.match(text, mark.end(), end)
        if following is None:
            return mark.group()[0] in "。！？"
        opener, character = following.groups()
        if character.islower():
            return False
        punctuation = mark.group().rstrip(_CLOSERS)
        quoted = mark.group() != punctuation
        if quoted and not opener and punctuation != "." and self._name_said.match(text, mark.end(), min(end, mark.end() + 80)):
            return False
        if punctuation != "." or quoted:
            return True
        return not self._is_abbreviation(text, start, mark.start(), opener, text[following.start(2) : following.start(2) + 20])

    def _is_abbreviation(self, text: str, start: int, stop: int, opener: str, following: str) -> bool:
        """Whether the full stop at ``stop`` belongs to the word before it and ends nothing."""
        word = _WORD_BEFORE.search(text, max(start, stop - 24), stop)
        if word is None:
            return False
        before = word.group()
        if before in self._never:
            return not (before in {"No", "Art", "v"} and following[:1].isupper())
        if before in _CLOCK:
            return not opener and _AFTER_CLOCK.match(following) is not None
        if before in self._maybe or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", before):
            return not opener and not _starts_sentence(following)
        if _INITIAL.search(text[max(start, stop - 2) : stop]):
            return True
        return before.isdigit() and len(before) <= 2 and stop - len(before) == start  # "1. First point"


_CLOCK = frozenset({"a.m", "p.m", "am", "pm"})
# What follows an hour inside a sentence: "5 p.m. Friday", "9 a.m. GMT".
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{2,4}\b|Eastern|Pacific|Central|Moscow|Greenwich|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)

# Words that begin sentences and hardly ever follow "U.S." or "Inc." inside one.
_STARTERS = re.compile(
    r"(?:The|A|An|In|On|At|But|And|He|She|It|They|We|I|This|That|These|Those|His|Her|Its|Their|There|As|After|Before|When|While|If|For|However|Both|Many|Some|"
    r"Since|Under|With|Meanwhile|According|Last|Earlier|Later|One|Two|No|Not|Several|Also|More|Most|Although|Despite|During|Asked|Such|Once|Then|What|Who|You|Our)\b"
)


def _starts_sentence(following: str) -> bool:
    return _STARTERS.match(following) is not None


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def weight(text: str, start: int, end: int) -> int:
    """What a range costs the parser: its length, or more where it holds many short words and marks."""
    return max(end - start, UNIT_WEIGHT * units(text, start, end))


def units(text: str, start: int, end: int) -> int:
    """About how many tokens the parser would see."""
    return len(_UNIT.findall(text, start, end))


def windows(sentences: Sequence[tuple[int, int]], text: str) -> list[list[tuple[int, int]]]:
    """Sentences of one paragraph in groups of bounded weight; what no sentence is so long as is cut at white space, else hard."""
    groups: list[list[tuple[int, int]]] = [[]]
    size = 0
    for start, end in sentences:
        for a, b in _pieces(text, start, end):
            heavy = weight(text, a, b)
            if size and (size + heavy > MAX_WINDOW or _touch(text, groups[-1][-1][1], a)):
                groups.append([])
                size = 0
            groups[-1].append((a, b))
            size += heavy
    return [group for group in groups if group]


def joined(groups: list[list[tuple[int, int]]], text: str) -> list[list[tuple[int, int]]]:
    """Groups of neighbouring paragraphs together, where there are so many that each by itself would cost too much."""
    if len(groups) <= MAX_GROUPS:
        return groups
    together: list[list[tuple[int, int]]] = [[]]
    size = 0
    for group in groups:
        heavy = weight(text, group[0][0], group[-1][1])
        if size and (size + heavy > MAX_WINDOW or _touch(text, together[-1][-1][1], group[0][0])):
            together.append([])
            size = 0
        together[-1].extend(group)
        size += heavy
    return together


def _touch(text: str, end: int, start: int) -> bool:
    """Whether a chunk was cut here: the tokenizer must not see it whole. (A CJK full stop ends a sentence without a space; it stays.)"""
    return end == start and text[end - 1] not in "。！？」』”"


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence itself, or where it is too long, or holds too long a chunk, its parts."""
    if end - start <= MAX_CHUNK:
        return [(start, end)]
    pieces = []
    size, begin, last = 0, start, start
    for chunk in _CHUNK.finditer(text, start, end):
        heavy = units(text, chunk.start(), chunk.end())
        if size and (size + heavy > MAX_SENTENCE or chunk.start() == last > start):
            pieces.append((begin, last))
            size, begin = 0, chunk.start()
        size += heavy
        last = chunk.end()
    if span := _strip(text, begin, end):
        pieces.append(span)
    return pieces
