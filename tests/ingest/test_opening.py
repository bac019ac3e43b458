"""Titles, headers and datelines in the first lines of plain text."""

from __future__ import annotations

import pytest

from tacitus.ingest.opening import Dateline, dateline_of, read_opening, with_year


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("BARVILLE, April 7 (Agency) — Rockets fell.", "BARVILLE", None),
        ("BARVILLE, Fooland (FNA) - Rockets fell.", "BARVILLE, Fooland", None),
        ("MOUNT FOO, Barland, Jan. 11 (East Desk) — An envoy came.", "MOUNT FOO, Barland", None),
        ("BARVILLE, 5 May 2023 – Envoys met.", "BARVILLE", "2023-05-05"),
        ("BARVILLE, Oct. 3, 2023 (Foo Press) — Barland denied it.", "BARVILLE", "2023-10-03"),
        ("Barville (Foo Press) -- Envoys met.", "Barville", None),
        ("FOOTON/BARVILLE (Agency) - Envoys met.", "FOOTON/BARVILLE", None),
        ("FOOTON — Danny Foo struck twice.", "FOOTON", None),
        ("SÃO FOO — Envoys met.", "SÃO FOO", None),
        ("ST. FOO (FNA) — al-Bar fighters left.", "ST. FOO", None),
        ("FOOTON, N.B. (FNA) — Envoys met.", "FOOTON, N.B.", None),
    ],
)
def test_a_dateline_gives_the_place_and_a_whole_date(line: str, place: str, date: str | None) -> None:
    found = dateline_of(line)
    assert found is not None
    assert (found.place, found.date) == (place, date)


@pytest.mark.parametrize(
    "line",
    [
        "NATO — the alliance of thirty — said so.",
        "UPDATE 2-Gunmen fled the town",
        "BREAKING — Envoys met.",
        "The US — a big country — said no.",
        "He left - and Foo stayed.",
        "22:40 — We are closing this page.",
        "Mr. Foo (left) - a minister",
    ],
)
def test_a_dash_alone_makes_no_dateline(line: str) -> None:
    assert dateline_of(line) is None


def test_a_date_without_a_year_takes_the_year_it_is_given() -> None:
    assert with_year("April 7", 2023) == "2023-04-07"
    assert with_year("Feb. 29", 2023) is None


def test_a_short_first_line_before_a_blank_one_is_a_title() -> None:
    assert read_opening("Fooland rejects Barland's offer\n\nFooland said no on Tuesday.").title == "Fooland rejects Barland's offer"


@pytest.mark.parametrize(
    "text",
    [
        "Fooland said no on Tuesday.\n\nBarland said yes.",
        "Fooland said no on Tuesday",
        "Fooland said no on Tuesday\nand yes on Friday",
        "x" * 400 + "\n\nFooland said no.",
        "",
        "***\n\nFooland said no.",
    ],
)
def test_other_first_lines_are_no_titles(text: str) -> None:
    assert read_opening(text).title is None


def test_headers_may_stand_before_and_after_the_title() -> None:
    text = "Source: Foo Times\n\nFooland rejects offer\nBy Ann Foo\nDate: 7 April 2023\n\nFooland said no."
    opening = read_opening(text)
    assert opening.title == "Fooland rejects offer"
    assert opening.published_at == "2023-04-07"
    assert opening.headers == {"outlet": "Foo Times", "author": "Ann Foo"}


def test_a_headline_that_begins_like_a_header_is_none() -> None:
    assert read_opening("Source: minister used his own telephone.\n\nFooland said no.").headers == {}


def test_a_bare_date_line_is_a_header_and_prose_about_dates_is_not() -> None:
    assert read_opening("Title\ndate 2023-04-07\n\nText.").published_at == "2023-04-07"
    assert read_opening("Title\n\nDate palms grew there in 2023.\n").published_at is None


def test_an_impossible_header_date_is_told() -> None:
    opening = read_opening("Title\nDate: 2023-02-31\n\nText.")
    assert (opening.published_at, opening.bad_date) == (None, "2023-02-31")


def test_a_title_before_a_dateline_needs_no_blank_line() -> None:
    opening = read_opening("Fooland rejects offer\nFOOTON, May 3 (FNA) — Fooland said no.")
    assert opening.title == "Fooland rejects offer"
    assert opening.dateline == Dateline(place="FOOTON", date=None, written="May 3")
