"""Finds triggers: every token whose lemma the rule book knows is tested against its rules, the most specific first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from tacitus.model.records import Party, Token
from tacitus.stages.events.arguments import Arguments, Slots
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.rules import PREPOSITIONS, Rule, RuleBook
from tacitus.stages.events.voice import FIRST_PERSON, speaks_for

PHRASE_DEPS = frozenset(
    """dobj prt prep pobj advmod attr acomp xcomp npadvmod oprd agent aux compound amod nmod nsubjpass pcomp dative poss case nsubj det neg
    advcl acl ccomp conj nummod dep punct""".split()
)
CLAUSE_DEPS = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "relcl"})
DEED_ROLES = frozenset({"content", "about"})  # a deed may stand inside the trigger: "demanded the release"
DENYING = frozenset({"deny"})
OWNING = ("possessive", "modifier", "of")
MOVING = frozenset({"MOBILIZE", "RETREAT"})  # "troops were deployed": those who move act
# Whom a threat or promise addresses, where it says so only inside the deed: slots of the deed's verb.
ADDRESSED: Mapping[str, tuple[str, ...]] = {
    "THREATEN": ("object", "against", "on", "at", "with"),
    "REQUEST": ("subject",),
    "AGREE": ("indirect", "to", "between", "with", "for"),
}
STROKES = frozenset({"attack", "raid", "airstrike", "assault", "strike"})  # deeds done at one blow: a dropped one never began
CHANNELS = frozenset({"television", "tv", "radio", "twitter", "facebook", "air", "stage", "internet", "web", "blog", "show", "channel"})
COUNTERPARTS = frozenset({"counterpart", "colleague", "homologue", "peer", "neighbour", "neighbor"})
MAX_TRIGGER_GAP = 6  # tokens between a light verb and its noun, beyond which the trigger is the noun alone
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "ELI"})
ARMED_SECTORS = frozenset({"MIL", "REB", "UAF", "COP", "PRM", "SPY"})


@dataclass
class Match:
    """One trigger with its rule and the tokens of its roles, before anything is judged about it."""

    rule: Rule
    head: int
    words: list[int]  # the tokens of the trigger
    slots: Slots
    light: int | None = None  # the light verb that carries a noun
    roles: dict[str, list[int]] = field(default_factory=dict)


class Matcher:
    """Matches of one document."""

    def __init__(self, book: RuleBook, lexis: Lexis, arguments: Arguments) -> None:
        self.book = book
        self.lexis = lexis
        self.arguments = arguments
        self.tree = arguments.tree
        self.tokens = arguments.tokens
        self.reader = arguments.reader

    def matches(self) -> list[Match]:
        """One match a token, in text order, and those that its rule codes beside it (``also``); a longer trigger swallows its words."""
        found = [match for token in self.tokens if (match := self._match(token)) is not None and not self._is_left_open(token.i)]
        by_word: dict[int, list[Match]] = defaultdict(list)
        for match in found:
            for n in match.words:
                by_word[n].append(match)
        return [one for match in found if not self._inside_another(match, by_word[match.head]) for one in self._with_also(match)]

    def _with_also(self, match: Match) -> list[Match]:
        """A conviction to prison is an arrest as well: the same words under a second rule, before the one that named it."""
        rules = [self.book.by_id[rule_id] for rule_id in match.rule.also]
        return [*(self._made(rule, match.head, match.words, match.slots) for rule in rules), match]

    def _match(self, token: Token) -> Match | None:
        pos = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "AUX": "verb", "NUM": "noun"}.get(token.pos)
        if pos is None:
            return None
        lemma = token.lemma if pos != "noun" else token.lemma.lower()
        if (
            pos == "verb"
            and token.tag == "VBG"
            and (
                (token.dep in ("pobj", "dobj", "nsubj", "nsubjpass", "conj") and self._is_determined(token.i)) or self._is_at_venue(token.i)
            )
        ):
            pos, lemma = "noun", token.text.lower()  # "since the police shooting of a boy"
        rules = self.book.of(pos, lemma)
        if not rules and pos == "noun" and self._is_mistaken_verb(token):
            pos, rules = "verb", self.book.of("verb", lemma)  # "Modi, Xi meet in Samarkand", "demanded that he resign"
        if not rules and pos == "adjective" and token.tag in ("VBN", "VBG"):
            pos, rules = "verb", self.book.of("verb", lemma)
        if token.entity_type in ("DATE", "TIME") and pos == "noun":
            return None  # "in March" is no march
        if not rules or (token.pos == "PROPN" and self._is_name(token.i)):
            return None
        slots = self.arguments.noun(token.i) if pos == "noun" else self.arguments.verb(token.i)
        for rule in rules:
            words = self._words(rule, token.i)
            if words is not None and self._holds(rule, token.i, slots):
                return self._made(rule, token.i, words, slots)
        return None

    def _is_mistaken_verb(self, token: Token) -> bool:
        """Whether what the parser calls a noun has a subject and no article: a verb, bare as in headlines and that-clauses."""
        if (
            token.tag not in ("NN", "NNS")
            or token.dep not in ("ROOT", "ccomp")
            or self.tree.child(token.i, "det", "amod", "poss", "compound") is not None
        ):
            return False
        subject = self.tree.child(token.i, "nsubj")
        return subject is not None and (token.dep == "ccomp" or subject == token.i - 1)

    def _is_determined(self, i: int) -> bool:
        """Whether an article stands at a gerund and no object: it is a noun, whatever the parser calls it."""
        return self.tree.child(i, "det") is not None and self.tree.child(i, "dobj", "nsubj", "aux") is None

    def _is_at_venue(self, i: int) -> bool:
        """ "after the nightclub shooting": a building shoots nobody, whatever the parser takes for the subject."""
        before = self.tokens[i - 1] if i else None
        if before is None or before.lemma.lower() not in self.lexis.venues or self.tree.child(i, "dobj", "aux") is not None:
            return False
        return self.tokens[i].dep in ("pcomp", "pobj", "acl") and before.i in (self.tree.child(i, "nsubj"), self.tokens[i].head)

    def _is_left_open(self, i: int) -> bool:
        """ "neither confirmed nor denied", "did not deny that": no word on whether it happened, so no row (codebook, section 1)."""
        for above in self.tree.ancestors(i):
            token = self.tokens[above]
            if token.pos == "VERB" and token.lemma in DENYING:
                return self._is_undone(above)
            if token.pos in ("VERB", "AUX") and self.tokens[i].pos not in ("VERB", "AUX") and above != token.head:
                return False
        return False

    def _is_undone(self, v: int) -> bool:
        """Whether a verb, or the first of its coordination, is negated: "not", "neither … nor"."""
        return any(
            self.tokens[c].dep == "neg" or self.tokens[c].text.lower() in ("neither", "nor", "never")
            for x in (v, self.tree.first_conjunct(v))
            for c in self.tree.with_dep(x, "neg", "preconj", "advmod", "cc")
            if self.tokens[c].text.lower() != "nor" or x == v
        )

    def _is_name(self, i: int) -> bool:
        """Part of a party's name: "Amnesty International" pardons nobody."""
        return self.reader.is_party(i) or self.reader.covering(i) is not None

    def _made(self, rule: Rule, i: int, words: list[int], slots: Slots) -> Match:
        match = Match(rule=rule, head=i, words=words, slots=slots)
        if rule.pos == "noun":
            match.light = self.arguments.light_verb(i)
            if match.light is not None and 0 < i - match.light <= MAX_TRIGGER_GAP:
                match.words = [match.light, *words]
        for slot, role in self._roles(rule, slots).items():
            for n in slots.get(slot) or slots.get("~" + slot) or self._of_phrase(words, i, slot):
                if slot == "on" and self.tokens[n].lemma.lower() in CHANNELS:
                    continue  # "spoke out on Foolandic television"
                if self.tokens[n].entity_type in ("DATE", "TIME") or (n in words and not self._fills_too(rule, role, n)):
                    continue
                if n not in match.roles.setdefault(role, []):
                    match.roles[role].append(n)
        self._share_out(match)
        actors = match.roles.get("actor", [])
        if rule.reciprocal and len(actors) > 1 and not match.roles.get("recipient"):
            match.roles["actor"], match.roles["recipient"] = actors[:1], actors[1:]
        return match

    def _fills_too(self, rule: Rule, role: str, n: int) -> bool:
        """Whether a word of the trigger fills a role as well: a deed, a party, and what is destroyed in "blew up a bridge"."""
        if role in DEED_ROLES or self.reader.is_party(n):
            return True
        return role == "recipient" and rule.type == "ASSAULT" and self.tokens[n].lemma.lower() in self.lexis.premises

    def _of_phrase(self, words: list[int], i: int, slot: str) -> list[int]:
        """What hangs on a noun of the trigger by this preposition: "recalled its ambassador to Barland"."""
        if slot not in PREPOSITIONS:
            return []
        return [n for w in words if w != i and self.tokens[w].pos == "NOUN" for n in self.arguments.noun(w).get(slot, [])]

    def _roles(self, rule: Rule, slots: Slots) -> Mapping[str, str]:
        """The rule's roles of slots; of a noun's "X's … of Y" X acts and Y is acted upon, whatever each would be alone."""
        of = rule.slots.get("of")
        if rule.pos != "noun" or not slots.get("of"):
            return rule.slots
        if of == "recipient" and rule.slots.get("possessive") == of and slots.get("possessive"):
            return {**rule.slots, "possessive": "actor"}  # "Barland's release of prisoners"
        if of == "actor" and any(slots.get(slot) and rule.slots.get(slot) == of for slot in ("possessive", "by")):
            return {**rule.slots, "of": "thing"}  # "Fooland's withdrawal of troops"
        return rule.slots

    def _share_out(self, match: Match) -> None:
        """Who acts where no slot of an actor says so: whose weapons they are, and forces that are moved."""
        roles = match.roles
        if match.rule.type in ADDRESSED and not roles.get("recipient"):
            roles["recipient"] = self._addressees(match)
        if roles.get("actor"):
            return
        owners = [x for n in roles.get("weapon", []) for x in self._owners_of(n)]
        if not owners and match.rule.type in MOVING:
            owners = [n for slot in ("object", "of") for n in match.slots.get(slot, [])]
        if owners := [n for n in owners if self.reader.is_party(n) and n not in roles.get("recipient", [])]:
            roles["actor"] = owners

    def _addressees(self, match: Match) -> list[int]:
        """ "threatened to shell Barville": threatened is whom the deed would hit; "pledged to send tanks to Bazland"."""
        found: list[int] = []
        for c in match.roles.get("content", []):
            if self.tokens[c].pos == "NOUN" and match.rule.type == "REQUEST":  # "called for a truce between X and Y"
                found.extend(n for n in self.arguments.noun(c).get("between", []) if self.reader.is_party(n))
            if self.tokens[c].dep not in CLAUSE_DEPS or self.tokens[c].pos != "VERB":
                continue
            slots = self.arguments.verb(c)
            found.extend(n for slot in ADDRESSED[match.rule.type] for n in slots.get(slot, []) if self.reader.is_party(n))
        return [n for n in dict.fromkeys(found) if n not in match.roles.get("actor", [])]

    def _owners_of(self, n: int) -> list[int]:
        """ "Foolandic jets", "rockets fired by the group"."""
        slots = self.arguments.noun(n)
        users = [x for c in self.tree.with_dep(n, "acl") for x in self.arguments.verb(c).get("subject", []) if x != n]
        return [x for slot in OWNING for x in slots.get(slot, [])] + users

    # --- words and conditions ----------------------------------------------------------------------------------------

    def _words(self, rule: Rule, i: int) -> list[int] | None:
        """The tokens of the rule's phrase: every further word hangs on one found before; None where one is missing."""
        found = [i]
        for choice in rule.phrase.others:
            c = self._hanging(found, choice)
            if c is None and rule.pos == "verb":
                c = self._antecedent(i, choice)
            if c is None:
                return None
            found.append(c)
        found = [c for c in found if not self._is_condition(rule, c, i)]
        if rule.pos == "verb" and any(self.tokens[c].dep == "prt" and c not in found for c in self.tree.children[i]):
            return None  # "called off" is no "called"
        return sorted(found)

    def _is_condition(self, rule: Rule, c: int, i: int) -> bool:
        """ "refused to withdraw": the infinitive decides which rule holds, but is a deed of its own and no part of the trigger."""
        return c != i and any(f"to:{self.tokens[c].lemma.lower()}" in choice for choice in rule.phrase.others)

    def _hanging(self, found: list[int], choice: frozenset[str]) -> int | None:
        for n in reversed(found):
            for c in self._below(n):
                token = self.tokens[c]
                if c in found or token.dep not in PHRASE_DEPS or self._is_date(c) or token.tag == "TO":
                    continue
                if token.dep == "conj" and token.pos in ("VERB", "AUX"):
                    continue  # the next clause: "fired at them, and soldiers shelled"
                if token.dep == "nsubj" and self.tokens[found[-1]].dep == "prep":
                    continue  # in "withdraw from @bodies" the noun hangs on the preposition, not the subject
                # A verb in a clause of its own is meant only where the phrase says so ("vow to:avenge").
                prefix = "to:" if token.pos == "VERB" and token.dep in CLAUSE_DEPS else ""
                if prefix and (self._is_told_as_past(c) or self._is_going_to(c)):
                    continue  # "told reporters that they had released" tells nobody to release
                if prefix + token.text.lower() in choice or prefix + token.lemma.lower() in choice:
                    return c
        return None

    def _is_told_as_past(self, c: int) -> bool:
        """Whether a that-clause tells what was or is, not what shall be."""
        token = self.tokens[c]
        if token.dep != "ccomp" or any(self.tokens[a].tag == "MD" for a in self.tree.with_dep(c, "aux")):
            return False
        return token.tag == "VBD" or any(self.tokens[a].text.lower() in ("had", "has", "have") for a in self.tree.with_dep(c, "aux"))

    def _is_going_to(self, c: int) -> bool:
        """ "tell us how big it is going to be": nobody is told to go."""
        return self.tokens[c].text.lower() == "going" and self.tree.child(c, "xcomp") is not None

    def _is_date(self, c: int) -> bool:
        """ "on Sunday" is not the "on" of a phrase."""
        token = self.tokens[c]
        if token.dep != "prep" or token.text.lower() not in ("on", "in", "at", "from"):
            return False  # "jailed for six years" is a phrase
        return any(self.tokens[n].entity_type in ("DATE", "TIME") for n in self.tree.with_dep(c, "pobj"))

    def _below(self, n: int) -> list[int]:
        """What may belong to a phrase under ``n``: children, the noun of "dozens of rockets", a verb's phrase hung on the object."""
        below = list(self.tree.children[n])
        for c in self.tree.children[n]:
            token = self.tokens[c]
            if token.dep not in ("dobj", "pobj", "nsubjpass"):
                continue
            preps = self.tree.with_dep(c, "prep")
            if token.lemma.lower() in self.lexis.partitives:
                below.extend(x for p in preps if self.tokens[p].text.lower() == "of" for x in self.tree.with_dep(p, "pobj"))
            if token.dep == "dobj" and self.tokens[n].pos == "VERB":
                below.extend(preps)
        return below

    def _antecedent(self, i: int, choice: frozenset[str]) -> int | None:
        """ "a truce brokered by", "the rockets that they fired": the object stands above the verb."""
        if self.tokens[i].dep not in ("acl", "relcl"):
            return None
        objects = [n for n in self.arguments.verb(i).get("object", []) if n < i]
        return next((n for n in objects if self.tokens[n].lemma.lower() in choice or self.tokens[n].text.lower() in choice), None)

    def _holds(self, rule: Rule, i: int, slots: Slots) -> bool:
        return all(self._fits(i, slots, slot, allowed) for slot, allowed in rule.conditions) and not any(
            self._fits(i, slots, slot, allowed) for slot, allowed in rule.exceptions
        )

    def _fits(self, i: int, slots: Slots, slot: str, allowed: frozenset[str]) -> bool:
        """Whether a slot (one of several, "by|from") holds an allowed lemma or class; ``text``: the sentence, ``governor``: the head."""
        if "|" in slot:
            return any(self._fits(i, slots, name, allowed) for name in slot.split("|"))
        if slot == "text":
            return any(token.lemma.lower() in allowed for token in self.tree.sentence(i).tokens)
        if slot == "modifiers":
            return any(
                self.tokens[c].lemma.lower() in allowed
                for c in self.tree.with_dep(i, "amod", "compound", "nmod", "poss", "advmod", "nummod", "npadvmod")
            )
        if slot == "governor":
            head = self.tree.head_of(i)
            return head is not None and self.tokens[head].lemma.lower() in allowed
        if slot == "own":
            return self._is_own_side(slots)
        if slot == "object's":
            return any(self._is(n, allowed) for o in slots.get("object", []) for n in self._of(o))
        tokens = slots.get(slot, [])
        if not tokens:
            return "<none>" in allowed
        return "<any>" in allowed or any(self._is(n, allowed) for n in tokens)

    def _of(self, n: int) -> list[int]:
        """What a noun is said to be of, by "of", as modifier or possessor: "the release of papers", "a papers release", "its papers"."""
        own = [x for p in self.tree.with_dep(n, "prep") if self.tokens[p].text.lower() == "of" for x in self.tree.with_dep(p, "pobj")]
        return own + self.tree.with_dep(n, "compound", "nmod", "poss")

    def _is_own_side(self, slots: Slots) -> bool:
        """Whether who speaks and who would act are one side: the same entity, the same country, or no doer named."""
        speakers = [self.reader.party(n) for n in slots.get("subject", []) if self.reader.is_party(n)]
        for clause in slots.get("clause", []):
            doers = [self.reader.party(n) for n in self.arguments.verb(clause).get("subject", []) if self.reader.is_party(n)]
            if not doers and self.arguments.is_passive(clause):
                return True
            for doer in doers:
                if self._is_owned(doer) or any(speaks_for(doer, speaker) or speaks_for(speaker, doer) for speaker in speakers):
                    return True
        return False

    def _is_owned(self, doer: Party) -> bool:
        """ "we", "our forces", "his movement": the speaker's own side."""
        words = (doer.text or "").lower().split()
        return bool(words) and (words[0] in FIRST_PERSON or words[0] in ("his", "her", "their", "its", "it"))

    def _is(self, n: int, allowed: frozenset[str]) -> bool:
        token = self.tokens[n]
        if token.lemma.lower() in allowed:
            return True
        if any(self.tokens[c].lemma.lower() in allowed for c in self.tree.with_dep(n, "compound")):
            return True
        if token.lemma.lower() in self.lexis.partitives and self._is_of(n, allowed):
            return True  # "hundreds of fighters"
        if self._whole(n) in allowed:
            return True  # "the homes of villagers", where the slot holds the villagers
        if "<event>" in allowed and self.lexis.is_event_noun(token):
            return True
        if "<place>" in allowed and (token.entity_type in ("GPE", "LOC", "FAC") or self._is_country(n)):
            return True
        if not self.reader.is_party(n):
            return bool(allowed & {"<party>", "<civilian>", "people"}) and self.arguments.is_number_of_people(n)
        sectors = set(self.reader.party(n).sectors)
        if "<state>" in allowed and not sectors and token.lemma.lower() in COUNTERPARTS:
            return True  # "passed it to their Foolandic colleagues": the like of whoever acts
        return bool(
            "<party>" in allowed
            or ("<person>" in allowed and (token.entity_type == "PERSON" or self._is_known_person(n)))
            or ("<politician>" in allowed and self._is_politician(n, sectors))
            or ("<state>" in allowed and sectors & STATE_SECTORS)
            or ("<armed>" in allowed and sectors & ARMED_SECTORS)
            or ("<civilian>" in allowed and not sectors & (STATE_SECTORS | ARMED_SECTORS | {"CRM"}))
        )

    def _whole(self, n: int) -> str | None:
        """The lemma of the noun before "of" whose part ``n`` is: "homes" of villagers, a "convoy" of the army."""
        preposition = self.tokens[self.tokens[n].head]
        if self.tokens[n].dep != "pobj" or preposition.text.lower() != "of":
            return None
        lemma = self.tokens[preposition.head].lemma.lower()
        return lemma if lemma in self.lexis.partitives else None

    def _is_country(self, n: int) -> bool:
        """A government told by its country's or capital's name, whatever the parser takes the name for."""
        mention = self.reader.by_head.get(n)
        entity = self.reader.entities.get(mention.entity) if mention is not None and mention.entity else None
        return mention is not None and mention.form == "name" and entity is not None and entity.category == "government"

    def _is_politician(self, n: int, sectors: set[str]) -> bool:
        """One person of politics, told by name or by a pronoun for the name."""
        mention = self.reader.by_head.get(n)
        entity = self.reader.entities.get(mention.entity) if mention is not None and mention.entity else None
        if mention is None or entity is None or entity.category != "person" or mention.form == "nominal" or sectors & ARMED_SECTORS:
            return False
        return entity.id.startswith("per-") or bool(sectors & {"GOV", "LEG", "ELI", "PTY", "OPP"})

    def _is_known_person(self, n: int) -> bool:
        """A person told by name, whatever the parser takes the name for."""
        mention = self.reader.by_head.get(n)
        entity = self.reader.entities.get(mention.entity) if mention is not None and mention.entity else None
        return mention is not None and mention.form == "name" and entity is not None and entity.category == "person"

    def _is_of(self, n: int, allowed: frozenset[str]) -> bool:
        """Whether the noun after "of" is allowed."""
        preps = [p for p in self.tree.with_dep(n, "prep") if self.tokens[p].text.lower() == "of"]
        return any(self._is(x, allowed) for p in preps for x in self.tree.with_dep(p, "pobj"))

    def _inside_another(self, match: Match, found: list[Match]) -> bool:
        """ "issued a warning" leaves nothing for "issue"; the deed inside "demanded the release" stays, being of another type.

        "imposed a curfew" is found as a verb's phrase and as a noun with its light verb: the verb's phrase stays.
        """
        return any(
            other is not match and match.head != other.head and self._swallows(other, match)
            for other in found  # those that have its head among their words
        )

    def _swallows(self, other: Match, match: Match) -> bool:
        same = match.rule.type == other.rule.type
        if other.rule.type == "CONCEDE" and match.rule.type == "ASSAULT" and self.tokens[match.head].lemma in STROKES:
            return False  # "called off its attack on the town": dropped, and never made
        owners = [n for slot in ("possessive", "by") for n in match.slots.get(slot, [])]
        if not same and any(self.tokens[n].tag != "PRP$" for n in owners):  # "lifted its blockade" is one act
            return False  # "the group's attack was called off": a deed of somebody's stays, whatever became of it
        if same and match.light == other.head:
            return other.rule.pos == "verb"
        if any(match.head in other.roles.get(role, ()) for role in DEED_ROLES):
            return False
        if same and other.light == match.head:
            return False
        if match.rule.id == other.rule.id and other.rule.pos == "verb" and match.rule.pos == "noun":
            return True  # "fired tear gas" and "tear gas"
        return len(other.words) > len(match.words)
