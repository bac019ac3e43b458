"""From happenings to events in the form of the public contract."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from tacitus.model.ids import event_id
from tacitus.model.ontology import QUAD, RECIPIENT_REQUIRED, EventExtent, LinkRelation, score_of
from tacitus.model.records import Attribution, Context, Document, Event, Evidence, Link, Provenance, Telling
from tacitus.model.spans import Span, overlaps, span_of
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.confidence import Confidence
from tacitus.stages.events.contexts import Contexts
from tacitus.stages.events.happenings import Happening
from tacitus.stages.events.sameness import ANY_PERSON
from tacitus.stages.events.voice import hearsay, related
from tacitus.syntax.tree import Tree

PARTY_ROLES = frozenset({"actor", "recipient", "target"})
LONG = frozenset({"decade", "century", "generation"})  # "years ago" may be one: the times stage dates those with a number
PERSONS_COUNTED = frozenset({"killed", "injured", "missing", "abducted", "detained", "released", "displaced", "participants"})
DENIED = 1000  # the ordinal of a denial told in the words of the claim
MAX_GAP = 3  # words of others inside a trigger ("issued a very stern warning"), beyond which only its head is marked
BACKGROUND_AFTER_DAYS = 366  # codebook, section 1: told as history, more than a year before publication
_HABITUAL = re.compile(
    r"\b(?:regularly|routinely|frequently|often|repeatedly|habitually|constantly|daily|every (?:day|week|night|month|year))\b",
    re.IGNORECASE,
)


class Assembler:
    """Makes the events of one document."""

    def __init__(self, document: Document, tree: Tree, contexts: Contexts, confidence: Confidence, provenance: Provenance) -> None:
        self.document = document
        self.text = document.text
        self.tree = tree
        self.tokens = tree.tokens
        self.contexts = contexts
        self.confidence = confidence
        self.provenance = provenance

    def events(self, happenings: Sequence[Happening], candidates: Sequence[Candidate]) -> list[Event]:
        """Events in the order of their principal triggers, links among them resolved."""
        ids = self._ids(happenings)
        home = {telling.index: ids[n] for n, happening in enumerate(happenings) for telling in happening.tellings}
        made = [self._event(happening, ids[n], home, candidates) for n, happening in enumerate(happenings)]
        made += [denial for n, happening in enumerate(happenings) for denial in self._denials(happening, made[n])]
        return sorted(made, key=lambda event: (event.trigger.start, event.trigger.end, event.id))

    def _denials(self, happening: Happening, event: Event) -> Iterator[Event]:
        """ "Bazland's claims that X had attacked were dismissed by X": a row of its own says, in the same words, that it did not."""
        for candidate in happening.tellings:
            if candidate.contested is None or candidate.status != "actual" or event.status != "actual":
                continue
            trigger = self.trigger(candidate)
            attribution = related(candidate.contested, happening.actors, happening.recipients)
            telling = msgspec.structs.replace(
                self._telling(candidate, happening), status="negated", voice="quoted", hedge=None, attribution=attribution
            )
            within = next(one for one in event.evidence if one.start <= trigger.start and trigger.end <= one.end)
            yield msgspec.structs.replace(
                event, id=event_id(self.document.id, event.type, trigger.start, trigger.end, DENIED), trigger=trigger, status="negated",
                voice="quoted", hedge=None, attribution=attribution, tellings=(telling,), evidence=(within,), not_after=None,
                links=(Link(relation="contradicts", event=event.id),), why=(*event.why, "status.negated.contested"),
            )  # fmt: skip

    def _ids(self, happenings: Sequence[Happening]) -> list[str]:
        seen: Counter[tuple[str, int, int]] = Counter()
        found = []
        for happening in happenings:
            trigger = self.trigger(happening.principal)
            place = (happening.principal.type, trigger.start, trigger.end)
            found.append(event_id(self.document.id, *place, seen[place]))
            seen[place] += 1
        return found

    def trigger(self, candidate: Candidate) -> Span:
        """From the first to the last word of the trigger without parties; the head alone where they stand far apart."""
        filled = {n for role, tokens in candidate.match.roles.items() if role in PARTY_ROLES for n in tokens}
        words = [n for n in candidate.match.words if n == candidate.head or n not in filled]
        start, end = self.tree.extent(words)
        if max(words) - min(words) > len(words) + MAX_GAP:
            start, end = self.tokens[candidate.head].start, self.tokens[candidate.head].end
        return span_of(self.text, start, end)

    def _event(self, happening: Happening, own_id: str, home: dict[int, str], candidates: Sequence[Candidate]) -> Event:
        tellings = tuple(self._distinct([self._telling(telling, happening) for telling in happening.tellings]))
        principal = happening.principal
        modes = tuple(dict.fromkeys(mode for telling in happening.tellings for mode in telling.modes))
        contexts = tuple(self.contexts.of(happening))
        background = self._is_background(happening)
        extent = self._extent(happening)
        confidence, parts = self.confidence.of(happening, self.tree)
        return Event(
            id=own_id,
            produced_by=self.provenance,
            type=principal.type,
            modes=modes,
            quad=QUAD[principal.type],
            cameo=self._cameo(happening),
            score=score_of(principal.type, modes),
            contexts=contexts,
            actors=tuple(happening.actors),
            recipients=tuple(happening.recipients),
            targets=tuple(happening.targets),
            trigger=tellings[0].trigger,
            status=tellings[0].status,
            voice=tellings[0].voice,
            hedge=tellings[0].hedge,
            attribution=tellings[0].attribution,
            tellings=tellings,
            links=tuple(self._links(happening, own_id, home)),
            condition=self._condition(happening),
            content=self._content(happening, candidates),
            weapons=tuple(self._weapons(happening)),
            outcome=next((t.judgement.outcome for t in happening.tellings if t.judgement.outcome), None)
            if principal.status == "actual"
            else None,
            extent=extent,
            ongoing=self._is_ongoing(principal),
            background=background,
            reciprocal=principal.rule.reciprocal and bool(happening.recipients),
            time=None if extent == "habitual" else happening.time,
            not_after=self.document.published_at[:10] if self.document.published_at and principal.status == "actual" else None,
            places=tuple(happening.places),
            counts=tuple(happening.counts),
            evidence=tuple(self._evidence(happening, contexts)),
            confidence=confidence,
            why=(*dict.fromkeys(reason for telling in happening.tellings for reason in (*telling.why, *telling.judgement.why)), parts),
            notes=tuple(self._notes(happening)),
        )

    # --- tellings ----------------------------------------------------------------------------------------------------

    def _distinct(self, tellings: Sequence[Telling]) -> list[Telling]:
        """Without those whose trigger lies inside an earlier one's: one place of the text tells once."""
        kept: list[Telling] = []
        for telling in tellings:
            if not any(overlaps(telling.trigger.start, telling.trigger.end, other.trigger.start, other.trigger.end) for other in kept):
                kept.append(telling)
        return kept

    def _telling(self, candidate: Candidate, happening: Happening) -> Telling:
        sentence = self.tree.sentence(candidate.head)
        hedge = self._hedge(candidate)
        return Telling(
            trigger=self.trigger(candidate),
            sentence=sentence.index,
            paragraph=sentence.paragraph,
            status=candidate.status,
            voice=candidate.voice,
            hedge=hedge,
            attribution=self._attribution(candidate, happening, hedge),
            notes=tuple(candidate.notes),
        )

    def _hedge(self, candidate: Candidate) -> Span | None:
        if not candidate.judgement.hedge:
            return None
        return span_of(self.text, *self.tree.extent(candidate.judgement.hedge))

    def _attribution(self, candidate: Candidate, happening: Happening, hedge: Span | None) -> Attribution | None:
        if candidate.attribution is not None:
            attribution = candidate.attribution
            if attribution.speaker is None and attribution.cue is None and attribution.quote is None:
                return None
            return related(attribution, happening.actors, happening.recipients)
        if candidate.judgement.hearsay and hedge is not None:
            return hearsay(self.text, hedge.start, hedge.end)
        return None

    # --- cells -------------------------------------------------------------------------------------------------------

    def _cameo(self, happening: Happening) -> str:
        """The finest code of the tellings, the principal's own where none is finer."""
        best = happening.principal.cameo.rstrip("0") if len(happening.principal.cameo) > 2 else happening.principal.cameo
        for telling in happening.tellings:
            if len(telling.cameo.rstrip("0")) > len(best) and telling.cameo[:2] == best[:2]:
                best = telling.cameo
        return best if len(best) >= 2 else happening.principal.cameo

    def _links(self, happening: Happening, own_id: str, home: dict[int, str]) -> list[Link]:
        wanted: list[tuple[LinkRelation, int]] = []
        for telling in happening.tellings:
            if telling.carrier is not None:
                wanted.append(("content-of", telling.carrier))
            wanted.extend(("about", index) for index in telling.about)
            wanted.extend(telling.links)
        found = {(relation, home[index]): None for relation, index in wanted if index in home and home[index] != own_id}
        return [Link(relation=relation, event=event) for relation, event in found]

    def _condition(self, happening: Happening) -> Span | None:
        for telling in happening.tellings:
            if telling.judgement.condition is not None:
                return self._subtree_span(telling.judgement.condition)
        return None

    def _content(self, happening: Happening, candidates: Sequence[Candidate]) -> Span | None:
        for telling in happening.tellings:
            if telling.content:
                return self._subtree_span(telling.content[0])
        return None

    def _subtree_span(self, i: int) -> Span:
        """The clause below a token, within its own sentence, without punctuation at the ends."""
        inside = self.tree.subtree(i)
        while len(inside) > 1 and self.tokens[inside[-1]].pos == "PUNCT":
            inside.pop()
        while len(inside) > 1 and self.tokens[inside[0]].pos == "PUNCT":
            inside.pop(0)
        return span_of(self.text, *self.tree.extent(inside))

    def _weapons(self, happening: Happening) -> list[Span]:
        heads = list(dict.fromkeys(n for telling in happening.tellings for n in telling.weapons))
        return [span_of(self.text, *self.tree.base_phrase(n)) for n in heads]

    def _is_background(self, happening: Happening) -> bool:
        if any(self._is_long_ago(telling) for telling in happening.tellings[:1]):
            return True
        published, time = self.document.published_at, happening.time
        if published is None or time is None or time.latest is None:
            return False
        return _days_between(time.latest, published[:10]) > BACKGROUND_AFTER_DAYS

    def _is_long_ago(self, telling: Candidate) -> bool:
        """ "decades ago", "years ago": no date, yet history."""
        for c in self.tree.with_dep(telling.head, "advmod", "npadvmod"):
            if self.tokens[c].text.lower() == "ago":
                return bool({self.tokens[i].lemma.lower() for i in self.tree.subtree(c)} & LONG)
        return False

    def _extent(self, happening: Happening) -> EventExtent:
        principal = happening.principal
        if principal.rule.extent:
            return principal.rule.extent
        adverbs = [self.tokens[c].text for c in self.tree.children[principal.head] if self.tokens[c].dep in ("advmod", "npadvmod")]
        if any(_HABITUAL.search(word) for word in adverbs):
            return "habitual"
        token = self.tokens[principal.head]
        plural = token.tag in ("NNS", "NNPS") and principal.rule.pos == "noun"
        return "several" if plural and happening.principal.type not in ("CONSULT", "AGREE") and len(happening.tellings) == 1 else "single"

    def _is_ongoing(self, candidate: Candidate) -> bool:
        """ "are shelling", "has shelled since May": present progressive, or perfect with since."""
        if candidate.rule.pos != "verb" or candidate.status != "actual":
            return False
        auxiliaries = [self.tokens[c] for c in self.tree.with_dep(candidate.head, "aux")]
        if self.tokens[candidate.head].tag == "VBG" and any(aux.lemma == "be" and aux.tag in ("VBZ", "VBP") for aux in auxiliaries):
            return True
        since = any(self.tokens[c].text.lower() == "since" for c in self.tree.with_dep(candidate.head, "prep", "mark"))
        return since and any(aux.lemma == "have" and aux.tag in ("VBZ", "VBP") for aux in auxiliaries)

    def _evidence(self, happening: Happening, contexts: Sequence[Context]) -> list[Evidence]:
        """The sentences of the tellings, and those of parties, times, places and contexts that stand elsewhere."""
        cells: dict[int, dict[str, None]] = {}
        for telling in happening.tellings:
            cells.setdefault(self.tree.sentence(telling.head).index, {}).update(dict.fromkeys(("type", "status", "voice")))
        named: list[tuple[str, int | None]] = []
        for name, parties in (("actors", happening.actors), ("recipients", happening.recipients), ("targets", happening.targets)):
            named.extend((name, party.start) for party in parties)
        named.append(("time", happening.time.start if happening.time else None))
        named.extend(("places", place.start) for place in happening.places)
        named.extend(("counts", count.start) for count in happening.counts)
        named.extend(("contexts", context.start) for context in contexts)
        for name, offset in named:
            token = self.tree.at(offset) if offset is not None else None
            if token is not None:
                cells.setdefault(self.tree.sentence(token).index, {})[name] = None
        sentences = self.tree.sentences
        return [
            Evidence(start=sentences[n].start, end=sentences[n].end, text=sentences[n].text, for_=tuple(names))
            for n, names in sorted(cells.items())
        ]

    def _differing_numbers(self, happening: Happening) -> list[str]:
        """ "number told differently: 19, 23": figures of one thing from different sentences that do not agree; none is added up."""
        notes = []
        for what in dict.fromkeys(count.what for count in happening.counts if count.what in PERSONS_COUNTED):
            told: dict[str, int] = {}
            for count in sorted((c for c in happening.counts if c.what == what), key=lambda c: c.start):
                token = self.tree.at(count.start)
                figure = next((n for n in (count.best, count.low, count.high) if n is not None), None)
                # a figure of some among them ("eleven officers") is no other figure of the whole
                if figure is not None and token is not None and (count.text.split()[-1].lower() in ANY_PERSON or count.text[-1].isdigit()):
                    told.setdefault(f"{figure:g}" if figure < 1e6 else str(int(figure)), self.tree.sentence(token).index)
            if len(told) > 1 and len(set(told.values())) > 1:
                notes.append(f"number told differently: {', '.join(told)} ({what})")
        return notes

    def _notes(self, happening: Happening) -> list[str]:
        notes = [note for telling in happening.tellings for note in telling.notes]
        if happening.principal.type in RECIPIENT_REQUIRED and not happening.recipients:
            notes.append("recipient not stated")
        if not happening.actors:
            notes.append("actor not stated")
        notes.extend(self._differing_numbers(happening))
        return list(dict.fromkeys(notes))


def _days_between(earlier: str, later: str) -> int:
    try:
        return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days
    except ValueError:
        return 0
