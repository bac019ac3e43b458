"""Writes the help of every command into docs/cli.md, between the marks; a test checks that it is current."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
INTRODUCTION = """\
# The command line

Every command takes the record as its first argument, except `code`, which makes it, and `doctor`. Data goes to standard output,
everything else to standard error. Exit codes: 0 all is done; 1 something failed (the rest is done); 2 the command was not understood.
`--debug`, anywhere, shows the traceback of an error. Lists are masked: private persons stand under pseudonyms, the same person under the
same one throughout a record; `tacitus code … --no-pseudonyms` turns that off for a record. `--json` and jsonl are the contract's
form, unmasked unless `--pseudonyms` is given. An event or quotation is found again by its id or the beginning of it.

This page is written by `python tools/build_cli_docs.py` from the commands' own help.
"""


def helps() -> dict[str, str]:
    """The help of ``tacitus`` and of each of its commands."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from tacitus.cli.main import app

    os.environ["COLUMNS"] = "100"
    runner = CliRunner()
    commands = list(get_command(app).commands)  # type: ignore[attr-defined]
    texts = {"": runner.invoke(app, ["--help"], prog_name="tacitus").output}
    for name in commands:
        texts[name] = runner.invoke(app, [name, "--help"], prog_name="tacitus").output
    return texts


def page() -> str:
    parts = [INTRODUCTION]
    for name, text in helps().items():
        heading = f"## tacitus {name}" if name else "## tacitus"
        lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
        parts.append(f"{heading}\n\n```text\n{lines}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE} written", file=sys.stderr)
