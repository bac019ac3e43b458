"""Later words for a party named before: short names, descriptions with "the", and pronouns; where the text is not plain, unresolved."""

from __future__ import annotations

from collections.abc import Iterable

from tacitus.stages.entities.groups import Groups
from tacitus.stages.entities.inference import STATE, states
from tacitus.stages.entities.lexicon import Lexicon
from tacitus.stages.entities.nouns import RELATIONS
from tacitus.stages.entities.phrases import NounTables
from tacitus.stages.entities.pronouns import Article, PronounResolver
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
        "firm",
    }
)
# With a group's name before them these name the group itself: "the Blue Front group".
OWN_KIND = frozenset("group movement organisation organization militia party bloc company firm watchdog agency".split()) | {
    "militant group",
    "rebel group",
    "armed group",
}
LEAGUES = frozenset({"bloc", "alliance"})  # of states, where the article has just named one; else of parties
BETWEEN_STATES = frozenset({"IGO", "UNO", "EUR"})
# Different words for the same people, where the article has not used the very word before.
SAME_PEOPLE = (
    frozenset({"protester", "demonstrator", "marcher", "protestor"}),
    frozenset({"soldier", "troop", "serviceman"}),
    frozenset({"prisoner", "inmate", "detainee"}),
    frozenset({"worker", "employee", "staff"}),
    frozenset({"fighter", "militant", "rebel", "insurgent"}),
    frozenset({"school", "college", "university", "academy"}),
)
_TELLING = frozenset({"of", "in", "with", "from", "behind", "at", "on"})  # words that tell which man it is
COMPANIES = frozenset({"company", "firm"})  # a broadcaster or a paper is one as well
GROUP_REACH = 6  # sentences in which the body that "the group" takes up was named; tuned on the one half of the tuning sets
OF_ONE_KIND = frozenset({"union", "party", "charity"})  # they say what kind of body it is
# Nouns too general to take up a longer name that ends in them ("the media" is not the state media).
MENTIONS_BACK = 400  # that a description looks back: more than an article holds, few enough for a text of any length
COLLECTIVES = frozenset({"media", "press", "police", "forces", "force", "service", "people", "public"})
# Persons of whom nothing is told: the same word later need not mean the same people.
ANYBODY = frozenset({"people", "person", "man", "woman", "child", "casualty", "victim", "resident", "citizen", "civilian"})
OPEN = ((), ("UNK",), ("UAF",), ("ELI",))  # sectors that yield to those of the party somebody belongs to
ONE_PERSON = frozenset({"man", "woman", "boy", "girl", "teenager", "lady", "gentleman", "youth", "youngster", "teen"})
ALIKE = frozenset({"counterpart", "colleague"})  # holders of the same office


class Resolver:
    """Links the drafts of a document in text order."""

    def __init__(self, lexicon: Lexicon, tables: NounTables) -> None:
        self._short_names = ShortNames(lexicon, tables)
        self._groups = Groups(lexicon)
        self._pronouns = PronounResolver()

    def resolve(self, work: Work) -> None:
        self._short_names.link(work)
        self._plural_names(work)
        self._descriptions(work)
        self._pronouns.resolve(work)
        for draft in work.drafts.values():
            self._owned(work, draft)
            self._spoken_for(work, draft)

    @staticmethod
    def _plural_names(work: Work) -> None:
        """Names that the article itself treats as plural: "the Blues were", "the Talib say"."""
        for draft in work.drafts.values():
            token = work.tokens[draft.head]
            if draft.form != "name" or draft.chain is None or draft.chain.person or draft.plural:
                continue
            verb = work.tokens[token.head]
            auxiliaries = [work.tokens[c] for c in work.tree.children[verb.i] if work.tokens[c].dep in ("aux", "auxpass")]
            plural_verb = token.dep in ("nsubj", "nsubjpass") and any(
                v.tag == "VBP" or v.text.lower() in ("were", "have") for v in (verb, *auxiliaries)
            )
            joined = any(work.tokens[c].dep == "conj" for c in work.tree.children[draft.head])
            plural_form = token.tag == "NNPS" and draft.chain.category == "group"
            draft.plural = plural_form or (plural_verb and not joined and token.dep != "conj" and draft.chain.category != "government")

    # ---- descriptions

    def _descriptions(self, work: Work) -> None:
        before: list[Draft] = []
        article = Article(work)
        for draft in work.ordered():
            if draft.form == "nominal" and not draft.linked:
                self._description(article, draft, before[-MENTIONS_BACK:])
            before.append(draft)

    def _description(self, article: Article, draft: Draft, before: list[Draft]) -> None:
        work = article.work
        if draft.label:
            self._label(work, draft, before)
            return
        if self._groups.resolve(work, draft, before) or self._named_before_noun(work, draft):
            return
        if draft.owner is not None or not (draft.definite or (draft.plural and draft.number is None)):
            return
        candidates = _distinct(d for d in before if self._fits(draft, d))
        if not candidates and draft.definite and draft.country is None and not draft.specific:
            candidates = _distinct(d for d in before if _near(work, d, draft, GROUP_REACH) and self._is_same_people(draft, d))
        if not candidates and draft.definite and draft.noun in LEAGUES and draft.country is None:
            candidates = _distinct(d for d in before if _near(work, d, draft, GROUP_REACH) and self._is_league(d))
        if (
            not candidates
            and draft.definite
            and draft.noun is not None
            and draft.noun.split()[-1] in GROUP_NOUNS
            and draft.chain is not None
            and draft.chain.country is None
        ):
            groups = [d for d in before if self._is_group(d, draft) and _near(work, d, draft, GROUP_REACH)]
            alike = [d for d in groups if d.chain is not None and set(d.chain.final().sectors) & set(draft.sectors)]
            candidates = _distinct(alike or (groups if draft.noun.split()[-1] not in OF_ONE_KIND else ()))
        if not candidates and draft.definite and draft.sectors == ("UAF",) and draft.country is None:
            candidates = _distinct(d for d in before if self._is_attacker(draft, d))
        if not candidates and draft.definite and draft.person and not draft.plural and draft.noun in ONE_PERSON:
            chosen = self._pronouns.person(article, draft) if not self._is_new(work, draft) else None
            candidates = [chosen] if chosen is not None else []
        if not candidates:
            return
        if draft.noun in ANYBODY and draft.noun not in ONE_PERSON:
            candidates = _distinct(d for d in before if self._fits(draft, d) and _near(work, d, draft, 1))
        near = self._nearest(work, draft, before, candidates)
        titled = _distinct(d for d in before if d.form == "name" and d.role and self._fits(draft, d))
        chosen = candidates[0] if len(candidates) == 1 else near[0] if len(near) == 1 else titled[0] if len(titled) == 1 else None
        if chosen is not None and draft.chain is not None and chosen is not draft.chain.final():
            draft.chain.merged_into = chosen
            if draft.certainty == "inferred" and chosen.country:
                draft.country, draft.certainty = None, "stated"
            draft.sectors = () if chosen.sectors else draft.sectors
        elif chosen is None and draft.definite and draft.number is None and draft.person and not draft.plural:
            if draft.certainty == "inferred" and len({chain.country for chain in candidates}) > 1:
                draft.country, draft.name = None, None  # whose president it is cannot be guessed where two are told of
            draft.chain, draft.reason = None, "several parties of the article fit this description"

    @staticmethod
    def _nearest(work: Work, draft: Draft, before: list[Draft], candidates: list[Chain]) -> list[Chain]:
        """Those of the candidates that are named just before; of several bodies those nearest, for "the group" is the one last told of."""
        found: list[Chain] = []
        for reach in (2,) if draft.person and not draft.bystander else (0, 1, 2, GROUP_REACH):
            found = _distinct(d for d in before if d.chain is not None and d.chain.final() in candidates and _near(work, d, draft, reach))
            if found:
                break
        return found

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
        if draft.noun in ANYBODY and (not draft.definite or not other.plural or other.form != "nominal"):
            return False
        if not draft.definite:  # bare plurals: the same words mean the same people
            return other.form == "nominal" and chain.name == draft.chain.name and other.number is None
        if draft.member_of is not None and draft.member_of.final() is not (chain.member_of.final() if chain.member_of else None):
            return False
        own = draft.noun.lower()
        if own in COLLECTIVES and chain.noun != draft.noun:
            return False
        if chain.category in ("person", "organisation", "government") and (chain.role or other.role) and draft.person:
            return any(_ends(role, own) for role in (chain.role, other.role) if role)
        if chain.noun and _ends(chain.noun, own):
            return True
        if chain.entry is not None and not chain.person and own in GROUP_NOUNS and _ends(chain.name, own):
            return True
        return bool(chain.words) and not chain.person and chain.words[-1].lower() == own

    @staticmethod
    def _named_before_noun(work: Work, draft: Draft) -> bool:
        """ "The Blue Front group" is the Blue Front, whose name stands right before the noun."""
        owner = work.cover.get(draft.head - 1)
        if draft.noun not in OWN_KIND or draft.plural or draft.chain is None or owner is None or owner.chain is None or owner.place:
            return False
        chain = owner.chain.final()
        if (
            chain.person
            or chain.category not in ("organisation", "group")
            or draft.member_of is None
            or draft.member_of.final() is not chain
        ):
            return False
        draft.chain.merged_into = chain
        draft.sectors, draft.country, draft.name, draft.member_of = (), None, None, None
        return True

    @staticmethod
    def _is_new(work: Work, draft: Draft) -> bool:
        """ "The man who sold it", "the woman in the car": words behind the noun say who is meant."""
        behind = [work.tokens[c] for c in work.tree.children[draft.head] if c > draft.head]
        return any(token.dep in ("relcl", "acl") or (token.dep == "prep" and token.lemma.lower() in _TELLING) for token in behind)

    @staticmethod
    def _is_same_people(draft: Draft, other: Draft) -> bool:
        """Whether another word for the same kind of people was used before, of as many."""
        chain = other.chain.final() if other.chain is not None else None
        if chain is None or other.form != "nominal" or chain.plural != draft.plural or chain.noun is None or other.owner is not None:
            return False
        if draft.number is not None and other.number is not None and draft.number != other.number:
            return False
        return any(draft.noun in words and chain.noun in words for words in SAME_PEOPLE)

    @staticmethod
    def _is_league(other: Draft) -> bool:
        chain = other.chain.final() if other.chain is not None else None
        return chain is not None and chain.country in BETWEEN_STATES and chain.category == "organisation" and other.form == "name"

    @staticmethod
    def _is_attacker(draft: Draft, other: Draft) -> bool:
        """Attacker, gunman, assailant: different words for the same unnamed armed persons, where number agrees."""
        chain = other.chain.final() if other.chain is not None else None
        return (
            chain is not None
            and other.form == "nominal"
            and other.owner is None
            and chain.member_of is None
            and chain.sectors == ("UAF",)
            and chain.plural == draft.plural
        )

    @staticmethod
    def _is_group(other: Draft, draft: Draft) -> bool:
        chain = other.chain.final() if other.chain is not None else None
        return (
            chain is not None
            and not chain.person
            and chain.role is None
            and chain.category in ("organisation", "group")
            and other.form in ("name", "nominal")
            and not set(chain.sectors) & (STATE if draft.noun in COMPANIES else STATE | {"JRN"})
        )

    def _label(self, work: Work, draft: Draft, before: list[Draft]) -> None:
        """A judging word names only whom the article has just named otherwise; where it tells of the bodies of two states, no army or
        government is the one that is meant because the other was not just named."""
        if draft.sectors and draft.sectors[0] in STATE and draft.country is None and len(states(work)) > 1:
            return
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
        if draft.owner is None or draft.bystander:
            return
        pronoun = work.drafts.get(draft.owner)
        chain = pronoun.chain.final() if pronoun is not None and pronoun.chain is not None else None
        if chain is None:
            return
        own = draft.chain.final() if draft.chain is not None else None
        if draft.noun in RELATIONS:
            Resolver._related(draft, own, chain)
            return
        draft.country = draft.country or chain.country
        if not chain.person and chain.category != "government":
            draft.member_of = draft.member_of or chain
        elif chain.person:
            draft.member_of = draft.member_of or chain.member_of
        if own is not None and own.entry is None:
            own.country = own.country or chain.country
            own.member_of = own.member_of or draft.member_of
            own.sectors = chain.sectors if own.sectors in OPEN and chain.sectors else own.sectors
        draft.sectors = chain.sectors if draft.sectors in OPEN and chain.sectors else draft.sectors

    @staticmethod
    def _related(draft: Draft, own: Chain | None, owner: Chain) -> None:
        """ "His Foolander counterpart" holds the office that he holds; of an ally nothing follows."""
        if draft.noun not in ALIKE or not owner.role or own is None:
            return
        draft.role, draft.sectors = owner.role, owner.sectors
        own.role, own.sectors, own.private = owner.role, owner.sectors, False
        if own.country and own.name.endswith(str(draft.noun)):
            own.name = own.name.removesuffix(str(draft.noun)) + owner.role.lower()

    @staticmethod
    def _spoken_for(work: Work, draft: Draft) -> None:
        """ "A spokeswoman" without more words speaks for the one body that is the subject of her sentence or of the one before."""
        own = draft.chain.final() if draft.chain is not None else None
        spokes = draft.noun is not None and draft.noun.startswith("spokes") and draft.form == "nominal"
        if not spokes or own is None or own.entry is not None or own.member_of is not None or own.country or draft.member_of is not None:
            return
        possessor = work.tree.child(draft.head, "poss")
        named = work.drafts.get(possessor) if possessor is not None else None
        if named is not None and named.chain is not None:  # "Doe's spokeswoman", Doe known by now
            whose = named.chain.final()
            own.country, own.member_of = whose.country, whose.member_of if whose.person else whose
            own.sectors = own.sectors or whose.sectors
            return
        sentence = work.tree.sentence(draft.head).index
        subjects = [
            d
            for d in work.drafts.values()
            if d.chain is not None
            and not (d.chain.final().person or d.chain.final().human)
            and work.tokens[d.head].dep in ("nsubj", "nsubjpass")
            and d.head != draft.head
            and not d.bystander
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


def _ends(words: str, noun: str) -> bool:
    """Whether a description ends in a noun as a whole word: "foreign minister" in "minister", not in "prime minister"."""
    return f" {words.lower()}".endswith(f" {noun}")


def _near(work: Work, earlier: Draft, later: Draft, sentences: int) -> bool:
    return work.tree.sentence(later.head).index - work.tree.sentence(earlier.head).index <= sentences
