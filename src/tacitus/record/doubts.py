"""Where incidents are least certain: the weakest link within one, and links between two. Functions take a ``Connection``."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, text

_WEAKEST = text("""
    SELECT held.incident, min(json_extract(nodes.because, '$.score')) AS score
    FROM incident_nodes AS nodes
    JOIN incident_node_events AS members ON members.node = nodes.id
    JOIN incident_events AS held ON held.event = members.event
    WHERE nodes.because IS NOT NULL AND json_extract(nodes.because, '$.event') IS NOT NULL
    GROUP BY held.incident ORDER BY score, held.incident
""")
_BETWEEN = text("""
    WITH ends AS (SELECT a AS node FROM incident_pairs WHERE NOT denial UNION SELECT b FROM incident_pairs WHERE NOT denial),
    told AS (
        SELECT members.node, min(members.event) AS event, held.incident
        FROM incident_node_events AS members
        JOIN incident_events AS held ON held.event = members.event
        WHERE members.node IN (SELECT node FROM ends)
        GROUP BY members.node
    )
    SELECT pairs.a, pairs.b, pairs.score, one.incident AS one, two.incident AS two, one.event AS event, two.event AS other
    FROM incident_pairs AS pairs
    JOIN told AS one ON one.node = pairs.a
    JOIN told AS two ON two.node = pairs.b
    WHERE NOT pairs.denial AND one.incident <> two.incident
    ORDER BY pairs.score DESC, pairs.a, pairs.b
""")


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two reports that are alike enough to be one happening and stand in two incidents. ``a``, ``b``: their nodes."""

    a: int
    b: int
    score: float
    one: str  # incidents
    two: str
    event: str  # of a, in `one`
    other: str


def weakest(connection: Connection) -> list[tuple[str, float]]:
    """Incidents of several reports and the score by which their least alike one was taken in, the lowest first."""
    return [(row.incident, float(row.score)) for row in connection.execute(_WEAKEST)]


def between(connection: Connection) -> list[Link]:
    """The best link of each two incidents, the best first."""
    found: dict[frozenset[str], Link] = {}
    for row in connection.execute(_BETWEEN):
        found.setdefault(frozenset((row.one, row.two)), Link(**row._mapping))
    return list(found.values())
