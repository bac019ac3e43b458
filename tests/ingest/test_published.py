"""Dates as files write them."""

from __future__ import annotations

import pytest

from tacitus.ingest.published import iso_date, mail_date


@pytest.mark.parametrize(
    "written",
    ["7 April 2023", "April 7, 2023", "Apr. 7, 2023", "Friday, April 7, 2023", "2023/04/07", "20230407", "07.04.2023", "7th of April, 2023",
     "Published: 7 April 2023", "April 7, 2023 at 10:30 am EST", "2023-04-07 10:00 GMT", " 2023-04-07 ", "07-Apr-2023"],
)  # fmt: skip
def test_many_forms_give_the_iso_date(written: str) -> None:
    assert iso_date(written) == "2023-04-07"


@pytest.mark.parametrize("written", ["2023-04-07", "2023-04-07T10:00:00Z", "2023-04-07T10:00:00.123+02:00", "2023-04-07 10:00:00"])
def test_iso_is_kept_as_given(written: str) -> None:
    assert iso_date(written) == written


@pytest.mark.parametrize(
    "written",
    ["2023-02-31", "tomorrow", "", "2023", "April 2023", "2023-13-01", "0000-00-00", "2023-04-07T25:00", "31 February 2023", "99/99/2023",
     "07/04/2023", "x" * 5000, "yesterday at noon", "2023-04-07junk" * 20],
)  # fmt: skip
def test_what_is_no_sure_day_of_the_calendar_gives_none(written: str) -> None:
    assert iso_date(written) is None


def test_day_and_month_that_cannot_be_changed_are_read() -> None:
    assert iso_date("13/04/2023") == iso_date("04/13/2023") == "2023-04-13"


def test_a_feed_keeps_time_and_offset() -> None:
    assert mail_date("Fri, 07 Apr 2023 10:00:00 +0200") == "2023-04-07T10:00:00+02:00"
