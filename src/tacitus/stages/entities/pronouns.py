"""Pronouns: he, she, they, it, who, which, that, and the first person, whose speaker is not known here."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.model.records import Token
from tacitus.stages.entities.antecedents import (
    FEMALE,
    MALE,
    NEUTER,
    PLURAL,
    Candidate,
    History,
    Reading,
    candidates,
    joined_heads,
    names_thing,
    slot,
)
from tacitus.stages.entities.genders import Votes
from tacitus.stages.entities.groups import together
from tacitus.stages.entities.ranking import SUBJECT, Slot, Weights, nobody_parts, shipped
from tacitus.stages.entities.working import Chain, Draft, Work

FIRST = frozenset({"i", "we", "me", "us", "my", "our", "ours", "mine", "myself", "ourselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
SETTLES = 0.7  # how likely a pronoun must mean somebody to settle his or her gender for the rest of the article
MAN_REACH = 3  # sentences
MEANS = 0.5  # how likely "the man" must mean somebody
_PERSONS = MALE | FEMALE
# Verbs whose "it" is an event or nothing at all rather than a party.
_IMPERSONAL = frozenset("be seem appear rain snow happen occur follow mean last matter concern depend cost represent reflect".split())
_TIMES = frozenset("second minute hour day night week month year decade time while".split())
_OPEN, _CLOSE, _EITHER = frozenset("“«„"), frozenset("”»"), frozenset({'"', "``", "''"})


@dataclass(slots=True)
class Article:
    """An article before its pronouns are read, looked through once, when first it is asked."""

    work: Work
    looked: tuple[Reading, History] | None = None


class PronounResolver:
    """Goes through the pronouns in text order; each resolved one is a candidate for the next."""

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights or shipped()

    def resolve(self, work: Work) -> None:
        slots = [t for t in work.tokens if t.pos in ("PRON", "DET") and t.i not in work.drafts]
        reading = self.reading(work)
        persons = [token for token in slots if token.text.lower() in _PERSONS]
        if persons:
            votes = Votes()
            for i in self._read(work, persons, reading, votes):
                del work.drafts[i]
            reading.leaning = votes.leaning()
            reading.meant = {}
        self._read(work, slots, reading, None)

    def reading(self, work: Work) -> Reading:
        """What is known of the article's parties before its pronouns are read."""
        reading = Reading(quoted_tokens(work.tokens, work), self._weights)
        counted: Counter[int] = Counter()  # how often the article names each
        for draft in work.drafts.values():
            if draft.chain is not None:
                counted[id(draft.chain.final())] += 2 if draft.form == "name" else 1
                if names_thing(work, draft):
                    reading.things.add(id(draft.chain.final()))
                if work.tokens[draft.head].dep in SUBJECT:
                    reading.acting.add(id(draft.chain.final()))
                if work.tree.sentence(draft.head).index == 0:
                    reading.opening.add(id(draft.chain.final()))
        reading.named = dict(counted)
        return reading

    def person(self, article: Article, draft: Draft) -> Chain | None:
        """Whom "the man" or "the girl" means: as he or she would, in the sentences just before, if it is likely enough."""
        work, gender = article.work, draft.chain.gender if draft.chain is not None else None
        if article.looked is None:
            article.looked = self.reading(work), History(work)
        (reading, history), token = article.looked, work.tokens[draft.head]
        asked = slot(work, token, "she" if gender == "f" else "he", reading.quoted[draft.head])
        found = [
            one for one in candidates(work, asked, history, reading)
            if one.chain is not draft.chain and asked.sentence - MAN_REACH <= one.standing.sentence < asked.sentence
        ]  # fmt: skip
        return found[0].chain if found and self._share(found) >= MEANS else None

    def _read(self, work: Work, slots: list[Token], reading: Reading, votes: Votes | None) -> list[int]:
        """Gives every pronoun its draft and returns their tokens; with ``votes``, they are told who fits each, and nothing else is kept."""
        history = History(work)
        made: list[int] = []
        for token in slots:
            draft = self._draft(work, token, token.text.lower(), history, reading, votes)
            if draft is not None:
                work.drafts[token.i] = draft
                if votes is None:  # else a mistake would speak for itself again and again
                    history.append(draft)
                made.append(token.i)
        return made

    def _draft(self, work: Work, token: Token, word: str, history: History, reading: Reading, votes: Votes | None) -> Draft | None:
        draft = Draft(token.i, token.i, token.i, "pronoun", word=word)
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
            return self._personal(work, token, word, draft, history, reading, votes)
        return None

    @staticmethod
    def _relative(work: Work, token: Token, draft: Draft) -> Draft | None:
        tokens = work.tokens
        for i in (token.i, *work.tree.ancestors(token.i)):
            if tokens[i].dep == "relcl":
                antecedent = work.drafts.get(tokens[i].head) or work.cover.get(tokens[i].head)
                if antecedent is None or antecedent.form == "adjective" or antecedent.bystander:
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
        if verb.lemma == "take" and any(c.dep in ("dobj", "npadvmod") and c.lemma.lower() in _TIMES for c in children):
            return False  # "it took a year before prices fell"
        return not (token.dep == "nsubjpass" and any(c.dep in ("ccomp", "csubj", "csubjpass", "xcomp") for c in children))

    def _personal(
        self, work: Work, token: Token, word: str, draft: Draft, history: History, reading: Reading, votes: Votes | None
    ) -> Draft | None:
        draft.person, draft.plural = word in MALE | FEMALE, word in PLURAL
        asked = slot(work, token, word, reading.quoted[token.i])
        found = candidates(work, asked, history, reading)
        self._seen(asked, found)
        if votes is not None and draft.person:
            votes.count(word in FEMALE, found)
        reason = self._doubt(work, asked, found)
        if reason is not None:
            draft.reason = reason
            return draft if word not in NEUTER else None
        best = found[0]
        reading.meant[asked.kind] = best.chain
        if word in PLURAL and best.together:
            members = self._together(work, best.draft)
            if len(members) < 2 or (word == "both" and len(members) != 2):
                draft.reason = "stands for several parties together"
            elif votes is None:
                draft.chain = together(work, best.draft, joined_heads(work, best.draft.head), members)
            return draft
        if word == "both" and not best.chain.name.count(" and "):
            draft.reason = "no two parties named before fit"
            return draft
        draft.chain = best.chain
        draft.number = best.draft.number
        draft.country, draft.sectors, draft.member_of = best.draft.country, best.draft.sectors, best.draft.member_of
        draft.civilian, draft.certainty = best.draft.civilian, best.draft.certainty
        if draft.person and votes is None and best.chain.gender is None:
            gender = "f" if word in FEMALE else "m"
            if self._share(found) >= SETTLES:
                best.chain.gender = gender
            else:
                reading.leaning.setdefault(id(best.chain), (gender, 1.0))
        return draft

    def _seen(self, asked: Slot, found: list[Candidate]) -> None:
        """For tools/fit_coreference.py, which learns the weights from what the pronouns of an article had to choose from."""

    def _doubt(self, work: Work, asked: Slot, found: list[Candidate]) -> str | None:
        """Why nobody is taken; None where the first candidate is likely enough to be meant."""
        if not found:
            return "no party named before fits"
        nobody = self._weights.of(asked.kind, nobody_parts(work, asked))
        if nobody > found[0].score:
            return "no party named before fits"
        return "several parties could be meant" if self._share(found, nobody) < self._weights.sure[asked.kind] else None

    @staticmethod
    def _share(found: Sequence[Candidate], nobody: float | None = None) -> float:
        """How likely the first candidate is among all of them, and nobody."""
        best = found[0].score
        return 1 / (sum(math.exp(one.score - best) for one in found) + (math.exp(nobody - best) if nobody is not None else 0.0))

    @staticmethod
    def _together(work: Work, draft: Draft) -> list[Chain]:
        """The parties joined with a mention, each once."""
        found: list[Chain] = []
        for i in joined_heads(work, draft.head):
            member = work.drafts.get(i) or work.cover.get(i)
            chain = member.chain.final() if member is not None and member.chain is not None else None
            if chain is not None and chain not in found:
                found.append(chain)
        return found


def quoted_tokens(tokens: list[Token], work: Work) -> list[bool]:
    """Whether each token stands between quotation marks; a mark left open at a paragraph's end closes there."""
    found = [False] * len(tokens)
    inside, paragraph = False, -1
    for sentence in work.tree.sentences:
        if sentence.paragraph != paragraph:
            inside, paragraph = False, sentence.paragraph
        for token in sentence.tokens:
            word = token.text
            if word in _OPEN or (word in _EITHER and not inside):
                inside = True
            elif word in _CLOSE or word in _EITHER:
                inside = False
            else:
                found[token.i] = inside
    return found
