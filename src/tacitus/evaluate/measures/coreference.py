"""Coreference within an article: pronouns and "the group" as mentions, where the text decides whom they mean."""

from __future__ import annotations

import re

from tacitus.evaluate.chains import Chains, alike
from tacitus.evaluate.gold import Gold, GoldChain, GoldMention, Span
from tacitus.evaluate.tallies import Counts, Tally, Value, share
from tacitus.model.records import Coding

NAME = "coreference"
TITLE = "Pronouns and “the group” resolved to the right party"
FIGURES = {
    "mentions_resolved": "Share right of the gold mentions that are third-person pronouns, or definite descriptions (the, this, that, "
    "these, those …) of somebody named or described before in the same gold chain. Right: our mention of these "
    "words belongs to an entity that has another mention, no pronoun, with the words of a mention of that chain "
    "that is none either. Chains that hold nothing but pronouns are left out: there the text does not decide. "
    "Persons, organisations and groups alone.",
    "pronouns": "The same of the pronouns.",
    "descriptions": "The same of the definite descriptions.",
    "mentions_precision": "Of those that we resolve to any entity with another mention, share that is right.",
}
TABLES: dict[str, str] = {}
THIRD = frozenset("he him his himself she her hers herself they them their theirs themselves it its itself".split())
_DEFINITE = re.compile(r"(?:the|this|that|these|those|such|both)\s", re.IGNORECASE)
# What may follow our words inside the gold's, if ours are the same description without what is said after its noun.
_AFTER = re.compile(r"(?:,|\s*\(|\s(?:of|in|from|for|at|on|who|whom|whose|that|which|with|to|and)\b)", re.IGNORECASE)


def applies(gold: Gold) -> bool:
    return gold.chains is not None and any(chain.kind == "party" for chain in gold.chains)


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    chains, text = Chains(ours), gold.document.text
    pronouns = {(mention.start, mention.end) for mention in ours.mentions if mention.form == "pronoun"}
    for chain in gold.chains or ():
        if chain.kind != "party":
            continue
        for mention in chain.mentions:
            kind = _kind(mention, chain, text)
            if kind is not None and gold.holds(*mention.span):
                _count_mention(mention.span, kind, chain, chains, pronouns, text, tally)


def _kind(mention: GoldMention, chain: GoldChain, text: str) -> str | None:
    """What is asked of the mention; None where nothing is."""
    words = text[slice(*mention.span)]
    told = [other for other in chain.mentions if other.form != "pronoun" and other is not mention]
    if mention.form == "pronoun":
        return "pronouns" if told and words.lower() in THIRD else None
    before = any(other.span[1] <= mention.span[0] for other in told)
    return "descriptions" if mention.form == "nominal" and before and _DEFINITE.match(words) else None


def _count_mention(span: Span, kind: str, chain: GoldChain, chains: Chains, pronouns: set[Span], text: str, tally: Tally) -> None:
    tally.add(kind)
    entity = chains.at(span)
    others = [own for own in chains.mentions.get(entity or "", ()) if own not in pronouns and not alike(own, span)]
    names = [other.span for other in chain.mentions if other.form != "pronoun" and other.span != span]
    right = any(_same_words(own, name, text) for own in others for name in names)
    tally.add("answered", by=bool(others))
    tally.add(f"{kind}_right", by=right)
    if not right:
        shown = sorted({text[slice(*name)] for name in names})[:4]
        what = "wrong" if others else "unresolved"
        tally.miss(f"{kind}: {what}", span, gold=shown, ours=sorted({text[slice(*own)] for own in others})[:4])


def _same_words(own: Span, name: Span, text: str) -> bool:
    """Ours are the gold's words, or their beginning up to what is said after the noun."""
    return alike(own, name) or (own[0] - name[0] in (0, 4) and own[1] < name[1] and bool(_AFTER.match(text, own[1])))


def figures(counts: Counts) -> dict[str, Value]:
    right = counts.get(("pronouns_right",), 0) + counts.get(("descriptions_right",), 0)
    asked = counts.get(("pronouns",), 0) + counts.get(("descriptions",), 0)
    answered = counts.get(("answered",), 0)
    return {
        "mentions_resolved": Value(value=right / asked if asked else None, n=int(asked)),
        "pronouns": share(counts, "pronouns_right", "pronouns"),
        "descriptions": share(counts, "descriptions_right", "descriptions"),
        "mentions_precision": Value(value=right / answered if answered else None, n=int(answered)),
    }
