"""Figures, names and vocabularies that the pages tell are those of the code."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tacitus.ingest.language import MIN_LETTERS
from tacitus.ingest.markup import MAX_ATTRIBUTES, MAX_ATTRIBUTES_OF_A_TAG, MAX_DEPTH, MAX_TAGS
from tacitus.ingest.options import COLUMNS, FORMATS, MIB, Options
from tacitus.ingest.sniff import _SUFFIXES
from tacitus.pipeline.table import STAGES, StageEntry
from tacitus.record import Filters, schema
from tacitus.workspace.coding import CodeOptions

ROOT = Path(__file__).resolve().parents[2]


def page(name: str) -> str:
    return " ".join((ROOT / name).read_text(encoding="utf-8").split())


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_told(name: str) -> None:
    assert f"`{name}`" in page("docs/ingest.md")
    assert f"--{name.replace('_', '-')}-column" in page("docs/ingest.md")


def test_formats_and_suffixes_are_told() -> None:
    text = page("docs/ingest.md")
    assert f"({', '.join(FORMATS[:-1])} or {FORMATS[-1]})" in text
    for suffix in _SUFFIXES:
        assert f"`{suffix}`" in text or suffix == ".markdown", suffix


def test_limits_of_reading_are_told() -> None:
    text, options = page("docs/ingest.md"), Options()
    assert f"file over {options.max_file_bytes // MIB} MiB" in text
    assert f"response over {options.max_record_bytes // MIB} MiB" in text
    assert f"over {options.expansion_allowed // MIB} MiB, it may expand to {options.max_expansion} times" in text
    assert f"less than {MIN_LETTERS} letters" in text
    assert f"nested over {MAX_DEPTH} deep, over {MAX_ATTRIBUTES_OF_A_TAG} attributes in a tag, {MAX_ATTRIBUTES:,} attributes" in text
    assert f"or {MAX_TAGS:,} tags" in text


def test_limits_of_coding_are_told() -> None:
    options = CodeOptions()
    assert f"`--time-limit`, {options.seconds:g} s" in page("docs/ingest.md")
    assert f"`--memory-limit`, {options.memory_bytes // 2**30} GB a worker" in page("docs/ingest.md")
    assert options.wait_seconds == 10 and "for ten seconds" in page("docs/record.md")


def test_tables_of_a_record_are_told() -> None:
    text = page("docs/record.md")
    for table in [*schema.metadata.tables, *schema.SEARCH]:
        assert f"`{table}`" in text, table


def test_filters_are_told() -> None:
    for name in msgspec.structs.fields(Filters):
        assert f"`{name.encode_name}`" in page("docs/python.md"), name.name


@pytest.mark.parametrize("entry", STAGES, ids=lambda entry: entry.name)
def test_every_stage_is_told_with_what_it_needs_and_gives(entry: StageEntry) -> None:
    needs = ", ".join(record.__name__ for record in entry.spec.requires) or "the text"
    gives = ", ".join(record.__name__ for record in entry.spec.provides)
    assert f"## {entry.name} Needs: {needs}. Gives: {gives}." in page("docs/stages.md")


def test_the_tables_of_weights_and_figures_are_current() -> None:
    from tools import build_incidents_docs

    assert build_incidents_docs.PAGE.read_text(encoding="utf-8") == build_incidents_docs.page(), "run: python tools/build_incidents_docs.py"
