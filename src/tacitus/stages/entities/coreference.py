"""Later words for a party named before: short names, descriptions with "the", and pronouns; where the text is not plain, unresolved."""

from __future__ import annotations

from collections.abc import Iterable

from tacitus.stages.entities.lexicon import Lexicon
from tacitus.stages.entities.phrases import NounTables
from tacitus.stages.entities.pronouns import PronounResolver
from tacitus.stages.entities.shortnames import ShortNames
from tacitus.stages.entities.working import Chain, Draft, Work

# Nouns that take up any organised group, or any country, named before.
GROUP_NOUNS = frozenset(
    {
        "group",
        "movement",
        "organisation",
        "organization",
        "faction",
        "militia",
        "party",
        "front",
        "militant group",
        "rebel group",
        "armed group",
        "network",
        "union",
        "body",
        "agency",
        "alliance",
        "bloc",
        "coalition",
        "institution",
        "watchdog",
        "charity",
        "company",
    }
)
# Nouns too general to take up a longer name that ends in them ("the media" is not the state media).
COLLECTIVES = frozenset({"media", "press", "police", "forces", "force", "service", "people", "public"})
COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic"})


class Resolver:
    """Links the drafts of a document in text order."""

    def __init__(self, lexicon: Lexicon, tables: NounTables) -> None:
        self._short_names = ShortNames(lexicon, tables)
        self._pronouns = PronounResolver()

    def resolve(self, work: Work) -> None:
        self._short_names.link(work)
        self._descriptions(work)
        self._pronouns.resolve(work)
        for draft in work.drafts.values():
            self._owned(work, draft)
            self._spoken_for(work, draft)

    # ---- descriptions

    def _descriptions(self, work: Work) -> None:
        before: list[Draft] = []
        for draft in work.ordered():
            if draft.form == "nominal" and not draft.linked:
                self._description(work, draft, before)
            before.append(draft)

    def _description(self, work: Work, draft: Draft, before: list[Draft]) -> None:
        if draft.label:
            self._label(work, draft, before)
            return
        if draft.owner is not None or not (draft.definite or (draft.plural and draft.number is None)):
            return
        candidates = _distinct(d for d in before if self._fits(draft, d))
        if (
            not candidates
            and draft.definite
            and draft.noun is not None
            and draft.noun.split()[-1] in GROUP_NOUNS
            and draft.chain is not None
            and draft.chain.country is None
        ):
            groups = [d for d in before if self._is_group(d) and _near(work, d, draft, 3)]
            alike = [d for d in groups if d.chain is not None and set(d.chain.final().sectors) & set(draft.sectors)]
            candidates = _distinct(alike or groups)
        if not candidates and draft.definite and draft.sectors == ("UAF",) and draft.country is None:
            candidates = _distinct(d for d in before if self._is_attacker(draft, d))
        if not candidates:
            return
        near = _distinct(d for d in before if d.chain is not None and d.chain.final() in candidates and _near(work, d, draft, 2))
        chosen = candidates[0] if len(candidates) == 1 else near[0] if len(near) == 1 else None
        if chosen is not None and draft.chain is not None and chosen is not draft.chain.final():
            draft.chain.merged_into = chosen
            if draft.certainty == "inferred" and chosen.country:
                draft.country, draft.certainty = None, "stated"
            draft.sectors = () if chosen.sectors else draft.sectors
        elif chosen is None and draft.definite and draft.number is None and draft.person and not draft.plural:
            draft.chain, draft.reason = None, "several parties of the article fit this description"

    @staticmethod
    def _fits(draft: Draft, other: Draft) -> bool:
        """Whether an earlier mention's chain is described by the same noun, of no other country and number."""
        chain = other.chain.final() if other.chain is not None else None
        if chain is None or draft.noun is None or draft.chain is None or other.form == "pronoun":
            return False
        if chain.plural != draft.plural or (chain.person != draft.chain.person):
            return False
        stated = draft.country if draft.certainty == "stated" else None
        if stated and chain.country and stated != chain.country:
            return False
        if draft.number is not None and other.number is not None and draft.number != other.number:
            return False
        if not draft.definite:  # bare plurals: the same words mean the same people
            return other.form == "nominal" and chain.name == draft.chain.name and other.number is None
        own = draft.noun.lower().split()[-1]
        if own in COLLECTIVES and chain.noun != draft.noun:
            return False
        if chain.category in ("person", "organisation", "government") and chain.role and draft.person:
            return chain.role.lower().removeprefix("former ").split()[-1] == own
        if chain.noun and chain.noun.lower().split()[-1] == own:
            return True
        return bool(chain.words) and not chain.person and chain.words[-1].lower() == own

    @staticmethod
    def _is_attacker(draft: Draft, other: Draft) -> bool:
        """Attacker, gunman, assailant: different words for the same unnamed armed persons, where number agrees."""
        chain = other.chain.final() if other.chain is not None else None
        return chain is not None and other.form == "nominal" and chain.sectors == ("UAF",) and chain.plural == draft.plural

    @staticmethod
    def _is_group(other: Draft) -> bool:
        chain = other.chain.final() if other.chain is not None else None
        return (
            chain is not None
            and not chain.person
            and chain.role is None
            and chain.category in ("organisation", "group")
            and other.form in ("name", "nominal")
            and not set(chain.sectors) & {"GOV", "LEG", "JUD", "MIL", "COP", "JRN"}
        )

    def _label(self, work: Work, draft: Draft, before: list[Draft]) -> None:
        """A judging word names only whom the article has just named otherwise."""
        fitting = [d for d in before if d.chain is not None and _near(work, d, draft, 2) and self._label_fits(draft, d)]
        candidates = _distinct(fitting)
        if draft.definite and len(candidates) == 1:
            draft.chain, draft.reason = candidates[0], None

    @staticmethod
    def _label_fits(draft: Draft, other: Draft) -> bool:
        chain = other.chain.final() if other.chain is not None else None
        if chain is None or chain.person or other.form in ("pronoun", "adjective") or other.place:
            return False
        if chain.country and draft.country and chain.country != draft.country:
            return False
        return bool(set(draft.sectors) & set(chain.sectors)) if draft.sectors else False

    # ---- "its spokesman", "their leader"

    @staticmethod
    def _owned(work: Work, draft: Draft) -> None:
        """What a possessive pronoun says of affiliation, once the pronoun is resolved."""
        if draft.owner is None:
            return
        pronoun = work.drafts.get(draft.owner)
        chain = pronoun.chain.final() if pronoun is not None and pronoun.chain is not None else None
        if chain is None:
            return
        own = draft.chain.final() if draft.chain is not None else None
        draft.country = draft.country or chain.country
        if not chain.person and chain.category != "government":
            draft.member_of = draft.member_of or chain
        elif chain.person:
            draft.member_of = draft.member_of or chain.member_of
        if own is not None and own.entry is None:
            own.country = own.country or chain.country
            own.member_of = own.member_of or draft.member_of
            if not own.sectors or own.sectors == ("UNK",):
                own.sectors = chain.sectors
        if not draft.sectors or draft.sectors == ("UNK",):
            draft.sectors = chain.sectors

    @staticmethod
    def _spoken_for(work: Work, draft: Draft) -> None:
        """ "A spokeswoman" without more words speaks for the one body that is the subject of her sentence or of the one before."""
        own = draft.chain.final() if draft.chain is not None else None
        spokes = draft.noun is not None and draft.noun.startswith("spokes") and draft.form == "nominal"
        if not spokes or own is None or own.entry is not None or own.member_of is not None or own.country or draft.member_of is not None:
            return
        sentence = work.tree.sentence(draft.head).index
        subjects = [
            d
            for d in work.drafts.values()
            if d.chain is not None
            and d.chain.final().category in ("organisation", "government", "group")
            and work.tokens[d.head].dep in ("nsubj", "nsubjpass")
            and d.head != draft.head
        ]
        for distance in (0, 1):
            bodies = _distinct(d for d in subjects if sentence - work.tree.sentence(d.head).index == distance)
            if len(bodies) == 1:
                body = bodies[0]
                own.country, own.sectors, own.certainty = body.country, own.sectors or body.sectors, "inferred"
                if body.category != "government":
                    own.member_of = draft.member_of = body
                return


def _distinct(drafts: Iterable[Draft]) -> list[Chain]:
    """The chains of some drafts, each once, in text order."""
    found: list[Chain] = []
    for draft in drafts:
        chain = draft.chain.final() if draft.chain is not None else None
        if chain is not None and chain not in found:
            found.append(chain)
    return found


def _near(work: Work, earlier: Draft, later: Draft, sentences: int) -> bool:
    return work.tree.sentence(later.head).index - work.tree.sentence(earlier.head).index <= sentences
