"""From matches to candidates: parties in their roles, what is content of what, status and voice of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from tacitus.model.ontology import CAMEO_ROOT, EventType, LinkRelation, PlaceRole, Status, Voice
from tacitus.model.records import Attribution, Party
from tacitus.model.spans import overlaps, span_of
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.matching import Match
from tacitus.stages.events.rules import Rule
from tacitus.stages.events.status import Judgement, StatusJudge
from tacitus.stages.events.voice import Voices, key

# What a carrier makes of the deed in its content (codebook, "promise and deed are two rows").
CONTENT_STATUS: dict[EventType, Status] = {
    "REQUEST": "demanded", "THREATEN": "threatened", "AGREE": "future", "CONCEDE": "future", "REJECT": "negated",
}  # fmt: skip
# The mode of a carrier is the kind of what it asks for, refuses or threatens.
CONTENT_MODES: dict[tuple[EventType, EventType], str] = {
    ("REQUEST", "RETREAT"): "yield", ("REQUEST", "CONSULT"): "meet", ("REQUEST", "AID"): "assist", ("REQUEST", "COOPERATE"): "assist",
    ("REJECT", "RETREAT"): "yield", ("REJECT", "CONSULT"): "meet", ("REJECT", "AID"): "assist", ("REJECT", "COOPERATE"): "assist",
    ("THREATEN", "ASSAULT"): "violence", ("THREATEN", "SANCTION"): "restrict", ("THREATEN", "COERCE"): "restrict",
}  # fmt: skip
HARMING = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
VOWS = frozenset({"vow", "promise", "pledge", "swear", "undertake"})
PLANNED = frozenset({"CONSULT", "AID", "COOPERATE"})  # whose announcement is a promise (codebook, "promise and deed are two rows")
FIRST_PERSON = frozenset({"i", "we", "us", "me", "my", "our", "mine", "ours"})
CARRIERS = frozenset({"REQUEST", "THREATEN", "AGREE", "CONCEDE", "REJECT", "ACCUSE", "SUPPORT"})
TRANSPARENT = frozenset({"xcomp", "conj", "dobj", "prep", "pobj", "pcomp", "ccomp", "nsubjpass", "attr", "dative", "acl"})
MAX_PATH = 5
CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "THREATEN", "ACCUSE"})


@dataclass
class Candidate:
    """One trigger, judged; later one telling of an event."""

    index: int
    match: Match
    rule: Rule
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    targets: list[Party] = field(default_factory=list)
    judgement: Judgement = field(default_factory=Judgement)
    status: Status = "actual"
    voice: Voice = "report"
    attribution: Attribution | None = None
    carrier: int | None = None  # index of the candidate whose content this is
    about: list[int] = field(default_factory=list)  # indices of the deeds condemned, backed, alleged
    links: list[tuple[LinkRelation, int]] = field(default_factory=list)  # further links to candidates by index
    content: list[int] = field(default_factory=list)  # tokens of a content that has no row of its own
    weapons: list[int] = field(default_factory=list)
    places: dict[int, PlaceRole] = field(default_factory=dict)  # token → role, where a slot says so
    notes: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    drop: str | None = None  # why it is no event after all

    retyped: EventType | None = None  # where the content decides the type: a promise to withdraw is CONCEDE

    @property
    def type(self) -> EventType:
        return self.retyped or self.rule.type

    mode: str | None = None  # where the content decides the mode: a demand for release is one to yield

    @property
    def modes(self) -> tuple[str, ...]:
        if self.mode is not None:
            return (self.mode,)
        return () if self.retyped else self.rule.modes

    @property
    def cameo(self) -> str:
        return CAMEO_ROOT[self.retyped] if self.retyped else self.rule.cameo

    @property
    def head(self) -> int:
        return self.match.head


class CandidateMaker:
    """Candidates of one document."""

    def __init__(self, arguments: Arguments, lexis: Lexis, judge: StatusJudge, voices: Voices) -> None:
        self.arguments = arguments
        self.lexis = lexis
        self.judge = judge
        self.voices = voices
        self.tree = arguments.tree
        self.tokens = arguments.tokens
        self.reader = arguments.reader

    def make(self, matches: Sequence[Match]) -> list[Candidate]:
        """All candidates in text order, those to be dropped among them with the reason."""
        candidates = [self._candidate(n, match) for n, match in enumerate(matches)]
        at = {token: c for c in candidates for token in ([c.head] if c.match.light is None else [c.match.light, c.head])}
        for candidate in candidates:
            if candidate.type in CARRIERS:
                self._carry(candidate, candidates, at)
        for candidate in candidates:
            self._take_parties_of_deeds(candidate, candidates, at)
            self._settle(candidate)
        return candidates + self._announcements(candidates)

    def _announcements(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """ "Leaders will meet on Monday": AGREE, announced by these words, beside the CONSULT that is still to come."""
        found: list[Candidate] = []
        for deed in candidates:
            marker = deed.judgement.future_marker
            if (
                deed.status != "future"
                or deed.carrier is not None
                or deed.type not in PLANNED
                or marker is None
                or deed.drop
                or not deed.actors
            ):
                continue
            rule = msgspec.structs.replace(
                deed.rule, id="agree.announced", type="AGREE", modes=(), cameo="03", contexts=(), reciprocal=False
            )
            announced = Candidate(
                index=len(candidates) + len(found),
                match=Match(rule=rule, head=marker, words=[marker], slots={}),
                rule=rule,
                actors=list(deed.actors),
                recipients=list(deed.recipients),
                voice=deed.voice,
                attribution=deed.attribution,
                why=["agree.announced", *deed.why],
            )
            deed.carrier = announced.index
            found.append(announced)
        return found

    def _candidate(self, index: int, match: Match) -> Candidate:
        candidate = Candidate(index=index, match=match, rule=match.rule, why=[match.rule.id])
        candidate.judgement = self.judge.judge(match.head, match.light, self.arguments)
        candidate.status = candidate.judgement.status
        candidate.voice, candidate.attribution = self.voices.judge(self.tokens[match.head].start)
        for role, parties in (("actor", candidate.actors), ("recipient", candidate.recipients), ("target", candidate.targets)):
            for n in match.roles.get(role, []):
                self._fill(candidate, role, n, parties)
        self._take_speaker(candidate)
        self._join_groups(candidate)
        candidate.weapons.extend(match.roles.get("weapon", []))
        slots_of_places: tuple[tuple[str, PlaceRole], ...] = (("place", "at"), ("origin", "origin"), ("destination", "target"))
        for role, place_role in slots_of_places:
            for n in match.roles.get(role, []):
                candidate.places.setdefault(n, place_role)
        return candidate

    # --- parties -----------------------------------------------------------------------------------------------------

    def _fill(self, candidate: Candidate, role: str, n: int, parties: list[Party]) -> None:
        """Adds the party at token ``n``; a thing gives the party that owns it, a weapon is kept as such, a place as a place."""
        token = self.tokens[n]
        if self.reader.is_party(n):
            self._add(parties, n)
            return
        if self.lexis.is_event_noun(token):
            return  # an event noun in a role is read as the deed, see _take_parties_of_deeds
        if token.lemma.lower() in self.lexis.weapons:
            candidate.weapons.append(n)
        if token.entity_type in ("GPE", "LOC", "FAC"):
            candidate.places.setdefault(n, "at")
            return
        for owner in self._owners(n, role):
            self._add(parties, owner)

    def _owners(self, n: int, role: str) -> list[int]:
        """ "Fooland's positions", "Russian missiles", "a convoy of the UN", "drones launched by Barland"."""
        slots = self.arguments.noun(n)
        preferred = ("possessive", "modifier", "of", "by") if role != "actor" else ("possessive", "modifier", "by", "from")
        for slot in preferred:
            if people := [x for x in slots.get(slot, []) if self.reader.is_party(x)]:
                return people
        if role == "actor":
            for c in self.tree.with_dep(n, "acl"):
                if people := [x for x in self.arguments.verb(c).get("subject", []) if self.reader.is_party(x)]:
                    return people
        return []

    def _add(self, parties: list[Party], n: int) -> None:
        party = self.reader.party(n)
        if all(key(party) != key(other) or not key(party) for other in parties):
            parties.append(party)

    def _take_speaker(self, candidate: Candidate) -> None:
        """ "We condemn this", said X: the first person of a quotation is its speaker."""
        speaker = candidate.attribution.speaker if candidate.attribution else None
        if speaker is None:
            return
        for parties in (candidate.actors, candidate.recipients, candidate.targets):
            for n, party in enumerate(parties):
                if party.entity is None and (party.text or "").lower() in FIRST_PERSON:
                    parties[n] = msgspec.structs.replace(
                        speaker, start=party.start, end=party.end, text=party.text, number=None, certainty=party.certainty
                    )

    def _join_groups(self, candidate: Candidate) -> None:
        """Nobody acts upon themselves: a party in both roles stays where it stood first, unless the act is reciprocal."""
        actors = {key(party) for party in candidate.actors}
        candidate.recipients = [party for party in candidate.recipients if key(party) not in actors]

    # --- content and deeds -------------------------------------------------------------------------------------------

    def _carry(self, carrier: Candidate, candidates: Sequence[Candidate], at: dict[int, Candidate]) -> None:
        contents = carrier.match.roles.get("content", []) + carrier.match.roles.get("about", [])
        heads = {token for token, candidate in at.items() if candidate is not carrier}
        taken = []
        for c in contents:
            self._take_content(carrier, c)
            deeds = [at[token] for token in self._triggers_below(c, heads, carrier)]
            for deed in deeds:
                if deed.index != carrier.index and deed.carrier is None and deed.index not in taken:
                    taken.append(deed.index)
                    self._attach(carrier, deed)
            if not deeds:
                carrier.content.append(c)

    def _take_content(self, carrier: Candidate, c: int) -> None:
        """ "rejected the government's offer": the offer's owner receives; "threatened to strike if": the condition is the threat's."""
        if carrier.judgement.condition is None:
            carrier.judgement.condition = next((a for a in self.tree.with_dep(c, "advcl") if self.judge.is_condition(self.tree, a)), None)
        if carrier.recipients or self.tokens[c].pos not in ("NOUN", "PROPN"):
            return
        if self.reader.is_party(c):
            self._add(carrier.recipients, c)
        elif not self.lexis.is_event_noun(self.tokens[c]) or carrier.type in ("REQUEST", "REJECT"):
            slots = self.arguments.noun(c)
            for slot in ("possessive", "by", "from", "modifier"):
                for n in slots.get(slot, []):
                    if self.reader.is_party(n):
                        self._add(carrier.recipients, n)
        self._join_groups(carrier)

    def _triggers_below(self, c: int, heads: set[int], carrier: Candidate) -> list[int]:
        """Trigger tokens reached from a content's head through transparent links only, the highest of each branch."""
        found, todo = [], [(c, 0)]
        while todo:
            i, depth = todo.pop(0)
            if i in heads:
                found.append(i)
                todo.extend((x, depth + 1) for x in self.tree.children[i] if self.tokens[x].dep == "conj")
                continue
            if depth < MAX_PATH:
                todo.extend(
                    (x, depth + 1) for x in self.tree.children[i] if self.tokens[x].dep in TRANSPARENT and x not in carrier.match.words
                )
        return sorted(found)

    def _attach(self, carrier: Candidate, deed: Candidate) -> None:
        status = CONTENT_STATUS.get(carrier.type)
        if status is None:  # ACCUSE, SUPPORT: the deed is alleged or presupposed
            carrier.about.append(deed.index)
            if carrier.type == "ACCUSE" and "allege" in carrier.rule.modes:
                self._attribute_to(carrier, deed)
            return
        if carrier.type == "AGREE" and not self._retype(carrier, deed):
            return
        status = CONTENT_STATUS[carrier.type]
        deed.carrier = carrier.index
        if carrier.mode is None:
            carrier.mode = CONTENT_MODES.get((carrier.type, deed.type))
        if deed.judgement.negations % 2 and status in ("threatened", "demanded", "future"):
            status = "negated" if status == "future" else status
        deed.status = status
        self._take_voice(carrier, deed)
        deed.why.append(f"status.{status}.content-of-{carrier.type}")
        if not deed.actors:
            deed.actors.extend(carrier.recipients if carrier.type == "REQUEST" else carrier.actors)
        if not deed.recipients and carrier.type in ("THREATEN", "AGREE", "CONCEDE"):
            actors = {key(party) for party in deed.actors}
            deed.recipients.extend(party for party in carrier.recipients if key(party) not in actors)
        if carrier.type == "REQUEST" and deed.type in CONFLICT:
            carrier.targets.extend(party for party in deed.recipients if key(party) not in {key(p) for p in carrier.targets})

    def _retype(self, carrier: Candidate, deed: Candidate) -> bool:
        """What a promise is depends on what is promised; False where it carries nothing after all."""
        if deed.type == "RETREAT":
            carrier.retyped = "CONCEDE"
        elif deed.type in HARMING:
            if self.tokens[carrier.head].lemma.lower() in VOWS:
                carrier.retyped = "THREATEN"
            else:  # "agreed to impose sanctions": the plan of a deed, no promise to cooperate
                carrier.drop = "agreed on a deed of conflict"
                deed.status = "future" if deed.status == "actual" else deed.status
                deed.actors = deed.actors or list(carrier.actors)
                return False
        return True

    def _take_voice(self, carrier: Candidate, deed: Candidate) -> None:
        """ "promised to deliver": an infinitive under the carrier has the carrier's voice; a that-clause is quoted."""
        quote = self.voices.quote_at(self.tokens[deed.head].start)
        if quote is None or quote.cue is None or quote.form != "indirect":
            return
        start, end = self.tree.extent(carrier.match.words)
        clauses = [c for c in carrier.match.roles.get("content", []) if self.tokens[c].dep == "ccomp" and self.tokens[c].tag != "VB"]
        if overlaps(quote.cue.start, quote.cue.end, start, end) and not clauses:
            deed.voice, deed.attribution = carrier.voice, carrier.attribution

    def _attribute_to(self, carrier: Candidate, deed: Candidate) -> None:
        """The object of accuse, allege, claim, blame is quoted, its speaker the accuser."""
        if not deed.actors:
            deed.actors.extend(carrier.recipients)
        deed.actors = [msgspec.structs.replace(party, certainty="alleged") for party in deed.actors]
        if deed.voice != "quoted" and carrier.actors:
            start, end = self.tree.extent(carrier.match.words) if carrier.match.light is not None else self._token_span(carrier.head)
            deed.voice = "quoted"
            deed.attribution = Attribution(speaker=carrier.actors[0], cue=span_of(self.reader.text, start, end))

    def _token_span(self, i: int) -> tuple[int, int]:
        return self.tokens[i].start, self.tokens[i].end

    def _take_parties_of_deeds(self, candidate: Candidate, candidates: Sequence[Candidate], at: dict[int, Candidate]) -> None:
        """ "condemned the attack by Fooland": the recipient is who acted; the row is about the attack."""
        for role, parties in (("recipient", candidate.recipients), ("content", candidate.recipients), ("about", candidate.recipients)):
            for n in candidate.match.roles.get(role, []):
                deed = at.get(n)
                if deed is None or deed is candidate or candidate.type not in ("ACCUSE", "SUPPORT"):
                    continue
                if deed.index not in candidate.about:
                    candidate.about.append(deed.index)
                if not parties:
                    own = {key(party) for party in candidate.actors}
                    parties.extend(party for party in deed.actors if key(party) not in own)
        for n in candidate.match.roles.get("actor", []):
            deed = at.get(n)
            if deed is not None and deed is not candidate and not candidate.actors and deed.type == candidate.type:
                candidate.actors.extend(deed.actors)  # "the raid killed two": who raided

    def _settle(self, candidate: Candidate) -> None:
        """What makes a match no event after all."""
        offset = self.tokens[candidate.head].start
        if candidate.voice != "quoted" and self.voices.authorial_at(offset) == "call":
            candidate.drop = "the author calls for it"
        elif candidate.rule.status is not None and candidate.status == "actual":
            candidate.status = candidate.rule.status
        if candidate.rule.outcome is not None and candidate.judgement.outcome is None:
            candidate.judgement.outcome = candidate.rule.outcome
