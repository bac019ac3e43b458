"""Whom an act affects where no slot of its rule names them: owners of what is refused, criticised or lifted, whose act a condition
waits for, whose country or town an act falls on. What is concluded and not said is ``inferred``, and ``why`` names the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tacitus.model.ontology import EventType
from tacitus.model.records import Party, Place
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.nearest import Nearest
from tacitus.stages.events.reach import (
    ABSTRACT,
    ANSWERED,
    AUTHOR,
    AUTHORED,
    AUTHORING,
    CLAUSE_SLOTS,
    COMPOSED,
    CONDITIONS,
    CONFINING,
    FALLING,
    GIVING_BACK,
    GRANTING,
    HELP,
    INSIDE,
    LAW,
    LOCATIVE,
    MAX_CHAIN,
    OF_AUTHOR,
    PREMISES,
    REACH,
    SETTLING,
    UNPEOPLED,
    WAITING,
)
from tacitus.stages.events.voice import FIRST_PERSON, key

Found = list[tuple[int, str]]  # token and reason


class Affected:
    """Completes the candidates of one document."""

    def __init__(self, arguments: Arguments, places: Sequence[Place]) -> None:
        self.arguments = arguments
        self.tree = arguments.tree
        self.tokens = arguments.tokens
        self.reader = arguments.reader
        self.lexis = arguments.lexis
        self._countries = frozenset(place.end for place in places if place.precision == "country")
        self._towns = frozenset(place.end for place in places if place.precision not in (None, "country"))

    def complete(self, candidates: Sequence[Candidate]) -> None:
        """Adds recipients (and actors of what only a country's own law does) to those that have none."""
        at = {candidate.head: candidate for candidate in candidates}
        for candidate in candidates:
            if not candidate.actors and candidate.type in ("COERCE", "SANCTION") and set(candidate.modes) & LAW:
                self._add(candidate, self._rulers(candidate), "actor")
            if not self._has_recipient(candidate) and (candidate.actors or candidate.type in FALLING):
                self._add(candidate, self._recipients(candidate, at), "recipient")
        nearest = Nearest(self)
        for candidate in candidates:
            self._pass_on(candidate, candidates)
            if not (candidate.recipients or candidate.targets or candidate.drop):
                self._add(candidate, nearest.find(candidate, candidates), "recipient")
            if candidate.type == "PROTEST" and not candidate.recipients and not candidate.drop:
                self._address(candidate, at)

    def _has_recipient(self, candidate: Candidate) -> bool:
        """Everybody acts in a symmetric act; two who act have nobody else to receive."""
        return bool(candidate.recipients) or (
            candidate.type in ("CONSULT", "COOPERATE", "ASSAULT") and not {"visit", "third-party"} & set(candidate.modes)
        )

    def _recipients(self, candidate: Candidate, at: Mapping[int, Candidate]) -> Found:
        if candidate.type == "CONSULT":
            return self._hosts(candidate) if "visit" in candidate.modes else self._mediated(candidate, at)
        if candidate.type == "PROTEST":
            return self._premises(candidate) or self._conditions(candidate)
        if candidate.type in AUTHORED:
            found = self._doers(candidate, at) or self._authors(candidate) or self._investigated(candidate)
            return found or ((self._in_clauses(candidate, at) or self._conditions(candidate)) if candidate.type == "REJECT" else [])
        if candidate.type in REACH:
            if candidate.type == "COERCE" and not set(candidate.modes) & CONFINING:
                return []
            found = self._reached(candidate) or self._in_clauses(candidate, at)
            if candidate.type == "CONCEDE":
                found = found or self._answered(candidate, at)
            return found or (self._conditions(candidate) if candidate.type in WAITING and candidate.status != "actual" else [])
        return []

    # --- rules -------------------------------------------------------------------------------------------------------

    def _authors(self, candidate: Candidate) -> Found:
        """ "faulted the minister's decision", "rejected proposals laid out by the assembly": whose what is judged is."""
        for n in self._things(candidate):
            if found := self._owners(n, AUTHORED[candidate.type], 0):
                return [(x, "author") for x in found]
        return []

    def _owners(self, n: int, slots: Sequence[str], depth: int) -> list[int]:
        """Whose a thing is, through "the results of the UN report"."""
        has = self.arguments.noun(n)
        lemma = self.tokens[n].lemma.lower()
        for slot in slots:
            if slot == "of" and lemma.endswith(ABSTRACT) and lemma not in OF_AUTHOR:
                continue
            people = self._agents(n) if slot == "agent" else has.get(slot, [])
            if found := [x for x in people if self.reader.is_party(x)]:
                return found
        if depth < MAX_CHAIN and (lemma in OF_AUTHOR or not lemma.endswith(ABSTRACT)):
            for x in has.get("of", []):
                if not self._is_deed(x) and (found := self._owners(x, slots, depth + 1)):
                    return found
        return []

    def _agents(self, n: int) -> list[int]:
        """ "an appeal lodged by X"."""
        clauses = [c for c in self.tree.with_dep(n, "acl") if self.tokens[c].lemma in AUTHORING and self.arguments.is_passive(c)]
        return [x for c in clauses for x in self.arguments.verb(c).get("subject", [])]

    def _reached(self, candidate: Candidate) -> Found:
        """ "imposed a curfew in X", "a ban on imports of Foolandic beef", "withdrew its troops from X"."""
        slots = REACH[candidate.type]
        verb = candidate.match.slots
        scene = [n for role in ("destination", "origin", "place") for n in candidate.match.roles.get(role, [])]
        if found := self._there("in", self._below(scene, 0), candidate.type):
            return found
        said = candidate.type in ("AGREE", "CONCEDE", "THREATEN")
        for slot in slots if candidate.rule.pos == "verb" else ():
            if said and slot in ("in", "at", "from"):
                continue  # "agreed in Bazton": where it was said
            if found := self._there(slot, self._below(verb.get(slot, []), 0), candidate.type):
                return found
        if found := self._given_back(candidate) or self._provided(candidate):
            return found
        for n in self._things(candidate):
            has = self.arguments.noun(n)
            for slot in slots:
                inside = self._below(has.get(slot, []), 0, moved=slot == "of")  # "the withdrawal of its troops from X"
                if found := self._there(slot, inside, candidate.type):
                    return found
        return []

    def _there(self, slot: str, found: Found, event_type: EventType) -> Found:
        """ "in the army", "at the ministry": a party that an act takes place in does not receive it; a country does."""
        scene = slot in LOCATIVE or (event_type == "RETREAT" and slot not in ("indirect", "to", "with"))  # from where, not to whom
        return [(n, reason) for n, reason in found if not scene or reason != "party" or self._is_state(n)]

    def _given_back(self, candidate: Candidate) -> Found:
        """ "released the Foolandic vessels": whose they are; "let free two prisoners": who stands in the small clause."""
        if candidate.type != "RETREAT" or self.tokens[candidate.head].lemma not in GIVING_BACK:
            return []
        slots = candidate.match.slots
        clauses = [*slots.get("clause", []), *slots.get("complement", [])]
        if freed := [x for c in clauses for x in self.arguments.verb(c).get("object", []) if self.reader.is_party(x)]:
            return [(x, "clause") for x in freed]
        homes = {party.country for party in candidate.actors}
        for n in [*slots.get("object", []), *(n for n in candidate.match.words if self.tokens[n].pos == "NOUN")]:
            has = self.arguments.noun(n)
            owners = [x for slot in ("possessive", "modifier") for x in has.get(slot, []) if self.reader.is_party(x)]
            if owners and not homes & {self.reader.party(x).country for x in owners}:
                return [(x, "owner") for x in owners]
        return []

    def _provided(self, candidate: Candidate) -> Found:
        """ "provided Barland with tents"."""
        slots = candidate.match.slots
        if candidate.type != "AID" or not slots.get("with"):
            return []
        return [(x, "party") for x in slots.get("object", []) if self.reader.is_party(x)]

    def _investigated(self, candidate: Candidate) -> Found:
        """ "an inquiry into the sale of land of the Baz Trust": the body or person inside what is looked into."""
        if "investigate" not in candidate.modes:
            return []
        tokens = [n for role in ("content", "recipient") for n in candidate.match.roles.get(role, []) if not self.reader.is_party(n)]
        found = [n for n, reason in self._below(tokens, 0) if reason == "phrase" and self.reader.is_party(n)]
        return [(n, "phrase") for n in found if self.reader.by_head[n].form == "name" and not self._is_bench(n)]

    def _is_bench(self, n: int) -> bool:
        """A government told by its country, and a court: where a case is taken, not who is looked into."""
        party = self.reader.party(n)
        return (party.entity or "").startswith("gov-") or party.sectors[:1] == ("JUD",)

    def _below(self, tokens: Iterable[int], depth: int, moved: bool = False) -> Found:
        """Parties among tokens, towns and countries, and whoever stands inside the phrases of the other nouns."""
        here: Found = []
        for n in tokens:
            token = self.tokens[n]
            if token.entity_type in ("DATE", "TIME") or token.pos not in ("NOUN", "PROPN", "PRON", "ADJ"):
                continue
            if self.is_place(n):
                here.append((n, "place"))
            elif self.reader.is_party(n) and not self._is_town(n) and not (moved and self.is_force(n)):
                here.append((n, "phrase" if depth else "party"))
        if here or depth >= MAX_CHAIN:
            return here
        for n in tokens:
            if self.tokens[n].pos not in ("NOUN", "PROPN"):
                continue
            has = self.arguments.noun(n)
            if (
                self._is_deed(n) and self.tokens[n].lemma.lower() not in HELP
            ):  # "refused to lift sanctions on X"; a deed's other slots are its own
                if found := self._below([x for slot in ("on", "against") for x in has.get(slot, [])], MAX_CHAIN):
                    return found
                continue
            for slot in ("possessive", "modifier"):
                if owners := [x for x in has.get(slot, []) if self.reader.is_party(x)]:
                    return [(x, "phrase") for x in owners]
            named = [c for c in self.tree.with_dep(n, "compound", "nmod", "appos") if self.is_place(c)]
            if named:
                return [(c, "place") for c in named]
            for slot in INSIDE:
                if found := self._below(has.get(slot, []), depth + 1):
                    return found
        return []

    def _in_clauses(self, candidate: Candidate, at: Mapping[int, Candidate]) -> Found:
        """ "refused to allow the envoy to land", "agreed to set up a hospital in X": whom the clause names, where it is no deed itself."""
        for c in candidate.match.roles.get("content", []):
            if self.tokens[c].pos != "VERB" or c in at:
                continue
            slots = self.arguments.verb(c)
            inner = [x for v in slots.get("clause", []) for x in self.arguments.verb(v).get("subject", [])]
            granted = candidate.type != "AGREE" or self.tokens[c].lemma in GRANTING
            objects = slots.get("object", []) if granted else []
            for people in (slots.get("indirect", []), objects, inner, slots.get("to", []), slots.get("with", [])):
                if found := [(x, "clause") for x in people if self.reader.is_party(x)]:
                    return found
            if members := self._members(slots.get("object", [])):
                return [(x, "members") for x in members]
            things = [x for slot in CLAUSE_SLOTS for x in slots.get(slot, []) if granted or not self.reader.is_party(x)]
            if candidate.type in REACH:
                things += [x for slot in REACH[candidate.type] for x in slots.get(slot, []) if x not in things]
            if found := self._below(things, 0):
                return found
            for n in things if candidate.type == "REJECT" else ():
                if owners := self._owners(n, AUTHOR, 0):
                    return [(x, "phrase") for x in owners]
        return []

    def _members(self, tokens: Iterable[int]) -> list[int]:
        """ "a force made up of Foolandic and Barlandic troops": those who would join it."""
        for n in tokens:
            for c in self.tree.with_dep(n, "acl"):
                if self.tokens[c].lemma in COMPOSED:
                    slots = self.arguments.verb(c)
                    return [x for slot in ("of", "from") for x in slots.get(slot, []) if self.reader.is_party(x)]
        return []

    def _answered(self, candidate: Candidate, at: Mapping[int, Candidate]) -> Found:
        """ "dropped the levy after drivers blocked the capital": to whom it yields."""
        for clause in self.tree.with_dep(candidate.head, "advcl"):
            asked = at.get(clause)
            if (
                asked is not None
                and asked.type in ANSWERED
                and any(self.tokens[m].text.lower() == "after" for m in self.tree.with_dep(clause, "mark"))
            ):
                return [(n, "answered") for n in asked.match.roles.get("actor", []) if self.reader.is_party(n)]
        return []

    def _conditions(self, candidate: Candidate) -> Found:
        """ "we stay out until the ministry pays": who would have to act."""
        verbs = {candidate.head, self.tokens[candidate.head].head, *candidate.match.roles.get("content", [])}
        for v in sorted(verbs):
            for clause in self.tree.with_dep(v, "advcl"):
                marks = {self.tokens[m].text.lower() for m in self.tree.with_dep(clause, "mark")}
                if not marks & CONDITIONS and not (candidate.type == "THREATEN" and "if" in marks):
                    continue
                doers = self.arguments.verb(clause).get("subject", [])
                if found := [(x, "condition") for x in doers if self.reader.is_party(x)]:
                    return found
        return []

    def _address(self, protest: Candidate, at: Mapping[int, Candidate]) -> None:
        """ "marched, demanding that the mayor resign": aimed at whom it is demanded of."""
        for v in (protest.head, protest.match.light):
            for clause in self.tree.with_dep(v, "advcl", "acl", "xcomp", "conj") if v is not None else []:
                demand = at.get(clause)
                if demand is not None and demand.type in ("REQUEST", "ACCUSE") and demand.recipients:
                    protest.recipients.extend(msgspec.structs.replace(party, certainty="inferred") for party in demand.recipients)
                    protest.why.append("recipient.demand")
                    return

    def _premises(self, candidate: Candidate) -> Found:
        """ "rallied outside the Barlandic embassy"."""
        for slot in PREMISES:
            for n in candidate.match.slots.get(slot, []):
                if self.tokens[n].lemma.lower() in self.lexis.premises:
                    if self.reader.is_party(n):
                        return [(n, "premises")]
                    has = self.arguments.noun(n)
                    owners = [x for owner in ("possessive", "modifier", "of") for x in has.get(owner, []) if self.reader.is_party(x)]
                    if owners:
                        return [(x, "premises") for x in owners[:1]]
        return []

    def _doers(self, candidate: Candidate, at: Mapping[int, Candidate]) -> Found:
        """ "opened an inquiry into claims that the guards beat prisoners": who did what is condemned, backed or looked into."""
        for deed in at.values() if candidate.about else ():
            if deed.index in candidate.about and deed.actors:
                return [(n, "doer") for n in deed.match.roles.get("actor", []) if self.reader.is_party(n)]
        return []

    def _mediated(self, candidate: Candidate, at: Mapping[int, Candidate]) -> Found:
        """ "a truce between X and Y, brokered by Z", "a mission to help X and Y reach a settlement": between whom."""
        around = {*self.tree.subtree(candidate.head), *self.tree.ancestors(candidate.head)}
        if candidate.match.light is not None:
            around.update(self.tree.subtree(candidate.match.light))
        for n in sorted(around):
            deed = at.get(n)
            if deed is not None and deed is not candidate and deed.type in SETTLING:
                sides = [x for role in ("actor", "recipient") for x in deed.match.roles.get(role, []) if self.reader.is_party(x)]
                if len(sides) > 1:
                    return [(x, "mediated") for x in sides]
        return []

    def _hosts(self, candidate: Candidate) -> Found:
        """ "will visit Ohio": the town or region visited."""
        return [(n, "place") for n in candidate.match.roles.get("recipient", []) if self.is_place(n)]

    def _rulers(self, candidate: Candidate) -> Found:
        """ "was expelled from X", "was jailed in X": nobody but those who rule a country does so there."""
        if candidate.rule.pos != "verb" or not self.arguments.is_passive(candidate.head):
            return []
        slots = candidate.match.slots
        return [(n, "country") for slot in ("from", "in") for n in slots.get(slot, []) if self._is_country(n)][:1]

    # --- what stands where -------------------------------------------------------------------------------------------

    def _things(self, candidate: Candidate) -> list[int]:
        """Nouns of the act that are nobody and no deed: what is rejected, lifted, criticised; those of the trigger among them."""
        match = candidate.match
        roles = [n for role in ("recipient", "content", "about", "thing") for n in match.roles.get(role, [])]
        named = [n for n in match.words if n not in (candidate.head, match.light)]
        own = [candidate.head] if candidate.rule.pos == "noun" else []
        tokens = dict.fromkeys([*roles, *named, *own, *match.slots.get("object", [])])
        judging = candidate.type in ("ACCUSE", "SUPPORT")  # "reaffirmed its commitment": the trigger's own noun is who judges'
        keep = set() if judging else {*named, *own}
        return [
            n
            for n in tokens
            if self.tokens[n].pos in ("NOUN", "PROPN")
            and not self.reader.is_party(n)
            and (n in keep or not (self._is_deed(n) or (judging and n in named)))
        ]

    def _is_deed(self, n: int) -> bool:
        return self.lexis.is_event_noun(self.tokens[n])

    def _is_state(self, n: int) -> bool:
        """A government by its country's name."""
        entity = self.reader.entities.get(self.reader.party(n).entity or "")
        return entity is not None and entity.category == "government" and self.reader.by_head[n].form == "name"

    def is_place(self, n: int) -> bool:
        return self.tokens[n].entity_type in ("GPE", "LOC") or self._is_country(n)

    def is_force(self, n: int) -> bool:
        """Soldiers and police, who are moved and do not receive."""
        return bool({"MIL", "COP", "REB", "UAF", "PRM"} & set(self.reader.party(n).sectors[:1]))

    def _is_town(self, n: int) -> bool:
        """A capital that stands where an act took place, and for no government."""
        return self.tokens[n].dep == "pobj" and self.tokens[n].end in self._towns

    def _is_country(self, n: int) -> bool:
        """Named as a place and a whole country; "in Nairobi" the capital is a town."""
        return self.tokens[n].end in self._countries

    # --- adding ------------------------------------------------------------------------------------------------------

    def _add(self, candidate: Candidate, found: Found, role: str) -> None:
        """Nobody acts upon themselves, and the first person is the speaker's own side."""
        parties = candidate.actors if role == "actor" else candidate.recipients
        others = candidate.recipients if role == "actor" else candidate.actors
        taken = {key(party) for party in (*candidate.actors, *candidate.recipients)}
        for n, reason in found:
            party = self.reader.party(n)
            if key(party) in taken or not key(party) or (party.text or "").lower() in FIRST_PERSON or self._is_own(party, others):
                continue
            taken.add(key(party))
            if reason == "place" and self.tokens[n].lemma.lower() in UNPEOPLED:
                continue
            if reason == "place" and not self._is_country(n):  # a town or province: those who live there, and nobody who acts
                candidate.targets.append(msgspec.structs.replace(party, certainty="inferred"))
                candidate.why.append("target.place")
                continue
            if reason not in ("party", "author", "clause"):
                party = msgspec.structs.replace(party, certainty="inferred")
            parties.append(party)
            candidate.why.append(f"{role}.{reason}")

    def _is_own(self, party: Party, others: Sequence[Party]) -> bool:
        """ "its troops": what belongs to who acts."""
        first = (party.text or "").lower().split(" ")[0]
        return first in ("its", "their", "his", "her", "it", "them") or any(key(party) == other.member_of for other in others)

    def _pass_on(self, carrier: Candidate, candidates: Sequence[Candidate]) -> None:
        """ "agreed to lift the ban on X": who is promised what the deed brings."""
        if carrier.recipients or carrier.type not in ("AGREE", "CONCEDE", "REJECT", "THREATEN"):
            return
        own = {key(party) for party in carrier.actors}
        for deed in candidates:
            if deed.carrier == carrier.index and deed is not carrier and "release" not in deed.modes:  # who is freed is promised nothing
                carrier.recipients.extend(party for party in (*deed.recipients, *deed.actors[1:]) if key(party) not in own)
