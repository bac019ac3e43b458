"""Sport and culture: a captain there is no officer, a guard no policeman, a jury no court."""

from __future__ import annotations

from tacitus.stages.entities.working import Work

# Noun → words of the same sentence that tell it is meant in another sense.
_SPORT = frozenset(
    """match goal season league cup playoff inning wicket tournament championship quarterback midfielder striker halftime touchdown
    batsman bowler referee football soccer basketball rugby cricket hockey baseball tennis olympics skipper""".split()
)
_CULTURE = frozenset(
    "festival film prize contest pageant novel painting album actor actress cinema gala biennale exhibition".split()
)  # fmt: skip
_SENSES = {
    "captain": ("MIL", _SPORT), "guard": ("COP", _SPORT), "marshal": ("MIL", _SPORT),
    "jury": ("JUD", _CULTURE | _SPORT), "juror": ("JUD", _CULTURE | _SPORT),
}  # fmt: skip


def settle_senses(work: Work) -> None:
    """Takes the state's sector and country from words that the sentence speaks of as sport or culture."""
    for draft in work.drafts.values():
        noun = draft.noun.split()[-1] if draft.noun else ""
        state, words = _SENSES.get(noun, ("", frozenset()))
        chain = draft.chain
        if not state or chain is None or chain.entry is not None or draft.sectors[:1] != (state,):
            continue
        if draft.country and draft.certainty == "stated":
            continue
        tokens = work.tree.sentence(draft.head).tokens
        if any(token.lemma.lower() in words or (token.lemma == "score" and token.pos == "VERB") for token in tokens):
            draft.sectors, draft.country, draft.certainty = ("CVL",), None, "stated"
            chain.sectors, chain.country, chain.certainty = ("CVL",), None, "stated"
            if not draft.plural:
                chain.name = draft.name = noun
