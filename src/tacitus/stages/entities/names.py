"""Names: spellings of the lexicon, and persons and organisations that only the parser sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tacitus.model.records import Sentence
from tacitus.stages.entities.lexicon import Entry, Lexicon, Sense
from tacitus.stages.entities.modifiers import left_of
from tacitus.stages.entities.phrases import NounTables
from tacitus.stages.entities.pieces import is_capitalised, pieces, words_of
from tacitus.stages.entities.working import Chain, Draft, Work

PLACING = frozenset({"in", "on", "from", "at", "near", "across", "inside", "into", "outside", "over", "through", "around", "to"})
PLACE_LABELS = frozenset({"GPE", "NORP", "LOC", "FAC"})
NAME_POS = frozenset({"PROPN", "NOUN", "ADJ", "X"})
# "pro-Russian", "anti-Israel": the word before the hyphen says that somebody else is meant.
PREFIXES = frozenset({"anti", "pro", "non", "trans", "ex", "inter", "post", "Anti", "Pro", "Non", "Post", "Ex"})

# Words that make a country's name that of a lake, a river or a mountain.
WATERS = frozenset({"Lake", "River", "Mount", "Cape", "Port", "Fort", "Gulf"})


class Hit(NamedTuple):
    """Tokens from first to last (inside) and what their spelling can mean."""

    first: int
    last: int
    senses: tuple[Sense, ...]
    text: str  # in pieces


class NameReader:
    """Finds names and makes drafts of them."""

    def __init__(self, lexicon: Lexicon, tables: NounTables) -> None:
        self._lexicon = lexicon
        self._tables = tables
        self._titles = frozenset(tables.titles)
        self._before_name = self._titles | tables.role_words()

    def read(self, work: Work) -> None:
        hits = [hit for sentence in work.tree.sentences for hit in self._hits(sentence)]
        sure = {
            sense.entry.id
            for hit in hits
            if len(hit.senses) == 1
            for sense in hit.senses
            if not sense.ambiguous and sense.form != "surname"
        }
        countries = {sense.entry.country for hit in hits for sense in hit.senses if sense.entry.id in sure}
        # A country that the parser sees as a place once is meant by the same word elsewhere too.
        sure |= {
            sense.entry.id
            for hit in hits
            for sense in hit.senses
            if sense.entry.kind == "country" and sense.ambiguous and self._supported(work, hit, sense, sure, countries)
        }
        for hit in hits:
            self._keep(work, hit, sure, countries)

    # ---- the lexicon's spellings

    def _hits(self, sentence: Sentence) -> Iterable[Hit]:
        parts: list[str] = []
        owner: list[int] = []
        shouting = sentence.text.isupper() and len(sentence.tokens) > 2
        for token in sentence.tokens:
            for piece in pieces(token.text):
                parts.append(piece.capitalize() if shouting and len(piece) > 3 else piece)
                owner.append(token.i)
        text = f" {' '.join(parts)} "
        at: dict[int, int] = {}
        position = 1
        for n, part in enumerate(parts):
            at[position] = n
            position += len(part) + 1
        at[position] = len(parts)
        for start, end, senses in self._lexicon.find(text):
            first, after = at[start + 1], at[end]
            if first and parts[first - 1] in PREFIXES and self._hyphenated(sentence, owner[first]):
                continue
            yield Hit(owner[first], owner[after - 1], senses, text[start + 1 : end - 1])

    @staticmethod
    def _hyphenated(sentence: Sentence, i: int) -> bool:
        token = sentence.tokens[i - sentence.tokens[0].i]
        return "-" in token.text or sentence.text[token.start - sentence.start - 1 : token.start - sentence.start] in ("-", "‐", "‑")

    def _keep(self, work: Work, hit: Hit, sure: set[str], countries: set[str | None]) -> None:
        surnames = tuple(sense.entry for sense in hit.senses if sense.form == "surname")
        senses = [sense for sense in hit.senses if sense.form != "surname"]
        if not senses:
            work.surnames.append((hit.first, hit.last, surnames))
            return
        senses = [sense for sense in senses if not sense.ambiguous or self._supported(work, hit, sense, sure, countries)]
        if not senses:
            if surnames:
                work.surnames.append((hit.first, hit.last, surnames))
            return
        if senses[0].entry.kind == "country" and self._inside_other_name(work, hit):
            return
        chosen = self._choose(work, hit, senses, sure)
        if chosen is None:
            self._unresolved(work, hit)
        elif chosen.entry.kind == "country":
            self._country(work, hit, chosen)
        else:
            self._named(work, hit, chosen)

    def _supported(self, work: Work, hit: Hit, sense: Sense, sure: set[str], countries: set[str | None]) -> bool:
        """Whether the article bears out an ambiguous spelling: the entry's other names, its country, or the parser's label."""
        if sense.entry.id in sure:
            return sense.entry.kind != "country" or not self._part_of_person(work, hit)
        token = work.tokens[hit.last]
        label = token.entity_type
        if sense.entry.kind == "country":
            if self._part_of_person(work, hit):
                return False
            return (
                label in PLACE_LABELS
                or (token.text.isupper() and token.pos in NAME_POS)
                or (sense.entry.country in countries and label != "PERSON")
            )
        if sense.entry.kind == "person":
            return label == "PERSON" and sense.entry.office_on(work.date) is not None and self._titled(work, hit.first)
        if not is_capitalised(work.tokens[hit.first].text):
            return False
        return (sense.entry.country in countries or sense.entry.country in ("IGO", "UNO", "NGO", "EUR")) and (
            label in ("ORG", "NORP", "GPE") or token.text.isupper()
        )

    def _titled(self, work: Work, first: int) -> bool:
        before = work.tokens[first - 1] if first and work.tree.sentence(first - 1) is work.tree.sentence(first) else None
        return before is not None and before.text.rstrip(".").lower() in self._before_name

    @staticmethod
    def _part_of_person(work: Work, hit: Hit) -> bool:
        """Whether the parser takes the words for part of a longer person's name (Israel Katz)."""
        tokens = work.tokens
        after = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
        before = tokens[hit.first - 1] if hit.first else None
        whole = tokens[hit.first].entity_type == "PERSON"
        follows = after is not None and after.entity_type == "PERSON" and not after.entity_start and after.pos == "PROPN"
        precedes = before is not None and before.entity_type == "PERSON" and not tokens[hit.first].entity_start and before.pos == "PROPN"
        return whole and (follows or precedes)

    def _inside_other_name(self, work: Work, hit: Hit) -> bool:
        """A country's word inside the name of a person, or of an organisation that is no body of that country (Bank of Fooland)."""
        tokens = work.tokens
        if self._part_of_person(work, hit) or (
            hit.first and tokens[hit.first - 1].text in WATERS and tokens[hit.first - 1].end + 1 == tokens[hit.first].start
        ):
            return True
        label = tokens[hit.first].entity_type
        if label not in ("ORG", "FAC", "WORK_OF_ART", "PRODUCT") or hit.senses[0].form in ("adjective", "demonym"):
            return False
        first, last = hit.first, hit.last
        while not tokens[first].entity_start and first and tokens[first - 1].entity_type == label:
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].entity_type == label and not tokens[last + 1].entity_start:
            last += 1
        while tokens[first].pos in ("DET", "PUNCT") and first < hit.first:
            first += 1
        while last > hit.last and (tokens[last].tag == "POS" or tokens[last].pos == "PUNCT"):
            last -= 1
        if (first, last) == (hit.first, hit.last) or not all(is_capitalised(tokens[n].text) for n in (first, last)):
            return False
        if any(tokens[n].tag == "POS" for n in range(hit.last + 1, last)) or any(
            tokens[n].pos in ("CCONJ", "VERB") or tokens[n].text == "," for n in range(first, last + 1)
        ):
            return False
        if any(self._tables.at(tokens, n, ("body", "role")) for n in (first, last)):
            return False
        work.inner[hit.first] = hit.senses[0].entry.country or ""
        return True

    @staticmethod
    def _choose(work: Work, hit: Hit, senses: list[Sense], sure: set[str]) -> Sense | None:
        """The one sense that fits; among several entries the one that the article names otherwise, else None."""
        tokens = work.tokens
        head = tokens[hit.last]
        modifies = head.dep in ("amod", "compound", "nmod") or (head.pos == "ADJ" and head.dep != "pobj")
        for wanted in ("adjective",) if modifies else ("demonym", "adjective"):
            fitting = [sense for sense in senses if sense.form == wanted]
            if fitting:
                senses = [*fitting, *(sense for sense in senses if sense.form not in ("adjective", "demonym"))]
                break
        entries = {sense.entry.id for sense in senses}
        if len(entries) > 1:
            narrowed = [sense for sense in senses if sense.entry.id in sure] or [s for s in senses if not s.ambiguous]
            if narrowed and len({sense.entry.id for sense in narrowed}) == 1:
                senses = narrowed
            elif all(sense.entry.kind == "person" for sense in senses):
                held = [sense for sense in senses if sense.entry.office_on(work.date) is not None]
                return held[0] if len(held) == 1 else None
            else:
                return None
        return senses[0]

    @staticmethod
    def _unresolved(work: Work, hit: Hit) -> None:
        draft = Draft(hit.first, hit.last, work.head_of_span(hit.first, hit.last), "name", reason="several known parties bear this name")
        draft.name = hit.text
        work.add(draft)

    def _country(self, work: Work, hit: Hit, sense: Sense) -> None:
        entry, tokens = sense.entry, work.tokens
        if entry.country:
            work.places.append((hit.first, entry.country))
        head = work.head_of_span(hit.first, hit.last)
        if sense.form in ("adjective", "demonym"):
            noun = tokens[head].pos in ("NOUN", "PROPN") and tokens[head].dep not in ("amod", "compound", "nmod")
            plural = sense.plural or tokens[head].tag in ("NNS", "NNPS")
            if noun and (plural or self._stands_alone(work, head)):
                if not plural and not self._has_determiner(work, head):
                    return  # a language
                self._demonym(work, hit, sense, head)
                return
            for i in range(hit.first, hit.last + 1):
                work.nationality[i] = entry
            return
        draft = Draft(hit.first, hit.last, head, "name", chain=work.chain_of(entry), sectors=sense.sectors)
        draft.place = (
            tokens[head].dep == "pobj" and tokens[tokens[head].head].dep == "prep" and tokens[tokens[head].head].lemma.lower() in PLACING
        )
        if tokens[head].dep in ("compound", "amod", "nmod") or "-" in tokens[hit.last].text[1:]:
            draft.form = "adjective"
        work.add(draft)
        for i in range(hit.first, hit.last + 1):
            work.cover[i] = draft

    @staticmethod
    def _stands_alone(work: Work, head: int) -> bool:
        """Whether a demonym is a noun of its own, not the first word of a longer noun phrase that the parser got wrong."""
        after = work.tokens[head + 1] if head + 1 < len(work.tokens) else None
        return after is None or after.pos not in ("NOUN", "PROPN", "ADJ") or after.start != work.tokens[head].end + 1

    @staticmethod
    def _has_determiner(work: Work, head: int) -> bool:
        return any(work.tokens[c].dep in ("det", "nummod", "poss") for c in work.tree.children[head])

    def _demonym(self, work: Work, hit: Hit, sense: Sense, head: int) -> None:
        """Persons of a nationality; "the Foolanders" without more words is the side, that is its government."""
        tokens = work.tokens
        children = [tokens[c] for c in work.tree.children[head]]
        bare = not any(c.dep in ("nummod", "amod", "relcl", "acl", "quantmod", "poss", "appos", "compound", "prep") for c in children)
        definite = any(c.dep == "det" and c.lemma == "the" for c in children)
        plural = sense.plural or sense.form == "adjective" or tokens[head].tag in ("NNS", "NNPS")
        draft = Draft(hit.first, hit.last, head, "name", country=sense.entry.country, plural=plural)
        if definite and bare and plural and tokens[head].dep in ("nsubj", "nsubjpass", "agent", "pobj"):
            draft.chain, draft.certainty = work.chain_of(sense.entry), "inferred"
            draft.plural = False
        else:
            self._nationals(work, draft, hit, sense)
        work.add(draft)

    @staticmethod
    def _nationals(work: Work, draft: Draft, hit: Hit, sense: Sense) -> None:
        """ "Two Foolanders": persons of a nationality, of whom nothing else is told."""
        around = left_of(work, hit.first, hit.last)
        draft.first, draft.form, draft.noun, draft.person = around.first, "nominal", "people", True
        draft.definite, draft.sectors = around.definite, ("CVL",)
        draft.number = around.number or (None if draft.plural else 1)
        name = " ".join(piece for token in work.tokens[hit.first : hit.last + 1] for piece in pieces(token.text))
        draft.chain = Chain(
            name=name, category="unnamed", country=sense.entry.country, sectors=("CVL",), private=True, plural=draft.plural,
            person=not draft.plural, noun="people",
        )  # fmt: skip
        for i in range(hit.first, hit.last + 1):
            work.nationality[i] = sense.entry
            work.used.add(i)

    def _named(self, work: Work, hit: Hit, sense: Sense) -> None:
        entry = sense.entry
        if is_outlet(work, hit.text):
            return
        chain = work.chain_of(entry)
        chain.words = chain.words or words_of(entry.name)
        first, last = hit.first, hit.last
        draft = Draft(
            first, last, work.head_of_span(first, last), "name", chain=chain, number=1 if chain.person else None, person=chain.person
        )
        draft.member_of = self._belongs(work, entry)
        work.add(draft)

    def _belongs(self, work: Work, entry: Entry) -> Chain | None:
        owner = self._lexicon.entries.get(entry.member_of) if entry.member_of else None
        return work.chain_of(owner) if owner is not None else None


def is_outlet(work: Work, name: str) -> bool:
    """The outlet's own name and its author's are no parties."""
    for own in (work.document.outlet, work.document.author):
        if own and " ".join(pieces(own)).removeprefix("The ") == " ".join(pieces(name)).removeprefix("The "):
            return True
    return False
