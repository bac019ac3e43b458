"""Names and the roles that stand with them: before ("foreign minister X Y"), after a comma, or with "is"."""

from __future__ import annotations

from tacitus.stages.entities.localnames import LocalNames
from tacitus.stages.entities.modifiers import Modifiers, left_of, reach_of
from tacitus.stages.entities.nouns import NounReader
from tacitus.stages.entities.phrases import Found, Title
from tacitus.stages.entities.pieces import is_capitalised
from tacitus.stages.entities.working import Draft, Work

_LOOSE = frozenset({"appos", "conj", "npadvmod", "dep", "attr", "oprd"})  # what the parser calls an apposition it did not see
_ENDS = frozenset({",", ".", ";", ":", "—", "–", ")", "?", "!"})


class RoleReader:
    """Gives persons their office, country, sector and affiliation."""

    def __init__(self, nouns: NounReader, names: LocalNames) -> None:
        self._nouns = nouns
        self._names = names
        self._titles = nouns.tables.titles
        self._role_words = nouns.tables.role_words()

    # ---- before the name

    def before_names(self, work: Work) -> None:
        self._unlabelled(work)
        for draft in list(work.drafts.values()):
            if draft.form == "name" and draft.chain is not None and draft.chain.person:
                self._before(work, draft)
            elif draft.form == "name" and draft.chain is not None and draft.chain.entry is None and draft.chain.words:
                self._kind_before(work, draft)

    def _unlabelled(self, work: Work) -> None:
        """A role or title followed by capitalised words that the parser took for no name: still a person."""
        tokens = work.tokens
        for i, token in enumerate(tokens[:-1]):
            word = token.text.rstrip(".").lower()
            if not is_capitalised(tokens[i + 1].text) or (i + 1) in work.cover or not (word in self._titles or word in self._role_words):
                continue
            last = i
            while (
                last + 1 < len(tokens)
                and last - i < 4
                and self._name_word(work, last + 1)
                and tokens[last + 1].start <= tokens[last].end + 1
            ):
                last += 1
            if (
                last == i
                or work.tree.sentence(i) is not work.tree.sentence(last)
                or (word not in self._titles and not self._governs(work, i, last))
            ):
                continue
            self._names.local(work, i + 1, last, "PERSON")

    def _name_word(self, work: Work, i: int) -> bool:
        token = work.tokens[i]
        if i in work.cover or i in work.nationality or token.entity_type in ("ORG", "GPE", "DATE", "LOC", "NORP"):
            return False
        return token.pos == "PROPN" and is_capitalised(token.text) and token.text.lower() not in self._role_words

    @staticmethod
    def _governs(work: Work, i: int, last: int) -> bool:
        token = work.tokens[i]
        return (i < token.head <= last and token.dep in ("compound", "amod", "nmod", "appos", "poss")) or any(
            i < n <= last and work.tokens[n].head == i and work.tokens[n].dep == "appos" for n in range(i + 1, last + 1)
        )

    def _before(self, work: Work, draft: Draft) -> None:
        """Titles and a role phrase directly left of a name become part of the mention."""
        tokens, first = work.tokens, draft.first
        start = work.tree.sentence(first).tokens[0].i
        while first > start and self._is_title(work, first - 1):
            first -= 1
            self._entitle(draft, self._titles[tokens[first].text.rstrip(".").lower()], tokens[first].text)
            draft.first = first
            work.cover[first] = draft
        if first == start or (first - 1) in work.cover or tokens[first - 1].pos not in ("NOUN", "PROPN", "ADJ"):
            return
        found = self._nouns.tables.at(tokens, first - 1, ("role", "head"))
        if found is None or (
            found.item.kind == "head" and not found.item.person
        ):  # "secretary of state X Y", "head of the army X Y" ends in another noun; the phrase with "of" may end just before the name
            found = next(
                (
                    f
                    for n in range(first - 4, first - 1)
                    if n >= start and (f := self._nouns.tables.at(tokens, n, ("role",))) and f.last == first - 1
                ),
                None,
            )
        if found is None or (found.item.kind == "head" and not found.item.person):
            return
        if found.item.noun == "captain" and not is_capitalised(tokens[found.head].text):
            return  # of a team, as often as not
        capital = is_capitalised(tokens[found.head].text) and found.first != start
        if capital and found.item.kind == "head" and found.item.private:
            return  # "at Man Peng": a name of two words
        around = left_of(work, found.first, draft.last)
        self._nouns.follow(work, found, around)
        self._describe(work, draft, found, around)
        draft.first = around.first
        for i in range(around.first, first):
            work.cover.setdefault(i, draft)

    def _kind_before(self, work: Work, draft: Draft) -> None:
        """ "The rights group Blue River", "the opposition Blue Party": what the words before an unknown organisation say of it."""
        chain, tokens = draft.chain, work.tokens
        if chain is None:
            return
        around = left_of(work, draft.first, draft.last)
        chain.country = chain.country or around.country or (around.owner.chain.country if around.owner and around.owner.chain else None)
        if "opposition" in around.words:
            chain.sectors = ("OPP", *(sector for sector in chain.sectors if sector != "OPP"))
        found = self._nouns.tables.at(tokens, draft.first - 1, ("head", "body")) if draft.first else None
        if found is not None and not found.item.person and work.tree.sentence(draft.first) is work.tree.sentence(draft.first - 1):
            chain.sectors, chain.noun = found.item.sectors or chain.sectors, found.item.noun
            if tokens[found.head].dep in ("compound", "nmod", "amod"):
                work.taken.update(range(found.first, found.last + 1))

    def _is_title(self, work: Work, i: int) -> bool:
        """A form of address or a rank that is not the last word of a longer office (Secretary-General)."""
        token = work.tokens[i]
        if token.text.rstrip(".").lower() not in self._titles or not is_capitalised(token.text):
            return False
        office = self._nouns.tables.at(work.tokens, i, ("role",))
        return (
            office is None
            or office.first == i
            or (self._titles[token.text.rstrip(".").lower()].rank and "-" not in work.tokens[i - 1].text)
        )

    @staticmethod
    def _entitle(draft: Draft, title: Title, word: str) -> None:
        """What a form of address or a rank says: gender, a sector, a rank as role."""
        chain = draft.chain
        if chain is None:
            return
        chain.gender = title.gender or chain.gender
        if chain.entry is None and title.sectors:
            chain.sectors = chain.sectors or title.sectors
            chain.private = False
        if title.rank:
            draft.role = f"{word} {draft.role}" if draft.role else word

    def _describe(self, work: Work, draft: Draft, found: Found, around: Modifiers) -> None:
        description = self._nouns.describe(work, found, around)
        self.join(draft, description)
        draft.owner = description.owner

    # ---- members: "leaders, including X and Y"

    def members(self, work: Work) -> None:
        tokens, tree = work.tokens, work.tree
        for token in tokens:
            if token.text.lower() not in ("including", "include") or token.dep not in ("prep", "acl", "advcl"):
                continue
            whole = work.drafts.get(token.head) or work.cover.get(token.head)
            if whole is None or whole.chain is None or whole.chain.person:
                continue
            for member in (n for part in tree.with_dep(token.i, "pobj", "dobj") for n in tree.conjuncts(part)):
                draft = work.drafts.get(member)
                if draft is not None and draft.chain is not whole.chain and draft.member_of is None:
                    draft.member_of = whole.member_of or whole.chain

    # ---- apposition and copula

    def after_names(self, work: Work) -> None:
        # Persons first: "from Barville, a spokeswoman, Ann Roe, said" describes Roe.
        for draft in sorted(work.drafts.values(), key=lambda d: (not (d.chain is not None and d.chain.person), d.first)):
            if draft.form == "name" and draft.chain is not None and draft.chain.category in ("person", "organisation", "group"):
                other = self._apposed(work, draft)
                if other is not None:
                    self._link(work, draft, other)

    def _apposed(self, work: Work, draft: Draft) -> Draft | None:
        """The description in apposition to a name: by the tree, else by the commas, else as what the name is said to be."""
        return self._by_tree(work, draft) or self._comma_after(work, draft) or self._comma_before(work, draft) or self._copula(work, draft)

    def _by_tree(self, work: Work, draft: Draft) -> Draft | None:
        tokens = work.tokens
        for i in range(draft.first, draft.last + 1):
            for child in work.tree.children[i]:
                if child > draft.last and tokens[child].dep == "appos" and self._describes(work, draft, child):
                    return work.drafts[child]
        above = tokens[draft.head].head
        return work.drafts[above] if tokens[draft.head].dep == "appos" and self._describes(work, draft, above) else None

    def _comma_after(self, work: Work, draft: Draft) -> Draft | None:
        tokens = work.tokens
        if draft.last + 2 >= len(tokens) or tokens[draft.last + 1].text != ",":
            return None
        other = next((d for d in work.drafts.values() if d.first == draft.last + 2 and self._describes(work, draft, d.head)), None)
        return other if other is not None and tokens[other.head].dep in _LOOSE and self._closed(work, other) else None

    def _comma_before(self, work: Work, draft: Draft) -> Draft | None:
        tokens = work.tokens
        if draft.first < 2 or tokens[draft.first - 1].text != ",":
            return None
        between = draft.last + 1 < len(tokens) and tokens[draft.last + 1].text == ","  # "by its spokesman, Jane Doe, the army …"
        if tokens[draft.head].dep not in ("appos", "conj") and not (between and draft.chain is not None and draft.chain.person):
            return None
        start = work.tree.sentence(draft.first).tokens[0].i
        for i in range(draft.first - 2, start - 1, -1):
            if self._describes(work, draft, i) and reach_of(work, i) == draft.first - 2:
                return work.drafts[i] if self._closed(work, draft) else None
        return None

    def _copula(self, work: Work, draft: Draft) -> Draft | None:
        tokens, verb = work.tokens, work.tokens[draft.head].head
        if tokens[verb].lemma != "be" or tokens[draft.head].dep != "nsubj" or work.tree.is_negated(verb):
            return None
        attribute = work.tree.child(verb, "attr")
        return work.drafts[attribute] if attribute is not None and self._describes(work, draft, attribute) else None

    @staticmethod
    def _closed(work: Work, draft: Draft) -> bool:
        """Whether a comma, a verb or the sentence's end follows: an apposition, not a list."""
        after = max(reach_of(work, draft.head), draft.last) + 1
        return after >= len(work.tokens) or work.tokens[after].text in _ENDS or work.tokens[after].pos in ("VERB", "AUX", "PRON")

    @staticmethod
    def _describes(work: Work, name: Draft, head: int) -> bool:
        other = work.drafts.get(head)
        if other is None or other is name or other.form != "nominal" or other.label or other.linked:
            return False
        chain = name.chain
        if chain is None:
            return False
        if chain.person or (chain.entry is None and not chain.sectors and chain.category == "organisation" and other.person):
            return other.person and not other.plural
        return not other.person

    def _link(self, work: Work, name: Draft, description: Draft) -> None:
        """One chain for both; what the description says of office, country and sector is the name's too."""
        self.join(name, description)
        if description.chain is not None and name.chain is not None:
            description.chain.merged_into = name.chain
        description.linked = True

    @staticmethod
    def join(name: Draft, description: Draft) -> None:
        """Hands a description's cells to a name and to its chain, where the lexicon has not told them."""
        chain = name.chain
        assert chain is not None
        if description.person and not chain.person and chain.entry is None:
            chain.person, chain.category, chain.private = True, "person", True  # the parser took a person for an organisation
            name.person, name.number = True, 1
        rank = name.role
        name.role = description.role or name.role
        name.member_of = name.member_of or description.member_of
        former = bool(description.role and description.role.startswith("former "))
        if chain.entry is None:
            chain.country = chain.country or description.country
            chain.sectors = description.sectors if rank and description.sectors else chain.sectors or description.sectors
            chain.role = chain.role or description.role
            chain.member_of = chain.member_of or description.member_of
            if description.certainty == "inferred":
                chain.certainty = "inferred"
            if description.chain is not None and not description.chain.private:
                chain.private = False
            chain.noun = chain.noun or description.noun
        elif former and not chain.sectors:
            name.sectors = description.sectors
        elif not chain.sectors and description.sectors:
            chain.sectors, chain.country = description.sectors, chain.country or description.country
        name.civilian = name.civilian if name.civilian is not None else description.civilian
        if description.chain is not None and description.chain.gender:
            chain.gender = chain.gender or description.chain.gender
