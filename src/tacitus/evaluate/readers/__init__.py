"""Readers of gold sets: one small file a format, and the table that lists them. docs/measures.md tells how to add one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from tacitus.evaluate.gold import Gold, GoldError
from tacitus.evaluate.readers import (
    brat,
    cat,
    contract,
    ecb,
    factuality,
    geo,
    gum,
    gum_conll,
    gum_dep,
    gum_rst,
    judged,
    labelled,
    marked,
    naf,
    reports,
)
from tacitus.model.errors import UsageError

_HEAD = 8192  # bytes by which a file is recognised


class Reader(Protocol):
    """A module of this package. ``read`` gives documents, and a GoldError for each part that cannot be used."""

    NAME: str
    DESCRIPTION: str

    def recognises(self, path: Path, head: str) -> bool: ...

    def read(self, path: Path) -> Iterable[Gold | GoldError]: ...


# The first that recognises a file reads it.
READERS: tuple[Reader, ...] = (
    contract,
    factuality,
    brat,
    marked,
    labelled,
    judged,
    gum,
    gum_rst,
    gum_conll,
    gum_dep,
    ecb,
    cat,
    naf,
    geo,
    reports,
)


def reader_named(name: str) -> Reader:
    """The reader of a format; a UsageError names those there are."""
    for reader in READERS:
        if name == reader.NAME:
            return reader
    raise UsageError(f"no gold format is called {name!r}; there are {', '.join(reader.NAME for reader in READERS)}.")


def recognised(path: Path) -> Reader | None:
    """The reader that knows this file."""
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace").lstrip("\ufeff")
    return next((reader for reader in READERS if reader.recognises(path, head)), None)


def read_gold(path: Path, format: str | None = None) -> Iterator[Gold | GoldError]:
    """Every gold document of a file, or of a folder's files in the order of their names; what cannot be used as a GoldError.

    Files of a folder that no reader recognises are passed over; a single file must be recognised, or read by ``format``.
    """
    reader = reader_named(format) if format else None
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder.")
    if path.is_file():
        chosen = reader or recognised(path)
        if chosen is None:
            raise UsageError(f"{path}: no reader recognises it. Give --format: {', '.join(one.NAME for one in READERS)}.")
        yield from _read(chosen, path)
        return
    found = False
    for file in sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith(".")):
        known = recognised(file)
        if known is not None and reader in (None, known):
            found = True
            yield from _read(known, file)
    if not found:
        raise UsageError(f"{path}: no file in it is recognised as a gold set. The formats: {', '.join(one.NAME for one in READERS)}.")


def _read(reader: Reader, path: Path) -> Iterator[Gold | GoldError]:
    """One bad file, or one bad row, does not stop the rest."""
    try:
        yield from reader.read(path)
    except GoldError as error:
        yield error
    except UnicodeDecodeError as error:
        yield GoldError(f"{path}: not UTF-8 (byte {error.start:,}). Save it as UTF-8.")
    except OSError as error:
        yield GoldError(f"{path}: cannot be read: {error.strerror or error}.")
