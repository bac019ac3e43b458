"""The stages, built once for all tests: the parser and the lexicons take seconds to load."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tacitus.model.records import Coding
from tacitus.model.stage import Stage
from tacitus.pipeline import table
from tacitus.pipeline.running import Pipeline
from tacitus.workspace.api import make_document

PUBLISHED_AT = "2024-05-03"  # a Friday
Code = Callable[..., Coding]


def coder(stages: dict[str, Stage]) -> Code:
    """Codes a text with these stages; without another date it was published on Friday, 3 May 2024."""
    pipeline = Pipeline(list(stages.values()))

    def code(text: str, published_at: str | None = PUBLISHED_AT, outlet: str | None = None, title: str | None = None) -> Coding:
        known = {"published_at": published_at, "outlet": outlet, "title": title, "language": "en"}
        return pipeline.code(make_document(text, known))

    return code


@pytest.fixture(scope="session")
def stages() -> dict[str, Stage]:
    """Every stage by its name, with the resources that travel with tacitus."""
    return {entry.name: entry.build() for entry in table.entries()}


@pytest.fixture(scope="session")
def code(stages: dict[str, Stage]) -> Code:
    """``code(text, published_at=…) -> Coding``."""
    return coder(stages)
