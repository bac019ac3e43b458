"""Headlines: capitals on every word, bare nouns and the present are read as prose would tell them; words and offsets stay the text's."""

from __future__ import annotations

import pytest

from tacitus.model.records import Document, Sentence, Token
from tacitus.model.stage import Given
from tacitus.stages.linguistics import Linguistics

LINGUISTICS = Linguistics.from_resources()


def sentences(text: str) -> list[Sentence]:
    document = Document(id="d", source_id="s", input="i", text=text, text_sha256="", extractor="x")
    return [one for one in LINGUISTICS.annotate(document, Given()) if isinstance(one, Sentence)]


def subject_of(tokens: tuple[Token, ...], verb: Token) -> str | None:
    return next((token.text for token in tokens if token.head == verb.i and token.dep in ("nsubj", "nsubjpass")), None)


@pytest.mark.parametrize(
    ("headline", "verb", "lemma", "subject"),
    [
        ("Police storm mosque, detain cleric", "storm", "storm", "Police"),
        ("Turkey summons ambassador, recalls own envoy from Athens", "summons", "summon", "Turkey"),
        ("Turkey summons ambassador, recalls own envoy from Athens", "recalls", "recall", None),
        ("Government bans march, arrests organisers", "bans", "ban", "Government"),
        ("Mayor seals market after clashes", "seals", "seal", "Mayor"),
        ("Junta Jails Poet, Bans Festival", "Jails", "jail", "Junta"),
        ("KENYA SENDS TROOPS TO SOMALIA", "SENDS", "send", "KENYA"),
        ("Protesters Block Road Near Copper Mine", "Block", "block", "Protesters"),
        ("Frigate Intercepts Smugglers Off Cape", "Intercepts", "intercept", "Frigate"),
        ("Blast at Minya cathedral kills at least nine", "kills", "kill", "Blast"),
        ("Bishop slams bill on land seizures", "slams", "slam", "Bishop"),
    ],
)
def test_the_verb_of_a_headline(headline: str, verb: str, lemma: str, subject: str | None) -> None:
    (sentence,) = sentences(headline)
    token = next(token for token in sentence.tokens if token.text == verb)
    assert (token.pos, token.lemma) == ("VERB", lemma)
    assert subject is None or subject_of(sentence.tokens, token) == subject


@pytest.mark.parametrize(
    "headline",
    [
        "Rebel attacks in north, 12 dead",
        "Fears of new raids along the river",
        "Peace talks in Geneva",
        "Twelve dead after market blast",
        "Arms sales, tax breaks and a summit",
        "Greek police charged over boy's death",
    ],
)
def test_nouns_stay_nouns(headline: str) -> None:
    (sentence,) = sentences(headline)
    plurals = {"attacks", "raids", "talks", "sales", "breaks", "police"}
    assert all(token.pos in ("NOUN", "PROPN") for token in sentence.tokens if token.text in plurals)


def test_names_keep_their_capital_where_the_text_shows_them_as_names() -> None:
    text = "Minister Meets Brown In Accra\n\nThe minister told reporters that she and Gordon Brown had met in Accra on Monday."
    tokens = {token.text: token for token in sentences(text)[0].tokens}
    assert [tokens[word].pos for word in ("Brown", "Accra", "Meets")] == ["PROPN", "PROPN", "VERB"]
    assert tokens["Meets"].lemma == "meet"


@pytest.mark.parametrize(
    "text", ["Police storm mosque, detain cleric", "U.N. Condemns Killing Of Aid  Workers\tIn Sudan", "KÖLN WÄHLT İNCİ ŞAHİN"]
)
def test_words_and_offsets_are_the_texts(text: str) -> None:
    (sentence,) = sentences(text)
    assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
    assert "".join(token.text for token in sentence.tokens) == "".join(text.split())
    assert all(0 <= token.head < len(sentence.tokens) for token in sentence.tokens)


def test_a_sentence_of_prose_is_read_as_it_stands() -> None:
    text = "The Ministry of Foreign Affairs of the Republic of Fooland summons the ambassador."
    assert [token.text for token in sentences(text)[0].tokens if token.tag == "VBZ"] == ["summons"]
