"""Incidents and claims as flat rows. Ids join: an incident's to its claims and events, a claim's to its incident, origin and documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tacitus.exports.tables import BETWEEN, Column, Kind, joined, label
from tacitus.model.incidents import Claim, Contradiction, Figure, Incident, IncidentParty, Side
from tacitus.model.ontology import COUNTED

COLUMNED = ("killed", "injured", "abducted", "detained", "displaced", "participants")  # the kinds of figures with columns of their own
SIDES = " / "  # between the sides of one contradiction
_OUTLETS = 4  # of one side


def _of_incident(name: str, kind: Kind, means: str, read: Callable[[Incident], Any], *, words: bool = False) -> Column:
    return Column(name=name, kind=kind, means=means, cell=read, words=words)


def _of_claim(name: str, kind: Kind, means: str, read: Callable[[Claim], Any], *, words: bool = False) -> Column:
    return Column(name=name, kind=kind, means=means, cell=read, words=words)


# Incidents


def figure_words(figure: Figure) -> str:
    """``3–5 (best 4)``, ``30 or more``, one number where low and high are alike."""
    low, best, high = figure.low, figure.best, figure.high
    if low is None and high is None:
        return f"{best:g}" if best is not None else ""
    if high is None:
        return f"{low:g} or more" + (f" (best {best:g})" if best is not None and best != low else "")
    if low is None:
        return f"up to {high:g}"
    if low == high:
        return f"{low:g}"
    return f"{low:g}–{high:g}" + (f" (best {best:g})" if best is not None else "")


def side_words(side: Side) -> str:
    """The value with who has it, in the same form for every side."""
    outlets = ", ".join(side.outlets[:_OUTLETS]) or "outlet unknown"
    more = len(side.outlets) - _OUTLETS
    return f"{side.value} ({outlets}{f' and {more} more' if more > 0 else ''})"


def contradiction_words(contradiction: Contradiction) -> str:
    return f"{contradiction.field}: {SIDES.join(side_words(side) for side in contradiction.sides)}"


def _figure_columns(what: str) -> list[Column]:
    def reader(bound: str) -> Callable[[Incident], Any]:
        return lambda incident: getattr(incident.figures[what], bound) if what in incident.figures else None

    means = {
        "low": f"{what}: the lowest figure of a claim in force.",
        "best": f"{what}: the figure that most independent origins give; of several the latest seen. Never a sum.",
        "high": f"{what}: the highest; empty where it is open above.",
    }
    return [_of_incident(f"{what}_{bound}", "number", means[bound], reader(bound)) for bound in means]


def _party_columns(part: str, what: str) -> list[Column]:
    def of(incident: Incident) -> tuple[IncidentParty, ...]:
        parties: tuple[IncidentParty, ...] = getattr(incident, part)
        return parties

    one = part.removesuffix("s")
    return [
        _of_incident(
            part,
            "text",
            f"{what} by any report, by neutral name, whom most origins name first. Several stand in one cell, {BETWEEN.strip()!r} between.",
            lambda incident: joined(party.name for party in of(incident)),
        ),
        _of_incident(
            f"{one}_countries",
            "text",
            f"ISO 3166 alpha-3 or group code of each of the {part}; empty where unknown.",
            lambda incident: joined(party.country for party in of(incident)),
        ),
        _of_incident(
            f"{one}_sectors",
            "text",
            f"PLOVER sector codes of each of the {part}.",
            lambda incident: joined(" ".join(party.sectors) for party in of(incident)),
        ),
        _of_incident(
            f"{one}_origins",
            "text",
            f"How many independent origins name each of the {part}.",
            lambda incident: joined(str(party.origins) for party in of(incident)),
        ),
    ]


def _place(name: str, kind: Kind, means: str) -> Column:
    read = name.removeprefix("place_")
    attribute = "name" if name == "place" else read
    return _of_incident(name, kind, means, lambda incident: getattr(incident.place, attribute) if incident.place is not None else None)


INCIDENT_COLUMNS: tuple[Column, ...] = (
    _of_incident("id", "text", "The incident's id; it stays when more reports arrive.", lambda incident: incident.id),
    _of_incident("title", "text", "Title in neutral words, made from the codes.", lambda incident: incident.title),
    _of_incident(
        "types", "text", "PLOVER event types that reports give it, that of most origins first.", lambda incident: joined(incident.types)
    ),
    _of_incident("quad", "text", "Quad class of the first type.", lambda incident: incident.quad),
    _of_incident(
        "status",
        "text",
        "actual, future, threatened, demanded, hypothetical or negated. An actual incident has actual reports alone.",
        lambda incident: incident.status,
    ),
    *_party_columns("actors", "Who acts"),
    *_party_columns("recipients", "To whom it is done or said"),
    _of_incident("earliest", "text", "First day, as most origins have it or leave it open; ISO.", lambda incident: incident.earliest),
    _of_incident("latest", "text", "Last day of that.", lambda incident: incident.latest),
    _of_incident("precision", "text", "day, week, month, season, year or decade.", lambda incident: incident.precision),
    _of_incident("not_after", "text", "It did not happen later: its first publication.", lambda incident: incident.not_after),
    _place("place", "text", "The narrowest place on which most origins agree."),
    _place("place_country", "text", "Country of the place; empty for disputed places."),
    _place("admin1", "text", "First-level region of the place."),
    _place("latitude", "number", "Degrees north."),
    _place("longitude", "number", "Degrees east."),
    _place("geonames_id", "integer", "GeoNames id of the place (GeoNames, CC BY 4.0)."),
    _place("place_precision", "text", "point, city, admin1, country or region."),
    _of_incident("reports", "integer", "How many documents tell it.", lambda incident: incident.reports),
    _of_incident("outlets", "integer", "How many outlets.", lambda incident: incident.outlets),
    _of_incident(
        "origins",
        "integer",
        "How many independent origins: copies of one text, and reports that rest on one single source, are one.",
        lambda incident: incident.origins,
    ),
    *[column for what in COLUMNED for column in _figure_columns(what)],
    _of_incident(
        "other_figures",
        "text",
        "Figures of further kinds: lowest to highest, and the best.",
        lambda incident: joined(
            f"{what} {figure_words(incident.figures[what])}" for what in COUNTED if what in incident.figures and what not in COLUMNED
        ),
    ),
    _of_incident(
        "contradicted",
        "text",
        "Fields on which reports exclude each other.",
        lambda incident: joined(one.field for one in incident.contradictions),
    ),
    _of_incident(
        "contradictions",
        "text",
        f"The sides of each, {SIDES.strip()!r} between, by first seen. tacitus does not decide who is right.",
        lambda incident: joined(contradiction_words(one) for one in incident.contradictions),
    ),
    _of_incident("flags", "text", "mass-copying, single-source.", lambda incident: joined(incident.flags)),
    _of_incident("events", "text", "Ids of the event rows that report it, by publication date.", lambda incident: joined(incident.events)),
    _of_incident("first_document", "text", "Id of the document that reported it first.", lambda incident: incident.first_report.document),
    _of_incident("first_outlet", "text", "Its outlet.", lambda incident: incident.first_report.outlet),
    _of_incident("first_published_at", "text", "When that was published.", lambda incident: incident.first_report.published_at),
    _of_incident("first_title", "text", "Its title.", lambda incident: incident.first_report.title, words=True),
    _of_incident("first_url", "text", "Its address.", lambda incident: incident.first_report.url),
)


# Claims


def _value(claim: Claim) -> str | None:
    """Empty where nothing but the report's own words is known."""
    return None if claim.field == "weapon" or claim.key.startswith("words:") else claim.value


def _speakers(claim: Claim) -> list[str]:
    return list(dict.fromkeys(label(words.speaker) for words in claim.words if words.speaker is not None))


_SEVERAL = f"Several stand in one cell, {BETWEEN.strip()!r} between, in the same order as events and documents."

CLAIM_COLUMNS: tuple[Column, ...] = (
    _of_claim("id", "text", "The claim's id.", lambda claim: claim.id),
    _of_claim("incident", "text", "Id of the incident that it is about.", lambda claim: claim.incident),
    _of_claim(
        "field",
        "text",
        "What it says: happened, type, actor, recipient, time, place, weapon, reason, or what a figure counts.",
        lambda claim: claim.field,
    ),
    _of_claim("value", "text", "Neutral and comparable; empty where there are only the report's words.", _value),
    _of_claim("low", "number", "Of a figure: its lower bound; empty where open.", lambda claim: claim.low),
    _of_claim("best", "number", "Of a figure: the number itself, for vague words a conservative one.", lambda claim: claim.best),
    _of_claim("high", "number", "Of a figure: its upper bound; empty where open.", lambda claim: claim.high),
    _of_claim("of", "text", "Of a figure: civilians or combatants; of money: its currency.", lambda claim: claim.of),
    _of_claim(
        "origin",
        "text",
        "Id of the origin; the same as of its events, but for a named source that reports of several origins quote.",
        lambda claim: claim.origin,
    ),
    _of_claim(
        "speaker",
        "text",
        "According to whom, by neutral name; empty where outlets say so themselves.",
        lambda claim: joined(_speakers(claim)),
    ),
    _of_claim(
        "voice",
        "text",
        "report (told as fact), quoted (a speaker says so) or authorial (the outlet's opinion).",
        lambda claim: joined(dict.fromkeys(words.voice for words in claim.words)),
    ),
    _of_claim(
        "outlets", "text", "Who published it.", lambda claim: joined(dict.fromkeys(words.outlet for words in claim.words if words.outlet))
    ),
    _of_claim("first_seen", "text", "Publication date of the first report that has it.", lambda claim: claim.first_seen),
    _of_claim("last_seen", "text", "Publication date of the last report that has it.", lambda claim: claim.last_seen),
    _of_claim(
        "replaced_by",
        "text",
        "Id of the claim by which those who made it revised it; it is in force no more.",
        lambda claim: claim.replaced_by,
    ),
    _of_claim("retracted", "yes-no", "Whether those who made it later denied that it happened.", lambda claim: claim.retracted),
    _of_claim(
        "documents", "text", "Ids of the documents in which it stands.", lambda claim: joined(words.document for words in claim.words)
    ),
    _of_claim("events", "text", "Ids of the event rows in which it stands.", lambda claim: joined(words.event for words in claim.words)),
    _of_claim(
        "spans",
        "text",
        f"start-end of its words in each document, in code points of the text (masked where names are masked). {_SEVERAL}",
        lambda claim: joined(f"{words.start}-{words.end}" for words in claim.words),
    ),
    _of_claim("words", "text", f"Its exact words. {_SEVERAL}", lambda claim: joined(words.text for words in claim.words), words=True),
)
