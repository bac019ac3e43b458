"""Interviews and transcripts: paragraphs that begin with "Q:" and "A:" or with a speaker's name, and questions that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tacitus.stages.quotes.cues import Found
from tacitus.syntax.tree import Tree

MIN_TURNS = 3  # labelled paragraphs that make an interview
MAX_TURN = 12  # paragraphs that one answer may run over
_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|the|de|van|al|bin)){0,4}|[A-Z])(?P<colon>\s?[:：.](?=\s)|\s[—–](?=\s))"
)
_WORDS = re.compile(r"[A-Za-z’']+(?:\W+[A-Za-z’']+)|^\W*(?:Yes|No)\b")
_ROLES = frozenset({"q", "question", "a", "answer", "interviewer", "reporter", "moderator", "host"})
_QUESTIONER = frozenset({"q", "question", "interviewer", "reporter", "moderator", "host"})
_ANNOUNCED = re.compile(
    r"\b(?:interview|(?:spoke|talked|speaks|talks) (?:to|with)|sat down with|Q&A|questions? (?:and|&) answers?|conversation)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Turn:
    """A paragraph said by one speaker. ``label`` is the span of the name; None where the speaker is known otherwise."""

    paragraph: int
    start: int
    end: int
    name: str
    label: tuple[int, int] | None
    colon: tuple[int, int] | None


def interview_turns(tree: Tree, text: str, paragraphs: list[tuple[int, int]]) -> list[Found]:
    """A quotation for each turn of an interview; nothing where the text is none."""
    turns = _labelled(text, paragraphs)
    if not turns:
        turns = _questions(text, paragraphs)
    if not turns:
        return []
    interviewee = _interviewee(tree, paragraphs[turns[0].paragraph][0])
    found = []
    for turn in turns:
        spans = [(turn.start, turn.end)]
        anchor = _token_at(tree, turn.label[0] if turn.label else turn.start)
        made = Found(anchor, turn.colon, spans, None, kind="turn")
        if turn.name.lower() in _ROLES:
            made.speaker = None if turn.name.lower() in _QUESTIONER else interviewee
        elif turn.label is not None:
            made.speaker = _head_in(tree, *turn.label)
            made.named = turn.label
        made.regions.append(turn.start)
        found.append(made)
    return found


def _labelled(text: str, paragraphs: list[tuple[int, int]]) -> list[_Turn]:
    """Turns by labels that come back: at least three paragraphs, and every label twice or a role ("Q", "A")."""
    matches = [(n, _said_by(text, start, end), end) for n, (start, end) in enumerate(paragraphs)]
    names = Counter(match.group("name").lower() for _, match, _ in matches if match is not None and _is_label(match))
    known = {name for name, times in names.items() if times >= 2 or name in _ROLES}
    if sum(times for name, times in names.items() if name in known) < MIN_TURNS or len(known) < 1:
        return []
    turns: list[_Turn] = []
    for n, match, end in matches:
        if match is not None and match.group("name").lower() in known and _is_label(match):
            name = match.group("name")
            closed = match.start("name") and text[match.start("name") - 1] in '"“' and text[end - 1] in '"”'
            turns.append(_Turn(n, match.end(), end - bool(closed), name, match.span("name"), match.span("colon")))
        elif turns and n == turns[-1].paragraph + 1 and _goes_on(turns, n):
            last = turns[-1]
            turns.append(_Turn(n, paragraphs[n][0], end, last.name, last.label, None))
    while turns and turns[-1].colon is None and turns[-1].paragraph == len(paragraphs) - 1:
        turns.pop()  # a last paragraph without a label may as well be the outlet's own
    return [turn for turn in turns if text[turn.start : turn.end].strip()]


def _said_by(text: str, start: int, end: int) -> re.Match[str] | None:
    """The label of a paragraph that says something in words ("Doe: 2,316" is a table)."""
    match = _LABEL.match(text, start + (text[start] in '"“'), end)  # a transcript may be printed as a quotation
    return match if match is not None and _WORDS.search(text, match.end(), end) else None


def _is_label(match: re.Match[str]) -> bool:
    return match.group("colon").strip() in (":", "：") or match.group("name").lower() in ("q", "a")


def _goes_on(turns: list[_Turn], n: int) -> bool:
    first = next((turn for turn in reversed(turns) if turn.colon is not None), turns[0])
    return n - first.paragraph < MAX_TURN


def _questions(text: str, paragraphs: list[tuple[int, int]]) -> list[_Turn]:
    """Questions on paragraphs of their own (printed bold), each followed by an answer without quotation marks."""
    head = text[: paragraphs[0][1] + 600] if paragraphs else ""
    if not _ANNOUNCED.search(head):
        return []
    asking = [n for n, (start, end) in enumerate(paragraphs) if text[start:end].rstrip().endswith("?") and end - start < 400 and n > 0]
    asking = [n for n in asking if n + 1 < len(paragraphs) and n + 1 not in asking and text[paragraphs[n + 1][0]] not in "\"“'‘«„"]
    if len(asking) < MIN_TURNS:
        return []
    turns: list[_Turn] = []
    for at, n in enumerate(asking):
        start, end = paragraphs[n]
        turns.append(_Turn(n, start, end, "Q", None, None))
        stop = asking[at + 1] if at + 1 < len(asking) else n + 2
        for m in range(n + 1, min(stop, n + MAX_TURN)):
            turns.append(_Turn(m, *paragraphs[m], "A", None, None))
    return turns


def _interviewee(tree: Tree, before: int) -> int | None:
    """The person whom the introduction names most often, the first of equals."""
    counts: Counter[str] = Counter()
    heads: dict[str, int] = {}
    for token in tree.tokens:
        if token.start >= before:
            break
        if token.entity_type == "PERSON" and (token.i + 1 >= len(tree.tokens) or tree.tokens[token.i + 1].entity_type != "PERSON"):
            counts[token.text] += 1
            heads[token.text] = token.i
    if not counts:
        return None
    best = max(counts.values())
    return next(heads[name] for name in counts if counts[name] == best)


def _token_at(tree: Tree, offset: int) -> int:
    found = tree.at(offset)
    if found is not None:
        return found
    inside = tree.within(offset, offset + 40)
    return inside[0] if inside else 0


def _head_in(tree: Tree, start: int, end: int) -> int | None:
    """The last token of a label heads it."""
    inside = tree.within(start, end)
    return inside[-1] if inside else None
