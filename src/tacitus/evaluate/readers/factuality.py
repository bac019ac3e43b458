"""JSONL of tokenised sentences (``text``) with event words (``targets``: span1, label) scored from −3, did not happen, to 3, happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tacitus.evaluate.gold import Class, Gold, GoldError, GoldStatus, document_for
from tacitus.evaluate.readers.words import Words

NAME = "factuality"
DESCRIPTION = "JSONL of tokenised sentences with scored event words (text, targets: span1 and label)"


class _Target(msgspec.Struct):
    span1: tuple[int, int]  # tokens, half-open
    label: float


class _Sentence(msgspec.Struct):
    text: str
    targets: list[_Target]


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".jsonl" and '"targets"' in head and '"span1"' in head


def read(path: Path) -> Iterator[Gold | GoldError]:
    """One document a sentence, its key the tokenised text. Texts that stand twice are one document."""
    seen: dict[str, tuple[int, list[_Target]]] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                sentence = msgspec.json.decode(line, type=_Sentence)
            except msgspec.MsgspecError as error:
                yield GoldError(f"{path}, line {number}: {error}.")
                continue
            seen.setdefault(sentence.text, (number, []))[1].extend(sentence.targets)
    for text, (number, targets) in seen.items():
        try:
            yield _gold(path, number, text, targets)
        except GoldError as error:
            yield error


def _gold(path: Path, number: int, text: str, targets: list[Any]) -> Gold:
    words = Words()
    for token in text.split():
        words.add(token)
    outside = [target.span1 for target in targets if not 0 <= target.span1[0] < target.span1[1] <= len(words.spans)]
    if outside:
        raise GoldError(f"{path}, line {number}: the target {outside[0]} lies outside a sentence of {len(words.spans)} tokens.")
    return Gold(
        document=document_for(f"{path.name}#{number}", words.text),
        file=str(path),
        line=number,
        key=text,
        statuses=tuple(
            GoldStatus(span=words.between(target.span1[0], target.span1[1] - 1), status=class_of(target.label)) for target in targets
        ),
    )


def class_of(score: float) -> Class:
    """Negated up to −1, actual from 1."""
    if score <= -1:
        return "negated"
    return "actual" if score >= 1 else "other"
