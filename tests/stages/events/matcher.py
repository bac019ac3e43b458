"""The rule book tried on single sentences: the stages before events and the matcher, made once, each sentence matched once."""

from __future__ import annotations

from functools import cache

from tacitus.model.records import Document
from tacitus.model.stage import Given
from tacitus.resources.loader import load, load_folder
from tacitus.stages.entities import Entities
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.matching import Match, Matcher
from tacitus.stages.events.rules import RuleBook
from tacitus.stages.linguistics import Linguistics
from tacitus.syntax.parties import parties_of
from tacitus.syntax.tree import tree_of


class Coder:
    """The stages before events and the matcher, made once."""

    def __init__(self) -> None:
        patterns = [resource for resource in load_folder("events") if "rules" in resource.data]
        self.book = RuleBook.from_resources(load("events/tables.yaml"), patterns)
        self.lexis = Lexis(self.book.sets, self.book)
        self.stages = (Linguistics.from_resources(), Entities.from_resources())
        self._known: dict[str, list[Match]] = {}

    def matches(self, text: str) -> list[Match]:
        """The matches in a text, kept, because several tests ask for the same sentence."""
        if text not in self._known:
            self._known[text] = self._match(text)
        return self._known[text]

    def _match(self, text: str) -> list[Match]:
        document = Document(
            id="doc-test", source_id="test", input="test", text=text, published_at="2024-05-03", text_sha256="", extractor="test"
        )
        given = Given()
        for stage in self.stages:
            given.add(list(stage.annotate(document, given)))
        tree = tree_of(given)
        return Matcher(self.book, self.lexis, Arguments(tree, parties_of(text, given), self.lexis)).matches()


@cache
def coder() -> Coder:
    """The coder that all tests of patterns share."""
    return Coder()
