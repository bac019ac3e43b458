"""Report sets: invented reports by many voices, with the words that tell each occurrence marked in the text as ``[words]{occurrence}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from tacitus.evaluate.gold import Gold, GoldChain, GoldError, GoldMention, Half, document_for

NAME = "reports"
DESCRIPTION = (
    "YAML report sets (examples/incidents): documents with `[words]{occurrence}` marked in their texts; `{-occurrence}` marks what is "
    "denied, or threatened, and so no report of it"
)
_MARK = re.compile(r"\[([^\]]+)\]\{(-?[\w-]+)\}")
SPLIT = "split.yaml"  # beside the sets: which of them are for which half


def recognises(path: Path, head: str) -> bool:
    return path.suffix in (".yaml", ".yml") and "\noccurrences:" in head and "\ndocuments:" in head


def read(path: Path) -> Iterator[Gold | GoldError]:
    """One document of each entry; all of a file are one set, and lie in one half."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        yield GoldError(f"{path}: not YAML: {error}.")
        return
    known, side = data["occurrences"] or {}, _side(path)
    for entry in data["documents"]:
        try:
            yield _gold(entry, known, path, side)
        except GoldError as error:
            yield error


def _side(path: Path) -> Half | None:
    split = path.parent / SPLIT
    halves: Mapping[str, Any] = yaml.safe_load(split.read_text(encoding="utf-8")) if split.is_file() else {}
    return next((half for half, names in halves.items() if half in ("develop", "check") and path.stem in names), None)  # type: ignore[misc]


def _gold(entry: Any, known: Mapping[str, str], path: Path, side: Half | None) -> Gold:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or not isinstance(entry.get("id"), str):
        raise GoldError(f"{path}: each of its documents needs an id and a text; {str(entry)[:60]!r} lacks one.")
    text, chains = _unmarked(entry["text"])
    strange = sorted(name for name in chains if not name.startswith("-") and name not in known)
    if strange:
        raise GoldError(f"{path}, {entry['id']}: the occurrences {', '.join(strange)} are not among those at the top of the file.")
    published = entry.get("published_at")
    document = document_for(entry["id"], text, title=entry.get("title"))
    return Gold(
        document=msgspec.structs.replace(
            document, outlet=entry.get("outlet"), published_at=_iso(published), published_from="given" if published else None
        ),
        file=str(path),
        key=entry["id"],
        side=side,
        topic=path.stem,
        topic_side=side,
        chains=tuple(_chains(chains)),
    )


def _iso(published: Any) -> str | None:
    """YAML reads a time of day as a time in UTC; the record keeps what it is given."""
    return published.isoformat() if published is not None else None


def _unmarked(marked: str) -> tuple[str, dict[str, list[GoldMention]]]:
    """The text without its marks, and the marked words by occurrence."""
    text, at = "", 0
    chains: dict[str, list[GoldMention]] = {}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        mention = GoldMention(span=(len(text), len(text) + len(mark[1])), form="nominal")
        chains.setdefault(mark[2], []).append(mention)
        text, at = text + mark[1], mark.end()
    return text + marked[at:], chains


def _chains(chains: Mapping[str, list[GoldMention]]) -> Iterator[GoldChain]:
    for name, mentions in chains.items():
        if name.startswith("-"):
            yield from (GoldChain(kind="event", mentions=(mention,)) for mention in mentions)
        else:
            yield GoldChain(kind="event", mentions=tuple(mentions), instance=name)
