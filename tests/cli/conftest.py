"""One record of the example articles for all tests of the command line, and a way to run a command in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tacitus.cli.main import main

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "examples" / "articles"


class Ran(msgspec.Struct):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example articles; tests that change it copy it first."""
    record = tmp_path_factory.mktemp("coded") / "news.db"
    assert main(["code", str(ARTICLES), "--into", str(record), "--workers", "1"]) == 0
    return record


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def runs(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return runs
