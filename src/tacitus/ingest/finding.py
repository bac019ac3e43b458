"""From paths to units: runs in the parent, lazily and within bounds of memory; nothing here parses an article."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from tacitus.ingest.options import Options
from tacitus.ingest.reading import open_regular, unreadable
from tacitus.ingest.sniff import HEAD, Format, described_binary, format_of, refused
from tacitus.ingest.streams import Stream, stream_of
from tacitus.ingest.tables import csv_units, json_units
from tacitus.ingest.units import Kind, Refusal, Unit
from tacitus.ingest.walk import Found, walk
from tacitus.model.errors import InputError

_WHOLE: dict[Format, Kind] = {"text": "text", "html": "html", "json": "json", "feed": "feed"}


def find_units(paths: Iterable[str], options: Options, stdin: BinaryIO | None = None) -> Iterator[Unit | Refusal]:
    """Every piece of input under the paths, in their order; inside folders in byte-wise order of names. ``-`` is JSONL on ``stdin``."""
    options.check()
    for path in paths:
        if path == "-":
            yield from _from_stdin(stdin, options)
            continue
        nothing = True
        for found in walk(path, every_kind=options.format is not None):
            nothing = False
            if isinstance(found, Refusal):
                yield found
            else:
                yield from _units_of(found, options)
        if nothing:
            yield Refusal(input=path, reason="the folder holds no files; give a folder with articles")


def _from_stdin(stdin: BinaryIO | None, options: Options) -> Iterator[Unit | Refusal]:
    if stdin is None:
        yield Refusal(input="-", reason="there is no standard input here; give a path")
        return
    yield from json_units(Stream(stdin, options), "-", "-", options)


def _units_of(found: Found, options: Options) -> Iterator[Unit | Refusal]:
    try:
        raw = os.fdopen(open_regular(found.path), "rb")
    except InputError as error:
        yield Refusal(input=found.shown, reason=str(error))
        return
    except OSError as error:
        yield Refusal(input=found.shown, reason=unreadable(error))
        return
    with raw:
        try:
            yield from _units_in(raw, found, options)
        except InputError as error:
            yield Refusal(input=found.shown, reason=str(error))
        except OSError as error:
            yield Refusal(input=found.shown, reason=unreadable(error))


def _units_in(raw: BinaryIO, found: Found, options: Options) -> Iterator[Unit | Refusal]:
    first = raw.read(2)
    raw.seek(0)
    stream = stream_of(raw, first, options)
    head = stream.peek(HEAD)
    reason = "the file is empty" if not head.strip() and len(head) < HEAD else refused(head)
    kind = None if reason else _format(found, head, options)
    if kind is None:
        yield Refusal(input=found.shown, reason=reason or described_binary(head))
    elif kind in _WHOLE:
        yield Unit(input=found.shown, source_id=found.source_id, kind=_WHOLE[kind], path=found.path)
    elif kind == "jsonl":
        yield from json_units(stream, found.shown, found.source_id, options)
    elif kind == "csv":
        yield from csv_units(stream, found.shown, found.source_id, options)
    else:
        from tacitus.ingest.archives import warc_units

        yield from warc_units(stream, found.shown, found.source_id, options)


def _format(found: Found, head: bytes, options: Options) -> Format | None:
    if options.format is None:
        return format_of(found.path, head)
    return cast("Format", options.format)
