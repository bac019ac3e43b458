"""Constructions whose parse went with the names in the sentence read alike under any name: the words that hang elsewhere after the mend."""

from __future__ import annotations

import pytest

from tacitus.model.records import Document, Sentence, Token
from tacitus.model.stage import Given
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.linguistics.corrections import corrected

AMONG = (
    "The occupation forces beat worshippers, among them women and elderly men, with batons, smashed the windows of the inn and abducted "
    "more than ten people."
)
PLANNED = (
    "Prosecutors said he planned to murder the officer at home, videotape the killing so it could be used in propaganda, and then use "
    "firearms to attack a police station."
)
LINGUISTICS = Linguistics.from_resources()


def tokens(text: str) -> tuple[Token, ...]:
    document = Document(id="d", source_id="s", input="i", text=text, text_sha256="", extractor="x")
    (sentence,) = [one for one in LINGUISTICS.annotate(document, Given()) if isinstance(one, Sentence)]
    return sentence.tokens


@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        ("Rockets fired by Israeli soldiers hit a depot on Tuesday.", "hit", "hit", "ROOT"),
        ("Rockets fired by Jordanian soldiers hit a depot on Tuesday.", "hit", "hit", "ROOT"),
        ("Norway accused the Bazland movement of breaking the seals.", "of", "accused", "prep"),
        ("Bryn al-Foo promised Abdul-Baz al-Bar to reopen the ford.", "reopen", "promised", "xcomp"),
        ("Olaf Foo spoke by telephone with Lai Ching-te about the border.", "by", "spoke", "prep"),
        ("Bazland deployed troops near Omdurman, raising fears of a wider war.", "near", "deployed", "prep"),
        ("Ilham Aliyev put Azerbaijani troops on alert after a warning.", "put", "put", "ROOT"),
        ("The premier called the killing of villagers by Hamas fighters a massacre.", "fighters", "by", "pobj"),
        ("The premier called the killing of villagers by Russian troops a massacre.", "massacre", "called", "oprd"),
        (AMONG, "women", "worshippers", "appos"),
        ("The Kenyan navy patrolling off Mombasa on Tuesday foiled an attack by smugglers.", "navy", "foiled", "nsubj"),
        ("A blast at a Tanta cathedral killed at least 25.", "25", "killed", "dobj"),
        ("A blast at a Tanta cathedral killed at least 25.", "blast", "killed", "nsubj"),
        ("The bombing wounded over 100.", "100", "wounded", "dobj"),
        ("A man who admitted to having plotted to execute a clerk and then attack a mill was sentenced.", "attack", "execute", "conj"),
        (PLANNED, "use", "videotape", "conj"),
        ("Coast guard foils raid on tanker, detains 12 pirates.", "detains", "foils", "conj"),
    ],
)
def test_a_word_hangs_where_it_belongs(text: str, word: str, head: str, dep: str) -> None:
    found = tokens(text)
    token = next(token for token in found if token.text == word)
    assert (found[token.head].text, token.dep) == (head, dep)


@pytest.mark.parametrize(
    "text",
    [
        "The shells were fired by soldiers and hit a depot.",
        "An apprentice fixed the clock that had defeated professors.",
        "The ministry blamed the leader of the movement.",
        "Police cleared the square by force.",
        "The frost killed over 40 trees.",
        "Soldiers killed at 25 were buried.",
    ],
)
def test_nothing_changes_where_nothing_is_wrong(text: str) -> None:
    found = list(tokens(text))
    assert corrected(list(found)) == found


@pytest.mark.parametrize("text", ["Rockets fired by Israeli soldiers hit a depot.", "Ilham Aliyev put Azerbaijani troops on alert."])
def test_every_sentence_keeps_one_root_and_no_circle(text: str) -> None:
    found = tokens(text)
    assert sum(token.head == token.i for token in found) == 1
    for token in found:
        steps = 0
        while found[token.head].i != token.i and steps <= len(found):
            token, steps = found[token.head], steps + 1
        assert steps <= len(found)
