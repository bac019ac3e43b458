"""Loaded words, labels and reporting verbs, indexed by their first word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tacitus.model.errors import ResourceError
from tacitus.resources.loader import load

Kind = Literal["label", "loaded", "distance"]
_POS = {
    "verbs": frozenset({"VERB"}),
    "nouns": frozenset({"NOUN", "PROPN"}),
    "adjectives": frozenset({"ADJ", "VERB", "NOUN", "PROPN"}),
    "adverbs": frozenset({"ADV"}),
    "labels": frozenset({"NOUN", "PROPN", "ADJ"}),
    "distance": frozenset({"ADJ", "NOUN", "VERB", "ADV", "PROPN"}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A loaded expression: its words (lemmas or forms), its plain counterpart and as what it is loaded."""

    words: tuple[str, ...]
    counterpart: str | None
    kind: Kind
    pos: frozenset[str]
    section: str
    starred: bool  # plain elsewhere: a label only where it heads a party's mention, a deed only where the sentence tells of force


class FramingLexicon:
    """All word lists of the stage. ``entries[first word]`` holds the expressions that begin so, longest first."""

    def __init__(
        self,
        labels: Mapping[str, Any],
        loaded: Mapping[str, Any],
        reporting: Mapping[str, Any],
        harm: Mapping[str, Any],
        evaluative: Mapping[str, Any],
    ) -> None:
        found: dict[str, list[Entry]] = {}
        for kind, section, groups in (*_sections(labels, loaded), *_strong(evaluative)):
            for entry in _entries(kind, section, groups):
                found.setdefault(entry.words[0], []).append(entry)
        self.entries = {
            first: tuple(sorted(set_of, key=lambda e: (-len(e.words), e.words, e.section))) for first, set_of in sorted(found.items())
        }
        slight = frozenset(reporting["slight"])
        self.reporting: dict[str, str] = {
            word: str(group["neutral"])
            for group in reporting["verbs"]
            for word in (*group["doubting"], *group["endorsing"])
            if word not in slight
        }
        self.passive = frozenset(harm["passive"])
        self.intransitive = frozenset(harm["intransitive"])
        self.happen = frozenset(harm["happen"])
        self.happenings = frozenset(harm["happenings"])
        self.force = frozenset(harm["force"])
        self.natural = frozenset(harm["natural"])

    @classmethod
    def from_resources(cls) -> FramingLexicon:
        return cls(
            load("framing/labels.yaml").data,
            load("framing/loaded.yaml").data,
            load("framing/reporting.yaml").data,
            load("framing/harm.yaml").data,
            load("framing/evaluative.yaml").data,
        )


def _sections(labels: Mapping[str, Any], loaded: Mapping[str, Any]) -> Iterable[tuple[Kind, str, list[Mapping[str, Any]]]]:
    yield "label", "labels", labels["labels"]
    yield "distance", "distance", labels["distance"]
    for section in ("verbs", "nouns", "adjectives", "adverbs"):
        yield "loaded", section, loaded[section]


def _strong(evaluative: Mapping[str, Any]) -> Iterable[tuple[Kind, str, list[Mapping[str, Any]]]]:
    """Words that judge wherever they stand, though there is no one plain word for them."""
    for section, groups in evaluative["strong"].items():
        yield "loaded", section, groups


def _entries(kind: Kind, section: str, groups: Iterable[Mapping[str, Any]]) -> Iterable[Entry]:
    for group in groups:
        neutral = group["neutral"]
        if not group.get("harsh") or not group.get("kind"):
            raise ResourceError(
                f"framing: the line {neutral!r} under {section} needs both 'harsh' and 'kind': every entry stands with its mirror."
            )
        counterpart = None if neutral is None or str(neutral).startswith("of ") else str(neutral)
        for word in (*group["harsh"], *group["kind"]):
            text = str(word)
            plain = text.removeprefix("*")
            yield Entry(words_of(plain), counterpart, kind, _POS[section], section, plain != text)


def words_of(phrase: str) -> tuple[str, ...]:
    """The tokens of an expression as the parser divides them: hyphens and possessives stand alone."""
    return tuple(phrase.lower().replace("'s", " 's").replace("-", " - ").split())
