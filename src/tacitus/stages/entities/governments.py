"""Governments named after whoever leads them: "the Rook administration", "Rook's government"."""

from __future__ import annotations

from tacitus.stages.entities.lexicon import Lexicon
from tacitus.stages.entities.working import Draft, Work

NOUNS = frozenset({"government", "administration", "cabinet", "regime"})
LEADERS = frozenset(
    {
        "president",
        "prime minister",
        "chancellor",
        "king",
        "queen",
        "supreme leader",
        "emir",
        "sultan",
        "taoiseach",
        "premier",
        "head of state",
    }
)
_OWNING = ("compound", "poss", "nmod", "amod")


def settle_governments(work: Work, lexicon: Lexicon) -> None:
    """The government of a country that the person before the word leads on the text's date, or led as the press still says."""
    for draft in list(work.drafts.values()):
        if work.tokens[draft.head].lemma.lower() not in NOUNS or (draft.chain is not None and draft.chain.final().entry is not None):
            continue
        country = next((led for i in work.tree.with_dep(draft.head, *_OWNING) if (led := _led_by(work, work.cover.get(i)))), None)
        entry = lexicon.governments.get(country) if country else None
        if entry is not None and not draft.person:
            if draft.chain is not None:
                draft.chain.final().merged_into = work.chain_of(entry)  # "the administration" further down
            draft.chain, draft.country, draft.sectors, draft.name, draft.member_of = work.chain_of(entry), None, (), None, None


def _led_by(work: Work, draft: Draft | None) -> str | None:
    chain = draft.chain.final() if draft is not None and draft.chain is not None else None
    if chain is None or chain.entry is None or not chain.person or work.date is None:
        return None
    begun = [office for office in chain.entry.offices if office.since[:4] <= work.date[:4]]
    last = max(begun, key=lambda office: office.since, default=None)
    return last.country if last is not None and last.role in LEADERS else None
