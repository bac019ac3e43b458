"""Every code that an analyst meets, with its label and what it means (after docs/CODEBOOK.md)."""

from __future__ import annotations

from tacitus.model.answers import Term, Vocabulary
from tacitus.model.ontology import EVENT_TYPES, MODES, QUAD
from tacitus.workspace.browsing.filters import FILTERS

_TYPES = {
    "AGREE": ("Agree", "promises, offers and agreements to cooperate; invitations"),
    "CONSULT": ("Consult", "meetings, visits, calls, talks, mediation"),
    "SUPPORT": ("Support", "backing, praise, recognition, solidarity, signing and ratifying; words alone"),
    "CONCEDE": ("Concede", "promises to yield, apologies, pardons, acquittals, announced withdrawals and ceasefires, demands dropped"),
    "COOPERATE": ("Cooperate", "trade, joint exercises, extradition, shared intelligence: both sides gain"),
    "AID": ("Aid", "money, arms, relief, asylum, debt relief; forces for disaster relief"),
    "RETREAT": ("Retreat", "yielding in deed: withdrawal, release, disarming, ceasefire, access, resignation"),
    "REQUEST": ("Request", "asking, appealing, calling on, demanding, ordering"),
    "ACCUSE": ("Accuse", "condemning, criticising, charging, suing, investigating"),
    "REJECT": ("Reject", "refusals, vetoes, entry barred, meetings cancelled"),
    "THREATEN": ("Threaten", "warnings of force or harm by one's own side"),
    "PROTEST": ("Protest", "demonstrations, strikes, riots, boycotts"),
    "SANCTION": ("Sanction", "relations, aid or trade cut or reduced; convictions; expulsions"),
    "MOBILIZE": ("Mobilize", "forces moved or made ready, short of their use"),
    "COERCE": ("Coerce", "repression without violence: arrests, seizures, restrictions, censorship"),
    "ASSAULT": ("Assault", "force that can hurt bodies or destroy property"),
}
_QUADS = {
    "verbal cooperation": ("Verbal cooperation", "friendly words: agreements, talks, support, concessions"),
    "material cooperation": ("Material cooperation", "friendly deeds: trade, aid, yielding"),
    "verbal conflict": ("Verbal conflict", "hostile words: demands, accusations, refusals, threats"),
    "material conflict": ("Material conflict", "hostile deeds: protests, sanctions, mobilising, coercion, force"),
}
_STATUSES = {
    "actual": ("Actual", "happened, or is happening, in the view of its voice"),
    "future": ("Future", "planned, announced, expected"),
    "threatened": ("Threatened", "held out as harm"),
    "demanded": ("Demanded", "what a request asks for"),
    "hypothetical": ("Hypothetical", "if, could, might, would; an option; a fear"),
    "negated": ("Negated", "did not happen, is denied, was never begun"),
}
_VOICES = {
    "report": ("Report", "the outlet tells it as fact"),
    "quoted": ("Quoted", "it stands in words or views given to a speaker"),
    "authorial": ("Authorial", "a fact told within the outlet's own opinion"),
}
_SECTORS = {
    "COP": "police and security services at home", "GOV": "government, ministries, heads of state", "JUD": "courts, prosecutors",
    "LEG": "legislatures", "MIL": "state armed forces", "PRM": "paramilitaries, militias", "PTY": "parties", "REB": "rebel groups",
    "SPY": "intelligence services", "UAF": "armed groups and men whose side is no state's, or not told", "UNK": "not known",
    "AGR": "farming, fishing, food", "BUS": "business", "CRM": "criminal groups", "CVL": "civilians",
    "EDU": "schools, universities, students", "ELI": "former office holders, elites", "JRN": "journalists, media",
    "LAB": "workers, unions", "MED": "doctors, hospitals, health workers", "REF": "refugees, displaced",
    "OPP": "opposition politicians and movements", "PRE": "states with limited recognition", "REL": "religious bodies and leaders",
    "SOC": "civil society",
}  # fmt: skip
_COUNTS = {
    "killed": "people killed", "injured": "people injured", "missing": "people missing", "abducted": "people abducted",
    "detained": "people detained or arrested", "released": "people released", "displaced": "people displaced",
    "participants": "people who take part", "personnel": "forces and staff", "munitions": "missiles, shells, bombs, drones",
    "money": "money, in its own currency", "other": "anything else that is counted",
}  # fmt: skip


LABELS: dict[str, str] = {
    code: label for table in (_TYPES, _QUADS, _STATUSES, _VOICES) for code, (label, _) in table.items()
}  # fmt: skip


def vocabulary() -> Vocabulary:
    types = tuple(
        Term(code=code, label=_TYPES[code][0], help=_TYPES[code][1], quad=QUAD[code], modes=MODES[code]) for code in EVENT_TYPES
    )  # fmt: skip
    return Vocabulary(
        types=types,
        quads=_terms(_QUADS),
        statuses=_terms(_STATUSES),
        voices=_terms(_VOICES),
        sectors=tuple(Term(code=code, label=said[:1].upper() + said[1:], help=said) for code, said in _SECTORS.items()),
        counts=tuple(Term(code=code, label=code[:1].upper() + code[1:], help=said) for code, said in _COUNTS.items()),
        filters=FILTERS,
    )


def _terms(said: dict[str, tuple[str, str]]) -> tuple[Term, ...]:
    return tuple(Term(code=code, label=label, help=help) for code, (label, help) in said.items())
