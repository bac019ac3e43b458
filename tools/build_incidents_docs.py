"""Fills the tables of docs/incidents.md from the resources and from docs/accuracy.md. A test checks that they are current."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "incidents.md"
CORPUS = ROOT / "src" / "tacitus" / "resources" / "corpus"
MEASURED = ("copies of", "articles by", "one incident", "the same on covered")  # how the rows of docs/accuracy.md begin
_ENTRY = re.compile(r"^  ([a-z ]+): (-?[\d.]+|\[[\d., ]+\])\s*(?:# (.*))?$")


def section(file: str, name: str) -> list[tuple[str, str, str]]:
    """Entries of one section of a resource: name, value, what the comment beside it says."""
    found: list[tuple[str, str, str]] = []
    inside = False
    for line in (CORPUS / file).read_text(encoding="utf-8").splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            inside = line.startswith(f"{name}:")
        entry = _ENTRY.match(line) if inside else None
        if entry:
            found.append((entry[1], entry[2], (entry[3] or "").strip()))
    return found


def table(head: str, entries: list[tuple[str, str, str]]) -> str:
    rows = [f"| {name} | {value} | {said} |" for name, value, said in entries]
    return "\n".join([f"| {head} | | |", "| --- | ---: | --- |", *rows])


def figures() -> str:
    """The rows of docs/accuracy.md that measure this."""
    lines = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| what |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        if line.removeprefix("| ").lower().startswith(MEASURED):
            rows.append(line)
    return "\n".join([lines[start], lines[start + 1], *rows])


def page() -> str:
    """The page with its tables as they stand now."""
    text = PAGE.read_text(encoding="utf-8")
    weights = "\n\n".join(
        [table("part of the sum", section("incidents.yaml", "weights")), table("threshold", section("incidents.yaml", "thresholds"))]
    )
    copies = table("copies and origins", section("copies.yaml", "copies") + section("copies.yaml", "origins"))
    for name, body in (("weights", weights), ("copies", copies), ("figures", figures())):
        text = re.sub(
            rf"<!-- {name} -->.*?<!-- /{name} -->", lambda _, n=name, b=body: f"<!-- {n} -->\n{b}\n<!-- /{n} -->", text, flags=re.S
        )
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE} written")
    sys.exit(0)
