"""What the stage holds of a document while it reads it: drafts of mentions, and chains of drafts that name the same party."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tacitus.model.ontology import Certainty, EntityCategory
from tacitus.model.records import Document, Token
from tacitus.model.stage import Given
from tacitus.stages.entities.lexicon import Entry, Sense
from tacitus.syntax.tree import Tree, tree_of


@dataclass(slots=True, eq=False)
class Chain:
    """A party of this document: an entry of the lexicon, or one that the document alone knows."""

    name: str
    category: EntityCategory
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entry: Entry | None = None
    private: bool = False
    person: bool = False  # one human being
    human: bool = False  # one or several persons, as against a body
    plural: bool = False
    gender: str | None = None  # "m" or "f" only where the lexicon, a title, a role's own word or a pronoun tells it
    hint: str | None = None  # a gender that only a title before the bare surname tells, which others may bear as well
    role: str | None = None
    member_of: Chain | None = None
    noun: str | None = None  # the lemma that describes it: group, ministry, gunman
    words: tuple[str, ...] = ()  # the pieces of its name
    certainty: Certainty = "stated"
    merged_into: Chain | None = None

    def final(self) -> Chain:
        """The chain that this one went up in, or itself."""
        chain = self
        while chain.merged_into is not None:
            chain = chain.merged_into
        return chain


@dataclass(slots=True, eq=False)
class Draft:
    """A mention in the making. ``first`` and ``last`` are token indices, both inside."""

    first: int
    last: int
    head: int
    form: str
    chain: Chain | None = None
    reason: str | None = None
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    member_of: Chain | None = None
    number: int | None = None
    civilian: bool | None = None
    certainty: Certainty = "stated"
    noun: str | None = None  # lemma of a nominal's head
    definite: bool = False
    plural: bool = False
    person: bool = False
    label: bool = False  # a judging word: it resolves to an antecedent or stays unresolved
    specific: bool = False  # words beside the noun tell it from others of its kind
    owner_inside: bool = False  # the party spoken for stands within the noun: the army in "army chief"
    owner: int | None = None  # a possessive pronoun whose antecedent is the party spoken for
    place: bool = False  # a country's name that may only tell where
    bystander: bool = False  # no party of events, kept for what takes it up
    word: str = ""  # of a pronoun, in lower case
    linked: bool = False  # its chain is settled by syntax (apposition, copula)


@dataclass(slots=True, eq=False)
class Work:
    """One document under way."""

    document: Document
    tree: Tree
    date: str | None
    drafts: dict[int, Draft] = field(default_factory=dict)  # by head token
    cover: dict[int, Draft] = field(default_factory=dict)  # token → the name it is part of
    nationality: dict[int, Entry] = field(default_factory=dict)  # token of a nationality adjective → its government
    taken: set[int] = field(default_factory=set)  # tokens inside a phrase, which head nothing of their own
    used: set[int] = field(default_factory=set)  # nationality tokens that only tell the country of another mention
    chains: dict[str, Chain] = field(default_factory=dict)  # of lexicon entries, by id
    named: list[Chain] = field(default_factory=list)  # persons and organisations of this document, in order
    inner: dict[int, str] = field(default_factory=dict)  # token of a country's name inside an organisation's name → that country
    places: list[tuple[int, str]] = field(default_factory=list)  # (token, country) of every country name or adjective, in text order
    surnames: list[tuple[int, int, tuple[Sense, ...]]] = field(default_factory=list)  # spans that could be a lexicon person's surname
    named_countries: Counter[str | None] = field(default_factory=Counter)  # how often unambiguous words name each country
    state: list[tuple[int, str | None, str, str]] = field(
        default_factory=list
    )  # (token, noun, sector, country) of bodies and officers whose country is told
    bodies: Counter[str] = field(default_factory=Counter)  # how often organisations of each country are named
    statesmen: Counter[str] = field(default_factory=Counter)  # how often persons of each country whom the lexicon knows are named
    joined: dict[tuple[int, int], Draft] = field(default_factory=dict)  # parties joined by "and" that a pronoun takes up together, by span
    dominant: str | None = None
    dominates: bool = False  # more than half of all mentions of countries are of that one

    @property
    def tokens(self) -> list[Token]:
        return self.tree.tokens

    def text_of(self, first: int, last: int) -> str:
        """The article's words from one token to another, with single blanks."""
        return " ".join(self.document.text[self.tokens[first].start : self.tokens[last].end].split())

    def add(self, draft: Draft) -> Draft | None:
        """Keeps a draft unless another already has its head token."""
        if draft.head in self.drafts:
            return None
        self.drafts[draft.head] = draft
        if draft.form == "name":
            for i in range(draft.first, draft.last + 1):
                self.cover[i] = draft
        return draft

    def chain_of(self, entry: Entry) -> Chain:
        """The one chain of a lexicon entry, with the office it holds on the article's date."""
        chain = self.chains.get(entry.id)
        if chain is None:
            chain = self.chains[entry.id] = lexicon_chain(entry, self.date)
            self.named.append(chain)
        return chain

    def head_of_span(self, first: int, last: int) -> int:
        """The token of a span that is governed from outside it; the last such."""
        for i in range(last, first - 1, -1):
            head = self.tokens[i].head
            if (head < first or head > last or head == i) and self.tokens[i].dep not in ("punct", "case"):
                return i
        return last

    def ordered(self) -> Iterator[Draft]:
        """All drafts in text order."""
        return iter(sorted(self.drafts.values(), key=lambda draft: (draft.head, draft.first)))

    def settle_countries(self) -> None:
        """The country that the article names most often, the first of equals."""
        self.places.sort()
        counted = Counter(country for _, country in self.places)
        if counted:
            self.dominant, count = counted.most_common(1)[0]
            self.dominates = 2 * count > counted.total()

    def nearest_country(self, i: int) -> str | None:
        """The country last named before token ``i``: in its sentence (as a party, else as a place), in its paragraph, at large."""
        sentence = self.tree.sentence(i)
        found: dict[tuple[bool, bool], str] = {}
        for token, country in self.places[: bisect_left(self.places, (i, ""))]:
            here = self.tree.sentence(token)
            if here.paragraph == sentence.paragraph:
                draft = self.cover.get(token)
                found[here.index == sentence.index, draft is not None and draft.place] = country
        return found.get((True, False)) or found.get((True, True)) or found.get((False, False)) or self.dominant


def lexicon_chain(entry: Entry, date: str | None) -> Chain:
    """A chain for an entry; a person has country and sectors of the office held on the date, a former holder is ELI."""
    if entry.kind != "person":
        return Chain(
            name=entry.name, category=entry.category, country=entry.country, sectors=entry.sectors_on(date), entry=entry,
            private=entry.private,
            words=(), plural=False,
        )  # fmt: skip
    office = entry.office_on(date)
    country, sectors, role, certainty = entry.country, entry.sectors, None, "stated"
    if office is not None:
        country, sectors, role = office.country or country, office.sectors or sectors, office.role
    elif entry.offices and date is not None and any(o.since <= date for o in entry.offices):
        country, sectors = entry.offices[-1].country or country, ("ELI",)  # held an office once: an elite without one
    elif len(entry.offices) == 1 and date is None:
        country, sectors, role, certainty = entry.offices[0].country or country, entry.offices[0].sectors, entry.offices[0].role, "inferred"
    elif entry.offices:
        country = country or entry.offices[-1].country
    return Chain(
        name=entry.name, category="person", country=country, sectors=sectors, entry=entry, person=True, role=role, certainty=certainty,  # type: ignore[arg-type]
        private=entry.private, gender=entry.gender,
    )  # fmt: skip


def work_of(document: Document, given: Given) -> Work:
    date = document.published_at[:10] if document.published_at else None
    return Work(document=document, tree=tree_of(given), date=date)
