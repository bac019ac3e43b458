"""Bare "forces" and "security forces": soldiers where they meet an armed party, police where they meet a crowd."""

from __future__ import annotations

from tacitus.stages.entities.working import Draft, Work

BARE = frozenset({"force", "security force", "security forces"})
CROWD = frozenset(
    {
        "protester",
        "protestor",
        "demonstrator",
        "marcher",
        "crowd",
        "rally",
        "protest",
        "demonstration",
        "march",
        "rioter",
        "riot",
        "striker",
    }
)
ARMED = frozenset({"REB", "UAF", "PRM"})


def settle_forces(work: Work) -> None:
    """Gives bare forces the sector that whom they meet in the sentence tells; elsewhere MIL, inferred."""
    for draft in list(work.drafts.values()):
        if (
            draft.noun in BARE
            and draft.form == "nominal"
            and (draft.country is None or draft.certainty == "inferred")
            and draft.member_of is None
        ):
            chain = draft.chain.final() if draft.chain is not None else None
            if chain is not None and chain.country and draft.certainty == "stated" and draft.country is None:
                continue  # the country stands in the words: "the Foolander security forces"
            _settle(work, draft)


def _settle(work: Work, draft: Draft) -> None:
    sentence = work.tree.sentence(draft.head)
    others = [work.drafts[token.i] for token in sentence.tokens if token.i in work.drafts and token.i != draft.head]
    sectors = {(other.sectors or (other.chain.sectors if other.chain is not None else ()))[:1] for other in others}
    if any(sector and sector[0] in ARMED for sector in sectors):
        draft.sectors = ("MIL",)
    elif any(token.lemma.lower() in CROWD for token in sentence.tokens):
        draft.sectors, draft.certainty = ("COP",), "inferred"
    else:
        draft.sectors, draft.certainty = ("MIL",), "inferred"
