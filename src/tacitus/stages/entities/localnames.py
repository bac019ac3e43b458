"""Persons and organisations that the lexicon lacks: the parser alone sees that they are names."""

from __future__ import annotations

from collections.abc import Iterable

from tacitus.model.records import Token
from tacitus.stages.entities.names import is_outlet
from tacitus.stages.entities.phrases import NounTables
from tacitus.stages.entities.pieces import POSSESSIVE, is_capitalised, pieces, words_of
from tacitus.stages.entities.working import Chain, Draft, Work

NAME_POS = frozenset({"PROPN", "NOUN", "ADJ", "X"})
_PLACING = frozenset({"in", "near", "at", "around", "outside", "across", "towards", "into"})
_AROUND = frozenset({"in", "near", "around", "across", "outside"})
_SETTLEMENTS = frozenset("town city village district province region state island port area suburb capital county municipality".split())
# Last words of the names of state bodies ("Fooland's Public Security Directorate").
_STATE_WORDS = frozenset(
    "directorate agency authority office department bureau commission administration service secretariat inspectorate ministry".split()
)
_SAYING = frozenset(
    "say tell add warn claim deny announce state declare argue note insist reply write confirm call urge accuse condemn".split()
)
# Verbs between persons: an unlabelled capitalised subject, object or agent of one is somebody ("accused Dray of", "a probe against Dray").
_BETWEEN = _SAYING | frozenset(
    """arrest detain charge sue indict acquit convict sentence jail imprison question investigate interrogate summon extradite deport expel
    praise criticise criticize denounce blame thank meet host invite visit urge ask order warn threaten reject refuse cancel sign pledge
    promise vow agree resign pardon release free kill murder assassinate abduct kidnap attack beat torture oust overthrow succeed defeat
    appoint dismiss sack endorse back support oppose welcome receive assure""".split()
)
_PROBES = frozenset({"investigation", "probe", "inquiry", "case", "charge", "lawsuit", "complaint", "allegation", "accusation", "warrant"})
_MARKS = frozenset({'"', "“", "”", "``", "''", "«", "»"})
_AGES = range(5, 111)  # years that stand behind a person's name between commas
_SHIP = 3  # words of a ship's name
_AGAINST = frozenset({"against", "by", "with"})


class LocalNames:
    """Makes document-local entities of the names that the parser labels."""

    def __init__(self, tables: NounTables) -> None:
        self._tables = tables
        self._titles = frozenset(tables.titles)

    def read(self, work: Work) -> None:
        places = {token.text for token in work.tokens if token.entity_type in ("GPE", "LOC")}
        self._ships(work)
        for first, last, label in _labelled_spans(work.tokens):
            trimmed = self._trim(work, first, last)
            if trimmed is None or any(i in work.cover for i in range(trimmed[0], trimmed[1] + 1)):
                continue
            first, last = trimmed
            if self._is_place(work, first, last, label) or self._is_no_name(work, first, last, label):
                continue
            if self._dateline(work, first, last) or work.document.text[work.tokens[first].start : work.tokens[last].end] in places:
                continue
            if all(i in work.nationality for i in range(first, last + 1)) or self._in_office(work, first, last):
                continue
            if label != "PERSON" and self._tables.at(work.tokens, last, ("role",)) is not None:
                continue  # "the Foolander Prime Minister" is a role
            draft = self.local(work, first, last, label)
            if draft is not None and label != "PERSON":
                self._sector_of_name(work, draft)
                self._owner(work, draft)

    def _ships(self, work: Work) -> None:
        """ "USS Cole": a ship, which the parser often takes for a person."""
        tokens = work.tokens
        for token in tokens:
            if token.text not in self._tables.ships:
                continue
            last = token.i
            while last - token.i < _SHIP and last + 1 < len(tokens) and is_capitalised(tokens[last + 1].text):
                if last > token.i and tokens[last + 1].pos != "PROPN":
                    break
                last += 1
            if last == token.i or any(i in work.cover for i in range(token.i, last + 1)):
                continue
            draft = self.local(work, token.i, last, "ORG")
            if draft is not None and draft.chain is not None:
                draft.chain.country, draft.chain.sectors = self._tables.ships[token.text]

    @staticmethod
    def _owner(work: Work, draft: Draft) -> None:
        """ "Fooland's Public Security Directorate": of that country, and of its state where the last word says so."""
        i = draft.first - 2
        owner = work.cover.get(i) if i >= 0 and work.tokens[i + 1].tag == "POS" else None
        if owner is None or owner.chain is None or draft.chain is None:
            return
        draft.chain.country = draft.chain.country or owner.chain.country
        entry = owner.chain.entry
        if entry is not None and entry.kind == "country" and work.tokens[draft.last].text.lower() in _STATE_WORDS:
            draft.chain.sectors = ("GOV",)

    def _is_place(self, work: Work, first: int, last: int, label: str) -> bool:
        """One capitalised word behind "in", "near" or "the town of" that no noun of the tables ends: a town that the parser mislabels."""
        tokens, token = work.tokens, work.tokens[last]
        if first != last:
            of = tokens[token.head].text.lower() == "of" and tokens[tokens[token.head].head].lemma.lower() in _SETTLEMENTS
            return token.dep == "pobj" and label != "ORG" and (of or self._placed(work, first, last))
        if token.dep != "pobj" or token.text.isupper() or self._tables.at(tokens, last, ("body", "head")) is not None:
            return False
        governor = tokens[token.head]
        word = governor.text.lower()
        if word == "of":
            return tokens[governor.head].lemma.lower() in _SETTLEMENTS
        return word in (_PLACING if label != "PERSON" else _AROUND)

    def _placed(self, work: Work, first: int, last: int) -> bool:
        """Two capitalised words behind "in" or "near" that stand nowhere else as a subject: a town, no person."""
        tokens = work.tokens
        if tokens[tokens[last].head].text.lower() not in _AROUND or (first and self._titled(tokens[first - 1])):
            return False
        words = [tokens[i].text for i in range(first, last + 1)]
        return not any(token.text == words[-1] and token.dep in ("nsubj", "nsubjpass", "agent") for token in tokens)

    def _titled(self, token: Token) -> bool:
        return token.text.rstrip(".").lower() in self._titles

    def _is_no_name(self, work: Work, first: int, last: int, label: str) -> bool:
        """Time zones ("12:23 GMT"), and two names that the parser takes for one."""
        tokens = work.tokens
        if (
            first
            and first == last
            and tokens[first].text.isupper()
            and (tokens[first - 1].pos == "NUM" or tokens[first - 1].entity_type == "TIME")
        ):
            return True
        if first and last + 1 < len(tokens) and tokens[first - 1].text in _MARKS and tokens[last + 1].text in _MARKS:
            return True  # words between quotation marks are a title or a nickname
        joined = label == "ORG" and any(tokens[i].pos == "CCONJ" and tokens[i].text != "&" for i in range(first, last + 1))
        return joined and self._tables.at(tokens, last, ("body", "head")) is None and tokens[last].dep == "conj"

    def _in_office(self, work: Work, first: int, last: int) -> bool:
        """Whether the words stand in an office: the Interior of "Interior Minister", the State of "Secretary of State"."""
        for i in range(max(0, first - 3), first):
            found = self._tables.at(work.tokens, i, ("role",))
            if found is not None and found.last >= last:
                return True
        for i in range(last + 1, min(last + 3, len(work.tokens))):
            found = self._tables.at(work.tokens, i, ("role",))
            if found is not None and found.first <= first:
                return True
        return False

    @staticmethod
    def _dateline(work: Work, first: int, last: int) -> bool:
        """Capitals at the beginning of a paragraph before a comma, a bracket or a dash tell where the article was written."""
        sentence = work.tree.sentence(first)
        if first != sentence.tokens[0].i or not work.document.text[sentence.start : work.tokens[last].end].isupper():
            return False
        following = work.tokens[last + 1].text if last + 1 < len(work.tokens) else ""
        return following in (",", "(", "—", "–", "-")

    def speakers(self, work: Work) -> None:
        """A capitalised name that nobody labelled is a party where it speaks, or stands in what persons do to persons."""
        for token in work.tokens:
            if token.pos != "PROPN" or token.i in work.cover or token.i in work.drafts:
                continue
            if token.entity_type is not None or not is_capitalised(token.text) or not self._acts_or_is_acted_upon(work, token):
                continue
            if token.i in work.nationality or self._tables.at(work.tokens, token.i, ("role", "head", "body", "label")) is not None:
                continue
            first = token.i
            while first > 0 and self._begins_name(work, first - 1, token.i):
                first -= 1
            self.local(work, first, token.i, "PERSON")
        self._aged(work)

    def _aged(self, work: Work) -> None:
        """ "Jo Doe, 59, was hurt": whoever has an age is a person, whatever the parser calls the name."""
        tokens = work.tokens
        for i in range(1, len(tokens) - 2):
            if tokens[i].text != "," or tokens[i + 2].text not in (",", ".", ")") or not tokens[i + 1].text.isdigit():
                continue
            last = i - 1
            if (
                int(tokens[i + 1].text) not in _AGES
                or len(tokens[i + 1].text) > 3
                or tokens[last].pos != "PROPN"
                or last in work.nationality
            ):
                continue
            draft = work.cover.get(last)
            if draft is not None and draft.chain is not None:
                if draft.chain.entry is None and not draft.chain.person and draft.last == last and draft.first < last:
                    as_person(draft, draft.chain)
                continue
            first = last
            while first > 0 and tokens[first - 1].pos == "PROPN" and is_capitalised(tokens[first - 1].text) and first - 1 not in work.cover:
                first -= 1
            if first < last and self._tables.at(tokens, last, ("role", "head", "body", "label")) is None:
                self.local(work, first, last, "PERSON")

    @staticmethod
    def _acts_or_is_acted_upon(work: Work, token: Token) -> bool:
        """Subject of saying, or subject, object or agent of what persons do to persons."""
        governor = work.tokens[token.head]
        if token.dep == "nsubj":
            return governor.lemma.lower() in _BETWEEN
        if token.dep in ("dobj", "nsubjpass"):
            return governor.lemma.lower() in _BETWEEN - _SAYING | {"accuse", "condemn"} and not token.text.isupper()
        return token.dep == "pobj" and governor.text.lower() in _AGAINST and work.tokens[governor.head].lemma.lower() in _BETWEEN | _PROBES

    def _sector_of_name(self, work: Work, draft: Draft) -> None:
        """An organisation's sector from the noun in its name (Blue River Bank), its country from a nationality in it."""
        chain = draft.chain
        if chain is None:
            return
        for i in range(draft.last, draft.first - 1, -1):
            found = self._tables.at(work.tokens, i, ("body", "head"))
            if found is not None and not found.item.person:
                chain.sectors, chain.noun = found.item.sectors, found.item.noun
                break
        for i in range(draft.first, draft.last + 1):
            country = work.nationality[i].country if i in work.nationality else work.inner.get(i)
            if country:
                work.used.add(i)
                chain.country = chain.country or country

    def _trim(self, work: Work, first: int, last: int) -> tuple[int, int] | None:
        """The name in a labelled span: without article, titles, possessive and punctuation; None where no name is left."""
        tokens = work.tokens
        while first <= last and (
            tokens[first].pos in ("DET", "PUNCT", "ADP", "NUM")
            or (tokens[first].text.rstrip(".").lower() in self._titles and first < last)
            or tokens[first].text in ("-", "'s", "’s")
        ):
            first += 1
        owner = next((i for i in range(last - 1, first, -1) if tokens[i].tag == "POS" and i - 1 in work.cover), None)
        if owner is not None:  # "Fooland's Public Security Directorate"
            first = owner + 1
        while last >= first and (tokens[last].pos in ("PART", "PUNCT", "ADP", "CCONJ") or pieces(tokens[last].text) == (POSSESSIVE,)):
            last -= 1
        while first > 0 and self._begins_name(work, first - 1, last):
            first -= 1
        last = self._without_verb(work, first, last)
        if first > last or not is_capitalised(tokens[first].text) or tokens[last].pos not in NAME_POS or tokens[last].text.isdigit():
            return None
        return first, last

    @staticmethod
    def _without_verb(work: Work, first: int, last: int) -> int:
        """ "Jo Doe Visits Barland": in a headline with capitals the parser may take the verb into the name."""
        tokens = work.tokens
        if last - first < 2 or tokens[last].entity_type != "PERSON" or not tokens[last].text.endswith("s"):
            return last
        if not all(token.text[:1].isupper() for token in work.tree.sentence(first).tokens if len(token.text) > 4 and token.text.isalpha()):
            return last
        alone = any(t.text == tokens[last - 1].text and t.i + 1 < len(tokens) and tokens[t.i + 1].text != tokens[last].text for t in tokens)
        return last - 1 if alone else last

    def _begins_name(self, work: Work, i: int, last: int) -> bool:
        """A capitalised word that the label left out, which the tree makes part of the name."""
        token = work.tokens[i]
        if (
            token.pos != "PROPN"
            or token.dep not in ("compound", "flat")
            or not i < token.head <= last
            or i in work.cover
            or i in work.nationality
        ):
            return False
        word = token.text.rstrip(".").lower()
        if (
            word in self._titles
            or not is_capitalised(token.text)
            or token.text.isupper()
            or token.entity_type not in (None, "PERSON", "ORG")
        ):
            return False
        return self._tables.at(work.tokens, i, ("role", "head", "body")) is None

    @staticmethod
    def local(work: Work, first: int, last: int, label: str) -> Draft | None:
        """A document-local person, organisation or group named by the tokens from first to last; None for the outlet itself."""
        head = work.head_of_span(first, last)
        person = label == "PERSON" and (first == 0 or work.tokens[first - 1].text.lower() != "the")  # "told the Herald"
        if label == "NORP" and (work.tokens[head].dep in ("amod", "compound") or work.tokens[head].tag not in ("NNPS", "NNS", "NNP")):
            return None
        name = work.text_of(first, last)
        if is_outlet(work, name):
            return None
        draft = Draft(first, last, head, "name", person=person, number=1 if person else None, plural=label == "NORP")
        draft.chain = Chain(
            name=name,
            category="person" if person else "group" if label == "NORP" else "organisation",
            person=person,
            plural=label == "NORP",
            private=person,
            words=words_of(name),
        )
        if work.add(draft) is None:
            return None
        work.named.append(draft.chain)
        return draft


def as_person(draft: Draft, chain: Chain) -> None:
    """Makes a local party that was taken for an organisation a person."""
    chain.person, chain.category, chain.private, chain.plural, chain.noun = True, "person", True, False, None
    draft.person, draft.number, draft.plural = True, 1, False


def _labelled_spans(tokens: list[Token]) -> Iterable[tuple[int, int, str]]:
    """Spans that the parser labels as person, organisation or group."""
    start: int | None = None
    for i, token in enumerate(tokens):
        if start is not None and (token.entity_start or token.entity_type != tokens[start].entity_type):
            yield start, i - 1, str(tokens[start].entity_type)
            start = None
        if (
            start is None
            and token.entity_type in ("PERSON", "ORG", "NORP")
            and (token.entity_start or i == 0 or not tokens[i - 1].entity_type)
        ):
            start = i
    if start is not None:
        yield start, len(tokens) - 1, str(tokens[start].entity_type)
