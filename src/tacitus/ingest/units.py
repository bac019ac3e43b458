"""What passes between the parent, which finds inputs, and the workers, which read them."""

from __future__ import annotations

import os
import unicodedata
from typing import Literal

import msgspec

Kind = Literal["text", "html", "json", "row", "feed", "html-response"]
Level = Literal["failure", "note"]
# Direction marks that would let a file's name reorder what a terminal or a page shows.
_UNSAFE_FORMAT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029")


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of raw input, small enough to be handed to a worker that may be killed over it."""

    input: str  # shown to users: the path as given, made printable, with #n for the n-th record of a file
    source_id: str  # path relative to the PATH argument, with #n
    kind: Kind
    data: bytes | None = None  # small records are carried along; None: the worker reads ``path``
    path: str | None = None
    fields: dict[str, str] = {}  # a CSV row's columns by our names; a WARC record's url, date; "line" where it began


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """An input that gives no document (failure), or something about it that the user should know (note)."""

    input: str
    reason: str
    level: Level = "failure"


def printable(path: str) -> str:
    """The path with undecodable bytes, control characters and direction marks written as escapes, so that any terminal can show it."""
    decoded = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(_escaped(character) if _unsafe(character) else character for character in decoded)


def _unsafe(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _UNSAFE_FORMAT


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
