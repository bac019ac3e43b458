"""The stage: paragraphs, sentences, tokens, lemmas, parts of speech, dependencies, entity labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from tacitus.model.ids import annotation_id
from tacitus.model.records import Document, Sentence
from tacitus.model.stage import Given, StageSpec
from tacitus.resources.loader import load
from tacitus.stages.linguistics.division import SentenceDivider, joined, paragraphs, windows
from tacitus.stages.linguistics.parser import Parser

_SURROGATES = re.compile("[\ud800-\udfff\x00]")


class Linguistics:
    """Long texts are parsed in bounded windows cut at paragraphs, with the same result each run."""

    spec = StageSpec("linguistics", 4, (), (Sentence,))

    def __init__(self, divider: SentenceDivider, parser: Parser) -> None:
        self._divider = divider
        self._parser = parser

    @classmethod
    def from_resources(cls) -> Linguistics:
        headlines = load("linguistics/headlines.yaml").data
        grammar = [word for words in headlines["grammar"].values() for word in words]
        parser = Parser(load("linguistics/lemmas.yaml").data["verbs"], grammar, headlines["common"])
        return cls(SentenceDivider(load("linguistics/abbreviations.yaml").data), parser)

    def annotate(self, document: Document, given: Given) -> Iterable[Sentence]:
        text = _SURROGATES.sub("\ufffd", document.text)  # the parser cannot encode them; one for one, so offsets hold
        found = paragraphs(text)
        begins = [start for start, _ in found]
        groups = [group for start, end in found for group in windows(self._divider.divide(text, start, end), text)]
        index = 0
        for sentences in self._parser.parse(text, joined(groups, text)):
            for start, end, tokens in sentences:
                yield Sentence(
                    id=annotation_id("sentence", document.id, [(start, end)]),
                    produced_by=self.spec.provenance,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    index=index,
                    paragraph=bisect_right(begins, start) - 1,
                    tokens=tuple(tokens),
                )
                index += 1
