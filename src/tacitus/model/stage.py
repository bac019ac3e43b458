"""The contract of a stage: a pure object that reads a document and earlier annotations and gives new ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Protocol, TypeVar, cast

import msgspec

from tacitus.model.records import Annotation, Document, Provenance, Sentence, Token

T = TypeVar("T", bound=Annotation)


class StageSpec(msgspec.Struct, frozen=True):
    """Name and version of a stage, the record types it needs and those it gives. Changed behaviour means a higher version."""

    name: str
    version: int
    requires: tuple[type[Annotation], ...]
    provides: tuple[type[Annotation], ...]

    @property
    def provenance(self) -> Provenance:
        return Provenance(stage=self.name, version=self.version)


class Given:
    """The annotations of one document so far, by record type, in the order in which their stages gave them."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_type: dict[type[Annotation], list[Annotation]] = defaultdict(list)
        self.add(annotations)

    def add(self, annotations: Iterable[Annotation]) -> None:
        """The pipeline alone adds; a stage only reads."""
        for annotation in annotations:
            self._by_type[type(annotation)].append(annotation)

    def of(self, record: type[T]) -> list[T]:
        """All annotations of exactly this type."""
        return cast("list[T]", self._by_type.get(record, []))

    @cached_property
    def tokens(self) -> list[Token]:
        """All tokens of the document; ``tokens[n].i == n``. Asked for only after linguistics."""
        return [token for sentence in self.of(Sentence) for token in sentence.tokens]

    @cached_property
    def memory(self) -> dict[str, Any]:
        """Views that several stages derive from the same annotations (the tree, for one), made once per document."""
        return {}


class Stage(Protocol):
    """``annotate`` never opens a file and never touches the record; resources and models came in at construction."""

    spec: StageSpec

    def annotate(self, document: Document, given: Given) -> Iterable[Annotation]: ...
