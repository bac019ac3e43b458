"""How sure an event is: a sum of named parts that a person can read, turned into a share between 0 and 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp

from tacitus.model.ontology import VERBAL
from tacitus.model.records import Party
from tacitus.stages.events.sameness import is_named
from tacitus.stages.events.tellings import Happening
from tacitus.syntax.tree import Tree

FAR = 7  # tokens between a party and the trigger, from which on its part is asked with more doubt
LONG_SENTENCE = 30  # tokens
LEAST, MOST = 0.02, 0.98

Part = Callable[[Happening, Tree], bool]


def base(happening: Happening, tree: Tree) -> bool:
    """Every event."""
    return True


def lone_sentence(happening: Happening, tree: Tree) -> bool:
    """The text is one sentence: no party, time or place can come from the sentences around it."""
    return len(tree.sentences) == 1


def speech(happening: Happening, tree: Tree) -> bool:
    """An act of speech or agreement, whose doer is who speaks."""
    return happening.principal.type in VERBAL


def noun_trigger(happening: Happening, tree: Tree) -> bool:
    """Told by a noun or an adjective, whose parties stand in looser words than those of a verb."""
    return happening.principal.rule.pos != "verb"


def specific_pattern(happening: Happening, tree: Tree) -> bool:
    """The pattern has more than one word, or asks something of its parties."""
    principal = happening.principal
    return bool(principal.rule.phrase.others or principal.rule.conditions or principal.match.light is not None)


def actor_missing(happening: Happening, tree: Tree) -> bool:
    """No actor was found."""
    return not happening.actors


def actor_known(happening: Happening, tree: Tree) -> bool:
    """An actor stands in the lexicon."""
    return any(is_named(party) for party in happening.actors)


def actor_concluded(happening: Happening, tree: Tree) -> bool:
    """The actor does not fill a slot of the pattern: taken from a speaker, a carrier, another act."""
    return bool(happening.actors) and not happening.principal.match.roles.get("actor")


def actors_several(happening: Happening, tree: Tree) -> bool:
    """More than one actor: one of them may be wrong."""
    return len(happening.actors) > 1


def recipient_missing(happening: Happening, tree: Tree) -> bool:
    """No recipient was found."""
    return not happening.recipients


def recipient_known(happening: Happening, tree: Tree) -> bool:
    """A recipient stands in the lexicon."""
    return any(is_named(party) for party in happening.recipients)


def recipient_far(happening: Happening, tree: Tree) -> bool:
    """The nearest recipient stands seven words or more from the trigger, or in another sentence."""
    return bool(happening.recipients) and not _near(happening.recipients, happening, tree)


def recipients_several(happening: Happening, tree: Tree) -> bool:
    """More than one recipient."""
    return len(happening.recipients) > 1


def pronoun(happening: Happening, tree: Tree) -> bool:
    """A party is told by a pronoun, and who that is was concluded."""
    heads = (tree.at(party.start) for party in (*happening.actors, *happening.recipients) if party.start is not None)
    return any(head is not None and tree.tokens[head].pos == "PRON" for head in heads)


def inner_clause(happening: Happening, tree: Tree) -> bool:
    """The trigger is not the main verb of its sentence."""
    return tree.tokens[happening.principal.head].dep != "ROOT"


def long_sentence(happening: Happening, tree: Tree) -> bool:
    """The sentence has more than thirty words and marks."""
    return len(tree.sentence(happening.principal.head).tokens) > LONG_SENTENCE


def not_actual(happening: Happening, tree: Tree) -> bool:
    """Threatened, planned, denied, only thought of."""
    return happening.principal.status != "actual"


def quoted(happening: Happening, tree: Tree) -> bool:
    """Told in somebody's words."""
    return happening.principal.voice == "quoted"


def hedged(happening: Happening, tree: Tree) -> bool:
    """Told with "reportedly" or the like."""
    return bool(happening.principal.judgement.hedge)


def several_tellings(happening: Happening, tree: Tree) -> bool:
    """Told more than once: seen from more sides, with more that may be brought together wrongly."""
    return len(happening.tellings) > 1


def dated(happening: Happening, tree: Tree) -> bool:
    """Has a time."""
    return happening.time is not None


def located(happening: Happening, tree: Tree) -> bool:
    """Has a place."""
    return bool(happening.places)


# What is asked of every event, by name, with the sign that its weight may have: 1, -1, or 0 for either. The docstrings say what they mean.
PARTS: Mapping[str, tuple[Part, int]] = {
    "base": (base, 0),
    "lone-sentence": (lone_sentence, 0),
    "speech": (speech, 0),
    "noun-trigger": (noun_trigger, -1),
    "specific-pattern": (specific_pattern, 1),
    "actor-missing": (actor_missing, -1),
    "actor-known": (actor_known, 1),
    "actor-concluded": (actor_concluded, -1),
    "actors-several": (actors_several, -1),
    "recipient-missing": (recipient_missing, -1),
    "recipient-known": (recipient_known, 1),
    "recipient-far": (recipient_far, -1),
    "recipients-several": (recipients_several, -1),
    "pronoun": (pronoun, -1),
    "inner-clause": (inner_clause, -1),
    "long-sentence": (long_sentence, -1),
    "not-actual": (not_actual, -1),
    "quoted": (quoted, 0),
    "hedged": (hedged, -1),
    "several-tellings": (several_tellings, 0),
    "dated": (dated, 0),
    "located": (located, 0),
}


def parts_of(happening: Happening, tree: Tree) -> list[str]:
    """The names of the parts that hold."""
    return [name for name, (holds, _) in PARTS.items() if holds(happening, tree)]


def share_of(total: float) -> float:
    """The logistic function, kept off certainty: a sum of 0 is one half, of 1.4 four in five, of -1.4 one in five."""
    return round(min(max(1 / (1 + exp(-total)), LEAST), MOST), 3)


class Confidence:
    """Weights by name from ``resources/events/confidence.yaml``; a part without a weight adds nothing."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    def parts(self, happening: Happening, tree: Tree) -> dict[str, float]:
        """The named parts that hold and what each adds."""
        return {name: self.weights[name] for name in parts_of(happening, tree) if self.weights.get(name)}

    def of(self, happening: Happening, tree: Tree) -> tuple[float, str]:
        """The confidence, 0 to 1 with three decimals, and the sum that it comes from, in words."""
        parts = self.parts(happening, tree)
        total = sum(parts.values())
        return share_of(total), f"confidence {total:+.2f}: " + "; ".join(f"{name} {weight:+.2f}" for name, weight in parts.items())


def _near(parties: Sequence[Party], happening: Happening, tree: Tree) -> bool:
    heads = (tree.at(party.start) for party in parties if party.start is not None)
    return any(head is not None and abs(head - happening.principal.head) < FAR for head in heads)
