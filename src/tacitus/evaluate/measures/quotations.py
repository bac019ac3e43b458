"""Quotations: content, speaker, and both together."""

from __future__ import annotations

import re

import msgspec

from tacitus.evaluate.chains import Chains
from tacitus.evaluate.gold import Gold, Span
from tacitus.evaluate.quotemarks import quoted_mask
from tacitus.evaluate.readers.webanno import PRONOUNS
from tacitus.evaluate.tallies import Counts, Tally, Value, f1, share
from tacitus.model.records import Coding, Party

NAME = "quotations"
TITLE = "Quotations and their speakers"
CONTENT, SOURCE, MOSTLY = 0.8, 0.5, 0.5
FIGURES = {
    "content": "Content F1. Gold and our quotations are paired one to one, the best first, by the Jaccard index of their words (runs of "
    "letters and digits; punctuation is no word); a pair counts from .8 up.",
    "content_precision": "Share of our quotations that are so paired.",
    "content_recall": "Share of the gold quotations that are so paired.",
    "quoted": "Content F1 of the quotations at least half of whose words stand between quotation marks: right are paired gold ones of "
    "that kind, against gold ones of that kind and those of ours of that kind that are not paired.",
    "unquoted": "The same for the others.",
    "joint": "Content as above, and the source as well: our speaker's words and those of the gold source have at least half of the shorter "
    "of the two in common, since a source may be told by its head alone. Where the gold source is a pronoun, any mention of our speaker's "
    "entity may be it; where the gold has no source, we must have none. F1 over the same totals.",
    "joint_strict": "The same, but our speaker's words must be at least half of the words of the gold source, with all that describes it.",
    "quote_speaker": "Of the paired quotations with a gold source, share whose speaker overlaps it, by its own words or by another "
    "mention of its entity.",
}
TABLES: dict[str, str] = {}
_WORD = re.compile(r"\w+")


class _Said(msgspec.Struct):
    """A quotation as sets of word numbers."""

    content: frozenset[int]
    source: frozenset[int]
    quoted: bool
    start: int


def applies(gold: Gold) -> bool:
    return gold.quotes is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.quotes is not None
    text = gold.document.text
    words = [match.span() for match in _WORD.finditer(text)]
    mask = quoted_mask(text)
    theirs = [_said(quote.content, quote.source, words, mask) for quote in gold.quotes]
    quotes = [quote for quote in ours.quotes if quote.content]
    spans = [[(span.start, span.end) for span in quote.content] for quote in quotes]
    speakers = [quote.speaker for quote in quotes]
    sources = [[(one.start, one.end)] if one is not None and one.start is not None and one.end is not None else [] for one in speakers]
    mine = [_said(content, source, words, mask) for content, source in zip(spans, sources, strict=True)]
    pairs = paired([one.content for one in mine], [one.content for one in theirs])
    chains = Chains(ours)
    tally.add("ours", by=len(mine))
    tally.add("gold", by=len(theirs))
    for i, j in pairs:
        tally.add("paired")
        tally.add("paired_quoted" if theirs[j].quoted else "paired_unquoted")
        source = gold.quotes[j].source
        taken_up = _takes_up(speakers[i], source, text, chains)
        strict = _same_source(mine[i].source, theirs[j].source, len(theirs[j].source))
        tally.add("joint_strict", by=taken_up or strict)
        shorter = min(len(mine[i].source), len(theirs[j].source))
        tally.add("joint", by=taken_up or _same_source(mine[i].source, theirs[j].source, shorter))
        if source:
            speaker = speakers[i]
            right = speaker is not None and any(chains.meets(speaker, span) for span in source)
            tally.add("speakers")
            tally.add("speakers_right", by=right)
            if not right:
                tally.miss("speaker", source[0], gold=_words(text, source), ours=speaker.text if speaker else None)
    _unpaired(gold, ours, mine, theirs, pairs, tally)


def _unpaired(gold: Gold, ours: Coding, mine: list[_Said], theirs: list[_Said], pairs: list[tuple[int, int]], tally: Tally) -> None:
    assert gold.quotes is not None
    text = gold.document.text
    for kind, quoted in (("quoted", True), ("unquoted", False)):
        tally.add(f"gold_{kind}", by=sum(one.quoted == quoted for one in theirs))
        done = {i for i, _ in pairs}
        tally.add(f"extra_{kind}", by=sum(one.quoted == quoted for n, one in enumerate(mine) if n not in done))
    for j, quote in enumerate(gold.quotes):
        if j not in {j for _, j in pairs}:
            near = max(range(len(mine)), key=lambda i: jaccard(mine[i].content, theirs[j].content), default=None)
            close = near is not None and jaccard(mine[near].content, theirs[j].content) > 0
            tally.miss(
                "bounds" if close else "missed", (theirs[j].start, theirs[j].start + 1),
                gold={"content": _words(text, quote.content), "cue": _words(text, quote.cue), "source": _words(text, quote.source)},
                ours=" … ".join(span.text for span in ours.quotes[near].content) if near is not None and close else None,
            )  # fmt: skip
    for i, one in enumerate(mine):
        if i not in {i for i, _ in pairs} and not any(one.content & other.content for other in theirs):
            quote_ours = ours.quotes[i]
            cue = quote_ours.cue.text if quote_ours.cue else None
            tally.miss("extra", (one.start, one.start + 1), ours={"content": " … ".join(s.text for s in quote_ours.content), "cue": cue})


def _said(content: tuple[Span, ...] | list[Span], source: tuple[Span, ...] | list[Span], words: list[Span], mask: list[bool]) -> _Said:
    inside = _numbers(content, words)
    quoted = sum(mask[words[n][0]] for n in inside)
    start = min(span[0] for span in content)
    return _Said(inside, _numbers(source, words), bool(inside) and quoted / len(inside) >= MOSTLY, start)


def _numbers(spans: tuple[Span, ...] | list[Span], words: list[Span]) -> frozenset[int]:
    return frozenset(n for n, (start, end) in enumerate(words) if any(a <= start and end <= b for a, b in spans))


def paired(mine: list[frozenset[int]], theirs: list[frozenset[int]]) -> list[tuple[int, int]]:
    """(ours, gold) one to one, the most alike first, down to the bound."""
    near = [(-jaccard(a, b), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs) if a & b]
    used_mine: set[int] = set()
    used_theirs: set[int] = set()
    found = []
    for score, i, j in sorted(near):
        if -score < CONTENT:
            break
        if i not in used_mine and j not in used_theirs:
            used_mine.add(i)
            used_theirs.add(j)
            found.append((i, j))
    return found


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _same_source(mine: frozenset[int], theirs: frozenset[int], of: int) -> bool:
    """Whether they share half of ``of`` words, or neither has any."""
    if not mine or not theirs:
        return not mine and not theirs
    return len(mine & theirs) / of >= SOURCE


def _takes_up(speaker: Party | None, source: tuple[Span, ...], text: str, chains: Chains) -> bool:
    """Whether the gold source is a pronoun ("he", "who") that our coding counts to the speaker's entity."""
    if speaker is None or len(source) != 1 or text[slice(*source[0])].strip().lower() not in PRONOUNS:
        return False
    return chains.meets(speaker, source[0])


def _words(text: str, spans: tuple[Span, ...]) -> str | None:
    return " … ".join(text[start:end] for start, end in spans) or None


def figures(counts: Counts) -> dict[str, Value]:
    return {
        "content": f1(counts, "paired", "ours", "gold"),
        "content_precision": share(counts, "paired", "ours"),
        "content_recall": share(counts, "paired", "gold"),
        **{kind: _kind(counts, kind) for kind in ("quoted", "unquoted")},
        "joint": f1(counts, "joint", "ours", "gold"),
        "joint_strict": f1(counts, "joint_strict", "ours", "gold"),
        "quote_speaker": share(counts, "speakers_right", "speakers"),
    }


def _kind(counts: Counts, kind: str) -> Value:
    right, gold, extra = (counts.get((f"{name}_{kind}",), 0) for name in ("paired", "gold", "extra"))
    of = right + extra + gold
    return Value(value=2 * right / of if of else None, n=int(gold))
