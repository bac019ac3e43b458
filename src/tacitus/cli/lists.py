"""``events``, ``quotes``, ``failures``: lists of a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tacitus.cli import options
from tacitus.cli.options import filters_of

if TYPE_CHECKING:
    from tacitus.record import Filters

_HINT = "--limit 0 shows all, --json writes every one."


def events(
    record: options.Record,
    type: options.Type = None,
    quad: options.Quad = None,
    status: options.Status = None,
    voice: options.Voice = None,
    actor: options.Actor = None,
    country: options.Country = None,
    speaker: options.Speaker = None,
    outlet: options.Outlet = None,
    since: options.Since = None,
    until: options.Until = None,
    text: options.Words = None,
    document: options.InDocument = None,
    limit: options.Limit = None,
    json: options.Json = False,
    pseudonyms: options.Pseudonyms = False,
) -> None:
    """List events: who did or said what to whom, when, where, according to whom, with which status.

    Filters narrow the list; one that is repeated takes either value.

    Example: tacitus events news.db --type ASSAULT --status actual --country KEN --from 2024-01-01
    """
    from tacitus.cli.reading import opened
    from tacitus.cli.tables import print_events

    filters = filters_of(
        type=type, quad=quad, status=status, voice=voice, actor=actor, country=country, speaker=speaker, outlet=outlet,
        document=document, since=since, until=until, words=text,
    )  # fmt: skip
    if json:
        _write_lines("events", record, filters, masked=pseudonyms)
        return
    with opened(record) as shown:
        print_events(shown.events(filters), limit, _HINT)


def _write_lines(kind: str, record: Path, filters: Filters, *, masked: bool) -> None:
    """Every row of the list, ``events`` or ``quotes``, as one JSON object a line."""
    from tacitus.cli.reading import opened
    from tacitus.cli.terminal import write_line

    with opened(record, masked=masked) as shown:
        if masked:
            from tacitus.exports.writing import line_of

            for masked_row in getattr(shown, kind)(filters):
                write_line(line_of(masked_row))
        else:
            for row in getattr(shown.reader, kind)(filters):
                write_line(row.line())


def quotes(
    record: options.Record,
    type: options.TypeTold = None,
    quad: options.QuadTold = None,
    status: options.StatusTold = None,
    voice: options.VoiceTold = None,
    speaker: options.Speaker = None,
    actor: options.SpeakerToo = None,
    country: options.Country = None,
    form: options.Form = None,
    outlet: options.Outlet = None,
    since: options.Since = None,
    until: options.Until = None,
    text: options.Words = None,
    document: options.InDocument = None,
    limit: options.Limit = None,
    json: options.Json = False,
    pseudonyms: options.Pseudonyms = False,
) -> None:
    """List quotations: who said what, in which words.

    Example: tacitus quotes news.db --speaker "foreign ministry" --text ceasefire
    """
    from tacitus.cli.reading import opened
    from tacitus.cli.tables import print_quotes

    filters = filters_of(
        type=type, quad=quad, status=status, voice=voice,
        speaker=speaker, actor=actor, country=country, form=form, outlet=outlet, document=document, since=since, until=until, words=text
    )  # fmt: skip
    if json:
        _write_lines("quotes", record, filters, masked=pseudonyms)
        return
    with opened(record) as shown:
        print_quotes(shown.quotes(filters), limit, _HINT)


def incidents(
    record: options.Record,
    type: options.TypeIn = None,
    quad: options.QuadIn = None,
    status: options.StatusIn = None,
    voice: options.VoiceIn = None,
    actor: options.Actor = None,
    country: options.Country = None,
    speaker: options.Speaker = None,
    outlet: options.Outlet = None,
    since: options.Since = None,
    until: options.Until = None,
    text: options.Words = None,
    document: options.InDocument = None,
    limit: options.Limit = None,
    json: options.JsonPlain = False,
    pseudonyms: options.Pseudonyms = False,
) -> None:
    """List incidents: what happened once, told by how many reports, outlets and independent origins, with what contradictions.

    An incident is listed where one of its reports passes the filters.

    Example: tacitus incidents news.db --type ASSAULT --country KEN --from 2024-01-01
    """
    import msgspec

    from tacitus.cli.incident_views import print_incidents
    from tacitus.cli.reading import opened
    from tacitus.cli.terminal import write_line

    filters = filters_of(
        type=type, quad=quad, status=status, voice=voice, actor=actor, country=country, speaker=speaker, outlet=outlet,
        document=document, since=since, until=until, words=text,
    )  # fmt: skip
    with opened(record, masked=pseudonyms if json else None) as shown:
        found = (incident for incident, _ in shown.incidents(filters))
        if not json:
            print_incidents(found, limit, _HINT)
            return
        for incident in found:
            write_line(msgspec.json.encode(incident))


def failures(record: options.Record, limit: options.Limit = None, json: options.JsonPlain = False) -> None:
    """List inputs that failed and documents that gave no event, each with its reason.

    Example: tacitus failures news.db --json
    """
    import msgspec

    from tacitus.cli.tables import print_failures
    from tacitus.cli.terminal import write_line
    from tacitus.record import Reader

    with Reader(record) as reader:
        if not json:
            print_failures(reader.failures(), limit)
            return
        for row in reader.failures():
            write_line(msgspec.json.encode(row))
