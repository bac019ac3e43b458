"""The tables of nouns (roles, bodies, unnamed parties, labels), indexed by the word that heads each phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from tacitus.model.errors import ResourceError
from tacitus.model.ontology import SECTORS, EntityCategory
from tacitus.model.records import Token
from tacitus.resources.loader import Resource
from tacitus.stages.entities.pieces import fold

_LINKS = ("of", "for", "to", "on", "in", "at", "against")
_CATEGORIES: tuple[EntityCategory, ...] = ("person", "organisation", "group", "government", "unnamed")


class Noun(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A noun that stands for a party."""

    kind: str  # role, body, head, label
    noun: str
    plural: str | None = None
    sectors: tuple[str, ...] = ()
    category: EntityCategory = "unnamed"
    civilian: bool | None = None
    person: bool = False
    private: bool = False
    office: bool = False
    speaks_for: bool = False
    of_owner: bool = False  # takes the sectors of whom it belongs to: member, leader, fighter
    state: bool = False  # belongs to a country even where none is written
    collective: bool = False  # plural without an s: police, people
    plural_noun: bool = False  # a body that goes with they: police, forces
    capital: bool = False  # only capitalised: the Front
    label: bool = False
    template: str | None = None
    gender: str | None = None


class Found(NamedTuple):
    """A phrase of the tables on the tokens from first to last; ``head`` is its head noun."""

    first: int
    last: int
    head: int
    item: Noun


class _Phrase(NamedTuple):
    before: tuple[str, ...]
    after: tuple[str, ...]
    item: Noun


class NounTables:
    """Looks a noun up by its head word, the longest phrase first."""

    def __init__(self, resources: Iterable[Resource], titles: Mapping[str, str | None] | None = None) -> None:
        self._by_head: dict[str, list[_Phrase]] = defaultdict(list)
        self.titles: dict[str, str | None] = dict(titles or {})
        for resource in resources:
            self._add(resource)
        for phrases in self._by_head.values():
            phrases.sort(key=lambda phrase: (-len(phrase.before) - len(phrase.after), _ORDER[phrase.item.kind]))

    def _add(self, resource: Resource) -> None:
        for key, kind in _KEYS.items():
            rows = resource.data.get(key) or ()
            for number, row in enumerate(rows, 1):
                self._row(row, kind, f"{resource.info.path}: {key} {number}")
        for number, row in enumerate(resource.data.get("entries") or (), 1):
            kind = next((known for key, known in _ENTRY_KEYS.items() if key in row), None) if isinstance(row, Mapping) else None
            if kind is not None and "id" not in row:
                self._row(row, kind, f"{resource.info.path}: entry {number}")
        for row in resource.data.get("titles") or ():
            for form in (row["title"], *(row.get("forms") or ())):
                self.titles[fold(str(form)).rstrip(".").lower()] = row.get("gender")

    def _row(self, row: Any, kind: str, where: str) -> None:
        item = _noun(row, kind, where)
        for phrase in (item.noun, *filter(None, [item.plural]), *(str(alias) for alias in row.get("aliases") or ())):
            self._index(phrase, item)

    def _index(self, phrase: str, item: Noun) -> None:
        words = fold(phrase).lower().replace("-", " ").split()
        cut = next((n for n, word in enumerate(words) if word in _LINKS and n), len(words))
        head = words[cut - 1]
        entry = _Phrase(tuple(words[: cut - 1]), tuple(words[cut:]), item)
        self._by_head[head].append(entry)

    def role_words(self) -> set[str]:
        """Head words of all roles, for telling whether a name stands behind a title."""
        return {head for head, phrases in self._by_head.items() if any(phrase.item.kind == "role" for phrase in phrases)}

    def at(self, tokens: list[Token], i: int, kinds: tuple[str, ...]) -> Found | None:
        """The longest phrase of these kinds headed by token ``i``."""
        token = tokens[i]
        word = fold(token.text).lower()
        phrases = self._by_head.get(word)
        if phrases is None:
            phrases = self._by_head.get(fold(token.lemma).lower()) or (
                self._by_head.get(word[:-1]) if word.endswith("s") and token.pos in ("PROPN", "NOUN") else None
            )
            if phrases is None:
                return None
        for phrase in phrases:
            if phrase.item.kind in kinds:
                first = _backwards(tokens, i, phrase.before)
                last = _forwards(tokens, i, phrase.after)
                if first is not None and last is not None:
                    return Found(first, last, i, phrase.item)
        return None

    @staticmethod
    def body_name(item: Noun, of: str | None) -> str:
        """The neutral name of a body: its template with the country's or owner's name, else the noun alone."""
        if item.template:
            return item.template.replace("{country}", of).strip() if of else item.template.replace("{country}", "").strip(" -'s")
        return f"{item.noun} of {of}" if of else item.noun


_KEYS = {"roles": "role", "bodies": "body", "heads": "head", "labels": "label"}
_ENTRY_KEYS = {"role": "role", "body": "body", "label": "label", "noun": "head"}
_ORDER = {"body": 0, "role": 1, "label": 2, "head": 3}


_FEMALE = frozenset("queen princess mother daughter sister wife widow girl schoolgirl nun grandmother empress duchess actress".split())
_MALE = frozenset("king prince father son brother husband boy schoolboy monk grandfather emperor duke imam pope".split())


def _backwards(tokens: list[Token], i: int, words: tuple[str, ...]) -> int | None:
    for word in reversed(words):
        i -= 1
        while i >= 0 and tokens[i].text in ("-", "‐", "‑"):
            i -= 1
        if i < 0 or not _same(tokens[i], word):
            return None
    return i


def _forwards(tokens: list[Token], i: int, words: tuple[str, ...]) -> int | None:
    skipped = ("the", "-", "‐", "‑")
    for word in words:
        i += 1
        while i < len(tokens) and tokens[i].text in skipped and word != "the":
            i += 1
        if i >= len(tokens) or not _same(tokens[i], word):
            return None
    return i


def _same(token: Token, word: str) -> bool:
    return token.text.lower() == word or token.lemma.lower() == word or fold(token.text).lower() == word


def _gender(noun: str) -> str | None:
    """What the noun itself says, as "spokeswoman" and "king" do; nothing is guessed from names."""
    word = noun.split()[-1]
    if word in _FEMALE or word.endswith("woman"):
        return "f"
    return "m" if word in _MALE or (word.endswith("man") and word not in ("human", "chairman", "ombudsman")) else None


def _noun(row: Any, kind: str, where: str) -> Noun:
    if isinstance(row, str):
        row = {"noun": row}
    noun = row.get("noun") or row.get("role") or row.get("body") or row.get("label")
    if not noun:
        raise ResourceError(f"{where}: expected a mapping with 'noun', 'role', 'body' or 'label'.")
    sectors = tuple(str(code) for code in row.get("sectors") or ())
    if unknown := [code for code in sectors if code not in SECTORS]:
        raise ResourceError(f"{where} ({noun}): {', '.join(unknown)} is no sector of PLOVER; known are {', '.join(SECTORS)}.")
    category = row.get("category")
    default: EntityCategory = {"body": "organisation", "role": "person"}.get(kind, "unnamed")  # type: ignore[assignment]
    return Noun(
        kind=kind,
        noun=str(noun),
        plural=str(row["plural"]) if row.get("plural") else None,
        sectors=sectors,
        category=category if category in _CATEGORIES else default,
        civilian=row.get("civilian"),
        person=bool(row.get("person", kind == "role")),
        private=bool(row.get("private", False)),
        office=bool(row.get("office", False)),
        speaks_for=bool(row.get("speaks_for", False)),
        of_owner=bool(row.get("of_owner", False)),
        state=bool(row.get("state", kind == "body")),
        collective=bool(row.get("collective", row.get("plural") == noun)),
        plural_noun=bool(row.get("plural_noun", False)),
        capital=bool(row.get("capital", False)),
        label=kind == "label",
        template=row.get("template"),
        gender=row.get("gender") or _gender(str(noun)),
    )
