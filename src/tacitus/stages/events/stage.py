"""The stage: all 16 PLOVER types with their modes, statuses, voices and links, from the patterns in YAML."""

from __future__ import annotations

from collections.abc import Iterable

from tacitus.model.records import Count, Document, Entity, Event, Mention, Place, Quote, Sentence, TimeExpression
from tacitus.model.stage import Given, StageSpec
from tacitus.resources.loader import load, load_folder
from tacitus.stages.events.affected import Affected
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.assembly import Assembler
from tacitus.stages.events.candidates import CandidateMaker
from tacitus.stages.events.circumstances import Circumstances
from tacitus.stages.events.confidence import Confidence
from tacitus.stages.events.contexts import ContextLexicon, Contexts
from tacitus.stages.events.counts import Counter, CountTables
from tacitus.stages.events.geography import take_places
from tacitus.stages.events.happenings import Merger
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.links import drop_demands_of_protests, link_answers, link_denials
from tacitus.stages.events.matching import Matcher
from tacitus.stages.events.performed import Performed
from tacitus.stages.events.relevance import Relevance
from tacitus.stages.events.rules import RuleBook
from tacitus.stages.events.status import StatusJudge
from tacitus.stages.events.victims import take_victims
from tacitus.stages.events.voice import Voices
from tacitus.syntax.authorial import AuthorialWords, authorial_spans
from tacitus.syntax.parties import parties_of
from tacitus.syntax.tree import tree_of


class Events:
    """Patterns are indexed by trigger, so that cost does not grow with the lexicon."""

    spec = StageSpec("events", 5, (Sentence, Mention, Entity, Quote, TimeExpression, Place), (Event, Count))

    def __init__(
        self,
        book: RuleBook,
        judge: StatusJudge,
        contexts: ContextLexicon,
        confidence: Confidence,
        relevance: Relevance,
        counts: CountTables,
        authorial: AuthorialWords,
    ) -> None:
        self.book = book
        self.lexis = Lexis(book.sets, book)
        self.judge = judge
        self.contexts = contexts
        self.confidence = confidence
        self.relevance = relevance
        self.counts = counts
        self.authorial = authorial

    @classmethod
    def from_resources(cls) -> Events:
        tables = load("events/tables.yaml")
        patterns = [resource for resource in load_folder("events") if "rules" in resource.data]
        return cls(
            RuleBook.from_resources(tables, patterns),
            StatusJudge(load("events/status.yaml").data),
            ContextLexicon(load("events/contexts.yaml").data["contexts"]),
            Confidence(load("events/confidence.yaml").data["weights"]),
            Relevance(load("events/relevance.yaml").data),
            CountTables(load("events/counts.yaml").data),
            AuthorialWords.of(load("framing/authorial.yaml").data),
        )

    def annotate(self, document: Document, given: Given) -> Iterable[Event | Count]:
        tree, reader = tree_of(given), parties_of(document.text, given)
        take_places(tree, reader, given.of(Place))
        arguments = Arguments(tree, reader, self.lexis)
        voices = Voices(given.of(Quote), authorial_spans(document.text, given, self.authorial), self.lexis.views)
        matches = Matcher(self.book, self.lexis, arguments).matches()
        candidates = CandidateMaker(arguments, self.lexis, self.judge, voices).make(matches)
        candidates += Performed(arguments, voices).candidates(candidates)
        Affected(arguments, given.of(Place)).complete(candidates)
        counts = list(Counter(document.text, tree, reader, voices, self.counts).counts(document.id, self.spec.provenance))
        circumstances = Circumstances(arguments, [match.head for match in matches], given.of(TimeExpression), given.of(Place), counts)
        drop_demands_of_protests(candidates, arguments)
        self.relevance.sift(candidates, tree, reader, circumstances)
        link_answers(candidates, arguments)
        kept = [candidate for candidate in candidates if candidate.drop is None]
        merger = Merger(tree, circumstances)
        happenings = merger.merge(kept)
        take_victims(happenings, tree, reader)
        link_denials(happenings, merger)
        happenings = [happening for happening in happenings if not self.relevance.is_bare(happening)]
        assembler = Assembler(document, tree, Contexts(tree, self.contexts), self.confidence, self.spec.provenance)
        yield from assembler.events(happenings, kept)
        yield from counts
