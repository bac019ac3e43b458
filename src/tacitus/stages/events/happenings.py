"""One happening, many tellings: candidates that tell the same act of the same parties become one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tacitus.model.records import Count, Party, Place, TimeExpression
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.circumstances import Circumstances
from tacitus.stages.events.voice import key
from tacitus.syntax.tree import Tree

VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
REAL = frozenset({"actual"})


@dataclass
class Happening:
    """An event in the making: its tellings, the principal one first once it is settled."""

    tellings: list[Candidate]
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    targets: list[Party] = field(default_factory=list)
    time: TimeExpression | None = None
    places: list[Place] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def principal(self) -> Candidate:
        return self.tellings[0]


class Merger:
    """Decides which candidates of one document tell the same happening."""

    def __init__(self, tree: Tree, circumstances: Circumstances) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.circumstances = circumstances

    def merge(self, candidates: Sequence[Candidate]) -> list[Happening]:
        """Happenings in the order of their first telling; each candidate joins the nearest earlier happening it fits."""
        happenings: list[Happening] = []
        for candidate in candidates:
            home = next((happening for happening in reversed(happenings) if self._same(happening, candidate)), None)
            if home is None:
                happenings.append(self._new(candidate))
            else:
                self._join(home, candidate)
        for happening in happenings:
            happening.tellings.sort(key=self._rank)
        return happenings

    def _new(self, candidate: Candidate) -> Happening:
        return Happening(
            tellings=[candidate],
            actors=list(candidate.actors),
            recipients=list(candidate.recipients),
            targets=list(candidate.targets),
            time=self.circumstances.time(candidate),
            places=self.circumstances.places(candidate),
            counts=self.circumstances.counts(candidate),
        )

    def _join(self, happening: Happening, candidate: Candidate) -> None:
        happening.tellings.append(candidate)
        for mine, theirs in (
            (happening.actors, candidate.actors),
            (happening.recipients, candidate.recipients),
            (happening.targets, candidate.targets),
        ):
            known = {key(party) for party in mine}
            others = {key(party) for party in (*happening.actors, *happening.recipients)}
            mine.extend(
                party
                for party in theirs
                if key(party) not in known and (not mine or key(party) not in others) and not self._vaguer(party, mine)
            )
        happening.time = happening.time or self.circumstances.time(candidate)
        spans = {(place.start, place.end) for place in happening.places} | {(place.geonames_id, 0) for place in happening.places}
        happening.places.extend(
            place
            for place in self.circumstances.places(candidate)
            if (place.start, place.end) not in spans and (place.geonames_id, 0) not in spans
        )
        counted = {(count.what, count.best, count.low, count.high) for count in happening.counts}
        happening.counts.extend(c for c in self.circumstances.counts(candidate) if (c.what, c.best, c.low, c.high) not in counted)

    def _vaguer(self, party: Party, known: Sequence[Party]) -> bool:
        """A pronoun or bare noun without entity adds nobody to parties that are known already."""
        return bool(known) and party.entity is None

    def _rank(self, candidate: Candidate) -> tuple[int, int, int, int, int]:
        """The outlet's own fullest telling stands first: report before quoted, actual before the rest, more parties, then text order."""
        voice = {"report": 0, "authorial": 1, "quoted": 2}[candidate.voice]
        fullness = len(candidate.actors) + len(candidate.recipients) + (candidate.rule.pos == "verb")
        title = self.tree.sentence(candidate.head).index == 0 and not self.tree.sentence(candidate.head).text.rstrip("\"'”’").endswith(
            (".", "?", "!")
        )
        return (
            voice,
            int(title and len(candidate.actors) + len(candidate.recipients) < 2),
            int(not candidate.actors),
            -fullness,
            candidate.index,
        )

    # --- sameness ----------------------------------------------------------------------------------------------------

    def _same(self, happening: Happening, candidate: Candidate) -> bool:
        first = happening.tellings[0]
        if (
            first.type != candidate.type
            or first.status != candidate.status
            or (first.carrier is not None) != (candidate.carrier is not None)
        ):
            return False
        if not self._modes_agree(happening, candidate) or not self.parties_agree(happening, candidate):
            return False
        if self._conflict_in_time(happening, candidate) or self._conflict_in_place(happening, candidate):
            return False
        anaphoric = self._is_anaphoric(candidate)
        shared = self._shared(happening, candidate)
        if candidate.type in VERBAL:
            return self._same_speech(happening, candidate, anaphoric, shared)
        if not candidate.actors and not candidate.recipients:
            return anaphoric or self._same_clause(happening, candidate)
        return shared or (anaphoric and self._near(happening, candidate)) or self._same_clause(happening, candidate)

    def _same_speech(self, happening: Happening, candidate: Candidate, anaphoric: bool, shared: bool) -> bool:
        if anaphoric and (shared or not candidate.actors) and candidate.rule.pos == "noun" and not candidate.content:
            return True
        in_title = any(self.tree.sentence(telling.head).index == 0 for telling in happening.tellings)
        same_words = any(telling.rule.id == candidate.rule.id for telling in happening.tellings)
        both = bool(candidate.actors) and self._overlap(happening.actors, candidate.actors)
        recipients = self._overlap(happening.recipients, candidate.recipients) or not (happening.recipients and candidate.recipients)
        return both and recipients and (in_title or (same_words and not candidate.content and bool(candidate.recipients)))

    def _modes_agree(self, happening: Happening, candidate: Candidate) -> bool:
        mine = {mode for telling in happening.tellings for mode in telling.modes}
        return not mine or not candidate.modes or bool(mine & set(candidate.modes))

    def parties_agree(self, happening: Happening, candidate: Candidate) -> bool:
        """Neither side names others in the same role; a side that names nobody agrees with any."""
        for mine, theirs in ((happening.actors, candidate.actors), (happening.recipients, candidate.recipients)):
            if mine and theirs and not self._overlap(mine, theirs) and not self._compatible(mine, theirs):
                return False
        # The attacker of one is not the victim of the other.
        return not (self._overlap(happening.actors, candidate.recipients) and self._overlap(happening.recipients, candidate.actors))

    def _overlap(self, mine: Sequence[Party], theirs: Sequence[Party]) -> bool:
        return bool({key(party) for party in mine} & {key(party) for party in theirs} - {""})

    def _compatible(self, mine: Sequence[Party], theirs: Sequence[Party]) -> bool:
        """ "two farmers" and "the men", "the army" and "troops": neither is a lexicon entity of its own, countries and sectors agree."""
        return any(self._may_be_same(a, b) for a in mine for b in theirs)

    def _may_be_same(self, a: Party, b: Party) -> bool:
        named = [bool(p.entity) and not str(p.entity).startswith("ent-") for p in (a, b)]
        if all(named) or (a.country and b.country and a.country != b.country):
            return False
        if a.number is not None and b.number is not None and a.number != b.number:
            return False
        return bool(set(a.sectors[:1]) & set(b.sectors[:1]))

    def _shared(self, happening: Happening, candidate: Candidate) -> bool:
        """A party in the same role, both roles where both name them, or a place or day that both tell."""
        actors = self._overlap(happening.actors, candidate.actors)
        recipients = self._overlap(happening.recipients, candidate.recipients)
        if happening.actors and candidate.actors and happening.recipients and candidate.recipients:
            return actors and recipients
        return (actors or recipients) and (self._is_anaphoric(candidate) or self._same_lemma(happening, candidate))

    def _same_lemma(self, happening: Happening, candidate: Candidate) -> bool:
        mine = {self.tokens[telling.head].lemma.lower() for telling in happening.tellings}
        return self.tokens[candidate.head].lemma.lower() in mine

    def _is_anaphoric(self, candidate: Candidate) -> bool:
        """ "the raid", "their meeting": a noun that takes up what was told."""
        if candidate.rule.pos != "noun" or candidate.match.light is not None:
            return False
        return any(
            (self.tokens[c].dep == "det" and self.tokens[c].text.lower() in DEFINITE) or self.tokens[c].dep == "poss"
            for c in self.tree.children[candidate.head]
        )

    def _near(self, happening: Happening, candidate: Candidate) -> bool:
        here = self.tree.sentence(candidate.head).paragraph
        return any(abs(self.tree.sentence(telling.head).paragraph - here) <= 3 for telling in happening.tellings)

    def _same_clause(self, happening: Happening, candidate: Candidate) -> bool:
        """ "shelled the town, killing two": deed and harm in one sentence, the one hanging on the other."""
        for telling in happening.tellings:
            chain = {telling.head, candidate.head}
            for a, b in ((telling.head, candidate.head), (candidate.head, telling.head)):
                for above in self.tree.ancestors(a):
                    if above == b:
                        return self._link_is_close(a, b)
                    if above not in chain and self.tokens[above].pos in ("VERB", "AUX"):
                        break
        return False

    def _link_is_close(self, low: int, high: int) -> bool:
        dep = self.tokens[low].dep
        return dep in ("advcl", "nsubj", "nsubjpass", "pobj", "acl", "relcl", "dobj") and abs(high - low) < 25

    def _conflict_in_time(self, happening: Happening, candidate: Candidate) -> bool:
        mine, theirs = happening.time, self.circumstances.time(candidate)
        if (
            mine is None
            or theirs is None
            or mine.earliest is None
            or theirs.earliest is None
            or mine.latest is None
            or theirs.latest is None
        ):
            return False
        return mine.latest < theirs.earliest or theirs.latest < mine.earliest

    def _conflict_in_place(self, happening: Happening, candidate: Candidate) -> bool:
        mine = {place.geonames_id or place.name for place in happening.places if place.precision in ("city", "point")}
        theirs = {place.geonames_id or place.name for place in self.circumstances.places(candidate) if place.precision in ("city", "point")}
        return bool(mine and theirs and not mine & theirs)
