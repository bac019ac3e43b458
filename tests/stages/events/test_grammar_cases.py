"""Every construction of the grammar, with invented actors: the cases stand in ``grammar/*.yaml``."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import PUBLISHED_AT, Code
from tests.stages.events import cases


@pytest.mark.parametrize("case", cases.cases())
def test_case(case: dict[str, Any], grammar: Code) -> None:
    coding = grammar(case["text"], published_at=case.get("published", PUBLISHED_AT), outlet=case.get("outlet"))
    found = cases.differences(coding, case["events"])
    if found:
        coded = "\n".join(f"      - {cases.shown(event, coding)}" for event in coding.events)
        pytest.fail(f"{case['text']}\n    " + "\n    ".join(found) + f"\n    coded:\n{coded or '      nothing'}", pytrace=False)
