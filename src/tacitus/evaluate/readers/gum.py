"""The layouts of the Georgetown University Multilayer corpus: XML with ``<date when=…>`` a token a line, chains from the tsv beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tacitus.evaluate.gold import Gold, GoldTime, document_for
from tacitus.evaluate.readers.timex import Days, days_of
from tacitus.evaluate.readers.webanno import chains_of
from tacitus.evaluate.readers.words import Words
from tacitus.evaluate.readers.xml import root_of

NAME = "gum"
DESCRIPTION = "GUM's XML (a token a line, <date when=…>) with its WebAnno tsv in ../tsv for the chains"
_BREAKS = {"head": "\n\n", "p": "\n\n", "item": "\n", "caption": "\n\n", "sp": "\n\n", "cell": "\n", "quote": "\n\n"}
_TIMES = ("date", "time")
_VALUES = ("when", "from", "to", "notBefore", "notAfter")


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".xml" and "<text id=" in head and "dateCreated=" in head


def read(path: Path) -> Iterator[Gold]:
    """One document of each XML file."""
    root = root_of(path)
    words = Words()
    times: list[GoldTime] = []
    _walk(root, words, times)
    tsv = path.parent.parent / "tsv" / f"{path.stem}.tsv"
    yield Gold(
        document=document_for(path.name, words.text, published_at=_full(root.get("dateCreated"))),
        file=str(path),
        key=path.name,
        times=tuple(times),
        chains=chains_of(tsv, words) if tsv.is_file() else None,
    )


def words_beside(path: Path, tokens: Sequence[str]) -> Words:
    """The text of another layout: that of ``../xml``, with its paragraphs, where that has as many tokens; else the tokens alone."""
    xml = path.parent.parent / "xml" / f"{path.stem}.xml"
    words = Words()
    if xml.is_file():
        _walk(root_of(xml), words, [])
    if len(words.spans) != len(tokens):
        words = Words()
        for token in tokens:
            words.add(token)
    return words


def key_of(path: Path) -> str:
    """The name of the XML file: all layouts of a document lie in one half."""
    return f"{path.stem}.xml"


def _full(written: str | None) -> str | None:
    return written if written and len(written) == 10 else None


def _walk(element: Any, words: Words, times: list[GoldTime]) -> None:
    first = len(words.spans)
    _tokens(element.text, words)
    for child in element:
        _walk(child, words, times)
        _tokens(child.tail, words)
    if element.tag in _TIMES and len(words.spans) > first:
        times.append(GoldTime(span=words.between(first, len(words.spans) - 1), days=_days(element), asked=any(map(element.get, _VALUES))))
    if element.tag in _BREAKS:
        words.end_line(_BREAKS[element.tag])


def _tokens(lines: str | None, words: Words) -> None:
    for line in (lines or "").split("\n"):
        token = line.split("\t")[0].strip()
        if token:
            words.add(token)


def _days(element: Any) -> Days | None:
    """``when``, or ``from`` and ``to``, or the bounds of an open range; a time of day alone has no day."""
    if when := element.get("when"):
        return days_of(when)
    first, last = element.get("from") or element.get("notBefore"), element.get("to") or element.get("notAfter")
    earliest, latest = (days_of(first) if first else None), (days_of(last) if last else None)
    if earliest is None and latest is None:
        return None
    return (earliest[0] if earliest else None), (latest[1] if latest else None)
