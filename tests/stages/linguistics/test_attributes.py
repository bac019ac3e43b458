"""The table of attributes read by key says what the parser's own matching says, for every token."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tacitus.stages.linguistics.attributes import Table
from tacitus.stages.linguistics.parser import MODEL, TEXTS, Parser

ARTICLES = sorted((Path(__file__).parents[3] / "examples" / "articles").glob("*.txt"))[:12]
SAID = (
    "I'm gonna leave, they ain't staying, y'all got ta listen. Let's see: nothin' happened, nouthin' at all.",
    "That the troops, who do not know him, have to have it is what we asked you; he did.  It's him. There is a port.\n\n C'm on!",
    "Nobody did what whichever of those wanted; the rebels' own have been, weren't and won't be told that it'd end.\t\nI saw it and you.",
    "",
    "\n \n",
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    import spacy

    return spacy.load(MODEL)


def told(nlp: Any, text: str) -> list[tuple[Any, ...]]:
    with nlp.memory_zone():
        return [(one.text, one.tag_, one.pos_, str(one.morph), one.lemma_, one.dep_, one.ent_type_) for one in nlp(text)]


def test_every_token_has_the_same_attributes(nlp: Any) -> None:
    ruler = nlp.get_pipe("attribute_ruler")
    texts = [*SAID, *(path.read_text(encoding="utf-8") for path in ARTICLES)]
    expected = [told(nlp, text) for text in texts]
    table = Table(ruler)
    ruler.match = table.apply
    try:
        assert [told(nlp, text) for text in texts] == expected
        assert [told(nlp, text) for text in texts] == expected  # from what is known by now
        table._known.clear()
        assert [told(nlp, text) for text in reversed(texts)] == expected[::-1]
    finally:
        del ruler.match


def test_most_patterns_are_read_by_key(nlp: Any) -> None:
    table = Table(nlp.get_pipe("attribute_ruler"))
    assert len(table._others) < 12 < 150 < len(table._single)


def test_what_was_kept_of_words_goes_and_nothing_changes() -> None:
    parser = Parser({}, (), ())
    text = "Rebels from the hills seized the harbour of Fooham on Monday."
    first = list(parser.parse(text, [[(0, len(text))]]))
    for n in range(TEXTS + 5):
        other = f"A word{n} that nobody knows was said by Ann Foo{n}bar."
        list(parser.parse(other, [[(0, len(other))]]))
    assert list(parser.parse(text, [[(0, len(text))]])) == first
