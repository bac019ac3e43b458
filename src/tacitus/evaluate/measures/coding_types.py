"""Type, quad class and CAMEO against gold codings: given that the event was found, and of the whole."""

from __future__ import annotations

from tacitus.evaluate.gold import Gold
from tacitus.evaluate.matching import pair_events
from tacitus.evaluate.tallies import NOTHING, Counts, Tally, Value, accuracy, by_class, f1, macro_f1, share
from tacitus.model.records import Coding

NAME = "coding_types"
TITLE = "Type, modes, quad class and CAMEO against gold codings"
FIGURES = {
    "coding_type_found": "Macro-F1 over the types of the events that were found (paired as in `event`).",
    "coding_type_whole": "Macro-F1 over the types of all events: one not found counts against recall, one of ours that the gold lacks "
    "against precision.",
    "coding_quad_found": "Macro-F1 over the quad classes of the events found.",
    "coding_quad_whole": "Macro-F1 over the quad classes of all events.",
    "coding_root_found": "Macro-F1 over the CAMEO roots (first two digits) of the events found.",
    "coding_root_whole": "Macro-F1 over the CAMEO roots of all events.",
    "coding_root_share": "Share of the events found whose CAMEO root is right.",
    "coding_cameo": "Share of the events found whose whole CAMEO code is the gold's.",
    "coding_modes": "F1 of the modes of the events found whose type is right.",
}
TABLES = {"type_whole": "Type"}


def applies(gold: Gold) -> bool:
    return gold.coding is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.coding is not None
    pairs = pair_events(ours.events, gold.coding.events)
    for mine, theirs in pairs:
        for scope in ("found", "whole"):
            tally.confuse(f"type_{scope}", theirs.type, mine.type)
            tally.confuse(f"quad_{scope}", theirs.quad, mine.quad)
            tally.confuse(f"root_{scope}", theirs.cameo[:2], mine.cameo[:2])
        tally.add("found")
        tally.add("cameo", by=mine.cameo == theirs.cameo)
        if mine.type == theirs.type:
            tally.add("modes_right", by=len({*mine.modes} & {*theirs.modes}))
            tally.add("modes_ours", by=len(mine.modes))
            tally.add("modes_gold", by=len(theirs.modes))
    found_gold, found_ours = ({id(pair[side]) for pair in pairs} for side in (1, 0))
    for event in gold.coding.events:
        if id(event) not in found_gold:
            for table, label in (("type", event.type), ("quad", event.quad), ("root", event.cameo[:2])):
                tally.confuse(f"{table}_whole", label, None)
    for event in ours.events:
        if id(event) not in found_ours:
            for table, label in (("type", event.type), ("quad", event.quad), ("root", event.cameo[:2])):
                tally.confuse(f"{table}_whole", NOTHING, label)


def figures(counts: Counts) -> dict[str, Value]:
    macros = {
        f"coding_{table}_{scope}": macro_f1(counts, f"{table}_{scope}")
        for table in ("type", "quad", "root")
        for scope in ("found", "whole")
    }
    classes = {f"coding_type_whole.{name}": value for name, value in by_class(counts, "type_whole").items()}
    return {
        **macros,
        "coding_root_share": accuracy(counts, "root_found"),
        "coding_cameo": share(counts, "cameo", "found"),
        "coding_modes": f1(counts, "modes_right", "modes_ours", "modes_gold"),
        **classes,
    }
