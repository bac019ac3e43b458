"""ECB+ XML: tokens, markables and chains of actions and participants; CAT's layout with another vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacitus.evaluate.gold import Gold, GoldChain, GoldMention, document_for
from tacitus.evaluate.readers.cat import Tokens
from tacitus.evaluate.readers.webanno import form_of
from tacitus.evaluate.readers.xml import root_of

NAME = "ecb"
DESCRIPTION = "ECB+ XML: chains of actions and of participants within a document"
_EVENTS = ("ACTION_", "NEG_ACTION_")
_PARTIES = ("HUMAN_PART_PER", "HUMAN_PART_ORG", "HUMAN_PART_GPE", "HUMAN_PART")


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".xml" and "<Document" in head and "<token " in head and "ecb" in path.stem


def read(path: Path) -> Iterator[Gold]:
    """One document of each file."""
    root = root_of(path)
    tokens = Tokens(root, path)
    yield Gold(document=document_for(path.name, tokens.text), file=str(path), key=path.name, chains=tuple(_chains(root, tokens)))


def _chains(root: Any, tokens: Tokens) -> Iterator[GoldChain]:
    """Of the relations those alone whose sources stand on words; a markable in no relation is a chain of its own."""
    marks = {mark.get("m_id"): mark for part in root.iter("Markables") for mark in part}
    groups = [
        [source.get("m_id") for source in relation.findall("source")]
        for tag in ("CROSS_DOC_COREF", "INTRA_DOC_COREF")
        for relation in root.iter(tag)
    ]
    linked = {identity for group in groups for identity in group}
    groups += [[identity] for identity in marks if identity not in linked]
    for group in groups:
        found = [
            (mark, span) for identity in group if (mark := marks.get(identity)) is not None and (span := tokens.span(mark)) is not None
        ]
        if not found:
            continue
        tag = found[0][0].tag
        kind = "event" if tag.startswith(_EVENTS) else "party" if tag in _PARTIES else None
        if kind is not None:
            mentions = sorted(
                (GoldMention(span=span, form=form_of(tokens.text[span[0] : span[1]])) for _, span in found), key=lambda one: one.span
            )
            yield GoldChain(kind=kind, mentions=tuple(mentions))  # type: ignore[arg-type]
