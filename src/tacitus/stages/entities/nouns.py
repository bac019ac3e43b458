"""Roles, bodies and unnamed parties by their nouns: "the foreign minister", "Fooland's army", "two gunmen"."""

from __future__ import annotations

from tacitus.stages.entities.bare import is_post, is_side, is_whereabouts
from tacitus.stages.entities.inference import FOREIGN, state_country, titled_country, told_state
from tacitus.stages.entities.lexicon import Lexicon
from tacitus.stages.entities.modifiers import LINKING, PLACING, QUANTITIES, VAGUE, Modifiers, left_of, number_of
from tacitus.stages.entities.names import PREFIXES, is_outlet
from tacitus.stages.entities.phrases import Found, Noun, NounTables
from tacitus.stages.entities.pieces import is_capitalised, words_of
from tacitus.stages.entities.working import Chain, Draft, Work

BARE = frozenset(
    {"police", "parliament", "authorities", "congress", "security forces", "state media", "opposition", "riot police", "prosecutors"}
)
# Words that mean a party only with an article or an owner: "a chair", "private", "power".
EVERYDAY = frozenset(
    {"chair", "head", "private", "major", "power", "state", "minor", "mission", "unit", "cell", "staff", "captain", "speaker", "principal"}
)
# Bodies of which a country has many: "the ministry" is the one named before.
GENERIC = frozenset({"ministry", "court", "embassy", "consulate", "military court", "high court", "parliamentary committee"})
LOCAL = frozenset({"local", "regional", "provincial", "state", "city", "municipal", "federal", "district", "rebel", "shadow", "opposition"})
DEGREES = frozenset({"deputy", "vice", "assistant", "acting", "interim", "senior", "top", "chief", "caretaker"})


# Sectors that a person's noun says only of itself: an official, a commander or a fighter of a group belongs to the group's sector.
YIELDING = frozenset({"UAF", "UNK", "ELI", "GOV", "MIL", "COP", "PTY", "SPY"})
# Nouns that tell a relation: the owner's country and body are not theirs ("its ally").
RELATIONS = frozenset("ally enemy rival neighbour neighbor partner counterpart colleague opponent foe adversary backer sponsor".split())
OFFICES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "ELI", "SPY", "PTY", "OPP", "REL", "SOC"})


class NounReader:
    """Makes drafts of nouns that stand in the tables."""

    def __init__(self, tables: NounTables, lexicon: Lexicon) -> None:
        self.tables = tables
        self._lexicon = lexicon

    # ---- bodies: before names that only the parser sees, so that "the Fooland Interior Ministry" is a body and no unknown name

    def bodies(self, work: Work) -> None:
        found = [
            match
            for token in work.tokens
            if token.pos in ("NOUN", "PROPN", "ADJ") and token.i not in work.cover and token.i not in work.drafts
            if (match := self.tables.at(work.tokens, token.i, ("body",))) is not None
        ]
        inside = {i for match in found for i in range(match.first, match.last + 1) if i != match.head}
        for match in found:
            negated = match.first > 1 and work.tokens[match.first - 1].text in ("-", "‐") and work.tokens[match.first - 2].text in PREFIXES
            if match.head not in inside and not negated and not any(i in work.cover for i in range(match.first, match.last + 1)):
                self._body(work, match)

    def _body(self, work: Work, found: Found) -> None:
        item, token = found.item, work.tokens[found.head]
        around = left_of(work, found.first, found.last)
        named = is_capitalised(token.text)
        if self._is_proper_name(work, around) or (item.capital and not named):
            return
        self.follow(work, found, around)
        owner = around.owner.chain if around.owner is not None else None
        country = around.country or around.place or (owner.country if owner is not None else None)
        modifies = token.dep in ("compound", "nmod", "amod")
        if modifies and country is None and found.first - 1 in work.nationality:
            country = work.nationality[found.first - 1].country  # "Foolander intelligence officials", whatever the parser hung it on
        if modifies and self._before_proper_name(work, found):
            return  # "the opposition Blue Party"
        told = country or owner or around.pronoun is not None or around.definite
        both = work.tokens[around.first].text.lower() == "both"
        several = around.indefinite or (around.number or 0) > 1 or (both and token.tag in ("NNS", "NNPS"))
        if (several and not modifies) or not (told or named or self._stands_bare(work, found)):
            return
        first = found.first if modifies and around.indefinite else around.first  # the article belongs to the noun that follows
        draft = Draft(first, found.last, found.head, "name" if named else "nominal")
        draft.noun, draft.definite, draft.plural, draft.owner = item.noun, True, item.plural_noun, around.pronoun
        if country is None and around.pronoun is None and owner is None:
            country = state_country(work, found.first, item.noun, item.sectors)
            draft.certainty = "inferred" if country else "stated"
        elif country is not None:
            told_state(work, found.first, item.noun, item.sectors, country)
        draft.linked = item.noun not in GENERIC  # the noun says which body it is
        self._give_chain(work, draft, item, country, around)
        work.add(draft)
        for i in range(found.first, found.last + 1):
            work.cover.setdefault(i, draft)

    @staticmethod
    def _before_proper_name(work: Work, found: Found) -> bool:
        """Whether a lower-case body modifies a capitalised word that follows it."""
        token, head = work.tokens[found.head], work.tokens[work.tokens[found.head].head]
        return not is_capitalised(token.text) and head.i > found.last and head.pos == "PROPN" and work.tokens[found.last + 1].pos == "PROPN"

    @staticmethod
    def _stands_bare(work: Work, found: Found) -> bool:
        """A body without article or country: the police, or the first word of "army chief" and "police raid"."""
        token = work.tokens[found.head]
        return found.item.noun in BARE or token.tag == "NNS" or token.dep in ("compound", "nmod", "amod")

    def _give_chain(self, work: Work, draft: Draft, item: Noun, country: str | None, around: Modifiers) -> None:
        """Bodies of one country and one kind are one party, whether the country is written out or plain from the article."""
        owner = around.owner.chain if around.owner is not None else None
        if owner is not None and owner.person:
            owner = None
        draft.member_of = owner
        if around.pronoun is not None:
            draft.sectors, draft.country, draft.name = item.sectors, country, self.tables.body_name(item, None)
            draft.chain = Chain(name=draft.name, category=item.category, country=country, sectors=item.sectors, noun=item.noun)
            return
        if item.noun == "government" and country in self._lexicon.governments and owner is None and not LOCAL & set(around.words):
            draft.chain = work.chain_of(self._lexicon.governments[country])
            return
        known = self._lexicon.body(self.adjective(country), item.noun) if owner is None and not LOCAL & set(around.words) else None
        if known is not None and known.country == country:
            draft.chain = work.chain_of(known)
            return
        of = owner.name if owner is not None else self.adjective(country)
        words = [word for word in reversed(around.words) if word in LOCAL]
        name = " ".join([*words, self.tables.body_name(item, of)]) if of is None else self.tables.body_name(item, " ".join([of, *words]))
        key = f"body {name}"
        chain = work.chains.get(key)
        if chain is None:
            chain = work.chains[key] = Chain(
                name=name, category=item.category, country=country, sectors=item.sectors, noun=item.noun, plural=item.plural_noun
            )
            chain.member_of = draft.member_of
            work.named.append(chain)
        draft.chain = chain

    def adjective(self, country: str | None) -> str | None:
        """The adjective of a country, else its name; of IGO and the like nothing."""
        if not country:
            return None
        entry = self._lexicon.governments.get(country)
        return self._lexicon.adjective_of.get(country) or (entry.name if entry is not None else None)

    @staticmethod
    def _is_proper_name(work: Work, around: Modifiers) -> bool:
        """Capitalised words that are no known name make the phrase the name of an organisation of its own ("Blue River Army")."""
        return any(is_capitalised(work.tokens[i].text) and work.tokens[i].tag != "CD" for i in around.names)

    def follow(self, work: Work, found: Found, around: Modifiers) -> None:
        """The words after a noun that say whose or where it is."""
        tokens, tree = work.tokens, work.tree
        heads = [found.head] if found.head == found.last else [found.head, found.last]
        for prep in (child for head in heads for child in tree.children[head]):
            if prep <= found.last or tokens[prep].dep not in ("prep", "dative"):
                continue
            word = tokens[prep].text.lower()
            if word not in LINKING or (word == "for" and not (found.item.speaks_for or found.item.kind == "body")):
                continue
            for target in tree.with_dep(prep, "pobj"):
                self._linked(work, found, around, word, target)

    def _linked(self, work: Work, found: Found, around: Modifiers, word: str, target: int) -> None:
        draft = work.cover.get(target) or work.drafts.get(target) or self.read(work, target)
        if draft is None:
            country = next((work.nationality[c].country for c in work.tree.children[target] if c in work.nationality), None)
            if country is not None and around.country is None:
                around.place = around.place or country
            return
        chain = draft.chain
        if chain is not None and chain.entry is not None and chain.entry.kind == "country":
            if any(work.tokens[c].dep == "conj" for c in work.tree.children[target]):
                return  # "the leaders of Fooland and Barland" are of no one country
            if word in PLACING:
                around.place = around.place or chain.country
            elif not (word == "from" and around.country):
                around.country = around.country or chain.country
        elif word in ("of", "for", "at", "from", "with", "in") and around.owner is None:
            around.owner = draft

    # ---- roles and unnamed parties

    def read_all(self, work: Work) -> None:
        for token in work.tokens:
            if token.pos in ("NOUN", "PROPN", "ADJ"):
                self.read(work, token.i)

    def read(self, work: Work, i: int) -> Draft | None:
        """The draft of the noun at token ``i``, made when first asked for; None where the tables do not know the noun."""
        if i in work.drafts:
            return work.drafts[i]
        if i in work.cover or i in work.taken or i in work.nationality or work.tokens[i].pos not in ("NOUN", "PROPN", "ADJ"):
            return None
        if work.tokens[i].lemma.lower() in QUANTITIES and (counted := self._counted(work, i)) is not None:
            return counted
        found = self.tables.at(work.tokens, i, ("role", "head", "label"))
        if found is None or not self._is_noun(work, found):
            return None
        return self._nominal(work, found)

    def _counted(self, work: Work, i: int) -> Draft | None:
        """ "A group of teenagers": the persons are the party, and the quantity its head."""
        for prep in work.tree.with_dep(i, "prep"):
            for target in work.tree.with_dep(prep, "pobj"):
                found = self.tables.at(work.tokens, target, ("role", "head"))
                if work.tokens[prep].lemma == "of" and found is not None and found.item.person and target not in work.cover:
                    self.read(work, target)
        return work.drafts.get(i)

    @staticmethod
    def _is_noun(work: Work, found: Found) -> bool:
        token = work.tokens[found.head]
        if token.pos == "ADJ" and token.dep in ("amod", "acomp", "advmod"):
            return False
        return token.dep not in ("compound", "amod", "nmod")

    def _nominal(self, work: Work, found: Found) -> Draft | None:
        around = left_of(work, found.first, found.last)
        head, first = self._quantity(work, found, around)
        if head in work.drafts:
            return work.drafts[head]
        bare = not (around.definite or around.country or around.owner or work.tree.child(head, "prep"))
        if (found.item.noun in EVERYDAY and bare) or around.none or (found.item.noun == "side" and not is_side(work, found, around)):
            return None
        if is_post(work, found, around) or is_whereabouts(work, found, around):
            return None
        work.taken.update(i for i in range(found.first, found.last + 1) if i != found.head)
        if head == found.head and self._is_name(work, found, around):
            return self._named_by_noun(work, found, around)
        draft = Draft(min(first, around.first), found.last, head, "nominal")
        work.drafts[head] = draft  # before what follows is read, so that nouns that lean on each other end
        self.follow(work, found, around)
        self._fill(work, draft, found, around)
        return draft

    @staticmethod
    def _is_name(work: Work, found: Found, around: Modifiers) -> bool:
        """A capitalised noun of a body behind capitalised words that are no known name: the Equality Party."""
        return (
            not found.item.person
            and found.item.kind == "head"
            and is_capitalised(work.tokens[found.head].text)
            and (
                any(i == found.first - 1 and is_capitalised(work.tokens[i].text) for i in around.names)
                or NounReader._holds_name(work, found)
            )
        )

    @staticmethod
    def _holds_name(work: Work, found: Found) -> bool:
        """ "The Northern Talib Alliance": a people's or a country's name within a longer one; a headline capitalises all its words."""
        tokens, first = work.tokens, found.first
        sentence = work.tree.sentence(first)
        while (
            first - 1 >= sentence.tokens[0].i
            and is_capitalised(tokens[first - 1].text)
            and tokens[first - 1].pos in ("PROPN", "ADJ", "NOUN")
        ):
            first -= 1
        known = [i for i in range(first, found.first) if i in work.cover or i in work.nationality]
        lower = [t for t in sentence.tokens if t.pos in ("NOUN", "VERB", "ADJ") and not is_capitalised(t.text)]
        return first not in known and bool(known) and bool(lower) and first > sentence.tokens[0].i

    @staticmethod
    def _named_by_noun(work: Work, found: Found, around: Modifiers) -> Draft | None:
        """A document-local organisation that the parser did not label."""
        first = min((i for i in around.names if is_capitalised(work.tokens[i].text)), default=found.first)
        inside = {
            work.cover[i].country or chain.country for i in range(first, found.first) if i in work.cover and (chain := work.cover[i].chain)
        }
        for i in range(first, found.first):  # names inside this one are no parties of their own
            inner = work.cover.pop(i, None)
            if inner is not None and work.drafts.get(inner.head) is inner:
                del work.drafts[inner.head]
        name = work.text_of(first, found.last)
        if is_outlet(work, name):
            return None
        item = found.item
        chain = Chain(
            name=name,
            category="organisation",
            country=around.country or (inside.pop() if len(inside) == 1 else None),
            sectors=item.sectors,
            noun=item.noun,
            words=words_of(name),
        )
        work.named.append(chain)
        return work.add(Draft(first, found.last, found.head, "name", chain=chain))

    def describe(self, work: Work, found: Found, around: Modifiers) -> Draft:
        """What a role phrase before a name says, as a draft that is not kept."""
        draft = Draft(around.first, found.last, found.head, "nominal")
        self._fill(work, draft, found, around, before_name=True)
        draft.role = draft.role or self._role_text(work, found, around)
        return draft

    @staticmethod
    def _role_text(work: Work, found: Found, around: Modifiers) -> str:
        role = work.text_of(found.first, found.last)
        role = role.title() if role.isupper() else role
        if around.words and around.words[0] in DEGREES:
            role = f"{around.words[0]} {role}"
        return f"former {role}" if around.former else role

    def _fill(self, work: Work, draft: Draft, found: Found, around: Modifiers, *, before_name: bool = False) -> None:
        item, token = found.item, work.tokens[found.head]
        draft.noun, draft.definite, draft.owner = item.noun, around.definite and not around.indefinite, around.pronoun
        draft.label, draft.person, draft.specific = item.label, item.person, bool(around.names)
        plural_form = item.plural is not None and item.plural != item.noun and token.text.lower() == item.plural.split()[-1].lower()
        draft.plural = item.collective or plural_form or token.tag in ("NNS", "NNPS") or around.number not in (None, 1)
        draft.number = around.number or (1 if item.person and not draft.plural else None)
        draft.civilian, draft.sectors = item.civilian, item.sectors
        if item.noun == "deputy" and "heriff" in work.document.text:
            draft.sectors = ("COP",)  # of a sheriff, not of a parliament
        owned = None if item.noun in RELATIONS else self._owner_country(around)
        draft.country = around.country or owned or around.place
        if around.owner is None:
            around.owner = next(
                (work.cover[i] for i in range(found.first, found.head) if i in work.cover), None
            )  # the army in "army chief"
            draft.country = draft.country or self._owner_country(around)
            draft.owner_inside = around.owner is not None
        owner = around.owner.chain if around.owner is not None else None
        if owner is not None and item.noun not in RELATIONS and not owner.person and (owner.entry is None or owner.entry.kind != "country"):
            draft.member_of = owner
        self._sectors_of_owner(draft, item)
        if item.kind == "role":
            self._role(work, draft, found, around, before_name)
        else:
            if item.person and not item.private and not draft.plural and item.sectors and item.sectors[0] in OFFICES:
                draft.role = self._role_text(work, found, around)
                draft.sectors = ("ELI",) if around.former else draft.sectors
            self._unnamed(draft, item)

    @staticmethod
    def _owner_country(around: Modifiers) -> str | None:
        owner = around.owner
        if owner is None:
            return None
        return owner.country or (owner.chain.country if owner.chain is not None else None)

    @staticmethod
    def _sectors_of_owner(draft: Draft, item: Noun) -> None:
        """A spokesperson, a member or a leader without a sector of its own takes that of the body or group it belongs to."""
        owner = draft.member_of
        own = item.sectors[0] if item.sectors else None
        if owner is None and draft.country and item.speaks_for and not item.sectors:
            draft.sectors = ("GOV",)
        if owner is not None and owner.sectors and (item.speaks_for or own is None or (item.person and own in YIELDING)):
            draft.sectors = owner.sectors
        if not draft.sectors:  # an official of a body that nobody knows is not a government's
            draft.sectors = item.fallback if not draft.specific or draft.country else ("UNK",)

    def _quantity(self, work: Work, found: Found, around: Modifiers) -> tuple[int, int]:
        """ "Dozens of people": the syntactic head is the quantity; gives that head and the first token of the whole phrase."""
        tokens, head = work.tokens, found.head
        token = tokens[head]
        if token.dep == "pobj" and tokens[token.head].lemma == "of" and tokens[token.head].dep == "prep":
            above = tokens[tokens[token.head].head]
            if above.lemma.lower() in QUANTITIES or above.lemma.lower() in ("hundreds", "thousands", "dozens", "scores"):
                outer = left_of(work, above.i, above.i)
                lemma = above.lemma.lower().rstrip("s") if above.lemma.lower() not in VAGUE else above.lemma.lower()
                vague = VAGUE.get(lemma)
                if vague is not None and above.lemma not in ("few",):
                    around.number = around.number or vague
                else:
                    around.number = around.number or number_of([tokens[c] for c in work.tree.children[above.i] if tokens[c].pos == "NUM"])
                return above.i, min(outer.first, around.first)
        if token.pos == "NOUN" and around.number is None:
            numeral = [tokens[c] for c in work.tree.children[head] if tokens[c].dep == "nummod" and c < head]
            around.number = number_of(numeral) if numeral else None
        return head, around.first

    def _role(self, work: Work, draft: Draft, found: Found, around: Modifiers, before_name: bool) -> None:
        item = found.item
        draft.role = self._role_text(work, found, around)
        if around.former:
            draft.sectors = ("ELI",)
        if (
            draft.country is None
            and around.pronoun is None
            and item.state
            and item.noun.split()[-1] not in FOREIGN
            and draft.definite
            and draft.member_of is None
            and not around.names
        ):
            draft.country = state_country(work, draft.first, item.noun, item.sectors)
            draft.certainty = "inferred" if draft.country else "stated"
        elif (
            draft.country is None
            and before_name
            and item.state
            and item.noun.split()[-1] not in FOREIGN
            and not (around.names or around.owner)
        ):
            title = item.noun.endswith("minister") or is_capitalised(
                work.tokens[found.head].text
            )  # a lower-case president may be a company's
            draft.country = titled_country(work, draft.first) if title else None
            draft.certainty = "inferred" if draft.country else "stated"
        adjective = self.adjective(draft.country)
        base = draft.role if found.item.noun.isupper() else draft.role.lower()
        if any(i in work.cover for i in range(found.first, found.head)):
            base = work.tokens[found.head].text.lower()  # the body's name says the rest
        draft.name = f"{draft.member_of.name} {base}" if draft.member_of else f"{adjective} {base}" if adjective else base
        draft.chain = Chain(
            name=draft.name, category="person" if not draft.plural else "group", country=draft.country, sectors=draft.sectors,
            person=not draft.plural, plural=draft.plural, role=draft.role, member_of=draft.member_of, noun=item.noun, human=True,
            gender=item.gender,
        )  # fmt: skip

    def _unnamed(self, draft: Draft, item: Noun) -> None:
        noun = item.plural if draft.plural and item.plural else item.noun
        adjective = self.adjective(draft.country)
        if draft.label:
            neutral = self.tables.plural_of(item.template) if item.template and draft.plural else item.template
            draft.name = f"{adjective} {neutral}" if adjective and neutral else neutral
            draft.chain = None
            draft.reason = "a label that names nobody by itself"
            draft.certainty = "stated"
            return
        owner = draft.member_of.name if draft.member_of else None
        if owner and draft.owner_inside:
            noun = noun.split()[-1]  # the body's name says the rest
        draft.name = f"{owner} {noun}" if owner else f"{adjective} {noun}" if adjective else noun
        draft.chain = Chain(
            name=draft.name, category=item.category if item.category in ("group", "government", "organisation") else "unnamed",
            country=draft.country, sectors=draft.sectors, person=item.person and not draft.plural, plural=draft.plural,
            noun=item.noun, private=item.private, member_of=draft.member_of, gender=item.gender, role=draft.role, human=item.person,
        )  # fmt: skip
