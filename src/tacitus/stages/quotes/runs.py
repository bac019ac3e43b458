"""Token runs and spans of a content, shared by the frames."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.syntax.tree import Tree


@dataclass(slots=True)
class Content:
    """Token runs (first, last; both inclusive) of a cue's content, and the last token that belongs to the cue itself."""

    runs: list[tuple[int, int]]
    cue_last: int
    raised: bool = False
    frame: str = ""


def has_to(tree: Tree, i: int) -> bool:
    """Whether the verb is a to-infinitive."""
    return any(tree.tokens[c].tag == "TO" for c in tree.children[i])


def runs_of(tree: Tree, members: list[int]) -> list[tuple[int, int]]:
    """Sorted token indices to runs; punctuation alone does not break a run, and edges without words are cut off."""
    runs: list[list[int]] = []
    for i in members:
        if runs and (i == runs[-1][1] + 1 or all(t.pos == "PUNCT" for t in tree.tokens[runs[-1][1] + 1 : i])):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    cut = [_without_edges(tree, first, last) for first, last in runs]
    return [run for run in cut if run is not None]


def _without_edges(tree: Tree, first: int, last: int) -> tuple[int, int] | None:
    tokens = tree.tokens
    while first <= last and (tokens[first].dep == "punct" or tokens[first].pos == "PUNCT") and not is_mark(tokens[first].text):
        first += 1
    while last >= first and (tokens[last].pos in ("PUNCT", "CCONJ") or tokens[last].dep == "punct") and not is_mark(tokens[last].text):
        last -= 1
    return (first, last) if first <= last else None


def is_mark(text: str) -> bool:
    """Whether a token is a quotation mark or a bracket that closes words inside the content."""
    return text[0] in "\"“”„«»「」『』‘'`%)($€£" or text == "’"


def is_finite(tree: Tree, i: int) -> bool:
    return tree.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") or any(
        tree.tokens[c].tag in ("VBD", "VBZ", "VBP", "MD") for c in tree.with_dep(i, "aux", "auxpass")
    )


def cue_last(tree: Tree, i: int, members: set[int]) -> int:
    """The cue's particle belongs to it where it stands right after the verb."""
    last = i
    while (
        last + 1 < len(tree.tokens)
        and tree.tokens[last + 1].head == i
        and tree.tokens[last + 1].dep in ("prt", "acomp")
        and last + 1 not in members
    ):
        last += 1
    return last


def united(spans: list[tuple[int, int]], more: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping and touching spans joined, in text order."""
    joined: list[tuple[int, int]] = []
    for a, b in sorted([*spans, *more]):
        if joined and a <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], b))
        else:
            joined.append((a, b))
    return joined
