"""What the places stage knows of names that the parser takes for something else: "Belgorod" is no organisation."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tacitus.model.records import Place
from tacitus.syntax.parties import PartyReader
from tacitus.syntax.tree import Tree

PLACE_LABELS = frozenset({"GPE", "LOC"})


def take_places(tree: Tree, reader: PartyReader, places: Sequence[Place]) -> None:
    """Gives every word of a literal place the label of one, and makes no party of such a name that the lexicon does not know."""
    for place in places:
        if place.use != "literal":
            continue
        for i in tree.within(place.start, place.end):
            if tree.tokens[i].entity_type in PLACE_LABELS or (tree.tokens[i].entity_type == "FAC" and place.precision == "point"):
                continue
            if tree.tokens[i].pos != "PROPN":
                continue
            tree.tokens[i] = msgspec.structs.replace(tree.tokens[i], entity_type="GPE")
            mention = reader.by_head.get(i)
            entity = reader.entities.get(mention.entity) if mention is not None and mention.entity else None
            if mention is not None and mention.form == "name" and (entity is None or entity.local) and mention.end <= place.end:
                del reader.by_head[i]
