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
    fallback: tuple[str, ...] = ()  # a role's, where nobody it speaks for is told
    category: EntityCategory = "unnamed"
    civilian: bool | None = None
    person: bool = False
    private: bool = False
    office: bool = False
    speaks_for: bool = False
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


class Title(msgspec.Struct, frozen=True):
    """A form of address or a rank before a name."""

    gender: str | None = None
    sectors: tuple[str, ...] = ()
    rank: bool = False


class NounTables:
    """Looks a noun up by its head word, the longest phrase first."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._by_head: dict[str, list[_Phrase]] = defaultdict(list)
        self.titles: dict[str, Title] = {}
        self.plurals: dict[str, str] = {}
        resources = list(resources)
        self.regions = frozenset(str(word) for resource in resources for word in resource.data.get("regions") or ())
        self.waters, self.waters_of = (
            frozenset(str(word) for resource in resources for word in resource.data.get(name) or ()) for name in ("waters", "waters_of")
        )
        self.ships: dict[str, tuple[str | None, tuple[str, ...]]] = {
            str(prefix): (row.get("country"), tuple(row["sectors"]))
            for resource in resources
            for prefix, row in (resource.data.get("ships") or {}).items()
        }
        self.followers = frozenset(str(word) for resource in resources for word in resource.data.get("followers") or ())
        rows = [(row, path) for resource in resources for row, path in _rows(resource)]
        heads = {str(row["noun"]): row for row, _ in rows if "noun" in row and "name" not in row}
        self._person_words = {
            fold(str(word)).lower() for row in heads.values() for word in (row["noun"], row.get("plural")) if word and " " not in str(word)
        }
        for row, where in rows:
            self._row(row, heads, where)
        for phrases in self._by_head.values():
            phrases.sort(key=lambda phrase: (-len(phrase.before) - len(phrase.after), _ORDER[phrase.item.kind]))

    def _row(self, row: Mapping[str, Any], heads: Mapping[str, Mapping[str, Any]], where: str) -> None:
        if row.get("former") or row.get("deputy"):
            return  # words before an office, no offices
        if row.get("honorific") or row.get("rank"):
            self._title(row, where)
        kind = _kind(row)
        item = _noun(row, kind, heads.get(str(row.get("role") or "")), where)
        if kind == "label" and (row.get("ordinary") or (item.plural is None and item.sectors == ("UNK",)) or item.sectors == ()):
            return  # a word of common speech or an adjective: framing's concern alone
        if row.get("honorific") or (item.speaks_for and " " in item.noun and item.noun.split()[0] not in _DEGREES):
            return  # "police spokesman": the body is found on its own, and the spokesman speaks for it
        if kind == "head" and item.plural:
            self.plurals[item.noun] = item.plural
        for phrase in (item.noun, *filter(None, [item.plural]), *(str(alias) for alias in row.get("aliases") or ()), *_abbreviations(row)):
            if kind == "body" and phrase != item.noun and fold(phrase).lower() in self._person_words:
                continue  # "troops", "officials": persons rather than the body
            self._index(phrase, item)

    def _title(self, row: Mapping[str, Any], where: str) -> None:
        rank = bool(row.get("rank"))
        sectors = _sectors(row, where)
        words = [str(row["role"]), *(str(form) for form in row.get("abbreviations") or ())]
        for word in (part for form in words for part in fold(form).replace("-", " ").split()):
            plain = word.rstrip(".").lower()
            if plain not in _NO_TITLE:
                self.titles.setdefault(plain, Title(_TITLE_GENDER.get(plain), sectors, rank))

    def _index(self, phrase: str, item: Noun) -> None:
        words = fold(phrase).lower().replace("-", " ").split()
        if words[0] == "the" and len(words) > 1:
            words = words[1:]
        if words[-1] in _LINKS:
            words = words[:-1]
        cut = next((n for n, word in enumerate(words) if word in _LINKS and n), len(words))
        self._by_head[words[cut - 1]].append(_Phrase(tuple(words[: cut - 1]), tuple(words[cut:]), item))
        if cut == len(words) > 1 and words[-1] in ("general", "elect", "designate"):  # the noun is the one before
            self._by_head[words[-2]].append(_Phrase(tuple(words[:-2]), (words[-1],), item))

    def role_words(self) -> frozenset[str]:
        """Head words of all roles, for telling whether a name stands behind a title."""
        return frozenset(head for head, phrases in self._by_head.items() if any(phrase.item.kind == "role" for phrase in phrases))

    def plural_of(self, noun: str) -> str:
        """The plural that the tables give, else with an s."""
        return self.plurals.get(noun) or (noun if noun.endswith("s") else f"{noun}s")

    def at(self, tokens: list[Token], i: int, kinds: tuple[str, ...]) -> Found | None:
        """The longest phrase of these kinds headed by token ``i``."""
        token = tokens[i]
        word = fold(token.text).lower()
        word = word.rstrip(".") or word
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
        """The neutral name of a body: its template with the country's adjective or the owner's name, else the noun alone."""
        template = item.template or f"{{adjective}} {item.noun}"
        return " ".join(template.replace("{adjective}", of or "").replace("{country}", of or "").split())


_ORDER = {"body": 0, "role": 1, "label": 2, "head": 3}
_DEGREES = frozenset({"chief", "deputy", "senior", "special", "press", "communications", "media", "information"})
_FEMALE = frozenset(
    """queen princess mother daughter sister wife widow girl schoolgirl nun grandmother empress duchess actress grandma granddaughter
    niece aunt stepmother stepdaughter mum mom girlfriend ex-wife bride lady heroine hostess waitress congresswoman mother-in-law
    daughter-in-law fiancée goddaughter""".split()
)
_MALE = frozenset(
    """king prince father son brother husband boy schoolboy monk grandfather emperor duke imam pope grandpa grandson nephew uncle
    stepfather stepson dad boyfriend ex-husband groom gentleman guy hero father-in-law son-in-law fiancé godfather""".split()
)
_TITLE_GENDER = {
    "mr": "m", "sir": "m", "lord": "m", "father": "m", "pope": "m", "cardinal": "m", "imam": "m",
    "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "lady": "f", "baroness": "f", "sister": "f", "sheikha": "f", "daw": "f",
}  # fmt: skip
# Offices and common words among the forms of address: as offices they stand in the roles, as words they are no title.
_NO_TITLE = frozenset("king queen prince princess emir chief private second first wing group air staff warrant officer 2nd 1st".split())


def _rows(resource: Resource) -> Iterable[tuple[Mapping[str, Any], str]]:
    """The rows about nouns in a file, which may hold names as well (those have an id)."""
    for number, row in enumerate(resource.data.get("entries") or (), 1):
        if isinstance(row, Mapping) and "id" not in row and any(key in row for key in ("noun", "role", "label")):
            yield row, f"{resource.info.path}: entry {number}"


def _abbreviations(row: Mapping[str, Any]) -> list[str]:
    """Of a role, without full stops; ranks have theirs among the titles as well."""
    return [" ".join(part.rstrip(".") for part in str(form).split()) for form in row.get("abbreviations") or ()] if "role" in row else []


def _kind(row: Mapping[str, Any]) -> str:
    if "role" in row:
        return "role"
    if "label" in row:
        return "label"
    return "body" if "name" in row else "head"


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
    return token.text.lower().rstrip(".") == word or token.lemma.lower() == word or fold(token.text).lower() == word


def gender_of(noun: str) -> str | None:
    """What the noun itself says, as "spokeswoman" and "king" do; nothing is guessed from names."""
    word = noun.split()[-1]
    if word in _FEMALE or word.endswith("woman"):
        return "f"
    return "m" if word in _MALE or (word.endswith("man") and word not in ("human", "chairman", "ombudsman")) else None


def _sectors(row: Mapping[str, Any], where: str) -> tuple[str, ...]:
    sectors = tuple(str(code) for code in row.get("sectors") or ())
    if unknown := [code for code in sectors if code not in SECTORS]:
        raise ResourceError(f"{where}: {', '.join(unknown)} is no sector of PLOVER; known are {', '.join(SECTORS)}.")
    return sectors


def _noun(row: Mapping[str, Any], kind: str, head: Mapping[str, Any] | None, where: str) -> Noun:
    noun = str(row.get("noun") or row.get("role") or row.get("label"))
    category = row.get("category")
    default: EntityCategory = {"body": "organisation", "role": "person"}.get(kind, "unnamed")  # type: ignore[assignment]
    plural = row.get("plural")
    return Noun(
        kind=kind,
        noun=noun.removeprefix("the "),
        plural=str(plural) if plural else None,
        sectors=_sectors(row, where),
        fallback=_sectors(head, where) if head else (),
        category=category if category in _CATEGORIES else default,
        civilian=row.get("civilian"),
        person=bool(row.get("person", kind == "role")),
        private=bool(row.get("private", False)),
        office=bool(row.get("office", False)),
        speaks_for=bool(row.get("speaks_for", False)),
        state=kind == "body" or (kind == "role" and bool(row.get("office")) and row.get("sectors") in (["GOV"], ["GOV", "MIL"])),
        collective=plural == noun,
        plural_noun=kind == "body" and (noun.endswith(("police", "forces", "authorities", "marines", "media"))),
        capital=noun[:1].isupper(),
        label=kind == "label",
        template=row.get("name") or row.get("neutral"),
        gender=gender_of(noun),
    )
