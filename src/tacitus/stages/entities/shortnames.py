"""Later short forms of names: a bare surname, an abbreviation in brackets, a part of an organisation's name."""

from __future__ import annotations

from collections import Counter

from tacitus.stages.entities.inference import NO_STATE
from tacitus.stages.entities.lexicon import SURNAME_FIRST, Entry, Lexicon, Office
from tacitus.stages.entities.localnames import as_person
from tacitus.stages.entities.phrases import NounTables
from tacitus.stages.entities.pieces import is_capitalised, pieces, words_of
from tacitus.stages.entities.working import Chain, Draft, Work

BEFORE_OFFICE = 2  # years in which a candidate's surname already stands alone
SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos"})


class ShortNames:
    """Takes short names back to the full name in the same article."""

    def __init__(self, lexicon: Lexicon, tables: NounTables) -> None:
        self._lexicon = lexicon
        self._before = frozenset(tables.titles) | frozenset(tables.role_words())

    def link(self, work: Work) -> None:
        self._misread(work)
        full = [chain for chain in work.named if chain.person and len(chain.words) > 1]
        self._same_persons(full)
        by_surname: dict[str, list[Chain]] = {}
        for chain in full:
            for word in _short_forms(chain):
                known = by_surname.setdefault(word, [])
                if chain.final() not in known:
                    known.append(chain.final())
        self._bare_surnames(work, by_surname)
        self._lexicon_surnames(work, by_surname)
        self._organisations(work)

    @staticmethod
    def _misread(work: Work) -> None:
        """A name that the parser takes for an organisation here and for a person there, whole or by its surname, is a person."""
        persons = {chain.words for chain in work.named if chain.person}
        bare = {words[0] for words in persons if len(words) == 1}
        for draft in work.drafts.values():
            chain = draft.chain
            if draft.form != "name" or chain is None or chain.person or chain.entry is not None or chain.category != "organisation":
                continue
            whole = len(chain.words) > 1 and chain.words in persons
            if not chain.sectors and (whole or (len(chain.words) in (2, 3) and chain.words[-1] in bare)):
                as_person(draft, chain)

    @staticmethod
    def _same_persons(full: list[Chain]) -> None:
        """The same first and last name is the same person; a lexicon person's chain keeps the others."""
        seen: dict[tuple[str, str], Chain] = {}
        for chain in sorted(full, key=lambda c: c.entry is None):
            words = _without_suffix(chain.words)
            key = (min(words[0], words[-1]), max(words[0], words[-1]))  # some outlets put the surname first
            kept = seen.setdefault(key, chain)
            if kept is not chain and chain.entry is None:
                _merge(chain, kept)

    def _bare_surnames(self, work: Work, by_surname: dict[str, list[Chain]]) -> None:
        starts: dict[int, int] = {}
        for draft in work.ordered():
            if draft.chain is not None:
                starts.setdefault(id(draft.chain.final()), draft.first)
        for chain in work.named:
            if len(chain.words) == 1 and chain.entry is None and chain.merged_into is None and chain.category != "group":
                known = by_surname.get(chain.words[0], [])  # the parser may take a bare surname for an organisation
                known = [full for full in known if _genders_agree(chain, full)]
                if len(known) > 1:
                    known = [full for full in known if starts.get(id(full), 0) < starts.get(id(chain), 0)] or known
                if len(known) > 1:
                    known = _most_named(work, known)
                if len(known) == 1:
                    if chain.gender is not None and known[0].gender is None:  # "Mr Doe" may be another Doe than Jo Doe
                        known[0].hint, chain.gender = chain.gender, None
                    _merge(chain, known[0])
        self._first_names(work, by_surname)
        alone: dict[str, Chain] = {}
        for chain in work.named:
            if chain.person and len(chain.words) == 1 and chain.entry is None and chain.merged_into is None:
                kept = alone.setdefault(chain.words[0], chain)
                if kept is not chain:
                    _merge(chain, kept)
                by_surname.setdefault(chain.words[0], [kept])
        borne = {word: _most_named(work, known) if len(known) > 1 else known for word, known in by_surname.items()}
        self._unlabelled(work, {word: known[0] for word, known in borne.items() if len(known) == 1})

    @staticmethod
    def _first_names(work: Work, by_surname: dict[str, list[Chain]]) -> None:
        """A first name alone, where one person of the article bears it and nobody bears it as a surname."""
        first: dict[str, list[Chain]] = {}
        for chain in work.named:
            final = chain.final()
            if chain.person and len(chain.words) > 1 and final not in first.setdefault(chain.words[0], []):
                first[chain.words[0]].append(final)
        for chain in work.named:
            if chain.person and len(chain.words) == 1 and chain.entry is None and chain.merged_into is None:
                bearers = first.get(chain.words[0], [])
                if len(bearers) == 1 and chain.words[0] not in by_surname and _genders_agree(chain, bearers[0]):
                    _merge(chain, bearers[0])

    @staticmethod
    def _unlabelled(work: Work, known: dict[str, Chain]) -> None:
        """Surnames of this article that the parser did not label anywhere."""
        first_pieces = {word.split()[0]: word for word in known}
        for token in work.tokens:
            named = token.pos in ("PROPN", "NOUN", "ADJ") or token.dep in _NOMINAL  # the parser takes odd surnames for verbs
            own = pieces(token.text) if named and token.i not in work.cover else ()
            word = first_pieces.get(own[0]) if own and is_capitalised(token.text) else None
            if word is None:
                continue
            last, found = token.i, list(own)
            while len(found) < len(word.split()) and last + 1 < len(work.tokens):
                last += 1
                found.extend(pieces(work.tokens[last].text))
            if " ".join(found) == word and not any(i in work.cover for i in range(token.i, last + 1)):
                work.add(Draft(token.i, last, work.head_of_span(token.i, last), "name", chain=known[word], number=1, person=True))

    def _lexicon_surnames(self, work: Work, by_surname: dict[str, list[Chain]]) -> None:
        """A surname of the lexicon without the full name: of one person who holds an office, behind a title; or of one whom everybody
        means by it. Whoever else of the article bears it has the nearer claim."""
        for first, last, senses in work.surnames:
            draft = work.cover.get(last)
            if draft is not None and not self._open(draft):
                continue
            word = " ".join(piece for token in work.tokens[first : last + 1] for piece in pieces(token.text))
            taken = any(len(chain.words) > 1 for chain in by_surname.get(word, ()))
            chosen = self._holder(work, first, tuple(sense.entry for sense in senses), taken)
            if chosen is None and not taken and self._stands_alone(work, first, last, draft):
                chosen = next((sense.entry for sense in senses if sense.alone and _known_by(sense.entry, work.date)), None)
            if chosen is None:
                continue
            chain = work.chain_of(chosen)
            chain.words = chain.words or words_of(chosen.name)
            if draft is None:
                work.add(Draft(first, last, work.head_of_span(first, last), "name", chain=chain, number=1, person=True))
            elif draft.chain is not None:
                _merge(draft.chain, chain)
                draft.person, draft.number = True, 1

    @staticmethod
    def _open(draft: Draft) -> bool:
        """Whether a name found by the parser alone may still be a known person's surname."""
        chain = draft.chain.final() if draft.chain is not None else None
        return chain is not None and chain.entry is None and len(chain.words) == 1

    @staticmethod
    def _stands_alone(work: Work, first: int, last: int, draft: Draft | None) -> bool:
        """No part of a longer name: "the Rook Foundation", "Ana Rook", "Rook Street"."""
        tokens = work.tokens
        if tokens[last].pos != "PROPN" or (draft is not None and draft.last != last):
            return False
        sentence = work.tree.sentence(last).tokens
        after = tokens[last + 1] if last < sentence[-1].i else None
        before = tokens[first - 1] if first > sentence[0].i else None
        if after is not None and is_capitalised(after.text) and after.pos == "PROPN":
            return False
        return before is None or not is_capitalised(before.text) or before.head != last or before.dep != "compound"

    def _holder(self, work: Work, first: int, entries: tuple[Entry, ...], taken: bool) -> Entry | None:
        present = [entry for entry in entries if entry.id in work.chains]
        if present:
            return present[0] if len(present) == 1 else None
        named = {country for _, country in work.places} | set(work.bodies)
        title = work.tokens[first - 1].text.rstrip(".").lower() if first else ""
        offices = [(entry, entry.office_on(work.date)) for entry in entries]
        holders = [entry for entry, office in offices if office is not None and _supported(office, entry, named, title)]
        titled = title in self._before
        return holders[0] if len(holders) == 1 and titled and not taken else None

    def _organisations(self, work: Work) -> None:
        local = [chain for chain in work.named if not chain.person and chain.words and chain.merged_into is None]
        known: dict[tuple[str, ...], Chain] = {}
        for chain in local:
            kept = known.setdefault(chain.words, chain)
            if kept is not chain and chain.entry is None:
                _merge(chain, kept)
        for draft in list(work.drafts.values()):
            self._explained(work, draft)
        for chain in local:
            if chain.entry is None and chain.merged_into is None and len(chain.words) < 4:
                self._beginning(chain, local)

    def _explained(self, work: Work, draft: Draft) -> None:
        """ "Blue River Army (BRA)": the abbreviation in brackets names the same."""
        tokens, i = work.tokens, draft.last + 2
        own = draft.chain.final() if draft.chain is not None else None
        if own is None or own.person or draft.form != "name" or i + 1 >= len(tokens):
            return
        short = pieces(tokens[i].text)
        if tokens[i - 1].text == "(" and tokens[i + 1].text == ")" and len(short) == 1 and short[0].isupper() and len(short[0]) > 1:
            words = work.text_of(draft.first, draft.last).replace("-", " ").split()
            spelt = "".join(word[0] for word in words if is_capitalised(word)) == short[0]
            self._abbreviation(work, short[0], own, spelt=spelt)

    @staticmethod
    def _beginning(chain: Chain, local: list[Chain]) -> None:
        """The first words of one longer name stand for it."""
        count = len(chain.words)
        wider = [c for c in local if c is not chain and c.merged_into is None and len(c.words) > count and c.words[:count] == chain.words]
        if len(wider) == 1 and wider[0].category == chain.category:
            _merge(chain, wider[0])

    @staticmethod
    def _abbreviation(work: Work, short: str, chain: Chain, *, spelt: bool) -> None:
        """Every occurrence of an abbreviation that the article explains in brackets; where it is spelt by the name's initials (``spelt``),
        the article is believed against the lexicon."""
        for token in work.tokens:
            if pieces(token.text) != (short,):
                continue
            draft = work.cover.get(token.i)
            if draft is None:
                work.add(Draft(token.i, token.i, token.i, "name", chain=chain))
            elif draft.first == draft.last and (spelt or draft.chain is None or draft.chain.entry is None):
                if draft.chain is not None and draft.chain.entry is None:
                    _merge(draft.chain, chain)
                draft.chain, draft.reason, draft.name = chain, None, None


def _short_forms(chain: Chain) -> tuple[str, ...]:
    words = _without_suffix(chain.words)
    if chain.entry is not None and any(office.country in SURNAME_FIRST for office in chain.entry.offices):
        return (words[0], words[-1])
    if len(words) > 2 and words[-2].lower() in ("al", "el", "bin", "ben", "de", "von", "van", "abu", "ould"):
        return (words[-1], f"{words[-2]} {words[-1]}")
    return (words[-1],)


def _without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 2 and words[-1] in SUFFIXES else words


def _known_by(entry: Entry, date: str | None) -> bool:
    """From some years before the first office on; a text without a date may be of any."""
    since = min((office.since for office in entry.offices), default="0000")
    return date is None or int(date[:4]) + BEFORE_OFFICE >= int(since[:4])


def _supported(office: Office, entry: Entry, named: set[str], title: str) -> bool:
    """Whether the title is that office's, or the article names its country: "Officer Rook" alone is nobody in particular."""
    if title and title in (office.role or "").lower().split():
        return True
    country = office.country or entry.country
    return country in named or country is None or country in NO_STATE


def _most_named(work: Work, bearers: list[Chain]) -> list[Chain]:
    """The one of several bearers of a surname whom the article names more often than any other; whoever is less so keeps the full name."""
    counted = Counter(id(d.chain.final()) for d in work.drafts.values() if d.form == "name" and d.chain is not None)
    most = max(counted[id(chain)] for chain in bearers)
    return [chain for chain in bearers if counted[id(chain)] == most]


def _genders_agree(one: Chain, other: Chain) -> bool:
    first, second = one.gender or one.hint, other.gender or other.hint
    return first is None or second is None or first == second


def _merge(chain: Chain, kept: Chain) -> None:
    """``chain`` goes up in ``kept``, which takes over what it did not know."""
    kept, chain = kept.final(), chain.final()
    if kept is chain:
        return
    chain.merged_into = kept
    kept.gender = kept.gender or chain.gender
    if kept.entry is None:
        kept.country, kept.sectors = kept.country or chain.country, kept.sectors or chain.sectors
        kept.role, kept.member_of = kept.role or chain.role, kept.member_of or chain.member_of
        kept.private = kept.private and chain.private
        kept.noun = kept.noun or chain.noun
