"""Nouns of the tables that name nobody where they stand: an office without its holder, an institution as whereabouts, a road's side."""

from __future__ import annotations

from tacitus.stages.entities.modifiers import Modifiers
from tacitus.stages.entities.phrases import Found
from tacitus.stages.entities.pieces import is_capitalised
from tacitus.stages.entities.working import Work


def is_whereabouts(work: Work, found: Found, around: Modifiers) -> bool:
    """ "In hospital", "at school", "to church": where somebody is, no party."""
    token = work.tokens[found.head]
    told = (
        around.definite
        or around.indefinite
        or around.country
        or around.owner
        or around.pronoun is not None
        or around.number
        or around.words
    )
    if found.item.kind != "head" or found.item.person or told or token.tag != "NN" or token.dep != "pobj" or is_capitalised(token.text):
        return False
    return work.tokens[token.head].lemma.lower() in ("in", "at", "to", "from", "after", "into")


def is_post(work: Work, found: Found, around: Modifiers) -> bool:
    """ "Ran for president", "sworn in as foreign minister": an office without its holder."""
    token = work.tokens[found.head]
    told = around.definite or around.indefinite or around.country or around.owner or around.pronoun is not None or around.number
    if found.item.kind != "role" or told or token.tag not in ("NN", "NNP") or token.dep != "pobj" or token.text.endswith("s"):
        return False
    return work.tokens[token.head].lemma.lower() in ("for", "as", "of", "to")


def is_side(work: Work, found: Found, around: Modifiers) -> bool:
    """Sides of a dispute: "both sides", "the Foolander side"; "the side of the road" is none."""
    words = {*around.words, work.tokens[around.first].text.lower()}
    token = work.tokens[found.head]
    of = [p for p in work.tree.with_dep(found.head, "prep") if work.tokens[p].lemma == "of"]
    if token.dep == "pobj" and work.tokens[token.head].lemma in ("on", "by", "along", "to", "from") and not around.country:
        return False
    if around.country or words & {"other", "opposing", "warring", "rival", "both", "each", "either"}:
        return not of or not around.country
    return not of and token.tag == "NNS" and bool(words & {"all", "the", "two", "three", "these", "those"})
