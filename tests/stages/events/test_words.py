"""What looks like force and is speech."""

from __future__ import annotations

import pytest

from tests.conftest import Code


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Mayor Jane Doe of Boston doubled down on her attacks on Governor John Roe.", {"ACCUSE"}),
        ("The general's attack on the rebel town killed six people.", {"ASSAULT"}),
        ("A man with a knife attacked Mayor Jane Doe of Boston on Monday.", {"ASSAULT"}),
        ("Rebels renewed their attacks on the army.", {"ASSAULT"}),
    ],
)
def test_attacks_in_words_are_no_assaults(code: Code, text: str, types: set[str]) -> None:
    assert {event.type for event in code(text).events} & {"ACCUSE", "ASSAULT"} == types
