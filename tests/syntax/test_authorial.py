"""The author's own voice: calls and opinions outside quotations."""

from __future__ import annotations

import pytest

from tacitus.model.records import Document
from tacitus.model.stage import Given
from tacitus.resources.loader import load
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.quotes import Quotes
from tacitus.syntax.authorial import AuthorialWords, authorial_spans

_LINGUISTICS = Linguistics.from_resources()
_QUOTES = Quotes.from_resources()
_WORDS = AuthorialWords.of(load("framing/authorial.yaml").data)


def voice(text: str) -> list[tuple[str, str]]:
    document = Document(id="doc-t", source_id="t", input="t", text=text, text_sha256="", extractor="test")
    given = Given(_LINGUISTICS.annotate(document, Given()))
    given.add(_QUOTES.annotate(document, given))
    return [(kind, text[start:end]) for start, end, kind in authorial_spans(text, given, _WORDS)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fooland must end the war.", "call"),
        ("The world must act.", "call"),
        ("It is time for Fooland to choose peace.", "call"),
        ("Let us remember the dead.", "call"),
        ("The killers must be brought to justice.", "call"),
        ("The reality is that the war is lost.", "opinion"),
        ("It is clear that Doe has failed.", "opinion"),
        ("Make no mistake: Fooland is losing.", "opinion"),
    ],
)
def test_the_authors_voice_is_found(text: str, kind: str) -> None:
    assert [found for found, _ in voice(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Fooland's army entered Barville on Monday.",
        "“Fooland must end the war,” Doe said.",
        "Doe said that Fooland must end the war.",
        "The parliament must approve the budget by June.",
        "Doe must have known of the raid.",
        "The talks should start on Tuesday.",
    ],
)
def test_reports_rules_guesses_and_quotations_are_not_the_authors_voice(text: str) -> None:
    assert voice(text) == []


def test_an_article_that_turns_into_an_appeal_is_opinion_only_from_there() -> None:
    text = (
        "Fooland's army shelled Barville on Monday. Nine people died, officials said.\n\n"
        "The people of both countries have nothing to gain from this war. "
        "Soldiers should refuse to fire, and workers must stop every shipment. "
        "Not the generals will bring peace. Down with the war!"
    )
    found = [sentence for _, sentence in voice(text)]
    assert len(found) == 4
    assert not any("shelled" in sentence or "officials" in sentence for sentence in found)
