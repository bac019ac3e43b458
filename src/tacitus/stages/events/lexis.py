"""Closed word lists that the events stage reads from the tables: light verbs, control verbs, partitives, weapons."""

from __future__ import annotations

from collections.abc import Mapping

from tacitus.model.records import Token
from tacitus.stages.events.rules import RuleBook


class Lexis:
    """The named sets that code asks for; every one stands in ``resources/events/tables.yaml``."""

    def __init__(self, sets: Mapping[str, frozenset[str]], book: RuleBook) -> None:
        self._book = book
        self.light_verbs = sets["light_verbs"]
        self.light_prepositions = frozenset(
            (verb, preposition) for verb, _, preposition in (item.partition(" ") for item in sets["light_prepositions"])
        )
        self.subject_control = sets["subject_control"]
        self.prepositional_control = sets["prepositional_control"]
        self.needs_object = frozenset((verb, word) for verb, _, word in (item.partition(" ") for item in sets["needs_object"]))
        self.two_objects = sets["two_objects"]
        self.planners = sets["planners"]
        self.holding = sets["holding"]
        self.saying = sets["saying"]
        self.sufferers = sets["sufferers"]
        self.evoking = sets["evoking"]
        self.occurrences = sets["occurrences"]
        self.partitives = sets["partitives"]
        self.weapons = sets["weapons"]
        self.premises = sets["premises"]
        self.venues = sets["venues"]
        self.views = sets["views"]
        self.collectives = sets["collectives"]
        self._things = frozenset().union(*(sets[name] for name in ("weapons", "armaments", "arms", "relief", "funds", "helpers")))

    def is_event_noun(self, token: Token) -> bool:
        """Whether a noun can trigger an event by itself: "raid", not "tent", which is only what an aid consists of."""
        lemma = token.lemma.lower()
        return token.pos in ("NOUN", "PROPN") and (lemma not in self._things or self._is_deed(lemma)) and bool(self._book.of("noun", lemma))

    def _is_deed(self, lemma: str) -> bool:
        """ "shelling", "airstrike": a weapon's work that triggers by its bare name, whatever governs it."""
        return any(
            rule.type != "AID" and not rule.phrase.others and all(slot not in ("governor", "modifiers") for slot, _ in rule.conditions)
            for rule in self._book.of("noun", lemma)
        )
