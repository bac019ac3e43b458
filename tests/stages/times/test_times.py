"""Time expressions in fictional sentences, published on Friday, 3 May 2024 unless the case says otherwise."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given as cases
from hypothesis import settings
from hypothesis import strategies as st

from tacitus.model.records import Document, Provenance, Sentence, TimeExpression, Token
from tacitus.model.stage import Given
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.times import Times
from tacitus.stages.times.stage import anchor_of

PUBLISHED = "2024-05-03"


@cache
def stages() -> tuple[Linguistics, Times]:
    return Linguistics.from_resources(), Times.from_resources()


def document(text: str, published_at: str | None = PUBLISHED) -> Document:
    return Document(id="doc-a", source_id="a", input="a", text=text, published_at=published_at, text_sha256="", extractor="test")


def times(text: str, published_at: str | None = PUBLISHED) -> list[TimeExpression]:
    linguistics, stage = stages()
    doc = document(text, published_at)
    given = Given(linguistics.annotate(doc, Given()))
    found = list(stage.annotate(doc, given))
    assert all(isinstance(one, TimeExpression) for one in found)
    return found  # type: ignore[return-value]


def told(text: str, published_at: str | None = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    return [(one.text, one.earliest, one.latest) for one in times(text, published_at)]


def day(words: str, date: str) -> list[tuple[str, str | None, str | None]]:
    return [(words, date, date)]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("April 7, 2023", "2023-04-07"),
        ("7 April 2023", "2023-04-07"),
        ("the 7th of April 2023", "2023-04-07"),
        ("Apr. 7, 2023", "2023-04-07"),
        ("2023-04-07", "2023-04-07"),
        ("25/04/2023", "2023-04-25"),
        ("04/25/2023", "2023-04-25"),
        ("Friday, 7 April 2023", "2023-04-07"),
        ("April 7", "2024-04-07"),
        ("December 7", "2023-12-07"),
        ("the 7th of April", "2024-04-07"),
    ],
)
def test_dates_in_the_forms_of_news(words: str, date: str) -> None:
    assert told(f"The Fooland army entered Barville on {words}.") == day(words, date)


def test_a_date_in_figures_that_may_be_read_two_ways_stays_unknown() -> None:
    (one,) = times("The Fooland army entered Barville on 07/04/2023.")
    assert (one.earliest, one.precision) == (None, "unknown")
    assert one.reason


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Fooland shelled Barville on Monday.", "2024-04-29"),
        ("Fooland shelled Barville on Friday.", "2024-05-03"),
        ("The ministers will meet on Monday.", "2024-05-06"),
        ("The ministers will meet on Friday.", "2024-05-10"),
        ("The ministers are expected to meet on Monday.", "2024-05-06"),
        ("The army is planning to withdraw on Monday.", "2024-05-06"),
        ("The talks were postponed until Monday.", "2024-05-06"),
        ("Fooland denied that it had shelled Barville on Monday.", "2024-04-29"),
        ("Monday's raid killed two farmers.", "2024-04-29"),
    ],
)
def test_a_weekday_follows_the_tense(sentence: str, date: str) -> None:
    assert [one.earliest for one in times(sentence)] == [date]


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("last Friday", "2024-04-26", "2024-04-26", "day"),
        ("last week", "2024-04-22", "2024-04-28", "week"),
        ("last month", "2024-04-01", "2024-04-30", "month"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("two days ago", "2024-05-01", "2024-05-01", "day"),
        ("two weeks ago", "2024-04-15", "2024-04-21", "week"),
        ("three months ago", "2024-02-01", "2024-02-29", "month"),
        ("yesterday", "2024-05-02", "2024-05-02", "day"),
        ("the day before yesterday", "2024-05-01", "2024-05-01", "day"),
        ("last night", "2024-05-02", "2024-05-02", "day"),
        ("last weekend", "2024-04-27", "2024-04-28", "day"),
    ],
)
def test_relative_times_resolve_against_the_publication_date(words: str, earliest: str, latest: str, precision: str) -> None:
    (one,) = times(f"The Fooland army entered Barville {words}.")
    assert (one.text, one.earliest, one.latest, one.precision, one.anchor) == (words, earliest, latest, precision, PUBLISHED)


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("2022", "2022-01-01", "2022-12-31", "year"),
        ("March 2022", "2022-03-01", "2022-03-31", "month"),
        ("early March 2022", "2022-03-01", "2022-03-10", "month"),
        ("mid-2022", "2022-05-01", "2022-08-31", "year"),
        ("late 2022", "2022-09-01", "2022-12-31", "year"),
        ("the first half of 2022", "2022-01-01", "2022-06-30", "month"),
        ("the third quarter of 2022", "2022-07-01", "2022-09-30", "month"),
        ("the summer of 2022", "2022-06-01", "2022-08-31", "season"),
        ("the 19th century", "1800-01-01", "1899-12-31", "decade"),
        ("December", "2023-12-01", "2023-12-31", "month"),
        ("April", "2024-04-01", "2024-04-30", "month"),
    ],
)
def test_longer_times_are_ranges_with_their_precision(words: str, earliest: str, latest: str, precision: str) -> None:
    (one,) = times(f"The Fooland army entered Barville in {words}.")
    assert (one.text, one.earliest, one.latest, one.precision) == (words, earliest, latest, precision)


@pytest.mark.parametrize(
    ("sentence", "earliest", "latest"),
    [
        ("The strike took place between 3 and 5 March.", "2024-03-03", "2024-03-05"),
        ("The strike took place on April 7-9.", "2024-04-07", "2024-04-09"),
    ],
)
def test_days_of_a_month_said_once_are_one_expression(sentence: str, earliest: str, latest: str) -> None:
    assert [(one.earliest, one.latest, one.precision) for one in times(sentence)] == [(earliest, latest, "day")]


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("The strike lasted from Monday to Wednesday.", "2024-04-29", "2024-05-01"),
        ("The strike lasted from Friday to Wednesday.", "2024-04-26", "2024-05-01"),
        ("The strike lasted from 30 March to 2 April.", "2024-03-30", "2024-04-02"),
    ],
)
def test_the_ends_of_a_range_are_two_expressions(sentence: str, first: str, last: str) -> None:
    assert [(one.earliest, one.latest) for one in times(sentence)] == [(first, first), (last, last)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The siege went on for two weeks.",
        "The army shells Barville every day.",
        "The army shells Barville every Monday.",
        "A three-day strike paralysed Barville.",
        "A 12-year-old boy was hurt.",
        "It was the worst storm in ten years.",
        "The council bought 2,000 tents for $2019.",
        "May I speak, asked Theresa.",
        "The march began.",
        "Barville won 2:15 and lost 3.5 points.",
    ],
)
def test_durations_frequencies_and_figures_are_no_times(sentence: str) -> None:
    assert told(sentence) == []


def test_a_clock_time_takes_the_day_beside_it() -> None:
    (one,) = times("Rockets fell at 9:15 p.m. on Monday.")
    assert (one.text, one.earliest, one.time_of_day) == ("9:15 p.m. on Monday", "2024-04-29", "21:15")


def test_a_zone_is_kept_as_written() -> None:
    found = times("On Monday rockets fell at 9:15 p.m. local time (1915 GMT).")
    assert [(one.time_of_day, one.zone, one.earliest) for one in found[1:]] == [
        ("21:15", "local time", "2024-04-29"),
        ("19:15", "GMT", "2024-04-29"),
    ]


def test_time_stamps_of_a_live_blog_are_of_its_own_day() -> None:
    found = times("Live: fighting in Barville\n\n14:35 GMT – Two shells fell on Monday, the mayor said.\n\n14:10 GMT – Sirens were heard.")
    assert [(one.earliest, one.time_of_day) for one in found] == [("2024-05-03", "14:35"), ("2024-04-29", None), ("2024-05-03", "14:10")]


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("Christmas", "2023-12-25", "2023-12-25"),
        ("Easter", "2024-03-31", "2024-03-31"),
        ("Orthodox Easter 2023", "2023-04-16", "2023-04-16"),
        ("Yom Kippur", "2023-09-25", "2023-09-25"),
        ("the Lunar New Year", "2024-02-10", "2024-02-10"),
        ("Ramadan", "2024-03-10", "2024-04-09"),
        ("Newroz", "2024-03-21", "2024-03-21"),
    ],
)
def test_feasts_resolve_by_calendar(words: str, earliest: str, latest: str) -> None:
    assert [(one.earliest, one.latest) for one in times(f"Fooland kept the border open during {words}.")] == [(earliest, latest)]


def test_a_feast_that_differs_from_country_to_country_stays_unknown() -> None:
    (one,) = times("Shots were heard on Independence Day.")
    assert one.earliest is None
    assert one.reason


def test_times_counted_from_a_time_told_before() -> None:
    found = times("The army entered Barville on April 7. Two days later it withdrew. The council met the following day.")
    assert [one.earliest for one in found] == ["2024-04-07", "2024-04-09", "2024-04-10"]


def test_a_day_counted_from_nothing_told_stays_unknown() -> None:
    (one,) = times("Two days later the army withdrew.")
    assert one.earliest is None
    assert one.reason


def test_without_a_publication_date_relative_times_stay_unresolved_with_the_reason() -> None:
    found = times("The army entered Barville on Monday, two years after April 2020.", None)
    assert found[0].earliest is None
    assert "publication date" in (found[0].reason or "")
    assert found[-1].latest is not None


def test_the_story_of_another_year_keeps_its_year() -> None:
    found = times("On 3 March 2014 the army entered Barville. It withdrew on 7 April.")
    assert [one.earliest for one in found] == ["2014-03-03", "2014-04-07"]


def test_the_anchor_is_the_local_date_as_given() -> None:
    assert str(anchor_of("2024-05-03T23:30:00-05:00")) == "2024-05-03"
    assert anchor_of("2024-13-45") is None
    assert anchor_of(None) is None


def bare_sentence(text: str) -> Sentence:
    """One sentence of one flat token, enough for the scan and cheap enough for many cases."""
    token = Token(0, 0, len(text), text, text, "X", "XX", "ROOT", 0, None, False)
    return Sentence(
        id="sen-a",
        produced_by=Provenance(stage="linguistics", version=1),
        start=0,
        end=len(text),
        text=text,
        index=0,
        paragraph=0,
        tokens=(token,),
    )


WORDS = st.sampled_from(
    (
        "Monday to Wednesday 3 May between and 5 2023 last next week the of early mid - 7th ago two days later before after Easter "
        "Ramadan 2023-02-30 9:15 p.m. GMT 31 February 0000 9999 century 20th 1960s in from until end this year quarter first half "
        "noon tonight Eid ' ’ ( ) , . /"
    ).split()
)


@settings(max_examples=300, deadline=None)
@cases(
    st.lists(WORDS, min_size=1, max_size=14).map(" ".join) | st.text(min_size=1, max_size=60),
    st.sampled_from([PUBLISHED, None, "0001-01-01", "9999-12-31"]),
)
def test_any_text_gives_ordered_ranges_that_lie_in_it(text: str, published_at: str | None) -> None:
    doc = document(text, published_at)
    last_end = 0
    for one in stages()[1].annotate(doc, Given([bare_sentence(text)])):
        assert isinstance(one, TimeExpression)
        assert text[one.start : one.end] == one.text
        assert one.start >= last_end
        last_end = one.end
        assert (one.earliest is None) == (one.latest is None)
        if one.earliest is None:
            assert one.precision == "unknown"
            assert one.reason
        else:
            assert one.earliest <= (one.latest or "")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The first church was raised in AD 71 and burned in 866.", [("AD 71", "0071"), ("866", "0866")]),
        ("The abbess (c. 930 – 985) kept a school.", [("930", "0930"), ("985", "0985")]),
        ("Karl Moser (1812–1870) painted mills.", [("1812", "1812"), ("1870", "1870")]),
        ("He was buried in December of 384, in the 4th century.", [("December of 384", "0384"), ("the 4th century", "0300")]),
        ("She left the band in '94.", [("'94", "1994")]),
        ("They met in the summer of '69.", [("the summer of '69", "1969")]),
        ("By the late 1800s the mill stood empty.", [("late 1800s", "1866")]),
        ("The harbour silted up in the 16th and 17th centuries.", [("the 16th and 17th centuries", "1500")]),
        ("The bridge fell twice in the first half of the 17th century.", [("the first half of the 17th century", "1600")]),
        ("Rents doubled in the mid to late 1980s.", [("the mid to late 1980s", "1983")]),
        ("She scored twice during the 1990-91 season.", [("1990-91", "1990")]),
        ("Twenty-five years ago the pit closed.", [("Twenty-five years ago", "1999")]),
    ],
)
def test_years_of_lives_and_of_old_towns(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(text, (earliest or "")[:4]) for text, earliest, _ in told(sentence)] == expected


@pytest.mark.parametrize("sentence", ["The fort was built in 44 BC.", "The altar is of the 5th century B.C."])
def test_years_before_the_calendar_are_found_and_stay_unknown(sentence: str) -> None:
    assert [one.reason for one in times(sentence)] == ["before the year 1, where the calendar of dates begins"]


def test_three_figures_are_a_count_where_nothing_is_told_of_old_times() -> None:
    assert told("Police counted 300 people in 412 houses, about 120 of them new.") == []
    assert told("The Viking camp held about 400 huts.") == []


def test_a_season_of_the_time_told_before() -> None:
    assert told("In 1921 she married. That summer, they sailed to Malta.")[1] == ("That summer", "1921-06-01", "1921-08-31")
    assert told("He enlisted in the summer of 1944, and by the fall he was a sergeant.")[1] == ("the fall", "1944-09-01", "1944-11-30")
    assert told("In March 1950 the pair opened a shop. The following May it burned.")[1] == (
        "The following May",
        "1950-05-01",
        "1950-05-31",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The museum is open daily from 9am to 5pm.",
        "The best time to visit is July.",
        "Roads here are seldom open in the winter.",
        "Nights on the plateau get quite cold in March.",
        "The fair is usually in May.",
    ],
)
def test_what_comes_back_each_day_or_year_has_no_date(sentence: str) -> None:
    assert {one.earliest for one in times(sentence)} == {None}


def test_weekdays_of_a_timetable_are_no_times() -> None:
    assert told("The line offers two flights per week on Monday and Friday.") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In the first week of February 2001 the weir gave way.", [("the first week of February 2001", "2001-02-01", "2001-02-07")]),
        ("In the last week of June 2001 the weir gave way.", [("the last week of June 2001", "2001-06-24", "2001-06-30")]),
        ("Mills closed in the first decade of the 20th century.", [("the first decade of the 20th century", "1900-01-01", "1909-12-31")]),
        ("Mills closed in the first three months of 2020.", [("the first three months of 2020", "2020-01-01", "2020-03-31")]),
        ("They prayed on the first Sunday of June 2023.", [("the first Sunday of June 2023", "2023-06-04", "2023-06-04")]),
        ("They prayed on the last Friday of June 2023.", [("the last Friday of June 2023", "2023-06-30", "2023-06-30")]),
        ("Output fell in the final quarter of last year.", [("the final quarter of last year", "2023-10-01", "2023-12-31")]),
        ("In the winter of 1941–42 many starved.", [("the winter of 1941–42", "1941-12-01", "1942-02-28")]),
        ("The old mill closed in the late 1700's.", [("late 1700's", "1766-09-01", "1799-12-31")]),
        ("The year before last, the mill closed.", [("The year before last", "2022-01-01", "2022-12-31")]),
        ("At 9:30 in the evening of Thursday the mill burned.", [("9:30 in the evening of Thursday", "2024-05-02", "2024-05-02")]),
        ("On the night of 3–4 May 2019 the mill burned.", [("the night of 3–4 May 2019", "2019-05-03", "2019-05-04")]),
        ("The 19th century mill burned.", [("19th century", "1800-01-01", "1899-12-31")]),
        ("The end of the 2014 season was dull.", [("2014", "2014-01-01", "2014-12-31")]),
        ("The council agreed on its Vision 2030.", [("2030", "2030-01-01", "2030-12-31")]),
        ("The May vote was close.", [("May", "2024-05-01", "2024-05-31")]),
        ("He chaired the guild (1952 – 60).", [("1952", "1952-01-01", "1952-12-31"), ("60", "1960-01-01", "1960-12-31")]),
    ],
)
def test_parts_of_times_and_years_beside_nouns(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Route 1918 is closed.",
        "Resolution 1973 was adopted.",
        "On page 1955 he says so.",
        "Temperatures were in the eighties.",
        "The fall of the mayor surprised us.",
        "She reads to children every Wednesday and Thursday.",
    ],
)
def test_figures_and_names_that_are_no_times(sentence: str) -> None:
    assert told(sentence) == []


def test_clocks_from_and_to_are_two_expressions() -> None:
    found = times("The guards worked from 6:00 am to 2 pm on Monday.")
    assert (found[0].text, found[0].time_of_day) == ("6:00 am", "06:00")
    assert [one.text for one in times("The museum is open daily, 10am-5pm.")] == ["10am", "5pm"]


def test_what_comes_back_from_one_month_to_another_is_two_expressions_without_a_date() -> None:
    assert told("It usually rains from October to March.") == [("October", None, None), ("March", None, None)]
    assert told("It rained from October 2022 to March.")[0][0] == "October 2022"
    assert told("It rained from October to March 2023.") == [
        ("October", "2022-10-01", "2022-10-31"),
        ("March 2023", "2023-03-01", "2023-03-31"),
    ]


def test_the_next_year_of_a_story_told_is_not_that_of_the_writing() -> None:
    assert told("In 1921 she married. The next year, she left.")[1] == ("The next year", "1922-01-01", "1922-12-31")
    assert told("In 1921 she married. Over the next two years she wrote.")[1] == ("the next two years", "1922-01-01", "1923-12-31")
    assert told("The dam will be built in the next two years.") == [("the next two years", "2024-05-03", "2026-05-03")]


def test_the_dateline_of_the_text_says_when_it_was_written() -> None:
    text = "Mill burns in Barville\n\nSaturday, May 4, 2024\n\nA mill burned on Friday. Yesterday the owner wept."
    assert told(text)[1:] == [("Friday", "2024-05-03", "2024-05-03"), ("Yesterday", "2024-05-03", "2024-05-03")]
    assert told(text, None)[2] == ("Yesterday", "2024-05-03", "2024-05-03")
    assert told(text, "2025-01-01")[2] == ("Yesterday", "2024-12-31", "2024-12-31")
    far = "A mill burned on Friday.\n\n1\n\n2\n\n3\n\n4\n\nMay 4, 2024\n"
    assert told(far, None)[0] == ("Friday", None, None)


def test_a_day_of_the_year_told_before() -> None:
    assert told("In 1999 he was jailed. On 5 June of that year he fled.")[1] == ("5 June of that year", "1999-06-05", "1999-06-05")
    assert told("In 1999 he was jailed. In December that year he fled.")[1] == ("December that year", "1999-12-01", "1999-12-31")


def test_a_time_of_day_has_the_day_that_is_told_and_never_that_of_the_writing() -> None:
    (one,) = times("The mill burned at 9:30 in the evening.")
    assert (one.time_of_day, one.earliest) == ("21:30", None)
    assert one.reason
    assert told("The mill burned on Thursday. It fell at 9:30 in the evening.")[1][1] == "2024-05-02"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They met on the tenth of April.", [("the tenth of April", "2024-04-10", "2024-04-10")]),
        ("They met on the twenty-first of April 1968.", [("the twenty-first of April 1968", "1968-04-21", "1968-04-21")]),
        ("Two people were hurt over the weekend.", [("the weekend", "2024-04-27", "2024-04-28")]),
        ("A fort stood there about 1,200 BC.", [("1,200 BC", None, None)]),
        ("The lake dried up 6,000 years ago.", [("6,000 years ago", None, None)]),
        ("Exports fell from the same quarter last year.", [("the same quarter last year", None, None)]),
        ("The drought of 1983-84 was severe.", [("1983", "1983-01-01", "1983-12-31"), ("84", "1984-01-01", "1984-12-31")]),
        ("The lamps burned since four o'clock.", [("four o'clock", None, None)]),
        (
            "Plant the bulbs in early spring or late fall.",
            [("early spring", None, None), ("late fall", None, None)],
        ),
        ("The best months are May and September.", [("May", None, None), ("September", None, None)]),
    ],
)
def test_families_of_words(sentence: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The sample of 1950 households was drawn by lot.",
        "Then 2015 letters were sent.",
        "The population was 1987 then.",
        "Shares had touched 1990 before noise set in.",
        "None was seen in Area 1975 of the plain.",
        "A cabin stands near June Lake in the hills.",
        "He bought a winter coat.",
        "Mrs. Summers met April Winters at the door.",
    ],
)
def test_counts_and_names_that_look_like_times(sentence: str) -> None:
    assert told(sentence) == []


def test_what_is_ahead_is_not_of_the_year_told() -> None:
    assert told("He took office on 1 December 2018. The law lapses on December 31st.")[1][1] == "2024-12-31"
    assert told("They lost money in March 2023. The report is due on Nov. 12.")[1][1] == "2024-11-12"


def test_the_weekday_beside_a_date_tells_its_year() -> None:
    assert told("In early 2012 it began, and the finale came on Sunday, December 9.")[1][1] == "2012-12-09"
    assert told("They play France on Monday after beating Spain on Wednesday.")[1][1] == "2024-05-01"


@pytest.mark.parametrize(
    "sentence",
    [
        "The index rose 12 per cent to 2014.",
        "The mean (N = 1800) was low.",
        "They sold 1500 rounds, and 2000 more.",
        "Most wagons, of which 1700 by road, came late.",
        "The rule in Table 1950 is plain.",
    ],
)
def test_what_a_figure_counts_or_numbers_is_no_year(sentence: str) -> None:
    assert told(sentence) == []


def test_what_is_set_for_a_day_lies_ahead() -> None:
    assert told("The semifinal starts at noon; the final is on Sunday.")[-1][1] == "2024-05-05"
    assert told("The hearing was adjourned to January 11.") == [("January 11", "2025-01-11", "2025-01-11")]
    assert told("The court will sit next Sunday.") == [("next Sunday", "2024-05-12", "2024-05-12")]
    assert told("Plants will shut at year-end.") == [("year-end", "2024-09-01", "2024-12-31")]
    assert told("So begins the twenty-first century.")[0][1:] == ("2000-01-01", "2099-12-31")
