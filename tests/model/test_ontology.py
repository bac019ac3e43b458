"""The tables of types, modes, quad classes, scores and contexts, against each other and against the contract's own."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tacitus.model import ontology

CONTRACT = Path(__file__).parents[2] / ".." / "shared" / "checks" / "contract.py"


@pytest.fixture(scope="module")
def contract() -> ModuleType:
    """The checker that stands outside the project, with its own tables."""
    if not CONTRACT.exists():
        pytest.skip("../shared/checks/contract.py is not here")
    spec = importlib.util.spec_from_file_location("contract", CONTRACT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_table_knows_all_sixteen_types() -> None:
    assert len(ontology.EVENT_TYPES) == 16
    for table in (ontology.QUAD, ontology.MODES, ontology.SCORES, ontology.CAMEO_ROOT, ontology.CAMEO_ROOTS):
        assert set(table) == set(ontology.EVENT_TYPES)  # type: ignore[call-overload]
    assert set(ontology.QUAD.values()) == set(ontology.QUADS)


def test_scores_are_of_modes_that_exist_and_differ_from_their_type() -> None:
    for (event_type, mode), score in ontology.MODE_SCORES.items():
        assert mode in ontology.MODES[event_type]
        assert score != ontology.SCORES[event_type] or event_type == "ACCUSE"


def test_each_type_falls_back_to_a_root_it_may_carry() -> None:
    assert all(root in ontology.CAMEO_ROOTS[event_type] for event_type, root in ontology.CAMEO_ROOT.items())


def test_conflict_is_never_scored_above_cooperation() -> None:
    lowest = min(ontology.SCORES[t] for t, quad in ontology.QUAD.items() if quad.endswith("cooperation"))
    highest = max(ontology.SCORES[t] for t, quad in ontology.QUAD.items() if quad.endswith("conflict"))
    assert highest <= 0 < lowest


def test_the_score_of_several_modes_is_the_lowest() -> None:
    assert ontology.score_of("RETREAT", []) == 6.5
    assert ontology.score_of("RETREAT", ["disarm", "resign"]) == 4.5
    assert ontology.score_of("ACCUSE", ["disapprove"]) == -2.0
    assert ontology.score_of("PROTEST", ["vandalize"]) == ontology.SCORES["PROTEST"]


def test_types_modes_and_scores_are_the_contracts(contract: ModuleType) -> None:
    assert {t: set(modes) for t, modes in ontology.MODES.items()} == {
        t: set(contract.MODES.get(t, "").split()) for t in ontology.EVENT_TYPES
    }
    for event_type, scores in contract.SCORES.items():
        for mode, score in scores.items():
            assert ontology.score_of(event_type, [mode] if mode else []) == score, (event_type, mode)
    assert {t: " ".join(roots).split() for t, roots in ontology.CAMEO_ROOTS.items()} == {t: r.split() for t, r in contract.ROOTS.items()}


def test_vocabularies_are_the_contracts(contract: ModuleType) -> None:
    assert set(ontology.CONTEXTS) == contract.CONTEXTS
    assert set(ontology.SECTORS) == contract.SECTORS
    assert set(ontology.GROUP_CODES) == contract.GROUPS
    assert set(ontology.STATUSES) == contract.STATUS
    assert set(ontology.VOICES) == contract.VOICE
    assert set(ontology.COUNTED) == contract.COUNTED
    assert set(ontology.Relation.__args__) == contract.RELATION  # type: ignore[attr-defined]
    assert set(ontology.LinkRelation.__args__) == contract.LINKS  # type: ignore[attr-defined]
    assert set(ontology.QuoteForm.__args__) == contract.FORMS  # type: ignore[attr-defined]
    assert set(ontology.FrameCategory.__args__) == contract.FRAMES  # type: ignore[attr-defined]
    assert set(ontology.EntityCategory.__args__) == contract.CATEGORIES  # type: ignore[attr-defined]
    assert set(ontology.TimePrecision.__args__) == contract.TIME_PRECISION  # type: ignore[attr-defined]
    assert set(ontology.PlacePrecision.__args__) == contract.PLACE_PRECISION  # type: ignore[attr-defined]
