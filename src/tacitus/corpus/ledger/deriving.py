"""The incident and its claims from its reports: a function of the set, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from tacitus.corpus.ledger import agreement
from tacitus.corpus.ledger.claims import Held, claims_of, instant, retracted
from tacitus.corpus.ledger.contradictions import contradictions_of
from tacitus.corpus.ledger.sayings import denials_of, sayings
from tacitus.corpus.ledger.titles import Facts, common_modes, nouns, title
from tacitus.corpus.reports import Report, Source
from tacitus.model.ids import make_id
from tacitus.model.incidents import Claim, Incident, ReportHead
from tacitus.model.ontology import QUAD, EventType
from tacitus.model.records import Event

SINGLE_SOURCE = "single-source"


def derive(
    incident_id: str,
    reports: Sequence[Report],
    origins: Mapping[str, str],
    denials: Sequence[Report] = (),
    flags: Iterable[str] = (),
    linked: Mapping[str, Event] | None = None,
) -> tuple[Incident, tuple[Claim, ...]]:
    """``origins``: event id → origin; ``denials``: reports that it did not happen; ``linked``: events that reports answer to, by id."""
    ordered = sorted(reports, key=lambda report: report.order)
    denying = sorted(denials, key=lambda report: report.order)
    about = ordered[0].event.id
    said = claims_of(incident_id, about, sayings(ordered, origins, linked or {}, denied=bool(denying)))
    denied = claims_of(incident_id, about, denials_of(denying, origins))
    held = sorted([*retracted(said, denied), *denied], key=lambda one: one.order)
    return _incident(incident_id, ordered, origins, held, flags), tuple(one.claim for one in held)


def _incident(
    incident_id: str, reports: Sequence[Report], origins: Mapping[str, str], held: Sequence[Held], flags: Iterable[str]
) -> Incident:
    independent = {origins.get(report.event.id) or make_id("origin", report.source.id) for report in reports}
    outlets = {outlet for report in reports if (outlet := _outlet(report.source))}
    types, days, place = _types(held), agreement.days(held), agreement.place(held)
    contradictions = contradictions_of(held)
    status = _most(reports, origins)
    facts = Facts(
        types=types, modes=_modes(reports, types[0]), status=status, claimed=_is_claimed(reports), place=place,
        actors=agreement.precise_parties(held, "actor"), recipients=agreement.precise_parties(held, "recipient"),
        days=days.value.days if days is not None else None, contradicted=frozenset(one.field for one in contradictions),
    )  # fmt: skip
    single = [SINGLE_SOURCE] if len(independent) == 1 and len(outlets) > 1 else []
    return Incident(
        id=incident_id, types=types, quad=QUAD[_type(types[0])], title=title(facts), actors=agreement.parties(held, "actor"),
        recipients=agreement.parties(held, "recipient"), earliest=days.value.days[0] if days and days.value.days else None,
        latest=days.value.days[1] if days and days.value.days else None, precision=days.value.precision if days else None,
        not_after=_not_after(reports), place=place, status=status, reports=len({report.source.id for report in reports}),
        outlets=len(outlets), origins=len(independent), figures=agreement.figures(held), contradictions=contradictions,
        flags=tuple(sorted({*flags, *single})), events=tuple(report.event.id for report in reports), first_report=_head(reports, origins),
    )  # fmt: skip


def _type(name: str) -> EventType:
    return name  # type: ignore[return-value]


def _types(held: Sequence[Held]) -> tuple[str, ...]:
    """The one with most independent origins first, then by first seen."""
    found: dict[str, list[Held]] = {}
    for one in held:
        if one.claim.field == "type":
            found.setdefault(one.claim.key, []).append(one)
    return tuple(sorted(found, key=lambda name: (-len(agreement.origins(found[name])), found[name][0].order)))


def _most(reports: Sequence[Report], origins: Mapping[str, str]) -> str:
    """The status that most origins give; of several that of the first report."""
    found: dict[str, set[str]] = {}
    for report in reports:
        found.setdefault(report.event.status, set()).add(origins.get(report.event.id) or report.source.id)
    return max(found, key=lambda status: len(found[status]))  # the first of equals


def _modes(reports: Sequence[Report], event_type: str) -> tuple[str, ...]:
    of_type = [report.event.modes for report in reports if report.event.type == event_type]
    return common_modes(of_type, nouns().modes.get(event_type, {}))


def _is_claimed(reports: Sequence[Report]) -> bool:
    """Somebody's words alone, and not those of who did it."""
    return all(
        report.event.voice == "quoted" and (report.event.attribution is None or report.event.attribution.relation != "actor")
        for report in reports
    )


def _not_after(reports: Sequence[Report]) -> str | None:
    """An actual event did not happen after its first report."""
    known = [report.event.not_after for report in reports if report.event.not_after]
    return min(known, key=lambda day: (instant(day).order, day)) if known else None


def _outlet(source: Source) -> str | None:
    """By name, else by the host of its address."""
    if source.outlet:
        return source.outlet.casefold()
    try:
        return urlsplit(source.url or "").hostname
    except ValueError:
        return None


def _head(reports: Sequence[Report], origins: Mapping[str, str]) -> ReportHead:
    source = reports[0].source
    events = tuple(report.event.id for report in reports if report.source.id == source.id)
    return ReportHead(
        document=source.id, events=events, outlet=source.outlet, published_at=source.published_at, title=source.title, url=source.url,
        origin=origins.get(events[0]) or make_id("origin", source.id),
    )  # fmt: skip
