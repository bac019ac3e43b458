"""Reads what a test writes into its own folder, the way the pipeline does: units in the parent, each read by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tacitus.ingest import Options, Refusal, Unit, find_units, read_unit
from tacitus.model.records import Document


class Read:
    """Documents, failures and notes of one reading, in order."""

    def __init__(self, paths: list[str], options: Options) -> None:
        self.units: list[Unit] = []
        found: list[Document | Refusal] = []
        for unit in find_units(paths, options):
            if isinstance(unit, Refusal):
                found.append(unit)
            else:
                self.units.append(unit)
                found.extend(read_unit(unit, options))
        self.documents = [item for item in found if isinstance(item, Document)]
        self.failures = [item for item in found if isinstance(item, Refusal) and item.level == "failure"]
        self.notes = [item for item in found if isinstance(item, Refusal) and item.level == "note"]

    @property
    def document(self) -> Document:
        assert len(self.documents) == 1, (self.documents, self.failures)
        return self.documents[0]

    @property
    def failure(self) -> Refusal:
        assert len(self.failures) == 1, (self.documents, self.failures)
        return self.failures[0]


Reader = Callable[..., Read]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """``read("name.txt", b"content", outlet="…")`` writes the file and reads it; without content it reads the whole folder."""

    def reader(name: str = ".", content: bytes | str | None = None, **options: object) -> Read:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        return Read([str(path)], Options(**options))  # type: ignore[arg-type]

    return reader
