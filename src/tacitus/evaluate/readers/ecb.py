"""ECB+ XML: tokens, markables and chains of actions and participants; CAT's layout with another vocabulary."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from tacitus.evaluate.gold import Gold, GoldChain, GoldMention, Span, document_for
from tacitus.evaluate.readers.cat import Tokens
from tacitus.evaluate.readers.webanno import form_of
from tacitus.evaluate.readers.xml import root_of

NAME = "ecb"
DESCRIPTION = "ECB+ XML: chains of actions and of participants, within a document and within a topic"
_EVENTS = ("ACTION_", "NEG_ACTION_")
_LIST = "ECBplus_coreference_sentences.csv"
_SENTENCES, _LEAST_WORDS = 3, 5
_ADDRESS = ("http", "www .", "www.")
_PARTIES = ("HUMAN_PART_PER", "HUMAN_PART_ORG", "HUMAN_PART_GPE", "HUMAN_PART")


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".xml" and "<Document" in head and "<token " in head and "ecb" in path.stem


def read(path: Path) -> Iterator[Gold]:
    """One document of each file."""
    root = root_of(path)
    tokens = Tokens(root, path)
    yield Gold(
        document=document_for(path.name, tokens.text),
        file=str(path),
        key=path.name,
        chains=tuple(_chains(root, tokens, _checked(path))),
        topic=path.parent.name,
        occurrence="second" if path.stem.endswith("ecbplus") else "first",
        lead=_lead(tokens.text),
    )


def _lead(text: str) -> Span:
    """Its first three sentences, a line each; addresses, dates and other lines of fewer than five words left out."""
    at, left = 0, _SENTENCES
    for line in text.splitlines(keepends=True):
        at += len(line)
        left -= len(line.split()) >= _LEAST_WORDS and not any(sign in line for sign in _ADDRESS)
        if not left:
            break
    return 0, at


def _checked(path: Path) -> frozenset[int] | None:
    """The sentences of this file in which everything was marked; None where the set's list is not there."""
    listed = path.parent.parent / _LIST
    if not listed.is_file():
        return None
    return _listed(listed).get((path.parent.name, path.stem.partition("_")[2]), frozenset())


@lru_cache(maxsize=2)
def _listed(path: Path) -> dict[tuple[str, str], frozenset[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((row["Topic"], row["File"]), set()).add(int(row["Sentence Number"]))
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _chains(root: Any, tokens: Tokens, checked: frozenset[int] | None) -> Iterator[GoldChain]:
    """Of the relations those alone whose sources stand on words; a markable in no relation is a chain of its own."""
    marks = {mark.get("m_id"): mark for part in root.iter("Markables") for mark in part}
    groups = [
        (relation.get("note") if tag == "CROSS_DOC_COREF" else None, [source.get("m_id") for source in relation.findall("source")])
        for tag in ("CROSS_DOC_COREF", "INTRA_DOC_COREF")
        for relation in root.iter(tag)
    ]
    linked = {identity for _, group in groups for identity in group}
    groups += [(None, [identity]) for identity in marks if identity not in linked]
    for instance, group in groups:
        found = [
            (mark, span) for identity in group if (mark := marks.get(identity)) is not None and (span := tokens.span(mark)) is not None
        ]
        if not found:
            continue
        tag = found[0][0].tag
        kind = "event" if tag.startswith(_EVENTS) else "party" if tag in _PARTIES else None
        if kind is not None:
            mentions = sorted(
                (
                    GoldMention(
                        span=span, form=form_of(tokens.text[span[0] : span[1]]), asked=checked is None or _sentence(mark, tokens) in checked
                    )
                    for mark, span in found
                ),
                key=lambda one: one.span,
            )
            yield GoldChain(kind=kind, mentions=tuple(mentions), instance=instance)  # type: ignore[arg-type]


def _sentence(mark: Any, tokens: Tokens) -> int:
    return tokens.sentence[tokens.anchors(mark)[0]]
