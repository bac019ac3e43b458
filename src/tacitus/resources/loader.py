"""Loads the YAML resources and tells what was loaded: name, version, sha256, licence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import yaml

from tacitus.model.errors import ResourceError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times as fast, where it is there


class _Loader(_Base):  # type: ignore[misc]
    """YAML 1.2's booleans: "on", "no" and "NO" (Norway) are words, only true and false are truth values."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}


class ResourceInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the manifest."""

    name: str
    version: int
    sha256: str
    licence: str
    path: str  # relative to the resources folder, or as the user gave it


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """A loaded file: its manifest line and its content (a mapping with ``entries`` or ``rules`` or tables of its own)."""

    info: ResourceInfo
    data: dict[str, Any]


def resources_folder() -> Path:
    """Where the YAML files stand in an installed tacitus."""
    return Path(str(files("tacitus.resources")))


def parse(content: bytes, path: str, header: Mapping[str, Any] | None = None) -> Resource:
    """A resource from the bytes of its file; ``path`` names it in errors. ``header``: what holds where the file does not say it."""
    try:
        data = yaml.load(content.decode("utf-8"), Loader=_Loader)  # noqa: S506 - derived from a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ResourceError(f"{path}: not readable as YAML in UTF-8: {error}. Mend the file or leave it out.") from error
    if not isinstance(data, dict):
        raise ResourceError(f"{path}: expected a mapping with 'name', 'version' and 'entries' or 'rules' at the top of the file.")
    data = {**(header or {}), **data}
    missing = [key for key in ("name", "version", "licence") if key not in data]
    if missing:
        raise ResourceError(f"{path}: the header lacks {', '.join(missing)}. Every resource says its name, version and licence.")
    if not isinstance(data["version"], int):
        raise ResourceError(f"{path}: the version is {data['version']!r}. Write a whole number, such as 1.")
    info = ResourceInfo(
        name=str(data["name"]),
        version=data["version"],
        sha256=hashlib.sha256(content).hexdigest(),
        licence=str(data["licence"]),
        path=path,
    )
    return Resource(info=info, data=data)


def load_user_file(path: Path) -> Resource:
    """A user's own file (``--lexicon``); its header may be left out."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ResourceError(f"{path}: cannot be read: {error.strerror}. Check the name given to --lexicon.") from error
    return parse(content, str(path), {"name": path.stem, "version": 1, "licence": "unknown"})


@lru_cache(maxsize=256)
def load(relative: str) -> Resource:
    """One file of the resources folder, ``lexicon/countries/africa.yaml``."""
    return parse((resources_folder() / relative).read_bytes(), relative)


def load_folder(relative: str) -> list[Resource]:
    """All YAML files below a folder of the resources, in the order of their names."""
    root = resources_folder()
    return [load(path.relative_to(root).as_posix()) for path in sorted((root / relative).rglob("*.yaml"))]


def manifest() -> list[ResourceInfo]:
    """A line for every YAML file that travels with tacitus, in the order of their paths."""
    return [resource.info for resource in load_folder(".")]
