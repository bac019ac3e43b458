"""The report's section of incidents: what several articles tell of one occurrence, and where they exclude each other, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from tacitus.exports.incident_tables import figure_words
from tacitus.model.incidents import Claim, Contradiction, Incident, IncidentPlace, Side

MOST_SIDES = 6  # of one contradiction
MOST_CLAIMS = 200  # of one incident; the export has all
_OUTLETS = 6  # of one side


def incidents_section(incidents: Iterable[tuple[Incident, Sequence[Claim]]]) -> Iterator[str]:
    """Those that more than one article tells, with their claims, in the order given; the others are counted."""
    yield '<section aria-labelledby="incidents"><h2 id="incidents">Incidents</h2>'
    yield (
        '<p class="soft small">What several articles tell of one occurrence. Copies of one text, and articles that rest on one single '
        "source, are one origin. Figures are the lowest and highest that anybody gives, never sums. Sides stand by first seen; "
        "tacitus does not decide who is right.</p>\n"
    )
    several = single = 0
    for incident, claims in incidents:
        if incident.reports > 1:
            several += 1
            yield _incident(incident, claims)
        else:
            single += 1
    if not several:
        yield '<p class="empty">No occurrence is told by more than one article.</p>'
    if single:
        told = "1 further occurrence is" if single == 1 else f"{single:,} further occurrences are"
        yield f'<p class="soft small">{told} told by one article each: see the table of events.</p>'
    yield "</section>\n"


def _incident(incident: Incident, claims: Sequence[Claim]) -> str:
    facts = [
        _number(incident.reports, "article"), _number(incident.outlets, "outlet"), _number(incident.origins, "independent origin"),
        *incident.flags,
    ]  # fmt: skip
    where = [_when(incident), _where(incident.place), ", ".join(incident.types), incident.status]
    body = _figures(incident) + _contradictions(incident) + _claims(claims)
    return (
        f'<div class="incident" id="{escape(incident.id)}"><h3 dir="auto">{escape(incident.title)}</h3>'
        f'<p class="soft small">{escape(" · ".join(filter(None, where)))}<br>{escape(" · ".join(facts))}</p>{body}</div>\n'
    )


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _when(incident: Incident) -> str:
    if incident.earliest is None:
        return f"not after {incident.not_after[:10]}" if incident.not_after else "undated"
    return incident.earliest if incident.latest in (None, incident.earliest) else f"{incident.earliest} – {incident.latest}"


def _where(place: IncidentPlace | None) -> str:
    return "" if place is None else ", ".join(filter(None, (place.name, place.country)))


def _figures(incident: Incident) -> str:
    if not incident.figures:
        return ""
    items = "".join(f"<div><dt>{escape(what)}</dt><dd>{escape(figure_words(one))}</dd></div>" for what, one in incident.figures.items())
    return f'<dl class="counted">{items}</dl>'


def _contradictions(incident: Incident) -> str:
    if not incident.contradictions:
        return ""
    rows = "".join(_contradiction(one) for one in incident.contradictions)
    return f'<div class="scroll"><table class="sides"><caption>Contradictions</caption><tbody>{rows}</tbody></table></div>'


def _claims(claims: Sequence[Claim]) -> str:
    """The ledger, folded: one row a claim."""
    if not claims:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("field", "value", "according to", "outlets", "first seen", "in the words"))
    rows = "".join(_claim(one) for one in claims[:MOST_CLAIMS])
    more = f'<p class="soft small">and {len(claims) - MOST_CLAIMS:,} more</p>' if len(claims) > MOST_CLAIMS else ""
    return (
        f"<details><summary>{_number(len(claims), 'claim')}</summary>"
        f'<div class="scroll"><table class="claims"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}</details>'
    )


def _claim(claim: Claim) -> str:
    speakers = dict.fromkeys(
        (one.speaker.name or one.speaker.text or "?") if one.speaker else ("unnamed source" if one.voice == "quoted" else "the outlet")
        for one in claim.words
    )
    outlets = list(dict.fromkeys(one.outlet or "outlet unknown" for one in claim.words))
    state = " (revised later)" if claim.replaced_by else " (retracted)" if claim.retracted else ""
    cells = (
        claim.field, claim.value + state, ", ".join(speakers),
        ", ".join(outlets[:_OUTLETS]) + (f" and {len(outlets) - _OUTLETS} more" if len(outlets) > _OUTLETS else ""),
        (claim.first_seen or "undated")[:10], claim.words[0].text if claim.words else "",
    )  # fmt: skip
    return f'<tr id="{escape(claim.id)}">' + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in cells) + "</tr>"


def _contradiction(one: Contradiction) -> str:
    cells = "".join(f"<td>{_side(side)}</td>" for side in one.sides[:MOST_SIDES])
    more = len(one.sides) - MOST_SIDES
    return f'<tr><th scope="row">{escape(one.field)}</th>{cells}{f"<td>and {more} more</td>" if more > 0 else ""}</tr>'


def _side(side: Side) -> str:
    outlets = ", ".join(side.outlets[:_OUTLETS]) or "outlet unknown"
    more = f" and {len(side.outlets) - _OUTLETS} more" if len(side.outlets) > _OUTLETS else ""
    said = f"{_number(side.origins, 'origin')}, first {(side.first_seen or 'undated')[:10]}: {outlets}{more}"
    return f'<b dir="auto">{escape(side.value)}</b><br><span class="soft small">{escape(said)}</span>'
