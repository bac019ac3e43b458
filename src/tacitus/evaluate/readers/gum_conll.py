"""GUM's coreference in the CoNLL layout: number, token, brackets of chains; no word on what kind of thing a chain is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tacitus.evaluate.gold import Gold, GoldChain, GoldError, GoldMention, document_for
from tacitus.evaluate.readers.gum import key_of, words_beside
from tacitus.evaluate.readers.webanno import form_of
from tacitus.evaluate.readers.words import Words

NAME = "gum-conll"
DESCRIPTION = "GUM's CoNLL layout: chains in brackets; those with a pronoun for persons count as parties"
_OPEN, _CLOSE = re.compile(r"\((\d+)"), re.compile(r"(\d+)\)")
# The layout has no kinds of entities: a chain with one of these is of persons.
PERSONAL = frozenset("he him his himself she her hers herself they them their themselves who whom whose i me my we us our you your".split())


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".conll" and head.lstrip().startswith("# begin document")


def read(path: Path) -> Iterator[Gold]:
    """One document of each file."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    for number, cells in enumerate(rows, start=1):
        if len(cells) != 3:
            raise GoldError(f"{path}, token {number}: expected three columns (number, token, chains), found {len(cells)}.")
    words = words_beside(path, [cells[1] for cells in rows])
    yield Gold(
        document=document_for(path.name, words.text), file=str(path), key=key_of(path),
        chains=tuple(_chains([cells[2] for cells in rows], words, path)),
    )  # fmt: skip


def _chains(column: list[str], words: Words, path: Path) -> Iterator[GoldChain]:
    """Of brackets of one chain inside each other the one opened last closes first."""
    opened: dict[str, list[int]] = defaultdict(list)
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, cell in enumerate(column):
        for match in _OPEN.finditer(cell):
            opened[match[1]].append(n)
        for match in _CLOSE.finditer(cell):
            if not opened[match[1]]:
                raise GoldError(f"{path}, token {n + 1}: the chain {match[1]} closes and was not opened.")
            found[match[1]].append((opened[match[1]].pop(), n))
    for name in sorted(found, key=int):
        spans = [words.between(first, last) for first, last in sorted(found[name])]
        written = [words.text[start:end] for start, end in spans]
        if any(text.lower() in PERSONAL for text in written):
            mentions = tuple(GoldMention(span=span, form=form_of(text)) for span, text in zip(spans, written, strict=True))
            yield GoldChain(kind="party", mentions=mentions)
