"""The two tasks of a worker, ``read`` (a unit to documents) and ``code`` (a document to a coding), and what travels between processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import msgspec

from tacitus.ingest import Options, Refusal, Unit, read_unit
from tacitus.model.records import Document, to_json
from tacitus.pipeline import running
from tacitus.pipeline.fingerprint import Basis
from tacitus.pipeline.running import Pipeline
from tacitus.pipeline.serving import Handlers
from tacitus.resources.loader import Resource

READ, CODE = "read", "code"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How to code: what the codings will rest on, and the function that makes the pipeline in each worker."""

    basis: Basis
    build: Callable[[], Pipeline]


class Read(msgspec.Struct, frozen=True):
    """One thing that reading a unit gave: a document, or a refusal."""

    document: Document | None = None
    refusal: Refusal | None = None


class _Parcel(msgspec.Struct, frozen=True):
    """A unit under way; its path as bytes, since a file's name need not be text."""

    unit: Unit
    path: bytes | None


_parcels, _reads, _documents = msgspec.msgpack.Decoder(_Parcel), msgspec.msgpack.Decoder(list[Read]), msgspec.msgpack.Decoder(Document)
_encode = msgspec.msgpack.Encoder().encode


def plan(names: Sequence[str] | None = None, lexicons: Sequence[Resource] = (), options: dict[str, Any] | None = None) -> Plan:
    """The plan of the table's stages, all or those named, with the user's lexicons."""
    arguments = (names, tuple(lexicons), options)
    return Plan(basis=running.basis(*arguments), build=partial(running.build, *arguments))


def handlers(build: Callable[[], Pipeline], options: Options) -> Handlers:
    """What a worker can do."""
    return {READ: partial(_read, options), CODE: _Coder(build)}


def pack_unit(unit: Unit) -> bytes:
    """For the task ``read``."""
    path = None if unit.path is None else os.fsencode(unit.path)
    return _encode(_Parcel(msgspec.structs.replace(unit, path=None), path))


def unpack_read(data: bytes) -> list[Read]:
    """What the task ``read`` gave."""
    return _reads.decode(data)


def pack_document(document: Document) -> bytes:
    """For the task ``code``, which gives the coding's JSON."""
    return _encode(document)


def _read(options: Options, data: bytes) -> bytes:
    parcel = _parcels.decode(data)
    unit = parcel.unit
    if parcel.path is not None:
        unit = msgspec.structs.replace(unit, path=os.fsdecode(parcel.path))
    return _encode([Read(document=one) if isinstance(one, Document) else Read(refusal=one) for one in read_unit(unit, options)])


class _Coder:
    """Makes the pipeline when the first document comes: a run that finds all coded already loads no model."""

    def __init__(self, build: Callable[[], Pipeline]) -> None:
        self._build = build
        self._pipeline: Pipeline | None = None

    def prepare(self) -> None:
        self._pipeline = self._build()

    def __call__(self, data: bytes) -> bytes:
        assert self._pipeline is not None
        return to_json(self._pipeline.code(_documents.decode(data)))
