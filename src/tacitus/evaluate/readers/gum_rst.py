"""GUM's discourse trees (rs3, rs4): who says what, as far as relations of attribution tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacitus.evaluate.gold import Gold, GoldError, GoldQuote, Span, document_for
from tacitus.evaluate.readers.gum import key_of, words_beside
from tacitus.evaluate.readers.words import Words
from tacitus.evaluate.readers.xml import need, root_of

NAME = "gum-rst"
DESCRIPTION = "GUM's discourse trees (rs3, rs4): relations of attribution as quotations, loosely"
_ATTRIBUTION = "attribution"


def recognises(path: Path, head: str) -> bool:
    return path.suffix in (".rs3", ".rs4") and "<rst>" in head


class _Tree:
    """Segments in text order, the tokens of each by number, and what hangs on what."""

    def __init__(self, root: Any, path: Path) -> None:
        self.tokens: list[str] = []
        self.ranges: dict[str, tuple[int, int]] = {}
        self.children: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for element in root.iter("segment", "group"):
            name, parent = need(element, "id", path), element.get("parent")
            if element.tag == "segment":
                first = len(self.tokens)
                self.tokens.extend((element.text or "").split())
                self.ranges[name] = (first, len(self.tokens))
            if parent is not None:
                self.children[parent].append((name, element.get("relname") or ""))

    def below(self, node: str) -> list[str]:
        """The segments of a node and of what hangs on it, without those that attribute it; in text order."""
        found, todo, seen = [], [node], {node}
        while todo:
            one = todo.pop()
            if one in self.ranges:
                found.append(one)
            for child, relation in self.children[one]:
                if child not in seen and not (one == node and relation.startswith(_ATTRIBUTION)):
                    seen.add(child)
                    todo.append(child)
        return sorted(found, key=lambda name: self.ranges[name])

    def spans(self, segments: list[str], words: Words) -> tuple[Span, ...]:
        """Runs of neighbouring segments as spans of the text."""
        runs: list[list[int]] = []
        for first, last in (self.ranges[name] for name in segments):
            if runs and runs[-1][1] == first:
                runs[-1][1] = last
            elif last > first:
                runs.append([first, last])
        return tuple(words.between(first, last - 1) for first, last in runs)


def read(path: Path) -> Iterator[Gold]:
    """One document of each file. The source is all of the segment that attributes, its verb of saying included."""
    tree = _Tree(root_of(path), path)
    if not tree.tokens:
        raise GoldError(f"{path}: no segment with text in it.")
    words = words_beside(path, tree.tokens)
    yield Gold(document=document_for(path.name, words.text), file=str(path), key=key_of(path), quotes=tuple(_quotes(tree, words)))


def _quotes(tree: _Tree, words: Words) -> Iterator[GoldQuote]:
    for node in sorted(tree.children):
        for child, relation in tree.children[node]:
            if relation.startswith(_ATTRIBUTION):
                content, source = tree.spans(tree.below(node), words), tree.spans(tree.below(child), words)
                if content and source:
                    yield GoldQuote(content=content, source=source)
