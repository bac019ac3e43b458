"""Which documents print one text."""

from __future__ import annotations

import random

import pytest

from tests.corpus.copies import texts
from tests.corpus.copies.conftest import Papers

PARAGRAPHS = texts.WIRE.split("\n\n")
CHANGED = {
    "the same words in other boilerplate": "\n\n".join([texts.BOILERPLATE[0], texts.WIRE, *texts.BOILERPLATE[1:]]),
    "a headline and a credit line": f"Port falls overnight\n\nQUXTON (Reuters) - {texts.WIRE}\n\n(Reuters)",
    "a few words swapped": texts.synonyms(texts.WIRE, 0.5),
    "many words swapped": texts.synonyms(texts.WIRE, 1.0),
    "sentences reordered": "\n\n".join(". ".join(reversed(one.rstrip(".").split(". "))) + "." for one in PARAGRAPHS),
    "paragraphs reordered": "\n\n".join(reversed(PARAGRAPHS)),
    "paragraphs merged": " ".join(PARAGRAPHS),
    "two paragraphs of one's own": "\n\n".join([*PARAGRAPHS, *texts.OWN.split("\n\n")[:2]]),
    "three paragraphs of six": "\n\n".join(PARAGRAPHS[:3]),
    "figures changed": texts.WIRE.replace("14", "17").replace("31", "45").replace("2,600", "3,000"),
    "disguised": texts.disguised(texts.WIRE, 3),
}
INDEPENDENT = {
    "another reporter's text": (texts.WIRE, texts.INDEPENDENT),
    "two texts around one statement": (texts.STATEMENT_A, texts.STATEMENT_B),
    "two bulletins of one form": (texts.bulletin(1), texts.bulletin(2)),
    "another story": (texts.WIRE, texts.OTHER_WIRE),
    "footers alone": ("\n\n".join(["A cat was found.", *texts.BOILERPLATE]), "\n\n".join(["A dog was lost.", *texts.BOILERPLATE])),
    "one paragraph taken": (texts.WIRE, "\n\n".join([*texts.OTHER_WIRE.split("\n\n"), PARAGRAPHS[3]])),
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_text_is_a_copy(papers: Papers, change: str) -> None:
    papers.take({1: texts.WIRE, 2: CHANGED[change], 3: texts.OTHER_WIRE})
    assert papers.groups() == {frozenset({1, 2})}


@pytest.mark.parametrize("case", INDEPENDENT)
def test_what_two_wrote_is_no_copy(papers: Papers, case: str) -> None:
    papers.take(dict(enumerate(INDEPENDENT[case], 1)))
    assert papers.groups() == set()


def test_a_copied_bulletin_is_a_copy(papers: Papers) -> None:
    papers.take({1: texts.bulletin(1), 2: texts.bulletin(2), 3: "Siege\n\n" + texts.bulletin(2) + " No more was known."})
    assert papers.groups() == {frozenset({2, 3})}


def test_a_text_made_of_two_stories_does_not_make_them_one(papers: Papers) -> None:
    both = texts.WIRE + "\n\n" + texts.OTHER_WIRE
    papers.take({1: texts.WIRE, 2: texts.OTHER_WIRE, 3: both, 4: both + " The end."}, {1: "2031-03-01", 2: "2031-03-01", 3: "2031-03-02"})
    assert {group - {3, 4} for group in papers.groups()} == {frozenset({1})}


def test_texts_that_share_a_passage_each_with_the_next_make_no_chain(papers: Papers) -> None:
    r = random.Random(4)
    words = sorted(set((texts.WIRE + texts.OTHER_WIRE + texts.OWN + texts.INDEPENDENT).casefold().replace(".", "").split()))
    passages = [". ".join(" ".join(r.choices(words, k=18)) for _ in range(3)) + "." for _ in range(41)]
    papers.take({number: "\n\n".join(passages[number : number + 2]) for number in range(40)})
    assert max((len(group) for group in papers.groups()), default=1) <= 2


def test_hundreds_of_disguised_copies_are_one_group(papers: Papers) -> None:
    papers.take({number: texts.disguised(texts.WIRE, number) for number in range(1, 301)} | {999: texts.OTHER_WIRE})
    assert papers.groups() == {frozenset(range(1, 301))}


def test_documents_without_words_are_no_copies(papers: Papers) -> None:
    papers.take({1: "", 2: "…", 3: "!", 4: "Short."})
    assert papers.groups() == set()


def test_a_brief_cut_from_a_long_report_is_a_copy_and_a_later_blog_that_holds_it_is_none(papers: Papers) -> None:
    long = "\n\n".join([texts.WIRE, texts.OTHER_WIRE, texts.OWN, texts.INDEPENDENT, texts.STATEMENT_A])
    brief = "\n\n".join(texts.OWN.split("\n\n")[1:])
    papers.take({1: long, 2: brief}, {1: "2031-03-01", 2: "2031-03-02"})
    assert papers.groups() == {frozenset({1, 2})}
    other = Papers()
    other.take({1: brief, 2: long}, {1: "2031-03-01", 2: "2031-03-02"})
    assert other.groups() == set()
