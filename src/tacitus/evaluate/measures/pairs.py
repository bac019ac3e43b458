"""Event type and parties where the gold marks an actor and a recipient in a sentence and gives the type of what happens between them."""

from __future__ import annotations

from collections.abc import Mapping

from tacitus.evaluate.chains import Chains
from tacitus.evaluate.gold import Gold, GoldPair
from tacitus.evaluate.tallies import NOTHING, Counts, Tally, Value, accuracy, by_class, macro_f1, share
from tacitus.model.ontology import CAMEO_ROOTS, QUAD
from tacitus.model.records import Coding, Event, Party
from tacitus.model.spans import overlaps

NAME = "types"
TITLE = "Event type, actor and recipient of a marked pair"
FIGURES = {
    "type_found": "Event type, pair found and typed by ourselves, macro-F1: the mean over the set's types of the F1 of the type. For "
    "each gold pair our answer is the type of our event that holds both parties (see `pair`), of several that with status "
    "actual, then the nearest one; no such event is no answer, which counts against recall.",
    "type_found_share": "The same as a share: gold pairs for which one of our events holds both parties and our answer has the right type.",
    "type_given": "Event type with the pair given, macro-F1: our answer is the type of our event that holds most of the two parties, "
    "else of the event whose trigger stands nearest to them; no event at all is no answer.",
    "type_given_share": "The same as a share of the gold pairs.",
    "type_of_found": "Event type of the pairs that were found, macro-F1.",
    "quad_found": "Quad class of the answer as in `type_found`, macro-F1 over the four classes.",
    "quad_given": "Quad class of the answer as in `type_given`, macro-F1.",
    "cameo_given": "Share of the gold pairs for which the answer as in `type_given` has a CAMEO root that the gold type may carry.",
    "pair": "Share of the gold pairs both of whose parties stand in one of our events: an actor's words, or those of another mention of "
    "the same entity, overlap the marked actor, and those of a recipient, target or further actor the marked recipient. A party "
    "that the gold does not mark is not asked for.",
    "pair_held": "The same, the recipient in any slot of the event: also its place, its content, or the trigger of an event that it is "
    "linked to. (Some sets mark acts and places as recipients.)",
    "actor": "Share of the marked actors that overlap an actor of one of our events.",
    "recipient": "Share of the marked recipients that overlap a recipient, target or further actor of one of our events.",
    "no_event": "Share of the sentences that the gold says tell no event in which we coded none.",
    "status_found": "Where the gold gives a status: share of the pairs found whose event has that status.",
}
TABLES = {"found": "Type, pair found by ourselves", "given": "Type, pair given"}


def applies(gold: Gold) -> bool:
    return gold.pairs is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.pairs is not None
    if not gold.pairs:
        tally.add("eventless")
        tally.add("eventless_right", by=not ours.events)
        for event in ours.events:
            tally.miss("extra", (event.trigger.start, event.trigger.end), ours=told(event), why=event.why)
    chains = Chains(ours)
    for pair in gold.pairs:
        _count_pair(gold, pair, ours, chains, tally)


def _count_pair(gold: Gold, pair: GoldPair, ours: Coding, chains: Chains, tally: Tally) -> None:
    given = chosen(pair, ours, chains)
    found = given if given is not None and holds(given, pair, chains) else None
    label_found, label_given = (label_of(event, pair, gold.folds) for event in (found, given))
    tally.add("pairs")
    tally.add("pairs_found", by=found is not None)
    tally.add("pairs_held", by=any(_holds_widely(event, pair, chains, ours) for event in ours.events))
    tally.confuse("found", pair.label, label_found)
    tally.confuse("given", pair.label, label_given)
    if found is not None:
        tally.confuse("of_found", pair.label, label_found)
    for table, event in (("quad_found", found), ("quad_given", given)):
        tally.confuse(table, *_quads(event, pair))
    tally.add("cameo_right", by=given is not None and any(given.cameo[:2] in CAMEO_ROOTS[kind] for kind in pair.types))
    _count_parties(pair, ours, chains, tally)
    if pair.status is not None and found is not None:
        tally.add("statuses")
        tally.add("statuses_right", by=found.status == pair.status)
    if label_found != pair.label or (found is not None and pair.status not in (None, found.status)):
        what = (
            "status"
            if label_found == pair.label
            else "wrong type"
            if found is not None
            else "pair not found"
            if given is not None
            else "missed"
        )
        tally.miss(what, pair.actor or pair.recipient, gold=_shown(pair, gold), ours=told(given), why=given.why if given else ())


def _count_parties(pair: GoldPair, ours: Coding, chains: Chains, tally: Tally) -> None:
    if pair.actor is not None:
        tally.add("actors")
        tally.add("actors_right", by=any(_fit(event, pair, chains)[0] for event in ours.events))
    if pair.recipient is not None:
        tally.add("recipients")
        tally.add("recipients_right", by=any(_fit(event, pair, chains)[1] for event in ours.events))


def chosen(pair: GoldPair, ours: Coding, chains: Chains) -> Event | None:
    """Our event whose parties fit the pair best; of several the actual one, then the nearest by trigger, then the first."""

    def order(event: Event) -> tuple[int, bool, int, int]:
        return -sum(_fit(event, pair, chains)), event.status != "actual", _distance(event, pair), event.trigger.start

    return min(ours.events, key=order, default=None)


def holds(event: Event, pair: GoldPair, chains: Chains) -> bool:
    """Whether the event has every party that the gold marks."""
    return sum(_fit(event, pair, chains)) == (pair.actor is not None) + (pair.recipient is not None)


def _fit(event: Event, pair: GoldPair, chains: Chains) -> tuple[bool, bool]:
    """Whether the marked actor is an actor of the event, and the marked recipient a recipient, a target or another actor."""
    acting: list[Party] = []
    if pair.actor is not None:
        acting = [party for party in event.actors if chains.meets(party, pair.actor)]
    received = False
    if pair.recipient is not None:
        others = [party for party in event.actors if not acting or party is not acting[0]]
        received = any(chains.meets(party, pair.recipient) for party in (*event.recipients, *event.targets, *others))
    return bool(acting), received


def _holds_widely(event: Event, pair: GoldPair, chains: Chains, ours: Coding) -> bool:
    """As ``holds``, the recipient in any slot of the event: some sets mark acts and places, which are no parties to us."""
    acting, received = _fit(event, pair, chains)
    if pair.recipient is None or received:
        return acting or pair.actor is None
    linked = {link.event for link in event.links}
    spans = [event.content, *(other.trigger for other in ours.events if other.id in linked), *event.places]
    held = any(overlaps(span.start, span.end, *pair.recipient) for span in spans if span is not None)
    return held and (acting or pair.actor is None)


def _distance(event: Event, pair: GoldPair) -> int:
    """Code points between the trigger and the stretch from one party to the other; 0 inside it."""
    spans = [span for span in (pair.actor, pair.recipient) if span is not None]
    if not spans:
        return 0
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return max(0, start - event.trigger.start, event.trigger.start - end)


def label_of(event: Event | None, pair: GoldPair, folds: Mapping[str, str]) -> str | None:
    """Our type as the gold set names it."""
    if event is None:
        return None
    return pair.label if event.type in pair.types else folds.get(event.type, event.type)


def _quads(event: Event | None, pair: GoldPair) -> tuple[str, str | None]:
    """Gold and our quad class. A class of the set that spans two quads is right in either."""
    allowed = [QUAD[kind] for kind in pair.types]
    ours = QUAD[event.type] if event is not None else None
    return (ours if ours in allowed else allowed[0]), ours


def told(event: Event | None) -> dict[str, object] | None:
    """An event in short, for the list of misses."""
    if event is None:
        return None
    names = {"actors": event.actors, "recipients": event.recipients, "targets": event.targets}
    return {
        "type": event.type, "modes": event.modes, "trigger": event.trigger.text, "status": event.status, "voice": event.voice,
        **{role: [party.text or party.name for party in parties] for role, parties in names.items()}, "confidence": event.confidence,
    }  # fmt: skip


def _shown(pair: GoldPair, gold: Gold) -> dict[str, object]:
    text = gold.document.text
    spans = {"actor": pair.actor, "recipient": pair.recipient}
    return {"type": pair.label, **{role: text[span[0] : span[1]] if span else None for role, span in spans.items()}, "status": pair.status}


def figures(counts: Counts) -> dict[str, Value]:
    n = int(counts.get(("pairs",), 0))
    by_type = {f"type_found.{name}": value for name, value in by_class(counts, "found").items() if name != NOTHING}
    return {
        "type_found": macro_f1(counts, "found"), "type_found_share": accuracy(counts, "found"),
        "type_given": macro_f1(counts, "given"), "type_given_share": accuracy(counts, "given"),
        "type_of_found": macro_f1(counts, "of_found"),
        "quad_found": macro_f1(counts, "quad_found"), "quad_given": macro_f1(counts, "quad_given"),
        "cameo_given": Value(value=counts.get(("cameo_right",), 0) / n if n else None, n=n),
        "pair": share(counts, "pairs_found", "pairs"), "pair_held": share(counts, "pairs_held", "pairs"),
        "actor": share(counts, "actors_right", "actors"),
        "recipient": share(counts, "recipients_right", "recipients"), "no_event": share(counts, "eventless_right", "eventless"),
        "status_found": share(counts, "statuses_right", "statuses"), **by_type,
    }  # fmt: skip
