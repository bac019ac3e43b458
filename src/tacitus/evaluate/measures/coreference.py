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
    "these, those …) that take up somebody named or described before in the same gold chain. Right: our mention of "
    "these words belongs to an entity that has another mention, no pronoun, with the words of a mention of that chain "
    "that is none either; of a mention the noun's group alone is compared (some sets mark the noun alone, others what "
    "is said after it). Not asked, since there the text does not decide or nothing is taken up: chains that hold nothing "
    "but pronouns; the first and second person; descriptions that say what somebody is (behind a form of “be” or "
    "“become”, behind “as”, in apposition). Persons, organisations and groups alone.",
    "pronouns": "The same of the pronouns.",
    "descriptions": "The same of the definite descriptions.",
    "mentions_precision": "Of those that we resolve to any entity with another mention, share that is right.",
}
TABLES: dict[str, str] = {}
THIRD = frozenset("he him his himself she her hers herself they them their theirs themselves it its itself".split())
_DEFINITE = re.compile(r"(?:the|this|that|these|those|such|both)\s", re.IGNORECASE)
# What ends a noun's own group: what is said of it stands behind one of these.
_AFTER = re.compile(r",|\(|\[|\s(?:of|in|from|for|at|on|by|who|whom|whose|that|which|with|to|and|as)\b", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:the|an?|this|that|these|those|its|his|her|their|our|my|your)\s+", re.IGNORECASE)
# What stands before a description that says what somebody is, and takes nobody up.
_SAYS_WHAT = re.compile(r"\b(?:is|was|are|were|be|been|being|becom(?:e|es|ing)|became|remain(?:s|ed)?|as|named|called)\s+$", re.IGNORECASE)


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
    if mention.form != "nominal" or not before or not _DEFINITE.match(words) or _says_what(mention, told, text):
        return None
    return "descriptions"


def _says_what(mention: GoldMention, told: list[GoldMention], text: str) -> bool:
    """Whether a description is a predicate, or stands beside another mention of its chain with a comma, a dash or a bracket between."""
    start, end = mention.span
    beside = any(
        text[one:other].strip() in (",", "(", "-", "–", "—", ":", "")
        for others in told
        for one, other in ((others.span[1], start), (end, others.span[0]))
        if one <= other
    )
    return beside or any(_within(others.span, mention.span) for others in told) or bool(_SAYS_WHAT.search(text[max(0, start - 20) : start]))


def _within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _count_mention(span: Span, kind: str, chain: GoldChain, chains: Chains, pronouns: set[Span], text: str, tally: Tally) -> None:
    tally.add(kind)
    own_words, entity = _ours(span, chains, text) if kind == "descriptions" else (span, chains.at(span))
    others = [own for own in chains.mentions.get(entity or "", ()) if own not in pronouns and not alike(own, own_words)]
    names = [other.span for other in chain.mentions if other.form != "pronoun" and other.span != span]
    right = any(_same_words(own, name, text) for own in others for name in names)
    tally.add("answered", by=bool(others))
    tally.add(f"{kind}_right", by=right)
    if not right:
        shown = sorted({text[slice(*name)] for name in names})[:4]
        what = "wrong" if others else "unresolved"
        tally.miss(f"{kind}: {what}", span, gold=shown, ours=sorted({text[slice(*own)] for own in others})[:4])


def _ours(span: Span, chains: Chains, text: str) -> tuple[Span, str | None]:
    """Our mention of a description, or of the noun's own group in it, with its entity."""
    found = chains.at(span)
    near = [(own, entity) for entity, mentions in chains.mentions.items() for own in mentions if _same_words(own, span, text)]
    return (span, found) if found is not None or not near else min(near)


def _same_words(own: Span, name: Span, text: str) -> bool:
    """Whether two mentions have the same noun's group, up to what stands before its noun ("navy" and "the Indian navy")."""
    if alike(own, name):
        return True
    one, other = _group(own, text), _group(name, text)
    if alike(one, other):
        return True
    return one[1] == other[1] and _AFTER.search(text, min(one[0], other[0]), max(one[0], other[0])) is None


def _group(span: Span, text: str) -> Span:
    """The words of a noun's own group: without a determiner, and up to what is said after the noun."""
    start, end = span
    determiner = _DETERMINED.match(text, start, end)
    if determiner and _AFTER.match(text, determiner.end() - 1, end) is None:  # "those who fled" are those
        start = determiner.end()
    after = _AFTER.search(text, start + 1, end)
    return start, after.start() if after else end


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
