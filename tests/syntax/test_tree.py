"""The tree over hand-built tokens: no parser is needed to test it."""

from __future__ import annotations

import pytest

from tacitus.model.records import Provenance, Sentence, Token
from tacitus.model.stage import Given
from tacitus.syntax.tree import Tree, tree_of

# word, dependency, head within the sentence
SHELLED = (
    ("The", "det", 1),
    ("army", "nsubj", 2),
    ("shelled", "ROOT", 2),
    ("towns", "dobj", 2),
    ("and", "cc", 3),
    ("villages", "conj", 3),
    (",", "punct", 5),
    ("farms", "conj", 5),
    ("near", "prep", 2),
    ("the", "det", 10),
    ("river", "pobj", 8),
    (".", "punct", 2),
)
LEFT = (("They", "nsubj", 3), ("did", "aux", 3), ("not", "neg", 3), ("leave", "ROOT", 3), (".", "punct", 3))


def sentence(words: tuple[tuple[str, str, int], ...], index: int = 0, first: int = 0, start: int = 0) -> Sentence:
    """A sentence of these words, one space between two."""
    tokens, position = [], start
    for n, (word, dep, head) in enumerate(words):
        tokens.append(Token(first + n, position, position + len(word), word, word.lower(), "X", "XX", dep, first + head, None, False))
        position += len(word) + 1
    return Sentence(
        id=f"sen-{index}",
        produced_by=Provenance(stage="test", version=1),
        start=start,
        end=position - 1,
        text=" ".join(word for word, _, _ in words),
        index=index,
        paragraph=0,
        tokens=tuple(tokens),
    )


FIRST = sentence(SHELLED)
SECOND = sentence(LEFT, 1, len(SHELLED), FIRST.end + 1)
TEXT = f"{FIRST.text} {SECOND.text}"


@pytest.fixture
def tree() -> Tree:
    return Tree([FIRST, SECOND])


def test_children_stand_in_text_order(tree: Tree) -> None:
    assert tree.children[2] == [1, 3, 8, 11]
    assert tree.with_dep(2, "nsubj", "dobj") == [1, 3]
    assert tree.child(2, "dobj") == 3
    assert tree.child(2, "xcomp") is None


def test_a_coordination_is_flattened_from_its_head(tree: Tree) -> None:
    assert tree.conjuncts(3) == [3, 5, 7]
    assert tree.first_conjunct(7) == 3


def test_governors_run_up_to_the_root(tree: Tree) -> None:
    assert list(tree.ancestors(10)) == [8, 2]
    assert tree.head_of(10) == 8
    assert tree.head_of(2) is None


def test_a_subtree_leaves_out_what_is_asked(tree: Tree) -> None:
    assert tree.subtree(3) == [3, 4, 5, 6, 7]
    assert tree.subtree(3, frozenset({"conj", "cc"})) == [3]


def test_a_noun_phrase_stays_contiguous_and_without_further_conjuncts(tree: Tree) -> None:
    start, end = tree.noun_phrase(1)
    assert TEXT[start:end] == "The army"
    start, end = tree.noun_phrase(3)
    assert TEXT[start:end] == "towns"
    start, end = tree.base_phrase(10)
    assert TEXT[start:end] == "the river"


def test_indices_run_over_the_whole_document(tree: Tree) -> None:
    assert tree.sentence(len(SHELLED)).index == 1
    assert tree.is_negated(len(SHELLED) + 3)
    assert not tree.is_negated(2)


def test_offsets_find_tokens_and_white_space_none(tree: Tree) -> None:
    assert tree.at(TEXT.index("army") + 2) == 1
    assert tree.at(TEXT.index("army") - 1) is None
    assert tree.at(len(TEXT)) is None
    start = TEXT.index("towns")
    assert tree.within(start, start + len("towns and")) == [3, 4]


def test_the_tree_of_a_document_is_made_once() -> None:
    given = Given([FIRST, SECOND])
    assert tree_of(given) is tree_of(given)
    assert [token.i for token in given.tokens] == list(range(len(SHELLED) + len(LEFT)))
