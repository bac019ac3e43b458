"""A JSON object to a document. The object comes from a line of JSONL or from a .json file (one object, or an array of them)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tacitus.ingest.decode import clean, decode
from tacitus.ingest.documents import Source, document_of, number_as_text
from tacitus.ingest.options import Options
from tacitus.ingest.units import Refusal, Unit
from tacitus.model.errors import InputError
from tacitus.model.records import Document

EXTRACTOR = "json/1"
_TYPES = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number", type(None): "null"}


def parse(data: bytes) -> Any:
    """The value of JSON bytes; lone surrogates and control characters inside strings are let pass, to be replaced later."""
    text = decode(data).text.strip()
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise InputError("the JSON is nested too deep; give one flat object with a field for the text") from None
    except json.JSONDecodeError as error:
        where = f"at character {error.pos + 1}"
        raise InputError(f"broken JSON: {error.msg} {where}; expected one whole JSON object") from None
    except ValueError:
        raise InputError("the JSON holds a number too long to read; give it as text") from None


def read_json(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    """Documents of a JSON record or file; a list gives one for each of its objects, numbered from 1."""
    try:
        value = parse(data)
    except InputError as error:
        return _read_lines(unit, data, options) or [Refusal(input=unit.input, reason=f"{_line(unit)}{error}")]
    if isinstance(value, list):
        found: list[Document | Refusal] = []
        for number, item in enumerate(value, start=1):
            raw = json.dumps(item, ensure_ascii=True).encode()
            found.extend(_read_object(item, f"{unit.input}#{number}", f"{unit.source_id}#{number}", raw, options, ""))
        return found or [Refusal(input=unit.input, reason="an empty JSON list; give objects with a field for the text")]
    return _read_object(value, unit.input, unit.source_id, data, options, _line(unit))


def _read_lines(unit: Unit, data: bytes, options: Options) -> list[Document | Refusal]:
    """A .json file of JSON lines; nothing where its first line is no whole object, for then it is simply broken."""
    lines = [(number, line) for number, line in enumerate(decode(data).text.encode().split(b"\n"), start=1) if line.strip()]
    if unit.path is None or len(lines) < 2 or not _is_object(lines[0][1]):
        return []
    found: list[Document | Refusal] = []
    for number, (at, line) in enumerate(lines, start=1):
        one = Unit(input=f"{unit.input}#{number}", source_id=f"{unit.source_id}#{number}", kind="json", data=line, fields={"line": str(at)})
        found.extend(read_json(one, line, options))
    return found


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(parse(line), dict)
    except InputError:
        return False


def _line(unit: Unit) -> str:
    return f"line {unit.fields['line']}: " if "line" in unit.fields else ""


def _read_object(value: Any, shown: str, source_id: str, raw: bytes, options: Options, line: str) -> list[Document | Refusal]:
    if not isinstance(value, dict):
        reason = f"{line}{_TYPES.get(type(value), 'text')} instead of a JSON object with a field “{options.column('text')}”"
        return [Refusal(input=shown, reason=reason)]
    return from_fields(value, shown, source_id, raw, options, line, EXTRACTOR)


def from_fields(
    value: Mapping[str, Any], shown: str, source_id: str, raw: bytes, options: Options, line: str, extractor: str
) -> list[Document | Refusal]:
    """The document of a record with columns, ours or those the options name."""
    column = options.column("text")
    text = value.get(column)
    if not isinstance(text, str):
        why = f"is {_TYPES.get(type(text), 'no text')}, not text" if column in value else "is missing"
        return [Refusal(input=shown, reason=f"{line}the field “{column}” {why}; name another with --text-column or mend the record")]
    given = {name: number_as_text(value.get(options.column(name))) for name in ("id", "url", "title", "outlet", "author", "language")}
    identity = (given["id"] or "").strip() or (given["url"] or "").strip() or source_id
    source = Source(
        input=shown,
        source_id=clean(identity),
        raw=raw,
        extractor=extractor,
        title=given["title"],
        url=given["url"],
        outlet=given["outlet"],
        author=given["author"],
        published=_published(value.get(options.column("published_at"))),
        language=given["language"],
    )
    return document_of(clean(text), source, options)


def _published(value: Any) -> str | None:
    """The date as written; a value that cannot be a date is shown as such in the note."""
    if value is None:
        return None
    written = number_as_text(value)
    return written if written is not None else _TYPES.get(type(value), "a value")
