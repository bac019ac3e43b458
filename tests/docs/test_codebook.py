"""docs/CODEBOOK.md names the whole ontology, with the scores that the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tacitus.model import ontology

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "CODEBOOK.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| ([A-Z]+) \| ([a-z ]+) \| (-?[\d.]+) \| .* \| (.*) \|$", re.MULTILINE)
_MODE = re.compile(r"^([a-z-]+)(?: \((-?[\d.]+)\))?$")
ROWS = {row[1]: (row[2], float(row[3]), row[4]) for row in _ROW.finditer(PAGE)}


def test_the_table_has_every_type_once_in_the_order_of_the_ontology() -> None:
    assert tuple(row[1] for row in _ROW.finditer(PAGE)) == ontology.EVENT_TYPES


@pytest.mark.parametrize("event_type", ontology.EVENT_TYPES)
def test_quad_class_and_score_are_those_of_the_code(event_type: ontology.EventType) -> None:
    quad, score, _ = ROWS[event_type]
    assert (quad, score) == (ontology.QUAD[event_type], ontology.SCORES[event_type])


@pytest.mark.parametrize("event_type", ontology.EVENT_TYPES)
def test_modes_and_their_scores_are_those_of_the_code(event_type: ontology.EventType) -> None:
    cell = ROWS[event_type][2]
    modes: dict[str, float] = {}
    for written in cell.split(", ") if cell != "–" else []:
        match = _MODE.match(written)
        assert match, f"{event_type}: {written!r} is neither 'mode' nor 'mode (score)'"
        modes[match[1]] = float(match[2]) if match[2] else ontology.SCORES[event_type]
    assert tuple(modes) == ontology.MODES[event_type]
    assert modes == {mode: ontology.score_of(event_type, [mode]) for mode in ontology.MODES[event_type]}


@pytest.mark.parametrize("name", [*ontology.STATUSES, *ontology.VOICES])
def test_every_status_and_voice_has_its_row(name: str) -> None:
    assert f"\n| `{name}` | " in PAGE


def test_contexts_are_listed_in_the_order_of_the_ontology() -> None:
    section = PAGE[PAGE.index("### Contexts") : PAGE.index("## 2.")]
    paragraph = next(part for part in section.split("\n\n") if part.startswith("military"))
    assert tuple(re.split(r",\s+", paragraph.rstrip("."))) == ontology.CONTEXTS


@pytest.mark.parametrize("code", ontology.SECTORS)
def test_every_sector_has_its_row(code: str) -> None:
    assert f"| {code} | " in PAGE


@pytest.mark.parametrize("name", [*ontology.GROUP_CODES, *ontology.COUNTED])
def test_group_codes_and_what_is_counted_are_named(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE)


@pytest.mark.parametrize(
    "vocabulary",
    ["Relation", "LinkRelation", "QuoteForm", "FrameCategory", "TimePrecision", "PlacePrecision", "PlaceUse", "PlaceRole", "EventExtent",
     "Outcome", "CountScope", "Certainty"],
)  # fmt: skip
def test_the_small_vocabularies_are_named(vocabulary: str) -> None:
    for value in getattr(ontology, vocabulary).__args__:
        assert re.search(rf"\b{value}\b", PAGE), f"{vocabulary}: {value}"


def test_types_that_need_a_recipient_are_named() -> None:
    sentence = next(line for line in PAGE.splitlines() if "need a recipient." in line)
    assert set(re.findall(r"[A-Z]{3,}", sentence.split(" need ")[0])) == ontology.RECIPIENT_REQUIRED
