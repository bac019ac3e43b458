"""What the documents' tests share: the pages, and a Coder that is loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

import tacitus

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def coder() -> tacitus.Coder:
    return tacitus.Coder()
