"""From matches to candidates: parties in their roles, what is content of what, status and voice of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from tacitus.model.ontology import CAMEO_ROOT, VERBAL, EventType, LinkRelation, PlaceRole, Status, Voice
from tacitus.model.records import Attribution, Party, Token
from tacitus.model.spans import overlaps, span_of
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.conditions import is_condition
from tacitus.stages.events.judgement import Judgement
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.matching import Match
from tacitus.stages.events.rules import Rule
from tacitus.stages.events.status import StatusJudge
from tacitus.stages.events.voice import FIRST_PERSON, Voices, key

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
# Whose recipient may be anything with people behind it: a clinic, an ambulance.
HITTING = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID"})
GATHERING = frozenset(
    """gather fill march take rally assemble block come descend pour flood turn walk meet converge camp sit stand return join crowd mass
    pack throng""".split()
)
# What is said by those who call, write or speak in order to say it.
CROWDS = frozenset({"dozen", "score", "hundred", "thousand", "million"})
SAID_ON_CALLING = frozenset({"SUPPORT", "ACCUSE", "CONCEDE", "REQUEST"})
CALLING = frozenset({"call", "phone", "telephone", "ring", "write", "tweet", "tweeted", "use", "cable", "text"})
# People whom a possessive only places: "her rival" is not she.
RIVALS = frozenset({"rival", "foe", "opponent", "ally", "counterpart", "neighbour", "neighbor", "partner", "donor", "critic"})
NONCOMMITTAL = frozenset({"rule", "exclude", "dismiss"})  # "did not rule out": no row, of the act neither
ARMS = frozenset(
    "aircraft warplane plane jet bomber fighter helicopter gunship drone artillery tank gunboat warship frigate missile rocket".split()
)
WEAPONS_OF_STATES = frozenset({"aerial", "drone", "heavy-weapons"})
REPELLING = frozenset({"repel", "repulse", "beat back", "fend off", "fight off", "push back", "ward off"})
OWNING = FIRST_PERSON | {"his", "her", "its", "their", "it", "they", "he", "she"}
SCENES = frozenset({"BUS", "EDU", "REL", "MED", "JRN", "SOC", "AGR", "LAB", "CVL"})  # of bodies that bear no arms
ADVISING = frozenset({"should", "ought"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "themself", "ourselves", "yourselves", "oneself"})
REPRESENTATIVES = frozenset(
    {"envoy", "ambassador", "diplomat", "consul", "emissary", "negotiator", "delegate", "delegation", "attaché", "attache"}
)
WARNING = frozenset({"warn", "caution", "alert", "say", "predict"})
HARMING = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
VOWS = frozenset({"vow", "promise", "pledge", "swear", "undertake"})
# Endings of nouns that nobody is behind: "the purpose", "assistance", "reconstruction".
ABSTRACT = ("tion", "sion", "ment", "ance", "ence", "ing", "ity", "ness", "purpose", "effort", "project", "plan", "need", "campaign")
CARRIERS = frozenset({"REQUEST", "THREATEN", "AGREE", "CONCEDE", "REJECT", "ACCUSE", "SUPPORT"})
TRANSPARENT = frozenset({"xcomp", "conj", "dobj", "prep", "pobj", "pcomp", "ccomp", "nsubjpass", "attr", "dative", "acl"})
ANSWERING = frozenset({"say", "answer", "reply", "respond", "tell", "decline", "refuse", "shrug", "nod", "laugh", "smile", "insist", "add"})
SPEAKING = frozenset({"GOV", "LEG", "PTY", "OPP", "ELI", "JUD", "MED", "BUS", "EDU", "REL", "NGO", "LAB", "SOC", "CVL"})
HARMED = frozenset(
    {"kill", "wound", "injure", "dead", "die", "hospital", "knife", "gun", "bomb", "fist", "punch", "assailant", "stab", "shoot"}
)
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
    contested: Attribution | None = None  # who says that what another claims here is not so
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
        self._heads: frozenset[int] = frozenset()

    def make(self, matches: Sequence[Match]) -> list[Candidate]:
        """All candidates in text order, those to be dropped among them with the reason."""
        matches = [match for match in matches if not self._is_condition(self.tokens[match.head])]
        self._heads = frozenset(match.head for match in matches)
        candidates = [self._candidate(n, match) for n, match in enumerate(matches)]
        at = {token: c for c in candidates for token in ([c.head] if c.match.light is None else [c.match.light, c.head])}
        for candidate in candidates:
            if candidate.rule.speaker == "claims":
                self._claim(candidate, at)
            elif candidate.type in CARRIERS:
                self._carry(candidate, at)
        for candidate in candidates:
            self._take_parties_of_deeds(candidate, at)
            self._take_speaker(candidate)  # again: "our proposal" came in with the content
            self._settle(candidate)
        for candidate in candidates:
            for denier in (candidate.judgement.denier, candidate.judgement.contester):
                if denier is not None and denier in at:
                    at[denier].drop = "denies a deed"  # "rejected claims that it had fired": denying has no type
        return candidates

    def _is_condition(self, token: Token) -> bool:
        """ "occupied Fooland", "besieged Barville": a participle before a place's name says how the place stands; nobody does it here."""
        if token.tag not in ("VBN", "VBD", "JJ") or not 0 < token.i < len(self.tokens) - 1:
            return False
        before, behind = self.tokens[token.i - 1], self.tokens[token.i + 1]
        if before.tag == "RB" and before.i:  # "in Fooland's illegally occupied Barville"
            before = self.tokens[before.i - 1]
        if behind.pos != "PROPN" or token.text[0].isupper():
            return False
        place = behind.entity_type in ("GPE", "LOC") or (self.reader.party(behind.i).entity or "").startswith("gov-")
        if token.dep == "amod" and token.head == behind.i:
            return place
        # Whatever the parser made of it: behind a preposition, an adjective or a verb that has it for its object.
        owned = before.i < token.i - 1 and before.dep in ("pobj", "dobj", "case")
        return place and (owned or before.tag in ("IN", "JJ") or (before.pos == "VERB" and before.dep not in ("aux", "auxpass")))

    def _candidate(self, index: int, match: Match) -> Candidate:
        candidate = Candidate(index=index, match=match, rule=match.rule, why=[match.rule.id])
        candidate.judgement = self.judge.judge(match.head, match.light, self.arguments, match.words)
        governor = self.tree.head_of(match.head)
        if (
            match.rule.type == "PROTEST"
            and "status.hypothetical.purpose" in candidate.judgement.why
            and governor is not None
            and self.tokens[governor].lemma in GATHERING
        ):
            candidate.judgement.effects.discard("hypothetical")  # "filled the square to protest": they did
        if (
            match.rule.type in SAID_ON_CALLING
            and "status.hypothetical.purpose" in candidate.judgement.why
            and governor is not None
            and any(self.tokens[x].lemma in CALLING for x in (governor, self.tokens[governor].head))
        ):
            candidate.judgement.effects.discard("hypothetical")  # "called the president to congratulate him": he did
        if match.rule.type == "REQUEST" and match.rule.pos == "noun" and candidate.judgement.undone == "refused":
            candidate.judgement.negations -= 1  # "got a refusal of his request": he asked all the same
        candidate.status = candidate.judgement.status
        candidate.voice, candidate.attribution = self.voices.judge(self.tokens[match.head].start)
        if candidate.judgement.denier is not None:
            self._take_denier(candidate, candidate.judgement.denier)
        if candidate.judgement.contester is not None:
            candidate.contested = self._said_with(candidate.judgement.contester)
        for role, parties in (("actor", candidate.actors), ("recipient", candidate.recipients), ("target", candidate.targets)):
            for n in match.roles.get(role, []):
                self._fill(candidate, role, n, parties)
        if candidate.judgement.foiler is not None:  # "agents foiled a plot to kill": they would not have killed
            foilers = {key(self.reader.party(n)) for n in self.arguments.verb(candidate.judgement.foiler).get("subject", [])}
            candidate.actors = [party for party in candidate.actors if key(party) not in foilers]
        if candidate.type == "ASSAULT" and candidate.rule.pos == "noun":
            self._scenes(candidate)
        if candidate.rule.pos == "verb" and "convict" in candidate.modes:
            crimes = {key(self.reader.party(n)) for n in match.slots.get("of", [])}  # "convicted of drug-related offences"
            candidate.recipients = [party for party in candidate.recipients if key(party) not in crimes]
        if candidate.type == "ASSAULT" and not candidate.recipients:
            self._defenders(candidate)
        if match.rule.speaker == "actor" and candidate.attribution is not None and candidate.attribution.speaker is not None:
            candidate.actors = [candidate.attribution.speaker]
        self._take_speaker(candidate)
        self._join_groups(candidate)
        candidate.weapons.extend(match.roles.get("weapon", []))
        slots_of_places: tuple[tuple[str, PlaceRole], ...] = (("place", "at"), ("origin", "origin"), ("destination", "target"))
        for role, place_role in slots_of_places:
            for n in match.roles.get(role, []):
                candidate.places.setdefault(n, place_role)
        if match.rule.type == "ASSAULT":
            self._origins(candidate)
        return candidate

    def _scenes(self, candidate: Candidate) -> None:
        """ "The Kraft shooting", "the Walmart attack": a firm, school or church before the word is where it was, and never did it."""
        for n in candidate.match.slots.get("modifier", []):
            party = self.reader.party(n)
            entity = self.reader.entities.get(party.entity or "")
            if entity is None or entity.category != "organisation" or not set(party.sectors) <= SCENES:
                continue
            candidate.actors = [other for other in candidate.actors if key(other) != key(party)]
            if not candidate.recipients and party.sectors:
                candidate.recipients.append(party)

    def _take_denier(self, candidate: Candidate, verb: int) -> None:
        """ "dismissed reports that it had attacked", "denied any role in the raid": that it did not is the word of who says so."""
        denial = self._said_with(verb)
        unnamed = candidate.attribution is None or candidate.attribution.speaker is None
        if denial is not None and unnamed and (candidate.voice == "quoted" or candidate.judgement.disowned):
            candidate.voice, candidate.attribution = "quoted", denial
        if candidate.judgement.disowned and not candidate.match.roles.get("actor"):
            candidate.actors.extend(self._sayers(verb))

    def _said_with(self, verb: int) -> Attribution | None:
        """Who says what the verb of saying governs; None where nobody is named."""
        people = self._sayers(verb)
        return Attribution(speaker=people[0], cue=span_of(self.reader.text, *self._token_span(verb))) if people else None

    def _sayers(self, verb: int) -> list[Party]:
        return [self.reader.party(n) for n in self.arguments.verb(verb).get("subject", []) if self.reader.is_party(n)]

    def _defenders(self, candidate: Candidate) -> None:
        """ "repelled an attack by the group": who beats an attack back was attacked."""
        token = self.tokens[candidate.head]
        verb = self.tokens[token.head]
        if token.dep not in ("dobj", "nsubjpass") or not (
            REPELLING & {f"{verb.lemma} {p}" for p in self._particles(verb.i)} or verb.lemma in REPELLING
        ):
            return
        for n in self.arguments.verb(verb.i).get("subject", []):
            if self.reader.is_party(n):
                self._add(candidate.recipients, n)
        self._join_groups(candidate)

    def _particles(self, v: int) -> list[str]:
        return [self.tokens[c].text.lower() for c in self.tree.with_dep(v, "prt", "advmod")]

    def _origins(self, candidate: Candidate) -> None:
        """ "militants in southern Lebanon fired rockets": where those who act are, the act comes from."""
        for n in candidate.match.roles.get("actor", []):
            for p in self.tree.with_dep(n, "prep"):
                inner = self.tree.child(p, "pobj") if self.tokens[p].text.lower() in ("in", "from") else None
                if inner is not None and self.tokens[inner].entity_type in ("GPE", "LOC", "FAC"):
                    candidate.places.setdefault(inner, "origin")

    # --- parties -----------------------------------------------------------------------------------------------------

    def _fill(self, candidate: Candidate, role: str, n: int, parties: list[Party]) -> None:
        """Adds the party at token ``n``; a thing gives the party that owns it, a weapon is kept as such, a place as a place."""
        token = self.tokens[n]
        if self.reader.is_party(n):
            if role == "actor" and self._is_crowd_of(candidate, token):
                return
            if role == "actor" and self._is_scene(candidate, token):
                candidate.places.setdefault(n, "at")
            else:
                self._add(parties, n)
            return
        if n in self._heads:
            return  # an event noun in a role is read as the deed, see _take_parties_of_deeds
        if role == "actor" and candidate.type == "PROTEST" and token.lemma.lower() in CROWDS:
            self._add(parties, n)  # "thousands rallied"
            return
        if token.lemma.lower() in self.lexis.weapons:
            candidate.weapons.append(n)
        if token.entity_type in ("GPE", "LOC", "FAC"):
            candidate.places.setdefault(n, "at")
            if role == "recipient" and candidate.type in ("ASSAULT", "COERCE", "SANCTION") and token.entity_type != "FAC":
                self._add(parties, n)  # a town or region that is hit or shut in stands for its people
            return
        owners = self._owners(n, role) if token.lemma.lower() not in RIVALS or role == "actor" else []
        if role == "recipient":
            owners = owners or self._inside(n)
        for owner in owners:
            self._add(parties, owner)
        if not owners and role == "actor" and candidate.type == "ASSAULT" and self._is_theirs(n):
            self._add(parties, n)
        if not owners and role != "actor" and self._may_be_hit(candidate, token):
            self._add(parties, n)

    def _is_crowd_of(self, candidate: Candidate, token: Token) -> bool:
        """ "Foolandic riots": a nationality before a protest says whose streets, and never that a government takes to them."""
        modifies = candidate.type == "PROTEST" and candidate.rule.pos == "noun" and token.dep in ("amod", "compound", "nmod")
        return modifies and (self.reader.party(token.i).entity or "").startswith("gov-")

    def _is_scene(self, candidate: Candidate, token: Token) -> bool:
        """ "the Brussels attacks": a capital or country before a noun of violence is where; an adjective, or whose jets struck, is who."""
        if (
            candidate.type != "ASSAULT"
            or set(candidate.rule.modes) & WEAPONS_OF_STATES
            or candidate.rule.pos != "noun"
            or token.dep not in ("compound", "nmod")
            or token.entity_type != "GPE"
        ):
            return False
        return (self.reader.party(token.i).entity or "").startswith("gov-")

    def _may_be_hit(self, candidate: Candidate, token: Token) -> bool:
        """A party the lexicon lacks is still a party: what is attacked or seized, and "all sides" that are called upon."""
        if candidate.type in HITTING and self.arguments.is_number_of_people(token.i):
            return True
        if token.pos not in ("NOUN", "PROPN", "PRON", "DET") or token.lemma.lower() in self.lexis.weapons:
            return False
        if token.lemma.lower() in self.lexis.collectives:
            return True
        if candidate.type == "AID" and token.lemma.lower().endswith(ABSTRACT):
            return False  # "for the extension of a clinic": aid goes to somebody
        return candidate.type in HITTING and token.pos in ("NOUN", "PROPN")

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

    def _is_theirs(self, n: int) -> bool:
        """ "its aircraft bombed": somebody's arms, though the text leaves open whose."""
        whose = self.tree.child(n, "poss")
        return whose is not None and self.tokens[whose].pos == "PRON" and self.tokens[n].lemma.lower() in ARMS

    def _inside(self, n: int) -> list[int]:
        """ "a bus carrying villagers", "a boat packed with migrants": those inside."""
        found: list[int] = []
        for c in self.tree.with_dep(n, "acl"):
            if self.tokens[c].lemma in self.lexis.holding:
                slots = self.arguments.verb(c)
                found.extend(slots.get("object", []) if self.tokens[c].tag == "VBG" else slots.get("with", []))
        return [x for x in found if self.reader.is_party(x)]

    def _party(self, n: int) -> Party:
        """ "negotiators from Fooland", "the envoy of Barland": the words that say whose they are belong to the party's."""
        party, mention = self.reader.party(n), self.reader.by_head.get(n)
        p = self.tree.child(n, "prep")
        if p is None or p != n + 1 or mention is None or mention.form != "nominal" or mention.end != self.tokens[n].end:
            return party
        if self.tokens[p].text != "from" and (self.tokens[p].text != "of" or self.tokens[n].lemma not in REPRESENTATIVES):
            return party
        inner = self.tree.child(p, "pobj")
        whose = self.reader.by_head.get(inner) if inner is not None else None
        if (
            whose is None
            or whose.form != "name"
            or (whose.entity or "").startswith("per-")
            or self.tree.child(whose.head, "conj") is not None
        ):
            return party
        return msgspec.structs.replace(party, end=whose.end, text=self.reader.text[mention.start : whose.end])

    def _add(self, parties: list[Party], n: int) -> None:
        party = self._party(n)
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
        candidate.recipients = [
            party for party in candidate.recipients if key(party) not in actors and (party.text or "").lower() not in REFLEXIVE
        ]

    # --- content and deeds -------------------------------------------------------------------------------------------

    def _carry(self, carrier: Candidate, at: dict[int, Candidate]) -> None:
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

    def _claim(self, claim: Candidate, at: dict[int, Candidate]) -> None:
        """A claim of responsibility is the deed's row, quoted, its speaker the actor; the claim has no row beside it."""
        start, end = self.tree.extent(claim.match.words)
        deed = next((at[n] for n in claim.match.roles.get("content", []) if n in at and at[n] is not claim), claim)
        if deed is not claim:
            claim.drop = "told as the deed"
            deed.actors = list(claim.actors)
            deed.recipients = [party for party in deed.recipients if key(party) not in {key(actor) for actor in claim.actors}]
            deed.why.append(claim.rule.id)
        if deed.voice == "report" and claim.actors:
            deed.voice = "quoted"
            deed.attribution = Attribution(speaker=claim.actors[0], cue=span_of(self.reader.text, start, end))

    def _take_content(self, carrier: Candidate, c: int) -> None:
        """ "rejected the government's offer": the offer's owner receives; "threatened to strike if": the condition is the threat's."""
        if carrier.judgement.condition is None:
            carrier.judgement.condition = next((a for a in self.tree.with_dep(c, "advcl") if is_condition(self.tree, a)), None)
        if carrier.recipients or self.tokens[c].pos not in ("NOUN", "PROPN"):
            return
        if self.reader.is_party(c):
            self._add(carrier.recipients, c)
        elif c not in self._heads or carrier.type in ("REQUEST", "REJECT"):
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
        if self._is_noncommittal(carrier):
            deed.drop = "neither done nor refused"
            return
        if carrier.type in ("AGREE", "CONCEDE") and carrier.rule.pos == "adjective" and carrier.judgement.negations % 2:
            self._refuse(carrier, deed)
            return
        if carrier.type == "REJECT" and deed.type in VERBAL and deed.type != "CONSULT":
            self._answer(carrier, deed)
            return
        if carrier.type in ("AGREE", "CONCEDE") and deed.type == "REQUEST" and deed.rule.pos == "noun":
            self._answer(carrier, deed)  # "accepted the demands of X": X made them, of who accepts
            return
        if carrier.type == "THREATEN" and self._is_warning_of_others(carrier, deed):
            carrier.drop = "warns of what others may do"
            return
        if carrier.type == "THREATEN" and deed.type == "THREATEN":
            deed.drop = "the threat is told by its carrier"
            return
        status = None if self._is_presupposed(carrier, deed) else CONTENT_STATUS.get(carrier.type)
        if status is None:  # ACCUSE, SUPPORT, an apology: the deed is alleged or presupposed
            carrier.about.append(deed.index)
            if carrier.type == "CONCEDE" and not deed.actors:
                deed.actors.extend(carrier.actors)  # "apologised for the raid": its own
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
        if carrier.type in ("AGREE", "REJECT") and not carrier.recipients:
            # "refused to meet the envoy", "offered to mediate between A and B": promised to both
            own = {key(party) for party in carrier.actors}
            others = deed.actors if deed.type in ("CONSULT", "COOPERATE") else []
            carrier.recipients.extend(party for party in [*deed.recipients, *others] if key(party) not in own)
        if carrier.type == "AGREE" and deed.type == "COOPERATE" and not deed.recipients:
            self._join_in(carrier, deed)
        if carrier.type == "REQUEST" and deed.type in CONFLICT:
            carrier.targets.extend(party for party in deed.recipients if key(party) not in {key(p) for p in carrier.targets})

    def _join_in(self, carrier: Candidate, deed: Candidate) -> None:
        """ "agreed to a joint project with Barland": who agrees takes part, with those that the project is with."""
        own = {key(party) for party in carrier.actors}
        if own and not any(key(party) in own for party in deed.actors):
            deed.actors, deed.recipients = list(carrier.actors), deed.actors

    def _is_warning_of_others(self, carrier: Candidate, deed: Candidate) -> bool:
        """ "warned that Barland might attack": no threat where both are known and neither speaks for the other."""
        if self.tokens[carrier.head].lemma not in WARNING:
            return False
        pairs = [(a, b) for a in carrier.actors for b in deed.actors]
        if any((b.text or "").split(" ")[0].lower() in OWNING for b in deed.actors):
            return False
        return bool(pairs) and all(a.country and b.country and a.country != b.country for a, b in pairs)

    def _is_presupposed(self, carrier: Candidate, deed: Candidate) -> bool:
        """ "apologised for shelling the town": done, and not promised."""
        about = carrier.match.roles.get("about", [])
        return carrier.type == "CONCEDE" and (deed.head in about or deed.match.light in about)

    def _refuse(self, carrier: Candidate, deed: Candidate) -> None:
        """ "was not ready to meet the envoy": who says no to a deed refuses it."""
        carrier.retyped, carrier.status = "REJECT", "actual"
        carrier.mode = CONTENT_MODES.get(("REJECT", deed.type))
        deed.carrier, deed.status = carrier.index, "negated"
        own = {key(party) for party in carrier.actors}
        if not carrier.recipients:
            carrier.recipients.extend(party for party in [*deed.recipients, *deed.actors] if key(party) not in own)

    def _answer(self, carrier: Candidate, said: Candidate) -> None:
        """ "rejected the ultimatum": what is rejected was said by somebody, and is no deed left undone."""
        if not carrier.recipients:
            own = {key(party) for party in carrier.actors}
            carrier.recipients.extend(party for party in said.actors if key(party) not in own)
        if said.type == "REQUEST" and not said.recipients:
            said.recipients.extend(carrier.actors)  # "rejected X's demand": it was made of who answers it
        if not said.actors:
            said.drop = "what is answered, told without its speaker"

    def _retype(self, carrier: Candidate, deed: Candidate) -> bool:
        """What a promise is depends on what is promised; False where it carries nothing after all."""
        if deed.type == "RETREAT":
            carrier.retyped = "CONCEDE"
        elif deed.type in HARMING:
            if self.tokens[carrier.head].lemma.lower() in VOWS:
                carrier.retyped = "THREATEN"
            elif carrier.recipients:  # "agreed with Barland to deport them": a deal between those two
                deed.status = "future" if deed.status == "actual" else deed.status
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
        clauses = [c for c in carrier.match.roles.get("content", []) if self.tokens[c].dep == "ccomp" and not self._is_infinitive(c)]
        if overlaps(quote.cue.start, quote.cue.end, start, end) and not clauses:
            deed.voice, deed.attribution = carrier.voice, carrier.attribution

    def _is_infinitive(self, v: int) -> bool:
        """ "to close"; "would close" and "that it close" are clauses of their own."""
        bare = self.tokens[v].tag == "VB" and self.tree.child(v, "nsubj", "nsubjpass") is None
        return bare or any(self.tokens[a].text.lower() == "to" for a in self.tree.with_dep(v, "aux"))

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

    def _take_parties_of_deeds(self, candidate: Candidate, at: dict[int, Candidate]) -> None:
        """ "condemned the attack by Fooland": the recipient is who acted; the row is about the attack."""
        roles = ("recipient", "content", "about") if candidate.type in ("ACCUSE", "SUPPORT") else ()
        for n in [n for role in roles for n in candidate.match.roles.get(role, [])]:
            deed = at.get(n)
            if deed is None or deed is candidate:
                continue
            if deed.index not in candidate.about:
                candidate.about.append(deed.index)
            if not candidate.recipients:
                own = {key(party) for party in candidate.actors}
                candidate.recipients.extend(party for party in deed.actors if key(party) not in own)
        for n in candidate.match.roles.get("actor", []):
            deed = at.get(n)
            if deed is not None and deed is not candidate and not candidate.actors and deed.type == candidate.type:
                candidate.actors.extend(deed.actors)  # "the raid killed two": who raided

    def _is_noncommittal(self, candidate: Candidate) -> bool:
        """ "did not rule out": no row."""
        negated = bool(candidate.judgement.negations % 2)
        return candidate.type == "REJECT" and negated and self.tokens[candidate.head].lemma in NONCOMMITTAL

    def _is_called_for(self, candidate: Candidate) -> bool:
        """ "He should use his standing to press the Senate", nobody else's words: what the author calls for is no event."""
        if candidate.status not in ("hypothetical", "demanded"):
            return False
        i = candidate.head
        while self.tokens[i].tag in ("VB", "VBG") and self.tokens[i].dep in ("xcomp", "advcl", "conj", "pcomp", "prep"):
            if any(self.tokens[c].tag == "MD" for c in self.tree.with_dep(i, "aux")):
                break
            i = self.tokens[i].head
        token = self.tokens[i]
        modals = [c for c in self.tree.with_dep(i, "aux") if self.tokens[c].text.lower() in ADVISING]
        subject = self.tree.child(i, "nsubj", "nsubjpass")
        stands_alone = token.dep in ("ROOT", "conj") and subject is not None
        return stands_alone and any(subject is not None and subject < c < i for c in modals)

    def _is_put_to(self, candidate: Candidate) -> bool:
        """ "Asked to describe the device, the minister said no": who asked is nobody's matter."""
        token = self.tokens[candidate.head]
        above = self.tokens[token.head]
        nobody = not candidate.actors and self.tree.child(candidate.head, "nsubj", "nsubjpass", "agent", "auxpass") is None
        return token.tag == "VBN" and token.dep in ("advcl", "amod", "acl") and above.lemma in ANSWERING and nobody

    def _is_attack_in_words(self, candidate: Candidate) -> bool:
        """ "doubled down on his attacks on the governor": one person of public life attacks another with words, unless arms, dead or hurt
        are told."""
        if not candidate.rule.id.startswith("assault.attack.") or candidate.weapons or candidate.match.roles.get("place"):
            return False
        parties = (*candidate.actors, *candidate.recipients)
        if len(candidate.actors) != 1 or len(candidate.recipients) != 1 or any(party.number != 1 for party in parties):
            return False
        if not candidate.actors[0].sectors or candidate.actors[0].sectors[0] not in SPEAKING:
            return False
        return not any(token.lemma.lower() in HARMED for token in self.tree.sentence(candidate.head).tokens)

    def _settle(self, candidate: Candidate) -> None:
        """What makes a match no event after all."""
        offset = self.tokens[candidate.head].start
        if candidate.voice != "quoted" and (self.voices.authorial_at(offset) == "call" or self._is_called_for(candidate)):
            candidate.drop = "the author calls for it"
        elif self._is_noncommittal(candidate):
            candidate.drop = "neither done nor refused"
        elif candidate.type == "REQUEST" and self._is_put_to(candidate):
            candidate.drop = "a question put to who answers"
        elif self._is_attack_in_words(candidate):
            candidate.retyped, candidate.mode = "ACCUSE", "disapprove"
            candidate.why.append("type.attack-in-words")
        elif candidate.rule.status is not None:
            candidate.status = candidate.rule.status
        if candidate.rule.outcome is not None and candidate.judgement.outcome is None:
            candidate.judgement.outcome = candidate.rule.outcome
