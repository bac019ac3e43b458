"""The stage: spans, indices, lemmas, the same result each run; the parser is loaded with the stage, not with the package."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tacitus.model.records import Document, Sentence
from tacitus.model.stage import Given, Stage
from tacitus.resources.loader import load


def document(text: str) -> Document:
    return Document(id="doc-test", source_id="test", input="test", text=text, text_sha256="", extractor="test")


def read(stages: dict[str, Stage], text: str) -> list[Sentence]:
    return [found for found in stages["linguistics"].annotate(document(text), Given()) if isinstance(found, Sentence)]


def holds(text: str, sentences: list[Sentence]) -> None:
    """Every span reproduces its text; indices run on; heads stay inside their sentence."""
    i = 0
    for n, sentence in enumerate(sentences):
        assert sentence.index == n
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.tokens
        inside = range(i, i + len(sentence.tokens))
        for token in sentence.tokens:
            assert token.i == i
            assert token.head in inside
            assert sentence.start <= token.start < token.end <= sentence.end
            i += 1


def test_tokens_reproduce_the_text_and_count_through_the_document(stages: dict[str, Stage]) -> None:
    text = "Fooland's army shelled Barville.\n\n“We will not leave,” Mara Quill said.  It was late."
    sentences = read(stages, text)
    holds(text, sentences)
    assert [sentence.paragraph for sentence in sentences] == [0, 1, 1]
    assert all(text[token.start : token.end] == token.text for sentence in sentences for token in sentence.tokens)


@pytest.mark.parametrize(
    ("form", "verb"),
    [("staged", "stage"), ("waged", "wage"), ("raped", "rape"), ("fined", "fine"), ("cordoned", "cordon"), ("rearrested", "rearrest")],
)
def test_verbs_go_back_to_their_own_word(stages: dict[str, Stage], form: str, verb: str) -> None:
    tokens = [token for sentence in read(stages, f"The soldiers {form} the prisoners.") for token in sentence.tokens]
    assert next(token.lemma for token in tokens if token.text == form) == verb


def test_every_listed_form_stands_once() -> None:
    forms = [form for listed in load("linguistics/lemmas.yaml").data["verbs"].values() for form in listed]
    assert len(forms) == len(set(forms))


def test_the_same_text_reads_the_same_again(stages: dict[str, Stage]) -> None:
    text = "Fooland shelled Barville. " * 50
    assert read(stages, text) == read(stages, text)


def test_a_paragraph_reads_the_same_beside_another(stages: dict[str, Stage]) -> None:
    first, second = "Fooland's army shelled Barville on Monday.", "Nine people were killed, officials said."
    together = read(stages, f"{first}\n\n{second}")
    assert [token.dep for token in together[0].tokens] == [token.dep for token in read(stages, first)[0].tokens]


def test_lone_surrogates_and_nul_are_read(stages: dict[str, Stage]) -> None:
    text = "Fooland\ud800 shelled\x00 Barville."
    holds(text, read(stages, text))


def test_a_text_without_words_has_no_sentences(stages: dict[str, Stage]) -> None:
    assert read(stages, "") == read(stages, " \n\n\t ") == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.one_of(st.sampled_from(list("abc AB.\n\"“”'!?—-1:")), st.characters(codec="utf-8")), max_size=120))
def test_any_text_is_read_with_true_spans(stages: dict[str, Stage], text: str) -> None:
    holds(text, read(stages, text))


def test_the_package_alone_does_not_load_the_parser() -> None:
    program = "import sys, tacitus.stages.linguistics as l; l.Linguistics.spec; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
