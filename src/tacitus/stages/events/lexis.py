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
        self.partitives = sets["partitives"]
        self.weapons = sets["weapons"]
        self.views = sets["views"]

    def is_event_noun(self, token: Token) -> bool:
        """Whether a noun can trigger an event by itself."""
        return token.pos in ("NOUN", "PROPN") and bool(self._book.of("noun", token.lemma.lower()))
