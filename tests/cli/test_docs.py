"""Every command is documented, with an example; the page of the command line is what the commands say of themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT
from tools.build_cli_docs import PAGE, helps, page

NAMES = [name for name in helps() if name]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert f"Example: tacitus {name}" in helps()[name]


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tools/build_cli_docs.py"


@pytest.mark.parametrize("path", ["README.md", "docs/cli.md"])
def test_documents_name_only_commands_that_there_are(path: str) -> None:
    text = Path(ROOT / path).read_text(encoding="utf-8")
    code = [*re.findall(r"^```.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL), *re.findall(r"`([^`\n]+)`", text)]
    named = {name for piece in code for name in re.findall(r"(?:^|[\s/])tacitus ([a-z]+)\b", piece)}
    assert named <= {*NAMES}
