"""CSV of sentences judged as a whole: biased or not (``text``, ``label_bias``), subjective or not (``Sentence``, ``Label``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tacitus.evaluate.gold import Gold, GoldError, document_for
from tacitus.evaluate.readers.rows import rows_of

NAME = "judged"
DESCRIPTION = "CSV of sentences judged biased (text, label_bias) or subjective (Sentence, Label)"
_LAYOUTS = (("text", "label_bias"), ("Sentence", "Label"))
_VERDICTS = {"biased": True, "non-biased": False, "subj": True, "obj": False, "no agreement": None}


def recognises(path: Path, head: str) -> bool:
    return path.suffix == ".csv" and _layout(head) is not None


def _layout(head: str) -> tuple[str, str, str] | None:
    """Delimiter, column of the text, column of the verdict."""
    first = head.lstrip("\ufeff").split("\n", 1)[0].strip()
    for delimiter in ";,":
        columns = first.split(delimiter)
        for text, verdict in _LAYOUTS:
            if text in columns and verdict in columns:
                return delimiter, text, verdict
    return None


def read(path: Path) -> Iterator[Gold | GoldError]:
    """One document a sentence; sentences on which the judges did not agree are left out."""
    layout = _layout(path.read_bytes()[:4096].decode("utf-8", "replace"))
    assert layout is not None
    delimiter, text_column, verdict_column = layout
    for row in rows_of(path, delimiter):
        try:
            text, verdict = row.need(text_column), row.need(verdict_column).strip().lower()
            if verdict not in _VERDICTS:
                raise row.error(f"{verdict!r} is no verdict; there are {', '.join(_VERDICTS)}")
        except GoldError as error:
            yield error
            continue
        framed = _VERDICTS[verdict]
        if framed is not None:
            yield Gold(document=document_for(f"{path.name}#{row.line}", text), file=str(path), line=row.line, key=text, framed=framed)
