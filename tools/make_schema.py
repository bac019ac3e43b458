"""Writes the JSON Schema of the contract from the records, and the kinds of fields into docs/format.md.

Run: python tools/make_schema.py [--check]

The meanings of fields stand in the tables of docs/format.md alone; the schema takes its descriptions from there.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import msgspec

from tacitus.model.ontology import CONTEXTS, COUNTED, SECTORS
from tacitus.model.records import FORMAT, Coding

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "format.md"
SCHEMA = ROOT / "src" / "tacitus" / "model" / "tacitus-coding-1.json"
_HEADING = re.compile(r"^### (\w+)$")
_ROW = re.compile(r"^\| `(\w+)` \|(.*?)\|(.*)\|$")
# Vocabularies that the records hold as plain text, since Python has them as tables.
_VOCABULARIES = {
    ("Context", "name"): CONTEXTS,
    ("Count", "what"): COUNTED,
    ("Party", "sectors"): SECTORS,
    ("Mention", "sectors"): SECTORS,
    ("Entity", "sectors"): SECTORS,
}


def meanings(page: str) -> dict[str, dict[str, str]]:
    """Record → field → meaning, as the tables of the page give them."""
    found: dict[str, dict[str, str]] = {}
    record = ""
    for line in page.splitlines():
        if heading := _HEADING.match(line):
            record = heading[1]
            found[record] = {}
        elif record and (row := _ROW.match(line)):
            found[record][row[1]] = row[3].strip()
    return found


def bare_schema() -> dict[str, Any]:
    """msgspec's schema of a coding, with its definitions by the names of the records."""
    schema: dict[str, Any] = msgspec.json.schema(Coding)
    definitions: dict[str, Any] = schema["$defs"]
    definitions["Coding"]["properties"]["format"] = {"const": FORMAT}
    for (record, field), values in _VOCABULARIES.items():
        cell = definitions[record]["properties"][field]
        cell.get("items", cell)["enum"] = list(values)
    for record in definitions.values():
        for field in ("start", "end"):
            _bounded(record["properties"].get(field))
    return schema


def _bounded(cell: dict[str, Any] | None) -> None:
    for kind in (cell or {}).get("anyOf", [cell] if cell else []):
        if kind.get("type") == "integer":
            kind["minimum"] = 0


def make_schema(page: str) -> dict[str, Any]:
    """The schema as it is shipped. Unknown fields are allowed, for fields may be added within /1."""
    schema = bare_schema()
    told = meanings(page)
    for name, record in schema["$defs"].items():
        record["description"] = _first_paragraph(record.get("description", ""))
        for field, cell in record["properties"].items():
            if text := told.get(name, {}).get(field):
                cell["description"] = text.replace("`", "")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tacitus:coding:1",
        "title": FORMAT,
        "description": "One document's coding. Readers ignore fields they do not know.",
        "$ref": schema["$ref"],
        "$defs": dict(sorted(schema["$defs"].items())),
    }


def _first_paragraph(text: str) -> str:
    return " ".join(text.split("\n\n")[0].replace("``", "").split())


def kind_of(cell: dict[str, Any]) -> str:
    """A cell's kind in a reader's words: ``text?``, ``[Party]``, the values of a vocabulary."""
    if "anyOf" in cell:
        kinds = [kind_of(one) for one in cell["anyOf"] if one.get("type") != "null"]
        null = "?" if len(kinds) < len(cell["anyOf"]) else ""
        return " or ".join(dict.fromkeys(kinds)) + null
    if "$ref" in cell:
        return str(cell["$ref"]).rsplit("/", 1)[1]
    if "const" in cell:
        return f"`{cell['const']}`"
    if "enum" in cell:
        values = [value for value in cell["enum"] if value is not None]
        null = "?" if len(values) < len(cell["enum"]) else ""
        return "code" + null if len(values) > 20 else ", ".join(f"`{value}`" for value in values) + (", or null" if null else "")
    if cell.get("type") == "array":
        return f"[{kind_of(cell['items'])}]"
    return {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "object": "object"}[cell["type"]]


def make_page(page: str) -> str:
    """The page with the kinds filled in."""
    definitions = bare_schema()["$defs"]
    lines, record = [], ""
    for line in page.splitlines():
        if heading := _HEADING.match(line):
            record = heading[1]
        row = _ROW.match(line)
        cell = definitions.get(record, {}).get("properties", {}).get(row[1]) if row else None
        lines.append(line if row is None or cell is None else _row(row[1], kind_of(cell), row[3].strip()))
    return "\n".join(lines) + "\n"


def _row(field: str, kind: str, meaning: str) -> str:
    return f"| `{field}` | {kind} | {meaning} |" if meaning else f"| `{field}` | {kind} | |"


def main() -> int:
    page = PAGE.read_text(encoding="utf-8")
    new_page = make_page(page)
    new_schema = json.dumps(make_schema(new_page), ensure_ascii=False, indent=1) + "\n"
    old_schema = SCHEMA.read_text(encoding="utf-8") if SCHEMA.exists() else ""
    if "--check" in sys.argv:
        stale = [path.name for path, old, new in ((PAGE, page, new_page), (SCHEMA, old_schema, new_schema)) if old != new]
        print(f"not current: {', '.join(stale)}; run python tools/make_schema.py" if stale else "current")
        return int(bool(stale))
    PAGE.write_text(new_page, encoding="utf-8")
    SCHEMA.write_text(new_schema, encoding="utf-8")
    print(f"{SCHEMA.relative_to(ROOT)} and {PAGE.relative_to(ROOT)} are current")
    return 0


if __name__ == "__main__":
    sys.exit(main())
