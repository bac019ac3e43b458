"""Reading XML of gold sets: no entities from outside, no network, errors with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from tacitus.evaluate.gold import GoldError


def root_of(path: Path) -> Any:
    """The root element (lxml's) of an XML file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise GoldError(f"{path}, line {error.lineno}: not well-formed XML: {error.msg}.") from error


def need(element: Any, name: str, path: Path) -> str:
    """An attribute, or the text of a child of that name; a GoldError where it lacks."""
    value = element.get(name)
    if value is None:
        value = element.findtext(name)
    if value is None:
        raise GoldError(f"{path}, line {element.sourceline}: <{element.tag}> lacks {name!r}.")
    return str(value)


def whole_number(element: Any, name: str, path: Path) -> int:
    """As ``need``, a whole number."""
    value = need(element, name, path).strip()
    try:
        return int(value)
    except ValueError:
        raise GoldError(f"{path}, line {element.sourceline}: {name} {value!r} of <{element.tag}> is no whole number.") from None


def degrees(element: Any, name: str, path: Path) -> float | None:
    """As ``need``, decimal degrees; None where the set gives none."""
    value = (element.get(name) or element.findtext(name) or "").strip()
    try:
        return float(value) if value else None
    except ValueError:
        raise GoldError(f"{path}, line {element.sourceline}: {name} {value!r} of <{element.tag}> is no number.") from None
