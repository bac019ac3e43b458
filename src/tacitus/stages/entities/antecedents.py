"""Who a personal pronoun can mean, the likeliest first: a sum of named points, so that a choice can be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter

from tacitus.model.records import Token
from tacitus.stages.entities.working import Chain, Draft, Work

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
NEUTER = frozenset({"it", "its", "itself"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})
LOOK_BACK = 6  # sentences; tuned by reading articles of the tuning sets, the points below on the chains of their one half
SUBJECT = frozenset({"nsubj", "nsubjpass"})
_JOINED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"})  # clauses whose subject may be that of the clause above
_CLIMB = 5  # clauses
_ARMS = frozenset("soldier troop force army fighter aircraft warplane jet artillery tank navy missile rocket drone commander".split())
_UNARMED = ((), ("MED",), ("CVL",), ("EDU",), ("REL",), ("JRN",), ("BUS",), ("LAB",), ("CRM",))
# Bodies of persons, which "they" takes up as well as "it".
_OF_PERSONS = frozenset(
    """police crew family team staff crowd mob gang group army military media press couple company firm band squad patrol unit union
    government administration ministry party council committee court jury service prosecution opposition public""".split()
)
_SAYING = frozenset("say tell add write explain declare announce state claim argue warn note insist reply recall tweet continue".split())


_ORDER = itemgetter(0)


@dataclass(slots=True)
class Candidate:
    chain: Chain
    draft: Draft
    score: float
    together: bool = False  # the first of several parties joined by "and"


@dataclass(slots=True)
class Reading:
    """What one passage through the pronouns goes by. ``leaning``: the gender that the article's pronouns together speak for, by chain."""

    quoted: list[bool]
    leaning: dict[int, str] = field(default_factory=dict)
    salience: dict[int, float] = field(default_factory=dict)  # points of each chain for how often the article names it


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


def candidates(work: Work, token: Token, word: str, history: History, reading: Reading) -> list[Candidate]:
    """Chains that can be meant, the likeliest first."""
    sentence = work.tree.sentence(token.i)
    barred = _barred(work, token, word)
    if reading.quoted[token.i] and (speaker := _speaker(work, token, reading)) is not None:
        barred.append(speaker)
    own = _own_subjects(work, token) if word in REFLEXIVE else ()
    best: dict[int, Candidate] = {}
    for draft in history.until(sentence.index):
        chain = draft.chain.final() if draft.chain is not None else None
        if chain is None or draft.form == "adjective" or chain in barred or (draft.head > token.i and not _announced(work, token, draft)):
            continue
        together = word in PLURAL and draft.form != "pronoun" and work.tokens[draft.head].dep in SUBJECT and _coordinated(work, draft)
        fits = 0.0 if together else _agreement(word, draft, chain, reading)
        if fits is None or draft.first <= token.i <= draft.last or _unarmed(work, token, chain):
            continue
        there = work.tree.sentence(draft.head)
        score = fits + _score(work, token, draft, sentence.index - there.index) + reading.salience.get(id(chain), 0.0)
        if there.paragraph != sentence.paragraph:
            score -= 6
        if draft.head in own:
            score += 60
        if not reading.quoted[token.i] and reading.quoted[draft.head]:
            score -= 25
        known = best.get(id(chain))
        if known is None or score > known.score:
            best[id(chain)] = Candidate(chain, draft, score + (6.0 if known is not None else 0.0), together)
        else:
            known.score += 3
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.draft.head))


def _agreement(word: str, draft: Draft, chain: Chain, reading: Reading) -> float | None:
    """Points for number and gender; None where they exclude. Gender is told by a title, a noun or the article's own pronouns."""
    if word in MALE or word in FEMALE:
        if not chain.person or draft.plural:
            return None
        own = "m" if word in MALE else "f"
        if chain.gender is not None:
            return 12.0 if chain.gender == own else None
        leaning = reading.leaning.get(id(chain))
        return 0.0 if leaning is None else 10.0 if leaning == own else -60.0
    if word in PLURAL:
        if chain.plural or draft.plural:
            return 0.0
        if chain.person or word == "both" or (chain.category == "government" and chain.noun is None):
            return None
        return -8.0 if chain.noun is not None and chain.noun.split()[-1] in _OF_PERSONS else -30.0
    return None if chain.person or chain.human or chain.plural else 0.0


def _score(work: Work, token: Token, draft: Draft, distance: int) -> float:
    tokens = work.tokens
    head = tokens[draft.head]
    score = 100.0 - 30.0 * distance
    if head.dep in SUBJECT:
        verb = tokens[head.head]
        score += 32 if verb.dep in ("ROOT", "conj") else 18
        if distance == 0 and verb.i in work.tree.ancestors(token.i):
            score += 25  # "X said he …"
        if token.dep in SUBJECT:
            score += 4
    elif head.dep == "pobj":
        score += 5
        if draft.place:
            score -= 45
    elif head.dep in ("poss", "compound", "nmod"):
        score -= 8
    if draft.form == "pronoun":
        score += 8
    elif draft.form == "name":
        score -= 5  # a name is said anew mostly where another came between
    elif not draft.definite:
        score -= 4
    owned = tokens[token.head]
    if token.dep == "poss" and owned.dep == "conj" and owned.head == draft.head:
        score += 45  # "X and her secretary"
    return score + 0.02 * (draft.head - token.i)


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
    if word not in REFLEXIVE and not (word in POSSESSIVES and token.dep == "poss") and token.dep not in SUBJECT:
        found.extend(draft for c in _acting(work, token) if (draft := work.drafts.get(c) or work.cover.get(c)) is not None)
    return [draft.chain.final() for draft in found if draft.chain is not None]


def _subjects(work: Work, verb: int) -> list[int]:
    return [c for c in work.tree.children[verb] if work.tokens[c].dep in SUBJECT]


def _acting(work: Work, token: Token) -> list[int]:
    """The subjects of an object's own verb, that of the clause above included where the verb has none of its own."""
    tokens, verb = work.tokens, token.head
    while tokens[verb].dep == "prep":
        verb = tokens[verb].head
    for climbed in range(_CLIMB):
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
    for _ in range(_CLIMB):
        if (subjects := _subjects(work, verb)) or tokens[verb].dep not in _JOINED:
            return subjects
        verb = tokens[verb].head
    return _subjects(work, verb)


def _unarmed(work: Work, token: Token, chain: Chain) -> bool:
    """Soldiers and aircraft are no clinic's: their owner is a state or an armed party."""
    return token.dep == "poss" and work.tokens[token.head].lemma.lower() in _ARMS and chain.sectors[:1] in _UNARMED


def _coordinated(work: Work, draft: Draft) -> bool:
    """Whether a mention is the first of several parties joined by "and"."""
    return any(work.tokens[c].dep == "conj" and c in work.drafts for c in work.tree.children[draft.head])


def _speaker(work: Work, token: Token, reading: Reading) -> Chain | None:
    """Whose words a quotation holds: the subject of saying outside the marks, in the same sentence or the one before or behind it."""
    sentence = work.tree.sentence(token.i)
    for index in (sentence.index, sentence.index - 1, sentence.index + 1):
        if not 0 <= index < len(work.tree.sentences) or (
            index > sentence.index and work.tree.sentences[index].paragraph != sentence.paragraph
        ):
            continue
        for other in work.tree.sentences[index].tokens:
            if other.lemma.lower() not in _SAYING or reading.quoted[other.i]:
                continue
            for child in work.tree.children[other.i]:
                draft = work.drafts.get(child) or work.cover.get(child)
                if work.tokens[child].dep in SUBJECT and draft is not None and draft.chain is not None:
                    return draft.chain.final()
    return None
