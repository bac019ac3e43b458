"""Query parameters of the lists: filters, order, which part."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from litestar.params import Parameter

from tacitus.model.answers import Listed

MOST_ROWS = 200
Several = list[str] | None
Review = Literal["unreviewed", "accepted", "rejected", "edited", "flagged", "disputed"]


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """The filters of a request, by name, those with values alone."""

    values: dict[str, tuple[str, ...]]


def filters_given(
    type: Annotated[Several, Parameter(description="PLOVER event type, say ASSAULT")] = None,
    quad: Annotated[Several, Parameter(description="quad class")] = None,
    status: Annotated[Several, Parameter(description="actual, future, threatened, demanded, hypothetical, negated")] = None,
    voice: Annotated[Several, Parameter(description="report, quoted, authorial")] = None,
    country: Annotated[Several, Parameter(description="alpha-3 code of a party or of the place")] = None,
    actor: Annotated[Several, Parameter(description="entity id, or words of a name")] = None,
    recipient: Annotated[Several, Parameter(description="entity id, or words of a name")] = None,
    outlet: Annotated[Several, Parameter(description="the outlet's name")] = None,
    speaker: Annotated[Several, Parameter(description="entity id, or words of a name")] = None,
    place: Annotated[Several, Parameter(description="GeoNames id")] = None,
    since: Annotated[str | None, Parameter(description="from this day on, ISO")] = None,
    until: Annotated[str | None, Parameter(description="up to this day, ISO")] = None,
    box: Annotated[str | None, Parameter(description="west,south,east,north in degrees")] = None,
    origins: Annotated[str | None, Parameter(description="at least so many independent origins")] = None,
    reviewed: Annotated[Several, Parameter(description="unreviewed, accepted, rejected, edited, flagged, disputed")] = None,
    words: Annotated[str | None, Parameter(description='full text: words, "phrases"')] = None,
    incident: Annotated[Several, Parameter(description="id of an incident")] = None,
    document: Annotated[Several, Parameter(description="id of a document")] = None,
) -> Given:
    """The filters of the address."""
    found = dict(locals())
    return Given(
        values={name: tuple(value) if isinstance(value, list) else (value,) for name, value in found.items() if value not in (None, [])}
    )


Offset = Annotated[int, Parameter(ge=0, le=1 << 53, description="rows left out before the first")]
Limit = Annotated[int, Parameter(ge=0, le=MOST_ROWS, description="rows at most")]
Sort = Annotated[str | None, Parameter(description='a field; "-" before it: descending')]
Of = Annotated[Listed, Parameter(description="of which list")]
Identity = Annotated[str, Parameter(max_length=500)]
