"""Masks private persons in a coding: in text, evidence, quotations, names, notes, titles and addresses alike (codebook, section 9).

``mask`` gives a coding of the same form, over a text in which pseudonyms stand; every span still reproduces its words there. Whoever is
named in office stays named. A name that the coder did not recognise as one cannot be masked.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from tacitus.exports.names import Name, address_pattern, folded, full_pattern, name_of
from tacitus.exports.pseudonyms import Pseudonyms
from tacitus.model.records import Annotation, Coding, Entity

A = TypeVar("A", bound=Annotation)

_PROSE = frozenset({"name", "role", "title", "reason", "counterpart", "dateline_place", "admin1"})
_PROSE_LISTS = frozenset({"notes"})
_ADDRESSES = frozenset({"source_id", "input", "url"})
_REFERENCES = frozenset({"id", "entity", "member_of", "target"})
_SEVERAL_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b|\bwith\b)\s*")
_BYLINE = re.compile(r"^(?:by|from|text|words)\s*:?\s+", re.IGNORECASE)


def mask(coding: Coding, pseudonyms: Pseudonyms) -> Coding:
    """The coding with every private person's name replaced by a pseudonym."""
    persons = dict(_persons(coding, pseudonyms))
    if not persons:
        return _signed(coding)
    return _Mask(coding, persons, pseudonyms).coding()


class Veil:
    """What ``mask`` does, to parts of a coding one at a time: a list shows one event of a document, not all that stands in it."""

    def __init__(self, coding: Coding, pseudonyms: Pseudonyms) -> None:
        """Of ``coding`` the document, the entities, the places and the mentions by name are looked at."""
        persons = dict(_persons(coding, pseudonyms))
        self._mask = _Mask(coding, persons, pseudonyms) if persons else None
        if self._mask is not None:
            self._mask.forget()

    def annotation(self, annotation: A) -> A:
        """An event, quotation or frame of the coding, its spans in the masked text."""
        if self._mask is None:
            return annotation
        return msgspec.convert(self._mask._value(msgspec.to_builtins(annotation)), type(annotation))

    def text(self, text: str) -> str:
        """The document's own text, which was given, masked."""
        return text if self._mask is None else self._mask._text

    def prose(self, text: str) -> str:
        """Any string about the document, masked."""
        return text if self._mask is None else self._mask.prose(text)

    def value(self, value: Any) -> Any:
        """Plain data about the document (dicts, lists, strings) as in the contract, masked, its spans in the masked text."""
        return value if self._mask is None else self._mask._value(value)

    def unmoved(self, start: int, end: int) -> tuple[int, int]:
        """The span of the document's own text that a span of the masked text shows; a pseudonym is touched whole or not at all."""
        return (start, end) if self._mask is None else (self._mask.unmoved(start, end=False), self._mask.unmoved(end, end=True))

    def address(self, text: str) -> str:
        """A URL of the document, masked."""
        return text if self._mask is None else self._mask.address(text)

    def reference(self, identity: str) -> str:
        """The id of an entity, masked where it spells a name."""
        return identity if self._mask is None else self._mask._ids.get(identity, identity)


def _signed(coding: Coding) -> Coding:
    return msgspec.structs.replace(coding, produced_by={**coding.produced_by, "pseudonyms": True})


def _persons(coding: Coding, pseudonyms: Pseudonyms) -> Iterator[tuple[str, tuple[Name, str]]]:
    """Every private name that stands in the document, under its key, with its pseudonym."""
    names = {name.key: name for name in _private_names(coding)}
    whole = [name for name in names.values() if name.full]
    for key, name in names.items():
        owners = [other for other in whole if not name.full and name.single[0] in other.single] if name.single else []
        yield key, (name, pseudonyms(owners[0].key if len(owners) == 1 else key))


def _private_names(coding: Coding) -> Iterator[Name]:
    outlet = frozenset(folded(coding.document.outlet or "").split())
    public = {folded(entity.name) for entity in coding.entities if not entity.private}
    for entity in coding.entities:
        if entity.private:
            for text in _names_of(coding, entity):
                name = name_of(text)
                if name is not None and name.key not in public and not frozenset(name.key.split()) <= outlet:
                    yield name
    for piece in _SEVERAL_AUTHORS.split(_BYLINE.sub("", coding.document.author or "")):
        name = name_of(piece)
        if name is not None and name.full and _is_personal(piece) and name.key not in public and not frozenset(name.key.split()) <= outlet:
            yield name


def _is_personal(piece: str) -> bool:
    """Two to four capitalised words and particles: a person's byline, not a desk's or an agency's."""
    words = piece.split()
    return 2 <= len(words) <= 4 and words[0][0].isupper() and words[-1][0].isupper() and not any(char.isdigit() for char in piece)


def _names_of(coding: Coding, entity: Entity) -> Iterator[str]:
    """The entity's own name where it is a proper one, and its mentions by name; a place that was taken for a person is none."""
    mentions = [mention for mention in coding.mentions if mention.entity == entity.id and mention.form == "name"]
    places = {(place.start, place.end) for place in coding.places}
    if mentions and all((mention.start, mention.end) in places for mention in mentions):
        return
    if entity.category == "person" or mentions:
        proper = entity.category != "unnamed" or any(mention.text == entity.name for mention in mentions)
        if proper:
            yield entity.name
        yield from (mention.text for mention in mentions)


class _Mask:
    """One document's names, where they stand, and the offsets that follow."""

    def __init__(self, coding: Coding, persons: dict[str, tuple[Name, str]], pseudonyms: Pseudonyms) -> None:
        self._coding = coding
        self._forms: dict[str, str] = {}  # folded form → pseudonym; whole names before parts of them
        for name, pseudonym in persons.values():
            for tokens in name.full:
                self._forms.setdefault(folded(" ".join(tokens)), pseudonym)
        for name, pseudonym in persons.values():
            for single in name.single:
                self._forms.setdefault(folded(single), pseudonym)
        names = [name for name, _ in persons.values()]
        self._full = _compiled((pattern for name in names for pattern in full_pattern(name)), re.IGNORECASE)
        self._single = _compiled((re.escape(form) for name in names for one in name.single for form in _cases(one)), 0)
        self._addresses = [
            (re.compile("|".join(patterns), re.IGNORECASE), pseudonym)
            for name, pseudonym in persons.values()
            if (patterns := sorted(address_pattern(name), key=len, reverse=True))
        ]
        self._public = {folded(entity.name) for entity in coding.entities if not entity.private}
        self._shared = {token for name in self._public for token in name.split()}
        self._ids = {entity.id: self._id(entity, pseudonyms) for entity in coding.entities if entity.private and not entity.local}
        self._old_starts: list[int] = []
        self._cuts: list[tuple[int, int, int, int]] = []  # old start, old end, new start, new end
        self._text = self._masked_text()

    def _id(self, entity: Entity, pseudonyms: Pseudonyms) -> str:
        """A lexicon's id may spell the name (``user:jane-doe``)."""
        return "ent-" + pseudonyms(folded(entity.name)).casefold().replace(" ", "-")

    # The text

    def _masked_text(self) -> str:
        text, pieces, old, new = self._coding.document.text, [], 0, 0
        for start, end, pseudonym in self._found(text):
            pieces += [text[old:start], pseudonym]
            new += start - old
            self._cuts.append((start, end, new, new + len(pseudonym)))
            old, new = end, new + len(pseudonym)
        pieces.append(text[old:])
        self._old_starts = [cut[0] for cut in self._cuts]
        return "".join(pieces)

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        found = [(match.start(), match.end()) for match in self._full.finditer(text)] if self._full else []
        taken = {position for start, end in found for position in range(start, end)}
        kept = self._kept()
        for match in self._single.finditer(text) if self._single else ():
            start, end = match.span()
            inside = any(position in taken for position in range(start, end))
            if not inside and not any(position in kept for position in range(start, end)):
                found.append((start, end))
        return [(start, end, self._forms[folded(text[start:end])]) for start, end in sorted(found)]

    def _kept(self) -> set[int]:
        """Where a single name is not the private person's: in the names of others, in toponyms."""
        private = {entity.id for entity in self._coding.entities if entity.private}
        kept: set[int] = set()
        for place in self._coding.places:
            kept.update(range(place.start, place.end))
        for mention in self._coding.mentions:
            if mention.form in ("name", "adjective") and mention.entity is not None and mention.entity not in private:
                kept.update(range(mention.start, mention.end))
        for mention in self._coding.mentions:
            if mention.form == "name" and mention.entity in private:
                kept.difference_update(range(mention.start, mention.end))
        return kept

    def _moved(self, position: int, *, end: bool) -> int:
        """Where an offset of the old text stands in the new; within a name, at the pseudonym's beginning or end."""
        n = bisect_right(self._old_starts, position - 1 if end else position) - 1
        if n < 0:
            return position
        _, old_end, new_start, new_end = self._cuts[n]
        if position >= old_end:
            return position - old_end + new_end
        return new_end if end else new_start

    def unmoved(self, position: int, *, end: bool) -> int:
        """Where an offset of the new text stood in the old; within a pseudonym, at the name's beginning or end."""
        n = bisect_right([cut[2] for cut in self._cuts], position - 1 if end else position) - 1
        if n < 0:
            return position
        old_start, old_end, _, new_end = self._cuts[n]
        if position >= new_end:
            return position - new_end + old_end
        return old_end if end else old_start

    def forget(self) -> None:
        """Lets the coding go, where ``coding`` is never asked for: thousands of masks may be kept."""
        self._coding = None  # type: ignore[assignment]

    # The coding

    def coding(self) -> Coding:
        built = msgspec.to_builtins(self._coding)
        document = built["document"]
        document["text"] = self._text
        document["text_sha256"] = hashlib.sha256(self._text.encode("utf-8", "surrogatepass")).hexdigest()
        document["raw_sha256"] = None  # the raw bytes hold the names
        for key in ("title", "author"):
            if document[key]:
                document[key] = self.prose(document[key])
        for key in _ADDRESSES:
            if document[key]:
                document[key] = self.address(document[key])
        for name, layer in built.items():
            if isinstance(layer, list | tuple):
                built[name] = [self._value(annotation) for annotation in layer]
        return _signed(msgspec.convert(built, Coding))

    def _value(self, value: Any, key: str = "") -> Any:
        if isinstance(value, list | tuple):
            if key in _PROSE_LISTS:
                return [self.prose(item) for item in value]
            return [self._value(item) for item in value]
        if isinstance(value, dict):
            return self._record(value)
        if isinstance(value, str):
            if key in _REFERENCES:
                return self._ids.get(value, value)
            return self.prose(value) if key in _PROSE else value
        return value

    def _record(self, record: dict[str, Any]) -> dict[str, Any]:
        moved = {key: self._value(value, key) for key, value in record.items()}
        if isinstance(record.get("start"), int):
            start = self._moved(record["start"], end=False)
            end = self._moved(record["end"], end=True)
            moved |= {"start": start, "end": end, "text": self._text[start:end]}
            if record.get("name") == record["text"]:
                moved["name"] = moved["text"]
        elif isinstance(record.get("text"), str):
            moved["text"] = self.prose(record["text"])
        return moved

    def prose(self, text: str) -> str:
        """Any string about this document, masked."""
        if self._full:
            text = self._full.sub(self._pseudonym, text)
        if self._single and folded(text) not in self._public:
            text = self._single.sub(lambda match: match[0] if folded(match[0]) in self._shared else self._pseudonym(match), text)
        return text

    def _pseudonym(self, match: re.Match[str]) -> str:
        return self._forms[folded(match[0])]

    def address(self, text: str) -> str:
        """A URL, path or id, masked."""
        for pattern, pseudonym in self._addresses:
            text = pattern.sub(pseudonym.replace(" ", "-"), text)
        return text


def _cases(form: str) -> tuple[str, ...]:
    """As it is, in capitals as headlines have it, and out of them."""
    return (
        (form, form.upper(), "-".join(part[:1] + part[1:].lower() for part in form.split("-"))) if form.isupper() else (form, form.upper())
    )


def _compiled(patterns: Iterable[str], flags: int) -> re.Pattern[str] | None:
    """One pattern of all, the longest first, bounded by what is no letter or digit."""
    sorted_patterns = sorted(set(patterns), key=lambda pattern: (-len(pattern), pattern))
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted_patterns)})(?!\w)", flags) if sorted_patterns else None
