"""Incidents on a terminal: the list, and one opened with its reports, ledger, contradictions and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.text import Text

from tacitus.cli.tables import COLOURS, MARKS, print_rows
from tacitus.cli.terminal import safe, table
from tacitus.cli.views import labelled, marked
from tacitus.model.incidents import Claim, Contradiction, Figure, Incident, IncidentParty, IncidentPlace, Side
from tacitus.workspace.dossiers import Dossier, Lineage, Told

_FOLDED = 8  # outlets of copies named before "and … more"
_OUTLETS = 4  # of one side of a contradiction


def print_incidents(incidents: Iterable[Incident], limit: int | None, hint: str) -> int:
    """Prints the table; how many there are in all."""
    return print_rows(_HEADINGS, incidents, _cells, limit, "incidents", hint)


_HEADINGS: list[tuple[str, dict[str, Any]]] = [
    ("incident", {"min_width": 12}), ("when", {"min_width": 10}), ("status", {"min_width": 10}),
    ("what", {"min_width": 24, "ratio": 6, "overflow": "fold", "no_wrap": False}), ("where", {"min_width": 8, "ratio": 2}),
    ("reports", {"min_width": 7}), ("outlets", {"min_width": 7}), ("origins", {"min_width": 7}),
    ("figures", {"min_width": 10, "ratio": 3}), ("contradictions", {"min_width": 8, "ratio": 2}),
]  # fmt: skip


def _cells(incident: Incident) -> list[Any]:
    figures = "; ".join(f"{what} {figure_text(figure)}" for what, figure in incident.figures.items())
    fields = list(dict.fromkeys(one.field for one in incident.contradictions))
    return [
        incident.id[:12], dates(incident), f"{MARKS[incident.status]} {incident.status}",
        Text(safe(incident.title), style=COLOURS[incident.quad]), place_text(incident.place), str(incident.reports), str(incident.outlets),
        f"{incident.origins}{' !' if 'mass-copying' in incident.flags else ''}", figures or "–", ", ".join(fields) or "–",
    ]  # fmt: skip


def dates(incident: Incident) -> str:
    if incident.earliest is None:
        return f"≤ {incident.not_after[:10]}" if incident.not_after and incident.status == "actual" else "–"
    return incident.earliest if incident.latest in (None, incident.earliest) else f"{incident.earliest}/{incident.latest}"


def place_text(place: IncidentPlace | None) -> str:
    return "–" if place is None else ", ".join(filter(None, [place.name, place.admin1, place.country])) or "–"


def figure_text(figure: Figure) -> str:
    """``3–5 (best 4)``, or one number where low and high are alike."""
    known = [value for value in (figure.low, figure.best, figure.high) if value is not None]
    if not known:
        return "–"
    if min(known) == max(known):
        return f"{known[0]:g}" if figure.high is not None else f"{known[0]:g} or more"
    said = f"{min(known):g}–{max(known):g}"
    return f"{said} (best {figure.best:g})" if figure.best is not None else said


def incident_view(dossier: Dossier) -> Iterator[Any]:
    """Head, contradictions, reports by origin with naming and framing, the claim ledger, reasons."""
    labels = {told.document.id: _label(told) for told in _reports(dossier)}
    yield from _head(dossier.incident)
    if dossier.incident.contradictions:
        yield Text()
        yield Text("Contradictions, each side by first seen", style="bold")
        for contradiction in dossier.incident.contradictions:
            yield from _contradiction(contradiction, {claim.id: _outlets(claim, labels) for claim in dossier.claims})
    yield Text()
    yield Text("Reports, by origin", style="bold")
    for lineage in dossier.lineages:
        yield from _lineage(lineage)
    for denial in dossier.denials:
        yield _report_line(denial, "denies it")
        yield from _sentences(denial)
    if dossier.claims:
        yield Text()
        yield Text("Claims", style="bold")
        yield table(_CLAIM_HEADINGS, [_claim_cells(claim, labels) for claim in dossier.claims])
    if dossier.reasons:
        yield Text()
        yield Text("Why these reports were taken for one occurrence", style="bold")
        events = {event.id: f"“{event.trigger.text}” ({_label(told)})" for told in _reports(dossier) for event in told.events}
        for reason in dossier.reasons:
            pair = " and ".join(
                safe(events.get(event, outlet or event)) for event, outlet in zip(reason.events, reason.outlets, strict=True)
            )
            yield Text.assemble(f"{pair}: {reason.score:.2f} = ", (safe(", ".join(reason.parts)), "dim"))


def _reports(dossier: Dossier) -> Iterator[Told]:
    for lineage in dossier.lineages:
        yield from (lineage.first, *lineage.others)
    yield from dossier.denials


def _label(told: Told) -> str:
    """What a reader knows a report by: its outlet, else the file it came from."""
    return told.document.outlet or told.document.source_id


def _outlets(claim: Claim, labels: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(safe(one.outlet or labels.get(one.document, "no outlet given")) for one in claim.words))


def _head(incident: Incident) -> Iterator[Text]:
    yield Text(safe(incident.title), style=f"bold {COLOURS[incident.quad]}")
    yield labelled("id", incident.id)
    yield labelled("types", f"{', '.join(incident.types)}; {incident.quad}; {MARKS[incident.status]} {incident.status}")
    for part, parties in (("actor", incident.actors), ("recipient", incident.recipients)):
        yield from (labelled(part, _party(party)) for party in parties)
    yield labelled("when", dates(incident) + (f" ({incident.precision})" if incident.precision else ""))
    if incident.place is not None:
        yield labelled("where", place_text(incident.place) + (f" ({incident.place.precision})" if incident.place.precision else ""))
    counted = (("report", incident.reports), ("outlet", incident.outlets), ("independent origin", incident.origins))
    yield labelled("told by", ", ".join(f"{number} {what}{'' if number == 1 else 's'}" for what, number in counted))
    for what, figure in incident.figures.items():
        yield labelled(what, figure_text(figure))
    if incident.flags:
        yield labelled("flags", ", ".join(incident.flags))


def _party(party: IncidentParty) -> str:
    codes = " ".join(filter(None, [party.country, *party.sectors]))
    return f"{party.name} [{codes or 'codes unknown'}]; named by {party.origins} origin{'' if party.origins == 1 else 's'}"


def _contradiction(contradiction: Contradiction, tellers: Mapping[str, list[str]]) -> Iterator[Text]:
    yield Text(f"  {contradiction.field}")
    for side in contradiction.sides:
        yield Text.assemble("    ", (safe(side.value), "bold"), f"  {_side(side, tellers)}")


def _side(side: Side, tellers: Mapping[str, list[str]]) -> str:
    outlets = list(dict.fromkeys(outlet for claim in side.claims for outlet in tellers.get(claim, ()))) or [*map(safe, side.outlets)]
    named = outlets[:_OUTLETS]
    more = f" and {len(outlets) - _OUTLETS} more" if len(outlets) > _OUTLETS else ""
    origins = f"{side.origins} origin{'' if side.origins == 1 else 's'}"
    return f"{origins}, first {side.first_seen or 'undated'}: {', '.join(named) or 'no outlet given'}{more}"


def _report_line(told: Told, note: str = "") -> Text:
    document = told.document
    return Text.assemble(
        f"  {document.published_at or 'undated'}  ",
        (safe(_label(told)), "bold"),
        (f"  {safe(document.title)}" if document.title else "", ""),
        (f"  {note}" if note else "", "yellow"),
        (f"  {document.id[:12]}", "dim"),
    )


def _lineage(lineage: Lineage) -> Iterator[Text]:
    yield _report_line(lineage.first)
    yield from _sentences(lineage.first)
    if lineage.others:
        outlets = list(Counter(safe(_label(one)) for one in lineage.others))
        more = f" and {len(outlets) - _FOLDED} more" if len(outlets) > _FOLDED else ""
        said = f"      + {len(lineage.others)} of the same origin: {', '.join(outlets[:_FOLDED])}{more}"
        yield Text(said, style="dim")


def _sentences(told: Told) -> Iterator[Text]:
    for sentence in told.sentences:
        triggers = [t.trigger for event in told.events for t in event.tellings]
        spans = []
        for evidence in (evidence for event in told.events for evidence in event.evidence):
            if evidence.text == sentence:
                inside = (one for one in triggers if evidence.start <= one.start and one.end <= evidence.end)
                spans += [(one.start - evidence.start, one.end - evidence.start, "bold underline") for one in inside]
        yield Text("      ").append_text(marked(sentence.replace("\n", " "), sorted(set(spans))))
    said = dict.fromkeys(f"{one.part} {one.name}: “{one.words}”" for one in told.naming if one.words != one.name)
    framed = dict.fromkeys(
        f"{one.category}: “{one.text}”" + (f" (neutral: {one.counterpart})" if one.counterpart else "") for one in told.frames
    )
    for label, found in (("names", said), ("frames", framed)):
        if found:
            yield Text(f"      {label}  {safe('; '.join(found))}", style="dim")


_CLAIM_HEADINGS: list[tuple[str, dict[str, Any]]] = [
    ("field", {"min_width": 8}), ("value", {"min_width": 10, "ratio": 3}), ("according to", {"min_width": 10, "ratio": 3}),
    ("outlets", {"min_width": 8, "ratio": 2}), ("seen", {"min_width": 10}), ("in the words", {"min_width": 12, "ratio": 5}),
    ("", {"min_width": 8}),
]  # fmt: skip


def _claim_cells(claim: Claim, labels: Mapping[str, str]) -> list[str]:
    speakers = dict.fromkeys(
        (one.speaker.name or one.speaker.text or "?") if one.speaker else ("unnamed source" if one.voice == "quoted" else one.voice)
        for one in claim.words
    )
    outlets = _outlets(claim, labels)
    seen = claim.first_seen or "undated"
    if claim.last_seen not in (None, claim.first_seen):
        seen += f" – {claim.last_seen}"
    state = "revised" if claim.replaced_by else ("retracted" if claim.retracted else "")
    more = f" +{len(outlets) - 2}" if len(outlets) > 2 else ""
    words = claim.words[0].text if claim.words else "–"
    return [claim.field, claim.value, ", ".join(speakers), ", ".join(outlets[:2]) + more, seen, words, state]
