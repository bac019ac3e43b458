"""The stages with a private lexicon of invented parties, so that the grammar is tested apart from word lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.model.stage import Stage
from tacitus.stages.entities import Entities
from tests.conftest import Code, coder

PRIVATE = Path(__file__).parent / "private.yaml"


@pytest.fixture(scope="session")
def grammar(stages: dict[str, Stage]) -> Code:
    """Codes a text of Fooland, Barland and Bazland."""
    return coder({**stages, "entities": Entities.from_resources([PRIVATE])})
