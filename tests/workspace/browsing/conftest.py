"""The examples' record, coded once, and a browser over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tacitus.exports.pseudonyms import keyed
from tacitus.workspace.browsing import Browser
from tacitus.workspace.coding import CodeOptions, code_into

ARTICLES = Path(__file__).parents[3] / "examples" / "articles"
SECRET = "5e" * 16


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browsing") / "examples.db"
    code_into(path, [str(ARTICLES)], CodeOptions(workers=2))
    return path


@pytest.fixture(scope="session")
def masked(record: Path) -> Iterator[Browser]:
    """Private persons masked."""
    browser = Browser(record, pseudonyms=keyed(SECRET))
    browser.load()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def named(record: Path) -> Iterator[Browser]:
    browser = Browser(record)
    browser.load()
    yield browser
    browser.close()
