"""Words for a country or for several parties together: "the country", "both sides", "the two governments", "they"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tacitus.stages.entities.lexicon import Lexicon
from tacitus.stages.entities.working import Chain, Draft, Work

COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "emirate", "state"})
# Plurals that stand for the parties of a dispute or an agreement.
SIDES = frozenset({"side", "warring party", "rival party", "party", "government", "army", "faction", "group", "belligerent", "combatant"})
REACH = 5  # sentences in which the members must have been named; by reading articles
_PARTIES = frozenset({"government", "organisation", "group"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "conj", "appos"})


class Groups:
    """Resolves them against the parties named before; where these are not plain, the words stay a party of their own."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def resolve(self, work: Work, draft: Draft, before: Sequence[Draft]) -> bool:
        """Whether ``draft`` was such a word and is settled now."""
        noun = draft.noun
        if noun in COUNTRY_NOUNS and not draft.plural:
            return self._country(work, draft)
        number = draft.number or (2 if self._both(work, draft) else None)
        if not draft.plural or number is None or number > 6 or not (draft.definite or self._both(work, draft)):
            return False
        if noun in COUNTRY_NOUNS or noun in SIDES:
            return self._several(work, draft, before, number)
        return False

    def _country(self, work: Work, draft: Draft) -> bool:
        """ "The country" without more words is the one last named."""
        if not draft.definite or draft.country or self._described(work, draft) or draft.owner is not None:
            return False
        if draft.noun == "state":
            return False  # a part of a country as often as a country
        country = work.nearest_country(draft.first)
        entry = self._lexicon.governments.get(country) if country else None
        if entry is None or draft.chain is None:
            return False
        draft.chain.merged_into = work.chain_of(entry)
        draft.sectors, draft.certainty = (), "inferred"
        return True

    @staticmethod
    def _described(work: Work, draft: Draft) -> bool:
        return any(work.tokens[c].dep in ("amod", "relcl", "acl", "compound", "prep", "nummod") for c in work.tree.children[draft.head])

    @staticmethod
    def _both(work: Work, draft: Draft) -> bool:
        return work.tokens[draft.first].text.lower() == "both"

    def _several(self, work: Work, draft: Draft, before: Sequence[Draft], number: int) -> bool:
        here = work.tree.sentence(draft.head).index
        near = [d for d in before if here - work.tree.sentence(d.head).index <= REACH and self._may_belong(draft, d)]
        members = _distinct(near)
        if len(members) > number:  # those who act, rather than all who are named
            members = _distinct(d for d in near if work.tokens[d.head].dep in _SUBJECTS)
        if len(members) != number or draft.chain is None:
            return False
        draft.chain.merged_into = group_of(work, members)
        draft.sectors, draft.number, draft.country = (), None, None
        return True

    @staticmethod
    def _may_belong(draft: Draft, other: Draft) -> bool:
        chain = other.chain.final() if other.chain is not None else None
        if chain is None or other.form == "pronoun" or other.place or chain.category not in _PARTIES or chain.role is not None:
            return False
        if draft.noun in COUNTRY_NOUNS or draft.noun == "government":
            return chain.entry is not None and chain.entry.kind == "country"
        if chain.sectors[:1] in (("JRN",), ("PTY",)) or chain.country in ("UNO", "NGO"):
            return False  # who reports or watches is no side
        return other.form != "adjective"


def together(work: Work, first: Draft, heads: Sequence[int], members: Sequence[Chain]) -> Chain:
    """The group of parties joined by "and", whose words from the first to the last are a mention of it."""
    others = [work.drafts[i] for i in heads if i in work.drafts]
    last = max(others, key=lambda draft: draft.last, default=first)
    chain = group_of(work, members)
    work.joined.setdefault((first.first, last.last), Draft(first.first, last.last, first.head, "joined", plural=True, chain=chain))
    return chain


def group_of(work: Work, members: Sequence[Chain]) -> Chain:
    """The one chain of several parties together."""
    name = " and ".join([", ".join(chain.name for chain in members[:-1]), members[-1].name])
    key = f"group {name}"
    chain = work.chains.get(key)
    if chain is None:
        common = [code for code in members[0].sectors if all(code in other.sectors for other in members)]
        countries = {member.country for member in members}
        chain = work.chains[key] = Chain(
            name=name, category="group", country=countries.pop() if len(countries) == 1 else None, sectors=tuple(common), plural=True
        )
    return chain


def _distinct(drafts: Iterable[Draft]) -> list[Chain]:
    found: list[Chain] = []
    for draft in drafts:
        chain = draft.chain.final() if draft.chain is not None else None
        if chain is not None and chain not in found:
            found.append(chain)
    return found
