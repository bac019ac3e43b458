"""``show``: one document with its spans and what was found in it, one event or quotation with its evidence, one incident opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tacitus.cli import options

if TYPE_CHECKING:
    from tacitus.cli.reading import Shown
    from tacitus.record import DocumentHead, Reader

_KINDS = ("doc-", "evt-", "quo-", "inc-")


def show(
    record: options.Record,
    identity: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id of a document, event, quotation or incident, its beginning, or a source_id.", show_default=False
        ),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="The document's coding, the event or quotation in the contract's form, or all of the incident.")
    ] = False,
    pseudonyms: options.Pseudonyms = False,
) -> None:
    """Show one document, event or quotation with the words it rests on, or one incident with its reports, claims and contradictions.

    Example: tacitus show news.db evt-3f2a
    """  # fmt: skip
    from tacitus.cli.reading import opened
    from tacitus.cli.terminal import console, write_line
    from tacitus.cli.views import document_view, event_view, quote_view

    with opened(record, masked=pseudonyms if json else None) as shown:
        kind, whole, document = _find(shown.reader, identity)
        if kind == "incident":
            _incident(shown, whole, json=json)
            return
        coding = shown.shown(shown.reader.coding(document))
        if json:
            import msgspec

            layer = {"event": coding.events, "quote": coding.quotes}.get(kind)
            found = coding if layer is None else next(one for one in layer if one.id == whole)
            write_line(msgspec.json.encode(found))
            return
        if kind == "document":
            parts = document_view(coding)
        elif kind == "event":
            parts = event_view(coding, whole)
        else:
            parts = quote_view(coding, whole)
        out = console()
        for part in parts:
            out.print(part)


def _incident(shown: Shown, identity: str, *, json: bool) -> None:
    from tacitus.cli.terminal import console, write_line

    dossier = shown.dossier(identity)
    if json:
        import msgspec

        write_line(msgspec.json.encode({**msgspec.to_builtins(dossier.incident), **dossier.apart()}))
        return
    from tacitus.cli.incident_views import incident_view

    out = console()
    for part in incident_view(dossier):
        out.print(part)


def _names_of(document: DocumentHead) -> tuple[str | None, ...]:
    return (document.source_id, document.input, document.url, document.input.replace("\\", "/").rpartition("/")[2])


def _find(reader: Reader, identity: str) -> tuple[str, str, str]:
    """Kind, whole id and document's id; also by source id or input."""
    if identity.startswith(_KINDS):
        return reader.find(identity)
    from tacitus.model.errors import UsageError

    found = [row.document.id for row in reader.documents() if identity in _names_of(row.document)]
    if not found:
        raise UsageError(
            f"{reader.path}: holds nothing called {identity!r}. Give an id (doc-…, evt-…, quo-…, inc-…) or a document's source_id; "
            "`tacitus events RECORD` lists them."
        )
    if len(found) > 1:
        raise UsageError(f"{identity!r} names {len(found)} documents ({', '.join(found[:3])}). Give one of these ids.")
    return "document", found[0], found[0]
