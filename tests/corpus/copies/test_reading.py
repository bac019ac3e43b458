"""What of a text is compared."""

from __future__ import annotations

import pytest

from tacitus.corpus.copies.reading import credit_of, read
from tacitus.corpus.copies.tables import tables


@pytest.mark.parametrize(
    ("text", "agency", "signed"),
    [
        ("LAGOS, Nov 3 (Reuters) - Troops came.", "Reuters", True),
        ("LAGOS (AP) — Troops came.", "Associated Press", True),
        ("Troops came. dpa/ab", "Deutsche Presse-Agentur", True),
        ("By Ann Poe, Reuters\n\nTroops came.", "Reuters", True),
        ("Troops came.\n\nSource: AFP", "Agence France-Presse", True),
        ("Troops came.\nAgence France-Presse contributed to this report.", "Agence France-Presse", False),
        ("Troops came.\n\nWith material from AFP and others", "Agence France-Presse", False),
        ("Troops came.\n\nwith agency material", "agencies", False),
        ("The AP said that it left the town.", None, False),
        ("A nap is good; we had pap for breakfast.", None, False),
    ],
)
def test_credit_lines_name_the_agency(text: str, agency: str | None, signed: bool) -> None:
    assert credit_of(text, tables()) == (agency, signed)


@pytest.mark.parametrize(
    "other",
    [
        "Soldiers crossed the bridge on Friday and took the mill.",
        "SOLDIERS crossed the bridge on 3 May 2031, and took the mill",
        "QUXTON, May 3 (Reuters) - Soldiers crossed the bridge on Monday and took the mill.\n\nFollow us on Facebook",
        "Soldiers crossed the bridge on Monday and took the mill.\n\n© 2031 The Gazette. All rights reserved.",
    ],
)
def test_dates_boilerplate_and_credits_do_not_count(other: str) -> None:
    assert read(other, tables()).body == read("Soldiers crossed the bridge on Monday and took the mill.", tables()).body


def test_quoted_words_are_no_shingles_but_belong_to_the_body() -> None:
    plain = read("He spoke at length of the war. “We shall stay here until the river is open to all boats.”", tables())
    other = read("He spoke at length of the war. “No word of it is true and we shall say so in the court.”", tables())
    assert [one.shingles for one in plain.sentences] == [one.shingles for one in other.sentences]
    assert plain.body != other.body


def test_a_quotation_ends_with_its_paragraph_where_its_mark_is_missing() -> None:
    found = read('"We shall stay here, he said.\n\nThe mill was closed for the winter by then.', tables())
    assert len(found.sentences) == 1


def test_figures_are_kept_and_dates_are_not() -> None:
    assert read("On 4 March 2031 some 2,400 men and 12 women came in 3.5 hours.", tables()).figures == ("12", "2,400", "3.5")


def test_offsets_are_those_of_the_text() -> None:
    text = "One two three four five. Six seven eight nine ten."
    assert [text[one.start : one.end].strip(" .") for one in read(text, tables()).sentences] == [
        "One two three four five", "Six seven eight nine ten",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "© 2031 The Gazette", "All rights reserved.", "Sign up for our newsletter", "Get the best of it in our newsletter, delivered daily",
        "Find us on Facebook", "Follow Ann Poe on Twitter", "Join our WhatsApp channel", "Share this", "We use cookies", "Cookie policy",
        "Privacy policy", "Terms of use", "RELATED: Ten towns", "Read more: Ten towns", "More from the Gazette", "Editor's picks",
        "You might also like", "Recommended stories", "Advertisement", "Story continues below", "Tags: war, grain", "Image credit: Poe",
        "Getty Images", "Download our free app", "Support independent journalism", "Become a member", "Leave a comment",
        "This material may not be published or broadcast", "The views expressed are the author's own",
        "The story was first published in the Gazette", "This copy has not been edited by our staff", "Our standards: the rules",
        "Reporting by Ann Poe; editing by Odo Brand", "By Ann Poe", "Published 4 March 2031", "Contact us", "Got a tip?",
    ],
)  # fmt: skip
def test_lines_of_the_page_are_no_part_of_the_article(line: str) -> None:
    text = "Soldiers crossed the bridge and took the mill."
    assert read(f"{text}\n\n{line}", tables()).body == read(text, tables()).body


@pytest.mark.parametrize(
    "line", ["The report was read by the deputies.", "By noon, the mill had been taken.", "They share the river with us."]
)
def test_lines_of_the_article_are_kept(line: str) -> None:
    text = "Soldiers crossed the bridge and took the mill."
    assert read(f"{text}\n\n{line}", tables()).body != read(text, tables()).body
