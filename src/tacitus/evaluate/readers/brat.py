"""brat standoff: ``X.txt`` and ``X.ann`` with attributions as events of Source, Cue and Content.

The text stands beside the annotations or in a folder ``text/`` beside ``attributions/`` (there an annotator's suffix ``_xxxx`` may follow
the name). A date in the file's name is the publication date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from glob import escape
from pathlib import Path

from tacitus.evaluate.gold import Gold, GoldError, GoldQuote, Span, document_for

NAME = "brat"
DESCRIPTION = "brat standoff (.ann beside .txt): attributions with Source, Cue and Content"
_DATE = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
_SUFFIX = re.compile(r"_[0-9A-Za-z]{4}$")
_LINE = re.compile(r"([TE])\d+\t")
_ROLE = re.compile(r"([A-Za-z_-]+?)\d*$")


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".ann"


def read(path: Path) -> Iterator[Gold]:
    """One document of each .ann file; of several annotators of one text the first by name."""
    text_path = _text_of(path)
    if path.stem != text_path.stem and path != min(path.parent.glob(f"{escape(text_path.stem)}_????.ann")):
        return
    text = text_path.read_bytes().decode("utf-8", "replace")
    spans, events = _parsed(path, len(text))
    published = _DATE.search(text_path.name)
    yield Gold(
        document=document_for(text_path.name, text, published_at=published[1] if published else None),
        file=str(path),
        key=text_path.name,
        quotes=tuple(quote for line, event in events if (quote := _quote(path, line, event, spans)).content),
    )


def _text_of(path: Path) -> Path:
    stems = [path.stem, _SUFFIX.sub("", path.stem)]
    parts = list(path.parent.parts)
    folders = [path.parent]
    for n, part in enumerate(parts):
        if part == "attributions":
            folders.append(Path(*parts[:n], "text", *parts[n + 1 :]))
    for candidate in (folder / f"{stem}.txt" for folder in folders for stem in stems):
        if candidate.is_file():
            return candidate
    raise GoldError(f"{path}: there is no {path.stem}.txt beside it, nor in a folder text/ beside attributions/.")


def _parsed(path: Path, length: int) -> tuple[dict[str, tuple[Span, ...]], list[tuple[int, str]]]:
    """Spans of the text bounds by their id, and (line, arguments) of the events."""
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        kind = _LINE.match(line)  # what else there is goes on with the words of the line before, or is of no use here
        if kind is None:
            continue
        if kind[1] == "T":
            try:
                _, places = fields[1].split(" ", 1)
                found = tuple((int(a), int(b)) for a, b in (place.split() for place in places.split(";")))
            except (ValueError, IndexError):
                raise GoldError(f"{path}, line {number}: expected 'T1<TAB>Label start end[;start end]<TAB>words'.") from None
            if any(not 0 <= start < end <= length for start, end in found):
                raise GoldError(f"{path}, line {number}: the span lies outside the text of {length} characters.")
            spans[fields[0]] = found
        else:
            events.append((number, fields[1]))
    return spans, events


def _quote(path: Path, line: int, arguments: str, spans: dict[str, tuple[Span, ...]]) -> GoldQuote:
    roles: dict[str, list[Span]] = {"content": [], "source": [], "cue": []}
    for argument in arguments.split():
        role, _, target = argument.rpartition(":")
        if target not in spans:
            raise GoldError(f"{path}, line {line}: {argument!r} names no span of this file.")
        match = _ROLE.match(role)
        if match and match[1].lower() in roles:
            roles[match[1].lower()].extend(spans[target])
    return GoldQuote(**{role: tuple(sorted(found)) for role, found in roles.items()})
