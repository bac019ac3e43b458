"""Headlines that name their speaker beside a colon: "Doe: Barland will not pay" and "Nine Killed in Raid: Police"."""

from __future__ import annotations

from tacitus.stages.quotes.cues import Found
from tacitus.syntax.parties import PartyReader
from tacitus.syntax.tree import Tree

MAX_WORDS = 30  # of a headline
MAX_LABEL = 8  # tokens before the colon
MAX_TAIL = 4  # tokens after a colon that may name the source of what stands before it
MIN_SAID = 3  # words of what is said
_CAPITALS = 0.6  # share of longer words with a capital that makes a later line a headline
_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})  # "Barland: nine killed in raid" names where, not who says so
_OPENING = frozenset("\"'“‘«„`")
_VERBAL = frozenset({"VERB", "AUX"})


def headline_quotes(tree: Tree, text: str, parties: PartyReader, paragraphs: list[tuple[int, int]]) -> list[Found]:
    """A quotation for each headline with a speaker and a colon; the first paragraph, or a line in capitals, is a headline."""
    found = []
    for n, (start, end) in enumerate(paragraphs):
        colon = text.find(":", start, min(end, start + 200))
        if colon < 0 or not _is_headline(text[start:end], first=n == 0):
            continue
        made = _labelled(tree, parties, tree.within(start, end))
        if made is not None:
            found.append(made)
    return found


def _is_headline(line: str, *, first: bool) -> bool:
    words = line.split()
    if len(words) > MAX_WORDS:
        return False
    long = [word.lstrip("\"'“‘") for word in words if len(word) > 3]
    return first or sum(word[:1].isupper() for word in long) > _CAPITALS * len(long) > 2


def _labelled(tree: Tree, parties: PartyReader, inside: list[int]) -> Found | None:
    tokens = tree.tokens
    colon = next((i for i in inside if tokens[i].text == ":"), None)
    if colon is None or colon == inside[0] or colon == inside[-1]:
        return None
    before, after = _words(tree, inside[0], colon - 1), _words(tree, colon + 1, inside[-1])
    if not before or not after:
        return None
    if len(before) <= MAX_LABEL and (speaker := _speaker(tree, parties, before)) is not None and _is_said(tree, after):
        return _made(tree, colon, speaker, after)
    if len(after) <= MAX_TAIL and _is_said(tree, before) and (speaker := _speaker(tree, parties, after)) is not None:
        return _made(tree, colon, speaker, before)
    return None


def _words(tree: Tree, first: int, last: int) -> list[int]:
    """Token indices without the stops at their end."""
    while last >= first and tree.tokens[last].text in (".", ";", ","):
        last -= 1
    return list(range(first, last + 1))


def _is_said(tree: Tree, said: list[int]) -> bool:
    """Whether the words are a statement: a verb among them, or in quotation marks."""
    words = [i for i in said if tree.tokens[i].pos != "PUNCT"]
    return len(words) >= MIN_SAID and (tree.tokens[said[0]].text[0] in _OPENING or any(tree.tokens[i].pos in _VERBAL for i in words))


def _speaker(tree: Tree, parties: PartyReader, label: list[int]) -> int | None:
    """The party that the label names and nothing besides, "to" its hearers left out."""
    to = next((i for i in label[1:] if tree.tokens[i].text.lower() == "to"), None)
    last = to - 1 if to is not None else label[-1]
    if any(tree.tokens[i].pos in _VERBAL or tree.tokens[i].text == "," for i in label if i <= last):
        return None
    for head, mention in parties.by_head.items():
        if head in label and tree.tokens[last].end == mention.end:
            return None if tree.tokens[head].entity_type in _PLACES or mention.form == "adjective" else head
    return None


def _made(tree: Tree, colon: int, speaker: int, said: list[int]) -> Found:
    tokens = tree.tokens
    span = (tokens[said[0]].start, tokens[said[-1]].end)
    return Found(colon, (tokens[colon].start, tokens[colon].end), [span], speaker, kind="colon")
