"""The rule book: patterns from YAML, checked, compiled and indexed by the lemma that triggers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tacitus.model.errors import ResourceError
from tacitus.model.ontology import CAMEO_ROOT, CAMEO_ROOTS, CONTEXTS, MODES, EventExtent, EventType, Outcome, Status
from tacitus.resources.loader import Resource

ROLES = frozenset({"actor", "recipient", "target", "content", "weapon", "place", "origin", "destination", "about", "thing", "ignore"})
CLASSES = frozenset({"party", "person", "politician", "state", "armed", "civilian", "place", "event", "any", "none"})
PREPOSITIONS = frozenset(
    """about above across after against ahead along amid among around as at before behind below beneath beside between beyond by
    despite down during for from in inside into near of off on onto out outside over past since through throughout to toward
    towards under until unto up upon with within without back away aside apart forward together""".split()
)
RULE_KEYS = frozenset(
    """id verbs nouns adjectives frame slots if unless modes cameo contexts weapon outcome status also meaning examples counter
    reciprocal speaker extent fallback""".split()
)


class Phrase(msgspec.Struct, frozen=True):
    """A trigger: its head lemma and the further words that must hang on it. "@set" is any word of the set, "to:x" a verb in its clause."""

    head: str
    others: tuple[frozenset[str], ...]
    text: str


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One pattern: what triggers it, which slot fills which role, under which conditions, and what it codes."""

    id: str
    type: EventType
    pos: str  # verb, noun, adjective
    phrase: Phrase
    slots: Mapping[str, str]
    conditions: tuple[tuple[str, frozenset[str]], ...]
    exceptions: tuple[tuple[str, frozenset[str]], ...]
    modes: tuple[str, ...]
    cameo: str
    contexts: tuple[str, ...]
    outcome: Outcome | None
    status: Status | None
    also: tuple[str, ...]
    reciprocal: bool
    speaker: str | None  # "actor": done by the words of whoever is quoted; "claims": the actor says it was theirs
    extent: EventExtent | None
    order: int
    fallback: bool = False  # broad families of words: tried after every other rule of the same trigger

    @property
    def weight(self) -> tuple[bool, int, int, int]:
        """The more words and conditions, the more specific; then the order of the files; what is a fallback comes last."""
        return (not self.fallback, len(self.phrase.others), len(self.conditions), -self.order)


class RuleBook:
    """All rules by part of speech and head lemma."""

    def __init__(self, rules: Iterable[Rule], sets: Mapping[str, frozenset[str]]) -> None:
        self.rules = list(rules)
        self.sets = sets
        self.by_id: dict[str, Rule] = {}
        self._index: dict[tuple[str, str], list[Rule]] = defaultdict(list)
        for rule in self.rules:
            self.by_id.setdefault(rule.id, rule)
            self._index[rule.pos, rule.phrase.head].append(rule)
        for rules_of_word in self._index.values():
            rules_of_word.sort(key=lambda rule: rule.weight, reverse=True)

    def of(self, pos: str, lemma: str) -> list[Rule]:
        """Rules triggered by a lemma, the most specific first."""
        return self._index.get((pos, lemma), [])

    @classmethod
    def from_resources(cls, tables: Resource, patterns: Sequence[Resource]) -> RuleBook:
        """``tables`` holds ``sets`` and ``frames``; each of ``patterns`` one event type with its ``rules``."""
        return _Compiler(tables).compile(patterns)


class _Compiler:
    def __init__(self, tables: Resource) -> None:
        self.path = tables.info.path
        self.sets = _expand_sets(tables.data["sets"])
        self.frames: Mapping[str, Mapping[str, Mapping[str, str]]] = tables.data["frames"]
        self.seen: dict[str, str] = {}

    def compile(self, patterns: Sequence[Resource]) -> RuleBook:
        rules: list[Rule] = []
        for resource in patterns:
            for entry in resource.data.get("rules", []):
                where = f"{resource.info.path}: rule {entry.get('id', '(without id)')}"
                entry = {"fallback": resource.data.get("fallback", False), "type": resource.data.get("type"), **entry}
                rules.extend(self._rules(entry, entry["type"], where, len(rules)))
        return RuleBook(rules, self.sets)

    def _rules(self, entry: dict[str, Any], event_type: EventType, where: str, order: int) -> list[Rule]:
        self._check(entry, event_type, where)
        frame = self.frames[entry["frame"]]
        found = []
        for key, pos in (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective")):
            for phrase in (phrase for text in entry.get(key, []) for phrase in self._phrases(text, pos, where)):
                slots = {**frame.get(pos, frame.get("verb", {})), **entry.get("slots", {})}
                found.append(
                    Rule(
                        id=entry["id"],
                        type=event_type,
                        pos=pos,
                        phrase=phrase,
                        slots=slots,
                        conditions=self._conditions(entry.get("if", {}), where),
                        exceptions=self._conditions(entry.get("unless", {}), where),
                        modes=tuple(entry.get("modes", ())),
                        cameo=str(entry.get("cameo", CAMEO_ROOT[event_type])),
                        contexts=tuple(entry.get("contexts", ())),
                        outcome=entry.get("outcome"),
                        status=entry.get("status"),
                        also=tuple(entry.get("also", ())),
                        reciprocal=bool(entry.get("reciprocal", False)),
                        speaker=entry.get("speaker"),
                        extent=entry.get("extent"),
                        order=order,
                        fallback=bool(entry["fallback"]),
                    )
                )
        return found

    def _check(self, entry: dict[str, Any], event_type: EventType, where: str) -> None:
        if event_type not in MODES:
            raise ResourceError(f"{where}: the type {event_type!r} is none of {', '.join(MODES)}.")
        if "id" not in entry or entry["id"] in self.seen:
            raise ResourceError(
                f"{where}: every rule needs an id of its own (the same stands in {self.seen.get(entry.get('id', ''), 'no file')})."
            )
        self.seen[entry["id"]] = where
        if unknown := set(entry) - RULE_KEYS - {"type"}:
            raise ResourceError(f"{where}: unknown key {', '.join(sorted(unknown))}; expected {', '.join(sorted(RULE_KEYS))}.")
        if entry.get("frame") not in self.frames:
            raise ResourceError(f"{where}: the frame {entry.get('frame')!r} does not stand in {self.path}.")
        for mode in entry.get("modes", ()):
            if mode not in MODES[event_type]:
                raise ResourceError(
                    f"{where}: {mode!r} is no mode of {event_type}; its modes are {', '.join(MODES[event_type]) or 'none'}."
                )
        for context in entry.get("contexts", ()):
            if context not in CONTEXTS:
                raise ResourceError(f"{where}: {context!r} is no context.")
        if str(entry.get("cameo", CAMEO_ROOT[event_type]))[:2] not in CAMEO_ROOTS[event_type]:
            raise ResourceError(
                f"{where}: CAMEO {entry['cameo']} does not go with {event_type} (roots {', '.join(CAMEO_ROOTS[event_type])})."
            )
        for slot, role in entry.get("slots", {}).items():
            if role not in ROLES:
                raise ResourceError(f"{where}: slot {slot} names the unknown role {role!r}.")
        if not any(entry.get(key) for key in ("verbs", "nouns", "adjectives")):
            raise ResourceError(f"{where}: no verbs, nouns or adjectives.")

    def _phrases(self, text: str, pos: str, where: str) -> list[Phrase]:
        """One phrase for each choice of the head ("artillery attack|strike" gives two)."""
        words = str(text).split()
        if pos == "noun":
            stop = next((n for n, word in enumerate(words) if n and PREPOSITIONS.issuperset(word.split("|"))), len(words))
            at = stop - 1
        else:
            at = 0
        others = tuple(self._choice(word, where) for n, word in enumerate(words) if n != at)
        heads = sorted(self._choice(words[at], where)) if words[at].startswith("@") else words[at].split("|")
        return [Phrase(head, others, str(text)) for head in heads]

    def _choice(self, word: str, where: str) -> frozenset[str]:
        if word.startswith("to:"):
            return frozenset(f"to:{choice}" for choice in word[3:].split("|"))
        found: set[str] = set()
        for choice in word.split("|"):
            found |= self._set(choice, where) if choice.startswith("@") else {choice}
        return frozenset(found)

    def _set(self, word: str, where: str) -> frozenset[str]:
        try:
            return self.sets[word[1:]]
        except KeyError:
            raise ResourceError(f"{where}: the word set {word} does not stand in {self.path}.") from None

    def _conditions(self, table: Mapping[str, Any], where: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each slot with the lemmas (or classes in angle brackets) of which one must be there."""
        found = []
        for slot, value in table.items():
            allowed: set[str] = set()
            for word in value if isinstance(value, list) else [value]:
                if str(word).startswith("@"):
                    allowed |= self._set(word, where)
                elif word in CLASSES:
                    allowed.add(f"<{word}>")
                else:
                    allowed.add(str(word))
            found.append((slot, frozenset(allowed)))
        return tuple(found)


def _expand_sets(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Word sets; an item "@other" takes in another set."""
    done: dict[str, frozenset[str]] = {}

    def expand(name: str, above: tuple[str, ...]) -> frozenset[str]:
        if name in above:
            raise ResourceError(f"the word set @{name} takes in itself.")
        if name not in done:
            words: set[str] = set()
            for item in table[name]:
                words |= expand(item[1:], (*above, name)) if item.startswith("@") else {item}
            done[name] = frozenset(words)
        return done[name]

    for name in table:
        expand(name, ())
    return done
