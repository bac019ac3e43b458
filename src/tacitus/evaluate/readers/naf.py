"""NAF XML: ``<raw>`` or ``<wf>`` tokens with offsets, time expressions, attributions and coreference, each layer where it is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacitus.evaluate.gold import Gold, GoldChain, GoldError, GoldMention, GoldQuote, GoldTime, Span, document_for
from tacitus.evaluate.readers.timex import gold_time, is_point
from tacitus.evaluate.readers.webanno import form_of
from tacitus.evaluate.readers.xml import need, root_of, whole_number

NAME = "naf"
DESCRIPTION = "NAF XML: raw text or tokens, timeExpressions, attribution and coreferences"


def recognises(path: Path, head: str) -> bool:
    return path.suffix in (".naf", ".xml") and "<NAF" in head


class _Layers:
    """Tokens by id, terms by id, and the spans of what refers to either."""

    def __init__(self, root: Any, path: Path) -> None:
        self.path, self.words = path, {}
        for word in root.iter("wf"):
            start = whole_number(word, "offset", path)
            self.words[need(word, "id", path)] = (start, start + whole_number(word, "length", path))
        self.text = root.findtext("raw") or self._joined(root)
        outside = [name for name, span in self.words.items() if span[1] > len(self.text)]
        if outside:
            raise GoldError(f"{path}: the token {outside[0]} lies outside the text of {len(self.text)} characters.")
        self.spans: dict[str, list[Span]] = {name: [span] for name, span in self.words.items()}
        for term in root.iter("term"):
            self.spans[need(term, "id", path)] = self.of(term)

    def _joined(self, root: Any) -> str:
        """Without ``<raw>`` the tokens, each at its offset."""
        chars = [" "] * max((end for _, end in self.words.values()), default=0)
        for word in root.iter("wf"):
            start, end = self.words[word.get("id")]
            written = (word.text or "")[: end - start]
            chars[start : start + len(written)] = written
        return "".join(chars)

    def of(self, element: Any) -> list[Span]:
        """The spans of the targets below an element, in text order."""
        found: list[Span] = []
        for target in element.iter("target"):
            identity = need(target, "id", self.path)
            if identity not in self.spans:
                raise GoldError(f"{self.path}, line {target.sourceline}: {identity!r} is neither token nor term of this file.")
            found.extend(self.spans[identity])
        return sorted(found)


def read(path: Path) -> Iterator[Gold]:
    """One document of each file."""
    root = root_of(path)
    layers = _Layers(root, path)
    header = root.find("nafHeader/fileDesc")
    created = header.get("creationtime") if header is not None else None
    yield Gold(
        document=document_for(path.name, layers.text, published_at=(created or "")[:10] or None),
        file=str(path),
        key=path.name,
        times=tuple(_times(root, layers)) if root.find("timeExpressions") is not None else None,
        quotes=tuple(_quotes(root, layers)) if root.find("attribution") is not None else None,
        chains=tuple(_chains(root, layers)) if root.find("coreferences") is not None else None,
    )


def _hull(spans: list[Span]) -> Span:
    return spans[0][0], max(end for _, end in spans)


def _times(root: Any, layers: _Layers) -> Iterator[GoldTime]:
    for mark in root.iter("timex3"):
        spans = layers.of(mark)
        if spans and is_point(mark.get("type")):
            yield gold_time(_hull(spans), mark.get("value") or "")


def _quotes(root: Any, layers: _Layers) -> Iterator[GoldQuote]:
    for statement in root.iter("statement"):
        parts: dict[str, tuple[Span, ...]] = {}
        for role, tag in (("content", "statement_target"), ("source", "statement_source"), ("cue", "statement_cue")):
            found = statement.find(tag)
            parts[role] = tuple(layers.of(found)) if found is not None else ()
        if parts["content"]:
            yield GoldQuote(**parts)


def _chains(root: Any, layers: _Layers) -> Iterator[GoldChain]:
    for chain in root.iter("coref"):
        spans = sorted(_hull(found) for span in chain.findall("span") if (found := layers.of(span)))
        if spans:
            kind = "event" if (chain.get("type") or "").lower() in ("event", "predicate") else "party"
            mentions = tuple(GoldMention(span=span, form=form_of(layers.text[span[0] : span[1]])) for span in spans)
            yield GoldChain(kind=kind, mentions=mentions)  # type: ignore[arg-type]
