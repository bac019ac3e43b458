"""Any punctuation gives quotations inside the text, the same each time, at a bounded cost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.model.records import Document, Provenance, Sentence, Token
from tacitus.model.stage import Given
from tacitus.stages.quotes import Quotes
from tacitus.syntax.marks import regions

_QUOTES = Quotes.from_resources()
_WORDS = ["Doe", "said", "that", "we", "stay", "according", "to", "claim", "denied", "reportedly", "Q:", "A:", "—", ":", ",", ".", "?"]
_MARKS = [*"\"'“”„«»‘’‚「」", "''", "``"]


def _sentences(text: str, size: int = 9) -> list[Sentence]:
    """Sentences without a parser: every word hangs on the first of its sentence."""
    words, position = [], 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        words.append((start, position, word))
    made = []
    for first in range(0, len(words), size):
        tokens = tuple(
            Token(
                first + n,
                a,
                b,
                word,
                word.lower(),
                "VERB" if word in ("said", "denied") else "NOUN",
                "VBD",
                "dep" if n else "ROOT",
                first,
                None,
                False,
            )
            for n, (a, b, word) in enumerate(words[first : first + size])
        )
        start, end = tokens[0].start, tokens[-1].end
        paragraph = text.count("\n", 0, start)
        made.append(
            Sentence(
                id=f"s{first}", produced_by=Provenance(stage="test", version=1), start=start, end=end, text=text[start:end],
                index=len(made), paragraph=paragraph, tokens=tokens,
            )
        )  # fmt: skip
    return made


def _document(text: str) -> Document:
    return Document(id="doc-t", source_id="t", input="t", text=text, text_sha256="", extractor="test")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*_WORDS, *_MARKS, "\n", " "]), max_size=60).map(" ".join)
    | st.text(alphabet="aD said.,\"'“”‘’«»\n:", max_size=120)
)
def test_contents_lie_inside_the_text_and_never_change(text: str) -> None:
    document = _document(text)
    first = list(_QUOTES.annotate(document, Given(_sentences(text))))
    assert first == list(_QUOTES.annotate(document, Given(_sentences(text))))
    ids = {quote.id for quote in first}
    assert len(ids) == len(first)
    for quote in first:
        assert quote.content
        assert quote.parent is None or quote.parent in ids
        for span in (*quote.content, *(span for span in (quote.cue, quote.hedge) if span is not None)):
            assert text[span.start : span.end] == span.text != ""


@given(st.text(alphabet="a \"'“”„‘’«»‹›「」\n.s", max_size=200))
def test_regions_lie_inside_their_paragraph(text: str) -> None:
    for region in regions(text, [(0, len(text))]):
        assert 0 <= region.start <= region.inner_start <= region.inner_end <= region.end <= len(text)


def test_a_hundred_thousand_opening_marks_stay_cheap() -> None:
    text = "“word " * 100_000
    quotes = list(_QUOTES.annotate(_document(text), Given(_sentences(text))))
    assert all(span.end - span.start <= 4_100 for quote in quotes for span in quote.content)
