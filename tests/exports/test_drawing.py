"""Segments, plots, the notebook's HTML and the report's data blocks."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from tacitus.exports.html import html_of
from tacitus.exports.layers import Mark
from tacitus.exports.plots import binned, by_quad_and_country, by_type_and_day
from tacitus.exports.report import json_block
from tacitus.exports.segments import segments
from tests.exports.makers import coding, document, event, party, person, quote

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=12)


@given(SPANS)
def test_segments_cover_the_text_once_each_under_the_marks_that_hold_it(spans: list[tuple[int, int]]) -> None:
    text = "x" * 40
    marks = [Mark(start=start, end=start + length, layer="quote", label="") for start, length in spans]
    pieces = list(segments(text, marks))
    assert "".join(text[start:end] for start, end, _ in pieces) == text
    for start, end, covering in pieces:
        assert start < end
        assert covering == [n for n, mark in enumerate(marks) if mark.start <= start and end <= mark.end]


def test_a_data_block_cannot_end_its_element() -> None:
    hostile = {"</script><!--": "]]>&\u2028\u2029"}
    block = json_block("x", hostile)
    inside = block.removeprefix('<script type="application/json" id="x">').removesuffix("</script>\n")
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside) == hostile


def test_the_notebook_s_html_is_well_formed_and_escaped() -> None:
    text = "Barland <b>attacked</b> Fooland & said: <script>alert(1)</script> it won."
    struck = event(text, "attacked", status="negated", voice="quoted", actors=(party(text, "Barland", person("<i>X")),))
    html = html_of(
        coding(document(text, title="<img src=x onerror=alert(1)>", outlet='"&'), events=[struck], quotes=[quote(text, "it won")])
    )
    root = ET.fromstring(html.replace("<br>", "<br/>"))
    assert {node.tag for node in root.iter()} <= {"div", "strong", "br", "small", "p", "span", "table", "thead", "tbody", "tr", "th", "td"}
    assert "negated, quoted" in html


def test_many_days_are_gathered_into_months_then_years() -> None:
    assert binned({("ASSAULT", f"2024-05-{day:02}"): 1 for day in range(1, 31)})[0] == "day"
    assert binned({("ASSAULT", f"2024-{month:02}-{day:02}"): 1 for month in range(1, 13) for day in (1, 2, 3)})[0] == "month"
    step, counts = binned({("ASSAULT", f"{year}-{month:02}-01"): 1 for year in range(2000, 2010) for month in range(1, 13)})
    assert step == "year"
    assert counts["ASSAULT", "2004"] == 12


def test_plots_are_well_formed_and_say_their_numbers() -> None:
    days = by_type_and_day({("ASSAULT", "2024-05-01"): 3, ("AGREE", "2024-05-02"): 1})
    assert "ASSAULT, 2024-05-01: 3" in [node.text for node in ET.fromstring(days).iter("title")]
    bars = by_quad_and_country({('<X">', "material conflict"): 2, ("FOO", "verbal cooperation"): 1})
    assert '<X">, material conflict: 2' in [node.text for node in ET.fromstring(bars).iter("title")]
    assert "No events" in by_type_and_day({})
    assert "No events" in by_quad_and_country({})
