"""Quotation marks to quoted regions, over the characters alone: every style, apostrophes left out, one pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_DEPTH = 3  # quotations within quotations within quotations; what opens deeper is noise
MAX_OPEN = 4_000  # code points of a quotation that its paragraph leaves open
MAX_SINGLE = 600  # code points between single marks: beyond that an apostrophe was taken for a mark

_MARK = re.compile(r"``|''|[\"“”„‟«»「」『』‘’‚‹›']")
_PAIRS = {
    "“": ("”", '"'), "„": ("“", "”"), "‟": ("”",), "«": ("»",), "»": ("«",), "‹": ("›",), "›": ("‹",), "「": ("」",), "『": ("』",),
    "‘": ("’",), "‚": ("‘", "’"), '"': ('"', "”"), "'": ("'",), "``": ("''",), "''": ("''",), "”": ("”",),
}  # fmt: skip
_CLOSING_SINGLE = re.compile("['’]")
_SINGLE = frozenset("'’‘‚‹›")
_OPENING_BEFORE = frozenset(" \t\n\r\u00a0\u2028\u2029\u200b([{—–-:/‘“\"'«„*_>\u2009\u202f")
_ENDS = frozenset(".,!?…;:—-")


@dataclass(slots=True)
class Region:
    """A stretch in quotation marks. ``start`` and ``end`` take the marks in; ``inner`` spans leave them out."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    depth: int
    closed: bool
    mark: str
    continued: bool = False  # the next paragraph reopens it
    parts: list[Region] = field(default_factory=list)  # further paragraphs of the same quotation

    def spans(self) -> list[tuple[int, int]]:
        """Spans of all its paragraphs, marks included."""
        return [(self.start, self.end), *((part.start, part.end) for part in self.parts)]

    @property
    def last(self) -> Region:
        return self.parts[-1] if self.parts else self


def regions(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Region]:
    """The quoted regions of all paragraphs in text order; a quotation reopened by following paragraphs is one region with ``parts``."""
    found: list[Region] = []
    open_before: Region | None = None
    for number, (start, end) in enumerate(paragraphs):
        here = _in_paragraph(text, start, end, number)
        outer = [region for region in here if region.depth == 0]
        first = outer[0] if outer else None
        if open_before is not None and first is not None and first.start - start <= 2 and first.mark == open_before.mark:
            chain = open_before
            chain.last.continued = True
            chain.parts.append(first)
            here.remove(first)
            if first.closed or len(outer) > 1:
                open_before = None
        else:
            open_before = None
        found.extend(here)
        if outer and not outer[-1].closed and outer[-1] is not first:
            open_before = outer[-1]
        elif first is not None and len(outer) == 1 and not first.closed and open_before is None:
            open_before = first
    return [region for region in found if _has_words(text, region)]


def _has_words(text: str, region: Region) -> bool:
    return any(text[i].isalnum() for i in range(region.inner_start, min(region.inner_end, region.inner_start + 200)))


def _in_paragraph(text: str, start: int, end: int, number: int) -> list[Region]:
    """Regions of one paragraph by a stack of open marks; straight and curly styles may stand inside each other."""
    done: list[Region] = []
    stack: list[tuple[str, int, int]] = []  # mark, start, end of the mark
    closers = _single_closers(text, start, end)
    for match in _MARK.finditer(text, start, end):
        mark, a, b = match.group(), match.start(), match.end()
        if mark in _SINGLE and mark not in "‹›‚" and not _is_single_mark(text, a, start, end, stack, closers):
            continue
        closes = next((n for n in range(len(stack) - 1, -1, -1) if mark in _PAIRS.get(stack[n][0], ())), None)
        if closes is not None and mark == '"' and stack[closes][0] == "“" and _has_own_closer(text, b, end):
            closes = None  # a straight mark ends a curly one only where that one's own is forgotten
        if closes is not None and not _may_only_open(text, a, b, start, end, mark, stack[closes][0]):
            opener, o_start, o_end = stack[closes]
            del stack[closes:]
            done.append(Region(o_start, b, o_end, a, number, len(stack), True, opener))
        elif (
            len(stack) < MAX_DEPTH and _may_open(text, a, b, start, end, mark) and not (stack and stack[-1][0] == mark and mark not in '"“')
        ):
            stack.append((mark, a, b))
    if stack:
        opener, o_start, o_end = stack[0]
        if opener not in _SINGLE and o_end < end:
            done = [region for region in done if region.start < o_start] + [_deeper(region) for region in done if region.start > o_start]
            stop = min(end, o_end + MAX_OPEN)
            done.append(Region(o_start, stop, o_end, stop, number, 0, False, opener))
    done.sort(key=lambda region: (region.start, -region.end))
    return done


def _deeper(region: Region) -> Region:
    region.depth = max(region.depth, 1)
    return region


def _before(text: str, at: int, start: int) -> str:
    return text[at - 1] if at > start else " "


def _after(text: str, at: int, end: int) -> str:
    return text[at] if at < end else " "


def _may_open(text: str, a: int, b: int, start: int, end: int, mark: str) -> bool:
    if mark not in _PAIRS:
        return False
    if mark in "“„«「『‹‚``":
        return not (mark == "«" and _after(text, b, end).isspace() and _before(text, a, start).isalnum())
    before, after = _before(text, a, start), _after(text, b, end)
    return before in _OPENING_BEFORE and not after.isspace()


def _may_only_open(text: str, a: int, b: int, start: int, end: int, mark: str, opener: str) -> bool:
    """A straight mark after white space and before a letter opens, though one is open already (a forgotten closing mark is rarer)."""
    if mark == "“" and opener == "„":
        return False
    if mark not in {'"', "“"}:
        return False
    before, after = _before(text, a, start), _after(text, b, end)
    if mark == "“":
        return True
    return before.isspace() and (after.isalnum() or after in "'‘[($…") and opener != '"'


def _has_own_closer(text: str, start: int, end: int) -> bool:
    """Whether a closing curly mark follows before any other mark that opens."""
    closing = text.find("”", start, end)
    return closing >= 0 and text.find("“", start, closing) < 0 and text.find('"', start, closing) < 0


def _single_closers(text: str, start: int, end: int) -> list[int]:
    """Offsets of single marks that may close: not before a letter or a digit."""
    return [
        match.start()
        for match in _CLOSING_SINGLE.finditer(text, start, end)
        if match.start() > start and not text[match.start() - 1].isspace() and not _after(text, match.end(), end).isalnum()
    ]


def _is_single_mark(text: str, at: int, start: int, end: int, stack: list[tuple[str, int, int]], closers: list[int]) -> bool:
    """Whether a single mark quotes; else it is an apostrophe."""
    before, after = _before(text, at, start), _after(text, at + 1, end)
    open_single = any(mark in _SINGLE for mark, _, _ in stack)
    if open_single:
        if after.isalnum() or before.isspace():
            return False
        # "the ministers' plan": a plural possessive, unless nothing later could close
        return not (before == "s" and after == " " and _following(text, at, end).islower() and _closer_between(closers, at + 1, at + 200))
    if text[at] == "’" or before not in _OPENING_BEFORE or not (after.isalpha() or after in '…[$“"' or after.isdigit()):
        return False
    if after.isdigit() and re.match(r"\d0s\b|\d\d\b", text[at + 1 : at + 5]):
        return False
    return _closer_between(closers, at + 2, at + MAX_SINGLE)


def _following(text: str, at: int, end: int) -> str:
    return text[at + 2] if at + 2 < end else " "


def _closer_between(closers: list[int], low: int, high: int) -> bool:
    n = bisect_left(closers, low)
    return n < len(closers) and closers[n] <= high
