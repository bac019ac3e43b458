"""CoNLL-U: tokens and syntax. No layer of it is measured; it is recognised so that its text can be coded and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tacitus.evaluate.gold import Gold, GoldError, document_for
from tacitus.evaluate.readers.gum import key_of, words_beside

NAME = "gum-dep"
DESCRIPTION = "CoNLL-U: tokens and syntax, of which nothing is measured"
_COLUMNS = 10


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".conllu"


def read(path: Path) -> Iterator[Gold]:
    """One document of each file, without a layer. Joined tokens ("1-2") and empty ones ("8.1") are passed over."""
    tokens = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            raise GoldError(f"{path}, line {number}: expected {_COLUMNS} columns of CoNLL-U, found {len(cells)}.")
        if cells[0].isdigit():
            tokens.append(cells[1])
    words = words_beside(path, tokens)
    yield Gold(document=document_for(path.name, words.text), file=str(path), key=key_of(path))
