"""docs/format.md and the JSON Schema say what the records are."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest

import tacitus
from tacitus.model import records
from tacitus.model.records import Coding, to_json
from tests.docs.schemas import breaches
from tools import make_schema

SCHEMA: dict[str, Any] = json.loads((files("tacitus.model") / "tacitus-coding-1.json").read_text(encoding="utf-8"))


def test_page_and_schema_are_current() -> None:
    page = make_schema.PAGE.read_text(encoding="utf-8")
    stale = "run python tools/make_schema.py"
    assert page == make_schema.make_page(page), stale
    assert json.loads(json.dumps(make_schema.make_schema(page))) == SCHEMA, stale


def test_every_field_of_every_record_has_its_row_and_no_row_is_of_another() -> None:
    told = make_schema.meanings(make_schema.PAGE.read_text(encoding="utf-8"))
    for name, record in SCHEMA["$defs"].items():
        assert list(told[name]) == [field for field in told[name] if field in record["properties"]], name
        assert set(told[name]) == set(record["properties"]), name
    assert set(told) == set(SCHEMA["$defs"])


def test_every_layer_of_a_coding_has_a_section() -> None:
    for record in records.LAYERS:
        assert record.__name__ in SCHEMA["$defs"]


@pytest.fixture(scope="module")
def coding(coder: tacitus.Coder, root: Path) -> dict[str, Any]:
    text = (root / "examples" / "articles" / "raid_agency.txt").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(to_json(coder.code(text, published_at="2024-03-08", outlet="Meridian")))
    return found


def test_a_coding_is_as_the_schema_says(coding: dict[str, Any]) -> None:
    assert coding["events"] and coding["quotes"]
    assert list(breaches(coding, SCHEMA, SCHEMA)) == []


def test_gold_codings_are_as_the_schema_says(root: Path) -> None:
    for path in sorted((root / "examples" / "gold").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert list(breaches(json.loads(line), SCHEMA, SCHEMA)) == [], path.name


def test_every_field_is_written_also_where_it_is_null(coding: dict[str, Any]) -> None:
    assert set(coding["events"][0]) == set(SCHEMA["$defs"]["Event"]["properties"])


def test_fields_that_are_added_later_are_allowed(coding: dict[str, Any]) -> None:
    newer = copy.deepcopy(coding)
    newer["events"][0]["weather"] = "fair"
    assert list(breaches(newer, SCHEMA, SCHEMA)) == []
    assert msgspec.json.decode(json.dumps(newer), type=Coding).events


@pytest.mark.parametrize(
    ("field", "value"), [("type", "ATTACK"), ("status", None), ("score", "high"), ("actors", None), ("trigger", {"start": -1})]
)
def test_a_wrong_cell_is_no_coding(coding: dict[str, Any], field: str, value: Any) -> None:
    wrong = copy.deepcopy(coding)
    wrong["events"][0][field] = value
    assert list(breaches(wrong, SCHEMA, SCHEMA))
