"""The opinion score: whose words count, what its reasons say, and that plain news stays free of flags."""

from __future__ import annotations

import pytest

from tacitus.model.records import Document, Frame, Quote, Sentence
from tacitus.model.stage import Given
from tacitus.resources.loader import load
from tacitus.stages.entities import Entities
from tacitus.stages.framing import Framing
from tacitus.stages.framing.opinion import CAP, FEATURES, OpinionScore, OpinionWords
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.quotes import Quotes
from tacitus.syntax.authorial import Quoted

_STAGES = (Linguistics.from_resources(), Entities.from_resources(), Quotes.from_resources())
_FRAMING = Framing.from_resources()
_JUDGING = ("loaded", "label", "opinion", "call")


def parsed(text: str) -> tuple[Document, Given]:
    document = Document(id="doc-t", source_id="t", input="t", text=text, text_sha256="", extractor="test")
    given = Given()
    for stage in _STAGES:
        given.add(list(stage.annotate(document, given)))
    return document, given


def judging(text: str) -> list[Frame]:
    return [frame for frame in _FRAMING.annotate(*parsed(text)) if frame.category in _JUDGING]


@pytest.mark.parametrize(
    "text",
    [
        "Once more the clueless council has found a way to waste everybody's money.",
        "Nobody should be surprised that this rotten, self-serving party clings to power at any cost.",
        "The reform is a triumph of common sense, and its bitter enemies know it.",
        "Our leaders are too timid, too lazy and too comfortable to tell us the truth.",
        "The far-right fringe has always fed on fear, resentment and ignorance.",
        "The far-left fringe has always fed on fear, resentment and ignorance.",
        "The wonderful new museum puts every stuffy old gallery in the country to shame.",
    ],
)
def test_a_judging_sentence_is_an_opinion_of_the_outlet(text: str) -> None:
    assert [frame.by for frame in judging(text) if frame.category == "opinion" and frame.text == text] == ["outlet"]


@pytest.mark.parametrize(
    "text",
    [
        "The finance ministry of Fooland published the budget for 2027 on Thursday.",
        "Talks between Fooland and Barland will resume in Geneva next week, officials said.",
        "At least 14 people were injured when a bus left the road near Barville, police said.",
        "Barland's parliament approved the law by 212 votes to 188.",
        "The army said that it had shot down two drones over the border region.",
        "Prime Minister Jane Doe met her counterpart from Barland in the capital.",
        "Protesters gathered outside the parliament building and called for new elections.",
        "The World Food Programme delivered 40 tonnes of flour to the town on Sunday.",
        "Inflation fell to 4.2 percent in May from 4.6 percent a month earlier.",
        "The court sentenced the former governor to six years in prison for taking bribes.",
        "Fooland's foreign ministry summoned the ambassador of Barland to protest against the arrest.",
        "Rebels seized the airport on Friday after three days of fighting, residents told reporters.",
    ],
)
def test_agency_copy_stays_free_of_flags(text: str) -> None:
    assert judging(text) == []


def test_the_reasons_name_the_sum_its_parts_and_the_words() -> None:
    (frame,) = [frame for frame in judging("The lazy, arrogant council never learns.") if frame.category == "opinion"]
    assert frame.why[0].startswith("opinion score +")
    assert any(reason.startswith("adjectives that judge most of the time: +") for reason in frame.why)
    assert frame.why[-1].startswith("words: ") and "arrogant" in frame.why[-1] and "never" in frame.why[-1]


def test_words_of_a_quotation_do_not_count() -> None:
    text = '"This lazy, arrogant council never learns, and we are all sick and tired of it," Doe said on Monday.'
    assert not any(frame.category == "opinion" for frame in judging(text))


def _score(constant: float) -> OpinionScore:
    words = OpinionWords({"moderate": {"adjectives": [{"harsh": ["grim"], "kind": ["bright"]}]}, "mild": {}}, _NO_STYLE)
    weights = {"constant": constant, "threshold": {"alone": 2.0, "beside": 1.0}, "weights": {"moderate_adjectives": 1.0}}
    return OpinionScore(words, weights)


_NO_STYLE: dict[str, list[str]] = {
    name: [] for name in ("intensifiers", "generalisers", "turns", "comments", "idioms", "colloquial", "doctrines", "speech", "reported")
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The day was grim.", [0]),
        ("The day was grim. The road was long. It led north.", []),
        ("The day was grim. The road was bright. It led north.", [0, 1]),
        ("The grim day was bright. The road was long. It led north.", [0]),
    ],
)
def test_a_weak_sentence_of_an_article_counts_beside_another(text: str, found: list[int]) -> None:
    _, given = parsed(text)
    sentences = given.of(Sentence)
    assert [sentence.index for sentence, _ in _score(0.0).opinions(sentences, Quoted(given.of(Quote)).free, {})] == found


def test_more_of_the_same_counts_no_more_than_the_cap() -> None:
    _, given = parsed("It was a grim, bright, grim, bright, grim day.")
    reading = OpinionWords.from_resources().read(given.tokens, [])
    assert reading.counts["moderate_adjectives"] > CAP
    score = _score(0.0)
    assert score.sum_of(reading) == CAP


@pytest.mark.parametrize("text", ["{a} shamelessly betrayed {b}, as everybody knew it would.", "{a} and {b} signed the treaty on Monday."])
def test_swapped_names_leave_the_flags(text: str) -> None:
    one, other = (judging(text.format(a=a, b=b)) for a, b in (("Israel", "Iran"), ("Iran", "Israel")))
    assert [frame.category for frame in one] == [frame.category for frame in other]


def test_every_line_of_judging_words_has_both_sides() -> None:
    data = load("framing/evaluative.yaml").data
    for strength in ("strong", "moderate", "mild"):
        for part, groups in data[strength].items():
            for group in groups:
                assert group["harsh"] and group["kind"], (strength, part)
                assert not set(group["harsh"]) & set(group["kind"]), (strength, part)


def test_every_weight_has_its_feature() -> None:
    weights = load("framing/opinion_weights.yaml").data["weights"]
    assert set(weights) <= set(FEATURES)
    assert all(weights[name] <= 0 for name in ("tells_past", "numbers", "reported"))
