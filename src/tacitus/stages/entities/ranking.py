"""Which of several antecedents a pronoun means: a sum of named parts whose weights stand in ``resources/coreference/antecedents.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from tacitus.model.records import Token
from tacitus.resources.loader import load
from tacitus.stages.entities.working import Chain, Draft, Work

SUBJECT = frozenset({"nsubj", "nsubjpass"})
OBJECT = frozenset({"dobj", "dative"})
SAYING = frozenset(
    """say tell add write explain declare announce state claim argue warn note insist reply recall tweet continue comment remark stress
    observe respond answer joke""".split()
)
# Who is quoted on what others did: in "a spokeswoman said she was well" another woman is well as often as not.
REPORTING = frozenset(
    """representative rep lawyer attorney solicitor counsel publicist agent prosecutor investigator inspector detective sergeant constable
    officer sheriff superintendent coroner official witness neighbour neighbor friend doctor surgeon relative source insider judge
    magistrate barrister spokesman spokeswoman spokesperson""".split()
)
THINGS_DO = frozenset(
    """take remain emerge become come mark include show begin start work make help turn feel sound look go get contain cause end open
    close lead provide require allow bring""".split()
)
WHERE = frozenset("in at near inside outside into around".split())
OWNERS = frozenset({"poss", "compound", "nmod"})
_ROLES = {
    "dobj": "object", "dative": "object", "poss": "owner", "compound": "owner", "nmod": "owner", "appos": "apposition", "conj": "joined",
    "attr": "predicate", "oprd": "predicate",
}  # fmt: skip
KINDS = ("person", "plural", "neuter")  # he and she; they; it: each has weights of its own
FAR = 3  # sentences, from which on distance counts by the sentence alone
CLIMB = 5  # clauses
Parts = list[tuple[str, float]]

# Every part, with what it says; a part's value is 1 unless it is said to count.
MEANINGS: Mapping[str, str] = {
    "sentences-back": "Counts the sentences between the mention and the pronoun.",
    "same-sentence": "The mention stands in the pronoun's sentence.",
    "sentence-before": "It stands in the sentence before.",
    "words-back": "Counts tens of words between them, up to ten.",
    "other-paragraph": "It stands in another paragraph.",
    "main-subject": "It is the subject of its sentence.",
    "inner-subject": "It is the subject of an inner clause.",
    "passive-subject": "It is the subject of a passive.",
    "subject-above": "It is the subject of a clause that holds the pronoun: X said he …",
    "subject-of-own-clause": "The pronoun is a possessive, and it is the subject of the pronoun's own clause: X sold his house.",
    "subject-of-joined-clause": "It is the subject of the clause that the pronoun's clause is joined to by and.",
    "speaks-of-others": "It is one who is quoted on others, and the pronoun stands in what is said: a spokeswoman said she …",
    "object": "It is the object of a verb.",
    "after-preposition": "It stands behind a preposition.",
    "behind-in-or-at": "It stands behind a word of place: in, at, near.",
    "place": "It is a country's name that may only tell where.",
    "owner": "It is an owner, or stands before a noun: X's house.",
    "apposition": "It says what somebody named beside it is.",
    "predicate": "It says what somebody is or becomes: X was a volunteer.",
    "related": "It is told by its relation to somebody else: X's lawyer, her father.",
    "no-person-label": "It is a name that the parser does not take for a person's.",
    "joined": "It is one of several joined by and, not the first.",
    "both-subjects": "Both are subjects.",
    "both-objects": "Both are objects or stand behind a preposition.",
    "both-owners": "Both are owners.",
    "both-say": "Both are subjects of a verb of saying.",
    "told-by-pronoun": "The mention is a pronoun.",
    "same-pronoun": "It is the same pronoun.",
    "told-by-name": "It is a name.",
    "indefinite": "It is a description without a definite article.",
    "first-in-sentence": "It is the first mention of its sentence.",
    "in-relative-clause": "It stands in a relative clause.",
    "behind": "It stands behind the pronoun.",
    "owner-beside": "The pronoun owns what is joined to it by and: X and her secretary.",
    "own-clause-reflexive": "The pronoun is reflexive and it is the subject that this goes back to.",
    "quoted-alone": "It stands in a quotation and the pronoun does not.",
    "pronoun-quoted-alone": "The pronoun stands in a quotation and it does not.",
    "gender-told": "Title, noun or lexicon tell the pronoun's gender of it.",
    "gender-leans": "The article's pronouns together speak for this gender.",
    "gender-leans-away": "They speak for the other gender.",
    "body-of-persons": "A body that they takes up as well as it: police, crew.",
    "single-body": "Another single body, for they.",
    "together": "Several parties joined by and, for they.",
    "government": "A country's government.",
    "organisation": "An organisation.",
    "group": "A group of persons.",
    "no-name": "A party that is only described.",
    "often-named": "The logarithm of how often the article names it.",
    "named-most": "No other candidate is named more often.",
    "told-again": "Counts its further mentions within reach, up to five.",
    "subject-elsewhere": "The article has it as the subject of a verb.",
    "in-first-sentence": "It is named in the article's first sentence.",
    "nearest": "No candidate is mentioned between it and the pronoun.",
    "last-meant": "The last pronoun of this kind meant it.",
    "nobody": "Nobody named before is meant; what speaks for it by itself.",
    "nobody-owner": "The same, of a possessive.",
    "nobody-object": "The same, of an object or behind a preposition.",
    "nobody-quoted": "The same, in a quotation.",
    "nobody-thing": "The same, as the subject of a verb that things are the subject of as often: it takes, it shows.",
    "nobody-clause": "The same, where the pronoun's verb has a clause as object or complement.",
}  # fmt: skip


class Weights:
    """What each part adds, by kind of pronoun; a part without a weight adds nothing."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]], sure: Mapping[str, float]) -> None:
        self._weights = {kind: {name: row[kind] for name, row in weights.items() if row.get(kind)} for kind in KINDS}
        self.sure = dict(sure)  # how likely the best must be, by kind

    def of(self, kind: str, parts: Iterable[tuple[str, float]]) -> float:
        own, total = self._weights[kind], 0.0
        for name, value in parts:
            if name in own:
                total += own[name] * value
        return total


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that travel with tacitus."""
    data = load("coreference/antecedents.yaml").data
    return Weights(data["weights"], data["sure"])


@dataclass(slots=True)
class Slot:
    """A pronoun, and what is asked of it once for all its candidates."""

    token: Token
    word: str
    kind: str
    quoted: bool
    sentence: int
    paragraph: int
    above: frozenset[int]  # the tokens that govern it
    reflexive: frozenset[int]  # subjects that a reflexive goes back to
    clause: int | None = None  # the verb of its own clause
    joined: int | None = None  # the verb that its own is joined to by "and"
    subject: bool = False
    object: bool = False
    owner: bool = False
    says: bool = False


def slot_of(work: Work, token: Token, word: str, kind: str, quoted: bool, reflexive: Iterable[int]) -> Slot:
    sentence = work.tree.sentence(token.i)
    above = list(work.tree.ancestors(token.i))
    tokens = work.tokens
    clause = next((i for i in above if tokens[i].pos in ("VERB", "AUX")), None)
    joined = tokens[clause].head if clause is not None and tokens[clause].dep == "conj" else None
    return Slot(
        token, word, kind, quoted, sentence.index, sentence.paragraph, frozenset(above), frozenset(reflexive), clause, joined,
        subject=token.dep in SUBJECT, object=token.dep in OBJECT or token.dep == "pobj", owner=token.dep == "poss",
        says=token.dep in SUBJECT and tokens[token.head].lemma.lower() in SAYING,
    )  # fmt: skip


@dataclass(slots=True)
class Standing:
    """A mention, and what holds of it whichever pronoun is asked. ``relative``: the relative clauses that it stands in."""

    sentence: int
    paragraph: int
    verb: int | None  # of a subject
    says: bool
    reports: bool  # of one who is quoted on what others did
    object: bool
    quoted: bool
    relative: list[int]
    parts: Parts
    scores: dict[str, float]  # what the parts add up to, by kind of pronoun


def standing_of(work: Work, draft: Draft, quoted: bool, weights: Weights) -> Standing:
    tokens, head = work.tokens, work.tokens[draft.head]
    sentence = work.tree.sentence(draft.head)
    verb = head.head if head.dep in SUBJECT else None
    parts = [(name, 1.0) for name in (*_form(work, draft), *_role(work, draft))]
    return Standing(
        sentence.index, sentence.paragraph, verb, verb is not None and tokens[verb].lemma.lower() in SAYING, _reports(draft),
        head.dep in OBJECT or head.dep == "pobj", quoted,
        [i for i in (draft.head, *work.tree.ancestors(draft.head)) if tokens[i].dep == "relcl"],
        parts, {kind: weights.of(kind, parts) for kind in KINDS},
    )  # fmt: skip


def _reports(draft: Draft) -> bool:
    chain = draft.chain.final() if draft.chain is not None else None
    told = (draft.noun, draft.role, *((chain.noun, chain.role) if chain is not None else ()))
    return any(one.lower().split()[-1] in REPORTING for one in told if one)


def _form(work: Work, draft: Draft) -> list[str]:
    found: list[str] = []
    if draft.form == "pronoun":
        found.append("told-by-pronoun")
    elif draft.form == "name":
        found.append("told-by-name")
        if not any(work.tokens[i].entity_type == "PERSON" for i in range(draft.first, draft.last + 1)):
            found.append("no-person-label")
    elif not draft.definite:
        found.append("indefinite")
    if draft.owner is not None or (draft.form == "nominal" and work.tree.child(draft.head, "poss") is not None):
        found.append("related")
    return found


def _role(work: Work, draft: Draft) -> list[str]:
    tokens, head = work.tokens, work.tokens[draft.head]
    if head.dep in SUBJECT:
        found = ["main-subject" if tokens[head.head].dep in ("ROOT", "conj") else "inner-subject"]
        return [*found, "passive-subject"] if head.dep == "nsubjpass" else found
    if head.dep == "pobj":
        found = ["after-preposition"]
        if tokens[head.head].lemma.lower() in WHERE:
            found.append("behind-in-or-at")
        return [*found, "place"] if draft.place else found
    named = _ROLES.get(head.dep)
    return [named] if named is not None else []


def slot_parts(work: Work, slot: Slot, draft: Draft, standing: Standing) -> Parts:
    """What holds of one mention as the antecedent of this pronoun."""
    distance, at = slot.sentence - standing.sentence, slot.token.i
    found: Parts = [("words-back", min(max(at - draft.head, 0) / 10, 10.0))]
    if distance == 0:
        found.append(("same-sentence", 1.0))
    else:
        found.append(("sentences-back", float(distance)))
        if distance == 1:
            found.append(("sentence-before", 1.0))
    if standing.paragraph != slot.paragraph:
        found.append(("other-paragraph", 1.0))
    if standing.verb is not None:
        found.extend(_as_subject(slot, standing, standing.verb, distance))
    elif slot.owner:
        if work.tokens[draft.head].dep in OWNERS:
            found.append(("both-owners", 1.0))
        owned = work.tokens[slot.token.head]
        if owned.dep == "conj" and owned.head == draft.head:
            found.append(("owner-beside", 1.0))
    if slot.object and standing.object:
        found.append(("both-objects", 1.0))
    if draft.form == "pronoun" and work.tokens[draft.head].text.lower() == slot.word:
        found.append(("same-pronoun", 1.0))
    if draft.head > at:
        found.append(("behind", 1.0))
    if standing.relative and any(i not in slot.above for i in standing.relative):
        found.append(("in-relative-clause", 1.0))
    if standing.quoted != slot.quoted:
        found.append(("quoted-alone" if standing.quoted else "pronoun-quoted-alone", 1.0))
    if draft.head in slot.reflexive:
        found.append(("own-clause-reflexive", 1.0))
    return found


def _as_subject(slot: Slot, standing: Standing, verb: int, distance: int) -> Parts:
    found: Parts = []
    if distance == 0 and verb in slot.above:
        if slot.owner and verb == slot.clause:
            found.append(("subject-of-own-clause", 1.0))
        elif verb == slot.joined:
            found.append(("subject-of-joined-clause", 1.0))
        else:
            found.append(("subject-above", 1.0))
            if standing.says and standing.reports and slot.kind == "person":
                found.append(("speaks-of-others", 1.0))
    if slot.subject:
        found.append(("both-subjects", 1.0))
        if slot.says and standing.says:
            found.append(("both-say", 1.0))
    return found


def chain_parts(chain: Chain, named: int, again: int) -> Parts:
    """What holds of a party whatever mention is looked at. ``named``: how often the article names it; ``again``: further mentions near."""
    found: Parts = [("often-named", log2(1 + named))]
    if again:
        found.append(("told-again", float(min(again, 5))))
    if chain.category in ("government", "organisation", "group"):
        found.append((chain.category, 1.0))
    if chain.entry is None and not chain.words and chain.noun is not None:
        found.append(("no-name", 1.0))
    return found


def nobody_parts(work: Work, slot: Slot) -> Parts:
    """What speaks for nobody who was named before."""
    found: Parts = [("nobody", 1.0)]
    if slot.owner:
        found.append(("nobody-owner", 1.0))
    if slot.object:
        found.append(("nobody-object", 1.0))
    if slot.quoted:
        found.append(("nobody-quoted", 1.0))
    if slot.subject and work.tokens[slot.token.head].lemma.lower() in THINGS_DO:
        found.append(("nobody-thing", 1.0))
    if any(work.tokens[c].dep in ("ccomp", "xcomp", "csubj", "acomp") for c in work.tree.children[slot.token.head]):
        found.append(("nobody-clause", 1.0))
    return found
