"""How often the example articles are coded right, per field and half: figures that may only rise."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml

from tacitus import Coder
from tacitus.evaluate.codings import FIELDS, Measure, measure
from tacitus.model.records import Coding

ROOT = Path(__file__).resolve().parents[2]
HALVES = yaml.safe_load((ROOT / "examples" / "split.yaml").read_text(encoding="utf-8"))
FLOORS = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text(encoding="utf-8"))
# What the half that nobody develops against must reach whatever the floors say.
LEAST = {"event": 0.70, "type": 0.75, "actors": 0.75, "status": 0.80, "voice": 0.85, "speaker": 0.75, "time": 0.80}


def gold_of(half: str) -> list[Coding]:
    files = [ROOT / "examples" / "gold" / f"{name}.jsonl" for name in HALVES[half]]
    return [msgspec.json.decode(line, type=Coding) for file in files for line in file.read_bytes().splitlines()]


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, Measure]]:
    coder = Coder()
    found = {}
    for half in ("develop", "check"):
        gold = gold_of(half)
        found[half] = measure(zip(coder.code_many([coding.document for coding in gold]), gold, strict=True))
    return found


@pytest.mark.parametrize("half", ["develop", "check"])
@pytest.mark.parametrize("field", FIELDS)
def test_no_figure_falls_below_its_floor(measured: dict[str, dict[str, Measure]], half: str, field: str) -> None:
    figure = measured[half][field].f1
    assert figure >= FLOORS[half][field], f"{field} on {half}: {figure:.3f}, the floor is {FLOORS[half][field]}"


@pytest.mark.parametrize(("field", "least"), sorted(LEAST.items()))
def test_the_unseen_half_reaches_what_the_project_asks(measured: dict[str, dict[str, Measure]], field: str, least: float) -> None:
    assert measured["check"][field].f1 >= least


def test_sport_markets_and_recipes_give_no_event() -> None:
    coder = Coder()
    traps = [coding for half in ("develop", "check") for coding in gold_of(half) if coding.document.source_id.startswith("trap_")]
    assert len(traps) == 3
    assert [len(coder.code_many([trap.document]).__next__().events) for trap in traps] == [0, 0, 0]
