"""Persons and bodies that are no party of events, but whom pronouns and later descriptions take up: "the striker said he …"."""

from __future__ import annotations

from functools import lru_cache

from tacitus.model.records import Token
from tacitus.resources.loader import load
from tacitus.stages.entities.modifiers import Modifiers, left_of
from tacitus.stages.entities.phrases import gender_of
from tacitus.stages.entities.pieces import is_capitalised
from tacitus.stages.entities.working import Chain, Draft, Work

PERSON, BODY, SEVERAL = "person", "body", "several"
_MODIFYING = frozenset({"compound", "amod", "nmod", "advmod", "npadvmod", "acomp", "nummod", "poss"})
_STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "attr", "ROOT", "appos"})
_ANYBODY = frozenset("everyone everybody anyone anybody someone somebody nobody".split())
# Adjectives that name persons behind an article: one of them, or all of a kind.
_ONE_SUCH = frozenset({"accused", "deceased"})
_SUCH = frozenset("injured wounded elderly poor rich wealthy young old dead homeless unemployed disabled blind deaf displaced sick".split())

_OTHERS = _ANYBODY | _ONE_SUCH | _SUCH | {"others", "those"}


@lru_cache(maxsize=1)
def nouns() -> dict[str, str]:
    """From the lemma to what it names."""
    data = load("coreference/bystanders.yaml").data
    found = {word: BODY for words in data["bodies"].values() for word in str(words).split()}
    found.update((word, PERSON) for words in data["persons"].values() for word in str(words).split())
    found.update((word, SEVERAL) for word in str(data["several"]).split())
    return found


def read_bystanders(work: Work) -> None:
    """Drafts of these nouns where no party was read. They yield to every other reading of the same words."""
    known = nouns()
    for token in work.tokens:
        kind = known.get(token.lemma) if token.tag in ("NN", "NNS") else None
        if kind is None and token.text.lower() in _OTHERS:
            kind = _without_noun(work, token)
        if kind is None or token.i in work.drafts or token.i in work.cover or token.i in work.taken or token.dep in _MODIFYING:
            continue
        if is_capitalised(token.text) and token.i != work.tree.sentence(token.i).tokens[0].i:
            continue
        around = left_of(work, token.i, token.i)
        if around.none or any(i in work.drafts and work.drafts[i].form == "name" for i in range(around.first + 1, token.i)):
            continue
        _add(work, token.i, kind, around)


def _without_noun(work: Work, token: Token) -> str | None:
    """ "Everybody", "those who fled", "others", "the injured", "the 23-year-old"."""
    word = token.text.lower()
    if word in _ANYBODY or (word == "others" and token.tag == "NNS"):
        return SEVERAL
    if word == "those":
        return SEVERAL if token.pos == "PRON" and work.tree.child(token.i, "relcl") is not None else None
    if word == "old" and token.i > 3 and work.tokens[token.i - 1].text == "-" and work.tokens[token.i - 2].text.lower() == "year":
        return PERSON if token.dep in _STANDING else None
    if word in _SUCH or word in _ONE_SUCH:
        before = work.tokens[token.i - 1].text.lower() if token.i else ""
        return (PERSON if word in _ONE_SUCH else SEVERAL) if before == "the" and token.dep in _STANDING else None
    return None


def _add(work: Work, i: int, kind: str, around: Modifiers) -> None:
    token = work.tokens[i]
    aged = token.text.lower() == "old"
    noun = work.text_of(i - 4, i) if aged else token.lemma.lower()
    plural = kind == SEVERAL or token.tag == "NNS" or around.number not in (None, 1)
    definite = around.definite and not around.indefinite
    draft = Draft(around.first, i, i, "nominal", noun=noun, definite=definite, plural=plural, bystander=True)
    draft.person, draft.owner, draft.number = kind == PERSON, around.pronoun, around.number
    gender = gender_of(noun) if kind == PERSON else None
    draft.chain = Chain(
        name=noun if aged else token.text.lower(), category="unnamed", noun=noun, plural=plural, person=kind == PERSON and not plural,
        human=kind != BODY, private=kind != BODY, gender=gender,
    )  # fmt: skip
    named = work.drafts.get(token.head) if token.dep == "appos" else None
    if named is not None and named.chain is not None and named.chain.final().person == draft.chain.person and not plural:
        draft.chain, draft.linked = named.chain, True  # "Doe, the coach of the team"
    work.add(draft)
