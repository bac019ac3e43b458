"""Days counted from another day of the sentence: "the mayor resigned on Monday, two days after a march" says when the march was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from tacitus.model.ids import digest
from tacitus.model.records import TimeExpression
from tacitus.syntax.tree import Tree

NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
STEPS = {"after": -1, "before": 1}  # the deed in "after it" lies before the day that is told


class CountedDays:
    """Of one document."""

    def __init__(self, tree: Tree, times: Sequence[TimeExpression]) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self._times = times
        self._days = {n: days for n in range(2, len(tree.tokens)) if (days := self._counted(n)) is not None}  # the word "after" → days

    def _counted(self, n: int) -> int | None:
        """ "two days after": 2; tokens as they stand, whatever the parser makes of them."""
        if self.tokens[n].text not in STEPS or self.tokens[n - 1].text not in ("day", "days"):
            return None
        word = self.tokens[n - 2].text.lower()
        if word in ("a", "one"):
            return 1
        if word in NUMBERS:
            return NUMBERS.index(word) + 1
        return int(word) if word.isascii() and word.isdigit() and len(word) < 3 else None

    def of(self, head: int) -> TimeExpression | None:
        """The day of the deed with this head, None where the sentence does not count it."""
        if not self._days:
            return None
        marker = self._marker(head)
        told = self._told(marker) if marker is not None else None
        if marker is None or told is None or told.earliest is None:
            return None
        step = STEPS[self.tokens[marker].text] * self._days[marker]
        day = (date.fromisoformat(told.earliest[:10]) + timedelta(days=step)).isoformat()
        start, end = self.tokens[marker - 2].start, self.tokens[marker].end
        sentence = self.tree.sentence(head)
        return msgspec.structs.replace(
            told, id=f"tim-{digest('counted', told.id, start, end)[:20]}", start=start, end=end,
            text=sentence.text[start - sentence.start : end - sentence.start], earliest=day, latest=day, time_of_day=None, zone=None,
        )  # fmt: skip

    def _marker(self, head: int) -> int | None:
        """The word "after" under which the deed stands: the nearest one above it."""
        for node in (head, *self.tree.ancestors(head)):
            if node in self._days:
                return node
            below = [c for c in self.tree.with_dep(node, "mark", "advmod") if c in self._days]
            if below:
                return below[0] if below[0] < head else None
        return None

    def _told(self, marker: int) -> TimeExpression | None:
        """The day that is told outside what stands under "after": the last one before it, else the first one in the main clause."""
        token = self.tokens[marker]
        root = token.head if token.dep in ("mark", "advmod") else marker
        under = set(self.tree.subtree(root)) if root != token.i or token.dep == "prep" else {marker}
        sentence = self.tree.sentence(marker)
        days = []
        for time in self._times:
            inside = self.tree.within(time.start, time.end) if sentence.start <= time.start < sentence.end else []
            if inside and time.precision == "day" and time.earliest is not None and not under & set(inside):
                days.append((inside[0], time))
        before = [time for at, time in days if at < marker]
        return before[-1] if before else days[0][1] if days else None
