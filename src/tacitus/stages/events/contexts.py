"""PLOVER contexts: each rests on words of the event's own sentence or the one before, and keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tacitus.model.records import Context
from tacitus.stages.events.happenings import Happening
from tacitus.syntax.tree import Tree

LONGEST = 4  # words of the longest phrase in contexts.yaml


class ContextLexicon:
    """Words and phrases (lemmas, lower case) with the contexts they show."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
        for context, words in table.items():
            for phrase in words:
                parts = tuple(str(phrase).lower().split())
                self.phrases[parts] = (*self.phrases.get(parts, ()), context)
        self.first = {parts[0] for parts in self.phrases}


class Contexts:
    """Contexts of one document's events; sentences are read once."""

    def __init__(self, tree: Tree, lexicon: ContextLexicon) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self._of_sentence: dict[int, list[Context]] = {}

    def of(self, happening: Happening) -> list[Context]:
        """Contexts of the principal telling's sentence, then the pattern's own, then of the sentence before."""
        head = happening.principal.head
        index = self.tree.sentence(head).index
        found: dict[str, Context] = {context.name: context for context in self._sentence(index)}
        trigger = self.tree.tokens[head]
        for name in happening.principal.rule.contexts:
            found.setdefault(name, Context(name=name, start=trigger.start, end=trigger.end, text=trigger.text))
        if index and not found and self.tree.sentences[index - 1].paragraph == self.tree.sentences[index].paragraph:
            found = {context.name: context for context in self._sentence(index - 1)}
        return sorted(found.values(), key=lambda context: (context.start, context.name))

    def _sentence(self, index: int) -> Sequence[Context]:
        if index not in self._of_sentence:
            self._of_sentence[index] = list(self._read(index))
        return self._of_sentence[index]

    def _read(self, index: int) -> list[Context]:
        sentence = self.tree.sentences[index]
        tokens = sentence.tokens
        lemmas = [token.lemma.lower() for token in tokens]
        words = [token.text.lower() for token in tokens]
        found: dict[str, Context] = {}
        for n in range(len(tokens)):
            if lemmas[n] not in self.lexicon.first and words[n] not in self.lexicon.first:
                continue
            for length in range(min(LONGEST, len(tokens) - n), 0, -1):
                names = self.lexicon.phrases.get(tuple(lemmas[n : n + length])) or self.lexicon.phrases.get(tuple(words[n : n + length]))
                for name in names or ():
                    start, end = tokens[n].start, tokens[n + length - 1].end
                    offset = sentence.start
                    found.setdefault(name, Context(name=name, start=start, end=end, text=sentence.text[start - offset : end - offset]))
        return list(found.values())
