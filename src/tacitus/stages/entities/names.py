"""Names: spellings of the lexicon, and persons and organisations that only the parser sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tacitus.model.records import Sentence, Token
from tacitus.stages.entities.inference import NO_STATE, told_state
from tacitus.stages.entities.lexicon import Entry, Lexicon, Sense
from tacitus.stages.entities.modifiers import left_of
from tacitus.stages.entities.phrases import NounTables
from tacitus.stages.entities.pieces import is_capitalised, pieces, words_of
from tacitus.stages.entities.working import Chain, Draft, Work

PLACING = frozenset({"in", "on", "from", "at", "near", "across", "inside", "into", "outside", "over", "through", "around", "to"})
# Countries that share their name with a region of another country; where only the latter is named otherwise, the region is meant.
REGIONS = {"Georgia": "USA"}
ORIGINS = frozenset(
    "immigrant emigrant descent origin ancestry heritage extraction parentage parent root born cuisine restaurant food dish wine".split()
)
NAME_POS = frozenset({"PROPN", "NOUN", "ADJ", "X"})
# "pro-Russian", "anti-Israel": the word before the hyphen says that somebody else is meant.
PREFIXES = frozenset({"anti", "pro", "non", "trans", "ex", "inter", "post", "Anti", "Pro", "Non", "Post", "Ex"})

# Words that make a country's name that of a lake, a river or a mountain.
WATERS = frozenset({"Lake", "River", "Mount", "Cape", "Port", "Fort", "Gulf"})
_PROVINCES = frozenset({"province", "region", "state", "county", "district", "governorate", "oblast"})


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
        hits = self._without_homonyms(work, [hit for sentence in work.tree.sentences for hit in self._hits(sentence)])
        sure = {
            sense.entry.id
            for hit in hits
            if len(hit.senses) == 1
            for sense in hit.senses
            if not sense.ambiguous and sense.form != "surname"
        }
        countries: set[str | None] = {
            code for hit in hits for sense in hit.senses if sense.entry.id in sure for code in sense.entry.countries
        }
        # A country that the parser sees as a place once is meant by the same word elsewhere too.
        sure |= {
            sense.entry.id
            for hit in hits
            for sense in hit.senses
            if sense.entry.kind == "country"
            and sense.ambiguous
            and len({other.entry.id for other in hit.senses}) == 1
            and self._supported(work, hit, sense, sure, countries)
        }
        work.named_countries = Counter(
            sense.entry.country for hit in hits for sense in hit.senses[:1] if sense.entry.kind == "country" and sense.entry.id in sure
        )
        for hit in hits:
            self._keep(work, hit, sure, countries)

    # ---- capitals that are other places

    def _without_homonyms(self, work: Work, hits: list[Hit]) -> list[Hit]:
        """Without towns that bear a capital's name: "Paris, Texas", and Paris in the same article; "Plymouth County"."""
        capitals = [hit for hit in hits if hit.senses[0].form == "capital"]
        if not capitals:
            return hits
        tokens = work.tokens
        elsewhere = {hit.text for hit in capitals if self._in_region(work, hit)}
        elsewhere |= {
            t.text.title()
            for t, comma, region in zip(tokens, tokens[1:], tokens[2:], strict=False)
            if comma.text == "," and t.text.isupper() and region.text.rstrip(".") in self._tables.regions
        }
        other = {hit.first for hit in capitals if hit.text in elsewhere or self._goes_on(work, hit)}
        return [hit for hit in hits if hit.first not in other] if other else hits

    def _in_region(self, work: Work, hit: Hit) -> bool:
        tokens, i = work.tokens, hit.last + 1
        if i + 1 >= len(tokens) or tokens[i].text not in (",", "("):
            return False
        word = tokens[i + 1].text.rstrip(".")
        two = f"{word} {tokens[i + 2].text}" if i + 2 < len(tokens) else word
        return word in self._tables.regions or two in self._tables.regions

    def _goes_on(self, work: Work, hit: Hit) -> bool:
        after = work.tokens[hit.last + 1] if hit.last + 1 < len(work.tokens) else None
        return after is not None and after.pos == "PROPN" and after.text in self._tables.followers

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
            if "$" in sentence.tokens[owner[first] - sentence.tokens[0].i].text:
                continue  # "US$"
            if first and parts[first - 1] in PREFIXES and self._hyphenated(sentence, owner[first]):
                continue
            yield Hit(owner[first], owner[after - 1], senses, text[start + 1 : end - 1])

    @staticmethod
    def _hyphenated(sentence: Sentence, i: int) -> bool:
        token = sentence.tokens[i - sentence.tokens[0].i]
        return "-" in token.text or sentence.text[token.start - sentence.start - 1 : token.start - sentence.start] in ("-", "‐", "‑")

    def _keep(self, work: Work, hit: Hit, sure: set[str], countries: set[str | None]) -> None:
        surnames = tuple(sense for sense in hit.senses if sense.form == "surname")
        senses = [sense for sense in hit.senses if sense.form != "surname"]
        if not senses:
            work.surnames.append((hit.first, hit.last, surnames))
            return
        senses = [sense for sense in senses if not sense.ambiguous or self._supported(work, hit, sense, sure, countries)]
        if not senses:
            if surnames:
                work.surnames.append((hit.first, hit.last, surnames))
            return
        if senses[0].entry.kind == "country" and (self._of_waters(work, hit) or self._inside_other_name(work, hit)):
            return
        if senses[0].entry.sectors[:1] == ("JRN",) and self._inside_longer(work, hit):
            return
        chosen = self._choose(work, hit, senses, sure)
        if chosen is None:
            if any(sense.form != "capital" for sense in senses):  # a town that shares its name with capitals is no party
                self._unresolved(work, hit)
        elif chosen.entry.kind == "country":
            self._country(work, hit, chosen)
        else:
            self._named(work, hit, chosen)

    def _of_waters(self, work: Work, hit: Hit) -> bool:
        """ "Gulf of Oman", "South China Sea", "Lake Chad", "Korean Peninsula": waters and lands named after a country are no government."""
        tokens = work.tokens
        after = tokens[hit.last + 1].text if hit.last + 1 < len(tokens) else ""
        if after in self._tables.waters or (hit.first and tokens[hit.first - 1].text == "Lake"):
            return True
        first = hit.first - 1 if hit.first and tokens[hit.first - 1].text.lower() == "the" else hit.first
        return first > 1 and tokens[first - 1].text == "of" and tokens[first - 2].text in self._tables.waters_of

    def _supported(self, work: Work, hit: Hit, sense: Sense, sure: set[str], countries: set[str | None]) -> bool:
        """Whether the article bears out an ambiguous spelling: the entry's other names, its country, or the parser's label."""
        if sense.entry.id in sure:
            return sense.entry.kind != "country" or not self._part_of_person(work, hit)
        token = work.tokens[hit.last]
        label = token.entity_type
        if sense.entry.kind == "country":
            return not self._part_of_person(work, hit) and self._is_country(work, hit, sense, countries)
        if sense.entry.kind == "person":
            return label == "PERSON" and sense.entry.office_on(work.date) is not None and self._titled(work, hit.first)
        if not is_capitalised(work.tokens[hit.first].text):
            return False
        if self._inside_longer(work, hit):
            return False
        if label == "ORG" and sense.entry.sectors[:1] == ("JRN",):
            return True  # news agencies need no country beside them
        return (sense.entry.country in countries or sense.entry.country in ("IGO", "UNO", "NGO", "EUR")) and (
            label in ("ORG", "NORP", "GPE") or token.text.isupper()
        )

    @staticmethod
    def _inside_longer(work: Work, hit: Hit) -> bool:
        """Whether one capitalised word stands between others of the same name ("the Foolander National Convention")."""
        tokens = work.tokens
        if hit.first != hit.last or tokens[hit.last].text.isupper():
            return False
        beside = [tokens[i] for i in (hit.first - 1, hit.last + 1) if 0 <= i < len(tokens)]
        return any(is_capitalised(t.text) and t.pos == "PROPN" and t.entity_type == tokens[hit.last].entity_type for t in beside)

    @staticmethod
    def _is_country(work: Work, hit: Hit, sense: Sense, countries: set[str | None]) -> bool:
        """Whether an ambiguous word is the country here: by the parser's label, by other words for that country, by "in" before it."""
        elsewhere = REGIONS.get(hit.text)
        if sense.entry.country in countries:
            return True
        if elsewhere is not None and elsewhere in countries:
            return False
        token = work.tokens[hit.last]
        if token.entity_type == "PERSON":
            return token.dep == "pobj" and work.tokens[token.head].text.lower() in ("in", "from", "to", "across", "of", "against")
        return token.pos in NAME_POS

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

    @staticmethod
    def _in_province(work: Work, hit: Hit) -> bool:
        """A province that bears a country's name with a point of the compass (East Fooland province)."""
        before = work.tokens[hit.first - 1].text if hit.first else ""
        after = work.tokens[hit.last + 1].text.lower() if hit.last + 1 < len(work.tokens) else ""
        return before in ("East", "West", "North", "South", "Inner", "Outer", "Central") and after in _PROVINCES

    def _inside_other_name(self, work: Work, hit: Hit) -> bool:
        """A country's word inside the name of a person, or of an organisation that is no body of that country (Bank of Fooland)."""
        tokens = work.tokens
        if (
            self._in_province(work, hit)
            or self._part_of_person(work, hit)
            or (hit.first and tokens[hit.first - 1].text in WATERS and tokens[hit.first - 1].end + 1 == tokens[hit.first].start)
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
        for wanted in ("adjective",) if modifies else ("name", "demonym", "adjective"):
            fitting = [sense for sense in senses if sense.form == wanted]
            if fitting:
                senses = [*fitting, *(sense for sense in senses if sense.form not in ("adjective", "demonym"))]
                break
        if len({sense.entry.id for sense in senses}) > 1:
            return NameReader._among(work, senses, sure)
        return senses[0]

    @staticmethod
    def _among(work: Work, senses: list[Sense], sure: set[str]) -> Sense | None:
        """Of several entries the one named otherwise, an organisation before its seat, else that of the country most named."""
        narrowed = [s for s in senses if s.entry.id in sure] or [s for s in senses if not s.ambiguous] or senses
        if all(sense.entry.kind == "person" for sense in narrowed):
            narrowed = [sense for sense in narrowed if sense.entry.office_on(work.date) is not None]
        narrowed = [sense for sense in narrowed if sense.entry.exists_on(work.date)] or narrowed
        bodies = [sense for sense in narrowed if sense.entry.kind != "country"]
        if bodies and len({sense.entry.country for sense in narrowed}) == 1:
            narrowed = bodies
        if len({sense.entry.id for sense in narrowed}) > 1:
            most = max(work.named_countries[sense.entry.country] for sense in narrowed)
            narrowed = [sense for sense in narrowed if most and work.named_countries[sense.entry.country] == most]
        return narrowed[0] if len({sense.entry.id for sense in narrowed}) == 1 else None

    @staticmethod
    def _unresolved(work: Work, hit: Hit) -> None:
        draft = Draft(hit.first, hit.last, work.head_of_span(hit.first, hit.last), "name", reason="several known parties bear this name")
        draft.name = hit.text
        work.add(draft)

    @staticmethod
    def _is_origin(tokens: Sequence[Token], last: int, head: int) -> bool:
        """ "of Italian immigrant parents", "an Indian restaurant": where somebody or something stems from, not where the story is."""
        beside = {tokens[i].lemma.lower() for i in (last + 1, tokens[head].head) if i < len(tokens)}
        return not beside.isdisjoint(ORIGINS)

    def _country(self, work: Work, hit: Hit, sense: Sense) -> None:
        entry, tokens = sense.entry, work.tokens
        head = work.head_of_span(hit.first, hit.last)
        if entry.country and not (sense.form == "adjective" and self._is_origin(tokens, hit.last, head)):
            work.places.append((hit.first, entry.country))
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
            person=not draft.plural, noun="people", human=True,
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
        if entry.kind == "organisation" and entry.country and len(entry.country) == 3:
            work.bodies[entry.country] += entry.country not in NO_STATE and entry.sectors[:1] not in (("JRN",), ("BUS",))
        if chain.person and chain.country and chain.country not in NO_STATE:
            work.statesmen[chain.country] += 1
        if entry.sectors[:1] != ("GOV",):
            told_state(work, first, None, chain.sectors, chain.country)
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
