from __future__ import annotations

from pathlib import Path

import pytest

from tests.record.makers import filled


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return filled(tmp_path / "news.db")
