"""CAT XML (Wikinews with events, times and coreference): tokens, then markables anchored to them, then relations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacitus.evaluate.gold import Class, Form, Gold, GoldChain, GoldError, GoldMention, GoldStatus, GoldTime, Span, document_for
from tacitus.evaluate.readers.timex import gold_time, is_point
from tacitus.evaluate.readers.words import Words
from tacitus.evaluate.readers.xml import need, root_of, whole_number

NAME = "cat"
DESCRIPTION = "CAT XML: EVENT_MENTION with certainty, polarity and time, TIMEX3, ENTITY_MENTION and chains"
_FORMS: dict[str, Form] = {"PRO": "pronoun", "NAM": "name", "PRE.NAM": "name"}
_PARTIES = ("PER", "ORG")


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".xml" and "<Document" in head and "<token " in head and "ecb" not in path.stem


class Tokens:
    """The text of a CAT document, and where its tokens stand in it."""

    def __init__(self, root: Any, path: Path) -> None:
        words, before = Words(), None
        self._path = path
        self.spans: dict[str, Span] = {}
        self.sentence: dict[str, int] = {}
        for token in root.iter("token"):
            number = whole_number(token, "sentence", path)
            if before is not None and number != before:
                # Title and date stand alone; the sentences after them are one paragraph.
                words.end_line("\n\n" if before < 2 else "\n")
            before = number
            identity = need(token, "t_id", path)
            self.spans[identity] = words.add((token.text or "").strip() or "-")
            self.sentence[identity] = number
        self.text = words.text

    def anchors(self, markable: Any) -> list[str]:
        """Ids of the tokens that a markable stands on, in its own order."""
        found = [need(anchor, "t_id", self._path) for anchor in markable.findall("token_anchor")]
        unknown = [identity for identity in found if identity not in self.spans]
        if unknown:
            raise GoldError(
                f"{self._path}, line {markable.sourceline}: <{markable.tag}> stands on token {unknown[0]!r}, which is not there."
            )
        return found

    def span(self, markable: Any) -> Span | None:
        """From its first token to its last; None for one that stands on no words."""
        spans = [self.spans[identity] for identity in self.anchors(markable)]
        return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None


def read(path: Path) -> Iterator[Gold]:
    """One document of each file; what lies after the last sentence with a markable counts as not annotated."""
    root = root_of(path)
    tokens = Tokens(root, path)
    markables = [mark for part in root.iter("Markables") for mark in part]
    sentences = [tokens.sentence[identity] for mark in markables for identity in tokens.anchors(mark)]
    last = max(sentences, default=0)
    end = max((tokens.spans[identity][1] for identity, number in tokens.sentence.items() if number <= last), default=0)
    yield Gold(
        document=document_for(path.name, tokens.text, published_at=_published(markables)),
        file=str(path),
        key=path.name,
        within=(0, end),
        statuses=tuple(_statuses(markables, tokens)),
        times=tuple(_times(markables, tokens)),
        chains=tuple(_chains(root, markables, tokens)),
    )


def _published(markables: list[Any]) -> str | None:
    created = [mark.get("value") for mark in markables if mark.tag == "TIMEX3" and mark.get("functionInDocument") == "CREATION_TIME"]
    return created[0][:10] if created and created[0] else None


def _times(markables: list[Any], tokens: Tokens) -> Iterator[GoldTime]:
    for mark in markables:
        if mark.tag == "TIMEX3" and is_point(mark.get("type")) and (span := tokens.span(mark)) is not None:
            yield gold_time(span, mark.get("value") or "")


def _statuses(markables: list[Any], tokens: Tokens) -> Iterator[GoldStatus]:
    """Generic, unspecified and blank ones are left out: whether they happened is not said."""
    for mark in markables:
        if mark.tag != "EVENT_MENTION" or mark.get("special_cases") == "GEN" or (span := tokens.span(mark)) is None:
            continue
        polarity, certainty, time = (mark.get(name) or "UNDERSPECIFIED" for name in ("polarity", "certainty", "time"))
        if "UNDERSPECIFIED" in (polarity, certainty, time):
            continue
        yield GoldStatus(span=span, status=_class(polarity, certainty, time, mark.get("special_cases") or "NONE"))


def _class(polarity: str, certainty: str, time: str, special: str) -> Class:
    if certainty != "CERTAIN" or special.startswith("COND"):
        return "other"
    if polarity == "NEG":
        return "negated"
    return "future" if time == "FUTURE" else "actual"


def _chains(root: Any, markables: list[Any], tokens: Tokens) -> Iterator[GoldChain]:
    by_id = {mark.get("m_id"): mark for mark in markables}
    for relation in root.iter("REFERS_TO"):
        targets = [by_id.get(target.get("m_id")) for target in relation.findall("target")]
        target = targets[0] if targets else None
        if target is None or (target.tag == "ENTITY" and target.get("ent_type") not in _PARTIES):
            continue
        mentions = []
        for source in relation.findall("source"):
            mark = by_id.get(source.get("m_id"))
            if mark is not None and (span := tokens.span(mark)) is not None:
                mentions.append(GoldMention(span=span, form=_FORMS.get(mark.get("syntactic_type") or "", "nominal")))
        if mentions:
            kind = "event" if target.tag == "EVENT" else "party"
            yield GoldChain(kind=kind, mentions=tuple(sorted(mentions, key=lambda mention: mention.span)))  # type: ignore[arg-type]
