"""The stage: quotations with form, content, cue, speaker, hedge and the quotation they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from tacitus.model.ids import annotation_id
from tacitus.model.ontology import QuoteForm
from tacitus.model.records import Document, Mention, Party, Quote, Sentence
from tacitus.model.spans import Span, span_of, trimmed
from tacitus.model.stage import Given, StageSpec
from tacitus.stages.quotes.cues import CueFinder, Found
from tacitus.stages.quotes.direct import DirectReader
from tacitus.stages.quotes.headlines import headline_quotes
from tacitus.stages.quotes.interview import interview_turns
from tacitus.stages.quotes.lexicon import CueLexicon
from tacitus.stages.quotes.runs import united
from tacitus.stages.quotes.trailing import Trailing
from tacitus.syntax.marks import Region, regions
from tacitus.syntax.parties import PartyReader, parties_of
from tacitus.syntax.tree import Tree, tree_of

_CLOCK = re.compile(r"(?:\d{1,2}[:.]\d\d\s*(?:[A-Z]{2,4}\s*)?[—–:-]\s*)?")
_OWN_WORDS = frozenset({"i", "we", "you", "my", "our", "your"})
_CLOSING = frozenset("\"”»’'“‘›」』")


class Quotes:
    """Direct, indirect and mixed quotations, by quotation marks and by cues over the dependency tree."""

    spec = StageSpec("quotes", 3, (Sentence, Mention), (Quote,))

    def __init__(self, lexicon: CueLexicon) -> None:
        self.lexicon = lexicon
        self._finder = CueFinder(lexicon)

    @classmethod
    def from_resources(cls, user_lexicons: tuple[object, ...] = ()) -> Quotes:
        return cls(CueLexicon.from_resources())

    def annotate(self, document: Document, given: Given) -> Iterable[Quote]:
        tree = tree_of(given)
        if not tree.tokens:
            return
        paragraphs = _paragraphs(tree)
        marked = regions(document.text, paragraphs)
        found = self._finder.find(tree)
        parties = parties_of(document.text, given)
        Trailing(tree, parties, self.lexicon).mend(found)
        found.extend(headline_quotes(tree, document.text, parties, paragraphs))
        turns = interview_turns(tree, document.text, paragraphs)
        DirectReader(tree, document.text, self._finder, found, _outside(marked, turns)).read()
        found.extend(turns)
        yield from _Writer(document, tree, parties, marked, self).quotes(found)


def _paragraphs(tree: Tree) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    current = -1
    for sentence in tree.sentences:
        if sentence.paragraph != current:
            spans.append((sentence.start, sentence.end))
            current = sentence.paragraph
        else:
            spans[-1] = (spans[-1][0], sentence.end)
    return spans


def _outside(marked: list[Region], turns: list[Found]) -> list[Region]:
    """Regions that do not stand in an interview's turns: marks there quote within what the speaker says."""
    inside = sorted(
        (min(start, turn.named[0] - 1 if turn.named and turn.cue else start), end) for turn in turns for start, end in turn.spans
    )
    starts = [start for start, _ in inside]

    def free(region: Region) -> bool:
        n = bisect_right(starts, region.start) - 1
        return n < 0 or region.start >= inside[n][1]

    return [region for region in marked if free(region)] if turns else marked


class _Writer:
    """Makes Quote records of what was found."""

    def __init__(self, document: Document, tree: Tree, parties: PartyReader, marked: list[Region], stage: Quotes) -> None:
        self._document = document
        self._tree = tree
        self._parties = parties
        self._marked = sorted(span for region in marked if region.depth == 0 for span in region.spans())
        self._mark_starts = [start for start, _ in self._marked]
        self._speech = stage.lexicon.speech
        self._provenance = stage.spec.provenance

    def quotes(self, found: list[Found]) -> list[Quote]:
        """Quotes in text order, each with its parent: the smallest other content that holds its cue and content."""
        ordered = sorted((one for one in found if one.spans), key=lambda one: (one.spans[0][0], -one.spans[-1][1], one.anchor))
        contents = [self._content(one) for one in ordered]
        pairs = [(one, content) for one, content in zip(ordered, contents, strict=True) if content]
        pairs = self._without_thoughts(_without_twins(pairs))
        ids: list[str] = []
        seen: Counter[tuple[tuple[int, int], ...]] = Counter()
        for _, content in pairs:
            key = tuple((span.start, span.end) for span in content)
            ids.append(annotation_id("quote", self._document.id, key, seen[key]))
            seen[key] += 1
        parents = _parents(self._tree, pairs)
        above = [ids[parent] if parent is not None else None for parent in parents]
        return [self._quote(one, content, ids[n], above[n]) for n, (one, content) in enumerate(pairs)]

    def _without_thoughts(self, pairs: list[tuple[Found, tuple[Span, ...]]]) -> list[tuple[Found, tuple[Span, ...]]]:
        """Inside another quotation only acts of saying by others are quotations of their own."""
        parents = _parents(self._tree, pairs)
        kept = []
        for (one, content), parent in zip(pairs, parents, strict=True):
            outer = pairs[parent][1] if parent is not None else ()
            if not _covers(outer, content) or self._is_saying(one, within_marks=self._form(outer) == "direct"):
                kept.append((one, content))
        return kept

    def _is_saying(self, one: Found, *, within_marks: bool) -> bool:
        """Whether a cue inside another quotation tells an act of saying by somebody else."""
        if one.kind == "noun":
            return (
                not within_marks and one.frame == "that" and self._tree.tokens[one.anchor].dep in ("dobj", "nsubjpass", "pobj")
            )  # "rejected the claim that …"
        if one.kind not in ("verb", "phrase", "hearsay", "colon"):
            return False
        speaker = self._tree.tokens[one.speaker] if one.speaker is not None else None
        own = speaker is not None and speaker.lemma.lower() in _OWN_WORDS
        if one.kind != "verb":
            return not own
        if speaker is None or own:
            return False
        if within_marks and (speaker.pos == "PRON" or not self._parties.is_party(speaker.i)):
            return False
        return self._tree.tokens[one.anchor].lemma in self._speech and one.frame != "object" and self._is_told(one.anchor)

    def _is_told(self, i: int) -> bool:
        """Said in fact: "to say that …" and "would say that …" inside another's words tell of no act of saying."""
        return not any(self._tree.tokens[c].tag in ("TO", "MD") for c in self._tree.with_dep(i, "aux"))

    def _content(self, one: Found) -> tuple[Span, ...]:
        """What is said, without the outer marks of direct speech and the time of a live blog's entry. "That" stays, as "whether" does."""
        text = self._document.text
        spans = []
        for start, end in united(one.spans, []):
            if one.cue is not None and one.kind != "turn":
                start = self._after_clock(start, end)
            span = trimmed(text, *self._without_marks(start, end))
            if span is not None and any(c.isalnum() for c in span.text):
                spans.append(span)
        return tuple(spans)

    def _after_clock(self, start: int, end: int) -> int:
        opening = _CLOCK.match(self._document.text, start, end)
        return opening.end() if opening is not None else start

    def _without_marks(self, start: int, end: int) -> tuple[int, int]:
        """Marks at both edges of words that all stand in them, and the opening mark of a paragraph that goes on."""
        n = bisect_right(self._mark_starts, start) - 1
        if n < 0 or not self._marked[n][0] <= start or end > self._marked[n][1]:
            return start, end
        first, last = self._marked[n]
        width = 2 if self._document.text.startswith(("``", "''"), first) else 1
        start = start + width if start == first else start
        return start, end - width if end == last and end - width > start and self._document.text[end - 1] in _CLOSING else end

    def _quote(self, one: Found, content: tuple[Span, ...], quote_id: str, parent: str | None) -> Quote:
        text = self._document.text
        return Quote(
            id=quote_id,
            produced_by=self._provenance,
            form="direct" if one.kind == "turn" else self._form(content),
            content=content,
            cue=span_of(text, *one.cue) if one.cue is not None and one.cue[0] < one.cue[1] else None,
            speaker=self._speaker(one),
            hedge=span_of(text, *one.hedge) if one.hedge is not None else None,
            parent=parent,
        )

    def _speaker(self, one: Found) -> Party | None:
        if one.speaker is not None and (one.named is None or self._parties.is_party(one.speaker)):
            return self._parties.party(one.speaker)
        if one.named is not None:
            return Party(start=one.named[0], end=one.named[1], text=self._document.text[one.named[0] : one.named[1]])
        return None

    def _form(self, content: tuple[Span, ...]) -> QuoteForm:
        """Direct where all words are in quotation marks, indirect where none are."""
        inside = total = 0
        for span in content:
            total += sum(map(str.isalnum, span.text))
            for start, end in self._marked[max(0, bisect_right(self._mark_starts, span.start) - 1) :]:
                if start >= span.end:
                    break
                inside += sum(map(str.isalnum, self._document.text[max(start, span.start) : min(end, span.end)]))
        if inside == 0:
            return "indirect"
        return "direct" if inside >= total else "mixed"


def _without_twins(pairs: list[tuple[Found, tuple[Span, ...]]]) -> list[tuple[Found, tuple[Span, ...]]]:
    """ "Repeated his support for Roe" is one quotation: a noun whose content a verb has as well gives none of its own."""
    told = {content for one, content in pairs if one.kind == "verb"}
    return [(one, content) for one, content in pairs if one.kind != "noun" or content not in told]


def _covers(outer: tuple[Span, ...], inner: tuple[Span, ...]) -> bool:
    """Whether every span of the inner content lies in one of the outer."""
    return all(any(a.start <= b.start and b.end <= a.end for a in outer) for b in inner)


def _parents(tree: Tree, pairs: list[tuple[Found, tuple[Span, ...]]]) -> list[int | None]:
    """Index of the innermost quotation whose content holds the cue (or, without a cue, the content) of each; by a sweep over starts."""
    events = sorted((span.start, -span.end, n) for n, (_, content) in enumerate(pairs) for span in content)
    wanted = sorted(
        (tree.tokens[one.anchor].start if one.cue is not None else content[0].start, n) for n, (one, content) in enumerate(pairs)
    )
    parents: list[int | None] = [None] * len(pairs)
    stack: list[tuple[int, int]] = []  # end, index
    position = 0
    for offset, n in wanted:
        while position < len(events) and events[position][0] <= offset:
            start, minus_end, index = events[position]
            while stack and stack[-1][0] <= start:
                stack.pop()
            stack.append((-minus_end, index))
            position += 1
        while stack and stack[-1][0] <= offset:
            stack.pop()
        inner = [index for end, index in stack[-8:] if end > offset and index != n]
        parents[n] = inner[-1] if inner else None
    return _without_circles(parents)


def _without_circles(parents: list[int | None]) -> list[int | None]:
    """Two quotations never stand in each other: the later one keeps its parent."""
    for n in range(len(parents)):
        seen = {n}
        up = parents[n]
        while up is not None:
            if up in seen:
                parents[n] = None
                break
            seen.add(up)
            up = parents[up]
    return parents
