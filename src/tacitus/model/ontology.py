"""PLOVER (16 types) and CAMEO: types, modes, quad classes, scores, contexts and the vocabularies of a coding.

Source: the PLOVER manual (edition with 16 types, Halterman et al.), paraphrased, with the rulings of docs/CODEBOOK.md.
"""

from __future__ import annotations

from typing import Literal

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
QuadClass = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Status = Literal["actual", "future", "threatened", "demanded", "hypothetical", "negated"]
Voice = Literal["report", "quoted", "authorial"]
Relation = Literal["actor", "recipient", "other", "unknown"]
LinkRelation = Literal["content-of", "about", "response-to", "contradicts", "part-of"]
QuoteForm = Literal["direct", "indirect", "mixed"]
FrameCategory = Literal["label", "loaded", "reporting-verb", "deleted-agent", "opinion", "call"]
FrameBy = Literal["outlet", "speaker"]
EntityCategory = Literal["person", "organisation", "group", "government", "unnamed"]
Certainty = Literal["stated", "alleged", "inferred"]
TimePrecision = Literal["day", "week", "month", "season", "year", "decade", "unknown"]
PlacePrecision = Literal["point", "city", "admin1", "country", "region"]
PlaceUse = Literal["literal", "metonymic", "modifier"]
PlaceRole = Literal["at", "origin", "target"]
EventExtent = Literal["single", "several", "habitual"]
Outcome = Literal["failed", "intercepted"]
CountScope = Literal["event", "cumulative"]
DocumentExtent = Literal["full", "summary"]
PublishedFrom = Literal["given", "header", "dateline", "metadata"]

EVENT_TYPES: tuple[EventType, ...] = EventType.__args__  # type: ignore[attr-defined]
STATUSES: tuple[Status, ...] = Status.__args__  # type: ignore[attr-defined]
VOICES: tuple[Voice, ...] = Voice.__args__  # type: ignore[attr-defined]
QUADS: tuple[QuadClass, ...] = QuadClass.__args__  # type: ignore[attr-defined]

QUAD: dict[EventType, QuadClass] = {
    "AGREE": "verbal cooperation", "CONSULT": "verbal cooperation", "SUPPORT": "verbal cooperation", "CONCEDE": "verbal cooperation",
    "COOPERATE": "material cooperation", "AID": "material cooperation", "RETREAT": "material cooperation",
    "REQUEST": "verbal conflict", "ACCUSE": "verbal conflict", "REJECT": "verbal conflict", "THREATEN": "verbal conflict",
    "PROTEST": "material conflict", "SANCTION": "material conflict", "MOBILIZE": "material conflict",
    "COERCE": "material conflict", "ASSAULT": "material conflict",
}  # fmt: skip

# Ruling: where the published editions disagree on modes, the list of docs/CODEBOOK.md stands; dead modes of the older draft are out.
MODES: dict[EventType, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": ("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack",
        "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip

# Ruling: the manual prints ACCUSE +3, a sign lost beside its modes, and no score for vandalize, which takes the type's.
SCORES: dict[EventType, float] = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5.0, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10.0, "RETREAT": 6.5, "REQUEST": 0.0,
    "ACCUSE": -3.0, "REJECT": -2.0, "THREATEN": -3.5, "PROTEST": -5.0, "SANCTION": -6.0, "MOBILIZE": -5.5, "COERCE": -7.0, "ASSAULT": -9.0,
}  # fmt: skip
# Only the modes whose score differs from their type's.
MODE_SCORES: dict[tuple[EventType, str], float] = {
    ("CONSULT", "visit"): 4.0, ("CONSULT", "third-party"): 1.0, ("CONSULT", "multilateral"): 4.0, ("CONSULT", "phone"): 1.5,
    ("RETREAT", "withdraw"): 8.0, ("RETREAT", "disarm"): 10.0, ("RETREAT", "ceasefire"): 7.5, ("RETREAT", "resign"): 4.5,
    ("REQUEST", "assist"): 0.5, ("REQUEST", "change"): -1.0, ("REQUEST", "yield"): -1.0,
    ("ACCUSE", "disapprove"): -2.0, ("ACCUSE", "investigate"): -3.5, ("ACCUSE", "allege"): -3.5,
    ("REJECT", "assist"): -1.5,
    ("THREATEN", "restrict"): -3.0, ("THREATEN", "territory"): -4.0,
    ("PROTEST", "riot"): -7.0, ("PROTEST", "hunger"): -4.5, ("PROTEST", "boycott"): -4.5, ("PROTEST", "obstruct"): -4.5,
    ("SANCTION", "expel"): -5.5,
    ("MOBILIZE", "troops"): -6.5, ("MOBILIZE", "weapons"): -6.5, ("MOBILIZE", "militia"): -6.0,
    ("COERCE", "censor"): -6.5, ("COERCE", "curfew"): -6.5, ("COERCE", "martial-law"): -7.5, ("COERCE", "misinformation"): -6.5,
    ("ASSAULT", "abduct"): -8.5, ("ASSAULT", "beat"): -7.5, ("ASSAULT", "torture"): -8.5, ("ASSAULT", "sexual"): -8.5,
    ("ASSAULT", "targeted"): -9.5, ("ASSAULT", "destroy"): -8.5, ("ASSAULT", "primitive"): -8.0, ("ASSAULT", "suicide-attack"): -9.5,
    ("ASSAULT", "aerial"): -9.5, ("ASSAULT", "drone"): -9.5, ("ASSAULT", "heavy-weapons"): -9.5, ("ASSAULT", "crowd-control"): -7.5,
    ("ASSAULT", "unconventional"): -10.0,
}  # fmt: skip

# Acts done by words.
VERBAL: frozenset[EventType] = frozenset(event_type for event_type, quad in QUAD.items() if quad.startswith("verbal"))

RECIPIENT_REQUIRED: frozenset[EventType] = frozenset({"COOPERATE", "AID", "SANCTION"})

# Ruling: CAMEO root that a type falls back to where no finer code is clear.
CAMEO_ROOT: dict[EventType, str] = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "CONCEDE": "08", "COOPERATE": "06", "AID": "07", "RETREAT": "08", "REQUEST": "10",
    "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "SANCTION": "16", "MOBILIZE": "15", "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip
# Ruling: roots a type may carry, wide where the two schemes cut differently (an arrest is COERCE and 17, a conviction SANCTION and 17).
CAMEO_ROOTS: dict[EventType, tuple[str, ...]] = {
    "AGREE": ("03",), "CONSULT": ("04",), "SUPPORT": ("05",), "CONCEDE": ("03", "05", "08"), "COOPERATE": ("06",),
    "AID": ("07", "08", "06"), "RETREAT": ("08",), "REQUEST": ("02", "10"), "ACCUSE": ("11", "09"), "REJECT": ("12",),
    "THREATEN": ("13",), "PROTEST": ("14",), "SANCTION": ("16", "17", "11"), "MOBILIZE": ("15",),
    "COERCE": ("17", "09", "16", "18"), "ASSAULT": ("18", "19", "20", "17"),
}  # fmt: skip

CONTEXTS: tuple[str, ...] = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy",
    "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt",
    "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters",
    "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption",
    "illegal_drugs", "trafficking",
)  # fmt: skip

SECTORS: tuple[str, ...] = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN",
    "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
)  # fmt: skip
GROUP_CODES: tuple[str, ...] = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
COUNTED: tuple[str, ...] = (
    "killed", "injured", "missing", "abducted", "detained", "released", "displaced", "participants", "personnel", "munitions", "money",
    "other",
)  # fmt: skip


def score_of(event_type: EventType, modes: tuple[str, ...] | list[str]) -> float:
    """PLOVER's conflict–cooperation score: the type's, or its modes' (the lowest of several)."""
    of_type = SCORES[event_type]
    return min((MODE_SCORES.get((event_type, mode), of_type) for mode in modes), default=of_type)
