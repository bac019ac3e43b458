"""The times stage: dates and times of the text, resolved against the publication date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import structs

from tacitus.model.ids import annotation_id
from tacitus.model.records import Annotation, Document, Sentence, TimeExpression
from tacitus.model.stage import Given, StageSpec
from tacitus.resources.loader import load
from tacitus.stages.times import calendar
from tacitus.stages.times.doubt import Doubt
from tacitus.stages.times.feasts import Feasts
from tacitus.stages.times.habits import COMES_BACK, comes_back, is_any_season, is_frequency
from tacitus.stages.times.meanings import Between, ClockAt, Fixed, Meaning, MonthDay, Months, Resolved, Season, Years, unresolved
from tacitus.stages.times.resolve import Resolver, Surroundings, joined
from tacitus.stages.times.scanner import Found, Scanner
from tacitus.stages.times.tense import MODIFIERS, TenseReader
from tacitus.syntax.tree import Tree, tree_of

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_RECORD = re.compile(r"\b(time|times|most|worst|only|level|levels|least|[a-z]{3,}est)\b[^.;]{0,24}\bin $")
HISTORY = 15  # years
RECENT_DAYS = 7  # a clock time without a day belongs to a story no older than this
_NAMED = frozenset({"century_piece", "season_piece", "month_piece", "edged"})
DATELINE_LINES = 6  # of the text, among which its own dateline may stand
DATELINE_DAYS = 3  # that it may differ from the publication date: zones of time, and hours of waiting
TOLD_PARAGRAPHS = 1  # how many paragraphs back "the next day" may look for its day


class Times:
    """Finds and resolves time expressions. Built once, used for any number of documents."""

    spec = StageSpec("times", 3, requires=(Sentence,), provides=(TimeExpression,))

    def __init__(self, vocabulary: dict[str, Any], grammar: dict[str, Any], feasts: dict[str, Any]) -> None:
        self._scanner = Scanner(vocabulary, grammar, feasts)
        self._resolver = Resolver(vocabulary["seasons"], Feasts(feasts))
        self._tense = TenseReader(vocabulary)
        self._doubt = Doubt(vocabulary)

    @classmethod
    def from_resources(cls, user_lexicons: Iterable[Any] = ()) -> Times:
        """With the tables that travel with tacitus."""
        return cls(load("times/vocabulary.yaml").data, load("times/grammar.yaml").data, load("times/feasts.yaml").data)

    def annotate(self, document: Document, given: Given) -> Iterable[Annotation]:
        """One TimeExpression for each date or time in the text, in text order."""
        found = self._scanner.scan(document.text)
        if not found:
            return
        run = _Run(document, tree_of(given), self._tense, self._resolver, self.spec)
        run.anchor = written_on(document.text, found, run.anchor)
        for one in found:
            if self._doubt.stands(one, document.text, run.tree) and not run.is_none(one):
                for part in run.apart(one):
                    yield from run.expressions(part)


def anchor_of(published_at: str | None) -> date | None:
    """The local date of publication; None where it is not known or no date."""
    match = _DATE.match(published_at or "")
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def written_on(text: str, found: Sequence[Found], published: date | None) -> date | None:
    """The day against which relative words are read: that of the text's own dateline, a line at its head that holds nothing but a full
    date, where it is about the publication date or that is not known; else the publication date."""
    end = 0
    for _ in range(DATELINE_LINES):
        end = text.find("\n", end) + 1
        if end == 0:
            end = len(text) + 1
            break
    for one in found:
        if one.start >= end:
            break
        own, day = (one.start, one.end), _full_day(one)
        line = text[text.rfind("\n", 0, own[0]) + 1 : _line_end(text, own[1])]
        if day is not None and not line.replace(text[slice(*own)], "", 1).strip(" \t.,;:()[]*–—-"):
            return day if published is None or abs((day - published).days) <= DATELINE_DAYS else published
    return published


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _full_day(found: Found) -> date | None:
    meaning = found.meaning
    if isinstance(meaning, Fixed) and meaning.earliest == meaning.latest:
        return meaning.earliest
    full = isinstance(meaning, MonthDay) and meaning.year is not None
    return calendar.make_date(meaning.year or 0, meaning.month, meaning.day) if isinstance(meaning, MonthDay) and full else None


class _Run:
    """The resolving of one document, which remembers what was told before."""

    def __init__(self, document: Document, tree: Tree, tense: TenseReader, resolver: Resolver, spec: StageSpec) -> None:
        self.document = document
        self.tree = tree
        self.anchor = anchor_of(document.published_at)
        self._tense = tense
        self._resolver = resolver
        self._provenance = spec.provenance
        self._told: Resolved | None = None
        self._told_paragraph = -1
        self._told_day: Resolved | None = None
        self._story_year: int | None = None
        self._story_paragraph = self._story_sentence = -1
        self._story_lasts = True
        first = tree.sentences[0] if tree.sentences else None
        self._title_end = first.end if first and not first.text.rstrip("\"'”’ ").endswith((".", "!", "?")) else 0

    def apart(self, found: Found) -> tuple[Found, ...]:
        """Clocks from and to, and ranges that come back every year, as two expressions that have nothing to do with each other."""
        if found.parts and isinstance(found.meaning, Between | ClockAt):
            return found.parts if isinstance(found.meaning, ClockAt) or comes_back(found, self.tree) else (found,)
        return (self._without_article(found),)

    def _without_article(self, found: Found) -> Found:
        """ "The 19th century church", "the end of the 2014 season": the article is that of the noun behind."""
        words = self.document.text[found.start : found.end].lower()
        last = self.tree.at(found.end - 1) if found.kind in _NAMED and ("the " in words) else None
        if last is None or self.tree.tokens[last].dep not in MODIFIERS or self.tree.tokens[last].head <= last:
            return found
        noun = self.tree.tokens[self.tree.tokens[last].head]
        if noun.start < found.end or noun.pos not in ("NOUN", "PROPN") or self.document.text[found.end : found.end + 1] != " ":
            return found
        if " of the " in words:
            return found.parts[-1] if found.parts and isinstance(found.parts[-1].meaning, Years) else found
        return structs.replace(found, start=found.start + 4) if words.startswith("the ") else found

    def expressions(self, found: Found) -> Iterator[TimeExpression]:
        """One, or the two ends of a range, each with its own days."""
        if not (found.parts and isinstance(found.meaning, Between)):
            yield self._annotation(found, self._resolved(found, found.meaning))
            return
        meaning = found.meaning
        left, right = (self._resolver.resolve(one, self._around(found, meaning)) for one in (meaning.left, meaning.right))
        whole = joined(meaning, left, right)
        if whole.earliest is not None and left.earliest is not None and left.latest is not None and whole.earliest < left.earliest:
            left = structs.replace(left, earliest=whole.earliest, latest=left.latest - (left.earliest - whole.earliest))
        for part, resolved in zip(found.parts, (left, right), strict=True):
            self._remember(structs.replace(part, meaning=meaning.left), resolved, self._paragraph(found.start))
            yield self._annotation(part, resolved)

    def _resolved(self, found: Found, meaning: Meaning) -> Resolved:
        if comes_back(found, self.tree) or (is_any_season(found, self.tree) and not self.forward(found)):
            return unresolved(COMES_BACK)
        resolved = self._resolver.resolve(meaning, self._around(found, meaning))
        self._remember(found, resolved, self._paragraph(found.start))
        return resolved

    def _around(self, found: Found, meaning: Meaning) -> Surroundings:
        paragraph = self._paragraph(found.start)
        near = paragraph - self._told_paragraph <= TOLD_PARAGRAPHS
        return Surroundings(
            anchor=self.anchor,
            told=self._told_of(found) if isinstance(meaning, ClockAt) else self._told if near else None,
            story_year=self._story_year if paragraph == self._story_paragraph or self._is_history() else None,
            forward=lambda: self.forward(found),
            stamped=isinstance(meaning, ClockAt) and self._begins_line(found),
            in_story=self._is_history() or self._sentence(found.start) == self._story_sentence,
        )

    def forward(self, found: Found) -> bool:
        """Whether the words around look to what is still to come ("in three days" is a duration where they do not)."""
        return self._tense.looks_forward(self.tree, found.start, found.end, self._title_end)

    def is_none(self, found: Found) -> bool:
        """Durations and frequencies."""
        return (found.kind == "hence_piece" and not self.is_ahead(found)) or is_frequency(found, self.tree)

    def is_ahead(self, found: Found) -> bool:
        """ "In three days" is ahead; "the first time in three days" and "built in three days" are durations."""
        before = self.document.text[max(0, found.start - 40) : found.start]
        return _RECORD.search(before) is None and self.forward(found)

    def _is_history(self) -> bool:
        """Whether the story told is so old that no date without a year is of the present."""
        lasting = self._story_year if self._story_lasts else None
        return lasting is not None and self.anchor is not None and self.anchor.year - lasting >= HISTORY

    def _told_of(self, found: Found) -> Resolved | None:
        """The day of a clock time: that of the story told, but for the time stamps of a live blog, which are those of its own day."""
        if self._begins_line(found):
            self._told_day = None
        return self._told_day

    def _begins_line(self, found: Found) -> bool:
        before = self.document.text[max(0, found.start - 3) : found.start].rstrip(" [(*•")
        return found.start == 0 or before.endswith("\n")

    def _sentence(self, offset: int) -> int:
        i = self.tree.at(offset)
        return self.tree.sentence(i).index if i is not None else -1

    def _paragraph(self, offset: int) -> int:
        i = self.tree.at(offset)
        return self.tree.sentence(i).paragraph if i is not None else max(self._told_paragraph, 0)

    def _remember(self, found: Found, resolved: Resolved, paragraph: int) -> None:
        if resolved.earliest is None:
            return
        self._told, self._told_paragraph = resolved, paragraph
        one_day = resolved.precision == "day" and resolved.earliest == resolved.latest
        if one_day and self.anchor is not None and 0 <= (self.anchor - resolved.earliest).days <= RECENT_DAYS:
            self._told_day = resolved
        year, alone = _said_year(found), _year_alone(found)
        if (
            year is None
            and alone is not None
            and self.anchor is not None
            and self.anchor.year - alone >= HISTORY
            and not self._is_history()
        ):
            self._story_lasts = False
            self._story_year, self._story_paragraph, self._story_sentence = alone, paragraph, self._sentence(found.start)
        if year is not None:
            self._story_lasts = True
            past = self.anchor is None or year < self.anchor.year
            self._story_year, self._story_paragraph = (year, paragraph) if past else (None, -1)
            self._story_sentence = self._sentence(found.start) if past else -1

    def _annotation(self, found: Found, resolved: Resolved) -> TimeExpression:
        text = self.document.text
        known = resolved.earliest is not None and resolved.latest is not None
        return TimeExpression(
            id=annotation_id("time", self.document.id, [(found.start, found.end)]),
            produced_by=self._provenance,
            start=found.start,
            end=found.end,
            text=text[found.start : found.end],
            earliest=resolved.earliest.isoformat() if known and resolved.earliest else None,
            latest=resolved.latest.isoformat() if known and resolved.latest else None,
            precision=resolved.precision if known else "unknown",
            time_of_day=resolved.time_of_day,
            zone=resolved.zone,
            anchor=self.anchor.isoformat() if resolved.anchored and self.anchor else None,
            reason=None if known else resolved.reason,
        )


def _year_alone(found: Found) -> int | None:
    """A year that no month goes with."""
    return found.meaning.year if isinstance(found.meaning, Years) and found.meaning.count == 1 else None


def _said_year(found: Found) -> int | None:
    """The year where a date of month and year, or of day, month and year, says it."""
    meaning = found.meaning.left if isinstance(found.meaning, Between) else found.meaning
    return meaning.year if isinstance(meaning, MonthDay | Months | Season) else None
