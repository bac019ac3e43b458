"""Who a personal pronoun can mean, the likeliest first: who is ruled out here, how likely the others are in ``ranking.py``."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter

from tacitus.model.records import Token
from tacitus.stages.entities.ranking import (
    CLIMB,
    SAYING,
    SUBJECT,
    Parts,
    Slot,
    Standing,
    Weights,
    chain_parts,
    slot_of,
    slot_parts,
    standing_of,
)
from tacitus.stages.entities.working import Chain, Draft, Work

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
NEUTER = frozenset({"it", "its", "itself"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
JOINING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})  # where parties joined by "and" stand as one whole
_THINGS = frozenset({"WORK_OF_ART", "PRODUCT", "FAC", "EVENT", "LAW"})
OBJECTIVE = frozenset({"him", "her", "them"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})
LOOK_BACK = 6  # sentences; by reading articles of the tuning sets
_JOINED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"})  # clauses whose subject may be that of the clause above
_ARMS = frozenset("soldier troop force army fighter aircraft warplane jet artillery tank navy missile rocket drone commander".split())
# Soldiers and aircraft are no clinic's: their owner is a state or an armed party.
_UNARMED = ((), ("MED",), ("CVL",), ("EDU",), ("REL",), ("JRN",), ("BUS",), ("LAB",), ("CRM",))
# Bodies of persons, which "they" takes up as well as "it".
_OF_PERSONS = frozenset(
    """police crew family team staff crowd mob gang group army military media press couple company firm band squad patrol unit union
    government administration ministry party council committee court jury service prosecution opposition public""".split()
)


_ORDER = itemgetter(0)


@dataclass(slots=True)
class Candidate:
    chain: Chain
    draft: Draft  # the mention that speaks most for it
    standing: Standing
    score: float
    own: Parts  # what holds of it beside what the mention's standing tells
    together: bool = False  # the first of several parties joined by "and"
    again: int = 0  # its further mentions within reach
    last: int = -1  # the token of the mention nearest before the pronoun

    @property
    def parts(self) -> Parts:
        """What the score is the sum of."""
        return self.standing.parts + self.own


@dataclass(slots=True)
class Reading:
    """What one passage through the pronouns goes by. ``leaning``: the gender that the article's pronouns together speak for, by chain."""

    quoted: list[bool]
    weights: Weights
    leaning: dict[int, tuple[str, float]] = field(default_factory=dict)
    named: dict[int, int] = field(default_factory=dict)  # how often the article names each chain
    opening: set[int] = field(default_factory=set)  # the chains of the first sentence
    things: set[int] = field(default_factory=set)  # those named as a thing somewhere
    acting: set[int] = field(default_factory=set)  # those that are the subject of a verb
    standing: dict[int, Standing] = field(default_factory=dict)  # by the mention's token
    meant: dict[str, Chain] = field(default_factory=dict)  # whom the last pronoun of each kind meant


class History:
    """The mentions by sentence: those in the order of the text first, then the pronouns in the order in which they were read."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._by_sentence: dict[int, list[tuple[int, Draft]]] = {}
        self._length = 0
        for draft in work.ordered():
            self.append(draft)

    def append(self, draft: Draft) -> None:
        self._by_sentence.setdefault(self._work.tree.sentence(draft.head).index, []).append((self._length, draft))
        self._length += 1

    def until(self, sentence: int) -> list[Draft]:
        """Those of the sentence and of the few before it that a pronoun may look back to."""
        near = [pair for index in range(sentence - LOOK_BACK, sentence + 1) for pair in self._by_sentence.get(index, ())]
        near.sort(key=_ORDER)
        return [draft for _, draft in near]


def candidates(work: Work, slot: Slot, history: History, reading: Reading) -> list[Candidate]:
    """Chains that can be meant, the likeliest first."""
    token, word = slot.token, slot.word
    barred = _barred(work, token, word)
    if slot.quoted and (speaker := _speaker(work, token, reading)) is not None:
        barred.append(speaker)
    best: dict[int, Candidate] = {}
    nearest, tokens, of = -1, work.tokens, reading.weights.of
    arms = token.dep == "poss" and tokens[token.head].lemma.lower() in _ARMS
    for draft in history.until(slot.sentence):
        if draft.chain is None or draft.form == "adjective":
            continue
        chain = draft.chain.final()
        together = word in PLURAL and tokens[draft.head].dep in JOINING and _coordinated(work, draft)
        fits: Parts | None = [("together", 1.0)] if together else _agreement(word, draft, chain, reading)
        if fits is None or chain in barred or draft.first <= token.i <= draft.last or (arms and chain.sectors[:1] in _UNARMED):
            continue
        if draft.head > token.i and not _announced(work, token, draft):
            continue
        standing = reading.standing.get(draft.head)
        if standing is None:
            standing = reading.standing[draft.head] = standing_of(work, draft, reading.quoted[draft.head], reading.weights)
        parts = fits + slot_parts(work, slot, draft, standing)
        score = standing.scores[slot.kind] + of(slot.kind, parts)
        known = best.get(id(chain))
        if known is None:
            known = best[id(chain)] = Candidate(chain, draft, standing, score, parts, together)
        else:
            known.again += 1
        if draft.head < token.i:
            nearest = known.last = max(nearest, draft.head)
        if score > known.score:
            known.draft, known.standing, known.score, known.own, known.together = draft, standing, score, parts, together
    return _ranked(list(best.values()), slot, nearest, reading)


def _ranked(found: list[Candidate], slot: Slot, nearest: int, reading: Reading) -> list[Candidate]:
    """With what holds of each party as a whole added."""
    most = max((reading.named.get(id(one.chain), 0) for one in found), default=0)
    for one in found:
        named = reading.named.get(id(one.chain), 0)
        parts = chain_parts(one.chain, named, one.again)
        if named == most:
            parts.append(("named-most", 1.0))
        if id(one.chain) in reading.opening:
            parts.append(("in-first-sentence", 1.0))
        if id(one.chain) in reading.acting:
            parts.append(("subject-elsewhere", 1.0))
        if one.last == nearest:
            parts.append(("nearest", 1.0))
        if reading.meant.get(slot.kind) is one.chain:
            parts.append(("last-meant", 1.0))
        one.own = one.own + parts
        one.score += reading.weights.of(slot.kind, parts)
    return sorted(found, key=lambda one: (-one.score, one.draft.head))


def slot(work: Work, token: Token, word: str, quoted: bool) -> Slot:
    """What is asked of a pronoun."""
    kind = "person" if word in MALE or word in FEMALE else "plural" if word in PLURAL else "neuter"
    return slot_of(work, token, word, kind, quoted, _own_subjects(work, token) if word in REFLEXIVE else ())


def _agreement(word: str, draft: Draft, chain: Chain, reading: Reading) -> Parts | None:
    """Parts for number and gender; None where they exclude. Gender is told by a title, a noun or the article's own pronouns."""
    if word in MALE or word in FEMALE:
        if draft.plural or not (chain.person or _may_be_person(draft, chain, reading)):
            return None
        own, others = ("m", FEMALE) if word in MALE else ("f", MALE)
        if draft.form == "pronoun" and draft.word in others:
            return None
        if chain.gender is not None:
            return [("gender-told", 1.0)] if chain.gender == own else None
        leaning = reading.leaning.get(id(chain)) or ((chain.hint, 1.0) if chain.hint else None)
        if leaning is None:
            return [] if chain.person else [("single-body", 1.0)]
        return [("gender-leans", 1.0)] if leaning[0] == own else [("gender-leans-away", leaning[1])]
    if word in PLURAL:
        if chain.plural or draft.plural:
            return []
        if chain.person or word == "both" or (chain.category == "government" and chain.noun is None):
            return None
        return [("body-of-persons" if chain.noun is not None and chain.noun.split()[-1] in _OF_PERSONS else "single-body", 1.0)]
    return None if chain.person or chain.human or chain.plural else []


def names_thing(work: Work, draft: Draft) -> bool:
    """Whether a name of which nothing is known is told as that of a thing: "the Saints", "the cruise ship, Northwind"."""
    head = work.tokens[draft.head]
    if draft.form != "name" or head.entity_type == "PERSON":
        return False
    if head.tag == "NNPS" or head.entity_type in _THINGS or (draft.first > 0 and work.tokens[draft.first - 1].text.lower() == "the"):
        return True
    beside = work.tokens[head.head]
    return head.dep == "appos" and beside.tag == "NN" and beside.i not in work.drafts and beside.i not in work.cover


def _may_be_person(draft: Draft, chain: Chain, reading: Reading) -> bool:
    """Whether a name that the parser takes for an organisation's may be a surname: one or two words of which nothing else is known."""
    known = chain.entry is not None or chain.sectors or chain.noun or chain.country or chain.plural
    if id(chain) in reading.things:
        return False
    return draft.form == "name" and chain.category == "organisation" and not known and 1 <= len(chain.words) <= 2 and chain.name.istitle()


def _announced(work: Work, token: Token, draft: Draft) -> bool:
    """Whether a mention behind the pronoun is the subject of the sentence whose opening clause the pronoun stands in."""
    tokens = work.tokens
    head = tokens[draft.head]
    if draft.first < token.i:
        return True
    if head.dep not in SUBJECT or draft.form == "pronoun":
        return False
    above = list(work.tree.ancestors(token.i))
    if head.head not in above:
        return False
    return any(tokens[i].dep in ("advcl", "prep") and tokens[i].head == head.head and i < draft.first for i in above)


def _barred(work: Work, token: Token, word: str) -> list[Chain]:
    """Who cannot be meant: a plain object is not its own verb's subject, a possessive not the person whose phrase it stands in."""
    found: list[Draft] = []
    for i in work.tree.ancestors(token.i):
        around = work.drafts.get(i)
        if around is None or not around.first <= token.i <= around.last:
            break
        found.append(around)
    found.extend(_of_own_clause(work, token))
    if word not in REFLEXIVE and not (word in POSSESSIVES and token.dep == "poss") and token.dep not in SUBJECT:
        found.extend(draft for c in _acting(work, token) if (draft := work.drafts.get(c) or work.cover.get(c)) is not None)
    return [draft.chain.final() for draft in found if draft.chain is not None]


def _of_own_clause(work: Work, token: Token) -> list[Draft]:
    """The noun whose relative clause has the pronoun as its subject ("the pupil he taught"); and, of "him" as the subject of what somebody
    is let or made do, the one who lets ("Barlow allowed him to stay")."""
    if token.dep not in SUBJECT:
        return []
    tokens, verb = work.tokens, work.tokens[token.head]
    barred: list[int] = []
    if verb.dep == "relcl" and not any(tokens[c].tag in ("WP", "WDT") and tokens[c].dep in SUBJECT for c in work.tree.children[verb.i]):
        barred.append(verb.head)
    if token.text.lower() in OBJECTIVE and verb.dep in ("ccomp", "xcomp"):
        barred.extend(_subjects(work, verb.head) or _acting(work, verb))
    return [draft for i in barred if (draft := work.drafts.get(i) or work.cover.get(i)) is not None]


def _subjects(work: Work, verb: int) -> list[int]:
    return [c for c in work.tree.children[verb] if work.tokens[c].dep in SUBJECT]


def _acting(work: Work, token: Token) -> list[int]:
    """The subjects of an object's own verb, that of the clause above included where the verb has none of its own."""
    tokens, verb = work.tokens, token.head
    while tokens[verb].dep == "prep" or (tokens[verb].tag == "CD" and tokens[verb].dep in ("dobj", "pobj")):  # "arrested 12 of them"
        verb = tokens[verb].head
    for climbed in range(CLIMB):
        dep = tokens[verb].dep
        joined = dep in ("conj", "xcomp", "advcl", "pcomp") or (dep == "prep" and climbed > 0)
        if (subjects := _subjects(work, verb)) or not joined:
            return subjects
        above = tokens[verb].head
        if dep == "xcomp" and any(tokens[c].dep == "dobj" for c in work.tree.children[above]):
            return []  # "ordered the guard to follow him": the guard follows
        verb = above
    return _subjects(work, verb)


def _own_subjects(work: Work, token: Token) -> list[int]:
    """The subjects that "himself" goes back to: of its own clause, else of the clause above."""
    tokens, verb = work.tokens, token.head
    while tokens[verb].dep in ("prep", "dobj", "pobj"):
        verb = tokens[verb].head
    for _ in range(CLIMB):
        if tokens[verb].dep == "xcomp" and not _subjects(work, verb) and (led := _led(work, tokens[verb].head)):
            return led  # "urged the minister to give himself up"
        if (subjects := _subjects(work, verb)) or tokens[verb].dep not in _JOINED:
            return subjects
        verb = tokens[verb].head
    return _subjects(work, verb)


def _led(work: Work, verb: int) -> list[int]:
    """Whom somebody asks or makes do something: the object of the verb, or who is pleaded "with" or called "on"."""
    tokens = work.tokens
    objects = [c for c in work.tree.children[verb] if tokens[c].dep in ("dobj", "dative")]
    behind = [c for c in work.tree.children[verb] if tokens[c].dep == "prep" and tokens[c].text.lower() in ("with", "on", "upon")]
    return objects or [i for c in behind for i in work.tree.with_dep(c, "pobj")]


def _coordinated(work: Work, draft: Draft) -> bool:
    """Whether a mention is the first of several parties joined by "and"."""
    return len([i for i in joined_heads(work, draft.head) if i in work.drafts or i in work.cover]) > 1


def joined_heads(work: Work, head: int) -> list[int]:
    """The heads of what is joined by "and", the first one's among them. In "Barlow, her mother and her sister left" the parser takes the
    mother for an apposition or for a subject by herself."""
    tokens, children = work.tokens, work.tree.children
    found = work.tree.conjuncts(head)
    if len(found) > 1:
        return list(found)
    beside = [c for c in children[head] if c > head and tokens[c].dep == "appos"]
    if tokens[head].dep in SUBJECT:
        beside.extend(c for c in children[tokens[head].head] if c > head and tokens[c].dep == tokens[head].dep)
    for c in beside:
        others = work.tree.conjuncts(c)
        last = work.tree.subtree(others[-1])[-1] if len(others) > 1 else c
        if len(others) > 1 and last + 1 < len(tokens) and tokens[last + 1].text != ",":
            return [head, *others]
    return list(found)


def _speaker(work: Work, token: Token, reading: Reading) -> Chain | None:
    """Whose words a quotation holds: the subject of saying outside the marks, in the same sentence or the one before or behind it."""
    sentence = work.tree.sentence(token.i)
    for index in (sentence.index, sentence.index - 1, sentence.index + 1):
        if not 0 <= index < len(work.tree.sentences) or (
            index > sentence.index and work.tree.sentences[index].paragraph != sentence.paragraph
        ):
            continue
        for other in work.tree.sentences[index].tokens:
            if other.lemma.lower() not in SAYING or reading.quoted[other.i]:
                continue
            for child in work.tree.children[other.i]:
                draft = work.drafts.get(child) or work.cover.get(child)
                if work.tokens[child].dep in SUBJECT and draft is not None and draft.chain is not None:
                    return draft.chain.final()
    return None
