"""Who stands in which slot of a verb or noun, whatever the construction: passive, control, raising, relatives, participles, light verbs.

Slots of a verb: ``subject`` and ``object`` (deep: a passive's agent and subject), ``indirect``, ``clause``, ``finite`` (a clause without
modal), ``indicative`` (one whose form can only state a fact), ``question`` (a clause that asks) and one for each preposition.
Slots of a noun: ``possessive``, ``modifier``, one for each preposition, ``clause``, and ``subject`` where a light verb carries it.
"""

from __future__ import annotations

from tacitus.model.records import Token
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.nounphrases import NOMINAL, RELATIVE_TAGS, NounPhrases
from tacitus.syntax.parties import PartyReader
from tacitus.syntax.tree import Tree

Slots = dict[str, list[int]]
QUESTION_TAGS = frozenset({"WRB", "WP", "WDT", "WP$"})
SUBJECT = ("nsubj", "nsubjpass", "csubj")
PAST = frozenset({"VBD", "VBN"})  # which the parser mixes up in coordinations
COMPLEX = frozenset({"to", "for", "with", "at", "against", "of"})  # what follows the noun of a complex preposition
LEAVING = frozenset(
    {"withdrawal", "pullout", "pullback", "retreat", "departure", "removal", "expulsion", "eviction", "exit"}
)  # from where, not whom
AIMED = frozenset({"against", "on", "upon"})  # prepositions of whom an act is aimed at
OBJECT_CONTROL_PREPOSITIONS = frozenset({"of", "for", "from", "against"})
LEADING = frozenset({"lead", "claim", "back"})  # who leads or owns up to a deed acts; whoever backs it too, where nobody else is named
SUFFERED = frozenset({"shoot", "stab", "beat", "bomb", "shell"})  # without an object only in a passive that goes on
HELD_AS = frozenset({"hostage", "captive", "prisoner", "incommunicado"})
RANGING = frozenset({"between", "about", "around", "over", "under", "up"})  # before a number that is a verb's subject
INDUCING = frozenset({"drive", "lead", "push", "prompt", "encourage", "cause", "spur", "inspire", "force", "compel", "provoke", "incite"})
CALLING = frozenset({"call", "phone", "telephone", "ring", "meet", "visit", "write", "contact"})  # whose purpose the caller carries out
ENABLING = frozenset({"help", "let"})  # whom one helps or lets do something is the subject of a bare verb
ENTERED = frozenset({"enter", "reach"})
PROTESTING = frozenset({"complain", "protest", "condemn", "demand", "express", "voice", "convey", "denounce", "deplore"})
JOURNEYS = frozenset({"visit", "trip", "tour", "stopover"})
SIDING = frozenset({"defence", "defense", "favour", "favor", "praise", "honour", "honor", "solidarity", "sympathy"})
DATING = frozenset({"on", "in", "since", "by", "last", "until"})
MAX_SHARED = 4  # tokens between two nouns that share a phrase
MAX_DEPTH = 12  # of climbing for a subject: deeper structures are parser noise


class Arguments:
    """The slots of every trigger of one document, computed when asked for and remembered."""

    def __init__(self, tree: Tree, reader: PartyReader, lexis: Lexis) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.reader = reader
        self.lexis = lexis
        self.nominals = NounPhrases(tree, reader, lexis).nominals
        self._verbs: dict[int, Slots] = {}
        self._nouns: dict[int, Slots] = {}

    # --- verbs -------------------------------------------------------------------------------------------------------

    def is_passive(self, v: int) -> bool:
        """Whether the surface subject of ``v`` is its deep object."""
        token = self.tokens[v]
        if self.tree.child(v, "auxpass", "nsubjpass", "csubjpass") is not None:
            return True
        if self.tree.child(v, "agent") is not None and self.tree.child(v, "dobj") is None:
            return True  # an agent alone tells it of a participle that the parser took for the main verb
        if token.tag in ("VBN", "VBD") and self._shares_agent(v):
            return True
        if self._is_headline_passive(v) or self._goes_on_passive(v):
            return True
        if token.tag == "VBN" and token.dep == "acomp" and self.tokens[token.head].lemma in ("be", "get"):
            return True  # "was slain", read as an adjective
        if token.tag != "VBN" or self.tree.child(v, "nsubj") is not None:
            return False
        if any(self.tokens[c].lemma == "have" for c in self.tree.with_dep(v, "aux")):
            return False
        if token.dep == "conj" and self.tokens[token.head].pos in ("VERB", "AUX"):
            held = self.tree.child(v, "dobj")  # "was kidnapped and held hostage": what one is held as is nobody else
            return self.is_passive(token.head) and (held is None or self.tokens[held].lemma.lower() in HELD_AS)
        return token.dep in ("acl", "advcl", "amod", "ROOT", "relcl", "ccomp", "oprd") and self.tree.child(v, "dobj") is None

    def _goes_on_passive(self, v: int) -> bool:
        """ "were lined up and shot": a past without subject and object of its own, joined to a passive."""
        token = self.tokens[v]
        if token.tag not in ("VBN", "VBD") or token.dep != "conj" or self.tokens[token.head].tag != "VBN":
            return False
        if self.tree.child(v, "nsubj", "dobj", "aux", "ccomp", "xcomp", "prt", "prep", "dative") is not None or self._shared_object(v):
            return False
        suffered = (token.lemma, "") in self.lexis.needs_object or token.lemma in SUFFERED
        return suffered and self.tree.child(token.head, "auxpass") is not None

    def _shares_agent(self, v: int) -> bool:
        """ "people shot and killed by police": the agent of the second participle is the first one's as well."""
        return self.tree.child(v, "dobj", "aux") is None and any(
            c - v == 2 and self.tree.child(c, "agent") is not None and self.tree.child(c, "nsubj", "auxpass") is None
            for c in self.tree.with_dep(v, "conj")
        )

    def _is_headline_passive(self, v: int) -> bool:
        """ "Two arrested over bribes": a verb that always has an object, told in the past without one, has it for its subject."""
        token = self.tokens[v]
        if token.tag not in ("VBN", "VBD") or token.dep == "relcl" or self.tree.child(v, "nsubj") is None:
            return False
        if self.tree.child(v, "dobj", "aux", "ccomp", "xcomp", "prt") is not None or self._shared_object(v):
            return False
        prepositions = {self.tokens[p].text.lower() for p in self.tree.with_dep(v, "prep", "agent")}
        return any((token.lemma, word) in self.lexis.needs_object for word in ("", *prepositions))

    def verb(self, v: int) -> Slots:
        """All slots of a verb, each with the heads of its conjuncts."""
        if v not in self._verbs:
            self._verbs[v] = self._verb_slots(v)
        return self._verbs[v]

    def _verb_slots(self, v: int) -> Slots:
        slots: Slots = {}
        passive = self.is_passive(v)
        surface = self.subject(v)
        objects = self._objects(v, passive)
        if passive:
            slots["object"] = surface
            if (
                objects and self.tokens[v].lemma in self.lexis.two_objects
            ):  # "was given a warning": who is given is the subject, what is given stays behind
                slots["indirect"], slots["object"], slots["second"] = surface, objects, objects
            agents = [
                *self.tree.with_dep(v, "agent"),
                *(p for c in self.tree.with_dep(v, "conj") if c - v == 2 for p in self.tree.with_dep(c, "agent")),
            ]
            slots["subject"] = [n for p in agents[:1] for n in self._pobj(p)]
        else:
            slots["subject"] = surface
            slots["object"] = objects
        for c in self.tree.children[v]:
            self._add_child(v, c, slots)
        self._inherit_prepositions(v, slots)
        for n in (
            [] if passive or slots.get("clause") else objects
        ):  # "assured Fooland that it would send": the parser relates it to Fooland
            if told := [c for c in self.tree.with_dep(n, "relcl") if self.tree.child(c, "mark") is not None and self.reader.is_party(n)]:
                slots["clause"] = told
        return {slot: tokens for slot, tokens in slots.items() if tokens}

    def _add_child(self, v: int, c: int, slots: Slots) -> None:
        token = self.tokens[c]
        if token.dep == "prep" and self._is_complex(c):
            return
        if token.dep == "prep" or (token.dep == "dative" and self.tree.child(c, "pobj") is not None):
            slots.setdefault(token.text.lower(), []).extend(self._pobj(c))
        elif token.dep == "dative":
            slots.setdefault("indirect", []).extend(self.nominals(c))
        elif token.dep in ("ccomp", "xcomp"):
            slots.setdefault("clause", []).append(c)
            if self.is_question(c):
                slots.setdefault("question", []).append(c)  # "asked which road was shorter": nothing is asked for
            if (
                token.dep == "ccomp"
                and token.tag not in ("VB", "VBG")
                and not any(self.tokens[a].tag == "MD" for a in self.tree.with_dep(c, "aux"))
            ):
                slots.setdefault("finite", []).append(c)  # "agreed that it was late": an opinion, no undertaking
            if token.dep == "ccomp" and self._states(c):
                slots.setdefault("indicative", []).append(c)  # "suggested that he lied": an opinion, no advice
            person = self.tree.child(c, "nsubj")
            # "urged Fooland to leave": the parser makes the addressee the subject of the infinitive.
            small_clause = self._is_infinitive(c) or self.tokens[c].pos == "ADJ"  # "held the government responsible"
            small_clause = small_clause or (self.tokens[v].lemma in ENABLING and self.tree.child(c, "aux") is None)  # "let them pass"
            if person is not None and not slots.get("object") and small_clause and self.tree.child(c, "mark") is None:
                slots["object"] = self.nominals(person)
        elif token.dep == "prt" and self.tree.child(c, "pobj") is not None:
            slots.setdefault(token.text.lower(), []).extend(self._pobj(c))
        elif token.dep in ("attr", "oprd", "acomp"):
            slots.setdefault("complement", []).append(c)
        elif token.dep == "advcl" and self._is_infinitive(c) and (self._takes_infinitive(v) or self._is_wished_for(v, c)):
            slots.setdefault("clause", []).append(c)  # "offered on Friday to discuss": a phrase between makes it look like a purpose

    def _states(self, clause: int) -> bool:
        """Whether a clause's form can only state a fact: "was", "sees", "do not see"; a bare "see" may be a subjunctive."""
        forms = {self.tokens[clause].tag, *(self.tokens[a].tag for a in self.tree.with_dep(clause, "aux", "auxpass"))}
        auxiliary = any(self.tokens[a].tag == "VBP" for a in self.tree.with_dep(clause, "aux", "auxpass"))
        return bool(forms & {"VBD", "VBZ"}) or auxiliary or self.tokens[clause].text.lower() in ("am", "are")

    def is_question(self, clause: int) -> bool:
        """Whether a clause begins with a question word: "why", "whether", "which road"."""
        below = [c for n in (clause, *self.tree.children[clause]) for c in self.tree.children[n] if c < clause]
        return any(self.tokens[c].tag in QUESTION_TAGS or self.tokens[c].text.lower() in ("whether", "if") for c in below)

    def _is_complex(self, p: int) -> bool:
        """ "in response to", "in connection with": a bare noun between two prepositions is no party to anything."""
        noun = self.tree.child(p, "pobj")
        if noun is None or noun != p + 1 or self.tokens[noun].tag != "NN" or self.tokens[p].text.lower() != "in":
            return False
        return any(c == noun + 1 and self.tokens[c].text.lower() in COMPLEX for c in self.tree.with_dep(noun, "prep"))

    def _takes_infinitive(self, v: int) -> bool:
        """ "promise", and "gave a promise", "issued a threat": what looks like a purpose may be what is promised or threatened."""
        token = self.tokens[v]
        if token.lemma in self.lexis.subject_control or (token.lemma in self.lexis.prepositional_control and self.tree.child(v, "prep")):
            return True
        return token.lemma in self.lexis.light_verbs and any(
            self.lexis.is_event_noun(self.tokens[n]) for n in self.tree.with_dep(v, "dobj")
        )

    def _is_wished_for(self, v: int, c: int) -> bool:
        """ "called for the army to leave": "for" opens the clause of what is asked for."""
        mark = self.tree.child(c, "mark")
        return mark is not None and self.tokens[mark].text.lower() == "for" and self.tokens[v].lemma in self.lexis.prepositional_control

    def _inherit_prepositions(self, v: int, slots: Slots) -> None:
        """ "fired rockets at the town": a phrase that the parser hung on the object serves the verb where it has none such."""
        for n in slots.get("object", []):
            if self.reader.is_party(n):
                continue
            for p in self.tree.with_dep(n, "prep"):
                if self.tokens[p].text == "from" and self.tokens[n].lemma in LEAVING:
                    continue
                if self.tokens[p].text.lower() != "of" or not self.lexis.is_event_noun(self.tokens[n]):  # "the shelling of the town"
                    slots.setdefault(self.tokens[p].text.lower(), self._pobj(p))
        for n in slots.get("subject", []) if self.is_passive(v) else []:  # "was accused by Fooland of shelling"
            for p in self.tree.with_dep(n, "prep"):
                if self.tokens[p].text.lower() != "of" or self.tree.child(p, "pcomp") is not None:
                    slots.setdefault(self.tokens[p].text.lower(), self._pobj(p))
        for c in self.tree.with_dep(v, "prep"):  # "in a statement on Monday to reporters": one level only
            for n in self._pobj(c)[:1]:
                if self.lexis.is_event_noun(self.tokens[n]):
                    continue  # "after a raid on the town": the town was raided
                for p in self.tree.with_dep(n, "prep"):
                    if self.tokens[p].text.lower() != "of":
                        slots.setdefault("~" + self.tokens[p].text.lower(), self._pobj(p))

    def _is_infinitive(self, v: int) -> bool:
        return self.tokens[v].tag == "VB" and any(self.tokens[c].text.lower() == "to" for c in self.tree.with_dep(v, "aux"))

    def _pobj(self, p: int) -> list[int]:
        """Objects of a preposition (and the verb of "of attacking"), conjuncts included."""
        found: list[int] = []
        for c in self.tree.children[p]:
            if self.tokens[c].dep == "pobj" and (self.tokens[c].lemma == "behalf" or self._is_behind_date(c)):
                continue  # nothing is done to those on whose behalf it is done
            if self.tokens[c].dep == "pobj":
                found.extend(self.nominals(c))
            elif self.tokens[c].dep == "pcomp":
                found.append(c)
            elif self.tokens[c].dep == "prep":  # "from inside the town"
                found.extend(self._pobj(c))
        return found

    def _objects(self, v: int, passive: bool) -> list[int]:
        found = [n for c in self.tree.with_dep(v, "dobj") for n in self.nominals(c)]
        if not found and not passive and self.tokens[v].dep == "relcl":
            return self._gap(v)
        if not found and not passive:
            return self._shared_object(v)
        return found

    def _shared_object(self, v: int) -> list[int]:
        """ "attacked and burned the village": the parser hangs the object on the last verb alone."""
        if any(c > v for c in self.tree.with_dep(v, "prt", "prep", "xcomp", "ccomp")):
            return []  # "backed down and released the prisoners"
        for c in self.tree.with_dep(v, "conj"):
            alike = self.tokens[c].tag == self.tokens[v].tag or {self.tokens[c].tag, self.tokens[v].tag} <= PAST
            if self.tokens[c].pos == "VERB" and alike and c - v <= 3 and self.tree.child(c, *SUBJECT, "auxpass") is None:
                return self._objects(c, False)
        return []

    def _gap(self, v: int) -> list[int]:
        """ "the village that forces attacked": the antecedent is the object where a subject stands and nothing else relates."""
        subject = self.tree.child(v, *SUBJECT)
        if subject is None or self.tokens[subject].tag in RELATIVE_TAGS or self._has_relative(v):
            return []
        return self.nominals(self.tokens[v].head)

    def _has_relative(self, v: int) -> bool:
        return any(
            self.tokens[c].tag in RELATIVE_TAGS or any(self.tokens[g].tag in RELATIVE_TAGS for g in self.tree.children[c])
            for c in self.tree.children[v]
            if self.tokens[c].dep in ("prep", "nsubj", "nsubjpass", "advmod")
        )

    def subject(self, v: int, depth: int = 0) -> list[int]:
        """Surface subjects of a verb (or predicate), found through control, raising, coordination, relatives and participles."""
        if depth > MAX_DEPTH:
            return []
        own = self.tree.child(v, *SUBJECT)
        if own is not None:
            return list(dict.fromkeys([*self._before_comma(v, own), *self.nominals(own), *self._companions(v, own)]))
        if found := self._ranged(v) or self._behind_date(v):
            return found
        token = self.tokens[v]
        if token.head == v:
            return []
        return self._subject_from_governor(v, token, depth)

    def _ranged(self, v: int) -> list[int]:
        """ "Between three and nine soldiers were hurt": the parser takes a number's preposition for one of the verb."""
        if self.tree.child(v, "auxpass", "aux") is None and self.tokens[v].tag != "VBD":
            return []
        return [
            n
            for p in self.tree.with_dep(v, "prep")
            if p < v and self.tokens[p].text.lower() in RANGING
            for n in self._pobj(p)
            if n < v and self.tree.child(n, "nummod") is not None and self.reader.is_party(n)
        ]

    def _before_comma(self, v: int, subject: int) -> list[int]:
        """ "Fooland, Barland sign pact": in a headline the comma joins the sentence's first name to the subject."""
        if self.tokens[v].tag not in ("VBP", "VB", "NN") or self.tokens[subject].pos != "PROPN":
            return []
        mention = self.reader.by_head.get(subject)
        first = self.tree.at(mention.start) if mention is not None else None
        if first is None or first < 2 or self.tokens[first - 1].text != ",":
            return []
        before = next((n for n in (first - 2, self.tokens[first - 2].head) if self.reader.is_party(n)), None)
        if before is None or self.tokens[before].pos != "PROPN" or self.tree.child(v, "aux") is not None:
            return []
        start = self.tree.at(self.reader.by_head[before].start)
        return [before] if start == self.tree.sentence(v).tokens[0].i else []

    def _behind_date(self, v: int) -> list[int]:
        """ "On Friday rebels attacked": the parser may take the day and the subject for one noun phrase."""
        before = next((i for i in range(v - 1, max(-1, v - 4), -1) if self.tokens[i].pos not in ("ADV", "AUX")), None)
        return self.nominals(before) if before is not None and self._is_behind_date(before) else []

    def is_number_of_people(self, n: int) -> bool:
        """ "Three killed in blast", "at least 20 were arrested": a bare number that suffers a deed."""
        token = self.tokens[n]
        if token.tag != "CD" or token.entity_type not in ("CARDINAL", "") or token.dep not in ("nsubj", "nsubjpass", "ROOT", "dobj"):
            return False
        return not any(self.tokens[c].tag in ("$", "SYM") or self.tokens[c].text == "%" for c in self.tree.children[n])

    def _is_behind_date(self, n: int) -> bool:
        """Whether a party stands right behind a weekday or month that the parser took for its modifier."""
        token = self.tokens[n]
        if token.dep != "pobj" or self.tokens[token.head].text.lower() not in DATING or not self.reader.is_party(n):
            return False
        return any(
            self.tokens[c].entity_type == "DATE" and self.tokens[c].pos == "PROPN" for c in self.tree.with_dep(n, "compound", "nmod")
        )

    def _companions(self, v: int, subject: int) -> list[int]:
        """ "X, along with Y, condemned", "X together with Y": who acts beside the subject."""
        found = []
        for c in (*self.tree.with_dep(subject, "prep", "advmod"), *self.tree.with_dep(v, "prep", "advmod")):
            word = self.tokens[c].text.lower()
            if word == "alongside":
                found.extend(self._pobj(c))
            elif word in ("along", "together"):
                found.extend(n for p in self.tree.with_dep(c, "prep") if self.tokens[p].text.lower() == "with" for n in self._pobj(p))
        return [n for n in found if self.reader.is_party(n)]

    def _subject_from_governor(self, v: int, token: Token, depth: int) -> list[int]:
        governor = token.head
        if token.dep == "conj":
            return self.subject(governor, depth + 1) if self.tokens[governor].pos in ("VERB", "AUX", "ADJ") else []
        if token.dep == "xcomp" or (token.dep == "ccomp" and (token.tag == "VBG" or self._is_infinitive(v))):
            return self._controller(governor, depth, v)  # a bare verb under "said" is an imperative: nobody is told to do it
        if token.dep == "relcl":
            return self.nominals(governor)
        if token.dep == "advcl" and self._is_infinitive(v) and self._takes_infinitive(governor):
            return self._controller(governor, depth, v)  # "pleaded with the officers not to shoot"
        if token.dep == "advcl" and self._is_infinitive(v) and (people := self._induced(v, governor)):
            return people
        if token.dep == "acl":
            return self._noun_controller(v, governor, depth)
        if token.dep == "amod" and v > governor:  # "issued a report critical of X"
            return self.nominals(governor) if self.reader.is_party(governor) else self._owner(governor, depth)
        if token.dep in ("advcl", "acomp", "attr", "oprd", "dep", "prep"):
            return self.subject(governor, depth + 1) if self.tokens[governor].pos in ("VERB", "AUX") else self._owner(governor, depth)
        if token.dep == "pcomp":
            return self._preposition_controller(governor, depth)
        return []

    def _induced(self, v: int, governor: int) -> list[int]:
        """ "drove his followers, on Monday, to donate": they would do it, not he."""
        if self.tokens[governor].lemma not in INDUCING or self.is_passive(governor):
            return []
        return [n for c in self.tree.with_dep(governor, "dobj") if c < v for n in self.nominals(c)]

    def _controller(self, governor: int, depth: int, v: int | None = None) -> list[int]:
        """Subject of an infinitive or gerund: the governing verb's object where it has one, except with verbs of promising."""
        token = self.tokens[governor]
        speaks = v is not None and (
            (token.lemma in CALLING and self.tokens[v].lemma in self.lexis.saying)
            or (token.lemma == "summon" and self.tokens[v].lemma in PROTESTING)  # he who is summoned to explain does explain
        )
        if token.pos in ("VERB", "AUX") and token.lemma not in self.lexis.subject_control and not speaks:
            direct = self.tree.child(governor, "dobj", "dative")
            if direct is not None and not self.is_passive(governor) and not self.lexis.is_event_noun(self.tokens[direct]):
                return self.nominals(direct)
            if token.lemma in self.lexis.prepositional_control:  # "called on Fooland to leave"
                for p in self.tree.with_dep(governor, "prep"):
                    if people := [n for n in self._pobj(p) if self.tokens[n].pos in NOMINAL]:
                        return people
        return self.subject(governor, depth + 1)

    def _noun_controller(self, v: int, noun: int, depth: int) -> list[int]:
        """A participle after a noun has it as subject; "a plan to attack" is carried out by whoever has the plan."""
        if self._is_infinitive(v) or self.tokens[v].tag == "VB":
            headline = self.nominals(noun) if self.tokens[noun].head == noun else []  # "Fooland to impose sanctions"
            return self._owner(noun, depth) or headline
        if self.tokens[noun].dep == "pobj" and self.tokens[self.tokens[noun].head].dep == "agent":
            return self.nominals(noun)  # "were met by raiders throwing grenades": who met them, though no lexicon knows them
        if self.tokens[v].tag == "VBG" and self._is_text(noun):  # "filed a lawsuit accusing the mayor": who filed it
            return self._owner(noun, depth) or self.nominals(noun)
        if self.tokens[v].tag == "VBG" and self.lexis.is_event_noun(self.tokens[noun]):  # "held a rally demanding": those who held it
            own = self.noun(noun)
            return next((own[slot] for slot in ("possessive", "by", "subject") if own.get(slot)), None) or self.nominals(noun)
        return self.nominals(noun)

    def _is_text(self, noun: int) -> bool:
        """A noun that is nobody, no deed and no weapon: words, or a thing, by which somebody speaks or acts."""
        token = self.tokens[noun]
        return not (self.reader.is_party(noun) or self.lexis.is_event_noun(token) or token.lemma.lower() in self.lexis.weapons)

    def _owner(self, noun: int, depth: int) -> list[int]:
        """Whose plan, decision or threat: the possessor, else the subject of the verb whose object it is."""
        if depth > MAX_DEPTH:
            return []
        owners = self.noun(noun)
        for slot in ("possessive", "by", "subject", "modifier"):
            if owners.get(slot):
                return owners[slot]
        token = self.tokens[noun]
        if token.dep in ("dobj", "attr", "pobj", "nsubjpass") and token.head != noun:
            verb = token.head if token.dep != "pobj" else self.tokens[token.head].head
            if self.tokens[verb].pos in ("VERB", "AUX"):
                return self.subject(verb, depth + 1)
        return []

    def _preposition_controller(self, preposition: int, depth: int) -> list[int]:
        """ "accused X of attacking": X; "apologised for attacking", "by attacking": the subject."""
        governor = self.tokens[preposition].head
        if self.tokens[governor].pos in ("ADV", "ADP") and governor != preposition:
            governor = self.tokens[governor].head  # "stopped short of condemning", "instead of attacking"
            return self.subject(governor, depth + 1)
        if governor == preposition:
            return []
        if self.tokens[governor].pos == "ADJ" and self.tokens[governor].dep in ("acomp", "ccomp", "oprd", "xcomp"):
            return self.subject(governor, depth + 1)  # "was guilty of attacking"
        if self.tokens[governor].pos in ("VERB", "AUX"):
            if self.tokens[preposition].text.lower() in OBJECT_CONTROL_PREPOSITIONS:
                if self.is_passive(governor):
                    return self.subject(governor, depth + 1)
                if objects := self._objects(governor, False):
                    return objects
            return self.subject(governor, depth + 1)
        return self._owner(governor, depth)

    # --- nouns -------------------------------------------------------------------------------------------------------

    def noun(self, n: int) -> Slots:
        """All slots of a noun, a light verb's subject and prepositions among them."""
        if n not in self._nouns:
            self._nouns[n] = {}  # a guard against circles while it is made
            self._nouns[n] = self._noun_slots(n)
        return self._nouns[n]

    def _noun_slots(self, n: int) -> Slots:
        slots: Slots = {}
        for c in self.tree.children[n]:
            token = self.tokens[c]
            if token.dep == "poss":
                slots.setdefault("possessive", []).extend(self.nominals(c))
            elif token.dep == "amod" and token.tag == "VBN" and token.lemma in LEADING:  # "a Foolander-led raid"
                slots.setdefault("modifier", []).extend(
                    x for x in self.tree.with_dep(c, "npadvmod", "nsubj", "compound") if self._is_owning(x)
                )
            elif token.dep in ("amod", "compound", "nmod") and self._is_owning(c):
                slots.setdefault("modifier", []).extend(x for x in self.tree.conjuncts(c) if self._is_owning(x))
            elif token.dep in ("prep", "agent"):
                slots.setdefault(token.text.lower(), []).extend(self._pobj(c))
            elif token.dep in ("acl", "ccomp", "relcl") and (self._is_infinitive(c) or self.tree.child(c, "mark") is not None):
                slots.setdefault("clause", []).append(c)
        for x in (*slots.get("by", []), *slots.get("of", [])):  # "a raid by X against Y", "the abduction of X by Y": hung on X
            for p in self.tree.with_dep(x, "prep"):
                if self.tokens[p].text.lower() in AIMED or (self.tokens[p].text.lower() == "by" and x in slots.get("of", [])):
                    slots.setdefault(self.tokens[p].text.lower(), self._pobj(p))
        self._share_prepositions(n, slots)
        if not slots.keys() & {"by", "possessive"} and (doers := self._stray_doers(n)):
            slots["by"] = doers
        self._from_light_verb(n, slots)
        return {slot: tokens for slot, tokens in slots.items() if tokens}

    def _share_prepositions(self, n: int, slots: Slots) -> None:
        """ "the arrest and detention of two envoys", "solidarity with and support for X": what hangs on the last noun serves the first."""
        first, last = self.tree.first_conjunct(n), self.tree.conjuncts(n)[-1]
        if any(slots.get(self.tokens[p].text.lower()) for p in self.tree.with_dep(n, "prep")):
            return  # it has a phrase of its own
        if first != n and n - first <= MAX_SHARED:  # the parser hung it on the first, beyond the second
            shared = [p for p in self.tree.with_dep(first, "prep", "agent") if p > n]
        elif last != n and last - n <= MAX_SHARED and self.lexis.is_event_noun(self.tokens[last]) and self.tokens[last].lemma != "act":
            shared = self.tree.with_dep(last, "prep", "agent")
        else:
            return
        for p in shared:
            slots.setdefault(self.tokens[p].text.lower(), self._pobj(p))

    def _stray_doers(self, n: int) -> list[int]:
        """ "condemned the abduction of two soldiers by the group": a by-phrase that the parser hung on the active verb."""
        verb = self.tokens[n].head
        if self.tokens[n].dep != "dobj" or self.tokens[verb].pos != "VERB" or self.is_passive(verb):
            return []
        strays = [p for p in self.tree.with_dep(verb, "prep", "agent") if p > n and self.tokens[p].text.lower() == "by"]
        return [x for p in strays for x in self._pobj(p) if self.reader.is_party(x)]

    def _is_owning(self, c: int) -> bool:
        """A party before a noun: "the Foolandic raid", "a police raid"; "a military exercise" is nobody's by that word alone."""
        return self.reader.is_party(c) and not (self.tokens[c].tag == "JJ" and self.reader.by_head[c].form == "nominal")

    def light_verb(self, n: int) -> int | None:
        """The light verb that carries an event noun: "carried out a raid", "a raid was launched", "the raid conducted by"."""
        first = self._whole(self.tree.first_conjunct(n))
        token = self.tokens[first]
        if token.dep in ("dobj", "nsubjpass") and self.tokens[token.head].lemma in self.lexis.light_verbs:
            return token.head
        if token.dep == "pobj" and self.tokens[token.head].dep == "prep":
            verb = self.tokens[self.tokens[token.head].head]
            if (verb.lemma, self.tokens[token.head].text.lower()) in self.lexis.light_prepositions:
                return verb.i
        for c in self.tree.with_dep(n, "acl", "relcl"):
            if self.tokens[c].lemma in self.lexis.light_verbs and (self.is_passive(c) or self._gap(c)):
                return c
        return None

    def _whole(self, n: int) -> int:
        """ "a new round of talks", "a series of raids": the verb carries the noun before "of"."""
        token = self.tokens[n]
        if token.dep == "pobj" and self.tokens[token.head].text.lower() == "of":
            whole = self.tokens[self.tokens[token.head].head]
            if whole.lemma.lower() in self.lexis.partitives:
                return whole.i
        return n

    def _from_victim(self, n: int, slots: Slots) -> None:
        """ "was the target of an attack", "has become a victim of repression": whoever is said to be that suffers it."""
        token = self.tokens[n]
        if token.dep != "pobj" or self.tokens[token.head].text.lower() != "of" or slots.keys() & {"on", "against"}:
            return
        role = self.tokens[self.tokens[token.head].head]
        if role.lemma.lower() in self.lexis.sufferers and role.dep in ("attr", "oprd") and self.tokens[role.head].pos in ("VERB", "AUX"):
            slots["on"] = self.subject(role.head)

    def _from_journey(self, n: int, slots: Slots) -> None:
        """ "told reporters during a visit to Fooland", "wrote in defence of the judge": nobody else's than his who acts meanwhile."""
        token = self.tokens[n]
        preposition = self.tokens[token.head]
        during = token.lemma.lower() in JOURNEYS and preposition.text.lower() in ("during", "on")
        siding = preposition.text.lower() == "in" and (token.lemma.lower() in SIDING or self._is_shared(n))
        if token.dep != "pobj" or not (during or siding):
            return
        verb = self.tokens[preposition.head]
        owned = slots.keys() & {"possessive", "by", "modifier"} or ("of" in slots and not siding)
        if owned or verb.pos != "VERB" or self.is_passive(verb.i):
            return
        slots["subject"] = self.subject(verb.i)

    def _is_shared(self, n: int) -> bool:
        """ "seized the ship in a joint operation": theirs who seized it."""
        return any(self.tokens[c].lemma.lower() in ("joint", "combined") for c in self.tree.with_dep(n, "amod"))

    def _from_response(self, n: int, slots: Slots) -> None:
        """ "the raid drew condemnation from Fooland": from whom, and at what."""
        token = self.tokens[self.tree.first_conjunct(n)]
        verb = self.tokens[token.head]
        if token.dep == "pobj" and verb.dep == "prep" and verb.text.lower() == "with" and self.tokens[verb.head].lemma == "meet":
            verb = self.tokens[verb.head]  # "was met with condemnation"
        elif token.dep != "dobj" or verb.lemma not in self.lexis.evoking:
            return
        passive = self.is_passive(verb.i)
        for c in self.tree.with_dep(verb.i, "prep"):
            if self.tokens[c].text.lower() in ("from", "by", "among"):
                slots.setdefault("from", self._pobj(c))
        cause = [n for c in self.tree.with_dep(verb.i, "nsubjpass") for n in self.nominals(c)] if passive else self.subject(verb.i)
        if cause:
            slots.setdefault("at", cause)

    def _from_light_verb(self, n: int, slots: Slots) -> None:
        self._from_victim(n, slots)
        self._from_journey(n, slots)
        v = self.light_verb(n)
        if v is None:
            self._from_planner(n, slots)
            self._from_occurrence(n, slots)
            self._from_response(n, slots)
            return
        subject = [p for c in self.tree.with_dep(v, "agent") for p in self._pobj(c)] if self.is_passive(v) else self.subject(v)
        if subject:
            slots["subject"] = subject
        for x in subject if self.is_passive(v) else []:  # "was launched by the group on a base"
            for p in self.tree.with_dep(x, "prep"):
                if self.tokens[p].text.lower() in AIMED:
                    slots.setdefault(self.tokens[p].text.lower(), self._pobj(p))
        for c in self.tree.with_dep(v, "prep"):
            slots.setdefault(self.tokens[c].text.lower(), self._pobj(c))
        if indirect := self.tree.child(v, "dative"):
            if self.tree.child(indirect, "pobj") is not None:
                slots.setdefault(self.tokens[indirect].text.lower(), self._pobj(indirect))
            else:
                slots.setdefault("indirect", self.nominals(indirect))
        for c in self.tree.with_dep(v, "xcomp", "ccomp", "advcl"):
            if self.tokens[c].dep != "advcl" or self._is_infinitive(c):  # "gave a promise to X to withdraw" looks like a purpose
                slots.setdefault("clause", []).append(c)

    def _from_planner(self, n: int, slots: Slots) -> None:
        """ "is considering sanctions", "called off talks": whose deed it would have been."""
        token = self.tokens[self.tree.first_conjunct(n)]
        verb = self.tokens[token.head]
        if token.dep != "dobj" or slots.keys() & {"possessive", "by", "from"}:
            return
        particles = [f"{verb.lemma} {self.tokens[c].text.lower()}" for c in self.tree.with_dep(verb.i, "prt")]
        if verb.lemma in self.lexis.planners or any(phrase in self.lexis.planners for phrase in particles):
            slots["subject"] = self.subject(verb.i)
            for c in self.tree.with_dep(verb.i, "prep"):
                slots.setdefault(self.tokens[c].text.lower(), self._pobj(c))

    def _from_occurrence(self, n: int, slots: Slots) -> None:
        """ "clashes broke out between X and Y", "fighting raged with the rebels": what hangs on a verb of happening says who and where."""
        first = self._whole(self.tree.first_conjunct(n))
        verb = self.tokens[self.tokens[first].head]
        if not self.lexis.is_event_noun(self.tokens[n]):
            return
        for c in self.tree.with_dep(n, "relcl"):  # "a battle which began at noon between X and Y"
            if self.tokens[c].lemma in self.lexis.occurrences and self._has_relative(c):
                for p in self.tree.with_dep(c, "prep"):
                    slots.setdefault(self.tokens[p].text.lower(), self._pobj(p))
        if self.tokens[first].dep != "nsubj" or verb.lemma not in self.lexis.occurrences:
            return
        for c in self.tree.with_dep(verb.i, "prep", "prt"):
            slots.setdefault(self.tokens[c].text.lower(), self._pobj(c))
        if verb.lemma in ENTERED:  # "aid trucks entered Fooland"
            slots.setdefault("into", [n for c in self.tree.with_dep(verb.i, "dobj") for n in self.nominals(c)])
