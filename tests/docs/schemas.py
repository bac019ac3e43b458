"""Checks a value against the part of JSON Schema that our schema uses; what it does not know, it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,),
    "null": (type(None),),
}  # fmt: skip
_KNOWN = frozenset(
    "$ref $schema $id $defs title description default type enum const anyOf properties required items minimum discriminator".split()
)


def breaches(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "") -> Iterator[str]:
    """Every place at which the value is not as the schema says."""
    assert set(schema) <= _KNOWN, f"{where}: the checker does not know {set(schema) - _KNOWN}"
    if "$ref" in schema:
        yield from breaches(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, where)
    if "anyOf" in schema and all(list(breaches(value, one, root, where)) for one in schema["anyOf"]):
        yield f"{where}: {value!r} is none of what is allowed"
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        yield f"{where}: {value!r} is no value of the vocabulary"
    if "type" in schema and not _is_of(value, schema["type"]):
        yield f"{where}: {value!r} is no {schema['type']}"
        return
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{where}: {value!r} is too small"
    yield from _inside(value, schema, root, where)


def _is_of(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _inside(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{where}: {name} is missing"
        for name, cell in schema.get("properties", {}).items():
            if name in value:
                yield from breaches(value[name], cell, root, f"{where}.{name}")
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from breaches(item, schema["items"], root, f"{where}[{number}]")
