"""Paragraphs and sentences by rule: quotation marks, initials, abbreviations, datelines, bullet points, wrapped lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.resources.loader import load
from tacitus.stages.linguistics.division import MAX_WINDOW, SentenceDivider, paragraphs, weight, windows

DIVIDER = SentenceDivider(load("linguistics/abbreviations.yaml").data)


def sentences(text: str) -> list[str]:
    """Each sentence between bars is expected to come back whole."""
    return [text[a:b] for a, b in DIVIDER.divide(text, 0, len(text))]


@pytest.mark.parametrize(
    "marked",
    [
        # plain
        "Fooland shelled Barville.| Nine people died.",
        "Who fired first?| Nobody knows!| The talks go on.",
        # titles, initials, abbreviations
        "Gen. Bo Karsk met Lt. Col. Mara Quill.| They spoke for an hour.",
        "T. R. Quill met J. Penn in Barville.| He left.",
        "The U.S. envoy arrived.| The U.S. Treasury confirmed it.",
        "He flew to the U.S.| The talks failed.",
        "The U.N. called for calm.| Fooland agreed.",
        "Talks began at 9 a.m. on Monday.| They ended at 5 p.m.| Nobody spoke.",
        "Foo Steel Inc. paid 3.5 million.| It was fined.",
        "It opened at 5 p.m. Friday and closed at 9 a.m. GMT on Sunday.| He left.",
        "See Art. 5 of the treaty, e.g. its second clause.| It holds.",
        "It happened on Sept. 3.| It was over by Oct. 1.",
        "St. Mary's was hit, vs. the mosque.| Both stand.",
        "The vote was 12.5 to 3.| It passed.",
        # quotation marks
        "“We will not leave.”| The minister sat down.",
        "“We will not leave,” he said.| He left.",
        "“Will they leave?” Mara Quill asked.| Nobody answered.",
        "“They must go!” he shouted.| The crowd cheered.",
        "'They must go.'| The crowd cheered.",
        "«Nous partons.»| The minister sat down.",
        "He said: “We leave. We never return.”| He left.".replace("leave. We", "leave.| We"),
        # marks of omission, several marks
        "They waited… and left.| Nobody came.",
        "They waited...| Nobody came.",
        "What?!| They left.",
        # datelines and bullets
        "BARVILLE, April 7 (Agency) —| Fooland shelled the town.| Nine died.",
        "Barville (Agency) –| Fooland shelled the town.",
        "1. First point of the deal.| It holds.",
        "(The talks failed.)| The army moved.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    assert sentences(marked.replace("|", "")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("  \n\n \n", []),
        ("A title without a stop\n\nThe text.", ["A title without a stop", "The text."]),
        ("Date: 3 May 2024\nThe town was shelled.", ["Date: 3 May 2024", "The town was shelled."]),
        ("Terms:\n- a truce\n- a swap of prisoners", ["Terms:", "- a truce", "- a swap of prisoners"]),
        ("21:15 — Shelling begins\n21:40 — Shelling ends", ["21:15 — Shelling begins", "21:40 — Shelling ends"]),
        ("Q: Who fired?\nA: Nobody.", ["Q: Who fired?", "A: Nobody."]),
        ("Fooland shelled the\ntown on Monday and\nwithdrew on Friday.", ["Fooland shelled the\ntown on Monday and\nwithdrew on Friday."]),
    ],
)
def test_blank_lines_and_line_breaks_that_end_something_divide_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in paragraphs(text)] == expected


def test_wrapped_lines_are_one_paragraph_and_one_sentence() -> None:
    line = "The army of Fooland moved its tanks along the river and"
    text = f"{line}\n{line}\n{line} stopped."
    assert len(paragraphs(text)) == 1
    assert sentences(text) == [text]


@given(st.text(alphabet=st.sampled_from(list("ab. A\n\r\"“”'’!?…-—1:()\u2028\u00a0。")), max_size=200))
def test_paragraphs_and_sentences_lie_in_order_and_hold_every_letter(text: str) -> None:
    end = 0
    covered = 0
    for a, b in paragraphs(text):
        assert end <= a < b <= len(text)
        end = b
        inner = a
        for x, y in DIVIDER.divide(text, a, b):
            assert inner <= x < y <= b
            assert text[x:y] == text[x:y].strip()
            inner = y
            covered += sum(not char.isspace() for char in text[x:y])
    assert covered == sum(not char.isspace() for char in text)


@given(st.lists(st.integers(min_value=1, max_value=400), min_size=1, max_size=40))
def test_windows_are_bounded_and_lose_nothing(lengths: list[int]) -> None:
    text, spans = "", []
    for length in lengths:
        spans.append((len(text), len(text) + 5 * length - 1))
        text += "word " * length
    groups = windows(spans, text)
    assert "".join(text[a:b] for group in groups for a, b in group).replace(" ", "") == text.replace(" ", "")
    for group in groups:
        assert sum(weight(text, a, b) for a, b in group) <= MAX_WINDOW
