"""Frames with fictional actors: what is flagged, whose words they are, and the same for both sides."""

from __future__ import annotations

import pytest

from tacitus.model.records import Document, Frame
from tacitus.model.stage import Given
from tacitus.resources.loader import load
from tacitus.stages.entities import Entities
from tacitus.stages.framing import Framing
from tacitus.stages.framing.lexicon import FramingLexicon
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.quotes import Quotes

_STAGES = (Linguistics.from_resources(), Entities.from_resources(), Quotes.from_resources(), Framing.from_resources())


def frames_of(text: str) -> list[Frame]:
    document = Document(id="doc-t", source_id="t", input="t", text=text, text_sha256="", extractor="test")
    given = Given()
    for stage in _STAGES:
        given.add(list(stage.annotate(document, given)))
    return given.of(Frame)


def flags(text: str) -> list[tuple[str, str, str]]:
    return [(frame.category, frame.by, frame.text) for frame in frames_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The regime shelled the town.", ("label", "outlet", "regime")),
        ("The so-called Republic of Barland closed the road.", ("label", "outlet", "so-called")),
        ("Fooland forces liberated the town on Monday.", ("loaded", "outlet", "liberated")),
        ("Jane Doe slammed the idea on Monday.", ("loaded", "outlet", "slammed")),
        ("Regime forces shelled the town.", ("label", "outlet", "Regime")),
        ("Rebels slaughtered twelve villagers.", ("loaded", "outlet", "slaughtered")),
        ("Troops neutralised twelve fighters near the river.", ("loaded", "outlet", "neutralised")),
        ("Doe claimed that the bridge was safe.", ("reporting-verb", "outlet", "claimed")),
        ("Doe admitted that the bridge was unsafe.", ("reporting-verb", "outlet", "admitted")),
        ("Twelve people were killed in Barville.", ("deleted-agent", "outlet", "were killed")),
        ("Clashes erupted in Barville on Monday.", ("deleted-agent", "outlet", "Clashes erupted")),
        ("Twelve people died in the shelling.", ("deleted-agent", "outlet", "died")),
        ('"The regime is finished," said Doe.', ("label", "speaker", "regime")),
        ("Doe said that the regime was finished.", ("label", "outlet", "regime")),
        ("It is time that Fooland opened its border.", ("call", "outlet", "It is time that Fooland opened its border.")),
        ("Fooland must stop this war.", ("call", "outlet", "Fooland must stop this war.")),
    ],
)
def test_framing_words_are_flagged_with_whose_they_are(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fooland's army shelled the town of Barville on Monday.",
        "Doe said that the bridge was safe.",
        "Twelve people were killed by soldiers of Fooland.",
        "Twelve people died of cholera in Barville.",
        "Parliament must approve the treaty by Friday.",
        "The minister said Fooland must leave the town.",
        "Applicants must register at the office.",
        "The tariff regime of Fooland will change in July.",
        "The proxy vote was held at the shareholders' meeting.",
        "The flood and the landslide cut off the valley.",
        "The explosion blasted the wall of the depot.",
        "The storm ravaged the coast and wiped out bridges.",
        "The war crimes tribunal sentenced the general.",
    ],
)
def test_plain_words_and_rules_are_not_flagged(text: str) -> None:
    assert [flag for flag in flags(text) if flag[0] != "deleted-agent" or "by" in text or "cholera" in text] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "{a} brutally attacked {b}, whose heroic fighters repelled the invaders.",
        "{a} must withdraw from {b} now.",
        "The reality is that {a} has betrayed {b}.",
        "{a} claimed that {b} had massacred villagers.",
        "Terrorists from {a} were killed near {b}.",
        "It is time that {a} recognised {b}.",
    ],
)
@pytest.mark.parametrize(("a", "b"), [("Norway", "Chile"), ("Ukraine", "Russia"), ("Israel", "Iran")])
def test_swapping_two_actors_changes_no_flag(sentence: str, a: str, b: str) -> None:
    def of(first: str, second: str) -> list[tuple[str, str, str | None]]:
        swap = {first: "A", second: "B"}
        found = frames_of(sentence.format(a=first, b=second))
        return [(frame.category, _neutral(frame.text, swap), frame.counterpart) for frame in found]

    assert of(a, b) == of(b, a)


def _neutral(text: str, names: dict[str, str]) -> str:
    for name, letter in names.items():
        text = text.replace(name, letter)
    return text


def test_a_deleted_agent_points_at_its_victim() -> None:
    frames = [frame for frame in frames_of("Jane Doe, a minister of Chile, was killed on Monday.") if frame.category == "deleted-agent"]
    assert frames[0].target is not None


def test_every_line_of_the_lists_has_its_mirror() -> None:
    groups = [*load("framing/labels.yaml").data["labels"], *load("framing/labels.yaml").data["distance"]]
    loaded = load("framing/loaded.yaml").data
    groups += [group for section in ("verbs", "nouns", "adjectives", "adverbs") for group in loaded[section]]
    assert all(group["harsh"] and group["kind"] for group in groups)
    assert sum(len(group["harsh"]) + len(group["kind"]) for group in groups) >= 400
    assert len(FramingLexicon.from_resources().entries) > 300


def test_frames_reproduce_the_text() -> None:
    text = "The regime\u2019s \u201cheroic\u201d troops were killed!\n\nWho will stop them? We must act."
    for frame in frames_of(text):
        assert text[frame.start : frame.end] == frame.text
