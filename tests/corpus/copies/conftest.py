"""A record that holds documents alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from sqlalchemy import Connection, create_engine, delete, insert, select

from tacitus.corpus import copies
from tacitus.record import schema


class Papers:
    """Documents by number; taken in in the batches and the order in which they are given."""

    def __init__(self) -> None:
        self.engine = create_engine("sqlite://")
        with self.engine.begin() as connection:
            schema.metadata.create_all(connection)

    def put(self, texts: dict[int, str], days: dict[int, str] | None = None) -> None:
        days = days or {}
        rows = [
            {"seq": number, "id": f"doc-{number:05}", "source_id": "s", "input": "i", "text": text, "published_at": days.get(number),
             "extent": "full", "text_sha256": "", "extractor": "made/1"}
            for number, text in texts.items()
        ]  # fmt: skip
        with self.engine.begin() as connection:
            connection.execute(insert(schema.documents), rows)

    def remove(self, numbers: Iterable[int]) -> None:
        with self.engine.begin() as connection:
            connection.execute(delete(schema.documents).where(schema.documents.c.seq.in_(list(numbers))))

    def update(self, *batches: Sequence[int]) -> set[int]:
        changed: set[int] = set()
        for batch in batches:
            with self.engine.begin() as connection:
                changed |= copies.update(connection, batch)
        return changed

    def take(self, texts: dict[int, str], days: dict[int, str] | None = None) -> None:
        self.put(texts, days)
        self.update(sorted(texts))

    def groups(self) -> set[frozenset[int]]:
        """Of more than one document."""
        with self.engine.begin() as connection:
            every = connection.execute(select(schema.documents.c.seq)).scalars().all()
            found: dict[str, set[int]] = {}
            for number, group in copies.groups(connection, every).items():
                found.setdefault(group, set()).add(number)
        return {frozenset(group) for group in found.values()}

    def info(self, numbers: Iterable[int]) -> dict[int, copies.CopyInfo]:
        with self.engine.begin() as connection:
            return copies.info(connection, numbers)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All that stands in the tables of copies."""
        with self.engine.begin() as connection:
            return {name: _all(connection, name) for name in ("copy_documents", "copy_texts", "copy_keys", "copy_edges")}


def _all(connection: Connection, name: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(select(schema.metadata.tables[name]))), key=repr)


@pytest.fixture
def papers() -> Papers:
    return Papers()
