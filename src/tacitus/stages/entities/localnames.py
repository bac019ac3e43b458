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


class LocalNames:
    """Makes document-local entities of the names that the parser labels."""

    def __init__(self, tables: NounTables) -> None:
        self._tables = tables
        self._titles = frozenset(tables.titles)

    def read(self, work: Work) -> None:
        places = {token.text for token in work.tokens if token.entity_type in ("GPE", "LOC")}
        for first, last, label in _labelled_spans(work.tokens):
            trimmed = self._trim(work, first, last)
            if trimmed is None or any(i in work.cover for i in range(trimmed[0], trimmed[1] + 1)):
                continue
            first, last = trimmed
            if label != "PERSON" and self._is_place(work, first, last):
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

    def _is_place(self, work: Work, first: int, last: int) -> bool:
        """One capitalised word behind "in" or "near" that no noun of the tables ends: a town that the parser mislabels."""
        token = work.tokens[last]
        governor = work.tokens[token.head]
        placed = token.dep == "pobj" and governor.dep == "prep" and governor.text.lower() in _PLACING
        return first == last and placed and not token.text.isupper() and self._tables.at(work.tokens, last, ("body", "head")) is None

    def _in_office(self, work: Work, first: int, last: int) -> bool:
        """Whether the words begin an office: the Interior of "Interior Minister"."""
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
        while last >= first and (tokens[last].pos in ("PART", "PUNCT", "ADP", "CCONJ") or pieces(tokens[last].text) == (POSSESSIVE,)):
            last -= 1
        while first > 0 and self._begins_name(work, first - 1, last):
            first -= 1
        if first > last or not is_capitalised(tokens[first].text) or tokens[last].pos not in NAME_POS or tokens[last].text.isdigit():
            return None
        return first, last

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
        person = label == "PERSON"
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
