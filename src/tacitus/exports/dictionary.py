"""The data dictionary that stands beside an export: what each column means, and what a reader must know before counting rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tacitus.exports.tables import Column

_CAUTION = """\
- One row is one event as one document tells it. The same happening in two documents is two rows, with the same `incident`.
- **Never count rows without their `status` and `voice`.** A demanded, threatened or denied deed is a row too;
  a `quoted` row is somebody's claim.
- Scores are added up over rows of status `actual` alone; rows with `background` true or `extent` habitual stay out of
  counts of what happened.
- Empty cells mean that the text does not say, or that the coder could not tell; nothing is filled in.
"""

_INCIDENT_CAUTION = """\
- One row is one incident: what happened once, however many documents tell it. Reports were put together by a score; it can be wrong.
- **Never count rows without their `status`**: demanded, threatened and hypothetical deeds are incidents too.
- `origins`, not `reports`, says how many sources stand behind it; a title marked `claimed` has nobody's word but that of those quoted.
- Figures are ranges over claims, never sums. Where `contradicted` is filled, reports exclude each other, and tacitus does not decide.
"""
_CLAIM_CAUTION = """\
- One row is one value of one field of an incident, as one origin (or one named source) has it, wherever it stands.
- Rows with `replaced_by` or `retracted` are history: those who made them took them back.
- `incident`, `events` and `documents` join to the exports of incidents and events; `origin` to those of events.
"""
_CAUTIONS = {"events": _CAUTION, "incidents": _INCIDENT_CAUTION, "claims": _CLAIM_CAUTION}

_KINDS = {"text": "text", "number": "number", "integer": "whole number", "yes-no": "true or false"}


def dictionary(what: str, columns: Sequence[Column], *, rows: int, masked: bool, offsets_only: bool, made_by: Mapping[str, str]) -> str:
    """The dictionary in Markdown. ``made_by``: name and version of what coded the rows."""
    lines = [
        f"# Data dictionary: {what}",
        "",
        f"{rows:,} rows, written by tacitus. Codes follow PLOVER and CAMEO; tacitus' codebook gives the rulings.",
        "",
    ]
    if what in _CAUTIONS:
        lines += ["## Before you count", "", _CAUTIONS[what]]
    lines += ["## What was done", ""]
    lines.append(
        "- Private persons are masked by pseudonyms: the same person has the same one throughout this record."
        if masked
        else "- **Private persons stand with their names.** Take care with whom you share this file."
    )
    if offsets_only:
        lines.append("- Words of the publishers are left out; spans point into the documents' own text.")
    lines += [f"- {name}: {value}" for name, value in made_by.items()]
    lines += ["", "## Columns", "", "| column | kind | meaning |", "| --- | --- | --- |"]
    lines += [f"| `{column.name}` | {_KINDS[column.kind]} | {_cell(column.means)} |" for column in columns]
    return "\n".join(lines) + "\n"


def codings_dictionary(*, documents: int, masked: bool) -> str:
    """The dictionary of an export of whole codings."""
    state = "masked by pseudonyms" if masked else "**named**"
    return (
        "# Data dictionary: codings\n\n"
        f"{documents:,} documents, one JSON object a line, in the form `tacitus-coding/1`. Private persons are {state}.\n\n"
        "Every span has `start` and `end` in Unicode code points of `document.text`, and `text`, which is exactly that slice.\n"
        "The fields are described in the documentation of the contract; fields may be added, never renamed or removed.\n\n" + _CAUTION
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
