"""Compiles the patterns of grammar.yaml into a trie and finds the longest match at an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from tacitus.model.errors import ResourceError
from tacitus.stages.times.atoms import Item

_ELEMENT = re.compile(r"\[|\]|(?P<mark>[<~]*)(?P<classes>(?:'(?:\\'|[^'])*'|\w+)(?:\|(?:'(?:\\'|[^'])*'|\w+))*)(?P<after>>?)|\S")
_CLASS = re.compile(r"'(?:\\'|[^'])*'|\w+")
MAX_FLAT = 64  # flat sequences that one pattern may stand for


class Element(msgspec.Struct, frozen=True):
    """One place of a pattern: the classes allowed there, whether it is glued to the one before, and whether it lies outside of the span."""

    classes: tuple[str, ...]
    glued: bool
    outside: str  # "", "before" or "after"


class Captured(msgspec.Struct, frozen=True):
    """A matched item in the role of one class."""

    name: str
    value: Any
    item: Item


class Rule(msgspec.Struct, frozen=True):
    """What a matched pattern makes."""

    make: str
    give: str
    hidden: bool
    order: int
    parts: bool = False  # whether the times inside are kept, because they may have to stand apart


class Node:
    """A node of the trie: edges by (class, glued), and the rules that end here."""

    __slots__ = ("edges", "ends")

    def __init__(self) -> None:
        self.edges: dict[str, list[tuple[bool, str, Node]]] = {}
        self.ends: list[Rule] = []


def flat_sequences(pattern: str, where: str) -> list[tuple[Element, ...]]:
    """All sequences without optional parts that a pattern stands for."""
    tokens = list(_ELEMENT.finditer(pattern))
    sequences, rest = _expand(tokens, 0, where)
    if rest != len(tokens):
        raise ResourceError(f"{where}: pattern {pattern!r} closes a bracket that it did not open.")
    if len(sequences) > MAX_FLAT:
        raise ResourceError(f"{where}: pattern {pattern!r} has too many optional parts; write it as several patterns.")
    return sequences


def _expand(tokens: list[re.Match[str]], at: int, where: str) -> tuple[list[tuple[Element, ...]], int]:
    sequences: list[tuple[Element, ...]] = [()]
    while at < len(tokens):
        token = tokens[at]
        if token.group() == "]":
            return sequences, at
        if token.group() == "[":
            inner, at = _expand(tokens, at + 1, where)
            if at >= len(tokens):
                raise ResourceError(f"{where}: a bracket is never closed.")
            sequences = [one + more for one in sequences for more in ((), *inner)]
        elif token.group("classes") is None:
            raise ResourceError(f"{where}: cannot read {token.group()!r} in a pattern.")
        else:
            sequences = [(*one, _element(token)) for one in sequences]
        at += 1
    return sequences, at


def _element(token: re.Match[str]) -> Element:
    classes = tuple(name.replace("\\'", "'") for name in _CLASS.findall(token.group("classes")))
    outside = "before" if "<" in token.group("mark") else "after" if token.group("after") else ""
    return Element(classes=classes, glued="~" in token.group("mark"), outside=outside)


class Trie:
    """The patterns of one pass."""

    def __init__(self) -> None:
        self.root = Node()
        self.words: set[str] = set()  # the literals that patterns name
        self._order = 0

    def add(self, pattern: str, rule: Rule, where: str) -> None:
        """A pattern; of two that match the same words the one added first wins."""
        self._order += 1
        for sequence in flat_sequences(pattern, where):
            if sequence:
                self.add_sequence(sequence, msgspec.structs.replace(rule, order=self._order))

    def add_sequence(self, sequence: tuple[Element, ...], rule: Rule) -> None:
        nodes = [self.root]
        for element in sequence:
            reached = []
            for node in nodes:
                for name in element.classes:
                    self.words.update([name[1:-1]] if name[0] == "'" else [])
                    reached.append(_edge(node, name, element))
            nodes = reached
        for node in nodes:
            node.ends.append(rule)

    def matches(self, items: list[Item], at: int) -> list[tuple[int, Rule, tuple[tuple[str, str], ...]]]:
        """Matches that begin at ``at``, the longest first: end index, rule, and per item (class, outside)."""
        found: list[tuple[int, Rule, tuple[tuple[str, str], ...]]] = []
        todo: list[tuple[int, Node, tuple[tuple[str, str], ...]]] = [(at, self.root, ())]
        while todo:
            i, node, path = todo.pop()
            found.extend((i, rule, path) for rule in node.ends)
            if i < len(items):
                todo.extend((i + 1, reached, (*path, step)) for reached, step in _steps(node, items[i]))
        if len(found) > 1:
            found.sort(key=lambda match: (-match[0], match[1].order, match[2]))
        return found


def _steps(node: Node, item: Item) -> Iterator[tuple[Node, tuple[str, str]]]:
    edges = node.edges
    if not edges:
        return
    for name in item.classes:
        for glued, outside, reached in edges.get(name, ()):
            if item.glued or not glued:
                yield reached, (name, outside)


def _edge(node: Node, name: str, element: Element) -> Node:
    edges = node.edges.setdefault(name, [])
    for glued, outside, reached in edges:
        if glued == element.glued and outside == element.outside:
            return reached
    reached = Node()
    edges.append((element.glued, element.outside, reached))
    return reached
