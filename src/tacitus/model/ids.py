"""Stable identifiers: a prefix that tells the kind, and a hash of what the thing is (never of versions or confidence)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

PREFIXES = {
    "document": "doc",
    "coding": "cod",
    "sentence": "sen",
    "mention": "men",
    "entity": "ent",
    "quote": "quo",
    "time": "tim",
    "place": "pla",
    "count": "cnt",
    "event": "evt",
    "frame": "frm",
    "failure": "fai",
    "run": "run",
    "incident": "inc",
    "origin": "org",
    "claim": "clm",
    "judgement": "jdg",
}
HEX_DIGITS = 20  # 80 bits: a collision among a billion annotations is less likely than one in a million


def digest(*parts: object) -> str:
    """Hex digest of the parts, each length-prefixed so that ("ab", "c") and ("a", "bc") differ; None is its own value."""
    hasher = hashlib.blake2b(digest_size=HEX_DIGITS // 2)
    for part in parts:
        data = b"\x00" if part is None else str(part).encode("utf-8", "surrogatepass")
        hasher.update(f"{len(data)}:".encode() + data)
    return hasher.hexdigest()


def make_id(kind: str, *parts: object) -> str:
    """``evt-…`` and the like for a record of that kind."""
    return f"{PREFIXES[kind]}-{digest(*parts)}"


def document_id(source_id: str, url: str | None, outlet: str | None, text: str) -> str:
    """One wire text in two outlets is two documents."""
    return make_id("document", source_id, url, outlet, text)


def annotation_id(kind: str, document: str, spans: Iterable[tuple[int, int]], ordinal: int = 0, *more: object) -> str:
    """Id of an annotation: document, kind, spans and the ordinal among those of the same kind and spans."""
    return make_id(kind, document, kind, *[f"{start}-{end}" for start, end in spans], ordinal, *more)


def event_id(document: str, event_type: str, start: int, end: int, ordinal: int = 0) -> str:
    """Document, type, principal trigger, ordinal: corrections and new lexicons keep the id."""
    return make_id("event", document, event_type, f"{start}-{end}", ordinal)
