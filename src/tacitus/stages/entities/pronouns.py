"""Pronouns: he, she, they, it, who, which, that, and the first person, whose speaker is not known here."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.model.records import Token
from tacitus.stages.entities.groups import group_of
from tacitus.stages.entities.working import Chain, Draft, Work

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "ours", "mine", "myself", "ourselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})
LOOK_BACK = 3  # sentences; tuned by reading articles of the tuning sets
PLAIN = 12  # by so many points must the best candidate lead; same tuning
# Verbs whose "it" is an event or nothing at all rather than a party.
_IMPERSONAL = frozenset(
    "be seem appear rain snow take remain emerge become come happen occur follow mean mark include show begin start last work matter make "
    "help concern depend turn feel sound look cost go get contain represent reflect cause".split()
)
_ARMS = frozenset("soldier troop force army fighter aircraft warplane jet artillery tank navy missile rocket drone commander".split())
_UNARMED = ((), ("MED",), ("CVL",), ("EDU",), ("REL",), ("JRN",), ("BUS",), ("LAB",), ("CRM",))
_OPEN, _CLOSE = frozenset("“«„"), frozenset("”»")


@dataclass(slots=True)
class _Candidate:
    chain: Chain
    draft: Draft
    score: float
    together: bool = False  # the first of several parties joined by "and"


class PronounResolver:
    """Goes through the pronouns in text order; each resolved one is a candidate for the next."""

    def resolve(self, work: Work) -> None:
        quoted = quoted_tokens(work.tokens, work)
        history = _History(work)
        for token in work.tokens:
            if token.pos not in ("PRON", "DET") or token.i in work.drafts:
                continue
            word = token.text.lower()
            draft = self._draft(work, token, word, history, quoted)
            if draft is not None:
                work.drafts[token.i] = draft
                history.append(draft)

    def _draft(self, work: Work, token: Token, word: str, history: _History, quoted: list[bool]) -> Draft | None:
        draft = Draft(token.i, token.i, token.i, "pronoun")
        if word in FIRST:
            if word == "us" and token.text == "US":
                return None
            draft.reason = "first person"
            draft.plural = word in ("we", "us", "our", "ours", "ourselves")
            return draft
        if word in RELATIVE and token.tag in ("WP", "WDT", "WP$"):
            return self._relative(work, token, draft)
        if word == "both" and token.dep not in ("nsubj", "nsubjpass", "dobj", "pobj"):
            return None
        if word in NEUTER and not self._can_be_party(work, token, word):
            return None
        if word in MALE | FEMALE | PLURAL | NEUTER:
            return self._personal(work, token, word, draft, history, quoted)
        return None

    @staticmethod
    def _relative(work: Work, token: Token, draft: Draft) -> Draft | None:
        tokens = work.tokens
        for i in (token.i, *work.tree.ancestors(token.i)):
            if tokens[i].dep == "relcl":
                antecedent = work.drafts.get(tokens[i].head) or work.cover.get(tokens[i].head)
                if antecedent is None or antecedent.form == "adjective":
                    return None
                draft.chain, draft.reason, draft.plural = antecedent.chain, antecedent.reason, antecedent.plural
                draft.number, draft.civilian, draft.person = antecedent.number, antecedent.civilian, antecedent.person
                draft.country, draft.sectors, draft.member_of = antecedent.country, antecedent.sectors, antecedent.member_of
                draft.name, draft.certainty = antecedent.name, antecedent.certainty
                return draft
        return None

    @staticmethod
    def _can_be_party(work: Work, token: Token, word: str) -> bool:
        """ "It" as a party: a subject that is no dummy ("it is time", "it rained"), or a possessive."""
        if word in ("its", "itself"):
            return True
        if token.dep not in ("nsubj", "nsubjpass"):
            return False
        verb = work.tokens[token.head]
        if verb.pos == "AUX" or verb.lemma in _IMPERSONAL:
            return False
        children = [work.tokens[c] for c in work.tree.children[token.head]]
        return not (token.dep == "nsubjpass" and any(c.dep in ("ccomp", "csubj", "csubjpass", "xcomp") for c in children))

    def _personal(self, work: Work, token: Token, word: str, draft: Draft, history: _History, quoted: list[bool]) -> Draft | None:
        draft.person, draft.plural = word in MALE | FEMALE, word in PLURAL
        candidates = self._candidates(work, token, word, history, quoted)
        if quoted[token.i]:
            candidates = [c for c in candidates if quoted[c.draft.head]]
            if not candidates:
                draft.reason = "inside a quotation: nothing in it tells who is meant"
                return draft if word not in NEUTER else None
        if not candidates:
            draft.reason = "no party named before fits"
            return draft if word not in NEUTER else None
        best = candidates[0]
        if len(candidates) > 1 and best.score - candidates[1].score < PLAIN:
            draft.reason = "several parties could be meant"
            return draft if word not in NEUTER else None
        if word in PLURAL and best.together:
            members = self._together(work, best.draft)
            if len(members) < 2 or (word == "both" and len(members) != 2):
                draft.reason = "stands for several parties together"
            else:
                draft.chain = group_of(work, members)
            return draft
        if word == "both" and not best.chain.name.count(" and "):
            draft.reason = "no two parties named before fit"
            return draft
        draft.chain = best.chain
        draft.number = best.draft.number
        draft.country, draft.sectors, draft.member_of = best.draft.country, best.draft.sectors, best.draft.member_of
        draft.civilian, draft.certainty = best.draft.civilian, best.draft.certainty
        if word in MALE | FEMALE and best.chain.gender is None:
            best.chain.gender = "m" if word in MALE else "f"
        return draft

    @staticmethod
    def _together(work: Work, draft: Draft) -> list[Chain]:
        """The parties joined with a mention, each once; none where one of them is not known."""
        found: list[Chain] = []
        for i in work.tree.conjuncts(draft.head):
            member = work.drafts.get(i)
            if member is None or member.chain is None:
                return []
            if member.chain.final() not in found:
                found.append(member.chain.final())
        return found

    @staticmethod
    def _coordinated(work: Work, draft: Draft) -> bool:
        """Whether a mention is the first of several parties joined by "and"."""
        return any(work.tokens[c].dep == "conj" and c in work.drafts for c in work.tree.children[draft.head])

    def _candidates(self, work: Work, token: Token, word: str, history: _History, quoted: list[bool]) -> list[_Candidate]:
        """Chains that can be meant, the likeliest first."""
        sentence = work.tree.sentence(token.i)
        best: dict[int, _Candidate] = {}
        for draft in history.until(sentence.index):
            chain = draft.chain.final() if draft.chain is not None else None
            if chain is None or draft.form == "adjective":
                continue
            subject = work.tokens[draft.head].dep in ("nsubj", "nsubjpass")
            together = word in PLURAL and subject and draft.form != "pronoun" and self._coordinated(work, draft)
            if not together and not _agrees(word, draft, chain):
                continue
            if not (draft.head < token.i or (draft.first < token.i and draft.head < token.i)):
                continue
            distance = sentence.index - work.tree.sentence(draft.head).index
            if distance > LOOK_BACK or self._excluded(work, token, word, draft) or self._unarmed(work, token, chain):
                continue
            score = self._score(work, token, draft, distance)
            if not quoted[token.i] and quoted[draft.head]:
                score -= 25
            known = best.get(id(chain))
            if known is None or score > known.score:
                extra = 6.0 if known is not None else 0.0
                best[id(chain)] = _Candidate(chain, draft, score + extra, together)
            else:
                known.score += 3
        return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.draft.head))

    @staticmethod
    def _excluded(work: Work, token: Token, word: str, draft: Draft) -> bool:
        """A plain object is not its own verb's subject; a possessive is not the noun phrase that it stands in."""
        tokens = work.tokens
        if draft.first <= token.i <= draft.last:
            return True
        if word in REFLEXIVE or (word in POSSESSIVES and token.dep == "poss"):
            return False
        verb = tokens[token.i].head
        above = tokens[verb]
        if above.dep == "prep":
            verb = above.head
        return (
            tokens[draft.head].head == verb and tokens[draft.head].dep in ("nsubj", "nsubjpass") and token.dep not in ("nsubj", "nsubjpass")
        )

    @staticmethod
    def _unarmed(work: Work, token: Token, chain: Chain) -> bool:
        """Soldiers and aircraft are no clinic's: their owner is a state or an armed party."""
        return token.dep == "poss" and work.tokens[token.head].lemma.lower() in _ARMS and chain.sectors[:1] in _UNARMED

    @staticmethod
    def _score(work: Work, token: Token, draft: Draft, distance: int) -> float:
        tokens = work.tokens
        head = tokens[draft.head]
        score = 100.0 - 30.0 * distance
        if head.dep in ("nsubj", "nsubjpass"):
            verb = tokens[head.head]
            score += 32 if verb.dep in ("ROOT", "conj") else 18
            if distance == 0 and verb.i in work.tree.ancestors(token.i):
                score += 25  # "X said he …"
        elif head.dep in ("agent", "dobj", "appos", "conj"):
            score += 5
        elif head.dep == "pobj":
            score -= 5
            if draft.place:
                score -= 45
        elif head.dep in ("poss", "compound", "nmod"):
            score -= 8
        if draft.form == "pronoun":
            score += 4
        owned = tokens[token.head]
        if token.dep == "poss" and owned.dep == "conj" and owned.head == draft.head:
            score += 45  # "X and her secretary"
        if draft.chain is not None and draft.chain.final().gender:
            score += 8  # its gender is known, and it agrees
        return score + 0.02 * (draft.head - token.i)


class _History:
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
        return [draft for _, draft in sorted(near, key=lambda pair: pair[0])]


def _agrees(word: str, draft: Draft, chain: Chain) -> bool:
    """Number, and gender only where a title, a role or an earlier pronoun told it."""
    if word in MALE:
        return chain.person and chain.gender != "f" and not draft.plural
    if word in FEMALE:
        return chain.person and chain.gender != "m" and not draft.plural
    if word in PLURAL:
        return chain.plural or draft.plural
    return not (chain.person or chain.human or chain.plural)


def quoted_tokens(tokens: list[Token], work: Work) -> list[bool]:
    """Whether each token stands between quotation marks; a mark left open at a paragraph's end closes there."""
    found = [False] * len(tokens)
    inside, paragraph = False, -1
    for token in tokens:
        here = work.tree.sentence(token.i).paragraph
        if here != paragraph:
            inside, paragraph = False, here
        if token.text in _OPEN or (token.text in ('"', "``", "''") and not inside):
            inside = True
            continue
        if token.text in _CLOSE or token.text in ('"', "''"):
            inside = False
            continue
        found[token.i] = inside
    return found
